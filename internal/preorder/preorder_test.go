package preorder_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/preorder"
	"github.com/huotong/huotong/internal/report"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/sandbox1688"
)

// stall is an account set with an authorised shop of the sandbox: its offers are
// downloaded and in stock.
type stall struct {
	*apitest.World
	sales   *sale.Service
	shops   *channel.Service
	orders  *preorder.Service
	stock   *stock.Service
	finance *finance.Service
	report  *report.Service
	party   *party.Service
	jobs    *jobs.Registry
	scope   db.Scope
	sandbox *httptest.Server
	gate    *gate

	shop, customer, sku db.ID
	lines               []string // online lines of the SKU, once taken apart
	offer               open1688.ID
}

const seller = "云裳服饰批发"

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
	s.World = apitest.New(t, func(w *apitest.World) {
		s.gate = &gate{next: sandbox1688.New(sandbox1688.Config{AppKey: "77", AppSecret: "test-secret", Now: w.Clock.Now, Seed: seed()})}
		s.sandbox = httptest.NewServer(s.gate)
		t.Cleanup(s.sandbox.Close)
		t.Cleanup(s.gate.open)
		s.World = w
		s.start(t, 2*time.Second)
		s.report = report.New(w.DB, s.stock, s.finance)
		s.sales.Register(w.API)
		s.shops.Register(w.API)
		s.orders.Register(w.API)
	})
	s.scope = s.Scope()
	s.authorise(t)
	s.fill(t)
	return s
}

// start makes the services, as a process does that starts on the same database.
func (s *stall) start(t *testing.T, timeout time.Duration) {
	t.Helper()
	client, err := open1688.New(open1688.Config{
		GatewayURL: s.sandbox.URL + "/openapi", AuthorizeURL: s.sandbox.URL + "/oauth/authorize", AppKey: "77", AppSecret: open1688.NewSecret("test-secret"),
		Timeout: timeout, Now: s.Clock.Now,
		// The clock of the tests is moved; the client's own waiting would be real time.
		Limiter: rate.NewLimiter(rate.Inf, 1), Retry: open1688.Retry{Base: time.Millisecond},
	})
	if err != nil {
		t.Fatal(err)
	}
	box, err := secret.NewBox("0123456789abcdef0123456789abcdef")
	if err != nil {
		t.Fatal(err)
	}
	s.jobs = &jobs.Registry{}
	s.party = party.New(s.DB)
	goods := catalog.New(s.DB, s.party, t.TempDir())
	s.finance = finance.New(s.DB, s.party)
	s.stock = stock.New(s.DB, goods, s.finance)
	s.sales = sale.New(s.DB, s.party, goods, s.stock, s.finance)
	s.shops = channel.New(channel.Options{DB: s.DB, Catalog: goods, Tenants: s.Tenants, Box: box, Client: client, PublicURL: "https://erp.example.com"})
	s.orders = preorder.New(s.DB, s.sales, s.shops, goods, s.finance, nil, preorder.Timing{})
	s.sales.Connect(s.shops, s.orders)
	s.shops.RegisterJobs(s.jobs)
	s.shops.Connect(s.orders)
	s.orders.RegisterJobs(s.jobs, s.Tenants.SetIDs)
}

// another is a second process on the same database and sandbox. It waits for its
// calls as long as the test does.
func (s *stall) another(t *testing.T) *stall {
	t.Helper()
	other := *s
	other.start(t, time.Minute)
	return &other
}

