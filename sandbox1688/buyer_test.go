package sandbox1688

import (
	"fmt"
	"strings"
	"testing"
)

const (
	apiFeedback  = "com.alibaba.trade:alibaba.trade.addFeedback"
	apiConfirm   = "com.alibaba.trade:trade.receivegoods.confirm"
	apiReaddress = "com.alibaba.trade:order.receiveAddress.buyerUpdate"
)

func TestBuyerList(t *testing.T) {
	t.Parallel()
	b := setup(t)
	list := func(params map[string]string) answer { return b.call(buyerWang, apiBuyerList, params) }
	first := b.buy([]item{b.cargo(tee, 2)}, "outOrderId", "PO-1")
	b.advance("1h")
	second := b.buy([]item{b.cargo(tube, 10)}, "outOrderId", "PO-2")
	a := list(map[string]string{"page": "1", "pageSize": "1"})
	a.shape(`{"result":[{"baseInfo":{"id":1,"idOfStr":"1","status":"x","outOrderId":"x"},"productItems":[{"subItemID":1}],"tradeTerms":[{"payStatus":"1"}],"orderRateInfo":{"buyerRateStatus":5,"sellerRateStatus":5}}],"totalRecord":2}`)
	a.want(second, "result", 0, "baseInfo", "idOfStr")
	if a.at("success") != nil || a.at("result", 0, "nativeLogistics") != nil {
		t.Errorf("success, or an address nobody asked for: %s", a.raw)
	}
	for name, test := range map[string]struct {
		params map[string]string
		want   string
	}{
		"all":             {nil, "2"},
		"by number":       {map[string]string{"outOrderId": "PO-1"}, "1"},
		"unknown number":  {map[string]string{"outOrderId": "PO-3"}, "0"},
		"by ids":          {map[string]string{"orderIds": "[" + first + "]"}, "1"},
		"by seller":       {map[string]string{"sellerLoginId": sellerCycle}, "1"},
		"by member":       {map[string]string{"sellerMemberId": "b2b-2206184523176a1c04"}, "1"},
		"by state":        {map[string]string{"orderStatus": "waitbuyerpay"}, "2"},
		"by goods":        {map[string]string{"productName": "内胎"}, "1"},
		"by time":         {map[string]string{"createStartTime": "20260801111500000+0800"}, "1"},
		"another's goods": {map[string]string{"sellerLoginId": sellerOffice}, "0"},
		"archive":         {map[string]string{"isHis": "true"}, "0"},
		"trade type":      {map[string]string{"tradeType": "10"}, "0"},
	} {
		if got := list(test.params).text("totalRecord"); got != test.want {
			t.Errorf("%s: %s orders, want %s", name, got, test.want)
		}
	}
	if n := b.call(buyerFang, apiBuyerList, nil).text("totalRecord"); n != "0" {
		t.Errorf("another buyer sees %s orders", n)
	}
	a = list(map[string]string{"needBuyerAddressAndPhone": "true", "needMemoInfo": "true"})
	a.want("王小明", "result", 0, "nativeLogistics", "contactPerson")
	list(map[string]string{"pageSize": "51"}).want("400_2", "errorCode")
	list(map[string]string{"pageSize": "50"}).want("2", "totalRecord")
	b.control("PATCH", "switches", map[string]any{"ignoreOrderIds": true, "numericIdOfStr": true, "orderListLag": "30m", "maskReceiver": true})
	a = list(map[string]string{"orderIds": "[" + second + "]", "needBuyerAddressAndPhone": "true"})
	a.want("1", "totalRecord") // not the one asked for, and the new one does not show yet
	a.want(first, "result", 0, "baseInfo", "idOfStr")
	a.want("王小明", "result", 0, "nativeLogistics", "contactPerson") // masking is for sellers
	if !strings.Contains(string(a.raw), `"idOfStr":`+first) {
		t.Errorf("idOfStr as text: %s", a.raw)
	}
	b.advance("31m")
	list(nil).want("2", "totalRecord")
	b.advance("2200h")
	list(nil).want("0", "totalRecord")
	list(map[string]string{"isHis": "true"}).want("2", "totalRecord")
}

