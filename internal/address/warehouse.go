package address

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// OfWarehouseTx gives the address that orders for a warehouse take by themselves; nil
// when none has been chosen.
func (s *Service) OfWarehouseTx(ctx context.Context, tx *db.Tx, warehouse db.ID) (*Address, error) {
	id, err := ofWarehouseTx(ctx, tx, warehouse)
	if err != nil || id == 0 {
		return nil, err
	}
	return getTx(ctx, tx, id, "")
}

// ReceiverTx says in one line where goods for a warehouse go and who takes them; empty
// when no address has been chosen for it.
func (s *Service) ReceiverTx(ctx context.Context, tx *db.Tx, warehouse db.ID) (string, error) {
	a, err := s.OfWarehouseTx(ctx, tx, warehouse)
	if err != nil || a == nil {
		return "", err
	}
	return joined(a.Text(), a.Company, a.Contact, a.Mobile), nil
}

func ofWarehouseTx(ctx context.Context, tx *db.Tx, warehouse db.ID) (db.ID, error) {
	var id db.ID
	if _, err := tx.Row(ctx, `SELECT address_id FROM warehouse_address WHERE tenant_id = ? AND warehouse_id = ?`, []any{tx.Tenant, warehouse}, &id); err != nil {
		return 0, fmt.Errorf("read the address of a warehouse: %w", err)
	}
	return id, nil
}

// SetOfWarehouse chooses the address that orders for a warehouse take by themselves;
// zero takes it away. within are the warehouses the person may work with.
func (s *Service) SetOfWarehouse(ctx context.Context, sc db.Scope, within tenant.Limit, warehouse, address db.ID) error {
	return s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		w, err := stock.WarehouseTx(ctx, tx, warehouse)
		if err == nil && !within.Allows(warehouse) {
			err = stock.ErrWarehouseNotFound
		}
		if err != nil {
			return err
		}
		// Held, so that nobody switches it off meanwhile.
		if err := chosenTx(ctx, tx, address); err != nil {
			return err
		}
		before, err := ofWarehouseTx(ctx, tx, warehouse)
		if err != nil || before == address {
			return err
		}
		if address == 0 {
			_, err = tx.Exec(ctx, `DELETE FROM warehouse_address WHERE tenant_id = ? AND warehouse_id = ?`, tx.Tenant, warehouse)
		} else {
			_, err = tx.Exec(ctx, `INSERT INTO warehouse_address (tenant_id, warehouse_id, address_id) VALUES (?, ?, ?)
				ON CONFLICT (tenant_id, warehouse_id) DO UPDATE SET address_id = excluded.address_id`, tx.Tenant, warehouse, address)
		}
		if err != nil {
			return fmt.Errorf("choose the address of a warehouse: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{
			Action: "update", Entity: "warehouse", EntityID: warehouse, EntityNo: w.Name, Before: chosen(before), After: chosen(address),
		})
	})
}

// chosen is what the audit log keeps of the choice.
func chosen(address db.ID) map[string]any {
	if address == 0 {
		return map[string]any{"addressId": nil}
	}
	return map[string]any{"addressId": address}
}

// chosenTx refuses an address that the set does not have, or that is off.
func chosenTx(ctx context.Context, tx *db.Tx, id db.ID) error {
	if id == 0 {
		return nil
	}
	a, err := getTx(ctx, tx, id, tx.ForUpdate())
	if err == nil && !a.Active {
		err = ErrInactive.With("name", a.Name)
	}
	var f fault.Fields
	if !f.AddErr("addressId", err) {
		return err
	}
	return f.Err()
}

// WarehouseAddress is a warehouse with its address.
type WarehouseAddress struct {
	WarehouseID db.ID
	Code, Name  string
	Active      bool
	Address     *Address // nil when none has been chosen
}

// WarehouseFilter narrows the list of warehouses with their addresses.
type WarehouseFilter struct {
	Missing bool // those in use that have none
	Active  string
	Within  tenant.Limit
}

// OfWarehouses gives one page of the warehouses with their addresses.
func (s *Service) OfWarehouses(ctx context.Context, sc db.Scope, q api.ListQuery, f WarehouseFilter) (api.Page[WarehouseAddress], error) {
	var page api.Page[WarehouseAddress]
	err := s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if page, err = api.RunList(ctx, tx, q, f.query(ctx, tx, q.Q), scanWarehouse); err != nil {
			return err
		}
		var ids []db.ID
		for _, w := range page.Items {
			if w.Address != nil {
				ids = append(ids, w.Address.ID)
			}
		}
		found, err := s.AddressesTx(ctx, tx, ids)
		for i := range page.Items {
			if a := page.Items[i].Address; a != nil {
				page.Items[i].Address = found[a.ID]
			}
		}
		return err
	})
	return page, err
}

