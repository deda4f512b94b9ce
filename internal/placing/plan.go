package placing

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/address"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/open1688"
)

// Faults of orders that cannot be placed.
var (
	// ErrNotApproved has the parameters no and state.
	ErrNotApproved = fault.Define(fault.Conflict, "placing.not_approved",
		fault.ZH("采购单 {no} 当前是“{state:purchase.state}”，审核通过后才能下单", "提交并审核后再下单"),
		fault.EN("Purchase order {no} is {state:purchase.state}; only an approved one can be placed", "Submit and approve it first"))
	// ErrBegun has the parameter no.
	ErrBegun = fault.Define(fault.Conflict, "placing.begun",
		fault.ZH("采购单 {no} 已有到货或已关闭，不能再下单", "还要采购时，复制成新的采购单"),
		fault.EN("Goods of purchase order {no} have come, or it is closed, so it cannot be placed", "Copy it into a new order if more is wanted"))
	// ErrNoAccount has the parameter no.
	ErrNoAccount = fault.Define(fault.Conflict, "placing.no_account",
		fault.ZH("采购单 {no} 没有选择采购账号", "修改采购单，选择用哪个 1688 账号采购"),
		fault.EN("Purchase order {no} names no buyer account", "Edit it and choose the 1688 account to buy with"))
	// ErrAccountOff has the parameter no.
	ErrAccountOff = fault.Define(fault.Conflict, "placing.account_off",
		fault.ZH("采购单 {no} 的采购账号已停用、移除或授权失效", "在“采购账号”中启用或重新授权，或修改采购单换一个账号"),
		fault.EN("The buyer account of purchase order {no} is off, removed or not authorised", "Enable or authorise it under Buyer accounts, or choose another for the order"))
	// ErrCurrency has the parameters no and currency.
	ErrCurrency = fault.Define(fault.Conflict, "placing.currency",
		fault.ZH("采购单 {no} 用{currency:currency}结算，1688 只用人民币", "向供应商直接下单；要在 1688 买，就换成人民币供应商的采购单"),
		fault.EN("Purchase order {no} is in another currency ({currency:currency}); 1688 is in yuan", "Order from the supplier directly; what is to be bought on 1688 goes on an order in yuan"))
	// ErrNoAddress has the parameter no.
	ErrNoAddress = fault.Define(fault.Conflict, "placing.no_address",
		fault.ZH("采购单 {no} 的仓库没有设置收货地址", "在“收货地址”里给仓库选择地址，或在这里选择一个地址"),
		fault.EN("The warehouse of purchase order {no} has no receiving address", "Choose one for the warehouse under Receiving addresses, or choose an address here"))
	// ErrAddressInactive has the parameter name.
	ErrAddressInactive = fault.Define(fault.Conflict, "placing.address_inactive",
		fault.ZH("收货地址“{name}”已停用", "选择另一个地址，或先启用它"),
		fault.EN("The receiving address {name} is switched off", "Choose another or activate it first"))
	// ErrNoSource has the parameters line and sku.
	ErrNoSource = fault.Define(fault.Conflict, "placing.no_source",
		fault.ZH("第 {line} 行 {sku} 没有这个供应商可用的 1688 货源", "在“货源”里匹配 1688 商品规格，或到 1688 网站下单后关联"),
		fault.EN("Line {line}, {sku}: no usable 1688 source of this supplier", "Match an offer and spec under Sources, or order on the web site and link it"))
	// ErrRatio has the parameters line, sku, quantity and unit.
	ErrRatio = fault.Define(fault.Conflict, "placing.ratio",
		fault.ZH("第 {line} 行 {sku} 的数量 {quantity} 不能换算成整数个 1688 销售单位（1 个销售单位 = {unit} 基本单位）", "撤销采购单，把数量改成能整除的数"),
		fault.EN("Line {line}, {sku}: {quantity} is no whole number of the units sold on 1688 (one is {unit} base units)", "Withdraw the order and take a quantity that divides"))
	// ErrNothingLeft has the parameter no.
	ErrNothingLeft = fault.Define(fault.Conflict, "placing.nothing_left",
		fault.ZH("采购单 {no} 已全部下单或正在下单", "查看下方的下单记录；要重下请先取消 1688 订单"),
		fault.EN("All of purchase order {no} is placed or being placed", "Look at its attempts; cancel the 1688 order first to place it again"))
	// ErrLinkedElsewhere has the parameters no and order.
	ErrLinkedElsewhere = fault.Define(fault.Conflict, "placing.linked",
		fault.ZH("采购单 {no} 已关联 1688 订单 {order}，再下单会重复", "核对这笔 1688 订单；它不属于这张采购单时先取消关联"),
		fault.EN("Purchase order {no} already has the 1688 order {order}; placing it would order twice", "Look at that order; unlink it if it does not belong here"))
)

