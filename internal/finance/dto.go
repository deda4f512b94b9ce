package finance

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

type fundBody struct {
	ID      db.ID       `json:"id"`
	Name    string      `json:"name" builtin:"fund"`
	Kind    string      `json:"kind"`
	Account string      `json:"account" doc:"Of the chart of accounts"`
	Number  string      `json:"number,omitempty"`
	Note    string      `json:"note,omitempty"`
	Default bool        `json:"default" doc:"The one of its kind that documents take by themselves"`
	Active  bool        `json:"active"`
	Balance *dec.Amount `json:"balance,omitempty" doc:"Needs fund_account.balance"`
	Version int64       `json:"version"`
}

func newFundBody(ctx context.Context, a *FundAccount) fundBody {
	b := fundBody{ID: a.ID, Name: a.Name, Kind: string(a.Kind), Account: a.Account, Number: a.Number, Note: a.Note, Default: a.Default, Active: a.Active, Version: a.Version}
	if api.Can(ctx, PermFundBalance) {
		b.Balance = &a.Balance
	}
	return b
}

// FundSave is a fund account as sent for saving.
type FundSave struct {
	Name    string `json:"name" builtin:"fund"`
	Kind    string `json:"kind,omitempty" enum:"cash,bank,alipay,escrow" doc:"Needed for a new account; does not change"`
	Number  string `json:"number,omitempty"`
	Note    string `json:"note,omitempty"`
	Default bool   `json:"default,omitempty"`
	Active  *bool  `json:"active,omitempty" doc:"True when left out"`
}

func (b *FundSave) account() FundAccount {
	return FundAccount{Name: b.Name, Kind: FundKind(b.Kind), Number: b.Number, Note: b.Note, Default: b.Default, Active: b.Active == nil || *b.Active}
}

type receivableBody struct {
	DocID        db.ID      `json:"docId"`
	DocKind      string     `json:"docKind"`
	DocNo        string     `json:"docNo"`
	CustomerID   db.ID      `json:"customerId"`
	CustomerName string     `json:"customerName,omitempty" builtin:"customer"`
	Date         db.Date    `json:"date"`
	DueDate      db.Date    `json:"dueDate,omitempty"`
	Amount       dec.Amount `json:"amount" doc:"Below zero: what we owe, as for a return"`
	Settled      dec.Amount `json:"settled"`
	SetOff       dec.Amount `json:"setOff" doc:"Cleared against the document that reverses this one"`
	Open         dec.Amount `json:"open"`
	Note         string     `json:"note,omitempty"`
}

func newReceivableBody(r *ReceivableRow) receivableBody {
	return receivableBody{
		DocID: r.DocID, DocKind: r.DocKind, DocNo: r.DocNo, CustomerID: r.CustomerID, CustomerName: r.CustomerName, Date: r.Date, DueDate: r.DueDate,
		Amount: r.Amount, Settled: r.Settled, SetOff: r.SetOff, Open: r.Open(), Note: r.Note,
	}
}

type openingSave struct {
	CustomerID db.ID      `json:"customerId"`
	Date       db.Date    `json:"date,omitempty" doc:"The start date of the account set when left out"`
	Amount     dec.Amount `json:"amount" doc:"Below zero takes an earlier one back"`
	Note       string     `json:"note,omitempty"`
}

// ReceiptBody is a receipt as listed.
type ReceiptBody struct {
	ID              db.ID      `json:"id"`
	Kind            string     `json:"kind" enum:"receipt,refund,settlement" doc:"receipt 收款, refund 退款, settlement 核销"`
	No              string     `json:"no"`
	CustomerID      db.ID      `json:"customerId"`
	CustomerName    string     `json:"customerName" builtin:"customer"`
	FundAccountID   db.ID      `json:"fundAccountId,omitempty" doc:"A settlement has none"`
	FundAccountName string     `json:"fundAccountName,omitempty" builtin:"fund"`
	Date            db.Date    `json:"date"`
	Amount          dec.Amount `json:"amount" doc:"Below zero for money that left, as by a refund or a counter-receipt"`
	Allocated       dec.Amount `json:"allocated" doc:"Used up: what settles documents, and what of the advance was given back"`
	Advance         dec.Amount `json:"advance" doc:"amount - allocated"`
	State           string     `json:"state" enum:"posted,reversed"`
	SourceKind      string     `json:"sourceKind,omitempty"`
	SourceID        db.ID      `json:"sourceId,omitempty"`
	ReversesID      db.ID      `json:"reversesId,omitempty"`
	ReversedByID    db.ID      `json:"reversedById,omitempty"`
	Note            string     `json:"note,omitempty"`
	CreatedBy       string     `json:"createdBy"`
	CreatedAt       db.Time    `json:"createdAt"`
}

