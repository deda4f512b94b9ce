package preorder

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// Upload asks for a pre-order to be made on 1688, or made again.
type Upload struct {
	PreorderID db.ID `json:"preorderId"`
}

// Kind names the job; it is a wire format.
func (Upload) Kind() string { return "preorder.upload" }

// wanted makes the pre-order of a posted sale. It may run twice: a sale has one
// pre-order by a unique rule, and uploading starts from its state.
func (s *Service) wanted(ctx context.Context, sc db.Scope, j jobs.Job[sale.PreorderWanted]) error {
	var id db.ID
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := s.ensureTx(ctx, tx, j.Args.SaleID)
		if err == nil && p != nil {
			id = p.ID
		}
		return err
	})
	if err != nil || id == 0 {
		return err
	}
	return s.upload(ctx, sc, id, j.Last())
}

// ensureTx gives the pre-order of a sale, made now if there is none; nil when
// the sale has been taken back meanwhile.
func (s *Service) ensureTx(ctx context.Context, tx *db.Tx, saleID db.ID) (*Preorder, error) {
	// The sale is locked first, as reversing it does: one of the two sees the other.
	src, err := s.sales.PreorderSourceTx(ctx, tx, saleID, true)
	if err != nil {
		return nil, err
	}
	p, err := ofSaleTx(ctx, tx, saleID, false)
	if err == nil || !errors.Is(err, ErrNotFound) {
		return p, err
	}
	if src.State != sale.StatePosted || src.Reversed || src.ShopID == 0 {
		return nil, nil
	}
	left, err := s.leftTx(ctx, tx, src)
	if err != nil {
		return nil, err
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	p = &Preorder{
		ID: tx.NewID(), Date: set.Today(tx.Now), ShopID: src.ShopID, SaleID: src.SaleID, SaleNo: src.No, CustomerID: src.CustomerID,
		CustomerName: src.CustomerName, Amount: left, Fee: src.CustomerFee, Note: src.Note, Upload: UploadWaiting, Pay: PayNone, Version: 1,
	}
	if p.No, err = doc.NextNumberTx(ctx, tx, "preorder", p.Date); err != nil {
		return nil, err
	}
	if err := insertTx(ctx, tx, p); err != nil {
		return nil, err
	}
	return p, s.savedTx(ctx, tx, "create", p)
}

func (s *Service) uploadJob(ctx context.Context, sc db.Scope, j jobs.Job[Upload]) error {
	return s.upload(ctx, sc, j.Args.PreorderID, j.Last())
}

// How an attempt is made, and looked up while it has no answer.
const (
	// sendWithin is how long after the intent was written the call may still leave. A
	// process that was held up longer leaves it to others, who may have looked the
	// attempt up meanwhile.
	sendWithin = 5 * time.Second
	// callWithin bounds the call itself, waiting for its turn included.
	callWithin = time.Minute
	// settleTime is how long a slow platform may take to show what it did, counted
	// from when the attempt was first seen without an answer; before it, not found
	// proves nothing. It outlasts any call that may still be on its way.
	settleTime = 2 * time.Minute
	// lookupsNeeded is how often it must be missing after that time.
	lookupsNeeded = 2
	// lookAgain is the pause between two looks, at first.
	lookAgain = 3 * time.Second
)

var (
	errTooLate   = errors.New("the call was held up and not sent")
	errTakenBack = errors.New("the sale was taken back")
)

// upload brings a pre-order to 1688, from whatever state a former run left it
// in. Jobs of one shop run one at a time, and the state is read and written under
// the row's lock, so running twice makes nothing twice: an attempt without an
// answer is looked up, never repeated, and those given up are asked about before
// another one is made.
func (s *Service) upload(ctx context.Context, sc db.Scope, id db.ID, last bool) error {
	for looked := false; ; looked = true {
		t, err := s.begin(ctx, sc, id, looked)
		switch {
		case err != nil:
			return err
		case t.lookUp != nil:
			return s.lookUp(ctx, sc, t.p, t.list, t.lookUp)
		case t.send != nil:
			return s.send(ctx, sc, t.p, t.send, last)
		case t.lookBack == nil:
			return nil
		}
		if err := s.lookBack(ctx, sc, t.p, t.list, t.lookBack, last); err != nil {
			return err
		}
	}
}

// task is what upload has to do next; nothing when all of it is empty.
type task struct {
	p        *Preorder
	list     []*Attempt
	send     *Attempt   // written down just now
	lookUp   *Attempt   // without an answer
	lookBack []*Attempt // given up, and to be asked about before another is made
}

// begin finds the attempt to go on with, or writes a new one down, unless a rule
// of ours refuses.
func (s *Service) begin(ctx context.Context, sc db.Scope, id db.ID, looked bool) (t task, err error) {
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, list, err := lockTx(ctx, tx, id)
		if err != nil {
			return err
		}
		t = task{p: p, list: list}
		live := liveOf(list)
		switch {
		case live != nil && live.State == AttemptOpen: // the process died, or the answer was lost
			t.lookUp = live
			return s.unansweredTx(ctx, tx, p, live)
		case p.Upload != UploadWaiting || live != nil:
			return nil
		}
		if !looked {
			for _, a := range list {
				if a.doubtful(tx.Now.Time) {
					t.lookBack = append(t.lookBack, a)
				}
			}
			if t.lookBack != nil {
				return nil
			}
		}
		token := newToken()
		r, err := s.requestTx(ctx, tx, p, token)
		if errors.Is(err, errTakenBack) {
			p.Upload, p.Refusal = UploadAbandoned, nil
			if err := updateTx(ctx, tx, p); err != nil {
				return err
			}
			return s.savedTx(ctx, tx, "abandon", p)
		}
		if e := fault.As(err); e != nil && e.Kind != fault.Internal && e.Kind != fault.Unavailable {
			return s.refuseTx(ctx, tx, e, p)
		}
		if err != nil {
			return err
		}
		if err := updateTx(ctx, tx, p); err != nil {
			return err
		}
		t.send, err = startAttemptTx(ctx, tx, p, r, token)
		return err
	})
	return t, err
}

