package live_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/live"
)

const (
	setA db.ID = 1001
	setB db.ID = 1002
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// dbtest keeps its PostgreSQL connections for the whole program.
		goleak.IgnoreTopFunction("database/sql.(*DB).connectionOpener"),
		goleak.IgnoreTopFunction("database/sql.(*DB).connectionCleaner"))
}

func hub(t *testing.T, d *db.DB) *live.Hub {
	t.Helper()
	h := live.New(t.Context(), d, slog.New(slog.DiscardHandler))
	t.Cleanup(h.Close)
	return h
}

type data struct {
	ID   db.ID  `json:"id"`
	Text string `json:"text,omitempty"`
}

func publish(t *testing.T, d *db.DB, set db.ID, topic string, x any, fail error) {
	t.Helper()
	err := d.InTx(t.Context(), db.Scope{Tenant: set}, func(_ context.Context, tx *db.Tx) error {
		live.PublishTx(tx, topic, x)
		return fail
	})
	if err != fail { //nolint:errorlint // the very value
		t.Fatal(err)
	}
}

func next(t *testing.T, s *live.Subscription) live.Event {
	t.Helper()
	select {
	case e := <-s.C:
		return e
	case <-time.After(time.Minute):
		t.Fatal("no event within 20 s")
		return live.Event{}
	}
}

func TestEventsReachTheirSetAfterTheCommit(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	h := hub(t, d)
	a, b := h.Subscribe(setA), h.Subscribe(setB)
	defer a.Close()
	defer b.Close()
	publish(t, d, setA, "task", data{ID: 1}, context.Canceled) // rolled back
	publish(t, d, setA, "task", data{ID: 2}, nil)
	for {
		e := next(t, a)
		if e.Topic == live.Reload { // PostgreSQL: the listener has just connected
			continue
		}
		if e.Topic != "task" || string(e.Data) != `{"id":"2"}` {
			t.Errorf("event = %s %s", e.Topic, e.Data)
		}
		break
	}
	for len(b.C) > 0 {
		if e := <-b.C; e.Topic != live.Reload {
			t.Errorf("the other set got %s %s", e.Topic, e.Data)
		}
	}
}

func TestASlowReaderIsToldToReload(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	h := hub(t, d)
	s := h.Subscribe(setA)
	defer s.Close()
	for i := range 500 { // far more than fit; nobody reads, and publishing does not wait
		publish(t, d, setA, "task", data{ID: db.ID(i + 1)}, nil)
	}
	var topics []string
	for len(s.C) > 0 {
		topics = append(topics, (<-s.C).Topic)
	}
	if n := len(topics); n == 0 || n > 64 || topics[n-1] != live.Reload {
		t.Fatalf("%d events, the last %v", n, topics[max(0, n-1):])
	}
	publish(t, d, setA, "sale", data{ID: 9}, nil)
	e := next(t, s)
	if e.Topic == live.Reload { // PostgreSQL: the listener has just connected
		e = next(t, s)
	}
	if e.Topic != "sale" {
		t.Errorf("after the reload: %s", e.Topic)
	}
}

func TestClosingEndsSubscriptions(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	h := live.New(t.Context(), d, slog.New(slog.DiscardHandler))
	s, gone := h.Subscribe(setA), h.Subscribe(setA)
	gone.Close()
	gone.Close()
	h.Close()
	for range s.C { // ends
	}
	s.Close()
	publish(t, d, setA, "task", data{ID: 1}, nil) // nobody there: no harm
}

func TestOtherProcessesHearIt(t *testing.T) {
	t.Parallel()
	if dbtest.Engine(t) == db.SQLite {
		return // one process serves a SQLite file
	}
	address := dbtest.Address(t)
	open := func() *db.DB {
		d, err := db.Open(t.Context(), address, db.Options{MaxConns: 4})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		return d
	}
	here, there := open(), open()
	hub(t, here)
	s := hub(t, there).Subscribe(setA)
	defer s.Close()
	if e := next(t, s); e.Topic != live.Reload { // sent once it listens
		t.Fatalf("first event %s", e.Topic)
	}
	publish(t, here, setA, "task", data{ID: 5, Text: "x"}, nil)
	if e := next(t, s); e.Topic != "task" || string(e.Data) != `{"id":"5","text":"x"}` {
		t.Errorf("event = %s %s", e.Topic, e.Data)
	}
	publish(t, here, setA, "task", data{ID: 6, Text: strings.Repeat("长", 5000)}, nil)
	if e := next(t, s); string(e.Data) != `{"id":"6"}` {
		t.Errorf("a large event arrives as %.60s", e.Data)
	}

	// The connection breaks: pages are told to reload, and events flow again.
	_, err := here.Writer().ExecContext(t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'")
	if err != nil {
		t.Fatal(err)
	}
	for e := next(t, s); e.Topic != live.Reload; e = next(t, s) {
		t.Logf("meanwhile: %s", e.Topic)
	}
	publish(t, here, setA, "task", data{ID: 7}, nil)
	if e := next(t, s); string(e.Data) != `{"id":"7"}` {
		t.Errorf("after the break: %s %s", e.Topic, e.Data)
	}
	for i := range 100 {
		publish(t, here, setA, "n", json.RawMessage(fmt.Sprintf(`{"id":"%d"}`, i)), nil)
	}
	for i := range 63 {
		if e := next(t, s); string(e.Data) != fmt.Sprintf(`{"id":"%d"}`, i) {
			t.Fatalf("event %d is %s %s", i, e.Topic, e.Data)
		}
	}
}
