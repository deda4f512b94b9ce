package sandbox1688

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	apiAlipayURL  = "com.alibaba.trade:alibaba.alipay.url.get"
	apiCrossURL   = "com.alibaba.trade:alibaba.crossBorderPay.url.get"
	apiCreditURL  = "com.alibaba.trade:alibaba.creditPay.url.get"
	apiGroupURL   = "com.alibaba.trade:alibaba.trade.grouppay.url.get"
	apiPayWay     = "com.alibaba.trade:alibaba.trade.payWay.query"
	apiAnalysis   = "com.alibaba.trade:trade.orderpay.analysis"
	apiIsOpen     = "com.alibaba.trade:alibaba.trade.pay.protocolPay.isopen"
	apiPreparePay = "com.alibaba.trade:alibaba.trade.pay.protocolPay.preparePay"
)

func idList(ids ...string) string { return "[" + strings.Join(ids, ",") + "]" }

// buyAs places an order of some shirts for any buyer.
func (b *bench) buyAs(login string, n int) string {
	b.t.Helper()
	a := b.call(login, apiBuy, basket([]item{b.cargo(tee, n)}, "tradeType", "assureTrade",
		"addressParam", `{"districtCode":"330108","fullName":"收货人","mobile":"13800000001","address":"路1号"}`))
	if a.text("result", "orderId") == "" {
		b.t.Fatalf("create: %s", a.raw)
	}
	return a.text("result", "orderId")
}

func TestPayLinks(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one, two, paid, closed := b.buyAs(buyerWang, 1), b.buyAs(buyerWang, 2), b.buyAs(buyerWang, 3), b.buyAs(buyerWang, 4)
	b.act(paid, "pay", nil)
	b.act(closed, "close", nil)
	others := b.buyAs(buyerFang, 1)
	link := func(login, list string) answer {
		return b.call(login, apiAlipayURL, map[string]string{"orderIdList": list})
	}

	a := link(buyerWang, idList(one, two))
	a.want(b.http.URL+"/order/cashier.htm?orderId="+one+";"+two, "payUrl")
	if a.at("payFailureOrderList") != nil || a.text("success") != "true" {
		t.Errorf("both: %s", a.raw)
	}
	a = link(buyerWang, idList(one, paid, closed, others, "7"))
	a.want("true", "success")
	a.want(b.http.URL+"/order/cashier.htm?orderId="+one, "payUrl")
	a.want("["+strings.Join([]string{paid, closed, others, "7"}, " ")+"]", "payFailureOrderList")
	a = link(buyerWang, idList(paid))
	a.want("false", "success")
	a.want("ORDER_STATUS_ERROR", "errorCode")
	a.want("订单已支付", "erroMsg")
	link(buyerWang, idList(others)).want("不是自己的订单", "erroMsg")
	link(buyerWang, "[]").want("400_1", "errorCode")
	link(buyerWang, idList(slices.Repeat([]string{one}, 101)...)).want("400_2", "errorCode")
	link(buyerWang, idList(slices.Repeat([]string{one}, 100)...)).want("true", "success")
	link(buyerHaixi, idList(slices.Repeat([]string{one}, 31)...)).want("400_2", "errorCode") // has 跨境宝

	// Made by a seller without an address: not together with others.
	pre := b.create(1)
	manual := b.control("POST", "preorders/"+pre+"/confirm", map[string]any{"buyer": buyerWang}).text("orderId")
	a = link(buyerWang, idList(manual, one))
	a.want("Batch pay : not surport MANUAL-TRADE!", "erroMsg")
	a.want("["+manual+"]", "payFailureOrderList")
	link(buyerWang, idList(manual)).want("true", "success")
	b.control("PATCH", fmt.Sprintf("offers/%d", b.offer(tee).ID), map[string]any{"status": "member expired"})
	link(buyerWang, idList(one)).want("操作库存失败:PRODUCT_TRADE_STAT_ERROR", "erroMsg")
	b.control("PATCH", fmt.Sprintf("offers/%d", b.offer(tee).ID), map[string]any{"status": "published"})

	haixis := b.buyAs(buyerHaixi, 1)
	b.call(buyerWang, apiCrossURL, map[string]string{"orderIdList": idList(one)}).want("400_4", "errorCode")
	cross := b.call(buyerHaixi, apiCrossURL, map[string]string{"orderIdList": idList(haixis, one)})
	cross.shape(`{"success":"true","payUrl":"x","cantPayOrderList":[1]}`)
	b.call(buyerHaixi, apiCrossURL, map[string]string{"orderIdList": idList(slices.Repeat([]string{haixis}, 31)...)}).want("400_2", "errorCode")
	b.call(buyerWang, apiCreditURL, map[string]string{"orderIdList": idList(one)}).want("400_4", "errorCode")
	b.call(buyerHaixi, apiCreditURL, map[string]string{"orderIdList": idList(haixis)}).want(b.http.URL+"/order/cashier.htm?orderId="+haixis+"&channel=shegou", "payUrl")
	group := b.call(buyerWang, apiGroupURL, map[string]string{"orderIds": idList(one, two), "payPlatformType": "WIRELESS"})
	group.shape(`{"results":{"payUrl":"x","success":true}}`)
	b.call(buyerWang, apiGroupURL, map[string]string{"orderIds": idList(one, paid)}).want("ORDER_STATUS_ERROR", "results", "errorCode")
	b.call(buyerWang, apiGroupURL, map[string]string{"orderIds": idList(one), "payPlatformType": "TV"}).want("400_2", "results", "errorCode")
}

