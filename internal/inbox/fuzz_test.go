package inbox_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/inbox"
)

// Whatever is posted: only what is signed is taken, and what is taken can be kept by
// both databases.
func FuzzBody(f *testing.F) {
	for _, text := range []string{
		order(1, paid, member, "34"), `{"msgId":"5","type":"X","userInfo":"m","data":"{\"orderId\":\"1\"}"}`, "{", `[]`, `{"type":1}`, "\x00", "\xff",
		`{"msgId":1,"type":"T","userInfo":"m","data":{"OrderLogisticsTracingModel":{"orderLogsItems":[{"orderId":9}]}}}`,
		`{"msgId":1,"type":"T","userInfo":"m","data":{"batchPay":[{"orderId":"9","status":"successed"}]}}`,
		`{"msgId":1e400,"type":"T","userInfo":"m","data":{"productIds":"1, 2"},"gmtBorn":99999999999999999}`,
	} {
		f.Add(text, false)
		f.Add(form(text), true)
	}
	f.Fuzz(func(t *testing.T, text string, raw bool) {
		body := text
		if !raw {
			body = form(text)
		}
		o, refused, err := inbox.Open(body, channeltest.AppSecret)
		if err != nil {
			t.Fatalf("neither taken nor refused: %v", err)
		}
		if refused {
			if !raw {
				t.Fatal("what is signed is refused")
			}
			return
		}
		if raw && !signedOutside(body) {
			t.Fatal("what is not signed is taken")
		}
		if o.ID == "" || len(o.ID) > 100 || len(o.Body) > 64<<10 || o.Body == "" && o.Readable {
			t.Fatalf("kept %+v", o)
		}
		for _, s := range []string{o.ID, o.Topic, o.Member, o.Subject, o.Body} {
			if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
				t.Fatalf("a database would refuse %q", s)
			}
		}
		if o.Readable && !json.Valid([]byte(o.Body)) {
			t.Fatalf("the payload is no JSON: %q", o.Body)
		}
	})
}

// signedOutside checks a signature without the client: over the message, or over all
// fields when there is none (reference §6.2).
func signedOutside(body string) bool {
	form, err := url.ParseQuery(body)
	if err != nil || len(form["_aop_signature"]) != 1 {
		return false
	}
	var base string
	if list, ok := form["message"]; ok {
		if len(list) != 1 {
			return false
		}
		base = "message" + list[0]
	} else {
		var pairs []string
		for key, values := range form {
			if key == "_aop_signature" {
				continue
			}
			if len(values) != 1 {
				return false
			}
			pairs = append(pairs, key+values[0])
		}
		base = joined(pairs)
	}
	return strings.EqualFold(form.Get("_aop_signature"), sign(channeltest.AppSecret, base))
}

func joined(pairs []string) string {
	for i := range pairs { // few: no need for more
		for j := i + 1; j < len(pairs); j++ {
			if pairs[j] < pairs[i] {
				pairs[i], pairs[j] = pairs[j], pairs[i]
			}
		}
	}
	return strings.Join(pairs, "")
}
