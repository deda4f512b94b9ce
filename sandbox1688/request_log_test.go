package sandbox1688

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"
)

// Not parallel: other tests would be measured with it.
func TestRequestLogIsBounded(t *testing.T) {
	s := New(Config{Seed: EmptySeed()})
	heap := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / 1e6
	}
	send := func(path, body string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(body))
		r.Header.Set("Content-Type", formType)
		s.ServeHTTP(httptest.NewRecorder(), r)
	}
	before := heap()
	// Signed wrongly, so that the text the sandbox signed is kept; short values share
	// the memory of the body they came in.
	form := url.Values{"marketName": {"dxc"}, "itemList": {strings.Repeat("长", 60_000)}, "_aop_signature": {"0"}}.Encode()
	for i := range 30 {
		send("/openapi/param2/1/com.alibaba.trade/alibaba.preOrder.create/1000000", form+"&"+strings.Repeat("k", 100_000+i)+"=v")
		send("/openapi/param2/1/"+strings.Repeat("n", 200_000)+"/x/1000000", "a=1&b="+strings.Repeat("z", 300_000))
	}
	if grown := heap() - before; grown > 3 {
		t.Errorf("60 calls of half a megabyte left %.0f MB behind", grown)
	}
	runtime.KeepAlive(s)
	list := s.requests.latest(500, true)
	if len(list) != 60 {
		t.Fatalf("%d entries", len(list))
	}
	for _, e := range list[:2] {
		if len(e.Path) > 2000 || len(e.Reason) > 4000 || len(e.Signed) > maxLoggedSigned+100 {
			t.Errorf("path %d, reason %d, signed %d bytes", len(e.Path), len(e.Reason), len(e.Signed))
		}
		for k, v := range e.Params {
			if len(k) > 1000 || len(v) > 2000 || !utf8.ValidString(v) || strings.Contains(v, "\uFFFD") {
				t.Errorf("%d bytes under a key of %d", len(v), len(k))
			}
		}
	}
	if e := list[1]; !strings.HasPrefix(e.Signed, "param2/1/com.alibaba.trade") || !strings.HasSuffix(e.Signed, "…") {
		t.Errorf("signed %.80q", e.Signed)
	}
	for range 600 {
		send("/openapi/param2/1/system/currentTime/1000000", "")
	}
	if n := len(s.requests.latest(1000, false)); n != maxRequestLogEntries {
		t.Errorf("%d entries, the document says %d", n, maxRequestLogEntries)
	}
}

func TestShorten(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{{"", ""}, {"abcdef", "abcdef"}, {"abcdefg", "abcdef…"}, {"abcd长长", "abcd…"}, {"长长长", "长长…"}, {"\x80\x80\x80\x80\x80\x80\x80", "…"}} {
		if got := shorten(c[0], 6); got != c[1] {
			t.Errorf("%q becomes %q", c[0], got)
		}
	}
}

func TestRequestLogHidesSecrets(t *testing.T) {
	t.Parallel()
	b := setup(t)
	token := b.token(sellerClothes)
	b.call(sellerClothes, apiList, map[string]string{"access_token": token})
	b.exchange(b.code(sellerClothes))
	b.call(sellerClothes, apiList, map[string]string{"access_token": token, "_aop_signature": "wrong"})
	path, body := b.signed("com.alibaba.product:alibaba.product.list.get", map[string]string{"access_token": token})
	b.do("POST", path, body+"&pageNo=2", "Content-Type", formType) // signed, then changed
	log := string(b.control("GET", "requests", nil).raw)
	for name, secret := range map[string]string{"access token": token, "app secret": "AbCdEf123456"} {
		if strings.Contains(log, secret) {
			t.Errorf("the %s is in the log", name)
		}
	}
	if !strings.Contains(log, fmt.Sprintf("access_token%s***%s", token[:4], token[len(token)-4:])) {
		t.Errorf("the signed text is not shown: %s", log)
	}
}
