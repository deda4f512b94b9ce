package tenant

import "github.com/huotong/huotong/internal/fault"

// Industry holds what a new account set of a trade starts with.
type Industry struct {
	Key        string
	ZH, EN     string
	Attributes []AttributeDefault // attribute groups of products
	Units      []string           // the first is the default base unit
	LotExpiry  bool               // new products carry lot and expiry
}

// AttributeDefault is an attribute group with its first values.
type AttributeDefault struct {
	Name   string
	Values []string
}

var (
	colours = AttributeDefault{"颜色", []string{"白色", "黑色", "红色", "蓝色", "灰色", "粉色"}}
	sizes   = AttributeDefault{"尺码", []string{"S", "M", "L", "XL", "2XL"}}
	flavour = AttributeDefault{"口味", []string{"原味", "香辣", "甜味"}}
	weights = AttributeDefault{"规格", []string{"100g", "250g", "500g", "1kg"}}
	models  = AttributeDefault{"型号", nil}
	specs   = AttributeDefault{"规格", nil}
	heights = AttributeDefault{"身高", []string{"66", "73", "80", "90", "100", "110"}}
)

// Industries lists the trades of the wizard in its order.
var Industries = []Industry{
	{"food", "食品饮料", "Food and drink", []AttributeDefault{flavour, weights}, []string{"件", "箱", "袋", "盒", "瓶", "千克"}, true},
	{"apparel", "服装鞋帽", "Clothing, shoes and hats", []AttributeDefault{colours, sizes}, []string{"件", "手", "双", "套", "箱"}, false},
	{"home", "家居装饰", "Home and decoration", []AttributeDefault{colours, specs}, []string{"件", "个", "套", "箱", "米"}, false},
	{"beauty", "美容配饰", "Beauty and accessories", []AttributeDefault{colours, specs}, []string{"件", "个", "盒", "支", "箱"}, true},
	{"stationery", "文体用品", "Stationery and sports", []AttributeDefault{colours, specs}, []string{"件", "个", "支", "本", "盒", "箱"}, false},
	{"electronics", "数码电器", "Electronics", []AttributeDefault{colours, models}, []string{"台", "个", "件", "箱"}, false},
	{"materials", "工业材料", "Industrial materials", []AttributeDefault{models, specs}, []string{"件", "个", "米", "千克", "卷", "箱"}, false},
	{"medical", "医药器械", "Medicine and medical devices", []AttributeDefault{specs}, []string{"盒", "瓶", "支", "件", "箱"}, true},
	{"baby", "母婴用品", "Mother and baby", []AttributeDefault{colours, heights}, []string{"件", "套", "包", "罐", "箱"}, true},
	{"security", "安防电子", "Security electronics", []AttributeDefault{models, specs}, []string{"台", "个", "套", "箱"}, false},
	{"packaging", "包装印刷", "Packaging and printing", []AttributeDefault{specs, colours}, []string{"个", "张", "卷", "包", "箱"}, false},
	{"other", "其他行业", "Other", []AttributeDefault{colours, specs}, []string{"件", "个", "套", "箱"}, false},
}

func init() {
	for _, i := range Industries {
		fault.AddWords("industry", fault.Word{Code: i.Key, ZH: i.ZH, EN: i.EN})
	}
}

// IndustryOf finds an industry by key; nil when there is none.
func IndustryOf(key string) *Industry {
	for i := range Industries {
		if Industries[i].Key == key {
			return &Industries[i]
		}
	}
	return nil
}

// Defaults are the industry defaults of the set.
func (s *Set) Defaults() Industry {
	if i := IndustryOf(s.Industry); i != nil {
		return *i
	}
	return Industries[len(Industries)-1]
}
