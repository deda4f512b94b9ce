package preorder

import (
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// UploadState is where the pre-order stands on its way to 1688 (上传状态).
type UploadState string

// The upload states.
const (
	UploadWaiting   UploadState = "waiting"   // to be made
	UploadChecking  UploadState = "checking"  // asked for without an answer; being looked up
	UploadDone      UploadState = "uploaded"  // exists on 1688
	UploadRefused   UploadState = "refused"   // 1688 or a rule of ours said no; the reason is kept
	UploadAbandoned UploadState = "abandoned" // the sale was taken back
)

// PayState is where the payment stands (支付状态).
type PayState string

// The pay states.
const (
	PayNone    PayState = "none"    // not on 1688 yet
	PayUnpaid  PayState = "unpaid"  // nobody has confirmed it
	PayOrdered PayState = "ordered" // confirmed: a formal order waits for payment
	PayPaid    PayState = "paid"
	PayExpired PayState = "expired" // not paid in time; may be made again
)

// AttemptState is what came of an attempt.
type AttemptState string

// The attempt states.
const (
	AttemptOpen    AttemptState = "open"     // no answer yet
	AttemptCreated AttemptState = "created"  // made, and alive
	AttemptRefused AttemptState = "refused"  // answered with a refusal
	AttemptNotDone AttemptState = "not_done" // known not to have been carried out
	AttemptEnded   AttemptState = "ended"    // was made, expired since
)

// Preorder is one pre-order.
type Preorder struct {
	ID           db.ID
	No           string
	Date         db.Date
	ShopID       db.ID
	SaleID       db.ID
	SaleNo       string
	CustomerID   db.ID
	CustomerName string
	Amount       dec.Amount // settlement amount, the fee included
	Fee          dec.Amount // borne by the customer; 0 means pick-up, else express
	Note         string
	Upload       UploadState
	Pay          PayState
	Refusal      *Refusal // set while Upload is refused
	PlatformID   string   // of the pre-order on 1688
	OrderID      string   // of the formal order made from it
	PayURL       string   // what the QR code holds
	Actual       dec.Amount
	ExpiresAt    db.Time
	PaidAt       db.Time
	PolledAt     db.Time
	ReceiptID    db.ID
	ReceiptNo    string
	CreatedAt    db.Time
	UpdatedAt    db.Time
	Version      int64
}

// Attempt is one try to make the pre-order on 1688: a line of the upload log (上传日志).
type Attempt struct {
	Number     int64
	Token      string
	State      AttemptState
	PlatformID string
	Code       string // of the refusal or failure
	Message    string // as 1688 worded it
	Lookups    int64
	StartedAt  db.Time
	CalledAt   db.Time
	AnsweredAt db.Time

	request request
}

// waitsForPayment tells whether 1688 has to be asked for the payment.
func (p *Preorder) waitsForPayment() bool {
	return p.PlatformID != "" && (p.Pay == PayUnpaid || p.Pay == PayOrdered)
}

// uploadable tells whether a person may ask to make it (again).
func (p *Preorder) uploadable() bool {
	return p.Upload == UploadRefused || (p.Upload == UploadDone && p.Pay == PayExpired)
}
