package open1688

// Product is an offer (reference §4.1.6). Lists send a light form of it unless
// asked for details. Every field may be absent.
type Product struct {
	ProductID        ID                 `json:"productID"`
	ProductType      string             `json:"productType"` // wholesale, sourcing
	CategoryID       ID                 `json:"categoryID"`  // leaf category
	CategoryName     string             `json:"categoryName"`
	Attributes       []ProductAttribute `json:"attributes"` // of the offer, not of its SKUs
	GroupID          []ID               `json:"groupID"`    // shop categories
	Status           ProductStatus      `json:"status"`
	Subject          string             `json:"subject"`     // title, up to 128 characters
	Description      string             `json:"description"` // HTML
	Language         string             `json:"language"`
	PeriodOfValidity int                `json:"periodOfValidity"` // days
	BizType          int                `json:"bizType"`          // 1 goods, 2 processing, 3 agency, 4 cooperation, 5 service
	PictureAuth      bool               `json:"pictureAuth"`
	Image            *ProductImage      `json:"image"`
	SKUs             []ProductSKU       `json:"skuInfos"`
	SaleInfo         *SaleInfo          `json:"saleInfo"`
	ShippingInfo     *ShippingInfo      `json:"shippingInfo"`
	ExtendInfos      []KeyValue         `json:"extendInfos"`
	SupplierUserID   string             `json:"supplierUserId"`
	SupplierLoginID  string             `json:"supplierLoginId"`
	SellerLoginID    string             `json:"sellerLoginId"`
	QualityLevel     int                `json:"qualityLevel"` // 0–5
	MainVideo        string             `json:"mainVedio"`    // sic
	DetailVideo      string             `json:"detailVedio"`  // sic
	CargoNumber      string             `json:"productCargoNumber"`
	CrossBorderOffer bool               `json:"crossBorderOffer"`
	ReferencePrice   string             `json:"referencePrice"` // text such as 10.00~12.00, not for computing
	BookedCount      int64              `json:"bookedCount"`
	ProductLine      string             `json:"productLine"`
	ProductLineID    ID                 `json:"productLineId"`
	CreateTime       Time               `json:"createTime"`
	LastUpdateTime   Time               `json:"lastUpdateTime"`
	ModifyTime       Time               `json:"modifyTime"`
	ApprovedTime     Time               `json:"approvedTime"`
	LastRepostTime   Time               `json:"lastRepostTime"`
	ExpireTime       Time               `json:"expireTime"`
	SevenDaysRefunds bool               `json:"sevenDaysRefunds"`
	Extra            Extra              `json:"-"`
}

// ProductStatus is the state of an offer; unknown values occur (reference §4.1.7).
type ProductStatus string

// States of an offer.
const (
	ProductPublished     ProductStatus = "published"
	ProductMemberExpired ProductStatus = "member expired" // with a blank
	ProductAutoExpired   ProductStatus = "auto expired"
	ProductExpired       ProductStatus = "expired" // filter for the two above
	ProductMemberDeleted ProductStatus = "member deleted"
	ProductModified      ProductStatus = "modified"
	ProductNew           ProductStatus = "new"
	ProductDeleted       ProductStatus = "deleted"
	ProductTBD           ProductStatus = "TBD" // to be deleted
	ProductApproved      ProductStatus = "approved"
	ProductAuditing      ProductStatus = "auditing"
	ProductUntread       ProductStatus = "untread" // sic: audit rejected
)

// ProductAttribute is a property of an offer, such as its material.
type ProductAttribute struct {
	AttributeID ID     `json:"attributeID"`
	Name        string `json:"attributeName"`
	ValueID     ID     `json:"valueID"`
	Value       string `json:"value"`
	Custom      bool   `json:"isCustom"`
	Extra       Extra  `json:"-"`
}

// ProductImage lists the pictures of an offer; the first is the main one. The
// paths are relative, see [ImageURL].
type ProductImage struct {
	Images    []string `json:"images"`
	Watermark bool     `json:"isWatermark"`
	Extra     Extra    `json:"-"`
}

// KeyValue is an entry of the many open lists of the platform.
type KeyValue struct {
	Key         string `json:"key"`
	Value       string `json:"value"`
	Description string `json:"description"`
	Extra       Extra  `json:"-"`
}

// ProductSKU is one variant of an offer.
type ProductSKU struct {
	SKUID ID `json:"skuId"` // for pre-orders and price changes
	// SpecID identifies the SKU within its offer, 32 hex digits: for orders and stock changes.
	SpecID         string         `json:"specId"`
	CargoNumber    string         `json:"cargoNumber"` // the seller's code of the SKU
	SKUCode        string         `json:"skuCode"`     // merchant or bar code
	Attributes     []SKUAttribute `json:"attributes"`  // one per dimension, such as colour and size
	AmountOnSale   Decimal        `json:"amountOnSale"`
	Price          Yuan           `json:"price"`       // only with quote type 1
	RetailPrice    Yuan           `json:"retailPrice"` // suggested
	PriceRange     []PriceRange   `json:"priceRange"`  // quote type 3
	ConsignPrice   Yuan           `json:"consignPrice"`
	CPSPrice       Yuan           `json:"cpsSuggestPrice"`
	SamplePrice    Yuan           `json:"takeSamplePrice"`
	PFTPrice       Yuan           `json:"pftPrice"`
	JXHYPrice      Yuan           `json:"jxhyPrice"`
	JXHYPfPrice    Yuan           `json:"jxhyPfPrice"`
	DailyPrice     Yuan           `json:"dailySpecialPrice"`
	EleChannelCost Yuan           `json:"eleXdChannelPrice"`
	Extra          Extra          `json:"-"`
}

