package platform

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

const (
	// sweepEvery is how late an order is asked about at most, beside messages.
	sweepEvery = time.Minute
	// pollFor is how long a job works before others get their turn.
	pollFor = 20 * time.Second
	// pollAtOnce is how many orders are taken up together.
	pollAtOnce = 100
	// maxSilent is after how many calls in a row without an answer 1688 is left alone.
	maxSilent = 3
	// unwatchedPause is how long an account rests whose changes cannot be looked through.
	unwatchedPause = 15 * time.Minute
	// toldAfter is after how many failures in a row a person is told.
	toldAfter = 5
)

// everywhere is the reach of the program itself.
var everywhere = tenant.Limit{All: true}

// errFailing has the parameters no, count and message.
var errFailing = fault.Define(fault.Internal, "platform_order.log.failing",
	fault.ZH("1688 订单 {no} 连续 {count} 次没有读到：{message}", "在“1688订单”里筛选“读取失败”查看"),
	fault.EN("The 1688 order {no} could not be read {count} times in a row: {message}", "See it in the list of 1688 orders, under reading failed"))

// errProgram is kept of an order that could not be read for a reason that means nothing
// to people; the log has it.
var errProgram = fault.Define(fault.Internal, "platform_order.failed",
	fault.ZH("读取订单时系统出错", "系统会自动再试；若一直如此，把订单号发给管理员"),
	fault.EN("The program failed on the order", "It is tried again by itself; if it stays, give its number to your administrator"))

type sweepArgs struct{}

// Kind names the job; it is a wire format.
func (sweepArgs) Kind() string { return "platform.sweep" }

type pollArgs struct {
	Account db.ID `json:"account"`
}

// Kind names the job; it is a wire format.
func (pollArgs) Kind() string { return "platform.poll" }

// RegisterJobs adds the workers and schedules of this package. sets lists the account sets.
func (s *Service) RegisterJobs(r *jobs.Registry, sets func(context.Context) ([]db.ID, error)) {
	s.sets = sets
	jobs.Handle(r, s.workSweep)
	jobs.Handle(r, s.workPoll)
	jobs.Handle(r, s.workFetch, jobs.Policy{Backoff: fetchBackoff, Timeout: 10 * time.Minute})
	r.Every(sweepEvery, sweepArgs{})
}

// pollRequest is the job of an account. Reading does not wait for orders to be placed.
func pollRequest(account db.ID) jobs.Request {
	return jobs.Request{Args: pollArgs{account}, Options: jobs.Options{Lane: "platform:" + account.String(), MaxAttempts: 3}}
}

// authorisedTx goes on with an account that is authorised again; it is a
// channel.AuthorisedFunc.
func (s *Service) authorisedTx(ctx context.Context, tx *db.Tx, account db.ID) error {
	p, err := s.shops.BuyerTx(ctx, tx, account)
	if errors.Is(err, channel.ErrShopNotFound) { // a shop, which buys nothing
		return nil
	}
	if err != nil {
		return err
	}
	if err := resumeFetchesTx(ctx, tx, p.ID); err != nil {
		return err
	}
	return enqueuePollTx(ctx, tx, p.ID)
}

func enqueuePollTx(ctx context.Context, tx *db.Tx, account db.ID) error {
	return jobs.EnqueueMissingTx(ctx, tx, []jobs.Request{pollRequest(account)})
}

// workSweep gives every account that has something to ask a job. It may run twice: the
// second finds the jobs of the first. Accounts without authorisation wait.
func (s *Service) workSweep(ctx context.Context, sc db.Scope, _ jobs.Job[sweepArgs]) error {
	return jobs.EachSet(ctx, sc, s.sets, func(ctx context.Context, own db.Scope) error {
		if err := s.sweep(ctx, own); !errors.Is(err, tenant.ErrModuleOff) {
			return err
		}
		return nil
	})
}

func (s *Service) sweep(ctx context.Context, sc db.Scope) error {
	accounts, err := s.shops.Accounts(ctx, sc, channel.Buy, everywhere)
	if err != nil || len(accounts) == 0 {
		return err
	}
	var waiting []db.ID
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		waiting = nil
		return tx.Each(ctx, `SELECT h.id FROM shop h WHERE h.tenant_id = ? AND h.buys = TRUE AND (
				EXISTS (SELECT 1 FROM platform_order o WHERE o.tenant_id = ? AND o.account_id = h.id AND o.next_poll_at <= ?)
				OR NOT EXISTS (SELECT 1 FROM platform_watch w WHERE w.tenant_id = ? AND w.account_id = h.id AND w.watched_to > ?))`,
			[]any{tx.Tenant, tx.Tenant, tx.Now, tx.Tenant, db.At(tx.Now.Add(-watchEvery))}, func(rows *sql.Rows) error {
				var id db.ID
				err := rows.Scan(&id)
				waiting = append(waiting, id)
				return err
			})
	})
	if err != nil {
		return err
	}
	var wanted []jobs.Request
	for _, a := range accounts {
		if a.Authorised() && slices.Contains(waiting, a.ID) {
			wanted = append(wanted, pollRequest(a.ID))
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return jobs.EnqueueMissingTx(ctx, tx, wanted) })
}

