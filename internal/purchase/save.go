package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/search"
)

// docType numbers orders, and names their approvals.
const docType = approval.PurchaseOrder

// entity names orders in the audit log, searchKind in the search index.
const (
	entity     = "purchase"
	searchKind = "purchase"
)

// Faults of what may be done to an order where it stands.
var (
	// ErrState has the parameters no and state.
	ErrState = fault.Define(fault.Conflict, "purchase.state",
		fault.ZH("采购单 {no} 当前是“{state:purchase.state}”，不能这样操作", "刷新查看最新状态"),
		fault.EN("Purchase order {no} is {state:purchase.state}; this cannot be done now", "Reload to see where it stands"))
	// ErrFulfilment has the parameters no and state.
	ErrFulfilment = fault.Define(fault.Conflict, "purchase.fulfilment",
		fault.ZH("采购单 {no} 当前是“{state:purchase.fulfilment}”，不能这样操作", "刷新查看最新状态"),
		fault.EN("Purchase order {no} is {state:purchase.fulfilment}; this cannot be done now", "Reload to see where it stands"))
	// ErrReceived has the parameter no.
	ErrReceived = fault.Define(fault.Conflict, "purchase.received",
		fault.ZH("采购单 {no} 已有到货，不能修改、撤销或作废", "剩下的不再采购时，关闭采购单"),
		fault.EN("Goods of purchase order {no} have come, so it cannot be changed, withdrawn or voided", "Close it if the rest is not wanted any more"))
)

// Mode says how far a saved order goes.
type Mode string

// The modes.
const (
	ModeDraft  Mode = "draft"  // keep it, no effect
	ModeSubmit Mode = "submit" // ask for the approvals it needs; with none it stands at once
)

// Create saves a new order. It returns field faults for wrong input.
func (s *Service) Create(ctx context.Context, sc db.Scope, in Input, mode Mode) (*Order, error) {
	var out *Order
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		k, o, err := s.buildTx(ctx, tx, &in)
		if err != nil {
			return err
		}
		out = o
		return s.addTx(ctx, tx, k.supplier, o, mode)
	})
	return out, err
}

// addTx numbers and writes a new order.
func (s *Service) addTx(ctx context.Context, tx *db.Tx, supplier *party.SupplierInfo, o *Order, mode Mode) error {
	o.ID, o.Version = tx.NewID(), 1
	o.CreatedBy, o.ChangedBy, o.CreatedAt, o.UpdatedAt = tx.Actor.UserID, tx.Actor.UserID, tx.Now, tx.Now
	o.Makers = o.Makers.With(tx.Actor.UserID)
	for i := range o.Lines {
		o.Lines[i].ID = tx.NewID()
	}
	var err error
	if o.No, err = doc.NextNumberTx(ctx, tx, docType, o.Date); err != nil {
		return err
	}
	if mode == ModeSubmit {
		if err := s.submitTx(ctx, tx, o); err != nil {
			return err
		}
	}
	if err := insertTx(ctx, tx, o); err != nil {
		return err
	}
	return s.savedTx(ctx, tx, "create", nil, o, supplier)
}

// Update replaces what an order says, as long as nothing of it has come. A change of
// what approvals hold for makes a draft of it again, in ModeSubmit a submitted one;
// any other change leaves it where it stands.
func (s *Service) Update(ctx context.Context, sc db.Scope, id db.ID, version int64, in Input, mode Mode) (*Order, error) {
	var out *Order
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		old, err := lockedTx(ctx, tx, id, version)
		if err != nil {
			return err
		}
		if err := old.changeable(); err != nil {
			return err
		}
		asked := in
		asked.was = old
		if in.KeepCosts {
			asked.keep(old)
		}
		k, o, err := s.buildTx(ctx, tx, &asked)
		if err != nil {
			return err
		}
		out = o
		before := old.summary()
		o.become(old, tx)
		if old.State != StateDraft && o.hash() == old.ContentHash {
			o.stand(old)
		} else {
			if err := s.mayChangeTx(ctx, tx, old, ChangeContent); err != nil {
				return err
			}
			if mode == ModeSubmit {
				if err := s.mayBeBoughtTx(ctx, tx, o, k.supplier); err != nil {
					return err
				}
				if err := s.submitTx(ctx, tx, o); err != nil {
					return err
				}
			}
		}
		if err := replaceTx(ctx, tx, o); err != nil {
			return err
		}
		return s.savedTx(ctx, tx, "update", before, o, k.supplier)
	})
	return out, err
}

