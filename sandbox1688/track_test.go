package sandbox1688

import (
	"fmt"
	"testing"
)

const (
	apiInfos = "com.alibaba.logistics:alibaba.trade.getLogisticsInfos.buyerView"
	apiTrace = "com.alibaba.logistics:alibaba.trade.getLogisticsTraceInfo.buyerView"
)

// linesOf are the ids of an order's lines.
func (b *bench) linesOf(id string) []string {
	b.t.Helper()
	a := b.bought(id)
	list := make([]string, a.len("result", "productItems"))
	for i := range list {
		list[i] = a.text("result", "productItems", i, "subItemIDString")
	}
	return list
}

func TestTracking(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.buy([]item{b.cargo(tee, 10), b.cargo(card, 60)})
	params := map[string]string{"orderId": id, "webSite": "1688"}
	infos := func(fields string) answer {
		return b.call(buyerWang, apiInfos, map[string]string{"orderId": id, "webSite": "1688", "fields": fields})
	}
	infos("").want("500_2", "errorCode")
	infos("").want("false", "success")
	b.act(id, "pay", nil)
	infos("").want("500_2", "errorCode")
	empty := b.call(buyerWang, apiTrace, params)
	if string(empty.raw) != `{"success":true,"errorMessage":"该订单没有物流跟踪信息。"}` {
		t.Errorf("no trace yet: %s", empty.raw)
	}

	// Two parcels; the first holds a part of the first line.
	heard := b.listen()
	line := b.linesOf(id)
	b.act(id, "ship", map[string]any{"parcels": []any{
		map[string]any{"cpCode": "YTO", "mailNo": "YT001", "lines": []any{map[string]any{"subId": line[0], "amount": 4}}},
	}})
	wantEvents(t, "a part", heard(), "ORDER_BUYER_VIEW_PART_PART_SENDGOODS waitsellersend", "LOGISTICS_BUYER_VIEW_TRACE CONSIGN")
	v := b.bought(id)
	v.want("5", "result", "productItems", 0, "logisticsStatus")
	v.want("1", "result", "productItems", 1, "logisticsStatus")
	b.act(id, "ship", map[string]any{"parcels": []any{
		map[string]any{"cpCode": "SF", "mailNo": "SF002", "lines": []any{map[string]any{"subId": line[0]}, map[string]any{"subId": line[1], "amount": 50}}},
		map[string]any{"cpCode": "ZTO", "mailNo": "ZT003"}, // what is left: ten cards
	}})
	wantEvents(t, "the rest", heard(), "ORDER_BUYER_VIEW_PART_PART_SENDGOODS waitsellersend", "LOGISTICS_BUYER_VIEW_TRACE CONSIGN",
		"ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS waitbuyerreceive", "LOGISTICS_BUYER_VIEW_TRACE CONSIGN")
	a := infos("company,name,sender,receiver,sendgood")
	a.shape(`{"success":true,"result":[{"logisticsId":"LP00123456789012","logisticsBillNo":"YT001","orderEntryIds":"x","status":"WAITACCEPT","logisticsCompanyName":"x","logisticsCompanyNo":"YTO","logisticsCompanyId":"1","gmtSystemSend":"x",
		"sendGoods":[{"goodName":"x","quantity":4,"unit":"件"}],"receiver":{"receiverName":"王小明","receiverMobile":"x","receiverPhone":"x","receiverProvince":"x","receiverProvinceCode":"330000","receiverCity":"x","receiverCityCode":"330200","receiverCounty":"x","receiverCountyCode":"330203","receiverAddress":"x","encrypt":"CN"},
		"sender":{"senderName":"x","senderMobile":"x","senderProvinceCode":"330000"},"logisticsOrderGoods":[{"logisticsId":"x","tradeOrderId":1,"tradeOrderItemId":1,"description":"x","quantity":4,"unit":"x","productName":"x"}]}]}`)
	if n := a.len("result"); n != 3 {
		t.Fatalf("%d parcels: %s", n, a.raw)
	}
	for i, want := range []string{"4", "6", "10"} {
		a.want(want, "result", i, "sendGoods", 0, "quantity")
	}
	a.want("50", "result", 1, "sendGoods", 1, "quantity")
	a.want(line[0]+","+line[1], "result", 1, "orderEntryIds")
	a.want("330203", "result", 0, "receiver", "receiverCountyCode")
	few := infos("company.name")
	if few.at("result", 0, "receiver") != nil || few.at("result", 0, "sendGoods") != nil || few.text("result", 0, "logisticsCompanyNo") != "YTO" {
		t.Errorf("fields: %s", few.raw)
	}

	// The carriers report; traces come in another order than parcels.
	parcel := func(i int) string { return a.text("result", i, "logisticsId") }
	report := func(i int, status string) {
		b.advance("2h")
		b.act(id, "trace", map[string]any{"logisticsId": parcel(i), "status": status})
	}
	for _, status := range []string{"ACCEPT", "TRANSPORT", "DELIVERING", "SIGN"} {
		report(0, status)
	}
	report(1, "ACCEPT")
	report(1, "FAILED")
	wantEvents(t, "carriers", heard(), "LOGISTICS_BUYER_VIEW_TRACE ACCEPT", "LOGISTICS_BUYER_VIEW_TRACE TRANSPORT", "LOGISTICS_BUYER_VIEW_TRACE DELIVERING",
		"LOGISTICS_BUYER_VIEW_TRACE SIGN", "LOGISTICS_BUYER_VIEW_TRACE ACCEPT", "LOGISTICS_BUYER_VIEW_TRACE FAILED")
	for i, want := range []string{"SIGN", "UNSIGN", "WAITACCEPT"} {
		infos("").want(want, "result", i, "status")
	}
	traces := b.call(buyerWang, apiTrace, params)
	traces.shape(`{"success":true,"logisticsTrace":[{"logisticsId":"x","orderId":1,"logisticsBillNo":"x","logisticsSteps":[{"acceptTime":"2018-07-24 21:55:33","remark":"x"}]}]}`)
	traces.want("SF002", "logisticsTrace", 0, "logisticsBillNo")
	traces.want("YT001", "logisticsTrace", 1, "logisticsBillNo")
	traces.want("2026-08-01 12:15:00", "logisticsTrace", 1, "logisticsSteps", 0, "acceptTime")
	traces.want("快件已被 已签收 签收", "logisticsTrace", 1, "logisticsSteps", 3, "remark")
	if n := traces.len("logisticsTrace"); n != 2 { // nobody has scanned the third
		t.Errorf("%d traces", n)
	}
	one := b.call(buyerWang, apiTrace, map[string]string{"orderId": id, "webSite": "1688", "logisticsId": parcel(0)})
	if one.len("logisticsTrace") != 1 {
		t.Errorf("of one parcel: %s", one.raw)
	}
	b.control("PATCH", "switches", map[string]any{"traceNewestFirst": true})
	b.call(buyerWang, apiTrace, params).want("快件已被 已签收 签收", "logisticsTrace", 1, "logisticsSteps", 0, "remark")

	// The number was wrong.
	b.act(id, "change-mail-no", map[string]any{"logisticsId": parcel(1), "cpCode": "STO", "mailNo": "ST009"})
	wantEvents(t, "another number", heard(), "LOGISTICS_MAIL_NO_CHANGE ")
	infos("").want("ST009", "result", 1, "logisticsBillNo")

	for code, call := range map[string]answer{
		"404":                      b.call(buyerWang, apiTrace, map[string]string{"orderId": "7", "webSite": "1688"}),
		"order.nopermission.buyer": b.call(buyerFang, apiTrace, params),
	} {
		call.want(code, "errorCode")
	}
	b.advance("8800h")
	b.tokens = map[string]string{} // they have expired too
	b.call(buyerWang, apiTrace, params).want("order.createtime.history", "errorCode")
	infos("").want("order.createtime.history", "errorCode")
}

