package open1688

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// recorder answers every request with body and remembers the last one.
func recorder(t *testing.T, body string) (*Client, func() (path string, form map[string]string)) {
	t.Helper()
	var path string
	var form map[string]string
	client := memoryClient(t, func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		path, form = strings.TrimPrefix(r.URL.Path, "/openapi/"), map[string]string{}
		for key := range r.PostForm {
			form[key] = r.PostForm.Get(key)
		}
		_, _ = io.WriteString(w, body)
	}, func(c *Config) { c.Now = func() time.Time { return time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC) } })
	return client, func() (string, map[string]string) { return path, form }
}

// Every method is called once; what it puts on the wire is compared in full.
func TestWireForm(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	five, total := int64(5), Fen(12800)
	day := At(time.Date(2026, 8, 1, 2, 15, 0, 0, time.UTC))
	const ok = `{"success":true,"orderId":1,"result":{"loginId":"a","baseInfo":{"id":1},"logisticsId":"LP1"},"productInfo":{"productID":7},"access_token":"t"}`
	for method, c := range map[string]struct {
		body string
		call func(ctx context.Context, c *Client) error
		path string
		form string // sorted key=value, one a line; without token and signature
	}{
		"System.CurrentTime": {
			`"20261010164552223+0800"`, func(ctx context.Context, c *Client) error {
				at, _, err := c.System.CurrentTime(ctx)
				want(t, "clock", at.UTC().Format(time.RFC3339Nano), "2026-10-10T08:45:52.223Z")
				return err
			}, "param2/1/system/currentTime/1234567", "",
		},
		"System.CurrentTimeMillis": {
			`1564984329147`, func(ctx context.Context, c *Client) error {
				at, _, err := c.System.CurrentTimeMillis(ctx)
				want(t, "clock", at.UnixMilli(), 1564984329147)
				return err
			}, "param2/1/system/currentTimeMillis/1234567", "",
		},
		"OAuth.Exchange": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.OAuth.Exchange(ctx, "code1", "https://erp.example/cb")
			return err
		}, "http/1/system.oauth2/getToken/1234567", "client_id=1234567\nclient_secret=AbCdEf123456\ncode=code1\ngrant_type=authorization_code\nneed_refresh_token=true\nredirect_uri=https://erp.example/cb"},
		"OAuth.Refresh": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.OAuth.Refresh(ctx, NewSecret("rt"))
			return err
		}, "http/1/system.oauth2/getToken/1234567", "client_id=1234567\nclient_secret=AbCdEf123456\ngrant_type=refresh_token\nrefresh_token=rt"},
		"OAuth.Postpone": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.OAuth.Postpone(ctx, testToken, NewSecret("rt"))
			return err
		}, "param2/1/system.oauth2/postponeToken/1234567", "client_id=1234567\nclient_secret=AbCdEf123456\nrefresh_token=rt"},
		"Account.Basic": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.Account.Basic(ctx, testToken)
			return err
		}, "param2/1/com.alibaba.account/alibaba.account.basic/1234567", ""},
		"Address.List": {`{"success":true,"result":{"receiveAddressItems":[{"id":560954849,"addressCode":"330203","isDefault":true}]}}`, func(ctx context.Context, c *Client) error {
			list, _, err := c.Address.List(ctx, testToken)
			want(t, "address", list[0].ID, "560954849")
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.receiveAddress.get/1234567", ""},
		"Address.Parse": {`{"result":{"addressCode":"330108","fullName":"王小明"}}`, func(ctx context.Context, c *Client) error {
			parsed, _, err := c.Address.Parse(ctx, testToken, "王小明 浙江省杭州市滨江区 网商路699号")
			want(t, "district", parsed.AddressCode, "330108")
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.addresscode.parse/1234567", "addressInfo=王小明 浙江省杭州市滨江区 网商路699号"},
		"Address.GetDivision": {`{"result":{"code":"330100","name":"杭州市","parentCode":"330000","post":"310000","children":["330102"]}}`, func(ctx context.Context, c *Client) error {
			d, _, err := c.Address.GetDivision(ctx, testToken, "330100")
			want(t, "parent", d.ParentCode, "330000")
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.addresscode.get/1234567", "areaCode=330100\nwebSite=1688"},
		"Address.ListDivisions": {`{"result":[{"code":"330102","name":"上城区"}]}`, func(ctx context.Context, c *Client) error {
			list, _, err := c.Address.ListDivisions(ctx, testToken, "330100")
			want(t, "child", list[0].Name, "上城区")
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.addresscode.getchild/1234567", "areaCode=330100\nwebSite=1688"},
		"Product.List": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.Product.List(ctx, testToken, ProductListRequest{
				PageNo: 2, PageSize: 20, Statuses: []ProductStatus{ProductPublished, ProductMemberExpired}, ProductIDs: []ID{"612345678901"},
				StartModifyTime: day, PriceStart: "1.50", OrderBy: OrderByID, OrderType: "ASC", SupportOnlineTrade: &no, NeedDetail: true,
			})
			return err
		}, "param2/1/com.alibaba.product/alibaba.product.list.get/1234567", `needDetail=true
orderByCondition=ID
orderByType=ASC
pageNo=2
pageSize=20
priceStart=1.50
productIds=[612345678901]
startModifyTime=20260801101500000+0800
statusList=["published","member expired"]
supportOnlineTrade=false`},
		"Product.Get": {ok, func(ctx context.Context, c *Client) error {
			product, _, err := c.Product.Get(ctx, testToken, ProductGetRequest{ProductID: "7"})
			want(t, "product", product.ProductID, "7")
			return err
		}, "param2/1/com.alibaba.product/alibaba.product.get/1234567", "productID=7\nwebSite=1688"},
		"Product.ListByID": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.Product.ListByID(ctx, testToken, []ID{"7", "18446744073709551615"})
			return err
		}, "param2/1/com.alibaba.product/alibaba.product.getByIdList/1234567", "productIdList=[7,18446744073709551615]"},
		"Product.Category": {`{"succes":"true","categoryInfo":[{"categoryID":0,"childCategorys":[{"id":1,"name":"女装"}]}]}`, func(ctx context.Context, c *Client) error {
			categories, _, err := c.Product.Category(ctx, "0")
			want(t, "child", categories[0].Children[0].Name, "女装")
			return err
		}, "param2/1/com.alibaba.product/alibaba.category.get/1234567", "categoryID=0\nwebSite=1688"},
		"Product.ModifyStock": {`{"success":true,"result":[{"productId":1,"result":true},{"productId":2,"result":false,"desc":"x"}]}`, func(ctx context.Context, c *Client) error {
			results, _, err := c.Product.ModifyStock(ctx, testToken, StockRequest{Mode: StockAbsolute, Changes: []StockChange{
				{ProductID: "1", Amount: &five}, {ProductID: "2", SKUs: []SKUStockChange{{SpecID: "abc", Change: 3}}},
			}})
			want(t, "second result", results[1].OK, false)
			return err
		}, "param2/1/com.alibaba.product/alibaba.product.modifyStock/1234567", `increaceModify=false
productStockChange=[{"productId":1,"productAmountChange":5},{"productId":2,"skuStocks":[{"skuId":"abc","stockChange":3}]}]
webSite=1688`},
		"Product.Follow": {`{"code":0}`, func(ctx context.Context, c *Client) error {
			_, _, err := c.Product.Follow(ctx, testToken, "612345678901")
			return err
		}, "param2/1/com.alibaba.product/alibaba.product.follow.crossborder/1234567", "productId=612345678901"},
		"Product.Unfollow": {`{"code":"0","message":"ok"}`, func(ctx context.Context, c *Client) error {
			_, _, err := c.Product.Unfollow(ctx, testToken, "612345678901")
			return err
		}, "param2/1/com.alibaba.product/alibaba.product.unfollow.crossborder/1234567", "productId=612345678901"},
		"Product.GetCrossDetail": {`{"result":{"success":true,"code":"200","result":{"offerId":612345678901,"subject":"T恤","productSkuInfos":[{"skuId":1,"specId":"a","price":"19.9"}]}}}`, func(ctx context.Context, c *Client) error {
			offer, _, err := c.Product.GetCrossDetail(ctx, testToken, "612345678901", "en")
			want(t, "price", offer.SKUs[0].Price, "19.9")
			return err
		}, "param2/1/com.alibaba.fenxiao.crossborder/product.search.queryProductDetail/1234567", `offerDetailParam={"offerId":612345678901,"country":"en"}`},
		"Product.GetDistributed": {`{"success":true,"productInfo":{"productID":612345678901,"productSkuInfos":[{"skuId":1,"price":5.2}],"supplierLoginId":"卖家"}}`, func(ctx context.Context, c *Client) error {
			offer, _, err := c.Product.GetDistributed(ctx, testToken, "612345678901")
			want(t, "price", offer.SKUs[0].Price, "5.2")
			want(t, "supplier", offer.SupplierLoginID, "卖家")
			return err
		}, "param2/1/com.alibaba.fenxiao/alibaba.fenxiao.productInfo.get/1234567", "offerId=612345678901"},
		"Product.GetTraded": {`{"productInfo":{"productID":612345678901,"referencePrice":"10.00~12.00"}}`, func(ctx context.Context, c *Client) error {
			_, _, err := c.Product.GetTraded(ctx, testToken, "612345678901")
			return err
		}, "param2/1/com.alibaba.product/alibaba.product.simple.get/1234567", "productID=612345678901\nwebSite=1688"},
		"Push.List": {`{"pushMessagePage":{"datas":[{"msgId":"7","data":"{\"orderId\":1}","type":"ORDER_PAY"}],"totalCount":1}}`, func(ctx context.Context, c *Client) error {
			page, _, err := c.Push.List(ctx, MessageListRequest{Start: day, End: day, Page: 2, PageSize: 200, Type: "ORDER_PAY", UserInfo: "b2b-1"})
			want(t, "unwrapped data", string(page.Messages[0].Data), `{"orderId":1}`)
			return err
		}, "param2/1/cn.alibaba.open/push.query.messageList/1234567", `createEndTime=20260801101500000+0800
createStartTime=20260801101500000+0800
page=2
pageSize=200
type=ORDER_PAY
userInfo=b2b-1`},
		"Push.Confirm": {`{"isSuccess":true}`, func(ctx context.Context, c *Client) error {
			reply, _, err := c.Push.Confirm(ctx, []ID{"91000000001", "91000000002"})
			want(t, "success", reply.Success, true)
			return err
		}, "param2/1/cn.alibaba.open/push.message.confirm/1234567", "msgIdList=[91000000001,91000000002]"},
		"Push.Take": {`{"pushMessageList":[{"msgId":7,"data":"{\"orderId\":1}","type":"ORDER_PAY"}]}`, func(ctx context.Context, c *Client) error {
			list, _, err := c.Push.Take(ctx, MessageTakeRequest{Quantity: 20, Type: "ORDER_PAY"})
			want(t, "unwrapped data", string(list[0].Data), `{"orderId":1}`)
			return err
		}, "param2/1/cn.alibaba.open/push.cursor.messageList/1234567", "quantity=20\ntype=ORDER_PAY"},
		"PreOrder.Create": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.PreOrder.Create(ctx, testToken, PreOrderRequest{
				MarketName: "dxc", PostFee: 500, Remark: "<A&B>", TotalFee: &total, LogisticsType: LogisticsExpress,
				Items: []PreOrderItem{{OfferID: "7", BuyAmount: 2, AuctionPrice: 6400, Remark: "a<b"}},
			})
			return err
		}, "param2/1/com.alibaba.trade/alibaba.preOrder.create/1234567", `itemList=[{"offerId":7,"buyAmount":2,"auctionPrice":6400,"remark":"a<b"}]
logisticsType=2
marketName=dxc
postFee=500
remark=<A&B>
totalFee=12800`},
		"PreOrder.List": {`{"success":true,"totalCount":1,"orderList":[{"id":880000012345,"status":0,"adjustFee":-300,"actualTotalFee":12500,"itemList":[{"auctionNumber":77}]},{"id":2},{"id":3,"totalFee":12800,"postFee":500,"adjustFee":-300},{"id":4,"totalFee":100,"adjustFee":-100,"actualTotalFee":0}]}`, func(ctx context.Context, c *Client) error {
			page, _, err := c.PreOrder.List(ctx, testToken, PreOrderListRequest{OrderID: "880000012345", PageIndex: 1, PageSize: 20, MarketName: "dxc"})
			want(t, "status", *page.Orders[0].Status, PreOrderWaiting)
			want(t, "absent status", page.Orders[1].Status == nil, true)
			want(t, "adjustment", page.Orders[0].AdjustFee, -300)
			for i, payable := range []struct {
				fen   Fen
				known bool
			}{{12500, true}, {0, false}, {13000, true}, {0, true}} {
				fen, known := page.Orders[i].Payable()
				want(t, "payable", fen, payable.fen)
				want(t, "payable is known", known, payable.known)
			}
			want(t, "number as code", page.Orders[0].Items[0].AuctionNumber, "77")
			return err
		}, "param2/1/com.alibaba.trade/alibaba.preOrder.getList/1234567", "marketName=dxc\norderId=880000012345\npageIndex=1\npageSize=20"},
		"Trade.ListSellerOrders": {`{"totalRecord":0}`, func(ctx context.Context, c *Client) error {
			_, _, err := c.Trade.ListSellerOrders(ctx, testToken, SellerOrderListRequest{
				Page: 1, PageSize: 20, Status: OrderWaitSellerSend, ModifyStartTime: day, History: &yes, NeedCheckSend: true, BizTypes: []string{"cn", "ws"},
			})
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.getSellerOrderList/1234567", `bizTypes=["cn","ws"]
isHis=true
modifyStartTime=20260801101500000+0800
needCheckSend=true
orderStatus=waitsellersend
page=1
pageSize=20`},
		"Trade.GetSellerOrder": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.Trade.GetSellerOrder(ctx, testToken, SellerOrderRequest{OrderID: "3400000000123047156", Include: "NativeLogistics"})
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.get.sellerView/1234567", "includeFields=NativeLogistics\norderId=3400000000123047156\nwebSite=1688"},
		"Trade.ListBuyerOrders": {`{"totalRecord":0}`, func(ctx context.Context, c *Client) error {
			_, _, err := c.Trade.ListBuyerOrders(ctx, testToken, BuyerOrderListRequest{
				Page: 2, PageSize: 20, CreateStartTime: day, SellerLoginID: "云裳", OutOrderID: "PO1-1", NeedMemo: true,
			})
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.getBuyerOrderList/1234567", "createStartTime=20260801101500000+0800\nneedMemoInfo=true\noutOrderId=PO1-1\npage=2\npageSize=20\nsellerLoginId=云裳"},
		"Trade.GetBuyerOrder": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.Trade.GetBuyerOrder(ctx, testToken, BuyerOrderRequest{OrderID: "3400000000123047156"})
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.get.buyerView/1234567", "orderId=3400000000123047156\nwebSite=1688"},
		"Trade.Preview": {`{"success":true,"orderPreviewResuslt":[]}`, func(ctx context.Context, c *Client) error {
			_, _, err := c.Trade.Preview(ctx, testToken, PreviewRequest{Address: DeliveryAddress{AddressID: "5"}, Cargo: []CargoLine{{OfferID: "7", SpecID: "ab", Quantity: 3}}, Flow: FlowGeneral})
			return err
		}, "param2/1/com.alibaba.trade/alibaba.createOrder.preview/1234567", `addressParam={"addressId":5}
cargoParamList=[{"offerId":7,"specId":"ab","quantity":3}]
flow=general`},
		"Trade.CreateOrder": {`{"success":true,"result":{"success":true,"orderId":"3400000000123047156","totalSuccessAmount":10700,"postFee":800}}`, func(ctx context.Context, c *Client) error {
			made, _, err := c.Trade.CreateOrder(ctx, testToken, CreateOrderRequest{
				Flow: FlowGeneral, Address: DeliveryAddress{FullName: "王小明", Mobile: "13900000000", DistrictCode: "330108", Town: "长河街道", Street: "江虹路1号"},
				Cargo: []CargoLine{{OfferID: "7", Quantity: 3}}, Message: "#AB 尽快<发>", TradeType: "assureTrade", OutOrderID: "PO1-1",
			})
			want(t, "order", made.Created()[0].OrderID, "3400000000123047156")
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.createCrossOrder/1234567", `addressParam={"fullName":"王小明","mobile":"13900000000","districtCode":"330108","townText":"长河街道","address":"江虹路1号"}
cargoParamList=[{"offerId":7,"quantity":3}]
flow=general
message=#AB 尽快<发>
outOrderId=PO1-1
tradeType=assureTrade`},
		"Logistics.ListParcels": {`{"success":true,"result":[{"logisticsId":"LP1","logisticsBillNo":"SF1"}]}`, func(ctx context.Context, c *Client) error {
			parcels, _, err := c.Logistics.ListParcels(ctx, testToken, "7")
			want(t, "waybill", parcels[0].BillNo, "SF1")
			return err
		}, "param2/1/com.alibaba.logistics/alibaba.trade.getLogisticsInfos.buyerView/1234567", "fields=company,name,sendgood\norderId=7\nwebSite=1688"},
		"Logistics.ListTraces": {`{"success":true,"logisticsTrace":[{"logisticsId":"LP1","logisticsSteps":[{"acceptTime":"2026-08-01 10:15:00","remark":"已揽收"}]}]}`, func(ctx context.Context, c *Client) error {
			traces, _, err := c.Logistics.ListTraces(ctx, testToken, "7", "LP1")
			want(t, "step", traces[0].Steps[0].Remark, "已揽收")
			return err
		}, "param2/1/com.alibaba.logistics/alibaba.trade.getLogisticsTraceInfo.buyerView/1234567", "logisticsId=LP1\norderId=7\nwebSite=1688"},
		"Trade.Cancel": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.Trade.Cancel(ctx, testToken, CancelRequest{TradeID: "9", Reason: CancelOutOfStock, Remark: "无货"})
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.cancel/1234567", "cancelReason=sellerGoodsLack\nremark=无货\ntradeID=9\nwebSite=1688"},
		"Trade.AddMemo": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.Trade.AddMemo(ctx, testToken, MemoRequest{OrderID: "9", Memo: "a b+c&d=e%20/~*", Icon: MemoBlue})
			return err
		}, "param2/1/com.alibaba.trade/alibaba.order.memoAdd/1234567", "memo=a b+c&d=e%20/~*\norderId=9\nremarkIcon=2"},
		"Trade.GetPayURL": {`{"success":true,"payUrl":"https://a","payFailureOrderList":[10]}`, func(ctx context.Context, c *Client) error {
			got, _, err := c.Trade.GetPayURL(ctx, testToken, PayURLRequest{OrderIDs: []ID{"9", "10"}})
			want(t, "failed", got.FailedOrders[0], "10")
			return err
		}, "param2/1/com.alibaba.trade/alibaba.alipay.url.get/1234567", "orderIdList=[9,10]"},
		"Trade.GetCrossPayURL": {`{"success":"true","payUrl":"https://a","cantPayOrderList":[10]}`, func(ctx context.Context, c *Client) error {
			got, _, err := c.Trade.GetCrossPayURL(ctx, testToken, PayURLRequest{OrderIDs: []ID{"9", "10"}})
			want(t, "link", got.PayURL, "https://a")
			return err
		}, "param2/1/com.alibaba.trade/alibaba.crossBorderPay.url.get/1234567", "orderIdList=[9,10]"},
		"Trade.ListPayAgreements": {`{"result":{"success":true,"result":{"paymentAgreements":[{"payChannel":"ALIPAY","bindingStatus":"true","signedStatus":"true"}]}}}`, func(ctx context.Context, c *Client) error {
			list, _, err := c.Trade.ListPayAgreements(ctx, testToken)
			want(t, "open", list[0].Open(), true)
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.pay.protocolPay.isopen/1234567", ""},
		"Trade.PreparePay": {`{"result":{"success":true,"result":{"payChannel":"Alipay","paySuccess":true}}}`, func(ctx context.Context, c *Client) error {
			got, _, err := c.Trade.PreparePay(ctx, testToken, WithholdRequest{OrderID: "9", Channel: "alipay", Amount: 20700, RequestID: "7"})
			want(t, "paid", got.Paid, true)
			return err
		}, "param2/1/com.alibaba.trade/alibaba.trade.pay.protocolPay.preparePay/1234567", `tradeWithholdPreparePayParam={"orderId":9,"payChannel":"alipay","payAmount":20700,"opRequestId":"7"}`},
		"Logistics.SendOffline": {ok, func(ctx context.Context, c *Client) error {
			_, _, err := c.Logistics.SendOffline(ctx, testToken, OfflineShipment{
				Orders:      []ShipmentOrder{{OrderID: "9", Lines: []ShipmentLine{{LineID: "10", Amount: 3, Weight: "1.5"}}}},
				CarrierCode: "SF", CarrierName: "顺丰", MailNo: "SF1", SentAt: day,
			})
			return err
		}, "param2/1/com.alibaba.logistics/alibaba.logistics.OpDeliverySendOrder.offline/1234567", `extBody={"cpCode":"SF","logisticsCpName":"顺丰","mailNo":"SF1"}
gmtSend=20260801101500000+0800
sendGoods=[{"sourceId":"9","sendGoodEntries":[{"sourceEntryId":"10","amount":3,"weight":1.5}]}]`},
		"Logistics.SendDummy": {ok, func(ctx context.Context, c *Client) error {
			shipment, _, err := c.Logistics.SendDummy(ctx, testToken, DummyShipment{
				Orders:    []ShipmentOrder{{OrderID: "9", Lines: []ShipmentLine{{LineID: "10", Amount: 3}}}},
				Condition: NoCarrierBuyerPicksUp, Name: "王",
			})
			want(t, "logistics id", shipment.LogisticsID, "LP1")
			return err
		}, "param2/1/com.alibaba.logistics/alibaba.logistics.OpDeliverySendOrder.dummy/1234567", `extBody={"noLogisticsCondition":"4","noLogisticsName":"王"}
sendGoods=[{"sourceId":"9","sendGoodEntries":[{"sourceEntryId":"10","amount":3}]}]`},
	} {
		client, last := recorder(t, c.body)
		if err := c.call(t.Context(), client); err != nil {
			t.Errorf("%s: %v", method, err)
			continue
		}
		path, form := last()
		op := operationOf(t, method)
		want(t, method+" path", path, c.path)
		if op.Token || method == "OAuth.Postpone" {
			want(t, method+" token", form["access_token"], testToken.Reveal())
			delete(form, "access_token")
		}
		signature, signed := form["_aop_signature"]
		want(t, method+" is signed", signed, !strings.HasPrefix(method, "OAuth."))
		want(t, method+" signature length", len(signature) == 40, signed)
		delete(form, "_aop_signature")
		var lines []string
		for _, key := range slices.Sorted(maps.Keys(form)) {
			lines = append(lines, key+"="+form[key])
		}
		want(t, method+" parameters", strings.Join(lines, "\n"), c.form)
	}
}

func operationOf(t *testing.T, method string) Operation {
	t.Helper()
	for _, op := range Operations() {
		if op.Method == method {
			return op
		}
	}
	t.Fatalf("%s is not in the registry", method)
	return Operation{}
}

// Refused locally: nothing may reach the platform.
func TestBadInputIsNotSent(t *testing.T) {
	t.Parallel()
	client := memoryClient(t, func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") })
	ctx, one := t.Context(), int64(-1)
	item := PreOrderItem{OfferID: "1", BuyAmount: 1}
	order := func(change func(*PreOrderRequest)) error {
		req := PreOrderRequest{MarketName: "dxc", Items: []PreOrderItem{item}}
		change(&req)
		_, _, err := client.PreOrder.Create(ctx, testToken, req)
		return err
	}
	stock := func(mode StockMode, change StockChange) error {
		_, _, err := client.Product.ModifyStock(ctx, testToken, StockRequest{mode, []StockChange{change}})
		return err
	}
	ship := func(line ShipmentLine) error {
		_, _, err := client.Logistics.SendDummy(ctx, testToken, DummyShipment{Orders: []ShipmentOrder{{"1", []ShipmentLine{line}}}, Condition: 4})
		return err
	}
	third := func(_, _ any, err error) error { return err }
	for i, c := range []struct {
		param string
		err   error
	}{
		{"marketName", order(func(r *PreOrderRequest) { r.MarketName = "" })},
		{"itemList", order(func(r *PreOrderRequest) { r.Items = nil })},
		{"itemList", order(func(r *PreOrderRequest) { r.Items[0].OfferID = "x" })},
		{"itemList", order(func(r *PreOrderRequest) { r.Items[0].SKUID = "0123456789abcdef0123456789abcdef" })},
		{"itemList", order(func(r *PreOrderRequest) { r.Items[0].BuyAmount = 0 })},
		{"itemList", order(func(r *PreOrderRequest) { r.Items[0].BuyAmount, r.Items[0].AuctionPrice = 1, -1 })},
		{"postFee", order(func(r *PreOrderRequest) { r.Items[0] = item; r.PostFee = -1 })},
		{"addressInfo", third(client.Address.Parse(ctx, testToken, ""))},
		{"areaCode", third(client.Address.GetDivision(ctx, testToken, ""))},
		{"productID", third(client.Product.Get(ctx, testToken, ProductGetRequest{}))},
		{"productID", third(client.Product.Get(ctx, testToken, ProductGetRequest{ProductID: "abc"}))},
		{"offerDetailParam", third(client.Product.GetCrossDetail(ctx, testToken, "abc", "en"))},
		{"offerDetailParam", third(client.Product.GetCrossDetail(ctx, testToken, "1", ""))},
		{"offerId", third(client.Product.GetDistributed(ctx, testToken, "abc"))},
		{"productID", third(client.Product.GetTraded(ctx, testToken, ""))},
		{"pageSize", third(client.Product.List(ctx, testToken, ProductListRequest{PageSize: 21}))},
		{"pageNo", third(client.Product.List(ctx, testToken, ProductListRequest{PageNo: -1}))},
		{"priceStart", third(client.Product.List(ctx, testToken, ProductListRequest{PriceStart: "abc"}))},
		{"pageSize", third(client.PreOrder.List(ctx, testToken, PreOrderListRequest{PageSize: 50}))},
		{"pageSize", third(client.Trade.ListSellerOrders(ctx, testToken, SellerOrderListRequest{PageSize: 50}))},
		{"productIdList", third(client.Product.ListByID(ctx, testToken, nil))},
		{"productIdList", third(client.Product.ListByID(ctx, testToken, []ID{"x"}))},
		{"productIdList", third(client.Product.ListByID(ctx, testToken, make([]ID, 21)))},
		{"addressParam", third(client.Trade.Preview(ctx, testToken, PreviewRequest{Cargo: []CargoLine{{OfferID: "1", Quantity: 1}}}))},
		{"cargoParamList", third(client.Trade.Preview(ctx, testToken, PreviewRequest{Address: DeliveryAddress{AddressID: "1"}, Cargo: make([]CargoLine, 51)}))},
		{"cargoParamList", third(client.Trade.CreateOrder(ctx, testToken, CreateOrderRequest{Flow: FlowGeneral, Address: DeliveryAddress{AddressID: "1"}, Cargo: []CargoLine{{OfferID: "1"}}}))},
		{"message", third(client.Trade.CreateOrder(ctx, testToken, CreateOrderRequest{
			Flow: FlowGeneral, Address: DeliveryAddress{AddressID: "1"}, Cargo: []CargoLine{{OfferID: "1", Quantity: 1}}, Message: strings.Repeat("长", 501),
		}))},
		{"flow", third(client.Trade.CreateOrder(ctx, testToken, CreateOrderRequest{Address: DeliveryAddress{AddressID: "1"}, Cargo: []CargoLine{{OfferID: "1", Quantity: 1}}}))},
		{"cancelReason", third(client.Trade.Cancel(ctx, testToken, CancelRequest{TradeID: "1"}))},
		{"memo", third(client.Trade.AddMemo(ctx, testToken, MemoRequest{OrderID: "1"}))},
		{"remarkIcon", third(client.Trade.AddMemo(ctx, testToken, MemoRequest{OrderID: "1", Memo: "x", Icon: 5}))},
		{"increaceModify", stock(0, StockChange{ProductID: "1", Amount: &one})},
		{"productStockChange", stock(StockAbsolute, StockChange{ProductID: "1", Amount: &one})},
		{"productStockChange", stock(StockDelta, StockChange{ProductID: "1"})},
		{"productStockChange", stock(StockDelta, StockChange{ProductID: "1", SKUs: []SKUStockChange{{Change: 1}}})},
		{"sendGoods", ship(ShipmentLine{LineID: "x", Amount: 1})},
		{"sendGoods", ship(ShipmentLine{LineID: "1"})},
		{"sendGoods", ship(ShipmentLine{LineID: "1", Amount: 1, Weight: "heavy"})},
		{"extBody", third(client.Logistics.SendDummy(ctx, testToken, DummyShipment{Condition: 6}))},
		{"extBody", third(client.Logistics.SendOffline(ctx, testToken, OfflineShipment{CarrierCode: "SF"}))},
		{"code", third(client.OAuth.Exchange(ctx, "", "x"))},
		{"refresh_token", third(client.OAuth.Refresh(ctx, Secret{}))},
		{"access_token", third(client.OAuth.Postpone(ctx, Token{}, NewSecret("x")))},
	} {
		e, ok := asError(c.err)
		if !ok || e.Kind != KindInput || e.Param != c.param || e.Message == "" || e.Unknown() || e.Retryable() {
			t.Errorf("case %d: error is %v, want input %s", i, c.err, c.param)
		}
	}
}

func TestEmptyAnswers(t *testing.T) {
	t.Parallel()
	client, _ := recorder(t, `{}`)
	_, _, product := client.Product.Get(t.Context(), testToken, ProductGetRequest{ProductID: "1"})
	_, _, order := client.Trade.GetSellerOrder(t.Context(), testToken, SellerOrderRequest{OrderID: "1"})
	_, _, account := client.Account.Basic(t.Context(), testToken)
	for _, err := range []error{product, order, account} {
		if e, ok := asError(err); !ok || e.Code != CodeEmpty || e.Retryable() {
			t.Errorf("an empty answer gives %v", err)
		}
	}
	client, _ = recorder(t, `{"errMsg":"商品[1]不存在"}`)
	_, _, err := client.Product.Get(t.Context(), testToken, ProductGetRequest{ProductID: "1"})
	if e, ok := asError(err); !ok || e.Message != "商品[1]不存在" {
		t.Errorf("a missing offer gives %v", err)
	}
	client, _ = recorder(t, `{"success":false,"errorCode":"500_2","errorMessage":"订单尚未发货"}`)
	if parcels, _, err := client.Logistics.ListParcels(t.Context(), testToken, "1"); err != nil || parcels != nil {
		t.Errorf("an order not shipped yet gives %v, %v, want no parcels", parcels, err)
	}
	client, _ = recorder(t, `{"success":true}`)
	_, _, err = client.Logistics.SendDummy(t.Context(), testToken, DummyShipment{Orders: []ShipmentOrder{{"1", []ShipmentLine{{"1", 1, ""}}}}, Condition: 4})
	if !IsUnknown(err) {
		t.Errorf("a shipment without result gives %v, want an unknown outcome", err)
	}
}

// One odd amount must be an error, one odd anything else must not.
func TestOddFields(t *testing.T) {
	t.Parallel()
	order, err := Decode[PreOrder]([]byte(`{"id":1,"status":"new","gmtCreate":"soon","itemList":"none","totalFee":100}`))
	if err != nil || order.Status != nil || string(order.Extra["status"]) != `"new"` || order.GmtCreate.Text != "soon" || order.TotalFee != 100 || len(order.Extra["itemList"]) == 0 {
		t.Errorf("odd fields give %+v, %v", order, err)
	}
	_, err = Decode[PreOrderPage]([]byte(`{"orderList":[{"totalFee":128.5}]}`))
	if err == nil || !strings.Contains(err.Error(), "totalFee") || !strings.Contains(err.Error(), "orderList") {
		t.Errorf("half a cent gives %v, want an error naming the field", err)
	}
}

func TestIterators(t *testing.T) {
	t.Parallel()
	// 45 offers in pages of 20; the third page is short of one.
	pagesOf := func(page string) string {
		from := map[string]int{"1": 0, "2": 20, "3": 40}[page]
		to := map[string]int{"1": 20, "2": 40, "3": 44}[page]
		var items []string
		for i := from; i < to; i++ {
			items = append(items, fmt.Sprintf(`{"productID":%d,"id":%d,"baseInfo":{"id":%d}}`, 1000+i, 1000+i, 1000+i))
		}
		list := "[" + strings.Join(items, ",") + "]"
		return `{"success":true,"totalCount":45,"totalRecord":45,"orderList":` + list + `,"result":RESULT}`
	}
	var calls []string
	client := memoryClient(t, func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		page := r.PostForm.Get("pageNo") + r.PostForm.Get("page") + r.PostForm.Get("pageIndex")
		calls = append(calls, page+" "+r.PostForm.Get("orderByCondition"))
		body := pagesOf(page)
		list := body[strings.Index(body, "[") : strings.LastIndex(body, "]")+1]
		result := list
		if strings.Contains(r.URL.Path, "product") {
			result = `{"pageResult":{"totalRecords":45,"resultList":` + list + `}}`
		}
		_, _ = io.WriteString(w, strings.Replace(body, "RESULT", result, 1))
	})
	var ids []ID
	for p, err := range client.Product.All(t.Context(), testToken, ProductListRequest{}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, p.ProductID)
	}
	want(t, "offers", len(ids), 44)
	want(t, "last", ids[43], "1043")
	want(t, "pages", strings.Join(calls, ","), "1 ID,2 ID,3 ID")
	calls = nil
	for o, err := range client.Trade.AllSellerOrders(t.Context(), testToken, SellerOrderListRequest{Page: 3}) {
		if err != nil || o.BaseInfo.OrderID() != "1040" {
			t.Fatalf("resumed at %+v, %v", o, err)
		}
		break
	}
	want(t, "pages after a break", strings.Join(calls, ","), "3 ")
	n := 0
	for _, err := range client.PreOrder.All(t.Context(), testToken, PreOrderListRequest{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	want(t, "pre-orders", n, 44)
}

func TestIteratorEndsOnErrorAndOnRepeatedPage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		client := memoryClient(t, func(w http.ResponseWriter, _ *http.Request) {
			calls++
			answer(200, `{"success":true,"orderList":[{"id":1},{"id":2}]}`)(w, nil)
		})
		var seen []ID
		var last error
		for o, err := range client.PreOrder.All(t.Context(), testToken, PreOrderListRequest{}) {
			if last = err; err == nil {
				seen = append(seen, o.ID)
			}
		}
		if len(seen) != 2 || last == nil || calls != 2 {
			t.Errorf("a list that ignores the page gives %v, %v after %d calls", seen, last, calls)
		}
		client = memoryClient(t, answer(401, `{"error_code":"401"}`))
		n := 0
		for _, err := range client.Product.All(t.Context(), testToken, ProductListRequest{}) {
			n++
			if !IsAuthExpired(err) {
				t.Errorf("error is %v, want an expired token", err)
			}
		}
		want(t, "yields", n, 1)
	})
}
