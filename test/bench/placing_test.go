//go:build bench

package bench_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"github.com/huotong/huotong/internal/address"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/placing"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/sandbox1688"
	"github.com/huotong/huotong/test/world"
)

const (
	placedOrders = 500
	placedMin    = 50.0 // a second
	slowOrders   = 20
	slowRate     = 20 // calls a second
)

// TestPlacing places 500 purchase orders at once on a 1688 that answers as fast as it can:
// each is previewed, made, read and linked. Then some on one that refuses whoever calls more
// often than it allows: the rate is kept, so that nothing is refused.
func TestPlacing(t *testing.T) {
	world.On(t, func(t *testing.T) {
		b := newPlacing(t, 0)
		took := b.place(t, placedOrders)
		speed := placedOrders / took.Seconds()
		report(t, "placing", row{
			what: fmt.Sprintf("%d purchase orders placed at once, against the sandbox without a limit", placedOrders), figure: fmt.Sprintf("%.0f orders/s", speed),
			baseline: fmt.Sprintf("%d calls", b.sandbox.Calls(t, "")), goal: "≥ 50 orders/s", met: speed >= placedMin,
		})
		slow := newPlacing(t, slowRate)
		took = slow.place(t, slowOrders)
		refused := slow.refused(t)
		report(t, "placing", row{
			what: fmt.Sprintf("calls refused while %d orders are placed at %d calls/s", slowOrders, slowRate), figure: fmt.Sprint(refused),
			baseline: seconds(took.Seconds()), goal: "0", met: refused == 0,
		})
	})
}

// placingBench is a world that buys shirts.
type placingBench struct {
	*world.World
	sandbox *channeltest.Sandbox
	svc     *placing.Service
	jobs    *jobs.Registry
	account db.ID
	supply  db.ID
}

// newPlacing makes the world; perSecond limits the calls of the app on both sides, 0 none.
func newPlacing(t *testing.T, perSecond int) *placingBench {
	t.Helper()
	b := &placingBench{jobs: &jobs.Registry{}, sandbox: channeltest.NewSandbox(t, time.Now, func(c *sandbox1688.Config) { c.Rate = perSecond })}
	limit := rate.NewLimiter(rate.Inf, 1)
	if perSecond > 0 {
		limit = rate.NewLimiter(rate.Limit(perSecond), 1) // evenly, as the program does
	}
	client, err := open1688.New(open1688.Config{
		GatewayURL: b.sandbox.URL + "/openapi", AuthorizeURL: b.sandbox.URL + "/oauth/authorize", Limiter: limit,
		AppKey: channeltest.AppKey, AppSecret: open1688.NewSecret(channeltest.AppSecret),
	})
	if err != nil {
		t.Fatal(err)
	}
	b.World = world.Open(t, world.Options{Client: client})
	b.Exec(t, `UPDATE account_set SET modules = '["sell1688","buy1688"]'`)
	log := slog.New(slog.DiscardHandler)
	orders := platform.New(b.DB, b.Party, b.Purchases, b.Sources, b.Shops, log)
	b.svc = placing.New(placing.Options{
		DB: b.DB, Catalog: b.Catalog, Purchases: b.Purchases, Platform: orders, Sources: b.Sources, Addresses: address.New(b.DB, b.Shops, log), Accounts: b.Shops, Log: log,
	})
	sets := func(context.Context) ([]db.ID, error) { return nil, nil }
	b.svc.RegisterJobs(b.jobs, sets)
	orders.RegisterJobs(b.jobs, sets)
	b.authorise(t)
	b.goods(t)
	return b
}

// authorise walks through 1688's page as the buyer does.
func (b *placingBench) authorise(t *testing.T) {
	t.Helper()
	page, err := b.Shops.Begin(t.Context(), b.Scope, channel.Wish{Purpose: channel.Buy})
	if err != nil {
		t.Fatal(err)
	}
	done, err := b.Shops.Complete(t.Context(), b.Scope, b.sandbox.Agree(t, page, channeltest.Wang).Query())
	if err != nil {
		t.Fatal(err)
	}
	b.account = done.Shop.ID
}

// goods matches ten SKUs with the specs of an offer, and says where goods go.
func (b *placingBench) goods(t *testing.T) {
	t.Helper()
	specs := make([]channeltest.Spec, 10)
	for i := range specs {
		specs[i] = channeltest.Coloured("", fmt.Sprintf("颜色%d", i))
		specs[i].Stock = 1_000_000
	}
	offer := b.sandbox.Sell(t, "纯棉T恤", nil, specs...)
	b.AddGoods(t, 10)
	if _, err := b.Sources.LookUp(t.Context(), b.Scope, b.account, offer.ID); err != nil {
		t.Fatal(err)
	}
	for i, sku := range b.SKUs {
		x, err := b.Sources.Match(t.Context(), b.Scope, sourcing.MatchInput{SKUID: sku, AccountID: b.account, OfferID: offer.ID, Spec: offer.SKUs[i].SpecID, Reach: tenant.Limit{All: true}})
		if err != nil {
			t.Fatal(err)
		}
		b.supply = x.SupplierID
	}
	b.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		id := tx.NewID()
		if _, err := tx.Exec(ctx, `INSERT INTO receiving_address (tenant_id, id, name, contact, province, city, district, division_code, mobile, line1, created_at, updated_at)
			VALUES (?, ?, '收货处', '王小明', '浙江省', '杭州市', '滨江区', '330108', '13800000001', '网商路699号', ?, ?)`, tx.Tenant, id, tx.Now, tx.Now); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO warehouse_address (tenant_id, warehouse_id, address_id) VALUES (?, ?, ?)`, tx.Tenant, b.Warehouse, id)
		return err
	})
}

// place makes n approved purchase orders of five lines and places them, and tells how long
// that took.
func (b *placingBench) place(t *testing.T, n int) time.Duration {
	t.Helper()
	price := dec.MustPrice("19.9")
	ids := make([]db.ID, n)
	for i := range ids {
		in := purchase.Input{SupplierID: b.supply, WarehouseID: b.Warehouse, BuyerAccountID: b.account, Within: tenant.Everything}
		for k := range 5 {
			in.Lines = append(in.Lines, trade.LineInput{SKUID: b.SKUs[(i+k)%len(b.SKUs)], Quantity: dec.QuantityFromInt(5), Price: &price})
		}
		o, err := b.Purchases.Create(t.Context(), b.Scope, in, purchase.ModeSubmit)
		if err != nil {
			t.Fatal(err)
		}
		ids[i] = o.ID
	}
	start := time.Now()
	task, err := b.svc.StartBatch(t.Context(), b.Scope, ids, placing.Choices{Flow: placing.Flows[0]}, tenant.Everything)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := jobs.RunDue(t.Context(), b.DB, b.jobs); err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	batch, err := b.svc.Batch(t.Context(), b.Scope, task.ID, tenant.Everything)
	if err != nil || len(batch.Results) != n {
		t.Fatalf("%d results, %v", len(batch.Results), err)
	}
	for _, r := range batch.Results {
		if r.State != "done" || len(r.Orders) != 1 {
			t.Fatalf("order %s: %s, %v, %v", r.No, r.State, r.Orders, r.Refusal)
		}
	}
	return took
}

// refused counts what the gateway did not let pass.
func (b *placingBench) refused(t *testing.T) (n int64) {
	t.Helper()
	var counters struct {
		APIs map[string]struct {
			Refused int64 `json:"refused"`
		} `json:"apis"`
	}
	b.sandbox.Told(t, "counters", &counters)
	for _, c := range counters.APIs {
		n += c.Refused
	}
	return n
}
