package sandbox1688

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Refusals of preOrder.create. The platform's codes are not published: these are
// assumptions (docs/sandbox.md), one for each cause.
const (
	errMarket         = "MARKET_NOT_SUPPORTED"
	errNoItems        = "ITEM_LIST_EMPTY"
	errManyItems      = "TOO_MANY_ITEMS"
	errOfferUnknown   = "OFFER_NOT_EXIST"
	errOfferForeign   = "OFFER_NOT_OWN"
	errOfferOffline   = "OFFER_OFFLINE"
	errOfferNoTrade   = "OFFER_NOT_SUPPORT_ONLINE_TRADE"
	errSKUMissing     = "SKU_REQUIRED"
	errSKUUnknown     = "SKU_NOT_EXIST"
	errAmount         = "BUY_AMOUNT_INVALID"
	errBelowMinimum   = "BELOW_MIN_ORDER_QUANTITY"
	errNotLot         = "NOT_MULTIPLE_OF_BATCH"
	errStockShort     = "STOCK_NOT_ENOUGH"
	errPriceLimits    = "PRICE_OUT_OF_LIMIT"
	errTotalFee       = "TOTAL_FEE_MISMATCH"
	errPostFee        = "POST_FEE_INVALID"
	errLogisticsType  = "LOGISTICS_TYPE_INVALID"
	errRemarkTooLong  = "REMARK_TOO_LONG"
	maxRemark         = 500
	maxPostFee        = 100_000_000 // fen
	maxBuyAmount      = 10_000_000
	maxAuctionPrice   = 1_000_000_000 // fen
	maxLineFee        = 1e15          // fen; sums of lines stay far from overflow
	logisticsPickUp   = 1
	logisticsExpress  = 2
	payTypeOnline     = 2
	preOrderListLimit = 20
)

// refusal is a business code with its text.
type refusal struct{ code, text string }

func refusef(code, format string, a ...any) *refusal {
	return &refusal{code, fmt.Sprintf(format, a...)}
}

// preOrderInput is what preOrder.create was sent.
type preOrderInput struct {
	market, remark string
	postFee        int64
	totalFee       *int64
	logisticsType  int64
	items          []preItemInput
}

type preItemInput struct {
	OfferID      flexInt  `json:"offerId"`
	SKUID        *flexInt `json:"skuId"`
	BuyAmount    flexInt  `json:"buyAmount"`
	AuctionPrice flexInt  `json:"auctionPrice"`
	Remark       string   `json:"remark"`
}

// draft checks the input in the order head, lines, sums, and makes the pre-order.
func (c *call) draft(in preOrderInput) (*preOrder, *refusal) {
	if r := c.checkHead(in); r != nil {
		return nil, r
	}
	p := &preOrder{
		Seller: c.acct.LoginID, AppKey: c.app.Key, Market: in.market, PostFee: in.postFee,
		LogisticsType: int(in.logisticsType), Remark: in.remark,
	}
	if p.LogisticsType == 0 {
		p.LogisticsType = logisticsExpress
	}
	offers := map[int64]*Offer{}
	for i, item := range in.items {
		line, o, r := c.draftLine(i+1, item)
		if r != nil {
			return nil, r
		}
		offers[o.ID] = o
		p.Items = append(p.Items, line)
	}
	if r := c.checkQuantities(p, offers); r != nil {
		return nil, r
	}
	if r := c.checkPrices(p, offers); r != nil {
		return nil, r
	}
	for _, line := range p.Items {
		p.TotalFee += line.Price * line.Amount
	}
	if in.totalFee != nil && *in.totalFee != p.TotalFee {
		if !c.s.switches.AcceptTotalFee || *in.totalFee < 0 {
			return nil, refusef(errTotalFee, "totalFee为%d，明细合计为%d", *in.totalFee, p.TotalFee)
		}
		p.TotalFee = *in.totalFee
	}
	return p, nil
}

func (c *call) checkHead(in preOrderInput) *refusal {
	switch {
	case !c.s.market(in.market):
		return refusef(errMarket, "市场[%s]不支持预订单", in.market)
	case len(in.items) == 0:
		return refusef(errNoItems, "商品明细不能为空")
	case len(in.items) > c.s.switches.MaxLines:
		return refusef(errManyItems, "商品明细不能超过%d行", c.s.switches.MaxLines)
	case in.postFee < 0 || in.postFee > maxPostFee:
		return refusef(errPostFee, "运费不正确")
	case in.logisticsType != logisticsPickUp && in.logisticsType != logisticsExpress && (in.logisticsType != 0 || c.s.switches.LogisticsTypeRequired):
		return refusef(errLogisticsType, "logisticsType必须为1(自提)或2(快递)")
	case utf8.RuneCountInString(in.remark) > maxRemark:
		return refusef(errRemarkTooLong, "备注不能超过%d个字", maxRemark)
	}
	return nil
}

