package suggest

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
)

// Filter narrows the list of suggestions. Zero values mean not given.
type Filter struct {
	State       State
	Reason      string
	SupplierID  db.ID
	WarehouseID db.ID
	AccountID   db.ID
	On1688      *bool // bought on 1688, or elsewhere
	SKUID       db.ID
	Within      tenant.DataScope
	HideCosts   bool // nothing may be sorted by what it costs
}

// Row is a suggestion with the names that a page shows.
type Row struct {
	Suggestion
	SKUCode, ProductName, Spec, Picture, Unit string // the base unit
	ProductID                                 db.ID
	WarehouseName, SupplierName, LoginID      string
	AccountName, SaleUnit, OfferTitle         string
	OrderNo                                   string
}

// query is the list of suggestions of a run under the filter and q, which is looked for
// in the SKU.
func (f *Filter) query(tx *db.Tx, run db.ID, q string) api.List {
	t := tx.Tenant
	l := api.List{
		Columns: suggestionColumns + `, k.code, p.name, k.spec, CASE WHEN k.picture <> '' THEN k.picture ELSE p.picture END, u.name, p.id, w.name,
			COALESCE(v.name, ''), COALESCE(v.login_id, ''), COALESCE(h.name, ''), COALESCE(x.unit, ''), COALESCE(x.title, ''), COALESCE(o.no, '')`,
		From: `suggestion g
			JOIN sku k ON k.tenant_id = ? AND k.id = g.sku_id
			JOIN product p ON p.tenant_id = ? AND p.id = k.product_id
			JOIN unit_group c ON c.tenant_id = ? AND c.id = p.unit_group_id
			JOIN unit u ON u.tenant_id = ? AND u.id = c.base_unit_id
			JOIN warehouse w ON w.tenant_id = ? AND w.id = g.warehouse_id
			LEFT JOIN supplier v ON v.tenant_id = ? AND v.id = g.supplier_id
			LEFT JOIN shop h ON h.tenant_id = ? AND h.id = g.account_id
			LEFT JOIN sku_source x ON x.tenant_id = ? AND x.id = g.source_id
			LEFT JOIN purchase_order o ON o.tenant_id = ? AND o.id = g.order_id`,
		Where: []string{"g.tenant_id = ?", "g.run_id = ?"}, Args: []any{t, t, t, t, t, t, t, t, t, t, int64(run)},
		Sorts:   map[string]string{"urgency": "g.id", "code": "k.code", "need": "g.need", "quantity": "g.quantity", "supplier": "v.name", "amount": "g.amount"},
		Default: "urgency", Tie: "g.id",
	}
	if f.HideCosts {
		delete(l.Sorts, "amount")
	}
	given := func(ok bool, cond string, args ...any) {
		if ok {
			l.And(cond, args...)
		}
	}
	given(f.State != "", "g.state = ?", string(f.State))
	given(f.State != "" && f.State != StateLeft, "g.state <> 'left'") // the condition of the index
	given(f.Reason != "", "g.reason = ?", f.Reason)
	given(f.SupplierID != 0, "g.supplier_id = ?", f.SupplierID)
	given(f.WarehouseID != 0, "g.warehouse_id = ?", f.WarehouseID)
	given(f.AccountID != 0, "g.account_id = ?", f.AccountID)
	given(f.SKUID != 0, "g.sku_id = ?", f.SKUID)
	given(f.On1688 != nil && *f.On1688, "g.offer_id <> 0")
	given(f.On1688 != nil && !*f.On1688, "g.offer_id = 0")
	cond, args := f.Within.Where("g.warehouse_id", "g.account_id")
	l.And(cond, args...)
	cond, args = search.Match(tx.Engine(), tx.Tenant, skuSearchKind, "g.sku_id", q)
	l.And(cond, args...)
	return l
}

func scanRow(rows *sql.Rows) (Row, error) {
	var r Row
	err := rows.Scan(append(r.fields(), &r.SKUCode, &r.ProductName, &r.Spec, &r.Picture, &r.Unit, &r.ProductID, &r.WarehouseName, &r.SupplierName, &r.LoginID, &r.AccountName,
		&r.SaleUnit, &r.OfferTitle, &r.OrderNo)...)
	return r, err
}

// List gives one page of the suggestions of the run that counts.
func (s *Service) List(ctx context.Context, sc db.Scope, q api.ListQuery, f Filter) (api.Page[Row], error) {
	var page api.Page[Row]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		st, err := standingTx(ctx, tx)
		if err != nil {
			return err
		}
		page, err = api.RunList(ctx, tx, q, f.query(tx, st.runID, q.Q), scanRow)
		return err
	})
	return page, err
}

// Get reads one suggestion with what it comes from. Of one that is left and whose
// figures were not kept they are worked out anew; now says so.
func (s *Service) Get(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (row *Row, detail *Detail, now bool, err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		row, detail, now = nil, nil, false
		st, err := standingTx(ctx, tx)
		if err != nil {
			return err
		}
		f := Filter{Within: within}
		l := f.query(tx, st.runID, "")
		l.And("g.id = ?", id)
		if row, err = api.FindOne(ctx, tx, l, scanRow, ErrNotFound); err != nil {
			return err
		}
		if row.Detail != "" {
			detail = &Detail{}
			if err := json.Unmarshal([]byte(row.Detail), detail); err != nil {
				return fmt.Errorf("read what a suggestion comes from: %w", err)
			}
			return nil
		}
		now = true
		r, err := s.readTx(ctx, tx, row.SKUID)
		if err != nil {
			return err
		}
		_, err = r.surveyTx(ctx, tx, row.SKUID, func(found *finding) {
			if found.warehouse == row.WarehouseID {
				detail = found.detail(r.date)
			}
		})
		return err
	})
	return row, detail, now, err
}

// Count is how many suggestions there are of a kind, and what they cost.
type Count struct {
	State  State
	Reason string
	Count  int64
	Amount dec.Amount
}

// Summary is what the page shows above the list.
type Summary struct {
	Current, Last *Run
	Counts        []Count // by state and reason
	Suppliers     int64   // of open suggestions
}

// Summary counts the suggestions of the run that counts, within what the person may see.
func (s *Service) Summary(ctx context.Context, sc db.Scope, within tenant.DataScope) (*Summary, error) {
	out := &Summary{}
	var err error
	if out.Current, out.Last, err = s.Runs(ctx, sc); err != nil || out.Current == nil {
		return out, err
	}
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out.Counts = nil
		cond, args := within.Where("g.warehouse_id", "g.account_id")
		if cond != "" {
			cond = " AND (" + cond + ")"
		}
		all := slices.Concat([]any{tx.Tenant, out.Current.ID}, args)
		if err := tx.EachFresh(ctx, `SELECT g.state, g.reason, COUNT(*), SUM(g.amount) FROM suggestion g WHERE g.tenant_id = ? AND g.run_id = ?`+cond+` GROUP BY g.state, g.reason ORDER BY g.state, g.reason`, all, func(rows *sql.Rows) error {
			var c Count
			err := rows.Scan(&c.State, &c.Reason, &c.Count, &c.Amount)
			out.Counts = append(out.Counts, c)
			return err
		}); err != nil {
			return fmt.Errorf("count suggestions: %w", err)
		}
		return tx.EachFresh(ctx, `SELECT COUNT(DISTINCT g.supplier_id) FROM suggestion g WHERE g.tenant_id = ? AND g.run_id = ? AND g.state = 'open'`+cond, all, func(rows *sql.Rows) error {
			return rows.Scan(&out.Suppliers)
		})
	})
	return out, err
}
