package open1688

import (
	"fmt"
	"slices"
	"strings"
)

// Operation describes one API of the platform which this package calls.
type Operation struct {
	Namespace string // as in com.alibaba.trade
	Name      string // as in alibaba.preOrder.create, with the platform's own spelling
	Version   int
	Method    string // the Go method, as in PreOrder.Create
	Token     bool   // needs the access token of an account
	Safe      bool   // changes nothing, so the client may repeat it

	protocol string // first element of the path; param2 unless given
	unsigned bool   // OAuth calls carry the secret instead of a signature
	shape    shape
}

// String returns the official notation namespace:name-version.
func (o *Operation) String() string {
	return fmt.Sprintf("%s:%s-%d", o.Namespace, o.Name, o.Version)
}

// path is what is signed and what follows the gateway's root in the URL.
func (o *Operation) path(appKey string) string {
	protocol := o.protocol
	if protocol == "" {
		protocol = "param2"
	}
	return fmt.Sprintf("%s/%d/%s/%s/%s", protocol, o.Version, o.Namespace, o.Name, appKey)
}

const (
	nsSystem    = "system"
	nsOAuth     = "system.oauth2"
	nsAccount   = "com.alibaba.account"
	nsProduct   = "com.alibaba.product"
	nsFenxiao   = "com.alibaba.fenxiao"
	nsTrade     = "com.alibaba.trade"
	nsLogistics = "com.alibaba.logistics"
	nsOpen      = "cn.alibaba.open"
)

