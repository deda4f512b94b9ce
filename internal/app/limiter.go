package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/open1688"
)

// limiter holds back calls of 1688 so that the app stays within its rate. One
// program works on a SQLite file and keeps count by itself; those on one
// PostgreSQL database share the rate through it.
func (c *Config) limiter(d *db.DB) open1688.Limiter {
	switch {
	case c.AppRate == 0:
		return rate.NewLimiter(rate.Inf, 1)
	case d.Engine() == db.Postgres:
		return &sharedLimiter{db: d, app: c.AppKey, rate: c.AppRate}
	}
	return rate.NewLimiter(rate.Limit(c.AppRate), 1) // evenly: a burst beside the rate would be over it
}

// sharedLimiter hands out turns, spaced evenly, of a rate that several processes
// share. A process takes turns for the calls that wait in it, all in one
// statement, and comes back when these are spent: the row is locked no longer than
// the statement, no turn lies unused, and busy processes alternate. Times are
// distances from the database's clock, so clocks of machines may differ.
type sharedLimiter struct {
	db   *db.DB
	app  string
	rate int // a second

	mu      sync.Mutex
	waiting []*waiter
	taking  bool // a goroutine runs take
}

type waiter struct {
	turn chan turn // holds one
	gone atomic.Bool
}

type turn struct {
	at  time.Time
	err error
}

const (
	// leaseSpan bounds how far ahead a process takes turns, so that the next one
	// need not wait long for its own.
	leaseSpan   = 250 * time.Millisecond
	leaseWithin = 5 * time.Second
	// maxAhead is how far the turns given out can reach; more means that the
	// database's clock was set back.
	maxAhead = 10 * time.Second
)

var errLateTurn = errors.New("the rate of 1688 leaves no turn before the deadline")

// Wait waits for a turn, or returns an error when ctx ends before it.
func (l *sharedLimiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := &waiter{turn: make(chan turn, 1)}
	l.mu.Lock()
	l.waiting = append(l.waiting, w)
	if !l.taking {
		l.taking = true
		go l.take(context.WithoutCancel(ctx)) // works for all who wait, not for this call only
	}
	l.mu.Unlock()
	var t turn
	select {
	case <-ctx.Done():
		w.gone.Store(true)
		return ctx.Err()
	case t = <-w.turn:
	}
	if t.err != nil {
		return fmt.Errorf("take a turn at 1688: %w", t.err)
	}
	if end, bounded := ctx.Deadline(); bounded && end.Before(t.at) {
		return errLateTurn
	}
	return pause(ctx, time.Until(t.at))
}

// take gets turns for those who wait until nobody does.
func (l *sharedLimiter) take(ctx context.Context) {
	interval := time.Second / time.Duration(l.rate)
	for batch := l.next(); len(batch) > 0; batch = l.next() {
		at, err := l.lease(ctx, interval, len(batch))
		for _, w := range batch {
			w.turn <- turn{at, err}
			at = at.Add(interval)
		}
		if err == nil {
			_ = pause(ctx, time.Until(at.Add(-interval))) // until the last of them is spent; ctx does not end
		}
	}
}

// next takes the first of those who wait, or notes that nobody does.
func (l *sharedLimiter) next() []*waiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	most := max(1, int(leaseSpan*time.Duration(l.rate)/time.Second))
	var batch []*waiter
	for len(l.waiting) > 0 && len(batch) < most {
		if w := l.waiting[0]; !w.gone.Load() {
			batch = append(batch, w)
		}
		l.waiting = l.waiting[1:]
	}
	l.taking = len(batch) > 0
	return batch
}

// lease takes n turns and tells when the first is.
func (l *sharedLimiter) lease(ctx context.Context, interval time.Duration, n int) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, leaseWithin)
	defer cancel()
	const now = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
	taken := interval.Microseconds() * int64(n)
	var ahead int64 // microseconds
	err := l.db.OneRow(ctx, `INSERT INTO call_rate AS r (app, next_at) VALUES (?, `+now+` + ?)
		ON CONFLICT (app) DO UPDATE SET next_at = LEAST(GREATEST(r.next_at, `+now+`), `+now+` + ?) + ? RETURNING next_at - ? - `+now,
		[]any{l.app, taken, maxAhead.Microseconds(), taken, taken}, &ahead)
	return time.Now().Add(time.Duration(max(0, ahead)) * time.Microsecond), err
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
