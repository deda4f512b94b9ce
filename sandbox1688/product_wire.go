package sandbox1688

// productInfo is the product model of §4.1.6 with the platform's spelling.
type productInfo struct {
	ProductID          int64         `json:"productID"`
	ProductType        string        `json:"productType"`
	CategoryID         int64         `json:"categoryID"`
	CategoryName       string        `json:"categoryName,omitempty"`
	Attributes         []productAttr `json:"attributes,omitempty"`
	GroupID            []int64       `json:"groupID,omitempty"`
	Status             string        `json:"status"`
	Subject            string        `json:"subject"`
	Description        string        `json:"description,omitempty"`
	Language           string        `json:"language,omitempty"`
	PeriodOfValidity   int           `json:"periodOfValidity,omitempty"`
	BizType            int           `json:"bizType,omitempty"`
	PictureAuth        *bool         `json:"pictureAuth,omitempty"`
	Image              *productImage `json:"image,omitempty"`
	SkuInfos           []skuInfo     `json:"skuInfos,omitempty"`
	SaleInfo           *saleInfo     `json:"saleInfo,omitempty"`
	ShippingInfo       *shippingInfo `json:"shippingInfo,omitempty"`
	ExtendInfos        []keyValue    `json:"extendInfos,omitempty"`
	SupplierUserID     string        `json:"supplierUserId,omitempty"`
	SupplierLoginID    string        `json:"supplierLoginId,omitempty"`
	SellerLoginID      string        `json:"sellerLoginId,omitempty"`
	QualityLevel       int           `json:"qualityLevel,omitempty"`
	MainVedio          string        `json:"mainVedio,omitempty"`
	ProductCargoNumber string        `json:"productCargoNumber,omitempty"`
	CrossBorderOffer   *bool         `json:"crossBorderOffer,omitempty"`
	ReferencePrice     string        `json:"referencePrice,omitempty"`
	CreateTime         date          `json:"createTime,omitzero"`
	LastUpdateTime     date          `json:"lastUpdateTime,omitzero"`
	ModifyTime         date          `json:"modifyTime,omitzero"`
	ApprovedTime       date          `json:"approvedTime,omitzero"`
	ExpireTime         date          `json:"expireTime,omitzero"`
}

type productAttr struct {
	AttributeID   int64  `json:"attributeID"`
	AttributeName string `json:"attributeName"`
	Value         string `json:"value"`
	IsCustom      bool   `json:"isCustom"`
}

type productImage struct {
	Images []string `json:"images"` // relative paths
}

type keyValue struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

type skuInfo struct {
	Attributes   []skuAttr   `json:"attributes"`
	CargoNumber  string      `json:"cargoNumber"` // 单品货号; the platform sends "" when there is none
	AmountOnSale int64       `json:"amountOnSale"`
	Price        Price       `json:"price,omitempty"` // yuan, only when quoteType is 1
	RetailPrice  Price       `json:"retailPrice,omitempty"`
	PriceRange   []priceStep `json:"priceRange,omitempty"`
	SkuCode      string      `json:"skuCode,omitempty"`
	SkuID        int64       `json:"skuId"`
	SpecID       string      `json:"specId"`
}

type skuAttr struct {
	AttributeID          int64  `json:"attributeID"`
	AttributeName        string `json:"attributeName"`
	AttributeDisplayName string `json:"attributeDisplayName,omitempty"`
	AttributeValue       string `json:"attributeValue"`
	SkuImageURL          string `json:"skuImageUrl,omitempty"`
	AttrType             int    `json:"attrType,omitempty"`
}

type priceStep struct {
	StartQuantity int64 `json:"startQuantity"`
	Price         Price `json:"price"`
}

type saleInfo struct {
	SupportOnlineTrade bool        `json:"supportOnlineTrade"`
	MixWholeSale       bool        `json:"mixWholeSale"`
	SaleType           string      `json:"saleType"`
	PriceAuth          bool        `json:"priceAuth"`
	PriceRanges        []priceStep `json:"priceRanges,omitempty"`
	AmountOnSale       int64       `json:"amountOnSale"`
	Unit               string      `json:"unit"`
	MinOrderQuantity   int64       `json:"minOrderQuantity"`
	BatchNumber        int64       `json:"batchNumber,omitempty"`
	Sellunit           string      `json:"sellunit,omitempty"`
	Retailprice        Price       `json:"retailprice,omitempty"`
	QuoteType          int         `json:"quoteType"`
	DeliveryLimit      int         `json:"deliveryLimit,omitempty"`
	InvReduceType      int         `json:"invReduceType"`
}

type shippingInfo struct {
	UnitWeight           weight         `json:"unitWeight,omitempty"` // kg
	FreightTemplateID    int64          `json:"freightTemplateID"`    // 0 described in words, 1 the seller pays, else the template's
	FreightTemplate      []freightTerms `json:"freightTemplate,omitempty"`
	SendGoodsAddressText string         `json:"sendGoodsAddressText,omitempty"`
	Length               int64          `json:"length,omitempty"` // cm
	Width                int64          `json:"width,omitempty"`
	Height               int64          `json:"height,omitempty"`
}

