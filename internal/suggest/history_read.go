package suggest

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/replenish"
)

// settled is after how long no transaction that began before can still commit.
const settled = 15 * time.Minute

// place is a SKU in a warehouse.
type place struct{ sku, warehouse db.ID }

// eachMovedTx gives what was sold and moved by moves posted from a time on, place by
// place, the cells rising by day. They hold until the next call.
//
// Sold is what left by sales that stand: one that was reversed counts on its own day as
// if it had not been. What customers sent back was wanted all the same. only narrows it
// to one SKU, 0 for all.
func eachMovedTx(ctx context.Context, tx *db.Tx, from, until db.Time, first int, only db.ID, fn func(place, []cell) error) error {
	var at place
	var cells []cell
	flush := func() error {
		if len(cells) == 0 {
			return nil
		}
		slices.SortStableFunc(cells, func(a, b cell) int { return cmp.Compare(a.day, b.day) })
		merged := mergeCells(cells, nil, first)
		cells = cells[:0]
		if len(merged) == 0 {
			return nil
		}
		return fn(at, merged)
	}
	query := `SELECT m.sku_id, m.warehouse_id, m.doc_date, m.quantity, COALESCE(s.kind, ''), COALESCE(o.date, '')
		FROM stock_move m
		LEFT JOIN sale s ON m.doc_kind = 'sale' AND s.tenant_id = ? AND s.id = m.doc_id
		LEFT JOIN sale o ON o.tenant_id = ? AND o.id = s.reverses_id
		WHERE m.tenant_id = ? AND m.quantity <> 0`
	args := []any{tx.Tenant, tx.Tenant, tx.Tenant}
	if !from.IsZero() {
		// Both ends, or SQLite takes the span for a quarter of the ledger and reads all of it.
		end := int64(math.MaxInt64)
		if !until.IsZero() {
			end = until.UnixMicro() - 1
		}
		query, args = query+" AND m.posted_at BETWEEN ? AND ?", append(args, from.UnixMicro(), end)
	} else if !until.IsZero() {
		query, args = query+" AND m.posted_at < ?", append(args, until.UnixMicro())
	}
	cond, more := where("m.sku_id", only)
	query, args = query+cond, append(args, more...)
	err := tx.EachFresh(ctx, query+" ORDER BY m.sku_id, m.warehouse_id", args, func(rows *sql.Rows) error {
		var (
			p              place
			date, original db.Date
			quantity       int64
			kind           string
		)
		if err := rows.Scan(&p.sku, &p.warehouse, &date, &quantity, &kind, &original); err != nil {
			return err
		}
		if p != at {
			if err := flush(); err != nil {
				return err
			}
			at = p
		}
		c := cell{day: dayNumber(date), net: quantity}
		switch {
		case kind == "issue" && original == "":
			c.sold = -quantity
		case kind == "issue":
			cells = append(cells, cell{day: dayNumber(original), sold: -quantity})
		}
		cells = append(cells, c)
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return fmt.Errorf("read what was sold: %w", err)
	}
	return nil
}

// catchUp adds to the history what was posted since the last time, but for the last
// minutes. Twice is once: the moves up to a time are added in the transaction that notes
// this time.
func (s *Service) catchUp(ctx context.Context, sc db.Scope) error {
	type addition struct {
		place
		days string
	}
	var (
		from, until db.Time
		first       int
		list        []addition
	)
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		list = nil
		st, err := standingTx(ctx, tx)
		if err != nil {
			return err
		}
		from, until = st.historyUntil, db.At(tx.Now.Add(-settled))
		first = dayNumber(db.DateOf(tx.Now.Time, time.UTC)) - replenish.HistoryDays - 2
		if !from.Before(until.Time) {
			return nil
		}
		return eachMovedTx(ctx, tx, from, until, first, 0, func(p place, cells []cell) error {
			list = append(list, addition{p, pack(cells)})
			return nil
		})
	})
	if err != nil || !from.Before(until.Time) {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if err := lockStateTx(ctx, tx); err != nil {
			return err
		}
		st, err := standingTx(ctx, tx)
		if err != nil || !st.historyUntil.Equal(from.Time) {
			return err // another run has added them
		}
		const chunk = 500
		var u, v unpacker
		for part := range slices.Chunk(list, chunk) {
			old := map[place]string{}
			if !from.IsZero() {
				args := []any{tx.Tenant}
				for _, a := range part {
					args = append(args, a.sku)
				}
				if err := tx.Each(ctx, "SELECT sku_id, warehouse_id, days FROM sales_history WHERE tenant_id = ? AND sku_id IN "+db.Tuples(1, len(part)), args, func(rows *sql.Rows) error {
					var p place
					var days string
					err := rows.Scan(&p.sku, &p.warehouse, &days)
					old[p] = days
					return err
				}); err != nil {
					return fmt.Errorf("read the sales history: %w", err)
				}
			}
			args := make([]any, 0, 4*len(part))
			for _, a := range part {
				days := a.days
				if before := old[a.place]; before != "" {
					was, err := u.unpack(before)
					if err != nil {
						return err
					}
					more, err := v.unpack(days)
					if err != nil {
						return err
					}
					days = pack(mergeCells(was, more, first))
				}
				args = append(args, tx.Tenant, a.sku, a.warehouse, days)
			}
			if _, err := tx.Exec(ctx, "INSERT INTO sales_history (tenant_id, sku_id, warehouse_id, days) VALUES "+db.Tuples(len(part), 4)+
				" ON CONFLICT (tenant_id, sku_id, warehouse_id) DO UPDATE SET days = excluded.days", args...); err != nil {
				return fmt.Errorf("write the sales history: %w", err)
			}
		}
		if _, err := tx.Exec(ctx, "UPDATE suggestion_state SET history_until = ? WHERE tenant_id = ?", until.UnixMicro(), tx.Tenant); err != nil {
			return fmt.Errorf("note the end of the sales history: %w", err)
		}
		return nil
	})
}
