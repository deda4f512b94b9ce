package platform

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/open1688"
)

// dueOrder is an order whose time has come.
type dueOrder struct {
	id        db.ID
	number    string
	failures  int64
	orderedAt db.Time
	state     State
	logistics Logistics
}

// onItsWay tells whether the order has parcels to be asked about, which lists do not tell.
func (d *dueOrder) onItsWay() bool {
	return d.state == StateShipped || d.state == StateOther || d.logistics == LogisticsPartial
}

func (s *Service) due(ctx context.Context, sc db.Scope, account db.ID) ([]dueOrder, error) {
	var list []dueOrder
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		list = nil
		return tx.Each(ctx, `SELECT o.id, o.platform_id, o.failures, o.ordered_at, o.state, o.logistics FROM platform_order o
			WHERE o.tenant_id = ? AND o.account_id = ? AND o.next_poll_at <= ? ORDER BY o.next_poll_at LIMIT ?`,
			[]any{tx.Tenant, account, tx.Now, pollAtOnce}, func(rows *sql.Rows) error {
				var d dueOrder
				err := rows.Scan(&d.id, &d.number, &d.failures, &d.orderedAt, &d.state, &d.logistics)
				list = append(list, d)
				return err
			})
	})
	return list, err
}

// cheaper is how many orders a page of a list has to save from being asked about alone.
const cheaper = 3

// readTogether asks about due orders by the list of those made in the time they were made
// in, twenty a call, where that takes fewer calls than asking about each. It returns those
// that are to be asked about alone: on their way, in the archive, or not on the list.
func (s *Service) readTogether(ctx context.Context, sc db.Scope, account db.ID, due []dueOrder) ([]dueOrder, error) {
	began := db.At(s.db.Now())
	since := began.Add(-archivedAfter)
	var from, to time.Time
	plain := 0
	for i := range due {
		d := &due[i]
		if d.onItsWay() || d.failures > 0 || d.orderedAt.Before(since) {
			continue
		}
		if plain++; plain == 1 || d.orderedAt.Before(from) {
			from = d.orderedAt.Time
		}
		if d.orderedAt.After(to) {
			to = d.orderedAt.Time
		}
	}
	if plain < cheaper {
		return due, nil
	}
	seen := map[string]bool{}
	req := open1688.BuyerOrderListRequest{CreateStartTime: open1688.Time{Time: from}, CreateEndTime: open1688.Time{Time: to.Add(time.Second)}}
	for page := int64(1); ; page++ {
		list, err := s.askPage(ctx, sc, account, req, page)
		if err != nil && (accountStops(err) || ctx.Err() != nil || errors.Is(channel.Explain(err), channel.ErrUnreachable)) {
			return nil, fmt.Errorf("read due orders together: %w", err)
		}
		if err != nil { // the list cannot be had; the orders perhaps
			break
		}
		err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			_, err := s.recordPageTx(ctx, tx, account, list.Orders)
			return err
		})
		if err != nil {
			return nil, err
		}
		for i := range list.Orders {
			seen[list.Orders[i].BaseInfo.OrderID().String()] = true
		}
		pages := (list.TotalRecord + listPage - 1) / listPage
		if page >= pages || pages*cheaper > int64(plain) { // the rest is asked about alone
			break
		}
	}
	var put []db.ID
	rest := slices.DeleteFunc(slices.Clone(due), func(d dueOrder) bool {
		if d.onItsWay() || !seen[d.number] {
			return false
		}
		put = append(put, d.id)
		return true
	})
	return rest, s.putOff(ctx, sc, put, began)
}

// putOff sees to it that orders which were asked about are not due any more: an answer
// older than what stands changes nothing, also not the time. What a list says to be under
// way by now is still due, and so is what somebody wants to be asked about since it began.
func (s *Service) putOff(ctx context.Context, sc db.Scope, ids []db.ID, began db.Time) error {
	if len(ids) == 0 {
		return nil
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		_, err := db.ExecIn(ctx, tx, `UPDATE platform_order SET next_poll_at = ? WHERE tenant_id = ? AND next_poll_at <= ? AND state NOT IN ('shipped', 'other') AND logistics <> 'partial' AND id IN ({in})`,
			[]any{db.At(tx.Now.Add(time.Hour)), tx.Tenant, began}, ids)
		return err
	})
}
