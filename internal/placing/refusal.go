package placing

import (
	"errors"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// Refusal is a kept fault: its code and parameters, told in either language.
type Refusal struct {
	Code   string            `json:"code"`
	Params map[string]string `json:"params,omitempty"`
}

func refusalOf(e *fault.Error) *Refusal { return &Refusal{Code: e.Code, Params: e.Params} }

// Fault gives the refusal its texts back.
func (r *Refusal) Fault() *fault.Error {
	declared := fault.Lookup(r.Code)
	if declared == nil {
		return ErrPlatform.With("code", r.Code, "message", "")
	}
	e := declared.With()
	e.Params = r.Params
	return e
}

func (r *Refusal) text() string {
	if r == nil {
		return ""
	}
	return jsonText(r)
}

func parseRefusal(text string) (*Refusal, error) {
	if text == "" {
		return nil, nil
	}
	var r Refusal
	return &r, fromJSON(text, &r)
}

// Faults of what 1688 or a rule of ours says about a part.
var (
	// ErrPlatform has the parameters code and message, as 1688 worded them.
	ErrPlatform = fault.Define(fault.Conflict, "placing.platform",
		fault.ZH("1688 不接受这笔订单：{message}（{code}）", "按 1688 的提示处理，再重新预览、下单"),
		fault.EN("1688 does not take this order: {message} ({code})", "Do what 1688 asks for, then preview and place it again"))
	// ErrStock has the parameters code and message.
	ErrStock = fault.Define(fault.Conflict, "placing.stock",
		fault.ZH("供应商库存不足：{message}（{code}）", "撤销采购单减少数量或换货源，或联系供应商补货后重新下单"),
		fault.EN("The supplier has not enough stock: {message} ({code})", "Withdraw the order and lower the quantity or take another source, or ask the supplier to restock, then place it again"))
	// ErrMinimum has the parameters code and message.
	ErrMinimum = fault.Define(fault.Conflict, "placing.minimum",
		fault.ZH("没有达到起订量或混批条件：{message}（{code}）", "撤销采购单增加数量，或与同一供应商的采购单合并后再下单"),
		fault.EN("Below the minimum quantity or the mixed-batch rule: {message} ({code})", "Withdraw the order and raise the quantity, or merge it with another of this supplier, then place it"))
	// ErrOffer has the parameters code and message.
	ErrOffer = fault.Define(fault.Conflict, "placing.offer",
		fault.ZH("商品或规格不能在线购买：{message}（{code}）", "到“货源”核对这个商品是否下架、规格是否变化，换一个货源再下单"),
		fault.EN("The offer or spec cannot be bought online: {message} ({code})", "Check under Sources whether it is off the shelf or its specs changed, and take another source"))
	// ErrAddressRefused has the parameter message.
	ErrAddressRefused = fault.Define(fault.Conflict, "placing.address_refused",
		fault.ZH("1688 不接受收货地址：{message}", "在“收货地址”里核对省市区和详细地址，或换一个地址"),
		fault.EN("1688 does not take the receiving address: {message}", "Check the divisions and street under Receiving addresses, or choose another"))
	// ErrTradeMode has the parameters name and allowed.
	ErrTradeMode = fault.Define(fault.Conflict, "placing.trade_mode",
		fault.ZH("这笔订单不能用交易方式“{name}”，可用的有：{allowed}", "重新预览，选择列出的交易方式"),
		fault.EN("This order cannot be traded as {name}; possible are: {allowed}", "Preview again and choose one of them"))
	// ErrNoTradeMode is what 1688 tells of an order that cannot be made by programs.
	ErrNoTradeMode = fault.Define(fault.Conflict, "placing.no_trade_mode",
		fault.ZH("1688 没有给出可用的交易方式，这笔订单不能通过接口下单", "到 1688 网站下单，再在“1688订单”里关联采购单"),
		fault.EN("1688 offers no trade mode, so this order cannot be placed through the interface", "Order on the 1688 web site and link it under 1688 orders"))
	// ErrDiffers has the parameters expected and total.
	ErrDiffers = fault.Define(fault.Conflict, "placing.differs",
		fault.ZH("1688 的货款 {total} 超出采购单的 {expected}，且超过了允许的差异", "核对差异：接受后再下单，或撤销采购单修改价格"),
		fault.EN("1688 asks {total} for goods that the order puts at {expected}, more than the tolerance allows", "Look at the differences: accept them and place the order, or withdraw it and correct its prices"))
	// ErrFreight has the parameters expected and total.
	ErrFreight = fault.Define(fault.Conflict, "placing.freight",
		fault.ZH("1688 的运费 {total} 超出采购单的 {expected}，且超过了允许的差异", "在采购单上预览：接受后再下单；或放宽允许差异，或与同一供应商的采购单合并"),
		fault.EN("1688 asks {total} for freight that the order puts at {expected}, more than the tolerance allows", "Preview it on the order: accept it and place; or widen the tolerance, or merge it with another order of this supplier"))
	// ErrUnreachable is kept with a part for which 1688 could not be reached in several tries.
	ErrUnreachable = fault.Define(fault.Conflict, "placing.unreachable",
		fault.ZH("多次尝试都连不上 1688 或被限流，没有下单", "检查网络和调用额度，然后重新下单"),
		fault.EN("1688 could not be reached or was busy in several tries; nothing was ordered", "Check the network and the quota of calls, then place it again"))
	// ErrNotSeen is kept with a part that is or may be there on 1688 and could not be looked at
	// in several tries.
	ErrNotSeen = fault.Define(fault.Conflict, "placing.not_seen",
		fault.ZH("多次尝试都没能从 1688 查到这一笔的最新情况", "不要重复下单；系统会继续核实，也可以到 1688 查看"),
		fault.EN("In several tries 1688 did not tell how this part stands", "Do not order it again; the check goes on by itself, or look on 1688"))
	// ErrNotFoundAgain has the parameter count.
	ErrNotFoundAgain = fault.Define(fault.Conflict, "placing.not_carried_out",
		fault.ZH("下单 {count} 次都没有成功，1688 上查不到订单", "到 1688 核对后，重新预览、下单"),
		fault.EN("{count} attempts were not carried out; 1688 has no order of them", "Look on 1688, then preview and place it again"))
	// ErrSeveral is what a person is told who has to decide.
	ErrSeveral = fault.Define(fault.Conflict, "placing.decide",
		fault.ZH("下单没有得到答复，1688 上有内容相同的订单，无法确定是不是这一笔", "核对列出的 1688 订单：是这一笔就选中它，都不是就选择“没有下成”"),
		fault.EN("The call had no answer, and 1688 has orders that say the same; it is not known whether they are this one", "Look at the orders listed: choose the one it is, or say that none is"))
	// ErrMoved has the parameters expected and total.
	ErrMoved = fault.Define(fault.Conflict, "placing.moved",
		fault.ZH("下单后 1688 的金额是 {total}，预览时是 {expected}", "付款前联系供应商改价，或取消这笔订单"),
		fault.EN("1688 charges {total}; the preview said {expected}", "Ask the supplier to correct the price before paying, or cancel the order"))
	// ErrExtra has the parameters order and message.
	ErrExtra = fault.Define(fault.Conflict, "placing.extra",
		fault.ZH("1688 多下了一笔订单 {order}，系统取消不了：{message}", "到 1688 处理这笔订单"),
		fault.EN("1688 made one order more, {order}, which could not be cancelled: {message}", "Deal with it on 1688"))
	// ErrCancelRefused has the parameters order and message.
	ErrCancelRefused = fault.Define(fault.Conflict, "placing.cancel_refused",
		fault.ZH("1688 不能取消订单 {order}：{message}", "已付款的订单到 1688 申请退款；未付款的稍后再试"),
		fault.EN("1688 does not cancel the order {order}: {message}", "Ask for a refund there if it was paid; else try again later"))
	// ErrTakenElsewhere has the parameter order.
	ErrTakenElsewhere = fault.Define(fault.Conflict, "placing.taken_elsewhere",
		fault.ZH("1688 订单 {order} 已关联到另一张采购单", "到“1688订单”核对它属于哪张采购单"),
		fault.EN("The 1688 order {order} belongs to another purchase order already", "Look under 1688 orders which one it belongs to"))
)

// said is 1688's own wording of a failure, and its code.
func said(err error) (code, message string) {
	if e, ok := errors.AsType[*open1688.Error](err); ok {
		return e.Code, e.Message
	}
	return "", err.Error()
}

// refused gives a code and text of 1688 about an order its fault.
func refused(code, message string) *fault.Error {
	text := message
	if text == "" {
		text = code
	}
	switch code {
	case "500_004":
		return ErrStock.With("code", code, "message", text)
	case "500_005", "500_006", "500_009":
		return ErrMinimum.With("code", code, "message", text)
	case "500_001", "500_002", "500_003", "500_008":
		return ErrOffer.With("code", code, "message", text)
	}
	if addressText.MatchString(message) {
		return ErrAddressRefused.With("message", text)
	}
	return ErrPlatform.With("code", code, "message", text)
}

// explain gives a failed call its fault: what the API says of the order in our words, all
// else as the accounts explain it.
func explain(err error) *fault.Error {
	if e, ok := errors.AsType[*open1688.Error](err); ok && e.Kind == open1688.KindBusiness && !e.Retryable() && !open1688.IsPermission(err) {
		return refused(e.Code, e.Message)
	}
	if e := fault.As(channel.Explain(err)); e != nil && e.Kind != fault.Internal {
		return e
	}
	return ErrUnreachable.With()
}

// passes tells whether a failure, known not to have been carried out, may pass by itself:
// 1688 or the network is not well, or something of our own is not.
func passes(err error) bool {
	if e, ok := errors.AsType[*open1688.Error](err); ok {
		return e.Kind == open1688.KindTransport || open1688.IsRateLimited(err) || e.Retryable()
	}
	ours := fault.As(err)
	return ours == nil || ours.Kind == fault.Internal
}
