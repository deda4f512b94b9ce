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

// Follow asks 1688 for the payment of a pre-order until it is paid or expired, and
// for some days whether an attempt that was given up is paid after all.
type Follow struct {
	PreorderID db.ID `json:"preorderId"`
}

// Kind names the job; it is a wire format.
func (Follow) Kind() string { return "preorder.follow" }

// troublePause is how long is waited when asking failed. It does not grow: a
// payment is not to wait because the network was down for a while.
const troublePause = 30 * time.Second

// followJob may run twice: it only reads from 1688, and what it finds is recorded
// under the row's lock once. Failures do not count, since it lives for days.
func (s *Service) followJob(ctx context.Context, sc db.Scope, j jobs.Job[Follow]) error {
	id := j.Args.PreorderID
	p, list, err := s.follow(ctx, sc, id, false)
	switch {
	case errors.Is(err, ErrNotFound), errors.Is(err, channel.ErrShopNotFound):
		return jobs.Cancel(err) // a shop that is authorised again is taken up by the sweep
	case fault.As(err) != nil && fault.KindOf(err) == fault.Conflict: // a person must authorise the shop again
		return jobs.Snooze(s.waitForPerson)
	case err != nil:
		s.log.WarnContext(ctx, "pre-order cannot be asked about for now", "tenant", sc.Tenant, "doc", id, "err", err)
		return jobs.Snooze(troublePause)
	}
	pause, on := s.pause(p, list)
	if !on {
		return nil
	}
	var next time.Time
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		next, err = jobs.NextTx(ctx, tx, j.Args)
		return err
	})
	if err == nil && !next.IsZero() && next.Before(s.db.Now().Add(pause)) {
		return nil // another goes on, and sooner
	}
	return jobs.Snooze(pause)
}

// pause is how long to wait before asking again, and whether there is anything
// left to ask.
func (s *Service) pause(p *Preorder, list []*Attempt) (d time.Duration, on bool) {
	now := s.db.Now()
	if p.waitsForPayment() {
		d, on = pollPause(now.Sub(p.UpdatedAt.Time), now.Sub(p.CreatedAt.Time)), true
	}
	for _, a := range list {
		if !a.doubtful(now) {
			continue
		}
		if wait := max(a.dueIn(now), time.Second); !on || wait < d {
			d, on = wait, true
		}
	}
	return d, on
}

// pollPause is how long to wait before asking again: seconds while the customer
// stands at the counter or has just done something, then less and less.
func pollPause(sinceChange, age time.Duration) time.Duration {
	quiet := min(sinceChange, age)
	switch {
	case quiet < 3*time.Minute:
		return 3 * time.Second
	case quiet < 15*time.Minute:
		return 15 * time.Second
	case quiet < time.Hour:
		return time.Minute
	case quiet < 24*time.Hour:
		return 10 * time.Minute
	}
	return time.Hour
}

// follow asks 1688 once and records what it says. all is for a person who asks:
// about every attempt that may be paid, whenever it was asked about last.
func (s *Service) follow(ctx context.Context, sc db.Scope, id db.ID, all bool) (*Preorder, []*Attempt, error) {
	p, list, err := s.read(ctx, sc, id)
	if err != nil {
		return nil, nil, err
	}
	var about []*Attempt
	now := s.db.Now()
	for _, a := range list {
		if (a.State == AttemptCreated && p.waitsForPayment()) || a.due(now) || (all && a.doubtful(now)) {
			about = append(about, a)
		}
	}
	if about == nil {
		return p, list, nil
	}
	return s.ask(ctx, sc, p, list, about, all)
}

func (s *Service) read(ctx context.Context, sc db.Scope, id db.ID) (p *Preorder, list []*Attempt, err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if p, err = getTx(ctx, tx, id, false); err != nil {
			return err
		}
		list, err = attemptsTx(ctx, tx, id)
		return err
	})
	return p, list, err
}
