package open1688

import (
	"errors"
	"io"
	"testing"
)

// failureOf runs a read and a write against the same answer.
func failureOf(t *testing.T, client *Client) (read, write *Error) {
	t.Helper()
	_, _, err := client.Trade.GetSellerOrder(t.Context(), testToken, SellerOrderRequest{OrderID: "1"})
	if !errors.As(err, &read) {
		t.Fatalf("read: error is %v, want an *Error", err)
	}
	_, _, err = client.Trade.Cancel(t.Context(), testToken, CancelRequest{TradeID: "1", Reason: CancelOutOfStock})
	if !errors.As(err, &write) {
		t.Fatalf("write: error is %v, want an *Error", err)
	}
	return read, write
}

func TestFailures(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status                              int
		body                                string
		kind                                Kind
		code                                string
		retryRead, retryWrite, unknownWrite bool
	}{
		"ACL":                {400, `{"error_code":"gw.APIACLDecline","error_message":"AppKey is not allowed(acl)"}`, KindGateway, "gw.APIACLDecline", false, false, false},
		"signature":          {400, `{"error_code":"gw.SignatureInvalid","exception":"bad"}`, KindGateway, "gw.SignatureInvalid", false, false, false},
		"frequency":          {400, `{"error_code":"gw.QosAppFrequencyLimit","error_message":"App call exceeds limited frequency"}`, KindGateway, "gw.QosAppFrequencyLimit", true, true, false},
		"used up":            {400, `{"error_code":"gw.NoUsageLeftError","error_message":"SLA bill has no usage left"}`, KindGateway, "gw.NoUsageLeftError", false, false, false},
		"provider":           {400, `{"error_code":"gw.ISPInvokeTimeout","error_message":"x"}`, KindGateway, "gw.ISPInvokeTimeout", true, false, true},
		"gateway 5xx":        {500, `{"error_code":"gw.Other","error_message":"x"}`, KindGateway, "gw.Other", true, false, true},
		"gateway in 200":     {200, `{"error_code":"gw.SignatureInvalid","error_message":"x"}`, KindGateway, "gw.SignatureInvalid", false, false, false},
		"expired":            {401, `{"error_code":"401","error_message":"Request need user authorized","request_id":"r1"}`, KindAuth, "401", false, false, false},
		"401 page":           {401, `<html>`, KindAuth, "401", false, false, false},
		"bad gateway page":   {502, `<html>`, KindTransport, CodeStatus, true, false, true},
		"5xx business":       {500, `{"success":false,"errorCode":"1"}`, KindTransport, CodeStatus, true, false, true},
		"refused by proxy":   {403, `<html>`, KindGateway, CodeStatus, false, false, false},
		"redirect":           {302, ``, KindTransport, CodeStatus, true, false, true},
		"page":               {200, `<html>`, KindTransport, CodeMalformed, true, false, true},
		"nothing":            {200, ``, KindTransport, CodeMalformed, true, false, true},
		"list":               {200, `[]`, KindTransport, CodeMalformed, true, false, true},
		"half":               {200, `{"success":tr`, KindTransport, CodeMalformed, true, false, true},
		"E1":                 {200, `{"success":false,"errorCode":"ORDER_STATUS_ERROR","errorMessage":"状态"}`, KindBusiness, "ORDER_STATUS_ERROR", false, false, false},
		"E1 text":            {200, `{"success":"false","errorCode":"400_1"}`, KindBusiness, "400_1", false, false, false},
		"E2":                 {200, `{"success":false,"code":500,"message":"不是自己的订单"}`, KindBusiness, "500", false, false, false},
		"E5":                 {200, `{"errorCode":"400_2","errorMessage":"x"}`, KindBusiness, "400_2", false, false, false},
		"E7":                 {200, `{"success":false,"errorCode":"1","erroMsg":"x"}`, KindBusiness, "1", false, false, false},
		"E8":                 {200, `{"succes":"false","errorCode":"500_1","errorMsg":"x"}`, KindBusiness, "500_1", false, false, false},
		"E9":                 {200, `{"resultCode":"5","resultMsg":"x"}`, KindBusiness, "5", false, false, false},
		"E10":                {200, `{"success":false,"errorCode":"5001","extErrorMessage":"x"}`, KindBusiness, "5001", false, false, false},
		"busy as a refusal":  {200, `{"success":false,"errorMessage":"HSF Server unexpected exception"}`, KindBusiness, "", true, false, true},
		"busy by its code":   {200, `{"success":false,"code":"SYS_ERROR","message":"系统繁忙"}`, KindBusiness, "SYS_ERROR", true, false, true},
		"busy, E1":           {200, `{"success":false,"errorCode":"SYS_ERROR"}`, KindBusiness, "SYS_ERROR", true, false, true},
		"too many, a page":   {429, `<html>`, KindGateway, CodeStatus, true, true, false},
		"too many, a text":   {429, `{"message":"slow down"}`, KindGateway, CodeStatus, true, true, false},
		"refusal, no reason": {200, `{"success":false}`, KindBusiness, "", false, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			read, write := failureOf(t, newClient(t, answer(c.status, c.body)))
			for _, e := range []*Error{read, write} {
				if e.Kind != c.kind || e.Code != c.code || e.HTTPStatus != c.status {
					t.Errorf("error is %s %q, HTTP %d; want %s %q, HTTP %d", e.Kind, e.Code, e.HTTPStatus, c.kind, c.code, c.status)
				}
			}
			want(t, "read is retryable", read.Retryable(), c.retryRead)
			want(t, "write is retryable", write.Retryable(), c.retryWrite)
			want(t, "read is unknown", read.Unknown(), false)
			want(t, "write is unknown", write.Unknown(), c.unknownWrite)
		})
	}
}

