package sandbox1688

import "testing"

// What suppliers, carriers and the agreement payment do reaches the buyer alone, or both
// sides, each with its own payload.
func TestTopicsOfABuyer(t *testing.T) {
	t.Parallel()
	b, in := pushing(t)
	b.token(buyerZhang)
	id := b.buyAs(buyerZhang, 1)
	b.quiet()
	in.want("ordered", topicMade.buyer)
	b.act(id, "change-price", map[string]any{"shippingFee": 0})
	b.act(id, "change-address", map[string]any{"receiver": map[string]any{"fullName": "张建国", "mobile": "13800000003", "address": map[string]any{"areaCode": "370102", "street": "泉城路9号"}}})
	b.call(buyerZhang, apiMemo, map[string]string{"orderId": id, "memo": "加急"})
	b.quiet()
	for _, m := range in.want("before the payment", topicPrice.buyer, topicAddress.buyer, topicMemo.buyer) {
		m.want(id, "data", "orderId")
		m.want(orderWaitPay, "data", "currentStatus")
	}

	// The result of an agreement payment names its orders as texts.
	pay := func() {
		b.call(buyerZhang, apiPreparePay, map[string]string{"tradeWithholdPreparePayParam": `{"orderId":` + id + `,"payChannel":"alipay"}`})
		b.quiet()
	}
	b.control("PATCH", "accounts/"+buyerZhang, map[string]any{"payment": map[string]any{"balance": 1}})
	pay()
	m := in.want("no money", topicBatchPaid.buyer)[0]
	m.want("ACCOUNT_BALANCE_NOT_ENOUGH", "data", "batchPay", 0, "status")
	if got, ok := m.at("data", "batchPay", 0, "orderId").(string); !ok || got != id {
		t.Errorf("order %s: %s", id, m.raw)
	}
	b.control("PATCH", "accounts/"+buyerZhang, map[string]any{"payment": map[string]any{"balance": 1_000_000}})
	pay()
	for _, m := range in.want("paid", topicBatchPaid.buyer, topicPaid.buyer) {
		if m.text("type") == topicBatchPaid.buyer {
			m.want("successed", "data", "batchPay", 0, "status")
		}
	}

	b.act(id, "ship", map[string]any{"cpCode": "SF", "mailNo": "SF7"})
	b.act(id, "change-mail-no", map[string]any{"cpCode": "STO", "mailNo": "ST9"})
	b.quiet()
	for _, m := range in.want("shipped", topicSent.buyer, topicTrace.buyer, topicMailNo.buyer) {
		if m.text("type") != topicMailNo.buyer {
			continue
		}
		m.shape(`{"data":{"MailNoChangeModel":{"logisticsId":"x","oldCpCode":"x","newCpCode":"x","oldMailNo":"x","newMailNo":"x","eventTime":"x","orderLogsItems":[{"orderId":1,"orderEntryId":1}]}}}`)
		m.want("SF7", "data", "MailNoChangeModel", "oldMailNo")
		m.want("STO", "data", "MailNoChangeModel", "newCpCode")
		m.want("ST9", "data", "MailNoChangeModel", "newMailNo")
	}
	status := []any{"data", "OrderLogisticsTracingModel", "statusChanged"}
	for _, step := range []string{"ACCEPT", "TRANSPORT", "DELIVERING", "AGENT_SIGN", "SIGN"} {
		b.act(id, "trace", map[string]any{"status": step})
		b.quiet()
		m := in.want(step, topicTrace.buyer)[0]
		m.want(step, status...)
		m.want("2026-08-01 10:15:00", "data", "OrderLogisticsTracingModel", "changeTime")
	}
	b.control("PATCH", "switches", map[string]any{"pushBlankTime": true, "pushTextNumbers": true, "pushPlainBizKey": true})
	b.act(id, "trace", map[string]any{"status": "FAILED"})
	b.quiet()
	m = in.want("switched", topicTrace.buyer)[0]
	m.want(" ", "data", "OrderLogisticsTracingModel", "changeTime")
	m.want(id, "bizKey")
	if got, ok := m.at("data", "OrderLogisticsTracingModel", "orderLogsItems", 0, "orderId").(string); !ok || got != id {
		t.Errorf("ids as texts: %s", m.raw)
	}
}
