package purchase

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// receiptEntity names receipts in the audit log, receiptSearch in the search index, whose
// kinds are letters only.
const (
	receiptEntity = "purchase_receipt"
	receiptSearch = "purchasereceipt"
)

// Faults of what may be done to a receipt where it stands.
var (
	// ErrReceiptState has the parameters no and state.
	ErrReceiptState = fault.Define(fault.Conflict, "purchase_receipt.state",
		fault.ZH("单据 {no} 当前是“{state:purchase_receipt.state}”，不能这样操作", "刷新查看最新状态"),
		fault.EN("Document {no} is {state:purchase_receipt.state}; this cannot be done now", "Reload to see where it stands"))
	// ErrReceiptReversed has the parameter no.
	ErrReceiptReversed = fault.Define(fault.Conflict, "purchase_receipt.already_reversed",
		fault.ZH("单据 {no} 已经红冲过，或它本身就是红冲单", "刷新查看"), fault.EN("Document {no} has been reversed already, or is a reversal itself", "Reload to see"))
	// ErrReceiptReturned has the parameter no.
	ErrReceiptReturned = fault.Define(fault.Conflict, "purchase_receipt.has_returns",
		fault.ZH("单据 {no} 已有退货，不能整单红冲", "先红冲它的退货单"), fault.EN("Document {no} has returns, so it cannot be reversed", "Reverse its returns first"))
)

func init() {
	fault.AddWords("purchase_receipt.state",
		fault.Word{Code: string(ReceiptDraft), ZH: "草稿", EN: "a draft"}, fault.Word{Code: string(ReceiptPosted), ZH: "已过账", EN: "posted"},
		fault.Word{Code: string(ReceiptSubmitted), ZH: "待审核", EN: "waiting for review"}, fault.Word{Code: string(ReceiptVoid), ZH: "已作废", EN: "void"})
}

// Receive saves a new receipt, or return, and posts it when post is true: stock, cost,
// payable, what the order still awaits and the audit line in one transaction. Where the
// set has stock documents reviewed it waits for ApproveReceipt instead. It returns
// field faults for wrong input, and stock.ErrShort for a return of goods that are gone.
func (s *Service) Receive(ctx context.Context, sc db.Scope, in ReceiptInput, post bool) (out *Receipt, err error) {
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out, err = s.ReceiveTx(ctx, tx, in, post)
		return err
	})
	return out, err
}

// ReceiveTx is Receive in a transaction of the caller.
func (s *Service) ReceiveTx(ctx context.Context, tx *db.Tx, in ReceiptInput, post bool) (*Receipt, error) {
	k, r, err := s.buildReceiptTx(ctx, tx, &in)
	if err != nil {
		return nil, err
	}
	r.ID, r.Version = tx.NewID(), 1
	r.CreatedBy, r.ChangedBy, r.CreatedAt, r.UpdatedAt = tx.Actor.UserID, tx.Actor.UserID, tx.Now, tx.Now
	for i := range r.Lines {
		r.Lines[i].ID = tx.NewID()
	}
	if r.No, err = doc.NextNumberTx(ctx, tx, r.Kind.docType(), r.Date); err != nil {
		return nil, err
	}
	action := "create"
	if post {
		if action, err = s.advanceReceiptTx(ctx, tx, k, r); err != nil {
			return nil, err
		}
	}
	if err := insertReceiptTx(ctx, tx, r); err != nil {
		return nil, err
	}
	return r, receiptSavedTx(ctx, tx, action, nil, r, k.supplier)
}

// UpdateReceipt replaces what a draft, or one that waits for its review, says, and posts
// it when post is true.
func (s *Service) UpdateReceipt(ctx context.Context, sc db.Scope, id db.ID, version int64, in ReceiptInput, post bool) (*Receipt, error) {
	var out *Receipt
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		old, err := lockedReceiptTx(ctx, tx, id, version)
		if err != nil {
			return err
		}
		if old.State != ReceiptDraft && old.State != ReceiptSubmitted {
			return ErrReceiptState.With("no", old.No, "state", old.State)
		}
		asked := in
		asked.Kind = old.Kind
		asked.follow(old)
		k, r, err := s.buildReceiptTx(ctx, tx, &asked)
		if err != nil {
			return err
		}
		r.ID, r.No, r.Version = old.ID, old.No, old.Version+1
		r.CreatedBy, r.ChangedBy, r.CreatedAt, r.UpdatedAt = old.CreatedBy, tx.Actor.UserID, old.CreatedAt, tx.Now
		for i := range r.Lines {
			r.Lines[i].ID = tx.NewID()
		}
		action := "update"
		if !post {
			r.RejectedReason = old.RejectedReason // told until it is submitted again
		}
		if post {
			if action, err = s.advanceReceiptTx(ctx, tx, k, r); err != nil {
				return err
			}
		}
		if err := replaceReceiptTx(ctx, tx, r); err != nil {
			return err
		}
		out = r
		return receiptSavedTx(ctx, tx, action, old.summary(), r, k.supplier)
	})
	return out, err
}

