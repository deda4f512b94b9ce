package sandbox1688

import "strings"

// crossDetailInfo is the product of queryProductDetail (§4.1.4): other names than the
// product model's, prices as texts, addresses whole.
type crossDetailInfo struct {
	OfferID            int64         `json:"offerId"`
	CategoryID         int64         `json:"categoryId"`
	CategoryName       string        `json:"categoryName"`
	TopCategoryID      int64         `json:"topCategoryId"`
	SecondCategoryID   int64         `json:"secondCategoryId"`
	ThirdCategoryID    int64         `json:"thirdCategoryId"`
	Subject            string        `json:"subject"`
	SubjectTrans       string        `json:"subjectTrans"`
	Description        string        `json:"description"`
	ProductImage       crossImages   `json:"productImage"`
	ProductAttribute   []crossAttr   `json:"productAttribute"`
	ProductSkuInfos    []crossSKU    `json:"productSkuInfos,omitempty"`
	ProductSaleInfo    crossSale     `json:"productSaleInfo"`
	ShippingInfo       crossShipping `json:"productShippingInfo"`
	MinOrderQuantity   int64         `json:"minOrderQuantity"`
	BatchNumber        int64         `json:"batchNumber,omitempty"`
	Status             string        `json:"status"`
	TagInfoList        []crossTag    `json:"tagInfoList"`
	SellerOpenID       string        `json:"sellerOpenId"`
	SellerMixSetting   crossMix      `json:"sellerMixSetting"`
	ProductCargoNumber string        `json:"productCargoNumber,omitempty"`
	CompanyName        string        `json:"companyName"`
	SoldOut            string        `json:"soldOut"`
	TradeScore         string        `json:"tradeScore"`
	IsJxhy             bool          `json:"isJxhy"`
	PromotionURL       string        `json:"promotionUrl"`
	CreateDate         string        `json:"createDate"`
}

type crossImages struct {
	Images     []string `json:"images"`
	WhiteImage string   `json:"whiteImage,omitempty"`
}

type crossAttr struct {
	AttributeID        int64  `json:"attributeId"`
	AttributeName      string `json:"attributeName"`
	AttributeNameTrans string `json:"attributeNameTrans"`
	Value              string `json:"value"`
	ValueTrans         string `json:"valueTrans"`
	SkuImageURL        string `json:"skuImageUrl,omitempty"`
}

type crossSKU struct {
	SkuID            int64        `json:"skuId"`
	SpecID           string       `json:"specId"`
	AmountOnSale     int64        `json:"amountOnSale"`
	Price            string       `json:"price,omitempty"` // absent when priced by quantity
	ConsignPrice     string       `json:"consignPrice,omitempty"`
	FenxiaoPriceInfo crossFenxiao `json:"fenxiaoPriceInfo"`
	CargoNumber      string       `json:"cargoNumber,omitempty"`
	RetailPrice      string       `json:"retailPrice,omitempty"`
	SkuAttributes    []crossAttr  `json:"skuAttributes"`
}

type crossFenxiao struct {
	OnePiecePrice string `json:"onePiecePrice"`
	OfferPrice    string `json:"offerPrice"`
}

type crossSale struct {
	AmountOnSale    int64            `json:"amountOnSale"`
	PriceRangeList  []crossTier      `json:"priceRangeList"`
	QuoteType       int              `json:"quoteType"`
	UnitInfo        crossUnit        `json:"unitInfo"`
	FenxiaoSaleInfo crossFenxiaoSale `json:"fenxiaoSaleInfo"`
	ConsignPrice    string           `json:"consignPrice"`
}

type crossTier struct {
	StartQuantity int64  `json:"startQuantity"`
	Price         string `json:"price"`
}

type crossUnit struct {
	Unit      string `json:"unit"`
	TransUnit string `json:"transUnit"`
}

type crossFenxiaoSale struct {
	OnePieceFreePostage bool   `json:"onePieceFreePostage"`
	StartQuantity       int64  `json:"startQuantity"`
	OnePiecePrice       string `json:"onePiecePrice"`
	OfferPrice          string `json:"offerPrice"`
}

type crossShipping struct {
	SendGoodsAddressText  string          `json:"sendGoodsAddressText"`
	Weight                weight          `json:"weight"` // kg
	Width                 int64           `json:"width"`
	Height                int64           `json:"height"`
	Length                int64           `json:"length"`
	SkuShippingInfoList   []crossSKUGrams `json:"skuShippingInfoList,omitempty"`
	SkuShippingDetails    []crossSKUKilos `json:"skuShippingDetails,omitempty"`
	ShippingTimeGuarantee string          `json:"shippingTimeGuarantee"`
	PkgSizeSource         string          `json:"pkgSizeSource"`
}

