package finance

import (
	"github.com/huotong/huotong/internal/fault"
)

func init() {
	for _, a := range chart {
		fault.AddWords("account", fault.Word{Code: a.Code, ZH: a.Code + " " + a.Name, EN: a.Code + " " + a.NameEN})
	}
}
