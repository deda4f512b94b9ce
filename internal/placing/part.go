package placing

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/open1688"
)

// State is where a part stands on its way to 1688.
type State string

// The states.
const (
	StateDraft      State = "draft"      // planned, perhaps previewed
	StateWaiting    State = "waiting"    // a person asked for it; the job is on it
	StateChecking   State = "checking"   // called without an answer; being looked up
	StateUnclear    State = "unclear"    // a person decides which orders it made
	StatePlaced     State = "placed"     // there on 1688
	StateRefused    State = "refused"    // 1688 or a rule of ours said no; nothing was made
	StateCancelling State = "cancelling" // its orders are being cancelled
	StateCancelled  State = "cancelled"  // its orders are closed
	StateRetired    State = "retired"    // its lines were planned anew
)

// Holds tells whether the lines of the part are spoken for.
func (s State) Holds() bool {
	switch s {
	case StateWaiting, StateChecking, StateUnclear, StatePlaced, StateCancelling:
		return true
	case StateDraft, StateRefused, StateCancelled, StateRetired:
	}
	return false
}

// AttemptState is what came of an attempt.
type AttemptState string

// The attempt states.
const (
	AttemptOpen    AttemptState = "open"     // no answer yet
	AttemptUnclear AttemptState = "unclear"  // orders may be its; a person decides
	AttemptCreated AttemptState = "created"  // made
	AttemptRefused AttemptState = "refused"  // answered with a refusal
	AttemptNotDone AttemptState = "not_done" // taken for not carried out
	AttemptEnded   AttemptState = "ended"    // its orders are closed
)

// Choices are what a person decides about placing.
type Choices struct {
	Flow      string `json:"flow"`                // 订单类型; empty lets 1688 take the cheapest
	TradeMode string `json:"tradeMode,omitempty"` // 交易方式; empty takes the first that protects the buyer
	AddressID db.ID  `json:"addressId,omitzero"`  // zero: that of the warehouse
	Message   string `json:"message,omitempty"`   // to the seller
}

// Cargo is a spec to be ordered, for one or several lines of the purchase order.
type Cargo struct {
	OfferID  int64      `json:"offerId,string"`
	SpecID   string     `json:"specId,omitempty"`
	SKUID    int64      `json:"skuId,string,omitempty"` // 1688's
	Quantity int64      `json:"quantity"`               // sale units
	Unit     string     `json:"unit,omitempty"`
	Title    string     `json:"title,omitempty"`
	Spec     string     `json:"spec,omitempty"`
	Picture  string     `json:"picture,omitempty"`
	Minimum  int64      `json:"minimum,omitempty"` // of the offer, as last seen
	Plan     dec.Amount `json:"plan"`              // what the purchase order says it costs
	Lines    []LineRef  `json:"lines"`
}

// LineRef names a line of the purchase order.
type LineRef struct {
	LineID db.ID  `json:"lineId"`
	Number int    `json:"number"` // from 1
	SKU    string `json:"sku"`
	Units  int64  `json:"units"` // sale units of the cargo that are for it
}

func (c *Cargo) same(offer int64, spec string, sku int64) bool {
	if c.OfferID != offer {
		return false
	}
	if c.SpecID != "" && spec != "" {
		return c.SpecID == spec
	}
	return c.SKUID == sku || (c.SpecID == "" && c.SKUID == 0)
}

// Part is what one call makes of a purchase order.
type Part struct {
	ID            db.ID
	OrderID       db.ID
	Number        int64
	AccountID     db.ID
	State         State
	Flow          string
	TradeMode     string
	AddressID     db.ID
	Message       string
	Cargo         []Cargo
	ContentHash   string // of what 1688 is asked
	OrderHash     string // of what the purchase order said
	PlanGoods     dec.Amount
	PlanFreight   dec.Amount // zero: not planned
	PreviewID     db.ID
	AcceptedTotal *dec.Amount
	AcceptedBy    string
	AcceptedAt    db.Time
	Refusal       *Refusal
	CancelReason  string
	CancelRemark  string
	BatchID       db.ID
	DueAt         db.Time
	Failures      int64
	AskedBy       string
	CreatedAt     db.Time
	UpdatedAt     db.Time

	orderNo string // read with it
}

// wait has the job of the account come to the part at once, or later.
func (p *Part) wait(state State, due db.Time) { p.State, p.DueAt = state, due }

