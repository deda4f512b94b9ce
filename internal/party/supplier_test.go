package party_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

func TestSupplierLife(t *testing.T) {
	t.Parallel()
	w := world(t)
	made := w.Owner.Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "义乌小商品", "loginId": "yiwu88", "terms": "share", "prepaidShare": "30", "creditDays": 7}).Want(t, http.StatusCreated, "")
	if made.Text("code") == "" || made.Text("mnemonic") != "YWXSP" || made.Text("prepaidShare") != "30" || made.At("creditDays") != 0 {
		t.Errorf("made %s", made.Body)
	}
	id := made.Text("id")
	update := map[string]any{"name": "义乌小商品二部", "loginId": "yiwu88", "terms": "credit", "creditDays": 30, "prepaidShare": "30", "version": 1}
	changed := w.Owner.Do(t, http.MethodPut, "/suppliers/"+id, update).Want(t, http.StatusOK, "")
	if changed.Text("code") != made.Text("code") || changed.Text("prepaidShare") != "0" || changed.At("creditDays") != 30 {
		t.Errorf("changed into %s", changed.Body)
	}
	w.Owner.Do(t, http.MethodPut, "/suppliers/"+id, update).Want(t, http.StatusConflict, "version.stale")

	for want, bad := range map[string]map[string]any{
		"code supplier.code_taken":             {"name": "乙", "code": made.Text("code")},
		"loginId supplier.seller_taken":        {"name": "乙", "loginId": "yiwu88"},
		"name input.required":                  {"name": " "},
		"prepaidShare supplier.prepaid_share":  {"name": "乙", "terms": "share"},
		"prepaidShare supplier.prepaid_share ": {"name": "乙", "terms": "share", "prepaidShare": "100.01"},
		"creditDays supplier.credit_days":      {"name": "乙", "terms": "credit"},
		"creditDays supplier.credit_days ":     {"name": "乙", "terms": "credit", "creditDays": 366},
	} {
		got := w.Owner.Do(t, http.MethodPost, "/suppliers", bad).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
		if len(got) != 1 || got[0] != string(bytes.TrimSpace([]byte(want))) {
			t.Errorf("%v gives %q, want %q", bad, got, want)
		}
	}
	// Somewhere without a login id there may be many.
	other := w.Owner.Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "路边批发"}).Want(t, http.StatusCreated, "").Text("id")
	w.Owner.Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "另一个"}).Want(t, http.StatusCreated, "")

	for q, want := range map[string]int{"q=小商品": 1, "q=ywx": 1, "q=yiwu88": 1, "on1688=true": 1, "on1688=false": 2, "terms=credit": 1, "terms=prepaid": 2, "active=false": 0} {
		if got := w.Owner.Get(t, "/suppliers?"+q).Want(t, http.StatusOK, "").At("total"); got != want {
			t.Errorf("%s finds %v, want %d", q, got, want)
		}
	}
	w.Owner.Do(t, http.MethodPost, "/suppliers/actions/set-terms", map[string]any{"ids": []string{id, other}, "terms": "receipt"}).Want(t, http.StatusOK, "")
	if got := w.Owner.Get(t, "/suppliers?terms=receipt").At("total"); got != 2 {
		t.Errorf("%v suppliers are paid on receipt, want 2", got)
	}
	w.Owner.Do(t, http.MethodPost, "/suppliers/actions/set-terms", map[string]any{"ids": []string{id}, "terms": "share"}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	w.Owner.Do(t, http.MethodPost, "/suppliers/actions/deactivate", map[string]any{"ids": []string{id}}).Want(t, http.StatusOK, "")
	for q, want := range map[string]int{"active=false&q=小商品": 1, "active=false&q=路边": 0, "active=true&q=路边": 1, "active=false&q=小商品&sort=name&terms=receipt": 1, "active=false&q=,": 0} {
		if got := w.Owner.Get(t, "/suppliers?"+q).Want(t, http.StatusOK, "").At("total"); got != want {
			t.Errorf("%s finds %v, want %d", q, got, want)
		}
	}
	if got := w.Owner.Get(t, "/suppliers/"+id); got.At("active") != false {
		t.Errorf("deactivated: %s", got.Body)
	}
	w.Owner.Do(t, http.MethodDelete, "/suppliers/"+id, nil).Want(t, http.StatusNoContent, "")
	w.Owner.Get(t, "/suppliers/"+id).Want(t, http.StatusNotFound, "supplier.not_found")
}

func TestSuppliersOfAnotherSetAreUnknown(t *testing.T) {
	t.Parallel()
	w := world(t)
	id := w.Owner.Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "甲", "loginId": "jia"}).Want(t, http.StatusCreated, "").Text("id")
	w.Other.Get(t, "/suppliers/"+id).Want(t, http.StatusNotFound, "supplier.not_found")
	w.Other.Do(t, http.MethodPut, "/suppliers/"+id, map[string]any{"name": "乙", "version": 1}).Want(t, http.StatusNotFound, "supplier.not_found")
	w.Other.Do(t, http.MethodDelete, "/suppliers/"+id, nil).Want(t, http.StatusNotFound, "supplier.not_found")
	w.Other.Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "甲", "loginId": "jia"}).Want(t, http.StatusCreated, "")
	w.Member(t, "viewer", tenant.RoleViewer).Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "丙"}).Want(t, http.StatusForbidden, "forbidden")
	w.Member(t, "buyer", tenant.RolePurchaser).Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "丙"}).Want(t, http.StatusCreated, "")
}

