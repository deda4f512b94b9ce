package catalog

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of categories, attributes and units.
var (
	// ErrNameTaken has the parameter name.
	ErrNameTaken = fault.Define(fault.Conflict, "catalog.name_taken",
		fault.ZH("已经有“{name:builtin.master}”了", "换一个名称"), fault.EN("There is one named {name:builtin.master} already", "Use another name"))
	// ErrMasterUsed has the parameter name.
	ErrMasterUsed = fault.Define(fault.Conflict, "catalog.in_use",
		fault.ZH("“{name:builtin.master}”正在使用，不能删除", "先把用到它的商品或下级改掉"), fault.EN("{name:builtin.master} is in use and cannot be deleted", "Change what uses it first"))
	// ErrAttributeNotFound is the answer to an attribute unknown to the set.
	ErrAttributeNotFound = fault.Define(fault.NotFound, "attribute.not_found",
		fault.ZH("找不到这个辅助属性", "它可能已被删除；请刷新"), fault.EN("Attribute not found", "It may have been deleted; reload"))
	// ErrCategoryCycle marks a category moved below itself.
	ErrCategoryCycle = fault.Define(fault.Conflict, "category.cycle",
		fault.ZH("不能把分类移到它自己的下级", "选择别的上级分类"), fault.EN("A category cannot lie below itself", "Choose another parent"))
	// ErrConversion marks a unit conversion that is not above zero.
	ErrConversion = fault.Define(fault.Invalid, "unit.conversion",
		fault.ZH("换算率的两个数都要是 1 到 1,000,000 的整数", "例如 1 手 = 12 件，填 12 和 1"),
		fault.EN("Both numbers of a conversion are whole, 1 to 1,000,000", "For 1 dozen = 12 pieces enter 12 and 1"))
)

// Category is a node of the category tree.
type Category struct {
	ID       db.ID  `json:"id"`
	ParentID db.ID  `json:"parentId,omitzero"`
	Name     string `json:"name"`
	Products int64  `json:"products" doc:"Directly in it"`
	Version  int64  `json:"version"`
	path     string
}

// Categories gives the whole tree, parents before children.
func (s *Service) Categories(ctx context.Context, sc db.Scope) ([]Category, error) {
	var out []Category
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out = nil
		return tx.Each(ctx, `SELECT c.id, c.parent_id, c.name, c.path, c.version, COALESCE(n.products, 0) FROM category c
			LEFT JOIN (SELECT category_id, COUNT(*) AS products FROM product WHERE tenant_id = ? AND category_id IS NOT NULL GROUP BY category_id) n ON n.category_id = c.id
			WHERE c.tenant_id = ? ORDER BY LENGTH(c.path), c.position, c.id`, []any{tx.Tenant, tx.Tenant}, func(rows *sql.Rows) error {
			var c Category
			err := rows.Scan(&c.ID, &c.ParentID, &c.Name, &c.path, &c.Version, &c.Products)
			out = append(out, c)
			return err
		})
	})
	return out, err
}

// SaveCategory makes a category, or renames and moves the one with the id. A
// moved category takes everything below it along.
func (s *Service) SaveCategory(ctx context.Context, sc db.Scope, in Category) (*Category, error) {
	var out *Category
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		c := in
		var f fault.Fields
		c.Name = check.Required(&f, "name", c.Name, 60)
		if err := lockTree(ctx, tx); err != nil {
			return err
		}
		parentPath := "/"
		if c.ParentID != 0 {
			found, err := tx.Row(ctx, "SELECT path FROM category WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, c.ParentID}, &parentPath)
			if err != nil {
				return err
			}
			if !found {
				f.AddErr("parentId", ErrCategoryNotFound)
			}
		}
		taken, err := tx.Row(ctx, "SELECT id FROM category WHERE tenant_id = ? AND COALESCE(parent_id, 0) = ? AND name = ? AND id <> ?",
			[]any{tx.Tenant, int64(c.ParentID), c.Name, int64(c.ID)}, new(db.ID))
		if err != nil {
			return err
		}
		if taken {
			f.Add("name", ErrNameTaken.With("name", c.Name))
		}
		if err := f.Err(); err != nil {
			return err
		}
		out = &c
		if c.ID == 0 {
			return insertCategory(ctx, tx, &c, parentPath)
		}
		return moveCategory(ctx, tx, &c, parentPath)
	})
	return out, err
}