// authorise walks through 1688's page, binds a market and downloads everything.
func (s *stall) authorise(t *testing.T) {
	t.Helper()
	page, err := s.shops.Begin(t.Context(), s.scope, channel.Wish{Purpose: channel.Sell, ThenDownload: true})
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, page+"&sandbox_login="+url.QueryEscape(seller), nil)
	if err != nil {
		t.Fatal(err)
	}
	back, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = back.Body.Close()
	to, err := back.Location()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.shops.Complete(t.Context(), s.scope, to.Query()); err != nil {
		t.Fatal(err)
	}
	shops, err := s.shops.Shops(t.Context(), s.scope, tenant.Limit{All: true})
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
	p, err := s.shops.Shop(t.Context(), s.scope, s.shop)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.shops.UpdateShop(t.Context(), s.scope, s.shop, channel.ShopInput{Name: p.Name, Market: market, Enabled: true, Version: p.Version}); err != nil {
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
		levels, err := s.party.LevelsTx(ctx, tx)
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
	_, err := jobs.RunDue(t.Context(), s.DB, s.jobs)
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

// control asks the sandbox to do something.
func (s *stall) control(t *testing.T, method, path string, body any, into any) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, s.sandbox.URL+"/control"+path, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	if a.StatusCode >= 300 {
		var b bytes.Buffer
		_, _ = b.ReadFrom(a.Body)
		t.Fatalf("%s %s: %d %s", method, path, a.StatusCode, b.String())
	}
	if into != nil {
		if err := json.NewDecoder(a.Body).Decode(into); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *stall) fault(t *testing.T, kind, api string) {
	t.Helper()
	f := map[string]any{"kind": kind, "api": api}
	if strings.HasPrefix(kind, "timeout") {
		f["millis"] = 3000 // longer than the client waits
	}
	s.control(t, http.MethodPost, "/faults", f, nil)
}

// live counts the pre-orders on the sandbox that carry the sale's number.
func (s *stall) live(t *testing.T, d *sale.Sale) int {
	t.Helper()
	var list []struct{ Remark string }
	var page struct{ PreOrders []struct{ Remark string } }
	var raw json.RawMessage
	s.control(t, http.MethodGet, "/preorders", nil, &raw)
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

func TestPaidPreorderSettlesTheReceivable(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "3")
	if err := s.work(t); err != nil {
		t.Fatal(err)
	}
	p := s.of(t, d)
	if p.Upload != "uploaded" || p.Pay != "unpaid" || p.PayURL == "" || p.Amount != d.Total.String() || p.Actual != d.Total.String() {
		t.Fatalf("after upload: %+v", p)
	}
	s.control(t, http.MethodPost, "/preorders/"+p.PlatformID+"/pay", map[string]any{}, nil)
	s.Clock.Advance(5 * time.Second)
	if err := s.work(t); err != nil {
		t.Fatal(err)
	}
	p = s.of(t, d)
	if p.Pay != "paid" || p.ReceiptNo == "" || p.OrderID == "" {
		t.Fatalf("after payment: %+v", p)
	}
	s.DB.View(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error { //nolint:errcheck // checked inside
		st, err := s.finance.StandingTx(ctx, tx, s.customer)
		if err != nil || st.Balance() != 0 {
			t.Errorf("the customer still owes %s, %v", st.Balance(), err)
		}
		return err
	})
	if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version); !errors.Is(err, preorder.ErrPaid) {
		t.Errorf("reversing a paid document gave %v", err)
	}
	s.Clock.Advance(time.Hour)
	if err := s.work(t); err != nil { // nothing is posted twice
		t.Fatal(err)
	}
	s.sound(t)
}

func TestAmountsAddUpToTheFen(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "7", func(in *sale.Input) {
		in.Discount, in.CustomerFee = dec.MustAmount("1.01"), dec.MustAmount("8.88")
	})
	if err := s.work(t); err != nil {
		t.Fatal(err)
	}
	if p := s.of(t, d); p.Upload != "uploaded" || p.Actual != d.Total.String() {
		t.Fatalf("1688 asks for %s, the document says %s: %+v", p.Actual, d.Total, p)
	}
}

