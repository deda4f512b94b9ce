package app

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/tenant"
)

// The trade chosen in the wizard decides what a set starts with: attributes with
// their values, units, and whether new products carry lot and expiry.
func TestTheTradeDecidesWhatASetStartsWith(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	byLot := []string{"food", "beauty", "medical", "baby"}
	for _, trade := range tenant.Industries {
		made := w.Owner.Do(t, http.MethodPost, "/account-sets", map[string]any{
			"name": trade.ZH, "industry": trade.Key, "costingScope": "set", "stockReview": false, "taxAccounted": false,
		}).Want(t, 200, "")
		p := *w.Owner
		p.Set = made.ID("id")

		var attributes, wanted []string
		list := p.Get(t, "/attributes").Want(t, 200, "")
		for i := range list.At("items").([]any) {
			var values []string
			for _, v := range list.At("items", i, "values").([]any) {
				values = append(values, v.(string))
			}
			attributes = append(attributes, list.Text("items", i, "name")+":"+strings.Join(values, ","))
		}
		for _, a := range trade.Attributes {
			wanted = append(wanted, a.Name+":"+strings.Join(a.Values, ","))
		}
		slices.Sort(attributes)
		slices.Sort(wanted)
		if !slices.Equal(attributes, wanted) {
			t.Errorf("%s: attributes %q, want %q", trade.Key, attributes, wanted)
		}

		var units []string
		groups := p.Get(t, "/unit-groups").Want(t, 200, "")
		for i := range groups.At("items").([]any) {
			units = append(units, groups.Text("items", i, "name"))
		}
		wanted = slices.Clone(trade.Units)
		slices.Sort(units)
		slices.Sort(wanted)
		if len(wanted) == 0 || !slices.Equal(units, wanted) {
			t.Errorf("%s: units %q, want %q", trade.Key, units, wanted)
		}

		lots := slices.Contains(byLot, trade.Key)
		settings := p.Get(t, "/settings").Want(t, 200, "")
		product := func(code string, more map[string]any) any {
			body := mixed(map[string]any{"code": code, "name": "样品", "unit": trade.Units[0]}, more)
			return p.Get(t, "/products/"+p.Do(t, http.MethodPost, "/products", body).Want(t, 201, "").Text("id")).At("lotTracked")
		}
		if settings.At("lotExpiry") != lots || product("A", nil) != lots || product("B", map[string]any{"lotTracked": !lots}) == lots {
			t.Errorf("%s: lots %v, want %v", trade.Key, settings.At("lotExpiry"), lots)
		}
		// The set may decide otherwise; what exists stays.
		change := map[string]any{"name": trade.ZH, "industry": trade.Key, "costingScope": "set", "stockReview": false, "taxAccounted": false, "lotExpiry": !lots, "version": 1}
		p.Do(t, http.MethodPut, "/settings", change).Want(t, 200, "")
		delete(change, "lotExpiry")
		if kept := p.Do(t, http.MethodPut, "/settings", mixed(change, map[string]any{"version": 2})).Want(t, 200, ""); kept.At("lotExpiry") == lots || product("C", nil) == lots {
			t.Errorf("%s: the set's own choice is lost: %s", trade.Key, kept.Body)
		}
		first := p.Get(t, "/products?q=A").Text("items", 0, "id")
		one := p.Get(t, "/products/"+first)
		changed := p.Do(t, http.MethodPut, "/products/"+first, map[string]any{"code": "A", "name": "样品", "unit": trade.Units[0], "version": one.At("version"), "skus": []any{map[string]any{"id": one.Text("skus", 0, "id"), "code": "A"}}})
		if changed.Want(t, 200, ""); p.Get(t, "/products/"+first).At("lotTracked") != lots {
			t.Errorf("%s: a change that does not name it takes lots away", trade.Key)
		}
	}
}
