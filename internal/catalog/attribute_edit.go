package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// maxValues is how many values an attribute may have.
const maxValues = 2000

// AttributeEdit is an attribute as a person wants it: values in this order, those
// left out removed.
type AttributeEdit struct {
	Name    string       `json:"name" builtin:"attribute"`
	Values  []ValueInput `json:"values" maxItems:"2000"`
	Version int64        `json:"version"`
}

// ValueInput is a value of an attribute.
type ValueInput struct {
	ID   db.ID  `json:"id,omitempty" doc:"The existing value, which may be given another name; left out for a new one"`
	Name string `json:"name"`
}

// UpdateAttribute renames an attribute, and renames, adds, removes and orders its
// values. A value that SKUs have cannot be removed; renamed, it is renamed in
// the texts of those SKUs. Errors are ErrAttributeNotFound, fault.ErrStale and
// field problems.
func (s *Service) UpdateAttribute(ctx context.Context, sc db.Scope, id db.ID, in AttributeEdit) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		before := Attribute{ID: id}
		found, err := tx.Row(ctx, "SELECT name, version FROM attribute WHERE tenant_id = ? AND id = ?"+tx.ForUpdate(), []any{tx.Tenant, id}, &before.Name, &before.Version)
		switch {
		case err != nil:
			return err
		case !found:
			return ErrAttributeNotFound
		case before.Version != in.Version:
			return fault.ErrStale
		}
		names := map[db.ID]string{}
		if err := tx.Each(ctx, "SELECT id, name FROM attribute_value WHERE tenant_id = ? AND attribute_id = ? ORDER BY position, id", []any{tx.Tenant, id}, func(rows *sql.Rows) error {
			var value db.ID
			var name string
			err := rows.Scan(&value, &name)
			names[value] = name
			before.Values, before.ValueIDs = append(before.Values, name), append(before.ValueIDs, value)
			return err
		}); err != nil {
			return err
		}
		edit := in
		edit.Values = slices.Clone(in.Values)
		if err := edit.check(ctx, tx, id, names); err != nil {
			return err
		}
		if err := edit.write(ctx, tx, id, names); err != nil {
			return err
		}
		after := Attribute{ID: id, Name: edit.Name, Version: before.Version + 1}
		for _, v := range edit.Values {
			after.Values, after.ValueIDs = append(after.Values, v.Name), append(after.ValueIDs, v.ID)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: actionUpdate, Entity: entityAttribute, EntityID: id, EntityNo: edit.Name, Before: before, After: after})
	})
}

// check cleans the edit and reports everything wrong with it. What remains in
// names afterwards is to be removed.
func (e *AttributeEdit) check(ctx context.Context, tx *db.Tx, id db.ID, names map[db.ID]string) error {
	var f fault.Fields
	e.Name = check.Required(&f, "name", e.Name, maxAttributeName)
	taken, err := tx.Row(ctx, "SELECT 1 FROM attribute WHERE tenant_id = ? AND name = ? AND id <> ?", []any{tx.Tenant, e.Name, id}, new(int64))
	if err != nil {
		return err
	}
	if taken {
		f.Add("name", ErrNameTaken.With("name", e.Name))
	}
	if len(e.Values) > maxValues {
		f.Add("values", fault.ErrTooMany.With("max", maxValues))
	}
	removed := maps.Clone(names)
	seen := map[string]bool{}
	for i := range e.Values {
		v, at := &e.Values[i], fmt.Sprintf("values[%d]", i)
		if v.Name = check.Required(&f, at+".name", v.Name, maxValueName); seen[v.Name] {
			f.Add(at+".name", ErrNameTaken.With("name", v.Name))
		}
		seen[v.Name] = true
		if _, ok := removed[v.ID]; !ok && v.ID != 0 {
			f.Add(at+".id", ErrValueNotFound)
		}
		delete(removed, v.ID)
	}
	var gone []db.ID
	for value := range removed {
		gone = append(gone, value)
	}
	if err := db.EachIn(ctx, tx, "SELECT DISTINCT value_id FROM sku_value WHERE tenant_id = ? AND value_id IN ({in})", []any{tx.Tenant}, gone, func(rows *sql.Rows) error {
		var value db.ID
		if err := rows.Scan(&value); err != nil {
			return err
		}
		if name, told := removed[value]; told {
			f.Add("values", ErrMasterUsed.With("name", name))
			delete(removed, value)
		}
		return nil
	}); err != nil {
		return err
	}
	return f.Err()
}

