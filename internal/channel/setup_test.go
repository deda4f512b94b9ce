package channel_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/sandbox1688"
)

const (
	appKey    = "1234567"
	appSecret = "AbCdEf123456"
	publicURL = "https://erp.example.com"
	clothes   = "云裳服饰批发"
	office    = "文彩办公包装"
)

// all is the data scope of somebody who may see every shop.
var all = tenant.Limit{All: true}

// world is two account sets with a 1688 beside them.
type world struct {
	*apitest.World
	svc     *channel.Service
	catalog *catalog.Service
	jobs    *jobs.Registry
	box     *secret.Box
	sandbox *httptest.Server
	onCall  atomic.Pointer[func(*http.Request)] // runs before 1688 answers
}

func setup(tb testing.TB, change ...func(*sandbox1688.Config)) *world {
	tb.Helper()
	w := &world{}
	var err error
	if w.box, err = secret.NewBox(secret.NewKey()); err != nil {
		tb.Fatal(err)
	}
	apitest.New(tb, func(a *apitest.World) {
		w.World = a
		cfg := sandbox1688.Config{AppKey: appKey, AppSecret: appSecret, Now: a.Clock.Now}
		for _, f := range change {
			f(&cfg)
		}
		s := sandbox1688.New(cfg)
		w.sandbox = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			if f := w.onCall.Load(); f != nil {
				(*f)(r)
			}
			s.ServeHTTP(out, r)
		}))
		tb.Cleanup(w.sandbox.Close)
		tb.Cleanup(func() { _ = s.Close() })
		w.catalog = catalog.New(a.DB, party.New(a.DB), tb.TempDir())
		w.svc = w.newService(tb)
		w.svc.Register(a.API)
	})
	return w
}

// newService makes a service on the same database, as another process would.
func (w *world) newService(tb testing.TB) *channel.Service {
	tb.Helper()
	client, err := open1688.New(open1688.Config{
		AppKey: appKey, AppSecret: open1688.NewSecret(appSecret), GatewayURL: w.sandbox.URL + "/openapi", AuthorizeURL: w.sandbox.URL + "/oauth/authorize",
		Limiter: rate.NewLimiter(rate.Inf, 1), Timeout: 2 * time.Second, Retry: open1688.Retry{Attempts: 2, Base: time.Millisecond}, Now: w.Clock.Now,
	})
	if err != nil {
		tb.Fatal(err)
	}
	svc := channel.New(channel.Options{
		DB: w.DB, Catalog: w.catalog, Tenants: w.Tenants, Box: w.box, Client: client, PublicURL: publicURL,
		PictureBase: w.sandbox.URL + "/", Log: slog.New(slog.DiscardHandler),
	})
	w.jobs = &jobs.Registry{}
	svc.RegisterJobs(w.jobs)
	return svc
}

// control asks the sandbox's control API.
func (w *world) control(tb testing.TB, method, path string, body any) map[string]any {
	tb.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		tb.Fatal(err)
	}
	req, err := http.NewRequestWithContext(tb.Context(), method, w.sandbox.URL+"/control/"+path, bytes.NewReader(text))
	if err != nil {
		tb.Fatal(err)
	}
	res, err := w.sandbox.Client().Do(req)
	if err != nil {
		tb.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 300 {
		tb.Fatalf("control %s %s: %d %v %s", method, path, res.StatusCode, err, raw)
	}
	out, err := apitest.Decode(raw)
	if err != nil {
		tb.Fatal(err)
	}
	m, ok := out.(map[string]any)
	if !ok {
		m = map[string]any{"list": out}
	}
	return m
}

// actOnTokens does something to every token 1688 gave out: expire, expireRefresh, revoke.
func (w *world) actOnTokens(tb testing.TB, action string) {
	tb.Helper()
	list, _ := w.control(tb, http.MethodGet, "tokens", nil)["list"].([]any)
	for _, t := range list {
		id, _ := t.(map[string]any)["id"].(int)
		w.control(tb, http.MethodPost, "tokens/"+strconv.Itoa(id)+"/"+action, nil)
	}
}