func TestBuyerView(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.buy([]item{b.cargo(tee, 2)}, "outOrderId", "PO-1")
	view := func(login string, params ...string) answer {
		p := map[string]string{"webSite": "1688"}
		for i := 0; i+1 < len(params); i += 2 {
			p[params[i]] = params[i+1]
		}
		return b.call(login, apiBuyerView, p)
	}
	view(buyerWang, "outOrderId", "PO-1").want(id, "result", "baseInfo", "idOfStr")
	view(buyerFang, "outOrderId", "PO-1").want("ORDER_NOT_EXIST", "errorCode")
	view(buyerFang, "orderId", id).want("400_3", "errorCode")
	view(sellerClothes, "orderId", id).want("400_3", "errorCode")
	view(buyerWang, "orderId", "7").want("ORDER_NOT_EXIST", "errorCode")
	view(buyerWang).want("gw.ParamMissing", "error_code")
	if a := view(buyerWang, "orderId", id, "includeFields", "RateDetail"); a.at("result", "nativeLogistics") != nil || a.at("result", "orderRateInfo") == nil {
		t.Errorf("fields: %s", a.raw)
	}
	// Each side sees its own memo.
	b.call(buyerWang, apiMemo, map[string]string{"orderId": id, "memo": "自用", "remarkIcon": "1"})
	b.call(sellerClothes, apiMemo, map[string]string{"orderId": id, "memo": "老客户"})
	a := view(buyerWang, "orderId", id)
	a.want("自用", "result", "baseInfo", "buyerMemo")
	if a.at("result", "baseInfo", "sellerMemo") != nil || b.view(id).at("result", "baseInfo", "buyerMemo") != nil {
		t.Errorf("memos cross: %s", a.raw)
	}
	// The seller sees what the buyer ordered, and to where.
	b.view(id).want("中山东路100号", "result", "nativeLogistics", "address")
	b.view(id).want("19.9", "result", "productItems", 0, "price")
}

func TestBuyerCancels(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.buy([]item{b.cargo(tee, 2)})
	cancel := func() answer {
		return b.call(buyerWang, apiCancel, map[string]string{"webSite": "1688", "tradeID": id, "cancelReason": "buyerCancel", "remark": "价格不对"})
	}
	cancel().want("CLOSE_ORDER_TOO_FAST", "errorCode")
	b.advance("9s")
	cancel().want("CLOSE_ORDER_TOO_FAST", "errorCode")
	b.advance("1s")
	cancel().want("true", "success")
	a := b.bought(id)
	a.want("cancel", "result", "baseInfo", "status")
	a.want("CLOSE_TRADE_BY_BUYER", "result", "baseInfo", "closeOperateType")
	a.want("8", "result", "tradeTerms", 0, "payStatus")
	cancel().want("ORDER_STATUS_ERROR", "errorCode")
}

func TestFeedback(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.buy([]item{b.cargo(tee, 2)}, "message", "尽快发货")
	say := func(login, text string) answer {
		return b.call(login, apiFeedback, map[string]string{"tradeFeedbackParam": fmt.Sprintf(`{"orderId":"%s","feedback":%q}`, id, text)})
	}
	say(buyerWang, "要发票").shape(`{"result":{"success":true}}`)
	b.bought(id).want("尽快发货\n要发票", "result", "baseInfo", "buyerFeedback")
	b.bought(id).want("尽快发货", "result", "baseInfo", "remark")
	say(buyerWang, "").want("400_1", "result", "errorCode")
	say(buyerWang, strings.Repeat("字", 492)).want("400_2", "result", "errorCode") // with what is there
	say(buyerFang, "我的").want("500_1", "result", "errorCode")
	b.act(id, "cancel", nil)
	say(buyerWang, "算了").want("500_2", "result", "errorCode")
}

