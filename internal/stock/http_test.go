package stock_test

import (
	"bytes"
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// balanced takes the place of finance and wants entries that balance.
type balanced struct{ t *testing.T }

func (b balanced) PostAmountsTx(_ context.Context, _ *db.Tx, of doc.Ref, amounts map[string]dec.Cost) error {
	if sum, err := dec.SumCosts(slices.Collect(maps.Values(amounts))...); err != nil || sum != 0 {
		b.t.Errorf("the entry of %s is off by %s", of.No, sum)
	}
	return nil
}

type world struct {
	*apitest.World
	warehouse, otherWarehouse string
	skus, otherSKUs           []string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{}
	w.World = apitest.New(t, func(a *apitest.World) {
		stock.New(a.DB, catalog.New(a.DB, party.New(a.DB), t.TempDir()), balanced{t}).Register(a.API)
	})
	w.skus, w.otherSKUs = w.goods(t, w.Scope()), w.goods(t, w.OtherScope())
	w.warehouse = w.Owner.Get(t, "/warehouses").Want(t, 200, "").Text("items", 0, "id")
	w.otherWarehouse = w.Other.Get(t, "/warehouses").Want(t, 200, "").Text("items", 0, "id")
	return w
}

// goods makes one product with two SKUs.
func (w *world) goods(t *testing.T, sc db.Scope) []string {
	t.Helper()
	var out []string
	err := w.DB.InTx(t.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
		out = nil
		unit, group, product := tx.NewID(), tx.NewID(), tx.NewID()
		exec := func(query string, args ...any) {
			if _, err := tx.Exec(ctx, query, args...); err != nil {
				t.Fatalf("%s: %v", query, err)
			}
		}
		exec(`INSERT INTO unit (tenant_id, id, name, decimals, created_at) VALUES (?, ?, '枚', 1, ?)`, tx.Tenant, unit, tx.Now)
		exec(`INSERT INTO unit_group (tenant_id, id, name, base_unit_id, created_at) VALUES (?, ?, '枚', ?, ?)`, tx.Tenant, group, unit, tx.Now)
		exec(`INSERT INTO unit_group_unit (tenant_id, group_id, unit_id, num, den) VALUES (?, ?, ?, 1, 1)`, tx.Tenant, group, unit)
		exec(`INSERT INTO product (tenant_id, id, code, name, unit_group_id, created_at, updated_at) VALUES (?, ?, 'T1', '纯棉短袖', ?, ?, ?)`, tx.Tenant, product, group, tx.Now, tx.Now)
		for _, spec := range []string{"红色", "蓝色"} {
			sku := tx.NewID()
			exec(`INSERT INTO sku (tenant_id, id, product_id, code, spec, value_key) VALUES (?, ?, ?, ?, ?, ?)`, tx.Tenant, sku, product, "T1-"+spec, spec, spec)
			out = append(out, sku.String())
			if err := search.PutTx(ctx, tx, "sku", []search.Doc{{ID: sku, Text: []string{"T1-" + spec, "纯棉短袖", spec}}}); err != nil {
				return err
			}
		}
		return search.PutTx(ctx, tx, "product", []search.Doc{{ID: product, Text: []string{"T1", "纯棉短袖"}}})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func line(warehouse, sku string, more map[string]any) map[string]any {
	l := map[string]any{"warehouseId": warehouse, "skuId": sku}
	maps.Copy(l, more)
	return l
}

func (w *world) open(t *testing.T) *apitest.Answer {
	t.Helper()
	return w.Owner.Do(t, http.MethodPost, "/stock-documents", map[string]any{"kind": "opening_stock", "post": true, "lines": []any{
		line(w.warehouse, w.skus[0], map[string]any{"quantity": "10", "amount": "33"}),
		line(w.warehouse, w.skus[1], map[string]any{"quantity": "4", "unitCost": "0.0001"}),
	}}).Want(t, 201, "")
}

func TestAUnitSaysHowManyDecimalsItsQuantitiesHave(t *testing.T) {
	t.Parallel()
	w := newWorld(t) // 枚 has one
	for _, c := range []struct{ kind, reason string }{{"opening_stock", ""}, {"other_in", "found"}, {"other_out", "lost"}} {
		got := w.Owner.Do(t, http.MethodPost, "/stock-documents", map[string]any{"kind": c.kind, "reason": c.reason, "lines": []any{
			line(w.warehouse, w.skus[0], map[string]any{"quantity": "1.5", "zeroCost": true}),
			line(w.warehouse, w.skus[1], map[string]any{"quantity": "2.25", "zeroCost": true}),
		}}).Want(t, 422, "input.fields")
		if fields := strings.Join(got.Fields(), ","); fields != "lines[1].quantity unit.too_many_places" || got.Text("errors", 0, "params", "unit") != "枚" ||
			!strings.Contains(got.Text("errors", 0, "detail"), "2.25") {
			t.Errorf("%s: %s", c.kind, got.Body)
		}
	}
	sheet := workbook(t, []string{"单品编码", "数量", "单价"}, []any{"T1-红色", sheet.Number("1.5"), sheet.Number("1")}, []any{"T1-蓝色", sheet.Number("0.25"), sheet.Number("1")})
	got := w.Owner.Do(t, http.MethodPost, "/stock/opening/import?dryRun=true", sheet, apitest.Header("Content-Type", xlsx)).Want(t, 422, "input.fields")
	if fields := strings.Join(got.Fields(), ","); fields != "row 3.quantity unit.too_many_places" {
		t.Errorf("import: %s", got.Body)
	}
}

func TestStockHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	opened := w.open(t)
	if opened.Text("state") != "posted" || opened.Text("value") != "33.0004" || opened.Text("lines", 0, "unitCost") != "3.3" || opened.Text("lines", 0, "unit") != "枚" {
		t.Errorf("opening stock: %s", opened.Body)
	}
	w.Owner.Do(t, http.MethodPost, "/stock-documents", map[string]any{"kind": "other_out", "reason": "lost", "post": true, "lines": []any{
		line(w.warehouse, w.skus[0], map[string]any{"quantity": "4"}),
	}}).Want(t, 201, "")
	short := w.Owner.Do(t, http.MethodPost, "/stock-documents", map[string]any{"kind": "other_out", "reason": "lost", "post": true, "lines": []any{
		line(w.warehouse, w.skus[0], map[string]any{"quantity": "7"}), line(w.warehouse, w.skus[1], map[string]any{"quantity": "4.5"}),
	}}).Want(t, 409, "stock.short")
	if got := strings.Join(short.Fields(), ","); got != "lines[0].quantity stock.short_line,lines[1].quantity stock.short_line" || short.Text("errors", 1, "params", "short") != "0.5" {
		t.Errorf("short: %s", short.Body)
	}
	for by, want := range map[string][2]string{"warehouse": {"6", "19.8"}, "sku": {"6", "19.8"}, "product": {"10", "19.8004"}} {
		got := w.Owner.Get(t, "/stock/balances?nonZero=true&sort=-onHand&q=%E7%9F%AD%E8%A2%96&by="+by).Want(t, 200, "")
		if got.Text("items", 0, "available") != want[0] || got.Text("items", 0, "value") != want[1] {
			t.Errorf("balances by %s: %s", by, got.Body)
		}
		totals := w.Owner.Get(t, "/stock/balances/totals?by="+by).Want(t, 200, "")
		if totals.Text("onHand") != "10" || totals.Text("value") != "19.8004" {
			t.Errorf("totals by %s: %s", by, totals.Body)
		}
	}
	if got := w.Owner.Get(t, "/stock/balances?belowZero=true").Want(t, 200, ""); got.At("total") != 0 {
		t.Errorf("below zero: %s", got.Body)
	}
	moves := w.Owner.Get(t, "/stock/moves?skuId="+w.skus[0]+"&warehouseId="+w.warehouse).Want(t, 200, "")
	if moves.At("total") != 2 || moves.Text("items", 0, "value") != "-13.2" || moves.Text("items", 0, "onHand") != "6" || moves.Text("items", 0, "poolValue") != "19.8" {
		t.Errorf("ledger: %s", moves.Body)
	}
	w.Owner.Do(t, http.MethodPost, "/stock-documents/"+opened.Text("id")+"/actions/reverse", map[string]any{}).Want(t, 409, "stock.short")
	if got := w.Owner.Get(t, "/stock-documents?kind=opening_stock&state=posted&q=qc").Want(t, 200, ""); got.At("total") != 1 {
		t.Errorf("documents: %s", got.Body)
	}
}

func TestCostsNeedPermission(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.open(t).Text("id")
	sales := w.Member(t, "sales", tenant.RoleSales)
	for _, path := range []string{"/stock/balances", "/stock/balances?by=product", "/stock/balances/totals", "/stock/moves?skuId=" + w.skus[0], "/stock-documents", "/stock-documents/" + id} {
		got := sales.Get(t, path).Want(t, 200, "")
		for _, secret := range []string{`"value"`, `"unitCost"`, `"poolValue"`, "3.3", "33"} {
			if strings.Contains(string(got.Body), secret+":") || strings.Contains(string(got.Body), `"`+secret+`"`) {
				t.Errorf("%s shows %s: %s", path, secret, got.Body)
			}
		}
	}
	sales.Do(t, http.MethodPost, "/stock-documents", map[string]any{"kind": "opening_stock", "lines": []any{}}).Want(t, 403, "forbidden")
	sales.Do(t, http.MethodPost, "/stock-documents/"+id+"/actions/reverse", map[string]any{}).Want(t, 403, "forbidden")
}

// The audit log and the order of a list tell no costs either.
func TestCostsAreNotToldSideways(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.open(t)
	role := w.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "稽核", "permissions": []string{"audit.read", "stock.read"}})
	auditor := w.Member(t, "auditor", tenant.RoleViewer)
	user := w.Owner.Get(t, "/users/"+auditor.ID.String()).Want(t, 200, "")
	w.Owner.Do(t, http.MethodPut, "/users/"+auditor.ID.String(), map[string]any{
		"active": true, "roleIds": []string{role.Text("id")}, "version": user.At("version"), "warehouses": map[string]any{"all": true}, "shops": map[string]any{"all": true},
	}).Want(t, 200, "")
	const path = "/audit?entity=opening_stock&action=post"
	seen := w.Owner.Get(t, path).Want(t, 200, "")
	if seen.Text("items", 0, "after", "cost") != "33.0004" || seen.Text("items", 0, "after", "quantity") != "14" {
		t.Errorf("the owner's audit log: %s", seen.Body)
	}
	hidden := auditor.Get(t, path).Want(t, 200, "")
	if hidden.Text("items", 0, "after", "quantity") != "14" || strings.Contains(string(hidden.Body), "33.0004") || strings.Contains(string(hidden.Body), `"cost"`) || strings.Contains(string(hidden.Body), `"value"`) {
		t.Errorf("the auditor without cost.see: %s", hidden.Body)
	}
	w.Owner.Get(t, "/stock-documents?sort=value").Want(t, 200, "")
	auditor.Get(t, "/stock-documents?sort=value").Want(t, 422, "input.fields")
}

func TestReviewHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Exec(t, "UPDATE account_set SET stock_review = ? WHERE tenant_id = ?", true, w.A.ID)
	keeper, accountant := w.Member(t, "keeper", tenant.RoleWarehouse), w.Member(t, "accountant", tenant.RoleAccount)
	body := map[string]any{"kind": "other_in", "reason": "found", "post": true, "lines": []any{line(w.warehouse, w.skus[0], map[string]any{"quantity": "1", "amount": "2"})}}
	made := keeper.Do(t, http.MethodPost, "/stock-documents", body).Want(t, 201, "")
	path := "/stock-documents/" + made.Text("id")
	if made.Text("state") != "draft" {
		t.Errorf("not reviewed and %s", made.Text("state"))
	}
	keeper.Do(t, http.MethodPost, path+"/actions/post", map[string]any{"version": 1}).Want(t, 403, "forbidden")
	accountant.Do(t, http.MethodPost, path+"/actions/post", map[string]any{}).Want(t, 422, "input.fields")
	body["version"] = 1
	delete(body, "post")
	keeper.Do(t, http.MethodPut, path, body).Want(t, 200, "")
	// The keeper has changed what the accountant has on the screen.
	accountant.Do(t, http.MethodPost, path+"/actions/post", map[string]any{"version": 1}).Want(t, 409, "version.stale")
	if got := accountant.Do(t, http.MethodPost, path+"/actions/post", map[string]any{"version": 2}).Want(t, 200, ""); got.Text("postedBy") != "员工 accountant" {
		t.Errorf("reviewed: %s", got.Body)
	}
	keeper.Do(t, http.MethodDelete, path, nil).Want(t, 422, "input.fields")
	keeper.Do(t, http.MethodDelete, path+"?version=3", nil).Want(t, 409, "stock_document.state")
}

func TestSeveralStockDocumentsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := func(kind, reason, quantity string) map[string]any {
		l := map[string]any{"quantity": quantity}
		if kind == "other_in" {
			l["amount"] = "2"
		}
		a := w.Owner.Do(t, http.MethodPost, "/stock-documents", map[string]any{"kind": kind, "reason": reason, "lines": []any{line(w.warehouse, w.skus[0], l)}}).Want(t, 201, "")
		return map[string]any{"id": a.Text("id"), "version": a.At("version")}
	}
	act := func(who *apitest.Person, verb string, docs ...map[string]any) *apitest.Answer {
		return who.Do(t, http.MethodPost, "/stock-documents/actions/"+verb, map[string]any{"documents": docs}).Want(t, 200, "")
	}
	in, out, spare := draft("other_in", "found", "3"), draft("other_out", "lost", "9"), draft("other_in", "gift", "1")
	posted := act(w.Owner, "post", in, out)
	if posted.At("results", 0, "ok") != true || posted.At("results", 1, "ok") != false || posted.Text("results", 1, "problem", "code") != "stock.short" {
		t.Errorf("posted %s", posted.Body)
	}
	viewer := act(w.Member(t, "viewer", tenant.RoleViewer), "delete", out)
	if viewer.Text("results", 0, "problem", "code") != "forbidden" {
		t.Errorf("a viewer deletes: %s", viewer.Body)
	}
	// Somebody changes what the list on the screen still shows as it was.
	w.Owner.Do(t, http.MethodPut, "/stock-documents/"+spare["id"].(string), map[string]any{
		"kind": "other_in", "reason": "gift", "version": 1, "lines": []any{line(w.warehouse, w.skus[0], map[string]any{"quantity": "500", "amount": "2"})},
	}).Want(t, 200, "")
	for _, verb := range []string{"post", "delete"} {
		if got := act(w.Owner, verb, spare); got.Text("results", 0, "problem", "code") != "version.stale" {
			t.Errorf("%s what has changed: %s", verb, got.Body)
		}
	}
	w.Owner.Do(t, http.MethodPost, "/stock-documents/"+spare["id"].(string)+"/actions/post", map[string]any{"version": 0}).Want(t, 409, "version.stale")
	spare["version"] = 2
	gone := act(w.Owner, "delete", in, out, spare)
	if gone.Text("results", 0, "problem", "code") != "stock_document.state" || gone.At("results", 1, "ok") != true || gone.At("results", 2, "ok") != true {
		t.Errorf("deleted %s", gone.Body)
	}
	w.Owner.Get(t, "/stock-documents/"+spare["id"].(string)).Want(t, 404, "stock_document.not_found")
}

func TestWarehousesHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.open(t)
	made := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "02", "name": "二号仓"}).Want(t, 201, "")
	w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "02", "name": "三号仓"}).Want(t, 409, "warehouse.taken")
	w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "03", "name": "二号仓"}).Want(t, 409, "warehouse.taken")
	w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{}).Want(t, 422, "input.fields")
	first := "/warehouses/" + w.warehouse
	w.Owner.Do(t, http.MethodPut, first, map[string]any{"code": "01", "name": "默认仓", "active": false, "version": 1}).Want(t, 409, "warehouse.default_active")
	w.Owner.Do(t, http.MethodPut, "/warehouses/"+made.Text("id"), map[string]any{"code": "02", "name": "二号仓", "default": true, "version": 1}).Want(t, 200, "")
	version := w.Owner.Get(t, first).Want(t, 200, "").At("version")
	w.Owner.Do(t, http.MethodPut, first, map[string]any{"code": "01", "name": "默认仓", "active": false, "version": version}).Want(t, 409, "warehouse.has_stock")
	if got := w.Owner.Get(t, "/warehouses?active=true&q=%E4%BA%8C").Want(t, 200, ""); got.At("total") != 1 || got.At("items", 0, "default") != true {
		t.Errorf("warehouses: %s", got.Body)
	}
}

func TestAnotherSetsRecordsAreNotFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	posted := w.Other.Do(t, http.MethodPost, "/stock-documents", map[string]any{"kind": "other_in", "reason": "found", "post": true, "lines": []any{
		line(w.otherWarehouse, w.otherSKUs[0], map[string]any{"quantity": "1", "amount": "2"}),
	}}).Want(t, 201, "").Text("id")
	draft := map[string]any{"kind": "other_in", "reason": "found", "lines": []any{line(w.warehouse, w.skus[0], map[string]any{"quantity": "1", "amount": "2"})}}
	mine := w.Owner.Do(t, http.MethodPost, "/stock-documents", draft).Want(t, 201, "").Text("id")
	draft["version"] = 1
	foreign := func(warehouse, sku string) map[string]any {
		return map[string]any{"kind": "other_in", "reason": "found", "lines": []any{line(warehouse, sku, map[string]any{"quantity": "1", "amount": "2"})}}
	}
	changed := foreign(w.warehouse, w.otherSKUs[0])
	changed["version"] = 1
	at := func(id string) map[string]string { return map[string]string{"id": id} }
	seen := func(id string) map[string]any {
		return map[string]any{"documents": []any{map[string]any{"id": id, "version": 1}}}
	}
	w.Isolation(t, map[string][]apitest.Sample{
		"get-warehouse":               {{Params: at(w.otherWarehouse)}},
		"list-warehouse-history":      {{Params: at(w.otherWarehouse)}},
		"update-warehouse":            {{Params: at(w.otherWarehouse), Body: map[string]any{"code": "01", "name": "默认仓", "version": 1}}},
		"activate-warehouses":         {{Body: map[string]any{"ids": []string{w.otherWarehouse}}, Field: "results"}},
		"deactivate-warehouses":       {{Body: map[string]any{"ids": []string{w.otherWarehouse}}, Field: "results"}},
		"get-stock-document":          {{Params: at(posted)}},
		"list-stock-document-history": {{Params: at(posted)}},
		"create-stock-document": {
			{Body: foreign(w.otherWarehouse, w.skus[0]), Field: "lines[0].warehouseId"},
			{Body: foreign(w.warehouse, w.otherSKUs[0]), Field: "lines[0].skuId"},
		},
		"update-stock-document":  {{Params: at(posted), Body: draft}, {Params: at(mine), Body: changed, Field: "lines[0].skuId"}},
		"delete-stock-document":  {{Params: at(posted), Query: "version=1"}},
		"post-stock-document":    {{Params: at(posted), Body: map[string]any{"version": 1}}},
		"post-stock-documents":   {{Body: seen(posted), Field: "results", Names: "documents[].id"}},
		"delete-stock-documents": {{Body: seen(posted), Field: "results", Names: "documents[].id"}},
		"reverse-stock-document": {{Params: at(posted), Body: map[string]any{}}},
	}, "/warehouses", "/stock")
	w.Owner.Get(t, "/stock/moves?skuId="+w.otherSKUs[0]).Want(t, 404, "not_found")
	for _, q := range []string{"skuId=" + w.otherSKUs[0], "warehouseId=" + w.otherWarehouse} {
		if got := w.Owner.Get(t, "/stock/balances?"+q).Want(t, 200, ""); got.At("total") != 0 {
			t.Errorf("another set's balances: %s", got.Body)
		}
	}
}

func TestDataScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.open(t).Text("id")
	second := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "02", "name": "二号仓"}).Want(t, 201, "").Text("id")
	w.Owner.Do(t, http.MethodPost, "/stock-documents", map[string]any{"kind": "other_in", "reason": "found", "post": true, "lines": []any{
		line(second, w.skus[0], map[string]any{"quantity": "5", "amount": "0.5"}),
	}}).Want(t, 201, "")
	keeper := w.Member(t, "keeper", tenant.RoleWarehouse, tenant.RolePurchaser)
	w.Exec(t, "UPDATE member SET warehouse_ids = ? WHERE tenant_id = ? AND person_id = ?", `["`+second+`"]`, w.A.ID, keeper.ID)
	keeper.Get(t, "/warehouses/"+w.warehouse).Want(t, 404, "")
	keeper.Get(t, "/stock-documents/"+id).Want(t, 404, "")
	keeper.Do(t, http.MethodPost, "/stock-documents", map[string]any{"kind": "other_in", "reason": "found", "lines": []any{
		line(w.warehouse, w.skus[0], map[string]any{"quantity": "5", "amount": "0.5"}),
	}}).Want(t, 422, "input.fields")
	for path, want := range map[string]int{"/warehouses": 1, "/stock-documents": 1, "/stock/balances": 1, "/stock/balances?by=sku": 1, "/stock/balances?by=product": 1, "/stock/moves?skuId=" + w.skus[0]: 1} {
		if got := keeper.Get(t, path).Want(t, 200, ""); got.At("total") != want {
			t.Errorf("%s: %s", path, got.Body)
		}
	}
	// Costed over all warehouses, the five are a third of fifteen worth 33.50.
	if got := keeper.Get(t, "/stock/balances?by=sku").Want(t, 200, ""); got.Text("items", 0, "onHand") != "5" || got.Text("items", 0, "value") != "11.166667" {
		t.Errorf("share: %s", got.Body)
	}
}

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func workbook(t *testing.T, titles []string, rows ...[]any) []byte {
	t.Helper()
	columns := make([]sheet.Column, 0, len(titles))
	for _, title := range titles {
		columns = append(columns, sheet.Column{Title: title})
	}
	w, err := sheet.NewWriter("期初库存", columns)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	for _, r := range rows {
		if err := w.Row(r...); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if _, err := w.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestImportOpeningStock(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	send := func(data []byte, query string) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, "/stock/opening/import"+query, data, apitest.Header("Content-Type", xlsx))
	}
	titles := []string{"*单品编码", "仓库", "*数量", "单价", "金额", "零成本"}
	bad := workbook(t, titles, []any{"T1-红色", "", sheet.Number("10"), nil, sheet.Number("33")}, []any{"T9", "无此仓", "abc", "1.1234567"},
		[]any{"T1-蓝色", "01", sheet.Number("-1"), sheet.Number("2")})
	got := send(bad, "?dryRun=true").Want(t, 422, "input.fields")
	want := "row 3.sku stock_document.unknown_sku,row 3.warehouse warehouse.not_found,row 3.quantity decimal.invalid,row 3.unitCost decimal.too_many_places"
	if strings.Join(got.Fields(), ",") != want {
		t.Errorf("got %v", got.Fields())
	}
	got = send(workbook(t, titles, []any{"T1-红色", "", sheet.Number("10"), nil, sheet.Number("33")}, []any{"", "", "", ""}, []any{"T1-蓝色", "01", sheet.Number("-1"), sheet.Number("2")},
		[]any{"T1-红色", "默认仓", sheet.Number("1"), nil, nil, nil}), "").Want(t, 422, "input.fields")
	if want := "row 4.quantity decimal.not_positive,row 5.quantity stock_document.two_of_three"; strings.Join(got.Fields(), ",") != want {
		t.Errorf("got %v", got.Fields())
	}
	good := workbook(t, titles, []any{"T1-红色", "", sheet.Number("10"), nil, sheet.Number("33")}, []any{"T1-蓝色", "默认仓", sheet.Number("4"), sheet.Number("0.0001"), nil, "否"})
	dry := send(good, "?dryRun=true").Want(t, 200, "")
	if dry.Text("value") != "33.0004" || dry.Text("quantity") != "14" || dry.At("documentId") != nil {
		t.Errorf("dry run: %s", dry.Body)
	}
	if n := w.Owner.Get(t, "/stock-documents").Want(t, 200, "").At("total"); n != 0 {
		t.Errorf("a dry run left %v documents", n)
	}
	done := send(good, "").Want(t, 200, "")
	if done.Text("value") != "33.0004" || done.Text("state") != "posted" {
		t.Errorf("import: %s", done.Body)
	}
	twice := send(good, "").Want(t, 422, "input.fields")
	if want := "row 2.sku stock_document.opening_twice,row 3.sku stock_document.opening_twice"; strings.Join(twice.Fields(), ",") != want {
		t.Errorf("again: %v", twice.Fields())
	}
	send([]byte("sku,quantity"), "").Want(t, 422, "sheet.file")
	w.Other.Do(t, http.MethodPost, "/stock/opening/import?dryRun=true", workbook(t, titles, []any{"T1-红色", "二号仓", sheet.Number("1"), sheet.Number("1")}), apitest.Header("Content-Type", xlsx)).Want(t, 422, "")
}

