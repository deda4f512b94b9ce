package sandbox1688

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

func addressAPIs() []api {
	const ns = "com.alibaba.trade"
	return []api{
		{namespace: ns, name: "alibaba.trade.receiveAddress.get", version: 1, auth: true, fail: failE2, run: receiveAddresses},
		{namespace: ns, name: "alibaba.trade.addresscode.parse", version: 1, auth: true, required: []string{"addressInfo"}, fail: failE5, run: addressParse},
		{namespace: ns, name: "alibaba.trade.addresscode.get", version: 1, auth: true, required: []string{"areaCode"}, fail: failE5, run: addressCode},
		{namespace: ns, name: "alibaba.trade.addresscode.getchild", version: 1, auth: true, fail: failE5, run: addressChildren},
		{namespace: "com.alibaba.fenxiao.crossborder", name: "product.freight.estimate", version: 1, auth: true, required: []string{"productFreightQueryParamsNew"}, fail: failE3, run: freightEstimate},
	}
}

type receiveAddressesReply struct {
	e2
	Result struct {
		ReceiveAddressItems []receiveAddress `json:"receiveAddressItems"`
	} `json:"result"`
}

type receiveAddress struct {
	ID              int64  `json:"id"`
	FullName        string `json:"fullName"`
	Address         string `json:"address"`
	Post            string `json:"post"`
	Phone           string `json:"phone,omitempty"`
	MobilePhone     string `json:"mobilePhone"`
	AddressCode     string `json:"addressCode"`
	AddressCodeText string `json:"addressCodeText"`
	TownCode        string `json:"townCode,omitempty"`
	TownName        string `json:"townName,omitempty"`
	IsDefault       *bool  `json:"isDefault,omitempty"` // sent for the default alone
}

// receiveAddresses is alibaba.trade.receiveAddress.get (§4.2.1).
func receiveAddresses(c *call) (any, error) {
	out := receiveAddressesReply{e2: e2{Success: true}}
	out.Result.ReceiveAddressItems = []receiveAddress{}
	for _, r := range c.acct.Receivers {
		item := receiveAddress{
			ID: r.ID, FullName: r.Name, Address: r.Address.Street, Post: r.Address.Post, Phone: r.Phone, MobilePhone: r.Mobile,
			AddressCode: r.Address.AreaCode, AddressCodeText: r.place(), TownCode: r.TownCode, TownName: r.Town,
		}
		if r.Default {
			item.IsDefault = new(true)
		}
		out.Result.ReceiveAddressItems = append(out.Result.ReceiveAddressItems, item)
	}
	return out, nil
}

type addressParseReply struct {
	e5
	Result *parsedAddress `json:"result,omitempty"`
}

type parsedAddress struct {
	Address         string `json:"address"`
	AddressCode     string `json:"addressCode"`
	AddressCodeText string `json:"addressCodeText"`
	FullName        string `json:"fullName,omitempty"`
	Mobile          string `json:"mobile,omitempty"`
	Phone           string `json:"phone,omitempty"`
	PostCode        string `json:"postCode"`
	IsDefault       bool   `json:"isDefault"`
	Latest          bool   `json:"latest"`
}

var (
	mobileInText = regexp.MustCompile(`(?:^|\D)(1[3-9]\d{9})(?:\D|$)`)
	phoneInText  = regexp.MustCompile(`0\d{2,3}-\d{7,8}`)
)

