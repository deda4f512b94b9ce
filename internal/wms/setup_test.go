package wms_test

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/wms"
)

const (
	wang    = channeltest.Wang
	clothes = channeltest.Clothes
)

// world is two account sets, of which the first has a WMS, and a 1688 beside them.
type world struct {
	*channeltest.World
	svc      *wms.Service
	platform *platform.Service
	remote   *remote

	supplier, sku, other, box, warehouse db.ID
	secret                               string
}

func setup(tb testing.TB) *world {
	tb.Helper()
	w := &world{remote: newRemote(tb)}
	apitest.New(tb, func(a *apitest.World) {
		w.World = channeltest.Start(tb, a)
		box, err := secret.NewBox(secret.NewKey())
		if err != nil {
			tb.Fatal(err)
		}
		books := finance.New(a.DB, w.Parties)
		shelf := stock.New(a.DB, w.Goods, books)
		purchases := purchase.New(a.DB, w.Parties, w.Goods, shelf, books)
		purchases.Connect(w.Shops)
		w.platform = platform.New(a.DB, w.Parties, purchases, sourcing.New(a.DB, w.Parties, w.Goods, w.Shops), w.Shops, nil)
		w.svc = wms.New(wms.Options{DB: a.DB, Catalog: w.Goods, Purchases: purchases, Platform: w.platform, Box: box})
		shelf.Register(a.API)
		approval.New(a.DB).Register(a.API)
		purchases.Register(a.API)
		w.platform.Register(a.API)
		w.svc.Register(a.API)
		w.svc.RegisterJobs(w.Jobs, a.Tenants.SetIDs)
		w.platform.RegisterJobs(w.Jobs, a.Tenants.SetIDs)
	})
	w.fill(tb, w.OtherScope()) // a look-alike, so that a missing filter shows
	w.fill(tb, w.Scope())
	w.warehouse = w.Owner.Get(tb, "/warehouses").ID("items", 0, "id")
	w.secret = w.connect(tb, w.Owner, wms.WhenApproved)
	return w
}

// connect sets a person's account set up with the WMS and gives the secret.
func (w *world) connect(tb testing.TB, p *apitest.Person, when wms.When, warehouses ...db.ID) string {
	tb.Helper()
	if len(warehouses) == 0 {
		warehouses = []db.ID{p.Get(tb, "/warehouses").ID("items", 0, "id")}
	}
	made := p.Do(tb, http.MethodPost, "/wms-setting/secret", nil).Want(tb, http.StatusOK, "").Text("secret")
	w.set(tb, p, map[string]any{"endpoint": w.remote.URL + "/inbound", "when": when, "warehouseIds": warehouses}).Want(tb, http.StatusOK, "")
	return made
}

// set changes the setting of a person's account set as it stands.
func (w *world) set(tb testing.TB, p *apitest.Person, change map[string]any) *apitest.Answer {
	tb.Helper()
	was := p.Get(tb, "/wms-setting").Want(tb, http.StatusOK, "")
	body := map[string]any{"endpoint": was.At("endpoint"), "when": was.At("when"), "warehouseIds": was.At("warehouseIds"), "version": was.At("version")}
	maps.Copy(body, change)
	return p.Do(tb, http.MethodPut, "/wms-setting", body)
}

