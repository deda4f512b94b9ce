// Package channeltest gives tests a 1688 beside their account sets: a sandbox with what
// goes wrong on it, what is sold and bought there, and accounts authorised with it.
package channeltest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/sandbox1688"
)

// The app of the tests, and accounts that the sandbox has.
const (
	AppKey    = "1234567"
	AppSecret = "AbCdEf123456"
	PublicURL = "https://erp.example.com"

	Wang    = "小王服装店" // buys
	Clothes = "云裳服饰批发"
)

// Sandbox is a running 1688.
type Sandbox struct {
	URL  string
	Gate *Gate // every call passes it
	now  func() time.Time
}

// NewSandbox starts a 1688 of the given time; configure changes it before.
func NewSandbox(tb testing.TB, now func() time.Time, configure ...func(*sandbox1688.Config)) *Sandbox {
	tb.Helper()
	cfg := sandbox1688.Config{AppKey: AppKey, AppSecret: AppSecret, Now: now}
	for _, change := range configure {
		change(&cfg)
	}
	box := sandbox1688.New(cfg)
	gate := &Gate{next: box}
	server := httptest.NewServer(gate)
	tb.Cleanup(server.Close)
	tb.Cleanup(func() { _ = box.Close() })
	tb.Cleanup(gate.Open) // or what is held keeps the server from closing
	return &Sandbox{URL: server.URL, Gate: gate, now: now}
}

// NewClient makes a client of the sandbox.
func (s *Sandbox) NewClient(tb testing.TB) *open1688.Client {
	tb.Helper()
	client, err := open1688.New(open1688.Config{
		AppKey: AppKey, AppSecret: open1688.NewSecret(AppSecret), GatewayURL: s.URL + "/openapi", AuthorizeURL: s.URL + "/oauth/authorize",
		// The clock of the tests is moved; the client's own waiting would be real time, and a
		// busy machine must not look like a 1688 that does not answer.
		Limiter: rate.NewLimiter(rate.Inf, 1), Timeout: time.Minute, Retry: open1688.Retry{Attempts: 2, Base: time.Millisecond}, Now: s.now,
	})
	if err != nil {
		tb.Fatal(err)
	}
	return client
}

// Control tells the sandbox what to do, or asks it, through its control API.
func (s *Sandbox) Control(tb testing.TB, method, path string, body any) *apitest.Answer {
	tb.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		tb.Fatal(err)
	}
	rq, err := http.NewRequestWithContext(tb.Context(), method, s.URL+"/control/"+path, bytes.NewReader(text))
	if err != nil {
		tb.Fatal(err)
	}
	rq.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(rq)
	if err != nil {
		tb.Fatal(err)
	}
	a := apitest.Heard(tb, res)
	if a.Status >= http.StatusMultipleChoices {
		tb.Fatalf("the sandbox answers %s %s with %d: %s", method, path, a.Status, a.Body)
	}
	return a
}

// Told asks the sandbox.
func (s *Sandbox) Told(tb testing.TB, path string, into any) {
	tb.Helper()
	s.Control(tb, http.MethodGet, path, nil).JSON(tb, into)
}

// Fault has something go wrong with an API, "" with all; more are pairs of what else the
// fault says, such as "count", 2.
func (s *Sandbox) Fault(tb testing.TB, kind, api string, more ...any) {
	tb.Helper()
	fault := map[string]any{"kind": kind, "api": api}
	if strings.HasPrefix(kind, "timeout") {
		// The connection ends instead of keeping everybody waiting: the outcome is as unknown
		// as after the client's own timeout, which open1688 tests.
		fault["millis"] = 50
	}
	for i := 0; i+1 < len(more); i += 2 {
		fault[more[i].(string)] = more[i+1]
	}
	s.Control(tb, http.MethodPost, "faults", fault)
}

// NoFaults has nothing go wrong any more.
func (s *Sandbox) NoFaults(tb testing.TB) {
	tb.Helper()
	s.Control(tb, http.MethodDelete, "faults", nil)
}

// Switch sets how the sandbox behaves.
func (s *Sandbox) Switch(tb testing.TB, set map[string]any) {
	tb.Helper()
	s.Control(tb, http.MethodPatch, "switches", set)
}

// Deny takes APIs from the app, or gives back what was taken.
func (s *Sandbox) Deny(tb testing.TB, apis ...string) {
	tb.Helper()
	s.Control(tb, http.MethodPost, "apps", map[string]any{"appKey": AppKey, "appSecret": AppSecret, "denied": apis})
}

// Revoke has the owners of all accounts take their authorisations back on 1688.
func (s *Sandbox) Revoke(tb testing.TB) {
	tb.Helper()
	for {
		var tokens []struct{ ID int }
		if s.Told(tb, "tokens", &tokens); len(tokens) == 0 {
			return
		}
		s.Control(tb, http.MethodPost, "tokens/"+strconv.Itoa(tokens[0].ID)+"/revoke", nil) // and all of its account
	}
}

// Calls counts the calls of APIs with the part in their names, let through or refused.
func (s *Sandbox) Calls(tb testing.TB, part string) (n int) {
	tb.Helper()
	var counters struct{ APIs map[string]map[string]int }
	s.Told(tb, "counters", &counters)
	for name, counts := range counters.APIs {
		if strings.Contains(name, part) {
			for _, count := range counts {
				n += count
			}
		}
	}
	return n
}

// Decide is somebody's answer on the page of 1688 that asks for an authorisation: it gives
// the address that their browser is sent to.
func (s *Sandbox) Decide(tb testing.TB, page, query string) *url.URL {
	tb.Helper()
	rq, err := http.NewRequestWithContext(tb.Context(), http.MethodGet, page+"&"+query, nil)
	if err != nil {
		tb.Fatal(err)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(rq)
	if err != nil {
		tb.Fatal(err)
	}
	a := apitest.Heard(tb, res)
	to, err := res.Location()
	if err != nil {
		tb.Fatalf("1688 sent nobody back: %d %s", a.Status, a.Body)
	}
	return to
}

// Agree has the owner of an account of the sandbox agree to what the page asks.
func (s *Sandbox) Agree(tb testing.TB, page, login string) *url.URL {
	tb.Helper()
	return s.Decide(tb, page, "sandbox_login="+url.QueryEscape(login))
}

// ComeBack is the browser of a person, nil is nobody signed in, on the way back from 1688.
func ComeBack(tb testing.TB, callback http.Handler, p *apitest.Person, to *url.URL) *httptest.ResponseRecorder {
	tb.Helper()
	r := httptest.NewRequestWithContext(tb.Context(), http.MethodGet, to.RequestURI(), nil)
	if p != nil {
		r.AddCookie(&http.Cookie{Name: api.CookieName, Value: p.Cookie}) //nolint:gosec // a request's cookie has no attributes
	}
	out := httptest.NewRecorder()
	callback.ServeHTTP(out, r)
	return out
}
