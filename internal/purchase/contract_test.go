package purchase_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// receivers stands for the receiving addresses.
type receivers string

func (r receivers) ReceiverTx(context.Context, *db.Tx, db.ID) (string, error) { return string(r), nil }

func TestContract(t *testing.T) {
	t.Parallel()
	b := setup(t)
	made, err := b.orders.Create(t.Context(), b.scope, b.input(of(b.red, "3", "469.8333"), of(b.blue, "1", "0.09")), purchase.ModeDraft)
	if err != nil {
		t.Fatal(err)
	}
	path := "/purchase-orders/" + made.ID.String() + "/contract"
	a := b.Owner.Get(t, path).Want(t, http.StatusOK, "")
	if got, want := a.Text("totalCapitals"), "人民币壹仟肆佰零玖元伍角玖分"; got != want {
		t.Errorf("in capitals %s, want %s (%s)", got, want, made.Total)
	}
	if a.Text("buyer", "name") == "" || a.Text("seller", "name") != "义乌小商品" || a.Text("terms") != "" {
		t.Errorf("before a letterhead was set: %s", a.Body)
	}

	b.Owner.Do(t, http.MethodPut, "/settings/letterhead", map[string]any{
		"company": "杭州小满服饰有限公司", "contact": "", "phone": "0571-1", "address": "网商路 699 号", "taxNo": "91330108", "bank": "工行", "bankAccount": "1202", "purchaseTerms": "一、质量\n二、付款", "version": 0,
	}).Want(t, http.StatusOK, "")
	b.orders.ConnectReceivers(receivers("浙江 杭州 王小明 138"))
	a = b.Owner.Get(t, path).Want(t, http.StatusOK, "")
	if a.Text("buyer", "name") != "杭州小满服饰有限公司" || a.Text("buyer", "bankAccount") != "1202" || a.Text("terms") != "一、质量\n二、付款" || a.Text("deliverTo") != "浙江 杭州 王小明 138" {
		t.Errorf("with a letterhead: %s", a.Body)
	}

	b.Other.Get(t, path).Want(t, http.StatusNotFound, "purchase.not_found")
	role := b.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "只看", "permissions": []string{"purchase.read"}}).Text("id")
	clerk := b.Member(t, "clerk", tenant.RoleSales)
	b.Owner.Do(t, http.MethodPut, "/users/"+clerk.ID.String(), map[string]any{
		"active": true, "roleIds": []string{role}, "version": 1, "warehouses": map[string]any{"all": true}, "shops": map[string]any{"all": true},
	}).Want(t, http.StatusOK, "")
	a = clerk.Get(t, path).Want(t, http.StatusOK, "")
	if a.At("totalCapitals") != nil || strings.Contains(string(a.Body), "元") {
		t.Errorf("somebody who does not see costs is told %s", a.Body)
	}
}
