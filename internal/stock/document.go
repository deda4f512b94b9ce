package stock

import (
	"strconv"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Kind is the kind of a stock document; also its document type for numbering.
type Kind string

// The kinds of stock documents.
const (
	KindOpening  Kind = "opening_stock" // 期初库存
	KindOtherIn  Kind = "other_in"      // 其他入库单
	KindOtherOut Kind = "other_out"     // 其他出库单
)

// State is where a document stands.
type State string

// The states of a document. A posted document never changes; a reversal posts
// its counter-document.
const (
	StateDraft    State = "draft"
	StatePosted   State = "posted"
	StateReversed State = "reversed"
)

// reasons are why goods come or go, with the account of the chart that takes the
// other side: what was found is income, what was given away or used a selling
// expense, what was lost a loss.
var reasons = map[Kind]map[string]string{
	KindOpening:  {"": "4001"},
	KindOtherIn:  {"found": "6301", "gift": "6301", "correction": "6301", "other": "6301"},
	KindOtherOut: {"lost": "6711", "gift": "6601", "own_use": "6601", "correction": "6711", "other": "6711"},
}

// The accounts of the chart that every stock document touches.
const (
	accountInventory  = "1405"
	accountAdjustment = "6402"
)

// MaxLines is how many lines one document may have.
const MaxLines = 10_000

// Faults of stock documents.
var (
	// ErrDocumentNotFound is the answer to a document unknown to the set.
	ErrDocumentNotFound = fault.Define(fault.NotFound, "stock_document.not_found",
		fault.ZH("找不到这张库存单据", "它可能已被删除，或不属于当前账套；请刷新列表"),
		fault.EN("Stock document not found", "It may have been deleted or belongs to another account set; reload the list"))
	// ErrDocumentState has the parameters no and state.
	ErrDocumentState = fault.Define(fault.Conflict, "stock_document.state",
		fault.ZH("单据 {no} 的状态是“{state:stock_document.state}”，不能这样操作", "草稿可以修改、过账或删除；已过账的只能红冲一次"),
		fault.EN("Document {no} is {state:stock_document.state}, which does not allow this", "A draft can be changed, posted or deleted; a posted one can only be reversed, once"))
	// ErrOwnReview has the parameter no.
	ErrOwnReview = fault.Define(fault.Forbidden, "stock_document.own_review",
		fault.ZH("不能审核自己录入或改过的单据 {no}", "请其他有审核权限的人审核，或在设置中允许审核自己的单据"),
		fault.EN("You cannot review document {no}, which you entered or changed yourself", "Let somebody else with the permission review it, or allow it in the settings"))
	// ErrTwoOfThree marks a line without two of quantity, unit cost and amount.
	ErrTwoOfThree = fault.Define(fault.Invalid, "stock_document.two_of_three",
		fault.ZH("数量、单价、金额至少填两项", "补上数量，以及单价或金额"),
		fault.EN("Give two of quantity, unit cost and amount", "Fill in the quantity and the unit cost or the amount"))
	// ErrInconsistent has the parameters amount and computed.
	ErrInconsistent = fault.Define(fault.Invalid, "stock_document.inconsistent",
		fault.ZH("金额 {amount} 与数量×单价 {computed} 不一致", "改正其中一项，或只填两项"),
		fault.EN("The amount {amount} does not agree with quantity × unit cost, {computed}", "Correct one of them, or fill in two only"))
	// ErrQuantityInexact marks an amount that is no exact multiple of the unit cost.
	ErrQuantityInexact = fault.Define(fault.Invalid, "stock_document.quantity_inexact",
		fault.ZH("由金额和单价算不出精确的数量", "请直接填写数量"), fault.EN("Amount and unit cost give no exact quantity", "Fill in the quantity"))
	// ErrZeroCost marks a receipt at zero cost that nobody confirmed.
	ErrZeroCost = fault.Define(fault.Invalid, "stock_document.zero_cost",
		fault.ZH("成本为 0", "填写单价或金额；确实没有成本的，勾选“零成本”"),
		fault.EN("The cost is zero", "Fill in a unit cost or an amount, or mark the line as free of cost"))
	// ErrNoLines marks a document without a line.
	ErrNoLines = fault.Define(fault.Invalid, "stock_document.no_lines",
		fault.ZH("单据没有明细", "至少填写一行"), fault.EN("The document has no lines", "Fill in at least one line"))
	// ErrOpeningTwice has the parameters sku, warehouse and no.
	ErrOpeningTwice = fault.Define(fault.Conflict, "stock_document.opening_twice",
		fault.ZH("{sku} 在 {warehouse:builtin.warehouse} 的期初已在 {no} 中录入", "删除这一行；要更正期初，先红冲 {no}"),
		fault.EN("The opening stock of {sku} in {warehouse:builtin.warehouse} was entered with {no}", "Remove this line; to correct it, reverse {no} first"))
)

// Document is a stock document with its lines.
type Document struct {
	ID           db.ID
	Kind         Kind
	No           string
	Date         db.Date
	State        State
	Reason       string // key of reasons; empty for opening stock
	Note         string
	Lines        []DocumentLine
	LineCount    int
	Quantity     dec.Quantity // sum over the lines, for the list
	Value        dec.Cost     // sum over the lines, with the sign of the moves
	ReversesID   db.ID        // the document this one takes back
	ReversedByID db.ID        // the document that takes this one back
	CreatedBy    string
	CreatedByID  db.ID
	ChangedByID  db.ID // who last changed what it says; reviews it no more than its maker
	CreatedAt    db.Time
	PostedBy     string
	PostedAt     db.Time
	Version      int64
}

// DocumentLine is a line of a stock document.
type DocumentLine struct {
	ID          db.ID
	WarehouseID db.ID
	SKUID       db.ID
	Quantity    dec.Quantity // base units, with the sign of the move
	Value       dec.Cost     // same sign; of an issue known once it is posted
	ZeroCost    bool         // somebody confirmed that it cost nothing
}

// DocumentInput is a document as entered. The date may be empty: the start date
// of the account set for opening stock, else today.
type DocumentInput struct {
	Kind   Kind
	Date   db.Date
	Reason string
	Note   string
	Lines  []LineInput
}

// LineInput is a line as entered, quantity and cost above zero for issues too. A
// receipt takes any two of quantity, unit cost and amount; with all three the
// amount counts and must agree with the others.
type LineInput struct {
	WarehouseID db.ID
	SKUID       db.ID
	Quantity    *dec.Quantity
	UnitCost    *dec.Cost
	Amount      *dec.Amount
	ZeroCost    bool
}

// clean checks the input and gives the document, noting problems in f.
func (in *DocumentInput) clean(f *fault.Fields) *Document {
	d := &Document{Kind: in.Kind, Date: in.Date, Reason: in.Reason, State: StateDraft}
	known, ok := reasons[in.Kind]
	if !ok {
		f.Add("kind", fault.ErrChoice.With("allowed", "opening_stock, other_in, other_out"))
		return d
	}
	if _, ok := known[in.Reason]; !ok {
		f.Add("reason", fault.ErrChoice.With("allowed", choices(known)))
	}
	d.Note = check.Text(f, "note", in.Note, check.MaxNote)
	switch n := len(in.Lines); {
	case n == 0:
		f.Add("lines", ErrNoLines)
	case n > MaxLines:
		f.Add("lines", fault.ErrTooMany.With("max", MaxLines))
		return d
	}
	d.Lines = make([]DocumentLine, len(in.Lines))
	for i := range in.Lines {
		d.Lines[i] = in.Lines[i].clean(f, "lines["+strconv.Itoa(i)+"]", in.Kind)
	}
	d.total()
	return d
}

func (d *Document) total() {
	d.LineCount, d.Quantity, d.Value = len(d.Lines), 0, 0
	for _, l := range d.Lines {
		d.Quantity, d.Value = d.Quantity.Add(l.Quantity), d.Value.Add(l.Value)
	}
}

func (in *LineInput) clean(f *fault.Fields, at string, kind Kind) DocumentLine {
	l := DocumentLine{WarehouseID: in.WarehouseID, SKUID: in.SKUID}
	if l.WarehouseID == 0 {
		f.Add(at+".warehouseId", fault.ErrRequired)
	}
	if l.SKUID == 0 {
		f.Add(at+".skuId", fault.ErrRequired)
	}
	if kind == KindOtherOut {
		switch {
		case in.Quantity == nil:
			f.Add(at+".quantity", fault.ErrRequired)
		case *in.Quantity <= 0:
			f.Add(at+".quantity", fault.ErrPositive)
		default:
			l.Quantity = in.Quantity.Neg()
		}
		return l
	}
	before := f.Len()
	notNegative(f, at, in)
	if f.Len() > before {
		return l
	}
	l.Quantity, l.Value = in.value(f, at)
	if f.Len() == before && l.Value == 0 {
		if l.ZeroCost = in.ZeroCost; !l.ZeroCost {
			f.Add(at+".unitCost", ErrZeroCost)
		}
	}
	return l
}

func notNegative(f *fault.Fields, at string, in *LineInput) {
	if in.Quantity != nil && *in.Quantity <= 0 {
		f.Add(at+".quantity", fault.ErrPositive)
	}
	if in.UnitCost != nil && *in.UnitCost < 0 {
		f.Add(at+".unitCost", fault.ErrNegative)
	}
	if in.Amount != nil && *in.Amount < 0 {
		f.Add(at+".amount", fault.ErrNegative)
	}
}

// value works out quantity and value from two of the three. What comes from a
// unit cost carries six decimals, so that a tiny price is not rounded away.
func (in *LineInput) value(f *fault.Fields, at string) (dec.Quantity, dec.Cost) {
	switch {
	case in.Quantity != nil && in.UnitCost != nil:
		v, err := in.UnitCost.Times(*in.Quantity)
		if err != nil || v > dec.MaxInputCost {
			f.Add(at+".unitCost", fault.ErrRange.With("max", dec.MaxInputCost))
			return 0, 0
		}
		if in.Amount == nil {
			return *in.Quantity, v
		}
		// People see a rounded unit cost: half a step of its fourth decimal apiece, and half a fen.
		slack, err := dec.Cost(50).Times(*in.Quantity)
		if diff := in.Amount.Cost().Sub(v).Abs(); err != nil || diff > slack.Add(dec.Cost(5_000)) {
			f.Add(at+".amount", ErrInconsistent.With("amount", *in.Amount, "computed", v.Amount()))
		}
		return *in.Quantity, in.Amount.Cost()
	case in.Quantity != nil && in.Amount != nil:
		return *in.Quantity, in.Amount.Cost()
	case in.Quantity != nil && in.ZeroCost:
		return *in.Quantity, 0
	case in.UnitCost != nil && in.Amount != nil && *in.UnitCost > 0:
		q, err := dec.QuantityFromInt(1).Times(int64(*in.Amount), int64(*in.UnitCost))
		if err != nil || q <= 0 {
			f.Add(at+".quantity", ErrQuantityInexact)
			return 0, 0
		}
		return q, in.Amount.Cost()
	}
	f.Add(at+".quantity", ErrTwoOfThree)
	return 0, 0
}
