package sandbox1688

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	apiPreview   = "com.alibaba.trade:alibaba.createOrder.preview"
	apiBuy       = "com.alibaba.trade:alibaba.trade.createCrossOrder"
	apiFastBuy   = "com.alibaba.trade:alibaba.trade.fastCreateOrder"
	apiBuyerView = "com.alibaba.trade:alibaba.trade.get.buyerView"
	apiBuyerList = "com.alibaba.trade:alibaba.trade.getBuyerOrderList"
)

// cargo is a line of the first SKU of an offer, and sees to it that there is stock.
func (b *bench) cargo(part string, n any) item {
	b.t.Helper()
	o := b.offer(part)
	line := item{"offerId": o.ID, "quantity": n}
	if len(o.SKUs) > 0 {
		b.stock(part, 100_000)
		line["specId"] = o.SKUs[0].SpecID
	}
	return line
}

// basket makes the parameters of preview and creation.
func basket(lines []item, change ...string) map[string]string {
	raw, err := json.Marshal(lines)
	if err != nil {
		panic(err)
	}
	p := map[string]string{"flow": "general", "addressParam": `{"addressId":` + wangsReceiver + `}`, "cargoParamList": string(raw)}
	for i := 0; i+1 < len(change); i += 2 {
		p[change[i]] = change[i+1]
		if change[i+1] == "-" {
			delete(p, change[i])
		}
	}
	return p
}

// buy places an order as 小王服装店 and returns its id.
func (b *bench) buy(lines []item, change ...string) string {
	b.t.Helper()
	a := b.call(buyerWang, apiBuy, basket(lines, change...))
	if a.text("result", "orderId") == "" {
		b.t.Fatalf("create: %s", a.raw)
	}
	return a.text("result", "orderId")
}

func (b *bench) bought(id string) answer {
	b.t.Helper()
	return b.call(buyerWang, apiBuyerView, map[string]string{"webSite": "1688", "orderId": id})
}

func TestPreview(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.call(buyerWang, apiPreview, basket([]item{b.cargo(tee, 10), b.cargo(card, 60)}))
	a.shape(`{"success":true,"orderPreviewResuslt":[{"status":true,"flowFlag":"general","tradeModeNameList":["assureTrade"],"tradeModelList":[{"name":"担保交易","description":"x","tradeType":"assureTrade","opSupport":true}],
		"sumPaymentNoCarriage":9900,"sumCarriage":800,"sumPayment":10700,"discountFee":0,"additionalFee":0,"taoSampleSinglePromotion":false,
		"cargoList":[{"offerId":1,"specId":"x","skuId":1,"finalUnitPrice":6.4,"amount":64,"cargoPromotionList":[]}],
		"shopPromotionList":[{"promotionId":"x","selected":true,"text":"x","desc":"x","freePostage":false,"discountFee":1}],"payChannelInfos":[{"name":"alipay"}]}],
		"postFeeByDescOfferList":[],"consignOfferList":[],"unsupportedCrossBorderPayOfferList":[],"extPairList":[]}`)
	part := func(path ...any) []any { return append([]any{"orderPreviewResuslt", 0}, path...) }
	a.want("19.9", part("cargoList", 0, "finalUnitPrice")...)
	a.want("199", part("cargoList", 0, "amount")...) // yuan
	a.want("372", part("cargoList", 1, "amount")...)
	// 199 + 372 yuan, 10 off from 300 on; 18.6 kg are free from 500 on.
	a.want("56100", part("sumPaymentNoCarriage")...)
	a.want("1000", part("discountFee")...)
	a.want("0", part("sumCarriage")...)
	a.want("56100", part("sumPayment")...)
	if n := b.control("GET", "state", nil).text("counts", "orders"); n != "0" {
		t.Errorf("a preview made %s orders", n)
	}
	a = b.call(buyerWang, apiPreview, basket([]item{b.cargo(tee, 4), b.cargo(trunk, 1)}))
	a.want(fmt.Sprint(b.offer(trunk).ID), "postFeeByDescOfferList", 0)
	a.want("600", part("sumCarriage")...) // four shirts are 1 kg
	far := b.call(buyerHaixi, apiPreview, basket([]item{b.cargo(tee, 4)}, "addressParam", `{"addressId":584414377}`, "flow", "-"))
	far.want("1800", part("sumCarriage")...)
	far.want("general", part("flowFlag")...)
}