func TestSuppliersOfASheet(t *testing.T) {
	t.Parallel()
	w := world(t)
	titles := []string{"供应商代码", "*供应商名称", "旺旺", "结算方式", "预付比例%", "账期天数"}
	send := func(query string, rows ...[]any) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, "/suppliers/import"+query, sheetOf(t, "供应商", titles, rows...), apitest.Header("Content-Type", sheet.ContentType))
	}
	good := [][]any{
		{"G1", "义乌小商品", "yiwu88", "预付定金", sheet.Number("30")}, {"", "广州皮具", "", "On credit", "", sheet.Number("30")}, {"", "泉州鞋业", "qz:01", "款到发货", "", ""}, {"", "路边"},
	}
	if got := send("", good...).Want(t, http.StatusOK, ""); got.At("created") != 4 {
		t.Fatalf("made %s", got.Body)
	}
	bad := [][]any{{"G1", "甲"}, {"", "乙", "yiwu88"}, {"", "丙", "bing", "月结"}, {"", "丁", "bing"}, {"", "戊", "", "账期", "", "两个月"}, {"", "己", "", "share", sheet.Number("1.23456")}}
	want := []string{
		"row 2.code supplier.code_taken", "row 3.loginId supplier.seller_taken", "row 4.terms supplier_sheet.terms_unknown",
		"row 5.loginId supplier_sheet.seller_twice", "row 6.creditDays supplier.credit_days", "row 6.creditDays supplier.credit_days",
		"row 7.prepaidShare decimal.too_many_places", "row 7.prepaidShare supplier.prepaid_share",
	}
	if got := send("", bad...).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// What is exported can be imported elsewhere, in either language.
	for _, lang := range []string{"zh-CN", "en-US"} {
		out := w.Owner.Do(t, http.MethodGet, "/suppliers/export?sort=code", nil, apitest.Header("Accept-Language", lang)).Want(t, http.StatusOK, "").Body
		again := w.Other.Do(t, http.MethodPost, "/suppliers/import?dryRun=true", out, apitest.Header("Content-Type", sheet.ContentType)).Want(t, http.StatusOK, "")
		if again.At("created") != 4 {
			t.Errorf("%s: %s", lang, again.Body)
		}
	}
}

// A seller is one supplier, by whichever of its ids 1688 names it.
func TestASellerIsOneSupplier(t *testing.T) {
	t.Parallel()
	w := world(t)
	svc := party.New(w.DB)
	find := func(seller party.Seller) db.ID {
		var id db.ID
		err := w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) (err error) {
			id, err = svc.SellerSupplierTx(ctx, tx, seller)
			return err
		})
		if err != nil {
			t.Fatalf("%+v: %v", seller, err)
		}
		return id
	}
	byHand := w.Owner.Do(t, http.MethodPost, "/suppliers", map[string]any{"name": "老王", "loginId": "laowang"}).Want(t, http.StatusCreated, "").Text("id")
	if got := find(party.Seller{LoginID: "laowang", OpenID: "O1", Name: "王氏企业"}); got.String() != byHand {
		t.Errorf("the seller is supplier %s, want %s", got, byHand)
	}
	for _, again := range []party.Seller{{OpenID: "O1", MemberID: "b2b-1"}, {MemberID: "b2b-1", LoginID: "laowang"}} {
		if got := find(again); got.String() != byHand {
			t.Errorf("%+v is supplier %s, want %s", again, got, byHand)
		}
	}
	if got := w.Owner.Get(t, "/suppliers/"+byHand); got.Text("name") != "老王" || got.At("version") != 3 {
		t.Errorf("after learning the ids: %s", got.Body)
	}
	// A person who enters another login id breaks the tie.
	w.Owner.Do(t, http.MethodPut, "/suppliers/"+byHand, map[string]any{"name": "老王", "loginId": "laowang2", "version": 3}).Want(t, http.StatusOK, "")
	fresh := find(party.Seller{MemberID: "b2b-1", LoginID: "laowang"})
	if fresh.String() == byHand {
		t.Error("the member id stayed with a supplier of another login id")
	}
	if got := w.Owner.Get(t, "/suppliers/"+fresh.String()); got.Text("name") != "laowang" {
		t.Errorf("a seller without a name: %s", got.Body)
	}
	// Several who meet a seller at once make one supplier. Some look before another's is
	// there and write after it, which some other time may not happen.
	for n := range 10 {
		var (
			wg  sync.WaitGroup
			ids [8]db.ID
		)
		seller := party.Seller{LoginID: fmt.Sprintf("new%d", n), MemberID: fmt.Sprintf("b2b-9%d", n), Name: "新来的"}
		for i := range ids {
			wg.Go(func() { ids[i] = find(seller) })
		}
		wg.Wait()
		if list := slices.Compact(slices.Sorted(slices.Values(ids[:]))); len(list) != 1 {
			t.Errorf("made %v", list)
		}
	}
}
