package address_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/db"
)

// Each warehouse has at most one address, an address serves as many as choose it.
func TestTheAddressOfAWarehouse(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Authorize(t, w.Owner, wang)
	one := warehouse(t, w.Owner)
	two := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "W2", "name": "二号仓"}).Want(t, http.StatusCreated, "").Text("id")
	a, b := w.create(t, w.Owner).Text("id"), w.create(t, w.Owner, "name", "备用").Text("id")
	choose := func(warehouse string, address any) {
		t.Helper()
		body := map[string]any{}
		if address != nil {
			body["addressId"] = address
		}
		w.Owner.Do(t, http.MethodPut, "/warehouse-addresses/"+warehouse, body).Want(t, http.StatusNoContent, "")
	}
	if got := w.Owner.Get(t, "/warehouse-addresses?missing=true").Want(t, http.StatusOK, ""); got.At("total") != 2 {
		t.Errorf("without an address: %s", got.Body)
	}
	choose(one, a)
	choose(two, a)
	choose(two, a) // again, which says nothing new
	list := w.Owner.Get(t, "/warehouse-addresses?q="+url.QueryEscape("二号")).Want(t, http.StatusOK, "")
	if list.At("total") != 1 || list.Text("items", 0, "addressId") != a || list.Text("items", 0, "addressText") == "" {
		t.Errorf("chosen: %s", list.Body)
	}
	out := string(w.Owner.Get(t, "/warehouse-addresses/export?format=csv").Want(t, http.StatusOK, "").Body)
	if !strings.Contains(out, "二号仓,杭州仓,王小明,13800000001,浙江省 杭州市 滨江区 网商路699号,启用\n") || strings.Count(out, "\n") != 3 {
		t.Errorf("exported %s", out)
	}
	served := w.Owner.Get(t, path+"/"+a).Want(t, http.StatusOK, "")
	if served.Text("warehouses", 0, "id") != one || served.Text("warehouses", 1, "name") != "二号仓" {
		t.Errorf("serves %s", served.Body)
	}
	if got := w.Owner.Get(t, path+"?warehouseId="+two); got.At("total") != 1 {
		t.Errorf("the address of the second: %s", got.Body)
	}
	// One that serves is neither deleted nor switched off, whichever way.
	w.Owner.Do(t, http.MethodDelete, path+"/"+a, nil).Want(t, http.StatusConflict, "address.in_use")
	if got := w.Owner.Do(t, http.MethodPost, path+"/actions/deactivate", map[string]any{"ids": []string{a}}); got.Text("results", 0, "problem", "code") != "address.in_use" {
		t.Errorf("switched off: %s", got.Body)
	}
	w.Owner.Do(t, http.MethodPut, path+"/"+a, good("active", false, "version", 1)).Want(t, http.StatusConflict, "address.in_use")
	// One that is off is not chosen.
	w.Owner.Do(t, http.MethodPost, path+"/actions/deactivate", map[string]any{"ids": []string{b}}).Want(t, http.StatusOK, "")
	if f := w.Owner.Do(t, http.MethodPut, "/warehouse-addresses/"+one, map[string]any{"addressId": b}).Fields(); !slices.Equal(f, []string{"addressId address.inactive"}) {
		t.Errorf("an inactive one: %v", f)
	}
	choose(one, nil)
	choose(two, nil)
	w.Owner.Do(t, http.MethodDelete, path+"/"+a, nil).Want(t, http.StatusNoContent, "")
	history := w.Owner.Get(t, "/warehouses/"+two+"/history").Want(t, http.StatusOK, "")
	if history.At("total") != 3 || history.Text("items", 1, "after", "addressId") != a { // made, chosen, taken away
		t.Errorf("history of the warehouse: %s", history.Body)
	}
}

// What orders ask: the address of a warehouse, and under which id an account has it.
func TestWhatOrdersAsk(t *testing.T) {
	t.Parallel()
	w := setup(t)
	account := w.Authorize(t, w.Owner, wang).String()
	w.Owner.Do(t, http.MethodPost, path+"/adopt", map[string]any{"accountId": account, "platformIds": []string{"560954849"}}).Want(t, http.StatusOK, "")
	id := w.Owner.Get(t, path).ID("items", 0, "id")
	place := warehouse(t, w.Owner)
	of := func() (name, platform string) {
		t.Helper()
		warehouseID, err := db.ParseID(place)
		if err != nil {
			t.Fatal(err)
		}
		accountID, err := db.ParseID(account)
		if err != nil {
			t.Fatal(err)
		}
		err = w.DB.View(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
			a, err := w.svc.OfWarehouseTx(ctx, tx, warehouseID)
			if err != nil || a == nil {
				return err
			}
			name = a.Name
			platform, err = w.svc.PlatformIDTx(ctx, tx, a.ID, accountID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return name, platform
	}
	if name, _ := of(); name != "" {
		t.Errorf("before one was chosen: %s", name)
	}
	w.Owner.Do(t, http.MethodPut, "/warehouse-addresses/"+place, map[string]any{"addressId": id}).Want(t, http.StatusNoContent, "")
	if name, platform := of(); name != "王小明 海曙区" || platform != "560954849" {
		t.Errorf("%q, on 1688 %q", name, platform)
	}
}

// An address is chosen for a warehouse and switched off at once: one of the two is refused.
func TestChoosingAndSwitchingOffAtOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Authorize(t, w.Owner, wang)
	id, place := w.create(t, w.Owner).Text("id"), warehouse(t, w.Owner)
	for range 5 {
		var wg sync.WaitGroup
		wg.Go(func() {
			w.Owner.Do(t, http.MethodPut, "/warehouse-addresses/"+place, map[string]any{"addressId": id})
		})
		wg.Go(func() {
			w.Owner.Do(t, http.MethodPost, path+"/actions/deactivate", map[string]any{"ids": []string{id}})
		})
		wg.Wait()
		if n := w.NumberAnywhere(t, `SELECT COUNT(*) FROM warehouse_address x JOIN receiving_address r ON r.tenant_id = x.tenant_id AND r.id = x.address_id WHERE r.active = FALSE`); n != 0 {
			t.Fatal("a warehouse has an address that is off")
		}
		w.Owner.Do(t, http.MethodPost, path+"/actions/activate", map[string]any{"ids": []string{id}}).Want(t, http.StatusOK, "")
		w.Owner.Do(t, http.MethodPut, "/warehouse-addresses/"+place, map[string]any{}).Want(t, http.StatusNoContent, "")
	}
}
