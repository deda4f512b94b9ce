package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// Faults of the way to the posting.
var (
	// ErrReceiptOwnReview has the parameter no.
	ErrReceiptOwnReview = fault.Define(fault.Forbidden, "purchase_receipt.own_review",
		fault.ZH("不能审核自己录入或改过的单据 {no}", "请其他有审核权限的人审核，或在设置中允许审核自己的单据"),
		fault.EN("You cannot review document {no}, which you entered or changed yourself", "Let somebody else with the permission review it, or allow it in the settings"))
	// ErrNotInspected has the parameter no, of the order.
	ErrNotInspected = fault.Define(fault.Invalid, "purchase_receipt.not_inspected",
		fault.ZH("采购单 {no} 要求质检，还没有确认质检", "清点后填写合格和不合格数量，勾选“已质检”再入库"),
		fault.EN("Order {no} asks for inspection, which was not confirmed", "Count, enter what is accepted and what is not, and tick that it was inspected"))
	// ErrRejectReason marks goods that an inspection did not accept, without the reason.
	ErrRejectReason = fault.Define(fault.Invalid, "purchase_receipt.reject_reason",
		fault.ZH("没有填不合格原因", "选择破损、发错货、质量不合格或其他"), fault.EN("The reason for not accepting is missing", "Choose damaged, wrong goods, quality or other"))
)

// advanceReceiptTx takes a built receipt as far as the set's policy says: it is posted,
// or waits for its review. It tells which of them, for the log. A return that waits is
// checked against the stock as well, so that the clerk learns of it and not the reviewer.
func (s *Service) advanceReceiptTx(ctx context.Context, tx *db.Tx, k *known, r *Receipt) (action string, err error) {
	if err := r.inspected(); err != nil {
		return "", err
	}
	if !k.set.StockReview {
		return "post", s.postReceiptTx(ctx, tx, k.set, k.supplier, r)
	}
	r.State = ReceiptSubmitted
	if r.Kind == KindReturn {
		return "submit", s.stock.CheckTx(ctx, tx, stock.Posting{Lines: r.moves()})
	}
	return "submit", nil
}

// inspected refuses what came of an order that asks for inspection without it.
func (r *Receipt) inspected() error {
	if r.order == nil || !r.order.Inspect {
		return nil
	}
	var f fault.Fields
	if r.InspectedAt.IsZero() {
		f.Add("inspected", ErrNotInspected.With("no", r.order.No))
	}
	for i := range r.Lines {
		if r.Lines[i].Rejected > 0 && r.Lines[i].RejectReason == "" {
			f.Add(trade.Path(i)+".rejectReason", ErrRejectReason)
		}
	}
	return f.Err()
}

// input is what the receipt was entered as: what was taken from the source is left out,
// so that it is worked out again.
func (r *Receipt) input() ReceiptInput {
	in := ReceiptInput{
		Kind: r.Kind, Date: r.Date, SupplierID: r.SupplierID, WarehouseID: r.WarehouseID, OrderID: r.OrderID, SourceID: r.SourceID, TaxIncluded: &r.TaxIncluded,
		DiscountBPS: r.DiscountBPS, Waybill: r.Waybill, OverReason: r.OverReason, Note: r.Note, ClearSupplier: r.ClearSupplier, AsCharged: r.AsCharged,
		Within: tenant.Everything, MayTakeMore: r.OverReason != "",
		MayReprice: true, // who entered it might, or it would not stand there
	}
	if r.DiscountBPS == 0 && !r.discountTaken {
		in.Discount = &r.Discount
	}
	if !r.freightTaken {
		in.Freight = &r.Freight
	}
	if !r.otherFeeTaken {
		in.OtherFee = &r.OtherFee
	}
	for i := range r.Lines {
		l := &r.Lines[i]
		line := ReceiptLineInput{
			LineInput: trade.LineInput{
				SKUID: l.SKUID, UnitID: l.UnitID, Quantity: l.Quantity, DiscountBPS: l.DiscountBPS, TaxRateBPS: &l.TaxRateBPS,
				SourceLineID: l.SourceLineID, Note: l.Note,
			},
			Rejected: l.Rejected, RejectReason: l.RejectReason, Short: l.Short,
		}
		if !l.priceTaken {
			line.Price = &l.Price
		}
		if l.DiscountBPS == 0 && !l.discountTaken {
			line.Discount = l.Discount
		}
		in.Lines = append(in.Lines, line)
	}
	return in
}