// addressParse is alibaba.trade.addresscode.parse (§4.2.2): an address in words, with or
// without a name and numbers.
func addressParse(c *call) (any, error) {
	text := c.args().text("addressInfo")
	out := &parsedAddress{}
	take := func(found string) string {
		text = strings.Replace(text, found, " ", 1)
		return found
	}
	if m := mobileInText.FindStringSubmatch(text); m != nil {
		out.Mobile = take(m[1])
	}
	out.Phone = take(phoneInText.FindString(text))
	d, rest := readDivision(text)
	if d == nil {
		return failE5("500_1", "地址无法识别"), nil
	}
	for _, code := range d.children { // a town is the beginning of the street
		town := divisions()[code].name
		rest = strings.Replace(rest, town+" ", town, 1)
	}
	out.AddressCode, out.AddressCodeText, out.PostCode = d.code, strings.Join(d.names(), " "), d.post
	for word := range strings.FieldsFuncSeq(rest, func(r rune) bool { return strings.ContainsRune(" ,，;；\t\n", r) }) {
		// The longest word is the street; a short one beside it the name.
		if len(word) > len(out.Address) {
			word, out.Address = out.Address, word
		}
		if word != "" {
			out.FullName = word
		}
	}
	return addressParseReply{Result: out}, nil
}

// readDivision finds the place whose names the text holds most of, and what is left
// without them. One name is not enough: many cities have a 鼓楼区.
func readDivision(text string) (*division, string) {
	var best *division
	rest, most := text, 1
	for _, code := range slices.Sorted(maps.Keys(divisions())) {
		d := divisions()[code]
		if !d.addressable() || !strings.Contains(text, d.name) {
			continue
		}
		left, hits := text, 0
		for _, name := range slices.Backward(d.names()) { // 北京市 before 北京
			if strings.Contains(left, name) {
				left, hits = strings.Replace(left, name, " ", 1), hits+1
			} else {
				left = strings.Replace(left, strings.TrimSuffix(name, "省"), " ", 1)
			}
		}
		if hits > most {
			best, rest, most = d, left, hits
		}
	}
	return best, rest
}

type addressCodeReply struct {
	e5
	Result *divisionInfo `json:"result,omitempty"`
}

type divisionInfo struct {
	Code       string   `json:"code"`
	Name       string   `json:"name"`
	ParentCode string   `json:"parentCode"`
	Post       string   `json:"post,omitempty"`
	Children   []string `json:"children"`
}

func (d *division) info() divisionInfo {
	return divisionInfo{d.code, d.name, d.parent, d.post, append([]string{}, d.children...)}
}

// addressCode is alibaba.trade.addresscode.get (§4.2.2).
func addressCode(c *call) (any, error) {
	d := divisions()[c.args().text("areaCode")]
	if d == nil {
		return failE5("500_1", "区划编码不存在"), nil
	}
	return addressCodeReply{Result: new(d.info())}, nil
}

type addressChildrenReply struct {
	e5
	Result []divisionInfo `json:"result"`
}

// addressChildren is alibaba.trade.addresscode.getchild (§4.2.2); without a code it
// lists the provinces.
func addressChildren(c *call) (any, error) {
	out := addressChildrenReply{Result: []divisionInfo{}}
	if d := divisions()[c.args().text("areaCode")]; d != nil {
		for _, code := range d.children {
			out.Result = append(out.Result, divisions()[code].info())
		}
	}
	return out, nil
}

// freightEstimateResult has its fees in yuan as texts.
type freightEstimateResult struct {
	OfferID         int64          `json:"offerId"`
	Freight         string         `json:"freight,omitempty"`
	TemplateID      int64          `json:"templateId"`
	TemplateName    string         `json:"templateName,omitempty"`
	TemplateType    int            `json:"templateType"`
	SubTemplateType int            `json:"subTemplateType"`
	ChargeType      int            `json:"chargeType"`
	FirstFee        string         `json:"firstFee,omitempty"`
	FirstUnit       weight         `json:"firstUnit,omitempty"`
	NextFee         string         `json:"nextFee,omitempty"`
	NextUnit        weight         `json:"nextUnit,omitempty"`
	Discount        string         `json:"discount"`
	FreePostage     bool           `json:"freePostage"`
	Weight          weight         `json:"singleProductWeight,omitempty"`
	Width           int64          `json:"singleProductWidth"`
	Height          int64          `json:"singleProductHeight"`
	Length          int64          `json:"singleProductLength"`
	SkuInfoModels   []freightOfSKU `json:"productFreightSkuInfoModels"`
	SizeValueType   int            `json:"sizeValueType"`
}