func TestShipmentsThatCannotBe(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.buy([]item{b.cargo(tee, 10), b.cargo(card, 60)})
	line := b.linesOf(id)
	try := func(action string, body map[string]any) answer {
		return b.tryControl("POST", "orders/"+id+"/"+action, body)
	}
	one := func(lines ...any) map[string]any {
		return map[string]any{"parcels": []any{map[string]any{"cpCode": "SF", "mailNo": "1", "lines": lines}}}
	}
	if a := try("ship", one()); a.status != 409 {
		t.Errorf("unpaid: %s", a.raw)
	}
	b.act(id, "pay", nil)
	for name, body := range map[string]map[string]any{
		"more than ordered":  one(map[string]any{"subId": line[0], "amount": 11}),
		"less than nothing":  one(map[string]any{"subId": line[0], "amount": -1}),
		"another line":       one(map[string]any{"subId": 5, "amount": 1}),
		"a line twice":       one(map[string]any{"subId": line[0], "amount": 1}, map[string]any{"subId": line[0], "amount": 1}),
		"no such carrier":    {"cpCode": "XX", "mailNo": "1"},
		"nothing left":       {"parcels": []any{map[string]any{"cpCode": "SF", "mailNo": "1"}, map[string]any{"cpCode": "SF", "mailNo": "2"}}},
		"too much in parts":  {"parcels": []any{map[string]any{"lines": []any{map[string]any{"subId": line[0], "amount": 6}}}, map[string]any{"lines": []any{map[string]any{"subId": line[0], "amount": 5}}}}},
		"unknown field":      {"carrier": "SF"},
		"no parcel to trace": {"status": "SIGN"},
	} {
		action := "ship"
		if body["status"] != nil {
			action = "trace"
		}
		if a := try(action, body); a.status != 400 && a.status != 404 {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	if a := b.bought(id); a.len("result", "nativeLogistics", "logisticsItems") != 0 {
		t.Errorf("something was sent: %s", a.raw)
	}
	// What was partly sent by hand the API sends no more.
	b.act(id, "ship", one(map[string]any{"subId": line[0], "amount": 1}))
	send := b.call(sellerClothes, apiSend+"offline", map[string]string{
		"sendGoods": fmt.Sprintf(`[{"sourceId":"%s","sendGoodEntries":[{"sourceEntryId":"%s"}]}]`, id, line[0]), "extBody": `{"cpCode":"SF","mailNo":"9"}`,
	})
	send.want("子订单已发货", "result", "sendFailList", 0, "errorMessage")
	for _, body := range []map[string]any{{"status": "CONSIGN"}, {"status": "LOST"}, {"status": "SIGN", "logisticsId": "LP1"}} {
		if a := try("trace", body); a.status != 400 && a.status != 404 {
			t.Errorf("%v: %s", body, a.raw)
		}
	}
	for _, body := range []map[string]any{{"cpCode": "XX", "mailNo": "1"}, {"cpCode": "SF"}, {"cpCode": "SF", "mailNo": "1", "logisticsId": "LP1"}} {
		if a := try("change-mail-no", body); a.status != 400 && a.status != 404 {
			t.Errorf("%v: %s", body, a.raw)
		}
	}
	if a := try("fly", nil); a.status != 404 {
		t.Errorf("no such action: %s", a.raw)
	}
	// Handed over: nothing to trace.
	b.act(id, "ship", nil)
	if a := try("trace", map[string]any{"status": "SIGN"}); a.status != 404 {
		t.Errorf("a hand-over has no carrier: %s", a.raw)
	}
	infos := b.call(buyerWang, apiInfos, map[string]string{"orderId": id, "webSite": "1688"})
	infos.want("不需要物流", "result", 1, "logisticsBillNo")
	b.bought(id).want("不需要物流", "result", "nativeLogistics", "logisticsItems", 1, "logisticsBillNo")
	infos.want("9", "result", 1, "sendGoods", 0, "quantity")
}

func TestPriceChange(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.buy([]item{b.cargo(tee, 20), b.cargo(card, 10)}) // 398 + 68, 10 off, 7.48 kg freight
	line := b.linesOf(id)
	total := func() string { return b.bought(id).text("result", "baseInfo", "totalAmount") }
	if got := total(); got != "477" { // 456 + 6 + 6 × 2.5
		t.Fatalf("total %s", got)
	}
	heard := b.listen()
	change := func(body map[string]any) { b.act(id, "change-price", body) }
	change(map[string]any{"shippingFee": 0})
	if got := total(); got != "456" {
		t.Errorf("without freight: %s", got)
	}
	change(map[string]any{"discount": -6600}) // replaces the promotion
	v := b.bought(id)
	v.want("400", "result", "baseInfo", "totalAmount")
	v.want("-6600", "result", "baseInfo", "discount")
	change(map[string]any{"lines": []any{map[string]any{"subId": line[1], "discount": 200}}, "shippingFee": 500})
	v = b.bought(id)
	v.want("200", "result", "productItems", 1, "entryDiscount")
	v.want("70", "result", "productItems", 1, "itemAmount")
	v.want("-5636", "result", "productItems", 0, "entryDiscount") // that line stays
	v.want("5", "result", "baseInfo", "shippingFee")
	v.want("waitbuyerpay", "result", "baseInfo", "status")
	wantEvents(t, "three changes", heard(), "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY waitbuyerpay", "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY waitbuyerpay", "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY waitbuyerpay")
	before := total()
	for name, body := range map[string]map[string]any{
		"both":               {"discount": -1, "lines": []any{map[string]any{"subId": line[0], "discount": -1}}},
		"below nothing":      {"lines": []any{map[string]any{"subId": line[0], "discount": -39801}}},
		"nothing to pay":     {"discount": -46600, "shippingFee": 0},
		"freight below zero": {"shippingFee": -1},
		"an unknown line":    {"lines": []any{map[string]any{"subId": 5, "discount": -1}}},
		"out of range":       {"discount": -1 << 50},
	} {
		if a := b.tryControl("POST", "orders/"+id+"/change-price", body); a.status != 400 {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	if got := total(); got != before {
		t.Errorf("refused changes changed %s to %s", before, got)
	}
	b.call(buyerWang, apiPreparePay, map[string]string{"tradeWithholdPreparePayParam": `{"orderId":` + id + `,"payAmount":47700}`}).want("PARAM_ILLEGAL", "result", "code")
	b.act(id, "pay", nil)
	if a := b.tryControl("POST", "orders/"+id+"/change-price", map[string]any{"shippingFee": 1}); a.status != 409 {
		t.Errorf("paid: %s", a.raw)
	}
	pre := b.create(1)
	formal := b.control("POST", "preorders/"+pre+"/confirm", nil).text("orderId")
	if a := b.tryControl("POST", "orders/"+formal+"/change-price", map[string]any{"shippingFee": 1}); a.status != 400 {
		t.Errorf("of a pre-order: %s", a.raw)
	}
}

func TestOrdersEndedByOthers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	heard := b.listen()
	for action, want := range map[string][2]string{
		"close":    {"CLOSE_TRADE_BY_SELLER", "sellerGoodsLack"},
		"time-out": {"CLOSE_TRADE_BY_SYSTEM", "BUYER_NO_PAY"},
		"cancel":   {"CLOSE_TRADE_BY_BUYER", "buyerCancel"},
	} {
		id := b.buy([]item{b.cargo(tee, 2)})
		heard()
		b.act(id, action, nil)
		v := b.bought(id)
		v.want(want[0], "result", "baseInfo", "closeOperateType")
		v.want(want[1], "result", "baseInfo", "closeReason")
		if len(heard()) != 1 {
			t.Errorf("%s: not one event", action)
		}
		if a := b.tryControl("POST", "orders/"+id+"/"+action, nil); a.status != 409 {
			t.Errorf("%s twice: %s", action, a.raw)
		}
	}
	id := b.buy([]item{b.cargo(tee, 2)})
	if a := b.tryControl("POST", "orders/"+id+"/close", map[string]any{"reason": "mood"}); a.status != 400 {
		t.Errorf("an unknown reason: %s", a.raw)
	}
	list := b.control("GET", "orders?buyer="+buyerWang, nil)
	list.want(id, 0, "id")
	list.want("3980", 0, "goods")
	if n := b.control("GET", "orders?buyer="+buyerFang, nil).len(); n != 0 {
		t.Errorf("%d orders of another", n)
	}
}
