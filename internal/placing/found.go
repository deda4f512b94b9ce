package placing

import (
	"context"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/open1688"
)

// foundTx notes the orders of an attempt. Whatever others recorded meanwhile stands: when
// another attempt made the part, these are more than were wanted.
func (s *Service) foundTx(ctx context.Context, tx *db.Tx, t *tried, a *Attempt, made []*Made) error {
	live := liveOf(t.attempts)
	extra := live != nil && live != a
	if !extra && !t.State.Holds() { // its lines may have been planned anew meanwhile
		var err error
		if extra, err = s.coveredTx(ctx, tx, t); err != nil {
			return err
		}
	}
	for _, m := range made {
		m.Extra = m.Extra || extra
	}
	if err := writeMadeTx(ctx, tx, made...); err != nil {
		return err
	}
	t.made = append(t.made, made...)
	if a.AnsweredAt.IsZero() {
		a.AnsweredAt = tx.Now
	}
	a.EndedAt, a.AskedAt = db.Time{}, db.Time{}
	if extra {
		a.State, a.EndedAt = AttemptEnded, tx.Now
	} else {
		a.State, a.Evidence = AttemptCreated, nil
		t.State, t.Refusal, t.Failures = StatePlaced, nil, 0
	}
	if err := updateAttemptTx(ctx, tx, a); err != nil {
		return err
	}
	t.DueAt = tx.Now
	ids := make([]string, len(made))
	for i, m := range made {
		ids[i] = m.PlatformID
	}
	more := map[string]any{"onlineOrders": ids, "attempt": a.Number}
	if extra {
		more["extra"] = true
	}
	if err := saidTx(ctx, tx, t.Part, "place", more); err != nil {
		return err
	}
	if err := wakeTx(ctx, tx, t.AccountID, tx.Now); err != nil {
		return err
	}
	return s.changedTx(ctx, tx, t.Part)
}

// coveredTx tells whether lines of a part are those of another one that is, or may be, there
// on 1688. Others that only wait, or were only planned, make room for it.
func (s *Service) coveredTx(ctx context.Context, tx *db.Tx, t *tried) (bool, error) {
	others, err := partsTx(ctx, tx, "p.order_id = ? AND p.id <> ? AND p.state <> 'retired'", []any{t.OrderID, t.ID}, true)
	if err != nil {
		return false, err
	}
	for _, p := range others {
		if !p.shares(t.Part) {
			continue
		}
		attempts, err := attemptsTx(ctx, tx, "part_id = ?", p.ID)
		if err != nil {
			return false, err
		}
		if liveOf(attempts) != nil {
			return true, nil
		}
		p.rest(StateRetired, nil)
		if err := s.changedTx(ctx, tx, p); err != nil {
			return false, err
		}
	}
	return false, nil
}

// shares tells whether two parts have a line of the purchase order in common.
func (p *Part) shares(other *Part) bool {
	lines := map[db.ID]bool{}
	for i := range other.Cargo {
		for _, l := range other.Cargo[i].Lines {
			lines[l.LineID] = true
		}
	}
	return slices.ContainsFunc(p.Cargo, func(c Cargo) bool {
		return slices.ContainsFunc(c.Lines, func(l LineRef) bool { return lines[l.LineID] })
	})
}

// leftOutTx makes a part of its own of the specs that 1688 did not take although it made
// an order of the others.
func (s *Service) leftOutTx(ctx context.Context, tx *db.Tx, t *tried, failed []open1688.FailedOffer) error {
	if len(failed) == 0 {
		return nil
	}
	var kept, out []Cargo
	for _, c := range t.Cargo {
		left := false
		for i := range failed {
			offer, _ := failed[i].OfferID.Int64() // what is no number is no offer of ours
			left = left || (offer == c.OfferID && (failed[i].SpecID == "" || failed[i].SpecID == c.SpecID))
		}
		if left {
			out = append(out, c)
		} else {
			kept = append(kept, c)
		}
	}
	if len(out) == 0 || len(kept) == 0 {
		return nil
	}
	return s.splitTx(ctx, tx, t, kept, out, refusalOf(refused(failed[0].ErrorCode, failed[0].ErrorMessage)))
}

// splitTx leaves a part with the cargo kept and makes a refused part of the rest.
func (s *Service) splitTx(ctx context.Context, tx *db.Tx, t *tried, kept, out []Cargo, why *Refusal) error {
	sum := func(list []Cargo) (n dec.Amount) {
		for i := range list {
			n = n.Add(list[i].Plan)
		}
		return n
	}
	var last int64
	if _, err := tx.Row(ctx, "SELECT MAX(number) FROM placing_part WHERE tenant_id = ? AND order_id = ?", []any{tx.Tenant, t.OrderID}, &last); err != nil {
		return fmt.Errorf("number a part: %w", err)
	}
	rest := *t.Part
	rest.ID, rest.Number, rest.Cargo, rest.PlanGoods, rest.PlanFreight, rest.CreatedAt, rest.UpdatedAt = tx.NewID(), last+1, out, sum(out), 0, tx.Now, tx.Now
	rest.PreviewID, rest.AcceptedTotal, rest.BatchID = 0, nil, 0
	rest.rest(StateRefused, why)
	t.Cargo, t.PlanGoods = kept, sum(kept)
	return insertPartsTx(ctx, tx, []*Part{&rest})
}
