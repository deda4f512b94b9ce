package placing

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/open1688"
)

var errTooLate = errors.New("the call was held up and not sent")

// place brings a part to 1688: a fresh preview, the intent, the call.
func (s *Service) place(ctx context.Context, sc db.Scope, t *tried) error {
	if err := s.lookBack(ctx, sc, t.AccountID, "order_id = ?", t.OrderID); err != nil {
		return err
	}
	fresh, err := s.fresh(ctx, sc, t.Part)
	if err != nil {
		return err
	}
	var a *Attempt
	if fresh {
		a, err = s.intend(ctx, sc, t.ID)
	} else {
		a, err = s.preview(ctx, sc, t.ID)
	}
	if err != nil || a == nil {
		return err
	}
	return s.send(ctx, sc, a)
}

// fresh tells whether the preview of a part may be placed on.
func (s *Service) fresh(ctx context.Context, sc db.Scope, p *Part) (yes bool, err error) {
	if p.PreviewID == 0 {
		return false, nil
	}
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		v, err := previewTx(ctx, tx, p.PreviewID)
		if err != nil || v == nil {
			return err
		}
		to, err := s.deliveryTx(ctx, tx, p)
		yes = err == nil && v.ContentHash == p.hash(to) && tx.Now.Sub(v.MadeAt.Time) < previewHolds
		return nil // what is wrong with the address the preview tells
	})
	return yes, err
}

// doubtful are attempts that were taken for not carried out and have not been asked about
// just now.
func doubtful(list []*Attempt, now time.Time) []*Attempt {
	var out []*Attempt
	for _, a := range list {
		if a.State == AttemptNotDone && !a.UnansweredAt.IsZero() && now.Sub(a.AskedAt.Time) > time.Minute && now.Sub(a.EndedAt.Time) < watchFor {
			out = append(out, a)
		}
	}
	return out
}

// intend writes an attempt down for a part whose preview holds; nil when there is none to
// make now.
func (s *Service) intend(ctx context.Context, sc db.Scope, id db.ID) (a *Attempt, err error) {
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		a = nil
		t, err := lockTx(ctx, tx, id)
		if err != nil {
			return err
		}
		v, err := previewTx(ctx, tx, t.PreviewID)
		if err != nil || v == nil {
			return err
		}
		a, err = s.intendTx(ctx, tx, t, v)
		return err
	})
	return a, err
}

// intendTx writes an attempt down, unless a rule of ours refuses.
func (s *Service) intendTx(ctx context.Context, tx *db.Tx, t *tried, v *Preview) (*Attempt, error) {
	if t.State != StateWaiting || liveOf(t.attempts) != nil {
		return nil, nil
	}
	if stopped, err := stoppedTx(ctx, tx, t.Part); err != nil {
		return nil, err
	} else if stopped {
		return nil, s.refuseTx(ctx, tx, t.Part, ErrBatchCancelled.With())
	}
	// It may have waited long enough for a person to order by hand.
	if foreign, err := s.foreignTx(ctx, tx, []db.ID{t.OrderID}); err != nil {
		return nil, err
	} else if other := foreign[t.OrderID]; other != "" {
		return nil, s.refuseTx(ctx, tx, t.Part, ErrLinkedElsewhere.With("no", t.orderNo, "order", other))
	}
	to, err := s.deliveryTx(ctx, tx, t.Part)
	if err != nil || v.ContentHash != t.hash(to) {
		return nil, err // the next step previews it anew
	}
	if v.blocks(t.Part) {
		return nil, s.refuseTx(ctx, tx, t.Part, v.differs())
	}
	mode, refusal := v.mode(t.TradeMode)
	if refusal != nil {
		return nil, s.refuseTx(ctx, tx, t.Part, refusal)
	}
	if n := t.lost(); n >= maxAttempts {
		return nil, s.refuseTx(ctx, tx, t.Part, ErrNotFoundAgain.With("count", n))
	}
	a := &Attempt{
		ID: tx.NewID(), PartID: t.ID, OrderID: t.OrderID, AccountID: t.AccountID, Number: int64(len(t.attempts)) + 1, Token: newToken(), State: AttemptOpen, StartedAt: tx.Now,
	}
	a.OutOrderID = outOrderID(t.orderNo, a.ID)
	a.Request = open1688.CreateOrderRequest{
		Flow: v.flow(t.Part), Address: to, Cargo: t.basket(), Message: note(a.Token, t.orderNo, t.Message), TradeType: mode, ShopPromotionID: v.promotion(), OutOrderID: a.OutOrderID,
	}
	if err := insertAttemptTx(ctx, tx, a); err != nil {
		return nil, err
	}
	t.DueAt = db.At(tx.Now.Add(2 * sendWithin)) // should this process end here
	return a, s.changedTx(ctx, tx, t.Part)
}

// lost counts the attempts of late that were not carried out although they were sent.
func (t *tried) lost() (n int) {
	for _, a := range t.attempts {
		if a.State == AttemptNotDone && !a.UnansweredAt.IsZero() {
			n++
		}
	}
	return n
}