func newReceiptBody(r *ReceiptRow) ReceiptBody {
	return ReceiptBody{
		ID: r.ID, Kind: string(r.Kind), No: r.No, CustomerID: r.CustomerID, CustomerName: r.CustomerName, FundAccountID: r.FundAccountID, FundAccountName: r.FundAccountName,
		Date: r.Date, Amount: r.Amount, Allocated: r.Allocated, Advance: r.Amount.Sub(r.Allocated), State: r.State, SourceKind: r.SourceKind, SourceID: r.SourceID,
		ReversesID: r.ReversesID, ReversedByID: r.ReversedByID, Note: r.Note, CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt,
	}
}

type settledBody struct {
	DocID   db.ID      `json:"docId"`
	DocKind string     `json:"docKind"`
	DocNo   string     `json:"docNo"`
	Amount  dec.Amount `json:"amount"`
}

type receiptDetailBody struct {
	ReceiptBody
	Allocations []settledBody `json:"allocations"`
	Advances    []drawnBody   `json:"advances,omitempty" doc:"Of a refund: the receipts whose advance it gave back; of a receipt: what gave its advance back"`
}

type drawnBody struct {
	ID     db.ID      `json:"id"`
	Kind   string     `json:"kind" enum:"receipt,refund"`
	No     string     `json:"no"`
	Date   db.Date    `json:"date"`
	Amount dec.Amount `json:"amount" doc:"Below zero where a reversal took that back"`
}

type allocationSave struct {
	DocID  db.ID      `json:"docId"`
	Amount dec.Amount `json:"amount"`
}

type drawSave struct {
	ReceiptID db.ID      `json:"receiptId" doc:"A receipt with an advance left"`
	Amount    dec.Amount `json:"amount"`
}

type receiptSave struct {
	CustomerID    db.ID            `json:"customerId"`
	FundAccountID db.ID            `json:"fundAccountId"`
	Date          db.Date          `json:"date,omitempty" doc:"Today when left out"`
	Amount        dec.Amount       `json:"amount"`
	Allocations   []allocationSave `json:"allocations,omitempty" maxItems:"500" doc:"Which documents it settles; the rest stays an advance"`
	Note          string           `json:"note,omitempty" maxLength:"1000"`
}

type refundSave struct {
	CustomerID    db.ID            `json:"customerId"`
	FundAccountID db.ID            `json:"fundAccountId"`
	Date          db.Date          `json:"date,omitempty" doc:"Today when left out"`
	Amount        dec.Amount       `json:"amount" doc:"Given back, above zero"`
	Allocations   []allocationSave `json:"allocations,omitempty" maxItems:"500" doc:"What is paid out of what we owe, below zero as the open items are"`
	Advances      []drawSave       `json:"advances,omitempty" maxItems:"500" doc:"What is given back of advances, above zero; adds up to the amount together with the allocations"`
	Note          string           `json:"note,omitempty" maxLength:"1000"`
}

type settlementSave struct {
	CustomerID  db.ID            `json:"customerId"`
	Date        db.Date          `json:"date,omitempty" doc:"Today when left out"`
	Allocations []allocationSave `json:"allocations" minItems:"2" maxItems:"500" doc:"Both sides, with the signs of the open items; adds up to zero"`
	Note        string           `json:"note,omitempty" maxLength:"1000"`
}

type entryBody struct {
	ID       db.ID           `json:"id"`
	DocKind  string          `json:"docKind"`
	DocID    db.ID           `json:"docId"`
	DocNo    string          `json:"docNo"`
	Date     db.Date         `json:"date"`
	Memo     string          `json:"memo,omitempty"`
	PostedBy string          `json:"postedBy"`
	PostedAt db.Time         `json:"postedAt"`
	Lines    []entryLineBody `json:"lines"`
}

