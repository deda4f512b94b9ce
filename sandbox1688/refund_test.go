package sandbox1688

import "testing"

func (b *bench) act(id, action string, body any) answer {
	return b.control("POST", "orders/"+id+"/"+action, body)
}

// A refund stands on the order in the seller's view; a full one before the end closes
// the order, one after it leaves it finished.
func TestRefunds(t *testing.T) {
	t.Parallel()
	b := setup(t)
	paid := func() string {
		id := b.order()
		b.act(id, "pay", nil)
		return id
	}
	id := paid()
	if a := b.tryControl("POST", "orders/"+id+"/agree-refund", nil); a.text("error", "code") != "order_state" {
		t.Errorf("agreeing to nothing: %s", a.raw)
	}
	if a := b.tryControl("POST", "orders/"+id+"/ask-refund", map[string]any{"amount": 1 << 40}); a.text("error", "code") != "order_state" {
		t.Errorf("more than was paid: %s", a.raw)
	}
	b.act(id, "ask-refund", map[string]any{"amount": 150})
	b.view(id).want("waitselleragree", "result", "baseInfo", "refundStatus")
	b.view(id).want("0", "result", "baseInfo", "refund")
	b.act(id, "agree-refund", nil)
	a := b.view(id)
	a.want("refundsuccess", "result", "baseInfo", "refundStatus")
	a.want("1.5", "result", "baseInfo", "refund")
	a.want("waitsellersend", "result", "baseInfo", "status")
	b.act(id, "ask-refund", nil)
	b.act(id, "agree-refund", nil)
	a = b.view(id)
	a.want("cancel", "result", "baseInfo", "status")
	a.want("4", "result", "tradeTerms", 0, "payStatus")
	a.want(a.text("result", "baseInfo", "totalAmount"), "result", "baseInfo", "refund")

	done := paid()
	b.act(done, "ship", nil)
	b.act(done, "confirm", nil)
	b.act(done, "ask-refund", map[string]any{"amount": 100})
	b.act(done, "agree-refund", nil)
	a = b.view(done)
	a.want("success", "result", "baseInfo", "status")
	a.want("refundsuccess", "result", "baseInfo", "refundStatusForAs")
	if a.at("result", "baseInfo", "refundStatus") != nil {
		t.Errorf("an in-sale refund: %s", a.raw)
	}
}

// An order confirms itself on the tenth day after shipping, but not while a refund is
// discussed.
func TestOrdersConfirmThemselves(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var ids []string
	for range 2 {
		id := b.order()
		b.act(id, "pay", nil)
		b.act(id, "ship", nil)
		ids = append(ids, id)
	}
	b.act(ids[1], "ask-refund", map[string]any{"amount": 100})
	b.advance("239h59m")
	b.view(ids[0]).want("waitbuyerreceive", "result", "baseInfo", "status")
	b.advance("1m")
	a := b.view(ids[0])
	a.want("success", "result", "baseInfo", "status")
	a.want("6", "result", "tradeTerms", 0, "payStatus")
	if a.text("result", "baseInfo", "confirmedTime") == "" || a.text("result", "baseInfo", "allDeliveredTime") == "" {
		t.Errorf("without its times: %s", a.raw)
	}
	b.view(ids[1]).want("waitbuyerreceive", "result", "baseInfo", "status")
	b.act(ids[1], "close-refund", nil)
	a = b.view(ids[1])
	a.want("success", "result", "baseInfo", "status")
	a.want("refundclose", "result", "baseInfo", "refundStatus")
}