// E3 and E4 have their verdict inside result.
func TestNestedVerdict(t *testing.T) {
	t.Parallel()
	for body, code := range map[string]string{
		`{"result":{"success":false,"code":"5001","message":"x"}}`:        "5001",
		`{"result":{"success":false,"errorCode":"4001","errorInfo":"x"}}`: "4001",
		`{"success":false,"code":"1","result":{"success":true}}`:          "1",
		`{"result":{"success":true,"code":"S0000"}}`:                      "",
		`{"success":true,"result":[]}`:                                    "",
	} {
		err := judge(&replyCrossDetail, []byte(body))
		if (err != nil) != (code != "") || (err != nil && (err.Code != code || err.Kind != KindBusiness)) {
			t.Errorf("%s gives %v, want code %q", body, err, code)
		}
	}
}

func TestVerdictTraps(t *testing.T) {
	t.Parallel()
	client := newClient(t, answer(200, `{"success":true,"errorCode":"400_4","errorMessage":"x"}`))
	_, _, err := client.Trade.AddMemo(t.Context(), testToken, MemoRequest{OrderID: "1", Memo: "x"})
	if !IsPermission(err) || IsUnknown(err) {
		t.Errorf("memo with success and code gives %v, want a refusal for lack of permission", err)
	}
	if _, _, err := client.Trade.Cancel(t.Context(), testToken, CancelRequest{TradeID: "1", Reason: CancelByBuyer}); err != nil {
		t.Errorf("cancel with success and code gives %v", err)
	}
	trace, err := DecodeTraces([]byte(`{"success":true,"errorMessage":"该订单没有物流跟踪信息。"}`))
	if err != nil || trace.ErrorMessage == "" || len(trace.Traces) != 0 {
		t.Errorf("trace without steps gives %+v, %v", trace, err)
	}

	create := func(body string) (ID, error) {
		id, _, err := newClient(t, answer(200, body)).PreOrder.Create(t.Context(), testToken, PreOrderRequest{
			MarketName: "hqb", Items: []PreOrderItem{{OfferID: "1", BuyAmount: 1}},
		})
		return id, err
	}
	if id, err := create(`{"success":false,"orderId":12}`); err != nil || id != "12" {
		t.Errorf("an id beside success false gives %q, %v; want the id", id, err)
	}
	for _, body := range []string{`{"success":true}`, `{}`, `{"success":true,"orderId":0}`, `{"success":true,"orderId":"x"}`} {
		if id, err := create(body); !IsUnknown(err) || id != "" {
			t.Errorf("%s gives %q, %v; want an unknown outcome", body, id, err)
		}
	}
	if id, err := create(`{"success":false,"code":"X","message":"no"}`); err == nil || IsUnknown(err) || id != "" {
		t.Errorf("a refusal gives %q, %v", id, err)
	}
}

