package preorder

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
)

// How long a pre-order may be paid.
const (
	payWithin = 5 * 24 * time.Hour // S14
	// expiryGrace is waited on top of it, since what 1688 does to the minute is not
	// documented.
	expiryGrace = 15 * time.Minute
	// formalWithin ends a confirmed pre-order whose formal order cannot be asked for:
	// none waits that long for its payment.
	formalWithin = 30 * 24 * time.Hour
	// unseenGrace is waited, by our own clock, on a pre-order that 1688 never listed.
	unseenGrace = 24 * time.Hour
)

// record takes what is known of a pre-order's attempts over into the books. It is
// the only place that does, under the row's lock, from what stands there then.
type record struct {
	s      *Service
	tx     *db.Tx
	p      *Preorder
	list   []*Attempt // newest first
	look   *look
	asked  map[int64]bool // attempts that the look was about
	dirty  map[*Attempt]bool
	before Preorder
	action string
}

func (s *Service) newRecord(tx *db.Tx, p *Preorder, list []*Attempt) *record {
	return &record{s: s, tx: tx, p: p, list: list, look: &look{}, asked: map[int64]bool{}, dirty: map[*Attempt]bool{}, before: *p}
}

// recordTx takes over what a look showed of the attempts it was about.
func (s *Service) recordTx(ctx context.Context, tx *db.Tx, p *Preorder, list, about []*Attempt, l *look) error {
	r := s.newRecord(tx, p, list)
	r.look = l
	for _, a := range about {
		// What was asked about may have changed since.
		if cur := numbered(list, a.Number); cur != nil && cur.PlatformID == a.PlatformID && cur.State == a.State {
			r.asked[a.Number] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(l.orders)) {
		if err := r.seen(ctx, id, l.orders[id]); err != nil {
			return err
		}
	}
	for _, a := range r.list {
		if r.asked[a.Number] && !a.live() {
			a.AskedAt = tx.Now
			r.dirty[a] = true
		}
		if r.asked[a.Number] && a.State == AttemptOpen {
			r.missing(a)
		}
	}
	for _, a := range slices.Backward(r.list) {
		if err := r.pay(ctx, a); err != nil {
			return err
		}
	}
	p.PolledAt = tx.Now
	return r.finish(ctx)
}

// seen files a pre-order of 1688 with the attempt that made it.
func (r *record) seen(ctx context.Context, id string, o *open1688.PreOrder) error {
	var a *Attempt
	for _, one := range r.list {
		if one.PlatformID == id {
			a = one
			break
		}
		if a == nil && carries(o.Remark, one.Token) {
			a = one
		}
	}
	if a == nil {
		return nil
	}
	a, err := r.made(ctx, a, id)
	if err != nil {
		return err
	}
	r.dirty[a] = true
	a.PayURL = o.DetailURL
	if fen, known := o.Payable(); known {
		a.Actual = dec.AmountFromFen(int64(fen))
	}
	if f := formalOf(o); f != "" {
		a.OrderID = f
	}
	if !o.GmtCreate.IsZero() {
		a.MadeAt = db.At(o.GmtCreate.Time)
	}
	return nil
}

// made notes that an attempt stands on 1688. One that was open is the one to show,
// unless the customer has paid another; one that was thought not carried out is
// kept as given up. Should an attempt have made two, the second becomes an entry
// of its own.
func (r *record) made(ctx context.Context, a *Attempt, id string) (*Attempt, error) {
	if a.PlatformID == id {
		return a, nil
	}
	if a.PlatformID != "" {
		twin := &Attempt{Token: a.Token, State: AttemptEnded, PlatformID: id, StartedAt: a.StartedAt, EndedAt: r.tx.Now, request: a.request}
		if err := insertAttemptTx(ctx, r.tx, r.p, twin); err != nil {
			return nil, err
		}
		twin.Actual = twin.request.total()
		r.dirty[twin] = true
		r.list = append([]*Attempt{twin}, r.list...)
		return twin, nil
	}
	r.dirty[a] = true
	a.PlatformID, a.AnsweredAt, a.Actual = id, r.tx.Now, a.request.total() // until 1688 says otherwise
	a.Code, a.Message = "", ""
	if a.State == AttemptOpen && r.p.Pay != PayPaid {
		a.State = AttemptCreated
	} else {
		a.give(AttemptEnded, r.tx.Now)
	}
	return a, nil
}

// missing counts that an attempt without an answer was not found. Only again and
// again, long enough after it was first without one, is it taken for not carried out.
func (r *record) missing(a *Attempt) {
	r.dirty[a] = true
	if a.UnansweredAt.IsZero() || r.look.began.Sub(a.UnansweredAt.Time) <= r.s.settleTime {
		return
	}
	a.Lookups++
	if a.Lookups < lookupsNeeded {
		return
	}
	a.give(AttemptNotDone, r.tx.Now)
	a.AnsweredAt = r.tx.Now
	r.action = "not_done"
	if r.p.Upload == UploadChecking {
		r.p.Upload, r.p.Refusal = UploadWaiting, nil
	}
}

// pay books the payment of an attempt, once: the receipt's source is the attempt. The
// first settles the sale; a further one is the customer's advance.
func (r *record) pay(ctx context.Context, a *Attempt) error {
	o := r.look.orders[a.PlatformID]
	if !a.PaidAt.IsZero() || a.PlatformID == "" || (statusOf(o) != open1688.PreOrderPaid && !r.look.settled(a)) {
		return nil
	}
	r.dirty[a] = true
	p, tx, first := r.p, r.tx, r.p.Pay != PayPaid
	a.PaidAt = tx.Now
	if o != nil && !o.GmtModified.IsZero() {
		a.PaidAt = db.At(o.GmtModified.Time)
	}
	if first {
		r.action, p.Pay = "paid", PayPaid
		if live := liveOf(r.list); live != nil && live != a && live.State == AttemptCreated {
			live.give(AttemptEnded, tx.Now) // it can still be paid
			r.dirty[live] = true
		}
		if liveOf(r.list) == nil {
			a.State, a.EndedAt = AttemptCreated, db.Time{}
		}
	} else {
		r.action = "paid_again"
		p.ExtraPaid = p.ExtraPaid.Add(max(a.Actual, 0))
	}
	if a.Actual > 0 { // otherwise the seller waived it all on 1688; the receivable stays open for a person
		if err := r.receipt(ctx, a, first); err != nil {
			return err
		}
	}
	if first {
		r.front(a)
		p.PaidAt, p.ReceiptID, p.ReceiptNo = a.PaidAt, a.ReceiptID, a.ReceiptNo
	}
	return nil
}

func (r *record) receipt(ctx context.Context, a *Attempt, first bool) error {
	fund, err := r.s.finance.DefaultFundAccountTx(ctx, r.tx, finance.FundEscrow)
	if err != nil {
		return err
	}
	in := finance.Receipt{
		CustomerID: r.p.CustomerID, FundAccountID: fund.ID, Amount: a.Actual,
		SourceKind: receiptSource, SourceID: a.ID, ExcessToAdvance: true, Note: r.p.No + " 1688 " + a.PlatformID,
	}
	switch {
	case !first:
		in.Note += " 重复付款 paid twice"
	case r.p.Upload != UploadAbandoned: // a sale taken back owes nothing: the money is the customer's advance
		in.Allocations = []finance.Allocation{{DocID: r.p.SaleID, Amount: a.Actual}}
	}
	if a.ReceiptID, a.ReceiptNo, err = r.s.finance.ReceiveTx(ctx, r.tx, in); err != nil {
		return err
	}
	return r.holdTx(ctx, a, fund.ID)
}

// receiptSource is the kind of source of a receipt that an attempt brought.
const receiptSource = "preorder_attempt"

// The customer's payment is a fact on 1688. A receipt taken back by hand would leave
// a paid pre-order with nothing booked for it.
func init() { finance.FixReceiptsOf(receiptSource, finance.ErrReceiptFixed) }

// front shows the attempt to people as the pre-order.
func (r *record) front(a *Attempt) {
	p := r.p
	p.PlatformID, p.OrderID, p.PayURL, p.Actual, p.Refusal = a.PlatformID, a.OrderID, a.PayURL, a.Actual, nil
	p.ExpiresAt = db.At(a.AnsweredAt.Add(payWithin))
	if !a.MadeAt.IsZero() {
		p.ExpiresAt = db.At(a.MadeAt.Add(payWithin))
	}
	if p.Upload != UploadAbandoned {
		p.Upload = UploadDone
	}
}

// finish decides which attempt the customer is shown, and saves.
func (r *record) finish(ctx context.Context) error {
	p := r.p
	if p.Pay != PayPaid {
		live, best := liveOf(r.list), r.alive()
		switch {
		case best == nil:
		case live == nil:
			r.bring(best)
		case live.State == AttemptCreated && statusOf(r.look.orders[live.PlatformID]) != open1688.PreOrderFormal && r.confirmed(best):
			// The customer is paying the one that was given up.
			live.give(AttemptEnded, r.tx.Now)
			r.dirty[live] = true
			r.bring(best)
		}
		if live = liveOf(r.list); live != nil && live.State == AttemptCreated {
			r.front(live)
			r.judge(live)
		}
	} else if p.Upload == UploadChecking || p.Upload == UploadWaiting {
		if liveOf(r.list) == nil || liveOf(r.list).State != AttemptOpen {
			p.Upload = UploadDone
		}
	}
	return r.save(ctx)
}

// alive finds the best attempt that was given up and can still be paid: one the
// customer has confirmed, or else the newest.
func (r *record) alive() (best *Attempt) {
	for _, a := range r.list {
		if a.State != AttemptEnded || !a.PaidAt.IsZero() {
			continue
		}
		if r.confirmed(a) {
			return a
		}
		if waits := statusOf(r.look.orders[a.PlatformID]) == open1688.PreOrderWaiting; best == nil && waits &&
			!a.MadeAt.IsZero() && !r.look.now.IsZero() && r.look.now.Before(a.MadeAt.Add(payWithin)) {
			best = a
		}
	}
	return best
}

// confirmed tells whether a formal order of the attempt waits for its payment.
func (r *record) confirmed(a *Attempt) bool {
	return statusOf(r.look.orders[a.PlatformID]) == open1688.PreOrderFormal && r.look.formals[a.OrderID] == open1688.OrderWaitBuyerPay
}

func (r *record) bring(back *Attempt) {
	r.dirty[back] = true
	back.State, back.EndedAt, back.AskedAt = AttemptCreated, db.Time{}, db.Time{}
	r.p.Pay = PayUnpaid
	r.action = "bring_back"
}

// judge says where the payment of the attempt shown stands. It is never expired
// while its formal order waits to be paid, nor by our clock where 1688 told its own.
func (r *record) judge(a *Attempt) {
	p, o := r.p, r.look.orders[a.PlatformID]
	if p.Pay == PayNone || p.Pay == PayExpired {
		p.Pay = PayUnpaid
	}
	st := statusOf(o)
	if !r.asked[a.Number] || (o != nil && st == noStatus) {
		if st == open1688.PreOrderFormal {
			p.Pay = PayOrdered
		}
		return
	}
	var over bool
	switch {
	case st == open1688.PreOrderFormal, o == nil && p.Pay == PayOrdered:
		p.Pay = PayOrdered
		over = r.look.closed(a) || r.past(a, formalWithin)
	default:
		p.Pay = PayUnpaid
		over = r.past(a, payWithin+expiryGrace)
	}
	if over {
		p.Pay = PayExpired
		a.give(AttemptEnded, r.tx.Now)
		r.dirty[a] = true
	}
}

// past tells whether an attempt was made longer than d ago.
func (r *record) past(a *Attempt, d time.Duration) bool {
	if a.MadeAt.IsZero() {
		return r.tx.Now.Sub(a.AnsweredAt.Time) > d+unseenGrace
	}
	return !r.look.now.IsZero() && r.look.now.Sub(a.MadeAt.Time) > d
}

// save writes what changed. Attempts that may live come last, since there is
// never more than one of them.
func (r *record) save(ctx context.Context) error {
	for _, live := range []bool{false, true} {
		for _, a := range r.list {
			if r.dirty[a] && a.live() == live {
				if err := updateAttemptTx(ctx, r.tx, a); err != nil {
					return err
				}
			}
		}
	}
	p, was := r.p, &r.before
	moved := p.Pay != was.Pay || p.Upload != was.Upload || p.PlatformID != was.PlatformID || p.ExtraPaid != was.ExtraPaid
	if !moved && p.PayURL == was.PayURL && p.OrderID == was.OrderID && p.Actual == was.Actual && p.ExpiresAt.Equal(was.ExpiresAt.Time) {
		// Nothing new: only note that we looked, so that the polling slows down.
		_, err := r.tx.Exec(ctx, "UPDATE preorder SET polled_at = ? WHERE tenant_id = ? AND id = ?", p.PolledAt, r.tx.Tenant, p.ID)
		return err
	}
	if err := updateTx(ctx, r.tx, p); err != nil {
		return err
	}
	if !moved {
		r.s.publishTx(r.tx, p)
		return nil
	}
	return r.s.savedTx(ctx, r.tx, r.does(), p)
}

// does names what happened, for the audit log.
func (r *record) does() string {
	switch {
	case r.action != "":
		return r.action
	case r.p.Upload != r.before.Upload:
		return "upload"
	case r.p.Pay == PayOrdered:
		return "ordered"
	case r.p.Pay == PayExpired:
		return "expire"
	}
	return "update"
}

// followTx has pre-orders asked about unless they are already going to be.
func (s *Service) followTx(ctx context.Context, tx *db.Tx, all ...tried) error {
	var (
		open  []*Preorder
		doing []jobs.Args
	)
	for _, t := range all {
		if t.p.waitsForPayment() || slices.ContainsFunc(t.list, func(a *Attempt) bool { return a.doubtful(tx.Now.Time) }) {
			open, doing = append(open, t.p), append(doing, Follow{PreorderID: t.p.ID})
		}
	}
	next, err := jobs.NextManyTx(ctx, tx, doing)
	if err != nil {
		return err
	}
	var lost []jobs.Request
	for i, p := range open {
		soon := !p.waitsForPayment() || next[i].Sub(tx.Now.Time) < troublePause
		if next[i].IsZero() || !soon {
			lost = append(lost, jobs.Request{Args: doing[i], Options: jobs.Options{Subject: p.SaleNo}})
		}
	}
	return jobs.EnqueueManyTx(ctx, tx, lost)
}
