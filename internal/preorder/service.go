package preorder

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// Service is the one entrance to pre-orders.
type Service struct {
	db      *db.DB
	sales   *sale.Service
	shops   *channel.Service
	catalog *catalog.Service
	finance *finance.Service
	log     *slog.Logger
	sets    func(context.Context) ([]db.ID, error)

	settleTime, lookAgain, waitForPerson time.Duration
}

// Timing are the waits around an attempt without an answer; zero values take the
// defaults. Tests and soak rounds shorten them.
type Timing struct {
	Settle    time.Duration // how long 1688 may take to show what it did
	LookAgain time.Duration // between two looks
}

// New makes the service. A nil log is silent.
func New(d *db.DB, sales *sale.Service, shops *channel.Service, c *catalog.Service, f *finance.Service, log *slog.Logger, t Timing) *Service {
	s := &Service{
		db: d, sales: sales, shops: shops, catalog: c, finance: f, log: log,
		settleTime: settleTime, lookAgain: lookAgain, waitForPerson: 10 * time.Minute,
	}
	if log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if t.Settle > 0 {
		s.settleTime = t.Settle
	}
	if t.LookAgain > 0 {
		s.lookAgain = t.LookAgain
	}
	return s
}

// RegisterJobs adds the workers and schedules of this package. sets lists the
// account sets.
func (s *Service) RegisterJobs(r *jobs.Registry, sets func(context.Context) ([]db.ID, error)) {
	s.sets = sets
	jobs.Handle(r, s.wanted)
	jobs.Handle(r, s.uploadJob)
	jobs.Handle(r, s.followJob)
	jobs.Handle(r, s.releaseJob)
	jobs.Handle(r, s.sweepJob)
	r.Every(sweepEvery, sweepArgs{})
}

const searchKind = "preorder"

// savedTx writes what a changed pre-order leaves behind: the audit line, the
// words it is found by, the shop's log and the news to open pages.
func (s *Service) savedTx(ctx context.Context, tx *db.Tx, action string, p *Preorder) error {
	if action == "create" {
		if err := search.PutTx(ctx, tx, searchKind, []search.Doc{{ID: p.ID, Text: []string{p.No, p.SaleNo, p.CustomerName}}}); err != nil {
			return err
		}
	}
	s.publishTx(tx, p)
	return doc.AuditTx(ctx, tx, changeOf(action, p))
}

// changeOf is the audit line of a changed pre-order.
func changeOf(action string, p *Preorder) doc.Change {
	after := map[string]any{"saleNo": p.SaleNo, "amount": p.Amount, "upload": p.Upload, "pay": p.Pay, "platformId": p.PlatformID}
	if p.Refusal != nil {
		after["refusal"] = p.Refusal.Code
	}
	return doc.Change{Action: action, Entity: "preorder", EntityID: p.ID, EntityNo: p.No, After: after}
}

func (s *Service) publishTx(tx *db.Tx, p *Preorder) {
	live.PublishTx(tx, "preorder", map[string]any{"id": p.ID, "saleId": p.SaleID, "upload": p.Upload, "pay": p.Pay})
}

// minOrder is the smallest quantity of an offer in one order.
func minOrder(o *open1688.Product) int64 {
	if o.SaleInfo == nil {
		return 0
	}
	return o.SaleInfo.MinOrderQuantity
}

// onlineStock is what 1688 has of a SKU, or of an offer without SKUs.
func onlineStock(o *open1688.Product, sku open1688.ID) (n int64, found bool) {
	if sku == "" {
		if o.SaleInfo == nil {
			return 0, false
		}
		n, err := o.SaleInfo.AmountOnSale.Int64()
		return n, err == nil
	}
	for i := range o.SKUs {
		if o.SKUs[i].SKUID == sku {
			n, err := o.SKUs[i].AmountOnSale.Int64()
			return n, err == nil
		}
	}
	return 0, false
}

