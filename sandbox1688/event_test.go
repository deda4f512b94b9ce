package sandbox1688

import (
	"fmt"
	"slices"
	"testing"
)

// listen collects what happens from now on, as "topic status".
func (b *bench) listen() func() []string {
	var heard []string
	b.s.mu.Lock()
	defer b.s.mu.Unlock()
	b.s.heard = func(e event) {
		line := e.topic.buyer + " " + e.status
		if e.refund.action != "" {
			line += " " + e.refund.operator + " " + e.refund.action
		}
		heard = append(heard, line)
	}
	return func() []string {
		b.s.mu.Lock()
		defer b.s.mu.Unlock()
		list := heard
		heard = nil
		return list
	}
}

func wantEvents(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot  %q\nwant %q", what, got, want)
	}
}

// Every change of an order passes through happened, once and in order.
func TestEvents(t *testing.T) {
	t.Parallel()
	b := setup(t)
	heard := b.listen()
	id := b.order()
	wantEvents(t, "placed", heard(), "ORDER_BUYER_VIEW_BUYER_MAKE waitbuyerpay")
	b.call("阿芳精品女装", apiMemo, map[string]string{"orderId": id, "memo": "加急"})
	b.act(id, "pay", nil)
	wantEvents(t, "paid", heard(), "ORDER_BUYER_VIEW_MODIFY_MEMO waitbuyerpay", "ORDER_BUYER_VIEW_ORDER_PAY waitsellersend")
	b.call(sellerClothes, apiSend+"dummy", map[string]string{
		"sendGoods": fmt.Sprintf(`[{"sourceId":"%s","sendGoodEntries":[{"sourceEntryId":"%s"}]}]`, id, b.view(id).text("result", "productItems", 0, "subItemIDString")),
		"extBody":   `{"noLogisticsCondition":"4"}`,
	})
	wantEvents(t, "one line shipped", heard(), "ORDER_BUYER_VIEW_PART_PART_SENDGOODS waitsellersend", "LOGISTICS_BUYER_VIEW_TRACE CONSIGN")
	b.act(id, "ask-refund", map[string]any{"amount": 150})
	b.act(id, "ship", map[string]any{"cpCode": "SF", "mailNo": "SF1"})
	wantEvents(t, "the rest shipped", heard(),
		"ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES waitselleragree buyer BUYER_APPLY_REFUND",
		"ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES refundclose seller SELLER_SEND_GOODS_CLOSE",
		"ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS waitbuyerreceive", "LOGISTICS_BUYER_VIEW_TRACE CONSIGN")
	b.act(id, "confirm", nil)
	wantEvents(t, "received", heard(), "ORDER_BUYER_VIEW_ORDER_COMFIRM_RECEIVEGOODS confirm_goods", "ORDER_BUYER_VIEW_ORDER_SUCCESS success")
	b.act(id, "ask-refund", map[string]any{"amount": 1})
	b.act(id, "agree-refund", nil)
	wantEvents(t, "after sale", heard(),
		"ORDER_BUYER_VIEW_ORDER_REFUND_AFTER_SALES waitselleragree buyer BUYER_APPLY_REFUND",
		"ORDER_BUYER_VIEW_ORDER_REFUND_AFTER_SALES refundsuccess seller SELLER_AGREE_REFUND")

	b.act(b.order(), "cancel", nil)
	b.order()
	b.advance("12h")
	wantEvents(t, "closed", heard(), "ORDER_BUYER_VIEW_BUYER_MAKE waitbuyerpay", "ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE cancel",
		"ORDER_BUYER_VIEW_BUYER_MAKE waitbuyerpay", "ORDER_BUYER_VIEW_ORDER_BOPS_CLOSE cancel")
	pre := b.create(1)
	b.control("POST", "preorders/"+pre+"/confirm", nil)
	b.control("POST", "preorders/"+pre+"/adjust", map[string]any{"adjustFee": -1})
	b.control("POST", "preorders/"+pre+"/cancel", nil)
	wantEvents(t, "of a pre-order", heard(), "ORDER_BUYER_VIEW_BUYER_MAKE waitbuyerpay", "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY waitbuyerpay",
		"ORDER_BUYER_VIEW_ORDER_SELLER_CLOSE cancel")

	id = b.order()
	b.act(id, "pay", nil)
	b.act(id, "ask-refund", nil)
	b.act(id, "agree-refund", nil)
	if a := b.view(id); len(a.text("result", "baseInfo", "refundId")) < 10 || a.text("result", "baseInfo", "refundId")[:2] != "TQ" {
		t.Errorf("refund without an id: %s", a.raw)
	}
	wantEvents(t, "all given back", heard(), "ORDER_BUYER_VIEW_BUYER_MAKE waitbuyerpay", "ORDER_BUYER_VIEW_ORDER_PAY waitsellersend",
		"ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES waitselleragree buyer BUYER_APPLY_REFUND",
		"ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES refundsuccess seller SELLER_AGREE_REFUND",
		"ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE cancel")
}
