package placing_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/address"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/jobshttp"
	"github.com/huotong/huotong/internal/placing"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/stock"
)

const (
	wang = channeltest.Wang

	apiPreview = "alibaba.createOrder.preview"
	apiCreate  = "alibaba.trade.createCrossOrder"
	apiList    = "alibaba.trade.getBuyerOrderList"
	apiRead    = "alibaba.trade.get.buyerView"
	apiCancel  = "alibaba.trade.cancel"
)

// world is two account sets with a 1688 beside them; the first buys shirts.
type world struct {
	*channeltest.World
	svc       *placing.Service
	orders    *platform.Service
	purchases *purchase.Service

	account      db.ID
	shirt        *channeltest.Offer
	black, white db.ID // SKUs
	supplier     db.ID
}

func setup(tb testing.TB) *world {
	tb.Helper()
	w := &world{}
	apitest.New(tb, func(a *apitest.World) {
		w.World = channeltest.Start(tb, a)
		w.start()
	})
	w.account = w.Authorize(tb, w.Owner, wang)
	w.goods(tb)
	w.receive(tb)
	return w
}

// start makes the services, as a process does that starts on the same database.
func (w *world) start() {
	books := finance.New(w.DB, w.Parties)
	shelf := stock.New(w.DB, w.Goods, books)
	sources := sourcing.New(w.DB, w.Parties, w.Goods, w.Shops)
	w.purchases = purchase.New(w.DB, w.Parties, w.Goods, shelf, books)
	w.purchases.Connect(w.Shops)
	w.orders = platform.New(w.DB, w.Parties, w.purchases, sources, w.Shops, nil)
	addresses := address.New(w.DB, w.Shops, nil)
	w.svc = placing.New(placing.Options{
		DB: w.DB, Catalog: w.Goods, Purchases: w.purchases, Platform: w.orders, Sources: sources, Addresses: addresses, Accounts: w.Shops,
	})
	w.orders.RegisterJobs(w.Jobs, w.Tenants.SetIDs)
	w.svc.RegisterJobs(w.Jobs, w.Tenants.SetIDs)
	if w.Owner != nil {
		return // the first process serves
	}
	shelf.Register(w.API)
	approval.New(w.DB).Register(w.API)
	w.purchases.Register(w.API)
	sources.Register(w.API)
	addresses.Register(w.API)
	w.svc.Register(w.API)
	jobshttp.Register(w.API, w.DB, nil)
}

// another is a second process on the same database and 1688.
func (w *world) another(tb testing.TB) *world {
	tb.Helper()
	other := *w
	other.World = w.Another(tb)
	other.start()
	return &other
}

// newOffer is an offer with the colours.
func (w *world) newOffer(tb testing.TB, code string, colours ...string) *channeltest.Offer {
	tb.Helper()
	var specs []channeltest.Spec
	for i, colour := range colours {
		specs = append(specs, channeltest.Coloured(fmt.Sprintf("%s-%d", code, i), colour))
	}
	return w.Sell(tb, "纯棉T恤 "+code, map[string]any{"cargoNumber": code}, specs...)
}

// goods makes a product of two SKUs, matched with the specs of an offer.
func (w *world) goods(tb testing.TB) {
	tb.Helper()
	w.shirt = w.newOffer(tb, "T1", "黑色", "白色")
	ids := w.product(tb, "T1", "黑色", "白色")
	w.black, w.white = ids[0], ids[1]
	w.match(tb, w.shirt, ids)
	w.supplier = w.Owner.Get(tb, "/suppliers?q="+url.QueryEscape("云裳")).Want(tb, http.StatusOK, "").ID("items", 0, "id")
}

// product makes a product with the colours and gives its SKUs.
func (w *world) product(tb testing.TB, code string, colours ...string) []db.ID {
	tb.Helper()
	var skus []any
	for i, colour := range colours {
		skus = append(skus, map[string]any{"code": fmt.Sprintf("%s-%d", code, i), "values": []string{colour}})
	}
	w.Owner.Do(tb, http.MethodPost, "/products", map[string]any{"code": code, "name": "短袖T恤 " + code, "unit": "件", "attributes": []string{"颜色"}, "skus": skus}).Want(tb, http.StatusCreated, "")
	page := w.Owner.Get(tb, "/skus?pageSize=200&sort=code&q="+code).Want(tb, http.StatusOK, "")
	ids := make([]db.ID, len(colours))
	for i := 0; page.At("items", i) != nil; i++ {
		var n int
		if _, err := fmt.Sscanf(strings.TrimPrefix(page.Text("items", i, "code"), code+"-"), "%d", &n); err == nil && n < len(ids) {
			ids[n] = page.ID("items", i, "id")
		}
	}
	return ids
}

