package sandbox1688

import (
	"fmt"
	"testing"
)

const (
	apiOrders = "com.alibaba.trade:alibaba.trade.getSellerOrderList"
	apiOrder  = "com.alibaba.trade:alibaba.trade.get.sellerView"
	apiCancel = "com.alibaba.trade:alibaba.trade.cancel"
	apiMemo   = "com.alibaba.trade:alibaba.order.memoAdd"
	apiSend   = "com.alibaba.logistics:alibaba.logistics.OpDeliverySendOrder."
)

// order places an ordinary order of two lines and returns its id.
func (b *bench) order() string {
	b.t.Helper()
	b.stock("冰丝针织短袖T恤女", 1000)
	shirt, card := b.shirt(2), b.offer("防盗刷RFID卡包男")
	delete(shirt, "auctionPrice")
	return b.control("POST", "orders", map[string]any{
		"seller": sellerClothes, "buyer": "阿芳精品女装", "shippingFee": 650,
		"items": []any{shirt, item{"offerId": card.ID, "buyAmount": 60}},
	}).text("id")
}

func (b *bench) view(id string) answer {
	b.t.Helper()
	return b.call(sellerClothes, apiOrder, map[string]string{"webSite": "1688", "orderId": id})
}

func TestSellerOrderShape(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.order()
	b.control("POST", "orders/"+id+"/pay", nil)
	a := b.view(id)
	a.shape(`{"success":"true","result":{"baseInfo":{"id":1,"idOfStr":"1","status":"x","businessType":"cn","createTime":"x","payTime":"x","modifyTime":"x","totalAmount":1,"sumProductPayment":1,"shippingFee":1,
		"discount":0,"refund":0,"refundPayment":0,"buyerID":"b2b-","sellerID":"b2b-","buyerUserId":1,"sellerUserId":1,"buyerLoginId":"x","sellerLoginId":"x","alipayTradeId":"x","payTimeout":43200,"payTimeoutType":0,
		"receiverInfo":{"toFullName":"x","toDivisionCode":"x","toMobile":"x","toArea":"x"},"sellerContact":{"name":"x","mobile":"x","companyName":"x","imInPlatform":"x"},"tradeType":"50060","buyerOpenUid":"x"},
		"productItems":[{"subItemID":1,"subItemIDString":"1","productID":1,"skuID":1,"specId":"x","name":"x","productImgUrl":["x","x"],"price":1,"quantity":1,"unit":"件","itemAmount":1,"entryDiscount":0,"refund":0,"status":"x",
		"statusStr":"x","logisticsStatus":1,"skuInfos":[{"name":"颜色","value":"x"}],"cargoNumber":"x","productCargoNumber":"x","type":"common"}],
		"tradeTerms":[{"phase":1,"payStatus":"2","payTime":"x","payWay":"1","payWayDesc":"支付宝","phasAmount":1}],"orderBizInfo":{"odsCyd":false,"creditOrder":false},
		"nativeLogistics":{"contactPerson":"x","mobile":"x","province":"x","city":"x","area":"x","areaCode":"x","address":"x","zip":"x"}}}`)
	a.want(id, "result", "baseInfo", "idOfStr")
	a.want("425.5", "result", "baseInfo", "totalAmount") // 2 × 23.50 + 60 × 6.20 + 6.50
	a.want("6.2", "result", "productItems", 1, "price")  // the tier of fifty
	a.want("waitsellersend", "result", "baseInfo", "status")
	main, sub := a.text("result", "baseInfo", "id"), a.text("result", "productItems", 1, "subItemID")
	if main >= sub || main[len(main)-6:] != "136794" || sub[len(sub)-6:] != "136794" { // user id …139467
		t.Errorf("ids %s and %s", main, sub)
	}
	if b.call(sellerCycle, apiOrder, map[string]string{"webSite": "1688", "orderId": id}).text("errorCode") == "" {
		t.Error("another seller may not look")
	}
	b.view("1").want("ORDER_NOT_EXIST", "errorCode")
	second, body := b.signed(apiOrder, map[string]string{"webSite": "1688", "orderId": id, "access_token": b.token(sellerClothes)})
	if a := b.do("POST", second, body, "Content-Type", formType); a.status != 200 {
		t.Errorf("version 1: %s", a.raw)
	}
	params := map[string]string{"webSite": "1688", "orderId": id, "access_token": b.token(sellerClothes)}
	const v2 = "param2/2/com.alibaba.trade/alibaba.trade.get.sellerView/1234567"
	query := "webSite=1688&orderId=" + id + "&access_token=" + params["access_token"] + "&_aop_signature=" + sign("AbCdEf123456", signatureBase(v2, params))
	b.do("GET", "/openapi/"+v2+"?"+query, "").want("true", "success")
}