func (c *call) draftLine(n int, item preItemInput) (preItem, *Offer, *refusal) {
	none := preItem{}
	o := c.s.cat.find(int64(item.OfferID))
	switch {
	case o == nil:
		return none, nil, refusef(errOfferUnknown, "第%d行：商品[%d]不存在", n, item.OfferID)
	case o.Seller != c.acct.LoginID:
		return none, nil, refusef(errOfferForeign, "第%d行：商品[%d]不属于当前卖家", n, item.OfferID)
	case o.Status != statusPublished:
		return none, nil, refusef(errOfferOffline, "第%d行：商品[%d]已下架", n, item.OfferID)
	case o.NoOnlineTrade:
		return none, nil, refusef(errOfferNoTrade, "第%d行：商品[%d]不支持在线交易", n, item.OfferID)
	case item.BuyAmount < 1 || item.BuyAmount > maxBuyAmount:
		return none, nil, refusef(errAmount, "第%d行：购买数量不正确", n)
	case item.AuctionPrice < 0 || item.AuctionPrice > maxAuctionPrice:
		return none, nil, refusef(errPriceLimits, "第%d行：单价不正确", n)
	case int64(item.BuyAmount)*int64(item.AuctionPrice) > maxLineFee:
		return none, nil, refusef(errAmount, "第%d行：金额过大", n)
	case utf8.RuneCountInString(item.Remark) > maxRemark:
		return none, nil, refusef(errRemarkTooLong, "第%d行：备注不能超过%d个字", n, maxRemark)
	}
	var sku *SKU
	if item.SKUID != nil && *item.SKUID != 0 {
		if sku = o.sku(int64(*item.SKUID)); sku == nil {
			return none, nil, refusef(errSKUUnknown, "第%d行：商品[%d]没有规格[%d]", n, o.ID, *item.SKUID)
		}
	} else if len(o.SKUs) > 0 {
		return none, nil, refusef(errSKUMissing, "第%d行：商品[%d]有规格，必须传skuId", n, o.ID)
	}
	line := lineOf(o, sku)
	line.Amount, line.Price, line.Remark = int64(item.BuyAmount), int64(item.AuctionPrice), item.Remark
	return line, o, nil
}

// lineOf describes the goods of a line as they are now; sku is nil for an offer
// without SKUs.
func lineOf(o *Offer, sku *SKU) preItem {
	line := preItem{OfferID: o.ID, Title: o.Subject, Cargo: o.CargoNumber, Unit: o.Unit}
	if len(o.Images) > 0 {
		line.Picture = o.Images[0]
	}
	if sku == nil {
		return line
	}
	line.SKUID, line.SpecID, line.SKUCargo, line.Values = sku.ID, sku.SpecID, sku.CargoNumber, slices.Clone(sku.Attributes)
	if sku.Attributes[0].Image != "" {
		line.Picture = sku.Attributes[0].Image
	}
	return line
}

// amounts adds up the bill per offer and per SKU.
func amounts(items []preItem) (ofOffer, ofSKU map[int64]int64) {
	ofOffer, ofSKU = map[int64]int64{}, map[int64]int64{}
	for _, line := range items {
		ofOffer[line.OfferID] += line.Amount
		ofSKU[line.SKUID] += line.Amount
	}
	return ofOffer, ofSKU
}

func (c *call) checkQuantities(p *preOrder, offers map[int64]*Offer) *refusal {
	ofOffer, ofSKU := amounts(p.Items)
	mixed := c.mixedBatch(p, offers)
	for _, line := range p.Items {
		o := offers[line.OfferID]
		n := ofOffer[o.ID]
		switch {
		case n < o.MinOrder && (!o.Mix || !mixed):
			return refusef(errBelowMinimum, "商品[%d]的购买数量%d小于最小起订量%d", o.ID, n, o.MinOrder)
		case o.Lot > 1 && n%o.Lot != 0:
			return refusef(errNotLot, "商品[%d]的购买数量必须是%d的倍数", o.ID, o.Lot)
		case line.SKUID == 0 && n > o.Stock:
			return refusef(errStockShort, "商品[%d]库存不足：购买%d，库存%d", o.ID, n, o.Stock)
		case line.SKUID != 0 && ofSKU[line.SKUID] > o.sku(line.SKUID).Stock:
			return refusef(errStockShort, "商品[%d]规格[%d]库存不足：购买%d，库存%d", o.ID, line.SKUID, ofSKU[line.SKUID], o.sku(line.SKUID).Stock)
		}
	}
	return nil
}

// mixedBatch says whether the lines that take part in the seller's mixed-batch
// rule reach its amount or its number of pieces.
func (c *call) mixedBatch(p *preOrder, offers map[int64]*Offer) bool {
	var pieces, fen int64
	for _, line := range p.Items {
		if offers[line.OfferID].Mix {
			pieces += line.Amount
			fen += line.Amount * line.Price
		}
	}
	return c.acct.mixReached(pieces, fen)
}

// checkPrices compares with the list price for the quantity and fills in a price
// of 0 when the switch says that it means the list price.
func (c *call) checkPrices(p *preOrder, offers map[int64]*Offer) *refusal {
	ofOffer, ofSKU := amounts(p.Items)
	for i := range p.Items {
		line := &p.Items[i]
		o := offers[line.OfferID]
		list := o.listPrice(o.sku(line.SKUID), ofOffer[o.ID], ofSKU[line.SKUID])
		if line.Price == 0 && c.s.switches.ZeroPriceIsList {
			line.Price = max(list.Fen(), 1)
			continue
		}
		// In ten-thousandths of a yuan times 100, so that percents stay whole.
		asked, base := line.Price*100*100, int64(list)
		least, most := base*int64(c.s.switches.PriceMinPercent), base*int64(c.s.switches.PriceMaxPercent)
		if line.Price < 1 || asked < least || asked > most {
			return refusef(errPriceLimits, "商品[%d]的单价%s元超出限制：应在%s元到%s元之间", o.ID, yuan(line.Price), Price(least/100), Price(most/100))
		}
	}
	return nil
}