func (w *world) match(tb testing.TB, o *channeltest.Offer, skus []db.ID) {
	tb.Helper()
	w.Owner.Do(tb, http.MethodPost, "/offers/actions/look-up", map[string]any{"accountId": w.account, "link": o.Link()}).Want(tb, http.StatusOK, "")
	for i, sku := range skus {
		w.Owner.Do(tb, http.MethodPost, "/sources/actions/match", map[string]any{"accountId": w.account, "offerId": o.Ref(), "skuId": sku, "spec": o.SKUs[i].SpecID}).Want(tb, http.StatusCreated, "")
	}
}

// receive gives the warehouse an address.
func (w *world) receive(tb testing.TB) {
	tb.Helper()
	id := w.Owner.Do(tb, http.MethodPost, "/receiving-addresses", map[string]any{"name": "收货处", "contact": "王小明", "mobile": "13800000001", "divisionCode": "330108", "line1": "网商路699号"}).
		Want(tb, http.StatusCreated, "").ID("id")
	warehouse := w.Owner.Get(tb, "/warehouses").Want(tb, http.StatusOK, "").Text("items", 0, "id")
	w.Owner.Do(tb, http.MethodPut, "/warehouse-addresses/"+warehouse, map[string]any{"addressId": id}).Want(tb, http.StatusNoContent, "")
}

// order makes a purchase order of the clothes seller, which stands at once.
func (w *world) order(tb testing.TB, lines ...map[string]any) db.ID {
	tb.Helper()
	return w.Owner.Do(tb, http.MethodPost, "/purchase-orders", map[string]any{"mode": "submit", "supplierId": w.supplier, "buyerAccountId": w.account, "lines": lines}).Want(tb, http.StatusCreated, "").ID("id")
}

func line(sku db.ID, quantity, price string) map[string]any {
	return map[string]any{"skuId": sku, "quantity": quantity, "price": price}
}

// shirts is an order of ten black and five white shirts at what 1688 asks for them.
func (w *world) shirts(tb testing.TB) db.ID {
	tb.Helper()
	return w.order(tb, line(w.black, "10", "19.9"), line(w.white, "5", "19.9"))
}

func of(order db.ID, what string) string {
	return "/purchase-orders/" + order.String() + "/placing" + what
}

func (w *world) preview(tb testing.TB, order db.ID) *apitest.Answer {
	tb.Helper()
	return w.Owner.Do(tb, http.MethodPost, of(order, "/preview"), map[string]any{"flow": "general"}).Want(tb, http.StatusOK, "")
}

// twoParts are the lines of an order of more specs than one call takes.
func (w *world) twoParts(tb testing.TB) []map[string]any {
	tb.Helper()
	var colours []string
	for i := range 60 {
		colours = append(colours, fmt.Sprintf("颜色%02d", i))
	}
	skus := w.product(tb, "W1", colours...)
	w.match(tb, w.newOffer(tb, "W1", colours...), skus)
	var lines []map[string]any
	for _, id := range skus {
		lines = append(lines, line(id, "3", "19.9"))
	}
	return lines
}

// place previews and places an order as it is.
func (w *world) place(tb testing.TB, order db.ID) *apitest.Answer {
	tb.Helper()
	return w.Owner.Do(tb, http.MethodPost, of(order, "/place"), map[string]any{"parts": picks(w.preview(tb, order), nil)}).Want(tb, http.StatusOK, "")
}

// picks are all parts of a preview, as a person who looked at them picks them.
func picks(a *apitest.Answer, more map[string]any) []any {
	var out []any
	for i := 0; a.At("parts", i) != nil; i++ {
		if a.Text("parts", i, "state") != "draft" {
			continue
		}
		pick := map[string]any{"id": a.Text("parts", i, "id"), "previewId": a.Text("parts", i, "preview", "id")}
		maps.Copy(pick, more)
		out = append(out, pick)
	}
	return out
}

func (w *world) see(tb testing.TB, order db.ID) *apitest.Answer {
	tb.Helper()
	return w.Owner.Get(tb, of(order, "")).Want(tb, http.StatusOK, "")
}

// pass lets time go by in steps, with the jobs run at each.
func (w *world) pass(tb testing.TB, time, step time.Duration) {
	tb.Helper()
	for ; time > 0; time -= step {
		w.Work(tb)
		w.Clock.Advance(step)
	}
	w.Work(tb)
}

// onPlatform is an order as the sandbox has it.
type onPlatform struct {
	ID         string `json:"id"`
	Buyer      string `json:"buyer"`
	OutOrderID string `json:"outOrderId"`
	Remark     string `json:"feedback"`
	Status     string `json:"status"`
	Total      int64  `json:"total"`
}

// placed are the orders of 1688 that stand and carry a number of ours.
func (w *world) placed(tb testing.TB) []onPlatform {
	tb.Helper()
	var all, out []onPlatform
	w.Told(tb, "orders?limit=1000", &all)
	for _, o := range all {
		if o.OutOrderID != "" && o.Status != "cancel" {
			out = append(out, o)
		}
	}
	return out
}