// rest is where nothing more is done about the part by itself.
func (p *Part) rest(state State, why *Refusal) {
	p.State, p.Refusal, p.DueAt, p.Failures = state, why, db.Time{}, 0
}

// hash stands for what is asked of 1688: a preview holds for a part with the same.
func (p *Part) hash(to open1688.DeliveryAddress) string {
	type line struct {
		Offer    int64
		Spec     string
		Quantity int64
	}
	var lines []line
	for i := range p.Cargo {
		lines = append(lines, line{p.Cargo[i].OfferID, p.Cargo[i].SpecID, p.Cargo[i].Quantity})
	}
	sum := sha256.Sum256([]byte(jsonText([]any{p.AccountID, p.Flow, to, lines})))
	return hex.EncodeToString(sum[:])
}

// basket is the cargo as 1688 is told of it.
func (p *Part) basket() []open1688.CargoLine {
	out := make([]open1688.CargoLine, len(p.Cargo))
	for i := range p.Cargo {
		c := &p.Cargo[i]
		out[i] = open1688.CargoLine{OfferID: open1688.IDFromInt64(c.OfferID), SpecID: c.SpecID, Quantity: c.Quantity}
	}
	return out
}

// Attempt is one call that makes orders, or was meant to.
type Attempt struct {
	ID           db.ID
	PartID       db.ID
	OrderID      db.ID
	AccountID    db.ID
	Number       int64
	OutOrderID   string
	Token        string
	Request      open1688.CreateOrderRequest
	State        AttemptState
	Evidence     []Candidate
	Code         string // of a failure, as 1688 names it
	Said         string // as 1688 worded it
	Lookups      int64
	StartedAt    db.Time
	UnansweredAt db.Time // when it was first seen without an answer
	AnsweredAt   db.Time
	EndedAt      db.Time
	AskedAt      db.Time // when 1688 was last asked about it
	DecidedBy    string
}

// live tells whether the attempt may be there on 1688.
func (a *Attempt) live() bool {
	return a.State == AttemptOpen || a.State == AttemptUnclear || a.State == AttemptCreated
}

func liveOf(list []*Attempt) *Attempt {
	if i := slices.IndexFunc(list, (*Attempt).live); i >= 0 {
		return list[i]
	}
	return nil
}

// Candidate is an order on 1688 that may be what an attempt made: it says the same.
type Candidate struct {
	PlatformID string     `json:"platformId"`
	OrderedAt  db.Time    `json:"orderedAt"`
	Total      dec.Amount `json:"total"`
	Status     string     `json:"status"`
	Seller     string     `json:"seller"`
}

// Made is an order that an attempt made.
type Made struct {
	AccountID  db.ID
	PlatformID string
	AttemptID  db.ID
	PartID     db.ID
	Amount     *dec.Amount // as creation said
	Extra      bool        // one more than was wanted
	State      MadeState
	MadeAt     db.Time
}

// MadeState is what was done about an order since it was made.
type MadeState string

// The states.
const (
	MadeTold   MadeState = "told"   // its number is known
	MadeRead   MadeState = "read"   // platform has it
	MadeClosed MadeState = "closed" // cancelled, or ended early
	MadeKept   MadeState = "kept"   // one too many, which could not be cancelled
)

// stands tells whether the order may still have to be cancelled.
func (m *Made) stands() bool { return m.State == MadeTold || m.State == MadeRead }

// tokenLetters leave out what people misread.
const tokenLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// newToken draws the mark that finds an attempt again: # and ten letters.
func newToken() string {
	b := make([]byte, 10)
	_, _ = rand.Read(b) // never fails
	for i := range b {
		b[i] = tokenLetters[int(b[i])%len(tokenLetters)]
	}
	return "#" + string(b)
}

// outOrderID is the number that 1688 keeps with the orders of an attempt: the order's, as
// far as it is plain, and the attempt's, which no other set has.
func outOrderID(no string, attempt db.ID) string {
	plain := strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r
		}
		return -1
	}, no)
	return plain[:min(len(plain), maxPlainNo)] + "-" + strings.ToUpper(strconv.FormatInt(int64(attempt), 36))
}

const maxPlainNo = 40

// note puts token and number in front of the message, where they are never cut off.
func note(token, no, message string) string {
	text := []rune(strings.TrimSpace(token + " " + no + " " + strings.Join(strings.Fields(message), " ")))
	return string(text[:min(len(text), open1688.MaxOrderMessage)])
}
