package purchase

import (
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
)

// CostKind is what a late cost is for.
type CostKind string

// The kinds.
const (
	CostFreight  CostKind = "freight"  // 运费
	CostCustoms  CostKind = "customs"  // 关税
	CostHandling CostKind = "handling" // 装卸、加工
	CostOther    CostKind = "other"
)

// Spread is by what a late cost is shared out over the goods.
type Spread string

// The ways to share out.
const (
	SpreadAmount   Spread = "amount"   // by what is owed for the goods
	SpreadQuantity Spread = "quantity" // by pieces
	SpreadWeight   Spread = "weight"   // by kilograms, as the products say
)

// docCost numbers late costs, and names them in the stock ledger and the books.
const docCost = "purchase_cost"

// The audit log and the search index name late costs so.
const (
	costEntity = "purchase_cost"
	costSearch = "purchasecost"
)

// Cost is a cost that arrived after the goods (采购费用单): freight that was charged
// later, customs, handling. It is owed to whoever charges it, and becomes part of what
// the goods cost: those still there are worth more, those sold cost more.
type Cost struct {
	ID             db.ID
	No             string
	Date           db.Date
	Kind           CostKind
	SupplierID     db.ID // whom it is owed to
	Spread         Spread
	Amount         dec.Amount // owed, with tax
	TaxAmount      dec.Amount
	StockValue     dec.Cost // of the amount without tax, what goods took that were still there
	SoldValue      dec.Cost // the rest
	WarehouseID    db.ID    // of all its receipts; zero where they differ
	BuyerAccountID db.ID    // likewise
	BillNo         string   // of whoever charges it
	Note           string
	ReversesID     db.ID
	ReversedByID   db.ID
	CreatedBy      db.ID
	CreatedAt      db.Time
	Version        int64
	Lines          []CostLine
}

// CostLine is the share of one line of a receipt.
type CostLine struct {
	ID            db.ID
	ReceiptID     db.ID
	ReceiptLineID db.ID
	WarehouseID   db.ID
	SKUID         db.ID
	Quantity      dec.Quantity // that came and did not go back, in base units
	StillThere    dec.Quantity // of that, what had not been sold
	Amount        dec.Amount   // its share, without tax
	StockValue    dec.Cost     // of that, what became part of the stock's value
}

// Faults of late costs.
var (
	// ErrCostNotFound is returned for a late cost that does not exist in the set.
	ErrCostNotFound = fault.Define(fault.NotFound, "purchase_cost.not_found",
		fault.ZH("找不到这张采购费用单", "它可能属于另一个账套；请刷新列表"),
		fault.EN("Purchase cost not found", "It may belong to another account set; reload the list"))
	// ErrCostReversed has the parameter no.
	ErrCostReversed = fault.Define(fault.Conflict, "purchase_cost.already_reversed",
		fault.ZH("采购费用单 {no} 已经红冲过，或它本身就是红冲单", "刷新查看"),
		fault.EN("Purchase cost {no} has been reversed already, or is a reversal itself", "Reload to see"))
	// ErrCostReceipt has the parameter no.
	ErrCostReceipt = fault.Define(fault.Invalid, "purchase_cost.receipt",
		fault.ZH("单据 {no} 不能分摊费用", "只选已过账、没有红冲、没有全部退货的购货单"),
		fault.EN("Document {no} cannot take a cost", "Choose receipts that are posted, not reversed and not returned as a whole"))
	// ErrCostReceiptTwice has the parameter no.
	ErrCostReceiptTwice = fault.Define(fault.Invalid, "purchase_cost.receipt_twice",
		fault.ZH("购货单 {no} 重复", "每张购货单只选一次"), fault.EN("Receipt {no} is named twice", "Name each receipt once"))
	// ErrCostEarly has the parameters date, no and original.
	ErrCostEarly = fault.Define(fault.Invalid, "purchase_cost.before_receipt",
		fault.ZH("费用日期 {date} 早于购货单 {no} 的日期 {original}", "改成 {original} 或以后的日期；收货时已知的运费直接填在购货单上"),
		fault.EN("The date {date} is before that of receipt {no}, {original}", "Use {original} or later; freight known on receipt is entered on the receipt"))
	// ErrCostNoWeight has the parameter skus.
	ErrCostNoWeight = fault.Define(fault.Invalid, "purchase_cost.no_weight",
		fault.ZH("这些商品没有填重量：{skus}", "在商品资料里补上重量，或改为按金额、按数量分摊"),
		fault.EN("These goods have no weight: {skus}", "Enter their weight on the product, or share out by amount or quantity"))
	// ErrCostTax has the parameters value and amount.
	ErrCostTax = fault.Define(fault.Invalid, "purchase_cost.tax",
		fault.ZH("税额 {value} 要小于金额 {amount}；不核算税的账套不填税额", "改正税额或金额"),
		fault.EN("The tax {value} must be less than the amount {amount}, and none where tax is not accounted", "Correct the tax or the amount"))
	// ErrReceiptHasCosts has the parameters no and document.
	ErrReceiptHasCosts = fault.Define(fault.Conflict, "purchase_receipt.has_costs",
		fault.ZH("购货单 {no} 分摊了采购费用单 {document}，不能红冲", "先红冲采购费用单 {document}"),
		fault.EN("Receipt {no} carries purchase cost {document}, so it cannot be reversed", "Reverse purchase cost {document} first"))
)