// What the gateway says of trade modes follows from both sides (§4.4).
func TestTradeModes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	preview := func(buyer, part string, n int) answer {
		return b.call(buyer, apiPreview, basket([]item{b.cargo(part, n)}, "addressParam", `{"districtCode":"330108","fullName":"王小明","mobile":"13800000001","address":"网商路"}`))
	}
	modes := func(a answer) string { return a.text("orderPreviewResuslt", 0, "tradeModeNameList") }
	if got := modes(preview(buyerWang, tee, 1)); got != "[assureTrade alipay]" { // 诚e赊 is bound, not signed
		t.Errorf("without credit: %s", got)
	}
	a := preview(buyerWang, tee, 1)
	a.want("creditBuy", "orderPreviewResuslt", 0, "tradeModelList", 2, "tradeType")
	a.want("false", "orderPreviewResuslt", 0, "tradeModelList", 2, "opSupport")
	a = preview(buyerHaixi, tee, 1)
	if got := modes(a); got != "[assureTrade alipay creditBuy]" {
		t.Errorf("with credit: %s", got)
	}
	a.want("shegou", "orderPreviewResuslt", 0, "payChannelInfos", 1, "name")
	a.want("10000000", "orderPreviewResuslt", 0, "payChannelInfos", 1, "amountLimit")
	if got := modes(preview(buyerWang, tube, 10)); got != "[nzassure]" {
		t.Errorf("of the cycle shop: %s", got)
	}
	here := []string{"addressParam", `{"districtCode":"330108","fullName":"王小明","mobile":"13800000001","address":"网商路"}`}
	create := func(buyer, part string, n int, change ...string) answer {
		return b.call(buyer, apiBuy, basket([]item{b.cargo(part, n)}, append(here, change...)...))
	}
	refused := create(buyerWang, tube, 10, "tradeType", "assureTrade")
	refused.want("not support tradeType:【assureTrade】", "message")
	refused.want("false", "success")
	create(buyerWang, tee, 1, "tradeType", "creditBuy").want("500", "code")

	view := func(buyer string, a answer) answer {
		return b.call(buyer, apiBuyerView, map[string]string{"webSite": "1688", "orderId": a.text("result", "orderId")})
	}
	order := view(buyerWang, create(buyerWang, tube, 10))
	order.want("nzassure", "result", "baseInfo", "tradeTypeCode")
	order.want("432000", "result", "baseInfo", "payTimeout")
	view(buyerHaixi, create(buyerHaixi, tee, 1)).want("creditBuy", "result", "baseInfo", "tradeTypeCode")
	view(buyerHaixi, create(buyerHaixi, tee, 1, "tradeType", "assureTrade")).want("assureTrade", "result", "baseInfo", "tradeTypeCode")
	period := create(buyerWang, pen, 100, "tradeType", "period")
	period.want("5", "result", "accountPeriod", "tapType")
	view(buyerWang, period).want("10", "result", "baseInfo", "tradeType")

	b.control("PATCH", "accounts/"+sellerClothes, map[string]any{"tradeModes": []string{}})
	a = preview(buyerWang, tee, 1)
	if got := modes(a); got != "[]" || a.text("success") != "true" {
		t.Errorf("a seller outside the gateway: %s", a.raw)
	}
	create(buyerWang, tee, 1).want("not support tradeType:【】", "message")
}

