package preorder_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
)

// endJobs ends the waiting jobs of a kind, as a person or running out of attempts does.
func (s *stall) endJobs(t *testing.T, state string, kinds ...any) {
	t.Helper()
	s.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		n, err := tx.Exec(ctx, "UPDATE river_job SET state = '"+state+"', finalized_at = CURRENT_TIMESTAMP WHERE state IN ('available', 'scheduled', 'retryable') AND kind IN "+
			db.Tuples(1, len(kinds)), kinds...)
		if err == nil && n == 0 {
			t.Error("no job to end")
		}
		return err
	})
}

func (s *stall) sweep(t *testing.T) {
	t.Helper()
	if err := s.orders.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (s *stall) waiting(t *testing.T, kind string) (n int) {
	t.Helper()
	err := s.DB.View(t.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, "SELECT COUNT(*) FROM river_job WHERE kind = ? AND state IN ('available', 'scheduled', 'retryable')", []any{kind}, &n)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A pre-order whose job is gone gets another.
func TestSweepGivesJobs(t *testing.T) {
	t.Parallel()
	t.Run("being looked up", func(t *testing.T) {
		t.Parallel()
		s := setup(t)
		s.Fault(t, "cut", apiCreate)
		d := s.sell(t, "3")
		_ = s.work(t)
		if p := s.of(t, d); p.Upload != "checking" {
			t.Fatalf("shown %+v", p)
		}
		s.endJobs(t, "cancelled", "sale.preorder_wanted")
		s.pass(t, time.Hour, 10*time.Minute)
		if p := s.of(t, d); p.Upload != "checking" {
			t.Fatalf("nobody was to look: %+v", p)
		}
		s.sweep(t)
		s.sweep(t)
		if n := s.waiting(t, "preorder.upload"); n != 1 {
			t.Fatalf("%d jobs", n)
		}
		_ = s.work(t)
		if p := s.of(t, d); p.Upload != "uploaded" || s.live(t, d) != 1 {
			t.Fatalf("shown %+v", p)
		}
	})
	t.Run("to be made", func(t *testing.T) {
		t.Parallel()
		s := setup(t)
		s.Fault(t, "throttle", apiCreate)
		d := s.sell(t, "3")
		_ = s.work(t)
		if p := s.of(t, d); p.Upload != "waiting" {
			t.Fatalf("shown %+v", p)
		}
		s.sweep(t)
		if n := s.waiting(t, "preorder.upload"); n != 0 {
			t.Fatalf("%d more jobs for one that has a job", n)
		}
		s.endJobs(t, "discarded", "sale.preorder_wanted")
		s.Clock.Advance(11 * time.Minute)
		s.sweep(t)
		_ = s.work(t)
		if p := s.of(t, d); p.Upload != "uploaded" || s.live(t, d) != 1 {
			t.Fatalf("shown %+v", p)
		}
	})
	t.Run("to be paid", func(t *testing.T) {
		t.Parallel()
		s := setup(t)
		d := s.sell(t, "3")
		_ = s.work(t)
		s.endJobs(t, "discarded", "preorder.follow")
		s.act(t, s.of(t, d).PlatformID, "pay")
		s.Clock.Advance(2 * time.Hour)
		s.sweep(t)
		s.sweep(t)
		if n := s.waiting(t, "preorder.follow"); n != 1 {
			t.Fatalf("%d jobs", n)
		}
		_ = s.work(t)
		if p := s.of(t, d); p.Pay != "paid" {
			t.Fatalf("shown %+v", p)
		}
		s.Clock.Advance(2 * time.Hour)
		s.sweep(t)
		if n := s.waiting(t, "preorder.follow"); n != 0 {
			t.Errorf("%d jobs for one that is paid", n)
		}
	})
	t.Run("given up", func(t *testing.T) {
		t.Parallel()
		s := setup(t)
		s.Switch(t, map[string]any{"preOrderTTL": "240h"})
		d := s.sell(t, "3")
		_ = s.work(t)
		s.pass(t, 5*days+time.Hour, 6*time.Hour)
		s.endJobs(t, "cancelled", "preorder.follow")
		s.act(t, s.of(t, d).PlatformID, "pay")
		s.Clock.Advance(8 * time.Hour)
		s.sweep(t)
		_ = s.work(t)
		if p := s.of(t, d); p.Pay != "paid" {
			t.Fatalf("shown %+v", p)
		}
	})
}

// However long 1688 could not be asked, a payment is seen soon after it can.
func TestTroubleDoesNotSlowTheQuestionsDown(t *testing.T) {
	t.Parallel()
	for _, making := range []bool{false, true} {
		s := setup(t)
		if making {
			s.Fault(t, "cut", apiCreate)
		}
		s.Fault(t, "gateway", apiList, "code", "gw.APIUnsupported", "count", -1)
		d := s.sell(t, "3")
		_ = s.work(t)
		s.pass(t, 12*time.Hour, 20*time.Minute) // more failures than a job has attempts
		s.NoFaults(t)
		if making {
			s.pass(t, time.Minute, 15*time.Second)
			if p := s.of(t, d); p.Upload != "uploaded" || s.live(t, d) != 1 {
				t.Fatalf("shown %+v", p)
			}
		}
		var list []struct{ ID int64 }
		s.Control(t, http.MethodGet, "preorders", nil).JSON(t, &list)
		s.act(t, db.ID(list[0].ID).String(), "pay")
		s.pass(t, time.Minute, 15*time.Second)
		if p := s.of(t, d); p.Pay != "paid" {
			t.Fatalf("shown %+v", p)
		}
	}
}

// A person who asks has an attempt without an answer looked up, job or not.
func TestCheckLooksUp(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.Fault(t, "cut", apiCreate)
	d := s.sell(t, "3")
	_ = s.work(t)
	s.endJobs(t, "cancelled", "sale.preorder_wanted")
	p := s.of(t, d)
	s.Owner.Do(t, http.MethodPost, "/preorders/"+p.ID+"/actions/check", nil).Want(t, http.StatusOK, "")
	if p = s.of(t, d); p.Upload != "uploaded" || p.PayURL == "" || s.live(t, d) != 1 || s.waiting(t, "preorder.follow") != 1 {
		t.Fatalf("shown %+v", p)
	}
	// One that waits without a job gets it back.
	s.Fault(t, "throttle", apiCreate)
	d = s.sell(t, "2")
	_ = s.work(t)
	s.endJobs(t, "cancelled", "sale.preorder_wanted")
	s.Owner.Do(t, http.MethodPost, "/preorders/"+s.of(t, d).ID+"/actions/check", nil).Want(t, http.StatusOK, "")
	_ = s.work(t)
	if p = s.of(t, d); p.Upload != "uploaded" {
		t.Fatalf("shown %+v", p)
	}
}

func TestShopWithOpenPreordersIsKept(t *testing.T) {
	t.Parallel()
	s := setup(t)
	unpaid := s.sell(t, "3")
	_ = s.work(t)
	s.Fault(t, "cut", apiCreate)
	checking := s.sell(t, "2")
	_ = s.work(t)
	a := s.Owner.Do(t, http.MethodDelete, "/shops/"+s.shop.String(), nil).Want(t, http.StatusConflict, "shop.money_open")
	if a.Text("params", "preorders") != "2" || a.Text("params", "unpaid") != unpaid.Total.Add(checking.Total).String() || a.Text("params", "payments") != "0" {
		t.Errorf("%s", a.Body)
	}
	s.Owner.Do(t, http.MethodDelete, "/shops/"+s.shop.String()+"?force=true", nil).Want(t, http.StatusNoContent, "")
	s.pass(t, time.Hour, 5*time.Minute)
	if p := s.of(t, checking); p.Upload != "refused" || p.Refusal.Code != "preorder.shop_gone" {
		t.Errorf("shown %+v", p)
	}
	if n := s.waiting(t, "preorder.follow") + s.waiting(t, "preorder.upload") + s.waiting(t, "sale.preorder_wanted"); n != 0 {
		t.Errorf("%d jobs go on for a shop that is gone", n)
	}
	s.act(t, s.of(t, unpaid).PlatformID, "pay")
	s.authorise(t) // the same account again
	s.Clock.Advance(2 * time.Hour)
	s.sweep(t)
	s.pass(t, time.Minute, 20*time.Second)
	if p := s.of(t, unpaid); p.Pay != "paid" {
		t.Errorf("shown %+v", p)
	}
	if p := s.of(t, checking); p.Upload != "uploaded" || s.live(t, checking) != 1 {
		t.Errorf("shown %+v", p)
	}
	s.sound(t)
}
