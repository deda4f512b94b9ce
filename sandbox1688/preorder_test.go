package sandbox1688

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

const (
	apiCreate  = "com.alibaba.trade:alibaba.preOrder.create"
	apiPreList = "com.alibaba.trade:alibaba.preOrder.getList"
)

// item is a line as preOrder.create takes it.
type item map[string]any

// bill makes the parameters of preOrder.create.
func bill(items []item, change ...string) map[string]string {
	raw, err := json.Marshal(items)
	if err != nil {
		panic(err)
	}
	p := map[string]string{"marketName": "dxc", "postFee": "0", "remark": "档口自提", "logisticsType": "1", "itemList": string(raw)}
	for i := 0; i+1 < len(change); i += 2 {
		p[change[i]] = change[i+1]
		if change[i+1] == "-" {
			delete(p, change[i])
		}
	}
	return p
}

// shirt is a line of the first SKU of an offer priced 23.5 yuan per SKU.
func (b *bench) shirt(amount int) item {
	o := b.offer("冰丝针织短袖T恤女")
	return item{"offerId": o.ID, "skuId": o.SKUs[0].ID, "buyAmount": amount, "auctionPrice": 2350}
}

// create makes a pre-order of n shirts and returns its id.
func (b *bench) create(n int, change ...string) string {
	b.t.Helper()
	b.stock("冰丝针织短袖T恤女", 1000)
	a := b.call(sellerClothes, apiCreate, bill([]item{b.shirt(n)}, change...))
	if a.text("success") != "true" {
		b.t.Fatalf("create: %s", a.raw)
	}
	return a.text("orderId")
}

func (b *bench) stock(part string, n int) {
	o := b.offer(part)
	b.control("PATCH", fmt.Sprintf("offers/%d/skus/%d", o.ID, o.SKUs[0].ID), map[string]any{"stock": n})
}

func (b *bench) preOrder(id string) answer {
	b.t.Helper()
	return b.call(sellerClothes, apiPreList, map[string]string{"orderId": id, "pageIndex": "1", "pageSize": "20"})
}

