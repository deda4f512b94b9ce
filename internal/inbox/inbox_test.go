package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/inbox"
	"github.com/huotong/huotong/open1688"
)

const (
	paid = open1688.TopicPurchasePaid
	sent = open1688.TopicPurchaseSent
)

func TestASignedMessageIsStoredOnceAndHandledOnce(t *testing.T) {
	t.Parallel()
	var h heard
	w := setup(t, h.subscriber("test", false, paid, sent))
	w.Authorize(t, w.Owner, buyer)
	w.settled(t)
	before := w.result(inbox.Stored)
	text := order(1, paid, member, "3400000000123047156")
	for range 3 {
		if got := w.push(t, form(text)); got != http.StatusOK {
			t.Fatalf("a signed message is answered %d", got)
		}
	}
	w.work(t)
	w.work(t)
	if got, want := h.take(), []string{"3400000000123047156 " + paid}; !slices.Equal(got, want) {
		t.Errorf("heard %q, want %q", got, want)
	}
	if w.result(inbox.Stored) != before+1 || w.result(inbox.Repeated) != 2 {
		t.Errorf("stored %d, repeated %d", w.result(inbox.Stored)-before, w.result(inbox.Repeated))
	}
	a := w.Owner.Get(t, "/messages?q=3400000000123047156").Want(t, http.StatusOK, "")
	if a.At("total") != 1 || a.Text("items", 0, "state") != "handled" || a.Text("items", 0, "topicName") != "采购订单已付款" || a.Text("items", 0, "bornAt") != "2026-08-01T16:00:00Z" {
		t.Errorf("the list shows %s", a.Body)
	}
	one := w.Owner.Get(t, "/messages/"+a.Text("items", 0, "id")).Want(t, http.StatusOK, "")
	if one.At("body", "currentStatus") != "waitsellersend" {
		t.Errorf("the payload is %s", one.Body)
	}
}

// The form of one field for each key is taken too (reference §6.2).
func TestAFlatFormIsTaken(t *testing.T) {
	t.Parallel()
	var h heard
	w := setup(t, h.subscriber("test", false, paid))
	w.Authorize(t, w.Owner, buyer)
	w.Switch(t, map[string]any{"pushFlat": true})
	w.Control(t, http.MethodPost, "push", map[string]any{"type": paid, "account": buyer, "data": map[string]any{"orderId": 77}})
	eventually(t, func() bool {
		return w.NumberAnywhere(t, "SELECT COUNT(*) FROM inbox_message WHERE topic = ?", paid) == 1
	})
	w.work(t)
	if got := h.take(); !slices.Equal(got, []string{"77 " + paid}) {
		t.Errorf("heard %q", got)
	}
}

func TestWhatIsNotSignedIsRefusedAndNeverStored(t *testing.T) {
	t.Parallel()
	w := setup(t)
	text := order(1, paid, member, "34")
	good := form(text)
	for name, c := range map[string]struct {
		body   string
		status int
		result inbox.Result
	}{
		"another secret":         {strings.Replace(good, sign(channeltest.AppSecret, "message"+text), sign("other", "message"+text), 1), 401, inbox.Forged},
		"another text":           {strings.Replace(good, "waitsellersend", "success", 1), 401, inbox.Forged},
		"no signature":           {good[strings.Index(good, "message="):], 401, inbox.Unsigned},
		"two messages":           {good + "&message=%7B%7D", 401, inbox.Forged},
		"two signatures":         {good + "&_aop_signature=A", 401, inbox.Unsigned},
		"nothing":                {"", 401, inbox.Unsigned},
		"no form":                {"%zz", 401, inbox.Unsigned},
		"a body without an end":  {good + "&x=" + strings.Repeat("x", 300<<10), 413, inbox.TooLarge},
		"a signature of nothing": {"message=&_aop_signature=", 401, inbox.Unsigned},
	} {
		before := w.result(c.result)
		if got := w.push(t, c.body); got != c.status || w.result(c.result) != before+1 {
			t.Errorf("%s: answered %d, counted as %s %d times more", name, got, c.result, w.result(c.result)-before)
		}
	}
	if n := w.NumberAnywhere(t, "SELECT COUNT(*) FROM inbox_message"); n != 0 {
		t.Errorf("%d were stored", n)
	}
	rq, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.pushed.URL+inbox.Path, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(rq)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("GET is answered %d", res.StatusCode)
	}
}

