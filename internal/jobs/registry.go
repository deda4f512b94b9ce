package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/riverqueue/river"

	"github.com/huotong/huotong/internal/db"
)

// Policy says how the jobs of a kind are tried.
type Policy struct {
	// Backoff is the wait after the given failed attempt (from 1). Nil means 1 s,
	// 16 s, 81 s … (the fourth power), at most 12 hours, each ±10 %.
	Backoff func(attempt int) time.Duration
	// Timeout bounds one attempt; zero means 5 minutes.
	Timeout time.Duration
}

const defaultTimeout = 5 * time.Minute

// Registry collects the handlers and schedules of a program before it starts
// working. The zero value is ready to use.
type Registry struct {
	handlers  map[string]*handler
	schedules []schedule
}

type handler struct {
	policy   Policy
	run      func(ctx context.Context, w work) error
	register func(*river.Workers, *Runner) // tells River of the kind
}

type schedule struct {
	args  Args
	every time.Duration
}

// work is one attempt of a job, in our own words.
type work struct {
	id                   db.ID
	kind                 string
	args                 []byte
	attempt, maxAttempts int
	meta                 meta
}

// scope is the scope a job works in: its account set, as a job.
func (w work) scope() db.Scope {
	return db.Scope{Tenant: w.meta.Set, Actor: db.Actor{Kind: "job", Name: w.meta.By.Name, RequestID: "job:" + w.id.String()}}
}

// Handle registers fn for the jobs of A's kind. fn gets a scope of the job's
// account set, whose actor is the job on behalf of who caused it. It panics
// when the kind has a handler already.
func Handle[A Args](r *Registry, fn func(ctx context.Context, sc db.Scope, j Job[A]) error, policy ...Policy) {
	var zero A
	kind := zero.Kind()
	if r.handlers == nil {
		r.handlers = map[string]*handler{}
	}
	if r.handlers[kind] != nil {
		panic("jobs: two handlers for " + kind)
	}
	h := &handler{
		run: func(ctx context.Context, w work) error {
			j := Job[A]{ID: w.id, Attempt: w.attempt, MaxAttempts: w.maxAttempts, By: db.Actor(w.meta.By)}
			if err := json.Unmarshal(w.args, &j.Args); err != nil {
				return fmt.Errorf("read the arguments: %w", err)
			}
			return fn(ctx, w.scope(), j)
		},
		register: func(ws *river.Workers, rn *Runner) { river.AddWorker(ws, &worker[A]{runner: rn}) },
	}
	if len(policy) > 0 {
		h.policy = policy[0]
	}
	r.handlers[kind] = h
}

// Every enqueues args without an account set once per interval, counted from
// 1970, in one of the processes. The interval is at least a second. Work for
// each account set starts from such a job, which enqueues one for each.
func (r *Registry) Every(interval time.Duration, args Args) {
	r.schedules = append(r.schedules, schedule{args, interval})
}

// Kinds are the kinds that have a handler, sorted.
func (r *Registry) Kinds() []string { return slices.Sorted(maps.Keys(r.handlers)) }

func (h *handler) timeout() time.Duration {
	if h.policy.Timeout > 0 {
		return h.policy.Timeout
	}
	return defaultTimeout
}

func (h *handler) backoff(attempt int) time.Duration {
	if h.policy.Backoff != nil {
		return h.policy.Backoff(attempt)
	}
	return defaultBackoff(attempt)
}

func defaultBackoff(attempt int) time.Duration {
	n := int64(max(1, min(attempt, 20)))
	d := min(time.Duration(n*n*n*n)*time.Second, 12*time.Hour)
	return d + time.Duration((rand.Float64()-0.5)*0.2*float64(d)) //nolint:gosec // jitter needs no secrecy
}
