package app

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/inbox"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/secret"
)

// world is the whole program over a fresh database and a sandbox, with two
// account sets; jobs run when the test says so.
type world struct {
	*apitest.World
	*channeltest.Sandbox
	server *server
	jobs   *jobs.Registry
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{jobs: &jobs.Registry{}}
	w.World = apitest.New(t, func(a *apitest.World) {
		w.Sandbox = channeltest.NewSandbox(t, a.Clock.Now)
		cfg := &Config{
			Addr: "127.0.0.1:8168", PublicURL: channeltest.PublicURL, Data: t.TempDir(), AppKey: channeltest.AppKey, AppSecret: channeltest.AppSecret,
			Gateway: w.URL + "/openapi", Authorize: w.URL + "/oauth/authorize",
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
func (w *world) agree(t *testing.T, p *apitest.Person, page, login string) {
	t.Helper()
	if out := channeltest.ComeBack(t, w.server.handler(), p, w.Agree(t, page, login)); out.Code != http.StatusSeeOther {
		t.Fatalf("the way back answers %d\n%s", out.Code, out.Body)
	}
}

// push posts a message as 1688 does, signed with the secret, and gives the status.
func (w *world) push(t *testing.T, text, secret string) int {
	t.Helper()
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write([]byte("message" + text))
	form := url.Values{"message": {text}, "_aop_signature": {strings.ToUpper(hex.EncodeToString(mac.Sum(nil)))}}
	in := httptest.NewRequestWithContext(t.Context(), http.MethodPost, inbox.Path, strings.NewReader(form.Encode()))
	out := httptest.NewRecorder()
	w.server.handler().ServeHTTP(out, in)
	w.server.inbox.Close()
	return out.Code
}

// pay pays a pre-order on the sandbox.
func (w *world) pay(t *testing.T, platformID string) {
	t.Helper()
	w.Control(t, http.MethodPost, "preorders/"+platformID+"/pay", nil)
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
