package catalog_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/tenant"
)

func httpWorld(t *testing.T) *apitest.World {
	t.Helper()
	return httpWorldIn(t, t.TempDir())
}

// httpWorldIn keeps uploads below dir.
func httpWorldIn(t *testing.T, dir string) *apitest.World {
	t.Helper()
	return apitest.New(t, func(w *apitest.World) {
		p := party.New(w.DB)
		p.Register(w.API)
		catalog.New(w.DB, p, dir).Register(w.API)
	})
}

func retail(t *testing.T, p *apitest.Person) string {
	t.Helper()
	var levels struct {
		Items []struct{ ID, Builtin string }
	}
	p.Get(t, "/price-levels").JSON(t, &levels)
	return levels.Items[0].ID
}

func TestProductsOverHTTP(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	level := retail(t, w.Owner)
	body := map[string]any{
		"code": "T1", "name": "短袖T恤", "unit": "件", "attributes": []string{"颜色", "尺码"},
		"skus": []any{
			map[string]any{"code": "T1-RM", "values": []string{"红色", "M"}, "barcodes": []string{"6901234567892"}, "prices": []any{map[string]any{"levelId": level, "price": "59"}}},
			map[string]any{"values": []string{"红色", "L"}, "prices": []any{map[string]any{"levelId": level, "price": "61.5"}}},
		},
	}
	made := w.Owner.Do(t, http.MethodPost, "/products", body).Want(t, http.StatusCreated, "")
	id := made.Text("id")
	var list struct {
		Items []struct {
			ID, Code, Retail, Unit string
			SKUCount               int
		}
		Total int
	}
	for _, q := range []string{"?q=短袖", "?q=t1", "?q=dxtx", ""} {
		w.Owner.Get(t, "/products"+q).Want(t, http.StatusOK, "").JSON(t, &list)
		if list.Total != 1 || list.Items[0].SKUCount != 2 || list.Items[0].Retail != "61.50" || list.Items[0].Unit != "件" {
			t.Errorf("list%s: %+v", q, list)
		}
	}
	scan := w.Owner.Get(t, "/skus/scan?code=6901234567892&levelId="+level).Want(t, http.StatusOK, "")
	if scan.Text("code") != "T1-RM" || scan.Text("price") != "59.00" {
		t.Errorf("scan %s", scan.Body)
	}
	w.Owner.Get(t, "/skus/scan?code=nothing").Want(t, http.StatusNotFound, "sku.scan_unknown")
	w.Other.Get(t, "/skus/scan?code=T1-RM").Want(t, http.StatusNotFound, "sku.scan_unknown")
	w.Other.Get(t, "/products/"+id).Want(t, http.StatusNotFound, "product.not_found")
	w.Other.Do(t, http.MethodDelete, "/products/"+id, nil).Want(t, http.StatusNotFound, "product.not_found")

	act := func(verb string, more map[string]any) *apitest.Answer {
		more["ids"] = []string{id}
		return w.Owner.Do(t, http.MethodPost, "/products/actions/"+verb, more).Want(t, http.StatusOK, "")
	}
	act("set-price", map[string]any{"levelId": level, "byBps": -1000})
	w.Owner.Get(t, "/products").JSON(t, &list)
	if list.Items[0].Retail != "55.35" { // 61.50 less a tenth
		t.Errorf("after a tenth off: %s", list.Items[0].Retail)
	}
	for _, verb := range []string{"set-category", "set-negative-stock", "set-price"} {
		w.Owner.Do(t, http.MethodPost, "/products/actions/"+verb, map[string]any{"ids": []string{id}}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	}
	act("set-negative-stock", map[string]any{"negativeStock": true})
	if got := w.Owner.Get(t, "/skus/scan?code=T1-RM"); got.At("negativeStock") != true || got.Text("available") != "0" {
		t.Errorf("scan %s", got.Body)
	}
	act("deactivate", map[string]any{})
	w.Owner.Get(t, "/products?active=true").JSON(t, &list)
	if list.Total != 0 {
		t.Errorf("%d active products", list.Total)
	}
	w.Member(t, "viewer", tenant.RoleViewer).Do(t, http.MethodPost, "/products", body).Want(t, http.StatusForbidden, "forbidden")
	w.Owner.Do(t, http.MethodDelete, "/products/"+id, nil).Want(t, http.StatusNoContent, "")
}

func TestCategoriesMoveWithEverythingBelow(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	if w.DB.Engine() == db.Postgres { // whose databases sort as a language does where nobody says otherwise
		if err := w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `ALTER TABLE category ALTER COLUMN path TYPE TEXT COLLATE "en-x-icu"`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	add := func(name, parent string) string {
		return w.Owner.Do(t, http.MethodPost, "/categories", map[string]any{"name": name, "parentId": parent}).Want(t, http.StatusCreated, "").Text("id")
	}
	clothes, bags := add("服装", ""), add("箱包", "")
	shirts := add("T恤", clothes)
	w.Owner.Do(t, http.MethodPost, "/products", map[string]any{"code": "P", "name": "甲", "unit": "件", "categoryId": shirts}).Want(t, http.StatusCreated, "")
	under := func(category string) int {
		var list struct{ Total int }
		w.Owner.Get(t, "/products?categoryId="+category).Want(t, http.StatusOK, "").JSON(t, &list)
		return list.Total
	}
	if under(clothes) != 1 || under(bags) != 0 {
		t.Fatalf("below clothes %d, below bags %d", under(clothes), under(bags))
	}
	w.Owner.Do(t, http.MethodPut, "/categories/"+clothes, map[string]any{"name": "服装", "parentId": shirts, "version": 1}).Want(t, http.StatusConflict, "category.cycle")
	w.Owner.Do(t, http.MethodPut, "/categories/"+clothes, map[string]any{"name": "服装", "parentId": bags, "version": 1}).Want(t, http.StatusOK, "")
	if under(bags) != 1 {
		t.Errorf("below bags %d after the move", under(bags))
	}
	w.Owner.Do(t, http.MethodPost, "/categories", map[string]any{"name": "T恤", "parentId": clothes}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	w.Owner.Do(t, http.MethodDelete, "/categories/"+shirts, nil).Want(t, http.StatusConflict, "catalog.in_use")
	w.Other.Do(t, http.MethodDelete, "/categories/"+shirts, nil).Want(t, http.StatusNotFound, "category.not_found")
	w.Other.Get(t, "/products?categoryId="+bags).Want(t, http.StatusNotFound, "category.not_found")
}

func TestDecimalsOfUnits(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	made := w.Owner.Do(t, http.MethodPost, "/unit-groups", map[string]any{"name": "捆/根", "baseUnit": "根", "units": []any{map[string]any{"name": "捆", "num": 5, "den": 1}}}).Want(t, http.StatusOK, "")
	i := item(made, "捆/根")
	path := "/units/" + made.Text("items", i, "units", 1, "unitId")
	changed := w.Owner.Do(t, http.MethodPut, path, map[string]any{"decimals": 1}).Want(t, http.StatusOK, "")
	if changed.At("items", i, "units", 1, "decimals") != 1 || changed.At("items", i, "units", 0, "decimals") != 0 {
		t.Errorf("units %s", changed.Body)
	}
	w.Owner.Do(t, http.MethodPut, path, map[string]any{"decimals": 5}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	w.Other.Do(t, http.MethodPut, path, map[string]any{"decimals": 2}).Want(t, http.StatusNotFound, "unit.not_found")
	w.Member(t, "viewer", tenant.RoleViewer).Do(t, http.MethodPut, path, map[string]any{"decimals": 2}).Want(t, http.StatusForbidden, "forbidden")
}

func TestQuantitiesFitTheUnitAndTheBaseUnit(t *testing.T) {
	t.Parallel()
	k := &catalog.SKUInfo{BaseUnitID: 1, Units: []catalog.UnitFactor{
		{UnitID: 1, Name: "双", Num: 1, Den: 1}, {UnitID: 2, Name: "打", Num: 12, Den: 1, Decimals: 1}, {UnitID: 3, Name: "只", Num: 1, Den: 2},
	}}
	for _, c := range []struct {
		unit     db.ID
		quantity string
		want     string // the unit that is too coarse
	}{
		{0, "3", ""}, {1, "0.5", "双"}, {2, "0.5", ""}, {2, "0.25", "打"}, {2, "0.3", "双"}, {3, "2", ""}, {3, "1", "双"}, {9, "0.5", ""},
	} {
		err := k.CheckQuantity(c.unit, dec.MustQuantity(c.quantity))
		got := ""
		if f := fault.As(err); f != nil {
			got = f.Params["unit"]
		}
		if got != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s of unit %d: %v, want %q", c.quantity, c.unit, err, c.want)
		}
	}
}

func TestUnitsAndAttributes(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	group := map[string]any{"name": "手/件", "baseUnit": "件", "units": []any{map[string]any{"name": "手", "num": 12, "den": 1}}}
	w.Owner.Do(t, http.MethodPost, "/unit-groups", group).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, "/unit-groups", group).Want(t, http.StatusUnprocessableEntity, "input.fields")
	group["name"], group["units"] = "坏", []any{map[string]any{"name": "手", "num": 0, "den": 1}}
	w.Owner.Do(t, http.MethodPost, "/unit-groups", group).Want(t, http.StatusUnprocessableEntity, "")
	a := w.Owner.Do(t, http.MethodPost, "/attributes", map[string]any{"name": "材质", "values": []string{"棉", "麻"}}).Want(t, http.StatusOK, "")
	var list struct {
		Items []struct {
			ID, Name string
			Values   []string
		}
	}
	a.JSON(t, &list)
	for _, x := range list.Items {
		if x.Name == "材质" {
			if len(x.Values) != 2 {
				t.Errorf("values %v", x.Values)
			}
			w.Other.Do(t, http.MethodDelete, "/attributes/"+x.ID, nil).Want(t, http.StatusNotFound, "attribute.not_found")
			w.Owner.Do(t, http.MethodDelete, "/attributes/"+x.ID, nil).Want(t, http.StatusNoContent, "")
		}
	}
}
