package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of idempotency keys.
var (
	errMismatch = fault.Define(fault.Conflict, "idempotency.mismatch",
		fault.ZH("这个幂等键已用于另一个请求", "为新的请求换一个新的 Idempotency-Key"),
		fault.EN("This idempotency key was used for another request", "Use a new Idempotency-Key for a new request"))
	errInProgress = fault.Define(fault.Conflict, "idempotency.in_progress",
		fault.ZH("同一个请求正在处理", "稍等片刻，用同一个键再试"),
		fault.EN("The same request is being worked on", "Wait a moment and try again with the same key"))
	errAnswerLost = fault.Define(fault.Conflict, "idempotency.answer_lost",
		fault.ZH("这个请求已经执行过，但当时的答复没有保留", "不要重复提交；刷新后查看结果"),
		fault.EN("This request was carried out, but its answer was not kept", "Do not submit it again; reload to see the result"))
)

const (
	maxKey      = 100
	keepKeys    = 7 * 24 * time.Hour
	maxResponse = 1 << 20 // longer answers are not kept
)

// attempt is one keyed request.
type attempt struct {
	tenant db.ID
	actor  string
	key    string
	hash   string
}

// once runs a write under its idempotency key. The key's row is written in the
// first transaction that the route commits, so that the effect and the memory of
// it are one; a request that commits nothing leaves no row and may be repeated.
func (a *API) once(ctx context.Context, w http.ResponseWriter, r *http.Request, route Route, key string, sc db.Scope, body []byte, run call) {
	if len(key) > maxKey || strings.ContainsFunc(key, func(c rune) bool { return c < ' ' || c > '~' }) {
		var f fault.Fields
		f.Add(keyHeader, fault.ErrFormat.With("expected", "1–100 × ASCII"))
		a.refuse(w, r, f.Err())
		return
	}
	at := attempt{tenant: sc.Tenant, actor: actorKey(sc.Actor, requestOf(r.Context()).access.TokenID), key: key, hash: requestHash(r, body)}
	leave, err := a.flights.enter(ctx, at) // a twin in this process waits for the first
	if err != nil {
		a.refuse(w, r, err)
		return
	}
	defer leave()
	if done, err := a.replay(ctx, w, at); err != nil {
		a.refuse(w, r, err)
		return
	} else if done {
		return
	}

	var committed atomic.Bool
	sc.OnFirstCommit = &db.FirstCommit{Do: func(ctx context.Context, tx *db.Tx) error {
		tx.AfterCommit(func() { committed.Store(true) })
		_, err := tx.Exec(ctx, `INSERT INTO idempotency_key (tenant_id, actor, key, request_hash, created_at) VALUES (?, ?, ?, ?, ?)`,
			int64(at.tenant), at.actor, at.key, at.hash, tx.Now)
		if db.IsDuplicate(err) {
			return errInProgress // a twin in another process was faster
		}
		return err
	}}
	kept := &recorder{header: w.Header()}
	if err := run(ctx, sc, kept, r, body); err != nil {
		if !committed.Load() {
			// What failed may have failed because a twin elsewhere has done it already.
			if done, replayErr := a.replay(ctx, w, at); replayErr != nil {
				err = replayErr
			} else if done {
				return
			}
		}
		a.refuse(kept, r, err)
	}
	if committed.Load() {
		a.keep(ctx, at, kept, route)
	}
	kept.send(w)
}

func actorKey(actor db.Actor, token db.ID) string {
	if token != 0 {
		return "token:" + token.String()
	}
	return "user:" + actor.UserID.String()
}

