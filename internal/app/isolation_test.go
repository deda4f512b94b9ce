package app

import (
	"bytes"
	"image"
	"image/png"
	"maps"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/tenant"
)

// Every route that names a record answers not found for the record of another
// account set. A route added without a sample here fails the test, and so does an
// id in the body of a route that no sample tries.
func TestNoRouteShowsAnotherSetsRecords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.Other
	s, own := w.sell(t, b), w.sell(t, w.Owner) // the same records in both sets
	made := func(path string, body any) string {
		t.Helper()
		a := b.Do(t, http.MethodPost, path, body)
		if a.Status >= 300 {
			t.Fatalf("POST %s: %d %s", path, a.Status, a.Body)
		}
		return a.Text("id")
	}
	category := made("/categories", map[string]any{"name": "乙类"})
	otherFund := made("/fund-accounts", map[string]any{"name": "乙备用金", "kind": "cash"})
	transfer := made("/fund-transfers", map[string]any{"fromAccountId": s.fund, "toAccountId": otherFund, "amount": "1"})
	made("/attributes", map[string]any{"name": "乙属性", "values": []string{"一"}})
	attribute := first(t, b, "/attributes", "id")
	group := first(t, b, "/unit-groups", "id")
	role := made("/roles", map[string]any{"name": "乙角色", "permissions": []string{"sale.read"}})
	token := made("/tokens", map[string]any{"name": "乙程序", "permissions": []string{"sale.read"}})
	invitation := made("/invitations", map[string]any{"name": "乙员工", "roleIds": []string{role}})
	job := first(t, b, "/jobs", "id")
	person := first(t, b, "/users", "id")
	w.authoriseBuyer(t, b, "小王服装店")
	buyer := first(t, b, "/buyer-accounts", "id")
	place := map[string]any{"name": "收货处", "contact": "王小明", "mobile": "13800000001", "divisionCode": "330108", "line1": "网商路699号"}
	address := made("/receiving-addresses", place)
	w.authoriseBuyer(t, w.Owner, "小王服装店")
	ownBuyer := first(t, w.Owner, "/buyer-accounts", "id")
	if status := w.push(t, `{"msgId":1,"type":"ORDER_BUYER_VIEW_ORDER_PAY","userInfo":"b2b-2214067712394","data":{"orderId":34}}`, channeltest.AppSecret); status != http.StatusOK {
		t.Fatalf("a message is answered %d", status)
	}
	message := first(t, b, "/messages", "id")
	source, ownSource, offer := w.source(t, b, buyer, s.sku), w.source(t, w.Owner, ownBuyer, own.sku), first(t, w.Owner, "/sources", "offerId")
	matchRun := b.Do(t, http.MethodPost, "/match-runs", map[string]any{"accountId": buyer, "text": "X " + offer}).Want(t, http.StatusAccepted, "").Text("id")
	supplier := made("/suppliers", map[string]any{"name": "乙供应商"})
	order := func(supplier, sku string) map[string]any {
		return map[string]any{"mode": "draft", "supplierId": supplier, "lines": []any{map[string]any{"skuId": sku, "quantity": "1", "price": "1"}}}
	}
	purchase := made("/purchase-orders", order(supplier, s.sku))
	ownSupplier := w.Owner.Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "甲供应商"}).Text("id")
	receiving := func(supplier, sku string) map[string]any {
		return map[string]any{"mode": "draft", "supplierId": supplier, "lines": []any{map[string]any{"skuId": sku, "quantity": "1", "price": "1"}}}
	}
	purchaseReceipt := made("/purchase-receipts", receiving(supplier, s.sku))
	ownReceipt := w.Owner.Do(t, http.MethodPost, "/purchase-receipts", receiving(ownSupplier, own.sku)).Text("id")
	arrived := func(do func(string, any) string, supplier, sku string) string {
		return do("/purchase-receipts", map[string]any{"mode": "post", "supplierId": supplier, "lines": []any{map[string]any{"skuId": sku, "quantity": "1", "price": "1"}}})
	}
	late := func(supplier, receipt string) map[string]any {
		return map[string]any{"kind": "freight", "supplierId": supplier, "amount": "1", "receiptIds": []string{receipt}}
	}
	theirGoods := arrived(made, supplier, s.sku)
	ownGoods := arrived(func(path string, body any) string { return w.Owner.Do(t, http.MethodPost, path, body).Text("id") }, ownSupplier, own.sku)
	cost := made("/purchase-costs", late(supplier, theirGoods))
	foreignCost := []apitest.Sample{{Body: late(supplier, ownGoods), Field: "supplierId"}, {Body: late(ownSupplier, theirGoods), Field: "receiptIds[0]"}}
	ownPurchase := w.Owner.Do(t, http.MethodPost, "/purchase-orders", order(ownSupplier, own.sku)).Text("id")

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
	documents := func(id string) []apitest.Sample {
		return []apitest.Sample{{Body: map[string]any{"documents": []any{map[string]any{"id": id, "version": 1}}}, Field: "results", Names: "documents[].id"}}
	}
	// A batch of our own records whose body names one of theirs.
	ours := func(names, id string, body map[string]any) apitest.Sample {
		return apitest.Sample{Body: mixed(body, map[string]any{"ids": []string{id}}), Field: "results", Names: names}
	}
	unread := func(names ...string) []apitest.Sample {
		var list []apitest.Sample
		for _, n := range names {
			list = append(list, apitest.Sample{Names: n, Unread: true})
		}
		return list
	}
	version := map[string]any{"version": 1}
	ownRole := w.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "甲角色", "permissions": []string{}}).Text("id")
	ownUser := w.Member(t, "clerk", tenant.RoleSales).ID.String()
	ownCategory := w.Owner.Do(t, http.MethodPost, "/categories", map[string]any{"name": "甲类"}).Text("id")
	w.Owner.Do(t, http.MethodPost, "/attributes", map[string]any{"name": "甲属性", "values": []string{"一"}})
	ownAttribute := newest(t, w.Owner, "/attributes")
	ownDraft := w.Owner.Do(t, http.MethodPost, "/sales", map[string]any{
		"mode": "draft", "customerId": own.customer, "lines": []any{map[string]any{"skuId": own.sku, "quantity": "1"}},
	}).Want(t, http.StatusCreated, "").Text("id")
	ownStockDraft := w.Owner.Do(t, http.MethodPost, "/stock-documents", map[string]any{
		"kind": "other_in", "reason": "found", "lines": []any{map[string]any{"warehouseId": own.warehouse, "skuId": own.sku, "quantity": "1", "unitCost": "1"}},
	}).Want(t, http.StatusCreated, "").Text("id")
	unit := b.Get(t, "/skus").Want(t, http.StatusOK, "").Text("items", 0, "units", 0, "unitId")
	attributeValue := b.Get(t, "/attributes").Text("items", 0, "valueIds", 0)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		t.Fatal(err)
	}
	file := b.Do(t, http.MethodPost, "/files", picture.Bytes(), apitest.Header("Content-Type", "image/png")).Text("id")
	if file == "" || unit == "" || attributeValue == "" {
		t.Fatalf("no sample of a file, a unit or a value: %q %q %q", file, unit, attributeValue)
	}
	attached := []apitest.Sample{{Params: map[string]string{"id": s.product, "attachmentId": made("/products/"+s.product+"/attachments?name=a.txt", []byte("乙"))}}}
	lineOf := func(p *apitest.Person, sale string) string { return p.Get(t, "/sales/"+sale).Text("lines", 0, "id") }
	lines := []any{map[string]any{"skuId": s.sku, "quantity": "1"}}
	ownLines := []any{map[string]any{"skuId": own.sku, "quantity": "1"}}

	// The bodies of sales documents, the same to enter, to change and to compute one.
	sale := func(params map[string]string) []apitest.Sample {
		body := map[string]any{"mode": "draft", "customerId": own.customer, "lines": ownLines, "version": 1}
		if params == nil {
			delete(body, "version")
		}
		foreign := func(field string, change map[string]any) apitest.Sample {
			return apitest.Sample{Params: params, Body: mixed(body, change), Field: field}
		}
		line := func(key, id string, more map[string]any) apitest.Sample {
			l := map[string]any{"skuId": own.sku, "quantity": "1", key: id}
			return foreign("lines[0]."+key, mixed(map[string]any{"lines": []any{l}}, more))
		}
		back := map[string]any{"kind": "return", "sourceId": own.sale}
		if params != nil { // a draft keeps its kind, and an issue comes from an order
			back = map[string]any{"sourceId": ownOrder(t, w.Owner, own)}
		}
		return []apitest.Sample{
			foreign("customerId", map[string]any{"customerId": s.customer}),
			foreign("warehouseId", map[string]any{"warehouseId": s.warehouse}),
			foreign("shopId", map[string]any{"shopId": s.shop}),
			foreign("salespersonId", map[string]any{"salespersonId": b.ID}),
			foreign("fundAccountId", map[string]any{"fundAccountId": s.fund}),
			foreign("sourceId", map[string]any{"kind": "return", "sourceId": s.sale}),
			line("skuId", s.sku, nil), line("unitId", unit, nil), line("sourceLineId", lineOf(b, s.sale), back),
		}
	}
	// The bodies of purchase orders, likewise.
	foreignOrder := func(params map[string]string) []apitest.Sample {
		foreign := func(field string, change map[string]any) apitest.Sample {
			body := mixed(order(ownSupplier, own.sku), change)
			if params != nil {
				body["version"] = 1
			}
			return apitest.Sample{Params: params, Body: body, Field: field}
		}
		line := func(key, id string) apitest.Sample {
			return foreign("lines[0]."+key, map[string]any{"lines": []any{map[string]any{"skuId": own.sku, "quantity": "1", "price": "1", key: id}}})
		}
		return []apitest.Sample{
			foreign("supplierId", map[string]any{"supplierId": supplier}), foreign("warehouseId", map[string]any{"warehouseId": s.warehouse}),
			foreign("buyerAccountId", map[string]any{"buyerAccountId": buyer}), foreign("purchaserId", map[string]any{"purchaserId": b.ID}),
			foreign("followerId", map[string]any{"followerId": b.ID}), line("skuId", s.sku), line("unitId", unit),
		}
	}
	// The bodies of purchase receipts, likewise.
	foreignReceipt := func(params map[string]string) []apitest.Sample {
		foreign := func(field string, change map[string]any) apitest.Sample {
			body := mixed(receiving(ownSupplier, own.sku), change)
			if params != nil {
				body["version"] = 1
			}
			return apitest.Sample{Params: params, Body: body, Field: field}
		}
		line := func(key, id string, more map[string]any) apitest.Sample {
			return foreign("lines[0]."+key, mixed(map[string]any{"lines": []any{map[string]any{"skuId": own.sku, "quantity": "1", "price": "1", key: id}}}, more))
		}
		list := []apitest.Sample{
			foreign("supplierId", map[string]any{"supplierId": supplier}), foreign("warehouseId", map[string]any{"warehouseId": s.warehouse}),
			foreign("orderId", map[string]any{"orderId": purchase}), line("skuId", s.sku, nil), line("unitId", unit, nil),
			line("sourceLineId", purchase, nil), // without its document
		}
		if params == nil { // a draft keeps its kind
			return append(list, foreign("sourceId", map[string]any{"kind": "return", "sourceId": purchaseReceipt}))
		}
		return append(list, unread("sourceId")...)
	}
	stockDocument := func(params map[string]string, more map[string]any) []apitest.Sample {
		line := func(key, id string) apitest.Sample {
			l := map[string]any{"warehouseId": own.warehouse, "skuId": own.sku, "quantity": "1", "unitCost": "1"}
			l[key] = id
			return apitest.Sample{Params: params, Body: mixed(map[string]any{"kind": "other_in", "reason": "found", "lines": []any{l}}, more), Field: "lines[0]." + key}
		}
		return []apitest.Sample{line("warehouseId", s.warehouse), line("skuId", s.sku)}
	}
	product := func(params map[string]string, more map[string]any) []apitest.Sample {
		foreign := func(field string, change map[string]any) apitest.Sample {
			return apitest.Sample{Params: params, Body: mixed(map[string]any{"code": "J1", "name": "甲", "unit": "件"}, more, change), Field: field}
		}
		sku := func(field string, l map[string]any) apitest.Sample {
			return foreign(field, map[string]any{"skus": []any{l}})
		}
		return []apitest.Sample{
			foreign("categoryId", map[string]any{"categoryId": category}),
			foreign("unitGroupId", map[string]any{"unit": "", "unitGroupId": group}),
			foreign("pictures[0].fileId", map[string]any{"pictures": []any{map[string]any{"fileId": file}}}),
			sku("skus[0].prices[0].levelId", map[string]any{"code": "J1", "prices": []any{map[string]any{"levelId": s.level, "price": "1"}}}),
			sku("skus[0].id", map[string]any{"id": s.sku, "code": "J1"}),
		}
	}
	user := func(change map[string]any, field string) apitest.Sample {
		return apitest.Sample{Params: map[string]string{"id": ownUser}, Field: field, Body: mixed(map[string]any{
			"active": true, "roleIds": []string{ownRole}, "version": 1, "warehouses": map[string]any{"all": true}, "shops": map[string]any{"all": true},
		}, change)}
	}
	receipt := func(change map[string]any, names, field string) apitest.Sample {
		return apitest.Sample{Body: mixed(map[string]any{"customerId": own.customer, "fundAccountId": own.fund, "amount": "1"}, change), Names: names, Field: field}
	}
	theirSale := []any{map[string]any{"docId": s.sale, "amount": "1"}}
	// settling sends two items, of which the first may be another set's.
	settling := func(change map[string]any, names string, docs ...string) apitest.Sample {
		field, list := "", []any{}
		if names == "" {
			field = "allocations[0].docId"
		}
		for _, d := range docs {
			list = append(list, map[string]any{"docId": d, "amount": "-1"})
		}
		return apitest.Sample{Body: mixed(map[string]any{"customerId": own.customer, "allocations": list}, change), Names: names, Field: field}
	}
	refund := map[string]any{"fundAccountId": own.fund, "amount": "2"}
	// sourceOf is a body that names records of ours, one of which is theirs.
	sourceOf := func(params map[string]string, fields map[string]string, more map[string]any) (list []apitest.Sample) {
		for field, id := range fields {
			body := map[string]any{"skuId": own.sku, "supplierId": ownSupplier, "accountId": ownBuyer, "version": w.Owner.Get(t, "/sources/"+ownSource).At("version")}
			if params == nil {
				delete(body, "version")
			} else {
				delete(body, "skuId")
			}
			list = append(list, apitest.Sample{Params: params, Body: mixed(body, more, map[string]any{field: id}), Field: field})
		}
		return list
	}
	mine, linked := map[string]string{"id": ownSource}, map[string]any{"offerId": offer}
	newOnes := map[string]string{"skuId": s.sku, "supplierId": supplier, "accountId": buyer}
	changed := map[string]string{"supplierId": supplier, "accountId": buyer}
	// A rate of theirs for a currency that both may keep.
	b.Do(t, http.MethodPut, "/settings/currencies/USD", map[string]any{"active": true, "version": 0}).Want(t, http.StatusOK, "")
	b.Do(t, http.MethodPut, "/settings/currencies/USD/rates/2026-11-01", map[string]any{"rate": "710"})
	samples := map[string][]apitest.Sample{
		"get-wms-notice": {at(purchase)}, "push-wms-purchase-order": {at(purchase)}, "push-wms-purchase-orders": many(purchase),
		"set-wms-setting": {{Body: map[string]any{"endpoint": "https://wms.example.com", "when": "manual", "warehouseIds": []string{own.warehouse, s.warehouse}, "version": 0}, Field: "warehouseIds[1]"}},
		"get-source":      {at(source)}, "list-source-history": {at(source)}, "delete-source": {at(source)}, "delete-sources": many(source), "check-source": {at(source)},
		"get-sourced-sku": {at(s.sku)},
		"order-sources":   {with(s.sku, map[string]any{"ids": []string{ownSource}})[0], {Params: map[string]string{"id": own.sku}, Body: map[string]any{"ids": []string{source}}, Names: "ids[]"}},
		"check-sources":   {{Body: map[string]any{"ids": []string{source}}, Field: "ids[0]"}},
		"create-source":   sourceOf(nil, newOnes, nil),
		"update-source":   append(with(source, map[string]any{"supplierId": ownSupplier, "version": 1}), sourceOf(mine, changed, nil)...),
		"match-source":    sourceOf(nil, newOnes, linked),
		"rematch-source":  append(with(source, map[string]any{"offerId": offer, "version": 1}), sourceOf(mine, changed, linked)...),
		"look-up-offer": {
			{Body: map[string]any{"accountId": buyer, "link": offer}, Field: "accountId"},
			{Body: map[string]any{"accountId": ownBuyer, "link": offer, "skuId": s.sku}, Field: "skuId"},
		},
		"start-match-run": {
			{Body: map[string]any{"accountId": buyer, "text": "X " + offer}, Field: "accountId"},
			{Body: map[string]any{"accountId": ownBuyer, "skuIds": []string{s.sku}}, Field: "skuIds[0]"},
		},
		"get-match-run": {at(matchRun)}, "delete-match-run": {at(matchRun)}, "list-match-run-rows": {at(matchRun)}, "save-match-run": {at(matchRun)}, "cancel-match-run": {at(matchRun)}, "retry-match-run": {at(matchRun)},
		"set-match-run-row":     {{Params: map[string]string{"id": matchRun, "number": "1"}, Body: map[string]any{"chosen": true}}},
		"list-customer-history": {at(s.customer)}, "list-product-history": {at(s.product)}, "list-warehouse-history": {at(s.warehouse)}, "list-shop-history": {at(s.shop)},
		"list-sale-history": {at(s.sale)}, "list-stock-document-history": {at(s.opening)}, "list-receipt-history": {at(s.receipt)}, "list-preorder-history": {at(s.preorder)},
		"list-fund-account-history": {at(s.fund)}, "list-user-history": {at(person)}, "list-role-history": {at(role)},
		"delete-attribute": {at(attribute)}, "delete-category": {at(category)}, "delete-unit-group": {at(group)},
		"update-attribute": {
			with(attribute, map[string]any{"name": "甲", "values": []any{}, "version": 1})[0],
			{Params: map[string]string{"id": ownAttribute}, Body: map[string]any{"name": "甲属性", "version": 2, "values": []any{map[string]any{"id": attributeValue, "name": "一"}}}, Field: "values[0].id"},
		},
		"update-unit":       with(unit, map[string]any{"decimals": 1}),
		"update-unit-group": with(group, map[string]any{"name": "甲", "units": []any{}, "version": 1}),
		"update-category": {
			with(category, map[string]any{"name": "甲", "version": 1})[0],
			{Params: map[string]string{"id": ownCategory}, Body: map[string]any{"name": "甲类", "version": 1, "parentId": category}, Field: "parentId"},
		},
		"create-category":      {{Body: map[string]any{"name": "甲子类", "parentId": category}, Field: "parentId"}},
		"activate-customers":   many(s.customer),
		"deactivate-customers": many(s.customer), "delete-customers": many(s.customer),
		"set-level-customers": append(many(s.customer, map[string]any{"levelId": own.level}), ours("levelId", own.customer, map[string]any{"levelId": s.level})),
		"delete-customer":     {at(s.customer)}, "get-customer": {at(s.customer)}, "list-last-prices": {at(s.customer)}, "get-customer-statement": {at(s.customer)},
		"update-customer": {
			with(s.customer, map[string]any{"code": "甲", "name": "甲", "version": 1})[0],
			{Params: map[string]string{"id": own.customer}, Body: map[string]any{"code": "甲", "name": "甲", "version": 1, "levelId": s.level}, Field: "levelId"},
		},
		"list-purchase-receipt-history": {at(purchaseReceipt)}, "get-purchase-receipt": {at(purchaseReceipt)},
		"create-purchase-receipt": foreignReceipt(nil),
		"update-purchase-receipt": append(foreignReceipt(map[string]string{"id": ownReceipt}), with(purchaseReceipt, mixed(receiving(ownSupplier, own.sku), version))[0]),
		"void-purchase-receipt":   with(purchaseReceipt, version), "reverse-purchase-receipt": with(purchaseReceipt, version),
		"void-purchase-receipts": documents(purchaseReceipt), "reverse-purchase-receipts": documents(purchaseReceipt),
		"approve-purchase-receipt": with(purchaseReceipt, version), "withdraw-purchase-receipt": with(purchaseReceipt, version),
		"reject-purchase-receipt":   with(purchaseReceipt, mixed(version, map[string]any{"reason": "不"})),
		"approve-purchase-receipts": documents(purchaseReceipt), "withdraw-purchase-receipts": documents(purchaseReceipt),
		"get-purchase-cost": {at(cost)}, "list-purchase-cost-history": {at(cost)}, "reverse-purchase-cost": with(cost, version),
		"create-purchase-cost": foreignCost, "quote-purchase-cost": foreignCost,
		"list-purchase-order-history": {at(purchase)}, "get-purchase-order": {at(purchase)}, "get-purchase-contract": {at(purchase)}, "copy-purchase-order": {at(purchase)},
		"create-purchase-order":   foreignOrder(nil),
		"update-purchase-order":   append(foreignOrder(map[string]string{"id": ownPurchase}), with(purchase, mixed(order(ownSupplier, own.sku), version))[0]),
		"set-purchase-references": with(purchase, map[string]any{"onlineOrders": []string{}, "trackingNumbers": []string{}, "version": 1}),
		"submit-purchase-order":   with(purchase, version), "withdraw-purchase-order": with(purchase, version), "void-purchase-order": with(purchase, version),
		"approve-purchase-order": with(purchase, version), "approve-second-purchase-order": with(purchase, version), "reopen-purchase-order": with(purchase, version),
		"reject-purchase-order": with(purchase, mixed(version, map[string]any{"reason": "不"})), "reject-second-purchase-order": with(purchase, mixed(version, map[string]any{"reason": "不"})),
		"close-purchase-order":   with(purchase, mixed(version, map[string]any{"reason": "不"})),
		"submit-purchase-orders": documents(purchase), "withdraw-purchase-orders": documents(purchase), "void-purchase-orders": documents(purchase),
		"approve-purchase-orders": documents(purchase), "approve-second-purchase-orders": documents(purchase),
		"merge-purchase-orders": {{Body: map[string]any{"documents": []any{map[string]any{"id": ownPurchase, "version": 1}, map[string]any{"id": purchase, "version": 1}}}}},
		"list-supplier-history": {at(supplier)}, "list-supplier-prices": {at(supplier)}, "get-supplier": {at(supplier)}, "delete-supplier": {at(supplier)},
		"update-supplier": with(supplier, map[string]any{"name": "甲", "version": 1}), "set-terms-suppliers": many(supplier, map[string]any{"terms": "receipt"}),
		"activate-suppliers": many(supplier), "deactivate-suppliers": many(supplier), "delete-suppliers": many(supplier),
		"create-customer": {{Body: map[string]any{"name": "甲", "levelId": s.level}, Field: "levelId"}},
		"create-invitation": {
			{Body: map[string]any{"name": "甲员工", "roleIds": []string{role}}, Field: "roleIds[0]"},
			{Body: map[string]any{"name": "甲员工", "roleIds": []string{ownRole}, "warehouses": map[string]any{"all": false, "ids": []string{s.warehouse}}, "shops": map[string]any{"all": true}}, Field: "warehouses.ids[0]"},
			{Body: map[string]any{"name": "甲员工", "roleIds": []string{ownRole}, "warehouses": map[string]any{"all": true}, "shops": map[string]any{"all": false, "ids": []string{s.shop}}}, Field: "shops.ids[0]"},
		},
		"get-download": {at(s.download)}, "cancel-download": {at(s.download)}, "retry-download": {at(s.download)}, "list-download-issues": {at(s.download)},
		"get-fund-account":    {at(s.fund)},
		"update-fund-account": with(s.fund, map[string]any{"name": "甲", "kind": "cash", "active": true, "version": 1}),
		"revoke-invitation":   {at(invitation)}, "revoke-invitations": many(invitation), "delete-roles": many(role),
		"activate-users": many(person), "deactivate-users": many(person),
		"cancel-downloads": many(s.download), "retry-downloads": many(s.download),
		"activate-fund-accounts": many(s.fund), "deactivate-fund-accounts": many(s.fund), "reverse-receipts": many(s.receipt),
		"activate-warehouses": many(s.warehouse), "deactivate-warehouses": many(s.warehouse),
		"approve-sales": documents(s.sale), "void-sales": documents(s.sale), "reverse-sales": documents(s.sale),
		"cancel-jobs": many(job), "retry-jobs": many(job), "get-job": {at(job)}, "get-task": {at(s.task)}, "cancel-task": {at(s.task)},
		"match-online-skus": {
			{Body: map[string]any{"pairs": []any{map[string]any{"id": s.online, "skuId": own.sku}}}, Field: "results", Names: "pairs[].id"},
			{Body: map[string]any{"pairs": []any{map[string]any{"id": own.online, "skuId": s.sku}}}, Field: "results", Names: "pairs[].skuId"},
		},
		"remove-online-skus":  many(s.online),
		"unmatch-online-skus": many(s.online), "suggest-best-skus": many(s.online),
		"get-online-sku": {at(s.online)}, "unmatch-online-sku": {at(s.online)}, "suggest-skus": {at(s.online)},
		"match-online-sku": {
			with(s.online, map[string]any{"skuId": own.sku})[0],
			{Params: map[string]string{"id": own.online}, Body: map[string]any{"skuId": s.sku}, Names: "skuId"},
		},
		"upload-preorders": many(s.preorder),
		"get-preorder":     {at(s.preorder)}, "check-preorder": {at(s.preorder)}, "upload-preorder": {at(s.preorder)},
		"get-escrow": {at(s.escrow)}, "check-escrow": {at(s.escrow)}, "release-escrow": {
			with(s.escrow, version)[0],
			{Params: map[string]string{"id": own.escrow}, Body: map[string]any{"fundAccountId": s.fund, "version": w.Owner.Get(t, "/escrows/"+own.escrow).At("version")}, Field: "fundAccountId"},
		}, "reverse-escrow": with(s.escrow, version),
		"settle-escrow-refund": {
			with(s.escrow, map[string]any{"refundId": own.receipt, "version": 1})[0],
			{Params: map[string]string{"id": own.escrow}, Body: map[string]any{"refundId": s.receipt, "version": w.Owner.Get(t, "/escrows/"+own.escrow).At("version")}, Field: "refundId"},
		},
		"delete-price-level": {at(s.level)}, "update-price-level": with(s.level, map[string]any{"name": "甲", "customerName": "甲", "version": 1}),
		"activate-products":           append(many(s.product), unread("categoryId", "levelId")...),
		"deactivate-products":         append(many(s.product), unread("categoryId", "levelId")...),
		"delete-products":             append(many(s.product), unread("categoryId", "levelId")...),
		"set-negative-stock-products": append(many(s.product, map[string]any{"negativeStock": true}), unread("categoryId", "levelId")...),
		"set-category-products": append(many(s.product, map[string]any{"categoryId": ownCategory}),
			append(unread("levelId"), ours("categoryId", own.product, map[string]any{"categoryId": category}))...),
		"set-price-products": append(many(s.product, map[string]any{"levelId": own.level, "price": "1"}),
			append(unread("categoryId"), ours("levelId", own.product, map[string]any{"levelId": s.level, "price": "1"}))...),
		"delete-product": {at(s.product)}, "get-product": {at(s.product)}, "list-attachments": {at(s.product)}, "get-attachment": attached, "delete-attachment": attached,
		"add-attachment": {{Params: map[string]string{"id": s.product}, Query: "name=a.txt", Body: []byte("甲")}},
		"update-product": append(with(s.product, map[string]any{"code": "甲", "name": "甲", "unit": "件", "version": 1}),
			product(map[string]string{"id": own.product}, map[string]any{"version": w.Owner.Get(t, "/products/"+own.product).At("version")})...),
		"create-product": product(nil, nil),
		"get-receipt":    {at(s.receipt)}, "reverse-receipt": with(s.receipt, map[string]any{}),
		"allocate-receipt": {
			with(s.receipt, map[string]any{"allocations": []any{map[string]any{"docId": own.sale, "amount": "1"}}})[0],
			{Params: map[string]string{"id": own.receipt}, Body: map[string]any{"allocations": theirSale}, Field: "allocations[0].docId"},
		},
		"create-receipt": {
			receipt(map[string]any{"customerId": s.customer}, "customerId", ""), receipt(map[string]any{"fundAccountId": s.fund}, "fundAccountId", ""),
			receipt(map[string]any{"allocations": theirSale}, "", "allocations[0].docId"),
		},
		"create-refund": {
			settling(mixed(refund, map[string]any{"customerId": s.customer}), "customerId", own.sale), settling(mixed(refund, map[string]any{"fundAccountId": s.fund}), "fundAccountId", own.sale),
			settling(refund, "", s.sale),
			{Body: mixed(refund, map[string]any{"customerId": own.customer, "advances": []any{map[string]any{"receiptId": s.receipt, "amount": "2"}}}), Field: "advances[0].receiptId"},
		},
		"get-fund-transfer": {at(transfer)}, "list-fund-transfer-history": {at(transfer)},
		"reverse-fund-transfer": with(transfer, map[string]any{}), "reverse-fund-transfers": many(transfer),
		"create-fund-transfer": {
			{Body: map[string]any{"fromAccountId": s.fund, "toAccountId": own.fund, "amount": "1"}, Field: "fromAccountId"},
			{Body: map[string]any{"fromAccountId": own.fund, "toAccountId": s.fund, "amount": "1"}, Field: "toAccountId"},
		},
		"create-settlement":         {settling(map[string]any{"customerId": s.customer}, "customerId", own.sale, own.sale), settling(nil, "", s.sale, own.sale)},
		"create-opening-receivable": {{Body: map[string]any{"customerId": s.customer, "amount": "1"}}},
		"delete-role":               {at(role)}, "update-role": with(role, map[string]any{"name": "甲", "permissions": []string{}, "version": 1}),
		"get-sale": {at(s.sale)}, "approve-sale": with(s.sale, version), "withdraw-sale": with(s.sale, version),
		"reject-sale": with(s.sale, map[string]any{"version": 1, "reason": "甲"}), "void-sale": with(s.sale, version), "close-sale": with(s.sale, version), "reopen-sale": with(s.sale, version), "reverse-sale": with(s.sale, version),
		"remove-shop": {at(s.shop)}, "get-shop": {at(s.shop)}, "match-shop": {at(s.shop)}, "verify-shop": {at(s.shop)}, "examine-shop": {at(s.shop)}, "list-downloads": {at(s.shop)}, "list-shop-log": {at(s.shop)},
		"get-buyer-account": {at(buyer)}, "list-buyer-account-history": {at(buyer)}, "list-buyer-account-log": {at(buyer)}, "remove-buyer-account": {at(buyer)},
		"verify-buyer-account": {at(buyer)}, "examine-buyer-account": {at(buyer)}, "update-buyer-account": with(buyer, map[string]any{"name": "甲", "enabled": true, "version": 1}),
		"get-message": {at(message)}, "retry-messages": many(message), "dismiss-messages": many(message),
		"get-receiving-address": {at(address)}, "list-receiving-address-history": {at(address)}, "delete-receiving-address": {at(address)},
		"update-receiving-address":     with(address, mixed(place, version)),
		"activate-receiving-addresses": many(address), "deactivate-receiving-addresses": many(address), "delete-receiving-addresses": many(address),
		"parse-receiving-address":  {{Body: map[string]any{"text": "浙江省杭州市滨江区网商路699号", "accountId": buyer}}},
		"adopt-platform-addresses": {{Body: map[string]any{"accountId": buyer, "platformIds": []string{"560954849"}}}},
		"set-warehouse-address": {
			with(s.warehouse, map[string]any{})[0],
			{Params: map[string]string{"id": own.warehouse}, Body: map[string]any{"addressId": address}, Field: "addressId"},
		},
		"update-shop": {
			with(s.shop, map[string]any{"name": "甲", "enabled": true, "version": 1})[0],
			{
				Params: map[string]string{"id": own.shop}, Field: "warehouseId",
				Body: map[string]any{"name": "甲", "enabled": true, "warehouseId": s.warehouse, "version": w.Owner.Get(t, "/shops/"+own.shop).At("version")},
			},
			{
				Params: map[string]string{"id": own.shop}, Field: "releaseAccountId",
				Body: map[string]any{"name": "甲", "enabled": true, "releaseAccountId": s.fund, "version": w.Owner.Get(t, "/shops/"+own.shop).At("version")},
			},
		},
		"start-download":     with(s.shop, map[string]any{"mode": "create"}),
		"get-stock-document": {at(s.opening)}, "delete-stock-document": {{Params: map[string]string{"id": s.opening}, Query: "version=1"}}, "post-stock-document": with(s.opening, map[string]any{"version": 1}),
		"post-stock-documents": documents(s.opening), "delete-stock-documents": documents(s.opening),
		"update-stock-document": append(with(s.opening, map[string]any{
			"version": 1, "kind": "opening_stock", "lines": []any{map[string]any{"warehouseId": own.warehouse, "skuId": own.sku, "quantity": "1", "unitCost": "1"}},
		}), stockDocument(map[string]string{"id": ownStockDraft}, map[string]any{"version": 1})...),
		"create-stock-document":  stockDocument(nil, nil),
		"reverse-stock-document": with(s.opening, map[string]any{}),
		"create-token": {
			{Body: map[string]any{"kind": "service", "name": "甲程序", "roleId": role}, Field: "roleId"},
			{Body: map[string]any{"kind": "service", "name": "甲程序", "roleId": ownRole, "warehouses": map[string]any{"all": false, "ids": []string{s.warehouse}}}, Field: "warehouses.ids[0]"},
			{Body: map[string]any{"kind": "service", "name": "甲程序", "roleId": ownRole, "shops": map[string]any{"all": false, "ids": []string{s.shop}}}, Field: "shops.ids[0]"},
		},
		"revoke-tokens": many(token),
		"revoke-token":  {at(token)}, "get-user": {at(person)}, "create-password-reset": {at(person)}, "get-warehouse": {at(s.warehouse)},
		"update-user": {
			with(person, map[string]any{
				"active": true, "roleIds": []string{ownRole}, "version": 1, "warehouses": map[string]any{"all": true}, "shops": map[string]any{"all": true},
			})[0],
			user(map[string]any{"roleIds": []string{role}}, "roleIds[0]"),
			user(map[string]any{"warehouses": map[string]any{"all": false, "ids": []string{s.warehouse}}}, "warehouses.ids[0]"),
			user(map[string]any{"shops": map[string]any{"all": false, "ids": []string{s.shop}}}, "shops.ids[0]"),
		},
		"update-warehouse": with(s.warehouse, map[string]any{"code": "甲", "name": "甲", "version": 1}),
		// A rule of the set's own, which names no record: only that it is checked.
		"set-approvals":       {{Params: map[string]string{"docType": "purchase"}, Body: map[string]any{"rules": []any{map[string]any{"from": "-1", "levels": 1}}, "version": 0}, Field: "rules[0].from"}},
		"switch-currency":     {{Params: map[string]string{"code": "XYZ"}, Body: map[string]any{"active": true, "version": 0}}},
		"list-currency-rates": unread(""), "get-currency-rate": {{Params: map[string]string{"code": "USD"}}},
		"set-currency-rate":    {{Params: map[string]string{"code": "XYZ", "date": "2026-11-01"}, Body: map[string]any{"rate": "1"}}},
		"delete-currency-rate": {{Params: map[string]string{"code": "USD", "date": "2026-11-01"}}},
		"set-number-rule":      {{Params: map[string]string{"docType": "sale"}, Body: map[string]any{"prefix": "9", "date": "none", "digits": 3}, Field: "prefix"}},
		"create-sale":          sale(nil), "quote-sale": sale(nil),
		"update-sale": append(with(s.sale, map[string]any{"mode": "draft", "customerId": own.customer, "version": 1, "lines": lines}),
			sale(map[string]string{"id": ownDraft})...),
		"create-preorder": {{Body: map[string]any{"saleId": s.sale}}},
	}
	maps.Copy(samples, w.payingSamples(t, b, supplier, s.sku, s.fund, ownSupplier, own.sku, own.fund))
	maps.Copy(samples, placingSamples(w.placing(t, w.Owner, ownBuyer, own.sku, first(t, w.Owner, "/sources", "supplierId")), w.placing(t, b, buyer, s.sku, first(t, b, "/sources", "supplierId"))))
	maps.Copy(samples, payableSamples(w.owe(t, w.Owner, own.fund), w.owe(t, b, s.fund)))
	maps.Copy(samples, suggestSamples(w.suggest(t, w.Owner, own, ownCategory, ownSupplier, ownBuyer), w.suggest(t, b, s, category, supplier, buyer)))
	w.buyByHand(t, "小王服装店")
	ownBought, theirBought := w.fetched(t, w.Owner, ownBuyer), w.fetched(t, b, buyer)
	boughtLine := w.Owner.Get(t, "/platform-orders/"+ownBought.order).Text("lines", 0, "lineId")
	maps.Copy(samples, platformSamples(ownBought, theirBought, ownPurchase, purchase, buyer, s.warehouse, s.sku, boughtLine))
	w.Isolation(t, samples)
	w.EveryIDIsTried(t, samples)
}