// What is signed but no message is kept as it is and acknowledged, or the platform would
// send it for days; a topic that nobody knows is stored and marked.
func TestUnknownTopicsAndUnreadableMessages(t *testing.T) {
	t.Parallel()
	var h heard
	w := setup(t, h.subscriber("test", false, paid))
	w.Authorize(t, w.Owner, buyer)
	w.settled(t)
	for _, text := range []string{"{", `{"msgId":5}`, `{"msgId":6,"type":"A\u0000B","userInfo":"x","data":{}}`, `{"msgId":7,"type":"` + strings.Repeat("T", 200) + `","userInfo":"x"}`, "\xff\x00"} {
		if got := w.push(t, form(text)); got != http.StatusOK {
			t.Errorf("%q is answered %d", text, got)
		}
	}
	if n := w.NumberAnywhere(t, "SELECT COUNT(*) FROM inbox_message WHERE state = 'unreadable'"); n != 5 || w.result(inbox.Unreadable) != 5 {
		t.Errorf("%d unreadable ones are kept", n)
	}
	if got := w.push(t, form(`{"msgId":8,"type":"BRAND_NEW","userInfo":"`+member+`","data":"{\"orderId\":9}"}`)); got != http.StatusOK {
		t.Fatalf("an unknown topic is answered %d", got)
	}
	w.work(t)
	a := w.Owner.Get(t, "/messages?group=other").Want(t, http.StatusOK, "")
	if a.At("total") != 1 || a.Text("items", 0, "state") != "unused" || a.Text("items", 0, "topicName") != "BRAND_NEW" || a.Text("items", 0, "subject") != "9" {
		t.Errorf("the list shows %s", a.Body)
	}
	if got := h.take(); got != nil {
		t.Errorf("heard %q", got)
	}
}

// A message that comes before its order waits, is tried ever more seldom, goes on at once
// when the order is there, and is shown to a person after a day.
func TestAMessageBeforeItsOrderWaits(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	tries := 0
	h := heard{answer: func(_ int, m inbox.Message) error {
		if tries++; !known[m.Subject] {
			return inbox.ErrLater
		}
		return nil
	}}
	w := setup(t, h.subscriber("test", false, paid))
	account := w.Authorize(t, w.Owner, buyer)
	w.push(t, form(order(1, paid, member, "11")))
	w.push(t, form(order(2, paid, member, "12")))
	w.work(t)
	a := w.Owner.Get(t, "/messages?state=waiting").Want(t, http.StatusOK, "")
	if a.At("total") != 2 || a.Text("items", 0, "reason", "code") != "inbox.not_here" || a.Text("items", 0, "nextAt") == "" {
		t.Fatalf("waiting: %s", a.Body)
	}
	for range 4 { // 2, 4, 8, 16 seconds
		w.Clock.Advance(20 * time.Second)
		w.work(t)
	}
	if tries < 8 {
		t.Errorf("tried %d times only", tries)
	}
	w.Clock.Advance(time.Second)
	tries, known["11"] = 0, true
	err := w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error { return w.inbox.WakeTx(ctx, tx, account, "11") })
	if err != nil {
		t.Fatal(err)
	}
	w.work(t)
	if got := h.take(); !slices.Equal(got, []string{"11 " + paid}) || tries != 1 {
		t.Errorf("once the order is there: heard %q in %d tries", got, tries)
	}
	tries = 0
	for range 60 {
		w.Clock.Advance(30 * time.Minute)
		w.work(t)
	}
	if tries > 60 {
		t.Errorf("tried %d times in 30 hours", tries)
	}
	a = w.Owner.Get(t, "/messages?state=stuck").Want(t, http.StatusOK, "")
	if a.At("total") != 1 || a.Text("items", 0, "subject") != "12" {
		t.Fatalf("stuck: %s", a.Body)
	}
	known["12"] = true
	w.Owner.Do(t, http.MethodPost, "/messages/actions/retry", map[string]any{"ids": []string{a.Text("items", 0, "id")}}).Want(t, http.StatusOK, "")
	w.work(t)
	if got := h.take(); !slices.Equal(got, []string{"12 " + paid}) {
		t.Errorf("tried again by a person: heard %q", got)
	}
}

