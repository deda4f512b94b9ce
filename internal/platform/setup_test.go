package platform_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/inbox"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/sandbox1688"
)

const (
	wang    = channeltest.Wang
	clothes = channeltest.Clothes
)

// world is two account sets with a 1688 beside them, each with a buyer account of its own
// login.
type world struct {
	*channeltest.World
	svc       *platform.Service
	purchases *purchase.Service
	inbox     *inbox.Service
	account   db.ID
	facts     []platform.Fact
}

func setup(tb testing.TB) *world {
	tb.Helper()
	w := &world{}
	var receive atomic.Pointer[http.Handler]
	pushed := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) { (*receive.Load()).ServeHTTP(out, r) }))
	tb.Cleanup(pushed.Close)
	apitest.New(tb, func(a *apitest.World) {
		tb.Cleanup(func() { // after 1688 has stopped: nothing comes any more
			if w.inbox != nil {
				w.inbox.Close()
			}
		})
		w.World = channeltest.Start(tb, a, func(c *sandbox1688.Config) {
			c.PushURL, c.Switches.PushTimeout = pushed.URL+inbox.Path, time.Minute
		})
		books := finance.New(a.DB, w.Parties)
		shelf := stock.New(a.DB, w.Goods, books)
		sources := sourcing.New(a.DB, w.Parties, w.Goods, w.Shops)
		w.purchases = purchase.New(a.DB, w.Parties, w.Goods, shelf, books)
		w.purchases.Connect(w.Shops)
		w.svc = platform.New(a.DB, w.Parties, w.purchases, sources, w.Shops, nil)
		w.inbox = inbox.New(inbox.Options{DB: a.DB, Accounts: w.Shops, Sets: a.Tenants.SetIDs, Client: w.Client, Secret: open1688.NewSecret(channeltest.AppSecret), PublicURL: channeltest.PublicURL})
		w.svc.Listen(w.inbox)
		w.svc.RegisterJobs(w.Jobs, a.Tenants.SetIDs)
		w.Shops.RegisterJobs(w.Jobs)
		w.inbox.RegisterJobs(w.Jobs)
		h := w.inbox.Receive()
		receive.Store(&h)
		w.svc.OnFact(func(_ context.Context, _ *db.Tx, f platform.Fact) error {
			w.facts = append(w.facts, f)
			return nil
		})
		shelf.Register(a.API)
		approval.New(a.DB).Register(a.API)
		w.purchases.Register(a.API)
		w.svc.Register(a.API)
		sources.Register(a.API)
	})
	w.account = w.Authorize(tb, w.Owner, wang)
	return w
}

// seen asks 1688 for an order.
func (w *world) seen(tb testing.TB, id string) *open1688.Order {
	tb.Helper()
	var out *open1688.Order
	err := w.Shops.Call(tb.Context(), w.Scope(), w.account, func(ctx context.Context, c *open1688.Client, token open1688.Token) (err error) {
		out, _, err = c.Trade.GetBuyerOrder(ctx, token, open1688.BuyerOrderRequest{OrderID: open1688.ID(id)})
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func (w *world) record(tb testing.TB, seen *open1688.Order) platform.Order {
	tb.Helper()
	var out platform.Order
	w.Tx(tb, func(ctx context.Context, tx *db.Tx) (err error) {
		out, err = w.svc.RecordTx(ctx, tx, w.account, seen)
		return err
	})
	return out
}

func (w *world) read(tb testing.TB, ids ...string) {
	tb.Helper()
	if err := w.svc.Read(tb.Context(), w.Scope(), w.account, ids...); err != nil {
		tb.Fatal(err)
	}
}

// kinds are the kinds of the facts told since the last call.
func (w *world) kinds() []platform.FactKind {
	var out []platform.FactKind
	for _, f := range w.facts {
		out = append(out, f.Kind)
	}
	w.facts = nil
	return out
}

func (w *world) wantFacts(tb testing.TB, want ...platform.FactKind) {
	tb.Helper()
	if got := w.kinds(); !slices.Equal(got, want) {
		tb.Errorf("facts are %v, want %v", got, want)
	}
}