// changeable refuses a change of an order that was given up, or of which goods have come.
func (o *Order) changeable() error {
	switch {
	case o.State == StateVoid:
		return ErrState.With("no", o.No, "state", o.State)
	case !o.untouched():
		return ErrReceived.With("no", o.No)
	case o.Fulfilment == FulfilmentClosed:
		return ErrFulfilment.With("no", o.No, "state", o.Fulfilment)
	}
	return nil
}

// become makes o the next version of old. A line of a SKU and unit keeps its id, so
// that what refers to it goes on doing so, and what it is bought from as long as that is
// of the same supplier. Why old was sent back is told until it is submitted again.
func (o *Order) become(old *Order, tx *db.Tx) {
	o.ID, o.No, o.Version, o.RejectedReason = old.ID, old.No, old.Version+1, old.RejectedReason
	o.CreatedBy, o.ChangedBy, o.CreatedAt, o.UpdatedAt = old.CreatedBy, tx.Actor.UserID, old.CreatedAt, tx.Now
	o.Makers = old.Makers.With(old.CreatedBy, old.ChangedBy, tx.Actor.UserID)
	kept := pair(len(o.Lines), len(old.Lines), func(i, j int) likeness { return like(&o.Lines[i], &old.Lines[j]) })
	for i, j := range kept {
		l := &o.Lines[i]
		if j < 0 {
			l.ID = tx.NewID()
			continue
		}
		was := &old.Lines[j]
		l.ID, l.SourceID, l.ExpectedOn = was.ID, was.SourceID, was.ExpectedOn
		if o.SupplierID != old.SupplierID {
			l.SourceID = 0
		}
		if o.ExpectedOn != old.ExpectedOn {
			l.ExpectedOn = "" // a person knows better
		}
	}
}

// stand keeps o where old stands, with its approvals: its content is the same.
func (o *Order) stand(old *Order) {
	o.State, o.Fulfilment, o.ContentHash, o.Levels = old.State, old.Fulfilment, old.ContentHash, old.Levels
	o.SubmittedBy, o.ApprovedBy, o.Approved2By = old.SubmittedBy, old.ApprovedBy, old.Approved2By
	o.SubmittedAt, o.ApprovedAt, o.Approved2At = old.SubmittedAt, old.ApprovedAt, old.Approved2At
	o.ChangedBy, o.Makers = old.ChangedBy, old.Makers
}

// Submit asks for the approvals that a draft needs; with none it stands at once.
func (s *Service) Submit(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Order, error) {
	return s.change(ctx, sc, id, version, "submit", func(ctx context.Context, tx *db.Tx, o *Order, supplier *party.SupplierInfo) error {
		if o.State != StateDraft {
			return ErrState.With("no", o.No, "state", o.State)
		}
		if err := s.mayBeBoughtTx(ctx, tx, o, supplier); err != nil {
			return err
		}
		return s.submitTx(ctx, tx, o)
	})
}

// submitTx fixes what approvals will hold for, and how many are needed.
func (s *Service) submitTx(ctx context.Context, tx *db.Tx, o *Order) error {
	policy, err := approval.PolicyTx(ctx, tx, docType)
	if err != nil {
		return err
	}
	o.Levels, o.ContentHash, o.RejectedReason = policy.Levels(o.Total), o.hash(), ""
	o.State, o.SubmittedBy, o.SubmittedAt = StateSubmitted, tx.Actor.UserID, tx.Now
	if o.Levels == 0 {
		return s.standTx(ctx, tx, o)
	}
	return nil
}

// standTx lets an order stand: its goods are awaited, its prices are those agreed.
func (s *Service) standTx(ctx context.Context, tx *db.Tx, o *Order) error {
	o.State, o.Fulfilment = StateApproved, o.received()
	prices := make([]party.LastPrice, 0, len(o.Lines))
	for i := range o.Lines {
		l := &o.Lines[i]
		if l.Own.Price == 0 {
			continue // a gift agrees on nothing
		}
		prices = append(prices, party.LastPrice{PartyID: o.SupplierID, SKUID: l.SKUID, UnitID: l.UnitID, Currency: o.Currency, Price: l.Own.Price, Date: o.Date, DocNo: o.No})
	}
	return s.party.RememberSupplierPricesTx(ctx, tx, prices)
}

