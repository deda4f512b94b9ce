package sandbox1688

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
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

// BenchmarkPush brings a burst of 10,000 messages to an address.
func BenchmarkPush(b *testing.B) {
	const burst = 10_000
	var landed sync.WaitGroup
	inbox := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusOK)
		landed.Done()
	}))
	defer inbox.Close()
	s := New(Config{AppKey: "1234567", AppSecret: "AbCdEf123456", PushURL: inbox.URL, Switches: Switches{PushTimeout: time.Minute}})
	defer func() { _ = s.Close() }()
	data := orderData{BuyerMemberID: "b2b-665170100", OrderID: 167539019420540000, CurrentStatus: orderWaitSend, SellerMemberID: "b2b-1676547900b7bb3", MsgSendTime: "2018-05-30 19:34:27"}
	for b.Loop() {
		landed.Add(burst)
		s.mu.Lock()
		for range burst {
			s.tellApp(s.apps["1234567"], sellerClothes, topicPaid.seller, 167539019420540000, data, s.now())
		}
		s.mu.Unlock()
		landed.Wait()
	}
	b.ReportMetric(burst*float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// BenchmarkCreateOrder previews and places orders of five SKUs, as a program that orders
// in bulk does; each order is one of its own, and the list grows.
func BenchmarkCreateOrder(b *testing.B) {
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
	token := newAnswer(b, 0, []byte(do("/control/tokens", `{"loginId":"`+buyerWang+`"}`))).text("accessToken")
	var shirt *Offer
	for _, o := range s.cat.own {
		if strings.Contains(o.Subject, tee) {
			shirt = o
		}
	}
	var lines []item
	for i := range 5 {
		shirt.SKUs[i].Stock = maxStock
		lines = append(lines, item{"offerId": shirt.ID, "specId": shirt.SKUs[i].SpecID, "quantity": 2})
	}
	call := func(api string, params map[string]string) string {
		namespace, name, _ := strings.Cut(api, ":")
		path := "param2/1/" + namespace + "/" + name + "/1234567"
		params["access_token"] = token
		form := url.Values{signatureParam: {sign("AbCdEf123456", signatureBase(path, params))}}
		for k, v := range params {
			form.Set(k, v)
		}
		return do("/openapi/"+path, form.Encode())
	}
	b.ResetTimer()
	for i := range b.N {
		call(apiPreview, basket(lines))
		if reply := call(apiBuy, basket(lines, "outOrderId", strconv.Itoa(i))); !strings.Contains(reply, `"orderId"`) {
			b.Fatal(reply)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "orders/s")
}
