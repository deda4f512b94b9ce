package purchase

import "github.com/huotong/huotong/internal/fault"

// PayMethodWords is the vocabulary of the ways suppliers are paid.
const PayMethodWords = "purchase.pay_method"

func init() {
	fault.AddWords(PayMethodWords,
		fault.Word{Code: string(Pay1688), ZH: "1688 支付", EN: "1688"},
		fault.Word{Code: string(PayAlipay), ZH: "支付宝", EN: "Alipay"},
		fault.Word{Code: string(PayBank), ZH: "银行", EN: "bank"},
		fault.Word{Code: string(PayCash), ZH: "现金", EN: "cash"})
	fault.AddWords("purchase.state",
		fault.Word{Code: string(StateDraft), ZH: "待确认", EN: "a draft"},
		fault.Word{Code: string(StateSubmitted), ZH: "待审核", EN: "waiting for approval"},
		fault.Word{Code: string(StateApprovedOnce), ZH: "待复审", EN: "waiting for the second approval"},
		fault.Word{Code: string(StateApproved), ZH: "已审核", EN: "approved"},
		fault.Word{Code: string(StateVoid), ZH: "已作废", EN: "void"})
	fault.AddWords("purchase.fulfilment",
		fault.Word{Code: string(FulfilmentOpen), ZH: "待到货", EN: "waiting for goods"},
		fault.Word{Code: string(FulfilmentPartial), ZH: "部分到货", EN: "partly received"},
		fault.Word{Code: string(FulfilmentDone), ZH: "已到齐", EN: "received"},
		fault.Word{Code: string(FulfilmentClosed), ZH: "已关闭", EN: "closed"})
}
