package platform

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
	"github.com/huotong/huotong/open1688"
)

// Faults of making a purchase order from an order.
var (
	// ErrNoSource has the parameters name and spec: of a line that no own SKU is bought as.
	ErrNoSource = fault.Define(fault.Invalid, "platform_order.no_source",
		fault.ZH("“{name}”（{spec}）没有对应的 SKU", "先在“货源”里给 SKU 添加这个 1688 规格"),
		fault.EN("No SKU is bought as {name} ({spec})", "Add this spec as a source of a SKU first"))
	// ErrSeveralSources has the parameters name, spec and count.
	ErrSeveralSources = fault.Define(fault.Invalid, "platform_order.several_sources",
		fault.ZH("“{name}”（{spec}）对应 {count} 个 SKU", "选择这次买的是哪个 SKU"),
		fault.EN("{count} SKUs are bought as {name} ({spec})", "Choose which of them was bought"))
	// ErrNotSource marks a SKU that the line is not bought as.
	ErrNotSource = fault.Define(fault.Invalid, "platform_order.not_source",
		fault.ZH("这一行不是这个 SKU 的货源", "从列出的 SKU 中选择"), fault.EN("The line is no source of this SKU", "Choose one of those listed"))
	// ErrNotWhole has the parameters name and quantity.
	ErrNotWhole = fault.Define(fault.Invalid, "platform_order.not_whole",
		fault.ZH("“{name}”的数量 {quantity} 按货源的换算不是整数", "检查货源里的换算比例"),
		fault.EN("The quantity {quantity} of {name} is no whole number of base units", "Check the ratio of the source"))
	// ErrSellerUnknown refuses to make a purchase order when 1688 did not say who sells.
	ErrSellerUnknown = fault.Define(fault.Conflict, "platform_order.seller_unknown",
		fault.ZH("1688 没有说明卖家是谁", "重新读取这张订单后再试"), fault.EN("1688 did not say who the seller is", "Read the order again, then try once more"))
	// ErrAllGone refuses to make a purchase order of an order that was closed.
	ErrAllGone = fault.Define(fault.Conflict, "platform_order.closed",
		fault.ZH("1688 订单 {no} 已关闭，不能生成采购单", "可以忽略这张订单"), fault.EN("The 1688 order {no} is closed; nothing can be made of it", "Put it aside instead"))
)

// MakeInput says how a purchase order is made from an order.
type MakeInput struct {
	WarehouseID db.ID  // zero: the default warehouse
	SKUs        []Said // where several SKUs are bought as the spec of a line
	Within      tenant.DataScope
}

// Said is which SKU a line bought, as a person says.
type Said struct {
	LineID string `json:"lineId"`
	SKUID  db.ID  `json:"skuId"`
}

// Make makes a purchase order that says what an order placed by hand bought, a draft, and
// links the two. Its total is what 1688 charges. Lines whose SKU is not known are told
// together, as problems of lines[n].
func (s *Service) Make(ctx context.Context, sc db.Scope, id db.ID, in MakeInput) (*purchase.Order, error) {
	var out *purchase.Order
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		o, err := visibleTx(ctx, tx, id, in.Within, tx.ForUpdate())
		switch {
		case err != nil:
			return err
		case o.PurchaseOrder != 0:
			return ErrLinked.With("no", o.PlatformID)
		case o.State == StateClosed:
			return ErrAllGone.With("no", o.PlatformID)
		}
		planned, err := s.plannedTx(ctx, tx, o, in)
		if err != nil {
			return err
		}
		made, err := s.purchases.CreateManyTx(ctx, tx, []purchase.Planned{*planned})
		if err != nil {
			return withoutIndex(err)
		}
		out = made[0]
		return s.linkTx(ctx, tx, id, out.ID, LinkMade)
	})
	return out, err
}

// withoutIndex tells problems of orders[0] as those of the one order.
func withoutIndex(err error) error {
	e := fault.As(err)
	if e == nil || len(e.Fields) == 0 {
		return err
	}
	var f fault.Fields
	for _, p := range e.Fields {
		f.Add(strings.TrimPrefix(p.Path, "orders[0]."), p.Err)
	}
	return f.Err()
}

