package platform

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// errOtherOrder is an answer that is about another order than the one asked for.
var errOtherOrder = errors.New("1688 answers with another order")

// Read asks 1688 about orders of an account and keeps what it says, each in a transaction
// of its own; the way of parcels that are under way too. An error of one does not keep the
// others from being read, unless the account itself cannot be used. It must not be called
// inside a transaction.
func (s *Service) Read(ctx context.Context, sc db.Scope, account db.ID, platformIDs ...string) error {
	var errs []error
	for _, id := range platformIDs {
		_, err := s.readOne(ctx, sc, account, id)
		if err == nil {
			continue
		}
		errs = append(errs, err)
		if accountStops(err) || ctx.Err() != nil {
			break
		}
	}
	return errors.Join(errs...)
}

// ReadOrder asks 1688 about one order of an account now, and gives it as it stands then,
// with the way of its parcels. An order that was not seen here before is kept too. It
// must not be called inside a transaction; errors are those of Call, see channel.Explain.
func (s *Service) ReadOrder(ctx context.Context, sc db.Scope, account db.ID, platformID string) (*Order, error) {
	if _, err := s.readOne(ctx, sc, account, platformID); err != nil {
		return nil, err
	}
	var o *Order
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		o, err = s.ByNumberTx(ctx, tx, account, platformID)
		return err
	})
	return o, err
}

// accountStops tells whether an error is about the account, so that nothing else of it
// can be read for now.
func accountStops(err error) bool {
	return errors.Is(err, channel.ErrAuthorisation) || errors.Is(err, channel.ErrShopDisabled) || errors.Is(err, channel.ErrShopNotFound) || errors.Is(err, channel.ErrNoApp) || errors.Is(err, tenant.ErrModuleOff) ||
		open1688.IsUsageExhausted(err) || open1688.IsRateLimited(err)
}

// readOne asks about one order, and about its parcels while they are on their way. It
// returns the order as it was kept, also where its parcels could not be read.
func (s *Service) readOne(ctx context.Context, sc db.Scope, account db.ID, platformID string) (*Order, error) {
	var seen *open1688.Order
	err := s.shops.Call(ctx, sc, account, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		got, _, err := c.Trade.GetBuyerOrder(ctx, token, open1688.BuyerOrderRequest{OrderID: open1688.ID(platformID)})
		if err != nil {
			return err
		}
		if got.BaseInfo.OrderID().String() != platformID {
			return errOtherOrder
		}
		seen = got
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read order %s: %w", platformID, err)
	}
	var order Order
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		order, err = s.RecordTx(ctx, tx, account, seen)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !order.underWay() {
		return &order, nil
	}
	return &order, s.track(ctx, sc, &order)
}

// underWay tells whether the parcels of the order are worth asking about.
func (o *Order) underWay() bool {
	return o.State != StateClosed && slices.ContainsFunc(o.Parcels, func(p Parcel) bool { return !p.signed() && p.Waybill != "" })
}

// ReadNow asks about one order because a person wants to know.
func (s *Service) ReadNow(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
	var o *Order
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		o, err = visibleTx(ctx, tx, id, within, "")
		return err
	})
	if err != nil {
		return err
	}
	_, err = s.readOne(ctx, sc, o.AccountID, o.PlatformID)
	if fault.As(err) == nil {
		err = channel.Explain(unwrapped(err))
	}
	return err
}

// unwrapped is the error of the call itself, which Explain knows.
func unwrapped(err error) error {
	if e, ok := errors.AsType[*open1688.Error](err); ok {
		return e
	}
	return err
}
