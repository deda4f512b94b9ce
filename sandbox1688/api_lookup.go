package sandbox1688

import (
	"fmt"
	"net/url"
	"slices"
)

const maxPushed = 20 // ids of one syncProductListPushed

func lookupAPIs() []api {
	const product, trade = "com.alibaba.product", "com.alibaba.trade"
	id := []string{"productId"}
	return []api{
		{namespace: "com.alibaba.fenxiao.crossborder", name: "product.search.queryProductDetail", version: 1, auth: true, required: []string{"offerDetailParam"}, fail: failE3, run: crossDetail},
		{namespace: product, name: "alibaba.product.simple.get", version: 1, auth: true, required: []string{"productID", "webSite"}, fail: failE6, run: simpleGet},
		{namespace: product, name: "alibaba.cross.productInfo", version: 1, auth: true, required: id, fail: failE2, run: crossInfo},
		{namespace: "com.alibaba.product.push", name: "alibaba.cross.syncProductListPushed", version: 1, auth: true, required: []string{"productIdList"}, fail: failPushed, run: pushProducts},
		{namespace: "com.alibaba.fenxiao", name: "alibaba.fenxiao.productInfo.get", version: 1, auth: true, required: []string{"offerId"}, fail: failE2, run: fenxiaoInfo},
		{namespace: product, name: "alibaba.product.follow", version: 1, auth: true, required: id, fail: failFollow, run: follow},
		{namespace: product, name: "alibaba.product.follow.crossborder", version: 1, auth: true, required: id, fail: failFollow, run: follow},
		{namespace: product, name: "alibaba.product.unfollow.crossborder", version: 1, auth: true, required: id, fail: failFollow, run: unfollow},
		{namespace: trade, name: "alibaba.trade.OpQueryMarketingMixConfig", version: 1, auth: true, fail: failE1, run: mixConfig},
		{namespace: "com.alibaba.account", name: "account.wangwangUrl.get", version: 1, auth: true, required: []string{"toOpenUid"}, fail: failE3, run: wangwangURL},
	}
}

// simpleGet is alibaba.product.simple.get (§4.1.1): offers of sellers the caller has
// bought from, without prices but for the text of a range.
func simpleGet(c *call) (any, error) {
	a := c.args()
	id := a.long("productID")
	if a.err != nil {
		return nil, a.err
	}
	o := c.s.cat.find(id)
	switch {
	case o == nil || o.Status == statusDeleted || o.Status == statusMemberDeleted:
		return failE6("", fmt.Sprintf("商品[%d]不存在", id)), nil
	case !c.tradedWith(o.Seller):
		return failE6("", fmt.Sprintf("与商品[%d]的供应商没有交易关系", id)), nil
	}
	p := c.light(o)
	p.Description = o.Description
	p.Image = &productImage{o.Images}
	p.ReferencePrice = o.priceText()
	for i := range o.SKUs {
		k := skuOf(o, &o.SKUs[i])
		k.Price, k.RetailPrice, k.PriceRange = 0, 0, nil
		p.SkuInfos = append(p.SkuInfos, k)
	}
	return productReply{&p, []bizGroup{{"isRetailOffer", "零售通", false}, {"isMicroSupply", "微供商品", o.Mix}}}, nil
}

// tradedWith tells whether the caller has ever paid the seller.
func (c *call) tradedWith(seller string) bool {
	return slices.ContainsFunc(c.s.sales.byBuyer[c.acct.LoginID], func(id int64) bool {
		o := c.s.sales.byID[id]
		return o.Seller == seller && !o.Paid.IsZero()
	})
}

type crossInfoReply struct {
	e2
	ProductInfo productInfo `json:"productInfo"`
}

// crossInfo is alibaba.cross.productInfo (§4.1.2): offers the caller has put on its list.
func crossInfo(c *call) (any, error) {
	a := c.args()
	id := a.long("productId")
	if a.err != nil {
		return nil, a.err
	}
	o := c.s.cat.find(id)
	switch {
	case !slices.Contains(c.acct.Pushed, id):
		return failE2("400_3", fmt.Sprintf("商品[%d]未推送，无权查看", id)), nil
	case o == nil || o.Status == statusDeleted:
		return failE2("500_1", fmt.Sprintf("商品[%d]不存在", id)), nil
	}
	return crossInfoReply{e2{Success: true}, c.whole(o)}, nil
}

type pushedReply struct {
	Result pushedResult `json:"result"`
}

type pushedResult struct {
	e1Short
	Info string `json:"info,omitempty"`
}

