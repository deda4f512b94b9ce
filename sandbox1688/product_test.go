package sandbox1688

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

const (
	apiList  = "com.alibaba.product:alibaba.product.list.get"
	apiGet   = "com.alibaba.product:alibaba.product.get"
	apiStock = "com.alibaba.product:alibaba.product.modifyStock"
)

func TestDefaultSeedHasTheOddOnes(t *testing.T) {
	t.Parallel()
	seed := DefaultSeed()
	cat := newCatalogue()
	has := map[string]bool{}
	sellers := map[string]bool{}
	cargos := map[string]int{}
	for i := range seed.Offers {
		o := &seed.Offers[i]
		sellers[o.Seller] = true
		if err := cat.add(o.clone(), testStart); err != nil {
			t.Errorf("%s: %v", o.Subject, err)
		}
		if o.CargoNumber != "" {
			cargos[o.Seller+o.CargoNumber]++
		}
		has[fmt.Sprintf("quoteType %d", o.QuoteType)] = true
		has["status "+o.Status] = true
		has["zero stock"] = has["zero stock"] || o.stock() == 0
		has["no 货号"] = has["no 货号"] || o.CargoNumber == ""
		has["twice the same 货号"] = has["twice the same 货号"] || cargos[o.Seller+o.CargoNumber] == 2
		has["minimum"] = has["minimum"] || o.MinOrder > 1
		has["lot"] = has["lot"] || o.Lot > 1
		has["128 characters"] = has["128 characters"] || utf8.RuneCountInString(o.Subject) == 128
		has["no online trade"] = has["no online trade"] || o.NoOnlineTrade
		has["simple"] = has["simple"] || o.Simple
		has["colour by size"] = has["colour by size"] || (len(o.SKUs) > 0 && len(o.SKUs[0].Attributes) == 2)
		for _, tier := range o.Tiers {
			has["four decimals"] = has["four decimals"] || tier.Price%100 != 0
		}
		if len(o.SKUs) > 0 && o.SKUs[0].CargoNumber == "" {
			has["no 单品货号"] = true
		}
	}
	for _, want := range []string{
		"quoteType 0", "quoteType 1", "quoteType 2", "quoteType 3", "status published", "status member expired", "status auto expired", "zero stock",
		"no 货号", "twice the same 货号", "minimum", "lot", "128 characters", "no online trade", "simple", "colour by size", "four decimals", "no 单品货号",
	} {
		if !has[want] {
			t.Errorf("the seed has no offer with %s", want)
		}
	}
	if n := len(seed.Offers); n < 60 || n > 100 || len(sellers) != 3 {
		t.Errorf("%d offers of %d sellers", n, len(sellers))
	}
}

func TestProductGet(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.offer("冰丝针织短袖T恤女")
	a := b.call(sellerClothes, apiGet, map[string]string{"productID": fmt.Sprint(o.ID), "webSite": "1688"})
	a.shape(`{"productInfo":{"productID":612345678901,"productType":"wholesale","categoryID":1,"categoryName":"女式T恤","attributes":[{"attributeID":1,"attributeName":"x","value":"x","isCustom":false}],
		"status":"published","subject":"x","description":"x","language":"CHINESE","periodOfValidity":200,"bizType":1,"pictureAuth":false,"image":{"images":["img/x.jpg"]},
		"skuInfos":[{"attributes":[{"attributeID":1,"attributeName":"颜色","attributeValue":"黑色","skuImageUrl":"img/x.jpg"}],"cargoNumber":"x","amountOnSale":1,"price":23.5,"retailPrice":1,"skuCode":"x","skuId":4412345678901,"specId":"x"}],
		"saleInfo":{"supportOnlineTrade":true,"mixWholeSale":true,"saleType":"normal","priceRanges":[{"startQuantity":1,"price":1}],"amountOnSale":1,"unit":"件","minOrderQuantity":1,"quoteType":1,"invReduceType":2},
		"shippingInfo":{"unitWeight":0.3,"freightTemplateID":1},"productCargoNumber":"YS2602","supplierLoginId":"x","createTime":"x","lastUpdateTime":"x"},"bizGroupInfos":[{"code":"x","description":"x","support":false}]}`)
	a.want("23.5", "productInfo", "skuInfos", 0, "price")
	a.want(o.SKUs[0].SpecID, "productInfo", "skuInfos", 0, "specId")
	if len(o.SKUs[0].SpecID) != 32 || len(fmt.Sprint(o.SKUs[0].ID)) != 13 || len(fmt.Sprint(o.ID)) != 12 {
		t.Errorf("id shapes: offer %d sku %d spec %s", o.ID, o.SKUs[0].ID, o.SKUs[0].SpecID)
	}
	if strings.Contains(string(a.raw), "null") {
		t.Errorf("nulls must be left out: %s", a.raw)
	}
	b.call(sellerCycle, apiGet, map[string]string{"productID": fmt.Sprint(o.ID), "webSite": "1688"}).want(fmt.Sprintf("商品[%d]不存在", o.ID), "errMsg")

	tiers := b.offer("中性笔0.5mm")
	a = b.call(sellerOffice, apiGet, map[string]string{"productID": fmt.Sprint(tiers.ID), "webSite": "1688"})
	a.want("0.385", "productInfo", "saleInfo", "priceRanges", 0, "price")
	a.want("2", "productInfo", "saleInfo", "quoteType")
	if a.at("productInfo", "skuInfos", 0, "price") != nil {
		t.Error("price of a SKU is only sent when quoteType is 1")
	}
}