// Every code of §4.4 can be provoked, and preview and creation agree on it.
func TestBuyingRefusals(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first, second := b.offer(tee), b.offer("港风连帽卫衣女春秋薄款")
	odd := func(change ...any) []item {
		line := b.cargo(tee, 1)
		for i := 0; i+1 < len(change); i += 2 {
			line[change[i].(string)] = change[i+1] //nolint:forcetypeassert // names
		}
		return []item{line}
	}
	b.stock(tee, 5)
	b.control("PATCH", fmt.Sprintf("offers/%d/skus/%d", first.ID, first.SKUs[1].ID), map[string]any{"price": "0.0001"})
	many := make([]item, 51)
	for i := range many {
		many[i] = item{"offerId": first.ID, "specId": first.SKUs[0].SpecID, "quantity": 1}
	}
	for name, test := range map[string]struct {
		params map[string]string
		code   string
	}{
		"no online trade":        {basket([]item{b.cargo(plain, 1)}), "500_001"},
		"off the shelf":          {basket([]item{b.cargo("加绒加厚圆领卫衣女秋冬", 1)}), "500_001"},
		"unknown":                {basket([]item{{"offerId": 5, "quantity": 1}}), "500_001"},
		"two sellers":            {basket([]item{b.cargo(card, 1), b.cargo(tube, 10)}), "500_002"},
		"no specId":              {basket(odd("specId", "")), "500_002"},
		"another offer's specId": {basket(odd("specId", second.SKUs[0].SpecID)), "500_003"},
		"specId without SKUs":    {basket([]item{{"offerId": b.offer(card).ID, "specId": first.SKUs[0].SpecID, "quantity": 1}}), "500_003"},
		"too few in stock":       {basket([]item{{"offerId": first.ID, "specId": first.SKUs[0].SpecID, "quantity": 200_000}}), "500_004"},
		"below the minimum":      {basket([]item{b.cargo(polo, 99)}), "500_005"},
		"mixed batch not met":    {basket([]item{b.cargo(purse, 2)}), "500_006"},
		"no consign relation":    {basket(odd(), "flow", "saleproxy"), "500_007"},
		"no price":               {basket([]item{{"offerId": first.ID, "specId": first.SKUs[1].SpecID, "quantity": 1}}), "500_008"},
		"a broken lot":           {basket([]item{b.cargo(tube, 15)}), "500_009"},
		"half a piece":           {basket(odd("quantity", 1.5)), "400_2"},
		"none":                   {basket(odd("quantity", 0)), "400_2"},
		"too many":               {basket(odd("quantity", 20_000_000)), "400_2"},
		"no lines":               {basket([]item{}), "400_2"},
		"51 SKUs":                {basket(many), "400_2"},
		"unknown flow":           {basket(odd(), "flow", "saas"), "400_2"},
		"unknown promotion":      {basket(odd(), "shopPromotionId", "x"), "400_2"},
		"unknown address":        {basket(odd(), "addressParam", `{"addressId":1}`), "400"},
	} {
		a := b.call(buyerWang, apiPreview, test.params)
		if a.text("errorCode") != test.code || a.text("success") != "false" || a.text("errorMsg") == "" {
			t.Errorf("%s: preview %s, want %s", name, a.raw, test.code)
		}
		for _, api := range []string{apiBuy, apiFastBuy} {
			if a := b.call(buyerWang, api, test.params); a.text("code") != test.code || a.text("success") != "false" || a.text("message") == "" {
				t.Errorf("%s: creation %s, want %s", name, a.raw, test.code)
			}
		}
	}
	b.call(buyerWang, apiBuy, basket([]item{b.cargo(card, 1)}, "message", strings.Repeat("字", 501))).want("400_2", "code")
	b.call(buyerWang, apiBuy, basket([]item{b.cargo(card, 1)}, "outOrderId", strings.Repeat("1", 65))).want("400_2", "code")
	b.call(buyerWang, apiBuy, basket([]item{b.cargo(card, 1)}, "outOrderId", "单号")).want("400_2", "code")
	b.call(sellerClothes, apiBuy, basket([]item{b.cargo(card, 1)}, "addressParam", `{"districtCode":"330108","fullName":"沈云","mobile":"13900000101","address":"路"}`)).want("400_2", "code")
	b.call(buyerWang, apiBuy, basket([]item{b.cargo(card, 1)}, "flow", "-")).want("gw.ParamMissing", "error_code")
	b.call(buyerWang, apiBuy, basket(nil, "cargoParamList", `{"offerId":1}`)).want("gw.ParamInvalid", "error_code")
	if n := b.control("GET", "state", nil).text("counts", "orders"); n != "0" {
		t.Errorf("%s orders although all were refused", n)
	}
	b.control("PATCH", "accounts/"+buyerWang, map[string]any{"consigns": []string{sellerClothes}})
	b.call(buyerWang, apiBuy, basket([]item{b.cargo(card, 1)}, "flow", "saleproxy")).want("true", "success")
	// The mixed batch is met over several offers of the shop.
	b.call(buyerWang, apiPreview, basket([]item{b.cargo(purse, 2), b.cargo(tee, 18)})).want("true", "success")
}

