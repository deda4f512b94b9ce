package open1688_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/huotong/huotong/open1688"
)

// The example published by the platform.
func ExampleSignature() {
	fmt.Println(open1688.Signature(
		open1688.NewSecret("test123"),
		"param2/1/system/currentTime/1000000",
		map[string]string{"b": "2", "a": "1"},
	))
	// Output: 33E54F4F7B989E3E0E912D3FBD2F1A03CA7CCE88
}

// newPlatform stands for the live platform in the examples.
func newPlatform(handler http.HandlerFunc) (*open1688.Client, func()) {
	server := httptest.NewServer(handler)
	client, err := open1688.New(open1688.Config{
		AppKey: "1234567", AppSecret: open1688.NewSecret("AbCdEf123456"),
		GatewayURL: server.URL + "/openapi",
	})
	if err != nil {
		panic(err)
	}
	return client, server.Close
}

// A shop's owner grants access; the code that comes back is traded for tokens.
func ExampleOAuthService_Exchange() {
	client, done := newPlatform(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"access_token":"00000000-1111-2222-3333-444444444444","expires_in":"36000",
			"refresh_token":"55555555-6666-7777-8888-999999999999","refresh_token_timeout":"20270101000000000+0800",
			"aliId":"2200000045671","resource_owner":"seller_demo","memberId":"b2b-2200000045671"}`)
	})
	defer done()

	fmt.Println(client.OAuth.AuthorizeURL("https://erp.example/callback", "state-of-this-session"))
	tokens, _, err := client.OAuth.Exchange(context.Background(), "code-from-the-callback", "https://erp.example/callback")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tokens.ResourceOwner, tokens.MemberID, tokens.AccessToken, tokens.ExpiresIn, "seconds")
	// Output:
	// https://auth.1688.com/oauth/authorize?client_id=1234567&redirect_uri=https%3A%2F%2Ferp.example%2Fcallback&site=1688&state=state-of-this-session
	// seller_demo b2b-2200000045671 *** 36000 seconds
}

// All own offers, page by page.
func ExampleProductService_All() {
	client, done := newPlatform(func(w http.ResponseWriter, r *http.Request) {
		pages := map[string]string{
			"1": `[{"productID":612345678901,"subject":"纯棉T恤","productCargoNumber":"A001","saleInfo":{"quoteType":1},"skuInfos":[{"skuId":4412345678901,"price":6.4}]}]`,
			"2": `[{"productID":612345678902,"subject":"帆布包","saleInfo":{"quoteType":0,"priceRanges":[{"startQuantity":2,"price":"12.3456"}]}}]`,
		}
		_, _ = fmt.Fprintf(w, `{"success":true,"result":{"pageResult":{"totalRecords":2,"resultList":%s}}}`, pages[r.FormValue("pageNo")])
	})
	defer done()

	token := open1688.NewToken("00000000-1111-2222-3333-444444444444")
	for offer, err := range client.Product.All(context.Background(), token, open1688.ProductListRequest{PageSize: 1, NeedDetail: true}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		var price open1688.Yuan
		if len(offer.SKUs) > 0 {
			price = offer.SKUs[0].Price
		} else {
			price = offer.SaleInfo.PriceRanges[0].Price
		}
		fmt.Println(offer.ProductID, offer.CargoNumber, offer.Subject, price)
	}
	// Output:
	// 612345678901 A001 纯棉T恤 6.4
	// 612345678902  帆布包 12.3456
}

// The platform makes the pre-order, but its answer is lost. Creating again would
// charge the buyer twice, so the remark's token is looked for first.
func ExamplePreOrderService_Create() {
	var remark atomic.Value
	client, done := newPlatform(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "preOrder.create") {
			remark.Store(r.FormValue("remark"))
			panic(http.ErrAbortHandler) // the connection breaks
		}
		_, _ = fmt.Fprintf(w, `{"success":true,"totalCount":1,"orderList":[{"id":880000012345,"status":0,"remark":%q,"detailUrl":"https://example.invalid/880000012345"}]}`, remark.Load())
	})
	defer done()

	ctx, token := context.Background(), open1688.NewToken("00000000-1111-2222-3333-444444444444")
	_, _, err := client.PreOrder.Create(ctx, token, open1688.PreOrderRequest{
		MarketName: open1688.MarketHuaqiangbei, Remark: "档口自提 #SO-0001", LogisticsType: open1688.LogisticsPickUp,
		Items: []open1688.PreOrderItem{{OfferID: "612345678901", SKUID: "4412345678901", BuyAmount: 2, AuctionPrice: 6400}},
	})
	if failure, ok := errors.AsType[*open1688.Error](err); ok {
		fmt.Println(failure.Code, "unknown:", failure.Unknown(), "retryable:", failure.Retryable())
	}
	for order, err := range client.PreOrder.All(ctx, token, open1688.PreOrderListRequest{MarketName: open1688.MarketHuaqiangbei}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if strings.Contains(order.Remark, "#SO-0001") {
			fmt.Println("found", order.ID, order.DetailURL)
		}
	}
	// Output:
	// client.network unknown: true retryable: false
	// found 880000012345 https://example.invalid/880000012345
}

// A handler of pushed messages verifies, stores for later, and answers 200 at once.
func ExampleVerifyPush() {
	secret := open1688.NewSecret("AbCdEf123456")
	text := `{"msgId":91000000001,"gmtBorn":1785600000000,"type":"ORDER_PAY","userInfo":"b2b-2211111198765",` +
		`"data":{"orderId":3400000000123047156,"currentStatus":"waitsellersend","msgSendTime":"2026-08-02 10:00:00"}}`
	form := url.Values{
		"message":        {text},
		"_aop_signature": {open1688.Signature(secret, "", map[string]string{"message": text})},
	}

	if err := open1688.VerifyPush(form, secret); err != nil {
		fmt.Println(err)
		return
	}
	msg, err := open1688.ParsePush(form)
	if err != nil {
		fmt.Println(err)
		return
	}
	event, err := open1688.DecodeEvent[open1688.OrderEvent](msg)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(msg.Type, event.OrderID, event.CurrentStatus, event.SentAt)

	form.Set("message", strings.Replace(text, "3400000000123047156", "3400000000123047157", 1))
	fmt.Println(open1688.VerifyPush(form, secret))
	// Output:
	// ORDER_PAY 3400000000123047156 waitsellersend 2026-08-02T10:00:00+08:00
	// open1688: push message is forged
}

// Messages that nobody acknowledged are fetched: each is kept first and confirmed then,
// and the first page asked for again until it is empty.
func ExamplePushService_List() {
	const message = `{"msgId":91000000001,"type":"ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY","userInfo":"b2b-2200000045671",` +
		`"data":{"orderId":3400000000123047156,"currentStatus":"waitbuyerpay"}}`
	var confirmed atomic.Bool
	client, done := newPlatform(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "push.message.confirm") {
			confirmed.Store(true)
			_, _ = io.WriteString(w, `{"isSuccess":true}`)
			return
		}
		waiting := message
		if confirmed.Load() {
			waiting = ""
		}
		_, _ = fmt.Fprintf(w, `{"pushMessagePage":{"datas":[%s],"totalCount":1}}`, waiting)
	})
	defer done()

	ctx := context.Background()
	for {
		page, _, err := client.Push.List(ctx, open1688.MessageListRequest{PageSize: 200})
		if err != nil {
			fmt.Println(err)
			return
		}
		if len(page.Messages) == 0 {
			fmt.Println("none left")
			return
		}
		var kept []open1688.ID
		for _, msg := range page.Messages {
			fmt.Println("keep", msg.ID, msg.Type, string(msg.Data))
			kept = append(kept, msg.ID)
		}
		if _, _, err := client.Push.Confirm(ctx, kept); err != nil {
			fmt.Println(err)
			return
		}
	}
	// Output:
	// keep 91000000001 ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY {"orderId":3400000000123047156,"currentStatus":"waitbuyerpay"}
	// none left
}

// People paste whatever they copied.
func ExampleParseOfferRef() {
	for _, text := range []string{"【1688】这个不错 https://m.1688.com/offer/612345678901.html，看看", "６１２３４５６７８９０１", "https://item.example.com/offer/612345678901.html"} {
		id, err := open1688.ParseOfferRef(text)
		fmt.Println(id, err)
	}
	// Output:
	// 612345678901 <nil>
	// 612345678901 <nil>
	//  open1688: "item.example.com" names no offer: host
}