// crossSKUGrams has its weight in g, crossSKUKilos in kg.
type crossSKUGrams struct {
	SkuID  int64  `json:"skuId"`
	SpecID string `json:"specId"`
	Weight int64  `json:"weight"`
	Width  int64  `json:"width"`
	Height int64  `json:"height"`
	Length int64  `json:"length"`
}

type crossSKUKilos struct {
	SkuID  string `json:"skuId"`
	Weight weight `json:"weight"`
	Width  int64  `json:"width"`
	Height int64  `json:"height"`
	Length int64  `json:"length"`
}

type crossTag struct {
	Key   string `json:"key"`
	Value bool   `json:"value"`
}

type crossMix struct {
	GeneralHunpi bool  `json:"generalHunpi"`
	MixAmount    yuan  `json:"mixAmount"`
	MixNumber    int64 `json:"mixNumber"`
}

// translated marks a text as one in the language asked for: the sandbox speaks Chinese
// only.
func translated(text, language string) string { return "[" + language + "] " + text }

// crossDetail is product.search.queryProductDetail (§4.1.4). country is a language.
func crossDetail(c *call) (any, error) {
	a := c.args()
	var in struct {
		OfferID flexInt `json:"offerId"`
		Country string  `json:"country"`
	}
	a.json("offerDetailParam", &in)
	if a.err != nil {
		return nil, a.err
	}
	o := c.s.cat.find(int64(in.OfferID))
	switch {
	case in.OfferID == 0 || in.Country == "":
		return failE3(errParamMissing, "offerId和country不能为空"), nil
	case o == nil || o.Status == statusDeleted || o.Status == statusMemberDeleted:
		return failE3(codeMissingOffer, "商品不存在"), nil
	case o.NotCrossBorder:
		return e2{false, "", "没有该商品的查询权限"}, nil
	}
	return e3[crossDetailInfo]{e3Body[crossDetailInfo]{e2{true, "200", "成功"}, c.crossDetailInfo(o, in.Country)}}, nil
}

func (c *call) crossDetailInfo(o *Offer, language string) crossDetailInfo {
	low, _ := o.priceSpan()
	out := crossDetailInfo{
		OfferID: o.ID, CategoryID: o.CategoryID, ThirdCategoryID: o.CategoryID, Subject: o.Subject, SubjectTrans: translated(o.Subject, language),
		Description: o.Description, MinOrderQuantity: o.MinOrder, Status: o.Status, ProductCargoNumber: o.CargoNumber,
		ProductImage: crossImages{Images: []string{}}, ProductAttribute: c.crossAttrs(o.Attributes, language),
		TagInfoList: []crossTag{{"isOnePsale", o.MinOrder == 1}, {"isSupportMix", o.Mix}}, TradeScore: "5.0", SoldOut: decimal(o.ID%5000, 0),
		PromotionURL: "https://detail.1688.com/offer/" + decimal(o.ID, 0) + ".html?kjSource=pc", CreateDate: o.Created.In(beijing).Format("2006-01-02 15:04:05"),
		ProductSaleInfo: crossSale{
			AmountOnSale: o.stock(), PriceRangeList: crossTiers(o, low), QuoteType: o.QuoteType, UnitInfo: crossUnit{o.Unit, translated(o.Unit, language)},
			FenxiaoSaleInfo: crossFenxiaoSale{o.Freight == FreightFree, o.MinOrder, low.String(), low.String()}, ConsignPrice: low.String(),
		},
		ShippingInfo: crossShipping{
			Weight: weight(decimal(o.grams(), 3)), Width: o.Width, Height: o.Height, Length: o.Length, ShippingTimeGuarantee: "shipIn48Hours", PkgSizeSource: "商家自填",
		},
	}
	if o.Lot > 1 {
		out.BatchNumber = o.Lot
	}
	for leaf := categories[o.CategoryID]; leaf != nil && leaf.id != 0; leaf = categories[leaf.parent] {
		switch leaf.level {
		case 3:
			out.CategoryName = leaf.name
		case 2:
			out.SecondCategoryID = leaf.id
		default:
			out.TopCategoryID = leaf.id
		}
	}
	for _, path := range o.Images {
		out.ProductImage.Images = append(out.ProductImage.Images, c.base+"/"+path)
	}
	if seller := c.s.account(o.Seller); seller != nil {
		out.SellerOpenID, out.CompanyName = openUID(c.app.Key, seller.UserID), seller.Company
		out.SellerMixSetting = crossMix{seller.MixAmount > 0 || seller.MixPieces > 0, yuan(seller.MixAmount), seller.MixPieces}
		out.ShippingInfo.SendGoodsAddressText = seller.Address.Province + seller.Address.City
	}
	for i := range o.SKUs {
		k := &o.SKUs[i]
		out.ProductSkuInfos = append(out.ProductSkuInfos, c.crossSKU(o, k, language))
		out.ShippingInfo.SkuShippingInfoList = append(out.ShippingInfo.SkuShippingInfoList, crossSKUGrams{k.ID, k.SpecID, o.grams(), o.Width, o.Height, o.Length})
		out.ShippingInfo.SkuShippingDetails = append(out.ShippingInfo.SkuShippingDetails, crossSKUKilos{decimal(k.ID, 0), out.ShippingInfo.Weight, o.Width, o.Height, o.Length})
	}
	return out
}