func TestProductListWalk(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.control("POST", "generate", map[string]any{"seller": sellerClothes, "offers": 45, "skusPerOffer": 3})
	seen := map[string]bool{}
	var total string
	for page := 1; ; page++ {
		a := b.call(sellerClothes, apiList, map[string]string{"pageNo": fmt.Sprint(page), "pageSize": "20", "orderByCondition": "ID", "orderByType": "ASC", "needDetail": "true"})
		total = a.text("result", "pageResult", "totalRecords")
		a.want("true", "success")
		a.want("20", "result", "pageResult", "sizePerPage")
		n := a.len("result", "pageResult", "resultList")
		for i := range n {
			id := a.text("result", "pageResult", "resultList", i, "productID")
			if seen[id] {
				t.Errorf("offer %s twice", id)
			}
			seen[id] = true
			if a.text("result", "pageResult", "resultList", i, "saleInfo", "unit") == "" {
				t.Errorf("offer %s without detail", id)
			}
		}
		if n == 0 {
			break
		}
	}
	if fmt.Sprint(len(seen)) != total {
		t.Errorf("walk found %d offers, total says %s", len(seen), total)
	}
}

func TestProductListFilters(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.offer("冰丝阔腿裤女")
	list := func(login string, params map[string]string) answer {
		return b.call(login, apiList, params)
	}
	count := func(params map[string]string) string {
		return list(sellerClothes, params).text("result", "pageResult", "totalRecords")
	}
	for name, test := range map[string]struct {
		params map[string]string
		want   string
	}{
		"all but deleted":     {nil, "36"},
		"published":           {map[string]string{"statusList": `["published"]`}, "33"},
		"expired is a union":  {map[string]string{"statusList": `["expired"]`}, "2"},
		"member expired":      {map[string]string{"statusList": `["member expired"]`}, "1"},
		"货号":                  {map[string]string{"cargoNumber": "YS2651"}, "2"},
		"title":               {map[string]string{"subjectKey": "卫衣"}, "2"},
		"ids":                 {map[string]string{"productIds": fmt.Sprintf(`[%d,"1"]`, o.ID)}, "1"},
		"category":            {map[string]string{"categoryId": fmt.Sprint(catTrousers)}, "2"},
		"price":               {map[string]string{"priceStart": "120", "priceEnd": "140"}, "2"},
		"no online trade":     {map[string]string{"supportOnlineTrade": "false"}, "1"},
		"changed lately":      {map[string]string{"startModifyTime": "20260801000000000+0800"}, "0"},
		"published in a span": {map[string]string{"startPublishTime": "20260302000000000+0800", "endPublishTime": "20260304000000000+0000"}, "2"},
	} {
		if got := count(test.params); got != test.want {
			t.Errorf("%s: %s offers, want %s", name, got, test.want)
		}
	}
	light := list(sellerClothes, map[string]string{"cargoNumber": "YS2602"})
	light.shape(`{"result":{"pageResult":{"resultList":[{"productID":1,"categoryID":1,"status":"x","subject":"x","productCargoNumber":"x","image":{"images":["x"]}}],"totalRecords":1,"pageIndex":1,"sizePerPage":20}},"success":true}`)
	if light.at("result", "pageResult", "resultList", 0, "skuInfos") != nil {
		t.Error("light objects carry no SKUs")
	}
	list(sellerClothes, map[string]string{"pageSize": "21"}).want("400_2", "code")
	if a := list(sellerClothes, map[string]string{"statusList": "published"}); a.text("error_code") != "gw.ParamInvalid" {
		t.Errorf("statusList must be JSON: %s", a.raw)
	}
	b.control("PATCH", "switches", map[string]any{"clampPageSize": true})
	list(sellerClothes, map[string]string{"pageSize": "500"}).want("20", "result", "pageResult", "sizePerPage")
	list(sellerOffice, map[string]string{"productIds": fmt.Sprintf("[%d]", b.offer("便利贴简易商品").ID)}).want("0", "result", "pageResult", "totalRecords")
}

