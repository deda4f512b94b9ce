package sandbox1688

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// twins are two sandboxes that are told the same. One of them is saved and loaded
// into a new one all the time; nobody may be able to tell which.
type twins struct {
	t     *testing.T
	r     *rand.Rand
	clock *atomic.Int64 // seconds after testStart
	cfg   Config
	steps [2]*Server
	fresh func() *Server // in place of New(cfg), when there is one

	tokens, refresh, preOrders, orders, offers, skus []string
	buyer                                            string // token of 小王服装店
	made                                             int    // pre-orders and orders, counted when they are forgotten
}

var requestID = regexp.MustCompile(`"request_?[iI]d":"[^"]*"`)

func (w *twins) ask(method, path, body string) answer {
	w.t.Helper()
	var raw [2]string
	var code int
	for i, s := range w.steps {
		r := httptest.NewRequestWithContext(w.t.Context(), method, path, strings.NewReader(body))
		r.Header.Set("Cookie", scanCookie+"=the-scanner-of-this-test")
		if strings.HasPrefix(path, "/openapi") || strings.HasPrefix(path, "/preorder") {
			r.Header.Set("Content-Type", formType)
		}
		out := httptest.NewRecorder()
		s.ServeHTTP(out, r)
		code = out.Code
		raw[i] = fmt.Sprint(out.Code, " ", out.Header().Get("Location"), " ", requestID.ReplaceAllString(out.Body.String(), ""))
	}
	if raw[0] != raw[1] {
		w.t.Fatalf("%s %s %s\nthe one that was never stopped: %s\nthe one that was loaded:        %s", method, path, body, raw[0], raw[1])
	}
	_, text, _ := strings.Cut(raw[0], " ")
	_, text, _ = strings.Cut(text, " ")
	return newAnswer(w.t, code, []byte(text))
}

func (w *twins) control(method, path string, body any) answer {
	w.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	if body == nil {
		raw = nil
	}
	return w.ask(method, "/control/"+path, string(raw))
}

func (w *twins) call(api string, params map[string]string) answer {
	w.t.Helper()
	namespace, name, _ := strings.Cut(api, ":")
	path := "param2/1/" + namespace + "/" + name + "/1234567"
	all := map[string]string{"access_token": w.one(w.tokens)}
	maps.Copy(all, params)
	form := url.Values{signatureParam: {sign("AbCdEf123456", signatureBase(path, all))}}
	for k, v := range all {
		form.Set(k, v)
	}
	a := w.ask("POST", "/openapi/"+path, form.Encode())
	if a.status == http.StatusUnauthorized { // or the shops would soon stand still
		w.tokens = []string{w.control("POST", "tokens", map[string]any{"loginId": sellerClothes}).text("accessToken")}
	}
	return a
}

// buy calls as 小王服装店.
func (w *twins) buy(api string, params map[string]string) answer {
	w.t.Helper()
	ask := func() answer {
		all := map[string]string{"access_token": w.buyer}
		maps.Copy(all, params)
		return w.call(api, all)
	}
	a := ask()
	if a.status == http.StatusUnauthorized {
		w.buyer = w.control("POST", "tokens", map[string]any{"loginId": buyerWang, "ttl": "9000h"}).text("accessToken")
		a = ask()
	}
	return a
}

func (w *twins) token(params url.Values) {
	params.Set("client_id", "1234567")
	params.Set("client_secret", "AbCdEf123456")
	params.Set("redirect_uri", "default")
	params.Set("need_refresh_token", "true")
	a := w.ask("POST", "/openapi/http/1/system.oauth2/getToken/1234567", params.Encode())
	if a.status == 200 && json.Valid(a.raw) {
		w.remember(&w.tokens, a.text("access_token"))
		w.remember(&w.refresh, a.text("refresh_token"))
	}
}

// one is a thing made earlier, or 0.
func (w *twins) one(list []string) string {
	if len(list) == 0 {
		return "0"
	}
	return list[w.r.IntN(len(list))]
}

func (w *twins) remember(list *[]string, id string) {
	if id != "" && id != "0" {
		*list = append(*list, id)
	}
}

func (w *twins) pick(of ...string) string { return of[w.r.IntN(len(of))] }