// lockTree keeps others from shaping the account set's tree until the commit: a
// category's path begins with that of its parent, which must not move meanwhile,
// and two that are moved below each other would be lost to the tree.
func lockTree(ctx context.Context, tx *db.Tx) error {
	var one int64
	if _, err := tx.Row(ctx, "SELECT 1 FROM account_set WHERE tenant_id = ?"+tx.ForNoKeyUpdate(), []any{tx.Tenant}, &one); err != nil {
		return fmt.Errorf("lock the category tree: %w", err)
	}
	return nil
}

// below is the condition that a category lies in or below another; its arguments are
// the length of the other's path and the path. A range of paths would do with the
// bytes in order only, and a database of PostgreSQL may have any language's order.
const below = "SUBSTR(path, 1, ?) = ?"

func insertCategory(ctx context.Context, tx *db.Tx, c *Category, parentPath string) error {
	c.ID, c.Version = tx.NewID(), 1
	c.path = parentPath + c.ID.String() + "/"
	if _, err := tx.Exec(ctx, "INSERT INTO category (tenant_id, id, parent_id, name, path, created_at) VALUES (?, ?, ?, ?, ?, ?)",
		tx.Tenant, c.ID, c.ParentID, c.Name, c.path, tx.Now); err != nil {
		return fmt.Errorf("insert category: %w", err)
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: "category", EntityID: c.ID, EntityNo: c.Name, After: c})
}

func moveCategory(ctx context.Context, tx *db.Tx, c *Category, parentPath string) error {
	var before Category
	found, err := tx.Row(ctx, "SELECT parent_id, name, path, version FROM category WHERE tenant_id = ? AND id = ?"+tx.ForUpdate(), []any{tx.Tenant, c.ID},
		&before.ParentID, &before.Name, &before.path, &before.Version)
	switch {
	case err != nil:
		return err
	case !found:
		return ErrCategoryNotFound
	case before.Version != c.Version:
		return fault.ErrStale
	case len(parentPath) >= len(before.path) && parentPath[:len(before.path)] == before.path:
		return ErrCategoryCycle
	}
	c.path, c.Version = parentPath+c.ID.String()+"/", before.Version+1
	if _, err := tx.Exec(ctx, "UPDATE category SET parent_id = ?, name = ?, version = ? WHERE tenant_id = ? AND id = ?", c.ParentID, c.Name, c.Version, tx.Tenant, c.ID); err != nil {
		return fmt.Errorf("update category: %w", err)
	}
	if c.path != before.path {
		if _, err := tx.Exec(ctx, "UPDATE category SET path = ? || SUBSTR(path, ?) WHERE tenant_id = ? AND "+below,
			c.path, len(before.path)+1, tx.Tenant, len(before.path), before.path); err != nil {
			return fmt.Errorf("move category: %w", err)
		}
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "category", EntityID: c.ID, EntityNo: c.Name, Before: before, After: c})
}

// master is something small with a name that can be deleted while nothing uses it.
type master struct {
	entity, table string
	used          []string // queries that find a use: tenant, id
	missing       *fault.Error
}

