package paying

import "github.com/huotong/huotong/internal/fault"

// The vocabularies of paying.
const (
	stateWords      = "payment_request.state"
	kindWords       = "payment_request.kind"
	moneyStateWords = "order_payment.state"
	moneyKindWords  = "order_payment.kind"
	standingWords   = "order_agreement.standing"
	betweenWords    = "order_agreement.between"
	reasonWords     = "order_agreement.reason"
)

func init() {
	fault.AddWords(stateWords,
		fault.Word{Code: string(StateDraft), ZH: "草稿", EN: "a draft"},
		fault.Word{Code: string(StateSubmitted), ZH: "待审核", EN: "waiting for approval"},
		fault.Word{Code: string(StateApprovedOnce), ZH: "待复审", EN: "waiting for the second approval"},
		fault.Word{Code: string(StateApproved), ZH: "待付款", EN: "waiting for payment"},
		fault.Word{Code: string(StatePaid), ZH: "已付款", EN: "paid"},
		fault.Word{Code: string(StateVoid), ZH: "已作废", EN: "void"})
	fault.AddWords(kindWords,
		fault.Word{Code: string(KindPrepayment), ZH: "预付", EN: "prepayment"},
		fault.Word{Code: string(KindBalance), ZH: "尾款", EN: "balance"})
	fault.AddWords("document", fault.Word{Code: moneySource, ZH: "采购付款", EN: "payment of a purchase order"})
	fault.AddWords(moneyStateWords,
		fault.Word{Code: string(MoneyBooked), ZH: "已入账", EN: "booked"},
		fault.Word{Code: string(MoneyHeld), ZH: "待入账", EN: "waiting to be booked"},
		fault.Word{Code: string(MoneyTakenBack), ZH: "已收回", EN: "taken back"},
		fault.Word{Code: string(MoneyDismissed), ZH: "已忽略", EN: "dismissed"})
	fault.AddWords(moneyKindWords,
		fault.Word{Code: string(MoneyCashier), ZH: "出纳付款", EN: "cashier"},
		fault.Word{Code: string(MoneyPlatform), ZH: "1688 付款", EN: "paid on 1688"},
		fault.Word{Code: string(MoneyRefund), ZH: "1688 退款", EN: "refund of 1688"})
	fault.AddWords(standingWords,
		fault.Word{Code: string(StandingGap), ZH: "有差异", EN: "differ"},
		fault.Word{Code: string(StandingOpen), ZH: "进行中", EN: "under way"},
		fault.Word{Code: string(StandingAgree), ZH: "一致", EN: "agree"},
		fault.Word{Code: string(StandingAccepted), ZH: "已认可", EN: "accepted"})
	fault.AddWords(betweenWords,
		fault.Word{Code: "platform", ZH: "1688 比采购", EN: "1688 against ordered"},
		fault.Word{Code: "received", ZH: "到货比采购", EN: "received against ordered"},
		fault.Word{Code: "paid", ZH: "付款差", EN: "payment"})
	fault.AddWords(reasonWords,
		fault.Word{Code: string(ReasonPrice), ZH: "价格", EN: "price"},
		fault.Word{Code: string(ReasonFreight), ZH: "运费", EN: "freight"},
		fault.Word{Code: string(ReasonDiscount), ZH: "优惠", EN: "discount"},
		fault.Word{Code: string(ReasonShort), ZH: "少到或取消", EN: "short or cancelled"},
		fault.Word{Code: string(ReasonOver), ZH: "多到或多付", EN: "over"},
		fault.Word{Code: string(ReasonRefund), ZH: "退款", EN: "refund"},
		fault.Word{Code: string(ReasonUnexplained), ZH: "原因不明", EN: "unexplained"})
}
