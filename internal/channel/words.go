package channel

import (
	"github.com/huotong/huotong/internal/fault"
)

func init() {
	for _, m := range markets {
		if m.Code != "" {
			fault.AddWords("market", fault.Word{Code: m.Code, ZH: m.Name, EN: m.NameEN})
		}
	}
}