// browser keeps cookies and follows redirects.
func (b *bench) browser() func(method, path string, form url.Values) (int, string) {
	b.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	return func(method, path string, form url.Values) (int, string) {
		b.t.Helper()
		req, err := http.NewRequestWithContext(context.Background(), method, b.http.URL+path, strings.NewReader(form.Encode()))
		if err != nil {
			b.t.Fatal(err)
		}
		req.Header.Set("Content-Type", formType)
		res, err := client.Do(req)
		if err != nil {
			b.t.Fatal(err)
		}
		defer res.Body.Close()
		raw := make([]byte, 1<<20)
		n := 0
		for n < len(raw) {
			m, err := res.Body.Read(raw[n:])
			n += m
			if err != nil {
				break
			}
		}
		return res.StatusCode, string(raw[:n])
	}
}

func TestCheckoutPage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one, two, closed := b.buyAs(buyerWang, 1), b.buyAs(buyerWang, 2), b.buyAs(buyerWang, 3)
	b.act(closed, "close", nil)
	link := strings.TrimPrefix(b.call(buyerWang, apiAlipayURL, map[string]string{"orderIdList": idList(one, two)}).text("payUrl"), b.http.URL) + ";" + closed
	go1 := b.browser()
	if _, page := go1("GET", link, nil); !strings.Contains(page, "请先登录") || strings.Contains(page, "应付金额") {
		t.Errorf("without a session: %s", page)
	}
	form := url.Values{"orderId": {one + ";" + two + ";" + closed}}
	pay := func(browser func(string, string, url.Values) (int, string), change ...string) (int, string) {
		f := url.Values{"orderId": form["orderId"], "action": {"pay"}, "method": {"alipay"}}
		for i := 0; i+1 < len(change); i += 2 {
			f.Set(change[i], change[i+1])
		}
		return browser("POST", "/order/cashier.htm", f)
	}
	if code, _ := pay(go1); code != 409 {
		t.Errorf("paying without a session: %d", code)
	}
	// Another buyer sees nothing of the orders and cannot pay them.
	_, page := pay(go1, "action", "login", "login", buyerFang)
	if !strings.Contains(page, "不是自己的订单") || strings.Contains(page, "圆领短袖") || !strings.Contains(page, "没有待支付的订单") {
		t.Errorf("another buyer: %s", page)
	}
	if code, _ := pay(go1); code != 409 {
		t.Errorf("another buyer pays: %d", code)
	}
	pay(go1, "action", "logout")
	_, page = pay(go1, "action", "login", "login", buyerWang)
	// 25.90 and 45.80; the closed one is shown and not paid.
	if !strings.Contains(page, "支付 2 个订单 ¥71.70") || !strings.Contains(page, "订单已关闭") {
		t.Errorf("the buyer: %s", page)
	}
	if code, _ := pay(go1, "method", "gold"); code != 409 {
		t.Errorf("an unknown method: %d", code)
	}
	heard := b.listen()
	if code, page := pay(go1); code != 200 || !strings.Contains(page, "没有待支付的订单") {
		t.Errorf("paid: %d %s", code, page)
	}
	wantEvents(t, "two paid", heard(), "ORDER_BUYER_VIEW_ORDER_PAY waitsellersend", "ORDER_BUYER_VIEW_ORDER_PAY waitsellersend")
	if code, _ := pay(go1); code != 409 {
		t.Errorf("paid twice: %d", code)
	}
	v := b.bought(two)
	v.want("waitsellersend", "result", "baseInfo", "status")
	v.want("1", "result", "tradeTerms", 0, "payWay")
	b.bought(closed).want("cancel", "result", "baseInfo", "status")

	// On credit, as far as it goes.
	haixis := b.buyAs(buyerHaixi, 1)
	go2 := b.browser()
	if _, page := go2("GET", "/order/cashier.htm?orderId="+haixis+"&sandbox_login="+url.QueryEscape(buyerHaixi), nil); !strings.Contains(page, "可用额度 ¥100000.00") || !strings.Contains(page, "跨境宝") {
		t.Errorf("methods: %s", page)
	}
	b.control("PATCH", "accounts/"+buyerHaixi, map[string]any{"payment": map[string]any{"credit": 2589}})
	if code, page := pay(go2, "orderId", haixis, "method", "shegou"); code != 409 || !strings.Contains(page, "诚e赊额度不足") {
		t.Errorf("a fen short: %d %s", code, page)
	}
	b.control("PATCH", "accounts/"+buyerHaixi, map[string]any{"payment": map[string]any{"credit": 2590}})
	pay(go2, "orderId", haixis, "method", "shegou")
	b.call(buyerHaixi, apiBuyerView, map[string]string{"webSite": "1688", "orderId": haixis}).want("3", "result", "tradeTerms", 0, "payWay")
	if got := b.s.account(buyerHaixi).Payment.Credit; got != 0 {
		t.Errorf("credit left: %d", got)
	}
}

