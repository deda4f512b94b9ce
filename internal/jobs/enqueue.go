package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/huotong/huotong/internal/db"
)

// Jobs are stored by a statement of our own, prepared once: River's takes as long
// as half a sales document on SQLite, most of it parsing its text each time.
const (
	insertChunk = 50
	columns     = "id, args, kind, max_attempts, metadata, created_at, scheduled_at, state, queue, priority"
)

// EnqueueManyTx is EnqueueTx for many jobs at once, in the order given.
func EnqueueManyTx(ctx context.Context, tx *db.Tx, requests []Request) error {
	for part := range slices.Chunk(requests, insertChunk) {
		if err := insertTx(ctx, tx, part); err != nil {
			return fmt.Errorf("enqueue %s: %w", part[0].Args.Kind(), err)
		}
	}
	if len(requests) > 0 && tx.Engine() == db.Postgres && mayNotify(tx.DB()) {
		return wakeWorkersTx(ctx, tx)
	}
	return nil
}

func insertTx(ctx context.Context, tx *db.Tx, part []Request) error {
	values := "(?, ?, ?, ?, ?, ?, ?, CAST(? AS " + stateType(tx.Engine()) + "), 'default', 1)"
	var query strings.Builder
	query.WriteString("INSERT INTO river_job (" + columns + ") VALUES " + values)
	args, lanes := make([]any, 0, 8*len(part)), []any(nil)
	now := tx.Now.Time
	for i, r := range part {
		if i > 0 {
			query.WriteString(", " + values)
		}
		body, err := json.Marshal(r.Args)
		if err != nil {
			return err
		}
		m := meta{Set: tx.Tenant, Subject: r.Options.Subject, Lane: r.Options.Lane, By: actor(tx.Actor)}
		metadata, err := m.encode()
		if err != nil {
			return err
		}
		id, state, at := tx.NewID(), "available", now
		if r.Options.RunAt.After(now) {
			state, at = "scheduled", r.Options.RunAt
		}
		attempts := r.Options.MaxAttempts
		if attempts == 0 {
			attempts = defaultMaxAttempts
		}
		args = append(args, id, string(body), r.Args.Kind(), attempts, metadata, riverTime(tx.Engine(), now), riverTime(tx.Engine(), at), state)
		if m.laned() {
			lanes = append(lanes, int64(tx.Tenant), m.Lane, id)
		}
	}
	if _, err := tx.Exec(ctx, query.String(), args...); err != nil || lanes == nil {
		return err
	}
	_, err := tx.Exec(ctx, "INSERT INTO job_lane (tenant_id, lane, job_id) VALUES "+db.Tuples(len(lanes)/3, 3), lanes...)
	return err
}

// riverTime is t as River stores it.
func riverTime(e db.Engine, t time.Time) any {
	if e == db.Postgres {
		return t.UTC()
	}
	return t.UTC().Round(time.Millisecond).Format("2006-01-02 15:04:05.999")
}

// notifyEvery keeps transactions from telling the workers too often: PostgreSQL
// commits those that do one after the other. What is left out is found by polling.
const notifyEvery = 50 * time.Millisecond

var notified sync.Map // of *db.DB → *atomic.Int64, microseconds of the last time

func mayNotify(d *db.DB) bool {
	v, _ := notified.LoadOrStore(d, new(atomic.Int64))
	last, now := v.(*atomic.Int64), d.Now().UnixMicro()
	before := last.Load()
	return now-before >= notifyEvery.Microseconds() && last.CompareAndSwap(before, now) || now < before
}

// NextTx tells when the next job of tx's account set with the same kind and
// arguments is to be run; the zero time when none waits. One at work or over does
// not count.
func NextTx(ctx context.Context, tx *db.Tx, args Args) (at time.Time, err error) {
	body, err := json.Marshal(args)
	if err != nil {
		return at, err
	}
	same := "json(args) = json(?)"
	if tx.Engine() == db.Postgres {
		same = "args = CAST(? AS jsonb)"
	}
	var micros *int64
	_, err = tx.Row(ctx, "SELECT MIN("+timeSQL(tx.Engine(), "scheduled_at")+`) FROM river_job
		WHERE kind = ? AND state IN ('available', 'pending', 'scheduled', 'retryable') AND `+same+" AND metadata ->> 'set' = ?",
		[]any{args.Kind(), string(body), tx.Tenant.String()}, &micros)
	if err != nil {
		return at, fmt.Errorf("look for a job %s: %w", args.Kind(), err)
	}
	if micros != nil {
		at = time.UnixMicro(*micros)
	}
	return at, nil
}
