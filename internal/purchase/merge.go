package purchase

import (
	"cmp"
	"context"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// Faults of merging.
var (
	// ErrMergeFew is returned for fewer than two orders.
	ErrMergeFew = fault.Define(fault.Invalid, "purchase.merge_few",
		fault.ZH("至少选择两张采购单才能合并", "多选几张同一供应商的待确认采购单"), fault.EN("Two orders at least can be merged", "Choose several drafts of one supplier"))
	// ErrMergeDiffers has the parameters no, other and what.
	ErrMergeDiffers = fault.Define(fault.Conflict, "purchase.merge_differs",
		fault.ZH("采购单 {no} 和 {other} 的{what:purchase.merge}不同，不能合并", "只合并供应商、币种、仓库、账号、结算和含税都相同的采购单"),
		fault.EN("{no} and {other} differ in {what:purchase.merge} and cannot be merged", "Merge orders that agree in supplier, currency, warehouse, account, terms and tax"))
)

func init() {
	fault.AddWords("purchase.merge",
		fault.Word{Code: "supplier", ZH: "供应商", EN: "their supplier"}, fault.Word{Code: "currency", ZH: "币种", EN: "their currency"}, fault.Word{Code: "warehouse", ZH: "仓库", EN: "their warehouse"},
		fault.Word{Code: "account", ZH: "采购账号", EN: "their buyer account"}, fault.Word{Code: "terms", ZH: "结算方式", EN: "their terms"},
		fault.Word{Code: "delivery", ZH: "收货方式", EN: "their delivery"}, fault.Word{Code: "tax", ZH: "含税", EN: "whether prices contain the tax"})
}

// Seen is an order as the person who acts on it saw it.
type Seen struct {
	ID      db.ID
	Version int64
}

// Merge makes one draft of several of one supplier, and voids these. Lines that say the
// same but for their quantity become one; discounts, freight and fees add up. A rate that
// all of them have stays, else it is that of today.
func (s *Service) Merge(ctx context.Context, sc db.Scope, list []Seen, within tenant.DataScope) (*Order, error) {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Seen) int { return cmp.Compare(a.ID, b.ID) }) // locked in key order
	list = slices.CompactFunc(list, func(a, b Seen) bool { return a.ID == b.ID })
	if len(list) < 2 {
		return nil, ErrMergeFew
	}
	var out *Order
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		orders := make([]*Order, 0, len(list))
		for _, seen := range list {
			o, err := lockedTx(ctx, tx, seen.ID, seen.Version)
			if err == nil && !within.Allows(o.WarehouseID, o.BuyerAccountID) {
				err = ErrNotFound
			}
			if err != nil {
				return err
			}
			if o.State != StateDraft {
				return ErrState.With("no", o.No, "state", o.State)
			}
			if what := differs(orders, o); what != "" {
				return ErrMergeDiffers.With("no", orders[0].No, "other", o.No, "what", what)
			}
			orders = append(orders, o)
		}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		in, from := merged(orders, set.Today(tx.Now))
		in.Within = within
		if err := whoIsThereTx(ctx, tx, &in); err != nil {
			return err
		}
		k, o, err := s.buildTx(ctx, tx, &in)
		if err != nil {
			return err
		}
		for i := range o.Lines {
			o.Lines[i].inherit(from[i], o)
		}
		for _, old := range orders {
			o.Makers = o.Makers.With(old.Makers...).With(old.CreatedBy, old.ChangedBy)
		}
		if err := s.addTx(ctx, tx, k.supplier, o, ModeDraft); err != nil {
			return err
		}
		if err := o.inheritTx(ctx, tx, from); err != nil {
			return err
		}
		for _, old := range orders {
			before := old.summary()
			old.State, old.MergedIntoID, old.UpdatedAt = StateVoid, o.ID, tx.Now
			old.Version++
			if err := updateTx(ctx, tx, old); err != nil {
				return err
			}
			if err := s.savedTx(ctx, tx, "merge", before, old, k.supplier); err != nil {
				return err
			}
		}
		out = o
		return nil
	})
	return out, err
}

// differs tells in what an order differs from the first, "" when in nothing that matters.
func differs(orders []*Order, o *Order) string {
	if len(orders) == 0 {
		return ""
	}
	first := orders[0]
	switch {
	case o.SupplierID != first.SupplierID:
		return "supplier"
	case o.Currency != first.Currency:
		return "currency"
	case o.WarehouseID != first.WarehouseID:
		return "warehouse"
	case o.BuyerAccountID != first.BuyerAccountID:
		return "account"
	case o.Terms != first.Terms || o.PrepaidShare != first.PrepaidShare || o.CreditDays != first.CreditDays || o.PayMethod != first.PayMethod:
		return "terms"
	case o.Delivery != first.Delivery:
		return "delivery"
	case o.TaxIncluded != first.TaxIncluded:
		return "tax"
	}
	return ""
}

