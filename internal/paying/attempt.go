package paying

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// AttemptState is what came of a payment without password.
type AttemptState string

// The states.
const (
	AttemptOpen     AttemptState = "open"     // written down; perhaps sent
	AttemptChecking AttemptState = "checking" // sent without a clear answer: the order is read
	AttemptPaid     AttemptState = "paid"     // 1688 says that the order is paid
	AttemptRefused  AttemptState = "refused"  // 1688 said no
	AttemptNotPaid  AttemptState = "not_paid" // never answered, and the order was not paid for long enough; or never sent
)

// Attempt is one payment without password that was asked of 1688.
type Attempt struct {
	ID            db.ID
	RequestID     db.ID
	AccountID     db.ID
	PlatformOrder db.ID
	PlatformID    string
	Amount        dec.Amount
	Channel       string
	State         AttemptState
	Code          string // what 1688 said
	Message       string
	Looked        int64 // how often the order was read since without finding it paid
	CreatedAt     db.Time
	SentAt        db.Time // written before the call
	EndedAt       db.Time
}

const attemptColumns = `id, request_id, buyer_account_id, platform_order_id, platform_id, amount, channel, state, code, message, looked, created_at, sent_at, ended_at`

func attemptsTx(ctx context.Context, tx *db.Tx, cond string, args []any, lock string) ([]*Attempt, error) {
	var list []*Attempt
	err := tx.Each(ctx, "SELECT "+attemptColumns+" FROM pay_attempt WHERE tenant_id = ? AND "+cond+" ORDER BY id"+lock, append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		a := &Attempt{}
		err := rows.Scan(&a.ID, &a.RequestID, &a.AccountID, &a.PlatformOrder, &a.PlatformID, &a.Amount, &a.Channel, &a.State, &a.Code, &a.Message, &a.Looked, &a.CreatedAt, &a.SentAt, &a.EndedAt)
		list = append(list, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read payments without password: %w", err)
	}
	return list, nil
}

func (a *Attempt) keepTx(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, "UPDATE pay_attempt SET state = ?, code = ?, message = ?, looked = ?, sent_at = ?, ended_at = ? WHERE tenant_id = ? AND id = ?",
		a.State, a.Code, a.Message, a.Looked, a.SentAt, a.EndedAt, tx.Tenant, a.ID)
	if err != nil {
		return fmt.Errorf("update payment without password: %w", err)
	}
	live.PublishTx(tx, Topic, map[string]any{"id": a.RequestID})
	return nil
}

// notBeingPaidTx refuses to go on while a payment of the request has no outcome: what is on
// its way cannot be stopped.
func (r *Request) notBeingPaidTx(ctx context.Context, tx *db.Tx) error {
	list, err := attemptsTx(ctx, tx, "request_id = ? AND state IN ('open', 'checking')", []any{r.ID}, "")
	if err == nil && len(list) > 0 {
		err = ErrBeingPaid.With("order", list[0].PlatformID)
	}
	return err
}

// endAttemptTx notes that the order of an attempt is paid.
func endAttemptTx(ctx context.Context, tx *db.Tx, order db.ID) error {
	list, err := attemptsTx(ctx, tx, "platform_order_id = ? AND state IN ('open', 'checking')", []any{order}, tx.ForUpdate())
	if err != nil || len(list) == 0 {
		return err
	}
	list[0].State, list[0].EndedAt = AttemptPaid, tx.Now
	return list[0].keepTx(ctx, tx)
}

// attemptArgs asks for an attempt to be carried out, or looked up.
type attemptArgs struct {
	AttemptID db.ID `json:"attemptId"`
}

// Kind names the job; it is a wire format.
func (attemptArgs) Kind() string { return "paying.attempt" }

// PayWithoutPassword asks 1688 to take the money for the orders of an approved request by
// agreement. What comes of it is seen in the orders.
func (s *Service) PayWithoutPassword(ctx context.Context, sc db.Scope, id db.ID, version int64, payChannel string, within tenant.DataScope) error {
	ready, err := s.toPay(ctx, sc, []Seen{{id, version}}, within)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		again, err := s.askTx(ctx, tx, ready.ids, within)
		if err != nil {
			return err
		}
		if err := startAttemptsTx(ctx, tx, again, payChannel); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "ask_pay", Entity: entity, EntityID: id, EntityNo: again.requests[0].No, After: map[string]any{"amount": again.amount()}})
	})
}

