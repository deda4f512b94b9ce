package preorder_test

import (
	"net/http"
	"testing"
	"time"
)

// What was paid on 1688 stays booked: taking the receipt back by hand is refused,
// and says what to do instead.
func TestTheReceiptOfAPaymentIsNotReversed(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.finance.Register(s.API)
	s.Handler = s.API.Handler()
	d := s.sell(t, "3")
	_ = s.work(t)
	s.act(t, s.of(t, d).PlatformID, "pay")
	s.pass(t, time.Minute, 20*time.Second)
	if p := s.of(t, d); p.Pay != "paid" || p.ReceiptNo == "" {
		t.Fatalf("not paid: %+v", p)
	}
	id := s.Owner.Get(t, "/receipts?docId="+d.ID.String()).Want(t, http.StatusOK, "").Text("items", 0, "id")
	s.Owner.Do(t, http.MethodPost, "/receipts/"+id+"/actions/reverse", map[string]any{}).Want(t, http.StatusConflict, "receipt.fixed")
	s.sound(t)
}
