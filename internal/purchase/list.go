package purchase

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// Stage is where an order is shown: what people decided and how far the goods have
// come, as one (阶段).
type Stage string

// The stages, in the order of an order's life.
const (
	StageDraft   Stage = "draft"   // 采购确认
	StageReview  Stage = "review"  // 采购审核
	StageSecond  Stage = "second"  // 复审
	StageOpen    Stage = "open"    // 待到货
	StagePartial Stage = "partial" // 部分到货
	StageDone    Stage = "done"    // 已到齐
	StageClosed  Stage = "closed"  // 已关闭
	StageVoid    Stage = "void"    // 已作废
)

// standings is what the stages are in the table.
var standings = map[Stage]struct {
	state      State
	fulfilment Fulfilment
}{
	StageDraft: {StateDraft, FulfilmentNone}, StageReview: {StateSubmitted, FulfilmentNone}, StageSecond: {StateApprovedOnce, FulfilmentNone},
	StageOpen: {StateApproved, FulfilmentOpen}, StagePartial: {StateApproved, FulfilmentPartial}, StageDone: {StateApproved, FulfilmentDone},
	StageClosed: {StateApproved, FulfilmentClosed}, StageVoid: {StateVoid, FulfilmentNone},
}

func stageOf(state State, fulfilment Fulfilment) Stage {
	for stage, at := range standings {
		if at.state == state && at.fulfilment == fulfilment {
			return stage
		}
	}
	return ""
}

// Stage is where the order is shown.
func (o *Order) Stage() Stage { return stageOf(o.State, o.Fulfilment) }

// Filter narrows the list. Zero values mean not given.
type Filter struct {
	Stage       Stage
	SupplierID  db.ID
	WarehouseID db.ID
	SKUID       db.ID
	PurchaserID db.ID
	Currency    string
	CreatedBy   db.ID   // who entered it
	From, To    db.Date // both inclusive
	Notice      string  // state of the arrival notice; none: there is none
	Within      tenant.DataScope
	HideCosts   bool // nothing may be sorted by what it costs
}

// Row is one line of the list.
type Row struct {
	ID            db.ID
	No            string
	Date          db.Date
	Stage         Stage
	SupplierID    db.ID
	SupplierName  string
	LoginID       string // of the supplier on 1688
	WarehouseID   db.ID
	WarehouseName string
	PurchaserName string
	ExpectedOn    db.Date
	Currency      string
	OwnTotal      dec.Amount // in it
	Total         dec.Amount // in yuan
	Lines         int64
	Quantity      dec.Quantity // base units over all lines
	Received      dec.Quantity
	Note          string
	CreatedAt     db.Time
	Version       int64
}

const rowColumns = `o.id, o.no, o.date, o.state, o.fulfilment, o.supplier_id, s.name, s.login_id, o.warehouse_id, w.name, COALESCE(p.name, ''), o.expected_on, o.currency, o.own_total, o.total, o.note, o.created_at, o.version`