func TestSellerOrderList(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := b.order()
	b.advance("1h")
	second := b.order()
	list := func(params map[string]string) answer { return b.call(sellerClothes, apiOrders, params) }
	a := list(map[string]string{"page": "1", "pageSize": "1", "needCheckSend": "true"})
	a.shape(`{"success":true,"totalRecord":2,"result":[{"baseInfo":{"id":1,"status":"x"},"productItems":[{"subItemID":1,"canSendGoods":false}],"tradeTerms":[{"payStatus":"1"}]}]}`)
	a.want(second, "result", 0, "baseInfo", "idOfStr")
	if a.at("result", 0, "nativeLogistics") != nil {
		t.Error("the list has no receiver unless asked")
	}
	for name, test := range map[string]struct {
		params map[string]string
		want   string
	}{
		"state":         {map[string]string{"orderStatus": "waitbuyerpay"}, "2"},
		"another state": {map[string]string{"orderStatus": "success"}, "0"},
		"created from":  {map[string]string{"createStartTime": "20260801111500000+0800"}, "1"},
		"another zone":  {map[string]string{"createStartTime": "20260801031500000+0000"}, "1"},
		"buyer":         {map[string]string{"buyerLoginId": "老张车行"}, "0"},
		"ids":           {map[string]string{"orderIds": "[" + first + "]"}, "1"},
		"archive":       {map[string]string{"isHis": "true"}, "0"},
		"product":       {map[string]string{"productName": "卡包"}, "2"},
	} {
		if got := list(test.params).text("totalRecord"); got != test.want {
			t.Errorf("%s: %s orders, want %s", name, got, test.want)
		}
	}
	list(map[string]string{"pageSize": "21"}).want("false", "success")
	b.control("PATCH", "switches", map[string]any{"maskReceiver": true, "foreignDateZone": true})
	a = list(map[string]string{"needBuyerAddressAndPhone": "true"})
	a.want("李*", "result", 0, "nativeLogistics", "contactPerson")
	a.want("138****0002", "result", 0, "nativeLogistics", "mobile")
	a.want("20260731201500000-0700", "result", 0, "baseInfo", "createTime")
}

func TestTradeCancel(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.order()
	cancel := func(login, id, reason string) answer {
		return b.call(login, apiCancel, map[string]string{"webSite": "1688", "tradeID": id, "cancelReason": reason})
	}
	cancel(sellerClothes, id, "sellerGoodsLack").want("CLOSE_ORDER_TOO_FAST", "errorCode")
	b.advance("10s")
	cancel(sellerCycle, id, "other").want("400_3", "errorCode")
	cancel(sellerClothes, "42", "other").want("ORDER_NOT_EXIST", "errorCode")
	cancel(sellerClothes, id, "why not").want("400_2", "errorCode")
	if a := cancel(sellerClothes, id, "sellerGoodsLack"); string(a.raw) != `{"success":true}` {
		t.Errorf("cancel: %s", a.raw)
	}
	a := b.view(id)
	a.want("cancel", "result", "baseInfo", "status")
	a.want("CLOSE_TRADE_BY_SELLER", "result", "baseInfo", "closeOperateType")
	a.want("8", "result", "tradeTerms", 0, "payStatus")
	cancel(sellerClothes, id, "other").want("ORDER_STATUS_ERROR", "errorCode")

	late := b.order()
	b.advance("12h")
	b.view(late).want("BUYER_NO_PAY", "result", "baseInfo", "closeReason")
}

func TestCancelledOrderEndsItsPreOrder(t *testing.T) {
	t.Parallel()
	b := setup(t)
	pre := b.create(1)
	id := b.control("POST", "preorders/"+pre+"/confirm", nil).text("orderId")
	b.advance("10s")
	b.call(sellerClothes, apiCancel, map[string]string{"webSite": "1688", "tradeID": id, "cancelReason": "other"}).want("true", "success")
	b.preOrder(pre).want("0", "totalCount")
	if a := b.tryControl("POST", "preorders/"+pre+"/pay", nil); a.text("error", "code") != "preorder_expired" {
		t.Errorf("paying it: %s", a.raw)
	}
}

