package open1688

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// decoding reads the payload of a message into T and says nothing else.
func decoding[T any](msg *Message) error {
	_, err := DecodeEvent[T](msg)
	return err
}

var eventDecoders = []func(*Message) error{
	decoding[OrderEvent], decoding[TraceEvent], decoding[MailNoEvent], decoding[BatchPayEvent], decoding[ProductEvent], decoding[PriceEvent],
	decoding[InventoryEvent], decoding[AccessEvent],
}

// event parses a message with this payload, once as an object and once as a text.
func event[T any](t *testing.T, topic, data string, check func(t *testing.T, got *T)) {
	t.Helper()
	quoted, problem := jsonText(data)
	if problem != "" {
		t.Fatal(problem)
	}
	for _, form := range []string{data, quoted} {
		msg, err := ParseMessage([]byte(`{"msgId":1,"type":"` + topic + `","data":` + form + `}`))
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeEvent[T](msg)
		if err != nil {
			t.Fatal(err)
		}
		check(t, got)
	}
}

// The payloads of the topics a buyer meets, ids as numbers and as texts.
func TestEventPayloads(t *testing.T) {
	t.Parallel()
	event(t, TopicPurchaseRefundInSale, `{"orderId":3400000000123047156,"currentStatus":"waitselleragree","refundId":"TQ100000000045671","refundAction":"BUYER_APPLY_REFUND",`+
		`"operator":"buyer","buyerMemberId":"b2b-2200000045671","sellerMemberId":"b2b-2211111198765","msgSendTime":"2026-08-02 10:00:00"}`, func(t *testing.T, got *OrderEvent) {
		t.Helper()
		want(t, "order", got.OrderID, "3400000000123047156")
		want(t, "refund", got.RefundID, "TQ100000000045671")
		want(t, "action", got.RefundAction, "BUYER_APPLY_REFUND")
		want(t, "operator", got.Operator, "buyer")
		want(t, "sent", got.SentAt.String(), "2026-08-02T10:00:00+08:00")
	})
	event(t, TopicBuyerTrace, `{"OrderLogisticsTracingModel":{"logisticsId":"LP00123456789012","cpCode":"SF","mailNo":"SF1000000000001","statusChanged":"ACCEPT",`+
		`"changeTime":"2026-08-02 09:10:00","orderLogsItems":[{"orderId":"3400000000123047156","orderEntryId":3400000000124047156}]}}`, func(t *testing.T, got *TraceEvent) {
		t.Helper()
		want(t, "parcel", got.Trace.LogisticsID, "LP00123456789012")
		want(t, "status", got.Trace.Status, "ACCEPT")
		want(t, "order", got.Trace.Lines[0].OrderID, "3400000000123047156")
		want(t, "line", got.Trace.Lines[0].OrderEntryID, "3400000000124047156")
	})
	event(t, TopicMailNoChanged, `{"MailNoChangeModel":{"logisticsId":"LP1","oldCpCode":"SF","newCpCode":"YTO","oldMailNo":"SF1","newMailNo":"YT2","eventTime":"2026-08-02 09:10:00",`+
		`"orderLogsItems":[{"orderId":1,"orderEntryId":2}],"new":true}}`, func(t *testing.T, got *MailNoEvent) {
		t.Helper()
		want(t, "old", got.Change.OldCPCode+got.Change.OldMailNo, "SFSF1")
		want(t, "new", got.Change.NewCPCode+got.Change.NewMailNo, "YTOYT2")
		want(t, "time", got.Change.EventTime.IsZero(), false)
		want(t, "line", got.Change.Lines[0].OrderEntryID, "2")
		want(t, "unknown field", string(got.Change.Extra["new"]), "true")
	})
	event(t, TopicBatchPaid, `{"batchPay":[{"orderId":"3400000000123047156","status":"successed"},{"orderId":3400000000128047156,"status":"ACCOUNT_BALANCE_NOT_ENOUGH"}]}`, func(t *testing.T, got *BatchPayEvent) {
		t.Helper()
		want(t, "first", got.Orders[0].Status, BatchSucceeded)
		want(t, "second", got.Orders[1].Status, BatchShortOfMoney)
		want(t, "number id", got.Orders[1].OrderID, "3400000000128047156")
	})
	event(t, TopicProductChanged, `{"productIds":"612345678901, 612345678902","memberId":"b2b-1","action":"sku_delete","msgSendTime":"2026-08-02 10:00:00"}`, func(t *testing.T, got *ProductEvent) {
		t.Helper()
		want(t, "action", got.Action, "sku_delete")
		if ids := got.IDs(); !slices.Equal(ids, []ID{"612345678901", "612345678902"}) {
			t.Errorf("offers %v", ids)
		}
	})
	event(t, TopicProductExpired, `{"productIds":612345678901,"memberId":"b2b-1","status":"RELATION_VIEW_PRODUCT_EXPIRE"}`, func(t *testing.T, got *ProductEvent) {
		t.Helper()
		if ids := got.IDs(); !slices.Equal(ids, []ID{"612345678901"}) { // a lone id as a number
			t.Errorf("offers %v", ids)
		}
	})
	if ids := (&ProductEvent{ProductIDs: " ,"}).IDs(); len(ids) != 0 {
		t.Errorf("no offers, but %v", ids)
	}
	event(t, TopicPriceChanged, `{"productId":612345678901,"memberId":"b2b-1","msgSendTime":"2026-08-02 10:00:00"}`, func(t *testing.T, got *PriceEvent) {
		t.Helper()
		want(t, "offer", got.ProductID, "612345678901")
	})
	event(t, TopicUnauthorized, `{"memberId":"b2b-1","msgSendTime":"2026-08-02 10:00:00"}`, func(t *testing.T, got *AccessEvent) {
		t.Helper()
		want(t, "member", got.MemberID, "b2b-1")
	})
}

