package open1688

import (
	"context"
	"fmt"
	"iter"
)

const (
	siteCN = "1688" // the constant value of webSite parameters
	// maxPageSize is the platform's limit for own offers, seller orders and pre-orders.
	maxPageSize = 20
	// maxIDList is the number of ids known to work in one batch read; the platform
	// publishes no limit (reference §5.1.2).
	maxIDList = 20
)

// ProductService reads and changes the account's own offers.
type ProductService service

// OrderBy is a sort key of [ProductListRequest].
type OrderBy string

// Sort keys of the offer list.
const (
	OrderByID         OrderBy = "ID"
	OrderByCreateDate OrderBy = "CREATE_DATE"
	OrderByModifyDate OrderBy = "MODIFY_DATE"
	OrderByPostDate   OrderBy = "POST_DATE"
)

// ProductListRequest filters the offer list; the zero value of a field does not filter.
type ProductListRequest struct {
	PageNo           int             `param:"pageNo"`   // from 1
	PageSize         int             `param:"pageSize"` // at most 20
	Statuses         []ProductStatus `param:"statusList"`
	CategoryID       ID              `param:"categoryId"`
	SubjectKey       string          `param:"subjectKey"` // word in the title
	CargoNumber      string          `param:"cargoNumber"`
	ProductIDs       []ID            `param:"productIds"`
	GroupIDs         []ID            `param:"groupIds"` // one shop category
	StartModifyTime  Time            `param:"startModifyTime"`
	EndModifyTime    Time            `param:"endModifyTime"`
	StartPublishTime Time            `param:"startPublishTime"`
	EndPublishTime   Time            `param:"endPublishTime"`
	StartExpiredTime Time            `param:"startExpiredTime"`
	EndExpiredTime   Time            `param:"endExpiredTime"`
	PriceStart       Yuan            `param:"priceStart"`
	PriceEnd         Yuan            `param:"priceEnd"`
	// OrderBy defaults to the platform's choice; a complete walk is only reliable by ID.
	OrderBy            OrderBy `param:"orderByCondition"`
	OrderType          string  `param:"orderByType"` // ASC or DESC
	SupportOnlineTrade *bool   `param:"supportOnlineTrade"`
	PrivateOffer       *bool   `param:"privateOffer"`
	NeedDetail         bool    `param:"needDetail"` // description, SKUs and the like
	NeedFreight        bool    `param:"needFreight"`
	NeedUserCategory   bool    `param:"needUserCategoryInfo"`
}

func (r ProductListRequest) check() (string, string) {
	return checkPage("pageNo", r.PageNo, r.PageSize)
}

func checkPage(name string, page, size int) (param, problem string) {
	switch {
	case page < 0:
		return name, "must not be negative"
	case size < 0 || size > maxPageSize:
		return "pageSize", fmt.Sprintf("must be 1 to %d", maxPageSize)
	}
	return "", ""
}

// ProductPage is one page of the offer list.
type ProductPage struct {
	Products     []Product `json:"resultList"`
	TotalRecords int64     `json:"totalRecords"` // offers over all pages
	PageIndex    int       `json:"pageIndex"`
	SizePerPage  int       `json:"sizePerPage"`
	Extra        Extra     `json:"-"`
}

// ProductListReply is the whole answer of product.list.get.
type ProductListReply struct {
	Result struct {
		Page  ProductPage `json:"pageResult"`
		Extra Extra       `json:"-"`
	} `json:"result"`
	Extra Extra `json:"-"`
}

// List returns one page of own offers. Offers published in the "simple" form are
// never listed.
//
// API com.alibaba.product:alibaba.product.list.get-1. Precondition: a seller's token.
func (s *ProductService) List(ctx context.Context, token Token, req ProductListRequest) (*ProductPage, *Response, error) {
	var reply ProductListReply
	resp, err := s.client.call(ctx, &opProductList, token, req, &reply)
	if err != nil {
		return nil, resp, err
	}
	return &reply.Result.Page, resp, nil
}

// All walks all own offers that match, page by page from req.PageNo on, sorted
// by ID, since no other order survives offers changing meanwhile. After an error
// it yields that error and stops. An offer deleted during the walk can make one
// at a page border slip through; a later walk finds it.
func (s *ProductService) All(ctx context.Context, token Token, req ProductListRequest) iter.Seq2[*Product, error] {
	req.OrderBy, req.OrderType = OrderByID, "ASC"
	if req.PageSize == 0 {
		req.PageSize = maxPageSize
	}
	return pages(&opProductList, req.PageNo, req.PageSize, func(page int) ([]Product, int64, error) {
		req.PageNo = page
		got, _, err := s.List(ctx, token, req)
		if err != nil {
			return nil, 0, err
		}
		return got.Products, got.TotalRecords, nil
	}, func(p *Product) ID { return p.ProductID })
}

// ProductGetRequest asks for one offer.
type ProductGetRequest struct {
	ProductID ID     `param:"productID,required"`
	Scene     string `param:"scene"` // 1688 or lst
}

type productGetParams struct {
	ProductID ID     `param:"productID,required"`
	WebSite   string `param:"webSite"`
	Scene     string `param:"scene"`
}

// Get returns one own offer with everything the platform tells about it; with
// another shop's offer the error has Code [CodeEmpty] or the platform's text.
//
// API com.alibaba.product:alibaba.product.get-1. Precondition: the offer belongs
// to the token's account.
func (s *ProductService) Get(ctx context.Context, token Token, req ProductGetRequest) (*Product, *Response, error) {
	var reply ProductReply
	resp, err := s.client.call(ctx, &opProductGet, token, productGetParams{req.ProductID, siteCN, req.Scene}, &reply)
	if err != nil {
		return nil, resp, err
	}
	if reply.Product == nil {
		e := empty(&opProductGet, "product")
		if reply.ErrMsg != "" {
			e.Message = reply.ErrMsg
		}
		return nil, resp, e
	}
	return reply.Product, resp, nil
}

// ProductBatchReply is the whole answer of product.getByIdList.
type ProductBatchReply struct {
	Products []Product `json:"productList"`
	Extra    Extra     `json:"-"`
}

type productBatchParams struct {
	IDs []ID `param:"productIdList,required"`
}

func (r productBatchParams) check() (string, string) {
	if len(r.IDs) > maxIDList {
		return "productIdList", fmt.Sprintf("must hold at most %d ids", maxIDList)
	}
	for _, id := range r.IDs {
		if !id.Numeric() {
			return "productIdList", fmt.Sprintf("holds %q, which is not a decimal id", clip(string(id), 40))
		}
	}
	return "", ""
}

// ListByID returns several own offers, at most 20 a call. Unknown ids are simply
// missing from the answer.
//
// API com.alibaba.product:alibaba.product.getByIdList-1. Precondition: the offers
// belong to the token's account.
func (s *ProductService) ListByID(ctx context.Context, token Token, ids []ID) ([]Product, *Response, error) {
	var reply ProductBatchReply
	resp, err := s.client.call(ctx, &opProductListByID, token, productBatchParams{ids}, &reply)
	if err != nil {
		return nil, resp, err
	}
	return reply.Products, resp, nil
}
