package sandbox1688

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

// The text and the signature are those of vector V8, to the byte.
func TestPushedMessageIsThatOfTheVector(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/signatures.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []vector
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	v8 := vectors[7]
	s := New(Config{Seed: EmptySeed()})
	data, err := encodeJSON(orderData{
		BuyerMemberID: "b2b-665170100", OrderID: s.number(167539019420540000), CurrentStatus: orderWaitSend, SellerMemberID: "b2b-1676547900b7bb3",
		MsgSendTime: sendTime(time.Date(2018, 5, 30, 11, 34, 27, 0, time.UTC)),
	})
	if err != nil {
		t.Fatal(err)
	}
	m := &message{
		ID: 7565094247, Topic: "ORDER_BUYER_VIEW_ORDER_PAY", UserInfo: "b2b-665170100", BizKey: "167539019420540000", Data: data, Born: time.UnixMilli(1586227869437),
	}
	form, err := s.pushForm(m, v8.Secret)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := form.Get("message"), v8.Params["message"]; got != want || form.Get(signatureParam) != v8.Want {
		t.Errorf("%s\nwant\n%s\nsignature %s, want %s", got, want, form.Get(signatureParam), v8.Want)
	}

	s.switches.PushTextData, s.switches.PushTextNumbers = true, true
	form, err = s.pushForm(m, v8.Secret)
	if err != nil {
		t.Fatal(err)
	}
	text := newAnswer(t, 0, []byte(form.Get("message")))
	if inner, ok := text.at("data").(string); !ok || inner != string(data) {
		t.Errorf("data as a text: %s", text.raw)
	}
	if id, ok := text.at("msgId").(string); !ok || id != "7565094247" {
		t.Errorf("numbers as texts: %s", text.raw)
	}

	s.switches.PushFlat = true
	form, err = s.pushForm(m, v8.Secret)
	if err != nil {
		t.Fatal(err)
	}
	base := "bizKey167539019420540000data" + string(data) + "gmtBorn1586227869437msgId7565094247typeORDER_BUYER_VIEW_ORDER_PAYuserInfob2b-665170100"
	if form.Has("message") || form.Get("data") != string(data) || form.Get(signatureParam) != sign(v8.Secret, base) {
		t.Errorf("one field for each key: %v", form)
	}
}

