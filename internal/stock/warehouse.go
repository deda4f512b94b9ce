package stock

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of warehouses.
var (
	// ErrWarehouseNotFound is the answer to a warehouse unknown to the set.
	ErrWarehouseNotFound = fault.Define(fault.NotFound, "warehouse.not_found",
		fault.ZH("找不到这个仓库", "它可能不属于当前账套；请刷新后重新选择"),
		fault.EN("Warehouse not found", "It may belong to another account set; reload and pick another"))
	// ErrWarehouseInactive has the parameter name.
	ErrWarehouseInactive = fault.Define(fault.Conflict, "warehouse.inactive",
		fault.ZH("仓库“{name:builtin.warehouse}”已停用", "启用它，或换一个仓库"),
		fault.EN("The warehouse {name:builtin.warehouse} is not active", "Activate it or pick another"))
	// ErrWarehouseTaken has the parameter value.
	ErrWarehouseTaken = fault.Define(fault.Conflict, "warehouse.taken",
		fault.ZH("已有仓库使用“{value:builtin.warehouse}”", "换一个编号或名称"), fault.EN("A warehouse uses {value:builtin.warehouse} already", "Use another code or name"))
	// ErrWarehouseDefault marks a default warehouse that would be switched off.
	ErrWarehouseDefault = fault.Define(fault.Conflict, "warehouse.default_active",
		fault.ZH("默认仓库不能停用", "先把另一个仓库设为默认"),
		fault.EN("The default warehouse cannot be switched off", "Make another warehouse the default first"))
	// ErrWarehouseStock has the parameter name.
	ErrWarehouseStock = fault.Define(fault.Conflict, "warehouse.has_stock",
		fault.ZH("仓库“{name:builtin.warehouse}”还有库存", "先把库存清零，再停用"),
		fault.EN("The warehouse {name:builtin.warehouse} still holds stock", "Bring its stock to zero before switching it off"))
)

// Warehouse is a place that stock is counted in.
type Warehouse struct {
	ID      db.ID
	Code    string
	Name    string
	Address string
	Default bool // the one that documents take by themselves; there is always exactly one
	Active  bool
	Version int64
}

const warehouseColumns = `id, code, name, address, is_default, active, version`

// WarehouseTx gives a warehouse, or ErrWarehouseNotFound.
func WarehouseTx(ctx context.Context, tx *db.Tx, id db.ID) (*Warehouse, error) {
	return warehouse(ctx, tx, "id = ?", id)
}

// lockWarehouse is WarehouseTx with the row held: documents are posted before it is
// switched off, or are refused.
func lockWarehouse(ctx context.Context, tx *db.Tx, id db.ID) (*Warehouse, error) {
	return warehouse(ctx, tx, "id = ?"+tx.ForNoKeyUpdate(), id)
}

// OpenWarehouseTx holds the warehouse until the commit and refuses one that was switched
// off: a document that waited may name it still.
func OpenWarehouseTx(ctx context.Context, tx *db.Tx, id db.ID) error {
	var name string
	var active bool
	found, err := tx.Row(ctx, "SELECT name, active FROM warehouse WHERE tenant_id = ? AND id = ?"+tx.ForNoKeyUpdate(), []any{tx.Tenant, id}, &name, &active)
	switch {
	case err != nil:
		return fmt.Errorf("hold warehouse: %w", err)
	case !found:
		return ErrWarehouseNotFound
	case !active:
		return ErrWarehouseInactive.With("name", name)
	}
	return nil
}

// DefaultWarehouseTx gives the default warehouse of the account set.
func (s *Service) DefaultWarehouseTx(ctx context.Context, tx *db.Tx) (*Warehouse, error) {
	return warehouse(ctx, tx, "is_default = TRUE")
}

func warehouse(ctx context.Context, tx *db.Tx, where string, args ...any) (*Warehouse, error) {
	var w Warehouse
	found, err := tx.Row(ctx, `SELECT `+warehouseColumns+` FROM warehouse WHERE tenant_id = ? AND `+where, append([]any{tx.Tenant}, args...),
		&w.ID, &w.Code, &w.Name, &w.Address, &w.Default, &w.Active, &w.Version)
	if err != nil {
		return nil, fmt.Errorf("read warehouse: %w", err)
	}
	if !found {
		return nil, ErrWarehouseNotFound
	}
	return &w, nil
}

