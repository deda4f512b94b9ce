// Package jobs runs work in the background, enqueued in the transaction that
// wants it. River does the queueing behind this package and no type of it
// leaves (ADR 0003).
//
// A job's Args belong to the package that asks, its handler to the package that
// acts. A kind and its arguments are a wire format: add to them, never rename. A
// handler may run more than once for one job (a process can be killed between
// its work and the note that it is done), so it must be idempotent.
package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/db"
)

// Args are the arguments of a job, stored as JSON.
type Args interface {
	// Kind names the work, "sale.preorder_wanted".
	Kind() string
}

// Options say how a job is to be run.
type Options struct {
	// RunAt is the earliest time; zero means at once. Times further off than a few
	// seconds are kept to within five seconds.
	RunAt time.Time
	// Lane, when set, makes jobs of the same account set and lane ("shop:123") run
	// one at a time, the earliest enqueued first among those that are due. A job that
	// waits for its retry does not hold up the others.
	Lane string
	// MaxAttempts bounds the tries; zero means 20, spread over about a week.
	MaxAttempts int
	// Subject tells people what the job is about, "销售单 XH20261122-0001".
	Subject string
}

const defaultMaxAttempts = 20

// meta is what we keep with a job besides its arguments, in River's metadata.
type meta struct {
	Set     db.ID  `json:"set,omitzero"`
	Subject string `json:"subject,omitempty"`
	Lane    string `json:"lane,omitempty"`
	By      actor  `json:"by"`
	Snoozes int    `json:"snoozes,omitzero"` // counted by River
}

// actor is the stored form of db.Actor.
type actor struct {
	Kind      string `json:"kind"`
	UserID    db.ID  `json:"user,omitzero"`
	Name      string `json:"name,omitempty"`
	IP        string `json:"ip,omitempty"`
	RequestID string `json:"req,omitempty"`
}

// Request is one job of EnqueueManyTx.
type Request struct {
	Args    Args
	Options Options
}

// EnqueueTx stores a job of tx's account set; it runs once tx has committed, and
// never if tx rolls back.
func EnqueueTx(ctx context.Context, tx *db.Tx, args Args, o Options) error {
	return EnqueueManyTx(ctx, tx, []Request{{Args: args, Options: o}})
}

// Job is a job being worked.
type Job[A Args] struct {
	ID          db.ID
	Args        A
	Attempt     int // counts from 1
	MaxAttempts int
	By          db.Actor // who caused the job
}

// Last reports whether the job is not tried again when this attempt fails.
func (j Job[A]) Last() bool { return j.Attempt >= j.MaxAttempts }

// Snooze is returned by a handler to run the job again after d without counting
// the attempt: for waiting on something, such as a payment.
func Snooze(d time.Duration) error { return &snoozeError{d} }

// Cancel is returned by a handler to end the job for good, since trying again
// cannot help; err tells people why.
func Cancel(err error) error { return &cancelError{err} }

type snoozeError struct{ d time.Duration }

func (e *snoozeError) Error() string { return fmt.Sprintf("snooze for %s", e.d) }

type cancelError struct{ err error }

func (e *cancelError) Error() string { return "cancelled: " + e.err.Error() }
func (e *cancelError) Unwrap() error { return e.err }

func (m meta) encode() (string, error) {
	b, err := json.Marshal(m)
	return string(b), err
}
