package open1688

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
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

func TestTimeoutOfWriteIsUnknown(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	client := newClient(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-release
	}, func(c *Config) { c.Timeout = 50 * time.Millisecond })
	defer close(release)
	read, write := failureOf(t, client)
	for _, e := range []*Error{read, write} {
		if e.Code != CodeTimeout || e.Kind != KindTransport || !errors.Is(e, context.DeadlineExceeded) {
			t.Errorf("error is %v, want a timeout", e)
		}
	}
	if !write.Unknown() || write.Retryable() || read.Unknown() || !read.Retryable() {
		t.Errorf("read %v/%v, write %v/%v: wrong on unknown and retryable", read.Unknown(), read.Retryable(), write.Unknown(), write.Retryable())
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

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + listener.Addr().String()
	_ = listener.Close()
	refused := newClient(t, answer(200, ""), func(c *Config) { c.GatewayURL = nobody })
	if _, write := failureOf(t, refused); write.Unknown() || !write.Retryable() || write.Code != CodeNetwork {
		t.Errorf("refused connection: unknown %v, retryable %v, %v", write.Unknown(), write.Retryable(), write)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err = refused.Trade.Cancel(ctx, testToken, CancelRequest{TradeID: "1", Reason: CancelByBuyer})
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
		w.WriteHeader(400)
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
	failureOf(t, client)
	if elsewhere.Load() != 0 {
		t.Error("the client carried its token elsewhere")
	}
}

func TestReadsAreRepeatedWithGrowingPauses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var at []time.Duration
		start := time.Now()
		client := memoryClient(t, func(w http.ResponseWriter, _ *http.Request) {
			at = append(at, time.Since(start))
			switch len(at) {
			case 1:
				answer(502, "")(w, nil)
			case 2:
				answer(200, "half of an ans")(w, nil)
			case 3:
				answer(400, `{"error_code":"gw.QosAppFrequencyLimit"}`)(w, nil)
			default:
				answer(200, `{"result":{"loginId":"a"}}`)(w, nil)
			}
		}, func(c *Config) { c.Retry = Retry{Attempts: 4, Base: time.Second, Max: time.Minute} })
		account, resp, err := client.Account.Basic(t.Context(), testToken)
		if err != nil || account.LoginID != "a" || resp.Attempts != 4 {
			t.Fatalf("got %+v, %+v, %v", account, resp, err)
		}
		// Between half and all of 1 s, 2 s, and twice 4 s after a rate limit.
		for i, longest := range []time.Duration{time.Second, 2 * time.Second, 8 * time.Second} {
			if pause := at[i+1] - at[i]; pause < longest/2 || pause > longest {
				t.Errorf("pause %d is %v, want between %v and %v", i+1, pause, longest/2, longest)
			}
		}
	})
}

func TestRepeatingEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		client := memoryClient(t, func(w http.ResponseWriter, _ *http.Request) {
			calls++
			answer(502, "")(w, nil)
		})
		read, _ := failureOf(t, client)
		if read.Code != CodeStatus || calls != 4+1 { // four attempts at the read, one at the write
			t.Errorf("%d calls, %v; want 5", calls, read)
		}
		calls = 0
		ctx, cancel := context.WithTimeout(t.Context(), time.Second/4)
		defer cancel()
		start := time.Now()
		_, _, err := client.Account.Basic(ctx, testToken)
		if calls != 1 || time.Since(start) > time.Second/4 {
			t.Errorf("%d calls in %v, want to end with the context", calls, time.Since(start))
		}
		if e, ok := asError(err); !ok || e.Code != CodeStatus {
			t.Errorf("error is %v, want the last answer's", err)
		}
	})
}

// Writes are sent once, however repeatable the failure looks.
func TestWritesAreNeverRepeated(t *testing.T) {
	t.Parallel()
	for _, op := range Operations() {
		if op.Safe {
			continue
		}
		for _, e := range []*Error{
			{Kind: KindTransport, Code: CodeNetwork}, {Kind: KindGateway, Code: gwAppFrequencyLimit},
			{Kind: KindGateway, Code: "gw.ISPConnectError"}, {Kind: KindBusiness, Code: "SYS_ERROR"},
		} {
			if _, again := (Retry{}).withDefaults().pause(&op, 1, e); again {
				t.Errorf("%s is repeated after %v", op.Method, e)
			}
		}
	}
}

func TestRateLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := memoryClient(t, answer(200, `{"result":{"loginId":"a"}}`), func(c *Config) { c.RequestsPerSecond, c.Burst = 5, 2 })
		start := time.Now()
		for range 12 {
			if _, _, err := client.Account.Basic(t.Context(), testToken); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took != 2*time.Second {
			t.Errorf("12 calls took %v, want 2 s: two at once, ten at five a second", took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, _, err := client.Trade.Cancel(ctx, testToken, CancelRequest{TradeID: "1", Reason: CancelByBuyer})
		if e, ok := asError(err); !ok || e.Code != CodeLimiter || e.Unknown() {
			t.Errorf("a call the limiter holds back gives %v", err)
		}
	})
}

type countingLimiter struct{ waits atomic.Int32 }

func (l *countingLimiter) Wait(ctx context.Context) error {
	l.waits.Add(1)
	return ctx.Err()
}

func TestLimiterSeam(t *testing.T) {
	t.Parallel()
	var limiter countingLimiter
	client := memoryClient(t, answer(200, `{"result":{}}`), func(c *Config) { c.Limiter = &limiter })
	if _, _, err := client.Account.Basic(t.Context(), testToken); err != nil {
		t.Fatal(err)
	}
	want(t, "waits", limiter.waits.Load(), 1)
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