// reload puts a new sandbox with the saved state in the second twin's place.
func (w *twins) reload() {
	w.t.Helper()
	var first, file, again bytes.Buffer
	fresh := w.fresh
	if fresh == nil {
		fresh = func() *Server { return New(w.cfg) }
	}
	next := fresh()
	for _, err := range []error{w.steps[0].Save(&first), w.steps[1].Save(&file), next.Load(bytes.NewReader(file.Bytes())), next.Save(&again)} {
		if err != nil {
			w.t.Fatal(err)
		}
	}
	if file.String() != again.String() {
		w.t.Fatalf("saved, and loaded and saved again:\n%s", difference(file.String(), again.String()))
	}
	if file.String() != first.String() {
		w.t.Fatalf("the one that was never stopped, and the one that was:\n%s", difference(first.String(), file.String()))
	}
	w.steps[1] = next
}

// difference shows where two texts part.
func difference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	part := func(s string) string { return s[max(i-300, 0):min(i+300, len(s))] }
	return part(a) + "\n\n" + part(b)
}

// step does something at random.
func (w *twins) step() {
	w.t.Helper()
	sellers := []string{sellerClothes, sellerCycle, sellerOffice}
	buyers := []string{"小王服装店", "老张车行", "新账号1", "谁也不是"}
	switch w.r.IntN(28) {
	case 0, 1, 2, 3:
		items := []item{}
		for range 1 + w.r.IntN(3) {
			offer, sku, _ := strings.Cut(w.one(w.skus), " ")
			items = append(items, item{"offerId": json.Number(offer), "skuId": json.Number(sku), "buyAmount": 1 + w.r.IntN(4), "auctionPrice": 3000 + w.r.IntN(900)})
		}
		a := w.call(apiCreate, bill(items, "postFee", w.pick("0", "1200"), "logisticsType", w.pick("1", "2"), "remark", "单"+w.pick("1", "2", "3")))
		if a.status == 200 && json.Valid(a.raw) {
			w.remember(&w.preOrders, a.text("orderId"))
		}
	case 4, 5, 6, 7:
		id := w.one(w.preOrders)
		a := w.control("POST", "preorders/"+id+"/"+w.pick("scan", "confirm", "pay", "pay", "adjust", "cancel", "expire", "release"), map[string]any{
			"buyer": w.pick(buyers...), "method": w.pick("alipay", "bank", "corporate"), "adjustFee": w.r.IntN(700) - 350, "session": w.pick("a", "b"),
		})
		w.remember(&w.orders, a.text("orderId"))
	case 8:
		w.ask("GET", "/preorder/"+w.one(w.preOrders), "")
	case 9:
		form := url.Values{"buyer": {w.pick(buyers...)}, "method": {"alipay"}}
		w.ask("POST", "/preorder/"+w.one(w.preOrders)+"/"+w.pick("confirm", "pay"), form.Encode())
	case 10:
		offer, sku, _ := strings.Cut(w.one(w.skus), " ")
		a := w.control("POST", "orders", map[string]any{"seller": sellerClothes, "buyer": w.pick(buyers...), "shippingFee": 500, "items": []any{
			map[string]any{"offerId": json.Number(offer), "skuId": json.Number(sku), "buyAmount": 1},
		}})
		w.remember(&w.orders, a.text("id"))
	case 11, 12:
		w.control("POST", "orders/"+w.one(w.orders)+"/"+w.pick("pay", "pay", "ship", "ship", "cancel", "confirm"), map[string]any{"cpCode": w.pick("SF", "ZTO", ""), "mailNo": w.pick("78001", "")})
	case 13:
		sku := strings.Replace(w.one(w.skus), " ", "/skus/", 1)
		w.control("PATCH", "offers/"+sku, map[string]any{"stock": w.r.IntN(50), "cargoNumber": w.pick("K1", "K2")})
	case 14:
		w.control("PATCH", "offers/"+w.one(w.offers), map[string]any{"subject": "改名" + w.pick("1", "2"), "status": w.pick("published", "member expired"), "retailPrice": w.pick("9.9", "12.3456")})
	case 15:
		switch w.r.IntN(4) {
		case 0:
			a := w.control("POST", "generate", map[string]any{"seller": w.pick(sellers...), "offers": 1 + w.r.IntN(30), "skusPerOffer": w.r.IntN(4), "seed": w.r.IntN(5)})
			w.remember(&w.offers, a.text("firstOfferId"))
		case 1:
			a := w.control("POST", "offers", map[string]any{"seller": w.pick(sellers...), "subject": "新品", "stock": 9, "priceRanges": []any{map[string]any{"startQuantity": 2, "price": "0.3850"}}})
			w.remember(&w.offers, a.text("id"))
		case 2:
			w.control("DELETE", "offers/"+w.one(w.offers), nil)
		default:
			w.control("POST", "offers/"+w.one(w.offers)+"/skus", map[string]any{"attributes": []any{map[string]any{"name": "颜色", "value": w.pick("红色", "蓝色")}}, "price": 5.5, "stock": 3})
		}
	case 16:
		a := w.control("POST", "tokens", map[string]any{"loginId": w.pick(sellers...), "ttl": w.pick("1h", "200h"), "refresh": w.r.IntN(2) == 0})
		w.remember(&w.tokens, a.text("accessToken"))
		w.remember(&w.refresh, a.text("refreshToken"))
	case 17:
		w.control("POST", fmt.Sprintf("tokens/%d/%s", 1+w.r.IntN(6), w.pick("expire", "expire", "expireRefresh", "revoke")), nil)
	case 18:
		_, code, ok := strings.Cut(string(w.ask("GET", "/oauth/authorize?client_id=1234567&site=1688&redirect_uri="+oobRedirect+"&sandbox_login="+url.QueryEscape(w.pick(sellers...)), "").raw), `class="code">`)
		if code, _, _ = strings.Cut(code, "<"); ok && w.r.IntN(2) == 0 {
			w.reload()
			w.token(url.Values{"grant_type": {"authorization_code"}, "code": {code}})
		}
	case 19:
		w.token(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {w.one(w.refresh)}})
	case 20:
		switch w.r.IntN(5) {
		case 0:
			w.control("POST", "accounts", map[string]any{"loginId": "新账号" + w.pick("1", "2", "3"), "seller": w.r.IntN(2) == 0})
		case 1:
			w.control("POST", "markets", map[string]any{"code": w.pick("ywgm", "sjq"), "name": "市场"})
		case 2:
			w.control("POST", "apps", map[string]any{"appKey": "77", "appSecret": "s", "denied": []string{"com.alibaba.trade:*"}, "redirectDomains": []string{"erp.example.com"}})
		case 3:
			w.control("PATCH", "switches", map[string]any{"keepRetired": w.r.IntN(2) == 0, "preOrderTTL": w.pick("120h", "5h"), "orderPayTTL": w.pick("12h", "3h"), "maxLines": 1 + w.r.IntN(9)})
		default:
			w.control("POST", "faults", map[string]any{"kind": w.pick("throttle", "business", "malformed", "http"), "code": "500", "probability": 0.3, "count": 1 + w.r.IntN(9), "seed": w.r.IntN(99), "skip": w.r.IntN(3)})
		}
	case 21:
		w.control("POST", "clock", map[string]any{"advance": w.pick("1s", "10m", "3h", "50h", "-2h", "250h")})
		w.clock.Add(int64(w.r.IntN(3)))
	case 22:
		w.call("com.alibaba.trade:alibaba.order.memoAdd", map[string]string{"orderId": w.one(w.orders), "memo": "备注" + w.pick("1", "2"), "remarkIcon": w.pick("1", "2")})
		w.call("com.alibaba.trade:alibaba.trade.cancel", map[string]string{"webSite": "1688", "tradeID": w.one(w.orders), "cancelReason": "other", "remark": "不要了"})
	case 23, 24:
		lines := []item{}
		for range 1 + w.r.IntN(3) {
			offer, sku, _ := strings.Cut(w.one(w.skus), " ")
			spec := ""
			for i := range w.control("GET", "offers/"+offer, nil).len("skus") {
				if a := w.control("GET", "offers/"+offer, nil); a.text("skus", i, "skuId") == sku {
					spec = a.text("skus", i, "specId")
				}
			}
			lines = append(lines, item{"offerId": json.Number(offer), "specId": spec, "quantity": 1 + w.r.IntN(4)})
		}
		params := basket(lines, "outOrderId", "PO-"+w.pick("1", "2", "3", "4"), "message", w.pick("", "加急"))
		w.buy(apiPreview, params)
		a := w.buy(w.pick(apiBuy, apiFastBuy), params)
		if a.status == 200 && json.Valid(a.raw) && a.at("result") != nil {
			w.remember(&w.orders, a.text("result", "orderId"))
		}
	case 25:
		id := w.one(w.orders)
		w.buy(apiPreparePay, map[string]string{"tradeWithholdPreparePayParam": `{"orderId":` + id + `,"payChannel":"` + w.pick("", "alipay") + `"}`})
		w.buy(apiFeedback, map[string]string{"tradeFeedbackParam": `{"orderId":` + id + `,"feedback":"在吗"}`})
		w.buy(apiReaddress, map[string]string{"param": `{"orderId":` + id + `,"receiveAddress":{"addressId":` + w.pick(wangsReceiver, "560954901") + `}}`})
		w.buy(apiConfirm, map[string]string{"orderId": w.one(w.orders)})
		w.buy(apiInfos, map[string]string{"orderId": id, "webSite": "1688"})
		w.buy(apiTrace, map[string]string{"orderId": id, "webSite": "1688"})
	case 26:
		id := w.one(w.orders)
		line := w.control("GET", "orders/"+id, nil)
		w.control("POST", "orders/"+id+"/"+w.pick("trace", "change-price", "change-mail-no", "close", "time-out", "ship"), map[string]any{
			"status": w.pick("ACCEPT", "SIGN"), "shippingFee": w.r.IntN(900), "discount": -w.r.IntN(900), "cpCode": w.pick("SF", "YTO"), "mailNo": w.pick("1", "2"),
		})
		if line.status == 200 {
			w.control("POST", "orders/"+id+"/ship", map[string]any{"parcels": []any{map[string]any{"lines": []any{map[string]any{"subId": line.text("items", 0, "subId"), "amount": 1}}}}})
		}
		switch w.r.IntN(4) {
		case 0:
			w.control("PATCH", "accounts/"+buyerWang, map[string]any{"payment": map[string]any{"balance": w.r.IntN(1_000_000), "frozen": w.r.IntN(5) == 0}})
		case 1:
			w.control("POST", "accounts/"+buyerWang+"/receivers", map[string]any{"fullName": "收货人" + w.pick("1", "2"), "mobile": "13800000009", "isDefault": w.r.IntN(2) == 0, "address": map[string]any{"areaCode": "330108", "street": "路"}})
		case 2:
			w.control("PATCH", "accounts/"+sellerClothes, map[string]any{"tradeModes": []string{w.pick("assureTrade", "nzassure")}, "mixPieces": w.r.IntN(30)})
		default:
			w.control("PATCH", "offers/"+w.one(w.offers), map[string]any{"warehouse": w.pick("", "北仓")})
			w.control("PATCH", "switches", map[string]any{"duplicateOutOrder": w.pick("", "second"), "partialOrders": w.r.IntN(2) == 0})
			w.buy(apiFollow, map[string]string{"productId": w.one(w.offers)})
		}
	default:
		if w.r.IntN(15) == 0 {
			w.control("POST", "reset", nil)
			w.made += len(w.preOrders) + len(w.orders)
			w.preOrders, w.orders = nil, nil
		}
		spec := w.control("GET", "offers/"+w.one(w.offers), nil)
		w.call("com.alibaba.product:alibaba.product.modifyStock", map[string]string{"webSite": "1688", "productStockChange": fmt.Sprintf(
			`[{"productId":%s,"productAmountChange":2},{"productId":%s,"skuStocks":[{"skuId":"%s","stockChange":3}]}]`, w.one(w.offers), w.one(w.offers), spec.text("specId"))})
	}
}