// crossTiers are the tiers of the offer, or its lowest price when its SKUs have their
// own.
func crossTiers(o *Offer, low Price) []crossTier {
	if o.QuoteType == 1 || o.QuoteType == 3 {
		return []crossTier{{o.MinOrder, low.String()}}
	}
	list := []crossTier{}
	for _, t := range o.Tiers {
		list = append(list, crossTier{t.From, t.Price.String()})
	}
	return list
}

func (c *call) crossSKU(o *Offer, k *SKU, language string) crossSKU {
	one := o.listPrice(k, o.MinOrder, o.MinOrder).String()
	out := crossSKU{
		SkuID: k.ID, SpecID: k.SpecID, AmountOnSale: k.Stock, CargoNumber: k.CargoNumber, FenxiaoPriceInfo: crossFenxiao{one, one},
		SkuAttributes: c.crossAttrs(k.Attributes, language),
	}
	if o.QuoteType == 1 {
		out.Price, out.ConsignPrice = one, one
	}
	if k.RetailPrice > 0 {
		out.RetailPrice = k.RetailPrice.String()
	}
	return out
}

// crossAttrs repeats a name for each of several values.
func (c *call) crossAttrs(list []Attribute, language string) []crossAttr {
	out := []crossAttr{}
	for _, a := range list {
		for value := range strings.SplitSeq(a.Value, ",") {
			attr := crossAttr{a.ID, a.Name, translated(a.Name, language), value, translated(value, language), ""}
			if a.Image != "" {
				attr.SkuImageURL = c.base + "/" + a.Image
			}
			out = append(out, attr)
		}
	}
	return out
}

type fenxiaoReply struct {
	e2
	ProductInfo fenxiaoProduct `json:"productInfo"`
}

// fenxiaoProduct is the product model under other names (§4.1.3).
type fenxiaoProduct struct {
	ProductID           int64         `json:"productID"`
	CategoryID          int64         `json:"categoryID"`
	CategoryName        string        `json:"categoryName,omitempty"`
	Subject             string        `json:"subject"`
	Description         string        `json:"description,omitempty"`
	ProductImage        *productImage `json:"productImage,omitempty"`
	ProductSkuInfos     []skuInfo     `json:"productSkuInfos,omitempty"`
	ProductSaleInfo     *saleInfo     `json:"productSaleInfo"`
	ProductShippingInfo *shippingInfo `json:"productShippingInfo"`
	ProductAttribute    []productAttr `json:"productAttribute,omitempty"`
	ProductCargoNumber  string        `json:"productCargoNumber,omitempty"`
	Status              string        `json:"status"`
	SupplierLoginID     string        `json:"supplierLoginId"`
	ProductExtendInfos  []keyValue    `json:"productExtendInfos"`
	BizGroupInfos       []bizGroup    `json:"productBizGroupInfos"`
	ReferencePrice      string        `json:"referencePrice"`
}

// fenxiaoInfo is alibaba.fenxiao.productInfo.get (§4.1.3). Offers are asked for by
// offerId; openOfferId is not offered here.
func fenxiaoInfo(c *call) (any, error) {
	a := c.args()
	o := c.s.cat.find(a.long("offerId"))
	switch {
	case a.err != nil:
		return nil, a.err
	case o == nil || o.Status != statusPublished:
		return failE2("500_1", "商品不存在或已下架"), nil
	}
	p := c.whole(o)
	return fenxiaoReply{e2{Success: true}, fenxiaoProduct{
		ProductID: p.ProductID, CategoryID: p.CategoryID, CategoryName: p.CategoryName, Subject: p.Subject, Description: p.Description,
		ProductImage: p.Image, ProductSkuInfos: p.SkuInfos, ProductSaleInfo: p.SaleInfo, ProductShippingInfo: p.ShippingInfo,
		ProductAttribute: p.Attributes, ProductCargoNumber: p.ProductCargoNumber, Status: p.Status, SupplierLoginID: p.SupplierLoginID,
		ProductExtendInfos: []keyValue{}, BizGroupInfos: []bizGroup{{"isMicroSupply", "微供商品", o.Mix}}, ReferencePrice: p.ReferencePrice,
	}}, nil
}