func TestMemoAdd(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.order()
	memo := func(login, icon string) answer {
		return b.call(login, apiMemo, map[string]string{"orderId": id, "memo": "加急 & 保价", "remarkIcon": icon})
	}
	memo(sellerClothes, "2").want("true", "success")
	memo("阿芳精品女装", "1").want("true", "success")
	a := b.view(id)
	a.want("加急 & 保价", "result", "baseInfo", "sellerMemo")
	a.want("2", "result", "baseInfo", "sellerRemarkIcon")
	if a.at("result", "baseInfo", "buyerMemo") != nil {
		t.Error("the buyer's memo is private")
	}
	trap := memo(sellerCycle, "1")
	trap.want("true", "success")
	trap.want("400_4", "errorCode")
	memo(sellerClothes, "9").want("400_2", "errorCode")
	b.control("PATCH", "switches", map[string]any{"memoFailureIsPlain": true})
	memo(sellerCycle, "1").want("false", "success")
}

func TestShipping(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.order()
	send := func(kind, goods, ext string) answer {
		return b.call(sellerClothes, apiSend+kind, map[string]string{"sendGoods": goods, "extBody": ext})
	}
	sf := `{"cpCode":"SF","logisticsCpName":"顺丰速运","mailNo":"SF1000000000001"}`
	lines := b.view(id)
	first, second := lines.text("result", "productItems", 0, "subItemID"), lines.text("result", "productItems", 1, "subItemID")
	goods := func(sub string) string {
		return fmt.Sprintf(`[{"sourceId":"%s","sendGoodEntries":[{"sourceEntryId":%s,"weight":1.5}]}]`, id, sub)
	}
	unpaid := send("offline", goods(first), sf)
	unpaid.want("false", "success")
	unpaid.want("订单状态不允许发货", "result", "sendFailList", 0, "errorMessage")
	b.control("POST", "orders/"+id+"/pay", nil)
	send("offline", goods(first), `{"cpCode":"2","mailNo":"1"}`).want("INVALID_PARAM", "errorCode")
	send("offline", goods("77"), sf).want("5001", "errorCode")
	a := send("offline", goods(first), sf)
	a.shape(`{"success":true,"result":{"logisticsId":"x","sendGoods":[{"sourceId":1,"sendGoodEntries":[{"sourceEntryId":1}]}],"sendSuccessList":[{"sourceId":"1","sourceEntryId":"1","success":true,"logisticsId":"LP"}],"sendFailList":[]}}`)
	b.view(id).want("waitsellersend", "result", "baseInfo", "status") // partly shipped
	send("offline", goods(first), sf).want("子订单已发货", "result", "sendFailList", 0, "errorMessage")
	send("dummy", goods(second), `{"noLogisticsCondition":"9"}`).want("INVALID_PARAM", "errorCode")
	send("dummy", goods(second), `{"noLogisticsCondition":"4"}`).want("true", "success")
	shipped := b.view(id)
	shipped.want("waitbuyerreceive", "result", "baseInfo", "status")
	shipped.want("SF1000000000001", "result", "nativeLogistics", "logisticsItems", 0, "logisticsBillNo")
	shipped.want("2", "result", "nativeLogistics", "logisticsItems", 1, "type")
	b.advance("240h")
	finished := b.view(id)
	finished.want("success", "result", "baseInfo", "status")
	finished.want("6", "result", "tradeTerms", 0, "payStatus")
}

func TestWaybillIsUsedFifteenTimes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for n := range 16 {
		id := b.create(1)
		order := b.control("POST", "preorders/"+id+"/pay", nil).text("orderId")
		a := b.call(sellerClothes, apiSend+"offline", map[string]string{
			"sendGoods": fmt.Sprintf(`[{"sourceId":%s,"sendGoodEntries":[{"sourceEntryId":"%s","amount":1}]}]`, order, order),
			"extBody":   `{"cpCode":"ZTO","mailNo":"78000001"}`,
		})
		if want := n < 15; (a.text("success") == "true") != want {
			t.Errorf("use %d: %s", n+1, a.raw)
		}
	}
}

func TestCarriers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.call(sellerClothes, "com.alibaba.logistics:alibaba.logistics.OpQueryLogisticCompanyList.offline", nil)
	a.shape(`{"success":true,"result":[{"id":1,"companyName":"x","companyNo":"x","companyPhone":"x","supportPrint":"1","spelling":"x"}]}`)
	path, body := b.signed("com.alibaba.logistics:alibaba.logistics.OpQueryLogisticCompanyList", nil)
	if a := b.do("POST", path, body, "Content-Type", formType); a.status != 401 {
		t.Errorf("without a token: %d", a.status)
	}
	b.control("PATCH", "switches", map[string]any{"carrierListPublic": true})
	b.do("POST", path, body, "Content-Type", formType).want("true", "success")
}