// Random operations, saved and loaded in between: nobody can tell.
func TestLoadedSandboxGoesOnLikeOneNeverStopped(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := &twins{t: t, r: rand.New(rand.NewPCG(seed, 1688)), clock: &atomic.Int64{}} //nolint:gosec // a test's dice
			// A few goods of each kind: the whole catalogue is saved and loaded by
			// TestGoesOnFromItsFile, and here it would be what nearly all the time goes to.
			seed := DefaultSeed()
			few := seed.Offers[:0]
			for i := range seed.Offers {
				if i%6 == 0 {
					few = append(few, seed.Offers[i])
				}
			}
			seed.Offers = few
			w.cfg = Config{
				Seed:   seed,
				AppKey: "1234567", AppSecret: "AbCdEf123456", RepeatIDs: true, PublicURL: "http://sandbox.example.com",
				Now: func() time.Time { return testStart.Add(time.Duration(w.clock.Load()) * time.Second) },
			}
			w.steps = [2]*Server{New(w.cfg), New(w.cfg)}
			for _, login := range []string{sellerClothes, sellerClothes, sellerCycle} {
				w.remember(&w.tokens, w.control("POST", "tokens", map[string]any{"loginId": login, "refresh": true}).text("accessToken"))
			}
			for _, id := range slices.Sorted(maps.Keys(w.steps[0].cat.own)) {
				o := w.steps[0].cat.own[id]
				w.remember(&w.offers, fmt.Sprint(id))
				if o.Seller == sellerClothes && o.QuoteType == 1 && o.MinOrder == 1 && o.Status == statusPublished {
					w.remember(&w.skus, fmt.Sprint(id, " ", o.SKUs[0].ID))
				}
			}
			for range 450 {
				w.step()
				if w.r.IntN(20) == 0 {
					w.reload()
				}
			}
			w.reload()
			if w.made += len(w.preOrders) + len(w.orders); w.made < 20 {
				t.Errorf("%d pre-orders and orders in all: too few things happened", w.made)
			}
			for _, path := range []string{"state", "tokens", "faults", "apps", "accounts", "markets", "offers?pageSize=200", "preorders?limit=1000", "orders?limit=1000"} {
				if a := w.control("GET", path, nil); a.status != 200 {
					t.Errorf("%s: %s", path, a.raw)
				}
			}
			w.call(apiOrders, map[string]string{"needMemoInfo": "true", "needBuyerAddressAndPhone": "true"})
			w.call(apiPreList, nil)
			w.buy(apiBuyerList, map[string]string{"needMemoInfo": "true", "needBuyerAddressAndPhone": "true"})
			w.buy(apiReceivers, nil)
			w.call(apiList, map[string]string{"needDetail": "true"})
			t.Logf("%d pre-orders and orders in all", w.made)
		})
	}
}

