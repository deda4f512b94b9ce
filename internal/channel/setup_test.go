package channel_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/sandbox1688"
)

const (
	clothes = channeltest.Clothes
	office  = "文彩办公包装"
	wang    = channeltest.Wang
)

// all is the data scope of somebody who may see every shop.
var all = tenant.Limit{All: true}

// world is two account sets with a 1688 beside them.
type world struct{ *channeltest.World }

func setup(tb testing.TB, change ...func(*sandbox1688.Config)) *world {
	tb.Helper()
	w := &world{}
	apitest.New(tb, func(a *apitest.World) {
		w.World = channeltest.Start(tb, a, change...)
		w.Shops.RegisterJobs(w.Jobs)
	})
	return w
}

// restart goes on with another process.
func (w *world) restart(tb testing.TB) {
	tb.Helper()
	w.World = w.Another(tb)
	w.Shops.RegisterJobs(w.Jobs)
}

// begin starts an authorisation as the person and gives the page of 1688.
func begin(tb testing.TB, p *apitest.Person, thenDownload bool) string {
	tb.Helper()
	a := p.Do(tb, http.MethodPost, "/shops/authorizations", map[string]any{"thenDownload": thenDownload})
	a.Want(tb, http.StatusCreated, "")
	return a.Text("url")
}

func (w *world) tryWork(ctx context.Context) error {
	_, err := jobs.RunDue(ctx, w.DB, w.Jobs)
	return err
}

// download runs a download to its end.
func (w *world) download(tb testing.TB, shop db.ID, mode channel.DownloadMode, offers string) *channel.Download {
	tb.Helper()
	d, err := w.Shops.StartDownload(tb.Context(), w.Scope(), shop, mode, offers)
	if err != nil {
		tb.Fatal(err)
	}
	w.Work(tb)
	return w.get(tb, d.ID)
}

func (w *world) get(tb testing.TB, id db.ID) *channel.Download {
	tb.Helper()
	d, err := w.Shops.Download(tb.Context(), w.Scope(), id)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}
