package approval_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

func TestLevelsByAmount(t *testing.T) {
	t.Parallel()
	p := approval.Policy{Rules: []approval.Rule{{From: dec.MustAmount("100"), Levels: 1}, {From: dec.MustAmount("1000"), Levels: 2}, {From: dec.MustAmount("5000"), Levels: 0}}}
	// On the amount itself the rule holds already.
	for amount, want := range map[string]int64{"0": 0, "99.99": 0, "100": 1, "999.99": 1, "1000": 2, "4999.99": 2, "5000": 0, "1000000": 0} {
		if got := p.Levels(dec.MustAmount(amount)); got != want {
			t.Errorf("%s needs %d approvals, want %d", amount, got, want)
		}
	}
	if got := new(approval.Policy).Levels(dec.MustAmount("1")); got != 0 {
		t.Errorf("without rules %d approvals", got)
	}
}

func TestApprovalRulesOverHTTP(t *testing.T) {
	t.Parallel()
	w := apitest.New(t, func(w *apitest.World) { approval.New(w.DB).Register(w.API) })
	const path = "/settings/approvals/purchase"
	rules := func(version int, list ...map[string]any) map[string]any {
		return map[string]any{"rules": append([]map[string]any{}, list...), "version": version}
	}
	one, two := map[string]any{"from": "0", "levels": 1}, map[string]any{"from": "1000", "levels": 2}
	w.Owner.Do(t, http.MethodPut, path, rules(0, one, two)).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPut, path, rules(0)).Want(t, http.StatusConflict, "version.stale")
	a := w.Owner.Get(t, "/settings/approvals").Want(t, http.StatusOK, "")
	if a.Text("items", 0, "docType") != "purchase" || a.Text("items", 0, "rules", 1, "from") != "1000.00" || a.At("items", 0, "version") != 1 {
		t.Errorf("rules %s", a.Body)
	}
	if other := w.Other.Get(t, "/settings/approvals").Want(t, http.StatusOK, ""); other.At("items", 0, "version") != 0 {
		t.Errorf("another set has %s", other.Body)
	}
	got := w.Owner.Do(t, http.MethodPut, path, rules(1, two, one, map[string]any{"from": "-1", "levels": 1})).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
	if want := []string{"rules[1].from approval.not_rising", "rules[2].from decimal.negative"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	w.Owner.Do(t, http.MethodPut, "/settings/approvals/sale", rules(0)).Want(t, http.StatusNotFound, "approval.unknown_type")
	w.Member(t, "buyer", tenant.RolePurchaser).Do(t, http.MethodPut, path, rules(1)).Want(t, http.StatusForbidden, "forbidden")
	w.Owner.Do(t, http.MethodPut, path, rules(1)).Want(t, http.StatusOK, "")
}
