package paying_test

import (
	"context"
	"maps"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/paying"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/stock"
)

const (
	wang    = channeltest.Wang
	clothes = channeltest.Clothes
)

// world is two account sets with a 1688 beside them, each with a buyer account of its own
// login.
type world struct {
	*channeltest.World
	svc       *paying.Service
	platform  *platform.Service
	purchases *purchase.Service
	books     *finance.Service
	account   db.ID

	supplier, other db.ID
	sku             db.ID
}

func setup(tb testing.TB) *world {
	tb.Helper()
	w := &world{}
	apitest.New(tb, func(a *apitest.World) {
		w.World = channeltest.Start(tb, a)
		w.books = finance.New(a.DB, w.Parties)
		shelf := stock.New(a.DB, w.Goods, w.books)
		sources := sourcing.New(a.DB, w.Parties, w.Goods, w.Shops)
		w.purchases = purchase.New(a.DB, w.Parties, w.Goods, shelf, w.books)
		w.purchases.Connect(w.Shops)
		w.platform = platform.New(a.DB, w.Parties, w.purchases, sources, w.Shops, nil)
		w.svc = paying.New(a.DB, w.Parties, w.purchases, w.books, w.platform, w.Shops, nil)
		shelf.Register(a.API)
		approval.New(a.DB).Register(a.API)
		w.purchases.Register(a.API)
		w.books.Register(a.API)
		w.svc.Register(a.API)
		w.platform.RegisterJobs(w.Jobs, a.Tenants.SetIDs)
		w.svc.RegisterJobs(w.Jobs, a.Tenants.SetIDs)
	})
	w.account = w.Authorize(tb, w.Owner, wang)
	w.fill(tb, w.OtherScope()) // a look-alike, so that a missing filter shows
	w.fill(tb, w.Scope())
	return w
}

// fill gives a set a SKU and two suppliers.
func (w *world) fill(tb testing.TB, sc db.Scope) {
	tb.Helper()
	err := w.DB.InTx(tb.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
		out, err := w.Goods.ImportTx(ctx, tx, []catalog.ImportProduct{{
			Source: catalog.Source{Shop: 1, Ref: "1"}, Code: "T1", Name: "纯棉T恤", Unit: "件", SKUs: []catalog.ImportSKU{{}},
		}})
		if err == nil {
			w.sku = out[0].SKUs[0].ID
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	for name, id := range map[string]*db.ID{clothes: &w.supplier, "广州皮具": &w.other} {
		made, err := w.Parties.SaveSupplier(tb.Context(), sc, party.Supplier{Card: party.Card{Name: name, Active: true}, Terms: party.TermsShare, PrepaidShare: dec.MustQuantity("30")})
		if err != nil {
			tb.Fatal(err)
		}
		*id = made.ID
	}
}

// order makes a purchase order that stands: so many at 10.00.
func (w *world) order(tb testing.TB, quantity string, more ...map[string]any) *apitest.Answer {
	tb.Helper()
	body := map[string]any{
		"mode": "submit", "supplierId": w.supplier, "lines": []any{map[string]any{"skuId": w.sku, "quantity": quantity, "price": "10"}},
	}
	for _, m := range more {
		maps.Copy(body, m)
	}
	return w.Owner.Do(tb, http.MethodPost, "/purchase-orders", body).Want(tb, http.StatusCreated, "")
}

// ask makes a payment request of the owner.
func (w *world) ask(tb testing.TB, body map[string]any, orders ...*apitest.Answer) *apitest.Answer {
	tb.Helper()
	var lines []any
	for _, o := range orders {
		lines = append(lines, map[string]any{"orderId": o.Text("id")})
	}
	all := map[string]any{"lines": lines}
	maps.Copy(all, body)
	return w.Owner.Do(tb, http.MethodPost, "/payment-requests", all)
}

// act does something to a request as somebody has it on the screen.
func (w *world) on(tb testing.TB, p *apitest.Person, request *apitest.Answer, verb string, more ...map[string]any) *apitest.Answer {
	tb.Helper()
	id := request.Text("id")
	body := map[string]any{"version": w.Owner.Get(tb, "/payment-requests/"+id).At("version")}
	for _, m := range more {
		maps.Copy(body, m)
	}
	return p.Do(tb, http.MethodPost, "/payment-requests/"+id+"/"+verb, body)
}

func (w *world) read(tb testing.TB, ids ...string) {
	tb.Helper()
	if err := w.platform.Read(tb.Context(), w.Scope(), w.account, ids...); err != nil {
		tb.Fatal(err)
	}
}

// limit lets a person work with one warehouse only.
func (w *world) limit(tb testing.TB, p *apitest.Person, warehouse db.ID) {
	tb.Helper()
	shown := w.Owner.Get(tb, "/users/"+p.ID.String()).Want(tb, http.StatusOK, "")
	w.Owner.Do(tb, http.MethodPut, "/users/"+p.ID.String(), map[string]any{
		"active": true, "roleIds": shown.At("roleIds"), "version": shown.At("version"),
		"warehouses": map[string]any{"all": false, "ids": []string{warehouse.String()}}, "shops": map[string]any{"all": true},
	}).Want(tb, http.StatusOK, "")
}

// sent marks the attempts as sent, as a process does that dies then.
func (w *world) sent(tb testing.TB) {
	tb.Helper()
	w.Tx(tb, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE pay_attempt SET sent_at = ? WHERE tenant_id = ?", tx.Now, tx.Tenant)
		return err
	})
}
