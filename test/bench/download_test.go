//go:build bench

package bench_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/test/world"
)

const (
	downloadOffers = 20_000
	downloadSKUs   = 5 // of each offer
	growthMax      = 100 << 20
	seller         = "云裳服饰批发"
)

// TestDownload reads a shop of 20,000 offers and makes its products, by the job
// that does it in the program. The sandbox is a process of its own, so that its
// memory is not counted.
func TestDownload(t *testing.T) {
	world.On(t, func(t *testing.T) {
		offers := downloadOffers
		if text := os.Getenv("BENCH_OFFERS"); text != "" {
			var err error
			if offers, err = strconv.Atoi(text); err != nil {
				t.Fatalf("BENCH_OFFERS: %v", err)
			}
		}
		base := sandboxWith(t, offers)
		client, err := open1688.New(open1688.Config{
			GatewayURL: base + "/openapi", AuthorizeURL: base + "/oauth/authorize", AppKey: "77", AppSecret: open1688.NewSecret("test-secret"),
			Limiter: rate.NewLimiter(rate.Inf, 1),
		})
		if err != nil {
			t.Fatal(err)
		}
		w := world.Open(t, world.Options{Client: client, PictureBase: base + "/"})
		shop := authorise(t, w)
		reg := &jobs.Registry{}
		w.Shops.RegisterJobs(reg)
		runner, err := jobs.New(t.Context(), w.DB, reg, jobs.Config{Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		if err := runner.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = runner.Stop(t.Context()) }()

		m := watchMemory(t)
		start, cpu := time.Now(), processorTime(t)
		d, err := w.Shops.StartDownload(t.Context(), w.Scope, shop, channel.DownloadCreate, "")
		if err != nil {
			t.Fatal(err)
		}
		for d.State == channel.DownloadRunning {
			time.Sleep(20 * time.Millisecond)
			if d, err = w.Shops.Download(t.Context(), w.Scope, d.ID); err != nil {
				t.Fatal(err)
			}
		}
		took, cpu := time.Since(start), processorTime(t)-cpu
		heap, rss := m.stop()
		if d.State != channel.DownloadSucceeded || d.Products < int64(offers) {
			t.Fatalf("the download ended as %+v", d)
		}
		skus := float64(offers * downloadSKUs)
		goal := ""
		if w.DB.Engine() == db.SQLite {
			goal = "≥ 2,000/s"
		}
		report(t, "download", row{
			what: fmt.Sprintf("%d offers, %.0f SKUs made, in %s with %s of processor time", offers, skus, took.Round(time.Second/10), cpu.Round(time.Second/10)), figure: perSecond(skus/took.Seconds()) + " SKUs",
			goal: goal, met: skus/took.Seconds() >= 2000,
		})
		report(t, "download", row{what: "memory growth: resident; heap in use", figure: megabytes(rss), baseline: megabytes(heap), goal: "≤ 100 MB", met: rss <= growthMax})
	})
}

// sandboxWith starts the built program's sandbox with generated offers.
func sandboxWith(t *testing.T, offers int) (base string) {
	t.Helper()
	addr := apitest.FreeAddress(t)
	base = "http://" + addr
	world.Start(t, base+"/console", nil, world.Binary(t), "sandbox", "--addr", addr, "--app-key", "77", "--app-secret", "test-secret")
	world.NewClient(t, base+"/control").Must(t, http.MethodPost, "/generate", map[string]any{"seller": seller, "offers": offers, "skusPerOffer": downloadSKUs, "seed": 1}, nil)
	return base
}

// authorise walks through the sandbox's authorise page.
func authorise(t *testing.T, w *world.World) db.ID {
	t.Helper()
	page, err := w.Shops.Begin(t.Context(), w.Scope, channel.Wish{Purpose: channel.Sell})
	if err != nil {
		t.Fatal(err)
	}
	back, err := url.Parse(world.NewClient(t, "").Location(t, page+"&sandbox_login="+url.QueryEscape(seller)))
	if err != nil {
		t.Fatal(err)
	}
	done, err := w.Shops.Complete(t.Context(), w.Scope, back.Query())
	if err != nil {
		t.Fatal(err)
	}
	return done.Shop.ID
}

// processorTime is what this process has used; PostgreSQL and the sandbox have their own.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// memory samples what this process holds.
type memory struct {
	t         *testing.T
	from, max struct{ heap, rss int64 }
	quit      chan struct{}
	done      chan struct{}
}

func watchMemory(t *testing.T) *memory {
	t.Helper()
	m := &memory{t: t, quit: make(chan struct{}), done: make(chan struct{})}
	runtime.GC()
	m.from.heap, m.from.rss = m.sample()
	go func() {
		defer close(m.done)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-m.quit:
				return
			case <-tick.C:
				heap, rss := m.sample()
				m.max.heap, m.max.rss = max(m.max.heap, heap), max(m.max.rss, rss)
			}
		}
	}()
	return m
}

func (m *memory) sample() (heap, rss int64) {
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return int64(s.HeapInuse), residentMemory(m.t, os.Getpid())
}

// stop gives the most that was held beyond the start.
func (m *memory) stop() (heap, rss int64) {
	close(m.quit)
	<-m.done
	return m.max.heap - m.from.heap, m.max.rss - m.from.rss
}
