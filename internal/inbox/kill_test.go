package inbox_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/inbox"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// victimEnv makes the test program the process that gets killed.
const victimEnv = "HUOTONG_TEST_VICTIM"

func TestMain(m *testing.M) {
	if address := os.Getenv(victimEnv); address != "" {
		if err := victim(context.Background(), address); err != nil {
			panic(err)
		}
		return
	}
	os.Exit(m.Run())
}

// victim takes messages and says where.
func victim(ctx context.Context, address string) error {
	d, err := db.Open(ctx, address, db.Options{})
	if err != nil {
		return err
	}
	tenants := tenant.New(d, tenant.Options{})
	client, err := open1688.New(open1688.Config{AppKey: channeltest.AppKey, AppSecret: open1688.NewSecret(channeltest.AppSecret), GatewayURL: "http://127.0.0.1:1/openapi", AuthorizeURL: "http://127.0.0.1:1/"})
	if err != nil {
		return err
	}
	shops := channel.New(channel.Options{DB: d, Catalog: catalog.New(d, party.New(d), os.TempDir()), Tenants: tenants})
	s := inbox.New(inbox.Options{DB: d, Accounts: shops, Sets: tenants.SetIDs, Client: client, Secret: open1688.NewSecret(channeltest.AppSecret)})
	s.Handle(inbox.Subscriber{Name: "test", Topics: []string{paid}, Do: func(context.Context, db.Scope, inbox.Message) error { return nil }})
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if _, err := fmt.Println("http://" + ln.Addr().String()); err != nil { //nolint:forbidigo // tells the test where
		return err
	}
	return (&http.Server{Handler: s.Receive(), ReadHeaderTimeout: time.Minute}).Serve(ln)
}

// A process that is killed in a burst has lost nothing that it acknowledged, and what it
// had not passed on yet is passed on by the next, once for each account.
func TestNothingIsLostWhenTheProcessIsKilledInABurst(t *testing.T) {
	t.Parallel()
	var h heard
	w := setup(t, h.subscriber("test", false, paid))
	w.Authorize(t, w.Owner, buyer)
	w.Authorize(t, w.Other, buyer)
	w.settled(t)
	var mu sync.Mutex
	acknowledged := map[string]bool{}
	for round := range 3 {
		exe, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), exe)
		cmd.Env = append(os.Environ(), victimEnv+"="+w.DB.Address())
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		to := strings.TrimSpace(line)
		var taken atomic.Int64
		stopped := make(chan struct{})
		var senders sync.WaitGroup
		for s := range 16 {
			senders.Go(func() {
				for i := 0; ; i++ {
					select {
					case <-stopped:
						return
					default:
					}
					id := round*1_000_000 + s*10_000 + i
					if !posted(t.Context(), to, form(order(id, paid, member, fmt.Sprint(1_000_000+id)))) {
						continue // killed, so nothing is known
					}
					taken.Add(1)
					mu.Lock()
					acknowledged[fmt.Sprint(id)] = true
					mu.Unlock()
				}
			})
		}
		enough := int64(100 + rand.IntN(300)) //nolint:gosec // a test's choice
		eventually(t, func() bool { return taken.Load() > enough })
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		close(stopped)
		senders.Wait()
	}
	if behind := time.Since(w.Clock.Now()); behind > 0 { // the processes that were killed went by the real clock
		w.Clock.Advance(behind + time.Minute)
	}
	if err := inbox.Sweep(t.Context(), w.inbox); err != nil {
		t.Fatal(err)
	}
	w.work(t)
	kept := map[string]int{}
	for _, sc := range []db.Scope{w.Scope(), w.OtherScope()} {
		err := w.DB.View(t.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
			rows, err := tx.Query(ctx, "SELECT message_id FROM inbox_delivery WHERE tenant_id = ? AND state = 'handled'", tx.Tenant)
			if err != nil {
				return err
			}
			defer func() { _ = rows.Close() }()
			for rows.Next() {
				var id string
				if err := rows.Scan(&id); err != nil {
					return err
				}
				kept[id]++
			}
			return rows.Err()
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for id := range acknowledged {
		if kept[id] != 2 {
			t.Errorf("message %s was acknowledged, and %d of two accounts have handled it", id, kept[id])
		}
	}
	t.Logf("%d messages were acknowledged, %d are kept", len(acknowledged), len(kept))
}

// posted tells whether a message was acknowledged.
func posted(ctx context.Context, to, body string) bool {
	rq, err := http.NewRequestWithContext(ctx, http.MethodPost, to, strings.NewReader(body))
	if err != nil {
		return false
	}
	rq.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := http.DefaultClient.Do(rq)
	if err != nil {
		return false
	}
	_ = res.Body.Close()
	return res.StatusCode == http.StatusOK
}
