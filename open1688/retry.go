package open1688

import (
	"context"
	"math/rand/v2"
	"time"
)

// Retry says how reads are repeated. Writes never are, whatever it says.
type Retry struct {
	Attempts int           // in all, the first included; default 4, 1 repeats nothing
	Base     time.Duration // longest pause before the second attempt, doubled each time; default 500 ms
	Max      time.Duration // no pause is longer; default 30 s
}

func (r Retry) withDefaults() Retry {
	if r.Attempts <= 0 {
		r.Attempts = 4
	}
	if r.Base <= 0 {
		r.Base = 500 * time.Millisecond
	}
	if r.Max <= 0 {
		r.Max = 30 * time.Second
	}
	return r
}

// pause is the whole retry policy: it says whether a failed attempt (counted
// from 1) is repeated, and after how long. The pause grows exponentially and its
// second half is random, so that workers stopped by one limit do not come back
// together. A rate limit doubles it: the platform wants longer rests after one.
func (r Retry) pause(op *Operation, attempt int, err *Error) (time.Duration, bool) {
	if !op.Safe || !err.Retryable() || attempt >= r.Attempts {
		return 0, false
	}
	longest := r.Base << min(attempt-1, 20)
	if err.rateLimited() {
		longest *= 2
	}
	if longest <= 0 || longest > r.Max {
		longest = r.Max
	}
	return longest/2 + rand.N(longest/2+1), true //nolint:gosec // spreading load needs no secrecy
}

// sleep waits, or returns the context's error when that ends first.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
