package paying

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/purchase"
)

type paySaveLine struct {
	OrderID db.ID       `json:"orderId" doc:"The purchase order"`
	Amount  *dec.Amount `json:"amount,omitempty" doc:"What is suggested when left out"`
}

// RequestSave is a payment request as sent for saving.
type RequestSave struct {
	Submit        bool               `json:"submit,omitempty" doc:"Ask for the approvals it needs; with none it waits for the cashier at once"`
	Date          db.Date            `json:"date,omitempty" doc:"Today when left out"`
	Kind          Kind               `json:"kind,omitempty" enum:"prepayment,balance" doc:"By the terms of the first order when left out"`
	PayMethod     purchase.PayMethod `json:"payMethod,omitempty" enum:"1688,alipay,bank,cash" doc:"That of the first order when left out"`
	FundAccountID db.ID              `json:"fundAccountId,omitempty" doc:"Wanted; the cashier decides"`
	Note          string             `json:"note,omitempty"`
	Lines         []paySaveLine      `json:"lines" nullable:"false"`
}

func (b *RequestSave) input(ctx context.Context) Input {
	in := Input{Date: b.Date, Kind: b.Kind, PayMethod: b.PayMethod, FundAccountID: b.FundAccountID, Note: b.Note, Within: api.DataScope(ctx)}
	for _, l := range b.Lines {
		in.Lines = append(in.Lines, LineInput(l))
	}
	return in
}

type orderRefBody struct {
	ID     db.ID      `json:"id"`
	No     string     `json:"no"`
	Amount dec.Amount `json:"amount"`
}

// attentionBody tells what keeps a request from being paid, or a payment from being booked.
type attentionBody struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Remedy string `json:"remedy,omitempty"`
}

func newAttention(ctx context.Context, e *fault.Error) *attentionBody {
	if e == nil {
		return nil
	}
	lang := api.Lang(ctx)
	return &attentionBody{e.Code, e.Detail(lang), e.Remedy(lang)}
}

// RequestRow is a payment request as listed.
type RequestRow struct {
	ID             db.ID              `json:"id"`
	No             string             `json:"no"`
	Date           db.Date            `json:"date"`
	Kind           Kind               `json:"kind" enum:"prepayment,balance"`
	State          State              `json:"state" enum:"draft,submitted,approved_once,approved,paid,void"`
	SupplierID     db.ID              `json:"supplierId"`
	SupplierName   string             `json:"supplierName"`
	BuyerAccountID db.ID              `json:"buyerAccountId,omitempty"`
	AccountName    string             `json:"accountName,omitempty"`
	PayMethod      purchase.PayMethod `json:"payMethod" enum:"1688,alipay,bank,cash"`
	Amount         dec.Amount         `json:"amount"`
	Paid           dec.Amount         `json:"paid"`
	Attention      *attentionBody     `json:"attention,omitempty" doc:"What happened since and keeps it from being paid"`
	RejectedReason string             `json:"rejectedReason,omitempty"`
	Note           string             `json:"note,omitempty"`
	CreatedByName  string             `json:"createdByName,omitempty"`
	CreatedAt      db.Time            `json:"createdAt"`
	Version        int64              `json:"version"`
	Orders         []orderRefBody     `json:"orders" nullable:"false"`
}

func newRequestRow(ctx context.Context, r *Row) RequestRow {
	out := RequestRow{
		ID: r.ID, No: r.No, Date: r.Date, Kind: r.Kind, State: r.State, SupplierID: r.SupplierID, SupplierName: r.SupplierName, BuyerAccountID: r.BuyerAccountID,
		AccountName: r.AccountName, PayMethod: r.PayMethod, Amount: r.Amount, Paid: r.Paid, Attention: newAttention(ctx, r.Attention), RejectedReason: r.RejectedReason,
		Note: r.Note, CreatedByName: r.CreatedByName, CreatedAt: r.CreatedAt, Version: r.Version, Orders: make([]orderRefBody, 0, len(r.Orders)),
	}
	for _, o := range r.Orders {
		out.Orders = append(out.Orders, orderRefBody(o))
	}
	return out
}

// dueBody is what may be asked for of a purchase order.
type dueBody struct {
	OrderID        db.ID               `json:"orderId"`
	No             string              `json:"no"`
	SupplierID     db.ID               `json:"supplierId"`
	SupplierName   string              `json:"supplierName,omitempty"`
	BuyerAccountID db.ID               `json:"buyerAccountId,omitempty"`
	State          purchase.State      `json:"state" enum:"draft,submitted,approved_once,approved,void"`
	Fulfilment     purchase.Fulfilment `json:"fulfilment,omitempty"`
	Terms          party.Terms         `json:"terms" enum:"prepaid,share,receipt,credit"`
	PayMethod      purchase.PayMethod  `json:"payMethod,omitempty"`
	Total          dec.Amount          `json:"total" doc:"What the order says"`
	Prepaid        dec.Amount          `json:"prepaid" doc:"What its terms have paid before the goods come"`
	Received       dec.Amount          `json:"received" doc:"What receipts made us owe, less what returns took back"`
	Paid           dec.Amount          `json:"paid"`
	Asked          dec.Amount          `json:"asked" doc:"What other requests ask for"`
	Left           dec.Amount          `json:"left" doc:"What may still be asked for"`
	Platform       *platformBody       `json:"platform,omitempty" doc:"What 1688 says, where the order stands there"`
	Prepayment     dec.Amount          `json:"prepayment" doc:"Suggested as a prepayment"`
	Balance        dec.Amount          `json:"balance" doc:"Suggested as a balance"`
}