// Faults of what people ask for.
var (
	// ErrNotUploadable has the parameters no and state.
	ErrNotUploadable = fault.Define(fault.Conflict, "preorder.not_uploadable",
		fault.ZH("预订单 {no} 现在不需要上传（{state:preorder.upload}）", "已上传的等客户付款；正在核实的稍等片刻"),
		fault.EN("Pre-order {no} need not be uploaded now ({state:preorder.upload})", "Wait for the payment, or for the check to end"))
	// ErrPaid has the parameter no.
	ErrPaid = fault.Define(fault.Conflict, "preorder.paid",
		fault.ZH("预订单 {no} 客户已付款，销货单不能红冲", "改开销货退货单，并在 1688 给客户退款"),
		fault.EN("Pre-order {no} has been paid, so the document cannot be reversed", "Write a sales return and refund the customer on 1688"))
	// ErrStillChecking has the parameter no.
	ErrStillChecking = fault.Define(fault.Conflict, "preorder.checking",
		fault.ZH("预订单 {no} 正在向 1688 核实，暂时不能红冲", "等核实结束再试，一般不超过几分钟"),
		fault.EN("Pre-order {no} is being looked up on 1688", "Try again when that has ended, within minutes as a rule"))
	// ErrNoPreorder is returned for a sale that cannot have one.
	ErrNoPreorder = fault.Define(fault.Conflict, "preorder.not_for_sale",
		fault.ZH("这张单据不能生成预订单", "只有已过账、未红冲、选了店铺、还没收全款的销货单可以"),
		fault.EN("This document cannot become a pre-order", "Only a posted issue with a shop that is not paid in full can"))
)

// AskUpload asks for a refused or expired pre-order to be made again.
func (s *Service) AskUpload(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getTx(ctx, tx, id, true)
		if err != nil {
			return err
		}
		if !p.uploadable() {
			return ErrNotUploadable.With("no", p.No, "state", p.Upload)
		}
		// What 1688 has of it stays with its attempts, which are asked about first.
		p.Upload, p.Pay, p.Refusal, p.PlatformID, p.PayURL, p.OrderID = UploadWaiting, PayNone, nil, "", "", ""
		p.Actual, p.ExpiresAt = 0, db.Time{}
		if err := updateTx(ctx, tx, p); err != nil {
			return err
		}
		if err := jobs.EnqueueTx(ctx, tx, Upload{PreorderID: id}, jobs.Options{Lane: lane(p.ShopID), Subject: p.SaleNo}); err != nil {
			return err
		}
		return s.savedTx(ctx, tx, "ask_upload", p)
	})
}

// AskForSale asks for the pre-order of a sale that was saved without one. A sale
// outside the warehouses or shops allowed is not found.
func (s *Service) AskForSale(ctx context.Context, sc db.Scope, saleID db.ID, warehouses, shops tenant.Limit) (*Preorder, error) {
	var p *Preorder
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		src, err := s.sales.PreorderSourceTx(ctx, tx, saleID, true)
		if err != nil {
			return err
		}
		if !warehouses.Allows(src.WarehouseID) || (src.ShopID != 0 && !shops.Allows(src.ShopID)) {
			return sale.ErrNotFound
		}
		if src.State != sale.StatePosted || src.Reversed || src.ShopID == 0 {
			return ErrNoPreorder
		}
		if left, err := s.leftTx(ctx, tx, src); err != nil || left <= 0 {
			if err == nil {
				err = ErrNoPreorder
			}
			return err
		}
		if _, err := ofSaleTx(ctx, tx, saleID, false); !errors.Is(err, ErrNotFound) {
			if err == nil {
				err = ErrNoPreorder
			}
			return err
		}
		if p, err = s.ensureTx(ctx, tx, saleID); err != nil {
			return err
		}
		return jobs.EnqueueTx(ctx, tx, Upload{PreorderID: p.ID}, jobs.Options{Lane: lane(p.ShopID), Subject: p.SaleNo})
	})
	return p, err
}

// lane has the pre-orders of a shop made one at a time, without waiting for its downloads.
func lane(shop db.ID) string { return "preorder:" + shop.String() }

// BeforeReverseTx is part of sale.Preorders: a paid pre-order keeps its sale, one
// being looked up makes it wait, an unpaid one is given up. 1688 offers no call to
// cancel a pre-order, so it is asked about until it expires, and a late payment
// becomes the customer's advance.
func (s *Service) BeforeReverseTx(ctx context.Context, tx *db.Tx, saleID db.ID) error {
	p, err := ofSaleTx(ctx, tx, saleID, true)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	switch {
	case p.Pay == PayPaid:
		return ErrPaid.With("no", p.No)
	case p.Upload == UploadChecking:
		return ErrStillChecking.With("no", p.No)
	}
	list, err := attemptsTx(ctx, tx, p.ID)
	if err != nil {
		return err
	}
	if a := liveOf(list); a != nil && a.State == AttemptOpen {
		return ErrStillChecking.With("no", p.No)
	}
	p.Upload, p.Refusal = UploadAbandoned, nil
	if err := updateTx(ctx, tx, p); err != nil {
		return err
	}
	return s.savedTx(ctx, tx, "abandon", p)
}
