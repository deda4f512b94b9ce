package catalog

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of units.
var (
	// ErrUnitPlaces has the parameters quantity, unit and max.
	ErrUnitPlaces = fault.Define(fault.Invalid, "unit.too_many_places",
		fault.ZH("数量 {quantity} 的小数位太多：单位“{unit:builtin.unit}”最多 {max} 位", "改数量，或在“计量单位”里给“{unit:builtin.unit}”加小数位"),
		fault.EN("{quantity} has too many decimals: the unit {unit:builtin.unit} takes {max}", "Change the quantity, or allow {unit:builtin.unit} more decimals under Units"))
	// ErrUnitNotFound is the answer to a unit unknown to the set.
	ErrUnitNotFound = fault.Define(fault.NotFound, "unit.not_found",
		fault.ZH("找不到这个单位", "它可能已被删除；请刷新后重新选择"), fault.EN("Unit not found", "It may have been deleted; reload and pick another"))
)

const maxUnitDecimals = 4 // as many as a quantity can have

// CheckQuantity refuses, with ErrUnitPlaces, a quantity with more decimals than
// its unit may have; zero means the base unit. What it makes in base units must
// fit the base unit too, since stock is counted in it: no third of a pair. A
// quantity that is not exact in base units at all is left to the document.
func (k *SKUInfo) CheckQuantity(unit db.ID, q dec.Quantity) error {
	u, base := k.Unit(unit), k.Unit(0)
	if u == nil || base == nil {
		return nil
	}
	if err := u.check(q); err != nil {
		return err
	}
	if inBase, err := q.Times(u.Num, u.Den); err == nil {
		return base.check(inBase)
	}
	return nil
}

func (u *UnitFactor) check(q dec.Quantity) error {
	if q.Fits(u.Decimals) {
		return nil
	}
	return ErrUnitPlaces.With("quantity", q.Abs(), "unit", u.Name, "max", u.Decimals)
}

// SetUnitDecimals says how many decimals quantities in a unit may have from now
// on, in whatever group it is. Documents and stock keep the quantities they have.
func (s *Service) SetUnitDecimals(ctx context.Context, sc db.Scope, id db.ID, decimals int64) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var name string
		var before int64
		found, err := tx.Row(ctx, "SELECT name, decimals FROM unit WHERE tenant_id = ? AND id = ?"+tx.ForNoKeyUpdate(), []any{tx.Tenant, id}, &name, &before)
		switch {
		case err != nil:
			return fmt.Errorf("read unit: %w", err)
		case !found:
			return ErrUnitNotFound
		case decimals < 0 || decimals > maxUnitDecimals:
			var f fault.Fields
			f.Add("decimals", fault.ErrChoice.With("allowed", fmt.Sprintf("0–%d", maxUnitDecimals)))
			return f.Err()
		case decimals == before:
			return nil
		}
		if _, err := tx.Exec(ctx, "UPDATE unit SET decimals = ? WHERE tenant_id = ? AND id = ?", decimals, tx.Tenant, id); err != nil {
			return fmt.Errorf("update unit: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{
			Action: actionUpdate, Entity: "unit", EntityID: id, EntityNo: name,
			Before: map[string]any{"decimals": before}, After: map[string]any{"decimals": decimals},
		})
	})
}
