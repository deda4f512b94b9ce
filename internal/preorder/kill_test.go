package preorder_test

import (
	"context"
	"fmt"
	"strings"
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
	s.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE river_job SET state = 'available' WHERE state = 'running'")
		return err
	})
}

// clear ends all jobs, so that the next part starts from nothing.
func (s *stall) clear(t *testing.T) {
	t.Helper()
	s.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		for _, table := range []string{"job_lane", "river_job"} {
			if _, err := tx.Exec(ctx, "DELETE FROM "+table); err != nil {
				return err
			}
		}
		return nil
	})
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
		s.Fault(t, c.fault, apiCreate)
	}
	d := s.sell(t, "3")
	st := s.Gate.Hold(c.api, c.nth, c.after)
	st.Run(t, 30, func() { _ = first.work(t) }, func() { s.Clock.Advance(15 * time.Second) })
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
	st.Resume(answered)
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
	s.Fault(t, "expiredToken", apiCreate)
	st := s.Gate.Hold("getToken", 1, false) // the intent stands, the token has to be refreshed first
	st.Run(t, 1, func() { _ = first.work(t) }, nil)
	s.Clock.Advance(2 * time.Minute) // past the lease of the refresh
	s.rescue(t)
	s.pass(t, 6*time.Minute, 30*time.Second)
	if n, p := s.live(t, d), s.of(t, d); n != 1 || p.Upload != "uploaded" {
		t.Fatalf("%d live pre-orders, shown %+v", n, p)
	}
	st.Resume(true)
	s.rescue(t)
	s.pass(t, 5*time.Minute, 30*time.Second)
	if n, p := s.live(t, d), s.of(t, d); n != 1 || p.Upload != "uploaded" || p.Pay != "unpaid" {
		t.Fatalf("gone on: %d live pre-orders, shown %+v", n, p)
	}
	s.sound(t)
}

// The pre-order is gone when what a look at 1688 found is to be recorded: the job says so.
func TestLookThatCannotBeRecorded(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.Fault(t, "cut", apiCreate)
	d := s.sell(t, "3")
	st := s.Gate.Hold(apiList, 1, true)
	var failure error
	st.Run(t, 30, func() { failure = s.work(t) }, func() { s.Clock.Advance(15 * time.Second) })
	id, err := db.ParseID(s.of(t, d).ID)
	if err != nil {
		t.Fatal(err)
	}
	s.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		for _, table := range []string{"preorder_attempt WHERE preorder_id", "preorder WHERE id"} {
			if _, err := tx.Exec(ctx, "DELETE FROM "+table+" = ?", id); err != nil {
				return err
			}
		}
		return nil
	})
	st.Resume(true)
	if failure == nil || strings.Contains(failure.Error(), "panic") {
		t.Errorf("the job ends with %v", failure)
	}
}
