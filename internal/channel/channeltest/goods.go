package channeltest

import (
	"maps"
	"net/http"
	"strconv"
	"testing"
)

// Offer is an offer of the sandbox.
type Offer struct {
	ID     int64  `json:"id"`
	Seller string `json:"seller"`
	SKUs   []struct {
		ID     int64  `json:"skuId"`
		SpecID string `json:"specId"`
	} `json:"skus"`
}

// Ref is the number of the offer as 1688 writes it.
func (o *Offer) Ref() string { return strconv.FormatInt(o.ID, 10) }

// Link is where people look at the offer.
func (o *Offer) Link() string { return "https://detail.1688.com/offer/" + o.Ref() + ".html" }

// Spec is what an offer is sold in.
type Spec struct {
	Attributes []map[string]string `json:"attributes"`
	Price      string              `json:"price,omitempty"`
	Stock      int                 `json:"stock"`
	Code       string              `json:"cargoNumber,omitempty"`
}

// Coloured is a spec at 19.90 with a colour.
func Coloured(code, colour string) Spec {
	return Spec{Attributes: []map[string]string{{"name": "颜色", "value": colour}}, Price: "19.9", Stock: 1000, Code: code}
}

// Sell puts an offer of the clothes seller on sale, at least three of it; one without specs
// costs 8.50, and 7.25 from a hundred on. What is changed is as the control API takes it.
func (s *Sandbox) Sell(tb testing.TB, subject string, change map[string]any, specs ...Spec) *Offer {
	tb.Helper()
	body := map[string]any{"seller": Clothes, "subject": subject, "cargoNumber": subject, "minOrderQuantity": 3}
	if len(specs) > 0 {
		body["quoteType"], body["skus"] = 1, specs
	} else {
		body["quoteType"], body["stock"], body["priceRanges"] = 0, 500, []map[string]any{{"startQuantity": 3, "price": "8.5"}, {"startQuantity": 100, "price": "7.25"}}
	}
	maps.Copy(body, change)
	var o Offer
	s.Control(tb, http.MethodPost, "offers", body).JSON(tb, &o)
	return &o
}

// Shirt is an offer in black and white, T1-B and T1-W.
func (s *Sandbox) Shirt(tb testing.TB) *Offer {
	tb.Helper()
	return s.Sell(tb, "纯棉T恤", map[string]any{"cargoNumber": "T1"}, Coloured("T1-B", "黑色"), Coloured("T1-W", "白色"))
}

// Bought is an order of the sandbox.
type Bought struct {
	ID    string `json:"id"`
	Total int64  `json:"total"`
	Items []struct {
		SubID string `json:"subId"`
	} `json:"items"`
}

// Buy places an order by hand, as on the web site: so many of each spec, and 8.00 of freight.
func (s *Sandbox) Buy(tb testing.TB, buyer string, o *Offer, amounts ...int) *Bought {
	tb.Helper()
	var items []map[string]any
	for i, n := range amounts {
		if n > 0 {
			items = append(items, map[string]any{"offerId": o.ID, "skuId": o.SKUs[i].ID, "buyAmount": n})
		}
	}
	var out Bought
	s.Control(tb, http.MethodPost, "orders", map[string]any{"seller": o.Seller, "buyer": buyer, "shippingFee": 800, "items": items}).JSON(tb, &out)
	return &out
}
