package preorder_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/preorder"
	"github.com/huotong/huotong/internal/report"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/sandbox1688"
)

// stall is an account set with an authorised shop of the sandbox: its offers are
// downloaded and in stock.
type stall struct {
	*channeltest.World
	sales   *sale.Service
	orders  *preorder.Service
	stock   *stock.Service
	finance *finance.Service
	report  *report.Service
	scope   db.Scope

	shop, customer, sku db.ID
	lines               []string // online lines of the SKU, once taken apart
	offer               open1688.ID
}

const seller = channeltest.Clothes

// seed is a 1688 with one offer of the seller, which is all that is sold: downloading
// a hundred took half of the time of these tests.
func seed() *sandbox1688.Seed {
	s := sandbox1688.DefaultSeed()
	i := slices.IndexFunc(s.Offers, func(o sandbox1688.Offer) bool { return o.Seller == seller })
	s.Offers = s.Offers[i : i+1]
	return s
}

func setup(t *testing.T) *stall {
	t.Helper()
	s := &stall{}
	apitest.New(t, func(w *apitest.World) {
		s.World = channeltest.Start(t, w, func(c *sandbox1688.Config) { c.Seed = seed() })
		s.start()
		s.report = report.New(w.DB, s.stock, s.finance)
		s.sales.Register(w.API)
		s.orders.Register(w.API)
	})
	s.scope = s.Scope()
	s.authorise(t)
	s.fill(t)
	return s
}

// start makes the services, as a process does that starts on the same database.
func (s *stall) start() {
	s.finance = finance.New(s.DB, s.Parties)
	s.stock = stock.New(s.DB, s.Goods, s.finance)
	s.sales = sale.New(s.DB, s.Parties, s.Goods, s.stock, s.finance)
	s.orders = preorder.New(s.DB, s.sales, s.Shops, s.Goods, s.finance, nil, preorder.Timing{})
	s.sales.Connect(s.Shops, s.orders)
	s.Shops.RegisterJobs(s.Jobs)
	s.Shops.Connect(s.orders)
	s.orders.RegisterJobs(s.Jobs, s.Tenants.SetIDs)
}

// another is a second process on the same database and 1688. It waits for its calls as
// long as the test does.
func (s *stall) another(t *testing.T) *stall {
	t.Helper()
	other := *s
	other.World = s.Another(t)
	other.start()
	return &other
}

