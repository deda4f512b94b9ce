package paying

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// MaxLines is how many orders one request pays for at most.
const MaxLines = 100

// Input is what a person or program enters. Absent optional values take their defaults:
// today, the way of payment of the first order, what Due suggests.
type Input struct {
	Date          db.Date
	Kind          Kind
	PayMethod     purchase.PayMethod
	FundAccountID db.ID
	Note          string
	Lines         []LineInput
	Within        tenant.DataScope
}

// LineInput is a line as entered.
type LineInput struct {
	OrderID db.ID
	Amount  *dec.Amount // nil: what is suggested
}

func (in *Input) orders() []db.ID {
	ids := make([]db.ID, len(in.Lines))
	for i := range in.Lines {
		ids[i] = in.Lines[i].OrderID
	}
	return ids
}

// checkForm finds what is wrong with the input by itself.
func (in *Input) checkForm(f *fault.Fields) {
	in.Note = check.Text(f, "note", in.Note, check.MaxNote)
	switch {
	case len(in.Lines) == 0:
		f.Add("lines", fault.ErrRequired)
	case len(in.Lines) > MaxLines:
		f.Add("lines", fault.ErrTooMany.With("max", MaxLines))
	}
	for i, l := range in.Lines {
		if l.OrderID == 0 {
			f.Add(at(i, "orderId"), fault.ErrRequired)
		}
		if l.Amount != nil && *l.Amount <= 0 {
			f.Add(at(i, "amount"), fault.ErrPositive)
		}
	}
}

func at(i int, field string) string { return fmt.Sprintf("lines[%d].%s", i, field) }

// buildTx checks an input and makes the request of it. The rows of the orders are held
// until the commit, so that two requests never ask for the same money.
func (s *Service) buildTx(ctx context.Context, tx *db.Tx, in *Input, except db.ID) (*Request, error) {
	var f fault.Fields
	in.checkForm(&f)
	if err := f.Err(); err != nil {
		return nil, err
	}
	dues, err := s.dueTx(ctx, tx, in.orders(), except, true)
	if err != nil {
		return nil, err
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	r := &Request{Date: in.Date, Kind: in.Kind, State: StateDraft, PayMethod: in.PayMethod, FundAccountID: in.FundAccountID, Note: in.Note}
	if r.Date == "" {
		r.Date = set.Today(tx.Now)
	}
	if in.FundAccountID != 0 {
		if _, err := s.finance.FundAccountTx(ctx, tx, in.FundAccountID); !f.AddErr("fundAccountId", err) && err != nil {
			return nil, err
		}
	}
	seen := map[db.ID]bool{}
	for i, l := range in.Lines {
		d := dues[l.OrderID]
		if d == nil || !in.Within.Allows(d.WarehouseID, d.BuyerAccountID) {
			f.Add(at(i, "orderId"), ErrNoOrder)
			continue
		}
		if seen[l.OrderID] {
			f.Add(at(i, "orderId"), ErrOrderTwice.With("no", d.No))
			continue
		}
		seen[l.OrderID] = true
		r.join(d, at(i, "orderId"), &f)
		line := Line{OrderID: d.ID, OrderHash: d.ContentHash}
		if l.Amount != nil {
			line.Amount = *l.Amount
		} else {
			line.Amount = d.Suggest(r.Kind, r.PayMethod)
		}
		r.Lines = append(r.Lines, line)
		r.allow(d, &r.Lines[len(r.Lines)-1], i, &f)
	}
	r.sum()
	return r, f.Err()
}

// join takes what an order says of the whole request, or refuses an order that does not
// belong with the others.
func (r *Request) join(d *Due, path string, f *fault.Fields) {
	first := r.SupplierID == 0
	if first {
		r.SupplierID = d.SupplierID
		if r.PayMethod == "" {
			r.PayMethod = d.PayMethod
		}
		if r.PayMethod == "" {
			r.PayMethod = purchase.PayBank
		}
		if r.Kind == "" {
			r.Kind = KindBalance
			if d.Received == 0 && d.Prepaid() > 0 {
				r.Kind = KindPrepayment
			}
		}
	}
	if d.SupplierID != r.SupplierID {
		f.Add(path, ErrOtherSupplier.With("no", d.No))
	}
	if r.PayMethod != purchase.Pay1688 {
		return
	}
	switch account := d.account(); {
	case account == 0:
		f.Add(path, ErrNoAccount.With("no", d.No))
	case r.BuyerAccountID == 0:
		r.BuyerAccountID = account
	case r.BuyerAccountID != account:
		f.Add(path, ErrOtherAccount.With("no", d.No))
	}
}

// account is the 1688 account that the order is paid with: the one that bought, else the
// one it is to be bought with.
func (d *Due) account() db.ID {
	for i := range d.Orders {
		return d.Orders[i].AccountID
	}
	return d.BuyerAccountID
}

// allow refuses a line that may not be asked for.
func (r *Request) allow(d *Due, l *Line, i int, f *fault.Fields) {
	left, amount := d.Left(), at(i, "amount")
	switch {
	case d.State != purchase.StateApproved:
		f.Add(at(i, "orderId"), ErrOrderState.With("no", d.No, "state", d.State))
	case r.Kind == KindPrepayment && d.Fulfilment == purchase.FulfilmentClosed:
		f.Add(at(i, "orderId"), ErrOrderClosed.With("no", d.No))
	case left == 0 || l.Amount == 0:
		f.Add(amount, ErrNothingLeft.With("no", d.No))
	case l.Amount > left:
		f.Add(amount, ErrTooMuch.With("no", d.No, "left", left, "amount", l.Amount))
	case r.PayMethod == purchase.Pay1688 && len(d.Orders) > 0 && l.Amount != d.PlatformUnpaid():
		f.Add(amount, ErrPlatformAmount.With("no", d.No, "amount", d.PlatformUnpaid()))
	}
}