// startAttemptsTx writes down an attempt for each order of a request, with its job.
func startAttemptsTx(ctx context.Context, tx *db.Tx, p *payable, payChannel string) error {
	orders := []any{}
	for _, o := range p.orders {
		orders = append(orders, o.id)
	}
	already, err := attemptsTx(ctx, tx, "platform_order_id IN "+db.Tuples(1, len(orders))+" AND state IN ('open', 'checking')", orders, "")
	if err != nil {
		return err
	}
	if len(already) > 0 {
		return ErrBeingPaid.With("order", already[0].PlatformID)
	}
	const columns = 11
	args, wanted := make([]any, 0, len(p.orders)*columns), make([]jobs.Request, len(p.orders))
	for i, o := range p.orders {
		id := tx.NewID()
		args = append(args, tx.Tenant, id, p.requests[0].ID, p.account, o.id, o.platformID, o.amount, payChannel, AttemptOpen, tx.Actor.UserID, tx.Now)
		wanted[i] = attemptJobOf(id, p.account, o.platformID)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO pay_attempt (tenant_id, id, request_id, buyer_account_id, platform_order_id, platform_id, amount, channel, state, created_by, created_at)
		VALUES `+db.Tuples(len(p.orders), columns), args...); err != nil {
		return fmt.Errorf("write payments without password down: %w", err)
	}
	return jobs.EnqueueManyTx(ctx, tx, wanted)
}

// attemptJobOf asks for an attempt to be carried out, one of an account after the other.
func attemptJobOf(id, account db.ID, platformID string) jobs.Request {
	return jobs.Request{Args: attemptArgs{id}, Options: jobs.Options{Lane: "paying:" + account.String(), Subject: platformID}}
}

const (
	// sendWithin is how long after the intent was written the call may still leave.
	sendWithin = 5 * time.Second
	// callWithin bounds the call itself, waiting for its turn included.
	callWithin = time.Minute
	// settleTime is how long 1688 may take to show that an order is paid; before it, not
	// paid proves nothing.
	settleTime = 10 * time.Minute
	// looksNeeded is how often the order must be read and not be paid.
	looksNeeded = 4
	// throttlePause is how long to wait after 1688 wanted fewer calls.
	throttlePause = 10 * time.Second
)

var errTooLate = errors.New("the call was held up and not sent")

// attemptJob carries an attempt out, from whatever state a former run left it in. It may
// run twice and never pays twice: the time of sending is written before the call, and
// what was sent is looked up in the order only.
func (s *Service) attemptJob(ctx context.Context, sc db.Scope, j jobs.Job[attemptArgs]) error {
	a, send, err := s.beginAttempt(ctx, sc, j.Args.AttemptID)
	if err != nil || a == nil {
		return err
	}
	if send {
		err := s.sendAttempt(ctx, sc, a)
		if err != nil || a.State != AttemptChecking {
			return err
		}
	}
	return s.lookAttempt(ctx, sc, a)
}

// beginAttempt finds out whether the attempt is to be sent; nil when it has ended. It ends
// unsent when the request lost its approval meanwhile.
func (s *Service) beginAttempt(ctx context.Context, sc db.Scope, id db.ID) (a *Attempt, send bool, err error) {
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		a, send = nil, false
		list, err := attemptsTx(ctx, tx, "id = ?", []any{id}, tx.ForUpdate())
		if err != nil || len(list) == 0 || !list[0].EndedAt.IsZero() {
			return err
		}
		now := list[0]
		if now.State != AttemptOpen || !now.SentAt.IsZero() {
			a, now.State = now, AttemptChecking // the process died, or the answer was lost
			return now.keepTx(ctx, tx)
		}
		r, err := requestTx(ctx, tx, now.RequestID, "")
		if err != nil {
			return err
		}
		if r.State == StateApproved {
			a, send, now.SentAt = now, true, tx.Now
		} else {
			now.State, now.EndedAt = AttemptNotPaid, tx.Now
		}
		return now.keepTx(ctx, tx)
	})
	return a, send, err
}

// sendAttempt makes the call of an attempt that was just marked as sent.
func (s *Service) sendAttempt(ctx context.Context, sc db.Scope, a *Attempt) error {
	bounded, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	var reply *open1688.Withheld
	sent := false
	err := s.shops.Call(bounded, sc, a.AccountID, func(ctx context.Context, c *open1688.Client, token open1688.Token) (err error) {
		if s.db.Now().Sub(a.SentAt.Time) > sendWithin {
			return errTooLate
		}
		sent = true
		reply, _, err = c.Trade.PreparePay(ctx, token, open1688.WithholdRequest{
			OrderID: open1688.ID(a.PlatformID), Channel: a.Channel, Amount: open1688.Fen(a.Amount.Fen()), RequestID: strconv.FormatInt(int64(a.ID), 10),
		})
		return err
	})
	var said *open1688.Error
	switch {
	case err == nil && reply.Channel != "":
		a.Channel = reply.Channel
		a.State = AttemptChecking // paid or not, the order tells
	case err == nil, open1688.IsUnknown(err), sent && ctx.Err() != nil:
		a.State = AttemptChecking
	case open1688.IsRateLimited(err), errors.Is(err, errTooLate):
		// It was not carried out, and nobody else sends it.
		if err := s.saveAttempt(ctx, sc, a, func() { a.SentAt = db.Time{} }); err != nil {
			return err
		}
		return jobs.Snooze(throttlePause)
	case errors.As(err, &said):
		return s.saveAttempt(ctx, sc, a, func() {
			a.State, a.Code, a.Message = AttemptRefused, said.Code, said.Message
		})
	default: // before anything was sent: no authorisation, account switched off
		e := fault.As(channel.Explain(err))
		if e == nil || sent {
			a.State = AttemptChecking
			break
		}
		return s.saveAttempt(ctx, sc, a, func() {
			a.State, a.Code, a.Message = AttemptRefused, e.Code, e.Detail("zh-CN")
		})
	}
	return s.saveAttempt(ctx, sc, a, func() {})
}

// saveAttempt writes what came of an attempt, unless it has ended meanwhile.
func (s *Service) saveAttempt(ctx context.Context, sc db.Scope, a *Attempt, change func()) error {
	return s.db.InTx(context.WithoutCancel(ctx), sc, func(ctx context.Context, tx *db.Tx) error {
		list, err := attemptsTx(ctx, tx, "id = ?", []any{a.ID}, tx.ForUpdate())
		if err != nil || len(list) == 0 {
			return err
		}
		if !list[0].EndedAt.IsZero() {
			*a = *list[0]
			return nil
		}
		change()
		if a.State != AttemptOpen && a.State != AttemptChecking {
			a.EndedAt = tx.Now
		}
		return a.keepTx(ctx, tx)
	})
}

// lookAttempt reads the order of an attempt without a clear answer. When it is paid, the
// fact has ended the attempt; when it is not, for long enough, another may be made.
func (s *Service) lookAttempt(ctx context.Context, sc db.Scope, a *Attempt) error {
	if err := s.platform.Read(ctx, sc, a.AccountID, a.PlatformID); err != nil {
		return err // tried again, ever more seldom, for days
	}
	if err := s.saveAttempt(ctx, sc, a, func() {
		a.Looked++
		if a.Looked >= looksNeeded && s.db.Now().Sub(a.SentAt.Time) >= settleTime {
			a.State = AttemptNotPaid
		}
	}); err != nil {
		return err
	}
	if !a.EndedAt.IsZero() {
		return nil
	}
	return jobs.Snooze(lookPause(a.Looked))
}

// lookPause is how long to wait before the order is read again.
func lookPause(looked int64) time.Duration {
	if looked < 3 {
		return 5 * time.Second
	}
	return 3 * time.Minute
}

// enqueueAttemptsTx gives attempts without an end the job they may have lost.
func enqueueAttemptsTx(ctx context.Context, tx *db.Tx) error {
	list, err := attemptsTx(ctx, tx, "state IN ('open', 'checking')", nil, "")
	if err != nil {
		return err
	}
	wanted := make([]jobs.Request, len(list))
	for i, a := range list {
		wanted[i] = attemptJobOf(a.ID, a.AccountID, a.PlatformID)
	}
	return jobs.EnqueueMissingTx(ctx, tx, wanted)
}