// Whatever happens to the answer, there is one live pre-order in the end: also
// where the list runs in another order, shows new entries late, or where the clock
// of 1688 is not ours.
func TestOneLivePreorderAfterEveryFault(t *testing.T) {
	t.Parallel()
	all := []string{"timeoutAfter", "timeoutBefore", "http", "cut", "malformed", "throttle", "expiredToken"}
	for name, c := range map[string]struct {
		switches map[string]any
		clock    string
		kinds    []string
	}{
		"as documented":      {nil, "", all},
		"oldest first, late": {map[string]any{"preOrderListOrder": "oldest", "preOrderListLag": "70s"}, "", all},
		"mixed":              {map[string]any{"preOrderListOrder": "mixed"}, "", all[2:5]},
		"late":               {map[string]any{"preOrderListLag": "70s"}, "", all[2:5]},
		"1688 is behind":     {nil, "-40m", all[2:5]},
		"1688 is ahead":      {nil, "40m", all[2:5]},
		"1688 is far behind": {map[string]any{"preOrderListOrder": "oldest"}, "-30h", all[2:5]},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := setup(t)
			if c.clock != "" {
				s.control(t, http.MethodPost, "/clock", map[string]any{"advance": c.clock}, nil)
			}
			if c.switches != nil {
				s.control(t, http.MethodPatch, "/switches", c.switches, nil)
			}
			sold := []*sale.Sale{s.sell(t, "3")}
			for _, kind := range c.kinds {
				s.pass(t, time.Hour, 30*time.Minute)
				s.fault(t, kind, apiCreate)
				d := s.sell(t, "3")
				sold = append(sold, d)
				_ = s.work(t) // the attempt that meets the fault
				if n := s.live(t, d); n > 1 {
					t.Fatalf("%s: %d live pre-orders", kind, n)
				}
				s.pass(t, 5*time.Minute, 30*time.Second)
				if p := s.of(t, d); p.Upload != "uploaded" || p.Pay != "unpaid" || p.PayURL == "" {
					t.Fatalf("%s: shown %+v", kind, p)
				}
			}
			for i, d := range sold {
				if n := s.live(t, d); n != 1 {
					t.Errorf("%d live pre-orders of document %d, %v", n, i, c.kinds)
				}
			}
			s.sound(t)
		})
	}
}

// A process that dies after the call, before it can record the answer, leaves an
// attempt behind; the next one finds the pre-order instead of making another.
func TestKilledBetweenCallAndAnswer(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "3")
	s.fault(t, "timeoutAfter", "alibaba.preOrder.create")
	_ = s.work(t)
	// As if the process had died before it could write that there was no answer.
	err := s.DB.InTx(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE preorder SET upload_state = 'waiting' WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Clock.Advance(10 * time.Second)
	_ = s.work(t)
	p := s.of(t, d)
	if n := s.live(t, d); n != 1 || p.Upload != "uploaded" || len(p.Attempts) != 1 {
		t.Fatalf("%d live pre-orders, shown %+v", n, p)
	}
}

