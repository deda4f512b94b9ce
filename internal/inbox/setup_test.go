package inbox_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/inbox"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/sandbox1688"
)

const (
	buyer    = channeltest.Wang
	member   = "b2b-2214067712394"
	stranger = "b2b-2215580139467c33d1" // another buyer of the sandbox
)

// world is two account sets with a 1688 that pushes to an inbox.
type world struct {
	*channeltest.World
	inbox   *inbox.Service
	pushed  *httptest.Server // what 1688 reaches
	results sync.Map         // inbox.Result → *atomic.Int64
}

// setup makes a world; subscribers are added before it serves.
func setup(tb testing.TB, subscribers ...inbox.Subscriber) *world {
	tb.Helper()
	w := &world{}
	var receive atomic.Pointer[http.Handler]
	w.pushed = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) { (*receive.Load()).ServeHTTP(out, r) }))
	tb.Cleanup(w.pushed.Close)
	apitest.New(tb, func(a *apitest.World) {
		tb.Cleanup(func() { // after 1688 has stopped: nothing comes any more
			if w.inbox != nil {
				w.inbox.Close()
			}
		})
		w.World = channeltest.Start(tb, a, func(c *sandbox1688.Config) {
			c.PushURL, c.Switches.PushTimeout = w.pushed.URL+inbox.Path, time.Minute
		})
		w.inbox = inbox.New(inbox.Options{
			DB: a.DB, Accounts: w.Shops, Sets: a.Tenants.SetIDs, Client: w.Client, Secret: open1688.NewSecret(channeltest.AppSecret), PublicURL: channeltest.PublicURL,
			Observe: func(r inbox.Result, _ time.Duration) {
				n, _ := w.results.LoadOrStore(r, new(atomic.Int64))
				n.(*atomic.Int64).Add(1)
			},
		})
		for _, sub := range subscribers {
			w.inbox.Handle(sub)
		}
		w.inbox.Register(a.API)
		w.Shops.RegisterJobs(w.Jobs)
		w.inbox.RegisterJobs(w.Jobs)
		h := w.inbox.Receive()
		receive.Store(&h)
	})
	return w
}

// result is how often requests ended so.
func (w *world) result(r inbox.Result) int64 {
	n, ok := w.results.Load(r)
	if !ok {
		return 0
	}
	return n.(*atomic.Int64).Load()
}

// work runs the jobs that are due; schedules are called by the tests.
func (w *world) work(tb testing.TB) {
	tb.Helper()
	w.inbox.Close() // what was taken is passed on
	w.Work(tb)
}

// sign signs as the platform does (reference §2.2), independent of the client.
func sign(key, base string) string {
	mac := hmac.New(sha1.New, []byte(key))
	mac.Write([]byte(base))
	return strings.ToUpper(hex.EncodeToString(mac.Sum(nil)))
}

// form is a pushed body.
func form(text string) string {
	return url.Values{"message": {text}, "_aop_signature": {sign(channeltest.AppSecret, "message"+text)}}.Encode()
}

// order is the text of a message about an order.
func order(id int, topic, member, orderID string) string {
	return fmt.Sprintf(`{"msgId":%d,"gmtBorn":1785600000000,"type":"%s","userInfo":"%s","bizKey":"1","data":{"orderId":%s,"currentStatus":"waitsellersend","msgSendTime":"2026-08-02 09:10:00"}}`, id, topic, member, orderID)
}

// push posts a body and gives the status.
func (w *world) push(tb testing.TB, body string) int {
	tb.Helper()
	return post(tb, w.pushed.URL+inbox.Path, body)
}

func post(tb testing.TB, to, body string) int {
	tb.Helper()
	rq, err := http.NewRequestWithContext(tb.Context(), http.MethodPost, to, strings.NewReader(body))
	if err != nil {
		tb.Fatal(err)
	}
	rq.Header.Set("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
	res, err := http.DefaultClient.Do(rq)
	if err != nil {
		tb.Fatal(err)
	}
	_ = res.Body.Close()
	return res.StatusCode
}

// heard is a subscriber that notes what it is given and answers as it is told.
type heard struct {
	mu     sync.Mutex
	list   []string // "account subject topic"
	answer func(n int, m inbox.Message) error
}

func (h *heard) subscriber(name string, latest bool, topics ...string) inbox.Subscriber {
	return inbox.Subscriber{Name: name, Topics: topics, Latest: latest, Do: func(_ context.Context, _ db.Scope, m inbox.Message) error {
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.answer != nil {
			if err := h.answer(len(h.list), m); err != nil {
				return err
			}
		}
		h.list = append(h.list, m.Subject+" "+m.Topic)
		return nil
	}}
}

// take gives what was heard since the last time, sorted.
func (h *heard) take() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := slices.Sorted(slices.Values(h.list))
	h.list = nil
	return out
}
