package finance

import (
	"context"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// docOpening is the kind of an opening receivable (期初应收).
const docOpening = "opening_receivable"

// OpeningReceivable is what a customer owed before the books began.
type OpeningReceivable struct {
	CustomerID db.ID
	Date       db.Date // empty means the start date of the account set
	Amount     dec.Amount
	Note       string
}

// OpenOpening enters an opening receivable and books it against the opening
// balance; it is taken back by one of the negative amount.
func (s *Service) OpenOpening(ctx context.Context, sc db.Scope, o OpeningReceivable) (*Receivable, error) {
	var f fault.Fields
	if o.CustomerID == 0 {
		f.Add("customerId", fault.ErrRequired)
	}
	if o.Amount == 0 {
		f.Add("amount", fault.ErrRequired)
	}
	o.Note = check.Text(&f, "note", o.Note, check.MaxNote)
	if err := f.Err(); err != nil {
		return nil, err
	}
	var out *Receivable
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if o.Date == "" {
			o.Date = set.StartDate
		}
		if err := set.CheckNewDate(o.Date, tx.Now); err != nil {
			return err
		}
		if _, err := s.party.CustomerTx(ctx, tx, o.CustomerID); err != nil {
			return err
		}
		r := &Receivable{CustomerID: o.CustomerID, DocKind: docOpening, DocID: tx.NewID(), Date: o.Date, Amount: o.Amount, Note: o.Note}
		if r.DocNo, err = doc.NextNumberTx(ctx, tx, docOpening, o.Date); err != nil {
			return err
		}
		if err := tenant.LockPoliciesTx(ctx, tx, set, r.DocNo); err != nil {
			return err
		}
		if err := s.OpenReceivableTx(ctx, tx, *r); err != nil {
			return err
		}
		if err := s.PostTx(ctx, tx, Entry{DocKind: r.DocKind, DocID: r.DocID, DocNo: r.DocNo, Date: r.Date, Memo: r.Note, Lines: []EntryLine{
			{Account: AccountReceivable, PartyKind: PartyCustomer, PartyID: r.CustomerID, Amount: r.Amount.Cost()},
			{Account: AccountOpening, Amount: r.Amount.Neg().Cost()},
		}}); err != nil {
			return err
		}
		out = r
		return doc.AuditTx(ctx, tx, doc.Change{Action: "post", Entity: docOpening, EntityID: r.DocID, EntityNo: r.DocNo, After: map[string]any{"customerId": r.CustomerID, "date": r.Date, "amount": r.Amount, "note": r.Note}})
	})
	return out, err
}
