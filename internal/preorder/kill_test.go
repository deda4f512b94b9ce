package preorder_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
)

const (
	apiCreate = "alibaba.preOrder.create"
	apiList   = "alibaba.preOrder.getList"
)

// rescue makes the jobs of a dead process available again, as starting does.
func (s *stall) rescue(t *testing.T) {
	t.Helper()
	err := s.DB.InTx(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE river_job SET state = 'available' WHERE state = 'running'")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// clear ends all jobs, so that the next part starts from nothing.
func (s *stall) clear(t *testing.T) {
	t.Helper()
	err := s.DB.InTx(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
		for _, table := range []string{"job_lane", "river_job"} {
			if _, err := tx.Exec(ctx, "DELETE FROM "+table); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// cut is a point at which a process stops.
type cut struct {
	name   string
	fault  string // of the first create
	api    string
	nth    int
	after  bool
	stands string // how the newest attempt stands at that point
}

// A process stops for good between any two steps of making a pre-order, and
// another takes over: there is one pre-order in the end. The first process then
// turns out to have been frozen only, and goes on from where it stood, with or
// without the answer it waited for: that changes nothing.
func TestKilledBetweenAnyTwoSteps(t *testing.T) { //nolint:tparallel // the cases share one stall and its sandbox
	t.Parallel()
	s := setup(t)
	for _, c := range []cut{
		{"after the intent, before the call", "", apiCreate, 1, false, "open"},
		{"after the answer, before it is recorded", "", apiCreate, 1, true, "open"},
		{"after it is recorded, before the payment is asked for", "", apiList, 1, false, "created"},
		{"after the payment was asked for", "", apiList, 1, true, "created"},
		{"before the first look at one that was made", "cut", apiList, 1, false, "open"},
		{"after the first look at one that was made", "cut", apiList, 1, true, "open"},
		{"before the first look at one that was not", "http", apiList, 1, false, "open"},
		{"between two looks at one that was not", "http", apiList, 2, false, "open"},
		{"before it is taken for not carried out", "http", apiList, 10, true, "open"},
		{"after it was taken for not carried out", "http", apiList, 11, false, "not_done"},
		{"at the second call", "http", apiCreate, 2, false, "open"},
		{"after the second answer", "http", apiCreate, 2, true, "open"},
	} {
		for _, answered := range []bool{false, true} {
			if answered && !c.after {
				continue // what is let through now would be sent by nobody who is alive
			}
			t.Run(fmt.Sprintf("%s, answered %v", c.name, answered), func(t *testing.T) { s.killed(t, c, answered) })
		}
	}
	s.sound(t)
}

func (s *stall) killed(t *testing.T, c cut, answered bool) {
	s.clear(t)
	receipts := len(s.receipts(t))
	first := s.another(t)
	if c.fault != "" {
		s.fault(t, c.fault, apiCreate)
	}
	d := s.sell(t, "3")
	st := s.gate.hold(c.api, c.nth, c.after)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for range 30 {
			_ = first.work(t)
			select {
			case <-st.held:
				return
			default:
			}
			s.Clock.Advance(15 * time.Second)
		}
	}()
	select {
	case <-st.held:
	case <-gone:
		t.Fatalf("never came to the point: shown %+v", s.of(t, d))
	}
	one := func(when string) {
		t.Helper()
		p := s.of(t, d)
		if n := s.live(t, d); n != 1 || p.Upload != "uploaded" || p.Pay != "unpaid" || p.PayURL == "" {
			t.Fatalf("%s: %d live pre-orders, shown %+v", when, n, p)
		}
	}
	if p := s.of(t, d); p.Attempts[0].State != c.stands {
		t.Fatalf("stopped at another point: %+v", p)
	}
	s.rescue(t)
	s.pass(t, 5*time.Minute, 30*time.Second)
	one("taken over")
	st.resume <- answered
	<-gone
	s.rescue(t)
	s.pass(t, 5*time.Minute, 30*time.Second)
	one("gone on")
	s.act(t, s.of(t, d).PlatformID, "pay")
	s.pass(t, time.Minute, 20*time.Second)
	if p := s.of(t, d); p.Pay != "paid" || p.ExtraPaid != nil || len(s.receipts(t)) != receipts+1 {
		t.Fatalf("paid: %+v", p)
	}
}

// A process that is held up before it sends leaves the call to others.
func TestHeldUpCallIsNotSent(t *testing.T) {
	t.Parallel()
	s := setup(t)
	first := s.another(t)
	d := s.sell(t, "3")
	s.control(t, http.MethodPost, "/faults", map[string]any{"kind": "expiredToken", "api": apiCreate}, nil)
	st := s.gate.hold("getToken", 1, false) // the intent stands, the token has to be refreshed first
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_ = first.work(t)
	}()
	<-st.held
	s.Clock.Advance(2 * time.Minute) // past the lease of the refresh
	s.rescue(t)
	s.pass(t, 6*time.Minute, 30*time.Second)
	if n, p := s.live(t, d), s.of(t, d); n != 1 || p.Upload != "uploaded" {
		t.Fatalf("%d live pre-orders, shown %+v", n, p)
	}
	st.resume <- true
	<-gone
	s.rescue(t)
	s.pass(t, 5*time.Minute, 30*time.Second)
	if n, p := s.live(t, d), s.of(t, d); n != 1 || p.Upload != "uploaded" || p.Pay != "unpaid" {
		t.Fatalf("gone on: %d live pre-orders, shown %+v", n, p)
	}
	s.sound(t)
}
