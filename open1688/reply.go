package open1688

// Some of the answers below have no calls here yet; their decoders judge the
// envelope as a call would. Samples of all of them are in testdata/samples.

// decodeReply judges and decodes the body of an answer with HTTP 200.
func decodeReply[T any](op *Operation, body []byte) (*T, error) {
	if err := judge(op, body); err != nil {
		return nil, err
	}
	out, err := Decode[T](body)
	if err != nil {
		return nil, malformed(op, err)
	}
	return out, nil
}

// Shapes of answers which are decoded but not called.
var (
	replyRefund        = Operation{Namespace: nsTrade, Name: "alibaba.trade.refund.OpQueryOrderRefund", Version: 1, Safe: true, shape: shape{nested: true}}
	replyRefundList    = Operation{Namespace: nsTrade, Name: "alibaba.trade.refund.buyer.queryOrderRefundList", Version: 1, Safe: true, shape: shape{nested: true}}
	replyMixConfig     = Operation{Namespace: nsTrade, Name: "alibaba.trade.OpQueryMarketingMixConfig", Version: 1, Safe: true}
	replyPayWays       = Operation{Namespace: nsTrade, Name: "alibaba.trade.payWay.query", Version: 1, Safe: true}
	replyCrossDetail   = Operation{Namespace: "com.alibaba.fenxiao.crossborder", Name: "product.search.queryProductDetail", Version: 1, Safe: true, shape: shape{nested: true}}
	replySimpleProduct = Operation{Namespace: nsProduct, Name: "alibaba.product.simple.get", Version: 1, Safe: true}
)

// DecodeOrderPage reads an answer of getBuyerOrderList or getSellerOrderList.
func DecodeOrderPage(body []byte) (*OrderPage, error) {
	return decodeReply[OrderPage](&opTradeListBuyer, body)
}

// DecodeOrder reads an answer of get.buyerView or get.sellerView.
func DecodeOrder(body []byte) (*OrderReply, error) {
	return decodeReply[OrderReply](&opTradeGetBuyer, body)
}

// DecodeProduct reads an answer of product.simple.get or product.get.
func DecodeProduct(body []byte) (*ProductReply, error) {
	return decodeReply[ProductReply](&replySimpleProduct, body)
}
