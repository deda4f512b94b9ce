package app

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/sandbox1688"
)

// world is the whole program over a fresh database and a sandbox, with two
// account sets; jobs run when the test says so.
type world struct {
	*apitest.World
	server  *server
	jobs    *jobs.Registry
	sandbox *httptest.Server
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{jobs: &jobs.Registry{}}
	w.World = apitest.New(t, func(a *apitest.World) {
		w.sandbox = httptest.NewServer(sandbox1688.New(sandbox1688.Config{AppKey: "77", AppSecret: "test-secret", Now: a.Clock.Now}))
		t.Cleanup(w.sandbox.Close)
		cfg := &Config{
			Addr: "127.0.0.1:8168", PublicURL: "https://erp.example.com", Data: t.TempDir(), AppKey: "77", AppSecret: "test-secret",
			Gateway: w.sandbox.URL + "/openapi", Authorize: w.sandbox.URL + "/oauth/authorize",
		}
		if err := cfg.Check(); err != nil {
			t.Fatal(err)
		}
		box, err := secret.NewBox("0123456789abcdef0123456789abcdef")
		if err != nil {
			t.Fatal(err)
		}
		w.server = &server{cfg: cfg, version: "test", log: slog.New(slog.DiscardHandler), watch: newWatch(), db: a.DB, tenants: a.Tenants, api: a.API}
		if err := w.server.build(box); err != nil {
			t.Fatal(err)
		}
		w.server.register(a.API, w.jobs)
		w.server.expose(w.jobs.Kinds())
	})
	return w
}

// work runs the jobs that are due.
func (w *world) work(t *testing.T) {
	t.Helper()
	if _, err := jobs.RunDue(t.Context(), w.DB, w.jobs); err != nil {
		t.Fatal(err)
	}
}

// authorise walks a person through the sandbox's page and the way back.
func (w *world) authorise(t *testing.T, p *apitest.Person, seller string) {
	t.Helper()
	w.agree(t, p, p.Do(t, http.MethodPost, "/shops/authorizations", map[string]any{"thenDownload": true}).Want(t, http.StatusCreated, "").Text("url"), seller)
}

// authoriseBuyer makes a buyer account of an account of the sandbox.
func (w *world) authoriseBuyer(t *testing.T, p *apitest.Person, login string) {
	t.Helper()
	w.agree(t, p, p.Do(t, http.MethodPost, "/buyer-accounts/authorizations", nil).Want(t, http.StatusCreated, "").Text("url"), login)
}

// agree walks through the sandbox's authorise page as the owner of an account.
func (w *world) agree(t *testing.T, p *apitest.Person, page, seller string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	rq, err := http.NewRequestWithContext(t.Context(), http.MethodGet, page+"&sandbox_login="+url.QueryEscape(seller), nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := client.Do(rq)
	if err != nil {
		t.Fatal(err)
	}
	_ = a.Body.Close()
	back, err := a.Location()
	if err != nil {
		t.Fatal(err)
	}
	in := httptest.NewRequestWithContext(t.Context(), http.MethodGet, back.RequestURI(), nil)
	in.AddCookie(&http.Cookie{Name: api.CookieName, Value: p.Cookie}) //nolint:gosec // a request's cookie has no attributes
	out := httptest.NewRecorder()
	w.server.handler().ServeHTTP(out, in)
	if out.Code != http.StatusSeeOther {
		t.Fatalf("the way back answers %d\n%s", out.Code, out.Body)
	}
}

// pay pays a pre-order on the sandbox.
func (w *world) pay(t *testing.T, platformID string) {
	t.Helper()
	w.control(t, "preorders/"+platformID+"/pay", "{}")
}

// control tells the sandbox what to do.
func (w *world) control(t *testing.T, path, body string) {
	t.Helper()
	rq, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.sandbox.URL+"/control/"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	rq.Header.Set("Content-Type", "application/json")
	a, err := http.DefaultClient.Do(rq)
	if err != nil {
		t.Fatal(err)
	}
	_ = a.Body.Close()
	if a.StatusCode >= http.StatusMultipleChoices {
		t.Fatalf("%s: %s", path, a.Status)
	}
}

// first gives a text of the first item of a list.
func first(t *testing.T, p *apitest.Person, path, field string) string {
	t.Helper()
	var list struct{ Items []map[string]json.RawMessage }
	p.Get(t, path).Want(t, http.StatusOK, "").JSON(t, &list)
	if len(list.Items) == 0 {
		t.Fatalf("%s: nothing there", path)
	}
	var text string
	if err := json.Unmarshal(list.Items[0][field], &text); err != nil {
		t.Fatalf("%s: %s of %v", path, field, list.Items[0])
	}
	return text
}