// change does something to an order whose row it locks, and writes where it stands then.
func (s *Service) change(ctx context.Context, sc db.Scope, id db.ID, version int64, action string,
	do func(context.Context, *db.Tx, *Order, *party.SupplierInfo) error,
) (*Order, error) {
	var out *Order
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		o, err := lockedTx(ctx, tx, id, version)
		if err != nil {
			return err
		}
		supplier, err := s.party.SupplierTx(ctx, tx, o.SupplierID)
		if err != nil {
			return err
		}
		before := o.summary()
		o.Version++
		o.UpdatedAt = tx.Now
		if err := do(ctx, tx, o, supplier); err != nil {
			return err
		}
		if err := updateTx(ctx, tx, o); err != nil {
			return err
		}
		out = o
		return s.savedTx(ctx, tx, action, before, o, supplier)
	})
	return out, err
}

// Withdraw takes an order that was submitted, or even approved, back into a draft
// (撤销), as long as nothing of it has come.
func (s *Service) Withdraw(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Order, error) {
	return s.change(ctx, sc, id, version, "withdraw", func(ctx context.Context, tx *db.Tx, o *Order, _ *party.SupplierInfo) error {
		if o.State == StateDraft {
			return ErrState.With("no", o.No, "state", o.State)
		}
		if err := o.changeable(); err != nil {
			return err
		}
		if err := s.mayChangeTx(ctx, tx, o, ChangeWithdraw); err != nil {
			return err
		}
		o.takeBack()
		return nil
	})
}

// Void gives up an order of which nothing has come; it keeps its number.
func (s *Service) Void(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Order, error) {
	return s.change(ctx, sc, id, version, "void", func(ctx context.Context, tx *db.Tx, o *Order, _ *party.SupplierInfo) error {
		if err := o.changeable(); err != nil {
			return err
		}
		if err := s.mayChangeTx(ctx, tx, o, ChangeVoid); err != nil {
			return err
		}
		o.takeBack()
		o.State = StateVoid
		return nil
	})
}

// SetReferences replaces the numbers that others gave to an order and its goods. It
// changes nothing else, so it is possible wherever the order stands.
func (s *Service) SetReferences(ctx context.Context, sc db.Scope, id db.ID, version int64, list []Reference) (*Order, error) {
	var f fault.Fields
	list = checkReferences(list, &f)
	if err := f.Err(); err != nil {
		return nil, err
	}
	return s.change(ctx, sc, id, version, "update", func(ctx context.Context, tx *db.Tx, o *Order, _ *party.SupplierInfo) error {
		o.References = list
		return replaceReferencesTx(ctx, tx, o)
	})
}

// savedTx writes what every saved order leaves behind: the words it is found by, and
// what changedTx does.
func (s *Service) savedTx(ctx context.Context, tx *db.Tx, action string, before any, o *Order, supplier *party.SupplierInfo) error {
	if err := search.PutTx(ctx, tx, searchKind, []search.Doc{o.searchDoc(supplier)}); err != nil {
		return err
	}
	return s.changedTx(ctx, tx, action, before, o)
}

// changedTx writes the audit line and tells open pages and those who follow the order;
// it is enough where nothing changed that an order is found by.
func (s *Service) changedTx(ctx context.Context, tx *db.Tx, action string, before any, o *Order) error {
	live.PublishTx(tx, "purchase", map[string]any{"id": o.ID, "state": o.State})
	if err := doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: entity, EntityID: o.ID, EntityNo: o.No, Before: before, After: o.summary()}); err != nil {
		return err
	}
	return s.tellTx(ctx, tx, o.ID)
}

// searchDoc is what an order is found by.
func (o *Order) searchDoc(supplier *party.SupplierInfo) search.Doc {
	text := []string{o.No, supplier.Name, supplier.LoginID, o.Note}
	for _, r := range o.References {
		text = append(text, r.Value)
	}
	return search.Doc{ID: o.ID, Text: text}
}
