package open1688

import (
	"errors"
	"net/url"
	"strings"
	"testing"
)

func pushReason(err error) PushReason {
	if e, ok := errors.AsType[*PushError](err); ok {
		return e.Reason
	}
	return ""
}

func TestVerifyPush(t *testing.T) {
	t.Parallel()
	v8 := readVectors(t)[7]
	secret := NewSecret(v8.Secret)
	message := v8.Params["message"]
	flat := map[string]string{"msgId": "7", "gmtBorn": "1586227869437", "type": "ORDER_PAY", "data": `{"orderId":1}`, "userInfo": "b2b-1"}
	flatForm := url.Values{"_aop_signature": {Signature(secret, "", flat)}}
	for key, value := range flat {
		flatForm.Set(key, value)
	}
	changed := func(form url.Values, change func(url.Values)) url.Values {
		out := url.Values{}
		for key, values := range form {
			out[key] = append([]string(nil), values...)
		}
		change(out)
		return out
	}
	good := url.Values{"message": {message}, "_aop_signature": {v8.Want}}
	for name, c := range map[string]struct {
		form   url.Values
		secret Secret
		want   PushReason
	}{
		"vector V8":            {good, secret, ""},
		"lower case":           {changed(good, func(f url.Values) { f.Set("_aop_signature", strings.ToLower(v8.Want)) }), secret, ""},
		"flattened":            {flatForm, secret, ""},
		"other secret":         {good, NewSecret("x"), PushForged},
		"no secret":            {good, Secret{}, PushUnsigned},
		"changed":              {changed(good, func(f url.Values) { f.Set("message", message+" ") }), secret, PushForged},
		"HTML-escaped":         {changed(good, func(f url.Values) { f.Set("message", strings.ReplaceAll(message, `"`, "&quot;")) }), secret, PushForged},
		"no signature":         {changed(good, func(f url.Values) { f.Del("_aop_signature") }), secret, PushUnsigned},
		"two signatures":       {changed(good, func(f url.Values) { f.Add("_aop_signature", "x") }), secret, PushUnsigned},
		"two messages":         {changed(good, func(f url.Values) { f.Add("message", "{}") }), secret, PushForged},
		"flattened, added":     {changed(flatForm, func(f url.Values) { f.Set("more", "1") }), secret, PushForged},
		"flattened, repeated":  {changed(flatForm, func(f url.Values) { f.Add("type", "X") }), secret, PushForged},
		"flattened to message": {changed(flatForm, func(f url.Values) { f.Set("message", "{}") }), secret, PushForged},
		"nothing":              {nil, secret, PushUnsigned},
		"signed empty message": {url.Values{"message": {""}, "type": {"X"}, "_aop_signature": {Signature(secret, "", map[string]string{"message": ""})}}, secret, ""},
	} {
		if err := VerifyPush(c.form, c.secret); pushReason(err) != c.want {
			t.Errorf("%s gives %v, want %q", name, err, c.want)
		}
	}
	msg, err := ParsePush(good)
	if err != nil || msg.ID != "7565094247" || msg.Type != TopicPurchasePaid || msg.BizKey != "167539019420540000" || msg.UserInfo != "b2b-665170100" {
		t.Errorf("V8 is %+v, %v", msg, err)
	}
	// Beside a message field, the other fields are not signed: nothing is taken from them.
	if msg, err := ParsePush(url.Values{"message": {""}, "type": {"X"}}); pushReason(err) != PushMalformed {
		t.Errorf("unsigned fields give %+v, %v", msg, err)
	}
	msg, err = ParsePush(flatForm)
	if err != nil || msg.ID != "7" || string(msg.Data) != `{"orderId":1}` || msg.Born.UnixMilli() != 1586227869437 {
		t.Errorf("flattened message is %+v, %v", msg, err)
	}
}

func TestParseMessage(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"object": `{"msgId":1,"type":"ORDER_PAY","data":{"orderId":2938624554509662976,"refundId":"TQ1"},"new":1}`,
		"text":   `{"msgId":"1","type":"ORDER_PAY","data":"{\"orderId\":2938624554509662976,\"refundId\":\"TQ1\"}","new":1}`,
	} {
		msg, err := ParseMessage([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		event, err := DecodeEvent[OrderEvent](msg)
		if err != nil || event.OrderID != "2938624554509662976" || event.RefundID != "TQ1" || msg.ID != "1" || len(msg.Extra["new"]) == 0 {
			t.Errorf("%s: %+v, %+v, %v", name, msg, event, err)
		}
	}
	for _, text := range []string{"", "[]", "{}", `{"type":""}`, "x"} {
		if _, err := ParseMessage([]byte(text)); pushReason(err) != PushMalformed {
			t.Errorf("%q gives %v", text, err)
		}
	}
	plain, err := ParseMessage([]byte(`{"type":"X","data":"no JSON"}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := DecodeEvent[OrderEvent](plain); pushReason(err) != PushMalformed {
		t.Errorf("payload without object gives %v", err)
	}
	none, err := ParseMessage([]byte(`{"type":"X"}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := DecodeEvent[OrderEvent](none); pushReason(err) != PushMalformed {
		t.Errorf("missing payload gives %v", err)
	}
}

func FuzzPush(f *testing.F) {
	f.Add(`message=%7B%22type%22%3A%22X%22%7D`)
	f.Add(`type=X&data=%7B%7D&msgId=1`)
	f.Add(`message=&type=X`)
	f.Add(`message=%7B%22type%22%3A%22X%22%2C%22msgId%22%3A%227%22%2C%22data%22%3A%22%7B%5C%22productIds%5C%22%3A%5C%221%2C2%5C%22%7D%22%7D`)
	f.Fuzz(func(t *testing.T, query string) {
		form, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		if msg, err := ParsePush(form); err != nil {
			if pushReason(err) == "" {
				t.Fatalf("error of type %T", err)
			}
		} else {
			for _, decode := range eventDecoders {
				if err := decode(msg); err != nil && pushReason(err) == "" {
					t.Fatalf("error of type %T", err)
				}
			}
		}
		// Signed as a whole the form is accepted, with one byte more it is not.
		secret := NewSecret("s")
		params := map[string]string{}
		for key := range form {
			if len(form[key]) != 1 {
				return
			}
			if _, whole := form[messageParam]; !whole || key == messageParam {
				params[key] = form.Get(key)
			}
		}
		delete(params, signatureParam)
		form.Set(signatureParam, Signature(secret, "", params))
		if err := VerifyPush(form, secret); err != nil {
			t.Fatalf("%q is refused: %v", query, err)
		}
		for key := range params {
			form.Set(key, params[key]+"x")
			if VerifyPush(form, secret) == nil {
				t.Fatalf("%q is accepted with another %q", query, key)
			}
			return
		}
	})
}