func TestPayWays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.buyAs(buyerHaixi, 1)
	a := b.call(buyerHaixi, apiPayWay, map[string]string{"orderId": id})
	a.shape(`{"resultList":{"channels":[{"code":1,"name":"支付宝"}],"orderId":"x","payFee":2590,"timeout":"2018-11-04 14:00:45"},"success":true}`)
	a.want("2590", "resultList", "payFee")
	a.want("2026-08-01 22:15:00", "resultList", "timeout")
	a.want("3", "resultList", "channels", 1, "code")
	b.call(buyerWang, apiPayWay, map[string]string{"orderId": id}).want("ORDER_NOT_EXIST", "errorCode")
	b.control("POST", "accounts", map[string]any{"loginId": buyerWang + ":采购"})
	b.call(buyerWang+":采购", apiPayWay, map[string]string{"orderId": id}).want("500_2", "errorCode")

	second := b.buyAs(buyerHaixi, 2)
	a = b.call(buyerHaixi, apiAnalysis, map[string]string{"orderIds": idList(id, second, "7"), "payChannel": "shegou"})
	a.shape(`{"result":{"success":true,"result":{"success":true,"result":{"orderTotalCount":2,"totalPayFee":1,"orderIds":[1],"payChannel":{"channel":"shegou","avaliable":true}}}}}`) //nolint:misspell // the platform's spelling
	a.want("7170", "result", "result", "result", "totalPayFee")
	b.control("PATCH", "accounts/"+buyerHaixi, map[string]any{"payment": map[string]any{"credit": 7169, "crossBorder": false}})
	for _, channel := range []string{"shegou", "kjpayV2"} {
		b.call(buyerHaixi, apiAnalysis, map[string]string{"orderIds": idList(id, second), "payChannel": channel}).want("false", "result", "result", "result", "payChannel", "avaliable") //nolint:misspell // the platform's spelling
	}
	b.call(buyerHaixi, apiAnalysis, map[string]string{"orderIds": idList(id), "payChannel": "gold"}).want("400_2", "result", "code")
}

