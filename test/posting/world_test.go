package posting_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// world is stock and finance over one database.
type world struct {
	*apitest.World
	stock   *stock.Service
	finance *finance.Service
}

func newWorld(tb testing.TB) *world {
	tb.Helper()
	w := &world{World: apitest.New(tb)}
	p := party.New(w.DB)
	w.finance = finance.New(w.DB, p)
	w.stock = stock.New(w.DB, catalog.New(w.DB, p, tb.TempDir()), w.finance)
	return w
}

// shop is an account set with goods to trade.
type shop struct {
	*world
	scope      db.Scope
	warehouses []db.ID
	skus       []db.ID // the last may go below zero
	customers  []db.ID
	cash       db.ID
}

// fataler is what both *testing.T and *rapid.T offer.
type fataler interface{ Fatalf(string, ...any) }

func (w *world) newShop(t fataler, ctx context.Context, costing string, skus int) *shop { //nolint:revive // the test comes first, as everywhere
	set, err := w.Tenants.CreateSet(ctx, w.Scope(), tenant.SetInput{
		Name: "档口 " + w.DB.NewID().String(), StartDate: "2026-01-01", Industry: "apparel", CostingScope: costing,
	})
	if err != nil {
		t.Fatalf("make account set: %v", err)
	}
	s := &shop{world: w, scope: db.Scope{Tenant: set.ID, Actor: w.Scope().Actor}}
	err = w.DB.InTx(ctx, s.scope, func(ctx context.Context, tx *db.Tx) error {
		first, err := w.stock.DefaultWarehouseTx(ctx, tx)
		if err != nil {
			return err
		}
		fund, err := w.finance.DefaultFundAccountTx(ctx, tx, finance.FundCash)
		if err != nil {
			return err
		}
		second := tx.NewID()
		s.warehouses, s.cash = []db.ID{first.ID, second}, fund.ID
		if _, err := tx.Exec(ctx, `INSERT INTO warehouse (tenant_id, id, code, name, created_at, updated_at) VALUES (?, ?, '02', '二号仓', ?, ?)`,
			tx.Tenant, second, tx.Now, tx.Now); err != nil {
			return err
		}
		if err := s.addCustomers(ctx, tx, 2); err != nil {
			return err
		}
		return s.addSKUs(ctx, tx, skus)
	})
	if err != nil {
		t.Fatalf("fill account set: %v", err)
	}
	return s
}

func (s *shop) addCustomers(ctx context.Context, tx *db.Tx, n int) error {
	level := tx.NewID()
	if _, err := tx.Exec(ctx, `INSERT INTO price_level (tenant_id, id, name, customer_name, created_at) VALUES (?, ?, '会员价', '会员', ?)`,
		tx.Tenant, level, tx.Now); err != nil {
		return err
	}
	s.customers = nil
	for i := range n {
		id, name := tx.NewID(), "客户"+strconv.Itoa(i+1)
		if _, err := tx.Exec(ctx, `INSERT INTO customer (tenant_id, id, code, name, level_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			tx.Tenant, id, name, name, level, tx.Now, tx.Now); err != nil {
			return err
		}
		s.customers = append(s.customers, id)
	}
	return nil
}

// addSKUs makes products of one SKU each, in bulk.
func (s *shop) addSKUs(ctx context.Context, tx *db.Tx, n int) error {
	unit, group := tx.NewID(), tx.NewID()
	for _, q := range []string{
		`INSERT INTO unit (tenant_id, id, name, created_at) VALUES (?, ?, '枚', ?)`,
		`INSERT INTO unit_group (tenant_id, id, base_unit_id, name, created_at) VALUES (?, ?, ` + unit.String() + `, '枚', ?)`,
	} {
		id := unit
		if len(q) > 90 {
			id = group
		}
		if _, err := tx.Exec(ctx, q, tx.Tenant, id, tx.Now); err != nil {
			return err
		}
	}
	s.skus = make([]db.ID, n)
	const chunk = 1000
	for from := 0; from < n; from += chunk {
		to := min(from+chunk, n)
		var products, skus []any
		for i := from; i < to; i++ {
			product := tx.NewID()
			s.skus[i] = tx.NewID()
			code := "P" + strconv.Itoa(i+1)
			products = append(products, tx.Tenant, product, code, "商品"+code, group, i == n-1, tx.Now, tx.Now)
			skus = append(skus, tx.Tenant, s.skus[i], product, code)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO product (tenant_id, id, code, name, unit_group_id, negative_stock, created_at, updated_at) VALUES `+db.Tuples(to-from, 8), products...); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO sku (tenant_id, id, product_id, code) VALUES `+db.Tuples(to-from, 4), skus...); err != nil {
			return err
		}
	}
	return nil
}

// verify gives what does not add up, in stock and in the books.
func (s *shop) verify(ctx context.Context) ([]string, error) {
	var out []string
	err := s.DB.View(ctx, s.scope, func(ctx context.Context, tx *db.Tx) error {
		findings, value, err := s.stock.VerifyTx(ctx, tx)
		if err != nil {
			return err
		}
		books, err := s.finance.VerifyTx(ctx, tx, value)
		for _, f := range append(findings, books...) {
			out = append(out, f.Check+": "+f.Subject+" want "+f.Want+" got "+f.Got)
		}
		return err
	})
	return out, err
}

// receive posts a receipt of goods and books it against the opening balance.
func (s *shop) receiveTx(ctx context.Context, tx *db.Tx, doc db.ID, lines []stock.Line) error {
	return s.postTx(ctx, tx, stock.Posting{DocKind: "test_in", DocID: doc, DocNo: doc.String(), Date: "2026-06-01", Lines: lines}, finance.AccountOpening, 0, 0)
}

// postTx posts a document as the packages above do: stock, entry, and for a
// customer revenue and the open item.
func (s *shop) postTx(ctx context.Context, tx *db.Tx, p stock.Posting, account string, customer db.ID, owed dec.Amount) error {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return err
	}
	posted, err := s.stock.PostTx(ctx, tx, set, p)
	if err != nil {
		return err
	}
	inventory, adjustment := posted.Inventory(), posted.Adjustment()
	e := finance.Entry{DocKind: p.DocKind, DocID: p.DocID, DocNo: p.DocNo, Date: p.Date, Lines: []finance.EntryLine{
		{Account: finance.AccountInventory, Amount: inventory},
		{Account: finance.AccountCostAdjustment, Amount: adjustment},
		{Account: account, Amount: inventory.Add(adjustment).Neg()},
	}}
	if customer != 0 {
		e.Lines = append(e.Lines,
			finance.EntryLine{Account: finance.AccountReceivable, PartyKind: finance.PartyCustomer, PartyID: customer, Amount: owed.Cost()},
			finance.EntryLine{Account: finance.AccountSales, Amount: owed.Neg().Cost()})
		r := finance.Receivable{CustomerID: customer, DocKind: p.DocKind, DocID: p.DocID, DocNo: p.DocNo, Date: p.Date, Amount: owed}
		if err := s.finance.OpenReceivableTx(ctx, tx, r); err != nil {
			return err
		}
	}
	return s.finance.PostTx(ctx, tx, e)
}