// fillAll gives every field that a file can hold a value of its own.
func fillAll(v reflect.Value, n *int64) {
	*n++
	switch v.Kind() { //nolint:exhaustive // the state has no other kinds
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *n))
	case reflect.Int, reflect.Int64:
		v.SetInt(*n)
	case reflect.Uint64:
		v.SetUint(uint64(*n)) //nolint:gosec // counts up from 0
	case reflect.Float64:
		v.SetFloat(float64(*n) / 1000)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fillAll(v.Index(0), n)
		fillAll(v.Index(1), n)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(testStart.UTC().Add(time.Duration(*n) * time.Millisecond)))
			return
		}
		for _, field := range v.Fields() {
			if field.CanSet() {
				fillAll(field, n)
			}
		}
	}
}

func filled[T any](n *int64) T {
	var v T
	fillAll(reflect.ValueOf(&v).Elem(), n)
	return v
}

// A field added to the state later must not be forgotten in the file.
func TestEveryFieldIsSaved(t *testing.T) {
	t.Parallel()
	cfg := Config{Seed: EmptySeed(), RepeatIDs: true, Now: func() time.Time { return testStart }}
	s, n := New(cfg), int64(0)
	p, o := filled[preOrder](&n), filled[order](&n)
	p.Status, p.Retired, p.OrderID = preOrdered, "", o.ID
	o.Status, o.PreOrder = orderWaitReceive, &p
	offer := filled[Offer](&n)
	offer.Status, offer.CategoryID, offer.InvReduceType, offer.QuoteType, offer.Tiers = statusPublished, catTee, 1, 2, []Tier{{1, 500}, {10, 400}}
	fault := filled[Fault](&n)
	fault.Kind, fault.Status, fault.Probability = FaultBusiness, 500, 0.25
	fault.rng = new(rng(1 << 63))
	tok, account, a := filled[token](&n), filled[Account](&n), filled[app](&n)
	for i := range account.Freight {
		account.Freight[i].ChargeType, account.Freight[i].Rates[1].Provinces = ChargeByCount, nil
	}
	b := batch{seller: "text", seed: 1<<64 - 1, n: 3, skus: 2, firstID: 11_000_000, firstSKU: 77_000_000, created: testStart.UTC(), prefix: "G01-"}
	b.makeStub()
	s.switches = filled[Switches](&n)
	s.switches.PriceMaxPercent = 1000
	s.offset = 5 * time.Hour
	s.apps[a.Key], s.accounts, s.markets = &a, []*Account{&account}, []Market{filled[Market](&n)}
	s.cat.own[offer.ID], s.cat.ids[offer.Seller] = &offer, []int64{offer.ID}
	s.cat.batches, s.cat.ids[b.seller], s.cat.gone[11_000_011] = []batch{b}, []int64{11_000_000, 11_000_022}, true
	s.auth.list, s.auth.byAccess[tok.Access], s.auth.byRefresh[tok.Refresh] = []*token{&tok}, &tok, &tok
	s.auth.codes["code"] = code{"key", "login", testStart.UTC()}
	s.faults.list = []*Fault{&fault}
	s.pre.byID[p.ID], s.pre.bySeller[p.Seller], s.pre.retired = &p, []int64{p.ID}, []int64{4, 3}
	s.sales.add(&o)
	s.sales.waybills["SF 1"] = 3
	waits, kept := filled[message](&n), filled[message](&n)
	waits.State, waits.Data, kept.State, kept.Data, kept.Held = pushWaiting, []byte(`{"a":1}`), pushStored, []byte(`"text"`), false
	s.push = pushQueue{
		byID: map[int64]*message{waits.ID: &waits, kept.ID: &kept}, held: []*message{&waits}, next: firstMessage + 5,
	}
	s.setNumbers(numbers{1e12, 2e13, 3e14, 4e15, 5000, 6, 7e12, 8, 9, 10})

	var file bytes.Buffer
	loaded := New(cfg)
	if err := loaded.Close(); err != nil { // or what is due would soon happen, for the sake of the messages
		t.Fatal(err)
	}
	if err := s.Save(&file); err != nil {
		t.Fatal(err)
	}
	if err := loaded.Load(&file); err != nil {
		t.Fatal(err)
	}
	if len(loaded.due) != 4 { // the pre-order's end, the order's receipt, and what is to be done for two messages
		t.Errorf("%d deadlines", len(loaded.due))
	}
	loaded.due, loaded.requests, loaded.counts, loaded.calls = s.due, s.requests, s.counts, s.calls
	want, got := reflect.ValueOf(s.state).Elem(), reflect.ValueOf(loaded.state).Elem()
	for i := range want.NumField() {
		if name := want.Type().Field(i).Name; !reflect.DeepEqual(stateField(s.state, name), stateField(loaded.state, name)) {
			t.Errorf("%s: saved %+v, loaded %+v", name, want.Field(i), got.Field(i))
		}
	}
}

