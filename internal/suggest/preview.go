package suggest

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Planned is an order that would be made of a choice.
type Planned struct {
	SupplierID, AccountID, WarehouseID       db.ID
	SupplierName, AccountName, WarehouseName string
	Currency                                 string
	Lines                                    int
	Amount                                   dec.Amount // in yuan
}

// Preview tells which orders Generate would make of a choice, and what it would refuse.
func (s *Service) Preview(ctx context.Context, sc db.Scope, c Choice) (orders []Planned, problems []fault.Field, err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		orders, problems = nil, nil
		list, err := c.chosenTx(ctx, tx)
		if err != nil {
			return err
		}
		for _, g := range group(list) {
			o := Planned{SupplierID: g[0].SupplierID, AccountID: g[0].AccountID, WarehouseID: g[0].WarehouseID, Currency: g[0].Currency, Lines: len(g)}
			for _, line := range g {
				o.Amount = o.Amount.Add(line.Amount)
			}
			orders = append(orders, o)
		}
		if err := nameTx(ctx, tx, orders); err != nil {
			return err
		}
		f, err := s.problemsTx(ctx, tx, list, &c)
		if err != nil {
			return err
		}
		if e := fault.As(f.Err()); e != nil {
			problems = e.Fields
		}
		return nil
	})
	return orders, problems, err
}

// nameTx gives planned orders the names that a page shows.
func nameTx(ctx context.Context, tx *db.Tx, orders []Planned) error {
	for _, part := range []struct {
		table string
		id    func(*Planned) db.ID
		name  func(*Planned) *string
	}{
		{"supplier", func(o *Planned) db.ID { return o.SupplierID }, func(o *Planned) *string { return &o.SupplierName }},
		{"shop", func(o *Planned) db.ID { return o.AccountID }, func(o *Planned) *string { return &o.AccountName }},
		{"warehouse", func(o *Planned) db.ID { return o.WarehouseID }, func(o *Planned) *string { return &o.WarehouseName }},
	} {
		ids := make([]db.ID, 0, len(orders))
		for i := range orders {
			ids = append(ids, part.id(&orders[i]))
		}
		names := map[db.ID]string{}
		err := db.EachIn(ctx, tx, "SELECT id, name FROM "+part.table+" WHERE tenant_id = ? AND id IN ({in})", []any{tx.Tenant}, distinct(ids), func(rows *sql.Rows) error {
			var id db.ID
			var name string
			err := rows.Scan(&id, &name)
			names[id] = name
			return err
		})
		if err != nil {
			return fmt.Errorf("read the names of a %s: %w", part.table, err)
		}
		for i := range orders {
			*part.name(&orders[i]) = names[part.id(&orders[i])]
		}
	}
	return nil
}