// Both sides of an order hear of it under their own topics, when they have let the app in.
func TestOrdersArePushedToBothSides(t *testing.T) {
	t.Parallel()
	b, in := pushing(t)
	b.control("POST", "orders/"+b.order()+"/cancel", nil)
	b.quiet()
	in.want("nobody let the app in")

	b.token(buyerFang)
	id := b.order()
	b.quiet()
	got := in.want("the buyer alone", "ORDER_BUYER_VIEW_BUYER_MAKE")
	got[0].shape(`{"bizKey":"1","data":{"buyerMemberId":"b2b-","orderId":1,"currentStatus":"x","sellerMemberId":"b2b-","msgSendTime":"x"},"gmtBorn":1,"msgId":1,"type":"x","userInfo":"b2b-"}`)
	got[0].want(id, "data", "orderId")
	got[0].want("waitbuyerpay", "data", "currentStatus")
	got[0].want("2026-08-01 10:15:00", "data", "msgSendTime")
	got[0].want("b2b-2215580139467c33d1", "userInfo")
	got[0].want("b2b-2206184523176a1c04", "data", "sellerMemberId")
	got[0].want(fmt.Sprint(testStart.UnixMilli()), "gmtBorn")
	if key := got[0].text("bizKey"); len(key) != len(id) || key == id || key[len(key)-6:] != id[len(id)-6:] {
		t.Errorf("bizKey %s of order %s: it is no order's id, but looks like one", key, id)
	}

	b.token(sellerClothes)
	b.control("POST", "orders/"+id+"/pay", nil)
	b.quiet()
	got = in.want("both", "ORDER_BUYER_VIEW_ORDER_PAY", "ORDER_PAY")
	if got[0].text("msgId") == got[1].text("msgId") || got[0].text("userInfo") == got[1].text("userInfo") {
		t.Errorf("each side has a message of its own: %s %s", got[0].raw, got[1].raw)
	}
	b.control("POST", "orders/"+id+"/ask-refund", map[string]any{"amount": 150})
	b.quiet()
	for _, m := range in.want("refund", "ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES", "ORDER_ORDER_BUYER_REFUND_IN_SALES") {
		m.want("waitselleragree", "data", "currentStatus")
		m.want("BUYER_APPLY_REFUND", "data", "refundAction")
		m.want("buyer", "data", "operator")
		if !strings.HasPrefix(m.text("data", "refundId"), "TQ") {
			t.Errorf("refund without its id: %s", m.raw)
		}
	}
	b.control("POST", "orders/"+id+"/ship", map[string]any{"cpCode": "SF", "mailNo": "SF1"})
	b.quiet()
	for _, m := range in.want("shipped", "ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES", "ORDER_ORDER_BUYER_REFUND_IN_SALES",
		"ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS", "ORDER_ANNOUNCE_SENDGOODS", "LOGISTICS_BUYER_VIEW_TRACE") {
		if m.text("type") != "LOGISTICS_BUYER_VIEW_TRACE" {
			continue
		}
		model := []any{"data", "OrderLogisticsTracingModel"}
		m.shape(`{"data":{"OrderLogisticsTracingModel":{"logisticsId":"x","cpCode":"x","mailNo":"x","statusChanged":"x","changeTime":" ","orderLogsItems":[{"orderId":1,"orderEntryId":1}]}}}`)
		m.want("CONSIGN", append(model, "statusChanged")...)
		m.want("SF1", append(model, "mailNo")...)
		m.want(" ", append(model, "changeTime")...)
		m.want(id, append(model, "orderLogsItems", 0, "orderId")...)
		if n := m.len(append(model, "orderLogsItems")...); n != 2 {
			t.Errorf("%d lines in the parcel", n)
		}
	}
	b.advance("240h")
	b.quiet()
	for _, m := range in.want("received by itself", "ORDER_BUYER_VIEW_ORDER_COMFIRM_RECEIVEGOODS", "ORDER_ORDER_COMFIRM_RECEIVEGOODS",
		"ORDER_BUYER_VIEW_ORDER_SUCCESS", "ORDER_ORDER_SUCCESS") {
		if want := map[bool]string{true: "success", false: "confirm_goods"}[strings.Contains(m.text("type"), "SUCCESS")]; m.text("data", "currentStatus") != want {
			t.Errorf("%s says %s", m.text("type"), m.raw)
		}
	}

	// Told and acknowledged, or never to be told: nothing is left to fetch.
	if got := b.control("GET", "push", nil); got.text("counts", pushStored) != "0" || got.text("counts", pushWaiting) != "0" {
		t.Errorf("left over: %s", got.raw)
	}
}

func TestWhoHears(t *testing.T) {
	t.Parallel()
	b, in := pushing(t)
	other := newInbox(t)
	b.token(buyerFang)
	b.control("POST", "apps", map[string]any{"appKey": "77", "appSecret": "AbCdEf123456", "pushUrl": other.http.URL, "pushTopics": []string{"ORDER_BUYER_VIEW_*_CLOSE"}})
	b.control("POST", "tokens", map[string]any{"appKey": "77", "loginId": buyerFang})
	id := b.order()
	b.quiet()
	in.want("all topics", "ORDER_BUYER_VIEW_BUYER_MAKE")
	other.want("closed orders alone")
	b.control("POST", "orders/"+id+"/cancel", nil)
	b.quiet()
	in.want("all topics", "ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE")
	other.want("closed orders alone", "ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE")

	// A dead access token with a living refresh token is an authorisation, two dead ones are none.
	first := b.control("GET", "tokens", nil).text(1, "id")
	b.control("POST", "tokens/"+first+"/expire", nil)
	b.order()
	b.quiet()
	in.want("the token has ended")
	code := b.code(buyerFang)
	if a := b.getToken("http", "getToken", map[string]string{"grant_type": "authorization_code", "code": code, "redirect_uri": "default", "need_refresh_token": "true"}); a.status != 200 {
		t.Fatalf("%s", a.raw)
	}
	b.quiet()
	got := in.want("let in again", "AUTHORIZATION_SUCCESS")
	got[0].want("b2b-2215580139467c33d1", "data", "memberId")
	b.advance("11h")
	b.order()
	b.quiet()
	in.want("refreshable; the unpaid orders wait yet", "ORDER_BUYER_VIEW_BUYER_MAKE")
	latest := b.control("GET", "tokens", nil).text(0, "id")
	b.control("POST", "tokens/"+latest+"/revoke", nil)
	b.quiet()
	got = in.want("put out", "AUTHORIZATION_CANCEL")
	got[0].want("b2b-2215580139467c33d1", "userInfo")
	b.order()
	b.quiet()
	in.want("put out")
}

