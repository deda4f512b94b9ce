package paying

import (
	"context"

	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/search"
)

const (
	docType    = approval.PaymentRequest
	entity     = "payment_request"
	searchKind = "paymentrequest"
	// Topic is the topic of the live events of requests; the data is id and state.
	Topic = "payment_request"
)

// Create saves a new request as a draft, or submits it at once. It returns field faults
// for wrong input.
func (s *Service) Create(ctx context.Context, sc db.Scope, in Input, submit bool) (*Request, error) {
	var out *Request
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := s.buildTx(ctx, tx, &in, 0)
		if err != nil {
			return err
		}
		out = r
		supplier, err := s.party.SupplierTx(ctx, tx, r.SupplierID)
		if err != nil {
			return err
		}
		r.ID, r.Version = tx.NewID(), 1
		r.CreatedBy, r.ChangedBy, r.CreatedAt, r.UpdatedAt = tx.Actor.UserID, tx.Actor.UserID, tx.Now, tx.Now
		for i := range r.Lines {
			r.Lines[i].ID = tx.NewID()
		}
		if r.No, err = doc.NextNumberTx(ctx, tx, docType, r.Date); err != nil {
			return err
		}
		if submit {
			if err := submitTx(ctx, tx, r, supplier); err != nil {
				return err
			}
		}
		if err := insertTx(ctx, tx, r); err != nil {
			return err
		}
		if err := search.PutTx(ctx, tx, searchKind, []search.Doc{{ID: r.ID, Text: []string{r.No, supplier.Name, supplier.LoginID, r.Note}}}); err != nil {
			return err
		}
		return savedTx(ctx, tx, "create", nil, r)
	})
	return out, err
}

// Update replaces what a draft says.
func (s *Service) Update(ctx context.Context, sc db.Scope, id db.ID, version int64, in Input, submit bool) (*Request, error) {
	var out *Request
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		old, err := lockedTx(ctx, tx, id, version)
		if err != nil {
			return err
		}
		if old.State != StateDraft {
			return ErrState.With("no", old.No, "state", old.State)
		}
		r, err := s.buildTx(ctx, tx, &in, id)
		if err != nil {
			return err
		}
		out = r
		supplier, err := s.party.SupplierTx(ctx, tx, r.SupplierID)
		if err != nil {
			return err
		}
		r.ID, r.No, r.Version, r.RejectedReason = old.ID, old.No, old.Version+1, old.RejectedReason
		r.CreatedBy, r.ChangedBy, r.CreatedAt, r.UpdatedAt = old.CreatedBy, tx.Actor.UserID, old.CreatedAt, tx.Now
		r.Makers = old.Makers.With(old.CreatedBy, old.ChangedBy)
		for i := range r.Lines {
			r.Lines[i].ID = tx.NewID()
		}
		if submit {
			if err := submitTx(ctx, tx, r, supplier); err != nil {
				return err
			}
		}
		if err := replaceTx(ctx, tx, r); err != nil {
			return err
		}
		if err := search.PutTx(ctx, tx, searchKind, []search.Doc{{ID: r.ID, Text: []string{r.No, supplier.Name, supplier.LoginID, r.Note}}}); err != nil {
			return err
		}
		return savedTx(ctx, tx, "update", old.summary(), r)
	})
	return out, err
}

// Submit asks for the approvals that a draft needs; with none it waits for the cashier at
// once. What it asks for must still be owed.
func (s *Service) Submit(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Request, error) {
	return s.change(ctx, sc, id, version, "submit", func(ctx context.Context, tx *db.Tx, r *Request) error {
		if r.State != StateDraft {
			return ErrState.With("no", r.No, "state", r.State)
		}
		dues, err := s.dueTx(ctx, tx, r.orderIDs(), r.ID, true)
		if err != nil {
			return err
		}
		var f fault.Fields
		for i := range r.Lines {
			l := &r.Lines[i]
			d := dues[l.OrderID]
			l.OrderHash, l.Was = d.ContentHash, nil
			r.allow(d, l, i, &f)
		}
		if err := f.Err(); err != nil {
			return err
		}
		supplier, err := s.party.SupplierTx(ctx, tx, r.SupplierID)
		if err != nil {
			return err
		}
		r.Attention = nil
		return submitTx(ctx, tx, r, supplier)
	})
}