func TestCreateOrder(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.call(buyerWang, apiBuy, basket([]item{b.cargo(tee, "10"), b.cargo(card, 60.0)}, "message", "请尽快发货", "outOrderId", "PO-0001", "preSelectPayChannel", "alipay-1"))
	a.shape(`{"success":true,"result":{"success":true,"orderId":"3400000000123047156","totalSuccessAmount":10700,"postFee":0,"failedOfferList":[]}}`)
	a.want("56100", "result", "totalSuccessAmount")
	id := a.text("result", "orderId")
	if id[len(id)-6:] != "719423" { // user id …712394
		t.Errorf("id %s", id)
	}
	v := b.bought(id)
	v.shape(`{"success":"true","result":{"baseInfo":{"id":1,"idOfStr":"1","status":"waitbuyerpay","businessType":"cn","tradeType":"50060","createTime":"x","modifyTime":"x","totalAmount":1,"sumProductPayment":1,"shippingFee":0,
		"discount":0,"couponFee":0,"refund":0,"refundPayment":0,"buyerID":"b2b-","sellerID":"b2b-","buyerLoginId":"x","sellerLoginId":"x","alipayTradeId":"UNCREATED","outOrderId":"PO-0001","payTimeout":43200,"payTimeoutType":0,
		"buyerFeedback":"x","remark":"x","receiverInfo":{"toFullName":"王小明","toDivisionCode":"330203","toMobile":"x","toPhone":"x","toPost":"x","toTownCode":"330203002","toArea":"x"},"sellerContact":{"name":"x","mobile":"x","companyName":"x","imInPlatform":"x"}},
		"productItems":[{"subItemID":1,"subItemIDString":"1","productID":1,"skuID":1,"specId":"x","name":"x","productImgUrl":["x","x"],"price":1,"quantity":10,"unit":"件","itemAmount":1,"entryDiscount":1,"refund":0,"status":"waitbuyerpay",
		"statusStr":"等待买家付款","logisticsStatus":8,"skuInfos":[{"name":"颜色","value":"x"}],"cargoNumber":"x","productCargoNumber":"x","gmtPayExpireTime":"x","type":"common","guaranteesTerms":[]}],
		"tradeTerms":[{"phase":1,"payStatus":"1","payWay":"1","payWayDesc":"支付宝","phasAmount":1}],"orderBizInfo":{"odsCyd":false,"creditOrder":false},
		"nativeLogistics":{"contactPerson":"王小明","mobile":"x","telephone":"x","province":"浙江省","city":"宁波市","area":"海曙区","areaCode":"330203","town":"江厦街道","townCode":"330203002","address":"x","zip":"315000"},
		"extAttributes":[{"key":"preSelectPayChannel","value":"alipay-1","description":"x"}]}}`)
	v.want("561", "result", "baseInfo", "totalAmount")
	v.want("571", "result", "baseInfo", "sumProductPayment")
	v.want("-1000", "result", "baseInfo", "discount")
	v.want("-348", "result", "productItems", 0, "entryDiscount") // 10 yuan over 199 and 372
	v.want("195.52", "result", "productItems", 0, "itemAmount")
	v.want("浙江省 宁波市 海曙区 江厦街道 中山东路100号", "result", "baseInfo", "receiverInfo", "toArea")
	main, sub := v.text("result", "baseInfo", "id"), v.text("result", "productItems", 0, "subItemID")
	if main >= sub || v.at("result", "baseInfo", "buyerOpenUid") != nil {
		t.Errorf("ids %s and %s, or the seller's openUid: %s", main, sub, v.raw)
	}

	// Prices with four decimals stay exact; only sums are rounded.
	a = b.call(buyerWang, apiFastBuy, basket([]item{b.cargo(pen, 101)}))
	a.want("4389", "result", "totalSuccessAmount") // 101 × 0.385 = 38.885, and 5 yuan freight
	v = b.bought(a.text("result", "orderId"))
	v.want("0.385", "result", "productItems", 0, "price")
	v.want("38.89", "result", "productItems", 0, "itemAmount")
	v.want("43.89", "result", "baseInfo", "totalAmount")
	if v.text("result", "baseInfo", "id") != v.text("result", "productItems", 0, "subItemID") {
		t.Errorf("a single line has the order's id: %s", v.raw)
	}

	// Stock goes down by invReduceType.
	atOrder, atPay := "小香风粗花呢短外套女", tee
	stock := func(part string) int64 { return b.offer(part).SKUs[0].Stock }
	id = b.buy([]item{b.cargo(atOrder, 3), b.cargo(atPay, 2)})
	if stock(atOrder) != 99_997 || stock(atPay) != 100_000 {
		t.Errorf("ordered: %d %d", stock(atOrder), stock(atPay))
	}
	b.act(id, "pay", nil)
	if stock(atOrder) != 99_997 || stock(atPay) != 99_998 {
		t.Errorf("paid: %d %d", stock(atOrder), stock(atPay))
	}
	id = b.buy([]item{{"offerId": b.offer(atOrder).ID, "specId": b.offer(atOrder).SKUs[0].SpecID, "quantity": 4}})
	b.act(id, "close", nil)
	if stock(atOrder) != 99_997 {
		t.Errorf("closed: %d", stock(atOrder))
	}
}

