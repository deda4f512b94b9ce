package sale

import (
	"github.com/huotong/huotong/internal/fault"
)

func init() {
	fault.AddWords("sale.state",
		fault.Word{Code: string(StateDraft), ZH: "草稿", EN: "a draft"},
		fault.Word{Code: string(StateSubmitted), ZH: "待审核", EN: "waiting for review"},
		fault.Word{Code: string(StatePosted), ZH: "已过账", EN: "posted"},
		fault.Word{Code: string(StateVoid), ZH: "已作废", EN: "void"})
	fault.AddWords("sale.fulfilment",
		fault.Word{Code: string(FulfilmentOpen), ZH: "未出货", EN: "open"},
		fault.Word{Code: string(FulfilmentPartial), ZH: "部分出货", EN: "partly issued"},
		fault.Word{Code: string(FulfilmentDone), ZH: "已出完", EN: "done"},
		fault.Word{Code: string(FulfilmentClosed), ZH: "已关闭", EN: "closed"})
}