// planned is what would be placed of a purchase order, or why nothing can be.
type planned struct {
	order *purchase.Order
	parts []*Part
	why   error // a fault; field problems name the lines
}

// known is what the database says about the orders that are planned.
type known struct {
	parts     map[db.ID][]*Part // of each order, also those retired
	foreign   map[db.ID]string  // of each order: an order on 1688 that was not placed from here
	sources   map[db.ID][]*sourcing.Source
	skus      map[db.ID]*catalog.SKUInfo
	offers    map[int64]*sourcing.Offer
	accounts  map[db.ID]bool // those that may be bought with
	warehouse map[db.ID]*address.Address
	chosen    *address.Address
}

// plan works out the parts of an order beside those that hold lines already.
func (k *known) plan(o *purchase.Order, c *Choices) planned {
	out := planned{order: o}
	if out.why = k.refuse(o); out.why != nil {
		return out
	}
	to := k.chosen
	if to == nil {
		to = k.warehouse[o.WarehouseID]
	}
	switch {
	case to == nil:
		out.why = ErrNoAddress.With("no", o.No)
		return out
	case !to.Active:
		out.why = ErrAddressInactive.With("name", to.Name)
		return out
	}
	held, number := map[db.ID]bool{}, int64(0)
	for _, p := range k.parts[o.ID] {
		number = max(number, p.Number)
		if !p.State.Holds() {
			continue
		}
		for i := range p.Cargo {
			for _, l := range p.Cargo[i].Lines {
				held[l.LineID] = true
			}
		}
	}
	groups, err := k.groups(o, held)
	if err != nil {
		out.why = err
		return out
	}
	if len(groups) == 0 {
		out.why = ErrNothingLeft.With("no", o.No)
		return out
	}
	var weights []int64
	for _, g := range groups {
		for cargo := range slices.Chunk(g, open1688.MaxCargoLines) {
			number++
			p := &Part{
				OrderID: o.ID, Number: number, AccountID: o.BuyerAccountID, State: StateDraft, Flow: c.Flow, TradeMode: c.TradeMode, AddressID: to.ID,
				Message: c.Message, Cargo: cargo, OrderHash: o.ContentHash, orderNo: o.No,
			}
			for i := range cargo {
				p.PlanGoods = p.PlanGoods.Add(cargo[i].Plan)
			}
			out.parts, weights = append(out.parts, p), append(weights, p.PlanGoods.Fen())
		}
	}
	for _, p := range k.parts[o.ID] { // the freight of what is placed already is spoken for
		if p.State.Holds() {
			weights = append(weights, p.PlanGoods.Fen())
		}
	}
	for i, share := range o.Freight.Split(weights)[:len(out.parts)] {
		out.parts[i].PlanFreight = share
	}
	return out
}

// refuse says why nothing of an order can be placed.
func (k *known) refuse(o *purchase.Order) error {
	switch {
	case o.State != purchase.StateApproved:
		return ErrNotApproved.With("no", o.No, "state", o.State)
	case o.Fulfilment != purchase.FulfilmentOpen:
		return ErrBegun.With("no", o.No)
	case o.Foreign():
		return ErrCurrency.With("no", o.No, "currency", o.Currency)
	case o.BuyerAccountID == 0:
		return ErrNoAccount.With("no", o.No)
	case !k.accounts[o.BuyerAccountID]:
		return ErrAccountOff.With("no", o.No)
	case k.foreign[o.ID] != "":
		return ErrLinkedElsewhere.With("no", o.No, "order", k.foreign[o.ID])
	}
	return nil
}