// SaveWarehouse makes the warehouse (ID zero) or changes it, under the version it
// was read with. Making it the default takes that from the one before.
func (s *Service) SaveWarehouse(ctx context.Context, sc db.Scope, w Warehouse) (*Warehouse, error) {
	var f fault.Fields
	w.Code = check.Required(&f, "code", w.Code, 20)
	w.Name = check.Required(&f, "name", w.Name, 60)
	w.Address = check.Line(&f, "address", w.Address, check.MaxName)
	if w.Default && !w.Active {
		f.Add("active", ErrWarehouseDefault)
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	var saved *Warehouse
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		saved, err = saveWarehouse(ctx, tx, w)
		switch {
		case db.IsDuplicate(err, "warehouse_tenant_id_code_key", "warehouse.code"):
			return ErrWarehouseTaken.With("value", w.Code).Because(err)
		case db.IsDuplicate(err, "warehouse_tenant_id_name_key", "warehouse.name"):
			return ErrWarehouseTaken.With("value", w.Name).Because(err)
		}
		return err
	})
	return saved, err
}

// SetWarehouseActive starts or stops the use of a warehouse, as a batch action does:
// the version is not asked for.
func (s *Service) SetWarehouseActive(ctx context.Context, sc db.Scope, id db.ID, active bool) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		w, err := lockWarehouse(ctx, tx, id)
		if err != nil || w.Active == active {
			return err
		}
		w.Active = active
		_, err = saveWarehouse(ctx, tx, *w)
		return err
	})
}

func saveWarehouse(ctx context.Context, tx *db.Tx, w Warehouse) (*Warehouse, error) {
	change := doc.Change{Action: "create", Entity: "warehouse", EntityNo: w.Name}
	if w.ID != 0 {
		before, err := lockWarehouse(ctx, tx, w.ID)
		if err != nil {
			return nil, err
		}
		w.Default = w.Default || before.Default
		if err := mayStop(ctx, tx, before, w); err != nil {
			return nil, err
		}
		change.Action, change.Before = "update", before.state()
	}
	if w.Default {
		if _, err := tx.Exec(ctx, `UPDATE warehouse SET is_default = FALSE WHERE tenant_id = ? AND is_default = TRUE AND id <> ?`,
			tx.Tenant, int64(w.ID)); err != nil {
			return nil, fmt.Errorf("change the default warehouse: %w", err)
		}
	}
	if w.ID == 0 {
		w.ID = tx.NewID()
		if err := insertWarehouse(ctx, tx, w); err != nil {
			return nil, err
		}
	} else {
		n, err := tx.Exec(ctx, `UPDATE warehouse SET code = ?, name = ?, address = ?, is_default = ?, active = ?, updated_at = ?, version = version + 1
			WHERE tenant_id = ? AND id = ? AND version = ?`, w.Code, w.Name, w.Address, w.Default, w.Active, tx.Now, tx.Tenant, w.ID, w.Version)
		if err != nil {
			return nil, fmt.Errorf("save warehouse: %w", err)
		}
		if n == 0 {
			return nil, fault.ErrStale
		}
	}
	saved, err := WarehouseTx(ctx, tx, w.ID)
	if err != nil {
		return nil, err
	}
	change.EntityID, change.After = w.ID, saved.state()
	return saved, doc.AuditTx(ctx, tx, change)
}

// state is what the audit log keeps of a warehouse.
func (w *Warehouse) state() map[string]any {
	return map[string]any{"code": w.Code, "name": w.Name, "address": w.Address, "default": w.Default, "active": w.Active}
}

// mayStop refuses to switch off the default warehouse, or one that holds stock.
func mayStop(ctx context.Context, tx *db.Tx, before *Warehouse, w Warehouse) error {
	if w.Active || !before.Active {
		return nil
	}
	if w.Default {
		return ErrWarehouseDefault
	}
	var one int
	found, err := tx.Row(ctx, `SELECT 1 FROM stock_balance WHERE tenant_id = ? AND warehouse_id = ? AND on_hand <> 0 LIMIT 1`,
		[]any{tx.Tenant, w.ID}, &one)
	if err != nil {
		return fmt.Errorf("look for stock: %w", err)
	}
	if found {
		return ErrWarehouseStock.With("name", before.Name)
	}
	return nil
}

func insertWarehouse(ctx context.Context, tx *db.Tx, w Warehouse) error {
	_, err := tx.Exec(ctx, `INSERT INTO warehouse (tenant_id, id, code, name, address, is_default, active, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, tx.Tenant, w.ID, w.Code, w.Name, w.Address, w.Default, w.Active, tx.Now, tx.Now)
	if err != nil {
		return fmt.Errorf("insert warehouse: %w", err)
	}
	return nil
}

// firstWarehouse is the name of a new set's warehouse until people rename it.
const firstWarehouse = "默认仓"

func init() {
	api.BuiltinNames("warehouse", map[string]string{firstWarehouse: "Main warehouse"})
	api.BuiltinAudit("warehouse", "warehouse", "warehouse.name")
	// Every account set starts with one warehouse, so that selling needs no set-up.
	tenant.OnCreate(func(ctx context.Context, tx *db.Tx, _ *tenant.Set) error {
		return insertWarehouse(ctx, tx, Warehouse{ID: tx.NewID(), Code: "01", Name: firstWarehouse, Default: true, Active: true})
	})
}
