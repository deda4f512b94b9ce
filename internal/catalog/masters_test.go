package catalog_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
)

// item finds the item of a list by its name.
func item(a *apitest.Answer, name string) int {
	for i := range 50 {
		if a.Text("items", i, "name") == name {
			return i
		}
	}
	return -1
}

func TestEditingAnAttribute(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	w.Owner.Do(t, http.MethodPost, "/products", map[string]any{
		"code": "M1", "name": "围巾", "unit": "条", "attributes": []string{"材质", "花色"},
		"skus": []any{map[string]any{"values": []string{"棉", "格子"}}, map[string]any{"values": []string{"麻", "格子"}}},
	}).Want(t, http.StatusCreated, "")
	w.Owner.Do(t, http.MethodPost, "/attributes", map[string]any{"name": "材质", "values": []string{"丝"}}).Want(t, http.StatusOK, "")
	list := w.Owner.Get(t, "/attributes")
	i := item(list, "材质")
	path := "/attributes/" + list.Text("items", i, "id")
	ids := map[string]string{}
	for v := range 3 {
		ids[list.Text("items", i, "values", v)] = list.Text("items", i, "valueIds", v)
	}
	value := func(id, name string) map[string]any { return map[string]any{"id": ids[id], "name": name} }
	read := list.At("items", i, "version").(int)
	put := func(since int, values ...any) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPut, path, map[string]any{"name": "料子", "values": values, "version": read + since})
	}

	bad := put(0, value("棉", "麻"), value("丝", "丝"), map[string]any{"name": "丝"}, map[string]any{"id": "5", "name": "x"}, map[string]any{"name": " "}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	want := []string{"values[2].name catalog.name_taken", "values[3].id attribute.value_not_found", "values[4].name input.required", "values catalog.in_use"}
	if got := bad.Fields(); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	put(1, value("棉", "棉")).Want(t, http.StatusConflict, "version.stale")

	// Two values swap their names, one goes, one comes.
	after := put(0, map[string]any{"name": "毛"}, value("麻", "棉"), value("棉", "麻")).Want(t, http.StatusOK, "")
	i = item(after, "料子")
	if got := fmt.Sprint(after.At("items", i, "values")); got != "[毛 棉 麻]" || after.At("items", i, "version") != read+1 {
		t.Errorf("values %s", got)
	}
	skus := w.Owner.Get(t, "/skus?sort=code")
	if skus.Text("items", 0, "code") != "M1_001" || skus.Text("items", 0, "spec") != "麻 / 格子" || skus.Text("items", 1, "spec") != "棉 / 格子" {
		t.Errorf("SKUs %s", skus.Body)
	}
	put(1, value("麻", "羊绒"), value("棉", "亚麻")).Want(t, http.StatusOK, "")
	if found := w.Owner.Get(t, "/skus?q=羊绒"); found.At("total") != 1 || found.Text("items", 0, "code") != "M1_002" {
		t.Errorf("found by its new name: %s", found.Body)
	}
	if gone := w.Owner.Get(t, "/products/"+skus.Text("items", 0, "productId")); gone.Text("skus", 0, "spec") != "亚麻 / 格子" || gone.Text("attributes", 0) != "料子" {
		t.Errorf("product %s", gone.Body)
	}
	w.Owner.Do(t, http.MethodPut, path, map[string]any{"name": "颜色", "values": []any{value("麻", "羊绒"), value("棉", "亚麻")}, "version": read + 2}).Want(t, http.StatusUnprocessableEntity, "input.fields")
}

