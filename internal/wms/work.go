package wms

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/secret"
)

const (
	// workFor is how long one run goes on before it hands over to the next.
	workFor = time.Minute
	// batch is how many due notices are fetched at a time.
	batch = 50
	// maxSilent is after how many calls in a row without an answer the WMS is left alone.
	maxSilent = 3
	holdFor   = time.Minute
	// lease is when a call is taken for lost whose process ended; longer than any call.
	lease = 2 * callWithin
	// maxAttempts is how often a version is tried by itself, over about three hours.
	maxAttempts = 10
	firstPause  = 30 * time.Second
	longest     = time.Hour
	sweepEvery  = 5 * time.Minute
)

// pause is how long a notice waits after so many tries: 30 s, 1, 2, 4 … 60 minutes.
func pause(attempts int64) time.Duration {
	if attempts > 8 {
		return longest
	}
	return min(firstPause<<max(attempts-1, 0), longest)
}

// workArgs have the due notices of the set pushed.
type workArgs struct{}

// Kind names the job; it is a wire format.
func (workArgs) Kind() string { return "wms.push" }

type sweepArgs struct{}

// Kind names the job; it is a wire format.
func (sweepArgs) Kind() string { return "wms.sweep" }

// work may run any number of times: what is due stands in the notices, and a version that
// is sent again is sent under the same key.
func (s *Service) work(ctx context.Context, sc db.Scope, _ jobs.Job[workArgs]) error {
	until, silent := s.db.Now().Add(workFor), 0
	for silent < maxSilent && s.db.Now().Before(until) {
		ids, err := s.due(ctx, sc)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			break
		}
		for _, id := range ids {
			a, err := s.step(ctx, sc, id)
			switch {
			case err != nil:
				return err
			case a == nil:
				continue
			case a.outcome != OutcomeUnanswered:
				silent = 0
				continue
			}
			if silent++; silent == maxSilent {
				break
			}
		}
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		set, err := settingTx(ctx, tx)
		if err != nil || set.ready() != nil {
			return err // the sweep goes on when it is set up
		}
		var next db.Time
		if _, err := tx.Row(ctx, "SELECT MIN(due_at) FROM wms_notice WHERE tenant_id = ? AND due_at IS NOT NULL", []any{tx.Tenant}, &next); err != nil {
			return fmt.Errorf("find the notice that is due next: %w", err)
		}
		if next.IsZero() {
			return nil
		}
		if held := db.At(tx.Now.Add(holdFor)); silent == maxSilent && next.Before(held.Time) {
			next = held
		}
		return wakeTx(ctx, tx, next)
	})
}

func (s *Service) due(ctx context.Context, sc db.Scope) (ids []db.ID, err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		ids = nil
		set, err := settingTx(ctx, tx)
		if err != nil || set.ready() != nil {
			return err
		}
		return tx.Each(ctx, "SELECT id FROM wms_notice WHERE tenant_id = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?", []any{tx.Tenant, tx.Now, batch}, func(rows *sql.Rows) error {
			var id db.ID
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		})
	})
	return ids, err
}

// call is a push that was written down and is to be made.
type call struct {
	notice   *Notice
	number   int64
	endpoint string
	secret   secret.Text
}

// step looks at a notice, and pushes it if there is something to tell; the answer is nil
// otherwise.
func (s *Service) step(ctx context.Context, sc db.Scope, id db.ID) (*answer, error) {
	var c *call
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		c, err = s.beginTx(ctx, tx, id)
		return err
	})
	if err != nil || c == nil {
		return nil, err
	}
	a := s.send(ctx, c)
	// The process may be stopping; what happened must be kept all the same.
	return a, s.db.InTx(context.WithoutCancel(ctx), sc, func(ctx context.Context, tx *db.Tx) error { return endTx(ctx, tx, c, a) })
}

// beginTx brings a notice up to date with its order, and writes the call down that tells it.
func (s *Service) beginTx(ctx context.Context, tx *db.Tx, id db.ID) (*call, error) {
	n, err := noticeTx(ctx, tx, "n.id = ?", id, true)
	if err != nil || n == nil || n.DueAt.IsZero() || n.DueAt.After(tx.Now.Time) {
		return nil, err
	}
	set, err := settingTx(ctx, tx)
	if err != nil || set.ready() != nil {
		return nil, err
	}
	orders, err := s.purchases.OrdersTx(ctx, tx, []db.ID{n.OrderID}, false)
	if err != nil {
		return nil, err
	}
	content, err := s.contentTx(ctx, tx, set, orders[n.OrderID])
	if err != nil {
		return nil, err
	}
	if content != n.Content || n.Version == 0 {
		n.Version, n.Content, n.State, n.Attempts, n.Why = n.Version+1, content, StateWaiting, 0, nil
	}
	if n.TriedVersion == 0 && !set.awaits(orders[n.OrderID]) { // the WMS never heard of it
		n.State = StateWithdrawn
	}
	if n.State != StateWaiting {
		n.DueAt = db.Time{}
		tell(tx, n.OrderID)
		return nil, n.updateTx(ctx, tx)
	}
	n.Attempts++
	n.TriedVersion, n.DueAt = n.Version, db.At(tx.Now.Add(lease))
	if err := n.updateTx(ctx, tx); err != nil {
		return nil, err
	}
	c := &call{notice: n, endpoint: set.Endpoint}
	if c.secret, err = s.box.Open(secretPurpose, int64(tx.Tenant), set.sealed); err != nil {
		return nil, err
	}
	c.number, err = beginPushTx(ctx, tx, n)
	return c, err
}

