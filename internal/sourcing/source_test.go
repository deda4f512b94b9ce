package sourcing_test

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/tenant"
)

func TestSourcesByHand(t *testing.T) {
	t.Parallel()
	w := setup(t)
	skus := w.product(t, w.Owner, "T1", own("T1-BM", "黑色", "M"), own("T1-BL", "黑色", "L"))
	plain := w.product(t, w.Owner, "P1")["P1"]
	first, second := w.supplier(t, w.Owner, "老李布行", ""), w.supplier(t, w.Owner, "云裳", clothes)
	create := func(more map[string]any) map[string]any {
		body := map[string]any{"skuId": skus["T1-BM"], "supplierId": first, "code": "A-1", "num": 24, "den": 2, "leadDays": 3, "price": "12.3456"}
		maps.Copy(body, more)
		return body
	}
	a := w.Owner.Do(t, http.MethodPost, "/sources", create(nil)).Want(t, http.StatusCreated, "")
	if a.At("num") != 12 || a.At("den") != 1 || a.Text("state") != "active" || a.At("priority") != 1 || a.Text("price") != "12.3456" || a.Text("supplierName") != "老李布行" {
		t.Errorf("source: %s", a.Body)
	}
	id := a.Text("id")
	w.Owner.Do(t, http.MethodPost, "/sources", create(nil)).Want(t, http.StatusConflict, "source.code_twice")
	other := w.Owner.Do(t, http.MethodPost, "/sources", create(map[string]any{"supplierId": second})).Want(t, http.StatusCreated, "").Text("id")

	// A link is an offer whose spec is not chosen yet; the SKU it names is kept for then.
	link := w.Owner.Do(t, http.MethodPost, "/sources", create(map[string]any{"skuId": plain, "link": "https://m.1688.com/offer/554456348334.html?skuId=3332", "accountId": w.account})).Want(t, http.StatusCreated, "")
	if link.Text("state") != "unmatched" || link.Text("offerId") != "554456348334" || link.Text("offerUrl") != "https://detail.1688.com/offer/554456348334.html" || link.Text("accountName") != wang+"_buy" {
		t.Errorf("link: %s", link.Body)
	}

	// Everything that is wrong is told at once, at its field.
	bad := w.Owner.Do(t, http.MethodPost, "/sources", map[string]any{
		"skuId": "7", "supplierId": "7", "accountId": "7", "link": "https://detail.tmall.com/item.htm?id=554456348334", "num": -1, "den": 2_000_000, "multiple": -1, "minimum": -1, "leadDays": 5000, "code": "a\u0007",
	}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	for _, want := range []string{
		"skuId sku.not_found", "supplierId supplier.not_found", "accountId shop.not_found", "link offer.foreign_link", "num decimal.not_positive", "den decimal.out_of_range",
		"multiple decimal.not_positive", "minimum decimal.not_positive", "leadDays decimal.out_of_range", "code input.character",
	} {
		if !slices.Contains(bad.Fields(), want) {
			t.Errorf("%q is not among %q", want, bad.Fields())
		}
	}

	// Changed, ordered, removed; each with a line of the history.
	change := map[string]any{"supplierId": first, "code": "A-2", "num": 1, "den": 3, "minimum": 5, "price": "11", "version": 1}
	w.Owner.Do(t, http.MethodPut, "/sources/"+id, change).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPut, "/sources/"+id, change).Want(t, http.StatusConflict, "version.stale")
	order := "/sourced-skus/" + skus["T1-BM"].String() + "/order"
	if got := w.Owner.Do(t, http.MethodPut, order, map[string]any{"ids": []string{other, id}}).Want(t, http.StatusOK, ""); texts(got, "sources", "id") != other+" "+id {
		t.Errorf("order: %s", got.Body)
	}
	w.Owner.Do(t, http.MethodPut, order, map[string]any{"ids": []string{other}}).Want(t, http.StatusConflict, "source.order")
	w.Owner.Do(t, http.MethodPut, order, map[string]any{"ids": []string{other, other}}).Want(t, http.StatusConflict, "source.order")
	w.Owner.Do(t, http.MethodPut, order, map[string]any{"ids": []string{other, id, link.Text("id")}}).Want(t, http.StatusNotFound, "source.not_found")
	history := w.Owner.Get(t, "/sources/"+id+"/history").Want(t, http.StatusOK, "")
	if texts(history, "items", "action") != "update update create" || history.Text("items", 2, "after", "cost") != "12.3456" { //nolint:dupword // one action of each entry
		t.Errorf("history: %s", history.Body)
	}
	w.Owner.Do(t, http.MethodDelete, "/sources/"+other, nil).Want(t, http.StatusNoContent, "")
	if got := w.Owner.Get(t, "/sources/"+id).Want(t, http.StatusOK, ""); got.At("priority") != 1 {
		t.Errorf("those behind do not move up: %s", got.Body)
	}

	// Who has sources stays; a SKU takes its sources along.
	w.Owner.Do(t, http.MethodDelete, "/suppliers/"+first.String(), nil).Want(t, http.StatusConflict, "supplier.in_use")
	product := w.Owner.Get(t, "/sourced-skus/"+plain.String()).Text("productId")
	w.Owner.Do(t, http.MethodDelete, "/products/"+product, nil).Want(t, http.StatusNoContent, "")
	if n := w.Number(t, `SELECT COUNT(*) FROM sku_source WHERE tenant_id = ? AND sku_id = ?`, plain); n != 0 {
		t.Error("a deleted SKU has sources")
	}
}

