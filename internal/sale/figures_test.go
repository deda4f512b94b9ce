package sale_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestAUnitSaysHowManyDecimalsSoldQuantitiesHave(t *testing.T) {
	t.Parallel()
	s := setup(t) // pieces and rolls are counted
	got := s.Owner.Do(t, http.MethodPost, "/sales", map[string]any{"mode": "draft", "customerId": s.customer, "lines": []any{
		map[string]any{"skuId": s.red, "quantity": "2"}, map[string]any{"skuId": s.plain, "quantity": "0.5"},
	}}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if fields := got.Fields(); !slices.Equal(fields, []string{"lines[1].quantity unit.too_many_places"}) || got.Text("errors", 0, "params", "unit") != "卷" {
		t.Errorf("got %s", got.Body)
	}
}

// Programs and people send figures that no goods have: each is told at its field,
// and nothing is kept.
func TestImpossibleFiguresAreToldAtTheirFields(t *testing.T) {
	t.Parallel()
	s := setup(t)
	with := func(name string, value any) map[string]any {
		l := map[string]any{"skuId": s.red, "quantity": "1"}
		l[name] = value
		return map[string]any{"mode": "post", "customerId": s.customer, "lines": []any{l}}
	}
	doc := func(name string, value any) map[string]any {
		return map[string]any{"mode": "post", "customerId": s.customer, "lines": []any{map[string]any{"skuId": s.red, "quantity": "1"}}, name: value}
	}
	for _, c := range []struct {
		body map[string]any
		want string
	}{
		{with("quantity", "-1"), "lines[0].quantity decimal.not_positive"},
		{with("quantity", "0"), "lines[0].quantity decimal.not_positive"},
		{with("quantity", "1000000000"), "lines[0].quantity decimal.out_of_range"},
		{with("quantity", "1.23456"), "lines[0].quantity decimal.too_many_places"},
		{with("quantity", "0.5"), "lines[0].quantity unit.too_many_places"},
		{with("quantity", "1e3"), "lines[0].quantity decimal.invalid"},
		{with("quantity", "一"), "lines[0].quantity decimal.invalid"},
		{with("price", "-0.01"), "lines[0].price decimal.negative"},
		{with("price", "9999999999"), "lines[0].price decimal.out_of_range"},
		{with("price", "0.00001"), "lines[0].price decimal.too_many_places"},
		{with("price", "NaN"), "lines[0].price decimal.invalid"},
		{with("discount", "0.001"), "lines[0].discount decimal.too_many_places"},
		{doc("customerFee", "-1"), "customerFee decimal.negative"},
		{doc("customerFee", "1.005"), "customerFee decimal.too_many_places"},
		{doc("date", "2025-12-31"), "date document.before_start"},
	} {
		got := s.Owner.Do(t, http.MethodPost, "/sales", c.body).Want(t, http.StatusUnprocessableEntity, "input.fields")
		if fields := strings.Join(got.Fields(), ","); fields != c.want || got.Text("errors", 0, "detail") == "" {
			t.Errorf("%v: %q, want %q\n%s", c.body, fields, c.want, got.Body)
		}
	}
	if n := s.count(t, "sale"); n != 0 {
		t.Errorf("%d documents were kept", n)
	}
	s.sound(t)
}
