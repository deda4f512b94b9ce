package sandbox1688

import "slices"

func buyingAPIs() []api {
	const ns = "com.alibaba.trade"
	basket := []string{"addressParam", "cargoParamList"}
	return []api{
		{namespace: ns, name: "alibaba.createOrder.preview", version: 1, auth: true, required: basket, fail: failPreview, run: preview},
		{namespace: ns, name: "alibaba.trade.createCrossOrder", version: 1, auth: true, required: append([]string{"flow"}, basket...), fail: failE2, run: createOrder},
		{namespace: ns, name: "alibaba.trade.fastCreateOrder", version: 1, auth: true, required: append([]string{"flow"}, basket...), fail: failE2, run: createOrder},
	}
}

// e1Short is {success, errorCode, errorMsg}.
type e1Short struct {
	Success   bool   `json:"success"`
	ErrorCode string `json:"errorCode,omitempty"`
	ErrorMsg  string `json:"errorMsg,omitempty"`
}

func (e e1Short) failure() (code, text string) { return e.ErrorCode, e.ErrorMsg }

func failPreview(code, message string) any { return e1Short{false, code, message} }

type previewReply struct {
	e1Short
	OrderPreviewResuslt             []previewPart `json:"orderPreviewResuslt"` // sic
	PostFeeByDescOfferList          []int64       `json:"postFeeByDescOfferList"`
	ConsignOfferList                []int64       `json:"consignOfferList"`
	UnsupportedCrossBorderPayOffers []int64       `json:"unsupportedCrossBorderPayOfferList"`
	ExtPairList                     []keyValue    `json:"extPairList"`
}

// previewPart is one order of those that would be made. Fees are fen, the amounts of
// cargoList yuan.
type previewPart struct {
	Status                   bool            `json:"status"`
	ResultCode               string          `json:"resultCode,omitempty"`
	Message                  string          `json:"message,omitempty"`
	TradeModeNameList        []string        `json:"tradeModeNameList"`
	TradeModelList           []previewMode   `json:"tradeModelList"`
	SumPayment               int64           `json:"sumPayment"`
	SumPaymentNoCarriage     int64           `json:"sumPaymentNoCarriage"`
	SumCarriage              int64           `json:"sumCarriage"`
	DiscountFee              int64           `json:"discountFee"`
	AdditionalFee            int64           `json:"additionalFee"`
	FlowFlag                 string          `json:"flowFlag"`
	TaoSampleSinglePromotion bool            `json:"taoSampleSinglePromotion"`
	CargoList                []previewCargo  `json:"cargoList"`
	ShopPromotionList        []shopPromotion `json:"shopPromotionList"`
	PayChannelInfos          []payChannel    `json:"payChannelInfos"`
}

type previewMode struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	TradeType   string `json:"tradeType"`
	OpSupport   bool   `json:"opSupport"`
}

type previewCargo struct {
	OfferID            int64  `json:"offerId"`
	SpecID             string `json:"specId,omitempty"`
	SkuID              int64  `json:"skuId,omitempty"`
	Amount             yuan   `json:"amount"`
	FinalUnitPrice     Price  `json:"finalUnitPrice"`
	ResultCode         string `json:"resultCode,omitempty"`
	Message            string `json:"message,omitempty"`
	CargoPromotionList []any  `json:"cargoPromotionList"`
}

type shopPromotion struct {
	PromotionID string `json:"promotionId"`
	Selected    bool   `json:"selected"`
	Text        string `json:"text"`
	Desc        string `json:"desc"`
	FreePostage bool   `json:"freePostage"`
	DiscountFee int64  `json:"discountFee"`
}

type payChannel struct {
	Name        string `json:"name"`
	AmountLimit int64  `json:"amountLimit,omitempty"` // fen
}

// preview is alibaba.createOrder.preview (§4.4). It changes nothing.
func preview(c *call) (any, error) {
	a := c.args()
	req, r := c.orderRequest(a)
	switch {
	case a.err != nil:
		return nil, a.err
	case r != nil:
		return failPreview(r.code, r.text), nil
	}
	lines := judge(req.seller, req.wants)
	if at := slices.IndexFunc(lines, func(l priced) bool { return l.no != nil }); at >= 0 && !c.s.switches.PreviewPerPart {
		return failPreview(lines[at].no.code, lines[at].no.text), nil
	}
	out := previewReply{
		e1Short: e1Short{Success: true}, PostFeeByDescOfferList: []int64{}, ConsignOfferList: []int64{},
		UnsupportedCrossBorderPayOffers: []int64{}, ExtPairList: []keyValue{},
	}
	for _, group := range splitOrders(lines, c.s.switches.MaxOrderSKUs) {
		p, ok := totalPart(req.seller, group, req.to.Address.AreaCode, req.promotion)
		if !ok {
			return failPreview(errParamWrong, "shopPromotionId不可用"), nil
		}
		out.OrderPreviewResuslt = append(out.OrderPreviewResuslt, c.previewPart(req, &p))
		out.PostFeeByDescOfferList = append(out.PostFeeByDescOfferList, p.described...)
	}
	return out, nil
}

func (c *call) previewPart(req *orderRequest, p *part) previewPart {
	out := previewPart{
		Status: true, TradeModeNameList: append([]string{}, openModes(req.seller, c.acct)...), TradeModelList: []previewMode{},
		SumPayment: p.total(), SumPaymentNoCarriage: p.goods - p.off, SumCarriage: p.freight, DiscountFee: p.off,
		FlowFlag: req.flow, ShopPromotionList: []shopPromotion{}, PayChannelInfos: []payChannel{{Name: "alipay"}},
	}
	if c.acct.Payment.Shegou.open() {
		out.PayChannelInfos = append(out.PayChannelInfos, payChannel{"shegou", c.acct.Payment.Credit})
	}
	for _, m := range tradeModes {
		if slices.Contains(req.seller.modes(), m.code) {
			out.TradeModelList = append(out.TradeModelList, previewMode{m.name, m.text, m.code, c.acct.canUse(m.code)})
		}
	}
	for _, q := range p.offered {
		out.ShopPromotionList = append(out.ShopPromotionList, shopPromotion{
			q.ID, p.chosen != nil && q.ID == p.chosen.ID, q.Text, q.Text, q.FreePostage, p.takes(q),
		})
	}
	for _, l := range p.lines {
		cargo := previewCargo{
			OfferID: l.offer.ID, SpecID: l.specID(), SkuID: l.skuID(), Amount: yuan(l.sum), FinalUnitPrice: l.unit, CargoPromotionList: []any{},
		}
		if l.no != nil {
			cargo.ResultCode, cargo.Message = l.no.code, l.no.text
			out.Status, out.ResultCode, out.Message = false, l.no.code, l.no.text
		}
		out.CargoList = append(out.CargoList, cargo)
	}
	return out
}
