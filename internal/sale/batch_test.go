package sale_test

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/tenant"
)

func TestSeveralDocumentsAtOnce(t *testing.T) {
	t.Parallel()
	s := setup(t)
	made := func(mode string) map[string]any {
		a := s.Owner.Do(t, http.MethodPost, "/sales", map[string]any{"mode": mode, "customerId": s.customer, "lines": []any{map[string]any{"skuId": s.red, "quantity": "2"}}}).Want(t, http.StatusCreated, "")
		return map[string]any{"id": a.Text("id"), "version": a.At("version")}
	}
	act := func(p *apitest.Person, verb string, docs ...map[string]any) *apitest.Answer {
		return p.Do(t, http.MethodPost, "/sales/actions/"+verb, map[string]any{"documents": docs})
	}
	state := func(d map[string]any) string { return s.Owner.Get(t, "/sales/"+d["id"].(string)).Text("state") }

	posted, draft, stale := made("post"), made("draft"), made("draft")
	stale["version"] = 99
	a := act(s.Owner, "void", draft, posted, stale).Want(t, http.StatusOK, "")
	if a.At("results", 0, "ok") != true || a.Text("results", 1, "problem", "code") != "sale.state" || a.Text("results", 2, "problem", "code") != "version.stale" {
		t.Errorf("void: %s", a.Body)
	}
	if state(draft) != string(sale.StateVoid) || state(posted) != string(sale.StatePosted) || state(stale) != string(sale.StateDraft) {
		t.Error("more or less was given up than said")
	}
	if a := act(s.Owner, "reverse", posted, draft).Want(t, http.StatusOK, ""); a.At("results", 0, "ok") != true || a.At("results", 1, "ok") != false {
		t.Errorf("reverse: %s", a.Body)
	}
	if a := act(s.Owner, "reverse", posted).Want(t, http.StatusOK, ""); a.At("results", 0, "ok") != false {
		t.Errorf("reversed twice: %s", a.Body)
	}
	if a := act(s.Owner, "approve", stale).Want(t, http.StatusOK, ""); a.At("results", 0, "ok") != false {
		t.Errorf("a draft was approved: %s", a.Body)
	}
	clerk := s.Member(t, "clerk", tenant.RoleSales)
	act(clerk, "reverse", posted).Want(t, http.StatusForbidden, "forbidden")
	far := s.limited(t, "far", "[\"1\"]", "")
	if a := act(far, "reverse", made("post")).Want(t, http.StatusOK, ""); a.Text("results", 0, "problem", "code") != "sale.not_found" {
		t.Errorf("out of reach: %s", a.Body)
	}
}