func TestPreOrderRefusals(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.stock("冰丝针织短袖T恤女", 50)
	shirt := b.shirt(2)
	line := func(part string, amount, price int, change ...any) []item {
		o := b.offer(part)
		it := item{"offerId": o.ID, "buyAmount": amount, "auctionPrice": price}
		if len(o.SKUs) > 0 {
			it["skuId"] = fmt.Sprint(o.SKUs[0].ID) // numbers as texts are accepted
		}
		for i := 0; i+1 < len(change); i += 2 {
			key, _ := change[i].(string)
			it[key] = change[i+1]
		}
		return []item{it}
	}
	one := func(change ...any) []item { return line("冰丝针织短袖T恤女", 2, 2350, change...) }
	many := make([]item, 51)
	for i := range many {
		many[i] = shirt
	}
	for name, test := range map[string]struct {
		params map[string]string
		code   string
	}{
		"unknown market":        {bill(one(), "marketName", "义乌"), "MARKET_NOT_SUPPORTED"},
		"no lines":              {bill([]item{}), "ITEM_LIST_EMPTY"},
		"too many lines":        {bill(many), "TOO_MANY_ITEMS"},
		"unknown offer":         {bill(one("offerId", 1)), "OFFER_NOT_EXIST"},
		"another seller's":      {bill(line("机械碟刹套装", 1, 3800)), "OFFER_NOT_OWN"},
		"taken down":            {bill(line("加绒加厚圆领卫衣女", 1, 5200)), "OFFER_OFFLINE"},
		"in audit":              {bill(line("婴幼儿睡衣", 1, 3300)), "OFFER_OFFLINE"},
		"no online trade":       {bill(line("样衣专拍", 1, 100)), "OFFER_NOT_SUPPORT_ONLINE_TRADE"},
		"SKU missing":           {bill(one("skuId", nil)), "SKU_REQUIRED"},
		"SKU unknown":           {bill(one("skuId", 4412345678901)), "SKU_NOT_EXIST"},
		"SKU of a plain offer":  {bill(line("防盗刷RFID", 1, 680, "skuId", 5)), "SKU_NOT_EXIST"},
		"amount zero":           {bill(one("buyAmount", 0)), "BUY_AMOUNT_INVALID"},
		"amount negative":       {bill(one("buyAmount", -3)), "BUY_AMOUNT_INVALID"},
		"below minimum":         {bill(line("真皮手提包女", 1, 16800)), "BELOW_MIN_ORDER_QUANTITY"},
		"above stock":           {bill(one("buyAmount", 51)), "STOCK_NOT_ENOUGH"},
		"above stock, summed":   {bill([]item{b.shirt(30), b.shirt(30)}), "STOCK_NOT_ENOUGH"},
		"sold out":              {bill(line("纯色V领短袖T恤女", 1, 990)), "STOCK_NOT_ENOUGH"},
		"price too low":         {bill(one("auctionPrice", 234)), "PRICE_OUT_OF_LIMIT"},
		"price zero":            {bill(one("auctionPrice", 0)), "PRICE_OUT_OF_LIMIT"},
		"price too high":        {bill(one("auctionPrice", 23501)), "PRICE_OUT_OF_LIMIT"},
		"price negative":        {bill(one("auctionPrice", -1)), "PRICE_OUT_OF_LIMIT"},
		"totalFee is not sum":   {bill(one(), "totalFee", "4699"), "TOTAL_FEE_MISMATCH"},
		"freight negative":      {bill(one(), "postFee", "-1"), "POST_FEE_INVALID"},
		"logisticsType unknown": {bill(one(), "logisticsType", "3"), "LOGISTICS_TYPE_INVALID"},
		"remark too long":       {bill(one(), "remark", strings.Repeat("长", 501)), "REMARK_TOO_LONG"},
	} {
		a := b.call(sellerClothes, apiCreate, test.params)
		if a.status != 200 || a.text("success") != "false" || a.text("code") != test.code || a.text("message") == "" || a.at("orderId") != nil {
			t.Errorf("%s: %d %s, want %s", name, a.status, a.raw, test.code)
		}
	}
	o := b.offer("内胎美嘴")
	b.call(sellerCycle, apiCreate, bill([]item{{"offerId": o.ID, "skuId": o.SKUs[0].ID, "buyAmount": 15, "auctionPrice": 520}})).want("NOT_MULTIPLE_OF_BATCH", "code")
	for name, params := range map[string]map[string]string{
		"marketName": bill(one(), "marketName", "-"), "postFee": bill(one(), "postFee", "-"), "itemList": bill(one(), "itemList", "-"),
	} {
		if a := b.call(sellerClothes, apiCreate, params); a.status != 400 || a.text("error_code") != "gw.ParamMissing" {
			t.Errorf("%s missing: %d %s", name, a.status, a.raw)
		}
	}
	if a := b.call(sellerClothes, apiCreate, bill(one(), "itemList", "{")); a.text("error_code") != "gw.ParamInvalid" {
		t.Errorf("broken itemList: %s", a.raw)
	}
	if a := b.call(sellerClothes, apiCreate, bill(one("buyAmount", 1.5))); a.text("error_code") != "gw.ParamInvalid" {
		t.Errorf("half a piece: %s", a.raw)
	}
	if n := b.control("GET", "state", nil).text("counts", "preOrders"); n != "0" {
		t.Errorf("%s pre-orders after refusals only", n)
	}
}

func TestPreOrderSwitches(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.stock("冰丝针织短袖T恤女", 50)
	try := func(switches map[string]any, params map[string]string) answer {
		t.Helper()
		b.control("PATCH", "switches", switches)
		return b.call(sellerClothes, apiCreate, params)
	}
	zero := b.shirt(1)
	zero["auctionPrice"] = 0
	try(map[string]any{"anyMarket": true}, bill([]item{b.shirt(1)}, "marketName", "其他")).want("true", "success")
	try(map[string]any{"acceptTotalFee": true}, bill([]item{b.shirt(1)}, "totalFee", "2000")).want("true", "success")
	try(map[string]any{"zeroPriceIsList": true}, bill([]item{zero}, "totalFee", "2350")).want("true", "success")
	try(map[string]any{"logisticsTypeRequired": true}, bill([]item{b.shirt(1)}, "logisticsType", "-")).want("LOGISTICS_TYPE_INVALID", "code")
	try(map[string]any{"priceMinPercent": 90}, bill([]item{{"offerId": b.shirt(1)["offerId"], "skuId": b.shirt(1)["skuId"], "buyAmount": 1, "auctionPrice": 2000}})).want("PRICE_OUT_OF_LIMIT", "code")
	try(map[string]any{"preOrderClosed": true}, bill([]item{b.shirt(1)})).want("gw.APIACLDecline", "error_code")
	if a := b.tryControl("PATCH", "switches", map[string]any{"preOrderTTL": "soon"}); a.status != 400 {
		t.Errorf("a bad duration: %s", a.raw)
	}
}

