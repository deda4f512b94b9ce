package soak_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/huotong/huotong/test/world"
)

const buyerLogin = "小王服装店"

// shopper is an account set that buys on 1688, with matched goods of one seller.
type shopper struct {
	*world.Client
	account, supplier string
	skus              []string
}

// newShopper makes the set, and goods of ten colours that it buys as an offer of the sandbox.
func (h *house) newShopper(t *testing.T, name string) *shopper {
	t.Helper()
	var set struct {
		ID string `json:"id"`
	}
	h.api.Must(t, http.MethodPost, "/account-sets", map[string]any{
		"name": name, "startDate": world.StartDate, "industry": "apparel", "costingScope": "set", "stockReview": false, "taxAccounted": false, "modules": []string{"buy1688"},
	}, &set)
	s := &shopper{Client: h.api.In(set.ID)}
	var begun struct {
		URL string `json:"url"`
	}
	s.Must(t, http.MethodPost, "/buyer-accounts/authorizations", nil, &begun)
	done, err := url.Parse(s.Location(t, s.Location(t, begun.URL+"&sandbox_login="+url.QueryEscape(buyerLogin))))
	if err != nil {
		t.Fatal(err)
	}
	s.account = done.Query().Get("authorized")
	s.match(t, h, name)
	var address struct {
		ID string `json:"id"`
	}
	s.Must(t, http.MethodPost, "/receiving-addresses", map[string]any{"name": "收货处", "contact": "王小明", "mobile": "13800000001", "divisionCode": "330108", "line1": "网商路699号"}, &address)
	var warehouses list
	s.Must(t, http.MethodGet, "/warehouses", nil, &warehouses)
	err = s.Do(t.Context(), http.MethodPut, "/warehouse-addresses/"+warehouses.Items[0].ID, "", map[string]any{"addressId": address.ID}, nil)
	if _, refused := world.IsRefused(err); refused {
		t.Fatal(err)
	}
	return s
}

// list is a list whose rows are known by id, code or number.
type list struct {
	Items []struct {
		ID   string `json:"id"`
		Code string `json:"code"`
	} `json:"items"`
}

func (s *shopper) match(t *testing.T, h *house, name string) {
	t.Helper()
	const colours = 10
	var values, skus, specs []any
	for i := range colours {
		colour := fmt.Sprintf("颜色%d", i)
		values = append(values, map[string]any{"code": fmt.Sprintf("%s-%d", name, i), "values": []string{colour}})
		skus = append(skus, map[string]any{"attributes": []map[string]string{{"name": "颜色", "value": colour}}, "price": "19.9", "stock": 1_000_000, "cargoNumber": fmt.Sprintf("%s-%d", name, i)})
	}
	var offer struct {
		ID   int64 `json:"id"`
		SKUs []struct {
			SpecID string `json:"specId"`
		} `json:"skus"`
	}
	h.sandbox.Must(t, http.MethodPost, "/offers", map[string]any{"seller": seller, "subject": "纯棉T恤 " + name, "cargoNumber": name, "minOrderQuantity": 1, "quoteType": 1, "skus": skus}, &offer)
	for _, o := range offer.SKUs {
		specs = append(specs, o.SpecID)
	}
	s.Must(t, http.MethodPost, "/products", map[string]any{"code": name, "name": "短袖T恤 " + name, "unit": "件", "attributes": []string{"颜色"}, "skus": values}, nil)
	var page list
	s.Must(t, http.MethodGet, "/skus?pageSize=200&sort=code&q="+name, nil, &page)
	s.Must(t, http.MethodPost, "/offers/actions/look-up", map[string]any{"accountId": s.account, "link": strconv.FormatInt(offer.ID, 10)}, nil)
	for i, sku := range page.Items {
		s.Must(t, http.MethodPost, "/sources/actions/match", map[string]any{"accountId": s.account, "offerId": strconv.FormatInt(offer.ID, 10), "skuId": sku.ID, "spec": specs[i]}, nil)
		s.skus = append(s.skus, sku.ID)
	}
	var suppliers list
	s.Must(t, http.MethodGet, "/suppliers?q="+url.QueryEscape("云裳"), nil, &suppliers)
	if len(suppliers.Items) == 0 || len(s.skus) != colours {
		t.Fatalf("%d suppliers, %d SKUs", len(suppliers.Items), len(s.skus))
	}
	s.supplier = suppliers.Items[0].ID
}