// endTx keeps how a call ended. What was asked of the notice meanwhile stays due.
func endTx(ctx context.Context, tx *db.Tx, c *call, a *answer) error {
	if err := endPushTx(ctx, tx, c.notice.ID, c.number, a); err != nil {
		return err
	}
	n, err := noticeTx(ctx, tx, "n.id = ?", c.notice.ID, true)
	if err != nil || n == nil || n.Version != c.notice.Version || n.State != StateWaiting {
		return err
	}
	asked := !n.DueAt.Equal(c.notice.DueAt.Time)
	var next db.Time
	switch {
	case a.outcome == OutcomeTaken:
		if err := n.takenTx(ctx, tx, a); err != nil {
			return err
		}
	case a.outcome == OutcomeRefused:
		n.State, n.Why = StateRefused, a.why
	case n.Attempts >= maxAttempts:
		n.State, n.Why = StateFailed, a.why
	default:
		n.Why, next = a.why, db.At(tx.Now.Add(pause(n.Attempts)))
	}
	if !asked {
		n.DueAt = next
	}
	if n.State == StateRefused || n.State == StateFailed {
		if err := n.saidTx(ctx, tx, "wms_"+string(n.State)); err != nil {
			return err
		}
	}
	tell(tx, n.OrderID)
	return n.updateTx(ctx, tx)
}

// takenTx notes that the WMS took the version.
func (n *Notice) takenTx(ctx context.Context, tx *db.Tx, a *answer) error {
	n.SentVersion, n.SentAt, n.Attempts, n.Why = n.Version, tx.Now, 0, nil
	if n.State = StateSent; n.status() == StatusCancelled {
		n.State = StateWithdrawn
	}
	if a.externalNo == "" || a.externalNo == n.ExternalNo {
		return nil
	}
	other, err := noticeTx(ctx, tx, "n.external_no = ?", a.externalNo, false)
	switch {
	case err != nil:
		return err
	case other != nil && other.ID != n.ID:
		n.State, n.Why = StateRefused, ErrExternalTaken.With("external", a.externalNo, "no", other.OrderNo)
	default:
		n.ExternalNo = a.externalNo
	}
	return nil
}

// saidTx writes a line of the log of the purchase order.
func (n *Notice) saidTx(ctx context.Context, tx *db.Tx, action string) error {
	after := map[string]any{"noticeVersion": n.Version}
	if n.Why != nil {
		after["refusal"] = n.Why.Code
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: "purchase", EntityID: n.OrderID, EntityNo: n.OrderNo, After: after})
}

// sweepJob gives sets with something due a job, should theirs have been lost, or the
// connection have been set up since. It may run twice: the second finds the jobs of the first.
func (s *Service) sweepJob(ctx context.Context, sc db.Scope, _ jobs.Job[sweepArgs]) error {
	return jobs.EachSet(ctx, sc, s.sets, func(ctx context.Context, own db.Scope) error { return s.db.InTx(ctx, own, sweepTx) })
}

func sweepTx(ctx context.Context, tx *db.Tx) error {
	found, err := tx.Row(ctx, "SELECT 1 FROM wms_notice WHERE tenant_id = ? AND due_at <= ? LIMIT 1", []any{tx.Tenant, tx.Now}, new(int))
	if err != nil || !found {
		return err
	}
	set, err := settingTx(ctx, tx)
	if err != nil || set.ready() != nil {
		return err
	}
	return wakeTx(ctx, tx, tx.Now)
}

// ErrExternalTaken has the parameters external and no.
var ErrExternalTaken = fault.Define(fault.Conflict, "wms.external_taken",
	fault.ZH("WMS 返回的单号 {external} 已属于采购单 {no} 的到货通知", "请 WMS 管理员核对：每张到货通知的单号必须不同；改好后重新推送"),
	fault.EN("The WMS gave the number {external}, which belongs to the notice of {no}", "Have the WMS give each notice a number of its own, then push again"))
