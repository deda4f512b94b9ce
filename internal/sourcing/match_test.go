package sourcing_test

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"testing"

	"github.com/huotong/huotong/internal/channel/channeltest"
)

func TestSingleMatch(t *testing.T) {
	t.Parallel()
	w := setup(t)
	skus := w.product(t, w.Owner, "T1", own("T1-BM", "黑色", "M"), own("X-WL", "白色", "L"), own("X-R", "红色", "L"))
	o := w.shirt(t)

	// The code says it, else the values; what neither says is asked.
	for sku, want := range map[string]struct{ spec, reason string }{
		"T1-BM": {o.SKUs[0].SpecID, "code"}, "X-WL": {o.SKUs[3].SpecID, "attributes"}, "X-R": {"", ""},
	} {
		a := w.look(t, skus[sku], o.Link()).Want(t, http.StatusOK, "")
		if a.Text("guess") != want.spec || a.Text("reason") != want.reason {
			t.Errorf("%s: guess %s by %s, want %s by %s", sku, a.Text("guess"), a.Text("reason"), want.spec, want.reason)
		}
	}
	named := w.look(t, skus["X-R"], o.Link()+"?skuId="+strconv.FormatInt(o.SKUs[2].ID, 10)).Want(t, http.StatusOK, "")
	if named.Text("guess") != o.SKUs[2].SpecID || named.Text("reason") != "link" {
		t.Errorf("the link names the SKU: %s", named.Body)
	}
	a := w.look(t, skus["T1-BM"], "款号 "+o.Ref()+" 两件").Want(t, http.StatusOK, "")
	if a.Text("offer", "title") != "纯棉T恤" || a.Text("offer", "seller") != company || a.At("offer", "minimum") != 3 || a.Text("offer", "unit") != "件" || a.Text("offer", "state") != "on" ||
		a.Text("offer", "specs", 1, "name") != "黑色 / L" || a.Text("offer", "specs", 1, "price") != "19.90" || a.At("offer", "specs", 1, "stock") != 100 || a.At("supplierId") != nil {
		t.Errorf("offer: %s", a.Body)
	}

	// Saved with both ids, what was seen, the ratio in lowest terms; the seller is a supplier now.
	match := func(sku string, more map[string]any) map[string]any {
		body := map[string]any{"skuId": skus[sku], "offerId": o.Ref(), "spec": o.SKUs[0].SpecID, "accountId": w.account, "num": 24, "den": 10}
		maps.Copy(body, more)
		return body
	}
	made := w.Owner.Do(t, http.MethodPost, "/sources/actions/match", match("T1-BM", nil)).Want(t, http.StatusCreated, "")
	if made.Text("specId") != o.SKUs[0].SpecID || made.Text("platformSkuId") != strconv.FormatInt(o.SKUs[0].ID, 10) || made.At("num") != 12 || made.At("den") != 5 || made.Text("price") != "19.90" ||
		made.Text("spec") != "黑色 / M" || made.Text("code") != "T1-BM" || made.At("minimum") != 3 || made.Text("reason") != "code" || made.Text("state") != "active" || made.Text("supplierName") != company {
		t.Errorf("source: %s", made.Body)
	}
	if got := w.Owner.Get(t, "/suppliers").Want(t, http.StatusOK, ""); got.At("total") != 1 || got.Text("items", 0, "loginId") != clothes {
		t.Errorf("suppliers: %s", got.Body)
	}

	// One spec serves several SKUs, one SKU has many sources, but each only once.
	second := w.Owner.Do(t, http.MethodPost, "/sources/actions/match", match("X-R", nil)).Want(t, http.StatusCreated, "")
	if second.Text("reason") != "manual" || second.Text("supplierId") != made.Text("supplierId") {
		t.Errorf("a second SKU: %s", second.Body)
	}
	twice := w.Owner.Do(t, http.MethodPost, "/sources/actions/match", match("T1-BM", nil)).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if !slices.Equal(twice.Fields(), []string{"spec source.twice"}) {
		t.Errorf("twice: %q", twice.Fields())
	}
	w.Owner.Do(t, http.MethodPost, "/sources/actions/match", match("T1-BM", map[string]any{"spec": o.SKUs[1].SpecID})).Want(t, http.StatusCreated, "")

	// Bad input at its field.
	for field, body := range map[string]map[string]any{
		"spec source.spec_missing":       match("X-WL", map[string]any{"spec": ""}),
		"spec source.spec_unknown":       match("X-WL", map[string]any{"spec": "nope"}),
		"offerId source.offer_not_seen":  match("X-WL", map[string]any{"offerId": "123456789"}),
		"num decimal.not_positive":       match("X-WL", map[string]any{"num": -3}),
		"accountId shop.not_found":       match("X-WL", map[string]any{"accountId": "77"}),
		"supplierId supplier.not_found":  match("X-WL", map[string]any{"supplierId": "77"}),
		"skuId sku.not_found":            match("nothing", map[string]any{"skuId": "77"}),
		"leadDays decimal.out_of_range":  match("X-WL", map[string]any{"leadDays": 100000}),
		"offerId source.offer_not_seen ": match("X-WL", map[string]any{"offerId": "abc"}),
	} {
		got := w.Owner.Do(t, http.MethodPost, "/sources/actions/match", body).Want(t, http.StatusUnprocessableEntity, "input.fields")
		if want := []string{trim(field)}; !slices.Equal(got.Fields(), want) {
			t.Errorf("got %q, want %q", got.Fields(), want)
		}
	}

	// Matched anew, with another spec.
	path := "/sources/" + second.Text("id") + "/match"
	w.Owner.Do(t, http.MethodPut, path, map[string]any{"offerId": o.Ref(), "spec": o.SKUs[3].SpecID, "version": 9}).Want(t, http.StatusConflict, "version.stale")
	again := w.Owner.Do(t, http.MethodPut, path, map[string]any{"offerId": o.Ref(), "spec": o.SKUs[3].SpecID, "version": second.At("version")}).Want(t, http.StatusOK, "")
	if again.Text("spec") != "白色 / L" || again.Text("id") != second.Text("id") {
		t.Errorf("matched anew: %s", again.Body)
	}
	// What was a match stays with its seller, whoever is entered.
	other := w.supplier(t, w.Owner, "别人", "")
	w.Owner.Do(t, http.MethodPut, "/sources/"+again.Text("id"), map[string]any{"supplierId": other, "version": again.At("version")}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	kept := w.Owner.Do(t, http.MethodPut, "/sources/"+again.Text("id"), map[string]any{"num": 2, "version": again.At("version"), "price": "18"}).Want(t, http.StatusOK, "")
	if kept.Text("supplierName") != company || kept.Text("price") != "18.00" {
		t.Errorf("changed by hand: %s", kept.Body)
	}
}

func trim(field string) string {
	if n := len(field); n > 0 && field[n-1] == ' ' {
		return field[:n-1]
	}
	return field
}

func TestOffersWithoutSpecsAndTiers(t *testing.T) {
	t.Parallel()
	w := setup(t)
	plain := w.product(t, w.Owner, "P1")["P1"]
	o := w.Sell(t, "购物袋", map[string]any{"batchNumber": 10})
	a := w.look(t, plain, o.Link()).Want(t, http.StatusOK, "")
	if a.Text("offer", "tiers", 1, "price") != "7.25" || a.At("offer", "lot") != 10 || a.Text("offer", "price") != "8.50" || a.At("guess") != nil {
		t.Errorf("offer: %s", a.Body)
	}
	made := w.Owner.Do(t, http.MethodPost, "/sources/actions/match", map[string]any{"skuId": plain, "offerId": o.Ref()}).Want(t, http.StatusCreated, "")
	if made.Text("price") != "8.50" || made.At("multiple") != 10 || made.At("specId") != nil || made.Text("reason") != "only" || made.At("accountId") != nil {
		t.Errorf("source: %s", made.Body)
	}
}

func TestLinksThatLeadNowhere(t *testing.T) {
	t.Parallel()
	w := setup(t)
	plain := w.product(t, w.Owner, "P1")["P1"]
	gone := w.shirt(t)
	w.Control(t, http.MethodDelete, "offers/"+gone.Ref(), nil)
	closed := w.Sell(t, "分销也没有", map[string]any{"notCrossBorder": true, "status": "member expired"})
	open := w.Sell(t, "跨境池外", map[string]any{"notCrossBorder": true})
	off := w.Sell(t, "下架的", map[string]any{"status": "member expired"})
	for link, want := range map[string]string{
		"": "link input.required", "https://detail.tmall.com/item.htm?id=554456348334": "link offer.foreign_link", "https://qr.1688.com/s/aBc": "link offer.not_numeric",
		"554456348334 612345678901": "link offer.ambiguous",
	} {
		if got := w.look(t, plain, link).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(got, []string{want}) {
			t.Errorf("%q: %q, want %q", link, got, want)
		}
	}
	w.look(t, plain, gone.Link()).Want(t, http.StatusNotFound, "source.offer_gone")
	w.look(t, plain, closed.Link()).Want(t, http.StatusNotFound, "source.offer_gone") // the distribution look-up says so
	if a := w.look(t, plain, open.Link()).Want(t, http.StatusOK, ""); a.Text("offer", "seller") != clothes {
		t.Errorf("outside the pool: %s", a.Body)
	}
	if a := w.look(t, plain, off.Link()).Want(t, http.StatusOK, ""); a.Text("offer", "state") != "off" {
		t.Errorf("off the shelf: %s", a.Body)
	}
	// The look-ups name the seller in ways of their own; once both were seen it is one supplier.
	usual := w.Sell(t, "平常的", nil)
	w.look(t, plain, usual.Link()).Want(t, http.StatusOK, "")
	for _, o := range []*channeltest.Offer{usual, open, off} {
		w.Owner.Do(t, http.MethodPost, "/sources/actions/match", map[string]any{"skuId": plain, "offerId": o.Ref()}).Want(t, http.StatusCreated, "")
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM supplier WHERE tenant_id = ?`); n != 1 {
		t.Errorf("%d suppliers for one seller", n)
	}
	// What is off the shelf cannot be bought from.
	if got := texts(w.Owner.Get(t, "/sources?sort=createdAt").Want(t, http.StatusOK, ""), "items", "state"); got != "active active gone" { //nolint:dupword // one state of each source
		t.Errorf("states: %s", got)
	}

	// What 1688 answers to anybody is told as it is.
	w.Fault(t, "throttle", "", "count", -1)
	w.look(t, plain, open.Link()).Want(t, http.StatusServiceUnavailable, "shop.unreachable")
	w.NoFaults(t)
	w.Fault(t, "malformed", "", "count", 1)
	w.look(t, plain, off.Link()).Want(t, http.StatusOK, "") // read once more
	w.Revoke(t)
	w.look(t, plain, open.Link()).Want(t, http.StatusConflict, "shop.authorisation_lost")
}

func TestLinkOfAnotherSupplier(t *testing.T) {
	t.Parallel()
	w := setup(t)
	plain := w.product(t, w.Owner, "P1")["P1"]
	wrong := w.supplier(t, w.Owner, "老李布行", "")
	o := w.shirt(t)
	link := w.Owner.Do(t, http.MethodPost, "/sources", map[string]any{"skuId": plain, "supplierId": wrong, "link": o.Link()}).Want(t, http.StatusCreated, "").Text("id")
	a := w.look(t, plain, o.Link()).Want(t, http.StatusOK, "")
	if a.Text("notice", "code") != "source.other_supplier" || a.Text("notice", "params", "other") != company || a.Text("sources", 0, "id") != link {
		t.Errorf("nobody is told: %s", a.Body)
	}
	body := map[string]any{"skuId": plain, "offerId": o.Ref(), "spec": o.SKUs[0].SpecID}
	got := w.Owner.Do(t, http.MethodPost, "/sources/actions/match", body).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if !slices.Equal(got.Fields(), []string{"supplierId source.other_supplier"}) {
		t.Errorf("fields: %q", got.Fields())
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM supplier WHERE tenant_id = ?`); n != 1 {
		t.Error("the refusal made a supplier")
	}
	body["acceptSupplier"] = true
	made := w.Owner.Do(t, http.MethodPost, "/sources/actions/match", body).Want(t, http.StatusCreated, "")
	if made.Text("id") != link || made.Text("supplierName") != company {
		t.Errorf("the link did not become the match: %s", made.Body)
	}
	// A supplier that was entered with the name of its Wangwang is recognised.
	w2 := setup(t)
	sku := w2.product(t, w2.Owner, "P1")["P1"]
	known := w2.supplier(t, w2.Owner, "云裳（老沈）", clothes)
	p := w2.shirt(t)
	if a := w2.look(t, sku, p.Link()).Want(t, http.StatusOK, ""); a.ID("supplierId") != known {
		t.Errorf("the supplier is not recognised: %s", a.Body)
	}
	w2.Owner.Do(t, http.MethodPost, "/sources/actions/match", map[string]any{"skuId": sku, "offerId": p.Ref(), "spec": p.SKUs[0].SpecID, "supplierId": known}).Want(t, http.StatusCreated, "")
	if n := w2.Number(t, `SELECT COUNT(*) FROM supplier WHERE tenant_id = ? AND open_id <> ''`); n != 1 {
		t.Error("the supplier did not learn its open id")
	}
}

func TestCheckingAgain(t *testing.T) {
	t.Parallel()
	w := setup(t)
	skus := w.product(t, w.Owner, "T1", own("T1-BM", "黑色", "M"), own("T1-BL", "黑色", "L"), own("T1-WL", "白色", "L"))
	o := w.shirt(t)
	ids := map[string]string{}
	for i, sku := range []string{"T1-BM", "T1-BL"} {
		w.look(t, skus[sku], o.Link()).Want(t, http.StatusOK, "")
		ids[sku] = w.Owner.Do(t, http.MethodPost, "/sources/actions/match", map[string]any{"skuId": skus[sku], "offerId": o.Ref(), "spec": o.SKUs[i].SpecID}).Want(t, http.StatusCreated, "").Text("id")
	}
	check := func(sku string) string {
		t.Helper()
		a := w.Owner.Do(t, http.MethodPost, "/sources/"+ids[sku]+"/actions/check", nil).Want(t, http.StatusOK, "")
		return a.Text("state") + " " + a.Text("spec") + " " + a.Text("price")
	}
	skuPath := func(i int) string { return "offers/" + o.Ref() + "/skus/" + strconv.FormatInt(o.SKUs[i].ID, 10) }

	stale := w.Owner.Get(t, "/sources/"+ids["T1-BM"]).At("version")
	w.Control(t, http.MethodPatch, skuPath(0), map[string]any{"price": "21.5"})
	if got := check("T1-BM"); got != "active 黑色 / M 21.50" {
		t.Errorf("another price: %s", got)
	}
	if a := w.Owner.Get(t, "/sources/"+ids["T1-BM"]); a.At("version") == stale {
		t.Error("whoever has the form open puts the old price back")
	}
	// The seller makes the spec anew: other ids, the same values.
	w.Control(t, http.MethodDelete, skuPath(0), nil)
	w.Control(t, http.MethodPost, "offers/"+o.Ref()+"/skus", variant("T1-BM", "黑色（现货）", "M"))
	if got := check("T1-BM"); got != "active 黑色（现货） / M 19.90" {
		t.Errorf("the spec was made anew: %s", got)
	}
	if a := w.Owner.Get(t, "/sources/"+ids["T1-BM"]); a.Text("specId") == o.SKUs[0].SpecID || a.Text("platformSkuId") == strconv.FormatInt(o.SKUs[0].ID, 10) {
		t.Errorf("the former ids are kept: %s", a.Body)
	}
	// The values change under the same ids; then the spec is gone for good.
	w.Control(t, http.MethodPatch, skuPath(1), map[string]any{"attributes": []map[string]string{{"name": "颜色", "value": "曜石黑"}, {"name": "尺码", "value": "L"}}})
	if got := check("T1-BL"); got != "active 曜石黑 / L 19.90" {
		t.Errorf("renamed: %s", got)
	}
	w.Control(t, http.MethodDelete, skuPath(1), nil)
	if got := check("T1-BL"); got != "spec_changed 曜石黑 / L 19.90" {
		t.Errorf("the spec is gone: %s", got)
	}
	if history := w.Owner.Get(t, "/sources/"+ids["T1-BL"]+"/history").Want(t, http.StatusOK, ""); texts(history, "items", "action") != "check check create" { //nolint:dupword // one action of each entry
		t.Errorf("history: %s", history.Body)
	}
	if got := texts(w.Owner.Get(t, "/sourced-skus?match=attention").Want(t, http.StatusOK, ""), "items", "code"); got != "T1-BL" {
		t.Errorf("what a person is asked about: %s", got)
	}

	// All at once, in the background: off the shelf, back again, deleted.
	all := func() {
		t.Helper()
		task := w.Owner.Do(t, http.MethodPost, "/sources/actions/check", map[string]any{"ids": []string{ids["T1-BM"], ids["T1-BL"]}}).Want(t, http.StatusAccepted, "")
		if task.At("total") != 1 {
			t.Errorf("one offer is asked for once: %s", task.Body)
		}
		w.Work(t)
		if n := w.Number(t, `SELECT COUNT(*) FROM task WHERE tenant_id = ? AND id = ? AND state = 'succeeded' AND done = 1`, task.ID("id")); n != 1 {
			t.Error("the check did not end well")
		}
	}
	states := func() string { return texts(w.Owner.Get(t, "/sources?sort=createdAt"), "items", "state") }
	for _, step := range []struct {
		change func()
		want   string
	}{
		{func() {
			w.Control(t, http.MethodPatch, "offers/"+o.Ref(), map[string]any{"status": "member expired"})
		}, "gone spec_changed"},
		{func() { w.Control(t, http.MethodPatch, "offers/"+o.Ref(), map[string]any{"status": "published"}) }, "active spec_changed"},
		{func() { w.Control(t, http.MethodDelete, "offers/"+o.Ref(), nil) }, "gone gone"}, //nolint:dupword // one state of each source
	} {
		step.change()
		all()
		if got := states(); got != step.want {
			t.Errorf("states are %s, want %s", got, step.want)
		}
	}
	byHand := w.Owner.Do(t, http.MethodPost, "/sources", map[string]any{"skuId": skus["T1-WL"], "supplierId": w.supplier(t, w.Owner, "老李", "")}).Want(t, http.StatusCreated, "").Text("id")
	w.Owner.Do(t, http.MethodPost, "/sources/actions/check", map[string]any{"ids": []string{byHand}}).Want(t, http.StatusConflict, "source.nothing_to_check")
	w.Owner.Do(t, http.MethodPost, "/sources/"+byHand+"/actions/check", nil).Want(t, http.StatusConflict, "source.nothing_to_check")
	w.Revoke(t)
	w.Owner.Do(t, http.MethodPost, "/sources/"+ids["T1-BM"]+"/actions/check", nil).Want(t, http.StatusConflict, "shop.authorisation_lost")
	w.Owner.Do(t, http.MethodPost, "/sources/"+ids["T1-BM"]+"/actions/check", nil).Want(t, http.StatusConflict, "source.no_account")
}