// postReceiptTx gives a built receipt its effect. The caller writes it.
func (s *Service) postReceiptTx(ctx context.Context, tx *db.Tx, set *tenant.Set, supplier *party.SupplierInfo, r *Receipt) error {
	r.State, r.PostedBy, r.PostedAt = ReceiptPosted, tx.Actor.UserID, tx.Now
	p := stock.Posting{DocKind: r.Kind.docType(), DocID: r.ID, DocNo: r.No, Date: r.Date, Reverses: r.ReversesID}
	var err error
	if r.ReversesID != 0 {
		if p.Lines, err = s.stock.ReversalTx(ctx, tx, r.ReversesID); err != nil {
			return err
		}
		at := 0
		for i := range r.Lines { // the moves are in the order of the lines that moved something
			if r.Lines[i].BaseQuantity != 0 {
				p.Lines[at].LineID = r.Lines[i].ID
				at++
			}
		}
	} else {
		p.Lines = r.moves()
	}
	posted := &stock.Posted{}
	if len(p.Lines) > 0 {
		if posted, err = s.stock.PostTx(ctx, tx, set, p); err != nil {
			return err
		}
	}
	r.Cost = 0
	cost := make(map[db.ID]dec.Cost, len(p.Lines))
	for i := range p.Lines {
		cost[p.Lines[i].LineID] = posted.Costs[i]
	}
	for i := range r.Lines {
		r.Lines[i].Cost = cost[r.Lines[i].ID]
		r.Cost = r.Cost.Add(r.Lines[i].Cost)
	}
	if err := s.finance.PostTx(ctx, tx, r.entry(posted.Inventory())); err != nil {
		return err
	}
	if err := s.oweTx(ctx, tx, supplier, r); err != nil {
		return err
	}
	if err := s.clearTx(ctx, tx, r); err != nil {
		return err
	}
	return s.countTx(ctx, tx, r)
}

// oweTx opens the supplier's item, or sets the reversed one off.
func (s *Service) oweTx(ctx context.Context, tx *db.Tx, supplier *party.SupplierInfo, r *Receipt) error {
	if r.ReversesID != 0 {
		return s.finance.ReversePayableTx(ctx, tx, r.ReversesID, r.payable(""))
	}
	if r.Total == 0 {
		return nil
	}
	due := r.Date
	terms, days := supplier.Terms, supplier.CreditDays
	if r.order != nil { // approved with terms of its own
		terms, days = r.order.Terms, r.order.CreditDays
	}
	if r.Kind == KindReceipt {
		var err error
		if due, err = dueOn(r.Date, terms, days); err != nil {
			return err
		}
	}
	return s.finance.OpenPayableTx(ctx, tx, r.payable(due))
}

// countTx counts on the order, whose row is locked, what came of it, or takes it back.
func (s *Service) countTx(ctx context.Context, tx *db.Tx, r *Receipt) error {
	if r.order == nil || r.Kind != KindReceipt {
		return nil
	}
	o := r.order
	before := o.summary()
	lines := make(map[db.ID]*Line, len(o.Lines))
	for i := range o.Lines {
		lines[o.Lines[i].ID] = &o.Lines[i]
	}
	came := map[db.ID]dec.Quantity{}
	for i := range r.Lines {
		if l := lines[r.Lines[i].SourceLineID]; l != nil {
			q := r.Lines[i].BaseQuantity
			l.Received, came[l.ID] = l.Received.Add(q), came[l.ID].Add(q)
		}
	}
	if len(came) == 0 {
		return nil
	}
	args := make([]any, 0, 2*len(came)+2)
	for id, q := range came {
		args = append(args, id, q)
	}
	if _, err := tx.Exec(ctx, `UPDATE purchase_order_line AS l SET received = l.received + v.column2 FROM (VALUES `+db.Bigints(len(came), 2)+`) AS v
		WHERE l.tenant_id = ? AND l.order_id = ? AND l.id = v.column1`, append(args, tx.Tenant, o.ID)...); err != nil {
		return fmt.Errorf("count what came of %s: %w", o.No, err)
	}
	if o.Fulfilment != FulfilmentClosed {
		o.Fulfilment = o.received()
	}
	o.Version++
	o.UpdatedAt = tx.Now
	if err := updateTx(ctx, tx, o); err != nil {
		return err
	}
	return s.changedTx(ctx, tx, "receive", before, o)
}

