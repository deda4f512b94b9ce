package preorder

import (
	"context"
	"errors"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
)

// lookUp finds out what became of an attempt without an answer, by its token in
// the remarks of the shop's pre-orders. Only when it is missing again and again,
// long enough after it was first without an answer, is another attempt allowed.
func (s *Service) lookUp(ctx context.Context, sc db.Scope, p *Preorder, list []*Attempt, open *Attempt) error {
	p, list, err := s.ask(ctx, sc, p, list, []*Attempt{open}, true)
	if errors.Is(err, channel.ErrShopNotFound) { // a shop that is authorised again is taken up by the sweep
		return s.shopGone(ctx, sc, p.ID)
	}
	if err != nil {
		if why := s.hopeless(ctx, sc, p.ID, err); why != nil {
			return why
		}
		s.log.WarnContext(ctx, "attempt cannot be looked up for now", "tenant", sc.Tenant, "doc", p.ID, "err", err)
		return jobs.Snooze(s.lookPause(open)) // it stays unknown until then
	}
	if live := liveOf(list); live != nil && live.State == AttemptOpen {
		return jobs.Snooze(s.lookPause(live))
	}
	if p.Upload == UploadWaiting {
		return jobs.Snooze(0) // now a new attempt may be made
	}
	return nil
}

// ask looks at attempts on 1688 and records what it shows; follow has the follow
// job go on from there, unless that is who asks.
func (s *Service) ask(ctx context.Context, sc db.Scope, p *Preorder, list, about []*Attempt, follow bool) (*Preorder, []*Attempt, error) {
	l, err := s.visit(ctx, sc, p, list, about)
	if err != nil {
		return p, list, err
	}
	var now tried
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		locked, attempts, err := lockTx(ctx, tx, p.ID)
		if err != nil {
			return err
		}
		if err := s.recordTx(ctx, tx, locked, attempts, about, l); err != nil {
			return err
		}
		if attempts, err = attemptsTx(ctx, tx, p.ID); err != nil {
			return err
		}
		now = tried{locked, attempts}
		if !follow {
			return nil
		}
		return s.followTx(ctx, tx, now)
	})
	if err != nil {
		return p, list, err
	}
	return now.p, now.list, nil
}

// lookPause is short while the customer is sure to stand there, then longer.
func (s *Service) lookPause(a *Attempt) time.Duration {
	if a.UnansweredAt.IsZero() || s.db.Now().Sub(a.UnansweredAt.Time) < 5*s.lookAgain {
		return s.lookAgain
	}
	return 5 * s.lookAgain
}

// lookBack asks about the attempts that were given up, before another is made.
func (s *Service) lookBack(ctx context.Context, sc db.Scope, p *Preorder, list, about []*Attempt, last bool) error {
	_, _, err := s.ask(ctx, sc, p, list, about, true)
	if err == nil {
		return nil
	}
	why := fault.As(err)
	switch {
	case why != nil && (why.Kind == fault.Conflict || why.Kind == fault.NotFound):
	case last:
		why = ErrUnreachable
	default:
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getTx(ctx, tx, p.ID, true)
		if err != nil || p.Upload != UploadWaiting {
			return err
		}
		return s.refuseTx(ctx, tx, why, p)
	})
}

// shopGone refuses what was being looked up for a shop that was removed. The
// attempt stays without an answer.
func (s *Service) shopGone(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getTx(ctx, tx, id, true)
		if err != nil || p.Upload != UploadChecking {
			return err
		}
		return s.refuseTx(ctx, tx, ErrShopGone, p)
	})
}

// hopeless keeps an attempt open but asks seldom when only a person can help,
// as with a shop that must be authorised again before anything can be found out.
func (s *Service) hopeless(ctx context.Context, sc db.Scope, id db.ID, cause error) error {
	ours := fault.As(cause)
	if ours == nil {
		return nil
	}
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getTx(ctx, tx, id, true)
		if err != nil || p.Upload != UploadChecking {
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
