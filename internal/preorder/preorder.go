package preorder

import (
	"time"

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
	AttemptNotDone AttemptState = "not_done" // taken for not carried out
	AttemptEnded   AttemptState = "ended"    // was made and given up since: expired, or another one is shown
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
	ExpiresAt    db.Time // by 1688's clock
	PaidAt       db.Time
	ExtraPaid    dec.Amount // paid on other attempts on top of it, an advance of the customer
	PolledAt     db.Time
	ReceiptID    db.ID
	ReceiptNo    string
	CreatedAt    db.Time
	UpdatedAt    db.Time
	Version      int64
}

// Attempt is one try to make the pre-order on 1688: a line of the upload log
// (上传日志). What 1688 says of a pre-order is kept with the attempt that made it, so
// that no payment is lost when another attempt follows.
type Attempt struct {
	ID           db.ID // the source of the receipt
	Number       int64
	Token        string
	State        AttemptState
	PlatformID   string
	OrderID      string // of the formal order made from it
	PayURL       string
	Actual       dec.Amount
	Code         string // of the refusal or failure
	Message      string // as 1688 worded it
	Lookups      int64
	StartedAt    db.Time
	UnansweredAt db.Time // when it was first seen to have no answer
	AnsweredAt   db.Time
	MadeAt       db.Time // by 1688's clock
	EndedAt      db.Time // when it was given up
	AskedAt      db.Time // when 1688 was last asked about it since
	PaidAt       db.Time
	ReceiptID    db.ID
	ReceiptNo    string

	request request
}

// waitsForPayment tells whether 1688 has to be asked for the payment.
func (p *Preorder) waitsForPayment() bool {
	return p.PlatformID != "" && (p.Pay == PayUnpaid || p.Pay == PayOrdered)
}

// uploadable tells whether a person may ask to make it (again).
func (p *Preorder) uploadable() bool {
	return (p.Upload == UploadRefused && p.Pay != PayPaid) || (p.Upload == UploadDone && p.Pay == PayExpired)
}

// live tells whether the attempt may live on 1688 as the one the customer is shown.
func (a *Attempt) live() bool { return a.State == AttemptOpen || a.State == AttemptCreated }

// watchFor is how long an attempt that was given up is still asked about.
const watchFor = 7 * 24 * time.Hour

// doubtful tells whether an attempt that was given up may yet be paid: it stands
// on 1688, or it had no answer and was not found there.
func (a *Attempt) doubtful(now time.Time) bool {
	if a.EndedAt.IsZero() || !a.PaidAt.IsZero() || now.Sub(a.EndedAt.Time) > watchFor {
		return false
	}
	return a.State == AttemptEnded || a.State == AttemptNotDone
}

// due tells whether a doubtful attempt is to be asked about again.
func (a *Attempt) due(now time.Time) bool { return a.doubtful(now) && a.dueIn(now) <= 0 }

// dueIn is how long that is still to wait: soon after it was given up more often.
func (a *Attempt) dueIn(now time.Time) time.Duration {
	pause := 6 * time.Hour
	switch since := now.Sub(a.EndedAt.Time); {
	case since < time.Hour:
		pause = 10 * time.Minute
	case since < 24*time.Hour:
		pause = time.Hour
	}
	last := a.AskedAt
	if last.IsZero() {
		last = a.EndedAt
	}
	return pause - now.Sub(last.Time)
}

func (a *Attempt) give(up AttemptState, now db.Time) {
	a.State, a.EndedAt = up, now
}

// liveOf gives the attempt that may live, or nil.
func liveOf(list []*Attempt) *Attempt {
	for _, a := range list {
		if a.live() {
			return a
		}
	}
	return nil
}

func numbered(list []*Attempt, number int64) *Attempt {
	for _, a := range list {
		if a.Number == number {
			return a
		}
	}
	return nil
}
