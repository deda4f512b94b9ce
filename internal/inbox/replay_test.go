package inbox_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/inbox"
)

// stored is how many messages the sandbox holds for those who ask.
func (w *world) stored(t *testing.T) int {
	t.Helper()
	counts, _ := w.Control(t, http.MethodGet, "push", nil).At("counts").(map[string]any)
	n, _ := counts["stored"].(int)
	return n
}

// What could not be pushed is fetched, stored, and only then confirmed.
func TestLostMessagesAreFetched(t *testing.T) {
	t.Parallel()
	var h heard
	w := setup(t, h.subscriber("test", false, paid))
	w.Authorize(t, w.Owner, buyer)
	w.settled(t)
	w.Fault(t, "pushLoss", "", "count", 1000)
	const lost = 230 // more than a page
	for i := range lost {
		w.Control(t, http.MethodPost, "push", map[string]any{"type": paid, "account": buyer, "data": map[string]any{"orderId": 5000 + i}})
	}
	if n := w.stored(t); n != lost {
		t.Fatalf("the sandbox holds %d", n)
	}
	// The answer to the confirmation is lost: they come again, and are known.
	w.Fault(t, "http", "push.message.confirm", "status", 503, "count", 10)
	if _, err := w.inbox.Replay(t.Context()); err == nil {
		t.Error("a confirmation that was refused is no failure")
	}
	w.NoFaults(t)
	n, err := w.inbox.Replay(t.Context())
	if err != nil || n != lost {
		t.Errorf("fetched %d: %v", n, err)
	}
	if n := w.stored(t); n != 0 {
		t.Errorf("%d were not confirmed", n)
	}
	w.work(t)
	if got := h.take(); len(got) != lost {
		t.Errorf("heard %d", len(got))
	}
	if n := w.NumberAnywhere(t, "SELECT COUNT(*) FROM inbox_delivery WHERE replayed = TRUE AND topic = ?", paid); n != lost {
		t.Errorf("%d are marked as fetched", n)
	}
}

// Nothing is confirmed that could not be stored.
func TestWhatCannotBeStoredIsNotConfirmed(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Authorize(t, w.Owner, buyer)
	w.settled(t)
	w.Fault(t, "pushLoss", "")
	w.Control(t, http.MethodPost, "push", map[string]any{"type": paid, "account": buyer, "data": map[string]any{"orderId": 1}})
	err := w.DB.InTx(t.Context(), db.System("test"), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "ALTER TABLE inbox_message RENAME TO inbox_away")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.inbox.Replay(t.Context()); err == nil {
		t.Error("no failure")
	}
	if n := w.stored(t); n != 1 {
		t.Errorf("the sandbox holds %d", n)
	}
	if got := w.push(t, form(order(1, paid, member, "11"))); got != http.StatusServiceUnavailable || w.result(inbox.Failed) != 1 {
		t.Errorf("a message that cannot be stored is answered %d", got)
	}
}

// What is over is forgotten after its time, what somebody has to look at is not.
func TestOldMessagesAreForgotten(t *testing.T) {
	t.Parallel()
	h := heard{answer: func(_ int, m inbox.Message) error {
		if m.Subject == "12" {
			return inbox.ErrLater
		}
		return nil
	}}
	w := setup(t, h.subscriber("test", false, paid))
	w.Authorize(t, w.Owner, buyer)
	w.settled(t)
	w.push(t, form(order(1, paid, member, "11")))
	w.push(t, form(order(2, paid, member, "12")))
	w.push(t, form(order(3, paid, "b2b-nobody", "13")))
	w.push(t, form("{"))
	w.work(t)
	w.Clock.Advance(25 * time.Hour)
	w.work(t)
	purge := func() {
		t.Helper()
		if err := inbox.Purge(t.Context(), w.inbox); err != nil {
			t.Fatal(err)
		}
	}
	purge()
	if n, m := w.NumberAnywhere(t, "SELECT COUNT(*) FROM inbox_delivery"), w.NumberAnywhere(t, "SELECT COUNT(*) FROM inbox_message"); n != 3 || m != 5 {
		t.Fatalf("after a day %d and %d are left", n, m)
	}
	w.Clock.Advance(30 * 24 * time.Hour)
	purge()
	if n, m := w.NumberAnywhere(t, "SELECT COUNT(*) FROM inbox_delivery"), w.NumberAnywhere(t, "SELECT COUNT(*) FROM inbox_message"); n != 1 || m != 0 {
		t.Errorf("after a month %d and %d are left", n, m)
	}
	w.Owner.SignIn(t)
	a := w.Owner.Get(t, "/messages").Want(t, http.StatusOK, "")
	if a.Text("items", 0, "subject") != "12" || a.Text("items", 0, "state") != "stuck" {
		t.Errorf("left: %s", a.Body)
	}
}

