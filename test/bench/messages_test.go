//go:build bench

package bench_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/inbox"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/test/world"
)

const (
	burst       = 10_000
	burstRate   = 1000 // a second
	burstSecret = "measured-secret"
	ackMax      = 50 * time.Millisecond
	ackTopic    = open1688.TopicPurchasePaid
)

// TestMessages pushes a burst at an even rate, as 1688 does when many orders change at
// once, while what came in is passed on and handled: the time until each is acknowledged,
// and until all are through.
func TestMessages(t *testing.T) {
	world.On(t, func(t *testing.T) {
		w := world.Open(t, world.Options{})
		client, err := open1688.New(open1688.Config{AppKey: "1", AppSecret: open1688.NewSecret(burstSecret), GatewayURL: "http://127.0.0.1:1/openapi", AuthorizeURL: "http://127.0.0.1:1/"})
		if err != nil {
			t.Fatal(err)
		}
		s := inbox.New(inbox.Options{DB: w.DB, Accounts: w.Shops, Sets: w.Tenants.SetIDs, Client: client, Secret: open1688.NewSecret(burstSecret)})
		s.Handle(inbox.Subscriber{Name: "bench", Topics: []string{ackTopic}, Do: func(context.Context, db.Scope, inbox.Message) error { return nil }})
		reg := &jobs.Registry{}
		s.RegisterJobs(reg)
		runner, err := jobs.New(t.Context(), w.DB, reg, jobs.Config{})
		if err != nil {
			t.Fatal(err)
		}
		if err := runner.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = runner.Stop(context.WithoutCancel(t.Context())) }()
		server := httptest.NewServer(s.Receive())
		defer server.Close()
		defer s.Close()
		transport := &http.Transport{MaxIdleConnsPerHost: 256}
		defer transport.CloseIdleConnections()
		pusher := &http.Client{Transport: transport}

		took := make([]time.Duration, burst)
		var wg sync.WaitGroup
		start := time.Now()
		for i := range burst {
			body := pushed(i)
			time.Sleep(time.Until(start.Add(time.Duration(i) * time.Second / burstRate)))
			wg.Go(func() {
				begin := time.Now()
				res, err := pusher.Post(server.URL, "application/x-www-form-urlencoded", strings.NewReader(body))
				if err != nil {
					t.Error(err)
					return
				}
				_ = res.Body.Close()
				if took[i] = time.Since(begin); res.StatusCode != http.StatusOK {
					t.Errorf("message %d is answered %d", i, res.StatusCode)
				}
			})
		}
		wg.Wait()
		sent := time.Since(start)
		var handled int
		for until := time.Now().Add(5 * time.Minute); handled < burst; time.Sleep(100 * time.Millisecond) {
			if time.Now().After(until) {
				t.Fatalf("%d of %d are handled after five minutes", handled, burst)
			}
			err := w.DB.View(t.Context(), w.Scope, func(ctx context.Context, tx *db.Tx) error {
				_, err := tx.Row(ctx, "SELECT COUNT(*) FROM inbox_delivery WHERE tenant_id = ? AND state = 'handled'", []any{tx.Tenant}, &handled)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		through := time.Since(start)
		p99 := quantile(took, 0.99)
		report(t, "messages", row{
			what: fmt.Sprintf("acknowledged, p99 of %d at %.0f/s; median, worst", burst, burst/sent.Seconds()), figure: milliseconds(p99),
			baseline: milliseconds(quantile(took, 0.5)) + ", " + milliseconds(quantile(took, 1)), goal: "≤ 50 ms", met: p99 <= ackMax,
		})
		report(t, "messages", row{what: "the last is handled after the last was sent", figure: milliseconds(through - sent)})
	})
}

// pushed is the body of a message about an order of its own.
func pushed(i int) string {
	text := fmt.Sprintf(`{"bizKey":"%d","data":{"buyerMemberId":"b2b-1","currentStatus":"waitsellersend","msgSendTime":"2026-08-02 09:10:00","orderId":%d,"sellerMemberId":"b2b-2"},"gmtBorn":1785600000000,"msgId":%d,"type":"%s","userInfo":"b2b-1"}`,
		i, 3_400_000_000_000_000_000+int64(i), 91_000_000_000+int64(i), ackTopic)
	mac := hmac.New(sha1.New, []byte(burstSecret))
	mac.Write([]byte("message" + text))
	return url.Values{"message": {text}, "_aop_signature": {strings.ToUpper(hex.EncodeToString(mac.Sum(nil)))}}.Encode()
}
