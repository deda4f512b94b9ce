package preorder

import (
	"context"
	"errors"
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
	p, err := ofSaleTx(ctx, tx, saleID, false)
	if err == nil || !errors.Is(err, ErrNotFound) {
		return p, err
	}
	src, err := s.sales.PreorderSourceTx(ctx, tx, saleID)
	if err != nil {
		return nil, err
	}
	if src.State != sale.StatePosted || src.Reversed || src.ShopID == 0 {
		return nil, nil
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	p = &Preorder{
		ID: tx.NewID(), Date: set.Today(tx.Now), ShopID: src.ShopID, SaleID: src.SaleID, SaleNo: src.No, CustomerID: src.CustomerID,
		CustomerName: src.CustomerName, Amount: src.Total.Sub(src.PaidNow), Fee: src.CustomerFee, Note: src.Note, Upload: UploadWaiting, Pay: PayNone, Version: 1,
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

// upload brings a pre-order to 1688, from whatever state a former run left it
// in. Jobs of one shop run one at a time, and the state is read and written under
// the row's lock, so running twice makes nothing twice: an attempt without an
// answer is looked up, never repeated.
func (s *Service) upload(ctx context.Context, sc db.Scope, id db.ID, last bool) error {
	p, a, err := s.begin(ctx, sc, id)
	if err != nil || a == nil {
		return err
	}
	if p.Upload == UploadChecking { // left behind by a former run
		return s.lookUp(ctx, sc, p, a)
	}
	var created open1688.ID
	err = s.shops.Call(ctx, sc, p.ShopID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		var err error
		created, _, err = c.PreOrder.Create(ctx, token, a.request.api())
		return err
	})
	switch {
	case err == nil:
		return s.created(ctx, sc, id, a, created.String())
	case open1688.IsUnknown(err) || ctx.Err() != nil:
		return s.unknown(ctx, sc, id, a, err)
	}
	return s.failed(ctx, sc, p, a, err, last)
}

// begin finds the attempt to go on with, or writes a new one down. It returns no
// attempt when there is nothing to do, or when a rule of ours refuses.
func (s *Service) begin(ctx context.Context, sc db.Scope, id db.ID) (*Preorder, *Attempt, error) {
	var (
		p *Preorder
		a *Attempt
	)
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, a = nil, nil
		var err error
		if p, err = getTx(ctx, tx, id, true); err != nil {
			return err
		}
		if p.Upload != UploadWaiting && p.Upload != UploadChecking {
			return nil
		}
		if a, err = liveAttemptTx(ctx, tx, id); err != nil {
			return err
		}
		if a != nil { // the process died, or the answer was lost
			p.Upload = UploadChecking
			return updateTx(ctx, tx, p)
		}
		token := newToken()
		r, err := s.requestTx(ctx, tx, p, token)
		if e := fault.As(err); e != nil && e.Kind != fault.Internal && e.Kind != fault.Unavailable {
			return s.refuseTx(ctx, tx, p, e)
		}
		if err != nil {
			return err
		}
		a, err = startAttemptTx(ctx, tx, p, r, token)
		return err
	})
	if p != nil && p.Upload == UploadRefused {
		a = nil
	}
	return p, a, err
}

// requestTx checks what can be checked here and says what 1688 is to be sent.
func (s *Service) requestTx(ctx context.Context, tx *db.Tx, p *Preorder, token string) (*request, error) {
	src, err := s.sales.PreorderSourceTx(ctx, tx, p.SaleID)
	if err != nil {
		return nil, err
	}
	shop, err := s.shops.ShopTx(ctx, tx, p.ShopID)
	if errors.Is(err, channel.ErrShopNotFound) {
		return nil, ErrShopGone
	}
	if err != nil {
		return nil, err
	}
	if !shop.Authorised() {
		return nil, channel.ErrAuthorisation.With("shop", shop.Name)
	}
	if shop.Market == "" {
		return nil, ErrMarketMissing.With("shop", shop.Name)
	}
	r := &request{Market: shop.Market, PostFee: open1688.Fen(p.Fee.Fen()), Remark: remark(token, p.SaleNo, p.Note), Logistics: open1688.LogisticsExpress}
	if p.Fee == 0 {
		r.Logistics = open1688.LogisticsPickUp
	}
	if err := s.itemsTx(ctx, tx, p, src, r); err != nil {
		return nil, err
	}
	if len(r.Items) > maxItems {
		return nil, ErrTooManyItems.With("max", maxItems)
	}
	return r, nil
}

