package app

import (
	"bufio"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/tenant"
)

// reach is a data scope as people are given one.
type reach map[string]any

func everything() reach          { return reach{"all": true} }
func only(ids ...string) reach   { return reach{"all": false, "ids": append([]string{}, ids...)} }
func texts(list []string) string { return strings.Join(list, " ") }

// member makes a person in the owner's set who holds these permissions alone.
func (w *world) member(t *testing.T, login string, warehouses, shops reach, permissions ...string) *apitest.Person {
	t.Helper()
	role := w.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "岗位 " + login, "permissions": append([]string{}, permissions...)}).Want(t, http.StatusOK, "").Text("id")
	p := w.Member(t, login, tenant.RoleViewer)
	version := w.Owner.Get(t, "/users/"+p.ID.String()).Want(t, http.StatusOK, "").At("version")
	w.Owner.Do(t, http.MethodPut, "/users/"+p.ID.String(), map[string]any{
		"active": true, "roleIds": []string{role}, "warehouses": warehouses, "shops": shops, "version": version,
	}).Want(t, http.StatusOK, "")
	return p
}

func TestVerifyTellsNoCostsToThoseWhoMayNotSeeThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sell(t, w.Owner)
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		for _, broken := range []string{"UPDATE cost_pool SET value = value + 1234567", "UPDATE stock_balance SET on_hand = on_hand + 1000000"} {
			if _, err := tx.Exec(ctx, broken+" WHERE tenant_id = ?", tx.Tenant); err != nil {
				return err
			}
		}
		return nil
	})
	checks := func(p *apitest.Person) map[string]bool { // with figures?
		var body struct {
			Findings []struct{ Check, Want, Got string }
		}
		p.Get(t, "/verify").Want(t, http.StatusOK, "").JSON(t, &body)
		out := map[string]bool{}
		for _, f := range body.Findings {
			out[f.Check] = f.Want != "" && f.Got != ""
		}
		return out
	}
	auditor := w.member(t, "auditor", everything(), everything(), "verify.run")
	if diff := cmp.Diff(map[string]bool{"stock.balance": true, "stock.pool_value": false}, checks(auditor)); diff != "" {
		t.Errorf("without cost.see (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]bool{"stock.balance": true, "stock.pool_value": true}, checks(w.Owner)); diff != "" {
		t.Errorf("the owner (-want +got):\n%s", diff)
	}
}

// The proof names documents, warehouses and SKUs of everybody.
func TestVerifyAsksForTheWholeSet(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	own := w.sell(t, w.Owner)
	w.member(t, "whole", everything(), everything(), "verify.run").Get(t, "/verify").Want(t, http.StatusOK, "")
	w.member(t, "depot", only(own.warehouse), everything(), "verify.run", "cost.see").Get(t, "/verify").Want(t, http.StatusForbidden, "scope.limited")
	w.member(t, "shops", everything(), only(own.shop), "verify.run", "cost.see").Get(t, "/verify").Want(t, http.StatusForbidden, "scope.limited")
}

// figures of the home page, as answered.
func figures(t *testing.T, p *apitest.Person) map[string]json.RawMessage {
	t.Helper()
	var body map[string]json.RawMessage
	p.Get(t, "/home").Want(t, http.StatusOK, "").JSON(t, &body)
	delete(body, "$schema")
	return body
}

func TestHomeShowsEachFigureWithItsPermissionOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sell(t, w.Owner)
	sees := map[string][]string{
		"nothing":  {},
		"sales":    {"drafts", "toReview", "sales"},
		"preorder": {"preordersRefused", "preordersChecking", "preordersUnpaid"},
		"match":    {"unmatched"},
		"shop":     {"shops", "shopsExpiring"},
		"buyer":    {"buyersExpiring"},
		"stock":    {"belowZero", "hasOpeningStock"},
		"money":    {"openReceivables"},
		"owing":    {"openPayables"},
		"product":  {"products"},
		"suggest":  {"toBuy"},
		"adopt":    {"toAdopt"},
		"buying":   {"wmsAttention"},
		"orders":   {"orderProblems"},
	}
	permission := map[string][]string{
		"sales": {"sale.read"}, "preorder": {"preorder.read"}, "match": {"match.read"}, "shop": {"shop.read"}, "buyer": {"buyer_account.read"},
		"stock": {"stock.read"}, "money": {"receivable.read"}, "owing": {"payable.read"}, "product": {"product.read"},
		"suggest": {"suggest.read"}, "adopt": {"platform_order.adopt"}, "buying": {"purchase.read"}, "orders": {"platform_order.read"},
	}
	all := []string{"stockValue"}
	for login, want := range sees {
		got := slices.Sorted(maps.Keys(figures(t, w.member(t, login, everything(), everything(), permission[login]...))))
		slices.Sort(want)
		if diff := cmp.Diff(want, append([]string{}, got...)); diff != "" {
			t.Errorf("who holds %v sees (-want +got)\n%s", permission[login], diff)
		}
		all = append(all, want...)
	}
	slices.Sort(all)
	if diff := cmp.Diff(all, slices.Sorted(maps.Keys(figures(t, w.Owner)))); diff != "" {
		t.Errorf("the owner sees (-want +got)\n%s", diff)
	}
	if got := figures(t, w.member(t, "cost", everything(), everything(), "cost.see")); len(got) != 0 {
		t.Errorf("who may see costs but no stock sees %v", got)
	}
	sales := figures(t, w.member(t, "seller", everything(), everything(), "sale.read"))["sales"]
	if strings.Contains(string(sales), "cost") {
		t.Errorf("costs are shown: %s", sales)
	}
}

func TestHomeStaysInsideTheDataScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sell(t, w.Owner)
	// Something of everything that is counted.
	line := []any{map[string]any{"skuId": s.sku, "quantity": "1"}}
	w.Owner.Do(t, http.MethodPost, "/sales", map[string]any{"mode": "draft", "customerId": s.customer, "shopId": s.shop, "lines": line}).Want(t, http.StatusCreated, "")
	w.Owner.Do(t, http.MethodPost, "/sales", map[string]any{"mode": "post", "customerId": s.customer, "shopId": s.shop, "lines": line}).Want(t, http.StatusCreated, "")
	w.work(t)
	w.Owner.Do(t, http.MethodPost, "/products/actions/set-negative-stock", map[string]any{"ids": []string{s.product}, "negativeStock": true}).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, "/sales", map[string]any{
		"mode": "post", "customerId": s.customer, "shopId": s.shop, "lines": []any{map[string]any{"skuId": s.sku, "quantity": "30"}},
	}).Want(t, http.StatusCreated, "")
	w.Owner.Do(t, http.MethodPost, "/online-skus/actions/unmatch", map[string]any{"ids": []string{s.online}}).Want(t, http.StatusOK, "")
	elsewhere := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "W9", "name": "外仓"}).Want(t, http.StatusCreated, "").Text("id")
	supplier := w.Owner.Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "厂家"}).Want(t, http.StatusCreated, "").Text("id")
	w.Owner.Do(t, http.MethodPost, "/sources", map[string]any{"skuId": s.sku, "supplierId": supplier, "num": 1, "price": "2"}).Want(t, http.StatusCreated, "")
	w.suggest(t, w.Owner, s, "", "", "")
	w.authoriseBuyer(t, w.Owner, "小王服装店")
	account := first(t, w.Owner, "/buyer-accounts", "id")
	w.buyByHand(t, "小王服装店")
	w.fetched(t, w.Owner, account)
	w.Exec(t, "UPDATE platform_order SET standing = 'problem' WHERE tenant_id = ?", w.A.ID)
	permissions := []string{"sale.read", "preorder.read", "match.read", "shop.read", "stock.read", "cost.see", "suggest.read", "platform_order.adopt", "platform_order.read", "platform_order.fetch"}

	type counts struct {
		Drafts, PreordersUnpaid, Unmatched, BelowZero, ToBuy, ToAdopt, OrderProblems, Shops int
		HasOpeningStock                                                                     bool
		StockValue                                                                          string
		Sales                                                                               []struct {
			Count int
			Total string
		}
	}
	read := func(login string, warehouses, shops reach) (c counts, total string) {
		t.Helper()
		w.member(t, login, warehouses, shops, permissions...).Get(t, "/home").Want(t, http.StatusOK, "").JSON(t, &c)
		return c, c.Sales[len(c.Sales)-1].Total
	}
	here, soldHere := read("here", only(s.warehouse), only(s.shop, account))
	if here.Drafts != 1 || here.PreordersUnpaid != 1 || here.Unmatched == 0 || here.BelowZero != 1 || here.ToBuy != 1 || here.ToAdopt == 0 || here.OrderProblems == 0 || here.Shops != 1 || !here.HasOpeningStock || soldHere == "0.00" {
		t.Errorf("inside the scope: %+v", here)
	}
	whole, soldWhole := read("whole", everything(), everything())
	if diff := cmp.Diff(whole, here); diff != "" || soldWhole != soldHere {
		t.Errorf("the scope that holds everything shows something else (-whole +scope)\n%s", diff)
	}
	away, soldAway := read("away", only(elsewhere), only(s.shop))
	if away.Drafts != 0 || away.BelowZero != 0 || away.ToBuy != 0 || away.OrderProblems != 0 || away.HasOpeningStock || away.StockValue != "0" || soldAway != "0.00" || away.Sales[len(away.Sales)-1].Count != 0 {
		t.Errorf("from another warehouse: %+v", away)
	}
	shopless, soldShopless := read("shopless", everything(), only())
	if shopless.Drafts != 0 || shopless.PreordersUnpaid != 0 || shopless.Unmatched != 0 || shopless.ToAdopt != 0 || shopless.OrderProblems != 0 || shopless.Shops != 0 || soldShopless != "0.00" {
		t.Errorf("without shops: %+v", shopless)
	}
}

