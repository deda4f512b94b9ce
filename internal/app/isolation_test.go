package app

import (
	"maps"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
)

// Every route that names a record answers not found for the record of another
// account set. A route added without a sample here fails the test.
func TestNoRouteShowsAnotherSetsRecords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.Other
	s := w.sell(t, b)
	made := func(path string, body any) string {
		t.Helper()
		a := b.Do(t, http.MethodPost, path, body)
		if a.Status >= 300 {
			t.Fatalf("POST %s: %d %s", path, a.Status, a.Body)
		}
		return a.Text("id")
	}
	category := made("/categories", map[string]any{"name": "乙类"})
	made("/attributes", map[string]any{"name": "乙属性", "values": []string{"一"}})
	attribute := first(t, b, "/attributes", "id")
	group := first(t, b, "/unit-groups", "id")
	role := made("/roles", map[string]any{"name": "乙角色", "permissions": []string{"sale.read"}})
	token := made("/tokens", map[string]any{"name": "乙程序", "permissions": []string{"sale.read"}})
	invitation := made("/invitations", map[string]any{"name": "乙员工", "roleIds": []string{role}})
	job := first(t, b, "/jobs", "id")
	user := first(t, b, "/users", "id")

	at := func(id string) apitest.Sample { return apitest.Sample{Params: map[string]string{"id": id}} }
	with := func(id string, body any) []apitest.Sample {
		return []apitest.Sample{{Params: map[string]string{"id": id}, Body: body}}
	}
	many := func(id string, more ...map[string]any) []apitest.Sample {
		body := map[string]any{"ids": []string{id}}
		for _, m := range more {
			maps.Copy(body, m)
		}
		return []apitest.Sample{{Body: body, Field: "results"}}
	}
	version := map[string]any{"version": 1}
	ownCustomer := w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"name": "甲客户"}).Want(t, http.StatusCreated, "").Text("id")
	ownRole := w.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "甲角色", "permissions": []string{}}).Text("id")
	lines := []any{map[string]any{"skuId": s.sku, "quantity": "1"}}
	samples := map[string][]apitest.Sample{
		"delete-attribute": {at(attribute)}, "delete-category": {at(category)}, "delete-unit-group": {at(group)},
		"update-attribute":     with(attribute, map[string]any{"name": "甲", "values": []any{}, "version": 1}),
		"update-unit-group":    with(group, map[string]any{"name": "甲", "units": []any{}, "version": 1}),
		"update-category":      with(category, map[string]any{"name": "甲", "version": 1}),
		"activate-customers":   many(s.customer),
		"deactivate-customers": many(s.customer), "delete-customers": many(s.customer),
		"set-level-customers": many(s.customer, map[string]any{"levelId": s.level}),
		"delete-customer":     {at(s.customer)}, "get-customer": {at(s.customer)}, "list-last-prices": {at(s.customer)}, "get-customer-statement": {at(s.customer)},
		"update-customer": with(s.customer, map[string]any{"code": "甲", "name": "甲", "version": 1}),
		"get-download":    {at(s.download)}, "cancel-download": {at(s.download)}, "retry-download": {at(s.download)}, "list-download-issues": {at(s.download)},
		"get-fund-account":    {at(s.fund)},
		"update-fund-account": with(s.fund, map[string]any{"name": "甲", "kind": "cash", "active": true, "version": 1}),
		"revoke-invitation":   {at(invitation)},
		"cancel-jobs":         many(job), "retry-jobs": many(job), "get-job": {at(job)}, "get-task": {at(s.task)}, "cancel-task": {at(s.task)},
		"match-online-skus":   {{Body: map[string]any{"pairs": []any{map[string]any{"id": s.online, "skuId": s.sku}}}, Field: "results"}},
		"remove-online-skus":  many(s.online),
		"unmatch-online-skus": many(s.online), "suggest-best-skus": many(s.online),
		"get-online-sku": {at(s.online)}, "unmatch-online-sku": {at(s.online)}, "suggest-skus": {at(s.online)},
		"match-online-sku": with(s.online, map[string]any{"skuId": s.sku}),
		"upload-preorders": many(s.preorder),
		"get-preorder":     {at(s.preorder)}, "check-preorder": {at(s.preorder)}, "upload-preorder": {at(s.preorder)},
		"delete-price-level": {at(s.level)}, "update-price-level": with(s.level, map[string]any{"name": "甲", "customerName": "甲", "version": 1}),
		"activate-products": many(s.product), "deactivate-products": many(s.product), "delete-products": many(s.product),
		"set-category-products":       many(s.product, map[string]any{"categoryId": category}),
		"set-negative-stock-products": many(s.product, map[string]any{"negativeStock": true}),
		"set-price-products":          many(s.product, map[string]any{"levelId": s.level, "price": "1"}),
		"delete-product":              {at(s.product)}, "get-product": {at(s.product)},
		"update-product": with(s.product, map[string]any{"code": "甲", "name": "甲", "unit": "件", "version": 1}),
		"get-receipt":    {at(s.receipt)}, "reverse-receipt": with(s.receipt, map[string]any{}),
		"allocate-receipt": with(s.receipt, map[string]any{"allocations": []any{map[string]any{"docId": s.sale, "amount": "1"}}}),
		"delete-role":      {at(role)}, "update-role": with(role, map[string]any{"name": "甲", "permissions": []string{}, "version": 1}),
		"get-sale": {at(s.sale)}, "update-sale": with(s.sale, map[string]any{"mode": "draft", "customerId": ownCustomer, "version": 1, "lines": lines}), "approve-sale": with(s.sale, version), "withdraw-sale": with(s.sale, version),
		"reject-sale": with(s.sale, map[string]any{"version": 1, "reason": "甲"}), "void-sale": with(s.sale, version), "reverse-sale": with(s.sale, version),
		"remove-shop": {at(s.shop)}, "get-shop": {at(s.shop)}, "match-shop": {at(s.shop)}, "verify-shop": {at(s.shop)}, "list-downloads": {at(s.shop)}, "list-shop-log": {at(s.shop)},
		"update-shop":        with(s.shop, map[string]any{"name": "甲", "enabled": true, "version": 1}),
		"start-download":     with(s.shop, map[string]any{"mode": "create"}),
		"get-stock-document": {at(s.opening)}, "delete-stock-document": {at(s.opening)}, "post-stock-document": {at(s.opening)},
		"update-stock-document": with(s.opening, map[string]any{
			"version": 1, "kind": "opening_stock", "lines": []any{map[string]any{"warehouseId": s.warehouse, "skuId": s.sku, "quantity": "1", "unitCost": "1"}},
		}),
		"reverse-stock-document": with(s.opening, map[string]any{}),
		"revoke-token":           {at(token)}, "get-user": {at(user)}, "get-warehouse": {at(s.warehouse)},
		"update-user": with(user, map[string]any{
			"active": true, "roleIds": []string{ownRole}, "version": 1, "warehouses": map[string]any{"all": true}, "shops": map[string]any{"all": true},
		}),
		"update-warehouse": with(s.warehouse, map[string]any{"code": "甲", "name": "甲", "version": 1}),
		// A rule of the set's own, which names no record: only that it is checked.
		"set-number-rule": {{Params: map[string]string{"docType": "sale"}, Body: map[string]any{"prefix": "9", "date": "none", "digits": 3}, Field: "prefix"}},
		// Ids inside bodies of routes that make something.
		"create-sale": {{Body: map[string]any{"mode": "draft", "customerId": ownCustomer, "lines": lines}, Field: "lines[0].skuId"}, {Body: map[string]any{
			"mode": "draft", "customerId": s.customer, "warehouseId": s.warehouse, "shopId": s.shop, "lines": lines,
		}, Field: "customerId"}},
		"create-preorder": {{Body: map[string]any{"saleId": s.sale}}},
	}
	w.Isolation(t, samples)
}
