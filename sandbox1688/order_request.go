package sandbox1688

import (
	"encoding/json"
	"slices"
)

// orderRequest is what preview and creation are asked for, checked.
type orderRequest struct {
	flow      string
	promotion string // id; empty for the best one
	to        Receiver
	seller    *Account
	wants     []want
}

// cargoParam is a line of preview and creation (§4.5.3).
type cargoParam struct {
	OfferID  flexInt     `json:"offerId"`
	SpecID   string      `json:"specId"`
	Quantity json.Number `json:"quantity"` // Double on the wire
}

const (
	flowGeneral = "general"
	flowConsign = "saleproxy"
)

// flows are those an order may have here (assumption U23: others are refused).
var flows = []string{flowGeneral, "fenxiao", flowConsign}

// orderRequest reads the parameters that preview and creation share. The caller looks
// at a.err first.
func (c *call) orderRequest(a *args) (*orderRequest, *refusal) {
	req := &orderRequest{flow: a.text("flow"), promotion: a.text("shopPromotionId")}
	fill(&req.flow, flowGeneral)
	var address addressParam
	var cargo []cargoParam
	var invoice map[string]any // taken, but nothing here writes invoices
	a.json("addressParam", &address)
	a.json("cargoParamList", &cargo)
	a.json("invoiceParam", &invoice)
	if a.err != nil {
		return nil, nil
	}
	if !slices.Contains(flows, req.flow) {
		return nil, refusef(errParamWrong, "flow[%s]不支持", req.flow)
	}
	var r *refusal
	if req.to, r = c.acct.receiverFrom(address); r != nil {
		return nil, r
	}
	if r = c.resolve(req, cargo); r != nil {
		return nil, r
	}
	if req.flow == flowConsign && !slices.Contains(c.acct.Consigns, req.seller.LoginID) {
		return nil, refusef(codeConsign, "没有代销关系")
	}
	return req, nil
}

// resolve finds the goods of the lines and their one seller.
func (c *call) resolve(req *orderRequest, cargo []cargoParam) *refusal {
	most := c.s.switches.MaxOrderSKUs
	switch {
	case len(cargo) == 0:
		return refusef(errParamWrong, "cargoParamList不能为空")
	case len(cargo) > most && !c.s.switches.SplitLargeOrders, len(cargo) > maxCargo:
		return refusef(errParamWrong, "一次下单的规格不能超过%d个", min(most, maxCargo))
	}
	for _, line := range cargo {
		w, r := c.want(line)
		if r != nil {
			return r
		}
		if len(req.wants) > 0 && w.offer.Seller != req.wants[0].offer.Seller {
			return refusef(codeSellers, "一次只能购买同一个卖家的商品")
		}
		req.wants = append(req.wants, w)
	}
	req.seller = c.s.account(req.wants[0].offer.Seller)
	if req.seller == nil || req.seller == c.acct {
		return refusef(errParamWrong, "不能购买该卖家的商品")
	}
	return nil
}

// maxCargo bounds one call whatever the switches say.
const maxCargo = 1000

func (c *call) want(line cargoParam) (want, *refusal) {
	o := c.s.cat.find(int64(line.OfferID))
	switch {
	case o == nil || o.Status != statusPublished:
		return want{}, refusef(codeNoOnlineTrade, "商品[%d]不存在或已下架", line.OfferID)
	case o.NoOnlineTrade:
		return want{}, refusef(codeNoOnlineTrade, "商品[%d]不支持在线交易", line.OfferID)
	case line.SpecID == "" && len(o.SKUs) > 0:
		return want{}, refusef(codeSellers, "商品[%d]有规格，必须传specId", line.OfferID)
	}
	w := want{offer: o}
	if line.SpecID != "" {
		if w.sku = o.skuBySpec(line.SpecID); w.sku == nil {
			return want{}, refusef(codeSpec, "规格[%s]不属于商品[%d]", line.SpecID, line.OfferID)
		}
	}
	// A Double on the wire, but pieces are whole.
	amount, err := scaled(line.Quantity.String(), 4)
	if w.amount = amount / 10_000; err != nil || amount%10_000 != 0 || w.amount < 1 || w.amount > maxBuyAmount {
		return want{}, refusef(errParamWrong, "商品[%d]的数量[%s]不正确", line.OfferID, line.Quantity)
	}
	return w, nil
}
