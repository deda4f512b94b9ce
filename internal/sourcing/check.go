package sourcing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of checking sources.
var (
	// ErrNoAccount refuses to ask 1688 without a buyer account.
	ErrNoAccount = fault.Define(fault.Conflict, "source.no_account",
		fault.ZH("没有可用的采购账号", "在“采购账号”里授权一个，或重新授权已失效的账号"),
		fault.EN("No buyer account can be used", "Authorise one in the list of buyer accounts, or authorise a lost one again"))
	// ErrNothingToCheck refuses to check sources of which none is on 1688.
	ErrNothingToCheck = fault.Define(fault.Conflict, "source.nothing_to_check",
		fault.ZH("选中的货源都不在 1688 上，没有可检查的", "选择已匹配 1688 商品的货源"), fault.EN("None of these sources is on 1688", "Choose sources that are matched with an offer"))

	logChecked = fault.Define(fault.Internal, "source.check_done",
		fault.ZH("检查了 {offers} 个 1688 商品，{failed} 个没有读到", ""), fault.EN("{offers} offers were looked up, {failed} could not be read", ""))
)

// Check looks the offer of a source up again, and finds the specs of all sources of the
// offer in it.
func (s *Service) Check(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) (*Source, error) {
	x, err := s.Get(ctx, sc, id, reach)
	if err != nil {
		return nil, err
	}
	if x.OfferID == 0 {
		return nil, ErrNothingToCheck
	}
	account := x.AccountID
	if account == 0 {
		if account, err = s.anyAccount(ctx, sc, reach); err != nil {
			return nil, err
		}
	}
	got, err := s.fetch(ctx, sc, account, []int64{x.OfferID})
	if err != nil {
		return nil, channel.Explain(err)
	}
	if why := got.failed[x.OfferID]; why != nil {
		return nil, why
	}
	if err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return s.applyTx(ctx, tx, got) }); err != nil {
		return nil, err
	}
	return s.Get(ctx, sc, id, reach)
}

// anyAccount gives the oldest buyer account within reach that works.
func (s *Service) anyAccount(ctx context.Context, sc db.Scope, reach tenant.Limit) (db.ID, error) {
	list, err := s.shops.Accounts(ctx, sc, channel.Buy, reach)
	if err != nil {
		return 0, err
	}
	for _, a := range list {
		if a.Authorised() {
			return a.ID, nil
		}
	}
	return 0, ErrNoAccount
}

// applyTx keeps what was looked up and brings the sources of these offers up to date: a
// fixed number of statements, whatever the number of sources.
func (s *Service) applyTx(ctx context.Context, tx *db.Tx, got *fetched) error {
	if err := writeOffersTx(ctx, tx, got.found); err != nil {
		return err
	}
	if err := markGoneTx(ctx, tx, got.gone); err != nil {
		return err
	}
	offers := map[int64]*Offer{} // nil for one that is gone
	ids := slices.Clone(got.gone)
	for _, id := range got.gone {
		offers[id] = nil
	}
	for _, o := range got.found {
		offers[o.ID] = o
		ids = append(ids, o.ID)
	}
	held, err := idsTx(ctx, tx, `SELECT DISTINCT sku_id FROM sku_source WHERE tenant_id = ? AND offer_id IN ({in})`, []any{tx.Tenant}, ids)
	if err != nil {
		return err
	}
	skus, sources, err := s.lockSKUsTx(ctx, tx, held)
	if err != nil {
		return err
	}
	var changed []*Source
	var changes []doc.Change
	for _, sku := range held {
		of := sources[sku]
		for _, x := range of {
			o, asked := offers[x.OfferID]
			if !asked || !x.matched() {
				continue
			}
			before := *x
			x.judge(o, of)
			x.CheckedAt, x.UpdatedAt = tx.Now, tx.Now
			if before.State != x.State || before.SpecID != x.SpecID || before.PlatformSKUID != x.PlatformSKUID || before.Spec != x.Spec ||
				before.Unit != x.Unit || !samePrice(before.Price, x.Price) {
				x.Version++
				changes = append(changes, x.change("check", skus[sku].Code, &before))
			}
			changed = append(changed, x)
		}
	}
	if err := writeSourcesTx(ctx, tx, changed); err != nil {
		return err
	}
	return doc.AuditTx(ctx, tx, changes...)
}

func samePrice(a, b *dec.Price) bool { return a == b || a != nil && b != nil && *a == *b }

// judge gives a source what its offer says now, nil for an offer that is gone. others
// are the sources of the SKU: a spec that one of them has is not taken from it.
func (x *Source) judge(o *Offer, others []*Source) {
	if o == nil {
		x.State = StateGone
		return
	}
	at, found := refind(x, o)
	key := ""
	if at >= 0 {
		key = o.Specs[at].SpecID
	}
	taken := slices.ContainsFunc(others, func(y *Source) bool { return y.ID != x.ID && y.OfferID == x.OfferID && y.SpecID == key && y.matched() })
	if !found || taken && key != x.SpecID {
		x.State = StateSpecChanged
		return
	}
	x.refresh(o, at)
}

// checkArgs name the offers of a check and who asks for each. How far it is, the task
// tells.
type checkArgs struct {
	TaskID db.ID        `json:"taskId"`
	Offers []checkOffer `json:"offers"`
}

