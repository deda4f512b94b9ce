package paying

import "github.com/huotong/huotong/internal/fault"

// Faults of what a request says.
var (
	// ErrNoOrder marks an order that does not exist for the person.
	ErrNoOrder = fault.Define(fault.Invalid, "payment_request.order_not_found",
		fault.ZH("找不到这张采购单", "从列表中选择采购单"), fault.EN("Purchase order not found", "Pick one from the list"))
	// ErrOrderTwice has the parameter no.
	ErrOrderTwice = fault.Define(fault.Invalid, "payment_request.order_twice",
		fault.ZH("采购单 {no} 重复", "每张采购单只填一行"), fault.EN("Purchase order {no} is named twice", "Name each order once"))
	// ErrOtherSupplier has the parameter no.
	ErrOtherSupplier = fault.Define(fault.Invalid, "payment_request.other_supplier",
		fault.ZH("采购单 {no} 是另一个供应商的", "一张付款申请只付一个供应商，请分开申请"),
		fault.EN("Purchase order {no} is of another supplier", "A request pays one supplier; ask separately"))
	// ErrOtherAccount has the parameter no.
	ErrOtherAccount = fault.Define(fault.Invalid, "payment_request.other_account",
		fault.ZH("采购单 {no} 用的是另一个采购账号", "在 1688 付款时，一张申请里的采购单要用同一个采购账号"),
		fault.EN("Purchase order {no} is bought with another account", "What is paid on 1688 together is bought with one account"))
	// ErrNoAccount has the parameter no.
	ErrNoAccount = fault.Define(fault.Invalid, "payment_request.no_account",
		fault.ZH("采购单 {no} 没有采购账号，不能在 1688 付款", "先给采购单选采购账号，或换一种付款方式"),
		fault.EN("Purchase order {no} has no buyer account to pay it with on 1688", "Give the order an account, or pay another way"))
	// ErrOrderState has the parameters no and state.
	ErrOrderState = fault.Define(fault.Conflict, "payment_request.order_state",
		fault.ZH("采购单 {no} 当前是“{state:purchase.state}”，不能付款", "采购单审核后才能付款"),
		fault.EN("Purchase order {no} is {state:purchase.state} and cannot be paid for", "Have it approved first"))
	// ErrOrderClosed has the parameter no.
	ErrOrderClosed = fault.Define(fault.Conflict, "payment_request.order_closed",
		fault.ZH("采购单 {no} 已关闭，不能再付预付款", "到货的部分申请付尾款；要继续采购就先重新打开采购单"),
		fault.EN("Purchase order {no} is closed, so nothing more is prepaid for it", "Ask for the balance of what has come, or reopen the order"))
	// ErrTooMuch has the parameters no, left and amount.
	ErrTooMuch = fault.Define(fault.Conflict, "payment_request.too_much",
		fault.ZH("采购单 {no} 最多还能申请 {left}，不能申请 {amount}", "减去已付和其他申请中的金额后再填"),
		fault.EN("{left} is left to ask for of purchase order {no}, not {amount}", "Take off what was paid and what other requests ask for"))
	// ErrNothingLeft has the parameter no.
	ErrNothingLeft = fault.Define(fault.Conflict, "payment_request.nothing_left",
		fault.ZH("采购单 {no} 没有可申请的金额：已付清，或已在其他付款申请里", "从申请里去掉这张采购单"),
		fault.EN("Nothing is left to ask for of purchase order {no}: it is paid, or other requests ask for it", "Leave the order out"))
	// ErrPlatformAmount has the parameters no, amount.
	ErrPlatformAmount = fault.Define(fault.Conflict, "payment_request.platform_amount",
		fault.ZH("采购单 {no} 在 1688 上要付 {amount}，1688 只能整单付款", "金额填 {amount}，或换一种付款方式"),
		fault.EN("1688 asks {amount} for purchase order {no}, and takes no part of it", "Ask for {amount}, or pay another way"))
	// ErrSupplierInactive has the parameter supplier.
	ErrSupplierInactive = fault.Define(fault.Conflict, "payment_request.supplier_inactive",
		fault.ZH("供应商 {supplier} 已停用", "先启用供应商"), fault.EN("Supplier {supplier} is inactive", "Activate it first"))
)

