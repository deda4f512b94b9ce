package open1688

import "context"

// Category is a node of the platform's category tree (reference §4.1.8). Offers
// stand in leaves only.
type Category struct {
	CategoryID        ID              `json:"categoryID"`
	Name              string          `json:"name"`
	Level             int             `json:"level"`
	Leaf              bool            `json:"isLeaf"`
	ParentIDs         []ID            `json:"parentIDs"`
	ChildIDs          []ID            `json:"childIDs"`
	Children          []ChildCategory `json:"childCategorys"` // sic
	MinOrderQuantity  int64           `json:"minOrderQuantity"`
	CategoryType      string          `json:"categoryType"` // "1" market, "2" industrial, "3" mainstream
	SupportProcessing bool            `json:"isSupportProcessing"`
	Extra             Extra           `json:"-"`
}

// ChildCategory is the short form of a child.
type ChildCategory struct {
	ID           ID     `json:"id"`
	Name         string `json:"name"`
	Leaf         bool   `json:"isLeaf"`
	CategoryType string `json:"categoryType"`
	Extra        Extra  `json:"-"`
}

// CategoryReply is the whole answer of category.get.
type CategoryReply struct {
	Categories []Category `json:"categoryInfo"`
	Extra      Extra      `json:"-"`
}

type categoryParams struct {
	CategoryID ID     `param:"categoryID,required"`
	WebSite    string `param:"webSite"`
}

// Category returns a category and its children; id 0 gives the roots.
//
// API com.alibaba.product:alibaba.category.get-1. Precondition: none, no token.
func (s *ProductService) Category(ctx context.Context, id ID) ([]Category, *Response, error) {
	var reply CategoryReply
	resp, err := s.client.call(ctx, &opProductCategory, Token{}, categoryParams{id, siteCN}, &reply)
	if err != nil {
		return nil, resp, err
	}
	return reply.Categories, resp, nil
}
