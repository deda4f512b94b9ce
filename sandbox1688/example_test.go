package sandbox1688_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/huotong/huotong/sandbox1688"
)

// A test of any 1688 code starts a sandbox and gives its address to the client as
// the gateway.
func ExampleNew() {
	morning := time.Date(2026, 8, 1, 2, 30, 0, 0, time.UTC)
	s := sandbox1688.New(sandbox1688.Config{
		AppKey: "1000000", AppSecret: "test123", Now: func() time.Time { return morning },
	})
	server := httptest.NewServer(s)
	defer server.Close()
	defer func() { _ = s.Close() }()

	// The signature is the platform's published example.
	url := server.URL + "/openapi/param2/1/system/currentTime/1000000?b=2&a=1&_aop_signature=33E54F4F7B989E3E0E912D3FBD2F1A03CA7CCE88"
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := server.Client().Do(req)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	fmt.Println(res.StatusCode, string(body), err)
	// Output: 200 "20260801103000000+0800" <nil>
}