func TestPreOrderMixedBatch(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.offer("短款钱包女ins") // minimum 3, takes part in the mixed batch of 20 pieces or 300 yuan
	two := item{"offerId": o.ID, "skuId": o.SKUs[0].ID, "buyAmount": 2, "auctionPrice": 850}
	b.control("PATCH", fmt.Sprintf("offers/%d/skus/%d", o.ID, o.SKUs[0].ID), map[string]any{"stock": 100})
	b.stock("冰丝针织短袖T恤女", 100)
	b.call(sellerClothes, apiCreate, bill([]item{two})).want("BELOW_MIN_ORDER_QUANTITY", "code")
	b.call(sellerClothes, apiCreate, bill([]item{two, b.shirt(18)})).want("true", "success")
}

func TestPreOrderLife(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.stock("冰丝针织短袖T恤女", 1000)
	a := b.call(sellerClothes, apiCreate, bill([]item{b.shirt(3), b.shirt(1)}, "postFee", "800", "totalFee", "9400", "logisticsType", "2", "remark", "单号XH001"))
	a.shape(`{"success":true,"orderId":880000012345}`)
	id := a.text("orderId")

	list := b.preOrder(id)
	list.shape(`{"success":true,"totalCount":1,"pageIndex":1,"orderList":[{"id":1,"status":0,"totalFee":1,"postFee":0,"adjustFee":0,"actualTotalFee":1,"logisticsType":1,"payType":2,"detailUrl":"x","remark":"x",
		"gmtCreate":"x","gmtModified":"x","gmtConfirm":"x","itemList":[{"id":1,"orderDraftId":1,"auctionId":1,"auctionTitle":"x","auctionPicUrl":"x","auctionPrice":1,"auctionUnit":"件","skuId":1,"specId":"x","buyAmount":1,"totalFee":1,"discountFee":0,"adjustFee":0}]}]}`)
	list.want("0", "orderList", 0, "status")
	list.want("10200", "orderList", 0, "actualTotalFee")
	list.want("20260801101500000+0800", "orderList", 0, "gmtCreate")
	list.want(b.http.URL+"/preorder/"+id, "orderList", 0, "detailUrl")
	if list.at("orderList", 0, "bizOrderId") != nil {
		t.Error("no formal order yet")
	}

	b.control("POST", "preorders/"+id+"/adjust", map[string]any{"adjustFee": -301})
	b.control("POST", "preorders/"+id+"/confirm", map[string]any{"buyer": "小王服装店"})
	list = b.preOrder(id)
	list.want("1", "orderList", 0, "status")
	list.want("9899", "orderList", 0, "actualTotalFee")
	list.want("2214067712394", "orderList", 0, "buyerSubId")
	orderID := list.text("orderList", 0, "bizOrderId")
	if !strings.HasSuffix(orderID, "719423") || len(orderID) != 19 { // user id …712394
		t.Errorf("order id %s does not end like the buyer's", orderID)
	}
	if got := b.offer("冰丝针织短袖T恤女").SKUs[0].Stock; got != 1000 {
		t.Errorf("stock %d: it goes down at payment only", got)
	}

	order := b.call(sellerClothes, "com.alibaba.trade:alibaba.trade.get.sellerView", map[string]string{"webSite": "1688", "orderId": orderID})
	order.want("true", "success")
	order.want("98.99", "result", "baseInfo", "totalAmount")
	order.want("-301", "result", "baseInfo", "discount")
	order.want("94", "result", "baseInfo", "sumProductPayment")
	order.want("8", "result", "baseInfo", "shippingFee")
	order.want(id, "result", "baseInfo", "preOrderId")
	order.want("dxc", "result", "orderBizInfo", "preOrderInfo", "marketName")
	order.want("true", "result", "orderBizInfo", "preOrderInfo", "createPreOrderApp")
	order.want("68.25", "result", "productItems", 0, "itemAmount")
	order.want("-225", "result", "productItems", 0, "entryDiscount")
	order.want("-76", "result", "productItems", 1, "entryDiscount")

	b.control("POST", "preorders/"+id+"/pay", map[string]any{"method": "bank"})
	b.preOrder(id).want("2", "orderList", 0, "status")
	if got := b.offer("冰丝针织短袖T恤女").SKUs[0].Stock; got != 996 {
		t.Errorf("stock %d after payment, want 996", got)
	}
	for action, code := range map[string]string{"pay": "preorder_paid", "adjust": "preorder_paid", "cancel": "preorder_expired"} {
		if a := b.tryControl("POST", "preorders/"+id+"/"+action, nil); a.status != 409 || a.text("error", "code") != code {
			t.Errorf("%s of a paid one: %d %s", action, a.status, a.raw)
		}
	}
	b.advance("240h")
	b.preOrder(id).want("2", "orderList", 0, "status") // paid ones do not expire
}

