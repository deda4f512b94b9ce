// Package world puts the domains together over a fresh database with a working
// account set in it, for measurements and long tests.
package world

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/preorder"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/report"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// World is the program without its edge: every service, on the real clock, and
// an account set with customers, suppliers, a warehouse, a cash account and a 1688 shop.
type World struct {
	DB        *db.DB
	Address   string // of the database
	Tenants   *tenant.Service
	Party     *party.Service
	Catalog   *catalog.Service
	Stock     *stock.Service
	Finance   *finance.Service
	Sales     *sale.Service
	Shops     *channel.Service
	Preorders *preorder.Service
	Sources   *sourcing.Service
	Purchases *purchase.Service
	Suggest   *suggest.Service
	Reports   *report.Service

	Set       *tenant.Set
	Scope     db.Scope
	Level     db.ID // retail
	Customers []db.ID
	Suppliers []db.ID
	Warehouse db.ID
	Cash      db.ID
	Shop      db.ID
	Unit      db.ID
	UnitGroup db.ID
	SKUs      []db.ID // filled by AddGoods
}

// Options of Open.
type Options struct {
	Costing string           // tenant.CostingSet when empty
	Client  *open1688.Client // nil: no 1688
	// PictureBase is where relative pictures of the client's 1688 lie.
	PictureBase string
}

// StartDate is that of the account set.
const StartDate = "2026-01-01"

// On runs fn once for each engine, as a subtest under the engine's name.
func On(t *testing.T, fn func(t *testing.T)) {
	t.Helper()
	for _, e := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(e), func(t *testing.T) {
			t.Setenv("HUOTONG_TEST_ENGINE", string(e))
			fn(t)
		})
	}
}

// Open makes a world on the engine under test.
func Open(tb testing.TB, o Options) *World {
	tb.Helper()
	w := &World{Address: dbtest.Address(tb)}
	var err error
	if w.DB, err = db.Open(tb.Context(), w.Address, db.Options{}); err != nil {
		tb.Fatalf("open database: %v", err)
	}
	tb.Cleanup(func() { _ = w.DB.Close() })
	w.build(tb, o)
	w.seed(tb, o)
	return w
}

// cheap hashing, since nobody signs in here.
var cheap = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

func (w *World) build(tb testing.TB, o Options) {
	tb.Helper()
	box, err := secret.NewBox(secret.Text(strings.Repeat("k", 40)))
	if err != nil {
		tb.Fatal(err)
	}
	w.Tenants = tenant.New(w.DB, tenant.Options{Hash: cheap})
	w.Party = party.New(w.DB)
	w.Catalog = catalog.New(w.DB, w.Party, tb.TempDir())
	w.Finance = finance.New(w.DB, w.Party)
	w.Stock = stock.New(w.DB, w.Catalog, w.Finance)
	w.Sales = sale.New(w.DB, w.Party, w.Catalog, w.Stock, w.Finance)
	w.Shops = channel.New(channel.Options{
		DB: w.DB, Catalog: w.Catalog, Tenants: w.Tenants, Box: box, Client: o.Client, PublicURL: "https://erp.example.com", PictureBase: o.PictureBase,
	})
	w.Preorders = preorder.New(w.DB, w.Sales, w.Shops, w.Catalog, w.Finance, nil, preorder.Timing{})
	w.Sources = sourcing.New(w.DB, w.Party, w.Catalog, w.Shops)
	w.Purchases = purchase.New(w.DB, w.Party, w.Catalog, w.Stock, w.Finance)
	w.Suggest = suggest.New(w.DB, w.Party, w.Catalog, w.Sources, w.Purchases, w.Shops, slog.New(slog.DiscardHandler))
	w.Reports = report.New(w.DB, w.Stock, w.Finance)
	w.Sales.Connect(w.Shops, w.Preorders)
	w.Shops.Connect(w.Preorders)
	w.Purchases.Connect(w.Shops)
}

func (w *World) seed(tb testing.TB, o Options) {
	tb.Helper()
	person, err := w.Tenants.Register(tb.Context(), db.System("test"), tenant.NewPerson{Login: "owner", Name: "王老板", Password: "correct horse"}, true)
	if err != nil {
		tb.Fatal(err)
	}
	w.Scope.Actor = db.Actor{Kind: "user", UserID: person, Name: "王老板", IP: "10.0.0.1", RequestID: "0123456789abcdef"}
	costing := o.Costing
	if costing == "" {
		costing = tenant.CostingSet
	}
	w.NewSet(tb, costing)
}