// SKUAttribute is the value of a SKU in one dimension.
type SKUAttribute struct {
	AttributeID ID     `json:"attributeID"`
	Name        string `json:"attributeName"`
	DisplayName string `json:"attributeDisplayName"`
	Value       string `json:"attributeValue"`
	ValueID     ID     `json:"attValueID"`
	CustomName  string `json:"customValueName"`
	ImageURL    string `json:"skuImageUrl"`
	Type        int    `json:"attrType"` // 1 or 2
	Extra       Extra  `json:"-"`
}

// PriceRange is a price from a quantity on.
type PriceRange struct {
	StartQuantity  Decimal `json:"startQuantity"`
	Price          Yuan    `json:"price"`
	PromotionPrice Yuan    `json:"promotionPrice"`
	Extra          Extra   `json:"-"`
}

// QuoteType says where the price of an offer stands.
type QuoteType int

// Quote types.
const (
	QuoteByQuantity      QuoteType = 0 // no SKUs, SaleInfo.PriceRanges
	QuoteBySKU           QuoteType = 1 // ProductSKU.Price
	QuoteByOfferQuantity QuoteType = 2 // SKUs, but SaleInfo.PriceRanges
	QuoteBySKUQuantity   QuoteType = 3 // ProductSKU.PriceRange
)

// SaleInfo holds the selling terms of an offer.
type SaleInfo struct {
	SupportOnlineTrade bool         `json:"supportOnlineTrade"` // false: cannot be ordered through the API
	MixWholeSale       bool         `json:"mixWholeSale"`
	SaleType           string       `json:"saleType"` // normal, batch
	PriceAuth          bool         `json:"priceAuth"`
	PriceRanges        []PriceRange `json:"priceRanges"`
	AmountOnSale       Decimal      `json:"amountOnSale"` // stock of all SKUs
	Unit               string       `json:"unit"`
	MinOrderQuantity   int64        `json:"minOrderQuantity"`
	BatchNumber        int64        `json:"batchNumber"` // pieces per lot
	SellUnit           string       `json:"sellunit"`    // name of the lot
	RetailPrice        Yuan         `json:"retailprice"` // lower-case p here
	Tax                string       `json:"tax"`
	QuoteType          QuoteType    `json:"quoteType"`
	ConsignPrice       Yuan         `json:"consignPrice"`
	DeliveryLimit      int          `json:"deliveryLimit"` // days
	InvReduceType      int          `json:"invReduceType"` // stock leaves 1 at the order, 2 at payment
	BeginAmount        int64        `json:"beginAmount"`
	RetailBeginAmount  int64        `json:"retailBeginAmount"`
	Extra              Extra        `json:"-"`
}

// ShippingInfo holds weight, size and freight of an offer.
type ShippingInfo struct {
	UnitWeight        Decimal `json:"unitWeight"` // kg
	SuttleWeight      Decimal `json:"suttleWeight"`
	PackageSize       string  `json:"packageSize"`
	Volume            Decimal `json:"volume"`
	HandlingTime      int     `json:"handlingTime"`
	FreightTemplateID ID      `json:"freightTemplateID"` // 0 described in the text, 1 seller pays
	SendAddressText   string  `json:"sendGoodsAddressText"`
	SendAddressID     ID      `json:"sendGoodsAddressId"`
	Width             Decimal `json:"width"`
	Height            Decimal `json:"height"`
	Length            Decimal `json:"length"`
	OfferSuttleWeight Decimal `json:"offerSuttleWeight"`
	OfferWidth        Decimal `json:"offerWidth"`
	OfferHeight       Decimal `json:"offerHeight"`
	OfferLength       Decimal `json:"offerLength"`
	Extra             Extra   `json:"-"`
}

// BizGroupInfo says whether an offer takes part in a programme.
type BizGroupInfo struct {
	Code        string `json:"code"`
	Description string `json:"description"`
	Support     bool   `json:"support"`
	Extra       Extra  `json:"-"`
}

// ProductReply is the whole answer of product.get and product.simple.get.
type ProductReply struct {
	Product       *Product       `json:"productInfo"`
	BizGroupInfos []BizGroupInfo `json:"bizGroupInfos"`
	ErrMsg        string         `json:"errMsg"`
	Extra         Extra          `json:"-"`
}

// Attribute returns the value of the offer's attribute with that name, such as
// 货号 of older offers, or the empty text.
func (p *Product) Attribute(name string) string {
	for _, a := range p.Attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}