func TestBuyerConfirms(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.buy([]item{b.cargo(tee, 2), b.cargo(card, 1)})
	confirm := func(login string, entries string) answer {
		return b.call(login, apiConfirm, map[string]string{"orderId": id, "orderEntryIds": entries})
	}
	confirm(buyerWang, "").want("ORDER_STATUS_ERROR", "result", "errorCode")
	b.act(id, "pay", nil)
	b.act(id, "ship", map[string]any{"cpCode": "ZTO", "mailNo": "78001"})
	confirm(buyerFang, "").want("ORDER_NOT_EXIST", "result", "errorCode")
	v := b.bought(id)
	one, two := v.text("result", "productItems", 0, "subItemIDString"), v.text("result", "productItems", 1, "subItemIDString")
	confirm(buyerWang, "["+one+"]").want("400_2", "result", "errorCode")
	b.act(id, "ask-refund", map[string]any{"amount": 1})
	confirm(buyerWang, "").want("ORDER_STATUS_ERROR", "result", "errorCode")
	b.act(id, "close-refund", nil)
	if a := confirm(buyerWang, "["+two+","+one+"]"); string(a.raw) != `{"result":{"success":true}}` {
		t.Errorf("confirm: %s", a.raw)
	}
	a := b.bought(id)
	a.want("success", "result", "baseInfo", "status")
	a.want("3", "result", "productItems", 0, "logisticsStatus")
	confirm(buyerWang, "").want("ORDER_STATUS_ERROR", "result", "errorCode")
}

func TestBuyerChangesAddress(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.buy([]item{b.cargo(tee, 2)})
	change := func(login, to string) answer {
		return b.call(login, apiReaddress, map[string]string{"param": `{"orderId":` + id + `,"receiveAddress":` + to + `}`})
	}
	a := change(buyerWang, `{"addressId":560954901}`)
	a.shape(`{"result":{"success":true,"result":true}}`)
	b.bought(id).want("330108", "result", "baseInfo", "receiverInfo", "toDivisionCode")
	words := `"fullName":"王小明","mobile":"13800000001","address":"路1号"`
	change(buyerWang, `{"areaCode":"440305",`+words+`}`).want("true", "result", "success")
	change(buyerWang, `{"provinceText":"新疆维吾尔自治区","cityText":"乌鲁木齐市","areaText":"天山区",`+words+`}`).want("FREIGHT_CHANGED", "result", "code")
	change(buyerWang, `{"districtCode":"1",`+words+`}`).want("400", "result", "code")
	change(buyerFang, `{"addressId":547009002}`).want("ORDER_NOT_EXIST", "result", "code")
	b.bought(id).want("440305", "result", "baseInfo", "receiverInfo", "toDivisionCode")

	heard := b.listen()
	b.act(id, "change-address", map[string]any{"receiver": map[string]any{"fullName": "王小明", "mobile": "13800000001", "address": map[string]any{"areaCode": "650102", "street": "解放路"}}})
	b.bought(id).want("新疆维吾尔自治区 乌鲁木齐市 天山区 解放路", "result", "baseInfo", "receiverInfo", "toArea")
	wantEvents(t, "the seller's change", heard(), "ORDER_BUYER_VIEW_ORDER_SELLER_MODIFY_ADRESS waitbuyerpay") //nolint:misspell // the platform's spelling
	b.act(id, "pay", nil)
	b.act(id, "ship", nil)
	change(buyerWang, `{"addressId":560954901}`).want("ORDER_STATUS_ERROR", "result", "code")
	if a := b.tryControl("POST", "orders/"+id+"/change-address", map[string]any{"receiver": map[string]any{}}); a.status != 409 {
		t.Errorf("after the shipment: %s", a.raw)
	}
}
