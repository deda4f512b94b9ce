package app

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
)

// told is one line of a history, as answered.
type told struct {
	Action, Entity, ActorName, IP string
	Before, After                 map[string]any
	Names                         map[string]string
}

// Each record tells its own history to those who may see it, and to nobody else.
func TestARecordsHistoryIsForThoseWhoMaySeeIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sell(t, w.Owner)
	elsewhere := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "W9", "name": "外仓"}).Want(t, http.StatusCreated, "").Text("id")
	role := w.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "临时工", "permissions": []string{"sale.read"}}).Want(t, http.StatusOK, "").Text("id")
	clerk := w.member(t, "clerk", only(s.warehouse), everything(), "sale.read")
	safe := w.Owner.Do(t, http.MethodPost, "/fund-accounts", map[string]any{"name": "保险柜", "kind": "cash"}).Want(t, http.StatusCreated, "").Text("id")
	transfer := w.Owner.Do(t, http.MethodPost, "/fund-transfers", map[string]any{"fromAccountId": s.fund, "toAccountId": safe, "amount": "1"}).Want(t, http.StatusCreated, "").Text("id")
	supplier := w.Owner.Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "义乌小商品"}).Want(t, http.StatusCreated, "").Text("id")
	order := w.Owner.Do(t, http.MethodPost, "/purchase-orders", map[string]any{
		"mode": "submit", "supplierId": supplier, "lines": []any{map[string]any{"skuId": s.sku, "quantity": "1", "price": "1"}},
	}).Want(t, http.StatusCreated, "").Text("id")
	goods := w.Owner.Do(t, http.MethodPost, "/purchase-receipts", map[string]any{
		"mode": "post", "supplierId": supplier, "lines": []any{map[string]any{"skuId": s.sku, "quantity": "1", "price": "1"}},
	}).Want(t, http.StatusCreated, "").Text("id")
	request := w.Owner.Do(t, http.MethodPost, "/payment-requests", map[string]any{"kind": "balance", "lines": []any{map[string]any{"orderId": order}}}).Want(t, http.StatusCreated, "").Text("id")
	records := []struct {
		path, permission string
		actions          []string
		scoped           bool // a person of another warehouse and of no shop does not see it
	}{
		{"/products/" + s.product, "product.read", []string{"create"}, false},
		{"/customers/" + s.customer, "customer.read", []string{"create"}, false},
		{"/suppliers/" + supplier, "supplier.read", []string{"create"}, false},
		{"/purchase-receipts/" + goods, "purchase.read", []string{"post"}, true},
		{"/purchase-orders/" + order, "purchase.read", []string{"create"}, true},
		{"/payment-requests/" + request, "payment_request.read", []string{"create"}, true},
		{"/warehouses/" + elsewhere, "stock.read", []string{"create"}, false},
		{"/shops/" + s.shop, "shop.read", []string{"create", "download", "download_done", "update"}, true},
		{"/sales/" + s.sale, "sale.read", []string{"create"}, true},
		{"/stock-documents/" + s.opening, "stock.read", []string{"create", "post"}, true},
		{"/receipts/" + s.receipt, "receivable.read", []string{"post"}, true},
		{"/preorders/" + s.preorder, "preorder.read", []string{"create"}, true},
		{"/fund-accounts/" + s.fund, "fund_account.read", nil, false},
		{"/fund-transfers/" + transfer, "fund_transfer.read", []string{"post"}, false},
		{"/users/" + clerk.ID.String(), "user.read", []string{"create", "update"}, false},
		{"/roles/" + role, "user.read", []string{"create"}, false},
	}
	stranger := w.member(t, "stranger", everything(), everything(), "audit.read")
	for i, r := range records {
		reader := w.member(t, "reader"+string(rune('a'+i)), only(elsewhere), only(), r.permission)
		lines := history(t, w.Owner, r.path)
		for _, action := range r.actions {
			if !slices.ContainsFunc(lines, func(l told) bool { return l.Action == action && l.ActorName != "" }) {
				t.Errorf("%s: no %s among %+v", r.path, action, lines)
			}
		}
		stranger.Get(t, r.path+"/history").Want(t, http.StatusForbidden, "forbidden")
		if a := reader.Get(t, r.path+"/history"); (a.Status == http.StatusNotFound) != r.scoped || (a.Status == http.StatusOK) == r.scoped {
			t.Errorf("%s: somebody of elsewhere gets %d\n%s", r.path, a.Status, a.Body)
		}
	}
}