// stateField is a field of the state by name.
func stateField(s *state, name string) any {
	switch name {
	case "switches":
		return s.switches
	case "offset":
		return s.offset
	case "apps":
		return s.apps
	case "accounts":
		return s.accounts
	case "markets":
		return s.markets
	case "cat":
		return s.cat
	case "auth":
		return s.auth
	case "faults":
		return s.faults
	case "pre":
		return s.pre
	case "sales":
		return s.sales
	case "push":
		return s.push
	case "nextAddress":
		return s.nextAddress
	case "requests", "counts", "due", "planned", "calls": // of one process, or made again
		return nil
	}
	return "a field nobody saves: " + name + fmt.Sprintf(" %p", s)
}

// Whatever a file holds, it is refused or the sandbox works with it.
func FuzzLoad(f *testing.F) {
	cfg := Config{Seed: EmptySeed(), RepeatIDs: true, Now: func() time.Time { return testStart }}
	closed := func(tb testing.TB) *Server { // delivers no messages: the file names their addresses
		tb.Helper()
		s := New(cfg)
		if err := s.Close(); err != nil {
			tb.Fatal(err)
		}
		return s
	}
	s := closed(f)
	do := func(s *Server, method, path, body string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequestWithContext(context.Background(), method, path, strings.NewReader(body)))
		return w
	}
	for _, c := range [][2]string{
		{"accounts", `{"loginId":"卖家","seller":true}`},
		{"accounts", `{"loginId":"买家"}`},
		{"offers", `{"id":5,"seller":"卖家","subject":"胶带","stock":1000,"priceRanges":[{"startQuantity":1,"price":2.5}]}`},
		{"generate", `{"seller":"卖家","offers":3,"skusPerOffer":2}`},
		{"tokens", `{"loginId":"卖家","refresh":true}`},
		{"orders", `{"seller":"卖家","buyer":"买家","items":[{"offerId":5,"buyAmount":2}]}`},
		{"faults", `{"kind":"throttle","probability":0.5}`},
		{"faults", `{"kind":"pushDisorder"}`},
		{"apps", `{"appKey":"1000000","appSecret":"test123","pushUrl":"http://127.0.0.1:9/"}`},
		{"push", `{"type":"X","account":"买家","data":{"orderId":5}}`},
	} {
		if w := do(s, "POST", "/control/"+c[0], c[1]); w.Code != http.StatusOK {
			f.Fatal(w.Body)
		}
	}
	c := &call{s: s, app: s.apps[defaultAppKey], acct: s.account("卖家"), now: testStart}
	p, r := c.draft(preOrderInput{market: "dxc", logisticsType: 1, items: []preItemInput{{OfferID: 5, BuyAmount: 3, AuctionPrice: 250}}})
	if r != nil {
		f.Fatal(r)
	}
	s.addPreOrder(p, testStart)
	if w := do(s, "POST", fmt.Sprintf("/control/preorders/%d/confirm", p.ID), ""); w.Code != http.StatusOK {
		f.Fatal(w.Body)
	}
	var file bytes.Buffer
	if err := s.Save(&file); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Add([]byte(`{"format":"1688 sandbox","version":1,"offset":"0s","switches":{},"next":{}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := closed(t)
		if s.Load(bytes.NewReader(raw)) != nil {
			return
		}
		paths := []string{"GET state", "GET tokens", "GET faults", "GET apps", "GET accounts", "GET offers", "GET counters", "GET preorders", "GET orders", "GET push"}
		for id := range s.pre.byID {
			for _, action := range []string{"adjust", "pay"} {
				paths = append(paths, fmt.Sprintf("POST preorders/%d/%s", id, action))
			}
		}
		for id := range s.sales.byID {
			for _, action := range []string{"change-price", "ship", "trace", "confirm"} {
				paths = append(paths, fmt.Sprintf("POST orders/%d/%s", id, action))
			}
		}
		paths = append(paths, `POST clock`, "GET state")
		for _, p := range paths {
			method, path, _ := strings.Cut(p, " ")
			body := map[string]string{"clock": `{"advance":"5000h"}`}[path]
			if strings.HasSuffix(path, "/trace") {
				body = `{"status":"SIGN"}`
			} else if strings.HasSuffix(path, "/change-price") {
				body = `{"discount":-1,"shippingFee":7}`
			}
			do(s, method, "/control/"+path, body)
		}
		c := &call{s: s, app: s.apps[defaultAppKey], now: testStart}
		for _, o := range s.sales.byID {
			c.trade(o, orderParts{true, true, true, true, true, true})
		}
		for _, id := range slices.Collect(maps.Keys(s.cat.own)) {
			c.whole(s.cat.find(id))
		}
		var again bytes.Buffer
		if err := s.Save(&again); err != nil {
			t.Fatal(err)
		}
		if err := closed(t).Load(&again); err != nil {
			t.Fatalf("loaded, but not again: %v", err)
		}
	})
}