func TestHelpers(t *testing.T) {
	t.Parallel()
	expired, _ := failureOf(t, newClient(t, answer(401, `{"error_code":"401","error_message":"Request need user authorized"}`)))
	limited, _ := failureOf(t, newClient(t, answer(400, `{"error_code":"gw.QosAppFrequencyLimit"}`)))
	declined, _ := failureOf(t, newClient(t, answer(400, `{"error_code":"gw.APIACLDecline"}`)))
	usedUp, _ := failureOf(t, newClient(t, answer(400, `{"error_code":"gw.NoUsageLeftError"}`)))
	_, notYours := failureOf(t, newClient(t, answer(200, `{"success":false,"errorCode":"400_3"}`)))
	_, noToken, err := newClient(t, answer(200, `{}`)).Account.Basic(t.Context(), Token{})
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"expired": {expired, "auth"}, "limited": {limited, "rate"}, "declined": {declined, "permission"},
		"used up": {usedUp, "usage"}, "not yours": {notYours, "permission"}, "no token": {err, "auth"},
		"other": {io.EOF, ""}, "nil": {nil, ""},
	} {
		got := ""
		for label, is := range map[string]func(error) bool{"auth": IsAuthExpired, "rate": IsRateLimited, "permission": IsPermission, "usage": IsUsageExhausted, "login": IsReauthorize} {
			if is(c.err) {
				got += label
			}
		}
		if got != c.want {
			t.Errorf("%s counts as %q, want %q", name, got, c.want)
		}
	}
	if noToken != nil {
		t.Error("a call without token was sent")
	}
}

func FuzzReply(f *testing.F) {
	for _, seed := range []string{`{"success":true}`, `{"result":{"baseInfo":{"id":1}}}`, `{"error_code":"gw.X"}`, `[1]`, `"x"`, `{"success":"maybe","orderId":"1e9"}`} {
		f.Add(200, []byte(seed))
		f.Add(500, []byte(seed))
	}
	decoders := []func([]byte) error{
		func(b []byte) error { _, err := DecodeOrder(b); return err },
		func(b []byte) error { _, err := DecodeOrderPage(b); return err },
		func(b []byte) error { _, err := DecodePreview(b); return err },
		func(b []byte) error { _, err := DecodeCreateOrder(b); return err },
		func(b []byte) error { _, err := DecodeRefund(b); return err },
		func(b []byte) error { _, err := DecodeCrossDetail(b); return err },
		func(b []byte) error { _, err := decodeReply[PreOrderPage](&opPreOrderList, b); return err },
		func(b []byte) error { _, err := decodeReply[ProductListReply](&opProductList, b); return err },
		func(b []byte) error { _, err := decodeReply[ShipmentReply](&opLogisticsOffline, b); return err },
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		for i, decode := range decoders {
			var e *Error
			if err := decode(body); err != nil && (!errors.As(err, &e) || e.Error() == "") {
				t.Fatalf("decoder %d: error of type %T", i, err)
			}
		}
		if e := statusError(&opPreOrderCreate, status, body); status >= 500 && !e.Unknown() && e.Kind != KindAuth {
			t.Fatalf("HTTP %d with %q counts as known: %v", status, body, e)
		}
	})
}