// The doctor tells whether messages arrive.
func TestExaminationTellsWhetherMessagesArrive(t *testing.T) {
	t.Parallel()
	fail := true
	h := heard{answer: func(int, inbox.Message) error {
		if fail {
			return inbox.ErrLater
		}
		return nil
	}}
	w := setup(t, h.subscriber("test", false, paid))
	w.Control(t, http.MethodPost, "apps", map[string]any{"appKey": channeltest.AppKey, "appSecret": channeltest.AppSecret, "pushUrl": ""})
	account := w.Authorize(t, w.Owner, buyer)
	found := func() []string {
		t.Helper()
		var out struct {
			Items []struct {
				Subject, Verdict string
				Said             struct{ Code string }
			}
		}
		w.Owner.Get(t, fmt.Sprintf("/buyer-accounts/%s/examination", account)).Want(t, http.StatusOK, "").JSON(t, &out)
		var list []string
		for _, i := range out.Items {
			if i.Subject == "messages" {
				list = append(list, i.Verdict+" "+i.Said.Code)
			}
		}
		return list
	}
	if got, want := found(), []string{"note inbox.found.none"}; !slices.Equal(got, want) {
		t.Errorf("before: %q", got)
	}
	w.push(t, form(order(1, paid, member, "11")))
	w.work(t)
	if got, want := found(), []string{"good inbox.found.arrived"}; !slices.Equal(got, want) {
		t.Errorf("after one: %q", got)
	}
	w.Clock.Advance(25 * time.Hour)
	w.work(t)
	w.push(t, form(order(1, paid, member, "11"))+"&message=x")
	if got, want := found(), []string{"good inbox.found.arrived", "bad inbox.found.refused", "bad inbox.found.stuck"}; !slices.Equal(got, want) {
		t.Errorf("with trouble: %q", got)
	}
}

// Messages are for those with the permission, of the accounts they may see.
func TestMessagesAreForThoseWhoMaySeeThem(t *testing.T) {
	t.Parallel()
	h := heard{answer: func(int, inbox.Message) error { return inbox.ErrLater }}
	w := setup(t, h.subscriber("test", false, paid))
	seen, hidden := w.Authorize(t, w.Owner, buyer), w.Authorize(t, w.Owner, "阿芳精品女装")
	w.push(t, form(order(1, paid, member, "11")))
	w.push(t, form(order(2, paid, stranger, "12")))
	w.work(t)
	clerk := w.Member(t, "clerk", "sales")
	clerk.Get(t, "/messages").Want(t, http.StatusForbidden, "")
	purchaser := w.Member(t, "purchaser", "purchaser")
	if a := purchaser.Get(t, "/messages?group=order").Want(t, http.StatusOK, ""); a.At("total") != 2 {
		t.Errorf("the purchaser sees %s", a.Body)
	}
	user := w.Owner.Get(t, "/users/"+purchaser.ID.String()).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPut, "/users/"+purchaser.ID.String(), map[string]any{
		"active": true, "roleIds": user.At("roleIds"), "version": user.At("version"), "warehouses": map[string]any{"all": true},
		"shops": map[string]any{"all": false, "ids": []string{seen.String()}},
	}).Want(t, http.StatusOK, "")
	a := purchaser.Get(t, "/messages?group=order").Want(t, http.StatusOK, "")
	if a.At("total") != 1 || a.Text("items", 0, "subject") != "11" {
		t.Errorf("within the shops allowed: %s", a.Body)
	}
	other := w.Owner.Get(t, "/messages?accountId="+hidden.String()+"&group=order").Want(t, http.StatusOK, "").Text("items", 0, "id")
	purchaser.Get(t, "/messages/"+other).Want(t, http.StatusNotFound, "inbox.not_found")
	r := purchaser.Do(t, http.MethodPost, "/messages/actions/dismiss", map[string]any{"ids": []string{other, a.Text("items", 0, "id")}}).Want(t, http.StatusOK, "")
	if r.Text("results", 0, "problem", "code") != "inbox.not_found" || r.At("results", 1, "ok") != true {
		t.Errorf("put aside: %s", r.Body)
	}
	r = purchaser.Do(t, http.MethodPost, "/messages/actions/retry", map[string]any{"ids": []string{a.Text("items", 0, "id")}}).Want(t, http.StatusOK, "")
	if r.Text("results", 0, "problem", "code") != "inbox.over" {
		t.Errorf("tried again what was put aside: %s", r.Body)
	}
	if n := w.NumberAnywhere(t, "SELECT COUNT(*) FROM audit WHERE entity = 'message' AND action = 'dismiss'"); n != 1 {
		t.Errorf("%d audit lines", n)
	}
}
