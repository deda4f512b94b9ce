package suggest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
)

// EntryKind is what an entry of the demand calendar says of its days.
type EntryKind string

// The kinds of entries.
const (
	EntryFactor EntryKind = "factor"  // so much of the usual demand
	EntryPerDay EntryKind = "per_day" // so many a day, of one SKU in one warehouse
	EntryEvent  EntryKind = "event"   // what was sold is no outlier
)

// maxFactor is the largest factor the planner takes, ten times.
const maxFactor = 100_000

// Entry is what is expected or known of the demand of some days: of a SKU, of a category
// with what is below it, or of all goods; in one warehouse or in all.
type Entry struct {
	ID          db.ID
	Name        string
	Kind        EntryKind
	SKUID       db.ID
	CategoryID  db.ID
	WarehouseID db.ID
	Span
	FactorBPS int64
	PerDay    dec.Quantity
	UpdatedAt db.Time
	Version   int64
}

// check finds what is wrong with an entry, and drops what its kind does not know.
func (e *Entry) check() error {
	var f fault.Fields
	e.Name = check.Required(&f, "name", e.Name, maxSpanName)
	e.Span.check(&f)
	if !slices.Contains([]EntryKind{EntryFactor, EntryPerDay, EntryEvent}, e.Kind) {
		f.Add("kind", fault.ErrChoice.With("allowed", "factor, per_day, event"))
	}
	if e.Kind != EntryFactor {
		e.FactorBPS = 0
	} else if e.FactorBPS < 0 || e.FactorBPS > maxFactor {
		f.Add("factorBps", ErrFactor.With("min", 0, "max", maxFactor/100))
	}
	if e.Kind != EntryPerDay {
		e.PerDay = 0
	} else {
		if e.PerDay < 0 {
			f.Add("perDay", fault.ErrNegative)
		}
		if e.SKUID == 0 {
			f.Add("skuId", ErrFigureScope)
		}
		if e.WarehouseID == 0 {
			f.Add("warehouseId", ErrFigureScope)
		}
	}
	if e.SKUID != 0 && e.CategoryID != 0 {
		f.Add("categoryId", ErrEntryScope)
	}
	return f.Err()
}

func (e *Entry) scope() ruleScope { return ruleScope{e.SKUID, e.CategoryID, e.WarehouseID} }

func (e *Entry) may(within tenant.Limit) error {
	return mayKeep(e.WarehouseID, within, ErrEntryNotFound)
}

func (e *Entry) state() map[string]any {
	out := map[string]any{"name": e.Name, "kind": e.Kind, "firstDay": e.From, "lastDay": e.To}
	for name, id := range map[string]db.ID{"skuId": e.SKUID, "categoryId": e.CategoryID, "warehouseId": e.WarehouseID} {
		if id != 0 {
			out[name] = id
		}
	}
	switch e.Kind {
	case EntryFactor:
		out["factorBps"] = e.FactorBPS
	case EntryPerDay:
		out["perDay"] = e.PerDay
	case EntryEvent:
	}
	return out
}

const entryColumns = `e.id, e.name, e.kind, e.sku_id, e.category_id, e.warehouse_id, e.first_day, e.last_day, e.factor_bps, e.per_day, e.updated_at, e.version`

func (e *Entry) fields() []any {
	return []any{&e.ID, &e.Name, &e.Kind, &e.SKUID, &e.CategoryID, &e.WarehouseID, &e.From, &e.To, &e.FactorBPS, &e.PerDay, &e.UpdatedAt, &e.Version}
}

// EntryRow is an Entry with the names that a page shows.
type EntryRow struct {
	Entry
	SKUCode, ProductName, Spec, Unit, CategoryName, WarehouseName string
}

// EntryFilter narrows the list of the demand calendar. Zero values mean not given.
type EntryFilter struct {
	Kind        EntryKind
	SKUID       db.ID
	CategoryID  db.ID
	WarehouseID db.ID
	Coming      bool // not over yet
	Within      tenant.Limit
}

func (f *EntryFilter) query(tx *db.Tx, today db.Date, q string) api.List {
	t := tx.Tenant
	l := api.List{
		Columns: entryColumns + `, COALESCE(k.code, ''), COALESCE(p.name, ''), COALESCE(k.spec, ''), COALESCE(u.name, ''), COALESCE(c.name, ''), COALESCE(w.name, '')`,
		From: `demand_entry e
			LEFT JOIN sku k ON k.tenant_id = ? AND k.id = e.sku_id
			LEFT JOIN product p ON p.tenant_id = ? AND p.id = k.product_id
			LEFT JOIN unit_group g ON g.tenant_id = ? AND g.id = p.unit_group_id
			LEFT JOIN unit u ON u.tenant_id = ? AND u.id = g.base_unit_id
			LEFT JOIN category c ON c.tenant_id = ? AND c.id = e.category_id
			LEFT JOIN warehouse w ON w.tenant_id = ? AND w.id = e.warehouse_id`,
		Where: []string{"e.tenant_id = ?"}, Args: []any{t, t, t, t, t, t, t},
		Sorts: map[string]string{"from": "e.first_day", "name": "e.name", "kind": "e.kind"}, Default: "-from", Tie: "e.id",
	}
	if f.Kind != "" {
		l.And("e.kind = ?", string(f.Kind))
	}
	given := func(column string, id db.ID) {
		if id != 0 {
			l.And(column+" = ?", id)
		}
	}
	given("e.sku_id", f.SKUID)
	given("e.category_id", f.CategoryID)
	given("e.warehouse_id", f.WarehouseID)
	if f.Coming {
		l.And("e.last_day >= ?", today)
	}
	if cond, args := f.Within.Where("e.warehouse_id"); cond != "" {
		l.And("e.warehouse_id IS NULL OR "+cond, args...)
	}
	cond, args := search.Contains(tx.Engine(), q, "e.name")
	l.And(cond, args...)
	return l
}

