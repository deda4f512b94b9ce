package open1688

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

const (
	testKey    = "1234567"
	testSecret = "AbCdEf123456"
)

var testToken = NewToken("00000000-1111-2222-3333-444444444444")

// newClient returns a client of a server with that handler, which repeats
// nothing unless the configuration is changed.
func newClient(t *testing.T, handler http.HandlerFunc, change ...func(*Config)) *Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	cfg := Config{
		AppKey: testKey, AppSecret: NewSecret(testSecret), GatewayURL: server.URL + "/openapi",
		RequestsPerSecond: 1000, Retry: Retry{Attempts: 1},
	}
	for _, f := range change {
		f(&cfg)
	}
	client, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// inMemory is a transport without network, as a bubble of synctest needs one.
type inMemory http.HandlerFunc

func (h inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	h(w, r)
	if err := r.Context().Err(); err != nil { // nobody waits for the answer any more
		return nil, err
	}
	return w.Result(), nil
}

func memoryClient(t *testing.T, handler http.HandlerFunc, change ...func(*Config)) *Client {
	t.Helper()
	cfg := Config{
		AppKey: testKey, AppSecret: NewSecret(testSecret), HTTPClient: &http.Client{Transport: inMemory(handler)},
		RequestsPerSecond: 1000,
	}
	for _, f := range change {
		f(&cfg)
	}
	client, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestNewRefusesBadConfig(t *testing.T) {
	t.Parallel()
	good := Config{AppKey: "1", AppSecret: NewSecret("x")}
	for name, change := range map[string]func(*Config){
		"no key":            func(c *Config) { c.AppKey = "" },
		"key with slash":    func(c *Config) { c.AppKey = "1/2" },
		"no secret":         func(c *Config) { c.AppSecret = Secret{} },
		"gateway scheme":    func(c *Config) { c.GatewayURL = "ftp://x" },
		"gateway query":     func(c *Config) { c.GatewayURL = "https://x/?a=1" },
		"gateway user":      func(c *Config) { c.GatewayURL = "https://u:p@x/" },
		"authorise no host": func(c *Config) { c.AuthorizeURL = "/oauth" },
		"negative":          func(c *Config) { c.Timeout = -1 },
	} {
		cfg := good
		change(&cfg)
		if _, err := New(cfg); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := New(good); err != nil {
		t.Error(err)
	}
}

// The request on the wire must be the pre-order of vector V10.
func TestRequestIsSignedAndPosted(t *testing.T) {
	t.Parallel()
	type seen struct {
		method, path, query, contentType, userAgent string
		form                                        url.Values
	}
	got := make(chan seen, 1)
	client := newClient(t, func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		got <- seen{r.Method, r.URL.Path, r.URL.RawQuery, r.Header.Get("Content-Type"), r.UserAgent(), r.PostForm}
		_, _ = io.WriteString(w, `{"success":true,"orderId":880000012345}`)
	}, func(c *Config) { c.UserAgent = "stall/1" })
	total := Fen(12800)
	id, resp, err := client.PreOrder.Create(t.Context(), testToken, PreOrderRequest{
		MarketName: MarketHuaqiangbei, Remark: "档口自提", LogisticsType: LogisticsPickUp, TotalFee: &total,
		Items: []PreOrderItem{{OfferID: "554456348334", SKUID: "3332085412530", BuyAmount: 2, AuctionPrice: 6400}},
	})
	if err != nil || id != "880000012345" || resp.Attempts != 1 || resp.HTTPStatus != 200 || resp.Op != opPreOrderCreate.String() {
		t.Fatalf("got %q, %+v, %v", id, resp, err)
	}
	r := <-got
	want(t, "method", r.method, "POST")
	want(t, "path", r.path, "/openapi/param2/1/com.alibaba.trade/alibaba.preOrder.create/1234567")
	want(t, "query", r.query, "")
	want(t, "content type", r.contentType, "application/x-www-form-urlencoded; charset=UTF-8")
	want(t, "user agent", r.userAgent, "stall/1")
	want(t, "signature V10", r.form.Get("_aop_signature"), "945C090F401084633E65A2AD882F0AE1AD0415BB")
	want(t, "parameters", len(r.form), 8)
}

func TestTimeoutOfWriteIsUnknown(t *testing.T) {
	t.Parallel()
	var read, write *Error
	synctest.Test(t, func(t *testing.T) {
		read, write = failureOf(t, memoryClient(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
			func(c *Config) { c.Retry = Retry{Attempts: 1} }))
	})
	for _, e := range []*Error{read, write} {
		if e.Code != CodeTimeout || e.Kind != KindTransport || !errors.Is(e, context.DeadlineExceeded) {
			t.Errorf("error is %v, want a timeout", e)
		}
	}
	if !write.Unknown() || write.Retryable() || read.Unknown() || !read.Retryable() {
		t.Errorf("read %v/%v, write %v/%v: wrong on unknown and retryable", read.Unknown(), read.Retryable(), write.Unknown(), write.Retryable())
	}
}

func TestGivingUpOnAWriteIsUnknown(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	client := newClient(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		cancel() // the work may be done by now
		<-r.Context().Done()
	})
	_, _, err := client.Trade.Cancel(ctx, testToken, CancelRequest{TradeID: "1", Reason: CancelByBuyer})
	if e, ok := asError(err); !ok || e.Code != CodeCanceled || !e.Unknown() || e.Retryable() || !errors.Is(err, context.Canceled) {
		t.Errorf("giving up gives %v, want an unknown outcome", err)
	}
}