// What is not acknowledged is sent three more times, and then kept to be fetched.
func TestUnacknowledgedMessagesAreRepeatedAndStored(t *testing.T) {
	t.Parallel()
	b, in := pushing(t)
	b.token(buyerFang)
	in.answer(500, 302, 204, 401)
	id := b.order()
	b.quiet()
	first := in.want("first", "ORDER_BUYER_VIEW_BUYER_MAKE")[0]
	for _, step := range []struct{ early, due string }{{"59s", "1s"}, {"4m59s", "1s"}, {"14m59s", "1s"}} {
		b.advance(step.early)
		b.quiet()
		in.want("too early")
		b.advance(step.due)
		b.quiet()
		again := in.want("again", "ORDER_BUYER_VIEW_BUYER_MAKE")[0]
		if string(again.raw) != string(first.raw) {
			t.Errorf("the same message again: %s, was %s", again.raw, first.raw)
		}
	}
	b.advance("1h")
	b.quiet()
	in.want("given up")
	a := b.control("GET", "push?state=stored", nil)
	a.want("4", "messages", 0, "tries")
	a.want("HTTP 401", "messages", 0, "result")
	a.want(string(first.raw), "messages", 0, "message")

	// By hand it goes out again; acknowledged, there is nothing to fetch any more.
	b.control("POST", "push/"+a.text("messages", 0, "msgId")+"/resend", nil)
	b.quiet()
	in.want("sent by hand", "ORDER_BUYER_VIEW_BUYER_MAKE")
	if b.stored() != "0" {
		t.Error("it has been delivered")
	}
	b.control("PATCH", "switches", map[string]any{"pushRetries": -1})
	in.answer(500)
	b.control("POST", "orders/"+id+"/cancel", nil)
	b.quiet()
	in.want("no repeats", "ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE")
	if b.stored() != "1" {
		t.Error("without repeats it is kept at once")
	}
	b.control("DELETE", "push", nil)
	if a := b.control("GET", "push", nil); a.len("messages") != 0 {
		t.Errorf("cleared: %s", a.raw)
	}
	if a := b.tryControl("POST", "push/1/resend", nil); a.status != 404 {
		t.Errorf("no such message: %s", a.raw)
	}
}

// A receiver that does not answer in time has not acknowledged, and Close waits for none.
func TestSlowReceivers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	asked := make(chan context.Context, 10)
	b.s.courier.send = func(ctx context.Context, _ string, _ url.Values) (int, error) {
		asked <- ctx
		<-ctx.Done()
		return 0, ctx.Err()
	}
	b.control("PATCH", "switches", map[string]any{"pushTimeout": "10ms", "pushRetries": -1})
	b.control("POST", "apps", map[string]any{"appKey": "1234567", "appSecret": "AbCdEf123456", "pushUrl": "http://127.0.0.1:9/push"})
	b.token(buyerFang)
	b.order()
	b.quiet()
	a := b.control("GET", "push", nil)
	a.want(pushStored, "messages", 0, "state")
	a.want("context deadline exceeded", "messages", 0, "result")
	<-asked

	b.control("PATCH", "switches", map[string]any{"pushTimeout": "10m"})
	b.order()
	ctx := <-asked
	if err := b.s.Close(); err != nil {
		t.Fatal(err)
	}
	if !errors.Is(ctx.Err(), context.Canceled) {
		t.Errorf("a delivery under way ends with the server: %v", ctx.Err())
	}
	a = b.control("GET", "push", nil)
	a.want(pushWaiting, "messages", 0, "state") // and is sent again after the next start
	a.want("0", "counts", pushDelivered)
}

