package doc

import (
	"github.com/huotong/huotong/internal/fault"
)

func init() {
	for _, t := range Types {
		fault.AddWords("document", fault.Word{Code: t.Key, ZH: t.ZH, EN: t.EN})
	}
}
