package stock

import (
	"github.com/huotong/huotong/internal/fault"
)

func init() {
	fault.AddWords("stock_document.state",
		fault.Word{Code: string(StateDraft), ZH: "草稿", EN: "a draft"},
		fault.Word{Code: string(StatePosted), ZH: "已过账", EN: "posted"},
		fault.Word{Code: string(StateReversed), ZH: "已红冲", EN: "reversed"})
}
