package app

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/sandbox1688"
)

// Two servers on one database keep to the app's rate together: the sandbox, which
// allows no more, never has to refuse.
func TestServersShareTheRateOfTheApp(t *testing.T) {
	t.Parallel()
	const perSecond, span = 20, 4 * time.Second
	address := dbtest.Address(t)
	cfg := &Config{AppKey: "77", AppSecret: "test-secret", AppRate: perSecond}
	box := sandbox1688.New(sandbox1688.Config{AppKey: cfg.AppKey, AppSecret: cfg.AppSecret, Rate: perSecond})
	var (
		mu       sync.Mutex
		arrivals []time.Time
	)
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		arrivals = append(arrivals, time.Now())
		mu.Unlock()
		box.ServeHTTP(w, r)
	}))
	t.Cleanup(gateway.Close)
	server := func() *open1688.Client {
		d, err := db.Open(t.Context(), address, db.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		limiter := cfg.limiter(d)
		if _, own := limiter.(*rate.Limiter); own != (d.Engine() == db.SQLite) {
			t.Fatalf("on %s the limiter is %T", d.Engine(), limiter)
		}
		client, err := open1688.New(open1688.Config{
			GatewayURL: gateway.URL + "/openapi", AppKey: cfg.AppKey, AppSecret: open1688.NewSecret(cfg.AppSecret), Limiter: limiter, Retry: open1688.Retry{Attempts: 1},
		})
		if err != nil {
			t.Fatal(err)
		}
		return client
	}
	servers := []*open1688.Client{server()}
	if dbtest.Engine(t) == db.Postgres { // one program works on a SQLite file
		servers = append(servers, server())
	}
	begin := time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), span)
	defer cancel()
	var clerks sync.WaitGroup
	done := make([]int, len(servers))
	for i, client := range servers {
		for range 15 {
			clerks.Go(func() {
				for {
					_, _, err := client.System.CurrentTime(ctx)
					if ctx.Err() != nil {
						return
					}
					if open1688.IsRateLimited(err) {
						t.Errorf("1688 refuses a call: %v", err)
						return
					}
					if err != nil && !errors.Is(err, errLateTurn) && dbtest.Engine(t) == db.Postgres {
						t.Errorf("call: %v", err)
						return
					}
					if err != nil {
						return // no turn is left before the end
					}
					mu.Lock()
					done[i]++
					mu.Unlock()
				}
			})
		}
	}
	clerks.Wait()
	if total := len(arrivals); total < 2*perSecond { // half of it: a busy machine may stand still for a while
		t.Errorf("%d calls in %v: the rate of %d is not made use of", total, span, perSecond)
	}
	if len(servers) == 1 {
		return
	}
	slices.SortFunc(arrivals, time.Time.Compare)
	const turn = time.Second / perSecond
	for i, at := range arrivals { // a call may come late, but not before its turn
		if early := begin.Add(time.Duration(i) * turn).Sub(at); early > 2*turn {
			t.Errorf("call %d arrives %v before its turn", i, early)
			break
		}
	}
	for i, n := range done {
		if n < len(arrivals)/4 {
			t.Errorf("server %d made %d of %d calls: one holds up the other", i, n, len(arrivals))
		}
	}
}

// A call gives up when its context ends, and takes no turn from the others.
func TestWhoeverGivesUpTakesNoTurn(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	if d.Engine() != db.Postgres {
		if _, own := (&Config{AppKey: "77", AppRate: 3}).limiter(d).(*rate.Limiter); !own {
			t.Error("a program alone shares its rate")
		}
		return
	}
	l := (&Config{AppKey: "77", AppRate: 1}).limiter(d)
	if err := l.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := d.InTx(t.Context(), db.System("test"), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE call_rate SET next_at = next_at + 5000000") // five seconds: the next turn is not now, however long this takes
		return err
	}); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := l.Wait(short); err == nil {
		t.Error("a call without time gets a turn")
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	for range 50 {
		if err := l.Wait(ended); !errors.Is(err, context.Canceled) {
			t.Fatalf("an ended call gets %v", err)
		}
	}
	if err := l.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begin); took > 25*time.Second { // a turn each would be fifty
		t.Errorf("the next call waited %v", took)
	}
}