func TestOutOrderIDTwice(t *testing.T) {
	t.Parallel()
	b := setup(t)
	line := []item{b.cargo(tee, 2)}
	create := func(change ...string) answer {
		return b.call(buyerWang, apiBuy, basket(line, append([]string{"outOrderId", "PO-7"}, change...)...))
	}
	first := create()
	b.stock(tee, 0)
	again := create()
	if string(first.raw) != string(again.raw) {
		t.Errorf("first %s, then %s", first.raw, again.raw)
	}
	b.act(first.text("result", "orderId"), "change-price", map[string]any{"shippingFee": 0})
	create("message", "又一次").want("3980", "result", "totalSuccessAmount")
	// Another buyer's number is another's.
	b.call(buyerFang, apiBuy, basket(line, "outOrderId", "PO-7", "addressParam", `{"addressId":547009002}`)).want("500_004", "code")
	// A creation that was refused has used nothing up.
	b.call(buyerWang, apiBuy, basket(line, "outOrderId", "PO-8")).want("500_004", "code")
	b.stock(tee, 50)
	b.call(buyerWang, apiBuy, basket(line, "outOrderId", "PO-8")).want("true", "success")

	b.control("PATCH", "switches", map[string]any{"duplicateOutOrder": "error"})
	create().want("OUT_ORDER_ID_EXIST", "code")
	b.control("PATCH", "switches", map[string]any{"duplicateOutOrder": "second"})
	if id := create().text("result", "orderId"); id == "" || id == first.text("result", "orderId") {
		t.Errorf("no second order: %s", id)
	}
	if a := b.tryControl("PATCH", "switches", map[string]any{"duplicateOutOrder": "third"}); a.status != 400 {
		t.Errorf("unknown value: %s", a.raw)
	}

	// The creation that answers with a time-out is found by its number.
	b.control("PATCH", "switches", map[string]any{"duplicateOutOrder": ""})
	b.control("POST", "faults", map[string]any{"kind": "malformed", "api": "alibaba.trade.createCrossOrder"})
	b.call(buyerWang, apiBuy, basket(line, "outOrderId", "PO-9"))
	b.call(buyerWang, apiBuyerView, map[string]string{"webSite": "1688", "outOrderId": "PO-9"}).want("PO-9", "result", "baseInfo", "outOrderId")
}

