package channel

import (
	"slices"
	"strings"

	"github.com/huotong/huotong/open1688"
)

// Market is a wholesale market that pre-orders can be made for.
type Market struct {
	Code     string `json:"code" doc:"What 1688 knows the market by; empty for 其他, whose code is typed in"`
	Name     string `json:"name"`
	NameEN   string `json:"nameEn"`
	initials string
}

// markets are those whose codes are published (reference §5.8.1); the platform
// tells others to the market itself, so any code can be typed in.
var markets = []Market{
	{open1688.MarketDaXiangCheng, "大象城", "Da Xiang Cheng", "dxc"},
	{open1688.MarketHuaqiangbei, "华强北", "Huaqiangbei", "hqb"},
	{open1688.MarketCloudMfr, "云制造", "Cloud manufacturing", "yzz"},
	{"", "其他", "Other", "qt"},
}

// Markets gives the markets whose name, code or pinyin initials hold q; 其他 is
// always among them.
func Markets(q string) []Market {
	q = strings.ToLower(strings.TrimSpace(q))
	var out []Market
	for _, m := range markets {
		texts := []string{m.Name, strings.ToLower(m.Code), strings.ToLower(m.NameEN), m.initials}
		if m.Code == "" || slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, q) }) {
			out = append(out, m)
		}
	}
	return out
}

// marketName is the name of a published code, else the code itself.
func marketName(code string) string {
	for _, m := range markets {
		if m.Code == code && code != "" {
			return m.Name
		}
	}
	return code
}