// query is the order list under the filters.
func (f *Filter) query(tx *db.Tx) api.List {
	l := api.List{
		Columns: rowColumns,
		From: `purchase_order o
			JOIN supplier s ON s.tenant_id = ? AND s.id = o.supplier_id
			JOIN warehouse w ON w.tenant_id = ? AND w.id = o.warehouse_id
			LEFT JOIN member m ON m.tenant_id = ? AND m.person_id = o.purchaser_id
			LEFT JOIN person p ON p.id = m.person_id`,
		Where: []string{"o.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"createdAt": "o.id", "date": "o.date", "no": "o.no", "total": "o.total", "expectedOn": "o.expected_on"}, Default: "-createdAt", Tie: "o.id",
		Search: api.Search{Kind: searchKind, Column: "o.id", Walk: []string{"date", "no"}},
	}
	if f.HideCosts {
		delete(l.Sorts, "total")
	}
	f.narrow(&l)
	if at, ok := standings[f.Stage]; ok {
		l.And("o.state = ? AND o.fulfilment = ?", at.state, at.fulfilment)
	}
	return l
}

func (f *Filter) narrow(l *api.List) {
	given := func(ok bool, cond string, args ...any) {
		if ok {
			l.And(cond, args...)
		}
	}
	given(f.SupplierID != 0, "o.supplier_id = ?", f.SupplierID)
	given(f.WarehouseID != 0, "o.warehouse_id = ?", f.WarehouseID)
	given(f.PurchaserID != 0, "o.purchaser_id = ?", f.PurchaserID)
	given(f.Currency != "", "o.currency = ?", f.Currency)
	given(f.CreatedBy != 0, "o.created_by = ?", f.CreatedBy)
	given(f.From != "", "o.date >= ?", f.From)
	given(f.To != "", "o.date <= ?", f.To)
	given(f.SKUID != 0, "o.id IN (SELECT l.order_id FROM purchase_order_line l WHERE l.tenant_id = o.tenant_id AND l.sku_id = ?)", f.SKUID)
	cond, args := f.Within.Where("o.warehouse_id", "o.buyer_account_id")
	l.And(cond, args...)
}

func scanRow(rows *sql.Rows) (Row, error) {
	var (
		r          Row
		state      State
		fulfilment Fulfilment
	)
	err := rows.Scan(&r.ID, &r.No, &r.Date, &state, &fulfilment, &r.SupplierID, &r.SupplierName, &r.LoginID, &r.WarehouseID, &r.WarehouseName, &r.PurchaserName,
		&r.ExpectedOn, &r.Currency, &r.OwnTotal, &r.Total, &r.Note, &r.CreatedAt, &r.Version)
	r.Stage = stageOf(state, fulfilment)
	return r, err
}

// List gives one page of the purchase orders.
func (s *Service) List(ctx context.Context, sc db.Scope, q api.ListQuery, f Filter) (api.Page[Row], error) {
	var page api.Page[Row]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if page, err = api.RunList(ctx, tx, q, s.narrowed(tx, &f), scanRow); err != nil {
			return err
		}
		return sumLinesTx(ctx, tx, page.Items)
	})
	return page, err
}

// sumLinesTx adds how much was ordered and has come, in one query for the page.
func sumLinesTx(ctx context.Context, tx *db.Tx, list []Row) error {
	if len(list) == 0 {
		return nil
	}
	at := make(map[db.ID]*Row, len(list))
	args := []any{tx.Tenant}
	for i := range list {
		at[list[i].ID] = &list[i]
		args = append(args, list[i].ID)
	}
	err := tx.Each(ctx, "SELECT order_id, COUNT(*), SUM(base_quantity), SUM(received) FROM purchase_order_line WHERE tenant_id = ? AND order_id IN "+
		db.Tuples(1, len(list))+" GROUP BY order_id", args, func(rows *sql.Rows) error {
		var id db.ID
		var r Row
		if err := rows.Scan(&id, &r.Lines, &r.Quantity, &r.Received); err != nil {
			return err
		}
		at[id].Lines, at[id].Quantity, at[id].Received = r.Lines, r.Quantity, r.Received
		return nil
	})
	if err != nil {
		return fmt.Errorf("sum the lines of purchase orders: %w", err)
	}
	return nil
}

// Counts tells how many orders are at each stage, within what the person may see.
func (s *Service) Counts(ctx context.Context, sc db.Scope, within tenant.DataScope) (map[Stage]int64, error) {
	counts := make(map[Stage]int64, len(standings))
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		query, args := "SELECT o.state, o.fulfilment, COUNT(*) FROM purchase_order o WHERE o.tenant_id = ?", []any{tx.Tenant}
		if cond, more := within.Where("o.warehouse_id", "o.buyer_account_id"); cond != "" {
			query, args = query+" AND "+cond, append(args, more...)
		}
		return tx.Each(ctx, query+" GROUP BY o.state, o.fulfilment", args, func(rows *sql.Rows) error {
			var (
				state      State
				fulfilment Fulfilment
				n          int64
			)
			err := rows.Scan(&state, &fulfilment, &n)
			counts[stageOf(state, fulfilment)] += n
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("count purchase orders: %w", err)
	}
	return counts, nil
}
