package sandbox1688

import (
	"fmt"
	"strings"
	"testing"
)

// platformIDs makes one of everything that has an id and returns all ids.
func platformIDs(b *bench) map[string]bool {
	b.t.Helper()
	ids := map[string]bool{}
	see := func(kind string, a answer, path ...any) {
		b.t.Helper()
		key := kind + " " + a.text(path...)
		if ids[key] || strings.HasSuffix(key, " ") {
			b.t.Fatalf("%q twice or empty in %s", key, a.raw)
		}
		ids[key] = true
	}
	b.tokens = map[string]string{}
	see("token", b.control("POST", "tokens", map[string]any{"loginId": sellerClothes, "refresh": true}), "accessToken")
	see("refresh", b.control("GET", "tokens", nil), 0, "refreshToken")
	for _, buyer := range []string{"小王服装店", "老张车行"} {
		id := b.create(1)
		list := b.preOrder(id)
		see("pre-order", list, "orderList", 0, "id")
		see("pre-order line", list, "orderList", 0, "itemList", 0, "id")
		see("order", b.control("POST", "preorders/"+id+"/pay", map[string]any{"buyer": buyer}), "orderId")
		order := b.control("GET", "preorders/"+id, nil).text("orderId")
		see("parcel", b.control("POST", "orders/"+order+"/ship", nil), "parcels", 0, "logisticsId")
	}
	see("offer", b.control("POST", "offers", map[string]any{
		"seller": sellerClothes, "subject": "新品", "quoteType": 1,
		"skus": []any{map[string]any{"attributes": []any{map[string]any{"name": "颜色", "value": "黑色"}}, "price": 5}},
	}), "id")
	generated := b.control("POST", "generate", map[string]any{"seller": sellerClothes, "offers": 10, "skusPerOffer": 3})
	see("offer", generated, "firstOfferId")
	see("SKU", generated, "firstSkuId")
	ids["code "+b.code(sellerOffice)] = true
	return ids
}

// An ERP keeps its database while the sandbox is reset or started anew: an id it has
// seen must not come again for something else.
func TestIDsNeverRepeat(t *testing.T) {
	t.Parallel()
	b := setup(t)
	seen := map[string]string{}
	add := func(when string, ids map[string]bool) {
		for id := range ids {
			if seen[id] != "" {
				t.Errorf("%s has come twice: %s and %s", id, seen[id], when)
			}
			seen[id] = when
		}
	}
	add("first run", platformIDs(b))
	b.control("POST", "reset", nil)
	add("after a reset", platformIDs(b))
	b.control("POST", "clock", map[string]any{"set": "2026-01-02T00:00:00Z"})
	b.control("POST", "reset", nil)
	add("after a reset of a clock set back", platformIDs(b))
	add("another process", platformIDs(setup(t)))
}

func TestIDsRepeatOnDemand(t *testing.T) {
	t.Parallel()
	repeat := func(c *Config) { c.RepeatIDs = true }
	b := setup(t, repeat)
	first := platformIDs(b)
	if !first["pre-order 880000012345"] || !first["order 3400000000123719423"] {
		t.Errorf("not the first numbers: %v", first)
	}
	b.control("POST", "reset", nil)
	if again := platformIDs(b); fmt.Sprint(again) != fmt.Sprint(first) {
		t.Errorf("after a reset %v, before %v", again, first)
	}
	if other := platformIDs(setup(t, repeat)); fmt.Sprint(other) != fmt.Sprint(first) {
		t.Errorf("another process %v, first %v", other, first)
	}
}

// Scripts in a browser hold whole numbers up to 2^53, and real order ids have 19
// digits: both for the next hundred years.
func TestNumbersKeepTheirSize(t *testing.T) {
	t.Parallel()
	n := numbersAt(numbersEpoch.AddDate(100, 0, 0))
	for name, v := range map[string]int64{"offer": n.Offer, "SKU": n.SKU, "pre-order": n.PreOrder, "line": n.PreOrderLine} {
		if v >= 1<<53 {
			t.Errorf("%s %d", name, v)
		}
	}
	sales := orders{next: n.Order}
	if id := fmt.Sprint(sales.orderID(2214067712394)); len(id) != 19 || !strings.HasSuffix(id, "719423") {
		t.Errorf("order id %s", id)
	}
	if early := numbersAt(numbersEpoch.AddDate(-1, 0, 0)); early != firstNumbers() {
		t.Errorf("a wrong system clock leads to %+v", early)
	}
}

// The same seed gives the same goods, whatever ids they get.
func TestGeneratedGoodsFollowTheSeed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var first string
	for range 2 {
		id := b.control("POST", "generate", map[string]any{"seller": sellerOffice, "offers": 3, "skusPerOffer": 4, "seed": 7}).text("firstOfferId")
		o := b.control("GET", "offers/"+id, nil)
		goods := o.text("subject") + o.text("skus", 2, "stock") + o.text("skus", 2, "price") + o.text("skus", 2, "attributes", 0, "value")
		if first == "" {
			first = goods
		}
		if goods != first {
			t.Errorf("%s, then %s", first, goods)
		}
		b.control("POST", "reset", nil)
	}
}