// unansweredTx notes that an open attempt was seen without an answer.
func (s *Service) unansweredTx(ctx context.Context, tx *db.Tx, p *Preorder, a *Attempt) error {
	if a.UnansweredAt.IsZero() {
		a.UnansweredAt = tx.Now
		if err := updateAttemptTx(ctx, tx, a); err != nil {
			return err
		}
	}
	if p.Upload != UploadWaiting {
		return nil
	}
	p.Upload = UploadChecking
	if err := updateTx(ctx, tx, p); err != nil {
		return err
	}
	return s.savedTx(ctx, tx, "unknown", p)
}

// send makes the call of an attempt that was just written down.
func (s *Service) send(ctx context.Context, sc db.Scope, p *Preorder, a *Attempt, last bool) error {
	bounded, cancel := context.WithTimeout(ctx, callWithin)
	defer cancel()
	var created open1688.ID
	err := s.shops.Call(bounded, sc, p.ShopID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		if s.db.Now().Sub(a.StartedAt.Time) > sendWithin {
			return errTooLate
		}
		var err error
		created, _, err = c.PreOrder.Create(ctx, token, a.request.api())
		return err
	})
	switch {
	case err == nil:
		return s.created(ctx, sc, p.ID, a.Number, created.String())
	case open1688.IsUnknown(err), ctx.Err() != nil:
		return s.unknown(ctx, sc, p.ID, a.Number, err)
	}
	return s.failed(ctx, sc, p, a, err, last)
}

// requestTx checks what can be checked here and says what 1688 is to be sent.
func (s *Service) requestTx(ctx context.Context, tx *db.Tx, p *Preorder, token string) (*request, error) {
	src, err := s.sales.PreorderSourceTx(ctx, tx, p.SaleID, false)
	if err != nil {
		return nil, err
	}
	if src.State != sale.StatePosted || src.Reversed {
		return nil, errTakenBack
	}
	shop, err := s.shops.ShopTx(ctx, tx, p.ShopID)
	if errors.Is(err, channel.ErrShopNotFound) {
		return nil, ErrShopGone
	}
	if err != nil {
		return nil, err
	}
	if !shop.Enabled {
		return nil, channel.ErrShopDisabled.With("shop", shop.Name)
	}
	if !shop.Authorised() {
		return nil, channel.ErrAuthorisation.With("shop", shop.Name)
	}
	if shop.Market == "" {
		return nil, ErrMarketMissing.With("shop", shop.Name)
	}
	left, err := s.leftTx(ctx, tx, src)
	if err != nil {
		return nil, err
	}
	r := &request{Market: shop.Market, Remark: remark(token, p.SaleNo, p.Note), Logistics: open1688.LogisticsExpress}
	if p.Fee == 0 {
		r.Logistics = open1688.LogisticsPickUp
	}
	fee := toBill(src, left)
	r.PostFee = open1688.Fen(fee.Fen())
	if err := s.itemsTx(ctx, tx, p, src, r); err != nil {
		return nil, err
	}
	if len(r.Items) > maxItems {
		return nil, ErrTooManyItems.With("max", maxItems)
	}
	p.Amount = r.total()
	return r, nil
}

// maxItems is the platform's limit for orders; for pre-orders none is published.
const maxItems = 50

