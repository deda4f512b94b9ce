package inbox

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/huotong/huotong/open1688"
)

// Result is what became of a request with a message.
type Result string

// The results of requests.
const (
	Stored     Result = "stored"
	Repeated   Result = "repeated"   // acknowledged, and stored before
	Unreadable Result = "unreadable" // signed, but no message; kept as it is
	Unsigned   Result = "unsigned"   // refused, as the following are
	Forged     Result = "forged"
	TooLarge   Result = "too_large"
	NoApp      Result = "no_app"
	Failed     Result = "failed" // not stored: the platform sends it again
)

const (
	// maxBody is far above the largest message: a hundred orders paid at once.
	maxBody = 256 << 10
	// maxBatch is how many messages one statement stores.
	maxBatch = 256
	// maxQueued bounds the messages that wait to be stored; more are left to the
	// platform, which sends them again.
	maxQueued   = 20_000
	storeWithin = 10 * time.Second
)

var (
	errFull  = errors.New("too many messages wait to be stored")
	errLarge = errors.New("the body is too large")
)

// Receive takes pushed messages at Path. It answers 200 once a message is stored.
func (s *Service) Receive() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		begin := s.DB.Now()
		result, err := s.receive(w, r)
		s.Observe(result, s.DB.Now().Sub(begin))
		switch result {
		case Stored, Repeated, Unreadable:
			_, _ = io.WriteString(w, "success")
			return
		case Unsigned, Forged:
			s.refusedAt.Store(begin.UnixMicro())
		case TooLarge, NoApp, Failed:
		}
		s.Log.WarnContext(r.Context(), "a message of 1688 was not taken", "result", string(result), "ip", r.RemoteAddr, "err", err)
		status := map[Result]int{
			Unsigned: http.StatusUnauthorized, Forged: http.StatusUnauthorized, TooLarge: http.StatusRequestEntityTooLarge,
		}[result]
		if status == 0 {
			status = http.StatusServiceUnavailable
		}
		http.Error(w, string(result), status)
	})
}

func (s *Service) receive(w http.ResponseWriter, r *http.Request) (Result, error) {
	if s.Client == nil || s.Secret.IsZero() {
		return NoApp, nil
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return TooLarge, errLarge
	}
	if err != nil {
		return Failed, err
	}
	m, err := open(string(text), s.Secret)
	if refused, ok := errors.AsType[*open1688.PushError](err); ok && refused.Reason == open1688.PushUnsigned {
		return Unsigned, err
	}
	if err != nil {
		return Forged, err
	}
	fresh, err := s.store(r.Context(), m)
	switch {
	case err != nil:
		return Failed, err
	case fresh == 0:
		return Repeated, nil
	case !m.readable:
		return Unreadable, nil
	}
	return Stored, nil
}

// open reads a body and checks its signature.
func open(body string, secret open1688.Secret) (message, error) {
	form, err := url.ParseQuery(body)
	if err != nil {
		return message{}, &open1688.PushError{Reason: open1688.PushUnsigned, Err: err}
	}
	if err := open1688.VerifyPush(form, secret); err != nil {
		return message{}, err
	}
	return read(form), nil
}

// intake collects what arrives while a statement is under way, so that a burst costs as
// many transactions as the database has time for.
type intake struct {
	mu      sync.Mutex
	waiting []*entry
	size    int
	busy    bool // somebody stores

	arrived int64            // messages ever
	lately  [burst]time.Time // when the last ones came, round and round
}

// burst is how many messages within burstSpan make one.
const (
	burst     = 16
	burstSpan = 200 * time.Millisecond
	// calm is how long nothing may come before a burst counts as over.
	calm = 100 * time.Millisecond
	// calmWithin bounds the wait for that: a stream without an end is handled beside it.
	calmWithin = 15 * time.Second
)

// came notes the arrival of messages. The caller holds mu.
func (q *intake) came(now time.Time, n int) {
	q.arrived += int64(n)
	q.lately[q.arrived%burst] = now
}

// bursting tells whether many messages came lately, and how many ever.
func (q *intake) bursting(now time.Time) (many bool, arrived int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	oldest := q.lately[(q.arrived+1)%burst]
	return !oldest.IsZero() && now.Sub(oldest) < burstSpan, q.arrived
}

// waitForCalm lets those go first who wait for an acknowledgement: in a burst nothing is
// passed on until it is over, since that would take as long as storing it.
func (s *Service) waitForCalm(ctx context.Context) {
	many, before := s.intake.bursting(s.DB.Now())
	for range int(calmWithin / calm) {
		if !many {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(calm):
		}
		arrived := before
		if many, before = s.intake.bursting(s.DB.Now()); before == arrived {
			return
		}
	}
}

// entry is what one caller wants stored, and waits for.
type entry struct {
	messages []message
	done     chan error // holds one
	fresh    int        // how many were not there before; read after done
}

// store returns once the messages are in the database, with how many were new.
func (s *Service) store(ctx context.Context, messages ...message) (fresh int, err error) {
	e := &entry{messages: messages, done: make(chan error, 1)}
	q := &s.intake
	q.mu.Lock()
	if q.size+len(messages) > maxQueued {
		q.mu.Unlock()
		return 0, errFull
	}
	q.waiting, q.size = append(q.waiting, e), q.size+len(messages)
	q.came(s.DB.Now(), len(messages))
	first := !q.busy
	q.busy = true
	q.mu.Unlock()
	if first {
		own := context.WithoutCancel(ctx) // it stores for others too
		s.beginning.Lock()
		s.work.Go(func() {
			s.drain(own)
			s.passAlong(own)
		})
		s.beginning.Unlock()
	}
	select {
	case err := <-e.done:
		return e.fresh, err
	case <-ctx.Done(): // it may be stored all the same
		return 0, ctx.Err()
	}
}

// drain stores what waits until nothing does.
func (s *Service) drain(ctx context.Context) {
	for {
		batch := s.intake.next()
		if batch == nil {
			return
		}
		limited, cancel := context.WithTimeout(ctx, storeWithin)
		fresh, err := s.insert(limited, batch)
		cancel()
		for i, e := range batch {
			if err == nil {
				e.fresh = fresh[i]
			}
			e.done <- err
		}
	}
}

// next takes the entries that are stored together; nil when none waits, and the caller
// has to go.
func (q *intake) next() []*entry {
	q.mu.Lock()
	defer q.mu.Unlock()
	n, size := 0, 0
	for n < len(q.waiting) && (n == 0 || size+len(q.waiting[n].messages) <= maxBatch) {
		size += len(q.waiting[n].messages)
		n++
	}
	if n == 0 {
		q.busy, q.waiting = false, nil
		return nil
	}
	batch := q.waiting[:n:n]
	q.waiting, q.size = q.waiting[n:], q.size-size
	return batch
}
