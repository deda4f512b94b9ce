package sale_test

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/tenant"
)

// The till lists what its person has entered, and whether there is a code to pay by.
func TestTheListIsNarrowedToOnesOwn(t *testing.T) {
	t.Parallel()
	s := setup(t)
	clerk := s.Member(t, "clerk", tenant.RoleSales)
	sell := func(p *apitest.Person) string {
		return p.Do(t, http.MethodPost, "/sales", map[string]any{"mode": "post", "customerId": s.customer, "lines": []any{map[string]any{"skuId": s.red, "quantity": "1"}}}).Want(t, http.StatusCreated, "").Text("id")
	}
	owners, clerks := sell(s.Owner), sell(clerk)
	for _, c := range []struct {
		person *apitest.Person
		query  string
		want   []string
	}{
		{clerk, "?mine=true", []string{clerks}},
		{s.Owner, "?mine=true", []string{owners}},
		{clerk, "?mine=false", []string{clerks, owners}},
		{clerk, "", []string{clerks, owners}},
		{clerk, "?mine=true&kind=issue&from=2026-11-22&to=2026-11-22", []string{clerks}},
		{clerk, "?mine=true&from=2026-11-23", nil},
		{s.Owner.WithToken(t, "sale.read"), "?mine=true", []string{owners}},
	} {
		got := c.person.Get(t, "/sales"+c.query).Want(t, http.StatusOK, "")
		if got.At("total") != len(c.want) {
			t.Errorf("%s asks %q: %s", c.person.Login, c.query, got.Body)
			continue
		}
		for i, id := range c.want {
			if got.Text("items", i, "id") != id || got.At("items", i, "wantsPreorder") != false {
				t.Errorf("%s asks %q: %s", c.person.Login, c.query, got.Body)
			}
		}
	}
}