// A burst goes out at full width, each message once.
func TestBurst(t *testing.T) {
	t.Parallel()
	b, in := pushing(t)
	b.token(buyerFang)
	const n = 300
	send := func(topic string, n int) {
		b.s.mu.Lock()
		defer b.s.mu.Unlock()
		for range n {
			b.s.addMessage(message{AppKey: "1234567", Topic: topic, Account: buyerFang, Data: json.RawMessage("{}"), Born: testStart}, nil)
		}
	}
	send("X", n)
	b.quiet()
	seen := map[string]bool{}
	for _, m := range in.take() {
		seen[m.text("msgId")] = true
	}
	if len(seen) != n {
		t.Errorf("%d of %d messages arrived", len(seen), n)
	}
	if a := b.control("GET", "push", nil); a.text("counts", pushDelivered) != fmt.Sprint(n) {
		t.Errorf("%s", a.at("counts"))
	}
	// Of what is over, the latest are shown.
	send("Y", maxEndedMessages)
	b.quiet()
	if a := b.control("GET", "push?type=X", nil); a.text("counts", pushDelivered) != fmt.Sprint(maxEndedMessages) || a.len("messages") != 0 {
		t.Errorf("%s", a.raw)
	}
}

func TestMessagesMadeUp(t *testing.T) {
	t.Parallel()
	b, in := pushing(t)
	b.do("POST", "/control/push", `{"type":"LOGISTICS_GLOBAL_1688_PACKAGE_CHANGE","account":"`+buyerFang+`","bizKey":"7","data":{"note":"<&>包裹"}}`)
	b.quiet()
	m := in.want("any topic", "LOGISTICS_GLOBAL_1688_PACKAGE_CHANGE")[0]
	m.want("<&>包裹", "data", "note")
	m.want("7", "bizKey")
	m.want("b2b-2215580139467c33d1", "userInfo")
	if !strings.Contains(string(m.raw), "<&>") {
		t.Errorf("escaped: %s", m.raw)
	}
	for name, body := range map[string]map[string]any{
		"no topic": {"account": buyerFang}, "nobody": {"type": "X", "account": "谁也不是"}, "no such app": {"type": "X", "account": buyerFang, "appKey": "88"}, "field": {"tpye": "X"},
	} {
		if a := b.tryControl("POST", "push", body); a.status != 400 && a.status != 404 {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	for name, app := range map[string]map[string]any{
		"not http": {"pushUrl": "ftp://x/"}, "no host": {"pushUrl": "http:///x"}, "pattern": {"pushTopics": []string{"["}},
	} {
		app["appKey"], app["appSecret"] = "88", "s"
		if a := b.tryControl("POST", "apps", app); a.status != 400 {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	for _, switches := range []map[string]any{{"pushRetries": 21}, {"pushRetries": -2}, {"pushTimeout": "-1s"}, {"pushRetention": "-1s"}} {
		if a := b.tryControl("PATCH", "switches", switches); a.status != 400 {
			t.Errorf("%v: %d %s", switches, a.status, a.raw)
		}
	}
	// Without an address nothing is made.
	b.control("POST", "apps", map[string]any{"appKey": "1234567", "appSecret": "AbCdEf123456"})
	if a := b.tryControl("POST", "push", map[string]any{"type": "X", "account": buyerFang}); a.status != 409 {
		t.Errorf("%d %s", a.status, a.raw)
	}
	b.token(buyerFang)
	b.order()
	if a := b.control("GET", "push", nil); a.text("counts", pushWaiting) != "0" {
		t.Errorf("%s", a.raw)
	}
}
