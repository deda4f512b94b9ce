package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
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

// EnqueueMissingTx is EnqueueManyTx without those for which a job of the same kind
// and arguments waits already.
func EnqueueMissingTx(ctx context.Context, tx *db.Tx, requests []Request) error {
	wanted := make([]Args, len(requests))
	for i := range requests {
		wanted[i] = requests[i].Args
	}
	next, err := NextManyTx(ctx, tx, wanted)
	if err != nil {
		return err
	}
	missing := make([]Request, 0, len(requests))
	for i := range requests {
		if next[i].IsZero() {
			missing = append(missing, requests[i])
		}
	}
	return EnqueueManyTx(ctx, tx, missing)
}

// NextTx tells when the next job of tx's account set with the same kind and
// arguments is to be run; the zero time when none waits. One at work or over does
// not count.
func NextTx(ctx context.Context, tx *db.Tx, args Args) (time.Time, error) {
	next, err := NextManyTx(ctx, tx, []Args{args})
	if err != nil {
		return time.Time{}, err
	}
	return next[0], nil
}

// NextManyTx is NextTx for many at once, in the order given.
func NextManyTx(ctx context.Context, tx *db.Tx, list []Args) ([]time.Time, error) {
	wanted := make([]waiting, len(list))
	for i, a := range list {
		body, err := json.Marshal(a)
		if err != nil {
			return nil, err
		}
		wanted[i] = waiting{a.Kind(), string(body)}
	}
	due := make(map[waiting]time.Time, len(list))
	for part := range slices.Chunk(wanted, nextChunk) {
		if err := dueTx(ctx, tx, part, due); err != nil {
			return nil, fmt.Errorf("look for jobs %s: %w", part[0].kind, err)
		}
	}
	out := make([]time.Time, len(list))
	for i, w := range wanted {
		out[i] = due[w]
	}
	return out, nil
}

// waiting names the jobs that do the same: their arguments as we write them.
type waiting struct{ kind, args string }

const nextChunk = 500

// dueTx notes when the next job of each is to be run. The waiting jobs are read once
// and then joined, since no index leads to a job by its arguments. A write transaction
// locks those it finds: River passes over a job that is locked, so none starts, and ends
// without what tx has made due, before tx has committed. Those that River itself has
// locked, about to run or to make them due, do not count: waiting for them could be a
// deadlock, since River's scheduler waits for tx, and one job more does no harm.
func dueTx(ctx context.Context, tx *db.Tx, part []waiting, due map[waiting]time.Time) error {
	kept, wanted := "json(args)", "json(column2)"
	if tx.Engine() == db.Postgres {
		kept, wanted = "args", "CAST(column2 AS jsonb)"
	}
	args, kinds := make([]any, 0, 2*len(part)+3), map[string]bool{}
	for _, w := range part {
		args = append(args, w.kind, w.args)
		kinds[w.kind] = true
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		args = append(args, kind)
	}
	lock := tx.ForKeyShare()
	if lock != "" {
		lock += " SKIP LOCKED"
	}
	// IS TRUE makes PostgreSQL look each job up among the wanted, however few it takes them for.
	query := "WITH w AS (SELECT column1 AS kind, column2 AS args, " + wanted + " AS body FROM (VALUES " + db.Tuples(len(part), 2) + `) AS v)
		SELECT w.kind, w.args, j.due FROM w JOIN (SELECT kind, body, MIN(due) AS due FROM (
			SELECT kind, ` + kept + " AS body, " + timeSQL(tx.Engine(), "scheduled_at") + " AS due FROM river_job WHERE kind IN " + db.Tuples(1, len(kinds)) + `
			AND state IN ('available', 'pending', 'scheduled', 'retryable') AND metadata ->> 'set' = ?
			AND ((kind, ` + kept + ") IN (SELECT kind, body FROM w)) IS TRUE" + lock + `) AS k
		GROUP BY kind, body) AS j ON j.kind = w.kind AND j.body = w.body`
	return tx.Each(ctx, query, append(args, tx.Tenant.String()), func(rows *sql.Rows) error {
		var (
			w      waiting
			micros int64
		)
		err := rows.Scan(&w.kind, &w.args, &micros)
		due[w] = time.UnixMicro(micros)
		return err
	})
}