func TestTasksAreForThoseWhoMaySeeWhatTheyAreAbout(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sell(t, w.Owner)
	w.Owner.Do(t, http.MethodPost, "/shops/"+s.shop+"/downloads", map[string]any{"mode": "create"}).Want(t, http.StatusAccepted, "")
	task := first(t, w.Owner, "/tasks?open=true", "id")
	cases := []struct {
		login        string
		shops        reach
		permissions  []string
		read, cancel int
	}{
		{"nobody", everything(), nil, http.StatusNotFound, http.StatusNotFound},
		{"jobs", everything(), []string{"job.read", "job.manage"}, http.StatusNotFound, http.StatusNotFound},
		{"away", only(), []string{"shop.read", "download.run"}, http.StatusNotFound, http.StatusNotFound},
		{"reader", everything(), []string{"shop.read"}, http.StatusOK, http.StatusForbidden},
		{"runner", only(s.shop), []string{"download.run"}, http.StatusOK, http.StatusOK},
	}
	for _, c := range cases {
		p := w.member(t, c.login, everything(), c.shops, c.permissions...)
		total := p.Get(t, "/tasks").Want(t, http.StatusOK, "").At("total")
		if seen := total != 0; seen != (c.read == http.StatusOK) {
			t.Errorf("%s: the list has %v", c.login, total)
		}
		if a := p.Get(t, "/tasks/"+task); a.Status != c.read {
			t.Errorf("%s: reading answers %d, want %d", c.login, a.Status, c.read)
		}
		if a := p.Do(t, http.MethodPost, "/tasks/"+task+"/cancel", nil); a.Status != c.cancel {
			t.Errorf("%s: cancelling answers %d, want %d\n%s", c.login, a.Status, c.cancel, a.Body)
		}
	}
}

func TestEventsAreForThoseWhoMaySeeWhatTheyName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sell(t, w.Owner)
	server := httptest.NewServer(w.Handler)
	t.Cleanup(server.Close)
	listen := func(p *apitest.Person) *bufio.Scanner {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/api/v1/events?accountSet="+w.A.ID.String(), http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.AddCookie(&http.Cookie{Name: api.CookieName, Value: p.Cookie}) //nolint:gosec // a request's cookie has no attributes
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = answer.Body.Close() })
		lines := bufio.NewScanner(answer.Body)
		if !lines.Scan() || answer.StatusCode != http.StatusOK {
			t.Fatalf("the stream did not open: %s", answer.Status)
		}
		return lines
	}
	elsewhere := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "W9", "name": "外仓"}).Want(t, http.StatusCreated, "").Text("id")
	work := []string{"sale.read", "preorder.read", "shop.read"}
	cases := []struct {
		person *apitest.Person
		want   []string
	}{
		{w.Owner, []string{"sale", "preorder", "shop", "task"}},
		{w.member(t, "nobody", everything(), everything()), nil},
		{w.member(t, "sales", everything(), everything(), "sale.read"), []string{"sale"}},
		{w.member(t, "preorders", everything(), everything(), "preorder.read"), []string{"preorder"}},
		{w.member(t, "shops", everything(), everything(), "shop.read"), []string{"shop", "task"}},
		{w.member(t, "buyers", everything(), everything(), "buyer_account.read"), []string{"shop"}}, // an account may serve both
		{w.member(t, "here", only(s.warehouse), only(s.shop), work...), []string{"sale", "preorder", "shop", "task"}},
		{w.member(t, "away", only(elsewhere), everything(), work...), []string{"preorder", "shop", "task"}},
		{w.member(t, "shopless", everything(), only(), work...), nil},
	}
	var streams []*bufio.Scanner
	for _, c := range cases {
		streams = append(streams, listen(c.person))
	}
	err := w.DB.InTx(t.Context(), w.Scope(), func(_ context.Context, tx *db.Tx) error {
		live.PublishTx(tx, "sale", map[string]string{"id": s.sale, "state": "posted"})
		live.PublishTx(tx, "preorder", map[string]string{"id": s.preorder, "saleId": s.sale})
		live.PublishTx(tx, "shop", map[string]string{"id": s.shop})
		live.PublishTx(tx, "task", map[string]string{"id": s.task, "refKind": "shop", "refId": s.shop})
		live.PublishTx(tx, "task", map[string]string{"id": "1"})           // about nothing a person is known to see
		live.PublishTx(tx, "unheard", map[string]string{"id": "1"})        // nobody is said to hear it
		live.PublishTx(tx, live.Reload, map[string]string{"end": "of it"}) // for everybody
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		var got []string
		for streams[i].Scan() && streams[i].Text() != `data: {"end":"of it"}` {
			if topic, found := strings.CutPrefix(streams[i].Text(), "event: "); found && topic != live.Reload {
				got = append(got, topic)
			}
		}
		if c.person == w.Owner { // who sees jobs hears of work about nothing else
			c.want = append(c.want, "task")
		}
		if texts(got) != texts(c.want) {
			t.Errorf("%s hears %v, want %v", c.person.Login, got, c.want)
		}
	}
}
