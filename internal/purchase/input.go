package purchase

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

const (
	maxReferences = 100
	maxReference  = 60 // characters
)

// Faults of an order's content.
var (
	// ErrSupplierInactive has the parameter supplier.
	ErrSupplierInactive = fault.Define(fault.Invalid, "purchase.supplier_inactive",
		fault.ZH("供应商 {supplier} 已停用", "换一个供应商，或先启用它"), fault.EN("Supplier {supplier} is inactive", "Choose another or activate it first"))
	// ErrNoPrice has the parameters sku and supplier: no price was given, and none was
	// agreed with the supplier before.
	ErrNoPrice = fault.Define(fault.Invalid, "purchase.no_price",
		fault.ZH("商品 {sku} 没有填单价，以前也没有向 {supplier} 买过", "填写单价（赠品填 0）"),
		fault.EN("{sku} has no price here, and none was agreed with {supplier} before", "Enter a price (0 for a gift)"))
	// ErrBuyerAccount marks an account that cannot buy.
	ErrBuyerAccount = fault.Define(fault.Invalid, "purchase.buyer_account",
		fault.ZH("采购账号不存在、未授权或已停用", "选择已授权的 1688 采购账号，或清空"), fault.EN("The buyer account does not exist, is not authorised or is switched off", "Choose an authorised 1688 buyer account, or none"))
	// ErrPerson marks a person who does not work in the account set.
	ErrPerson = fault.Define(fault.Invalid, "purchase.person_unknown",
		fault.ZH("不是本账套的人员，或已停用", "从人员列表中选择在用的人员"), fault.EN("This person does not work in this account set, or is switched off", "Choose an active person of the account set"))
	// ErrExpectedEarly has the parameters expected and date.
	ErrExpectedEarly = fault.Define(fault.Invalid, "purchase.expected_early",
		fault.ZH("预计到货 {expected} 早于采购日期 {date}", "把预计到货改到采购日期之后"), fault.EN("The goods are expected on {expected}, before the order of {date}", "Enter a later day"))
	// ErrDiscountTooMuch is trade.ErrDiscount for people who may not see the amount.
	ErrDiscountTooMuch = fault.Define(fault.Invalid, "purchase.discount_exceeds",
		fault.ZH("优惠超过了金额", "把优惠改小"), fault.EN("The discount exceeds the amount", "Lower the discount"))
	// ErrReferenceTwice has the parameter value.
	ErrReferenceTwice = fault.Define(fault.Invalid, "purchase.reference_twice",
		fault.ZH("号码 {value} 重复", "每个号码只填一次"), fault.EN("{value} is given twice", "Give each number once"))
)

// Input is what a person or program enters. Absent optional values take their
// defaults: today, the default warehouse, the supplier's terms, the base unit, the price
// last agreed with the supplier, the product's tax rate.
type Input struct {
	Date           db.Date
	SupplierID     db.ID
	WarehouseID    db.ID
	Delivery       Delivery
	BuyerAccountID db.ID
	PurchaserID    db.ID // zero: who enters it
	FollowerID     db.ID
	Terms          party.Terms
	PrepaidShare   dec.Quantity
	CreditDays     int64
	PayMethod      PayMethod
	Inspect        bool
	ExpectedOn     db.Date
	// Currency is that of all money of the order; empty: the supplier's.
	Currency string
	// ExchangeRate is the yuan for 100 units; zero: that of the order's date.
	ExchangeRate dec.Cost
	TaxIncluded  *bool // nil: prices contain the tax
	DiscountBPS  int64
	Discount     dec.Amount
	Freight      dec.Amount
	OtherFee     dec.Amount
	Note         string
	References   []Reference
	Lines        []trade.LineInput
	// Within is what the person may work with.
	Within tenant.DataScope
	// KeepCosts says that the person does not see what the order costs: what is left out
	// of that stays when it is changed.
	KeepCosts bool

	// was is the order that is changed: what it says already may stay, though it could not
	// be entered now.
	was *Order
}

// check finds what is wrong with the input by itself, without the database.
func (in *Input) check(f *fault.Fields) {
	if in.SupplierID == 0 {
		f.Add("supplierId", fault.ErrRequired)
	}
	if in.Delivery == "" {
		in.Delivery = DeliveryDirect
	}
	in.Note = check.Text(f, "note", in.Note, trade.MaxNote)
	trade.CheckDiscount(in.DiscountBPS, in.Discount, f)
	if in.Freight < 0 {
		f.Add("freight", fault.ErrNegative)
	}
	if in.OtherFee < 0 {
		f.Add("otherFee", fault.ErrNegative)
	}
	trade.CheckLines(in.Lines, nil, f)
	in.References = checkReferences(in.References, f)
}