// Operations of the client, in the order of the README.
var (
	opSystemTime       = Operation{Namespace: nsSystem, Name: "currentTime", Version: 1, Method: "System.CurrentTime", Safe: true}
	opSystemTimeMillis = Operation{Namespace: nsSystem, Name: "currentTimeMillis", Version: 1, Method: "System.CurrentTimeMillis", Safe: true}

	// A code works once and refresh tokens may rotate, so neither is repeated.
	opOAuthExchange = Operation{Namespace: nsOAuth, Name: "getToken", Version: 1, Method: "OAuth.Exchange", protocol: "http", unsigned: true}
	opOAuthRefresh  = Operation{Namespace: nsOAuth, Name: "getToken", Version: 1, Method: "OAuth.Refresh", protocol: "http", unsigned: true}
	opOAuthPostpone = Operation{Namespace: nsOAuth, Name: "postponeToken", Version: 1, Method: "OAuth.Postpone", unsigned: true}

	opAccountBasic = Operation{Namespace: nsAccount, Name: "alibaba.account.basic", Version: 1, Method: "Account.Basic", Token: true, Safe: true}

	opAddressList      = Operation{Namespace: nsTrade, Name: "alibaba.trade.receiveAddress.get", Version: 1, Method: "Address.List", Token: true, Safe: true}
	opAddressParse     = Operation{Namespace: nsTrade, Name: "alibaba.trade.addresscode.parse", Version: 1, Method: "Address.Parse", Token: true, Safe: true}
	opAddressDivision  = Operation{Namespace: nsTrade, Name: "alibaba.trade.addresscode.get", Version: 1, Method: "Address.GetDivision", Token: true, Safe: true}
	opAddressDivisions = Operation{Namespace: nsTrade, Name: "alibaba.trade.addresscode.getchild", Version: 1, Method: "Address.ListDivisions", Token: true, Safe: true}

	opProductList        = Operation{Namespace: nsProduct, Name: "alibaba.product.list.get", Version: 1, Method: "Product.List", Token: true, Safe: true}
	opProductGet         = Operation{Namespace: nsProduct, Name: "alibaba.product.get", Version: 1, Method: "Product.Get", Token: true, Safe: true}
	opProductListByID    = Operation{Namespace: nsProduct, Name: "alibaba.product.getByIdList", Version: 1, Method: "Product.ListByID", Token: true, Safe: true}
	opProductCategory    = Operation{Namespace: nsProduct, Name: "alibaba.category.get", Version: 1, Method: "Product.Category", Safe: true}
	opProductModifyStock = Operation{
		Namespace: nsProduct, Name: "alibaba.product.modifyStock", Version: 1, Method: "Product.ModifyStock", Token: true,
		shape: shape{mustSucceed: true},
	}
	opProductGetCrossDetail = Operation{
		Namespace: nsFenxiao + ".crossborder", Name: "product.search.queryProductDetail", Version: 1, Method: "Product.GetCrossDetail", Token: true, Safe: true,
		shape: shape{nested: true},
	}
	opProductGetDistributed = Operation{Namespace: nsFenxiao, Name: "alibaba.fenxiao.productInfo.get", Version: 1, Method: "Product.GetDistributed", Token: true, Safe: true}
	opProductGetTraded      = Operation{Namespace: nsProduct, Name: "alibaba.product.simple.get", Version: 1, Method: "Product.GetTraded", Token: true, Safe: true}

	opProductFollow   = Operation{Namespace: nsProduct, Name: "alibaba.product.follow.crossborder", Version: 1, Method: "Product.Follow", Token: true}
	opProductUnfollow = Operation{Namespace: nsProduct, Name: "alibaba.product.unfollow.crossborder", Version: 1, Method: "Product.Unfollow", Token: true}

	opPreOrderCreate = Operation{
		Namespace: nsTrade, Name: "alibaba.preOrder.create", Version: 1, Method: "PreOrder.Create", Token: true,
		shape: shape{idWins: "orderId", mustSucceed: true},
	}
	opPreOrderList = Operation{Namespace: nsTrade, Name: "alibaba.preOrder.getList", Version: 1, Method: "PreOrder.List", Token: true, Safe: true}

	opTradeListSeller = Operation{Namespace: nsTrade, Name: "alibaba.trade.getSellerOrderList", Version: 1, Method: "Trade.ListSellerOrders", Token: true, Safe: true}
	opTradeGetSeller  = Operation{Namespace: nsTrade, Name: "alibaba.trade.get.sellerView", Version: 1, Method: "Trade.GetSellerOrder", Token: true, Safe: true}
	opTradeListBuyer  = Operation{Namespace: nsTrade, Name: "alibaba.trade.getBuyerOrderList", Version: 1, Method: "Trade.ListBuyerOrders", Token: true, Safe: true}
	opTradeGetBuyer   = Operation{Namespace: nsTrade, Name: "alibaba.trade.get.buyerView", Version: 1, Method: "Trade.GetBuyerOrder", Token: true, Safe: true}
	opTradePreview    = Operation{Namespace: nsTrade, Name: "alibaba.createOrder.preview", Version: 1, Method: "Trade.Preview", Token: true, Safe: true}
	opTradeCreate     = Operation{
		Namespace: nsTrade, Name: "alibaba.trade.createCrossOrder", Version: 1, Method: "Trade.CreateOrder", Token: true,
		shape: shape{nested: true},
	}
	opTradeCancel = Operation{
		Namespace: nsTrade, Name: "alibaba.trade.cancel", Version: 1, Method: "Trade.Cancel", Token: true,
		shape: shape{mustSucceed: true},
	}
	opTradeAddMemo = Operation{
		Namespace: nsTrade, Name: "alibaba.order.memoAdd", Version: 1, Method: "Trade.AddMemo", Token: true,
		shape: shape{codeWins: true, mustSucceed: true},
	}

	opTradePayURL        = Operation{Namespace: nsTrade, Name: "alibaba.alipay.url.get", Version: 1, Method: "Trade.GetPayURL", Token: true, Safe: true}
	opTradeCrossPayURL   = Operation{Namespace: nsTrade, Name: "alibaba.crossBorderPay.url.get", Version: 1, Method: "Trade.GetCrossPayURL", Token: true, Safe: true}
	opTradePayAgreements = Operation{
		Namespace: nsTrade, Name: "alibaba.trade.pay.protocolPay.isopen", Version: 1, Method: "Trade.ListPayAgreements", Token: true, Safe: true,
		shape: shape{nested: true},
	}
	opTradePreparePay = Operation{
		Namespace: nsTrade, Name: "alibaba.trade.pay.protocolPay.preparePay", Version: 1, Method: "Trade.PreparePay", Token: true,
		shape: shape{nested: true, mustSucceed: true},
	}

	opLogisticsOffline = Operation{
		Namespace: nsLogistics, Name: "alibaba.logistics.OpDeliverySendOrder.offline", Version: 1, Method: "Logistics.SendOffline", Token: true,
		shape: shape{mustSucceed: true},
	}
	opLogisticsDummy = Operation{
		Namespace: nsLogistics, Name: "alibaba.logistics.OpDeliverySendOrder.dummy", Version: 1, Method: "Logistics.SendDummy", Token: true,
		shape: shape{mustSucceed: true},
	}

	opLogisticsParcels = Operation{Namespace: nsLogistics, Name: "alibaba.trade.getLogisticsInfos.buyerView", Version: 1, Method: "Logistics.ListParcels", Token: true, Safe: true}
	opLogisticsTraces  = Operation{Namespace: nsLogistics, Name: "alibaba.trade.getLogisticsTraceInfo.buyerView", Version: 1, Method: "Logistics.ListTraces", Token: true, Safe: true}

	opPushList    = Operation{Namespace: nsOpen, Name: "push.query.messageList", Version: 1, Method: "Push.List", Safe: true}
	opPushConfirm = Operation{
		Namespace: nsOpen, Name: "push.message.confirm", Version: 1, Method: "Push.Confirm",
		shape: shape{mustSucceed: true},
	}
	opPushTake = Operation{Namespace: nsOpen, Name: "push.cursor.messageList", Version: 1, Method: "Push.Take"}
)

// Operations lists every API this package calls, sorted by Go method.
func Operations() []Operation {
	ops := []Operation{
		opSystemTime, opSystemTimeMillis,
		opOAuthExchange, opOAuthRefresh, opOAuthPostpone,
		opAccountBasic,
		opAddressList, opAddressParse, opAddressDivision, opAddressDivisions,
		opProductList, opProductGet, opProductListByID, opProductCategory, opProductModifyStock, opProductFollow, opProductUnfollow,
		opProductGetCrossDetail, opProductGetDistributed, opProductGetTraded,
		opPreOrderCreate, opPreOrderList,
		opTradeListSeller, opTradeGetSeller, opTradeListBuyer, opTradeGetBuyer, opTradePreview, opTradeCreate, opTradeCancel, opTradeAddMemo,
		opTradePayURL, opTradeCrossPayURL, opTradePayAgreements, opTradePreparePay,
		opLogisticsParcels, opLogisticsTraces, opLogisticsOffline, opLogisticsDummy,
		opPushList, opPushConfirm, opPushTake,
	}
	slices.SortFunc(ops, func(a, b Operation) int { return strings.Compare(a.Method, b.Method) })
	return ops
}
