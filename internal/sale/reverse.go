package sale

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of taking a document back.
var (
	// ErrAlreadyReversed has the parameter no.
	ErrAlreadyReversed = fault.Define(fault.Conflict, "sale.already_reversed",
		fault.ZH("单据 {no} 已经红冲过，或它本身就是红冲单", "刷新查看"), fault.EN("Document {no} has been reversed already, or is a reversal itself", "Reload to see"))
	// ErrReturned has the parameter no.
	ErrReturned = fault.Define(fault.Conflict, "sale.has_returns",
		fault.ZH("单据 {no} 已有退货，不能整单红冲", "先红冲它的退货单"), fault.EN("Document {no} has returns, so it cannot be reversed", "Reverse its returns first"))
)

// Reverse takes a posted issue or return back by a twin with negative
// quantities, dated today. Goods come back at what they left at, the order it was
// sold from lacks them again, the receivable is set off; money already received stays with the customer as an advance.
func (s *Service) Reverse(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Sale, error) {
	var out *Sale
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		d, err := getTx(ctx, tx, id, true)
		if err != nil {
			return err
		}
		if err := s.reversibleTx(ctx, tx, d, version); err != nil {
			return err
		}
		var order *Sale
		if d.Kind == KindIssue && d.SourceID != 0 {
			if order, err = getTx(ctx, tx, d.SourceID, true); err != nil {
				return err
			}
		}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if s.preorders != nil {
			if err := s.preorders.BeforeReverseTx(ctx, tx, id); err != nil {
				return err
			}
		}
		twin := d.twin(tx, set.Today(tx.Now))
		if order != nil && order.Fulfilment != FulfilmentClosed {
			twin.kept = negated(d.claims(order)) // promised again
		}
		if err := s.postTx(ctx, tx, set, twin); err != nil {
			return err
		}
		if order != nil {
			if err := s.serveTx(ctx, tx, order, d, true); err != nil {
				return err
			}
		}
		if err := insertTx(ctx, tx, twin); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "UPDATE sale SET reversed_by_id = ?, updated_at = ?, version = version + 1 WHERE tenant_id = ? AND id = ?",
			twin.ID, tx.Now, tx.Tenant, id); err != nil {
			return err
		}
		customer, err := s.party.CustomerTx(ctx, tx, d.CustomerID)
		if err != nil {
			return err
		}
		if err := doc.AuditTx(ctx, tx, doc.Change{
			Action: "reverse", Entity: "sale", EntityID: d.ID, EntityNo: d.No, After: map[string]any{"by": twin.No},
		}); err != nil {
			return err
		}
		out = twin
		return s.savedTx(ctx, tx, "create", nil, twin, customer.Name)
	})
	return out, err
}

func (s *Service) reversibleTx(ctx context.Context, tx *db.Tx, d *Sale, version int64) error {
	if d.State != StatePosted || d.Kind == KindOrder {
		return ErrState.With("no", d.No, "state", d.State)
	}
	if d.ReversedByID != 0 || d.ReversesID != 0 {
		return ErrAlreadyReversed.With("no", d.No)
	}
	if d.Version != version {
		return fault.ErrStale
	}
	if d.Kind != KindIssue {
		return nil
	}
	back, err := returnedTx(ctx, tx, d.ID)
	if err != nil {
		return err
	}
	for _, q := range back {
		if q != 0 { // a reversed return and its twin add up to zero
			return ErrReturned.With("no", d.No)
		}
	}
	return nil
}

// twin is the document that takes s back: the same with all signs turned. Its
// lines point at the original's, which carry the cost they left at.
func (s *Sale) twin(tx *db.Tx, date db.Date) *Sale {
	t := *s
	t.ID, t.No, t.Date, t.Version = tx.NewID(), "", date, 1
	t.ReversesID, t.ReversedByID, t.WantsPreorder = s.ID, 0, false
	t.PaidNow, t.FundAccountID = 0, 0
	t.CreatedBy, t.ChangedBy, t.CreatedAt, t.UpdatedAt = tx.Actor.UserID, tx.Actor.UserID, tx.Now, tx.Now
	t.Discount, t.CustomerFee, t.GoodsAmount = -s.Discount, -s.CustomerFee, -s.GoodsAmount
	t.TaxAmount, t.Total = -s.TaxAmount, -s.Total
	t.Lines = make([]Line, len(s.Lines))
	for i, l := range s.Lines {
		if s.Kind == KindIssue {
			l.SourceLineID = l.ID
		}
		l.ID = tx.NewID()
		l.Quantity, l.BaseQuantity = -l.Quantity, -l.BaseQuantity
		l.Discount, l.TaxAmount, l.Amount, l.SettledAmount = -l.Discount, -l.TaxAmount, -l.Amount, -l.SettledAmount
		t.Lines[i] = l
	}
	return &t
}