type checkOffer struct {
	AccountID db.ID `json:"accountId"`
	OfferID   int64 `json:"offerId,string"`
}

// Kind names the job; it is a wire format.
func (checkArgs) Kind() string { return "sourcing.check" }

const entityCheck = "source_check"

// StartCheck begins to check sources in the background; those that are not on 1688 are
// left out, unknown ones and those out of reach are problems of ids[n].
func (s *Service) StartCheck(ctx context.Context, sc db.Scope, ids []db.ID, reach tenant.Limit) (*jobs.Task, error) {
	spare, noAccount := s.anyAccount(ctx, sc, reach)
	if noAccount != nil && !errors.Is(noAccount, ErrNoAccount) {
		return nil, noAccount
	}
	var task *jobs.Task
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		list, err := sourcesInTx(ctx, tx, "id", ids, "")
		if err != nil {
			return err
		}
		var f fault.Fields
		for i, id := range ids {
			if !slices.ContainsFunc(list, func(x *Source) bool { return x.ID == id && x.within(reach) }) {
				f.Add(fmt.Sprintf("ids[%d]", i), ErrNotFound)
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		args := checkArgs{}
		title, seen := "", map[int64]bool{}
		for _, x := range list {
			if !x.matched() || seen[x.OfferID] {
				continue
			}
			account := x.AccountID
			if account == 0 {
				if account = spare; account == 0 {
					return noAccount
				}
			}
			seen[x.OfferID] = true
			if title == "" {
				title = x.Title
			}
			args.Offers = append(args.Offers, checkOffer{account, x.OfferID})
		}
		if len(args.Offers) == 0 {
			return ErrNothingToCheck
		}
		slices.SortStableFunc(args.Offers, func(a, b checkOffer) int { return cmp.Compare(a.AccountID, b.AccountID) })
		t, err := jobs.StartTaskTx(ctx, tx, jobs.NewTask{Kind: "source_check", Title: title, Total: int64(len(args.Offers)), RefKind: entityCheck})
		if err != nil {
			return err
		}
		task, args.TaskID = &t, t.ID
		return jobs.EnqueueTx(ctx, tx, args, jobs.Options{MaxAttempts: attempts, Subject: title})
	})
	return task, err
}

// workCheck does a part of a check. It may run any number of times: the task says how
// many offers are done, in the transaction that writes them, and a worker that is
// behind writes nothing.
func (s *Service) workCheck(ctx context.Context, sc db.Scope, j jobs.Job[checkArgs]) error {
	until := s.db.Now().Add(part)
	for {
		task, on, err := s.task(ctx, sc, j.Args.TaskID)
		if err != nil || !on {
			return err
		}
		at := int(task.Done + task.Failed)
		if at >= len(j.Args.Offers) {
			return s.endTask(ctx, sc, task.ID, jobs.StateSucceeded, logChecked.With("offers", task.Done, "failed", task.Failed))
		}
		rest := j.Args.Offers[at:]
		var ids []int64
		for _, o := range rest[:min(fetchBatch, len(rest))] {
			if o.AccountID == rest[0].AccountID {
				ids = append(ids, o.OfferID)
			}
		}
		got, err := s.fetch(ctx, sc, rest[0].AccountID, ids)
		if err != nil { // all of them again: the list is gone through by position
			return s.stopped(ctx, sc, task.ID, err, j.Last())
		}
		more := !s.db.Now().Before(until)
		err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			now, err := jobs.LockTaskTx(ctx, tx, task.ID)
			if err != nil || now.Done+now.Failed != int64(at) || !now.FinishedAt.IsZero() {
				return err
			}
			if err := s.applyTx(ctx, tx, got); err != nil {
				return err
			}
			failed := int64(len(got.failed))
			if err := jobs.ProgressTx(ctx, tx, task.ID, jobs.TaskDelta{Done: int64(len(ids)) - failed, Failed: failed}); err != nil || !more {
				return err
			}
			return jobs.EnqueueTx(ctx, tx, j.Args, jobs.Options{MaxAttempts: attempts, Subject: task.Title})
		})
		if err != nil || more {
			return err
		}
	}
}

// stopped says what becomes of a check that cannot go on: it is tried again while that
// may help, and ends with the reason otherwise.
func (s *Service) stopped(ctx context.Context, sc db.Scope, task db.ID, err error, last bool) error {
	why := fault.As(channel.Explain(err))
	if ctx.Err() != nil || why == nil || (why.Kind == fault.Unavailable || why.Kind == fault.Internal) && !last {
		return err
	}
	return s.endTask(ctx, sc, task, jobs.StateFailed, why)
}

// task reads a task; on is false when there is nothing to do for it any more.
func (s *Service) task(ctx context.Context, sc db.Scope, id db.ID) (t jobs.Task, on bool, err error) {
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if t, err = jobs.TaskTx(ctx, tx, id); err != nil {
			return err
		}
		if on = t.FinishedAt.IsZero() && !t.CancelRequested; !on && t.FinishedAt.IsZero() {
			return jobs.FinishTx(ctx, tx, id, jobs.StateCancelled, nil)
		}
		return nil
	})
	return t, on, err
}

func (s *Service) endTask(ctx context.Context, sc db.Scope, id db.ID, state jobs.TaskState, what *fault.Error) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return jobs.FinishTx(ctx, tx, id, state, what) })
}
