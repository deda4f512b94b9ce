package sandbox1688

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// BenchmarkDownload walks through a shop of 20,000 offers with 100,000 SKUs, twenty
// offers a page, as a program that downloads everything does.
func BenchmarkDownload(b *testing.B) {
	s := New(Config{AppKey: "1234567", AppSecret: "AbCdEf123456"})
	do := func(path, body string) string {
		r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, path, strings.NewReader(body))
		r.Header.Set("Content-Type", formType)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Body.String())
		}
		return w.Body.String()
	}
	do("/control/generate", `{"seller":"`+sellerClothes+`","offers":20000,"skusPerOffer":5}`)
	reply := do("/control/tokens", `{"loginId":"`+sellerClothes+`"}`)
	token := newAnswer(b, 0, []byte(reply)).text("accessToken")
	const path = "param2/1/com.alibaba.product/alibaba.product.list.get/1234567"
	b.ResetTimer()
	for range b.N {
		for page := 1; page <= 1000; page++ {
			params := map[string]string{"access_token": token, "orderByCondition": "ID", "needDetail": "true", "statusList": `["published"]`, "pageNo": strconv.Itoa(page)}
			form := url.Values{signatureParam: {sign("AbCdEf123456", signatureBase(path, params))}}
			for k, v := range params {
				form.Set(k, v)
			}
			do("/openapi/"+path, form.Encode())
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "SKUs/s")
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(s)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
	b.ReportMetric(float64(m.Sys)/1e6, "sys-MB")
}