func TestListOfSKUsWithTheirSources(t *testing.T) {
	t.Parallel()
	w := setup(t)
	skus := w.product(t, w.Owner, "T1", own("T1-BM", "黑色", "M"), own("T1-BL", "黑色", "L"), own("T1-WM", "白色", "M"))
	w.product(t, w.Owner, "P1")
	supplier := w.supplier(t, w.Owner, "老李布行", "")
	add := func(sku string, more map[string]any) {
		t.Helper()
		body := map[string]any{"skuId": skus[sku], "supplierId": supplier, "price": "3.5"}
		maps.Copy(body, more)
		w.Owner.Do(t, http.MethodPost, "/sources", body).Want(t, http.StatusCreated, "")
	}
	add("T1-BM", nil)
	add("T1-BL", map[string]any{"link": "554456348334", "accountId": w.account})
	o := w.shirt(t)
	w.look(t, skus["T1-WM"], o.Link()).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, "/sources/actions/match", map[string]any{"skuId": skus["T1-WM"], "offerId": o.Ref(), "spec": o.SKUs[2].SpecID, "accountId": w.account}).Want(t, http.StatusCreated, "")

	list := func(query string) string {
		t.Helper()
		return texts(w.Owner.Get(t, "/sourced-skus?sort=code&"+query).Want(t, http.StatusOK, ""), "items", "code")
	}
	for query, want := range map[string]string{
		"": "P1 T1-BL T1-BM T1-WM", "match=none": "P1", "match=unmatched": "P1 T1-BL T1-BM", "match=matched": "T1-WM", "match=linked": "T1-BL", "match=attention": "",
		"supplierId=" + supplier.String(): "T1-BL T1-BM", "accountId=" + w.account.String(): "T1-BL T1-WM", "state=unmatched": "T1-BL", "q=T1-BL": "T1-BL", "active=false": "",
	} {
		if got := list(query); got != want {
			t.Errorf("%q lists %q, want %q", query, got, want)
		}
	}
	w.Owner.Get(t, "/sourced-skus?sort=price").Want(t, http.StatusUnprocessableEntity, "input.fields")
	if got := w.Owner.Get(t, "/sources?state=unmatched").Want(t, http.StatusOK, ""); got.At("total") != 1 || got.Text("items", 0, "price") != "3.50" {
		t.Errorf("sources: %s", got.Body)
	}
	file := string(w.Owner.Get(t, "/sourced-skus/export?format=csv&sort=code").Want(t, http.StatusOK, "").Body)
	if strings.Count(file, "\n") != 5 || !strings.Contains(file, "T1-BM,商品T1,黑色 / M,老李布行,1,可采购") || !strings.Contains(file, "3.50") || !strings.Contains(file, o.Link()) {
		t.Errorf("export:\n%s", file)
	}

	// Prices are for those who may see them; accounts out of reach are not shown.
	keeper := w.Member(t, "keeper", tenant.RoleViewer)
	role := w.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "只看货源", "permissions": []string{"source.read", "source.write"}}).Want(t, http.StatusOK, "").Text("id")
	w.Owner.Do(t, http.MethodPut, "/users/"+keeper.ID.String(), map[string]any{
		"active": true, "roleIds": []string{role}, "version": 1, "warehouses": map[string]any{"all": true}, "shops": map[string]any{"all": false, "ids": []string{}},
	}).Want(t, http.StatusOK, "")
	seen := keeper.Get(t, "/sources?pageSize=50").Want(t, http.StatusOK, "")
	if seen.At("total") != 1 || seen.At("items", 0, "price") != nil || strings.Contains(string(keeper.Get(t, "/sourced-skus/export?format=csv").Body), "3.50") {
		t.Errorf("who may see neither prices nor accounts sees %s", seen.Body)
	}
	source := seen.Text("items", 0, "id")
	keeper.Do(t, http.MethodPut, "/sources/"+source, map[string]any{"supplierId": supplier, "num": 2, "version": seen.At("items", 0, "version")}).Want(t, http.StatusOK, "")
	if got := w.Owner.Get(t, "/sources/"+source); got.Text("price") != "3.50" || got.At("num") != 2 {
		t.Errorf("a change by who sees no price: %s", got.Body)
	}
	if got := string(keeper.Get(t, "/sources/"+source+"/history").Want(t, http.StatusOK, "").Body); strings.Contains(got, "3.5") {
		t.Errorf("the history tells the price: %s", got)
	}
	hidden := w.Owner.Get(t, "/sources?state=unmatched").Text("items", 0, "id")
	keeper.Get(t, "/sources/"+hidden).Want(t, http.StatusNotFound, "source.not_found")
	keeper.Do(t, http.MethodPost, "/offers/actions/look-up", map[string]any{"accountId": w.account, "link": o.Link()}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	keeper.Do(t, http.MethodPost, "/match-runs", map[string]any{"accountId": w.account, "text": "T1-BM " + o.Link()}).Want(t, http.StatusUnprocessableEntity, "input.fields")
}

// The lines of an order ask for the sources of all their SKUs together.
func TestSourcesOfSeveralSKUs(t *testing.T) {
	t.Parallel()
	w := setup(t)
	supplier := w.supplier(t, w.Owner, "老李布行", "")
	var skus []string
	for i, code := range []string{"P1", "P2", "P3"} {
		sku := w.product(t, w.Owner, code)[code].String()
		skus = append(skus, sku)
		w.Owner.Do(t, http.MethodPost, "/sources", map[string]any{"skuId": sku, "supplierId": supplier, "code": "C" + strconv.Itoa(i)}).Want(t, http.StatusCreated, "")
	}
	if got := texts(w.Owner.Get(t, "/sources?sort=createdAt&skuId="+skus[0]+","+skus[2]).Want(t, http.StatusOK, ""), "items", "code"); got != "C0 C2" {
		t.Errorf("of two SKUs: %q", got)
	}
	if got := texts(w.Owner.Get(t, "/sources?skuId="+skus[1]).Want(t, http.StatusOK, ""), "items", "code"); got != "C1" {
		t.Errorf("of one: %q", got)
	}
	w.Owner.Get(t, "/sources?skuId=x").Want(t, http.StatusUnprocessableEntity, "input.fields")
}
