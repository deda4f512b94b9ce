package suggest

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

// Span is days of the account set's calendar, the first and the last both included.
type Span struct{ From, To db.Date }

const (
	maxSpan     = 366
	maxSpanName = 50 // characters
)

func (s *Span) check(f *fault.Fields) {
	for _, end := range []struct {
		field string
		day   db.Date
	}{{"from", s.From}, {"to", s.To}} {
		if end.day == "" {
			f.Add(end.field, fault.ErrRequired)
		}
	}
	switch {
	case s.From == "" || s.To == "":
	case s.To < s.From:
		f.Add("to", ErrSpan)
	case dayNumber(s.To)-dayNumber(s.From) >= maxSpan:
		f.Add("to", ErrSpanLong.With("max", maxSpan))
	}
}

// DayOff is when a supplier does not work; without a supplier none of them does.
type DayOff struct {
	ID         db.ID
	SupplierID db.ID
	Name       string
	Span
	UpdatedAt db.Time
	Version   int64
}

func (d *DayOff) check() error {
	var f fault.Fields
	d.Name = check.Required(&f, "name", d.Name, maxSpanName)
	d.Span.check(&f)
	return f.Err()
}

func (d *DayOff) state() map[string]any {
	out := map[string]any{"name": d.Name, "firstDay": d.From, "lastDay": d.To}
	if d.SupplierID != 0 {
		out["supplierId"] = d.SupplierID
	}
	return out
}

const dayOffColumns = `d.id, d.supplier_id, d.name, d.first_day, d.last_day, d.updated_at, d.version`

func (d *DayOff) fields() []any {
	return []any{&d.ID, &d.SupplierID, &d.Name, &d.From, &d.To, &d.UpdatedAt, &d.Version}
}

// DayOffRow is a DayOff with the name that a page shows.
type DayOffRow struct {
	DayOff
	SupplierName string
}

// DayOffFilter narrows the list of days off. Zero values mean not given.
type DayOffFilter struct {
	SupplierID db.ID // what holds for it, so also what holds for all
	Coming     bool  // not over yet
}

func (f *DayOffFilter) query(tx *db.Tx, today db.Date, q string) api.List {
	l := api.List{
		Columns: dayOffColumns + ", COALESCE(s.name, '')",
		From:    "supplier_day_off d LEFT JOIN supplier s ON s.tenant_id = ? AND s.id = d.supplier_id",
		Where:   []string{"d.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"from": "d.first_day", "name": "d.name", "supplier": "s.name"}, Default: "-from", Tie: "d.id",
	}
	if f.SupplierID != 0 {
		l.And("d.supplier_id IS NULL OR d.supplier_id = ?", f.SupplierID)
	}
	if f.Coming {
		l.And("d.last_day >= ?", today)
	}
	cond, args := search.Contains(tx.Engine(), q, "d.name")
	l.And(cond, args...)
	return l
}

func scanDayOff(rows *sql.Rows) (DayOffRow, error) {
	var d DayOffRow
	err := rows.Scan(append(d.fields(), &d.SupplierName)...)
	return d, err
}

// DaysOff gives one page of the days off.
func (s *Service) DaysOff(ctx context.Context, sc db.Scope, q api.ListQuery, f DayOffFilter) (api.Page[DayOffRow], error) {
	var page api.Page[DayOffRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		today, err := todayTx(ctx, tx)
		if err != nil {
			return err
		}
		page, err = api.RunList(ctx, tx, q, f.query(tx, today, q.Q), scanDayOff)
		return err
	})
	return page, err
}

// DayOff reads one entry.
func (s *Service) DayOff(ctx context.Context, sc db.Scope, id db.ID) (*DayOffRow, error) {
	var row *DayOffRow
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var f DayOffFilter
		l := f.query(tx, "", "")
		l.And("d.id = ?", id)
		var err error
		row, err = api.FindOne(ctx, tx, l, scanDayOff, ErrDayOffNotFound)
		return err
	})
	return row, err
}

func dayOffTx(ctx context.Context, tx *db.Tx, id db.ID) (*DayOff, error) {
	var d DayOff
	found, err := tx.Row(ctx, "SELECT "+dayOffColumns+" FROM supplier_day_off d WHERE d.tenant_id = ? AND d.id = ?"+tx.ForUpdate(), []any{tx.Tenant, id}, d.fields()...)
	if err != nil {
		return nil, fmt.Errorf("read days off: %w", err)
	}
	if !found {
		return nil, ErrDayOffNotFound
	}
	return &d, nil
}

// SaveDayOff makes an entry, or replaces the one with the id when its version is still the
// one given.
func (s *Service) SaveDayOff(ctx context.Context, sc db.Scope, in DayOff) (*DayOff, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	var saved DayOff
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		d := in
		d.UpdatedAt, d.Version = tx.Now, in.Version+1
		if err := findTx(ctx, tx, "supplierId", "supplier", `SELECT name FROM supplier WHERE tenant_id = ? AND id = ?`, d.SupplierID); err != nil {
			return err
		}
		if in.ID == 0 {
			d.ID, d.Version = tx.NewID(), 1
			if _, err := tx.Exec(ctx, `INSERT INTO supplier_day_off (tenant_id, id, supplier_id, name, first_day, last_day, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
				tx.Tenant, d.ID, d.SupplierID, d.Name, d.From, d.To, tx.Now, tx.Now); err != nil {
				return fmt.Errorf("insert days off: %w", err)
			}
			saved = d
			return doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: entityDayOff, EntityID: d.ID, EntityNo: d.Name, After: d.state()})
		}
		old, err := dayOffTx(ctx, tx, in.ID)
		if err != nil {
			return err
		}
		if old.Version != in.Version {
			return fault.ErrStale
		}
		if _, err := tx.Exec(ctx, `UPDATE supplier_day_off SET supplier_id = ?, name = ?, first_day = ?, last_day = ?, updated_at = ?, version = ? WHERE tenant_id = ? AND id = ?`,
			d.SupplierID, d.Name, d.From, d.To, tx.Now, d.Version, tx.Tenant, d.ID); err != nil {
			return fmt.Errorf("update days off: %w", err)
		}
		saved = d
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: entityDayOff, EntityID: d.ID, EntityNo: d.Name, Before: old.state(), After: d.state()})
	})
	if err != nil {
		return nil, err
	}
	return &saved, nil
}

// DeleteDayOff deletes an entry.
func (s *Service) DeleteDayOff(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		d, err := dayOffTx(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM supplier_day_off WHERE tenant_id = ? AND id = ?`, tx.Tenant, id); err != nil {
			return fmt.Errorf("delete days off: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: entityDayOff, EntityID: id, EntityNo: d.Name, Before: d.state()})
	})
}
