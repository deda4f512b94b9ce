package placing

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/open1688"
)

var errOtherOrder = errors.New("1688 answers with another order")

// unread is an order of the part that something is to be done about: one that has not been
// read, or one too many that still stands.
func (t *tried) unread() *Made {
	for _, m := range t.made {
		if m.State == MadeTold || (m.Extra && m.State == MadeRead) {
			return m
		}
	}
	return nil
}

// read asks 1688 for the orders of a part and hands them to whoever keeps them; those that
// are one too many are cancelled.
func (s *Service) read(ctx context.Context, sc db.Scope, t *tried) error {
	for _, m := range t.made {
		switch {
		case m.State == MadeTold:
			seen, err := s.ask(ctx, sc, m.AccountID, m.PlatformID)
			if err != nil {
				return err
			}
			if err := s.record(ctx, sc, m, t.OrderID, seen); err != nil {
				return err
			}
		case m.Extra && m.State == MadeRead:
			if err := s.dropExtra(ctx, sc, t, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// ask reads an order from 1688.
func (s *Service) ask(ctx context.Context, sc db.Scope, account db.ID, id string) (seen *open1688.Order, err error) {
	err = s.shops.Call(ctx, sc, account, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		var err error
		seen, _, err = c.Trade.GetBuyerOrder(ctx, token, open1688.BuyerOrderRequest{OrderID: open1688.ID(id)})
		if err == nil && seen.BaseInfo.OrderID().String() != id {
			err = errOtherOrder
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read order %s: %w", id, err)
	}
	return seen, nil
}

// record hands an order to platform, linked to its purchase order unless it is one too many.
// The order's row comes before the part's in the order of locks.
func (s *Service) record(ctx context.Context, sc db.Scope, m *Made, order db.ID, seen *open1688.Order) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		o, err := s.platform.RecordTx(ctx, tx, m.AccountID, seen)
		if err != nil {
			return err
		}
		var elsewhere bool
		if !m.Extra {
			err = s.platform.LinkTx(ctx, tx, o.ID, order)
			if elsewhere = errors.Is(err, platform.ErrLinked); err != nil && !elsewhere {
				return err
			}
		}
		t, err := lockTx(ctx, tx, m.PartID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(t.made, func(x *Made) bool { return x.PlatformID == m.PlatformID && x.AccountID == m.AccountID })
		if at < 0 || t.made[at].State != MadeTold { // closed already
			return nil
		}
		t.made[at].State = MadeRead
		if t.Failures > 0 { // what kept it from being read is over
			t.Refusal, t.Failures = nil, 0
		}
		if err := writeMadeTx(ctx, tx, t.made[at]); err != nil {
			return err
		}
		if o.State == platform.StateClosed {
			return s.closedTx(ctx, tx, t, t.made[at])
		}
		if elsewhere {
			t.Refusal = refusalOf(ErrTakenElsewhere.With("order", m.PlatformID))
		}
		return s.throughTx(ctx, tx, t)
	})
}

// throughTx ends the work on a part whose orders are all read: what they cost is compared
// with the preview.
func (s *Service) throughTx(ctx context.Context, tx *db.Tx, t *tried) (err error) {
	if t.State != StatePlaced || t.unread() != nil {
		return s.changedTx(ctx, tx, t.Part)
	}
	t.DueAt, t.Failures = db.Time{}, 0
	if t.Refusal == nil {
		if t.Refusal, err = s.movedTx(ctx, tx, t); err != nil {
			return err
		}
	}
	return s.changedTx(ctx, tx, t.Part)
}

// movedTx says when 1688 charges more than it said in the preview.
func (s *Service) movedTx(ctx context.Context, tx *db.Tx, t *tried) (*Refusal, error) {
	v, err := previewTx(ctx, tx, t.PreviewID)
	if err != nil || v == nil {
		return nil, err
	}
	var total dec.Amount
	for _, m := range t.made {
		if m.Extra || m.State != MadeRead {
			continue
		}
		o, err := s.platform.ByNumberTx(ctx, tx, m.AccountID, m.PlatformID)
		if err != nil {
			return nil, err
		}
		total = total.Add(o.Total)
	}
	if total <= v.Total {
		return nil, nil
	}
	return refusalOf(ErrMoved.With("expected", v.Total, "total", total)), nil
}