func (w *world) fault(tb testing.TB, f sandbox1688.Fault) {
	tb.Helper()
	w.control(tb, http.MethodPost, "faults", map[string]any{
		"kind": f.Kind, "api": f.API, "skip": f.Skip, "count": f.Count, "millis": f.Millis, "code": f.Code, "message": f.Message, "probability": f.Probability, "seed": f.Seed,
	})
}

// calls counts the calls of an API that the gateway let through.
func (w *world) calls(tb testing.TB, api string) int {
	tb.Helper()
	for name, v := range w.control(tb, http.MethodGet, "counters", nil)["apis"].(map[string]any) {
		if strings.Contains(name, api) {
			n, _ := v.(map[string]any)["ok"].(int)
			return n
		}
	}
	return 0
}

// answer of the owner on the page of 1688: the address the browser is sent to.
func (w *world) decide(tb testing.TB, page, query string) *url.URL {
	tb.Helper()
	req, err := http.NewRequestWithContext(tb.Context(), http.MethodGet, page+"&"+query, nil)
	if err != nil {
		tb.Fatal(err)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		tb.Fatal(err)
	}
	defer res.Body.Close()
	to, err := res.Location()
	if err != nil {
		body, _ := io.ReadAll(res.Body)
		tb.Fatalf("1688 sent nobody back: %d %s", res.StatusCode, body)
	}
	return to
}

// begin starts an authorisation as the person and gives the page of 1688.
func begin(tb testing.TB, p *apitest.Person, thenDownload bool) string {
	tb.Helper()
	a := p.Do(tb, http.MethodPost, "/shops/authorizations", map[string]any{"thenDownload": thenDownload})
	a.Want(tb, http.StatusCreated, "")
	return a.Text("url")
}

// comeBack is the person's browser on the callback page.
func (w *world) comeBack(tb testing.TB, p *apitest.Person, to *url.URL) *httptest.ResponseRecorder {
	tb.Helper()
	r := httptest.NewRequestWithContext(tb.Context(), http.MethodGet, to.RequestURI(), nil)
	if p != nil {
		r.AddCookie(&http.Cookie{Name: "huotong_session", Value: p.Cookie}) //nolint:gosec // a request's cookie has no attributes
	}
	out := httptest.NewRecorder()
	w.svc.Callback().ServeHTTP(out, r)
	return out
}

// authorize makes a shop of a seller in the person's set.
func (w *world) authorize(tb testing.TB, p *apitest.Person, seller string) db.ID {
	tb.Helper()
	to := w.decide(tb, begin(tb, p, false), "sandbox_login="+url.QueryEscape(seller))
	out := w.comeBack(tb, p, to)
	where, err := url.Parse(out.Header().Get("Location"))
	if out.Code != http.StatusSeeOther || err != nil {
		tb.Fatalf("authorising %s: %d %s", seller, out.Code, out.Body)
	}
	id, err := db.ParseID(where.Query().Get("authorized"))
	if err != nil {
		tb.Fatal(err)
	}
	return id
}

// work runs the jobs that are due.
func (w *world) work(tb testing.TB) {
	tb.Helper()
	if err := w.tryWork(tb.Context()); err != nil {
		tb.Fatal(err)
	}
}

func (w *world) tryWork(ctx context.Context) error {
	_, err := jobs.RunDue(ctx, w.DB, w.jobs)
	return err
}

// download runs a download to its end.
func (w *world) download(tb testing.TB, shop db.ID, mode channel.DownloadMode, offers string) *channel.Download {
	tb.Helper()
	d, err := w.svc.StartDownload(tb.Context(), w.Scope(), shop, mode, offers)
	if err != nil {
		tb.Fatal(err)
	}
	w.work(tb)
	return w.get(tb, d.ID)
}

func (w *world) get(tb testing.TB, id db.ID) *channel.Download {
	tb.Helper()
	d, err := w.svc.Download(tb.Context(), w.Scope(), id)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// number runs a query whose first argument is the set.
func (w *world) number(tb testing.TB, query string, args ...any) (n int64) {
	tb.Helper()
	err := w.DB.View(tb.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, query, append([]any{tx.Tenant}, args...), &n)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func (w *world) exec(tb testing.TB, query string, args ...any) {
	tb.Helper()
	err := w.DB.InTx(tb.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
}