// Each account that is the member has the message, in its own set only.
func TestEachSetHasItsOwn(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	got := map[db.ID][]db.ID{} // set → accounts
	w := setup(t, inbox.Subscriber{Name: "test", Topics: []string{paid}, Do: func(_ context.Context, sc db.Scope, m inbox.Message) error {
		mu.Lock()
		defer mu.Unlock()
		got[sc.Tenant] = append(got[sc.Tenant], m.Account)
		return nil
	}})
	ours, theirs := w.Authorize(t, w.Owner, buyer), w.Authorize(t, w.Other, buyer)
	w.Authorize(t, w.Other, "阿芳精品女装")
	w.push(t, form(order(1, paid, member, "11")))
	w.push(t, form(order(2, paid, stranger, "12")))
	w.work(t)
	if !slices.Equal(got[w.A.ID], []db.ID{ours}) || len(got[w.B.ID]) != 2 || !slices.Contains(got[w.B.ID], theirs) {
		t.Errorf("handled %v", got)
	}
	a := w.Owner.Get(t, "/messages?group=order").Want(t, http.StatusOK, "")
	if a.At("total") != 1 || a.ID("items", 0, "accountId") != ours {
		t.Errorf("set A sees %s", a.Body)
	}
	b := w.Other.Get(t, "/messages?group=order").Want(t, http.StatusOK, "")
	if b.At("total") != 2 {
		t.Errorf("set B sees %s", b.Body)
	}
	id := b.Text("items", 0, "id")
	w.Owner.Get(t, "/messages/"+id).Want(t, http.StatusNotFound, "inbox.not_found")
	for _, verb := range []string{"retry", "dismiss"} {
		r := w.Owner.Do(t, http.MethodPost, "/messages/actions/"+verb, map[string]any{"ids": []string{id}}).Want(t, http.StatusOK, "")
		if r.Text("results", 0, "problem", "code") != "inbox.not_found" {
			t.Errorf("%s of another set's: %s", verb, r.Body)
		}
	}
}

// A message for an account that is not authorised here yet is kept for it.
func TestMessagesBeforeTheAuthorisationAreKept(t *testing.T) {
	t.Parallel()
	var h heard
	w := setup(t, h.subscriber("test", false, paid))
	w.push(t, form(order(1, paid, member, "11")))
	w.work(t)
	if n := w.NumberAnywhere(t, "SELECT COUNT(*) FROM inbox_message WHERE state = 'nobody'"); n != 1 {
		t.Fatalf("%d wait for an account", n)
	}
	w.Authorize(t, w.Owner, buyer)
	w.work(t)
	if got := h.take(); !slices.Equal(got, []string{"11 " + paid}) {
		t.Errorf("heard %q", got)
	}
}

// An account that becomes one of ours while its messages are found to be nobody's has them.
func TestAnAuthorisationWhileItsMessagesAreNobodys(t *testing.T) {
	t.Parallel()
	var h heard
	w := setup(t, h.subscriber("test", false, paid))
	account := w.Authorize(t, w.Owner, buyer)
	w.settled(t)
	const touch = "UPDATE inbox_message SET topic = topic WHERE member_id = ?"
	state := func() string {
		var s string
		err := w.DB.View(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Row(ctx, "SELECT state FROM inbox_message WHERE member_id = ? AND topic = ?", []any{stranger, paid}, &s)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	w.push(t, form(order(1, paid, stranger, "11")))
	w.work(t)
	if s := state(); s != "nobody" {
		t.Fatalf("the message of a stranger is %s", s)
	}
	w.Exec(t, "UPDATE inbox_message SET state = 'new' WHERE member_id = ?", stranger)
	done := make(chan error, 1)
	started := false
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error { // it is about to be marked
		if _, err := tx.Exec(ctx, touch, stranger); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "UPDATE shop SET member_id = ? WHERE tenant_id = ? AND id = ?", stranger, tx.Tenant, account); err != nil {
			return err
		}
		if !started {
			started = true
			go func() { done <- inbox.Sweep(t.Context(), w.inbox) }()
		}
		dbtest.AwaitBlocked(ctx, t, w.DB, 1)
		return nil
	})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	w.work(t)
	if got := h.take(); !slices.Equal(got, []string{"11 " + paid}) || state() != "passed" {
		t.Errorf("heard %q, and the message is %s", got, state())
	}
	// It is marked, and the account looks for what came before it was known.
	w.Exec(t, "UPDATE inbox_message SET state = 'new' WHERE member_id = ?", stranger)
	started = false
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, "UPDATE inbox_message SET state = 'nobody' WHERE member_id = ?", stranger); err != nil {
			return err
		}
		if !started {
			started = true
			go func() { done <- inbox.Claim(t.Context(), w.inbox, w.Scope(), account) }()
		}
		dbtest.AwaitBlocked(ctx, t, w.DB, 1)
		return nil
	})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if s := state(); s != "passed" {
		t.Errorf("the message is %s", s)
	}
}

