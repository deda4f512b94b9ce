package sandbox1688

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

const (
	apiDetail    = "com.alibaba.fenxiao.crossborder:product.search.queryProductDetail"
	apiSimple    = "com.alibaba.product:alibaba.product.simple.get"
	apiCrossInfo = "com.alibaba.product:alibaba.cross.productInfo"
	apiPush      = "com.alibaba.product.push:alibaba.cross.syncProductListPushed"
	apiFenxiao   = "com.alibaba.fenxiao:alibaba.fenxiao.productInfo.get"
	apiFollow    = "com.alibaba.product:alibaba.product.follow"
	apiMix       = "com.alibaba.trade:alibaba.trade.OpQueryMarketingMixConfig"
	apiWangwang  = "com.alibaba.account:account.wangwangUrl.get"
)

func TestCrossDetail(t *testing.T) {
	t.Parallel()
	b := setup(t)
	detail := func(part, country string) answer {
		return b.call(buyerWang, apiDetail, map[string]string{"offerDetailParam": fmt.Sprintf(`{"offerId":"%d","country":%q}`, b.offer(part).ID, country)})
	}
	inner := func(path ...any) []any { return append([]any{"result", "result"}, path...) }
	a := detail(tee, "en")
	a.shape(`{"result":{"success":true,"code":"200","message":"成功","result":{"offerId":1,"categoryId":1,"topCategoryId":1,"secondCategoryId":1,"thirdCategoryId":1,"categoryName":"x","subject":"x","subjectTrans":"x","description":"x",
		"productImage":{"images":["x"]},"productAttribute":[{"attributeId":1,"attributeName":"x","attributeNameTrans":"x","value":"x","valueTrans":"x"}],
		"productSkuInfos":[{"amountOnSale":1,"price":"19.9","skuId":1,"specId":"x","cargoNumber":"x","fenxiaoPriceInfo":{"onePiecePrice":"x","offerPrice":"x"},"skuAttributes":[{"attributeId":1,"attributeName":"x","attributeNameTrans":"x","value":"x","valueTrans":"x","skuImageUrl":"x"}]}],
		"productSaleInfo":{"amountOnSale":1,"priceRangeList":[{"startQuantity":1,"price":"19.9"}],"quoteType":1,"unitInfo":{"unit":"件","transUnit":"x"},"fenxiaoSaleInfo":{"onePieceFreePostage":false,"startQuantity":1,"onePiecePrice":"x","offerPrice":"x"},"consignPrice":"x"},
		"productShippingInfo":{"sendGoodsAddressText":"x","weight":0.25,"width":1,"height":1,"length":1,"skuShippingInfoList":[{"specId":"x","skuId":1,"weight":250}],"skuShippingDetails":[{"skuId":"x","weight":0.25}],"shippingTimeGuarantee":"shipIn48Hours","pkgSizeSource":"x"},
		"minOrderQuantity":1,"status":"published","tagInfoList":[{"key":"x","value":true}],"sellerMixSetting":{"generalHunpi":true,"mixAmount":300,"mixNumber":20},"sellerOpenId":"BBB","companyName":"x","soldOut":"x","tradeScore":"5.0","isJxhy":false,"promotionUrl":"https://detail.1688.com/offer/","createDate":"2024-05-24 00:00:00"}}}`)
	a.want("19.9", inner("productSkuInfos", 0, "price")...) // a text here
	a.want("250", inner("productShippingInfo", "skuShippingInfoList", 0, "weight")...)
	a.want("0.25", inner("productShippingInfo", "skuShippingDetails", 0, "weight")...)
	if strings.Contains(string(a.raw), sellerClothes) || !strings.HasPrefix(a.text(inner("productImage", "images", 0)...), b.http.URL) {
		t.Errorf("the supplier has a name, or pictures are relative: %s", a.raw)
	}
	tiered := detail(polo, "ja")
	tiered.want("100", inner("minOrderQuantity")...)
	tiered.want("14.2", inner("productSaleInfo", "priceRangeList", 1, "price")...)
	if tiered.at(inner("productSkuInfos", 0, "price")...) != nil {
		t.Errorf("a price of its own beside tiers: %s", tiered.raw)
	}
	detail(tube, "en").want("10", inner("batchNumber")...)
	detail(pen, "en").want("0.385", inner("productSaleInfo", "priceRangeList", 0, "price")...)
	missing := b.call(buyerWang, apiDetail, map[string]string{"offerDetailParam": `{"offerId":7,"country":"en"}`})
	if string(missing.raw) != `{"result":{"success":false,"code":"SP0056","message":"商品不存在"}}` {
		t.Errorf("missing: %s", missing.raw)
	}
	if a := detail("护眼台灯学生宿舍", "en"); string(a.raw) != `{"success":false,"message":"没有该商品的查询权限"}` {
		t.Errorf("outside the pool: %s", a.raw)
	}
	detail(tee, "").want("400_1", "result", "code")
	detail("加绒加厚圆领卫衣女秋冬", "en").want("member expired", inner("status")...)
}

