package open1688

// CrossDetailReply is the whole answer of queryProductDetail (reference §4.1.4).
type CrossDetailReply struct {
	Result struct {
		Detail *CrossDetail `json:"result"`
		Extra  Extra        `json:"-"`
	} `json:"result"`
	Extra Extra `json:"-"`
}

// CrossDetail is an offer as the cross-border API shows it: translated, with the
// supplier anonymised. Prices are text in yuan.
type CrossDetail struct {
	OfferID          ID               `json:"offerId"`
	CategoryID       ID               `json:"categoryId"`
	TopCategoryID    ID               `json:"topCategoryId"`
	SecondCategoryID ID               `json:"secondCategoryId"`
	ThirdCategoryID  ID               `json:"thirdCategoryId"`
	CategoryName     string           `json:"categoryName"`
	Subject          string           `json:"subject"`
	SubjectTrans     string           `json:"subjectTrans"`
	Description      string           `json:"description"` // HTML
	MainVideo        string           `json:"mainVideo"`
	DetailVideo      string           `json:"detailVideo"`
	Image            *CrossImage      `json:"productImage"`
	ImageList        []string         `json:"imageList"`
	Attributes       []CrossAttribute `json:"productAttribute"` // one entry per value: names repeat
	SKUs             []CrossSKU       `json:"productSkuInfos"`
	SaleInfo         *CrossSaleInfo   `json:"productSaleInfo"`
	ShippingInfo     *CrossShipping   `json:"productShippingInfo"`
	MinOrderQuantity int64            `json:"minOrderQuantity"`
	BatchNumber      int64            `json:"batchNumber"` // order quantities must be its multiples
	Status           ProductStatus    `json:"status"`
	MixSetting       *MixConfig       `json:"sellerMixSetting"`
	SellerOpenID     string           `json:"sellerOpenId"`
	CompanyName      string           `json:"companyName"`
	PromotionURL     string           `json:"promotionUrl"`
	CreateDate       Time             `json:"createDate"`
	SoldOut          string           `json:"soldOut"`
	TradeScore       Decimal          `json:"tradeScore"`
	IsJXHY           bool             `json:"isJxhy"`
	IsSelect         bool             `json:"isSelect"`
	Tags             []KeyValue       `json:"tagInfoList"`
	CargoNumber      string           `json:"productCargoNumber"`
	Extra            Extra            `json:"-"`
}

// CrossImage holds absolute picture addresses.
type CrossImage struct {
	Images     []string `json:"images"`
	WhiteImage string   `json:"whiteImage"`
	Extra      Extra    `json:"-"`
}

// CrossAttribute is one value of an attribute of an offer or SKU.
type CrossAttribute struct {
	AttributeID ID     `json:"attributeId"`
	Name        string `json:"attributeName"`
	NameTrans   string `json:"attributeNameTrans"`
	Value       string `json:"value"`
	ValueTrans  string `json:"valueTrans"`
	SKUImageURL string `json:"skuImageUrl"`
	Extra       Extra  `json:"-"`
}

// CrossSKU is a SKU with its prices. Price is absent when the offer is priced by
// quantity, and sometimes only PromotionPrice is there.
type CrossSKU struct {
	SKUID          ID               `json:"skuId"`
	SpecID         string           `json:"specId"`
	CargoNumber    string           `json:"cargoNumber"`
	AmountOnSale   Decimal          `json:"amountOnSale"`
	Price          Yuan             `json:"price"`
	PromotionPrice Yuan             `json:"promotionPrice"`
	ConsignPrice   Yuan             `json:"consignPrice"`
	JXHYPrice      Yuan             `json:"jxhyPrice"`
	PfJXHYPrice    Yuan             `json:"pfJxhyPrice"`
	RetailPrice    Yuan             `json:"retailPrice"`
	FenxiaoPrice   *FenxiaoPrice    `json:"fenxiaoPriceInfo"`
	Attributes     []CrossAttribute `json:"skuAttributes"`
	Extra          Extra            `json:"-"`
}

// FenxiaoPrice holds the distribution prices.
type FenxiaoPrice struct {
	OnePiecePrice       Yuan    `json:"onePiecePrice"`
	OfferPrice          Yuan    `json:"offerPrice"`
	OnePieceFreePostage bool    `json:"onePieceFreePostage"`
	StartQuantity       Decimal `json:"startQuantity"`
	Extra               Extra   `json:"-"`
}

// CrossSaleInfo holds the selling terms.
type CrossSaleInfo struct {
	AmountOnSale Decimal       `json:"amountOnSale"`
	PriceRanges  []PriceRange  `json:"priceRangeList"`
	QuoteType    QuoteType     `json:"quoteType"`
	ConsignPrice Yuan          `json:"consignPrice"`
	JXHYPrice    Yuan          `json:"jxhyPrice"`
	Unit         *CrossUnit    `json:"unitInfo"`
	Fenxiao      *FenxiaoPrice `json:"fenxiaoSaleInfo"`
	Extra        Extra         `json:"-"`
}

// CrossUnit is the selling unit and its translation.
type CrossUnit struct {
	Unit      string `json:"unit"`
	TransUnit string `json:"transUnit"`
	Extra     Extra  `json:"-"`
}

// CrossShipping holds weight (kg) and size (cm) of an offer.
type CrossShipping struct {
	SendAddressText string            `json:"sendGoodsAddressText"`
	Weight          Decimal           `json:"weight"`
	Width           Decimal           `json:"width"`
	Height          Decimal           `json:"height"`
	Length          Decimal           `json:"length"`
	SKUGrams        []CrossSKUPackage `json:"skuShippingInfoList"` // weights in grams
	SKUKilograms    []CrossSKUPackage `json:"skuShippingDetails"`  // weights in kilograms
	TimeGuarantee   string            `json:"shippingTimeGuarantee"`
	SizeSource      string            `json:"pkgSizeSource"`
	Extra           Extra             `json:"-"`
}

// CrossSKUPackage is the parcel of one SKU. The unit of its weight depends on the
// list it stands in.
type CrossSKUPackage struct {
	SKUID  ID      `json:"skuId"`
	SpecID string  `json:"specId"`
	Weight Decimal `json:"weight"`
	Width  Decimal `json:"width"`
	Height Decimal `json:"height"`
	Length Decimal `json:"length"`
	Extra  Extra   `json:"-"`
}

// DecodeCrossDetail reads an answer of queryProductDetail; a missing offer is a
// business error.
func DecodeCrossDetail(body []byte) (*CrossDetailReply, error) {
	return decodeReply[CrossDetailReply](&replyCrossDetail, body)
}