// A warehouse may be called what another one's code is.
func TestImportedWarehousesAreNamedByCodeFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "二号", "name": "乙"}).Want(t, 201, "").Text("id")
	w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "丙", "name": "二号"}).Want(t, 201, "")
	sheet := workbook(t, []string{"单品编码", "仓库", "数量", "单价"}, []any{"T1-红色", "二号", sheet.Number("1"), sheet.Number("1")})
	for range 4 { // a map would now and then give the other
		done := w.Owner.Do(t, http.MethodPost, "/stock/opening/import", sheet, apitest.Header("Content-Type", xlsx)).Want(t, 200, "").Text("documentId")
		if got := w.Owner.Get(t, "/stock-documents/"+done).Text("lines", 0, "warehouseId"); got != made {
			t.Fatalf("imported into %s, want %s", got, made)
		}
		w.Owner.Do(t, http.MethodPost, "/stock-documents/"+done+"/actions/reverse", map[string]any{}).Want(t, 200, "")
	}
}

func TestExports(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.open(t)
	sales := w.Member(t, "sales", tenant.RoleSales)
	read := func(who *apitest.Person, path string, fields ...string) string {
		t.Helper()
		a := who.Get(t, path).Want(t, 200, "")
		if a.Header.Get("Content-Type") != xlsx || !strings.Contains(a.Header.Get("Content-Disposition"), ".xlsx") {
			t.Errorf("%s: headers %v", path, a.Header)
		}
		var list []sheet.Field
		for _, f := range fields {
			list = append(list, sheet.Field{Key: f, Titles: []string{f}, Required: true})
		}
		var out []string
		err := sheet.Read(a.Body, list, 100, func(r sheet.Row) error {
			for _, f := range fields {
				out = append(out, r.Decimal(f))
			}
			return nil
		})
		if err != nil {
			return err.Error()
		}
		return strings.Join(out, " ")
	}
	if got := read(w.Owner, "/stock/balances/export?nonZero=true", "单品编码", "可用", "库存金额"); got != "T1-红色 10 33 T1-蓝色 4 0.0004" && got != "T1-蓝色 4 0.0004 T1-红色 10 33" {
		t.Errorf("balances: %s", got)
	}
	if got := read(w.Owner, "/stock/moves/export?skuId="+w.skus[0], "收入", "仓库结存", "结存金额"); got != "10 10 33" {
		t.Errorf("ledger: %s", got)
	}
	if got := read(w.Owner, "/stock/balances/export?nonZero=true&sort=-onHand", "可用"); got != "10 4" {
		t.Errorf("the most first: %s", got)
	}
	if got := read(w.Owner, "/stock/balances/export?nonZero=true&sort=onHand", "可用"); got != "4 10" {
		t.Errorf("the least first: %s", got)
	}
	csv := w.Owner.Get(t, "/stock/balances/export?nonZero=true&format=csv&q=红色").Want(t, 200, "")
	if lines := strings.Split(strings.TrimSpace(string(csv.Body)), "\n"); len(lines) != 2 || !strings.Contains(lines[1], "T1-红色") || !strings.HasSuffix(csv.Header.Get("Content-Disposition"), ".csv") {
		t.Errorf("csv %v: %s", csv.Header, csv.Body)
	}
	w.Owner.Get(t, "/stock/balances/export?sort=value").Want(t, 422, "input.fields")
	if got := read(sales, "/stock/balances/export", "库存金额"); !strings.Contains(got, "sheet.columns") {
		t.Errorf("a salesperson is given the value: %s", got)
	}
	w.Owner.Get(t, "/stock/moves/export?skuId="+w.otherSKUs[0]).Want(t, 404, "not_found")
	template := w.Owner.Get(t, "/stock/opening/template").Want(t, 200, "")
	w.Owner.Do(t, http.MethodPost, "/stock/opening/import", template.Body, apitest.Header("Content-Type", xlsx)).Want(t, 422, "sheet.empty")
}
