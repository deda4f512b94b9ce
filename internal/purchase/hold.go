package purchase

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
)

// Change is what is about to be done to an order.
type Change string

// The changes that others are asked about.
const (
	ChangeContent  Change = "content"  // it would say something else than what approvals hold for
	ChangeWithdraw Change = "withdraw" // back into a draft
	ChangeVoid     Change = "void"
	ChangeClose    Change = "close" // what has not come is given up
)

// ChangeFunc is asked before an order changes, in the transaction that changes it and
// holds its row. Its error refuses the change.
type ChangeFunc func(ctx context.Context, tx *db.Tx, o *Order, what Change) error

// OnChange adds somebody who is asked before orders change: what was built on an order
// may hold it. Called while the program is put together, before it serves.
func (s *Service) OnChange(f ChangeFunc) { s.onChange = append(s.onChange, f) }

// FollowFunc is told that an order, or a number that others gave to it, was saved, in the
// transaction that saves it. Its error undoes the whole.
type FollowFunc func(ctx context.Context, tx *db.Tx, order db.ID) error

// OnSaved adds somebody who is told of each order that was saved, as it stands then.
// Drafts that are made many at once are not told: nobody awaits anything of them. Called
// while the program is put together, before it serves.
func (s *Service) OnSaved(f FollowFunc) { s.onSaved = append(s.onSaved, f) }

func (s *Service) tellTx(ctx context.Context, tx *db.Tx, order db.ID) error {
	for _, f := range s.onSaved {
		if err := f(ctx, tx, order); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) mayChangeTx(ctx context.Context, tx *db.Tx, o *Order, what Change) error {
	for _, f := range s.onChange {
		if err := f(ctx, tx, o, what); err != nil {
			return err
		}
	}
	return nil
}

// OrdersTx reads orders with their lines, without references, in a few statements for any
// number; lock holds their rows until the commit, in key order. Those that the set does not
// have are absent.
func (s *Service) OrdersTx(ctx context.Context, tx *db.Tx, ids []db.ID, lock bool) (map[db.ID]*Order, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	out := make(map[db.ID]*Order, len(ids))
	tail := ""
	if lock {
		tail = tx.ForUpdate()
	}
	err := db.EachIn(ctx, tx, "SELECT "+orderColumns+" FROM purchase_order WHERE tenant_id = ? AND id IN ({in}) ORDER BY id"+tail, []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		o := &Order{}
		into := []any{&o.ID}
		for _, c := range o.columns() {
			into = append(into, c.field)
		}
		err := rows.Scan(into...)
		out[o.ID] = o
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read purchase orders: %w", err)
	}
	err = db.EachIn(ctx, tx, "SELECT order_id, "+lineColumns+" FROM purchase_order_line WHERE tenant_id = ? AND order_id IN ({in}) ORDER BY order_id, position", []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		var (
			of db.ID
			l  Line
		)
		if err := rows.Scan(append([]any{&of}, l.fields()...)...); err != nil {
			return err
		}
		out[of].Lines = append(out[of].Lines, l)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the lines of purchase orders: %w", err)
	}
	return out, nil
}
