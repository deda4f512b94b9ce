package paying

import "github.com/huotong/huotong/internal/fault"

// Faults of paying on 1688, and of booking what it says was paid.
var (
	// ErrNoFund has the parameter name.
	ErrNoFund = fault.Define(fault.Conflict, "order_payment.no_fund",
		fault.ZH("采购账号“{name}”还没有设置付款账户", "在付款账户设置里选择它付款用的结算账户，之后自动入账"),
		fault.EN("Buyer account {name} has no fund account that its payments leave", "Choose one in the settings of paying; what waits is booked then"))
	// ErrUnlinked has the parameter order.
	ErrUnlinked = fault.Define(fault.Conflict, "order_payment.unlinked",
		fault.ZH("付款的 1688 订单已不属于采购单 {order}", "重新关联 1688 订单，或说明原因后忽略"),
		fault.EN("The 1688 order that was paid does not belong to purchase order {order} any more", "Link it again, or dismiss the payment with a reason"))
	// ErrPaidBefore has the parameters no and amount.
	ErrPaidBefore = fault.Define(fault.Conflict, "order_payment.paid_before",
		fault.ZH("采购单 {no} 出纳已登记付款 {amount}，再入账就超过应付，可能是同一笔钱", "是同一笔就忽略它或收回出纳付款；确实付了两次就选择仍然入账"),
		fault.EN("A cashier has booked {amount} for purchase order {no} already; with this it is paid twice", "If it is the same money, dismiss it or take the cashier's payment back; book it anyway if it was paid twice"))
	// ErrPaidUnapproved has the parameters no and amount.
	ErrPaidUnapproved = fault.Define(fault.Conflict, "payment_request.paid_unapproved",
		fault.ZH("付款申请 {no} 还没审核完，1688 上已付 {amount}", "核对是谁付的款"),
		fault.EN("{amount} was paid on 1688 before payment request {no} was approved", "Find out who paid"))
	// ErrGone has the parameters order and left.
	ErrGone = fault.Define(fault.Conflict, "payment_request.platform_order_closed",
		fault.ZH("1688 订单 {order} 已取消，1688 上还要付 {left}", "撤回申请，按现在的金额重新提交；都取消了就作废"),
		fault.EN("The 1688 order {order} was cancelled; 1688 still asks for {left}", "Withdraw the request and submit it for what is asked for now, or give it up"))
	// ErrRose has the parameters was and amount.
	ErrRose = fault.Define(fault.Conflict, "payment_request.price_rose",
		fault.ZH("供应商在 1688 改了价：原来批准 {was}，现在 {amount}", "请重新审核"),
		fault.EN("The supplier changed the price on 1688: {was} was approved, now it is {amount}", "Have it approved again"))
	// ErrBeingPaid has the parameter order.
	ErrBeingPaid = fault.Define(fault.Conflict, "payment_request.being_paid",
		fault.ZH("1688 订单 {order} 的免密支付还没有结果", "等结果出来再操作，一般不超过十分钟"),
		fault.EN("A payment without password of the 1688 order {order} has no outcome yet", "Wait for it, within ten minutes as a rule"))
	// ErrNotOn1688 has the parameter no.
	ErrNotOn1688 = fault.Define(fault.Conflict, "payment_request.not_on_1688",
		fault.ZH("付款申请 {no} 的付款方式不是 1688", "用出纳付款登记，或退回申请后改付款方式"),
		fault.EN("Payment request {no} is not paid on 1688", "Book what was paid, or return it and change the way of payment"))
	// ErrAccounts refuses requests of several accounts in one link.
	ErrAccounts = fault.Define(fault.Conflict, "payment_request.accounts_differ",
		fault.ZH("选中的付款申请用了不同的采购账号", "一次只付一个采购账号的订单"),
		fault.EN("The requests are of different buyer accounts", "Pay the orders of one account at a time"))
	// ErrNotPlaced has the parameter no.
	ErrNotPlaced = fault.Define(fault.Conflict, "payment_request.not_placed",
		fault.ZH("采购单 {no} 还没有 1688 订单", "先在 1688 下单，或关联已有的 1688 订单"),
		fault.EN("Purchase order {no} has no order on 1688", "Place it, or link the order that was made"))
	// ErrAlreadyPaid has the parameter no.
	ErrAlreadyPaid = fault.Define(fault.Conflict, "payment_request.already_paid",
		fault.ZH("采购单 {no} 在 1688 上已付清或已取消，没有可付的", "刷新查看；申请不再需要就作废或结束"),
		fault.EN("Nothing is left to pay on 1688 for purchase order {no}: it is paid or cancelled", "Reload; give the request up if it is not needed any more"))
)

func init() {
	fault.AddWords("pay_attempt.state",
		fault.Word{Code: string(AttemptOpen), ZH: "支付中", EN: "being paid"},
		fault.Word{Code: string(AttemptChecking), ZH: "核实中", EN: "being looked up"},
		fault.Word{Code: string(AttemptPaid), ZH: "已付款", EN: "paid"},
		fault.Word{Code: string(AttemptRefused), ZH: "支付失败", EN: "refused"},
		fault.Word{Code: string(AttemptNotPaid), ZH: "未付款", EN: "not paid"})
}