// freightTerms is a template with the rate for most provinces; fees are fen.
type freightTerms struct {
	ID           int64  `json:"id"`
	Name         string `json:"name"`
	ChargeType   int    `json:"chargeType"`
	FirstUnit    weight `json:"firstUnit"`
	FirstUnitFee int64  `json:"firstUnitFee"`
	NextUnit     weight `json:"nextUnit"`
	NextUnitFee  int64  `json:"nextUnitFee"`
}

// shippingOf tells how an offer is sent.
func shippingOf(o *Offer, seller *Account) *shippingInfo {
	out := &shippingInfo{FreightTemplateID: o.Freight, Length: o.Length, Width: o.Width, Height: o.Height}
	switch o.Freight {
	case FreightFree:
		out.FreightTemplateID = 1
	case FreightDescribed:
		out.FreightTemplateID = 0
	}
	if _, err := scaled(o.Weight, 4); err == nil {
		out.UnitWeight = weight(o.Weight)
	}
	if seller == nil {
		return out
	}
	out.SendGoodsAddressText = seller.Address.Province + " " + seller.Address.City
	if t := seller.template(o); t != nil {
		r := t.Rates[len(t.Rates)-1]
		out.FreightTemplate = []freightTerms{{t.ID, t.Name, t.ChargeType, t.unitText(r.FirstUnit), r.FirstFee, t.unitText(r.NextUnit), r.NextFee}}
	}
	return out
}

// weight is a plain decimal text that travels as a JSON number.
type weight string

// MarshalJSON writes the text as a number.
func (w weight) MarshalJSON() ([]byte, error) { return []byte(w), nil }

// light is the object of a list without needDetail: head data and the main picture
// (assumption: which fields are left out is not published).
func (c *call) light(o *Offer) productInfo {
	p := productInfo{
		ProductID: o.ID, ProductType: "wholesale", CategoryID: o.CategoryID, Status: o.Status, Subject: o.Subject,
		ProductCargoNumber: o.CargoNumber, CreateTime: c.date(o.Created), LastUpdateTime: c.date(o.Modified), ModifyTime: c.date(o.Modified),
	}
	if cat := categories[o.CategoryID]; cat != nil {
		p.CategoryName = cat.name
	}
	if len(o.Images) > 0 {
		p.Image = &productImage{o.Images[:1]}
	}
	return p
}

// whole is the complete product.
func (c *call) whole(o *Offer) productInfo {
	p := c.light(o)
	p.Description, p.Language, p.PeriodOfValidity, p.BizType = o.Description, "CHINESE", 200, 1
	p.PictureAuth, p.CrossBorderOffer = new(false), new(!o.NotCrossBorder)
	p.ApprovedTime, p.ExpireTime = c.date(o.Created), c.date(o.Modified.AddDate(0, 0, 200))
	p.QualityLevel = 3 + int(o.ID%3)
	if len(o.Images) > 0 {
		p.Image = &productImage{o.Images}
	}
	for _, a := range o.Attributes {
		p.Attributes = append(p.Attributes, productAttr{a.ID, a.Name, a.Value, false})
	}
	p.ReferencePrice = o.priceText()
	a := c.s.account(o.Seller)
	p.ShippingInfo = shippingOf(o, a)
	if a != nil {
		p.SupplierUserID, p.SupplierLoginID, p.SellerLoginID = decimal(a.UserID, 0), a.LoginID, a.LoginID
	}
	p.SaleInfo = saleOf(o)
	for i := range o.SKUs {
		p.SkuInfos = append(p.SkuInfos, skuOf(o, &o.SKUs[i]))
	}
	return p
}

func saleOf(o *Offer) *saleInfo {
	sale := &saleInfo{
		SupportOnlineTrade: !o.NoOnlineTrade, MixWholeSale: o.Mix, SaleType: "normal", AmountOnSale: o.stock(), Unit: o.Unit,
		MinOrderQuantity: o.MinOrder, QuoteType: o.QuoteType, Retailprice: o.RetailPrice, DeliveryLimit: 3, InvReduceType: o.InvReduceType,
		PriceRanges: steps(o.Tiers),
	}
	if o.Lot > 1 {
		sale.SaleType, sale.BatchNumber, sale.Sellunit = "batch", o.Lot, "箱"
	}
	if o.QuoteType == 1 || o.QuoteType == 3 {
		// Priced by SKU: the offer shows its lowest price from the minimum on.
		low, _ := o.priceSpan()
		sale.PriceRanges = []priceStep{{o.MinOrder, low}}
	}
	return sale
}

func skuOf(o *Offer, s *SKU) skuInfo {
	info := skuInfo{
		CargoNumber: s.CargoNumber, AmountOnSale: s.Stock, RetailPrice: s.RetailPrice, SkuCode: s.Code, SkuID: s.ID, SpecID: s.SpecID,
		Attributes: make([]skuAttr, len(s.Attributes)),
	}
	switch o.QuoteType {
	case 1:
		info.Price = s.Price
	case 3:
		info.PriceRange = steps(s.Tiers)
	}
	for i, a := range s.Attributes {
		info.Attributes[i] = skuAttr{
			AttributeID: a.ID, AttributeName: a.Name, AttributeDisplayName: a.Name, AttributeValue: a.Value,
			SkuImageURL: a.Image, AttrType: min(i+1, 2),
		}
	}
	return info
}

func steps(tiers []Tier) []priceStep {
	var list []priceStep
	for _, t := range tiers {
		list = append(list, priceStep{t.From, t.Price})
	}
	return list
}