// workPoll asks about what is due of an account: what changed since it was last looked
// through, then the orders whose time has come. It is idempotent: an answer is recorded
// once, whoever asked for it.
func (s *Service) workPoll(ctx context.Context, sc db.Scope, j jobs.Job[pollArgs]) error {
	account, until, silent := j.Args.Account, s.db.Now().Add(pollFor), 0
	unwatched := s.watch(ctx, sc, account)
	if accountStops(unwatched) || ctx.Err() != nil || errors.Is(channel.Explain(unwatched), channel.ErrUnreachable) {
		return s.held(ctx, unwatched)
	}
	if unwatched != nil { // such as a permission that the app lacks: orders can be asked about all the same
		s.log.ErrorContext(ctx, "the changes of an account cannot be looked through", "account", account, "err", unwatched)
	}
	for {
		due, err := s.due(ctx, sc, account)
		if err == nil && len(due) == 0 && unwatched != nil {
			return jobs.Snooze(unwatchedPause)
		}
		if err != nil || len(due) == 0 {
			return err
		}
		if s.db.Now().After(until) { // others have their turn
			return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
				return jobs.EnqueueManyTx(ctx, tx, []jobs.Request{pollRequest(account)})
			})
		}
		due, err = s.readTogether(ctx, sc, account, due)
		if err != nil {
			return s.held(ctx, err)
		}
		for _, d := range due {
			if s.db.Now().After(until) {
				break
			}
			left := whatStood{d.failures, db.At(s.db.Now()), "<="}
			read, err := s.readOne(ctx, sc, account, d.number)
			if accountStops(err) || ctx.Err() != nil {
				return s.held(ctx, err)
			}
			if read != nil && err != nil { // its parcels could not be
				left = whatStood{read.Failures, read.NextPollAt, "="}
			}
			if err := s.polled(ctx, sc, account, d, left, err); err != nil {
				return err
			}
			if !errors.Is(channel.Explain(err), channel.ErrUnreachable) {
				silent = 0
			} else if silent++; silent == maxSilent {
				return jobs.Snooze(time.Minute)
			}
		}
	}
}

// held says what becomes of a job whose account cannot be worked with now. One without
// authorisation goes on with the next, one that was removed never.
func (s *Service) held(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return err
	case open1688.IsUsageExhausted(err):
		return jobs.Snooze(15 * time.Minute)
	case open1688.IsRateLimited(err), errors.Is(channel.Explain(err), channel.ErrUnreachable):
		return jobs.Snooze(time.Minute)
	case accountStops(err):
		return nil
	}
	return err
}

// failurePause is how long an order that could not be read is left alone: 5, 10, 20 …
// minutes, at most half a day.
func failurePause(failures int64) time.Duration {
	return min(5*time.Minute<<min(max(failures-1, 0), 10), 12*time.Hour)
}

// whatStood is how one who asked about an order left it: with so many failures in a row,
// and due at next or, not having read it, no later.
type whatStood struct {
	failures int64
	next     db.Time
	due      string // = or <=
}

// polled sees to it that an order is not due any more after it was asked about: a failure
// is kept with the order, and told in the account's log when there are many in a row. What
// was read of the order meanwhile stands, and so does the wish to ask about it again.
func (s *Service) polled(ctx context.Context, sc db.Scope, account db.ID, d dueOrder, left whatStood, failure error) error {
	if failure == nil {
		return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			// An answer older than what stands changes nothing, also not the time.
			_, err := tx.Exec(ctx, "UPDATE platform_order SET next_poll_at = ? WHERE tenant_id = ? AND id = ? AND next_poll_at <= ?",
				db.At(tx.Now.Add(time.Hour)), tx.Tenant, d.id, left.next)
			return err
		})
	}
	why := fault.As(channel.Explain(failure))
	if why == nil {
		s.log.ErrorContext(ctx, "an order of 1688 could not be read", "order", d.number, "err", failure)
		why = errProgram
	}
	failures := d.failures + 1
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		n, err := tx.Exec(ctx, "UPDATE platform_order SET failures = ?, trouble = ?, next_poll_at = ? WHERE tenant_id = ? AND id = ? AND failures = ? AND next_poll_at "+left.due+" ?",
			failures, keepTrouble(why), db.At(tx.Now.Add(failurePause(failures))), tx.Tenant, d.id, left.failures, left.next)
		if err != nil {
			return fmt.Errorf("keep that order %s failed: %w", d.number, err)
		}
		if n == 0 || failures < toldAfter {
			return nil
		}
		if _, err := s.standTx(ctx, tx, d.id); err != nil || failures > toldAfter {
			return err
		}
		return s.shops.ShopLogTx(ctx, tx, account, errFailing.With("no", d.number, "count", failures, "message", why.Detail("zh-CN")), true)
	})
}