// created records that 1688 has it, and starts to ask for the payment. Whatever
// others recorded meanwhile stands: the pre-order is then one more that was given up.
func (s *Service) created(ctx context.Context, sc db.Scope, id db.ID, number int64, platformID string) error {
	err := s.db.InTx(context.WithoutCancel(ctx), sc, func(ctx context.Context, tx *db.Tx) error {
		p, list, err := lockTx(ctx, tx, id)
		if err != nil {
			return err
		}
		r := s.newRecord(tx, p, list)
		if _, err := r.made(ctx, numbered(list, number), platformID); err != nil {
			return err
		}
		if err := r.finish(ctx); err != nil {
			return err
		}
		return s.followTx(ctx, tx, tried{p, r.list})
	})
	if err != nil {
		return err
	}
	// The QR code is on the customer's way: fetch it now rather than with the next job.
	if _, _, err := s.follow(ctx, sc, id, false); err != nil {
		s.log.InfoContext(ctx, "pre-order made, its link comes later", "tenant", sc.Tenant, "doc", id, "err", err)
	}
	return nil
}

// unknown records that there was no answer; the next run looks it up.
func (s *Service) unknown(ctx context.Context, sc db.Scope, id db.ID, number int64, cause error) error {
	// The process may be stopping; what happened must be kept all the same.
	err := s.db.InTx(context.WithoutCancel(ctx), sc, func(ctx context.Context, tx *db.Tx) error {
		p, list, err := lockTx(ctx, tx, id)
		if err != nil {
			return err
		}
		a := numbered(list, number)
		if a.State != AttemptOpen {
			return nil
		}
		a.Code, a.Message = platformSays(cause)
		if a.UnansweredAt.IsZero() {
			a.UnansweredAt = tx.Now
		}
		if err := updateAttemptTx(ctx, tx, a); err != nil {
			return err
		}
		return s.unansweredTx(ctx, tx, p, a)
	})
	if err != nil {
		return err
	}
	return jobs.Snooze(s.lookAgain)
}

// failed handles an answer that says no, or a call that never left.
func (s *Service) failed(ctx context.Context, sc db.Scope, p *Preorder, a *Attempt, cause error, last bool) error {
	again := retryLater(cause)
	var refusal *fault.Error
	if !again || (last && !errors.Is(cause, errTooLate)) {
		refusal = s.diagnose(ctx, sc, p, a, cause)
	}
	err := s.db.InTx(context.WithoutCancel(ctx), sc, func(ctx context.Context, tx *db.Tx) error {
		p, list, err := lockTx(ctx, tx, p.ID)
		if err != nil {
			return err
		}
		a := numbered(list, a.Number)
		open := a.State == AttemptOpen
		if !open && (again || a.State != AttemptNotDone) {
			return nil
		}
		// A clear no also ends the doubt about one that was not found.
		a.State, a.AnsweredAt, a.EndedAt = AttemptRefused, tx.Now, db.Time{}
		if again {
			a.State = AttemptNotDone
		}
		a.Code, a.Message = platformSays(cause)
		if err := updateAttemptTx(ctx, tx, a); err != nil || !open {
			return err
		}
		switch {
		case p.Upload == UploadChecking: // another run saw it without an answer
			p.Upload = UploadWaiting
		case p.Upload != UploadWaiting:
			return nil
		}
		if refusal != nil {
			return s.refuseTx(ctx, tx, refusal, p)
		}
		return updateTx(ctx, tx, p)
	})
	switch {
	case err != nil || refusal != nil:
		return err
	case errors.Is(cause, errTooLate):
		return jobs.Snooze(0)
	}
	return cause // the job's back-off decides when to try again
}

// retryLater tells whether a failure, known not to have been carried out, may pass
// by itself: 1688 or the network is not well, or something of our own is not.
func retryLater(err error) bool {
	if e, ok := errors.AsType[*open1688.Error](err); ok {
		return e.Kind == open1688.KindTransport || open1688.IsRateLimited(err) || (e.Kind == open1688.KindGateway && e.Retryable())
	}
	ours := fault.As(err)
	return ours == nil || ours.Kind == fault.Internal
}

// refuseTx keeps why pre-orders are not made. Their sales stand.
func (s *Service) refuseTx(ctx context.Context, tx *db.Tx, why *fault.Error, list ...*Preorder) error {
	refusal := refusalOf(why)
	text, err := refusal.text()
	if err != nil {
		return err
	}
	for part := range slices.Chunk(list, refuseAtOnce) {
		args, changes := []any{text, tx.Now, tx.Tenant}, make([]doc.Change, len(part))
		for i, p := range part {
			p.Upload, p.Refusal, p.UpdatedAt = UploadRefused, refusal, tx.Now
			p.Version++
			args, changes[i] = append(args, p.ID), changeOf("refuse", p)
			s.publishTx(tx, p)
		}
		_, err := tx.Exec(ctx, "UPDATE preorder SET upload_state = 'refused', refusal = ?, updated_at = ?, version = version + 1 WHERE tenant_id = ? AND id IN "+db.Tuples(1, len(part)), args...)
		if err != nil {
			return fmt.Errorf("refuse pre-orders: %w", err)
		}
		if err := doc.AuditTx(ctx, tx, changes...); err != nil {
			return err
		}
	}
	return nil
}

const refuseAtOnce = 500