func TestPreOrderTwiceIsTwo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first, second := b.create(1), b.create(1)
	if first == second {
		t.Error("there is no protection against duplicates")
	}
	b.call(sellerClothes, apiPreList, nil).want("2", "totalCount")
	b.call(sellerClothes, apiPreList, nil).want(second, "orderList", 0, "id")
	b.call(sellerClothes, apiPreList, map[string]string{"marketName": "hqb"}).want("0", "totalCount")
	b.call(sellerCycle, apiPreList, map[string]string{"orderId": first}).want("0", "totalCount")
	b.call(sellerClothes, apiPreList, map[string]string{"pageSize": "21"}).want("400_2", "errorCode")
}

func TestPreOrderExpires(t *testing.T) {
	t.Parallel()
	b := setup(t)
	waiting, ordered := b.create(1), b.create(1)
	o := b.offer("冰丝针织短袖T恤女")
	b.control("PATCH", fmt.Sprintf("offers/%d", o.ID), map[string]any{"invReduceType": 1})
	view := b.control("POST", "preorders/"+ordered+"/confirm", nil)
	if got := b.offer("冰丝针织短袖T恤女").SKUs[0].Stock; got != 999 {
		t.Errorf("stock %d: this offer reduces at the order", got)
	}
	b.advance("119h59m59s")
	b.preOrder(waiting).want("1", "totalCount")
	b.advance("1s")
	b.preOrder(waiting).want("0", "totalCount")
	b.preOrder(ordered).want("0", "totalCount")
	order := b.control("GET", "orders/"+view.text("orderId"), nil)
	order.want("cancel", "status")
	if got := b.offer("冰丝针织短袖T恤女").SKUs[0].Stock; got != 1000 {
		t.Errorf("stock %d: it comes back when the order closes", got)
	}
	b.control("PATCH", "switches", map[string]any{"keepRetired": true})
	b.preOrder(waiting).want("0", "orderList", 0, "status")
	if status, _, page := b.follow(http.MethodGet, "/preorder/"+waiting, nil); status != 410 || !strings.Contains(page, "二维码已失效") {
		t.Errorf("the page of an expired one: %d", status)
	}
	if status, _, _ := b.follow(http.MethodGet, "/preorder/1", nil); status != 404 {
		t.Errorf("the page of an unknown one: %d", status)
	}
}

func TestPreOrderListOrderAndLag(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var ids []string
	for range 3 {
		ids = append(ids, b.create(1))
		b.advance("10s")
	}
	list := func(switches map[string]any) answer {
		t.Helper()
		b.control("PATCH", "switches", switches)
		return b.call(sellerClothes, apiPreList, nil)
	}
	a := list(map[string]any{"preOrderListOrder": "oldest"})
	for i, id := range ids {
		a.want(id, "orderList", i, "id")
	}
	mixed := list(map[string]any{"preOrderListOrder": "mixed"})
	mixed.want("3", "totalCount")
	if again := b.call(sellerClothes, apiPreList, nil); string(again.raw) != string(mixed.raw) {
		t.Error("the mixed order is another at each call")
	}
	list(map[string]any{"preOrderListLag": "15s"}).want("2", "totalCount") // made 30, 20 and 10 seconds ago
	b.preOrder(ids[2]).want("0", "totalCount")
	b.advance("5s")
	b.preOrder(ids[2]).want("1", "totalCount")
	for _, bad := range []map[string]any{{"preOrderListOrder": "newest"}, {"preOrderListLag": "-1s"}, {"formalOrderTTL": "-1s"}} {
		if a := b.tryControl("PATCH", "switches", bad); a.status != 400 {
			t.Errorf("%v: %d %s", bad, a.status, a.raw)
		}
	}
}

func TestFormalOrderHasItsOwnTimeToPay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.control("PATCH", "switches", map[string]any{"formalOrderTTL": "48h"})
	soon, late, waiting := b.create(1), b.create(1), b.create(1)
	view := b.control("POST", "preorders/"+soon+"/confirm", nil)
	b.advance("47h59m59s")
	b.preOrder(soon).want("1", "totalCount")
	b.advance("1s")
	b.preOrder(soon).want("0", "totalCount")
	b.control("GET", "orders/"+view.text("orderId"), nil).want("cancel", "status")
	b.advance("71h")
	b.control("POST", "preorders/"+late+"/confirm", nil)
	b.advance("1h") // five days after it was made
	b.preOrder(waiting).want("0", "totalCount")
	b.preOrder(late).want("1", "totalCount")
	b.control("POST", "preorders/"+late+"/pay", nil)
	b.preOrder(late).want("2", "orderList", 0, "status")
}

