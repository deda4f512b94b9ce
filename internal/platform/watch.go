package platform

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

const (
	// watchEvery is how often the changes of an account are looked through: what a lost
	// message would have told is here that late at most.
	watchEvery = 5 * time.Minute
	// watchOverlap is by how much two looks overlap: 1688's clock is not ours, and a list
	// may be behind its orders.
	watchOverlap = 10 * time.Minute
	// watchSlice is the longest span of one look, so that a long absence is made up for in
	// parts, each of which counts.
	watchSlice = 24 * time.Hour
	// listPage is how many orders a page has.
	listPage = 20
)

// watch looks through what changed in an account since it was last looked through, by the
// list of orders: twenty a call, also orders that were never seen here. An account that
// is new is watched from now on; older orders are fetched when a person wants them.
func (s *Service) watch(ctx context.Context, sc db.Scope, account db.ID) error {
	for {
		from, err := s.watchedTo(ctx, sc, account)
		if err != nil {
			return err
		}
		now := db.At(s.db.Now())
		if now.Sub(from.Time) < watchEvery {
			return nil
		}
		to := now
		if now.Sub(from.Time) > watchSlice {
			to = db.At(from.Add(watchSlice))
		}
		span := open1688.BuyerOrderListRequest{ModifyStartTime: open1688.Time{Time: from.Add(-watchOverlap)}, ModifyEndTime: open1688.Time{Time: to.Time}}
		if err := s.walk(ctx, sc, account, span); err != nil {
			return fmt.Errorf("look through the changes of account %d: %w", account, err)
		}
		err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, "UPDATE platform_watch SET watched_to = ? WHERE tenant_id = ? AND account_id = ? AND watched_to < ?", to, tx.Tenant, account, to)
			return err
		})
		if err != nil {
			return err
		}
	}
}

// watchedTo is until when the changes of an account have been looked through.
func (s *Service) watchedTo(ctx context.Context, sc db.Scope, account db.ID) (to db.Time, err error) {
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, "INSERT INTO platform_watch (tenant_id, account_id, watched_to) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", tx.Tenant, account, tx.Now); err != nil {
			return err
		}
		_, err := tx.Row(ctx, "SELECT watched_to FROM platform_watch WHERE tenant_id = ? AND account_id = ?", []any{tx.Tenant, account}, &to)
		return err
	})
	return to, err
}

// walk records all pages of a list of orders. An order that changes meanwhile leaves the
// span, and those behind it move up: the pages are therefore gone through from the last
// to the first, so that none slips over the border of a page unseen.
func (s *Service) walk(ctx context.Context, sc db.Scope, account db.ID, req open1688.BuyerOrderListRequest) error {
	total, err := s.page(ctx, sc, account, req, 1)
	if err != nil {
		return err
	}
	pages := (total + listPage - 1) / listPage
	for page := pages; page >= 1 && pages > 1; page-- {
		if _, err := s.page(ctx, sc, account, req, page); err != nil {
			return err
		}
	}
	return nil
}

// paged is what a page of a list brought.
type paged struct{ read, added int64 }

// page records a page of a list of orders, and tells how many there are in the list.
func (s *Service) page(ctx context.Context, sc db.Scope, account db.ID, req open1688.BuyerOrderListRequest, page int64) (total int64, err error) {
	list, err := s.askPage(ctx, sc, account, req, page)
	if err != nil {
		return 0, err
	}
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		_, err := s.recordPageTx(ctx, tx, account, list.Orders)
		return err
	})
	return list.TotalRecord, err
}

func (s *Service) askPage(ctx context.Context, sc db.Scope, account db.ID, req open1688.BuyerOrderListRequest, page int64) (list *open1688.OrderPage, err error) {
	req.Page, req.PageSize, req.NeedMemo = int(page), listPage, true
	err = s.shops.Call(ctx, sc, account, func(ctx context.Context, c *open1688.Client, token open1688.Token) (err error) {
		list, _, err = c.Trade.ListBuyerOrders(ctx, token, req)
		return err
	})
	return list, err
}

// errUnreadable has the parameters no and message.
var errUnreadable = fault.Define(fault.Internal, "platform_order.log.unreadable",
	fault.ZH("1688 列表里的订单 {no} 读不懂：{message}", ""), fault.EN("The order {no} of a list of 1688 cannot be understood: {message}", ""))

// recordPageTx records the orders of a page. Lists tell no parcels: those that were sent
// and changed are asked about one by one at once. One that cannot be understood does not
// keep the others out.
func (s *Service) recordPageTx(ctx context.Context, tx *db.Tx, account db.ID, list []open1688.Order) (got paged, err error) {
	var seen []*open1688.Order
	for i := range list {
		if _, _, err := fromSeen(account, &list[i]); err != nil {
			no := list[i].BaseInfo.OrderID().String()
			s.log.ErrorContext(ctx, "an order of a list of 1688 cannot be understood", "order", no, "err", err)
			if err := s.shops.ShopLogTx(ctx, tx, account, errUnreadable.With("no", cut(no, 30), "message", cut(err.Error(), 200)), true); err != nil {
				return got, err
			}
			continue
		}
		seen = append(seen, &list[i])
	}
	orders, added, err := s.recordAllTx(ctx, tx, account, seen)
	if err != nil {
		return got, err
	}
	var sent []db.ID
	for _, o := range orders {
		if o.ChangedAt.Equal(tx.Now.Time) && o.Logistics != LogisticsNone && !o.State.Over() {
			sent = append(sent, o.ID)
		}
	}
	return paged{int64(len(list)), int64(added)}, pollNowTx(ctx, tx, sent)
}

// pollNowTx has orders asked about at once.
func pollNowTx(ctx context.Context, tx *db.Tx, ids []db.ID) error {
	if _, err := db.ExecIn(ctx, tx, "UPDATE platform_order SET next_poll_at = ? WHERE tenant_id = ? AND id IN ({in})", []any{tx.Now, tx.Tenant}, ids); err != nil {
		return fmt.Errorf("ask about orders at once: %w", err)
	}
	return nil
}

// kept is the stored form of a fault.
type kept struct {
	Code   string          `json:"code"`
	Params json.RawMessage `json:"params"`
}

// keepTrouble is the text a fault is kept as: empty for none.
func keepTrouble(why *fault.Error) string {
	if why == nil {
		return ""
	}
	text, err := json.Marshal(kept{why.Code, json.RawMessage(why.StoredParams())})
	if err != nil {
		panic("platform: a fault has no JSON: " + err.Error()) // texts only
	}
	return string(text)
}

// trouble reads what keepTrouble made.
func trouble(text string) (*fault.Error, error) {
	if text == "" {
		return nil, nil
	}
	var k kept
	if err := json.Unmarshal([]byte(text), &k); err != nil {
		return nil, fmt.Errorf("read a kept fault: %w", err)
	}
	return fault.Restore(k.Code, string(k.Params))
}