// fill gives a set two SKUs, one of them bought in boxes of twelve, and a supplier.
func (w *world) fill(tb testing.TB, sc db.Scope) {
	tb.Helper()
	err := w.DB.InTx(tb.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
		out, err := w.Goods.ImportTx(ctx, tx, []catalog.ImportProduct{
			{Source: catalog.Source{Shop: 1, Ref: "1"}, Code: "T1", Name: "纯棉T恤", Unit: "件", SKUs: []catalog.ImportSKU{{}}},
			{Source: catalog.Source{Shop: 1, Ref: "2"}, Code: "S1", Name: "棉袜", Unit: "双", SKUs: []catalog.ImportSKU{{}}},
		})
		if err != nil {
			return err
		}
		w.sku, w.other = out[0].SKUs[0].ID, out[1].SKUs[0].ID
		_, err = tx.Exec(ctx, "INSERT INTO sku_barcode (tenant_id, barcode, sku_id) VALUES (?, ?, ?)", tx.Tenant, "690001", w.sku)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	made, err := w.Parties.SaveSupplier(tb.Context(), sc, party.Supplier{Card: party.Card{Name: clothes, Active: true}, Terms: party.TermsReceipt})
	if err != nil {
		tb.Fatal(err)
	}
	w.supplier = made.ID
}

// order makes a purchase order that stands: ten shirts at 10.00 and four pairs of socks at 2.50.
func (w *world) order(tb testing.TB, more ...map[string]any) *apitest.Answer {
	tb.Helper()
	body := map[string]any{"mode": "submit", "supplierId": w.supplier, "lines": []any{
		map[string]any{"skuId": w.sku, "quantity": "10", "price": "10"}, map[string]any{"skuId": w.other, "quantity": "4", "price": "2.5"},
	}}
	for _, m := range more {
		maps.Copy(body, m)
	}
	return w.Owner.Do(tb, http.MethodPost, "/purchase-orders", body).Want(tb, http.StatusCreated, "")
}

// on does something to an order as it stands.
func (w *world) on(tb testing.TB, order *apitest.Answer, verb string, more map[string]any) *apitest.Answer {
	tb.Helper()
	body := map[string]any{"version": w.Owner.Get(tb, "/purchase-orders/"+order.Text("id")).At("version")}
	maps.Copy(body, more)
	return w.Owner.Do(tb, http.MethodPost, "/purchase-orders/"+order.Text("id")+"/"+verb, body).Want(tb, http.StatusOK, "")
}

// notice is the notice of an order as it is shown.
func (w *world) notice(tb testing.TB, order *apitest.Answer) *apitest.Answer {
	tb.Helper()
	return w.Owner.Get(tb, "/purchase-orders/"+order.Text("id")+"/wms-notice").Want(tb, http.StatusOK, "")
}

func (w *world) push(tb testing.TB, order *apitest.Answer) *apitest.Answer {
	tb.Helper()
	return w.Owner.Do(tb, http.MethodPost, "/purchase-orders/"+order.Text("id")+"/push-wms", nil)
}

// expect fails the test when a notice is not in the state.
func (w *world) expect(tb testing.TB, order *apitest.Answer, state wms.State, code string) *apitest.Answer {
	tb.Helper()
	a := w.notice(tb, order)
	got, _ := a.At("notice", "reason", "code").(string)
	if a.Text("notice", "state") != string(state) || got != code {
		tb.Fatalf("the notice is %s %q, want %s %q\n%s", a.Text("notice", "state"), got, state, code, a.Body)
	}
	return a
}

// token is the WMS itself: a program with a token for receipts only.
func (w *world) token(tb testing.TB) *apitest.Person {
	tb.Helper()
	return w.Owner.WithToken(tb, wms.PermReceive)
}

// told is a push as the WMS got it.
type told struct {
	Key, Timestamp, Signature string
	Body                      []byte
	wms.Content
	Version int64
}

// remote is a WMS: what it answers is set by the test.
type remote struct {
	*httptest.Server
	mu     sync.Mutex
	got    []told
	answer func(http.ResponseWriter, *http.Request)
}

func newRemote(tb testing.TB) *remote {
	tb.Helper()
	r := &remote{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		body, err := io.ReadAll(in.Body)
		if err != nil {
			return
		}
		t := told{Key: in.Header.Get(wms.HeaderKey), Timestamp: in.Header.Get(wms.HeaderTimestamp), Signature: in.Header.Get(wms.HeaderSignature), Body: body}
		if err := json.Unmarshal(body, &struct {
			*wms.Content
			Version *int64 `json:"version"`
		}{&t.Content, &t.Version}); err != nil {
			tb.Errorf("the body of a push is no JSON: %v\n%s", err, body)
		}
		r.mu.Lock()
		r.got = append(r.got, t)
		answer := r.answer
		r.mu.Unlock()
		if answer != nil {
			answer(out, in)
			return
		}
		_ = json.NewEncoder(out).Encode(map[string]string{"externalNo": "ASN-" + t.NoticeNo})
	}))
	tb.Cleanup(r.Close)
	return r
}

// answers sets what the WMS answers from now on; nil: it takes everything.
func (r *remote) answers(f func(http.ResponseWriter, *http.Request)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = f
}

func (r *remote) says(status int, body string) {
	r.answers(func(out http.ResponseWriter, _ *http.Request) {
		out.WriteHeader(status)
		_, _ = io.WriteString(out, body)
	})
}

// told gives what arrived since it was asked last.
func (r *remote) told() []told {
	r.mu.Lock()
	defer r.mu.Unlock()
	got := slices.Clone(r.got)
	r.got = nil
	return got
}

// one gives the only push that arrived since it was asked last.
func (r *remote) one(tb testing.TB) told {
	tb.Helper()
	got := r.told()
	if len(got) != 1 {
		tb.Fatalf("the WMS was told %d times, want once: %+v", len(got), got)
	}
	return got[0]
}