// A person who has a message tried again just while it is tried in vain is heard.
func TestTriedAgainByAPersonMeanwhile(t *testing.T) {
	t.Parallel()
	var w *world
	tries := 0
	h := heard{answer: func(int, inbox.Message) error {
		if tries++; tries > 1 {
			return nil
		}
		w.Clock.Advance(time.Second)
		a := w.Owner.Get(t, "/messages?state=waiting").Want(t, http.StatusOK, "")
		w.Owner.Do(t, http.MethodPost, "/messages/actions/retry", map[string]any{"ids": []string{a.Text("items", 0, "id")}}).Want(t, http.StatusOK, "")
		return inbox.ErrLater
	}}
	w = setup(t, h.subscriber("test", false, paid))
	w.Authorize(t, w.Owner, buyer)
	w.settled(t)
	w.push(t, form(order(1, paid, member, "11")))
	w.work(t)
	if got := h.take(); !slices.Equal(got, []string{"11 " + paid}) || tries != 2 {
		t.Errorf("heard %q in %d tries", got, tries)
	}
}

// An authorisation that ended holds up the account's messages; a new one lets them go on.
func TestALostAuthorisationHoldsMessagesUp(t *testing.T) {
	t.Parallel()
	lost := true
	h := heard{answer: func(int, inbox.Message) error {
		if lost {
			return channel.ErrAuthorisation.With("shop", buyer)
		}
		return nil
	}}
	w := setup(t, h.subscriber("test", false, paid))
	w.Authorize(t, w.Owner, buyer)
	for i := range 5 {
		w.push(t, form(order(i, paid, member, fmt.Sprint(100+i))))
	}
	w.work(t)
	a := w.Owner.Get(t, "/messages?state=waiting").Want(t, http.StatusOK, "")
	if a.At("total") != 5 || a.Text("items", 3, "reason", "code") != "shop.authorisation_lost" || a.At("items", 3, "attempts") != 0 {
		t.Fatalf("waiting: %s", a.Body)
	}
	lost = false
	w.Authorize(t, w.Owner, buyer)
	w.work(t)
	if got := h.take(); len(got) != 5 {
		t.Errorf("heard %q", got)
	}
}

// One subscriber that fails does not make the other hear twice, and a message that
// cannot be read does not hold up the rest.
func TestFailuresAreOfOneSubscriberAndOneMessage(t *testing.T) {
	t.Parallel()
	var first heard
	bad := true
	second := heard{answer: func(_ int, m inbox.Message) error {
		switch {
		case !bad || m.Subject != "13":
			return nil
		case m.Topic == sent:
			panic("of a subscriber")
		}
		return channel.ErrUnreachable
	}}
	w := setup(t, first.subscriber("one", false, paid, sent), second.subscriber("two", false, paid, sent))
	w.Authorize(t, w.Owner, buyer)
	for i := 11; i < 16; i++ {
		w.push(t, form(order(i, paid, member, fmt.Sprint(i))))
	}
	w.push(t, form(order(16, sent, member, "13")))
	w.work(t)
	if got := first.take(); len(got) != 6 {
		t.Errorf("the first heard %q", got)
	}
	if got := second.take(); len(got) != 4 {
		t.Errorf("the second heard %q", got)
	}
	a := w.Owner.Get(t, "/messages?state=waiting").Want(t, http.StatusOK, "")
	if a.At("total") != 2 || a.Text("items", 0, "reason", "code") == "" || a.Text("items", 1, "reason", "code") == "" {
		t.Errorf("waiting: %s", a.Body)
	}
	bad = false
	w.Clock.Advance(time.Minute)
	w.work(t)
	if got := first.take(); got != nil {
		t.Errorf("the first heard again %q", got)
	}
	if got := second.take(); len(got) != 2 {
		t.Errorf("the second heard %q", got)
	}
}

