package open1688

import "context"

type crossDetailParams struct {
	Detail crossDetailParam `param:"offerDetailParam,required"`
}

type crossDetailParam struct {
	OfferID ID     `json:"offerId"`
	Country string `json:"country"` // a language, in spite of its name
}

func (r crossDetailParams) check() (param, problem string) {
	switch {
	case !r.Detail.OfferID.Numeric():
		return "offerDetailParam", "holds no decimal offer id"
	case r.Detail.Country == "":
		return "offerDetailParam", "holds no language"
	}
	return "", ""
}

// GetCrossDetail returns an offer of the cross-border pool with its prices, the
// supplier anonymised. language is that of the translated texts, such as "en"; the
// Chinese ones come in any case. A missing offer and one outside the pool are
// business errors.
//
// API com.alibaba.fenxiao.crossborder:product.search.queryProductDetail-1. Precondition: a buyer's token, the cross-border solution, an offer of its pool.
func (s *ProductService) GetCrossDetail(ctx context.Context, token Token, id ID, language string) (*CrossDetail, *Response, error) {
	var reply CrossDetailReply
	resp, err := s.client.call(ctx, &opProductGetCrossDetail, token, crossDetailParams{crossDetailParam{id, language}}, &reply)
	if err != nil {
		return nil, resp, err
	}
	if reply.Result.Detail == nil || reply.Result.Detail.OfferID == "" {
		return nil, resp, empty(&opProductGetCrossDetail, "offer")
	}
	return reply.Result.Detail, resp, nil
}

type distributedParams struct {
	OfferID ID `param:"offerId,required"`
}

// distributedReply is the answer of fenxiao.productInfo.get (reference §4.1.3): the
// product model under other names.
type distributedReply struct {
	Product *distributedProduct `json:"productInfo"`
	Extra   Extra               `json:"-"`
}

type distributedProduct struct {
	ProductID       ID                 `json:"productID"`
	CategoryID      ID                 `json:"categoryID"`
	CategoryName    string             `json:"categoryName"`
	Subject         string             `json:"subject"`
	Description     string             `json:"description"`
	Status          ProductStatus      `json:"status"`
	Image           *ProductImage      `json:"productImage"`
	Attributes      []ProductAttribute `json:"productAttribute"`
	SKUs            []ProductSKU       `json:"productSkuInfos"`
	SaleInfo        *SaleInfo          `json:"productSaleInfo"`
	ShippingInfo    *ShippingInfo      `json:"productShippingInfo"`
	ExtendInfos     []KeyValue         `json:"productExtendInfos"`
	CargoNumber     string             `json:"productCargoNumber"`
	SupplierLoginID string             `json:"supplierLoginId"`
	ReferencePrice  string             `json:"referencePrice"`
	MainVideo       string             `json:"mainVedio"` // sic
	Extra           Extra              `json:"-"`
}

// product is the same in the names of the product model.
func (p *distributedProduct) product() *Product {
	return &Product{
		ProductID: p.ProductID, CategoryID: p.CategoryID, CategoryName: p.CategoryName, Subject: p.Subject, Description: p.Description, Status: p.Status,
		Image: p.Image, Attributes: p.Attributes, SKUs: p.SKUs, SaleInfo: p.SaleInfo, ShippingInfo: p.ShippingInfo, ExtendInfos: p.ExtendInfos,
		CargoNumber: p.CargoNumber, SupplierLoginID: p.SupplierLoginID, ReferencePrice: p.ReferencePrice, MainVideo: p.MainVideo, Extra: p.Extra,
	}
}

// GetDistributed returns somebody's offer as those see it who sell it on, with the
// supplier's login id.
//
// API com.alibaba.fenxiao:alibaba.fenxiao.productInfo.get-1. Precondition: a buyer's token, the distribution solution.
func (s *ProductService) GetDistributed(ctx context.Context, token Token, id ID) (*Product, *Response, error) {
	var reply distributedReply
	resp, err := s.client.call(ctx, &opProductGetDistributed, token, distributedParams{id}, &reply)
	if err != nil {
		return nil, resp, err
	}
	if reply.Product == nil || reply.Product.ProductID == "" {
		return nil, resp, empty(&opProductGetDistributed, "offer")
	}
	return reply.Product.product(), resp, nil
}

// GetTraded returns an offer of a supplier the account has bought from before. It has
// no prices but the text of a range.
//
// API com.alibaba.product:alibaba.product.simple.get-1. Precondition: a buyer's token, a former order from the supplier.
func (s *ProductService) GetTraded(ctx context.Context, token Token, id ID) (*Product, *Response, error) {
	var reply ProductReply
	resp, err := s.client.call(ctx, &opProductGetTraded, token, productGetParams{ProductID: id, WebSite: siteCN}, &reply)
	if err != nil {
		return nil, resp, err
	}
	if reply.Product == nil {
		e := empty(&opProductGetTraded, "offer")
		if reply.ErrMsg != "" {
			e.Message = reply.ErrMsg
		}
		return nil, resp, e
	}
	return reply.Product, resp, nil
}