// Prices are what the offer's quoteType says, and the unit price of an order is one of
// them.
func TestSimpleGet(t *testing.T) {
	t.Parallel()
	b := setup(t)
	get := func(part string) answer {
		return b.call(buyerWang, apiSimple, map[string]string{"productID": fmt.Sprint(b.offer(part).ID), "webSite": "1688"})
	}
	get(tee).want(fmt.Sprintf("与商品[%d]的供应商没有交易关系", b.offer(tee).ID), "errMsg")
	id := b.buy([]item{b.cargo(tee, 1)})
	if get(tee).text("errMsg") == "" {
		t.Error("an unpaid order is no trade")
	}
	b.act(id, "pay", nil)
	a := get(tee)
	a.shape(`{"productInfo":{"productID":1,"categoryID":1,"status":"published","subject":"x","description":"x","image":{"images":["img"]},"skuInfos":[{"attributes":[{"attributeID":1,"attributeValue":"x"}],"cargoNumber":"x","amountOnSale":1,"skuCode":"x","skuId":1,"specId":"x"}],"referencePrice":"x"},"bizGroupInfos":[{"support":false,"description":"x","code":"x"}]}`)
	a.want("19.9~20.49", "productInfo", "referencePrice")
	if a.at("productInfo", "saleInfo") != nil || a.at("productInfo", "skuInfos", 0, "price") != nil {
		t.Errorf("there are prices: %s", a.raw)
	}
	get("加绒加厚圆领卫衣女秋冬").want("member expired", "productInfo", "status")
	if get(tube).text("errMsg") == "" {
		t.Error("of a seller without a trade")
	}
	b.call(buyerWang, apiSimple, map[string]string{"productID": "7", "webSite": "1688"}).want("商品[7]不存在", "errMsg")
}

func TestOtherLookups(t *testing.T) {
	t.Parallel()
	b := setup(t)
	shirt := fmt.Sprint(b.offer(tee).ID)
	info := func() answer { return b.call(buyerWang, apiCrossInfo, map[string]string{"productId": shirt}) }
	info().want("400_3", "code")
	push := func(list string) answer {
		return b.call(buyerWang, apiPush, map[string]string{"productIdList": list})
	}
	push("["+strings.Repeat(shirt+",", 20)+shirt+"]").want("400_2", "result", "errorCode")
	push("[7]").want("500_1", "result", "errorCode")
	push(fmt.Sprintf("[%d]", b.offer("护眼台灯学生宿舍").ID)).want("500_1", "result", "errorCode")
	info().want("400_3", "code")
	push("["+shirt+"]").want("true", "result", "success")
	a := info()
	a.shape(`{"success":true,"productInfo":{"productID":1,"crossBorderOffer":true,"saleInfo":{"quoteType":1,"mixWholeSale":true,"minOrderQuantity":1},"shippingInfo":{"unitWeight":0.25,"freightTemplateID":1,"sendGoodsAddressText":"x","length":30,"width":25,"height":3,
		"freightTemplate":[{"id":1,"name":"x","chargeType":0,"firstUnit":1,"firstUnitFee":600,"nextUnit":1,"nextUnitFee":250}]}}}`)
	b.call(buyerFang, apiCrossInfo, map[string]string{"productId": shirt}).want("400_3", "code")

	a = b.call(buyerWang, apiFenxiao, map[string]string{"offerId": fmt.Sprint(b.offer(tube).ID)})
	a.shape(`{"success":true,"productInfo":{"productID":1,"productSkuInfos":[{"skuId":1,"price":5.2}],"productSaleInfo":{"saleType":"batch","batchNumber":10,"minOrderQuantity":10},"productShippingInfo":{"freightTemplateID":1},"productImage":{"images":["x"]},"supplierLoginId":"x","status":"published","referencePrice":"5.2"}}`)
	a.want("batch", "productInfo", "productSaleInfo", "saleType")
	b.call(buyerWang, apiFenxiao, map[string]string{"offerId": "7"}).want("500_1", "code")

	for api, want := range map[string]int{apiFollow: 1, apiFollow + ".crossborder": 1} {
		b.call(buyerWang, api, map[string]string{"productId": shirt}).shape(`{"code":0,"message":"success"}`)
		if got := len(b.s.account(buyerWang).Followed); got != want {
			t.Errorf("%s: %d followed", api, got)
		}
	}
	b.call(buyerWang, apiFollow, map[string]string{"productId": "7"}).want("404", "code")
	b.call(buyerWang, strings.Replace(apiFollow, "follow", "unfollow", 1)+".crossborder", map[string]string{"productId": shirt}).want("0", "code")
	if got := len(b.s.account(buyerWang).Followed); got != 0 {
		t.Errorf("%d still followed", got)
	}

	a = b.call(buyerWang, apiMix, map[string]string{"sellerLoginId": sellerClothes})
	a.shape(`{"result":{"generalHunpi":true,"gmtCreate":"x","gmtModified":"x","memberId":"x","mixAmount":300,"mixNumber":20},"success":true}`)
	a.want("300", "result", "mixAmount") // yuan
	b.call(buyerWang, apiMix, map[string]string{"sellerMemberId": "b2b-2208450917342"}).want("false", "result", "generalHunpi")
	for _, params := range []map[string]string{{}, {"sellerLoginId": "谁也不是"}, {"sellerLoginId": buyerWang}} {
		b.call(buyerWang, apiMix, params).want("500_1", "errorCode")
	}

	open := openUID("1234567", b.s.account(sellerClothes).UserID)
	if link := b.call(buyerWang, apiWangwang, map[string]string{"toOpenUid": open}).text("result", "result"); !strings.Contains(link, "touid=cnalichn"+url.QueryEscape(sellerClothes)) {
		t.Errorf("link %s", link)
	}
	b.call(buyerWang, apiWangwang, map[string]string{"toOpenUid": "x"}).want("500_1", "result", "code")
	b.call(buyerWang, "com.alibaba.account:alibaba.account.basic", nil).want(buyerWang, "result", "loginId")
}