// What the replay calls refuse before sending, and how they read a refusal.
func TestReplayCalls(t *testing.T) {
	t.Parallel()
	client := memoryClient(t, func(http.ResponseWriter, *http.Request) { t.Error("sent") })
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"page":             func() error { _, _, err := client.Push.List(ctx, MessageListRequest{Page: -1}); return err },
		"page size":        func() error { _, _, err := client.Push.List(ctx, MessageListRequest{PageSize: 19}); return err },
		"large page size":  func() error { _, _, err := client.Push.List(ctx, MessageListRequest{PageSize: 201}); return err },
		"no quantity":      func() error { _, _, err := client.Push.Take(ctx, MessageTakeRequest{}); return err },
		"small quantity":   func() error { _, _, err := client.Push.Take(ctx, MessageTakeRequest{Quantity: 5}); return err },
		"nothing":          func() error { _, _, err := client.Push.Confirm(ctx, nil); return err },
		"no id":            func() error { _, _, err := client.Push.Confirm(ctx, []ID{"1", "x"}); return err },
		"too many":         func() error { _, _, err := client.Push.Confirm(ctx, slices.Repeat([]ID{"1"}, 201)); return err },
		"follow of no id":  func() error { _, _, err := client.Product.Follow(ctx, testToken, ""); return err },
		"follow of a name": func() error { _, _, err := client.Product.Unfollow(ctx, testToken, "x"); return err },
	} {
		if e, ok := asError(call()); !ok || e.Kind != KindInput {
			t.Errorf("%s: %v", name, e)
		}
	}
	for body, code := range map[string]string{
		`{"isSuccess":false,"errorCode":"400_2"}`: "400_2", `{"isSuccess":"false"}`: "", `{}`: CodeMalformed,
	} {
		client := memoryClient(t, answer(http.StatusOK, body))
		if _, _, err := client.Push.Confirm(ctx, []ID{"1"}); err == nil || !strings.Contains(err.Error(), code) {
			t.Errorf("%s: %v", body, err)
		}
	}
	for body, code := range map[string]string{`{"code":400,"message":"商品不存在"}`: "400", `{}`: CodeMalformed} {
		client := memoryClient(t, answer(http.StatusOK, body))
		if _, _, err := client.Product.Follow(ctx, testToken, "1"); err == nil || !strings.Contains(err.Error(), code) {
			t.Errorf("%s: %v", body, err)
		}
	}
	client = memoryClient(t, answer(http.StatusOK, `{"isSuccess":"true"}`))
	if reply, _, err := client.Push.Confirm(ctx, []ID{"1"}); err != nil || !reply.Success {
		t.Errorf("success as a text: %v", err)
	}
}