func TestRefusalsNameCauseAndRemedy(t *testing.T) {
	t.Parallel()
	s := setup(t)
	sell := func(t *testing.T, change ...func(*sale.Input)) (*sale.Sale, shown) {
		t.Helper()
		d := s.sell(t, "3", change...)
		_ = s.work(t)
		return d, s.of(t, d)
	}
	want := func(t *testing.T, p shown, code string) {
		t.Helper()
		if p.Upload != "refused" || p.Refusal == nil || p.Refusal.Code != code || p.Refusal.Remedy == "" || !p.Uploadable {
			t.Errorf("got %+v (%+v), want refused with %s", p, p.Refusal, code)
		}
	}
	offer := "/offers/" + s.offer.String()

	s.bind(t, "")
	asked := true
	d, p := sell(t, func(in *sale.Input) { in.WantsPreorder = &asked })
	want(t, p, "preorder.market_missing")
	s.bind(t, open1688.MarketDaXiangCheng)
	s.Owner.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/upload", nil).Want(t, http.StatusOK, "")
	_ = s.work(t)
	if p = s.of(t, d); p.Upload != "uploaded" {
		t.Errorf("after the remedy: %+v %+v", p, p.Refusal)
	}
	s.Owner.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/upload", nil).Want(t, http.StatusConflict, "preorder.not_uploadable")

	s.bind(t, "nowhere")
	_, p = sell(t)
	want(t, p, "preorder.market_refused")
	s.bind(t, open1688.MarketDaXiangCheng)

	s.control(t, http.MethodPatch, offer, map[string]any{"minOrderQuantity": 50}, nil)
	_, p = sell(t)
	want(t, p, "preorder.below_minimum")
	s.control(t, http.MethodPatch, offer, map[string]any{"minOrderQuantity": 1}, nil)

	cheap := dec.MustPrice("0.01")
	_, p = sell(t, func(in *sale.Input) { in.Lines[0].Price = &cheap })
	want(t, p, "preorder.price_limits")

	if err := s.DB.InTx(t.Context(), s.Scope(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE unit SET decimals = 1 WHERE tenant_id = ?", tx.Tenant)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	half := func(in *sale.Input) { in.Lines[0].Quantity = dec.MustQuantity("2.5") }
	_, p = sell(t, half)
	want(t, p, "preorder.whole_pieces")

	s.control(t, http.MethodPatch, offer, map[string]any{"status": "member expired"}, nil)
	_, p = sell(t)
	want(t, p, "preorder.offer_offline")
	s.sound(t) // every sale stands whatever 1688 said
}

func TestExpiredPreorderCanBeMadeAgain(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "3")
	_ = s.work(t)
	first := s.of(t, d)
	s.Clock.Advance(5*24*time.Hour + time.Hour)
	_ = s.work(t)
	p := s.of(t, d)
	if p.Pay != "expired" || !p.Uploadable {
		t.Fatalf("after five days: %+v", p)
	}
	s.Owner.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/upload", nil).Want(t, http.StatusOK, "")
	_ = s.work(t)
	if p = s.of(t, d); p.Upload != "uploaded" || p.Pay != "unpaid" || p.PlatformID == first.PlatformID || len(p.Attempts) != 2 {
		t.Fatalf("made again: %+v", p)
	}
}

func TestReversedSaleGivesItsPreorderUp(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "3")
	_ = s.work(t)
	p := s.of(t, d)
	if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	// 1688 has no call to cancel it; a customer who pays all the same has an advance.
	s.control(t, http.MethodPost, "/preorders/"+p.PlatformID+"/pay", map[string]any{}, nil)
	s.Clock.Advance(time.Minute)
	_ = s.work(t)
	p = s.of(t, d)
	if p.Upload != "abandoned" || p.Pay != "paid" {
		t.Fatalf("shown %+v", p)
	}
	s.sound(t)
}

func TestAnotherSetsPreorderIsUnknown(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.sell(t, "3")
	_ = s.work(t)
	p := s.of(t, d)
	s.Other.Get(t, "/preorders/"+p.ID).Want(t, http.StatusNotFound, "preorder.not_found")
	s.Other.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/upload", nil).Want(t, http.StatusNotFound, "preorder.not_found")
	s.Other.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/check", nil).Want(t, http.StatusNotFound, "preorder.not_found")
	s.Other.Do(t, http.MethodPost, "/preorders", map[string]any{"saleId": d.ID}).Want(t, http.StatusNotFound, "sale.not_found")
}

// Asking for the pre-order of a sale outside one's warehouses or shops leaves nothing.
func TestAskingStaysWithinTheDataScope(t *testing.T) {
	t.Parallel()
	s := setup(t)
	no := false
	d := s.sell(t, "3", wants(&no))
	for column, login := range map[string]string{"shop_ids": "a", "warehouse_ids": "b"} {
		clerk := s.Member(t, login, tenant.RoleSales)
		err := s.DB.InTx(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE member SET `+column+` = '["5"]' WHERE tenant_id = ? AND person_id = ?`, tx.Tenant, clerk.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		clerk.Do(t, http.MethodPost, "/preorders", map[string]any{"saleId": d.ID}).Want(t, http.StatusNotFound, "sale.not_found")
	}
	_ = s.work(t)
	if n := s.live(t, d); n != 0 {
		t.Errorf("%d pre-orders", n)
	}
	if total, _ := s.Owner.Get(t, "/preorders?saleId="+d.ID.String()).At("total").(int); total != 0 {
		t.Errorf("%v pre-orders are listed", total)
	}
	s.Owner.Do(t, http.MethodPost, "/preorders", map[string]any{"saleId": d.ID}).Want(t, http.StatusCreated, "")
	_ = s.work(t)
	if p := s.of(t, d); p.Upload != "uploaded" {
		t.Errorf("shown %+v", p)
	}
}
