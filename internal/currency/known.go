package currency

import (
	"strings"

	"github.com/huotong/huotong/internal/fault"
)

// Base is the currency of the books.
const Base = "CNY"

// Known is a currency that can be kept.
type Known struct {
	Code   string // ISO 4217
	NameZH string
	NameEN string
}

// All lists the currencies that can be kept beside Base, by code.
var All = []Known{
	{"AED", "阿联酋迪拉姆", "UAE dirham"},
	{"AUD", "澳元", "Australian dollar"},
	{"BDT", "孟加拉塔卡", "Bangladeshi taka"},
	{"BRL", "巴西雷亚尔", "Brazilian real"},
	{"CAD", "加元", "Canadian dollar"},
	{"CHF", "瑞士法郎", "Swiss franc"},
	{"CLP", "智利比索", "Chilean peso"},
	{"COP", "哥伦比亚比索", "Colombian peso"},
	{"EUR", "欧元", "Euro"},
	{"GBP", "英镑", "Pound sterling"},
	{"HKD", "港币", "Hong Kong dollar"},
	{"IDR", "印尼盾", "Indonesian rupiah"},
	{"INR", "印度卢比", "Indian rupee"},
	{"JPY", "日元", "Japanese yen"},
	{"KRW", "韩元", "South Korean won"},
	{"MXN", "墨西哥比索", "Mexican peso"},
	{"MYR", "马来西亚林吉特", "Malaysian ringgit"},
	{"NZD", "新西兰元", "New Zealand dollar"},
	{"PEN", "秘鲁索尔", "Peruvian sol"},
	{"PHP", "菲律宾比索", "Philippine peso"},
	{"PLN", "波兰兹罗提", "Polish zloty"},
	{"RUB", "俄罗斯卢布", "Russian rouble"},
	{"SAR", "沙特里亚尔", "Saudi riyal"},
	{"SEK", "瑞典克朗", "Swedish krona"},
	{"SGD", "新加坡元", "Singapore dollar"},
	{"THB", "泰铢", "Thai baht"},
	{"TRY", "土耳其里拉", "Turkish lira"},
	{"TWD", "新台币", "New Taiwan dollar"},
	{"USD", "美元", "US dollar"},
	{"VND", "越南盾", "Vietnamese dong"},
	{"ZAR", "南非兰特", "South African rand"},
}

func init() {
	words := []fault.Word{{Code: Base, ZH: "人民币", EN: "yuan"}}
	for _, k := range All {
		words = append(words, fault.Word{Code: k.Code, ZH: k.NameZH, EN: k.NameEN})
	}
	fault.AddWords("currency", words...)
}

// find gives what is known of a code.
func find(code string) (Known, error) {
	for _, k := range All {
		if k.Code == code {
			return k, nil
		}
	}
	if strings.EqualFold(code, Base) {
		return Known{}, ErrBase
	}
	return Known{}, ErrUnknown.With("place", code)
}
