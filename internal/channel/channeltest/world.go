package channeltest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/sandbox1688"
)

// World is a process that works with a 1688: the services every test of one needs.
type World struct {
	*apitest.World
	*Sandbox

	Client  *open1688.Client
	Parties *party.Service
	Goods   *catalog.Service
	Shops   *channel.Service
	Jobs    *jobs.Registry // of those who register theirs
	key     secret.Text
}

// Start starts a 1688 beside the account sets of a, and a process with its routes.
func Start(tb testing.TB, a *apitest.World, configure ...func(*sandbox1688.Config)) *World {
	tb.Helper()
	w := &World{World: a, Sandbox: NewSandbox(tb, a.Clock.Now, configure...), key: secret.NewKey()}
	w.assemble(tb)
	w.Parties.Register(a.API)
	w.Goods.Register(a.API)
	w.Shops.Register(a.API)
	return w
}

// Another is a second process on the same database and 1688.
func (w *World) Another(tb testing.TB) *World {
	tb.Helper()
	other := *w
	other.assemble(tb)
	return &other
}

func (w *World) assemble(tb testing.TB) {
	tb.Helper()
	box, err := secret.NewBox(w.key)
	if err != nil {
		tb.Fatal(err)
	}
	w.Client = w.NewClient(tb)
	w.Parties = party.New(w.DB)
	w.Goods = catalog.New(w.DB, w.Parties, tb.TempDir())
	w.Shops = channel.New(channel.Options{
		DB: w.DB, Catalog: w.Goods, Tenants: w.Tenants, Box: box, Client: w.Client, PublicURL: PublicURL, PictureBase: w.URL + "/",
	})
	w.Jobs = &jobs.Registry{}
}

// Authorize makes a buyer account of an account of the sandbox, or renews it.
func (w *World) Authorize(tb testing.TB, p *apitest.Person, login string) db.ID {
	tb.Helper()
	page := p.Do(tb, http.MethodPost, "/buyer-accounts/authorizations", nil).Want(tb, http.StatusCreated, "").Text("url")
	return w.authorized(tb, p, page, login, "/buyer-accounts")
}

// AuthorizeShop makes a shop of an account of the sandbox, or renews it.
func (w *World) AuthorizeShop(tb testing.TB, p *apitest.Person, login string) db.ID {
	tb.Helper()
	page := p.Do(tb, http.MethodPost, "/shops/authorizations", map[string]any{"thenDownload": false}).Want(tb, http.StatusCreated, "").Text("url")
	return w.authorized(tb, p, page, login, "/shops")
}

func (w *World) authorized(tb testing.TB, p *apitest.Person, page, login, shown string) db.ID {
	tb.Helper()
	out := w.ComeBack(tb, p, w.Agree(tb, page, login))
	where, err := url.Parse(out.Header().Get("Location"))
	if out.Code != http.StatusSeeOther || err != nil || where.Path != shown {
		tb.Fatalf("authorising %s: %d %s %s", login, out.Code, where, out.Body)
	}
	id, err := db.ParseID(where.Query().Get("authorized"))
	if err != nil {
		tb.Fatal(err)
	}
	return id
}

// ComeBack is the browser of a person, nil is nobody signed in, on the way back from 1688.
func (w *World) ComeBack(tb testing.TB, p *apitest.Person, to *url.URL) *httptest.ResponseRecorder {
	tb.Helper()
	return ComeBack(tb, w.Shops.Callback(), p, to)
}

// Work runs the jobs that are due.
func (w *World) Work(tb testing.TB) {
	tb.Helper()
	if _, err := jobs.RunDue(tb.Context(), w.DB, w.Jobs); err != nil {
		tb.Fatal(err)
	}
}

// Act does something to an order on 1688, a minute later.
func (w *World) Act(tb testing.TB, id, action string, body map[string]any) {
	tb.Helper()
	w.Clock.Advance(time.Minute)
	w.Control(tb, http.MethodPost, "orders/"+id+"/"+action, body)
}
