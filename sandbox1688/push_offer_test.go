package sandbox1688

import (
	"fmt"
	"testing"
)

// Those who follow an offer, or have bought it, and its seller hear of its changes.
func TestOffersArePushed(t *testing.T) {
	t.Parallel()
	b, in := pushing(t)
	b.token(buyerFang)
	b.token(sellerClothes)
	o := b.offer("冰丝针织短袖T恤女")
	offer := fmt.Sprintf("offers/%d", o.ID)
	sku := fmt.Sprintf("%s/skus/%d", offer, o.SKUs[0].ID)
	relation := func(topic string) []string {
		return []string{"PRODUCT_RELATION_VIEW_" + topic, "PRODUCT_RELATION_VIEW_PRODUCT_CHANGE"}
	}
	b.stock("冰丝针织短袖T恤女", 500)
	b.control("PATCH", offer, map[string]any{"subject": "改名"})
	b.quiet()
	in.want("its seller alone", "PRODUCT_NEW_OR_MODIFY")

	follow := map[string]string{"productId": fmt.Sprint(o.ID)}
	b.call(buyerFang, "com.alibaba.product:alibaba.product.follow", follow).want("0", "code")
	b.control("PATCH", offer, map[string]any{"subject": "又改名"})
	b.quiet()
	for _, m := range in.want("renamed", append(relation("PRODUCT_NEW_OR_MODIFY"), "PRODUCT_NEW_OR_MODIFY")...) {
		m.want(fmt.Sprint(o.ID), "data", "productIds")
		m.want("b2b-2206184523176a1c04", "data", "memberId")
		switch m.text("type") {
		case "PRODUCT_RELATION_VIEW_PRODUCT_CHANGE":
			m.want("modify", "data", "action")
		case "PRODUCT_NEW_OR_MODIFY":
			m.want("NEW_OR_MODIFY", "data", "status")
		default:
			m.want("RELATION_VIEW_PRODUCT_NEW_OR_MODIFY", "data", "status")
		}
	}
	b.control("PATCH", sku, map[string]any{"price": 20})
	b.quiet()
	in.want("price", append(relation("PRODUCT_NEW_OR_MODIFY"), "PRODUCT_NEW_OR_MODIFY", "FENXIAO_PRICE_CHANGE")...)

	// Stock: by the seller, by the API, by an order.
	total := b.offer("又改名").stock()
	b.control("PATCH", sku, map[string]any{"stock": 480})
	b.quiet()
	m := in.want("stock", topicInventory)[0]
	list := []any{"data", "OfferInventoryChangeList", 0}
	m.want("-20", append(list, "quantity")...)
	m.want("480", append(list, "skuOnSale")...)
	m.want(fmt.Sprint(total-20), append(list, "offerOnSale")...)
	m.want(fmt.Sprint(o.SKUs[0].ID), append(list, "skuId")...)
	if at, ok := m.at(append(list, "bizTime")...).(string); !ok || at != fmt.Sprint(testStart.UnixMilli()) {
		t.Errorf("bizTime is a text of milliseconds: %s", m.raw)
	}
	b.call(sellerClothes, apiStock, map[string]string{"webSite": "1688", "productStockChange": fmt.Sprintf(
		`[{"productId":%d,"skuStocks":[{"skuId":"%s","stockChange":3},{"skuId":"%s","stockChange":-1}]}]`, o.ID, o.SKUs[0].SpecID, o.SKUs[1].SpecID)})
	b.quiet()
	m = in.want("stock by the API", topicInventory)[0]
	if n := m.len("data", "OfferInventoryChangeList"); n != 2 {
		t.Errorf("%d steps: %s", n, m.raw)
	}
	m.want(fmt.Sprint(total-20+3), append(list, "offerOnSale")...)
	m.want(fmt.Sprint(total-20+2), "data", "OfferInventoryChangeList", 1, "offerOnSale")
	id := b.control("POST", "orders", map[string]any{"seller": sellerClothes, "buyer": buyerFang, "items": []any{item{"offerId": o.ID, "skuId": o.SKUs[0].ID, "buyAmount": 2}}}).text("id")
	b.control("POST", "orders/"+id+"/pay", nil)
	b.quiet()
	in.want("sold", topicInventory, "ORDER_BUYER_MAKE", "ORDER_BUYER_VIEW_BUYER_MAKE", "ORDER_PAY", "ORDER_BUYER_VIEW_ORDER_PAY")

	b.call(buyerFang, "com.alibaba.product:alibaba.product.unfollow.crossborder", follow).want("0", "code")
	b.control("PATCH", sku, map[string]any{"stock": 470})
	b.quiet()
	in.want("stock is for followers")
	for _, step := range []struct {
		method, path string
		body         any
		topic        string
		action       string
	}{ // whoever has bought it is related
		{"PATCH", offer, map[string]any{"status": statusMemberExpired}, "PRODUCT_EXPIRE", "member_expired"},
		{"PATCH", offer, map[string]any{"status": statusPublished}, "PRODUCT_REPOST", "repost"},
		{"PATCH", offer, map[string]any{"status": statusAuditing}, "PRODUCT_AUDIT", "audit"},
		{"POST", offer + "/skus", map[string]any{"attributes": []any{map[string]any{"name": "颜色", "value": "新色"}}, "price": 5, "stock": 3}, "PRODUCT_NEW_OR_MODIFY", "sku_new"},
		{"PATCH", sku, map[string]any{"cargoNumber": "K9"}, "PRODUCT_NEW_OR_MODIFY", "sku_modify"},
		{"DELETE", sku, nil, "PRODUCT_NEW_OR_MODIFY", "sku_delete"},
		{"DELETE", offer, nil, "PRODUCT_DELETE", "member_delete"},
	} {
		b.control(step.method, step.path, step.body)
		b.quiet()
		want := relation(step.topic)
		if step.topic != "PRODUCT_REPOST" && step.topic != "PRODUCT_AUDIT" {
			want = append(want, step.topic)
		}
		for _, m := range in.want(step.action, want...) {
			if m.text("type") == "PRODUCT_RELATION_VIEW_PRODUCT_CHANGE" {
				m.want(step.action, "data", "action")
			}
		}
	}
	b.control("POST", "offers", map[string]any{"seller": sellerClothes, "subject": "新品", "stock": 9, "priceRanges": []any{map[string]any{"startQuantity": 1, "price": 3}}})
	b.quiet()
	in.want("new", "PRODUCT_NEW_OR_MODIFY")
}