// query is the list of warehouses with their addresses under the filter and q.
func (f *WarehouseFilter) query(ctx context.Context, tx *db.Tx, q string) api.List {
	l := api.List{
		Columns: "w.id, w.code, w.name, w.active, x.address_id", From: "warehouse w LEFT JOIN warehouse_address x ON x.tenant_id = ? AND x.warehouse_id = w.id",
		Where: []string{"w.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"code": "w.code", "name": "w.name"}, Default: "code", Tie: "w.id",
	}
	if f.Missing {
		l.And("w.active = TRUE AND x.address_id IS NULL")
	}
	if f.Active != "" {
		l.And("w.active = ?", f.Active == "true")
	}
	cond, args := api.SearchNamed(ctx, tx, q, "warehouse", "w.name", "w.code")
	l.And(cond, args...)
	cond, args = f.Within.Where("w.id")
	l.And(cond, args...)
	return l
}

// scanWarehouse reads a row of the list; of the address it knows the id only.
func scanWarehouse(rows *sql.Rows) (WarehouseAddress, error) {
	var w WarehouseAddress
	var address db.ID
	err := rows.Scan(&w.WarehouseID, &w.Code, &w.Name, &w.Active, &address)
	if address != 0 {
		w.Address = &Address{ID: address}
	}
	return w, err
}

// chosenAddressesTx gives the addresses that warehouses have, for exports.
func chosenAddressesTx(ctx context.Context, tx *db.Tx) (map[db.ID]*Address, error) {
	out := map[db.ID]*Address{}
	err := tx.Each(ctx, "SELECT "+addressColumns+` FROM receiving_address r WHERE r.tenant_id = ? AND r.id IN (SELECT x.address_id FROM warehouse_address x WHERE x.tenant_id = ?)`,
		[]any{tx.Tenant, tx.Tenant}, func(rows *sql.Rows) error {
			var a Address
			err := rows.Scan(a.fields()...)
			out[a.ID] = &a
			return err
		})
	return out, err
}

// Served is a warehouse that an address serves.
type Served struct {
	ID   db.ID
	Name string
}

// servedTx gives the warehouses within reach that addresses serve, by address, in the
// order of their codes.
func servedTx(ctx context.Context, tx *db.Tx, within tenant.Limit, addresses []db.ID) (map[db.ID][]Served, error) {
	out := map[db.ID][]Served{}
	cond, args := within.Where("w.id")
	if cond != "" {
		cond = " AND " + cond
	}
	all := append([]any{tx.Tenant, tx.Tenant}, args...)
	err := db.EachIn(ctx, tx, `SELECT x.address_id, w.id, w.name FROM warehouse_address x JOIN warehouse w ON w.tenant_id = ? AND w.id = x.warehouse_id
		WHERE x.tenant_id = ?`+cond+` AND x.address_id IN ({in}) ORDER BY w.code`, all, addresses, func(rows *sql.Rows) error {
		var (
			address db.ID
			w       Served
		)
		err := rows.Scan(&address, &w.ID, &w.Name)
		out[address] = append(out[address], w)
		return err
	})
	return out, err
}

// allServedTx gives the names of the warehouses within reach by the address they have,
// for exports.
func allServedTx(ctx context.Context, tx *db.Tx, within tenant.Limit) (map[db.ID][]string, error) {
	out := map[db.ID][]string{}
	cond, args := within.Where("w.id")
	if cond != "" {
		cond = " AND " + cond
	}
	err := tx.Each(ctx, `SELECT x.address_id, w.name FROM warehouse_address x JOIN warehouse w ON w.tenant_id = ? AND w.id = x.warehouse_id
		WHERE x.tenant_id = ?`+cond+` ORDER BY w.code`, append([]any{tx.Tenant, tx.Tenant}, args...), func(rows *sql.Rows) error {
		var (
			address db.ID
			name    string
		)
		err := rows.Scan(&address, &name)
		out[address] = append(out[address], name)
		return err
	})
	return out, err
}