// While 1688 does not answer it is asked a few times only.
func TestSilenceHoldsTheAccount(t *testing.T) {
	t.Parallel()
	tries := 0
	h := heard{answer: func(int, inbox.Message) error { tries++; return channel.ErrUnreachable }}
	w := setup(t, h.subscriber("test", false, paid))
	w.Authorize(t, w.Owner, buyer)
	for i := range 20 {
		w.push(t, form(order(i, paid, member, fmt.Sprint(100+i))))
	}
	w.work(t)
	if tries > 6 { // pushed one by one, a job may have begun before the others were there
		t.Errorf("asked %d times", tries)
	}
	h.answer = nil
	w.Clock.Advance(2 * time.Minute)
	w.work(t)
	if got := h.take(); len(got) != 20 {
		t.Errorf("heard %d", len(got))
	}
}

// Of several messages about one order the newest is enough for who reads the order.
func TestTheNewestIsEnoughForWhoReadsTheTruth(t *testing.T) {
	t.Parallel()
	var latest, all heard
	w := setup(t, latest.subscriber("latest", true, paid), all.subscriber("all", false, sent))
	w.Authorize(t, w.Owner, buyer)
	for i := range 6 {
		w.push(t, form(order(2*i, paid, member, fmt.Sprint(11+i%2))))
		w.push(t, form(order(2*i+1, sent, member, fmt.Sprint(11+i%2))))
	}
	w.work(t)
	if got := latest.take(); !slices.Equal(got, []string{"11 " + paid, "12 " + paid}) {
		t.Errorf("who reads the truth heard %q", got)
	}
	if got := all.take(); len(got) != 6 {
		t.Errorf("the other heard %q", got)
	}
	if n := w.NumberAnywhere(t, "SELECT COUNT(*) FROM inbox_delivery WHERE state = 'handled'"); n != 12 {
		t.Errorf("%d are handled", n)
	}
}

// Whatever order they come in, however often: each is heard once.
func TestDisorderAndRepetition(t *testing.T) {
	t.Parallel()
	var h heard
	failing := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a test's choice
	h.answer = func(int, inbox.Message) error {
		if failing.IntN(3) == 0 {
			return errors.New("for now")
		}
		return nil
	}
	w := setup(t, h.subscriber("test", false, paid, sent))
	w.Authorize(t, w.Owner, buyer)
	var bodies, want []string
	for i := range 60 {
		topic := []string{paid, sent}[i%2]
		body := form(order(i, topic, member, fmt.Sprint(1000+i)))
		bodies = append(bodies, body, body, body)
		want = append(want, fmt.Sprint(1000+i)+" "+topic)
	}
	failing.Shuffle(len(bodies), func(i, j int) { bodies[i], bodies[j] = bodies[j], bodies[i] })
	var wg sync.WaitGroup
	for part := range slices.Chunk(bodies, 20) {
		wg.Go(func() {
			for _, b := range part {
				if got := w.push(t, b); got != http.StatusOK {
					t.Errorf("answered %d", got)
				}
			}
		})
	}
	wg.Wait()
	for range 12 {
		w.work(t)
		w.Clock.Advance(10 * time.Minute)
	}
	if got := h.take(); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
		t.Errorf("heard %q", got)
	}
}

// settled waits for the message about an authorisation itself.
func (w *world) settled(t *testing.T) {
	t.Helper()
	eventually(t, func() bool {
		return w.NumberAnywhere(t, "SELECT COUNT(*) FROM inbox_message WHERE topic = ?", open1688.TopicAuthorized) > 0 && w.result(inbox.Stored) > 0
	})
	w.work(t)
}

func eventually(t *testing.T, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("not within a minute")
		}
	}
}

// Whoever waits until what was taken is passed on may do so while messages still come.
func TestClosingWhileMessagesCome(t *testing.T) {
	t.Parallel()
	var h heard
	w := setup(t, h.subscriber("test", false, paid))
	w.Authorize(t, w.Owner, buyer)
	w.settled(t)
	over, waited := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(waited)
		for {
			select {
			case <-over:
				return
			default:
				w.inbox.Close()
			}
		}
	}()
	for id := range 20 {
		if status := w.push(t, form(order(id+1, paid, member, "3400000000123047156"))); status != http.StatusOK {
			t.Errorf("message %d is answered with %d", id+1, status)
		}
	}
	close(over)
	<-waited
	w.work(t)
	if got := h.take(); len(got) != 20 {
		t.Errorf("heard %d messages, want 20", len(got))
	}
}