// references gives the numbers as entered, by kind, their order being that of the input.
func references(online, tracking []string) []Reference {
	out := make([]Reference, 0, len(online)+len(tracking))
	for _, v := range online {
		out = append(out, Reference{RefOnlineOrder, v})
	}
	for _, v := range tracking {
		out = append(out, Reference{RefTracking, v})
	}
	return out
}

func checkReferences(list []Reference, f *fault.Fields) []Reference {
	if len(list) > maxReferences {
		f.Add("onlineOrders", fault.ErrTooMany.With("max", maxReferences))
		return nil
	}
	at := map[RefKind]int{}
	for i := range list {
		r := &list[i]
		field := map[RefKind]string{RefOnlineOrder: "onlineOrders", RefTracking: "trackingNumbers"}[r.Kind]
		path := field + "[" + strconv.Itoa(at[r.Kind]) + "]"
		at[r.Kind]++
		r.Value = check.Required(f, path, r.Value, maxReference)
		if slices.Contains(list[:i], *r) && r.Value != "" {
			f.Add(path, ErrReferenceTwice.With("value", r.Value))
		}
	}
	return list
}

// known is what the database says about an input.
type known struct {
	set      *tenant.Set
	now      db.Time
	actor    db.ID
	supplier *party.SupplierInfo
	skus     map[db.ID]*catalog.SKUInfo
	prices   map[db.ID][]party.LastPrice
	money
}

// price is that last agreed with the supplier: in the unit itself, or else worked out
// from another.
func (k *known) price(sku *catalog.SKUInfo, u *catalog.UnitFactor) (dec.Price, error) {
	list := slices.DeleteFunc(slices.Clone(k.prices[sku.ID]), func(p party.LastPrice) bool { return p.Currency != k.currency })
	for _, p := range list {
		if p.UnitID == u.UnitID {
			return p.Price, nil
		}
	}
	for _, p := range list {
		other := sku.Unit(p.UnitID)
		if other == nil {
			continue
		}
		if price, err := p.Price.MulRatio(u.Num*other.Den, u.Den*other.Num); err == nil {
			return price, nil
		}
	}
	return 0, ErrNoPrice.With("sku", sku.Code, "supplier", k.supplier.Name)
}

// buildTx checks an input and makes the order of it, reading all it needs in a fixed
// number of queries.
func (s *Service) buildTx(ctx context.Context, tx *db.Tx, in *Input) (*known, *Order, error) {
	var f fault.Fields
	in.check(&f)
	if err := f.Err(); err != nil {
		return nil, nil, err
	}
	k, warehouse, err := s.knownTx(ctx, tx, in, true, &f)
	if err != nil {
		return nil, nil, err
	}
	if err := in.moneyTx(ctx, tx, k, newRateBook(), &f); err != nil {
		return nil, nil, err
	}
	o := in.build(k, &f)
	o.WarehouseID = warehouse
	return k, o, f.Err()
}

// knownTx reads what the database says about an input, and its warehouse. What is wrong
// is noted in f; an inactive supplier only where something new is bought.
func (s *Service) knownTx(ctx context.Context, tx *db.Tx, in *Input, buying bool, f *fault.Fields) (*known, db.ID, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, 0, err
	}
	k := &known{set: set, now: tx.Now, actor: tx.Actor.UserID, money: money{currency.Base, currency.Par}}
	k.supplier, err = s.party.SupplierTx(ctx, tx, in.SupplierID)
	switch {
	case err == nil && !k.supplier.Active && buying && (in.was == nil || in.was.SupplierID != in.SupplierID):
		f.Add("supplierId", ErrSupplierInactive.With("supplier", k.supplier.Name))
	case err != nil && !f.AddErr("supplierId", err):
		return nil, 0, err
	case err != nil:
		k.supplier = &party.SupplierInfo{Terms: party.TermsPrepaid}
	}
	warehouse, err := s.warehouseTx(ctx, tx, in, f)
	if err != nil {
		return nil, 0, err
	}
	if err := s.peopleTx(ctx, tx, in, f); err != nil {
		return nil, 0, err
	}
	if k.skus, err = s.catalog.SKUsTx(ctx, tx, trade.SKUIDs(in.Lines)); err != nil {
		return nil, 0, err
	}
	k.prices, err = s.party.SupplierPricesTx(ctx, tx, in.SupplierID, in.unpriced())
	return k, warehouse, err
}

func (in *Input) unpriced() []db.ID {
	var ids []db.ID
	for i := range in.Lines {
		if in.Lines[i].Price == nil {
			ids = append(ids, in.Lines[i].SKUID)
		}
	}
	return ids
}

