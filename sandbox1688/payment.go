package sandbox1688

import "time"

// How a payment without a password can end (§6.4 ORDER_BATCH_PAY).
const (
	paySuccessed   = "successed" // sic
	payNoBalance   = "ACCOUNT_BALANCE_NOT_ENOUGH"
	payNoAccount   = "ACCOUNT_NOT_EXIST"
	payFrozen      = "ACCOUNT_FROZEN"
	payIllegal     = "PARAM_ILLEGAL"
	channelAlipay  = "alipay"
	channelShegou  = "shegou"
	methodKuajing  = "kjpay"
	maxPayOrders   = 100
	maxCrossOrders = 30
)

var payTexts = map[string]string{
	payNoBalance: "账户余额不足", payNoAccount: "未签约免密支付", payFrozen: "账户已冻结", payIllegal: "支付金额与订单金额不一致",
}

// purse finds the agreement of a channel and the money behind it.
func (p *Payment) purse(channel string) (Agreement, *int64) {
	if channel == channelShegou {
		return p.Shegou, &p.Credit
	}
	return p.Alipay, &p.Balance
}

// ready says whether a channel can pay so much, by the code of what hinders it.
func (p *Payment) ready(channel string, fen int64) string {
	agreement, money := p.purse(channel)
	switch {
	case !agreement.open():
		return payNoAccount
	case p.Frozen:
		return payFrozen
	case *money < fen:
		return payNoBalance
	}
	return paySuccessed
}

// withhold pays an unpaid order by agreement. Without a channel it is 诚e赊, and Alipay
// when that does not do (§4.8.3).
func (s *Server) withhold(buyer *Account, o *order, channel string, now time.Time) (used, code string) {
	if channel == "" {
		channel = channelShegou
		if buyer.Payment.ready(channel, o.total()) != paySuccessed {
			channel = channelAlipay
		}
	}
	if code := buyer.Payment.ready(channel, o.total()); code != paySuccessed {
		return channel, code
	}
	if s.payOrder(o, channel, now) != nil {
		return channel, payIllegal
	}
	buyer.spend(o, channel)
	return channel, paySuccessed
}

// spend takes what an order was paid with.
func (a *Account) spend(o *order, channel string) {
	_, money := a.Payment.purse(channel)
	*money -= o.total()
	o.PaidFrom = channel
}

// giveBack returns a refund to where the payment came from, when that is known here.
func (s *Server) giveBack(o *order, fen int64) {
	if a := s.account(o.Buyer); a != nil && o.PaidFrom != "" {
		_, money := a.Payment.purse(o.PaidFrom)
		*money += fen
	}
}

// unpayable says why an order cannot be paid at a cashier; nil when it can. together is
// whether other orders are to be paid with it.
func (s *Server) unpayable(o *order, buyer string, together bool) *refusal {
	switch {
	case o == nil || o.Buyer != buyer:
		return &refusal{errNoPermission, "不是自己的订单"}
	case o.Status == orderCancel:
		return &refusal{"ORDER_STATUS_ERROR", "订单已关闭"}
	case o.Status != orderWaitPay:
		return &refusal{"ORDER_STATUS_ERROR", "订单已支付"}
	case together && o.PreOrder != nil && o.PickUp: // made by the seller, without an address
		return &refusal{"MANUAL_TRADE", "Batch pay : not surport MANUAL-TRADE!"}
	}
	for _, l := range o.Lines {
		if offer := s.cat.find(l.OfferID); offer == nil || offer.Status != statusPublished {
			return &refusal{"PRODUCT_TRADE_STAT_ERROR", "操作库存失败:PRODUCT_TRADE_STAT_ERROR"}
		}
	}
	return nil
}
