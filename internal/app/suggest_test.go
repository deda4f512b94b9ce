package app

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
)

// wished is what a set keeps about what to buy.
type wished struct {
	sold
	run, rule, suggestion, supplier, account, category, daysOff, entry, season string
}

// suggest gives a SKU a rule by which it is short, and works the suggestions out.
func (w *world) suggest(t *testing.T, p *apitest.Person, s sold, category, supplier, account string) wished {
	t.Helper()
	out := wished{sold: s, category: category, supplier: supplier, account: account}
	out.rule = p.Do(t, http.MethodPost, "/replenishment-rules", map[string]any{
		"skuId": s.sku, "warehouseId": s.warehouse, "model": "min_max", "min": "100000", "max": "200000",
	}).Want(t, http.StatusCreated, "").Text("id")
	out.daysOff = p.Do(t, http.MethodPost, "/supplier-days-off", map[string]any{"name": "春节放假", "from": "2027-02-05", "to": "2027-02-20"}).Want(t, http.StatusCreated, "").Text("id")
	out.entry = p.Do(t, http.MethodPost, "/demand-calendar", map[string]any{"name": "618", "kind": "factor", "factorBps": 30000, "from": "2027-06-16", "to": "2027-06-18"}).Want(t, http.StatusCreated, "").Text("id")
	out.season = p.Do(t, http.MethodPost, "/demand-seasons", map[string]any{"name": "全年", "allGoods": true, "monthsBps": evenMonths}).Want(t, http.StatusCreated, "").Text("id")
	out.run = p.Do(t, http.MethodPost, "/purchase-suggestions/actions/run", nil).Want(t, http.StatusAccepted, "").Text("id")
	w.work(t)
	out.suggestion = first(t, p, "/purchase-suggestions", "id")
	return out
}

// evenMonths are those of goods that sell alike all year.
var evenMonths = []int64{10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000}

// suggestSamples are requests of own's set that name what their set is to buy.
func suggestSamples(own, their wished) map[string][]apitest.Sample {
	at := func(id string, body any) apitest.Sample {
		return apitest.Sample{Params: map[string]string{"id": id}, Body: body}
	}
	seen := []apitest.Sample{{
		Body: map[string]any{"documents": []any{map[string]any{"id": their.suggestion, "version": 1}}}, Field: "results", Names: "documents[].id",
	}}
	order := func(names, code string, change map[string]any) apitest.Sample {
		return apitest.Sample{Body: change, Names: names, Code: code}
	}
	const none = "suggestion.nothing_chosen"
	orders := []apitest.Sample{
		order("ids[]", "", map[string]any{"ids": []string{their.suggestion}}), order("runId", "suggestion.replaced", map[string]any{"runId": their.run}),
		order("supplierId", none, map[string]any{"supplierId": their.supplier}), order("warehouseId", none, map[string]any{"warehouseId": their.sold.warehouse}),
		order("accountId", none, map[string]any{"accountId": their.account}),
	}
	rule := func(names string, change map[string]any) apitest.Sample {
		return apitest.Sample{Body: mixed(map[string]any{"model": "none"}, change), Names: names, Field: names}
	}
	off := map[string]any{"name": "国庆节", "from": "2027-10-01", "to": "2027-10-07"}
	event := func(names string, change map[string]any) apitest.Sample {
		return apitest.Sample{Body: mixed(map[string]any{"name": "双11", "kind": "event", "from": "2027-11-11", "to": "2027-11-11"}, change), Names: names, Field: names}
	}
	ofOwn := func(s apitest.Sample, id string) apitest.Sample {
		s.Params, s.Body = map[string]string{"id": id}, mixed(s.Body.(map[string]any), map[string]any{"version": 1})
		return s
	}
	events := []apitest.Sample{
		event("skuId", map[string]any{"skuId": their.sold.sku}), event("categoryId", map[string]any{"categoryId": their.category}), event("warehouseId", map[string]any{"warehouseId": their.sold.warehouse}),
	}
	changed := []apitest.Sample{ofOwn(event("", nil), their.entry)}
	for _, e := range events {
		changed = append(changed, ofOwn(e, own.entry))
	}
	season := apitest.Sample{
		Body: map[string]any{"name": "夏装", "categoryIds": []string{their.category}, "monthsBps": evenMonths}, Names: "categoryIds[]", Field: "categoryIds",
	}
	return map[string][]apitest.Sample{
		"get-demand-entry": {at(their.entry, nil)}, "list-demand-entry-history": {at(their.entry, nil)},
		"create-demand-entry": events, "update-demand-entry": changed,
		"delete-demand-entries": {{Body: map[string]any{"ids": []string{their.entry}}, Field: "results"}},
		"get-demand-season":     {at(their.season, nil)}, "list-demand-season-history": {at(their.season, nil)},
		"create-demand-season": {season},
		"update-demand-season": {
			at(their.season, map[string]any{"name": "全年", "allGoods": true, "monthsBps": evenMonths, "version": 1}), ofOwn(season, own.season),
		},
		"delete-demand-seasons": {{Body: map[string]any{"ids": []string{their.season}}, Field: "results"}},
		"get-supplier-days-off": {at(their.daysOff, nil)}, "list-supplier-days-off-history": {at(their.daysOff, nil)},
		"create-supplier-days-off": {{Body: mixed(off, map[string]any{"supplierId": their.supplier}), Names: "supplierId", Field: "supplierId"}},
		"update-supplier-days-off": {
			at(their.daysOff, mixed(off, map[string]any{"version": 1})),
			{Params: map[string]string{"id": own.daysOff}, Body: mixed(off, map[string]any{"supplierId": their.supplier, "version": 1}), Names: "supplierId", Field: "supplierId"},
		},
		"delete-supplier-days-off":     {{Body: map[string]any{"ids": []string{their.daysOff}}, Field: "results"}},
		"get-purchase-suggestion":      {at(their.suggestion, nil)},
		"update-purchase-suggestion":   {at(their.suggestion, map[string]any{"quantity": 1, "version": 1})},
		"dismiss-purchase-suggestions": seen, "restore-purchase-suggestions": seen,
		// It names no record: only that it is of the set.
		"run-purchase-suggestions": {{Unread: true}},
		"generate-purchase-orders": orders, "preview-purchase-orders": orders,
		"get-replenishment-rule": {at(their.rule, nil)}, "list-replenishment-rule-history": {at(their.rule, nil)},
		"update-replenishment-rule":  {at(their.rule, map[string]any{"model": "none", "version": 1})},
		"delete-replenishment-rules": {{Body: map[string]any{"ids": []string{their.rule}}, Field: "results"}},
		"create-replenishment-rule": {
			rule("skuId", map[string]any{"skuId": their.sold.sku, "warehouseId": own.sold.warehouse}), rule("warehouseId", map[string]any{"skuId": own.sold.sku, "warehouseId": their.sold.warehouse}),
			rule("categoryId", map[string]any{"categoryId": their.category}),
		},
		"set-replenishment-rules": {
			{Body: map[string]any{"model": "none", "skuIds": []string{their.sold.sku}, "warehouseIds": []string{own.sold.warehouse}}, Names: "skuIds[]", Field: "skuIds"},
			{Body: map[string]any{"model": "none", "skuIds": []string{own.sold.sku}, "warehouseIds": []string{their.sold.warehouse}}, Names: "warehouseIds[]", Field: "warehouseIds"},
		},
	}
}