// errand is a purchase order to be entered and placed, each with an idempotency key.
type errand struct {
	*shopper
	name   string
	body   map[string]any
	id     string // once the server said so
	placed bool   // the server took the wish to place it
	last   error  // what the server said last, or that it said nothing
}

func (s *shopper) errand(r *rand.Rand, name string) *errand {
	var lines []map[string]any
	for _, i := range r.Perm(len(s.skus))[:1+r.IntN(4)] {
		lines = append(lines, map[string]any{"skuId": s.skus[i], "quantity": strconv.Itoa(1 + r.IntN(9)), "price": "19.9"})
	}
	return &errand{shopper: s, name: name, body: map[string]any{
		"mode": "submit", "supplierId": s.supplier, "buyerAccountId": s.account, "note": name, "lines": lines,
	}}
}

// run enters the order and has it placed, as far as the server lives to do it. It is run
// again until both are done.
func (e *errand) run(t *testing.T) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	if e.id == "" {
		var made struct {
			ID string `json:"id"`
		}
		err := e.Do(ctx, http.MethodPost, "/purchase-orders", "soak-"+e.name, e.body, &made)
		if e.id = made.ID; lostAnswer(err) {
			e.id = e.find(ctx)
		}
		e.last = err
		e.mustBeTaken(t, err)
	}
	if e.id != "" && !e.placed {
		err := e.Do(ctx, http.MethodPost, "/purchase-orders/actions/place", "place-"+e.name, map[string]any{"ids": []string{e.id}, "flow": "general"}, nil)
		e.placed, e.last = err == nil || lostAnswer(err), err
		e.mustBeTaken(t, err)
	}
}

// lostAnswer tells whether a request was carried out whose answer nobody can give any more.
func lostAnswer(err error) bool {
	refused, ok := world.IsRefused(err)
	return ok && strings.Contains(refused.Body, `"idempotency.answer_lost"`)
}

// find looks the order up by its note.
func (e *errand) find(ctx context.Context) string {
	var page list
	if err := e.Do(ctx, http.MethodGet, "/purchase-orders?q="+url.QueryEscape(e.name), "", nil, &page); err != nil || len(page.Items) == 0 {
		return ""
	}
	return page.Items[0].ID
}

// mustBeTaken fails the test for a refusal that no dying server explains.
func (e *errand) mustBeTaken(t *testing.T, err error) {
	t.Helper()
	refused, ok := world.IsRefused(err)
	if !ok || refused.Status >= http.StatusInternalServerError || strings.Contains(refused.Body, `"idempotency.`) {
		return
	}
	t.Errorf("order %s is refused: %v", e.name, err)
}

// part is a part of an order on its way to 1688.
type part struct {
	ID      string `json:"id"`
	State   string `json:"state"`
	Refusal *struct {
		Code string `json:"code"`
	} `json:"refusal"`
	Orders []struct {
		PlatformID string `json:"platformId"`
		Amount     string `json:"amount"`
		Extra      bool   `json:"extra"`
		State      string `json:"state"`
	} `json:"orders"`
}

type way struct {
	Placeable bool   `json:"placeable"`
	Parts     []part `json:"parts"`
	Attempts  []struct {
		ID         string `json:"id"`
		State      string `json:"state"`
		OutOrderID string `json:"outOrderId"`
		Token      string `json:"token"`
		Decidable  bool   `json:"decidable"`
	} `json:"attempts"`
}

// bought is an order as the sandbox has it.
type bought struct {
	ID         string `json:"id"`
	Status     string `json:"status"`
	OutOrderID string `json:"outOrderId"`
	Feedback   string `json:"feedback"`
	Total      int64  `json:"total"`
}

// boughtOnSandbox gives the orders of the sandbox that stand, by number.
func (h *house) boughtOnSandbox(t *testing.T) map[string]bought {
	t.Helper()
	var all []bought
	h.sandbox.Must(t, http.MethodGet, "/orders?limit=1000&buyer="+url.QueryEscape(buyerLogin), nil, &all)
	if len(all) == 1000 {
		t.Fatal("the sandbox shows no more than 1000 orders: use fewer rounds")
	}
	out := map[string]bought{}
	for _, o := range all {
		if o.OutOrderID != "" && o.Status != "cancel" {
			out[o.ID] = o
		}
	}
	return out
}