type freightOfSKU struct {
	SkuID  int64 `json:"skuId"`
	Number int64 `json:"number"`
}

// Codes and kinds of templates of the estimate (§4.3). That of an offer which is not
// there was seen in other people's tests of queryProductDetail.
const (
	codeMissingOffer = "SP0056"
	codeFreightFine  = "S0000"
	templateSeller   = 1
	templateCustom   = 2
)

// freightEstimate is product.freight.estimate (§4.3). toCountryCode is the code of the
// district (U24).
func freightEstimate(c *call) (any, error) {
	a := c.args()
	var in struct {
		OfferID      flexInt    `json:"offerId"`
		ProvinceCode flexString `json:"toProvinceCode"`
		CityCode     flexString `json:"toCityCode"`
		CountryCode  flexString `json:"toCountryCode"`
		TotalNum     flexInt    `json:"totalNum"`
		SKUs         []struct {
			SkuID  flexInt `json:"skuId"`
			Number flexInt `json:"number"`
		} `json:"logisticsSkuNumModels"`
	}
	a.json("productFreightQueryParamsNew", &in)
	if a.err != nil {
		return nil, a.err
	}
	o, d := c.s.cat.find(int64(in.OfferID)), divisions()[string(in.CountryCode)]
	switch {
	case o == nil || o.Status != statusPublished:
		return failE3(codeMissingOffer, "商品不存在"), nil
	case d == nil || !d.addressable() || provinceOf(d.code) != string(in.ProvinceCode) || (d.parent != string(in.CityCode) && d.code != string(in.CityCode)):
		return failE3(errParamWrong, "地址编码不正确"), nil
	case in.TotalNum < 1 || in.TotalNum > maxBuyAmount:
		return failE3(errParamWrong, "totalNum不正确"), nil
	}
	seller := c.s.account(o.Seller)
	if seller == nil {
		return failE3(codeMissingOffer, "商品不存在"), nil
	}
	out := freightEstimateResult{
		OfferID: o.ID, TemplateType: templateSeller, Discount: "0", Width: o.Width, Height: o.Height, Length: o.Length, SizeValueType: 1,
		Weight: weight(decimal(o.grams(), 3)), SkuInfoModels: []freightOfSKU{},
	}
	for _, k := range in.SKUs {
		out.SkuInfoModels = append(out.SkuInfoModels, freightOfSKU{int64(k.SkuID), int64(k.Number)})
	}
	line := priced{want: want{offer: o, amount: int64(in.TotalNum)}}
	low, _ := o.priceSpan() // which SKU it will be is not known, and the cheapest is free of charge last
	line.sum = (low * Price(line.amount)).Fen()
	fen, described := freightOf(seller, []priced{line}, d.code)
	if len(described) == 0 {
		out.Freight, out.FreePostage = decimal(fen, 2), fen == 0
	}
	if t := seller.template(o); t != nil {
		r := t.rate(d.code)
		out.TemplateID, out.TemplateName, out.TemplateType, out.ChargeType = t.ID, t.Name, templateCustom, t.ChargeType
		out.FirstFee, out.NextFee = decimal(r.FirstFee, 2), decimal(r.NextFee, 2)
		out.FirstUnit, out.NextUnit = t.unitText(r.FirstUnit), t.unitText(r.NextUnit)
	}
	return e3[freightEstimateResult]{e3Body[freightEstimateResult]{e2{true, codeFreightFine, ""}, out}}, nil
}

// unitText writes units as the wire has them: kg, pieces, m³.
func (t *FreightTemplate) unitText(n int64) weight {
	switch t.ChargeType {
	case ChargeByWeight:
		return weight(decimal(n, 3))
	case ChargeByVolume:
		return weight(decimal(n, 6))
	}
	return weight(decimal(n, 0))
}