// groups merges the lines that are not held into specs, by seller. What is wrong with any
// line is told for all of them together.
func (k *known) groups(o *purchase.Order, held map[db.ID]bool) ([][]Cargo, error) {
	var (
		f       fault.Fields
		sellers []string
		groups  [][]Cargo
	)
	for i := range o.Lines {
		l := &o.Lines[i]
		if held[l.ID] {
			continue
		}
		x, units, err := k.buy(o, l, i+1)
		if err != nil {
			f.Add(fmt.Sprintf("lines[%d]", i), err)
			continue
		}
		seller := k.seller(o, x)
		at := slices.Index(sellers, seller)
		if at < 0 {
			at, sellers, groups = len(sellers), append(sellers, seller), append(groups, nil)
		}
		ref := LineRef{LineID: l.ID, Number: i + 1, SKU: k.code(l.SKUID), Units: units}
		g := groups[at]
		same := slices.IndexFunc(g, func(c Cargo) bool { return c.OfferID == x.OfferID && c.SpecID == x.SpecID })
		if same < 0 {
			c := Cargo{OfferID: x.OfferID, SpecID: x.SpecID, SKUID: x.PlatformSKUID, Unit: x.Unit, Title: x.Title, Spec: x.Spec, Picture: x.Picture}
			if seen := k.offers[x.OfferID]; seen != nil {
				c.Minimum = seen.MOQ
			}
			same, g = len(g), append(g, c)
		}
		c := &g[same]
		c.Quantity, c.Plan, c.Lines = c.Quantity+units, c.Plan.Add(l.SettledAmount), append(c.Lines, ref)
		groups[at] = g
	}
	return groups, f.Err()
}

// buy finds the source a line is bought from and how many sale units that is.
func (k *known) buy(o *purchase.Order, l *purchase.Line, number int) (*sourcing.Source, int64, *fault.Error) {
	var x *sourcing.Source
	for _, one := range k.sources[l.SKUID] {
		if one.OfferID == 0 || one.State != sourcing.StateActive || one.SupplierID != o.SupplierID || (one.AccountID != 0 && one.AccountID != o.BuyerAccountID) {
			continue
		}
		if x == nil || one.ID == l.SourceID {
			x = one
		}
	}
	if x == nil {
		return nil, 0, ErrNoSource.With("line", number, "sku", k.code(l.SKUID))
	}
	units, err := l.BaseQuantity.Times(x.Den, x.Num)
	n, whole := units.Int()
	if err != nil || !whole || n <= 0 {
		return nil, 0, ErrRatio.With("line", number, "sku", k.code(l.SKUID), "quantity", l.BaseQuantity, "unit", fmt.Sprintf("%d/%d", x.Num, x.Den))
	}
	return x, n, nil
}

// seller tells who sells a source, as far as its offer says: one call takes goods of one.
func (k *known) seller(o *purchase.Order, x *sourcing.Source) string {
	seen := k.offers[x.OfferID]
	if seen == nil || !seen.Seller.Known() || seen.SupplierID == o.SupplierID {
		return ""
	}
	return cmp.Or(seen.Seller.MemberID, seen.Seller.LoginID, seen.Seller.OpenID)
}

func (k *known) code(sku db.ID) string {
	if info := k.skus[sku]; info != nil {
		return info.Code
	}
	return sku.String()
}

// delivery is an address as 1688 is told of it: by the id it has in the account's book, or
// in full.
func delivery(a *address.Address, platformID string) open1688.DeliveryAddress {
	if platformID != "" {
		return open1688.DeliveryAddress{AddressID: open1688.ID(platformID)}
	}
	return open1688.DeliveryAddress{
		FullName: a.Contact, Mobile: a.Mobile, Phone: a.Phone, PostCode: a.Postcode, DistrictCode: a.DivisionCode,
		Province: a.Province, City: a.City, District: a.District, Town: a.Town, Street: a.Street(),
	}
}

// over tells whether an amount is more than what was planned and may be on top.
func over(is, plan dec.Amount, bps int64) bool {
	most, err := plan.MulRatio(10_000+bps, 10_000)
	return err != nil || is > most
}
