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
}
