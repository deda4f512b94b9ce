package suggest_test

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
)

const day = 24 * time.Hour

// world is two account sets with the same goods: two garments that one supplier sells in
// one offer of 1688, tape from a supplier elsewhere.
type world struct {
	*apitest.World
	svc     *suggest.Service
	orders  *purchase.Service
	sales   *sale.Service
	stock   *stock.Service
	parties *party.Service
	sources *sourcing.Service
	jobs    *jobs.Registry
	scope   db.Scope

	warehouse       db.ID
	seller, factory db.ID // suppliers
	red, blue, tape db.ID // SKUs
	customer        db.ID
	offer           int64
}

func setup(tb testing.TB) *world {
	tb.Helper()
	w := &world{jobs: &jobs.Registry{}, offer: 600_000_000_001}
	var goods *catalog.Service
	w.World = apitest.New(tb, func(a *apitest.World) {
		box, err := secret.NewBox(secret.NewKey())
		if err != nil {
			tb.Fatal(err)
		}
		w.parties = party.New(a.DB)
		goods = catalog.New(a.DB, w.parties, tb.TempDir())
		books := finance.New(a.DB, w.parties)
		w.stock = stock.New(a.DB, goods, books)
		w.sales = sale.New(a.DB, w.parties, goods, w.stock, books)
		shops := channel.New(channel.Options{DB: a.DB, Catalog: goods, Tenants: a.Tenants, Box: box, PublicURL: "https://erp.example.com", Log: slog.New(slog.DiscardHandler)})
		w.sales.Connect(shops, nil)
		w.sources = sourcing.New(a.DB, w.parties, goods, shops)
		w.orders = purchase.New(a.DB, w.parties, goods, w.stock, books)
		w.orders.Connect(shops)
		w.svc = suggest.New(a.DB, w.parties, goods, w.sources, w.orders, shops, nil)
		w.svc.Register(a.API)
		w.orders.Register(a.API)
		w.svc.RegisterJobs(w.jobs, func(context.Context) ([]db.ID, error) { return []db.ID{w.A.ID, w.B.ID}, nil })
	})
	w.fill(tb, goods, w.OtherScope()) // a look-alike, so that a missing filter shows
	w.fill(tb, goods, w.Scope())
	return w
}