func (s *Service) warehouseTx(ctx context.Context, tx *db.Tx, in *Input, f *fault.Fields) (db.ID, error) {
	find := s.stock.DefaultWarehouseTx
	if in.WarehouseID != 0 {
		find = func(ctx context.Context, tx *db.Tx) (*stock.Warehouse, error) {
			return stock.WarehouseTx(ctx, tx, in.WarehouseID)
		}
	}
	w, err := find(ctx, tx)
	if err != nil {
		if f.AddErr("warehouseId", err) {
			return 0, nil // told with the other fields
		}
		return 0, err
	}
	switch {
	case !in.Within.Warehouses.Allows(w.ID):
		f.Add("warehouseId", fault.ErrNotFound.With("what", "warehouse"))
	case !w.Active && (in.was == nil || in.was.WarehouseID != w.ID):
		f.Add("warehouseId", stock.ErrWarehouseInactive.With("name", w.Name))
	}
	return w.ID, nil
}

// peopleTx checks the people and the account, none of which may be another set's.
func (s *Service) peopleTx(ctx context.Context, tx *db.Tx, in *Input, f *fault.Fields) error {
	was := in.was
	if was == nil {
		was = &Order{}
	}
	for _, p := range []struct {
		field   string
		id, was db.ID
	}{{"purchaserId", in.PurchaserID, was.PurchaserID}, {"followerId", in.FollowerID, was.FollowerID}} {
		if p.id == p.was || p.id == 0 {
			continue
		}
		works, err := tenant.ActiveMemberTx(ctx, tx, p.id)
		if err != nil {
			return err
		}
		if !works {
			f.Add(p.field, ErrPerson)
		}
	}
	if in.PurchaserID == 0 {
		in.PurchaserID = tx.Actor.UserID
	}
	if in.BuyerAccountID == 0 || in.BuyerAccountID == was.BuyerAccountID {
		return nil
	}
	may, err := s.mayBuyTx(ctx, tx, in.BuyerAccountID, in.Within)
	if err == nil && !may {
		f.Add("buyerAccountId", ErrBuyerAccount)
	}
	return err
}

// mayBuyTx tells whether an account may be bought with by somebody who works within a scope.
func (s *Service) mayBuyTx(ctx context.Context, tx *db.Tx, account db.ID, within tenant.DataScope) (bool, error) {
	if s.accounts == nil || !within.Shops.Allows(account) {
		return false, nil
	}
	return s.accounts.MayBuyTx(ctx, tx, account)
}

// build turns a checked input into an order with its figures. Everything that is
// wrong is noted in f.
func (in *Input) build(k *known, f *fault.Fields) *Order {
	o := &Order{
		Date: in.Date, State: StateDraft, SupplierID: in.SupplierID, Delivery: in.Delivery, BuyerAccountID: in.BuyerAccountID,
		PurchaserID: in.PurchaserID, FollowerID: in.FollowerID, Terms: in.Terms, PrepaidShare: in.PrepaidShare, CreditDays: in.CreditDays,
		PayMethod: in.PayMethod, Inspect: in.Inspect, ExpectedOn: in.ExpectedOn, Currency: k.currency, ExchangeRate: k.rate,
		Totals:  trade.Totals{TaxIncluded: in.TaxIncluded == nil || *in.TaxIncluded, DiscountBPS: in.DiscountBPS, Discount: in.Discount},
		Freight: in.Freight, OtherFee: in.OtherFee, Note: in.Note, References: in.References,
	}
	if o.Date == "" {
		o.Date = k.set.Today(k.now)
	}
	if in.was == nil || o.Date != in.was.Date {
		f.AddErr("date", k.set.CheckNewDate(o.Date, k.now))
	}
	if o.ExpectedOn != "" && o.ExpectedOn < o.Date {
		f.Add("expectedOn", ErrExpectedEarly.With("expected", o.ExpectedOn, "date", o.Date))
	}
	if o.Terms == "" {
		o.Terms, o.PrepaidShare, o.CreditDays = k.supplier.Terms, k.supplier.PrepaidShare, k.supplier.CreditDays
	}
	f.AddErr("", party.CheckTerms(o.Terms, &o.PrepaidShare, &o.CreditDays))
	for i := range in.Lines {
		l := &in.Lines[i]
		o.Lines = append(o.Lines, Line{Line: l.Build(trade.Path(i), knownSKU(k.skus[l.SKUID], in.was.has(l.SKUID)), k.price, f)})
	}
	if f.Len() == 0 {
		compute(&o.Totals, o.goods(), o.Freight.Add(o.OtherFee), k.set.TaxAccounted, in.KeepCosts, f)
	}
	if f.Len() == 0 {
		o.settle(f)
	}
	return o
}

// compute works out the money of a document. What is wrong with it is told without what
// the goods come to where that is hidden.
func compute(t *trade.Totals, lines []*trade.Line, fee dec.Amount, taxAccounted, hidden bool, f *fault.Fields) {
	var own fault.Fields
	t.Compute(lines, fee, taxAccounted, &own)
	wrong := fault.As(own.Err())
	if wrong == nil {
		return
	}
	for _, w := range wrong.Fields {
		if hidden && errors.Is(w.Err, trade.ErrDiscount) {
			w.Err = ErrDiscountTooMuch
		}
		f.Add(w.Path, w.Err)
	}
}
