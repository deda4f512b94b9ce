package open1688

import (
	"context"
	"fmt"
)

// StockMode says how the figures of a [StockRequest] are meant.
type StockMode int

// Stock modes. The platform's own default is the delta; here the mode must be given.
const (
	StockDelta    StockMode = iota + 1 // add the figure, which may be negative
	StockAbsolute                      // set the figure
)

// StockRequest changes what offers have on sale.
type StockRequest struct {
	Mode    StockMode
	Changes []StockChange
}

// StockChange changes one offer: Amount for an offer without SKUs, SKUs otherwise.
type StockChange struct {
	ProductID ID               `json:"productId"`
	Amount    *int64           `json:"productAmountChange,omitempty"`
	SKUs      []SKUStockChange `json:"skuStocks,omitempty"`
}

// SKUStockChange changes one SKU. SpecID is the 32 hex digits, not the numeric
// SKU id, although the platform calls the field skuId (reference §5.2).
type SKUStockChange struct {
	SpecID string `json:"skuId"`
	Change int64  `json:"stockChange"`
}

type stockParams struct {
	Changes []StockChange `param:"productStockChange,required"`
	WebSite string        `param:"webSite"`
	Delta   bool          `param:"increaceModify,always"` // sic
}

func (r stockParams) check() (param, problem string) {
	const name = "productStockChange"
	for _, change := range r.Changes {
		switch {
		case !change.ProductID.Numeric():
			return name, "has an offer id that is not decimal"
		case (change.Amount == nil) == (len(change.SKUs) == 0):
			return name, fmt.Sprintf("must give offer %s either an amount or SKUs", change.ProductID)
		}
		for _, sku := range change.SKUs {
			if sku.SpecID == "" {
				return name, fmt.Sprintf("has a SKU without specId in offer %s", change.ProductID)
			}
			if !r.Delta && sku.Change < 0 {
				return name, fmt.Sprintf("must not set a negative stock in offer %s", change.ProductID)
			}
		}
		if !r.Delta && change.Amount != nil && *change.Amount < 0 {
			return name, fmt.Sprintf("must not set a negative stock in offer %s", change.ProductID)
		}
	}
	return "", ""
}

// StockResult tells what became of one offer of a stock change.
type StockResult struct {
	ProductID ID     `json:"productId"`
	OK        bool   `json:"result"`
	Code      string `json:"code"`
	Desc      string `json:"desc"`
	Extra     Extra  `json:"-"`
}

// StockReply is the whole answer of modifyStock.
type StockReply struct {
	Results []StockResult `json:"result"`
	Extra   Extra         `json:"-"`
}

// ModifyStock changes the stock on sale. It may succeed in part: look at every
// result. Some offers with a single SKU are reported to stay unchanged (§5.2).
// After an unknown outcome an absolute change may be sent again, a delta not
// before the stock has been read.
//
// API com.alibaba.product:alibaba.product.modifyStock-1. Precondition: own offers.
func (s *ProductService) ModifyStock(ctx context.Context, token Token, req StockRequest) ([]StockResult, *Response, error) {
	if req.Mode != StockDelta && req.Mode != StockAbsolute {
		return nil, nil, inputError(&opProductModifyStock, "increaceModify", "needs StockDelta or StockAbsolute")
	}
	var reply StockReply
	resp, err := s.client.call(ctx, &opProductModifyStock, token, stockParams{req.Changes, siteCN, req.Mode == StockDelta}, &reply)
	if err != nil {
		return nil, resp, err
	}
	return reply.Results, resp, nil
}