// NewSet makes another account set and works in it from now on.
func (w *World) NewSet(tb testing.TB, costing string) {
	tb.Helper()
	w.Scope.Tenant, w.SKUs = 0, nil
	var err error
	w.Set, err = w.Tenants.CreateSet(tb.Context(), w.Scope, tenant.SetInput{
		Name: "账套 " + w.DB.NewID().String(), StartDate: StartDate, Industry: "apparel", CostingScope: costing, Modules: []string{tenant.ModuleSell1688},
	})
	if err != nil {
		tb.Fatal(err)
	}
	w.Scope.Tenant, w.Suppliers = w.Set.ID, nil
	for _, name := range []string{"义乌小商品", "织里制衣厂", "顺达物流"} {
		s, err := w.Party.SaveSupplier(tb.Context(), w.Scope, party.Supplier{Card: party.Card{Name: name, Active: true}})
		if err != nil {
			tb.Fatal(err)
		}
		w.Suppliers = append(w.Suppliers, s.ID)
	}
	w.Tx(tb, func(ctx context.Context, tx *db.Tx) error {
		levels, err := w.Party.LevelsTx(ctx, tx)
		if err != nil {
			return err
		}
		w.Level = levels.Retail()
		warehouse, err := w.Stock.DefaultWarehouseTx(ctx, tx)
		if err != nil {
			return err
		}
		w.Warehouse = warehouse.ID
		fund, err := w.Finance.DefaultFundAccountTx(ctx, tx, finance.FundCash)
		if err != nil {
			return err
		}
		w.Cash = fund.ID
		return w.seedTx(ctx, tx)
	})
}

// seedTx makes what has no service of its own here.
func (w *World) seedTx(ctx context.Context, tx *db.Tx) error {
	w.Customers = nil
	for _, name := range []string{"老张车行", "散客"} {
		id := tx.NewID()
		if _, err := tx.Exec(ctx, `INSERT INTO customer (tenant_id, id, code, name, level_id, created_at, updated_at) VALUES (?,?,?,?,?,?,?)`,
			tx.Tenant, id, id.String(), name, w.Level, tx.Now, tx.Now); err != nil {
			return err
		}
		w.Customers = append(w.Customers, id)
	}
	w.Unit, w.UnitGroup, w.Shop = tx.NewID(), tx.NewID(), tx.NewID()
	far := db.At(tx.Now.AddDate(1, 0, 0))
	for _, s := range []struct {
		query string
		args  []any
	}{
		{`INSERT INTO unit (tenant_id, id, name, created_at) VALUES (?, ?, '测量单位', ?)`, []any{tx.Tenant, w.Unit, tx.Now}},
		{`INSERT INTO unit_group (tenant_id, id, base_unit_id, name, created_at) VALUES (?, ?, ?, '测量单位', ?)`, []any{tx.Tenant, w.UnitGroup, w.Unit, tx.Now}},
		{`INSERT INTO unit_group_unit (tenant_id, group_id, unit_id, num, den) VALUES (?, ?, ?, 1, 1)`, []any{tx.Tenant, w.UnitGroup, w.Unit}},
		{
			`INSERT INTO shop (tenant_id, id, member_id, login_id, name, market, market_name, state, access_token, access_expires_at,
			refresh_expires_at, refreshed_at, authorized_at, created_at, updated_at) VALUES (?, ?, 'b2b-1', 'seller', '测试店铺', 'm', '市场', 'valid', 'sealed', ?, ?, ?, ?, ?, ?)`,
			[]any{tx.Tenant, w.Shop, far, far, tx.Now, tx.Now, tx.Now, tx.Now},
		},
	} {
		if _, err := tx.Exec(ctx, s.query, s.args...); err != nil {
			return err
		}
	}
	return nil
}

// Tx runs fn in a transaction of the account set.
func (w *World) Tx(tb testing.TB, fn func(context.Context, *db.Tx) error) {
	tb.Helper()
	if err := w.DB.InTx(tb.Context(), w.Scope, fn); err != nil {
		tb.Fatal(err)
	}
}

// Exec runs statements as they are.
func (w *World) Exec(tb testing.TB, statements ...string) {
	tb.Helper()
	for _, s := range statements {
		if _, err := w.DB.Writer().ExecContext(tb.Context(), s); err != nil {
			tb.Fatalf("%s: %v", s, err)
		}
	}
}

// Settle leaves the database as it is some time after rows came in: read anew by
// PostgreSQL's autovacuum, written into the file by SQLite. Autovacuum leaves tables
// alone that nothing was written to; read as empty they would be taken for empty for good.
func (w *World) Settle(tb testing.TB) {
	tb.Helper()
	if w.DB.Engine() == db.Postgres {
		var written string
		err := w.DB.Writer().QueryRowContext(tb.Context(), `SELECT string_agg(quote_ident(relname), ', ') FROM pg_class
			WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND pg_relation_size(oid) > 0`).Scan(&written)
		if err != nil {
			tb.Fatal(err)
		}
		w.Exec(tb, "VACUUM ANALYZE "+written, "CHECKPOINT")
		return
	}
	w.Exec(tb, "PRAGMA wal_checkpoint(TRUNCATE)")
}

// Verified fails the test unless the whole account set adds up.
func (w *World) Verified(tb testing.TB) {
	tb.Helper()
	findings, err := w.Reports.Verify(tb.Context(), w.Scope)
	if err != nil {
		tb.Fatalf("verify: %v", err)
	}
	for i, f := range findings {
		if i == 20 {
			tb.Fatalf("… %d findings in all", len(findings))
		}
		tb.Errorf("verify: %s %s: want %s, got %s", f.Check, f.Subject, f.Want, f.Got)
	}
	if tb.Failed() {
		tb.FailNow()
	}
}