// authorise walks through 1688's page, binds a market and downloads everything.
func (s *stall) authorise(t *testing.T) {
	t.Helper()
	page, err := s.Shops.Begin(t.Context(), s.scope, channel.Wish{Purpose: channel.Sell, ThenDownload: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Shops.Complete(t.Context(), s.scope, s.Agree(t, page, seller).Query()); err != nil {
		t.Fatal(err)
	}
	shops, err := s.Shops.Shops(t.Context(), s.scope, tenant.Limit{All: true})
	if err != nil || len(shops) != 1 {
		t.Fatalf("%d shops, %v", len(shops), err)
	}
	s.shop = shops[0].ID
	s.bind(t, open1688.MarketDaXiangCheng)
	if err := s.work(t); err != nil {
		t.Fatal(err)
	}
}

func (s *stall) bind(t *testing.T, market string) {
	t.Helper()
	p, err := s.Shops.Shop(t.Context(), s.scope, s.shop)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Shops.UpdateShop(t.Context(), s.scope, s.shop, channel.ShopInput{Name: p.Name, Market: market, Enabled: true, Version: p.Version}); err != nil {
		t.Fatal(err)
	}
}

// fill chooses a SKU that is on sale in quantity and puts 500 of it on the shelf.
func (s *stall) fill(t *testing.T) {
	t.Helper()
	err := s.DB.InTx(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
		var offer int64
		found, err := tx.Row(ctx, `SELECT r.sku_id, o.offer_id FROM online_sku o JOIN online_pair r ON r.tenant_id = ? AND r.line_id = o.id
			JOIN online_sku_detail d ON d.tenant_id = ? AND d.id = o.id JOIN online_offer f ON f.tenant_id = ? AND f.shop_id = o.shop_id AND f.offer_id = o.offer_id
			WHERE o.tenant_id = ? AND o.sku_ref <> 0 AND o.online = TRUE AND d.stock > 100 AND f.min_order <= 3 AND d.price IS NOT NULL ORDER BY o.id`,
			[]any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant}, &s.sku, &offer)
		if err != nil || !found {
			return fmt.Errorf("no SKU to sell: %w", err)
		}
		s.offer = open1688.IDFromInt64(offer)
		levels, err := s.Parties.LevelsTx(ctx, tx)
		if err != nil {
			return err
		}
		s.customer = tx.NewID()
		_, err = tx.Exec(ctx, `INSERT INTO customer (tenant_id, id, code, name, level_id, created_at, updated_at) VALUES (?, ?, 'C1', '散客', ?, ?, ?)`,
			tx.Tenant, s.customer, levels.Wholesale(), tx.Now, tx.Now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var w *stock.Warehouse
	err = s.DB.View(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) (err error) {
		w, err = s.stock.DefaultWarehouseTx(ctx, tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	q, c := dec.MustQuantity("500"), dec.MustCost("12")
	if _, err := s.stock.CreateDocument(t.Context(), s.scope, stock.DocumentInput{
		Kind: stock.KindOpening, Date: "2026-01-01", Lines: []stock.LineInput{{WarehouseID: w.ID, SKUID: s.sku, Quantity: &q, UnitCost: &c}},
	}, true); err != nil {
		t.Fatal(err)
	}
}

// work runs the jobs that are due; what a job fails with waits for its retry.
func (s *stall) work(t *testing.T) error {
	t.Helper()
	_, err := jobs.RunDue(t.Context(), s.DB, s.Jobs)
	return err
}

func (s *stall) sell(t *testing.T, quantity string, change ...func(*sale.Input)) *sale.Sale {
	t.Helper()
	in := sale.Input{
		Kind: sale.KindIssue, CustomerID: s.customer, Warehouses: tenant.Limit{All: true}, Shops: tenant.Limit{All: true},
		Lines: []sale.LineInput{{SKUID: s.sku, Quantity: dec.MustQuantity(quantity)}},
	}
	for _, f := range change {
		f(&in)
	}
	d, err := s.sales.Create(t.Context(), s.scope, in, sale.ModePost)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// shown is a pre-order as the API tells of it.
type shown struct {
	ID, Upload, Pay, PlatformID, PayURL, OrderID, ReceiptNo, Amount, Actual string
	Uploadable                                                              bool
	ExtraPaid                                                               *string
	Refusal                                                                 *struct{ Code, Detail, Remedy string }
	Attempts                                                                []struct{ State, Token, PlatformID, Code, ReceiptNo, PaidAt string }
}

func (s *stall) of(t *testing.T, d *sale.Sale) shown {
	t.Helper()
	var list struct{ Items []shown }
	s.Owner.Get(t, "/preorders?saleId="+d.ID.String()).Want(t, http.StatusOK, "").JSON(t, &list)
	if len(list.Items) != 1 {
		t.Fatalf("%d pre-orders for %s, want one", len(list.Items), d.No)
	}
	var p shown
	s.Owner.Get(t, "/preorders/"+list.Items[0].ID).Want(t, http.StatusOK, "").JSON(t, &p)
	return p
}

// live counts the pre-orders on the sandbox that carry the sale's number.
func (s *stall) live(t *testing.T, d *sale.Sale) int {
	t.Helper()
	var list []struct{ Remark string }
	var page struct{ PreOrders []struct{ Remark string } }
	var raw json.RawMessage
	s.Control(t, http.MethodGet, "preorders", nil).JSON(t, &raw)
	if json.Unmarshal(raw, &list) != nil {
		if err := json.Unmarshal(raw, &page); err != nil {
			t.Fatalf("%v: %s", err, raw)
		}
		list = page.PreOrders
	}
	n := 0
	for _, p := range list {
		if strings.Contains(p.Remark, d.No) {
			n++
		}
	}
	return n
}

func (s *stall) sound(t *testing.T) {
	t.Helper()
	findings, err := s.report.Verify(t.Context(), s.scope)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Errorf("%s: %s: want %s, got %s", f.Check, f.Subject, f.Want, f.Got)
	}
}