func TestLostConnections(t *testing.T) {
	t.Parallel()
	cut := newClient(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			_ = conn.Close()
		}
	})
	short := newClient(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `{"success":true`)
	})
	for name, client := range map[string]*Client{"cut": cut, "short": short} {
		if read, write := failureOf(t, client); !write.Unknown() || !read.Retryable() || read.Code != CodeNetwork {
			t.Errorf("%s: read %v, write %v", name, read, write)
		}
	}

	refused := newClient(t, answer(200, ""), func(c *Config) { c.GatewayURL = "http://127.0.0.1:1" }) // nobody listens there
	if _, write := failureOf(t, refused); write.Unknown() || !write.Retryable() || write.Code != CodeNetwork {
		t.Errorf("refused connection: unknown %v, retryable %v, %v", write.Unknown(), write.Retryable(), write)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := refused.Trade.Cancel(ctx, testToken, CancelRequest{TradeID: "1", Reason: CancelByBuyer})
	var e *Error
	if !errors.As(err, &e) || e.Code != CodeCanceled || e.Unknown() || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before sending gives %v", err)
	}
}

func TestGzipAndSizeLimit(t *testing.T) {
	t.Parallel()
	zipped := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			_, _ = io.WriteString(z, text)
			_ = z.Close()
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(b.Bytes())
		}
	}
	const body = `{"result":{"loginId":"a"}}`
	plain := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	for name, change := range map[string]func(*Config){
		"transport unpacks": func(*Config) {},
		"client unpacks":    func(c *Config) { c.HTTPClient = plain },
	} {
		account, resp, err := newClient(t, zipped(body), change).Account.Basic(t.Context(), testToken)
		if err != nil || account.LoginID != "a" || string(resp.Body) != body {
			t.Errorf("%s: %+v, %v", name, account, err)
		}
	}
	// A small packed answer that unfolds beyond the limit.
	client := newClient(t, zipped(`{"x":"`+strings.Repeat("a", 5000)+`"}`), func(c *Config) { c.MaxResponseBytes = 1000 })
	read, write := failureOf(t, client)
	if read.Code != CodeTooLarge || read.Retryable() || !write.Unknown() {
		t.Errorf("too large: read %v, write unknown %v", read, write.Unknown())
	}
	broken, _ := failureOf(t, newClient(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = io.WriteString(w, "no gzip")
	}, func(c *Config) { c.HTTPClient = plain }))
	if broken.Kind != KindTransport {
		t.Errorf("broken gzip gives %v", broken)
	}
}

func TestSecretsStayOutOfErrors(t *testing.T) {
	t.Parallel()
	client := newClient(t, func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error_code":"x","error_message":"`+r.PostForm.Get("access_token")+` `+r.PostForm.Get("client_secret")+` `+r.PostForm.Get("refresh_token")+`"}`)
	})
	read, write := failureOf(t, client)
	_, _, err := client.OAuth.Refresh(t.Context(), NewSecret("refresh-me-please"))
	text := read.Error() + write.Error() + err.Error()
	for _, secret := range []string{testToken.Reveal(), testSecret, "refresh-me-please"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q shows in %q", secret, text)
		}
	}
	if !strings.Contains(text, masked) {
		t.Errorf("nothing is masked in %q", text)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	var elsewhere atomic.Int32
	thief := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer thief.Close()
	client := newClient(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, thief.URL, http.StatusTemporaryRedirect)
	})
	_, _ = failureOf(t, client)
	if elsewhere.Load() != 0 {
		t.Error("the client carried its token elsewhere")
	}
}
