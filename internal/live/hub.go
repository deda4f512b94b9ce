package live

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/huotong/huotong/internal/db"
)

const (
	bufferSize = 64
	channel    = "huotong_live"
	// maxPayload is PostgreSQL's limit for a notification, less a reserve.
	maxPayload = 7900
	outgoing   = 1024
)

// Hub hands events to the subscribers of this process, and on PostgreSQL to the
// other processes on the same database.
type Hub struct {
	db     *db.DB
	log    *slog.Logger
	node   db.ID // tells our own notifications from others'
	cancel context.CancelFunc
	done   sync.WaitGroup
	out    chan []byte // to the other processes

	mu   sync.Mutex
	subs map[db.ID]map[*Subscription]struct{}
}

// New starts the hub of a database; there is one per process. Close ends it.
func New(ctx context.Context, d *db.DB, log *slog.Logger) *Hub {
	ctx, cancel := context.WithCancel(ctx)
	h := &Hub{db: d, log: log, node: d.NewID(), cancel: cancel, out: make(chan []byte, outgoing), subs: map[db.ID]map[*Subscription]struct{}{}}
	if d.Engine() == db.Postgres {
		h.done.Go(func() { h.forward(ctx) })
		h.done.Go(func() { h.listen(ctx) })
	}
	hubs.Store(d, h)
	return h
}

// Close ends the hub and every subscription.
func (h *Hub) Close() {
	hubs.CompareAndDelete(h.db, h)
	h.cancel()
	h.done.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, set := range h.subs {
		for s := range set {
			s.close()
		}
	}
	clear(h.subs)
}

// Subscription receives the events of one account set.
type Subscription struct {
	// C delivers the events. It is closed by Close of the subscription or the hub.
	C <-chan Event

	c      chan Event
	closed bool // guarded by the hub's mu, as is sending on c
	behind bool // an event was dropped and the reload that stands for it is due
	hub    *Hub
	tenant db.ID
}

// Subscribe starts receiving the events of an account set. Who reads too slowly
// gets one Reload in place of what did not fit; publishers never wait.
func (h *Hub) Subscribe(tenant db.ID) *Subscription {
	c := make(chan Event, bufferSize)
	s := &Subscription{C: c, c: c, hub: h, tenant: tenant}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.subs[tenant] == nil {
		h.subs[tenant] = map[*Subscription]struct{}{}
	}
	h.subs[tenant][s] = struct{}{}
	return s
}

// Close ends the subscription; it may be called twice.
func (s *Subscription) Close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	s.close()
	delete(s.hub.subs[s.tenant], s)
	if len(s.hub.subs[s.tenant]) == 0 {
		delete(s.hub.subs, s.tenant)
	}
}

func (s *Subscription) close() {
	if !s.closed {
		s.closed = true
		close(s.c)
	}
}

// send is called with the hub locked. The last place of the buffer is kept for
// the reload.
func (s *Subscription) send(e Event) {
	if s.behind && len(s.c) < bufferSize/2 {
		s.behind = false // the reload was read; from here events are complete again
	}
	switch {
	case s.behind:
	case len(s.c) < bufferSize-1:
		s.c <- e
	default:
		s.behind = true
		s.c <- Event{Topic: Reload, Data: json.RawMessage("{}")}
	}
}

func (h *Hub) publish(tenant db.ID, e Event) {
	h.deliver(tenant, e)
	if h.db.Engine() != db.Postgres {
		return
	}
	m, err := h.message(tenant, e)
	if err != nil {
		h.log.Error("live event cannot be sent to other processes", "topic", e.Topic, "err", err)
		return
	}
	select {
	case h.out <- m:
	default: // the database is away or too slow; the listeners will reload
	}
}

func (h *Hub) deliver(tenant db.ID, e Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs[tenant] {
		s.send(e)
	}
}

func (h *Hub) reloadAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, set := range h.subs {
		for s := range set {
			s.send(Event{Topic: Reload, Data: json.RawMessage("{}")})
		}
	}
}

// wire is a notification between processes.
type wire struct {
	Node  db.ID           `json:"n,omitzero"`
	Set   db.ID           `json:"s,omitzero"`
	Topic string          `json:"t"`
	Data  json.RawMessage `json:"d"`
}

// message gives the notification for an event; one too large carries its id alone.
func (h *Hub) message(tenant db.ID, e Event) ([]byte, error) {
	b, err := json.Marshal(wire{h.node, tenant, e.Topic, e.Data})
	if err != nil || len(b) <= maxPayload {
		return b, err
	}
	var only struct {
		ID json.RawMessage `json:"id,omitempty"`
	}
	if err := json.Unmarshal(e.Data, &only); err != nil {
		return nil, err
	}
	short, err := json.Marshal(only)
	if err != nil {
		return nil, err
	}
	return json.Marshal(wire{h.node, tenant, e.Topic, short})
}

// forward sends notifications outside the publishing transactions: PostgreSQL
// makes transactions with notifications commit one after the other.
func (h *Hub) forward(ctx context.Context) {
	for {
		var batch []string
		select {
		case <-ctx.Done():
			return
		case m := <-h.out:
			batch = append(batch, string(m))
		}
	more:
		for len(batch) < 200 {
			select {
			case m := <-h.out:
				batch = append(batch, string(m))
			default:
				break more
			}
		}
		_, err := h.db.Writer().ExecContext(ctx, "SELECT pg_notify($1, m) FROM unnest($2::text[]) AS m", channel, batch)
		if err != nil && ctx.Err() == nil {
			h.log.WarnContext(ctx, "live events not sent to other processes", "events", len(batch), "err", err)
			pause(ctx, time.Second)
		}
	}
}

// listen receives what other processes publish; when the connection was lost,
// events may have been too, so every page reloads.
func (h *Hub) listen(ctx context.Context) {
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, 10*time.Second) {
		err := h.listenOnce(ctx, func() { wait = 100 * time.Millisecond })
		if ctx.Err() != nil {
			return
		}
		h.log.WarnContext(ctx, "live events from other processes interrupted", "err", err)
		pause(ctx, wait)
	}
}

func (h *Hub) listenOnce(ctx context.Context, connected func()) error {
	conn, err := pgx.Connect(ctx, h.db.Address())
	if err != nil {
		return err
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = conn.Close(closing)
	}()
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	connected()
	h.reloadAll()
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		var w wire
		if json.Unmarshal([]byte(n.Payload), &w) == nil && w.Node != h.node {
			h.deliver(w.Set, Event{Topic: w.Topic, Data: w.Data})
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