// A value that came after the attribute was read, by hand or with a product, is not
// removed by an edit that does not know it.
func TestAnEditRemovesNoValueItHasNotSeen(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	made := w.Owner.Do(t, http.MethodPost, "/attributes", map[string]any{"name": "材质", "values": []string{"棉"}}).Want(t, http.StatusOK, "")
	i := item(made, "材质")
	edit := map[string]any{"name": "材质", "version": made.At("items", i, "version"), "values": []any{map[string]any{"id": made.Text("items", i, "valueIds", 0), "name": "棉"}}}
	path := "/attributes/" + made.Text("items", i, "id")
	for _, add := range []func(){
		func() {
			w.Owner.Do(t, http.MethodPost, "/attributes", map[string]any{"name": "材质", "values": []string{"丝"}}).Want(t, http.StatusOK, "")
		},
		func() {
			w.Owner.Do(t, http.MethodPost, "/products", map[string]any{
				"code": "M1", "name": "围巾", "unit": "条", "attributes": []string{"材质"}, "skus": []any{map[string]any{"values": []string{"麻"}}},
			}).Want(t, http.StatusCreated, "")
		},
	} {
		add()
		w.Owner.Do(t, http.MethodPut, path, edit).Want(t, http.StatusConflict, "version.stale")
		edit["version"] = edit["version"].(int) + 1
	}
	// The same value again is nothing new.
	w.Owner.Do(t, http.MethodPost, "/attributes", map[string]any{"name": "材质", "values": []string{"棉", "丝"}}).Want(t, http.StatusOK, "")
	list := w.Owner.Get(t, "/attributes")
	i = item(list, "材质")
	if got := fmt.Sprint(list.At("items", i, "values")); got != "[棉 丝 麻]" || list.At("items", i, "version") != edit["version"] {
		t.Errorf("values %s of version %v, want %v", got, list.At("items", i, "version"), edit["version"])
	}
}

func TestEditingAUnitGroup(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	w.Owner.Do(t, http.MethodPost, "/unit-groups", map[string]any{"name": "手/件", "baseUnit": "件", "units": []any{map[string]any{"name": "手", "num": 12, "den": 1}}}).Want(t, http.StatusOK, "")
	list := w.Owner.Get(t, "/unit-groups")
	path := "/unit-groups/" + list.Text("items", item(list, "手/件"), "id")
	put := func(version int, units ...any) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPut, path, map[string]any{"name": "件的各种", "units": units, "version": version})
	}
	bad := put(1, map[string]any{"name": "件", "num": 2, "den": 1}, map[string]any{"name": "箱", "num": -1, "den": 1}, map[string]any{"name": "包", "num": 1, "den": 1000001}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if got, want := bad.Fields(), []string{"units[0].name catalog.name_taken", "units[1] unit.conversion", "units[2] unit.conversion"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	after := put(1, map[string]any{"name": "箱", "num": 144, "den": 1}, map[string]any{"name": "手", "num": 10, "den": 1}).Want(t, http.StatusOK, "")
	i := item(after, "件的各种")
	if after.Text("items", i, "units", 0, "name") != "件" || after.Text("items", i, "units", 1, "name") != "箱" || after.At("items", i, "units", 2, "num") != 10 {
		t.Errorf("units %s", after.Body)
	}
	put(1, map[string]any{"name": "箱", "num": 1, "den": 1}).Want(t, http.StatusConflict, "version.stale")
	w.Owner.Do(t, http.MethodPut, path, map[string]any{"name": "箱", "units": []any{}, "version": 2}).Want(t, http.StatusUnprocessableEntity, "input.fields") // the trade's own group
	w.Other.Do(t, http.MethodPut, path, map[string]any{"name": "x", "units": []any{}, "version": 2}).Want(t, http.StatusNotFound, "unit_group.not_found")
}

// Two categories moved below each other at once do not end below each other, and
// what is put below a category that is being moved goes with it.
func TestTheTreeIsShapedByOneAtATime(t *testing.T) {
	t.Parallel()
	b := setup(t)
	save := func(c catalog.Category) *catalog.Category {
		made, err := b.svc.SaveCategory(t.Context(), b.sc, c)
		if err != nil && !errors.Is(err, catalog.ErrCategoryCycle) {
			t.Error(err)
		}
		return made
	}
	for round := range 8 {
		name := fmt.Sprint("第", round)
		one, two := save(catalog.Category{Name: name + "甲"}), save(catalog.Category{Name: name + "乙"})
		var wg sync.WaitGroup
		for _, move := range []catalog.Category{
			{ID: one.ID, Name: one.Name, ParentID: two.ID, Version: 1},
			{ID: two.ID, Name: two.Name, ParentID: one.ID, Version: 1},
			{Name: "丙", ParentID: one.ID},
			{Name: "丁", ParentID: two.ID},
		} {
			wg.Go(func() { save(move) })
		}
		wg.Wait()
	}
	if n := b.count(t, `SELECT COUNT(*) FROM category c LEFT JOIN category p ON p.tenant_id = c.tenant_id AND p.id = c.parent_id
		WHERE c.tenant_id = ? AND c.path <> COALESCE(p.path, '/') || c.id || '/'`); n != 0 {
		t.Errorf("%d categories do not lie where their parent does", n)
	}
}