func TestProductsByIDList(t *testing.T) {
	t.Parallel()
	b := setup(t)
	mine, foreign := b.offer("冰丝阔腿裤女"), b.offer("机械碟刹套装")
	a := b.call(sellerClothes, "com.alibaba.product:alibaba.product.getByIdList", map[string]string{"productIdList": fmt.Sprintf("[%d,%d,1]", mine.ID, foreign.ID)})
	if a.len("productList") != 1 || a.text("productList", 0, "productID") != fmt.Sprint(mine.ID) || a.text("success") != "true" {
		t.Errorf("only own offers: %s", a.raw)
	}
}

func TestCategories(t *testing.T) {
	t.Parallel()
	b := setup(t)
	get := func(id any) answer {
		path, body := b.signed("com.alibaba.product:alibaba.category.get", map[string]string{"categoryID": fmt.Sprint(id)})
		return b.do("POST", path, body, "Content-Type", formType)
	}
	roots := get(0)
	roots.want("true", "succes")
	roots.shape(`{"succes":"true","categoryInfo":[{"categoryID":18,"name":"x","level":1,"isLeaf":false,"parentIDs":[0],"childIDs":[1],"childCategorys":[{"id":1,"name":"x","isLeaf":false,"categoryType":"1"}],"categoryType":"1"}]}`)
	if roots.len("categoryInfo") != 8 {
		t.Errorf("%d roots", roots.len("categoryInfo"))
	}
	leaf := get(catTee)
	leaf.want("true", "categoryInfo", 0, "isLeaf")
	leaf.want("3", "categoryInfo", 0, "level")
	middle := get(leaf.text("categoryInfo", 0, "parentIDs", 0))
	middle.want("10166", "categoryInfo", 0, "parentIDs", 0)
	get(987654321).want("500_1", "errorCode")
	get(987654321).want("false", "succes")
}

func TestModifyStock(t *testing.T) {
	t.Parallel()
	b := setup(t)
	coat, plain, foreign := b.offer("短款牛仔外套女"), b.offer("防盗刷RFID卡包男"), b.offer("U型锁防液压剪")
	before := coat.SKUs[1].Stock
	change := func(absolute bool, text string) answer {
		params := map[string]string{"productStockChange": text, "webSite": "1688"}
		if absolute {
			params["increaceModify"] = "false"
		}
		return b.call(sellerClothes, apiStock, params)
	}
	a := change(false, fmt.Sprintf(`[{"productId":%d,"skuStocks":[{"skuId":"%s","stockChange":5}]},{"productId":"%d","productAmountChange":1}]`, coat.ID, coat.SKUs[1].SpecID, foreign.ID))
	a.want("true", "success")
	a.want("true", "result", 0, "result")
	a.want("false", "result", 1, "result")
	if got := b.offer("短款牛仔外套女").SKUs[1].Stock; got != before+5 {
		t.Errorf("delta: stock %d, want %d", got, before+5)
	}
	change(true, fmt.Sprintf(`[{"productId":%d,"productAmountChange":7}]`, plain.ID)).want("true", "result", 0, "result")
	if got := b.offer("防盗刷RFID卡包男").Stock; got != 7 {
		t.Errorf("absolute: stock %d, want 7", got)
	}
	for name, text := range map[string]string{
		"below zero":           fmt.Sprintf(`[{"productId":%d,"productAmountChange":-8}]`, plain.ID),
		"skuId instead of":     fmt.Sprintf(`[{"productId":%d,"skuStocks":[{"skuId":"%d","stockChange":1}]}]`, coat.ID, coat.SKUs[0].ID),
		"amount of SKU offer":  fmt.Sprintf(`[{"productId":%d,"productAmountChange":1}]`, coat.ID),
		"SKUs of plain offer":  fmt.Sprintf(`[{"productId":%d,"skuStocks":[{"skuId":"x","stockChange":1}]}]`, plain.ID),
		"nothing to be change": fmt.Sprintf(`[{"productId":%d}]`, plain.ID),
	} {
		a := change(false, text)
		if a.text("success") != "true" || a.text("result", 0, "result") != "false" || a.text("result", 0, "code") == "" {
			t.Errorf("%s: %s", name, a.raw)
		}
	}
	change(false, "[]").want("false", "success")
}

