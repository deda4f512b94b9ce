package sandbox1688

import "fmt"

func stockAPIs() []api {
	return []api{{
		namespace: "com.alibaba.product", name: "alibaba.product.modifyStock", version: 1, auth: true,
		required: []string{"productStockChange", "webSite"}, fail: failE1, run: modifyStock,
	}}
}

type stockChange struct {
	ProductID           flexInt  `json:"productId"`
	ProductAmountChange *flexInt `json:"productAmountChange"`
	SkuStocks           []struct {
		SkuID       flexString `json:"skuId"` // in truth the specId
		StockChange flexInt    `json:"stockChange"`
	} `json:"skuStocks"`
}

type stockReply struct {
	e1
	Result []stockResult `json:"result"`
}

type stockResult struct {
	ProductID int64  `json:"productId"`
	Result    bool   `json:"result"`
	Code      string `json:"code,omitempty"`
	Desc      string `json:"desc,omitempty"`
}

// modifyStock is alibaba.product.modifyStock (§5.2). Each offer succeeds or fails by
// itself; within one offer all SKUs change or none.
func modifyStock(c *call) (any, error) {
	a := c.args()
	var changes []stockChange
	a.json("productStockChange", &changes)
	delta := true
	if v := a.boolean("increaceModify"); v != nil { // sic
		delta = *v
	}
	if a.err != nil {
		return nil, a.err
	}
	if len(changes) == 0 {
		return failE1(errParamMissing, "productStockChange不能为空"), nil
	}
	if len(changes) > batchLimit {
		return failE1(errParamWrong, fmt.Sprintf("一次最多修改%d个商品", batchLimit)), nil
	}
	out := stockReply{e1: e1{Success: true}}
	for _, change := range changes {
		r := stockResult{ProductID: int64(change.ProductID), Result: true, Code: "200"}
		if code, text := c.changeStock(change, delta); code != "" {
			r.Result, r.Code, r.Desc = false, code, text
		}
		out.Result = append(out.Result, r)
	}
	return out, nil
}

func (c *call) changeStock(change stockChange, delta bool) (code, text string) {
	o := c.s.cat.find(int64(change.ProductID))
	if o == nil || o.Seller != c.acct.LoginID {
		return "PRODUCT_NOT_EXIST", "商品不存在"
	}
	next := o.clone()
	apply := func(now, by int64) (int64, bool) {
		if delta {
			by += now
		}
		return by, by >= 0 && by <= maxStock
	}
	ok := true
	switch {
	case len(o.SKUs) == 0 && change.ProductAmountChange != nil && len(change.SkuStocks) == 0:
		next.Stock, ok = apply(o.Stock, int64(*change.ProductAmountChange))
	case len(o.SKUs) > 0 && len(change.SkuStocks) > 0:
		for _, s := range change.SkuStocks {
			sku := next.skuBySpec(string(s.SkuID))
			if sku == nil {
				return "SKU_NOT_EXIST", "规格不存在：" + string(s.SkuID)
			}
			var fine bool
			sku.Stock, fine = apply(sku.Stock, int64(s.StockChange))
			ok = ok && fine
		}
	case len(o.SKUs) > 0:
		return errParamMissing, "有规格的商品必须传skuStocks"
	default:
		return errParamMissing, "无规格的商品必须传productAmountChange"
	}
	if !ok {
		return "STOCK_INVALID", "库存不能小于0"
	}
	next.Modified = c.now
	c.s.cat.own[o.ID] = next
	c.s.offerChanged(o, next, c.now)
	return "", ""
}