// ApproveReceipt posts a receipt that waits for its review. It is checked again as if
// entered now, and the parts it takes of its order are worked out again: other goods of
// the order may have come while it waited. Nobody reviews what they entered or changed,
// unless the set lets them.
func (s *Service) ApproveReceipt(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Receipt, error) {
	var out *Receipt
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		old, err := lockedReceiptTx(ctx, tx, id, version)
		if err != nil {
			return err
		}
		if old.State != ReceiptSubmitted {
			return ErrReceiptState.With("no", old.No, "state", old.State)
		}
		in := old.input()
		k, r, err := s.buildReceiptTx(ctx, tx, &in)
		if err != nil {
			return err
		}
		if mine := old.CreatedBy == tx.Actor.UserID || old.ChangedBy == tx.Actor.UserID; mine && tx.Actor.UserID != 0 && !k.set.OwnApproval {
			return ErrReceiptOwnReview.With("no", old.No)
		}
		r.ID, r.No, r.Version = old.ID, old.No, old.Version+1
		r.CreatedBy, r.ChangedBy, r.CreatedAt, r.UpdatedAt = old.CreatedBy, old.ChangedBy, old.CreatedAt, tx.Now
		r.InspectedBy, r.InspectedAt = old.InspectedBy, old.InspectedAt
		for i := range r.Lines {
			r.Lines[i].ID = old.Lines[i].ID
		}
		if err := r.inspected(); err != nil {
			return err
		}
		if err := s.postReceiptTx(ctx, tx, k.set, k.supplier, r); err != nil {
			return err
		}
		if err := replaceReceiptTx(ctx, tx, r); err != nil {
			return err
		}
		out = r
		return receiptSavedTx(ctx, tx, "approve", old.summary(), r, k.supplier)
	})
	return out, err
}

// RejectReceipt sends a receipt that waits for its review back to its maker, with a reason.
func (s *Service) RejectReceipt(ctx context.Context, sc db.Scope, id db.ID, version int64, reason string) (*Receipt, error) {
	var f fault.Fields
	reason = requiredReason(&f, reason)
	if err := f.Err(); err != nil {
		return nil, err
	}
	return s.changeReceipt(ctx, sc, id, version, "reject", func(r *Receipt) bool {
		waits := r.State == ReceiptSubmitted
		r.State, r.RejectedReason = ReceiptDraft, reason
		return waits
	})
}

// WithdrawReceipt takes a receipt that waits for its review back into a draft.
func (s *Service) WithdrawReceipt(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Receipt, error) {
	return s.changeReceipt(ctx, sc, id, version, "withdraw", func(r *Receipt) bool {
		waits := r.State == ReceiptSubmitted
		r.State = ReceiptDraft
		return waits
	})
}

// VoidReceipt gives up what has not been posted; it keeps its number.
func (s *Service) VoidReceipt(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Receipt, error) {
	return s.changeReceipt(ctx, sc, id, version, "void", func(r *Receipt) bool {
		open := r.State == ReceiptDraft || r.State == ReceiptSubmitted
		r.State = ReceiptVoid
		return open
	})
}

// changeReceipt moves a receipt that has had no effect to another state; to reports
// whether that is possible where it stands.
func (s *Service) changeReceipt(ctx context.Context, sc db.Scope, id db.ID, version int64, action string, to func(*Receipt) bool) (*Receipt, error) {
	var out *Receipt
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := lockedReceiptTx(ctx, tx, id, version)
		if err != nil {
			return err
		}
		before, stood := r.summary(), r.State
		if !to(r) {
			return ErrReceiptState.With("no", r.No, "state", stood)
		}
		supplier, err := s.party.SupplierTx(ctx, tx, r.SupplierID)
		if err != nil {
			return err
		}
		r.UpdatedAt = tx.Now
		r.Version++
		if err := updateReceiptTx(ctx, tx, r); err != nil {
			return err
		}
		if r.OrderID != 0 { // it is found by its number
			if r.order, err = getTx(ctx, tx, r.OrderID, ""); err != nil {
				return err
			}
		}
		out = r
		return receiptSavedTx(ctx, tx, action, before, r, supplier)
	})
	return out, err
}