func TestHistoryHidesCostsAndNamesRecords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sell(t, w.Owner)
	keeper := w.member(t, "keeper", everything(), everything(), "stock.read", "fund_account.read", "fund_account.edit")
	costs := func(p *apitest.Person) (n int) {
		for _, l := range history(t, p, "/stock-documents/"+s.opening) {
			if _, shown := l.After["cost"]; shown {
				n++
			}
		}
		return n
	}
	if costs(w.Owner) == 0 || costs(keeper) != 0 {
		t.Errorf("costs in %d lines of the owner's, %d of who may not see them", costs(w.Owner), costs(keeper))
	}
	level := history(t, w.Owner, "/customers/"+s.customer)[0]
	if id, _ := level.After["levelId"].(string); id == "" || level.Names[id] == "" {
		t.Errorf("the customer's level has no name: %+v", level)
	}
	if level.IP == "" {
		t.Errorf("from where is missing: %+v", level)
	}
	clerk := w.member(t, "clerk", only(s.warehouse), only(s.shop))
	update := history(t, w.Owner, "/users/"+clerk.ID.String())[0]
	if update.Names[s.warehouse] == "" || update.Names[s.shop] == "" {
		t.Errorf("warehouses and shops of a person have no names: %+v", update)
	}
	fund := w.Owner.Get(t, "/fund-accounts/"+s.fund).Want(t, http.StatusOK, "")
	keeper.Do(t, http.MethodPut, "/fund-accounts/"+s.fund, map[string]any{
		"name": "改名的账户", "kind": fund.At("kind"), "active": true, "default": fund.At("default"), "version": fund.At("version"),
	}).Want(t, http.StatusOK, "")
	for _, l := range history(t, keeper, "/fund-accounts/"+s.fund) {
		for key := range l.After {
			if strings.EqualFold(key, "balance") {
				t.Errorf("the balance is told to who may not see it: %+v", l)
			}
		}
	}
}

// The counter-document of a receipt has a history too.
func TestTakingAReceiptBackIsToldOnBoth(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sell(t, w.Owner)
	id := w.Owner.Do(t, http.MethodPost, "/receipts", map[string]any{"customerId": s.customer, "fundAccountId": s.fund, "amount": "5"}).Want(t, http.StatusCreated, "").Text("id")
	counter := w.Owner.Do(t, http.MethodPost, "/receipts/"+id+"/actions/reverse", map[string]any{}).Want(t, http.StatusOK, "").Text("id")
	if lines := history(t, w.Owner, "/receipts/"+id); lines[0].Action != "reverse" {
		t.Errorf("the receipt: %+v", lines)
	}
	if lines := history(t, w.Owner, "/receipts/"+counter); len(lines) != 1 || lines[0].After["amount"] != "-5.00" {
		t.Errorf("its counter-receipt: %+v", lines)
	}
}

func history(t *testing.T, p *apitest.Person, path string) []told {
	t.Helper()
	var page struct{ Items []told }
	p.Get(t, path+"/history").Want(t, http.StatusOK, "").JSON(t, &page)
	return page.Items
}

func TestHistorySpellsCodesInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	role := w.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "临时工", "permissions": []string{"cost.see"}}).Want(t, http.StatusOK, "").Text("id")
	for lang, want := range map[string]string{"zh-CN": "查看成本和进价", "en-US": "See costs and purchase prices"} {
		got := w.Owner.Do(t, http.MethodGet, "/roles/"+role+"/history", nil, apitest.Header("Accept-Language", lang)).Want(t, http.StatusOK, "")
		if got.Text("items", 0, "names", "cost.see") != want {
			t.Errorf("%s: %s", lang, got.Body)
		}
	}
}