func TestScanLocksToOneOfMany(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.create(2)
	if status, _, _ := b.follow(http.MethodHead, "/preorder/"+id, nil); status != 200 {
		t.Fatalf("HEAD %d", status)
	}
	var mu sync.Mutex
	got := map[int]int{}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			status, _, _ := b.follow(http.MethodGet, "/preorder/"+id, nil, fmt.Sprintf("scanner-%010d", i))
			mu.Lock()
			defer mu.Unlock()
			got[status]++
		})
	}
	wg.Wait()
	if got[200] != 1 || got[403] != 7 {
		t.Errorf("answers %v, want one 200 and seven 403", got)
	}
	if a := b.tryControl("POST", "preorders/"+id+"/scan", nil); a.text("error", "code") != "preorder_locked" {
		t.Errorf("scan by control: %s", a.raw)
	}
}

func TestCashierPage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.create(2, "postFee", "1000", "logisticsType", "2")
	const me, other = "scanner-0123456789", "scanner-9876543210"
	status, _, page := b.follow(http.MethodGet, "/preorder/"+id, nil, me)
	for _, want := range []string{"杭州云裳服饰有限公司", "冰丝针织短袖T恤女", "¥23.50 × 2件", "¥57.00", "快递", "小王服装店", "确认订单"} {
		if status != 200 || !strings.Contains(page, want) {
			t.Errorf("page %d lacks %q", status, want)
		}
	}
	if status, _, page := b.follow(http.MethodGet, "/preorder/"+id, nil, other); status != 403 || !strings.Contains(page, "已被其他人扫描") || strings.Contains(page, "¥57") {
		t.Errorf("second scanner: %d", status)
	}
	if status, _, _ := b.follow(http.MethodPost, "/preorder/"+id+"/confirm", url.Values{"buyer": {"小王服装店"}}, other); status != 403 {
		t.Errorf("second scanner confirms: %d", status)
	}
	if status, _, page := b.follow(http.MethodPost, "/preorder/"+id+"/pay", url.Values{"method": {"alipay"}}, me); status != 409 || !strings.Contains(page, "请先确认订单") {
		t.Errorf("pay before confirming: %d", status)
	}
	for _, buyer := range []string{"", sellerClothes} {
		if status, _, _ := b.follow(http.MethodPost, "/preorder/"+id+"/confirm", url.Values{"buyer": {buyer}}, me); status != 409 {
			t.Errorf("buyer %q: %d", buyer, status)
		}
	}
	status, location, _ := b.follow(http.MethodPost, "/preorder/"+id+"/confirm", url.Values{"buyer": {"小王服装店"}}, me)
	if status != 303 || location.Path != "/preorder/"+id {
		t.Errorf("confirm: %d %v", status, location)
	}
	if _, _, page := b.follow(http.MethodGet, "/preorder/"+id, nil, me); !strings.Contains(page, "立即支付") || !strings.Contains(page, "中山东路100号") {
		t.Error("the pay page shows methods and receiver")
	}
	if status, _, _ := b.follow(http.MethodPost, "/preorder/"+id+"/pay", url.Values{"method": {"cash"}}, me); status != 409 {
		t.Errorf("unknown method: %d", status)
	}
	if status, _, _ := b.follow(http.MethodPost, "/preorder/"+id+"/pay", url.Values{"method": {"corporate"}}, me); status != 303 {
		t.Errorf("pay: %d", status)
	}
	if _, _, page := b.follow(http.MethodGet, "/preorder/"+id, nil, me); !strings.Contains(page, "支付成功") {
		t.Error("the paid page")
	}
	b.preOrder(id).want("2", "orderList", 0, "status")
	if a := b.do("GET", "/preorder/"+id+"/qr.png", ""); a.status != 200 || !strings.HasPrefix(string(a.raw), "\x89PNG") {
		t.Errorf("QR code: %d", a.status)
	}
}

func TestConfirmLooksAtStockAgain(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.create(2)
	b.stock("冰丝针织短袖T恤女", 1)
	if a := b.tryControl("POST", "preorders/"+id+"/confirm", nil); a.text("error", "code") != "stock_short" {
		t.Errorf("sold out in between: %s", a.raw)
	}
	if a := b.tryControl("POST", "preorders/"+id+"/adjust", map[string]any{"adjustFee": -4700}); a.text("error", "code") != "adjust_too_low" {
		t.Errorf("adjusted to nothing: %s", a.raw)
	}
}