func TestSplitCreation(t *testing.T) {
	t.Parallel()
	b := setup(t)
	shirt, wallet := b.offer(tee), b.offer(card)
	lines := []item{b.cargo(tee, 20), b.cargo(card, 10)}
	b.control("PATCH", fmt.Sprintf("offers/%d", wallet.ID), map[string]any{"warehouse": "义乌仓"})
	preview := b.call(buyerWang, apiPreview, basket(lines))
	a := b.call(buyerWang, apiBuy, basket(lines, "outOrderId", "PO-S"))
	a.shape(`{"success":true,"result":{"success":true,"orderList":[{"orderId":"1","orderAmmount":1,"postFee":1,"success":true,"resultCode":"200","discount":1,"sumPaymentNoCarriageFromClient":1,"mergePay":false,"chooseFreeFreight":false}],"failedOfferList":[]}}`)
	if a.len("result", "orderList") != 2 || preview.len("orderPreviewResuslt") != 2 || a.at("result", "orderId") != nil || a.at("result", "totalSuccessAmount") != nil || a.at("result", "postFee") != nil {
		t.Fatalf("preview %s\ncreation %s", preview.raw, a.raw)
	}
	for i := range 2 {
		a.want(preview.text("orderPreviewResuslt", i, "sumPayment"), "result", "orderList", i, "orderAmmount")
		a.want(preview.text("orderPreviewResuslt", i, "sumCarriage"), "result", "orderList", i, "postFee")
	}
	again := b.call(buyerWang, apiBuy, basket(lines, "outOrderId", "PO-S"))
	if string(again.raw) != string(a.raw) {
		t.Errorf("sent again: %s", again.raw)
	}
	list := b.call(buyerWang, apiBuyerList, map[string]string{"outOrderId": "PO-S"})
	list.want("2", "totalRecord")
	b.call(buyerWang, apiBuyerView, map[string]string{"webSite": "1688", "outOrderId": "PO-S"}).want(a.text("result", "orderList", 0, "orderId"), "result", "baseInfo", "idOfStr")

	// By the SKU's warehouse, and by the number of lines.
	b.control("PATCH", fmt.Sprintf("offers/%d/skus/%d", shirt.ID, shirt.SKUs[1].ID), map[string]any{"warehouse": "广州仓", "stock": 500})
	two := []item{{"offerId": shirt.ID, "specId": shirt.SKUs[0].SpecID, "quantity": 1}, {"offerId": shirt.ID, "specId": shirt.SKUs[1].SpecID, "quantity": 1}}
	if n := b.call(buyerWang, apiFastBuy, basket(two)).len("result", "orderList"); n != 2 {
		t.Errorf("two warehouses: %d orders", n)
	}
	b.control("PATCH", "switches", map[string]any{"maxOrderSKUs": 2, "splitLargeOrders": true})
	three := []item{{"offerId": shirt.ID, "specId": shirt.SKUs[0].SpecID, "quantity": 1}, {"offerId": shirt.ID, "specId": shirt.SKUs[2].SpecID, "quantity": 1}, {"offerId": shirt.ID, "specId": shirt.SKUs[3].SpecID, "quantity": 1}}
	for _, k := range shirt.SKUs[2:4] {
		b.control("PATCH", fmt.Sprintf("offers/%d/skus/%d", shirt.ID, k.ID), map[string]any{"stock": 9})
	}
	if n := b.call(buyerWang, apiBuy, basket(three)).len("result", "orderList"); n != 2 {
		t.Errorf("three lines, two an order: %d orders", n)
	}
	b.control("PATCH", "switches", map[string]any{"splitLargeOrders": false})
	b.call(buyerWang, apiBuy, basket(three)).want("400_2", "code")
}