// send makes the call of an attempt that was just written down.
func (s *Service) send(ctx context.Context, sc db.Scope, a *Attempt) error {
	bounded, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	var reply *open1688.CreateOrderReply
	err := s.shops.Call(bounded, sc, a.AccountID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		if s.db.Now().Sub(a.StartedAt.Time) > sendWithin {
			return errTooLate
		}
		var err error
		reply, _, err = c.Trade.CreateOrder(ctx, token, a.Request)
		return err
	})
	switch {
	case err == nil:
		return s.created(ctx, sc, a, reply)
	case open1688.IsUnknown(err), ctx.Err() != nil, taken(err):
		return s.unknown(ctx, sc, a, err)
	}
	return s.failed(ctx, sc, a, err)
}

// taken tells whether 1688 says that it knows our number already: then the orders are there.
func taken(err error) bool {
	code, text := said(err)
	return strings.Contains(code, "OUT_ORDER") || strings.Contains(text, "outOrderId")
}

// created records which orders 1688 made, before anything else is asked.
func (s *Service) created(ctx context.Context, sc db.Scope, sent *Attempt, reply *open1688.CreateOrderReply) error {
	// The process may be stopping; what happened must be kept all the same.
	ctx = context.WithoutCancel(ctx)
	var t *tried
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		t, err = lockTx(ctx, tx, sent.PartID)
		if err != nil {
			return err
		}
		a := t.attempt(sent.ID)
		var made []*Made
		for _, o := range reply.Created() {
			m := &Made{AccountID: a.AccountID, PlatformID: o.OrderID.String(), AttemptID: a.ID, PartID: t.ID, State: MadeTold, MadeAt: tx.Now}
			if o.OrderAmount != 0 {
				m.Amount = new(fen(o.OrderAmount))
			}
			made = append(made, m)
		}
		var failed []open1688.FailedOffer
		if failed = reply.FailedOffers; reply.Result != nil && len(reply.Result.FailedOffers) > 0 {
			failed = reply.Result.FailedOffers
		}
		if err := s.leftOutTx(ctx, tx, t, failed); err != nil {
			return err
		}
		return s.foundTx(ctx, tx, t, a, made)
	})
	if err != nil {
		return err
	}
	return s.read(ctx, sc, t)
}

// unknown records that there was no answer; the next step looks the attempt up.
func (s *Service) unknown(ctx context.Context, sc db.Scope, sent *Attempt, cause error) error {
	return s.db.InTx(context.WithoutCancel(ctx), sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := lockTx(ctx, tx, sent.PartID)
		if err != nil {
			return err
		}
		a := t.attempt(sent.ID)
		if a.State != AttemptOpen {
			return nil
		}
		a.Code, a.Said = said(cause)
		return s.unansweredTx(ctx, tx, t, a)
	})
}

// unansweredTx notes that an open attempt was seen without an answer.
func (s *Service) unansweredTx(ctx context.Context, tx *db.Tx, t *tried, a *Attempt) error {
	first := a.UnansweredAt.IsZero()
	if first {
		a.UnansweredAt = tx.Now
	}
	if err := updateAttemptTx(ctx, tx, a); err != nil {
		return err
	}
	t.wait(StateChecking, db.At(tx.Now.Add(s.lookAgain)))
	if first {
		if err := saidTx(ctx, tx, t.Part, "place_unknown", map[string]any{"attempt": a.Number}); err != nil {
			return err
		}
	}
	return s.changedTx(ctx, tx, t.Part)
}

// failed handles an answer that says no, or a call that never left.
func (s *Service) failed(ctx context.Context, sc db.Scope, sent *Attempt, cause error) error {
	again := passes(cause) || errors.Is(cause, errTooLate)
	return s.db.InTx(context.WithoutCancel(ctx), sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := lockTx(ctx, tx, sent.PartID)
		if err != nil {
			return err
		}
		a := t.attempt(sent.ID)
		open := a.State == AttemptOpen
		if !open && (again || a.State != AttemptNotDone) {
			return nil
		}
		// A clear no also ends the doubt about one that was not found.
		a.State, a.AnsweredAt, a.EndedAt, a.UnansweredAt = AttemptRefused, tx.Now, tx.Now, db.Time{}
		if again {
			a.State = AttemptNotDone
		}
		a.Code, a.Said = said(cause)
		if err := updateAttemptTx(ctx, tx, a); err != nil || !open {
			return err
		}
		t.PreviewID = 0 // what it said does not hold any more, or not for long
		if !again {
			return s.refuseTx(ctx, tx, t.Part, explain(cause))
		}
		if errors.Is(cause, errTooLate) {
			t.wait(StateWaiting, tx.Now)
			return s.changedTx(ctx, tx, t.Part)
		}
		if t.Failures++; t.Failures >= maxFailures {
			return s.refuseTx(ctx, tx, t.Part, explain(cause))
		}
		t.wait(StateWaiting, db.At(tx.Now.Add(pause(t.Failures, true))))
		return s.changedTx(ctx, tx, t.Part)
	})
}
