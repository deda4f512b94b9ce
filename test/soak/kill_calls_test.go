package soak_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/test/world"
)

// TestKillInEachCall kills the real program while a call to 1688 is under way that a
// person waits for: before 1688 has done its work, and after. Asked again, it is answered
// as if nothing had been. Calls that jobs make are in TestKillBuying.
func TestKillInEachCall(t *testing.T) {
	beside(t)
	onEngines(t, func(t *testing.T) {
		c := newCaller(t)
		for _, call := range c.calls(t) {
			c.interrupt(t, call, "timeoutBefore")
			c.interrupt(t, call, "timeoutAfter")
		}
		// 1688 gave a new token that nobody knows of.
		c.interrupt(t, call{api: "getToken", prepare: func() { c.expire(t) }, ask: c.look}, "timeoutAfter")
		c.wantOneAccount(t)
		c.verified(t)
	})
}

// caller is a person who asks for what needs a call to 1688.
type caller struct {
	*house
	*shopper
	offer   string // bought before
	request string // for payment of an order on 1688
	parents []string
}

// call is a call to 1688; ask has the program make it, and gives no error once it was answered.
type call struct {
	api     string
	prepare func()
	ask     func(context.Context) error
}

const (
	apiCross       = "product.search.queryProductDetail"
	apiDistributed = "alibaba.fenxiao.productInfo.get"
)

func newCaller(t *testing.T) *caller {
	t.Helper()
	h := newHouse(t, 0)
	c := &caller{house: h, shopper: h.newShopper(t, "B1"), parents: []string{"110100", "310100", "440100", "320500"}}
	var sources struct {
		Items []struct {
			OfferID string `json:"offerId"`
		} `json:"items"`
	}
	c.shopper.Must(t, http.MethodGet, "/sources?pageSize=20", nil, &sources)
	c.offer = sources.Items[0].OfferID
	_, bought := c.place(t, "E1")
	c.sandbox.Must(t, http.MethodPost, "/orders/"+bought+"/pay", nil, nil)
	asked, _ := c.place(t, "E2")
	var request struct {
		ID string `json:"id"`
	}
	c.shopper.Must(t, http.MethodPost, "/payment-requests", map[string]any{"submit": true, "payMethod": "1688", "lines": []any{map[string]any{"orderId": asked}}}, &request)
	c.request = request.ID
	return c
}

// place has a purchase order placed, and gives its id and that of the order on 1688.
func (c *caller) place(t *testing.T, name string) (id, platform string) {
	t.Helper()
	e := &errand{shopper: c.shopper, name: name, body: map[string]any{
		"mode": "submit", "supplierId": c.supplier, "buyerAccountId": c.account, "note": name, "lines": []map[string]any{{"skuId": c.skus[0], "quantity": "5", "price": "19.9"}},
	}}
	e.run(t)
	eventually(t, time.Minute, func() string {
		var w way
		if c.shopper.Must(t, http.MethodGet, "/purchase-orders/"+e.id+"/placing", nil, &w); len(w.Parts) == 0 || w.Parts[0].State != "placed" {
			return fmt.Sprintf("the order is on its way: %+v", w)
		}
		platform = w.Parts[0].Orders[0].PlatformID
		return ""
	})
	return e.id, platform
}

func (c *caller) calls(t *testing.T) []call {
	t.Helper()
	post := func(path string, body any) func(context.Context) error {
		return func(ctx context.Context) error { return c.shopper.Do(ctx, http.MethodPost, path, "", body, nil) }
	}
	get := func(path string) func(context.Context) error {
		return func(ctx context.Context) error { return c.shopper.Do(ctx, http.MethodGet, path, "", nil, nil) }
	}
	deny := func(apis ...string) func() {
		return func() {
			denied := make([]string, len(apis))
			for i, api := range apis {
				denied[i] = "*:" + api + "*"
			}
			c.sandbox.Must(t, http.MethodPost, "/apps", map[string]any{"appKey": sandboxKey, "appSecret": sandboxSecret, "denied": denied}, nil)
		}
	}
	crossBorder := func() {
		c.sandbox.Must(t, http.MethodPatch, "/accounts/"+url.PathEscape(buyerLogin), map[string]any{"payment": map[string]any{"crossBorder": true}}, nil)
		var accounts struct {
			Items []struct {
				Version int64 `json:"version"`
			} `json:"items"`
		}
		c.shopper.Must(t, http.MethodGet, "/pay-accounts", nil, &accounts)
		c.shopper.Must(t, http.MethodPut, "/pay-accounts/"+c.account, map[string]any{"crossBorder": true, "version": accounts.Items[0].Version}, nil)
	}
	parse := map[string]any{"text": "浙江省杭州市滨江区长河街道网商路699号\n王小明 13800000001", "accountId": c.account}
	return []call{
		{api: apiCross, ask: c.look},
		{api: apiDistributed, prepare: deny(apiCross), ask: c.look},
		{api: "alibaba.product.simple.get", prepare: deny(apiCross, apiDistributed), ask: c.look},
		{api: "alibaba.trade.receiveAddress.get", prepare: deny(), ask: get("/receiving-addresses/platform?accountId=" + c.account)},
		{api: "alibaba.trade.addresscode.parse", ask: post("/receiving-addresses/parse", parse)},
		{api: "alibaba.trade.addresscode.getchild", ask: c.divisions},
		{api: "alibaba.alipay.url.get", ask: c.payLinks},
		{api: "alibaba.crossBorderPay.url.get", prepare: crossBorder, ask: c.payLinks},
		{api: "alibaba.trade.pay.protocolPay.isopen", ask: post("/pay-accounts/"+c.account+"/read-agreements", nil)},
		{api: "getToken", ask: func(ctx context.Context) error { return c.authorise(ctx, t) }},
		{api: "alibaba.account.basic", ask: func(ctx context.Context) error { return c.authorise(ctx, t) }},
	}
}

