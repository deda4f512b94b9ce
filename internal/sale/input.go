package sale

import (
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// Faults of a document's content.
var (
	// ErrNoPrice has the parameter sku: no price was given, and the customer's level
	// has none. A gift is given the price 0.
	ErrNoPrice = fault.Define(fault.Invalid, "sale.no_price",
		fault.ZH("商品 {sku} 没有填单价，客户的价格等级也没有它的价格", "填写单价（赠品填 0），或先在商品里维护该等级的价格"),
		fault.EN("{sku} has no price here, and none at the customer's price level", "Enter a price (0 for a gift), or give the product a price at that level"))
	// ErrInactiveCustomer has the parameter customer.
	ErrInactiveCustomer = fault.Define(fault.Invalid, "sale.customer_inactive",
		fault.ZH("客户 {customer:builtin.customer} 已停用", "换一个客户，或先启用它"), fault.EN("Customer {customer:builtin.customer} is inactive", "Choose another or activate it first"))
	// ErrShopRequired is returned when several shops could be meant.
	ErrShopRequired = fault.Define(fault.Invalid, "sale.shop_required",
		fault.ZH("有多个 1688 店铺，需要指明从哪家店铺开单", "选择店铺"), fault.EN("There are several 1688 shops", "Choose the shop of this document"))
	// ErrShopUnknown marks a shop that is not authorised in this set.
	ErrShopUnknown = fault.Define(fault.Invalid, "sale.shop_unknown",
		fault.ZH("店铺不存在或未授权", "选择已授权的店铺"), fault.EN("The shop does not exist or is not authorised", "Choose an authorised shop"))
	// ErrPaidTooMuch has the parameters paid and total.
	ErrPaidTooMuch = fault.Define(fault.Invalid, "sale.paid_exceeds_total",
		fault.ZH("本次收款 {paid} 超过了结算金额 {total}", "改小本次收款；多收的请另开收款单"),
		fault.EN("Received {paid}, more than the total {total}", "Lower it; enter the excess as a receipt of its own"))
	// ErrFundAccount asks for the account the money went to.
	ErrFundAccount = fault.Define(fault.Invalid, "sale.fund_account_required",
		fault.ZH("填了本次收款就要选结算账户", "选择结算账户"), fault.EN("Money received needs an account", "Choose the account it went to"))
	// ErrPaidKind marks money received on a document that nobody owes for.
	ErrPaidKind = fault.Define(fault.Invalid, "sale.paid_kind",
		fault.ZH("只有销货单可以填本次收款", "清空本次收款；订金请另开收款单，留作预收"),
		fault.EN("Only a sales issue takes money at once", "Leave it out; enter a deposit as a receipt of its own, which stays an advance"))
	// ErrSalesperson marks a person who does not work in the account set.
	ErrSalesperson = fault.Define(fault.Invalid, "sale.salesperson_unknown",
		fault.ZH("业务员不是本账套的人员，或已停用", "从人员列表中选择在用的人员"),
		fault.EN("The salesperson does not work in this account set, or is switched off", "Choose an active person of the account set"))
)

// Input is what a person or program enters. Absent optional values take their
// defaults: today, the warehouse of the shop or else the default one, the base unit, the price of the
// customer's level, the product's tax rate.
type Input struct {
	Kind          Kind
	Date          db.Date
	CustomerID    db.ID
	ShopID        db.ID
	WarehouseID   db.ID
	SalespersonID db.ID
	WantsPreorder *bool // nil: as the module and the shop say
	TaxIncluded   *bool // nil: prices contain the tax
	DiscountBPS   int64
	Discount      dec.Amount
	CustomerFee   dec.Amount
	PaidNow       dec.Amount
	FundAccountID db.ID
	Note          string
	SourceID      db.ID
	Lines         []LineInput
	// Warehouses and Shops are those the person may work with.
	Warehouses tenant.Limit
	Shops      tenant.Limit
}

// LineInput is one line as entered.
type LineInput = trade.LineInput

// check finds what is wrong with the input by itself, without the database.
func (in *Input) check(f *fault.Fields) {
	switch in.Kind {
	case KindIssue, KindOrder, KindReturn:
	default:
		f.Add("kind", fault.ErrChoice.With("allowed", "issue, order, return"))
	}
	if in.CustomerID == 0 {
		f.Add("customerId", fault.ErrRequired)
	}
	in.Note = check.Text(f, "note", in.Note, trade.MaxNote)
	trade.CheckDiscount(in.DiscountBPS, in.Discount, f)
	if in.CustomerFee < 0 {
		f.Add("customerFee", fault.ErrNegative)
	}
	if in.PaidNow < 0 {
		f.Add("paidNow", fault.ErrNegative)
	}
	if in.PaidNow > 0 && in.Kind != KindIssue {
		f.Add("paidNow", ErrPaidKind)
	} else if in.PaidNow > 0 && in.FundAccountID == 0 {
		f.Add("fundAccountId", ErrFundAccount)
	}
	if trade.CheckLines(in.Lines, nil, f) {
		in.checkSource(f)
	}
}

// checkSource finds sources that lead nowhere: an order has none, and a line's
// source is on the document's.
func (in *Input) checkSource(f *fault.Fields) {
	problem := ErrSourceMissing
	if in.Kind == KindOrder {
		problem = ErrNoSource
		if in.SourceID != 0 {
			f.Add("sourceId", problem)
		}
	}
	for i := range in.Lines {
		if in.Lines[i].SourceLineID != 0 && (in.SourceID == 0 || in.Kind == KindOrder) {
			f.Add(trade.Path(i)+".sourceLineId", problem)
		}
	}
}

// inputContext is what the database says about an input.
type inputContext struct {
	set       *tenant.Set
	now       db.Time
	customer  customer
	warehouse db.ID
	shop      Shop // zero: none
	preorder  bool
	skus      map[db.ID]*catalog.SKUInfo
	prices    map[db.ID]dec.Price
}

type customer struct {
	name   string
	level  db.ID
	active bool
}

// build turns a checked input into a document with its figures. Everything
// that is wrong is noted in f.
func (in *Input) build(c *inputContext, f *fault.Fields) *Sale {
	s := &Sale{
		Kind: in.Kind, Date: in.Date, State: StateDraft, CustomerID: in.CustomerID, ShopID: c.shop.ID, WarehouseID: c.warehouse,
		SalespersonID: in.SalespersonID, WantsPreorder: c.preorder,
		Totals:      trade.Totals{TaxIncluded: in.TaxIncluded == nil || *in.TaxIncluded, DiscountBPS: in.DiscountBPS, Discount: in.Discount},
		CustomerFee: in.CustomerFee, PaidNow: in.PaidNow,
		FundAccountID: in.FundAccountID, Note: in.Note, SourceID: in.SourceID,
	}
	if s.Date == "" {
		s.Date = c.set.Today(c.now)
	}
	f.AddErr("date", c.set.CheckNewDate(s.Date, c.now))
	if !c.customer.active {
		f.Add("customerId", ErrInactiveCustomer.With("customer", c.customer.name))
	}
	for i := range in.Lines {
		l := &in.Lines[i]
		s.Lines = append(s.Lines, Line{Line: l.Build(trade.Path(i), c.skus[l.SKUID], c.price, f)})
	}
	if f.Len() > 0 {
		return s
	}
	s.Compute(s.goods(), s.CustomerFee, c.set.TaxAccounted, f)
	if s.PaidNow > 0 && s.PaidNow > s.Total {
		f.Add("paidNow", ErrPaidTooMuch.With("paid", s.PaidNow, "total", s.Total))
	}
	return s
}

// price is that of the customer's level per unit of the line.
func (c *inputContext) price(sku *catalog.SKUInfo, u *catalog.UnitFactor) (dec.Price, error) {
	base, found := c.prices[sku.ID]
	if !found {
		return 0, ErrNoPrice.With("sku", sku.Code)
	}
	return trade.PerUnit(base, u)
}