func (w *world) fill(tb testing.TB, goods *catalog.Service, sc db.Scope) {
	tb.Helper()
	w.scope = sc
	w.tx(tb, func(ctx context.Context, tx *db.Tx) error {
		out, err := goods.ImportTx(ctx, tx, []catalog.ImportProduct{
			{
				Source: catalog.Source{Shop: 1, Ref: "1"}, Code: "T1", Name: "短袖T恤", Unit: "件", Attributes: []string{"颜色"},
				SKUs: []catalog.ImportSKU{{Ref: "11", Code: "T1-R", Values: []string{"红色"}}, {Ref: "12", Code: "T1-B", Values: []string{"蓝色"}}},
			},
			{Source: catalog.Source{Shop: 1, Ref: "2"}, Code: "P1", Name: "透明胶带", Unit: "卷", SKUs: []catalog.ImportSKU{{}}},
		})
		if err != nil {
			return err
		}
		w.red, w.blue, w.tape = out[0].SKUs[0].ID, out[0].SKUs[1].ID, out[1].SKUs[0].ID
		h, err := w.stock.DefaultWarehouseTx(ctx, tx)
		if err != nil {
			return err
		}
		w.warehouse = h.ID
		w.customer, err = w.parties.WalkInTx(ctx, tx)
		return err
	})
	for _, s := range []struct {
		id   *db.ID
		name string
	}{{&w.seller, "云裳服饰"}, {&w.factory, "义乌包装厂"}} {
		made, err := w.parties.SaveSupplier(tb.Context(), sc, party.Supplier{Card: party.Card{Name: s.name, Active: true}})
		if err != nil {
			tb.Fatal(err)
		}
		*s.id = made.ID
	}
	price := dec.MustPrice("2.50")
	if _, err := w.sources.Create(tb.Context(), sc, sourcing.Input{SKUID: w.tape, SupplierID: w.factory, Num: 1, Minimum: 20, Multiple: 10, LeadDays: 5, Price: &price, Reach: tenant.Limit{All: true}}); err != nil {
		tb.Fatal(err)
	}
	// What matching leaves behind; the matching itself is package sourcing's.
	w.tx(tb, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO offer_seen (tenant_id, offer_id, title, moq, lot, quote_type, tiers, specs, state, read_at)
			VALUES (?, ?, '纯棉短袖', 10, 1, 2, '[{"from":10,"price":"12"},{"from":50,"price":"11"},{"from":200,"price":"9.8"}]',
			'[{"specId":"aa","skuId":1,"values":[],"stock":5000},{"specId":"bb","skuId":2,"values":[],"stock":5000}]', 'on', ?)`, tx.Tenant, w.offer, tx.Now); err != nil {
			return err
		}
		for i, sku := range []db.ID{w.red, w.blue} {
			if _, err := tx.Exec(ctx, `INSERT INTO sku_source (tenant_id, id, sku_id, supplier_id, offer_id, spec_id, platform_sku_id, unit, lead_days, priority, title, state, created_at, updated_at)
				VALUES (?, ?, ?, ?, ?, ?, ?, '件', 5, 1, '纯棉短袖', 'active', ?, ?)`, tx.Tenant, tx.NewID(), sku, w.seller, w.offer, []string{"aa", "bb"}[i], i+1, tx.Now, tx.Now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *world) tx(tb testing.TB, fn func(context.Context, *db.Tx) error) {
	tb.Helper()
	if err := w.DB.InTx(tb.Context(), w.scope, fn); err != nil {
		tb.Fatal(err)
	}
}

func (w *world) set() *tenant.Set {
	if w.scope.Tenant == w.B.ID {
		return w.B
	}
	return w.A
}

// today is the business date so many days from the clock's.
func (w *world) today(days int) db.Date {
	return db.DateOf(w.Clock.Now().AddDate(0, 0, days), w.set().Zone)
}

// stocked has pieces come in, or leave without a sale.
func (w *world) stocked(tb testing.TB, sku db.ID, pieces int64) {
	tb.Helper()
	cost, err := dec.MustCost("11").Times(dec.QuantityFromInt(max(pieces, 0)))
	if err != nil {
		tb.Fatal(err)
	}
	w.tx(tb, func(ctx context.Context, tx *db.Tx) error {
		id := tx.NewID()
		l := stock.Line{LineID: tx.NewID(), WarehouseID: w.warehouse, SKUID: sku, Quantity: dec.QuantityFromInt(pieces)}
		if pieces > 0 {
			l.Cost = &cost
		}
		_, err := w.stock.PostTx(ctx, tx, w.set(), stock.Posting{DocKind: "test", DocID: id, DocNo: id.String(), Date: w.today(0), Lines: []stock.Line{l}})
		return err
	})
}

// sold sells pieces today.
func (w *world) sold(tb testing.TB, sku db.ID, pieces int64) *sale.Sale {
	tb.Helper()
	price := dec.MustPrice("30")
	made, err := w.sales.Create(tb.Context(), w.scope, sale.Input{
		Kind: sale.KindIssue, CustomerID: w.customer, WarehouseID: w.warehouse, Warehouses: tenant.Limit{All: true}, Shops: tenant.Limit{All: true},
		Lines: []sale.LineInput{{SKUID: sku, Quantity: dec.QuantityFromInt(pieces), Price: &price}},
	}, sale.ModePost)
	if err != nil {
		tb.Fatal(err)
	}
	return made
}

// month sells so many pieces of the SKUs on each of 30 days, of a stock of 1000.
func (w *world) month(tb testing.TB, perDay map[db.ID]int64) {
	tb.Helper()
	for sku := range perDay {
		w.stocked(tb, sku, 1000)
	}
	for range 30 {
		for sku, pieces := range perDay {
			w.sold(tb, sku, pieces)
		}
		w.Clock.Advance(day)
	}
}

// leave takes out all but so many pieces.
func (w *world) leave(tb testing.TB, sku db.ID, pieces int64) {
	tb.Helper()
	var onHand dec.Quantity
	w.tx(tb, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, `SELECT on_hand FROM stock_balance WHERE tenant_id = ? AND sku_id = ? AND warehouse_id = ?`, []any{tx.Tenant, sku, w.warehouse}, &onHand)
		return err
	})
	if n, _ := onHand.Int(); n != pieces {
		w.stocked(tb, sku, pieces-n)
	}
}

func (w *world) rule(tb testing.TB, sku db.ID, c suggest.Content) *suggest.Rule {
	tb.Helper()
	r := suggest.Rule{SKUID: sku, Content: c}
	if sku != 0 {
		r.WarehouseID = w.warehouse
	}
	made, err := w.svc.SaveRule(tb.Context(), w.scope, r, tenant.Limit{All: true})
	if err != nil {
		tb.Fatal(err)
	}
	return made
}

func minMax(low, high int64) suggest.Content {
	return suggest.Content{Model: replenish.ModelMinMax, Min: dec.QuantityFromInt(low), Max: dec.QuantityFromInt(high)}
}

func cover(days int64) suggest.Content {
	return suggest.Content{Model: replenish.ModelCover, CoverDays: days}
}

// run works suggestions out; what is most urgent comes first in their list.
func (w *world) run(tb testing.TB) *suggest.Run {
	tb.Helper()
	r, err := w.svc.StartRun(tb.Context(), w.scope)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := jobs.RunDue(tb.Context(), w.DB, w.jobs); err != nil {
		tb.Fatal(err)
	}
	current, last, err := w.svc.Runs(tb.Context(), w.scope)
	if err != nil || last == nil || last.ID != r.ID || current == nil || current.ID != r.ID {
		tb.Fatalf("the run ended as %+v, %+v counts, %v", last, current, err)
	}
	page, err := w.svc.List(tb.Context(), w.scope, api.ListQuery{PageSize: 200}, suggest.Filter{Within: tenant.Everything})
	if err != nil {
		tb.Fatal(err)
	}
	if !slices.IsSortedFunc(page.Items, func(a, b suggest.Row) int { return cmp.Compare(a.ShortDay, b.ShortDay) }) {
		tb.Error("the list does not begin with what is most urgent")
	}
	return current
}

func (w *world) list(tb testing.TB, f suggest.Filter) []suggest.Row {
	tb.Helper()
	f.Within = tenant.Everything
	page, err := w.svc.List(tb.Context(), w.scope, api.ListQuery{PageSize: 200, Sort: "code"}, f)
	if err != nil {
		tb.Fatal(err)
	}
	return page.Items
}

func (w *world) open(tb testing.TB) []suggest.Row {
	tb.Helper()
	return w.list(tb, suggest.Filter{State: suggest.StateOpen})
}

func (w *world) left(tb testing.TB) []suggest.Row {
	tb.Helper()
	return w.list(tb, suggest.Filter{State: suggest.StateLeft})
}

func (w *world) generate(tb testing.TB, c suggest.Choice) (*suggest.Generated, error) {
	tb.Helper()
	c.Within = tenant.Everything
	return w.svc.Generate(tb.Context(), w.scope, c)
}

// limit keeps the stock from lasting longer than so many days.
func (w *world) limit(tb testing.TB, days int64) {
	tb.Helper()
	p, err := w.svc.Policy(tb.Context(), w.scope)
	if err != nil {
		tb.Fatal(err)
	}
	p.MaxCover = days
	if _, err := w.svc.SetPolicy(tb.Context(), w.scope, *p); err != nil {
		tb.Fatal(err)
	}
}
