package channel_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
)

func TestShopsAreFoundByWhatPeopleKnowThemBy(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.AuthorizeShop(t, w.Owner, clothes)
	w.AuthorizeShop(t, w.Owner, office)
	for q, want := range map[string]int{"": 2, "云裳": 1, "文彩 义乌": 1, "云裳 义乌": 0, "  ": 2} {
		a := w.Owner.Get(t, "/shops?q="+url.QueryEscape(q)).Want(t, http.StatusOK, "")
		if got := a.At("total"); got != want {
			t.Errorf("%q finds %v shops, want %v: %s", q, got, want, a.Body)
		}
	}
}

func TestAShopHasAWarehouseOfItsSet(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	warehouseOf := func(scope db.Scope) (id db.ID) {
		err := w.DB.View(t.Context(), scope, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Row(ctx, "SELECT id FROM warehouse WHERE tenant_id = ?", []any{tx.Tenant}, &id)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	path := "/shops/" + shop.String()
	save := func(warehouse any) *apitest.Answer {
		before := w.Owner.Get(t, path).Want(t, http.StatusOK, "")
		return w.Owner.Do(t, http.MethodPut, path, map[string]any{"name": "一店", "enabled": true, "warehouseId": warehouse, "version": before.At("version")})
	}
	mine := warehouseOf(w.Scope())
	for _, strange := range []db.ID{warehouseOf(w.OtherScope()), 77} {
		if f := save(strange).Fields(); len(f) != 1 || f[0] != "warehouseId warehouse.not_found" {
			t.Errorf("warehouse %d: %v", strange, f)
		}
	}
	if a := save(mine).Want(t, http.StatusOK, ""); a.Text("warehouseId") != mine.String() {
		t.Errorf("saved %s", a.Body)
	}
	if a := save(nil).Want(t, http.StatusOK, ""); a.Text("warehouseId") != "" {
		t.Errorf("taken away again: %s", a.Body)
	}
}
