package party_test

import (
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/tenant"
)

func world(t *testing.T) *apitest.World {
	t.Helper()
	return apitest.New(t, func(w *apitest.World) { party.New(w.DB).Register(w.API) })
}

func TestCustomerLife(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"name": "老张车行", "phone": "13800000003", "creditLimit": "500"}).Want(t, http.StatusCreated, "")
	if made.Text("code") == "" || made.Text("mnemonic") != "LZCX" || made.Text("levelName") != "零售客户" || made.Text("creditLimit") != "500.00" {
		t.Errorf("made %s", made.Body)
	}
	id := made.Text("id")
	update := map[string]any{"code": made.Text("code"), "name": "老张车行（济南）", "phone": "13800000003", "version": 1}
	w.Owner.Do(t, http.MethodPut, "/customers/"+id, update).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPut, "/customers/"+id, update).Want(t, http.StatusConflict, "version.stale")

	taken := w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"code": made.Text("code"), "name": "另一家"})
	taken.Want(t, http.StatusUnprocessableEntity, "input.fields")
	for _, bad := range []map[string]any{{"name": ""}, {"name": "甲", "creditLimit": "-1"}, {"name": "甲", "creditLimit": "1.001"}, {"name": "甲", "levelId": id}} {
		w.Owner.Do(t, http.MethodPost, "/customers", bad).Want(t, http.StatusUnprocessableEntity, "")
	}
	var list struct {
		Items []struct{ ID, Name string }
		Total int
	}
	for _, q := range []string{"老张", "济南", "lzc", "138000"} {
		w.Owner.Get(t, "/customers?q="+q).Want(t, http.StatusOK, "").JSON(t, &list)
		if len(list.Items) != 1 || list.Items[0].ID != id {
			t.Errorf("q=%s found %+v", q, list.Items)
		}
	}
	w.Owner.Do(t, http.MethodPost, "/customers/actions/deactivate", map[string]any{"ids": []string{id}}).Want(t, http.StatusOK, "")
	w.Owner.Get(t, "/customers?active=true").Want(t, http.StatusOK, "").JSON(t, &list)
	if list.Total != 1 || list.Items[0].Name != party.WalkIn {
		t.Errorf("active customers: %+v", list.Items)
	}
	w.Owner.Do(t, http.MethodDelete, "/customers/"+id, nil).Want(t, http.StatusNoContent, "")
	w.Owner.Get(t, "/customers/"+id).Want(t, http.StatusNotFound, "customer.not_found")
}

func TestCustomersOfAnotherSetAreUnknown(t *testing.T) {
	t.Parallel()
	w := world(t)
	id := w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"name": "甲"}).Want(t, http.StatusCreated, "").Text("id")
	w.Other.Get(t, "/customers/"+id).Want(t, http.StatusNotFound, "customer.not_found")
	w.Other.Get(t, "/customers/"+id+"/last-prices").Want(t, http.StatusNotFound, "customer.not_found")
	w.Other.Do(t, http.MethodPut, "/customers/"+id, map[string]any{"code": "X", "name": "乙", "version": 1}).Want(t, http.StatusNotFound, "customer.not_found")
	w.Other.Do(t, http.MethodDelete, "/customers/"+id, nil).Want(t, http.StatusNotFound, "customer.not_found")
	w.Member(t, "viewer", tenant.RoleViewer).Do(t, http.MethodPost, "/customers", map[string]any{"name": "丙"}).Want(t, http.StatusForbidden, "forbidden")
}

func TestPriceLevels(t *testing.T) {
	t.Parallel()
	w := world(t)
	var levels struct {
		Items []struct {
			ID, Builtin, Name string
			Version           int
		}
	}
	w.Owner.Get(t, "/price-levels").Want(t, http.StatusOK, "").JSON(t, &levels)
	if len(levels.Items) != 2 || levels.Items[0].Builtin != party.BuiltinRetail {
		t.Fatalf("levels %+v", levels)
	}
	w.Owner.Do(t, http.MethodDelete, "/price-levels/"+levels.Items[0].ID, nil).Want(t, http.StatusConflict, "price_level.builtin")
	w.Owner.Do(t, http.MethodPost, "/price-levels", map[string]any{"name": "零售价", "customerName": "别的"}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	vip := w.Owner.Do(t, http.MethodPost, "/price-levels", map[string]any{"name": "VIP价", "customerName": "VIP客户"}).Want(t, http.StatusCreated, "").Text("id")
	customer := w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"name": "甲", "levelId": vip}).Want(t, http.StatusCreated, "").Text("id")
	w.Owner.Do(t, http.MethodDelete, "/price-levels/"+vip, nil).Want(t, http.StatusConflict, "price_level.in_use")
	w.Owner.Do(t, http.MethodPost, "/customers/actions/set-level", map[string]any{"ids": []string{customer}, "levelId": levels.Items[1].ID}).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodDelete, "/price-levels/"+vip, nil).Want(t, http.StatusNoContent, "")
	w.Other.Do(t, http.MethodDelete, "/price-levels/"+levels.Items[0].ID, nil).Want(t, http.StatusNotFound, "price_level.not_found")
}

// Of several people who rename a level they have read alike, one does; the others are told.
func TestALevelIsRenamedByOneAtATime(t *testing.T) {
	t.Parallel()
	w := world(t)
	id := w.Owner.Do(t, http.MethodPost, "/price-levels", map[string]any{"name": "VIP价", "customerName": "VIP客户"}).Want(t, http.StatusCreated, "").Text("id")
	var (
		wg    sync.WaitGroup
		codes [6]string
	)
	for i := range codes {
		wg.Go(func() {
			a := w.Owner.Do(t, http.MethodPut, "/price-levels/"+id, map[string]any{"name": "价" + strconv.Itoa(i), "customerName": "客户", "version": 1})
			codes[i] = a.Text("code")
		})
	}
	wg.Wait()
	slices.Sort(codes[:])
	if want := [6]string{"", "version.stale", "version.stale", "version.stale", "version.stale", "version.stale"}; codes != want {
		t.Errorf("got %q", codes)
	}
}