// interrupt has the program killed while the call is under way, starts it again and asks again.
func (c *caller) interrupt(t *testing.T, call call, kind string) {
	t.Helper()
	if call.prepare != nil {
		call.prepare()
	}
	c.sandbox.Must(t, http.MethodPost, "/faults", map[string]any{"kind": kind, "api": call.api, "count": 1, "millis": 60_000}, nil)
	ctx := context.WithoutCancel(t.Context())
	answer := make(chan error, 1)
	go func() { answer <- call.ask(ctx) }()
	eventually(t, 20*time.Second, func() string {
		var left []any
		select {
		case err := <-answer:
			t.Fatalf("%s was answered though 1688 said nothing: %v", call.api, err)
		default:
		}
		if c.sandbox.Must(t, http.MethodGet, "/faults", nil, &left); len(left) > 0 {
			return call.api + " is not called"
		}
		return ""
	})
	c.server.Kill()
	if err := <-answer; err == nil {
		t.Errorf("%s was answered by a killed program", call.api)
	}
	c.sandbox.Must(t, http.MethodDelete, "/faults", nil, nil)
	c.start(t)
	// A token that was being refreshed is left alone until the lease of the killed program ends.
	eventually(t, settleWithin, func() string {
		if err := call.ask(ctx); err != nil {
			return fmt.Sprintf("asked again, %s: %v", call.api, err)
		}
		return ""
	})
	if t.Failed() {
		t.Fatalf("%s, %s; what the server said last:\n%s", call.api, kind, c.server.Output())
	}
}

// look reads the offer that was bought before.
func (c *caller) look(ctx context.Context) error {
	return c.shopper.Do(ctx, http.MethodPost, "/offers/actions/look-up", "", map[string]any{"accountId": c.account, "link": c.offer}, nil)
}

// expire ends the access tokens there are; the next call refreshes first.
func (c *caller) expire(t *testing.T) {
	t.Helper()
	var tokens []struct {
		ID int `json:"id"`
	}
	c.sandbox.Must(t, http.MethodGet, "/tokens", nil, &tokens)
	for _, token := range tokens {
		c.sandbox.Must(t, http.MethodPost, fmt.Sprintf("/tokens/%d/expire", token.ID), nil, nil)
	}
}

// divisions asks for those of the next place that nobody has asked about.
func (c *caller) divisions(ctx context.Context) error {
	var page list
	err := c.shopper.Do(ctx, http.MethodGet, "/divisions?parent="+c.parents[0], "", nil, &page)
	if err == nil {
		c.parents = c.parents[1:]
	}
	return err
}

func (c *caller) payLinks(ctx context.Context) error {
	var request struct {
		Version int64 `json:"version"`
	}
	if err := c.shopper.Do(ctx, http.MethodGet, "/payment-requests/"+c.request, "", nil, &request); err != nil {
		return err
	}
	var out struct {
		Links []struct {
			URL string `json:"url"`
		} `json:"links"`
	}
	err := c.shopper.Do(ctx, http.MethodPost, "/payment-requests/actions/pay-links", "", map[string]any{"documents": []any{map[string]any{"id": c.request, "version": request.Version}}}, &out)
	if err == nil && (len(out.Links) != 1 || out.Links[0].URL == "") {
		return fmt.Errorf("it answers %+v", out)
	}
	return err
}

// authorise is the owner of the account, who signs in on 1688 and comes back.
func (c *caller) authorise(ctx context.Context, t *testing.T) error {
	var begun struct {
		URL string `json:"url"`
	}
	if err := c.shopper.Do(ctx, http.MethodPost, "/buyer-accounts/authorizations", "", nil, &begun); err != nil {
		return err
	}
	back := c.shopper.Location(t, begun.URL+"&sandbox_login="+url.QueryEscape(buyerLogin))
	came := *c.shopper.Client
	came.Base, came.Set = "", ""
	err := came.Do(ctx, http.MethodGet, back, "", nil, nil)
	if refused, ok := world.IsRefused(err); ok && refused.Status < http.StatusBadRequest {
		return nil
	}
	return err
}

// wantOneAccount fails unless what was authorised again and again is the account it was.
func (c *caller) wantOneAccount(t *testing.T) {
	t.Helper()
	var accounts struct {
		Items []struct {
			ID    string `json:"id"`
			State string `json:"state"`
		} `json:"items"`
	}
	c.shopper.Must(t, http.MethodGet, "/buyer-accounts", nil, &accounts)
	ids := make([]string, 0, len(accounts.Items))
	for _, a := range accounts.Items {
		ids = append(ids, a.ID+" "+a.State)
	}
	if !slices.Equal(ids, []string{c.account + " valid"}) {
		t.Errorf("the accounts are %s", strings.Join(ids, ", "))
	}
}
