package sandbox1688

import (
	"slices"
	"time"
)

// Ways to pay an order which the sandbox treats differently (§4.4).
const (
	modeAssure   = "assureTrade"
	modeCredit   = "creditBuy"
	modePeriod   = "period"
	modeNzAssure = "nzassure"
)

// tradeMode is one of the values tradeType may have.
type tradeMode struct{ code, name, text string }

var tradeModes = []tradeMode{
	{modeAssure, "担保交易", "买家付款后由平台担保，确认收货后打款给卖家。"},
	{"fxassure", "担保交易", "分销担保交易，确认收货后打款给卖家。"},
	{modeNzAssure, "担保交易", "买家下单5天内全款支付。自卖家发货起，买家需在10天内确认收货，确认收货后打款给卖家。"},
	{"assure", "担保交易", "企业询价采购担保交易。"},
	{"alipay", "支付宝担保交易", "旧版担保交易，逐步下线。"},
	{modeCredit, "诚e赊", "先采购后付款，需要买家开通诚e赊。"},
	{modePeriod, "账期交易", "按约定的账期结算。"},
	{"bank", "银行转账", "对公转账。"},
	{"631staged", "631分阶段交易", "按6:3:1分三阶段付款。"},
	{"37staged", "37分阶段交易", "按3:7分两阶段付款。"},
}

// usualModes are those of a seller that chose none.
var usualModes = []string{modeAssure, "alipay", modeCredit}

// modes are the ways the seller lets orders be paid.
func (a *Account) modes() []string {
	if a.TradeModes == nil {
		return usualModes
	}
	return a.TradeModes
}

// canUse tells whether a buyer can pay in a way its seller allows.
func (a *Account) canUse(mode string) bool { return mode != modeCredit || a.Payment.Shegou.open() }

// openModes are the values tradeType may have for an order of the two.
func openModes(seller, buyer *Account) []string {
	return slices.DeleteFunc(slices.Clone(seller.modes()), func(mode string) bool { return !buyer.canUse(mode) })
}

// modeFor is the way an order is paid for which none was asked: on credit when the
// buyer has it, else the first one of the seller (§4.5.1).
func modeFor(open []string) string {
	if slices.Contains(open, modeCredit) {
		return modeCredit
	}
	return open[0]
}

// payTTL is the time to pay an order of the mode.
func (s *Server) payTTL(mode string) time.Duration {
	if mode == modeNzAssure {
		return nzAssureTTL
	}
	return s.switches.OrderPayTTL
}

const nzAssureTTL = 5 * 24 * time.Hour

// tradeTypeOf is tradeType of an order in the list's numbers (§4.6.1).
func tradeTypeOf(mode string) string {
	switch mode {
	case modePeriod:
		return "10"
	case "631staged", "37staged":
		return "7"
	}
	return "50060"
}

func modeName(mode string) string {
	at := slices.IndexFunc(tradeModes, func(m tradeMode) bool { return m.code == mode })
	if at < 0 {
		return "担保交易"
	}
	return tradeModes[at].name
}