func scanEntry(rows *sql.Rows) (EntryRow, error) {
	var e EntryRow
	err := rows.Scan(append(e.fields(), &e.SKUCode, &e.ProductName, &e.Spec, &e.Unit, &e.CategoryName, &e.WarehouseName)...)
	return e, err
}

// Entries gives one page of the demand calendar.
func (s *Service) Entries(ctx context.Context, sc db.Scope, q api.ListQuery, f EntryFilter) (api.Page[EntryRow], error) {
	var page api.Page[EntryRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		today, err := todayTx(ctx, tx)
		if err != nil {
			return err
		}
		page, err = api.RunList(ctx, tx, q, f.query(tx, today, q.Q), scanEntry)
		return err
	})
	return page, err
}

// Entry reads one entry within reach.
func (s *Service) Entry(ctx context.Context, sc db.Scope, id db.ID, within tenant.Limit) (*EntryRow, error) {
	var row *EntryRow
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		f := EntryFilter{Within: within}
		l := f.query(tx, "", "")
		l.And("e.id = ?", id)
		var err error
		row, err = api.FindOne(ctx, tx, l, scanEntry, ErrEntryNotFound)
		return err
	})
	return row, err
}

func entryTx(ctx context.Context, tx *db.Tx, id db.ID) (*Entry, error) {
	var e Entry
	found, err := tx.Row(ctx, "SELECT "+entryColumns+" FROM demand_entry e WHERE e.tenant_id = ? AND e.id = ?"+tx.ForUpdate(), []any{tx.Tenant, id}, e.fields()...)
	if err != nil {
		return nil, fmt.Errorf("read an entry of the demand calendar: %w", err)
	}
	if !found {
		return nil, ErrEntryNotFound
	}
	return &e, nil
}

// SaveEntry makes an entry, or replaces the one with the id when its version is still the
// one given. For the same goods and warehouse a day has one expectation; events are
// beside it.
func (s *Service) SaveEntry(ctx context.Context, sc db.Scope, in Entry, within tenant.Limit) (*Entry, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	var saved Entry
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		e := in
		if err := lockStateTx(ctx, tx); err != nil { // two people must not enter the same days
			return err
		}
		change := doc.Change{Action: "create", Entity: entityEntry, EntityNo: e.Name}
		if in.ID == 0 {
			e.ID = tx.NewID()
		} else {
			old, err := entryTx(ctx, tx, in.ID)
			if err != nil {
				return err
			}
			if err := old.may(within); err != nil {
				return err
			}
			if old.Version != in.Version {
				return fault.ErrStale
			}
			change.Action, change.Before = "update", old.state()
		}
		e.UpdatedAt, e.Version = tx.Now, in.Version+1
		if err := e.may(within); err != nil {
			return err
		}
		if _, err := s.scopeNamesTx(ctx, tx, e.scope()); err != nil {
			return err
		}
		if err := e.overlapTx(ctx, tx); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO demand_entry (tenant_id, id, name, kind, sku_id, category_id, warehouse_id, first_day, last_day, factor_bps, per_day, created_at, updated_at, version)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, kind = excluded.kind, sku_id = excluded.sku_id, category_id = excluded.category_id, warehouse_id = excluded.warehouse_id,
				first_day = excluded.first_day, last_day = excluded.last_day, factor_bps = excluded.factor_bps, per_day = excluded.per_day, updated_at = excluded.updated_at, version = excluded.version`,
			tx.Tenant, e.ID, e.Name, string(e.Kind), e.SKUID, e.CategoryID, e.WarehouseID, e.From, e.To, e.FactorBPS, e.PerDay, tx.Now, tx.Now, e.Version); err != nil {
			return fmt.Errorf("write an entry of the demand calendar: %w", err)
		}
		change.EntityID, change.After = e.ID, e.state()
		saved = e
		return doc.AuditTx(ctx, tx, change)
	})
	if err != nil {
		return nil, err
	}
	return &saved, nil
}

// overlapTx refuses an expectation for days that have one already.
func (e *Entry) overlapTx(ctx context.Context, tx *db.Tx) error {
	if e.Kind == EntryEvent {
		return nil
	}
	var name string
	var other Span
	found, err := tx.Row(ctx, `SELECT name, first_day, last_day FROM demand_entry
		WHERE tenant_id = ? AND id <> ? AND kind <> 'event' AND COALESCE(sku_id, 0) = ? AND COALESCE(category_id, 0) = ? AND COALESCE(warehouse_id, 0) = ? AND first_day <= ? AND last_day >= ?
		ORDER BY first_day, id LIMIT 1`,
		[]any{tx.Tenant, e.ID, int64(e.SKUID), int64(e.CategoryID), int64(e.WarehouseID), e.To, e.From}, &name, &other.From, &other.To)
	if err != nil {
		return fmt.Errorf("look for entries of the same days: %w", err)
	}
	var f fault.Fields
	if found {
		f.Add("from", ErrOverlap.With("name", name, "start", other.From, "until", other.To))
	}
	return f.Err()
}

// DeleteEntry deletes an entry.
func (s *Service) DeleteEntry(ctx context.Context, sc db.Scope, id db.ID, within tenant.Limit) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		e, err := entryTx(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := e.may(within); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM demand_entry WHERE tenant_id = ? AND id = ?`, tx.Tenant, id); err != nil {
			return fmt.Errorf("delete an entry of the demand calendar: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: entityEntry, EntityID: id, EntityNo: e.Name, Before: e.state()})
	})
}