func requestHash(r *http.Request, body []byte) string {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%s %s?%s\n", r.Method, r.URL.Path, r.URL.RawQuery)
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// replay gives the kept answer of an earlier request with the key; done is false
// when there was none.
func (a *API) replay(ctx context.Context, w http.ResponseWriter, at attempt) (done bool, err error) {
	var (
		hash        string
		status      *int
		contentType *string
		response    *string
		created     db.Time
		found       bool
	)
	err = a.db.View(ctx, db.Scope{Tenant: at.tenant}, func(ctx context.Context, tx *db.Tx) error {
		var err error
		found, err = tx.Row(ctx, `SELECT request_hash, status, content_type, response, created_at FROM idempotency_key WHERE tenant_id = ? AND actor = ? AND key = ?`,
			[]any{int64(at.tenant), at.actor, at.key}, &hash, &status, &contentType, &response, &created)
		return err
	})
	switch {
	case err != nil:
		return false, fmt.Errorf("look up the idempotency key: %w", err)
	case !found:
		return false, nil
	case hash != at.hash:
		return false, errMismatch
	case status == nil && a.db.Engine() == db.Postgres && a.db.Now().Sub(created.Time) < 2*timeLimit:
		// Another process may still be at it; this one is not, or we would not be here.
		return false, errInProgress
	case status == nil || response == nil:
		return false, errAnswerLost
	}
	w.Header().Set("Idempotency-Replayed", "true")
	if contentType != nil && *contentType != "" {
		w.Header().Set("Content-Type", *contentType)
	}
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(*status)
	_, _ = w.Write([]byte(*response))
	return true, nil
}

// keep stores the answer beside the key. When that fails the answer is still
// given; a repetition learns that the change was made.
func (a *API) keep(ctx context.Context, at attempt, kept *recorder, route Route) {
	var response any
	if text := kept.body.String(); len(text) <= maxResponse && (!route.Secret || kept.status >= 300) {
		response = text
	}
	// The client may have gone; the answer is kept for when it asks again.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err := a.db.InTx(ctx, db.Scope{Tenant: at.tenant}, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE idempotency_key SET status = ?, content_type = ?, response = ? WHERE tenant_id = ? AND actor = ? AND key = ?`,
			kept.status, kept.header.Get("Content-Type"), response, int64(at.tenant), at.actor, at.key)
		return err
	})
	if err != nil {
		requestOf(ctx).log.ErrorContext(ctx, "answer not kept for its idempotency key", slog.Any("error", err))
	}
}

// PurgeIdempotencyKeys forgets keys older than a week; a schedule calls it.
func (a *API) PurgeIdempotencyKeys(ctx context.Context) error {
	sets, err := a.tenants.SetIDs(ctx)
	if err != nil {
		return err
	}
	for _, set := range append(sets, 0) { // zero holds the keys of what belongs to no set
		err := a.db.InTx(ctx, db.Scope{Tenant: set, Actor: db.System("purge").Actor}, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM idempotency_key WHERE tenant_id = ? AND created_at < ?`, int64(set), db.At(tx.Now.Add(-keepKeys)))
			return err
		})
		if err != nil {
			return fmt.Errorf("purge idempotency keys: %w", err)
		}
	}
	return nil
}

// recorder holds an answer back until it has been kept.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is that of the real answer.
func (k *recorder) Header() http.Header { return k.header }

// WriteHeader notes the status.
func (k *recorder) WriteHeader(status int) {
	if k.status == 0 {
		k.status = status
	}
}

// Write collects the body.
func (k *recorder) Write(b []byte) (int, error) {
	k.WriteHeader(http.StatusOK)
	return k.body.Write(b)
}

func (k *recorder) send(w http.ResponseWriter) {
	k.WriteHeader(http.StatusOK)
	w.WriteHeader(k.status)
	_, _ = w.Write(k.body.Bytes())
}

// flights lets requests with the same key through one after the other.
type flights struct {
	mu      sync.Mutex
	current map[attempt]chan struct{}
}

func (f *flights) enter(ctx context.Context, at attempt) (leave func(), err error) {
	at.hash = "" // another body under the same key waits too
	for {
		f.mu.Lock()
		if f.current == nil {
			f.current = map[attempt]chan struct{}{}
		}
		other, busy := f.current[at]
		if !busy {
			mine := make(chan struct{})
			f.current[at] = mine
			f.mu.Unlock()
			return func() {
				f.mu.Lock()
				delete(f.current, at)
				f.mu.Unlock()
				close(mine)
			}, nil
		}
		f.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, errInProgress
		}
	}
}
