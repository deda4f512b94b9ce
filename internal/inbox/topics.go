package inbox

import (
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// Group is what a message is about, for people.
type Group string

// The groups of topics.
const (
	GroupOrder     Group = "order"
	GroupRefund    Group = "refund"
	GroupLogistics Group = "logistics"
	GroupProduct   Group = "product"
	GroupAccess    Group = "access"
	GroupOther     Group = "other"
)

// topic is what people call one, in both languages.
type topic struct {
	code   string
	group  Group
	zh, en string
}

// topics are those that open1688 knows. A buyer and a seller are told the same of an
// order under two names.
var topics = []topic{
	{open1688.TopicPurchaseMade, GroupOrder, "采购订单已下单", "Purchase: order made"},
	{open1688.TopicPurchasePaid, GroupOrder, "采购订单已付款", "Purchase: paid"},
	{open1688.TopicPurchaseStepPaid, GroupOrder, "采购订单付了下一阶段", "Purchase: next stage paid"},
	{open1688.TopicPurchasePriceChanged, GroupOrder, "采购订单改价", "Purchase: price changed"},
	{open1688.TopicPurchasePartlySent, GroupOrder, "采购订单部分发货", "Purchase: partly shipped"},
	{open1688.TopicPurchaseSent, GroupOrder, "采购订单已发货", "Purchase: shipped"},
	{open1688.TopicPurchaseReceived, GroupOrder, "采购订单已确认收货", "Purchase: receipt confirmed"},
	{open1688.TopicPurchaseDone, GroupOrder, "采购订单交易成功", "Purchase: completed"},
	{open1688.TopicPurchaseBuyerClosed, GroupOrder, "采购订单由买家关闭", "Purchase: closed by the buyer"},
	{open1688.TopicPurchaseSellerClosed, GroupOrder, "采购订单由卖家关闭", "Purchase: closed by the seller"},
	{open1688.TopicPurchasePlatformClosed, GroupOrder, "采购订单由平台关闭", "Purchase: closed by 1688"},
	{open1688.TopicPurchaseMemo, GroupOrder, "采购订单备注修改", "Purchase: memo changed"},
	{open1688.TopicPurchaseAddressChanged, GroupOrder, "采购订单收货地址修改", "Purchase: address changed"},
	{open1688.TopicPurchaseRefundInSale, GroupRefund, "采购售中退款", "Purchase: refund before completion"},
	{open1688.TopicPurchaseRefundAfterSale, GroupRefund, "采购售后退款", "Purchase: refund after completion"},
	{open1688.TopicBatchPaid, GroupOrder, "批量免密支付结果", "Result of paying without password"},
	{open1688.TopicOrderMade, GroupOrder, "销售订单已下单", "Sale: order made"},
	{open1688.TopicOrderPaid, GroupOrder, "销售订单已付款", "Sale: paid"},
	{open1688.TopicOrderStepPaid, GroupOrder, "销售订单付了下一阶段", "Sale: next stage paid"},
	{open1688.TopicOrderPriceChanged, GroupOrder, "销售订单改价", "Sale: price changed"},
	{open1688.TopicOrderPartlySent, GroupOrder, "销售订单部分发货", "Sale: partly shipped"},
	{open1688.TopicOrderSent, GroupOrder, "销售订单已发货", "Sale: shipped"},
	{open1688.TopicOrderReceived, GroupOrder, "销售订单已确认收货", "Sale: receipt confirmed"},
	{open1688.TopicOrderDone, GroupOrder, "销售订单交易成功", "Sale: completed"},
	{open1688.TopicOrderBuyerClosed, GroupOrder, "销售订单由买家关闭", "Sale: closed by the buyer"},
	{open1688.TopicOrderSellerClosed, GroupOrder, "销售订单由卖家关闭", "Sale: closed by the seller"},
	{open1688.TopicOrderPlatformClosed, GroupOrder, "销售订单由平台关闭", "Sale: closed by 1688"},
	{open1688.TopicOrderMemo, GroupOrder, "销售订单备注修改", "Sale: memo changed"},
	{open1688.TopicRefundInSale, GroupRefund, "销售售中退款", "Sale: refund before completion"},
	{open1688.TopicRefundAfterSale, GroupRefund, "销售售后退款", "Sale: refund after completion"},
	{open1688.TopicBuyerTrace, GroupLogistics, "物流轨迹", "Logistics: trace"},
	{open1688.TopicMailNoChanged, GroupLogistics, "物流单号修改", "Logistics: waybill number changed"},
	{open1688.TopicInventoryChanged, GroupProduct, "商品库存变化", "Offer: stock changed"},
	{open1688.TopicPriceChanged, GroupProduct, "商品价格变化", "Offer: price changed"},
	{open1688.TopicProductChanged, GroupProduct, "商品变更", "Offer: changed"},
	{open1688.TopicProductModified, GroupProduct, "商品新发或修改", "Offer: new or modified"},
	{open1688.TopicProductExpired, GroupProduct, "商品下架", "Offer: taken down"},
	{open1688.TopicProductReposted, GroupProduct, "商品重新上架", "Offer: put up again"},
	{open1688.TopicProductDeleted, GroupProduct, "商品删除", "Offer: deleted"},
	{open1688.TopicProductAudited, GroupProduct, "商品审核", "Offer: audited"},
	{open1688.TopicAuthorized, GroupAccess, "账号已授权", "Account authorised"},
	{open1688.TopicUnauthorized, GroupAccess, "账号取消授权", "Authorisation withdrawn"},
}

// topicWords is the vocabulary of topics; one without a word is shown as it is.
const topicWords = "message.topic"

func init() {
	for _, t := range topics {
		fault.AddWords(topicWords, fault.Word{Code: t.code, ZH: t.zh, EN: t.en})
	}
	fault.AddWords("message.state",
		fault.Word{Code: string(Waiting), ZH: "待处理", EN: "waiting"}, fault.Word{Code: string(Handled), ZH: "已处理", EN: "handled"},
		fault.Word{Code: string(Unused), ZH: "无需处理", EN: "not needed"}, fault.Word{Code: string(Stuck), ZH: "需人工处理", EN: "stuck"},
		fault.Word{Code: string(Dismissed), ZH: "已忽略", EN: "put aside"})
}

// topicName is what people call a topic.
func topicName(lang, code string) string {
	if word := fault.WordFor(lang, topicWords, code); word != "" {
		return word
	}
	return code
}

// inGroup are the topics of a group; of the other ones, those of all groups, which it
// has none of.
func inGroup(g Group) (list []any, not bool) {
	for _, t := range topics {
		if t.group == g || g == GroupOther {
			list = append(list, t.code)
		}
	}
	return list, g == GroupOther
}
