package sandbox1688

import (
	"strings"
	"testing"
	"time"
)

const (
	apiPushQuery   = "cn.alibaba.open:push.query.messageList"
	apiPushConfirm = "cn.alibaba.open:push.message.confirm"
	apiPushCursor  = "cn.alibaba.open:push.cursor.messageList"
)

// open makes a signed call without a token.
func (b *bench) open(api string, params map[string]string) answer {
	b.t.Helper()
	path, body := b.signed(api, params)
	return b.do("POST", path, body, "Content-Type", formType)
}

func TestReplay(t *testing.T) {
	t.Parallel()
	b, in := pushing(t)
	b.control("POST", "apps", map[string]any{"appKey": "77", "appSecret": "s", "pushUrl": "http://127.0.0.1:9/"})
	b.control("POST", "faults", map[string]any{"kind": FaultPushLoss, "count": -1})
	b.token(buyerFang)
	order := b.order()
	ids := b.made("PRODUCT_DELETE", 24)
	b.control("POST", "push", map[string]any{"type": "PRODUCT_DELETE", "account": sellerClothes})
	b.control("POST", "push", map[string]any{"type": "PRODUCT_DELETE", "account": buyerFang, "appKey": "77"}) // not this app's
	b.quiet()
	in.want("lost")

	a := b.open(apiPushQuery, nil)
	a.shape(`{"pushMessagePage":{"datas":[{"gmtBorn":1,"topicGroup":"x","data":{"orderId":1},"msgId":1,"type":"x","userInfo":"x","appKey":"x","topicName":"x","bizKey":"x"}],"totalCount":1}}`)
	a.want("26", "pushMessagePage", "totalCount")
	if n := a.len("pushMessagePage", "datas"); n != 20 {
		t.Errorf("%d on a page", n)
	}
	first := []any{"pushMessagePage", "datas", 0}
	a.want(order, append(first, "data", "orderId")...)
	a.want("ORDER_BUYER_VIEW_BUYER_MAKE", append(first, "type")...)
	a.want("ORDER", append(first, "topicGroup")...)
	a.want("BUYER_VIEW_BUYER_MAKE", append(first, "topicName")...)
	a.want("1234567", append(first, "appKey")...)
	if n := b.open(apiPushQuery, map[string]string{"page": "2"}).len("pushMessagePage", "datas"); n != 6 {
		t.Errorf("%d on the second page", n)
	}
	total := func(params map[string]string) string {
		return b.open(apiPushQuery, params).text("pushMessagePage", "totalCount")
	}
	at := func(d time.Duration) string { return date{Time: testStart.Add(d)}.text() }
	for name, c := range map[string]struct {
		params map[string]string
		want   string
	}{
		"type":    {map[string]string{"type": "PRODUCT_DELETE"}, "25"},
		"account": {map[string]string{"userInfo": "b2b-2206184523176a1c04"}, "1"},
		"since":   {map[string]string{"createStartTime": at(0)}, "26"},
		"until":   {map[string]string{"createEndTime": at(0)}, "26"},
		"later":   {map[string]string{"createStartTime": at(time.Millisecond)}, "0"},
		"earlier": {map[string]string{"createEndTime": at(-time.Millisecond)}, "0"},
		"of 200":  {map[string]string{"pageSize": "200"}, "26"},
	} {
		if got := total(c.params); got != c.want {
			t.Errorf("%s: %s messages, want %s", name, got, c.want)
		}
	}
	for _, params := range []map[string]string{{"pageSize": "19"}, {"pageSize": "201"}, {"page": "0"}} {
		b.open(apiPushQuery, params).want(errParamWrong, "errorCode")
	}
	if a := b.open(apiPushQuery, map[string]string{"createStartTime": "2026-08-01"}); a.status != 400 {
		t.Errorf("no date of the platform: %s", a.raw)
	}
	for _, quantity := range []string{"19", "201"} {
		b.open(apiPushCursor, map[string]string{"quantity": quantity}).want(errParamWrong, "errorCode")
	}
	b.open(apiPushCursor, nil).want("gw.ParamMissing", "error_code")
	b.control("PATCH", "switches", map[string]any{"clampPageSize": true})
	if n := b.open(apiPushQuery, map[string]string{"pageSize": "5"}).len("pushMessagePage", "datas"); n != 20 {
		t.Errorf("%d on a page too small", n)
	}

	// Confirmed ones are gone, the rest stays.
	b.open(apiPushConfirm, map[string]string{"msgIdList": "[" + ids[0] + `,"` + ids[1] + `",4711]`}).want("true", "isSuccess")
	b.open(apiPushConfirm, map[string]string{"msgIdList": "[" + ids[0] + "]"}).want("true", "isSuccess")
	if got := total(nil); got != "24" {
		t.Errorf("%s left", got)
	}
	b.open(apiPushConfirm, map[string]string{"msgIdList": "[]"}).want(errParamWrong, "errorCode")
	b.open(apiPushConfirm, map[string]string{"msgIdList": "[1" + strings.Repeat(",1", 200) + "]"}).want(errParamWrong, "errorCode")

	// Reading by cursor confirms, also when the answer does not arrive.
	b.control("DELETE", "faults", nil)
	b.control("POST", "faults", map[string]any{"kind": FaultCut, "api": "push.cursor.messageList"})
	if _, text, err := b.raw(t.Context(), buyerFang, apiPushCursor, map[string]string{"quantity": "20", "type": "PRODUCT_DELETE", "userInfo": "b2b-2215580139467c33d1"}); err == nil {
		t.Errorf("a whole answer: %s", text)
	}
	if got := total(nil); got != "4" {
		t.Errorf("%s left after the lost answer", got)
	}
	a = b.open(apiPushCursor, map[string]string{"quantity": "20"})
	if n := a.len("pushMessageList"); n != 4 || a.text("pushMessageList", 0, "data", "orderId") != order {
		t.Errorf("the rest: %s", a.raw)
	}
	if n := b.open(apiPushCursor, map[string]string{"quantity": "20"}).len("pushMessageList"); n != 0 {
		t.Errorf("%d twice", n)
	}
	b.control("GET", "push?state=confirmed", nil).want("26", "counts", pushConfirmed)
}

func TestStoredMessagesAreKeptForSevenDays(t *testing.T) {
	t.Parallel()
	b, _ := pushing(t)
	b.control("POST", "faults", map[string]any{"kind": FaultPushLoss, "count": 2})
	id := b.made("X", 2)[0]
	b.advance("167h59m59s")
	if b.stored() != "2" {
		t.Error("too early")
	}
	b.control("POST", "push/"+id+"/resend", nil) // a new life
	b.advance("1s")
	b.quiet()
	if a := b.control("GET", "push", nil); a.text("counts", pushStored) != "0" || a.text("counts", pushDelivered) != "1" {
		t.Errorf("%s", a.raw)
	}
	b.open(apiPushQuery, nil).want("0", "pushMessagePage", "totalCount")
}