// net is what the goods carry: the tax that is accounted is not theirs.
func (c *Cost) net() dec.Amount { return c.Amount.Sub(c.TaxAmount) }

// entry is the cost in the books.
func (c *Cost) entry() finance.Entry {
	return finance.Entry{
		DocKind: docCost, DocID: c.ID, DocNo: c.No, Date: c.Date, Memo: c.Note,
		Lines: []finance.EntryLine{
			{Account: finance.AccountInventory, Amount: c.StockValue},
			{Account: finance.AccountCostOfSales, Amount: c.SoldValue},
			{Account: finance.AccountTax, Amount: c.TaxAmount.Cost()},
			{Account: finance.AccountPayable, PartyKind: finance.PartySupplier, PartyID: c.SupplierID, Amount: c.Amount.Cost().Neg()},
		},
	}
}

// payable is what the cost makes us owe; below zero for a reversal.
func (c *Cost) payable(due db.Date) finance.Payable {
	return finance.Payable{
		SupplierID: c.SupplierID, DocKind: docCost, DocID: c.ID, DocNo: c.No, Date: c.Date, DueDate: due, Amount: c.Amount, Note: c.Note,
		WarehouseID: c.WarehouseID, ShopID: c.BuyerAccountID,
	}
}

// weigh gives the weight of each line by which the amount is shared out: whole numbers,
// of which only the proportion counts.
func weigh(spread Spread, lines []costable) []int64 {
	weights := make([]int64, len(lines))
	free := true
	for i := range lines {
		switch l := &lines[i]; spread {
		case SpreadAmount:
			weights[i] = l.settled().Fen()
		case SpreadWeight:
			if kg, err := dec.Cost(l.weight).Times(l.Quantity); err == nil {
				weights[i] = int64(kg)
			}
		default:
			weights[i] = int64(l.Quantity)
		}
		free = free && weights[i] == 0
	}
	for i := range lines {
		if free { // gifts: by pieces
			weights[i] = int64(lines[i].Quantity)
		}
	}
	return weights
}

// costable is a line of a receipt that a cost is shared out over.
type costable struct {
	CostLine
	came   dec.Quantity // in base units, what went back since among it
	owed   dec.Amount   // for all that came
	weight dec.Quantity // kilograms of one
}

// settled is what is owed for what did not go back.
func (l *costable) settled() dec.Amount {
	a, err := l.owed.MulRatio(int64(l.Quantity), int64(l.came))
	if err != nil {
		return l.owed // a part of an amount is no larger than it
	}
	return a.Abs()
}

// summary is what the audit log keeps of a late cost.
func (c *Cost) summary() map[string]any {
	return map[string]any{
		"date": c.Date, "kind": c.Kind, "supplierId": c.SupplierID, "spread": c.Spread, "billNo": c.BillNo, "note": c.Note, "lines": len(c.Lines),
		"cost": map[string]any{"amount": c.Amount, "taxAmount": c.TaxAmount, "stockValue": c.StockValue, "soldValue": c.SoldValue},
	}
}