// plannedTx works out the purchase order that an order would have been placed for.
func (s *Service) plannedTx(ctx context.Context, tx *db.Tx, o *Order, in MakeInput) (*purchase.Planned, error) {
	var err error
	if o.SupplierID == 0 {
		seller := party.Seller{LoginID: o.SellerLogin, MemberID: o.SellerMember, Name: o.SellerName}
		if !seller.Known() {
			return nil, ErrSellerUnknown
		}
		if o.SupplierID, err = s.party.SellerSupplierTx(ctx, tx, seller); err != nil {
			return nil, err
		}
		if _, err := tx.Exec(ctx, "UPDATE platform_order SET supplier_id = ? WHERE tenant_id = ? AND id = ?", o.SupplierID, tx.Tenant, o.ID); err != nil {
			return nil, fmt.Errorf("keep the supplier of order %s: %w", o.PlatformID, err)
		}
	}
	specs, err := specsTx(ctx, tx, []*Order{o})
	if err != nil {
		return nil, err
	}
	p := &purchase.Planned{Input: purchase.Input{
		Date: db.Date(o.OrderedAt.In(open1688.Beijing).Format(time.DateOnly)), SupplierID: o.SupplierID, WarehouseID: in.WarehouseID, BuyerAccountID: o.AccountID, PayMethod: purchase.Pay1688, Currency: currency.Base,
		Freight: o.Freight, Note: o.Memo, Within: in.Within,
	}}
	var (
		f     fault.Fields
		goods dec.Amount
	)
	named := map[string]db.ID{}
	for i, k := range in.SKUs {
		at := slices.IndexFunc(o.Lines, func(l Line) bool { return l.LineID == k.LineID })
		if at < 0 || !specs.buys(&o.Lines[at], k.SKUID) {
			f.Add(fmt.Sprintf("skus[%d].skuId", i), ErrNotSource)
		}
		named[k.LineID] = k.SKUID
	}
	for i := range o.Lines {
		l := &o.Lines[i]
		u, problem := choose(specs.of(l), o.SupplierID, l, named[l.LineID])
		if problem != nil {
			f.Add(trade.Path(i), problem)
			continue
		}
		line, problem := l.bought(u)
		if problem != nil {
			f.Add(trade.Path(i), problem)
			continue
		}
		goods = goods.Add(l.Amount)
		p.Lines, p.Parts = append(p.Lines, line), append(p.Parts, purchase.Part{SourceID: u.source})
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	// What 1688 took off the whole order, or charges beside goods and freight.
	if off := goods.Add(o.Freight).Sub(o.Total); off >= 0 {
		p.Discount = off
	} else {
		p.OtherFee = off.Neg()
	}
	return p, nil
}

// choose tells as which SKU a line was bought: the one named, or the only one there is,
// of the order's supplier if there are several.
func choose(uses []use, supplier db.ID, l *Line, named db.ID) (*use, *fault.Error) {
	if at := slices.IndexFunc(uses, func(u use) bool { return u.sku == named }); at >= 0 {
		return &uses[at], nil
	}
	own := slices.DeleteFunc(slices.Clone(uses), func(u use) bool { return u.supplier != supplier })
	if len(own) > 0 {
		uses = own
	}
	switch len(uses) {
	case 0:
		return nil, ErrNoSource.With("name", l.Title, "spec", l.Spec)
	case 1:
		return &uses[0], nil
	}
	return nil, ErrSeveralSources.With("name", l.Title, "spec", l.Spec, "count", len(uses))
}

// priceStep is the smallest difference of two prices.
const priceStep = dec.Price(dec.Scale / 10_000)

// bought is the line of a purchase order for what was bought, in base units. Its amount
// is exactly that of 1688: the price there where that is not less, with the rest as a
// discount, else the price that it comes to.
func (l *Line) bought(u *use) (trade.LineInput, *fault.Error) {
	notWhole := ErrNotWhole.With("name", l.Title, "quantity", l.Quantity)
	q, err := l.Quantity.Times(u.num, u.den)
	if err != nil || q <= 0 {
		return trade.LineInput{}, notWhole
	}
	price, err := l.Price.MulRatio(u.den, u.num)
	if err != nil {
		return trade.LineInput{}, notWhole
	}
	list, err := price.Times(q)
	if err == nil && list < l.Amount {
		if price, err = dec.Price(l.Amount).MulRatio(dec.Scale, int64(q)); err == nil {
			if list, err = price.Times(q); err == nil && list < l.Amount {
				price += priceStep
				list, err = price.Times(q)
			}
		}
	}
	if err != nil || list < l.Amount {
		return trade.LineInput{}, notWhole
	}
	return trade.LineInput{SKUID: u.sku, Quantity: q, Price: &price, Discount: list.Sub(l.Amount)}, nil
}
