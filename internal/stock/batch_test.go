package stock_test

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/tenant"
)

func TestSeveralWarehousesAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	spare := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "B2", "name": "备用仓"}).Want(t, 201, "").Text("id")
	ids := map[string]any{"ids": []string{spare, w.warehouse, w.otherWarehouse}}
	off := w.Owner.Do(t, http.MethodPost, "/warehouses/actions/deactivate", ids).Want(t, 200, "")
	if off.At("results", 0, "ok") != true || off.Text("results", 1, "problem", "code") != "warehouse.default_active" || off.Text("results", 2, "problem", "code") != "warehouse.not_found" {
		t.Errorf("switched off: %s", off.Body)
	}
	if got := w.Owner.Get(t, "/warehouses/"+spare); got.At("active") != false || got.At("version") != 2 {
		t.Errorf("spare: %s", got.Body)
	}
	w.Owner.Do(t, http.MethodPost, "/warehouses/actions/deactivate", ids).Want(t, 200, "") // again changes nothing
	w.Owner.Do(t, http.MethodPost, "/warehouses/actions/activate", map[string]any{"ids": []string{spare}}).Want(t, 200, "")
	if got := w.Owner.Get(t, "/warehouses/"+spare); got.At("active") != true || got.At("version") != 3 {
		t.Errorf("spare: %s", got.Body)
	}
	w.Member(t, "viewer", tenant.RoleViewer).Do(t, http.MethodPost, "/warehouses/actions/activate", ids).Want(t, 403, "forbidden")
}