// maxItems is the platform's limit for orders; for pre-orders none is published.
const maxItems = 50

// created records that 1688 has it, and starts to ask for the payment.
func (s *Service) created(ctx context.Context, sc db.Scope, id db.ID, a *Attempt, platformID string) error {
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getTx(ctx, tx, id, true)
		if err != nil {
			return err
		}
		a.State, a.PlatformID, a.AnsweredAt = AttemptCreated, platformID, tx.Now
		if err := updateAttemptTx(ctx, tx, id, a); err != nil {
			return err
		}
		p.Upload, p.Pay, p.Refusal, p.PlatformID, p.PayURL, p.OrderID = UploadDone, PayUnpaid, nil, platformID, "", ""
		p.ExpiresAt = db.At(tx.Now.Add(payWithin))
		if err := updateTx(ctx, tx, p); err != nil {
			return err
		}
		if err := jobs.EnqueueTx(ctx, tx, Follow{PreorderID: id}, jobs.Options{Subject: p.SaleNo}); err != nil {
			return err
		}
		return s.savedTx(ctx, tx, "upload", p)
	})
	if err != nil {
		return err
	}
	// The QR code is on the customer's way: fetch it now rather than with the next job.
	_, err = s.follow(ctx, sc, id)
	if err != nil {
		s.log.InfoContext(ctx, "pre-order made, its link comes later", "tenant", sc.Tenant, "doc", id, "err", err)
	}
	return nil
}

// payWithin is how long a customer has (S14).
const payWithin = 5 * 24 * time.Hour

// unknown records that there was no answer; the next run looks it up.
func (s *Service) unknown(ctx context.Context, sc db.Scope, id db.ID, a *Attempt, cause error) error {
	// The process may be stopping; what happened must be kept all the same.
	ctx = context.WithoutCancel(ctx)
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getTx(ctx, tx, id, true)
		if err != nil {
			return err
		}
		a.Code, a.Message = platformSays(cause)
		if err := updateAttemptTx(ctx, tx, id, a); err != nil {
			return err
		}
		p.Upload = UploadChecking
		if err := updateTx(ctx, tx, p); err != nil {
			return err
		}
		return s.savedTx(ctx, tx, "unknown", p)
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
	if !again || last {
		refusal = s.diagnose(ctx, sc, p, a, cause)
	}
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getTx(ctx, tx, p.ID, true)
		if err != nil {
			return err
		}
		a.State, a.AnsweredAt = AttemptRefused, tx.Now
		if again {
			a.State = AttemptNotDone
		}
		a.Code, a.Message = platformSays(cause)
		if err := updateAttemptTx(ctx, tx, p.ID, a); err != nil {
			return err
		}
		if refusal == nil {
			return nil
		}
		return s.refuseTx(ctx, tx, p, refusal)
	})
	if err != nil || refusal != nil {
		return err
	}
	return cause // the job's back-off decides when to try again
}

// retryLater tells whether a failure, known not to have been carried out, may pass
// by itself.
func retryLater(err error) bool {
	e, ok := errors.AsType[*open1688.Error](err)
	return ok && (e.Kind == open1688.KindTransport || open1688.IsRateLimited(err) || (e.Kind == open1688.KindGateway && e.Retryable()))
}

// refuseTx keeps why the pre-order is not made. The sale stands.
func (s *Service) refuseTx(ctx context.Context, tx *db.Tx, p *Preorder, why *fault.Error) error {
	p.Upload, p.Refusal = UploadRefused, refusalOf(why)
	if err := updateTx(ctx, tx, p); err != nil {
		return err
	}
	return s.savedTx(ctx, tx, "refuse", p)
}
