package open1688

import (
	"testing"
	"time"
)

// officialSamples holds a row for each sample of the official documentation.
func officialSamples() map[string]sample {
	const trade, logistics, product = "com.alibaba.trade.", "com.alibaba.logistics.", "com.alibaba.product."
	return map[string]sample{
		trade + "alibaba.trade.get.buyerView-1": as(DecodeOrder, func(t *testing.T, got *OrderReply) {
			base := got.Order.BaseInfo
			want(t, "number id", base.ID, "58218860983545944") // damaged on the page itself
			want(t, "text id", base.OrderID(), "58218860983545941")
			want(t, "create time", base.CreateTime.UTC().Format(time.DateTime), "2017-09-14 06:17:08")
			want(t, "total", fen(t, base.TotalAmount), 615)
			want(t, "discount", base.Discount, 0)
			want(t, "foreign line", got.Order.Lines[0].LineID(), "128403042259997715")
			want(t, "pay expiry", got.Order.Lines[0].GmtPayExpire.UTC().Format(time.DateTime), "2018-02-07 07:27:58")
			want(t, "phase amount", fen(t, got.Order.TradeTerms[0].Amount), 615)
			want(t, "parcel type", got.Order.NativeLogistics.Items[0].Type, "2")
		}),
		trade + "alibaba.trade.getBuyerOrderList-1": as(DecodeOrderPage, func(t *testing.T, got *OrderPage) {
			base := got.Orders[0].BaseInfo
			want(t, "text id sent as number", base.OrderID(), "196965465451498520")
			want(t, "discount in cents", base.Discount, -3989)
			want(t, "total in yuan", fen(t, base.TotalAmount), 1)
			want(t, "status", base.Status, OrderCancel)
			want(t, "pay time of a cancelled order", got.Orders[0].TradeTerms[0].PayTime.IsZero(), false)
			want(t, "line discount", got.Orders[0].Lines[0].EntryDiscount, -3989)
			want(t, "total records", got.TotalRecord, 537)
		}),
		trade + "alibaba.createOrder.preview-1": as(DecodePreview, func(t *testing.T, got *PreviewReply) {
			want(t, "sum in cents", got.Orders[0].SumPayment, 4400)
			want(t, "line in yuan", fen(t, got.Orders[0].Cargo[0].Amount), 3600)
			want(t, "sum without freight", got.Orders[0].SumPaymentNoCarriage, fen(t, got.Orders[0].Cargo[0].Amount))
			want(t, "trade mode", got.Orders[0].TradeModeNames[0], "nzassure")
		}),
		trade + "alibaba.trade.receiveAddress.get-1": as(DecodeAddresses, func(t *testing.T, got *AddressListReply) {
			want(t, "entries", len(got.Result.Addresses), 4)
			want(t, "trailing blank", got.Result.Addresses[2].FullName, "eeee ")
			want(t, "two parts", got.Result.Addresses[3].AddressCodeText, "广东省 东莞市")
		}),
		trade + "alibaba.trade.createCrossOrder-1": as(DecodeCreateOrder, func(t *testing.T, got *CreateOrderReply) {
			want(t, "orders in spite of success false", len(got.Created()), 1)
			want(t, "id", got.Created()[0].OrderID, "87407346014789305")
			want(t, "amount", got.Created()[0].OrderAmount, 156800)
		}),
		trade + "alibaba.trade.createCrossOrder-1.accountPeriod": as(DecodeCreateOrder, func(t *testing.T, got *CreateOrderReply) {
			want(t, "id", got.Created()[0].OrderID, "87407346015789305")
			want(t, "period", got.AccountPeriod.TapDate, 360)
		}),
		trade + "alibaba.trade.createCrossOrder-1.several": as(DecodeCreateOrder, func(t *testing.T, got *CreateOrderReply) {
			want(t, "orders", len(got.Created()), 2)
			want(t, "amount with freight", got.Created()[0].OrderAmount, got.Created()[0].GoodsPayment+got.Created()[0].PostFee)
		}),
		trade + "alibaba.trade.cancel-1": as(decodeCall[Acknowledged](&opTradeCancel), func(t *testing.T, got *Acknowledged) {
			want(t, "success", got.Success, true)
		}),
		trade + "alibaba.alipay.url.get-1": as(DecodePayURL, func(t *testing.T, got *PayURLReply) {
			want(t, "link", got.PayURL, "https://trade.1688.com/order/cashier.htm?orderId=154051432607498520;151923545459498520")
		}),
		trade + "alibaba.alipay.url.get-1.single": as(DecodePayURL, func(t *testing.T, got *PayURLReply) {
			want(t, "link", got.PayURL, "https://trade.1688.com/order/cashier.htm?orderId=151923545459498520")
		}),
		trade + "alibaba.trade.payWay.query-1": as(DecodePayWays, func(t *testing.T, got *PayWaysReply) {
			want(t, "fee", got.Result.PayFee, 32120)
			want(t, "number as code", got.Result.Channels[0].Code, "1")
			want(t, "time-out", got.Result.Timeout.UTC().Format(time.DateTime), "2018-11-04 06:00:45")
		}),
		trade + "alibaba.trade.pay.protocolPay.isopen-1": as(DecodePayAgreements, func(t *testing.T, got *PayAgreementsReply) {
			alipay := got.Result.Result.Agreements[1]
			want(t, "bound, sent as text", alipay.Bound, true)
			want(t, "open", alipay.Open(), false)
		}),
		trade + "alibaba.trade.addresscode.parse-1": as(DecodeParsedAddress, func(t *testing.T, got *ParsedAddressReply) {
			want(t, "code", got.Result.AddressCode, "330108")
		}),
		trade + "alibaba.trade.OpQueryMarketingMixConfig-1": as(DecodeMixConfig, func(t *testing.T, got *MixConfigReply) {
			want(t, "amount", got.Result.MixAmount, "10")
			want(t, "rule", got.Result.GeneralMix, true)
		}),
		trade + "alibaba.trade.refund.OpQueryOrderRefund-1": as(DecodeRefund, func(t *testing.T, got *RefundReply) {
			refund := got.Result.Refund
			want(t, "misspelt description", refund.Operations[2].Description[:12], "退款诉求")
			want(t, "dispute request", refund.DisputeRequest, 3)
			want(t, "line is not the order", refund.OrderEntryIDs[0] == refund.OrderID, false)
			want(t, "count", refund.OrderEntryCounts["151267031009969811"], "2")
			want(t, "payment in cents", refund.ApplyPayment, 1)
		}),
		trade + "alibaba.trade.refund.buyer.queryOrderRefundList-1": as(DecodeRefundList, func(t *testing.T, got *RefundListReply) {
			want(t, "page", got.Result.Page, 0)
			want(t, "sub reason", got.Result.Refunds[0].ApplySubReasonID, "-1")
			want(t, "status", got.Result.Refunds[0].Status, "refundclose")
		}),
		logistics + "alibaba.trade.getLogisticsInfos.buyerView-1": as(DecodeLogistics, func(t *testing.T, got *LogisticsReply) {
			want(t, "no waybill", got.Parcels[0].BillNo, "")
			want(t, "company", got.Parcels[0].CompanyID, "8")
			want(t, "status", got.Parcels[0].Status, "SIGN")
		}),
		logistics + "alibaba.trade.getLogisticsTraceInfo.buyerView-1": as(DecodeTraces, func(t *testing.T, got *TraceReply) {
			want(t, "steps", len(got.Traces[0].Steps), 9)
			want(t, "first step", got.Traces[0].Steps[0].AcceptTime.UTC().Format(time.DateTime), "2018-07-24 13:55:33")
		}),
		logistics + "alibaba.logistics.OpDeliverySendOrder.offline-1": as(decodeCall[ShipmentReply](&opLogisticsOffline), func(t *testing.T, got *ShipmentReply) {
			want(t, "number as source", got.Result.SendGoods[0].SourceID, "206026099675498520")
			want(t, "logistics id", got.Result.LogisticsID, "ZX113988430670174")
		}),
		product + "alibaba.product.simple.get-1": as(DecodeProduct, func(t *testing.T, got *ProductReply) {
			want(t, "SKUs", len(got.Product.SKUs), 3)
			want(t, "no price", got.Product.SKUs[0].Price, "")
			want(t, "spec", got.Product.SKUs[0].SpecID, "e59a659a891496dc81829ef0e5b34d12")
			want(t, "groups", len(got.BizGroupInfos), 2)
			want(t, "picture", ImageURL(got.Product.Image.Images[0]), "https://cbu01.alicdn.com/img/ibank/2015/027/083/2685380720_409073960.jpg")
		}),
		product + "alibaba.category.get-1": as(decodeCall[CategoryReply](&opProductCategory), func(t *testing.T, got *CategoryReply) {
			want(t, "categories", len(got.Categories), 0)
		}),
		"com.alibaba.fenxiao.crossborder.product.search.queryProductDetail-1": as(DecodeCrossDetail, func(t *testing.T, got *CrossDetailReply) {
			detail := got.Result.Detail
			want(t, "placeholder price", detail.SKUs[0].Price, "价格")
			want(t, "placeholder is no price", detail.SKUs[0].Price.Valid(), false)
			want(t, "create date", detail.CreateDate.UTC().Format(time.DateTime), "2024-05-23 16:00:00")
			want(t, "isSelect as text", detail.IsSelect, true)
			want(t, "isJxhy as boolean", detail.IsJXHY, true)
			want(t, "weight", detail.ShippingInfo.Weight, "200.0")
			want(t, "tag", detail.Tags[0].Value, "true")
			want(t, "unknown field", string(detail.Extra["traceInfo"]), `"object_id@620201390233^object_type@offer"`)
		}),
		"com.alibaba.account.alibaba.account.basic-1": as(decodeCall[AccountReply](&opAccountBasic), func(t *testing.T, got *AccountReply) {
			want(t, "type as text", got.Result.MemberBizType, "PERSONAL")
			want(t, "user", got.Result.UserID, "1623492085")
		}),
		"cn.alibaba.open.push.query.messageList-1": as(decodeCall[MessageListReply](&opPushList), func(t *testing.T, got *MessageListReply) {
			want(t, "data is an object", string(got.Page.Messages[0].Data[:1]), "{")
			want(t, "total", got.Page.TotalCount, 1)
			want(t, "born", got.Page.Messages[0].Born.UTC().Format(time.DateTime), "2014-05-07 08:48:04")
		}),
		"topic.ORDER_BUYER_VIEW_ORDER_PAY": as(Decode[OrderEvent], func(t *testing.T, got *OrderEvent) {
			want(t, "order", got.OrderID, "167539019420540000")
			want(t, "sent", got.SentAt.UTC().Format(time.DateTime), "2018-05-30 11:34:27")
		}),
		"topic.PRODUCT_PRODUCT_INVENTORY_CHANGE": as(Decode[InventoryEvent], func(t *testing.T, got *InventoryEvent) {
			want(t, "change", got.Changes[0].Quantity, "-10")
			want(t, "quoted time", got.Changes[0].BizTime.UnixMilli(), 1564984329147)
		}),
		"topic.LOGISTICS_BUYER_VIEW_TRACE": as(Decode[TraceEvent], func(t *testing.T, got *TraceEvent) {
			want(t, "blank time", got.Trace.ChangeTime.IsZero(), true)
			want(t, "order", got.Trace.Lines[0].OrderID, "2938624554509662976")
		}),
	}
}
