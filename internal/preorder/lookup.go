package preorder

import (
	"context"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
)

// How an attempt without an answer is looked up.
const (
	// settleTime is how long after the call a slow platform may still show the
	// pre-order; before it, not found proves nothing.
	settleTime = 45 * time.Second
	// lookupsNeeded is how often it must be missing after that time.
	lookupsNeeded = 2
	// lookAgain is the pause between two looks.
	lookAgain = 3 * time.Second
	// clockDoubt is how far the platform's clock may be from ours.
	clockDoubt = 15 * time.Minute
)

// lookUp finds out what became of an attempt without an answer, by its token in
// the remarks of the shop's pre-orders. Only when it is missing again and again,
// long enough after the call, is another attempt allowed.
func (s *Service) lookUp(ctx context.Context, sc db.Scope, p *Preorder, a *Attempt) error {
	asked := s.db.Now()
	found, err := s.search(ctx, sc, p, a)
	if err != nil {
		if why := s.hopeless(ctx, sc, p, err); why != nil {
			return why
		}
		return err // looked up again with the job's back-off; it stays unknown until then
	}
	if found != "" {
		return s.created(ctx, sc, p.ID, a, found)
	}
	again := false
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getTx(ctx, tx, p.ID, true)
		if err != nil {
			return err
		}
		if asked.Sub(a.CalledAt.Time) > s.settleTime {
			a.Lookups++
		}
		if again = a.Lookups < lookupsNeeded; !again {
			a.State, a.AnsweredAt = AttemptNotDone, tx.Now
			p.Upload = UploadWaiting
		}
		if err := updateAttemptTx(ctx, tx, p.ID, a); err != nil || again {
			return err
		}
		if err := updateTx(ctx, tx, p); err != nil {
			return err
		}
		return s.savedTx(ctx, tx, "not_done", p)
	})
	if err != nil {
		return err
	}
	if again {
		return jobs.Snooze(s.lookAgain)
	}
	return jobs.Snooze(0) // now a new attempt may be made
}

// search walks the shop's pre-orders for the token. The order of the list is
// not documented; when it is seen to run from new to old, it stops at those made
// well before the attempt.
func (s *Service) search(ctx context.Context, sc db.Scope, p *Preorder, a *Attempt) (platformID string, err error) {
	oldest := a.CalledAt.Add(-clockDoubt)
	err = s.shops.Call(ctx, sc, p.ShopID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		platformID = ""
		var previous time.Time
		falling := true
		for o, err := range c.PreOrder.All(ctx, token, open1688.PreOrderListRequest{}) {
			if err != nil {
				return err
			}
			if carries(o.Remark, a.Token) {
				platformID = o.ID.String()
				return nil
			}
			made := o.GmtCreate.Time
			if !previous.IsZero() && made.After(previous) {
				falling = false
			}
			previous = made
			if falling && !made.IsZero() && made.Before(oldest) {
				return nil
			}
		}
		return nil
	})
	return platformID, err
}

// hopeless keeps an attempt open but asks seldom when only a person can help,
// as with a shop that must be authorised again before anything can be found out.
func (s *Service) hopeless(ctx context.Context, sc db.Scope, p *Preorder, cause error) error {
	ours := fault.As(cause)
	if ours == nil {
		return nil
	}
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getTx(ctx, tx, p.ID, true)
		if err != nil {
			return err
		}
		p.Refusal = refusalOf(ours)
		if err := updateTx(ctx, tx, p); err != nil {
			return err
		}
		return s.savedTx(ctx, tx, "unknown", p)
	})
	if err != nil {
		return err
	}
	return jobs.Snooze(s.waitForPerson)
}
