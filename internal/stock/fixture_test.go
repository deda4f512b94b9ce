package stock

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/tenant"
)

// ledger takes the place of finance, which stock must not know: it adds up what
// is booked by account and refuses what does not balance.
type ledger struct {
	mu     sync.Mutex
	totals map[string]dec.Cost
}

func (l *ledger) PostAmountsTx(_ context.Context, tx *db.Tx, of doc.Ref, amounts map[string]dec.Cost) error {
	sum, err := dec.SumCosts(slices.Collect(maps.Values(amounts))...)
	if err != nil || sum != 0 {
		panic("the entry of " + of.No + " is off by " + sum.String())
	}
	tx.AfterCommit(func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		for account, amount := range amounts {
			l.totals[account] = l.totals[account].Add(amount)
		}
	})
	return nil
}

// fixture is an account set with two warehouses and some SKUs. The last SKU's
// product allows negative stock. Another set with the same names lies beside it.
type fixture struct {
	db     *db.DB
	stock  *Service
	books  *ledger
	scope  db.Scope
	other  db.Scope
	set    *tenant.Set
	a, b   db.ID // warehouses
	skus   []db.ID
	below  db.ID // the SKU that may go below zero
	docNos int
}

const startDate = "2026-01-01"

func setup(t testing.TB, costing string) *fixture {
	t.Helper()
	d := dbtest.New(t)
	f := &fixture{db: d, books: &ledger{totals: map[string]dec.Cost{}}}
	f.stock = New(d, catalog.New(d, party.New(d), t.TempDir()), f.books)
	f.other = makeSet(t, d, costing, 5, &fixture{})
	f.scope = makeSet(t, d, costing, 5, f)
	return f
}

func inTx(t testing.TB, d *db.DB, sc db.Scope, fn func(context.Context, *db.Tx) error) {
	t.Helper()
	if err := d.InTx(t.Context(), sc, fn); err != nil {
		t.Fatal(err)
	}
}

func makeSet(t testing.TB, d *db.DB, costing string, skus int, f *fixture) db.Scope {
	t.Helper()
	id := d.NewID()
	sc := db.Scope{Tenant: id, Actor: db.Actor{Kind: "user", UserID: d.NewID(), Name: "王掌柜"}}
	inTx(t, d, sc, func(ctx context.Context, tx *db.Tx) error {
		unit, group := tx.NewID(), tx.NewID()
		exec := func(query string, args ...any) {
			if _, err := tx.Exec(ctx, query, args...); err != nil {
				t.Fatalf("%s: %v", query, err)
			}
		}
		exec(`INSERT INTO account_set (tenant_id, name, start_date, industry, costing_scope, stock_review, tax_accounted, created_at)
			VALUES (?, '档口', ?, 'clothing', ?, ?, ?, ?)`, id, startDate, costing, false, false, tx.Now)
		f.a, f.b = tx.NewID(), tx.NewID()
		for i, w := range []Warehouse{{ID: f.a, Code: "01", Name: "默认仓", Default: true, Active: true}, {ID: f.b, Code: "02", Name: "二号仓", Active: true}} {
			if err := insertWarehouse(ctx, tx, w); err != nil {
				t.Fatalf("warehouse %d: %v", i, err)
			}
		}
		exec(`INSERT INTO unit (tenant_id, id, name, created_at) VALUES (?, ?, '件', ?)`, id, unit, tx.Now)
		exec(`INSERT INTO unit_group (tenant_id, id, name, base_unit_id, created_at) VALUES (?, ?, '件', ?, ?)`, id, group, unit, tx.Now)
		exec(`INSERT INTO unit_group_unit (tenant_id, group_id, unit_id, num, den) VALUES (?, ?, ?, 1, 1)`, id, group, unit)
		f.skus = nil
		for i := range skus {
			product, sku, code := tx.NewID(), tx.NewID(), "A"+strconv.Itoa(i+1)
			exec(`INSERT INTO product (tenant_id, id, code, name, unit_group_id, negative_stock, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
				id, product, code, "短袖T恤"+strconv.Itoa(i+1), group, i == skus-1, tx.Now, tx.Now)
			exec(`INSERT INTO sku (tenant_id, id, product_id, code) VALUES (?, ?, ?, ?)`, id, sku, product, code)
			f.skus = append(f.skus, sku)
		}
		f.below = f.skus[skus-1]
		return nil
	})
	if err := d.View(t.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		f.set, err = tenant.GetTx(ctx, tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return sc
}

// in and out make lines; a cost is the value of the whole line.
func in(warehouse, sku db.ID, q, value string) Line {
	v := dec.MustCost(value)
	return Line{WarehouseID: warehouse, SKUID: sku, Quantity: dec.MustQuantity(q), Cost: &v}
}

func out(warehouse, sku db.ID, q string) Line {
	return Line{WarehouseID: warehouse, SKUID: sku, Quantity: dec.MustQuantity(q).Neg()}
}

func (f *fixture) tryPost(t testing.TB, lines ...Line) (*Posted, error) {
	t.Helper()
	f.docNos++
	p := Posting{DocKind: "test", DocID: f.db.NewID(), DocNo: "T" + strconv.Itoa(f.docNos), Date: "2026-06-01", Lines: lines}
	for i := range p.Lines {
		if p.Lines[i].LineID == 0 {
			p.Lines[i].LineID = f.db.NewID()
		}
	}
	var posted *Posted
	err := f.db.InTx(t.Context(), f.scope, func(ctx context.Context, tx *db.Tx) error {
		var err error
		posted, err = f.postTx(ctx, tx, p)
		return err
	})
	return posted, err
}

// postTx reads the account set in the transaction, as every use case does.
func (f *fixture) postTx(ctx context.Context, tx *db.Tx, p Posting) (*Posted, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	return f.stock.PostTx(ctx, tx, set, p)
}

func (f *fixture) post(t testing.TB, lines ...Line) *Posted {
	t.Helper()
	p, err := f.tryPost(t, lines...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// onHand reads a balance and the pool of its scope.
func (f *fixture) onHand(t testing.TB, warehouse, sku db.ID) (q dec.Quantity, poolQ dec.Quantity, v dec.Cost) {
	t.Helper()
	err := f.db.View(t.Context(), f.scope, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Row(ctx, `SELECT on_hand FROM stock_balance WHERE tenant_id = ? AND warehouse_id = ? AND sku_id = ?`,
			[]any{tx.Tenant, warehouse, sku}, &q); err != nil {
			return err
		}
		scope := int64(0)
		if f.set.CostingScope == tenant.CostingWarehouse {
			scope = int64(warehouse)
		}
		_, err := tx.Row(ctx, `SELECT quantity, value FROM cost_pool WHERE tenant_id = ? AND scope_id = ? AND sku_id = ?`,
			[]any{tx.Tenant, scope, sku}, &poolQ, &v)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return q, poolQ, v
}

func (f *fixture) verify(t testing.TB) dec.Cost {
	t.Helper()
	var value dec.Cost
	err := f.db.View(t.Context(), f.scope, func(ctx context.Context, tx *db.Tx) error {
		findings, v, err := f.stock.VerifyTx(ctx, tx)
		for _, found := range findings {
			t.Errorf("verify: %+v", found)
		}
		value = v
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// setFlag switches a policy of the account set.
func setFlag(column string, on bool) func(context.Context, *db.Tx) error {
	return func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE account_set SET "+column+" = ? WHERE tenant_id = ?", on, tx.Tenant)
		return err
	}
}
