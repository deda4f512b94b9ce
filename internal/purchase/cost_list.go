package purchase

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/tenant"
)

// CostFilter narrows the list of late costs. Zero values mean not given.
type CostFilter struct {
	Kind       CostKind
	SupplierID db.ID
	ReceiptID  db.ID
	Standing   bool    // neither reversed nor a reversal
	From, To   db.Date // both inclusive
	Within     tenant.DataScope
	HideCosts  bool // nothing may be sorted by what it costs
}

// CostRow is one line of the list of late costs.
type CostRow struct {
	Cost         // without lines
	SupplierName string
}

func (f *CostFilter) query(tx *db.Tx) api.List {
	l := api.List{
		Columns: `c.id, c.no, c.date, c.kind, c.supplier_id, s.name, c.spread, c.amount, c.tax_amount, c.stock_value, c.sold_value, c.bill_no, c.note,
			c.reverses_id, c.reversed_by_id, c.created_at, c.version`,
		From:  `purchase_cost c JOIN supplier s ON s.tenant_id = ? AND s.id = c.supplier_id`,
		Where: []string{"c.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"createdAt": "c.id", "date": "c.date", "no": "c.no", "amount": "c.amount"}, Default: "-createdAt", Tie: "c.id",
		Search: api.Search{Kind: costSearch, Column: "c.id", Walk: []string{"date", "no"}},
	}
	if f.HideCosts {
		delete(l.Sorts, "amount")
	}
	given := func(ok bool, cond string, args ...any) {
		if ok {
			l.And(cond, args...)
		}
	}
	given(f.Kind != "", "c.kind = ?", f.Kind)
	given(f.SupplierID != 0, "c.supplier_id = ?", f.SupplierID)
	given(f.ReceiptID != 0, "c.id IN (SELECT l.cost_id FROM purchase_cost_line l WHERE l.tenant_id = c.tenant_id AND l.receipt_id = ?)", f.ReceiptID)
	given(f.Standing, "c.reverses_id IS NULL AND c.reversed_by_id IS NULL")
	given(f.From != "", "c.date >= ?", f.From)
	given(f.To != "", "c.date <= ?", f.To)
	cond, args := f.within("c")
	l.And(cond, args...)
	return l
}

// within leaves out costs of goods that the person does not work with: of whichever
// warehouse and account, since one cost may be for several.
func (f *CostFilter) within(alias string) (string, []any) {
	cond, args := f.Within.Where("r.warehouse_id", "r.buyer_account_id")
	if cond == "" {
		return "", nil
	}
	return `NOT EXISTS (SELECT 1 FROM purchase_cost_line l JOIN purchase_receipt r ON r.tenant_id = l.tenant_id AND r.id = l.receipt_id
		WHERE l.tenant_id = ` + alias + `.tenant_id AND l.cost_id = ` + alias + `.id AND NOT (` + cond + `))`, args
}

func scanCostRow(rows *sql.Rows) (CostRow, error) {
	var r CostRow
	err := rows.Scan(&r.ID, &r.No, &r.Date, &r.Kind, &r.SupplierID, &r.SupplierName, &r.Spread, &r.Amount, &r.TaxAmount, &r.StockValue, &r.SoldValue, &r.BillNo, &r.Note,
		&r.ReversesID, &r.ReversedByID, &r.CreatedAt, &r.Version)
	return r, err
}

// Costs gives one page of the late costs.
func (s *Service) Costs(ctx context.Context, sc db.Scope, q api.ListQuery, f CostFilter) (api.Page[CostRow], error) {
	var page api.Page[CostRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		page, err = api.RunList(ctx, tx, q, f.query(tx), scanCostRow)
		return err
	})
	return page, err
}

// CostDetail is a late cost with the names that a page shows.
type CostDetail struct {
	Cost
	SupplierName  string
	ReversesNo    string
	ReversedByNo  string
	CreatedByName string
	Payments      []finance.PaidWith
	Receipts      map[db.ID]string // numbers
	SKUs          map[db.ID]*catalog.SKUInfo
}

// CostOf reads one late cost; one of goods outside the person's scope is not found.
func (s *Service) CostOf(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (*CostDetail, error) {
	d := &CostDetail{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		c, err := getCostTx(ctx, tx, id, "")
		if err != nil {
			return err
		}
		d.Cost = *c
		f := CostFilter{Within: within}
		if cond, args := f.within("c"); cond != "" {
			var one int64
			seen, err := tx.Row(ctx, "SELECT 1 FROM purchase_cost c WHERE c.tenant_id = ? AND c.id = ? AND "+cond, append([]any{tx.Tenant, id}, args...), &one)
			if err != nil {
				return fmt.Errorf("look a purchase cost up: %w", err)
			}
			if !seen {
				return ErrCostNotFound
			}
		}
		t := tx.Tenant
		if _, err := tx.Row(ctx, `SELECT s.name, COALESCE(rv.no, ''), COALESCE(rb.no, ''), COALESCE(p.name, '')
			FROM purchase_cost c
			JOIN supplier s ON s.tenant_id = ? AND s.id = c.supplier_id
			LEFT JOIN purchase_cost rv ON rv.tenant_id = ? AND rv.id = c.reverses_id
			LEFT JOIN purchase_cost rb ON rb.tenant_id = ? AND rb.id = c.reversed_by_id
			LEFT JOIN member m ON m.tenant_id = ? AND m.person_id = c.created_by
			LEFT JOIN person p ON p.id = m.person_id
			WHERE c.tenant_id = ? AND c.id = ?`, []any{t, t, t, t, t, id}, &d.SupplierName, &d.ReversesNo, &d.ReversedByNo, &d.CreatedByName); err != nil {
			return err
		}
		if d.Payments, err = s.finance.PaidWithTx(ctx, tx, id); err != nil {
			return err
		}
		return s.nameCostLinesTx(ctx, tx, d)
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}

// nameCostLinesTx reads the numbers of the receipts and the SKUs of the lines.
func (s *Service) nameCostLinesTx(ctx context.Context, tx *db.Tx, d *CostDetail) error {
	var skus, receipts []db.ID
	for i := range d.Lines {
		skus, receipts = append(skus, d.Lines[i].SKUID), append(receipts, d.Lines[i].ReceiptID)
	}
	var err error
	if d.SKUs, err = s.catalog.SKUsTx(ctx, tx, slices.Compact(slices.Sorted(slices.Values(skus)))); err != nil {
		return err
	}
	receipts = slices.Compact(slices.Sorted(slices.Values(receipts)))
	d.Receipts = make(map[db.ID]string, len(receipts))
	args := []any{tx.Tenant}
	for _, id := range receipts {
		args = append(args, id)
	}
	err = tx.Each(ctx, "SELECT id, no FROM purchase_receipt WHERE tenant_id = ? AND id IN "+db.Tuples(1, len(receipts)), args, func(rows *sql.Rows) error {
		var id db.ID
		var no string
		err := rows.Scan(&id, &no)
		d.Receipts[id] = no
		return err
	})
	if err != nil {
		return fmt.Errorf("read the receipts of a purchase cost: %w", err)
	}
	return nil
}