var (
	categoryMaster = master{"category", "category", []string{
		"SELECT 1 FROM product WHERE tenant_id = ? AND category_id = ? LIMIT 1", "SELECT 1 FROM category WHERE tenant_id = ? AND parent_id = ? LIMIT 1",
	}, ErrCategoryNotFound}
	attributeMaster = master{"attribute", "attribute", []string{"SELECT 1 FROM product_attribute WHERE tenant_id = ? AND attribute_id = ? LIMIT 1"}, ErrAttributeNotFound}
	groupMaster     = master{"unit_group", "unit_group", []string{"SELECT 1 FROM product WHERE tenant_id = ? AND unit_group_id = ? LIMIT 1"}, ErrUnitGroupNotFound}
)

func (s *Service) deleteMaster(ctx context.Context, sc db.Scope, m master, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var name string
		found, err := tx.Row(ctx, "SELECT name FROM "+m.table+" WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, id}, &name)
		if err != nil {
			return err
		}
		if !found {
			return m.missing
		}
		for _, q := range m.used {
			if used, err := exists(ctx, tx, q, id); err != nil {
				return err
			} else if used {
				return ErrMasterUsed.With("name", name)
			}
		}
		if _, err := tx.Exec(ctx, "DELETE FROM "+m.table+" WHERE tenant_id = ? AND id = ?", tx.Tenant, id); err != nil {
			return fmt.Errorf("delete %s: %w", m.entity, err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: m.entity, EntityID: id, EntityNo: name})
	})
}

// Attribute is an attribute group with its values.
type Attribute struct {
	ID       db.ID    `json:"id"`
	Name     string   `json:"name" builtin:"attribute"`
	Values   []string `json:"values" nullable:"false"`
	ValueIDs []db.ID  `json:"valueIds" nullable:"false" doc:"Of the values, in the same order"`
	Version  int64    `json:"version"`
}

// Attributes gives all attributes with their values, in their order.
func (s *Service) Attributes(ctx context.Context, sc db.Scope) ([]Attribute, error) {
	var out []Attribute
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out = nil
		at := map[db.ID]int{}
		err := tx.Each(ctx, "SELECT id, name, version FROM attribute WHERE tenant_id = ? ORDER BY position, id", []any{tx.Tenant}, func(rows *sql.Rows) error {
			a := Attribute{Values: []string{}, ValueIDs: []db.ID{}}
			if err := rows.Scan(&a.ID, &a.Name, &a.Version); err != nil {
				return err
			}
			at[a.ID] = len(out)
			out = append(out, a)
			return nil
		})
		if err != nil {
			return err
		}
		return tx.Each(ctx, "SELECT attribute_id, id, name FROM attribute_value WHERE tenant_id = ? ORDER BY attribute_id, position, id", []any{tx.Tenant}, func(rows *sql.Rows) error {
			var (
				id, value db.ID
				name      string
			)
			if err := rows.Scan(&id, &value, &name); err != nil {
				return err
			}
			if i, ok := at[id]; ok {
				out[i].Values, out[i].ValueIDs = append(out[i].Values, name), append(out[i].ValueIDs, value)
			}
			return nil
		})
	})
	return out, err
}

// AddAttribute makes an attribute with values, or adds values to the one of that
// name. Names of values are unique within their attribute only.
func (s *Service) AddAttribute(ctx context.Context, sc db.Scope, name string, values []string) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var f fault.Fields
		name := check.Required(&f, "name", name, 30)
		clean := make([]string, len(values))
		for i, v := range values {
			clean[i] = check.Required(&f, fmt.Sprintf("values[%d]", i), v, 60)
		}
		if err := f.Err(); err != nil {
			return err
		}
		attributes := map[pair]db.ID{{name: name}: 0}
		if err := findOrMakeAttributes(ctx, tx, attributes); err != nil {
			return err
		}
		id := attributes[pair{name: name}]
		wanted := map[pair]db.ID{}
		for _, v := range clean {
			wanted[pair{id: id, name: v}] = 0
		}
		if err := findOrMakeValues(ctx, tx, wanted); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "attribute", EntityID: id, EntityNo: name, After: map[string]any{"values": clean}})
	})
}