func (e *AttributeEdit) write(ctx context.Context, tx *db.Tx, id db.ID, names map[db.ID]string) error {
	if _, err := tx.Exec(ctx, "UPDATE attribute SET name = ?, version = version + 1 WHERE tenant_id = ? AND id = ?", e.Name, tx.Tenant, id); err != nil {
		return fmt.Errorf("update attribute: %w", err)
	}
	kept := map[db.ID]bool{}
	var renamed []db.ID
	for i := range e.Values {
		v := &e.Values[i]
		kept[v.ID] = true
		if old, there := names[v.ID]; there && old != v.Name {
			renamed = append(renamed, v.ID)
		}
		if v.ID == 0 {
			v.ID = tx.NewID()
		}
	}
	var gone []db.ID
	for value := range names {
		if !kept[value] {
			gone = append(gone, value)
		}
	}
	if _, err := db.ExecIn(ctx, tx, "DELETE FROM attribute_value WHERE tenant_id = ? AND id IN ({in})", []any{tx.Tenant}, gone); err != nil {
		return fmt.Errorf("remove values: %w", err)
	}
	// Two values may swap their names: all that change step aside first.
	if _, err := db.ExecIn(ctx, tx, "UPDATE attribute_value SET name = '#' || id WHERE tenant_id = ? AND id IN ({in})", []any{tx.Tenant}, renamed); err != nil {
		return fmt.Errorf("rename values: %w", err)
	}
	var args []any
	for i, v := range e.Values {
		args = append(args, tx.Tenant, v.ID, id, v.Name, i+1)
	}
	if _, err := db.Insert(ctx, tx, insertValue, 5, args, "ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, position = excluded.position"); err != nil {
		return fmt.Errorf("write values: %w", err)
	}
	return respell(ctx, tx, renamed)
}

// respellChunk is how many products are read at once.
const respellChunk = 200

// respell writes the attribute texts of the SKUs that have the values anew.
func respell(ctx context.Context, tx *db.Tx, values []db.ID) error {
	t := tx.Tenant
	seen := map[db.ID]bool{}
	var products []db.ID
	if err := db.EachIn(ctx, tx, `SELECT DISTINCT k.product_id FROM sku_value kv JOIN sku k ON k.tenant_id = kv.tenant_id AND k.id = kv.sku_id
		WHERE kv.tenant_id = ? AND k.tenant_id = ? AND kv.value_id IN ({in})`, []any{t, t}, values, func(rows *sql.Rows) error {
		var id db.ID
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if !seen[id] {
			products = append(products, id)
		}
		seen[id] = true
		return nil
	}); err != nil {
		return err
	}
	for part := range slices.Chunk(products, respellChunk) {
		spelled := map[db.ID][]string{}
		var order []db.ID
		if err := db.EachIn(ctx, tx, `SELECT k.id, v.name FROM sku k
			JOIN sku_value kv ON kv.tenant_id = k.tenant_id AND kv.sku_id = k.id
			JOIN attribute_value v ON v.tenant_id = kv.tenant_id AND v.id = kv.value_id
			JOIN product_attribute pa ON pa.tenant_id = k.tenant_id AND pa.product_id = k.product_id AND pa.attribute_id = kv.attribute_id
			WHERE k.tenant_id = ? AND kv.tenant_id = ? AND v.tenant_id = ? AND pa.tenant_id = ? AND k.product_id IN ({in}) ORDER BY k.id, pa.position`, []any{t, t, t, t}, part, func(rows *sql.Rows) error {
			var id db.ID
			var name string
			if err := rows.Scan(&id, &name); err != nil {
				return err
			}
			if spelled[id] == nil {
				order = append(order, id)
			}
			spelled[id] = append(spelled[id], name)
			return nil
		}); err != nil {
			return err
		}
		for chunk := range slices.Chunk(order, respellChunk) {
			cases := strings.Repeat(" WHEN ? THEN ?", len(chunk))
			var args []any
			for _, id := range chunk {
				args = append(args, id, spec(spelled[id]))
			}
			if _, err := db.ExecIn(ctx, tx, "UPDATE sku SET spec = CASE id"+cases+" ELSE spec END WHERE tenant_id = ? AND id IN ({in})", append(args, t), chunk); err != nil {
				return fmt.Errorf("respell SKUs: %w", err)
			}
		}
		if err := index(ctx, tx, part); err != nil {
			return err
		}
	}
	return nil
}
