package wms_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/internal/wms"
)

func TestAddressesOfAWMS(t *testing.T) {
	t.Parallel()
	w := setup(t)
	for endpoint, code := range map[string]string{
		"https://wms.example.com/inbound":       "",
		"http://127.0.0.1:9000/":                "",
		"http://192.168.1.20/asn?tenant=3":      "",
		"http://[fd00::5]:8080/asn":             "",
		"http://wms:8080":                       "",
		"http://wms.lan/asn":                    "",
		"":                                      "input.required",
		"wms.example.com":                       "wms.endpoint",
		"ftp://wms.example.com":                 "wms.endpoint",
		"https://":                              "wms.endpoint",
		"https://user:word@wms.example.com":     "wms.endpoint",
		"https://wms.example.com/#inbound":      "wms.endpoint",
		"https://wms.example.com:port/":         "wms.endpoint",
		"javascript:alert(1)":                   "wms.endpoint",
		"http://wms.example.com/":               "wms.endpoint_plain",
		"http://8.8.8.8/":                       "wms.endpoint_plain",
		"http://169.254.169.254/latest":         "wms.endpoint_plain",
		"https://a/" + strings.Repeat("x", 500): "input.too_long",
	} {
		a := w.set(t, w.Owner, map[string]any{"endpoint": endpoint})
		got, _ := a.At("errors", 0, "code").(string)
		if got != code || (code == "") != (a.Status == http.StatusOK) || code != "" && !slices.Equal(a.Fields(), []string{"endpoint " + code}) {
			t.Errorf("%q gives %d %q, want %q", endpoint, a.Status, got, code)
		}
	}
}

func TestTheSettingIsCheckedAndItsSecretShownOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	foreign := w.Other.Get(t, "/warehouses").ID("items", 0, "id")
	for field, change := range map[string]map[string]any{
		"when input.choice":           {"when": "sometimes"},
		"warehouseIds input.required": {"warehouseIds": []db.ID{}},
		"warehouseIds[1] not_found":   {"warehouseIds": []db.ID{w.warehouse, foreign}},
	} {
		if a := w.set(t, w.Owner, change); a.Status != http.StatusUnprocessableEntity || !slices.Equal(a.Fields(), []string{field}) {
			t.Errorf("%s: %d %s", field, a.Status, a.Body)
		}
	}
	w.set(t, w.Owner, map[string]any{"version": 0}).Want(t, http.StatusConflict, "version.stale")
	clerk := w.Member(t, "clerk", "purchaser")
	clerk.Do(t, http.MethodPost, "/wms-setting/secret", nil).Want(t, http.StatusForbidden, "forbidden")

	// A secret is made while the page is open, before anything was saved and after.
	for range 2 {
		was := w.Other.Get(t, "/wms-setting").Want(t, http.StatusOK, "")
		w.Other.Do(t, http.MethodPost, "/wms-setting/secret", nil).Want(t, http.StatusOK, "")
		w.Other.Do(t, http.MethodPut, "/wms-setting", map[string]any{
			"endpoint": "https://wms.example.com", "when": "manual", "warehouseIds": []db.ID{foreign}, "version": was.At("version"),
		}).Want(t, http.StatusOK, "")
	}

	shown := w.Owner.Get(t, "/wms-setting")
	if shown.At("hasSecret") != true || strings.Contains(string(shown.Body), w.secret) {
		t.Errorf("the setting shows %s", shown.Body)
	}
	err := w.DB.View(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		var stored string
		_, err := tx.Row(ctx, "SELECT secret FROM wms_setting WHERE tenant_id = ?", []any{tx.Tenant}, &stored)
		if strings.Contains(stored, w.secret) || stored == "" {
			t.Error("the secret is stored as it is")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM audit WHERE tenant_id = ? AND after_state LIKE ?", "%"+w.secret+"%"); n != 0 {
		t.Error("the log holds the secret")
	}
	renewed := w.Owner.Do(t, http.MethodPost, "/wms-setting/secret", nil).Want(t, http.StatusOK, "").Text("secret")
	o := w.order(t)
	w.Work(t)
	if got := w.remote.one(t); renewed == w.secret || got.Signature != wms.Sign(secret.Text(renewed), got.Timestamp, got.Body) {
		t.Error("the new secret does not sign")
	}
	w.expect(t, o, wms.StateSent, "")
}

func TestWarehousesOutsideTheWMS(t *testing.T) {
	t.Parallel()
	w := setup(t)
	elsewhere := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "W9", "name": "外仓"}).Want(t, http.StatusCreated, "").ID("id")
	o := w.order(t)
	out := w.order(t, map[string]any{"warehouseId": elsewhere})
	w.Work(t)
	if got := w.remote.one(t); got.NoticeNo != o.Text("no") {
		t.Errorf("told of %s", got.NoticeNo)
	}
	w.push(t, out).Want(t, http.StatusConflict, "wms.warehouse")
	// A warehouse that the WMS leaves: what it was told is withdrawn.
	w.set(t, w.Owner, map[string]any{"warehouseIds": []db.ID{elsewhere}}).Want(t, http.StatusOK, "")
	w.Work(t)
	if got := w.remote.one(t); got.NoticeNo != o.Text("no") || got.Status != wms.StatusCancelled {
		t.Errorf("told %s", got.Body)
	}
	w.push(t, out).Want(t, http.StatusOK, "")
	w.Work(t)
	if got := w.remote.one(t); got.NoticeNo != out.Text("no") || got.Status != wms.StatusOpen {
		t.Errorf("told %s", got.Body)
	}
	// Another setting has only those looked at of which something may still come.
	w.Exec(t, "UPDATE purchase_order SET fulfilment = 'done' WHERE tenant_id = ? AND id = ?", w.A.ID, o.ID("id"))
	w.set(t, w.Owner, map[string]any{"warehouseIds": []db.ID{elsewhere}}).Want(t, http.StatusOK, "")
	if n := w.Number(t, "SELECT COUNT(*) FROM wms_notice WHERE tenant_id = ? AND due_at IS NOT NULL"); n != 1 {
		t.Errorf("%d notices are looked at again, want the one whose order is open", n)
	}
}