// UnitGroup is a base unit with the units that convert to it.
type UnitGroup struct {
	ID      db.ID        `json:"id"`
	Name    string       `json:"name" builtin:"unit"`
	Units   []UnitFactor `json:"units" nullable:"false" doc:"The base unit first"`
	Version int64        `json:"version"`
}

// UnitGroups gives all unit groups.
func (s *Service) UnitGroups(ctx context.Context, sc db.Scope) ([]UnitGroup, error) {
	var out []UnitGroup
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out = nil
		var ids []db.ID
		err := tx.Each(ctx, "SELECT id, name, version FROM unit_group WHERE tenant_id = ? ORDER BY name, id", []any{tx.Tenant}, func(rows *sql.Rows) error {
			var g UnitGroup
			err := rows.Scan(&g.ID, &g.Name, &g.Version)
			out, ids = append(out, g), append(ids, g.ID)
			return err
		})
		if err != nil {
			return err
		}
		units, err := groupUnits(ctx, tx, ids)
		for i := range out {
			out[i].Units = units[out[i].ID]
		}
		return err
	})
	return out, err
}

// UnitInput is a unit besides the base unit: one of it is Num/Den base units.
type UnitInput struct {
	Name string `json:"name" builtin:"unit"`
	Num  int64  `json:"num"`
	Den  int64  `json:"den" default:"1"`
}

const maxConversion = 1_000_000

// AddUnitGroup makes a unit group. Units are made when missing.
func (s *Service) AddUnitGroup(ctx context.Context, sc db.Scope, name, base string, more []UnitInput) (db.ID, error) {
	var id db.ID
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var f fault.Fields
		name, base := check.Required(&f, "name", name, maxGroupName), check.Required(&f, "baseUnit", base, maxUnitName)
		more := checkUnits(&f, base, more)
		if taken, err := tx.Row(ctx, "SELECT id FROM unit_group WHERE tenant_id = ? AND name = ?", []any{tx.Tenant, name}, new(db.ID)); err != nil {
			return err
		} else if taken {
			f.Add("name", ErrNameTaken.With("name", name))
		}
		if err := f.Err(); err != nil {
			return err
		}
		units, err := unitIDs(ctx, tx, []string{base})
		if err != nil {
			return err
		}
		id = tx.NewID()
		if _, err := tx.Exec(ctx, "INSERT INTO unit_group (tenant_id, id, name, base_unit_id, created_at) VALUES (?, ?, ?, ?, ?)", tx.Tenant, id, name, units[base], tx.Now); err != nil {
			return fmt.Errorf("insert unit group: %w", err)
		}
		if _, err := tx.Exec(ctx, "INSERT INTO unit_group_unit (tenant_id, group_id, unit_id, num, den) VALUES (?, ?, ?, 1, 1)", tx.Tenant, id, units[base]); err != nil {
			return fmt.Errorf("insert base unit: %w", err)
		}
		if err := addUnits(ctx, tx, id, more); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: "unit_group", EntityID: id, EntityNo: name, After: map[string]any{"base": base, "units": more}})
	})
	return id, err
}

// unitIDs gives the ids of units by name, made when missing.
func unitIDs(ctx context.Context, tx *db.Tx, names []string) (map[string]db.ID, error) {
	var args []any
	for _, name := range names {
		args = append(args, tx.Tenant, tx.NewID(), name, decimalsOf(name), tx.Now)
	}
	if _, err := db.Insert(ctx, tx, "INSERT INTO unit (tenant_id, id, name, decimals, created_at) VALUES", 5, args, "ON CONFLICT DO NOTHING"); err != nil {
		return nil, err
	}
	out := map[string]db.ID{}
	err := db.EachIn(ctx, tx, "SELECT name, id FROM unit WHERE tenant_id = ? AND name IN ({in})", []any{tx.Tenant}, names, func(rows *sql.Rows) error {
		var (
			name string
			id   db.ID
		)
		err := rows.Scan(&name, &id)
		out[name] = id
		return err
	})
	return out, err
}