type entryLineBody struct {
	Account         string    `json:"account"`
	AccountName     string    `json:"accountName"`
	AccountNameEN   string    `json:"accountNameEn"`
	PartyKind       string    `json:"partyKind,omitempty" enum:"customer,supplier"`
	PartyID         db.ID     `json:"partyId,omitempty"`
	PartyName       string    `json:"partyName,omitempty" builtin:"customer"`
	FundAccountID   db.ID     `json:"fundAccountId,omitempty"`
	FundAccountName string    `json:"fundAccountName,omitempty" builtin:"fund"`
	Amount          *dec.Cost `json:"amount,omitempty" doc:"Debit above zero, credit below; inventory and cost accounts need cost.see"`
}

// costAccounts show what goods cost; what we owe for goods is what they cost.
var costAccounts = map[string]bool{
	AccountInventory: true, AccountPayable: true, AccountCostOfSales: true, AccountCostAdjustment: true,
	AccountGain: true, AccountSellingExpense: true, AccountLoss: true, AccountOpening: true,
}

func newEntryBody(e *EntryRow, costs bool) entryBody {
	b := entryBody{
		ID: e.ID, DocKind: e.DocKind, DocID: e.DocID, DocNo: e.DocNo, Date: e.Date, Memo: e.Memo, PostedBy: e.PostedBy, PostedAt: e.PostedAt,
		Lines: make([]entryLineBody, 0, len(e.Lines)),
	}
	for i := range e.Lines {
		l := &e.Lines[i]
		line := entryLineBody{
			Account: l.Account, AccountName: l.AccountName, AccountNameEN: l.AccountNameEN, PartyKind: l.PartyKind, PartyID: l.PartyID, PartyName: l.PartyName,
			FundAccountID: l.FundAccountID, FundAccountName: l.FundAccountName,
		}
		if costs || !costAccounts[l.Account] {
			line.Amount = &l.Amount
		}
		b.Lines = append(b.Lines, line)
	}
	return b
}

type statementBody struct {
	CustomerID   db.ID               `json:"customerId"`
	CustomerName string              `json:"customerName" builtin:"customer"`
	From         db.Date             `json:"from,omitempty"`
	To           db.Date             `json:"to,omitempty"`
	Opening      dec.Amount          `json:"opening" doc:"Owed before the first line; below zero is what we owe"`
	Lines        []statementLineBody `json:"lines"`
	Truncated    bool                `json:"truncated" doc:"There are more lines: narrow the period"`
	Closing      dec.Amount          `json:"closing"`
	Receivable   dec.Amount          `json:"receivable" doc:"Open items now"`
	Advance      dec.Amount          `json:"advance" doc:"Received and not allocated, now"`
	Ageing       []ageingBody        `json:"ageing"`
	Limited      bool                `json:"limited,omitempty" doc:"Holds only what lies in the caller's data scope; do not send it to the customer"`
}

type statementLineBody struct {
	Date    db.Date    `json:"date"`
	DocKind string     `json:"docKind"`
	DocID   db.ID      `json:"docId"`
	DocNo   string     `json:"docNo"`
	Memo    string     `json:"memo,omitempty"`
	Amount  dec.Amount `json:"amount" doc:"Owed more above zero, less below"`
	Balance dec.Amount `json:"balance"`
}

type ageingBody struct {
	UpToDays int        `json:"upToDays" doc:"Days since the due date, or since the document's date where none was agreed: 0 not due yet or of today, -1 older than the others"`
	Amount   dec.Amount `json:"amount"`
}

func newStatementBody(st *Statement) statementBody {
	b := statementBody{
		CustomerID: st.CustomerID, CustomerName: st.CustomerName, From: st.From, To: st.To, Opening: st.OpeningAmount, Truncated: st.Truncated,
		Closing: st.Closing, Receivable: st.Standing.Receivable, Advance: st.Standing.Advance,
		Limited: st.Limited,
	}
	b.Lines, b.Ageing = st.bodies()
	return b
}

func (d *Dealings) bodies() (lines []statementLineBody, ageing []ageingBody) {
	for _, l := range d.Lines {
		lines = append(lines, statementLineBody(l))
	}
	for _, a := range d.Ageing {
		ageing = append(ageing, ageingBody(a))
	}
	return lines, ageing
}