// ReverseReceipt takes a posted receipt or return back by a twin with the signs turned,
// dated today. What was paid on it stays with the supplier as an advance; the order it
// came from awaits the goods again.
func (s *Service) ReverseReceipt(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Receipt, error) {
	var out *Receipt
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := lockedReceiptTx(ctx, tx, id, version)
		if err != nil {
			return err
		}
		if err := reversibleTx(ctx, tx, r); err != nil {
			return err
		}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		supplier, err := s.party.SupplierTx(ctx, tx, r.SupplierID)
		if err != nil {
			return err
		}
		twin := r.twin(tx.NewID(), set.Today(tx.Now))
		twin.CreatedBy, twin.ChangedBy, twin.CreatedAt, twin.UpdatedAt = tx.Actor.UserID, tx.Actor.UserID, tx.Now, tx.Now
		for i := range twin.Lines {
			twin.Lines[i].ID = tx.NewID()
		}
		if r.Kind == KindReturn { // nobody returns of its receipt meanwhile
			if _, err := getReceiptTx(ctx, tx, r.SourceID, tx.ForUpdate()); err != nil {
				return err
			}
		}
		if r.OrderID != 0 {
			if twin.order, err = getTx(ctx, tx, r.OrderID, tx.ForUpdate()); err != nil {
				return err
			}
		}
		if twin.No, err = doc.NextNumberTx(ctx, tx, twin.Kind.docType(), twin.Date); err != nil {
			return err
		}
		if err := s.postReceiptTx(ctx, tx, set, supplier, twin); err != nil {
			return err
		}
		if err := insertReceiptTx(ctx, tx, twin); err != nil {
			return err
		}
		r.ReversedByID, r.UpdatedAt = twin.ID, tx.Now
		r.Version++
		if err := updateReceiptTx(ctx, tx, r); err != nil {
			return err
		}
		if err := doc.AuditTx(ctx, tx, doc.Change{Action: "reverse", Entity: receiptEntity, EntityID: r.ID, EntityNo: r.No, After: map[string]any{"by": twin.No}}); err != nil {
			return err
		}
		out = twin
		return receiptSavedTx(ctx, tx, "create", nil, twin, supplier)
	})
	return out, err
}

func reversibleTx(ctx context.Context, tx *db.Tx, r *Receipt) error {
	switch {
	case r.State != ReceiptPosted:
		return ErrReceiptState.With("no", r.No, "state", r.State)
	case r.ReversedByID != 0 || r.ReversesID != 0:
		return ErrReceiptReversed.With("no", r.No)
	case r.Kind == KindReturn:
		return nil
	}
	back, err := returnedTx(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	for _, q := range back {
		if q != 0 { // a reversed return and its twin add up to zero
			return ErrReceiptReturned.With("no", r.No)
		}
	}
	return withoutCostsTx(ctx, tx, r)
}

// receiptSavedTx writes what every saved receipt leaves behind.
func receiptSavedTx(ctx context.Context, tx *db.Tx, action string, before any, r *Receipt, supplier *party.SupplierInfo) error {
	text := []string{r.No, supplier.Name, supplier.LoginID, r.Waybill, r.Note}
	if r.order != nil {
		text = append(text, r.order.No)
	}
	if err := search.PutTx(ctx, tx, receiptSearch, []search.Doc{{ID: r.ID, Text: text}}); err != nil {
		return err
	}
	live.PublishTx(tx, receiptEntity, map[string]any{"id": r.ID, "state": r.State})
	return doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: receiptEntity, EntityID: r.ID, EntityNo: r.No, Before: before, After: r.summary()})
}