func TestGenerateIsLeanAndRepeatable(t *testing.T) {
	t.Parallel()
	repeat := func(c *Config) { c.RepeatIDs = true }
	b, other := setup(t, repeat), setup(t, repeat)
	g := b.control("POST", "generate", map[string]any{"seller": sellerCycle, "offers": 20_000, "skusPerOffer": 5, "seed": 7})
	other.control("POST", "generate", map[string]any{"seller": sellerCycle, "offers": 20_000, "skusPerOffer": 5, "seed": 7})
	b.s.mu.Lock()
	if n := len(b.s.cat.own); n > 200 {
		t.Errorf("%d offers are held in memory", n)
	}
	b.s.mu.Unlock()
	last := map[string]string{"pageNo": "1", "pageSize": "1", "orderByCondition": "ID", "needDetail": "true"}
	a := b.call(sellerCycle, apiList, last)
	a.want("20027", "result", "pageResult", "totalRecords")
	if string(a.raw) != string(other.call(sellerCycle, apiList, last).raw) {
		t.Error("the same seed gave another offer")
	}
	sku := a.text("result", "pageResult", "resultList", 0, "skuInfos", 4, "skuId")
	first, err := strconv.ParseInt(g.text("firstSkuId"), 10, 64)
	if err != nil || sku != fmt.Sprint(first+99_999) {
		t.Errorf("last SKU %s, want %d, %v", sku, first+99_999, err)
	}
	// A generated offer can be changed like any other and keeps the change.
	id := g.text("firstOfferId")
	b.control("PATCH", "offers/"+id, map[string]any{"subject": "改过的标题"})
	b.control("GET", "offers/"+id, nil).want("改过的标题", "subject")
	b.control("DELETE", "offers/"+id, nil)
	if a := b.tryControl("GET", "offers/"+id, nil); a.status != 404 {
		t.Errorf("removed: %d", a.status)
	}
	if a := b.tryControl("POST", "generate", map[string]any{"seller": "小王服装店", "offers": 1}); a.status != 400 {
		t.Errorf("a buyer has no shop: %s", a.raw)
	}
}

func TestOffersByControl(t *testing.T) {
	t.Parallel()
	b := setup(t)
	made := b.control("POST", "offers", map[string]any{"seller": sellerClothes, "subject": "测试商品", "quoteType": 1, "cargoNumber": "T1", "skus": []any{
		map[string]any{"price": "12.3456", "stock": 3, "attributes": []any{map[string]any{"name": "颜色", "value": "红色"}}},
	}})
	id, sku := made.text("id"), made.text("skus", 0, "skuId")
	b.control("PATCH", "offers/"+id+"/skus/"+sku, map[string]any{"stock": 9, "price": 8.5, "cargoNumber": "T1-R"})
	b.control("POST", "offers/"+id+"/skus", map[string]any{"price": "9", "attributes": []any{map[string]any{"name": "颜色", "value": "蓝色"}}})
	a := b.call(sellerClothes, apiGet, map[string]string{"productID": id, "webSite": "1688"})
	a.want("8.5", "productInfo", "skuInfos", 0, "price")
	a.want("T1-R", "productInfo", "skuInfos", 0, "cargoNumber")
	if a.len("productInfo", "skuInfos") != 2 {
		t.Errorf("two SKUs: %s", a.raw)
	}
	b.control("DELETE", "offers/"+id+"/skus/"+sku, nil)
	b.control("PATCH", "offers/"+id, map[string]any{"status": "member expired"})
	for name, body := range map[string]map[string]any{
		"unknown field": {"titel": "x"}, "unknown status": {"status": "gone"}, "no title": {"subject": ""}, "no leaf": {"categoryId": 10166},
		"minimum": {"minOrderQuantity": 0}, "long title": {"subject": strings.Repeat("长", 129)},
	} {
		if a := b.tryControl("PATCH", "offers/"+id, body); a.status != 400 || a.text("error", "message") == "" {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	b.control("GET", "offers?q=T1&status=member+expired", nil).want("1", "total")
}
