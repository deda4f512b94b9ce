package sandbox1688

import (
	"fmt"
	"slices"
)

// Maxima of the product APIs.
const (
	listPageSize = 20
	batchLimit   = 20 // of getByIdList and modifyStock (assumption U34)
)

func productAPIs() []api {
	const ns = "com.alibaba.product"
	return []api{
		{namespace: ns, name: "alibaba.product.list.get", version: 1, auth: true, fail: failE2, run: productList},
		{namespace: ns, name: "alibaba.product.get", version: 1, auth: true, required: []string{"productID", "webSite"}, fail: failE6, run: productGet},
		{namespace: ns, name: "alibaba.product.getByIdList", version: 1, auth: true, required: []string{"productIdList"}, fail: failE2, run: productByIDs},
		{namespace: ns, name: "alibaba.category.get", version: 1, required: []string{"categoryID"}, fail: failE8, run: categoryGet},
	}
}

type productPage struct {
	e2
	Result struct {
		PageResult struct {
			ResultList   []productInfo `json:"resultList"`
			TotalRecords int           `json:"totalRecords"`
			PageIndex    int64         `json:"pageIndex"`
			SizePerPage  int64         `json:"sizePerPage"`
		} `json:"pageResult"`
	} `json:"result"`
}

// productList is alibaba.product.list.get (§5.1.1).
func productList(c *call) (any, error) {
	a := c.args()
	page, size, over := a.paging("pageNo", listPageSize, c.s.switches.ClampPageSize)
	f := newOfferFilter(a)
	detail := a.flag("needDetail")
	if a.err != nil {
		return nil, a.err
	}
	if over {
		return failE2(errParamWrong, fmt.Sprintf("pageSize不能超过%d", listPageSize)), nil
	}
	ids := f.apply(c.s.cat, c.acct.LoginID)
	out := productPage{e2: e2{Success: true}}
	list := &out.Result.PageResult
	list.TotalRecords, list.PageIndex, list.SizePerPage = len(ids), page, size
	list.ResultList = []productInfo{}
	for _, id := range pageOf(ids, page, size) {
		o := c.s.cat.find(id)
		switch {
		case o == nil:
		case detail:
			list.ResultList = append(list.ResultList, c.whole(o))
		default:
			list.ResultList = append(list.ResultList, c.light(o))
		}
	}
	return out, nil
}

// pageOf cuts the page out of ids; a page past the end is empty.
func pageOf[T any](list []T, page, size int64) []T {
	n := int64(len(list))
	if page > n/size+1 {
		return nil
	}
	from := min((page-1)*size, n)
	return list[from:min(from+size, n)]
}

type productReply struct {
	ProductInfo   *productInfo `json:"productInfo,omitempty"`
	BizGroupInfos []bizGroup   `json:"bizGroupInfos"`
}

type bizGroup struct {
	Code        string `json:"code"`
	Description string `json:"description"`
	Support     bool   `json:"support"`
}

// productGet is alibaba.product.get (§5.1.2): own offers only.
func productGet(c *call) (any, error) {
	a := c.args()
	id := a.long("productID")
	if a.err != nil {
		return nil, a.err
	}
	o := c.s.cat.find(id)
	if o == nil || o.Seller != c.acct.LoginID {
		return failE6("", fmt.Sprintf("商品[%d]不存在", id)), nil
	}
	p := c.whole(o)
	return productReply{&p, []bizGroup{{"isRetailOffer", "零售通", false}, {"isMicroSupply", "微供商品", o.Mix}}}, nil
}

type productsReply struct {
	e2
	ProductList []productInfo `json:"productList"`
}

// productByIDs is alibaba.product.getByIdList; ids that are not the owner's are
// left out of the answer.
func productByIDs(c *call) (any, error) {
	a := c.args()
	ids := a.longs("productIdList")
	if a.err != nil {
		return nil, a.err
	}
	if len(ids) > batchLimit {
		return failE2(errParamWrong, fmt.Sprintf("productIdList不能超过%d个", batchLimit)), nil
	}
	out := productsReply{e2{Success: true}, []productInfo{}}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		if o := c.s.cat.find(id); o != nil && o.Seller == c.acct.LoginID {
			out.ProductList = append(out.ProductList, c.whole(o))
		}
	}
	return out, nil
}

type categoryReply struct {
	e8
	CategoryInfo []categoryInfo `json:"categoryInfo"`
}

type categoryInfo struct {
	CategoryID          int64           `json:"categoryID"`
	Name                string          `json:"name"`
	Level               int             `json:"level"`
	IsLeaf              bool            `json:"isLeaf"`
	ParentIDs           []int64         `json:"parentIDs"`
	ChildIDs            []int64         `json:"childIDs"`
	ChildCategorys      []childCategory `json:"childCategorys"`
	MinOrderQuantity    int64           `json:"minOrderQuantity"`
	CategoryType        string          `json:"categoryType"`
	IsSupportProcessing bool            `json:"isSupportProcessing"`
}

type childCategory struct {
	ID           int64  `json:"id"`
	Name         string `json:"name"`
	IsLeaf       bool   `json:"isLeaf"`
	CategoryType string `json:"categoryType"`
}

// categoryGet is alibaba.category.get (§4.1.8); 0 asks for the roots.
func categoryGet(c *call) (any, error) {
	a := c.args()
	id := a.long("categoryID")
	if a.err != nil {
		return nil, a.err
	}
	node := categories[id]
	if node == nil {
		return failE8("500_1", fmt.Sprintf("类目[%d]不存在", id)), nil
	}
	out := categoryReply{e8: e8{Succes: "true"}}
	asked := []int64{id}
	if id == 0 {
		asked = node.children
	}
	for _, id := range asked {
		n := categories[id]
		info := categoryInfo{
			CategoryID: n.id, Name: n.name, Level: n.level, IsLeaf: len(n.children) == 0, ParentIDs: []int64{n.parent},
			ChildIDs: append([]int64{}, n.children...), ChildCategorys: []childCategory{}, MinOrderQuantity: 1, CategoryType: "1",
		}
		for _, child := range n.children {
			k := categories[child]
			info.ChildCategorys = append(info.ChildCategorys, childCategory{k.id, k.name, len(k.children) == 0, "1"})
		}
		out.CategoryInfo = append(out.CategoryInfo, info)
	}
	return out, nil
}