// source matches a SKU of a person with an offer of the sandbox and gives the source.
func (w *world) source(t *testing.T, p *apitest.Person, account, sku string) string {
	t.Helper()
	offer := w.offer(t).Ref()
	p.Do(t, http.MethodPost, "/offers/actions/look-up", map[string]any{"accountId": account, "link": offer}).Want(t, http.StatusOK, "")
	return p.Do(t, http.MethodPost, "/sources/actions/match", map[string]any{"skuId": sku, "offerId": offer, "accountId": account}).Want(t, http.StatusCreated, "").Text("id")
}

// newest gives the id of the last of a short list.
func newest(t *testing.T, p *apitest.Person, path string) (id string) {
	t.Helper()
	a := p.Get(t, path).Want(t, http.StatusOK, "")
	for i := 0; a.Text("items", i, "id") != ""; i++ {
		id = max(id, a.Text("items", i, "id"))
	}
	return id
}

// mixed puts bodies together, the later over the earlier.
func mixed(parts ...map[string]any) map[string]any {
	out := map[string]any{}
	for _, p := range parts {
		maps.Copy(out, p)
	}
	return out
}

// ownOrder posts an order of what was sold.
func ownOrder(t *testing.T, p *apitest.Person, s sold) string {
	t.Helper()
	return p.Do(t, http.MethodPost, "/sales", map[string]any{
		"mode": "post", "kind": "order", "customerId": s.customer, "lines": []any{map[string]any{"skuId": s.sku, "quantity": "1"}},
	}).Want(t, http.StatusCreated, "").Text("id")
}