// submitTx fixes what approvals will hold for, and how many are needed.
func submitTx(ctx context.Context, tx *db.Tx, r *Request, supplier *party.SupplierInfo) error {
	if !supplier.Active {
		return ErrSupplierInactive.With("supplier", supplier.Name)
	}
	policy, err := approval.PolicyTx(ctx, tx, docType)
	if err != nil {
		return err
	}
	r.Levels, r.ContentHash, r.RejectedReason = policy.Levels(r.Amount), r.hash(), ""
	r.State, r.SubmittedBy, r.SubmittedAt = StateSubmitted, tx.Actor.UserID, tx.Now
	if r.Levels == 0 {
		r.State = StateApproved
	}
	return nil
}

// Withdraw takes a request that was submitted, or even approved, back into a draft, as
// long as nothing of it is paid.
func (s *Service) Withdraw(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Request, error) {
	return s.change(ctx, sc, id, version, "withdraw", func(ctx context.Context, tx *db.Tx, r *Request) error {
		if r.State == StateDraft || !r.State.open() {
			return ErrState.With("no", r.No, "state", r.State)
		}
		if err := r.changeableTx(ctx, tx); err != nil {
			return err
		}
		r.takeBack()
		return nil
	})
}

// Void gives a request up of which nothing is paid; it keeps its number.
func (s *Service) Void(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Request, error) {
	return s.change(ctx, sc, id, version, "void", func(ctx context.Context, tx *db.Tx, r *Request) error {
		if !r.State.open() {
			return ErrState.With("no", r.No, "state", r.State)
		}
		if err := r.changeableTx(ctx, tx); err != nil {
			return err
		}
		r.takeBack()
		r.State, r.Attention = StateVoid, nil
		return nil
	})
}

// changeableTx refuses to undo a request of which something is paid, or being paid.
func (r *Request) changeableTx(ctx context.Context, tx *db.Tx) error {
	if r.Paid != 0 {
		return ErrPartlyPaid.With("no", r.No, "paid", r.Paid)
	}
	return r.notBeingPaidTx(ctx, tx)
}

// change does something to a request whose row it locks, and writes it then.
func (s *Service) change(ctx context.Context, sc db.Scope, id db.ID, version int64, action string, do func(context.Context, *db.Tx, *Request) error) (*Request, error) {
	var out *Request
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := lockedTx(ctx, tx, id, version)
		if err != nil {
			return err
		}
		before := r.summary()
		if err := do(ctx, tx, r); err != nil {
			return err
		}
		out = r
		return s.keepTx(ctx, tx, action, before, r)
	})
	return out, err
}

// keepTx writes a changed request.
func (s *Service) keepTx(ctx context.Context, tx *db.Tx, action string, before any, r *Request) error {
	r.sum()
	r.Version++
	r.UpdatedAt = tx.Now
	if err := replaceTx(ctx, tx, r); err != nil {
		return err
	}
	return savedTx(ctx, tx, action, before, r)
}

// savedTx writes what every saved request leaves behind.
func savedTx(ctx context.Context, tx *db.Tx, action string, before any, r *Request) error {
	live.PublishTx(tx, Topic, map[string]any{"id": r.ID, "state": r.State})
	return doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: entity, EntityID: r.ID, EntityNo: r.No, Before: before, After: r.summary()})
}

func (r *Request) orderIDs() []db.ID {
	ids := make([]db.ID, len(r.Lines))
	for i := range r.Lines {
		ids[i] = r.Lines[i].OrderID
	}
	return ids
}

const maxReason = 500 // characters

func requiredReason(f *fault.Fields, reason string) string {
	if reason = check.Text(f, "reason", reason, maxReason); reason == "" {
		f.Add("reason", fault.ErrRequired)
	}
	return reason
}
