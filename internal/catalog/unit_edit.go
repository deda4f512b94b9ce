package catalog

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// UnitGroupEdit is a unit group as a person wants it. The base unit cannot
// change, since stock is counted in it.
type UnitGroupEdit struct {
	Name    string      `json:"name" builtin:"unit"`
	Units   []UnitInput `json:"units" maxItems:"20" doc:"Besides the base unit"`
	Version int64       `json:"version"`
}

// UpdateUnitGroup renames a group and replaces the units that convert to its base
// unit. Documents keep the quantities they have. Errors are ErrUnitGroupNotFound,
// fault.ErrStale and field problems.
func (s *Service) UpdateUnitGroup(ctx context.Context, sc db.Scope, id db.ID, in UnitGroupEdit) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		before := UnitGroup{ID: id}
		found, err := tx.Row(ctx, "SELECT name, version FROM unit_group WHERE tenant_id = ? AND id = ?"+tx.ForUpdate(), []any{tx.Tenant, id}, &before.Name, &before.Version)
		switch {
		case err != nil:
			return err
		case !found:
			return ErrUnitGroupNotFound
		case before.Version != in.Version:
			return fault.ErrStale
		}
		units, err := groupUnits(ctx, tx, []db.ID{id})
		if err != nil {
			return err
		}
		before.Units = units[id]
		base := before.Units[0]
		var f fault.Fields
		name := check.Required(&f, "name", in.Name, maxGroupName)
		more := checkUnits(&f, base.Name, in.Units)
		taken, err := tx.Row(ctx, "SELECT 1 FROM unit_group WHERE tenant_id = ? AND name = ? AND id <> ?", []any{tx.Tenant, name, id}, new(int64))
		if err != nil {
			return err
		}
		if taken {
			f.Add("name", ErrNameTaken.With("name", name))
		}
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "UPDATE unit_group SET name = ?, version = version + 1 WHERE tenant_id = ? AND id = ?", name, tx.Tenant, id); err != nil {
			return fmt.Errorf("update unit group: %w", err)
		}
		if _, err := tx.Exec(ctx, "DELETE FROM unit_group_unit WHERE tenant_id = ? AND group_id = ? AND unit_id <> ?", tx.Tenant, id, base.UnitID); err != nil {
			return fmt.Errorf("replace units: %w", err)
		}
		if err := addUnits(ctx, tx, id, more); err != nil {
			return err
		}
		if units, err = groupUnits(ctx, tx, []db.ID{id}); err != nil {
			return err
		}
		after := UnitGroup{ID: id, Name: name, Units: units[id], Version: before.Version + 1}
		return doc.AuditTx(ctx, tx, doc.Change{Action: actionUpdate, Entity: entityUnitGroup, EntityID: id, EntityNo: name, Before: before, After: after})
	})
}

const maxGroupName = 30

// checkUnits cleans the units besides the base unit.
func checkUnits(f *fault.Fields, base string, list []UnitInput) []UnitInput {
	seen := map[string]bool{base: true}
	out := make([]UnitInput, len(list))
	for i, u := range list {
		at := fmt.Sprintf("units[%d]", i)
		if u.Name = check.Required(f, at+".name", u.Name, maxUnitName); seen[u.Name] {
			f.Add(at+".name", ErrNameTaken.With("name", u.Name))
		}
		seen[u.Name] = true
		if u.Den == 0 {
			u.Den = 1
		}
		if u.Num < 1 || u.Num > maxConversion || u.Den < 1 || u.Den > maxConversion {
			f.Add(at, ErrConversion)
		}
		out[i] = u
	}
	return out
}

// addUnits puts units into a group behind its base unit; they are made when missing.
func addUnits(ctx context.Context, tx *db.Tx, group db.ID, list []UnitInput) error {
	var names []string
	for _, u := range list {
		names = append(names, u.Name)
	}
	ids, err := unitIDs(ctx, tx, names)
	if err != nil {
		return err
	}
	var args []any
	for i, u := range list {
		args = append(args, tx.Tenant, group, ids[u.Name], u.Num, u.Den, i+1)
	}
	_, err = db.Insert(ctx, tx, "INSERT INTO unit_group_unit (tenant_id, group_id, unit_id, num, den, position) VALUES", 6, args, "")
	return err
}