func TestAgreementPayment(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.call(buyerWang, apiIsOpen, nil)
	a.shape(`{"result":{"success":true,"result":{"paymentAgreements":[{"payChannel":"SHEGOU","bindingStatus":"true","signedStatus":"false","signUrl":"x"},{"payChannel":"ALIPAY","bindingStatus":"true","signedStatus":"true","agreementNo":"x"}]}}}`)
	a.want("ALIPAY", "result", "result", "paymentAgreements", 1, "payChannel")
	a.want("true", "result", "result", "paymentAgreements", 1, "signedStatus")

	pay := func(login, id, more string) answer {
		return b.call(login, apiPreparePay, map[string]string{"tradeWithholdPreparePayParam": `{"orderId":` + id + more + `}`})
	}
	balance := func(login string) (int64, int64) {
		b.s.mu.Lock()
		defer b.s.mu.Unlock()
		p := b.s.account(login).Payment
		return p.Balance, p.Credit
	}
	id := b.buyAs(buyerWang, 1)
	pay(buyerFang, id, "").want("不是自己的订单", "result", "message")
	pay(buyerFang, id, "").want("500", "result", "code")
	pay(buyerWang, id, `,"payAmount":2589`).want("PARAM_ILLEGAL", "result", "code")
	pay(buyerWang, id, `,"payChannel":"gold"`).want("PARAM_ILLEGAL", "result", "code")
	pay(buyerWang, id, `,"payChannel":"shegou"`).want("ACCOUNT_NOT_EXIST", "result", "code")
	heard := b.listen()
	a = pay(buyerWang, id, `,"payChannel":"alipay","payAmount":2590,"opRequestId":"R1"`)
	a.shape(`{"result":{"success":true,"result":{"payChannel":"Alipay","paySuccess":true}}}`)
	wantEvents(t, "paid by agreement", heard(), "ORDER_BUYER_VIEW_ORDER_PAY waitsellersend", "ORDER_BATCH_PAY ")
	if money, _ := balance(buyerWang); money != 5_000_000-2590 {
		t.Errorf("balance %d", money)
	}
	pay(buyerWang, id, "").want("订单状态不允许支付", "result", "message")
	b.act(id, "ask-refund", map[string]any{"amount": 590})
	b.act(id, "agree-refund", nil)
	if money, _ := balance(buyerWang); money != 5_000_000-2000 { // it comes back to where it was taken
		t.Errorf("balance after a refund: %d", money)
	}
	closed := b.buyAs(buyerWang, 1)
	b.act(closed, "close", nil)
	pay(buyerWang, closed, "").want("500", "result", "code")

	// 300 yuan of balance, then none; the money of one order is never taken for another.
	b.control("PATCH", "accounts/"+buyerZhang, map[string]any{"payment": map[string]any{"balance": 2590}})
	first, second := b.buyAs(buyerZhang, 1), b.buyAs(buyerZhang, 1)
	pay(buyerZhang, first, "").want("true", "result", "result", "paySuccess")
	pay(buyerZhang, second, "").want("ACCOUNT_BALANCE_NOT_ENOUGH", "result", "code")
	b.control("PATCH", "accounts/"+buyerZhang, map[string]any{"payment": map[string]any{"balance": 9000, "frozen": true}})
	pay(buyerZhang, second, "").want("ACCOUNT_FROZEN", "result", "code")
	b.control("PATCH", "accounts/"+buyerZhang, map[string]any{"payment": map[string]any{"frozen": false, "alipay": map[string]any{"bound": false, "signed": true}}})
	pay(buyerZhang, second, "").want("ACCOUNT_NOT_EXIST", "result", "code")

	// Without a channel: credit first, then the balance.
	haixis := b.buyAs(buyerHaixi, 1)
	pay(buyerHaixi, haixis, "").want("Shegou", "result", "result", "payChannel")
	if money, credit := balance(buyerHaixi); money != 20_000_000 || credit != 10_000_000-2590 {
		t.Errorf("balance %d, credit %d", money, credit)
	}
	b.control("PATCH", "accounts/"+buyerHaixi, map[string]any{"payment": map[string]any{"credit": 1}})
	pay(buyerHaixi, b.buyAs(buyerHaixi, 1), "").want("Alipay", "result", "result", "payChannel")

	// The answer says it was not paid, and the money has moved.
	id = b.buyAs(buyerWang, 2)
	before, _ := balance(buyerWang)
	b.control("POST", "faults", map[string]any{"kind": "unclear", "api": "*preparePay"})
	a = pay(buyerWang, id, "")
	a.want("true", "result", "success")
	a.want("false", "result", "result", "paySuccess")
	b.bought(id).want("waitsellersend", "result", "baseInfo", "status")
	if after, _ := balance(buyerWang); after != before-4580 {
		t.Errorf("balance %d, before %d", after, before)
	}
}

