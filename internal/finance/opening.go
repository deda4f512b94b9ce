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
	it, err := s.openOpening(ctx, sc, receivables, item{partyID: o.CustomerID, date: o.Date, amount: o.Amount, note: o.Note})
	if err != nil {
		return nil, err
	}
	return &Receivable{CustomerID: it.partyID, DocKind: it.docKind, DocID: it.docID, DocNo: it.docNo, Date: it.date, Amount: it.amount, Note: it.note}, nil
}

// openOpening enters what was owed before the books began; it gives the item as opened.
func (s *Service) openOpening(ctx context.Context, sc db.Scope, sd *side, o item) (item, error) {
	var f fault.Fields
	if o.partyID == 0 {
		f.Add(sd.partyKey, fault.ErrRequired)
	}
	if o.amount == 0 {
		f.Add("amount", fault.ErrRequired)
	}
	o.note = check.Text(&f, "note", o.note, check.MaxNote)
	if err := f.Err(); err != nil {
		return item{}, err
	}
	var out item
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		it := o
		if it.date == "" {
			it.date = set.StartDate
		}
		if err := set.CheckNewDate(it.date, tx.Now); err != nil {
			return err
		}
		if _, err := sd.partyTx(ctx, s, tx, it.partyID); err != nil {
			return err
		}
		it.docKind, it.docID = sd.opening, tx.NewID()
		if it.docNo, err = doc.NextNumberTx(ctx, tx, sd.opening, it.date); err != nil {
			return err
		}
		if err := tenant.LockPoliciesTx(ctx, tx, set, it.docNo); err != nil {
			return err
		}
		if err := openItemTx(ctx, tx, sd, it, 0); err != nil {
			return err
		}
		if err := s.PostTx(ctx, tx, Entry{DocKind: it.docKind, DocID: it.docID, DocNo: it.docNo, Date: it.date, Memo: it.note, Lines: []EntryLine{
			sd.line(sd.account, it.partyID, it.amount),
			{Account: AccountOpening, Amount: sd.booked(it.amount).Neg()},
		}}); err != nil {
			return err
		}
		out = it
		return doc.AuditTx(ctx, tx, doc.Change{
			Action: "post", Entity: sd.opening, EntityID: it.docID, EntityNo: it.docNo,
			After: map[string]any{sd.partyKey: it.partyID, "date": it.date, "amount": it.amount, "note": it.note},
		})
	})
	return out, err
}