// Faults of what may be done to a request.
var (
	// ErrNotFound is returned for a request that does not exist for the person.
	ErrNotFound = fault.Define(fault.NotFound, "payment_request.not_found",
		fault.ZH("找不到这张付款申请", "它可能属于另一个账套；请刷新列表"),
		fault.EN("Payment request not found", "It may belong to another account set; reload the list"))
	// ErrState has the parameters no and state.
	ErrState = fault.Define(fault.Conflict, "payment_request.state",
		fault.ZH("付款申请 {no} 当前是“{state:payment_request.state}”，不能这样操作", "刷新查看最新状态"),
		fault.EN("Payment request {no} is {state:payment_request.state}; this cannot be done now", "Reload to see where it stands"))
	// ErrPartlyPaid has the parameters no and paid.
	ErrPartlyPaid = fault.Define(fault.Conflict, "payment_request.partly_paid",
		fault.ZH("付款申请 {no} 已付 {paid}，不能修改、撤回、退回或作废", "剩下的不再付时，结束这张申请；付错了先收回付款"),
		fault.EN("{paid} of payment request {no} is paid, so it cannot be changed, withdrawn, rejected or voided", "Finish it if the rest is not paid any more; take a wrong payment back first"))
	// ErrOwnApproval is returned to somebody who made, changed or submitted the request.
	ErrOwnApproval = fault.Define(fault.Forbidden, "payment_request.own_approval",
		fault.ZH("不能审核自己制单、修改或提交的付款申请", "请同事审核，或在账套设置里允许审核自己的单据"),
		fault.EN("Nobody approves a payment they asked for", "Ask a colleague, or allow own review in the settings of the account set"))
	// ErrSameApprover is returned to the first approver who would be the second too.
	ErrSameApprover = fault.Define(fault.Forbidden, "payment_request.same_approver",
		fault.ZH("审核和复审不能是同一个人", "请另一位同事复审，或在账套设置里允许审核自己的单据"),
		fault.EN("The two approvals are given by two people", "Ask another colleague, or allow own review in the settings of the account set"))
	// ErrOwnPayment has the parameter no.
	ErrOwnPayment = fault.Define(fault.Forbidden, "payment_request.own_payment",
		fault.ZH("付款申请 {no} 是你申请或审核的，不能由你付款", "请出纳付款，或在账套设置里允许审核自己的单据"),
		fault.EN("You asked for or approved payment request {no}, so somebody else pays it", "Ask the cashier, or allow own review in the settings of the account set"))
	// ErrContentChanged has the parameter no.
	ErrContentChanged = fault.Define(fault.Conflict, "payment_request.content_changed",
		fault.ZH("付款申请 {no} 的内容和提交时不一样", "驳回后请申请人重新提交"), fault.EN("Payment request {no} does not say what was submitted", "Reject it; who asked submits it again"))
	// ErrOrderChanged has the parameters no and order.
	ErrOrderChanged = fault.Define(fault.Conflict, "payment_request.order_changed",
		fault.ZH("采购单 {order} 在申请付款之后改过，付款申请 {no} 的审核作废", "驳回或撤回后，按新的采购单重新提交"),
		fault.EN("Purchase order {order} was changed after payment request {no} was submitted", "Reject or withdraw it, and submit it again for the order as it is"))
)

// Faults of paying.
var (
	// ErrMoneyNotFound is returned for money that does not exist for the person.
	ErrMoneyNotFound = fault.Define(fault.NotFound, "order_payment.not_found",
		fault.ZH("找不到这笔采购付款", "它可能属于另一个账套；请刷新列表"),
		fault.EN("Payment of the order not found", "It may belong to another account set; reload the list"))
	// ErrMoneyState has the parameter state.
	ErrMoneyState = fault.Define(fault.Conflict, "order_payment.state",
		fault.ZH("这笔采购付款当前是“{state:order_payment.state}”，不能这样操作", "刷新查看最新状态"),
		fault.EN("This payment of an order is {state:order_payment.state}; this cannot be done now", "Reload to see where it stands"))
	// ErrPaidOn1688 has the parameter no.
	ErrPaidOn1688 = fault.Define(fault.Conflict, "payment_request.paid_on_1688",
		fault.ZH("付款申请 {no} 在 1688 上付款，付款后自动入账，不能手工登记", "用“1688 支付”；实际用其他方式付了，就退回申请，改付款方式"),
		fault.EN("Payment request {no} is paid on 1688 and booked when 1688 says so, not by hand", "Pay it on 1688; if it was paid another way, return it and change the way of payment"))
	// ErrNoLine marks a line that the request does not have.
	ErrNoLine = fault.Define(fault.Invalid, "payment_request.line_not_found",
		fault.ZH("付款申请里没有这一行", "刷新后重新填写"), fault.EN("The payment request has no such line", "Reload and enter it again"))
	// ErrOverRequest has the parameters left and amount.
	ErrOverRequest = fault.Define(fault.Conflict, "payment_request.over",
		fault.ZH("这一行只剩 {left} 未付，不能付 {amount}", "按批准的金额付；要多付就重新申请"),
		fault.EN("{left} is left of this line, not {amount}", "Pay what was approved, or ask for more"))
	// ErrRefundOpen has the parameters no and left.
	ErrRefundOpen = fault.Define(fault.Conflict, "order_payment.refund_open",
		fault.ZH("采购单 {no} 的退款中有 {left} 没有可以冲的预付或退货", "货退了就开采购退货单；没有退货的补偿，收到后用采购费用单冲减。之后再入账"),
		fault.EN("{left} of the refund for purchase order {no} has neither an advance nor a return to set it against", "Enter the purchase return, then book the refund"))
	// ErrBookedAway marks money whose payment was reversed in the books.
	ErrBookedAway = fault.Define(fault.Conflict, "order_payment.reversed",
		fault.ZH("对应的付款单已红冲", "核对后重新入账，或说明原因后忽略"), fault.EN("Its payment was reversed in the books", "Book it again, or dismiss it with a reason"))
)
