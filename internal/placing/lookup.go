package placing

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/platform"
)

// ErrMissing is kept with specs that 1688 made no order of although it made one of the others.
var ErrMissing = fault.Define(fault.Conflict, "placing.missing",
	fault.ZH("1688 生成的订单里没有这些规格", "重新预览、下单，把剩下的补上"),
	fault.EN("The orders that 1688 made do not hold these specs", "Preview and place again what is left"))

// lookUp finds out what became of an attempt without an answer. Only when it is missing
// again and again, long enough after it was first without an answer, is another allowed.
func (s *Service) lookUp(ctx context.Context, sc db.Scope, t *tried, open *Attempt) error {
	if open.UnansweredAt.IsZero() { // the process died, or is at it yet
		return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			t, err := lockTx(ctx, tx, t.ID)
			if err != nil {
				return err
			}
			if a := t.attempt(open.ID); a.State == AttemptOpen {
				return s.unansweredTx(ctx, tx, t, a)
			}
			return nil
		})
	}
	l, err := s.visit(ctx, sc, t.AccountID, t.asked(open))
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := lockTx(ctx, tx, t.ID)
		if err != nil {
			return err
		}
		return s.concludeTx(ctx, tx, t, open.ID, l)
	})
}

// asked are the attempts that a look for one takes along: also those given up.
func (t *tried) asked(about ...*Attempt) []*Attempt {
	out := slices.Clone(about)
	for _, a := range t.attempts {
		if a.State == AttemptNotDone && !a.UnansweredAt.IsZero() && !slices.ContainsFunc(about, func(b *Attempt) bool { return b.ID == a.ID }) {
			out = append(out, a)
		}
	}
	return out
}

// concludeTx records what a look showed of an attempt without an answer.
func (s *Service) concludeTx(ctx context.Context, tx *db.Tx, t *tried, id db.ID, l *look) error {
	a := t.attempt(id)
	if a.State != AttemptOpen {
		return s.givenUpTx(ctx, tx, t, l)
	}
	settled := l.began.Sub(a.UnansweredAt.Time) > s.settleTime
	a.AskedAt = tx.Now
	if orders := l.found[a.ID]; len(orders) > 0 {
		made, left := t.fit(a, orders, tx.Now)
		if !left.empty() && !settled { // more of it may show yet
			t.DueAt = db.At(tx.Now.Add(s.lookAgain))
			return s.changedTx(ctx, tx, t.Part)
		}
		if kept, missing := left.parted(); len(missing) > 0 && len(kept) > 0 {
			if err := s.splitTx(ctx, tx, t, kept, missing, refusalOf(ErrMissing.With())); err != nil {
				return err
			}
		}
		return s.foundTx(ctx, tx, t, a, made)
	}
	if err := s.givenUpTx(ctx, tx, t, l); err != nil {
		return err
	}
	if live := liveOf(t.attempts); live != a { // one that was given up is there after all
		return nil
	}
	if settled {
		if a.Evidence = l.candidates(t.Part); len(a.Evidence) > 0 {
			if known, err := s.elsewhereTx(ctx, tx, t, a.Evidence); err != nil {
				return err
			} else if a.Evidence = known; len(known) > 0 {
				return s.unclearTx(ctx, tx, t, a)
			}
		}
		a.Lookups++
	}
	if a.Lookups < lookupsNeeded {
		if err := updateAttemptTx(ctx, tx, a); err != nil {
			return err
		}
		wait := s.lookAgain
		if l.began.Sub(a.UnansweredAt.Time) > 5*s.lookAgain {
			wait *= 5
		}
		t.DueAt, t.Failures, t.Refusal = db.At(tx.Now.Add(wait)), 0, nil
		return s.changedTx(ctx, tx, t.Part)
	}
	a.State, a.EndedAt = AttemptNotDone, tx.Now
	if err := updateAttemptTx(ctx, tx, a); err != nil {
		return err
	}
	t.PreviewID = 0
	t.wait(StateWaiting, tx.Now)
	if err := saidTx(ctx, tx, t.Part, "place_not_done", map[string]any{"attempt": a.Number}); err != nil {
		return err
	}
	return s.changedTx(ctx, tx, t.Part)
}

// elsewhereTx leaves out candidates that belong to a purchase order, or to another attempt.
func (s *Service) elsewhereTx(ctx context.Context, tx *db.Tx, t *tried, list []Candidate) ([]Candidate, error) {
	var out []Candidate
	for _, c := range list { // a handful at most: all of them say what the part says
		made, err := madeTx(ctx, tx, "account_id = ? AND platform_id = ?", t.AccountID, c.PlatformID)
		if err != nil {
			return nil, err
		}
		o, err := s.platform.ByNumberTx(ctx, tx, t.AccountID, c.PlatformID)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		if len(made) == 0 && (err != nil || (o.PurchaseOrder == 0 && o.Link != platform.LinkIgnored)) {
			out = append(out, c)
		}
	}
	return out, nil
}

// unclearTx leaves it to a person which orders an attempt made.
func (s *Service) unclearTx(ctx context.Context, tx *db.Tx, t *tried, a *Attempt) error {
	a.State = AttemptUnclear
	if err := updateAttemptTx(ctx, tx, a); err != nil {
		return err
	}
	t.rest(StateUnclear, refusalOf(ErrSeveral.With()))
	if err := saidTx(ctx, tx, t.Part, "place_unclear", map[string]any{"attempt": a.Number}); err != nil {
		return err
	}
	return s.changedTx(ctx, tx, t.Part)
}

// givenUpTx takes up attempts that were taken for not carried out and are there all the
// same. The first becomes the part's, unless another is; what is more is cancelled.
func (s *Service) givenUpTx(ctx context.Context, tx *db.Tx, t *tried, l *look) error {
	for _, a := range slices.Backward(t.attempts) {
		orders := l.found[a.ID]
		if a.State != AttemptNotDone {
			continue
		}
		a.AskedAt = tx.Now
		if len(orders) == 0 {
			if err := updateAttemptTx(ctx, tx, a); err != nil {
				return err
			}
			continue
		}
		if open := liveOf(t.attempts); open != nil && open.State == AttemptOpen {
			continue // what becomes of that one is found out first
		}
		made, _ := t.fit(a, orders, tx.Now)
		if err := s.foundTx(ctx, tx, t, a, made); err != nil {
			return err
		}
	}
	return nil
}

// lookBack asks about attempts of an account that were given up, those under a condition,
// in one visit to 1688.
func (s *Service) lookBack(ctx context.Context, sc db.Scope, account db.ID, cond string, args ...any) error {
	var about []*Attempt
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		list, err := attemptsTx(ctx, tx, "state = 'not_done' AND unanswered_at IS NOT NULL AND account_id = ? AND "+cond, append([]any{account}, args...)...)
		about = doubtful(list, tx.Now.Time)
		return err
	})
	if err != nil || len(about) == 0 {
		return err
	}
	l, err := s.visit(ctx, sc, account, about)
	if err != nil {
		return err
	}
	parts := map[db.ID]bool{}
	for _, a := range about {
		parts[a.PartID] = true
	}
	var errs []error
	for _, id := range slices.Sorted(maps.Keys(parts)) { // each for itself
		errs = append(errs, s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			t, err := lockTx(ctx, tx, id)
			if err != nil {
				return err
			}
			return s.givenUpTx(ctx, tx, t, l)
		}))
	}
	return errors.Join(errs...)
}