// What a batch payment did is told with its reason.
func TestBatchPayEvent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var told []batchPaid
	b.s.mu.Lock()
	b.s.heard = func(e event) { told = append(told, e.batch...) }
	b.s.mu.Unlock()
	fine, short := b.buyAs(buyerZhang, 1), b.buyAs(buyerZhang, 20)
	for _, id := range []string{short, fine} {
		b.call(buyerZhang, apiPreparePay, map[string]string{"tradeWithholdPreparePayParam": `{"orderId":"` + id + `"}`})
	}
	want := []batchPaid{{short, "ACCOUNT_BALANCE_NOT_ENOUGH"}, {fine, "successed"}}
	if !slices.Equal(told, want) {
		t.Errorf("got %v, want %v", told, want)
	}
	if _, err := strconv.ParseInt(told[0].OrderID, 10, 64); err != nil {
		t.Error(err)
	}
}

func TestAccountTermsByControl(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.control("PATCH", "accounts/"+buyerWang, map[string]any{"payment": map[string]any{"shegou": map[string]any{"signed": true}}})
	a.want("true", "payment", "shegou", "bound") // what is left out stays
	a.want("5000000", "payment", "balance")
	for name, body := range map[string]map[string]any{
		"unknown field":   {"balance": 5},
		"unknown inside":  {"payment": map[string]any{"cash": 5}},
		"negative":        {"payment": map[string]any{"balance": -5}},
		"no rate":         {"freightTemplates": []any{map[string]any{"id": 5, "name": "x"}}},
		"nameless offer":  {"promotions": []any{map[string]any{"from": 5}}},
		"negative mixing": {"mixPieces": -1},
	} {
		if a := b.tryControl("PATCH", "accounts/"+sellerClothes, body); a.status != 400 {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	if a := b.tryControl("PATCH", "accounts/nobody", nil); a.status != 404 {
		t.Errorf("nobody: %s", a.raw)
	}
	if a := b.tryControl("PATCH", fmt.Sprintf("offers/%d", b.offer(tee).ID), map[string]any{"freightTemplateId": 5}); a.status != 400 {
		t.Errorf("a template of nobody: %s", a.raw)
	}
	b.control("PATCH", "accounts/"+sellerClothes, map[string]any{"promotions": []any{}, "freightTemplates": []any{map[string]any{
		"id": 5, "name": "统一运费", "chargeType": 1, "rates": []any{map[string]any{"firstUnit": 1000, "firstFee": 1234, "nextUnit": 1, "nextFee": 0}},
	}}})
	b.control("PATCH", fmt.Sprintf("offers/%d", b.offer(tee).ID), map[string]any{"freightTemplateId": 5})
	p := b.call(buyerWang, apiPreview, basket([]item{b.cargo(tee, 100)}))
	p.want("1234", "orderPreviewResuslt", 0, "sumCarriage")
	p.want("0", "orderPreviewResuslt", 0, "discountFee")
	b.control("POST", "reset", nil)
	b.tokens = map[string]string{}
	b.call(buyerWang, apiPreview, basket([]item{b.cargo(tee, 2)})).want("600", "orderPreviewResuslt", 0, "sumCarriage")
}
