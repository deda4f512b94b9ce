package paying

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// Kind is what is paid for.
type Kind string

// The kinds.
const (
	KindPrepayment Kind = "prepayment" // 预付: before the goods come
	KindBalance    Kind = "balance"    // 尾款: what is left
)

// State is what people have decided about a request.
type State string

// The states, in the order of a request's life.
const (
	StateDraft        State = "draft"
	StateSubmitted    State = "submitted"     // waiting for the first approval
	StateApprovedOnce State = "approved_once" // waiting for the second
	StateApproved     State = "approved"      // the cashier's notice 付款通知
	StatePaid         State = "paid"
	StateVoid         State = "void" // given up; keeps its number
)

// States lists the states in the order of a request's life.
var States = []State{StateDraft, StateSubmitted, StateApprovedOnce, StateApproved, StatePaid, StateVoid}

// Request is a wish to pay for purchase orders of one supplier.
type Request struct {
	ID             db.ID
	No             string
	Date           db.Date
	Kind           Kind
	State          State
	SupplierID     db.ID
	BuyerAccountID db.ID // of what is paid on 1688; zero: none
	PayMethod      purchase.PayMethod
	FundAccountID  db.ID // wanted; the cashier decides
	Amount         dec.Amount
	Paid           dec.Amount
	Attention      *fault.Error // what happened since and keeps it from being paid; nil: nothing
	Note           string
	ContentHash    string // of what was submitted; empty for one never submitted
	Levels         int64  // approvals that what was submitted needs
	SubmittedBy    db.ID
	SubmittedAt    db.Time
	ApprovedBy     db.ID
	ApprovedAt     db.Time
	Approved2By    db.ID
	Approved2At    db.Time
	AskedAt        db.Time // when the cashier last went to pay on 1688
	PaidAt         db.Time
	RejectedReason string
	CreatedBy      db.ID
	ChangedBy      db.ID // who last changed what it says
	Makers         approval.Makers
	CreatedAt      db.Time
	UpdatedAt      db.Time
	Version        int64
	Lines          []Line
}

// Line is what is paid for one purchase order.
type Line struct {
	ID        db.ID
	OrderID   db.ID
	OrderHash string // what the order said when payment was asked for
	Amount    dec.Amount
	// Was is the amount before the supplier changed the price on 1688, that people
	// approved; nil: unchanged.
	Was  *dec.Amount
	Paid dec.Amount
}

// Left is what is still to be paid.
func (l *Line) Left() dec.Amount { return max(0, l.Amount.Sub(l.Paid)) }

// Left is what is still to be paid.
func (r *Request) Left() (sum dec.Amount) {
	for i := range r.Lines {
		sum = sum.Add(r.Lines[i].Left())
	}
	return sum
}

// sum adds up the lines.
func (r *Request) sum() {
	r.Amount, r.Paid = 0, 0
	for i := range r.Lines {
		r.Amount, r.Paid = r.Amount.Add(r.Lines[i].Amount), r.Paid.Add(r.Lines[i].Paid)
	}
}

// open tells whether the request may still lead to a payment.
func (s State) open() bool { return s != StatePaid && s != StateVoid }

// hash stands for the content that approvals hold for.
func (r *Request) hash() string {
	type line struct {
		Order  db.ID
		Said   string
		Amount dec.Amount
	}
	lines := make([]line, len(r.Lines))
	for i := range r.Lines {
		lines[i] = line{r.Lines[i].OrderID, r.Lines[i].OrderHash, r.Lines[i].Amount}
	}
	text, err := json.Marshal([]any{r.Kind, r.SupplierID, r.BuyerAccountID, r.PayMethod, lines})
	if err != nil {
		panic("paying: the content of a request has no JSON: " + err.Error()) // plain values only
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// takeBack makes a draft of a request again; its approvals are void.
func (r *Request) takeBack() {
	r.State, r.ContentHash, r.Levels = StateDraft, "", 0
	r.SubmittedBy, r.ApprovedBy, r.Approved2By = 0, 0, 0
	r.SubmittedAt, r.ApprovedAt, r.Approved2At = db.Time{}, db.Time{}, db.Time{}
}

// mine tells whether the person made, changed or submitted what the request says.
func (r *Request) mine(person db.ID) bool {
	return slices.Contains(r.Makers.With(r.CreatedBy, r.ChangedBy, r.SubmittedBy), person)
}

// mayApprove refuses people who do not approve this request, unless the set lets them.
func (r *Request) mayApprove(set *tenant.Set, person db.ID) error {
	switch {
	case set.OwnApproval:
	case r.mine(person):
		return ErrOwnApproval
	case r.State == StateApprovedOnce && r.ApprovedBy == person:
		return ErrSameApprover
	}
	return nil
}

// mayPay refuses the cashier who asked for the payment or approved it, unless the set
// lets them. Where no approval is asked for, one person may do it all.
func (r *Request) mayPay(set *tenant.Set, person db.ID) error {
	if set.OwnApproval || r.Levels == 0 || person == 0 {
		return nil
	}
	if r.mine(person) || r.ApprovedBy == person || r.Approved2By == person {
		return ErrOwnPayment.With("no", r.No)
	}
	return nil
}

// summary is what the audit log keeps of a request.
func (r *Request) summary() map[string]any {
	lines := make([]map[string]any, len(r.Lines))
	for i := range r.Lines {
		l := &r.Lines[i]
		lines[i] = map[string]any{"purchaseOrderId": l.OrderID, "amount": l.Amount, "paid": l.Paid}
	}
	out := map[string]any{
		"state": r.State, "kind": r.Kind, "date": r.Date, "supplierId": r.SupplierID, "shopId": r.BuyerAccountID, "payMethod": r.PayMethod,
		"fundAccountId": r.FundAccountID, "amount": r.Amount, "paid": r.Paid, "note": r.Note, "lines": lines, "version": r.Version,
	}
	if r.Attention != nil {
		out["attention"] = r.Attention.Code
	}
	if r.RejectedReason != "" {
		out["rejectedReason"] = r.RejectedReason
	}
	return out
}