// merged is the input of the order that several become today, and for each of its lines
// those that became it: of one SKU, unit, price, tax rate, discount, note and source.
func merged(orders []*Order, today db.Date) (Input, [][]origin) {
	in := orders[0].input()
	in.Lines, in.Note, in.References, in.ExpectedOn = nil, "", nil, ""
	in.Discount, in.Freight, in.OtherFee = 0, 0, 0
	if !slices.ContainsFunc(orders, func(o *Order) bool { return o.ExchangeRate != orders[0].ExchangeRate }) {
		in.ExchangeRate = orders[0].ExchangeRate
	}
	type key struct {
		sku, unit     db.ID
		price         dec.Price
		tax, discount int64
		amount        bool // the discount is an amount
		note          string
	}
	at := map[key][]int{}
	var from [][]origin
	for _, o := range orders {
		one := o.input()
		in.Discount, in.Freight, in.OtherFee = in.Discount.Add(one.Discount), in.Freight.Add(one.Freight), in.OtherFee.Add(one.OtherFee)
		in.Inspect = in.Inspect || one.Inspect
		in.ExpectedOn = sooner(in.ExpectedOn, one.ExpectedOn, today)
		if one.Note != "" {
			in.Note = cut(in.Note+"\n"+one.Note, trade.MaxNote)
		}
		for _, r := range one.References {
			if !slices.Contains(in.References, r) {
				in.References = append(in.References, r)
			}
		}
		for j, l := range one.Lines {
			k := key{l.SKUID, l.UnitID, *l.Price, *l.TaxRateBPS, l.DiscountBPS, l.Discount != 0, l.Note}
			n := slices.IndexFunc(at[k], func(i int) bool { return oneSource(from[i], &o.Lines[j]) })
			if n < 0 {
				at[k] = append(at[k], len(in.Lines))
				in.Lines, from = append(in.Lines, l), append(from, []origin{{o, &o.Lines[j]}})
				continue
			}
			i := at[k][n]
			in.Lines[i].Quantity, in.Lines[i].Discount = in.Lines[i].Quantity.Add(l.Quantity), in.Lines[i].Discount.Add(l.Discount)
			from[i] = append(from[i], origin{o, &o.Lines[j]})
		}
	}
	return in, from
}

func cut(s string, limit int) string {
	if r := []rune(s); len(r) > limit {
		return string(r[:limit])
	}
	return s
}

// input is what would have to be entered for the order again, today: at the rate of today.
func (o *Order) input() Input {
	in := Input{
		SupplierID: o.SupplierID, WarehouseID: o.WarehouseID, Delivery: o.Delivery, BuyerAccountID: o.BuyerAccountID, PurchaserID: o.PurchaserID, FollowerID: o.FollowerID,
		Terms: o.Terms, PrepaidShare: o.PrepaidShare, CreditDays: o.CreditDays, PayMethod: o.PayMethod, Inspect: o.Inspect, ExpectedOn: o.ExpectedOn, Currency: o.Currency, TaxIncluded: &o.TaxIncluded,
		Discount: o.Own.Discount, Freight: o.Own.Freight, OtherFee: o.Own.OtherFee, Note: o.Note, References: slices.Clone(o.References),
	}
	for i := range o.Lines {
		l := &o.Lines[i]
		line := trade.LineInput{SKUID: l.SKUID, UnitID: l.UnitID, Quantity: l.Quantity, Price: &l.Own.Price, DiscountBPS: l.DiscountBPS, TaxRateBPS: &l.TaxRateBPS, Note: l.Note}
		if l.DiscountBPS == 0 {
			line.Discount = l.Own.Discount
		}
		in.Lines = append(in.Lines, line)
	}
	return in
}

// Copy makes a draft that says the same as an order, dated today. Numbers that others
// gave, the days the goods were expected on, and people and accounts that are there no
// more are left out.
func (s *Service) Copy(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (*Order, error) {
	var out *Order
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		o, err := getTx(ctx, tx, id, "")
		if err == nil && !within.Allows(o.WarehouseID, o.BuyerAccountID) {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		in := o.input()
		in.Within, in.References, in.ExpectedOn, in.PurchaserID = within, nil, "", 0
		if err := whoIsThereTx(ctx, tx, &in); err != nil {
			return err
		}
		if in.BuyerAccountID != 0 {
			may, err := s.mayBuyTx(ctx, tx, in.BuyerAccountID, within)
			if err != nil {
				return err
			}
			if !may {
				in.BuyerAccountID = 0
			}
		}
		k, copied, err := s.buildTx(ctx, tx, &in)
		if err != nil {
			return err
		}
		for i := range copied.Lines {
			copied.Lines[i].SourceID = o.Lines[i].SourceID
		}
		out = copied
		return s.addTx(ctx, tx, k.supplier, copied, ModeDraft)
	})
	return out, err
}

// whoIsThereTx takes people out of an input who are there no more: nobody could correct it
// before the order is there.
func whoIsThereTx(ctx context.Context, tx *db.Tx, in *Input) error {
	for _, person := range []*db.ID{&in.PurchaserID, &in.FollowerID} {
		if *person == 0 {
			continue
		}
		there, err := tenant.ActiveMemberTx(ctx, tx, *person)
		if err != nil {
			return err
		}
		if !there {
			*person = 0
		}
	}
	return nil
}