type platformBody struct {
	Orders []string   `json:"orders" nullable:"false" doc:"Their numbers on 1688"`
	Total  dec.Amount `json:"total"`
	Unpaid dec.Amount `json:"unpaid" doc:"What 1688 asks for, in whole orders"`
}

func newDueBody(d *Due, supplier string) dueBody {
	out := dueBody{
		OrderID: d.ID, No: d.No, SupplierID: d.SupplierID, SupplierName: supplier, BuyerAccountID: d.account(), State: d.State, Fulfilment: d.Fulfilment, Terms: d.Terms,
		PayMethod: d.PayMethod, Total: d.Total, Prepaid: d.Prepaid(), Received: d.Received, Paid: d.Paid, Asked: d.Asked, Left: d.Left(),
		Prepayment: d.Suggest(KindPrepayment, d.PayMethod), Balance: d.Suggest(KindBalance, d.PayMethod),
	}
	if len(d.Orders) > 0 {
		out.Platform = &platformBody{Orders: make([]string, 0, len(d.Orders)), Total: d.PlatformTotal(), Unpaid: d.PlatformUnpaid()}
		for i := range d.Orders {
			out.Platform.Orders = append(out.Platform.Orders, d.Orders[i].PlatformID)
		}
	}
	return out
}

type payLineBody struct {
	ID      db.ID       `json:"id"`
	OrderID db.ID       `json:"orderId"`
	Amount  dec.Amount  `json:"amount"`
	Was     *dec.Amount `json:"was,omitempty" doc:"The amount that was approved, before the supplier changed the price on 1688"`
	Paid    dec.Amount  `json:"paid"`
	Order   dueBody     `json:"order"`
}

type payStepBody struct {
	Name string  `json:"name"`
	At   db.Time `json:"at"`
}

func payStep(name string, at db.Time) *payStepBody {
	if at.IsZero() {
		return nil
	}
	return &payStepBody{name, at}
}

// RequestBody is a payment request with all that is shown of it.
type RequestBody struct {
	RequestRow
	FundAccountID   db.ID         `json:"fundAccountId,omitempty"`
	FundAccountName string        `json:"fundAccountName,omitempty" builtin:"fund"`
	Levels          int64         `json:"levels" doc:"Approvals that what was submitted needs"`
	SubmittedBy     *payStepBody  `json:"submittedBy,omitempty"`
	ApprovedBy      *payStepBody  `json:"approvedBy,omitempty"`
	Approved2By     *payStepBody  `json:"approved2By,omitempty"`
	AskedAt         *db.Time      `json:"askedAt,omitempty" doc:"When the cashier last went to pay on 1688"`
	PaidAt          *db.Time      `json:"paidAt,omitempty"`
	Lines           []payLineBody `json:"lines" nullable:"false"`
	Attempts        []attemptBody `json:"attempts" nullable:"false" doc:"Payments without password, the newest first"`
}

type attemptBody struct {
	PlatformID string       `json:"platformId" doc:"The number of the order on 1688"`
	Amount     dec.Amount   `json:"amount"`
	Channel    string       `json:"channel,omitempty"`
	State      AttemptState `json:"state" enum:"open,checking,paid,refused,not_paid"`
	Code       string       `json:"code,omitempty" doc:"What 1688 said"`
	Message    string       `json:"message,omitempty"`
	CreatedAt  db.Time      `json:"createdAt"`
	EndedAt    *db.Time     `json:"endedAt,omitempty"`
}

func timeOf(t db.Time) *db.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func newRequestBody(ctx context.Context, d *Detail) RequestBody {
	row := Row{
		ID: d.ID, No: d.No, Date: d.Date, Kind: d.Kind, State: d.State, SupplierID: d.SupplierID, SupplierName: d.SupplierName, BuyerAccountID: d.BuyerAccountID,
		AccountName: d.AccountName, PayMethod: d.PayMethod, Amount: d.Amount, Paid: d.Paid, Attention: d.Attention, RejectedReason: d.RejectedReason, Note: d.Note,
		CreatedByName: d.CreatedByName, CreatedAt: d.CreatedAt, Version: d.Version,
	}
	out := RequestBody{
		FundAccountID: d.FundAccountID, FundAccountName: d.FundName, Levels: d.Levels, SubmittedBy: payStep(d.SubmittedName, d.SubmittedAt),
		ApprovedBy: payStep(d.ApprovedName, d.ApprovedAt), Approved2By: payStep(d.Approved2Name, d.Approved2At), AskedAt: timeOf(d.AskedAt), PaidAt: timeOf(d.PaidAt),
		Lines: make([]payLineBody, 0, len(d.Lines)), Attempts: make([]attemptBody, 0, len(d.Attempts)),
	}
	for _, a := range d.Attempts {
		out.Attempts = append(out.Attempts, attemptBody{a.PlatformID, a.Amount, a.Channel, a.State, a.Code, a.Message, a.CreatedAt, timeOf(a.EndedAt)})
	}
	for i := range d.Lines {
		l := &d.Lines[i]
		b := payLineBody{ID: l.ID, OrderID: l.OrderID, Amount: l.Amount, Was: l.Was, Paid: l.Paid}
		if due := d.Dues[l.OrderID]; due != nil {
			b.Order = newDueBody(due, d.SupplierName)
			row.Orders = append(row.Orders, OrderRef{l.OrderID, due.No, l.Amount})
		}
		out.Lines = append(out.Lines, b)
	}
	out.RequestRow = newRequestRow(ctx, &row)
	return out
}