func (e pushedReply) failure() (code, text string) { return e.Result.ErrorCode, e.Result.ErrorMsg }

func failPushed(code, message string) any {
	return pushedReply{pushedResult{e1Short: e1Short{false, code, message}}}
}

// pushProducts is alibaba.cross.syncProductListPushed (§4.1.2).
func pushProducts(c *call) (any, error) {
	a := c.args()
	ids := a.longs("productIdList")
	switch {
	case a.err != nil:
		return nil, a.err
	case len(ids) == 0 || len(ids) > maxPushed:
		return failPushed(errParamWrong, fmt.Sprintf("一次推送1到%d个商品", maxPushed)), nil
	}
	for _, id := range ids {
		if o := c.s.cat.find(id); o == nil || o.NotCrossBorder {
			return failPushed("500_1", fmt.Sprintf("商品[%d]不存在或不支持跨境", id)), nil
		}
	}
	c.acct.Pushed = union(c.acct.Pushed, ids)
	return pushedReply{pushedResult{e1Short: e1Short{Success: true}}}, nil
}

// union adds what is not there yet, in a list of its own.
func union(list, more []int64) []int64 {
	list = slices.Clone(list)
	for _, id := range more {
		if !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// followReply has 0 for success.
type followReply struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (e followReply) failure() (code, text string) {
	if e.Code == 0 {
		return "", ""
	}
	return fmt.Sprint(e.Code), e.Message
}

func failFollow(code, message string) any { return followReply{500, code + " " + message} }

// follow is alibaba.product.follow and its cross-border twin (§4.1.5).
func follow(c *call) (any, error) {
	a := c.args()
	id := a.long("productId")
	switch {
	case a.err != nil:
		return nil, a.err
	case c.s.cat.find(id) == nil:
		return followReply{404, "商品不存在"}, nil
	}
	c.acct.Followed = union(c.acct.Followed, []int64{id})
	return followReply{0, "success"}, nil
}

func unfollow(c *call) (any, error) {
	a := c.args()
	id := a.long("productId")
	if a.err != nil {
		return nil, a.err
	}
	c.acct.Followed = slices.DeleteFunc(slices.Clone(c.acct.Followed), func(other int64) bool { return other == id })
	return followReply{0, "success"}, nil
}

type mixReply struct {
	e1
	Result *mixRule `json:"result,omitempty"`
}

// mixRule has its amount in yuan.
type mixRule struct {
	GeneralHunpi bool   `json:"generalHunpi"`
	MixAmount    yuan   `json:"mixAmount"`
	MixNumber    int64  `json:"mixNumber"`
	MemberID     string `json:"memberId"`
	GmtCreate    date   `json:"gmtCreate"`
	GmtModified  date   `json:"gmtModified"`
}

// mixConfig is alibaba.trade.OpQueryMarketingMixConfig (§4.1.9).
func mixConfig(c *call) (any, error) {
	a := c.args()
	member, login := a.text("sellerMemberId"), a.text("sellerLoginId")
	if member == "" && login == "" {
		return failE1("500_1", "sellerMemberId和sellerLoginId不能同时为空"), nil
	}
	at := slices.IndexFunc(c.s.accounts, func(k *Account) bool {
		return k.Seller && (member == "" || k.MemberID == member) && (login == "" || k.LoginID == login)
	})
	if at < 0 {
		return failE1("500_1", "卖家不存在"), nil
	}
	k := c.s.accounts[at]
	return mixReply{e1{Success: true}, &mixRule{
		k.MixAmount > 0 || k.MixPieces > 0, yuan(k.MixAmount), k.MixPieces, k.MemberID, c.date(seedStart), c.date(seedStart),
	}}, nil
}

// wangwangURL is account.wangwangUrl.get (§4.10): a link to chat with whom the app
// knows by its openUid.
func wangwangURL(c *call) (any, error) {
	uid := c.args().text("toOpenUid")
	at := slices.IndexFunc(c.s.accounts, func(k *Account) bool { return openUID(c.app.Key, k.UserID) == uid })
	if at < 0 {
		return failE3("500_1", "openUid不存在"), nil
	}
	link := "https://air.1688.com/app/ocms-fusion-components-1688/def_cbu_web_im/index.html?touid=cnalichn" +
		url.QueryEscape(c.s.accounts[at].LoginID) + "&siteid=cnalichn&status=2&portalId=&gid=&offerId=&itemsId=&spmid="
	return e3[string]{e3Body[string]{e2{Success: true}, link}}, nil
}
