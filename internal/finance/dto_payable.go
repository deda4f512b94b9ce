package finance

import (
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

type payableBody struct {
	DocID        db.ID      `json:"docId"`
	DocKind      string     `json:"docKind"`
	DocNo        string     `json:"docNo"`
	SupplierID   db.ID      `json:"supplierId"`
	SupplierName string     `json:"supplierName,omitempty"`
	Date         db.Date    `json:"date"`
	DueDate      db.Date    `json:"dueDate,omitempty"`
	Amount       dec.Amount `json:"amount" doc:"Below zero: what the supplier owes, as for goods sent back"`
	Settled      dec.Amount `json:"settled"`
	SetOff       dec.Amount `json:"setOff" doc:"Cleared against the document that reverses this one"`
	Open         dec.Amount `json:"open"`
	Note         string     `json:"note,omitempty"`
}

func newPayableBody(r *PayableRow) payableBody {
	return payableBody{
		DocID: r.DocID, DocKind: r.DocKind, DocNo: r.DocNo, SupplierID: r.SupplierID, SupplierName: r.SupplierName, Date: r.Date, DueDate: r.DueDate,
		Amount: r.Amount, Settled: r.Settled, SetOff: r.SetOff, Open: r.Open(), Note: r.Note,
	}
}

type openingPayableSave struct {
	SupplierID db.ID      `json:"supplierId"`
	Date       db.Date    `json:"date,omitempty" doc:"The start date of the account set when left out"`
	Amount     dec.Amount `json:"amount" doc:"Below zero takes an earlier one back"`
	Note       string     `json:"note,omitempty"`
}

// PaymentBody is a payment as listed.
type PaymentBody struct {
	ID              db.ID      `json:"id"`
	Kind            string     `json:"kind" enum:"payment,supplier_refund,payable_settlement" doc:"payment 付款, supplier_refund 供应商退款, payable_settlement 应付核销"`
	No              string     `json:"no"`
	SupplierID      db.ID      `json:"supplierId"`
	SupplierName    string     `json:"supplierName"`
	FundAccountID   db.ID      `json:"fundAccountId,omitempty" doc:"A settlement has none"`
	FundAccountName string     `json:"fundAccountName,omitempty" builtin:"fund"`
	Date            db.Date    `json:"date"`
	Amount          dec.Amount `json:"amount" doc:"Below zero for money that came back, as by a refund or a counter-payment"`
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

func newPaymentBody(r *PaymentRow) PaymentBody {
	return PaymentBody{
		ID: r.ID, Kind: string(r.Kind), No: r.No, SupplierID: r.SupplierID, SupplierName: r.SupplierName, FundAccountID: r.FundAccountID, FundAccountName: r.FundAccountName,
		Date: r.Date, Amount: r.Amount, Allocated: r.Allocated, Advance: r.Amount.Sub(r.Allocated), State: r.State, SourceKind: r.SourceKind, SourceID: r.SourceID,
		ReversesID: r.ReversesID, ReversedByID: r.ReversedByID, Note: r.Note, CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt,
	}
}

type paymentDetailBody struct {
	PaymentBody
	Allocations []settledBody     `json:"allocations"`
	Advances    []paymentDrawBody `json:"advances,omitempty" doc:"Of a refund: the payments whose advance it gave back; of a payment: what gave its advance back"`
}

type paymentDrawBody struct {
	ID     db.ID      `json:"id"`
	Kind   string     `json:"kind" enum:"payment,supplier_refund"`
	No     string     `json:"no"`
	Date   db.Date    `json:"date"`
	Amount dec.Amount `json:"amount" doc:"Below zero where a reversal took that back"`
}

type paymentDrawSave struct {
	PaymentID db.ID      `json:"paymentId" doc:"A payment with an advance left"`
	Amount    dec.Amount `json:"amount"`
}

type paymentSave struct {
	SupplierID    db.ID            `json:"supplierId"`
	FundAccountID db.ID            `json:"fundAccountId"`
	Date          db.Date          `json:"date,omitempty" doc:"Today when left out"`
	Amount        dec.Amount       `json:"amount"`
	Allocations   []allocationSave `json:"allocations,omitempty" maxItems:"500" doc:"Which documents it settles; the rest stays an advance"`
	Note          string           `json:"note,omitempty" maxLength:"1000"`
}

type supplierRefundSave struct {
	SupplierID    db.ID             `json:"supplierId"`
	FundAccountID db.ID             `json:"fundAccountId"`
	Date          db.Date           `json:"date,omitempty" doc:"Today when left out"`
	Amount        dec.Amount        `json:"amount" doc:"Received, above zero"`
	Allocations   []allocationSave  `json:"allocations,omitempty" maxItems:"500" doc:"What is paid of what the supplier owes, below zero as the open items are"`
	Advances      []paymentDrawSave `json:"advances,omitempty" maxItems:"500" doc:"What is given back of advances, above zero; adds up to the amount together with the allocations"`
	Note          string            `json:"note,omitempty" maxLength:"1000"`
}

type payableSettlementSave struct {
	SupplierID  db.ID            `json:"supplierId"`
	Date        db.Date          `json:"date,omitempty" doc:"Today when left out"`
	Allocations []allocationSave `json:"allocations" minItems:"2" maxItems:"500" doc:"Both sides, with the signs of the open items; adds up to zero"`
	Note        string           `json:"note,omitempty" maxLength:"1000"`
}

type supplierStatementBody struct {
	SupplierID   db.ID               `json:"supplierId"`
	SupplierName string              `json:"supplierName"`
	From         db.Date             `json:"from,omitempty"`
	To           db.Date             `json:"to,omitempty"`
	Opening      dec.Amount          `json:"opening" doc:"What we owed before the first line; below zero the supplier owed us"`
	Lines        []statementLineBody `json:"lines"`
	Truncated    bool                `json:"truncated" doc:"There are more lines: narrow the period"`
	Closing      dec.Amount          `json:"closing"`
	Payable      dec.Amount          `json:"payable" doc:"Open items now"`
	Advance      dec.Amount          `json:"advance" doc:"Paid and not allocated, now"`
	Ageing       []ageingBody        `json:"ageing"`
	Limited      bool                `json:"limited,omitempty" doc:"Holds only what lies in the caller's data scope; do not send it to the supplier"`
}

func newSupplierStatementBody(st *SupplierStatement) supplierStatementBody {
	b := supplierStatementBody{
		SupplierID: st.SupplierID, SupplierName: st.SupplierName, From: st.From, To: st.To, Opening: st.OpeningAmount, Truncated: st.Truncated,
		Closing: st.Closing, Payable: st.Standing.Payable, Advance: st.Standing.Advance, Limited: st.Limited,
	}
	b.Lines, b.Ageing = st.bodies()
	return b
}