func TestPartialAndFlatCreation(t *testing.T) {
	t.Parallel()
	b := setup(t)
	shirt := b.offer(tee)
	b.control("PATCH", fmt.Sprintf("offers/%d/skus/%d", shirt.ID, shirt.SKUs[1].ID), map[string]any{"stock": 1})
	lines := []item{b.cargo(tee, 2), {"offerId": shirt.ID, "specId": shirt.SKUs[1].SpecID, "quantity": 2}}
	b.call(buyerWang, apiBuy, basket(lines)).want("500_004", "code")
	b.control("PATCH", "switches", map[string]any{"partialOrders": true, "previewPerPart": true})
	a := b.call(buyerWang, apiPreview, basket(lines))
	a.want("true", "success")
	a.want("false", "orderPreviewResuslt", 0, "status")
	a.want("500_004", "orderPreviewResuslt", 0, "resultCode")
	a.want("500_004", "orderPreviewResuslt", 0, "cargoList", 1, "resultCode")
	if a.at("orderPreviewResuslt", 0, "cargoList", 0, "resultCode") != nil {
		t.Errorf("the good line: %s", a.raw)
	}
	a = b.call(buyerWang, apiBuy, basket(lines))
	a.shape(`{"success":true,"result":{"orderId":"1","failedOfferList":[{"offerId":1,"specId":"x","errorCode":"500_004","errorMessage":"x"}]}}`)
	if n := b.bought(a.text("result", "orderId")).len("result", "productItems"); n != 1 {
		t.Errorf("%d lines", n)
	}
	b.call(buyerWang, apiBuy, basket(lines[1:])).want("500_004", "code") // nothing is left to order

	b.control("PATCH", "switches", map[string]any{"flatCreateReply": true})
	flat := b.call(buyerWang, apiBuy, basket(lines[:1]))
	flat.shape(`{"totalSuccessAmount":1,"orderId":"1","postFee":1,"success":false}`)
	if flat.at("result") != nil {
		t.Errorf("wrapped: %s", flat.raw)
	}
}

// Whatever is asked for, what the preview says is what the creation does: the same
// refusal, or the same orders to the fen.
func TestPreviewIsKept(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := rand.New(rand.NewPCG(3, 1688)) //nolint:gosec // a test's dice
	byShop := map[string][]*Offer{}
	for _, id := range slices.Sorted(maps.Keys(b.s.cat.own)) {
		if o := b.s.cat.own[id]; o.Status == statusPublished && !o.NoOnlineTrade {
			byShop[o.Seller] = append(byShop[o.Seller], o.clone())
		}
	}
	shops := slices.Sorted(maps.Keys(byShop))
	orders, refused := 0, map[string]int{}
	for range 250 {
		offers := byShop[shops[r.IntN(len(shops))]]
		var lines []item
		for range 1 + r.IntN(4) {
			o := offers[r.IntN(len(offers))]
			line := item{"offerId": o.ID, "quantity": max(o.MinOrder, o.Lot)*int64(r.IntN(3)) + int64(r.IntN(3))}
			if len(o.SKUs) > 0 {
				line["specId"] = o.SKUs[r.IntN(len(o.SKUs))].SpecID
			}
			lines = append(lines, line)
		}
		params := basket(lines)
		p, a := b.call(buyerWang, apiPreview, params), b.call(buyerWang, apiBuy, params)
		if p.text("success") != a.text("success") || p.text("errorCode") != a.text("code") {
			t.Fatalf("preview %s\ncreation %s", p.raw, a.raw)
		}
		if a.text("success") != "true" {
			refused[a.text("code")]++
			continue
		}
		orders++
		a.want(p.text("orderPreviewResuslt", 0, "sumPayment"), "result", "totalSuccessAmount")
		v := b.bought(a.text("result", "orderId"))
		cents := func(path ...any) int64 {
			f, err := Yuan(v.text(path...))
			if err != nil {
				t.Fatal(err)
			}
			return f.Fen()
		}
		sum := cents("result", "baseInfo", "shippingFee")
		for i := range v.len("result", "productItems") {
			sum += cents("result", "productItems", i, "itemAmount")
		}
		if total := cents("result", "baseInfo", "totalAmount"); total != sum || strconv.FormatInt(total, 10) != a.text("result", "totalSuccessAmount") {
			t.Fatalf("the lines and the freight are %d: %s", sum, v.raw)
		}
	}
	if orders < 50 || len(refused) < 3 {
		t.Errorf("%d orders, refused %v: too few kinds of things happened", orders, refused)
	}
}
