package preorder_test

import (
	"context"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/preorder"
)

// slowReverse holds a reversal after it has asked about the pre-order.
type slowReverse struct {
	*preorder.Service
	asked, goOn chan struct{}
}

func (s *slowReverse) BeforeReverseTx(ctx context.Context, tx *db.Tx, sale db.ID) error {
	err := s.Service.BeforeReverseTx(ctx, tx, sale)
	close(s.asked)
	<-s.goOn
	return err
}

// A sale that is being taken back while its pre-order is asked for does not leave a
// bill behind on 1688.
func TestNoBillForASaleTakenBackMeanwhile(t *testing.T) {
	t.Parallel()
	s := setup(t)
	clerk := s.another(t)
	slow := &slowReverse{Service: clerk.orders, asked: make(chan struct{}), goOn: make(chan struct{})}
	clerk.sales.Connect(clerk.Shops, slow)
	d := s.sell(t, "3")
	reversed := make(chan error, 1)
	go func() {
		_, err := clerk.sales.Reverse(t.Context(), s.scope, d.ID, d.Version)
		reversed <- err
	}()
	<-slow.asked
	worked := make(chan struct{})
	go func() {
		defer close(worked)
		_ = s.work(t)
	}()
	select { // it waits for the reversal, unless it would not look at it
	case <-worked:
	case <-time.After(700 * time.Millisecond):
	}
	close(slow.goOn)
	if err := <-reversed; err != nil {
		t.Fatal(err)
	}
	<-worked
	s.pass(t, 2*time.Minute, 20*time.Second)
	if n := s.live(t, d); n != 0 {
		t.Errorf("%d pre-orders on 1688 for a sale that was taken back", n)
	}
	s.sound(t)
}

// Should the pre-order wait to be made although its sale was taken back, it is
// given up.
func TestUploadGivesUpWhenTheSaleIsGone(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.bind(t, "")
	asked := true
	d := s.sell(t, "3", wants(&asked))
	_ = s.work(t)
	if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	s.bind(t, "dxc")
	p := s.of(t, d)
	if p.Upload != "abandoned" {
		t.Fatalf("shown %+v", p)
	}
	s.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, "UPDATE preorder SET upload_state = 'refused' WHERE tenant_id = ?", tx.Tenant); err != nil {
			return err
		}
		return nil
	})
	s.uploadAgain(t, p)
	_ = s.work(t)
	if p := s.of(t, d); p.Upload != "abandoned" || s.live(t, d) != 0 {
		t.Fatalf("%d live, shown %+v", s.live(t, d), p)
	}
}
