package address_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/tenant"
)

func names(a *apitest.Answer) []string {
	var out []string
	for i := 0; a.Text("items", i, "name") != ""; i++ {
		out = append(out, a.Text("items", i, "name"))
	}
	return out
}

// What has been read of the divisions serves everybody, and goes on serving while 1688
// is away, until it is old and even then.
func TestDivisionsAreReadOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Owner.Get(t, "/divisions").Want(t, http.StatusConflict, "address.no_account")
	w.Authorize(t, w.Owner, wang)
	if got := names(w.Owner.Get(t, "/divisions").Want(t, http.StatusOK, "")); len(got) != 34 || got[0] != "北京" {
		t.Errorf("provinces: %v", got)
	}
	if got := names(w.Owner.Get(t, "/divisions?parent=330000").Want(t, http.StatusOK, "")); !slices.Contains(got, "杭州市") {
		t.Errorf("cities: %v", got)
	}
	towns := w.Owner.Get(t, "/divisions?parent=330108").Want(t, http.StatusOK, "")
	if got := names(towns); !slices.Equal(got, []string{"西兴街道", "长河街道", "浦沿街道"}) || towns.At("items", 0, "town") != true {
		t.Errorf("towns: %s", towns.Body)
	}
	if got := names(w.Owner.Get(t, "/divisions?parent=330108002").Want(t, http.StatusOK, "")); len(got) != 0 {
		t.Errorf("below a town: %v", got)
	}
	w.Owner.Get(t, "/divisions?parent=339999").Want(t, http.StatusNotFound, "address.code_not_found")
	w.Owner.Get(t, "/divisions?parent=x").Want(t, http.StatusUnprocessableEntity, "input.fields")

	asked := w.Calls(t, "addresscode")
	w.away(t)
	for _, at := range []string{"", "?parent=330000", "?parent=330108"} {
		w.Owner.Get(t, "/divisions"+at).Want(t, http.StatusOK, "")
		w.Other.Get(t, "/divisions"+at).Want(t, http.StatusOK, "") // who has no account
	}
	w.create(t, w.Other, "divisionCode", "330108", "town", "长河街道")
	if n := w.Calls(t, "addresscode"); n != asked {
		t.Errorf("1688 was asked %d times more", n-asked)
	}
	w.Owner.Get(t, "/divisions?parent=320000").Want(t, http.StatusServiceUnavailable, "shop.unreachable")
	w.Clock.Advance(200 * 24 * time.Hour)
	w.Other.SignIn(t)
	if got := names(w.Other.Get(t, "/divisions?parent=330108").Want(t, http.StatusOK, "")); len(got) != 3 {
		t.Errorf("old ones: %v", got)
	}
}

func TestAnAddressInWordsIsTakenApart(t *testing.T) {
	t.Parallel()
	w := setup(t)
	account := w.Authorize(t, w.Owner, wang).String()
	parse := func(text string) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, path+"/parse", map[string]any{"text": text, "accountId": account})
	}
	a := parse("浙江省杭州市滨江区长河街道网商路699号\n王小明 13800000001").Want(t, http.StatusOK, "")
	for field, want := range map[string]string{
		"divisionCode": "330108", "province": "浙江省", "city": "杭州市", "district": "滨江区", "town": "长河街道", "townCode": "330108002",
		"line1": "网商路699号", "contact": "王小明", "mobile": "13800000001", "postcode": "310051",
	} {
		if got := a.Text("address", field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	if a.Text("problems", 0, "field") != "" {
		t.Errorf("problems: %s", a.Body)
	}
	// What is missing is told beside what has been read.
	a = parse("广东省东莞市宏图路88号集运中心").Want(t, http.StatusOK, "")
	if a.Text("address", "divisionCode") != "441900" || a.Text("problems", 0, "field") != "mobile" || a.Text("problems", 1, "field") != "contact" || a.Text("problems", 0, "remedy") == "" {
		t.Errorf("half an address: %s", a.Body)
	}
	for text, want := range map[string]string{"随便写写": "text address.unreadable", "  ": "text input.required", strings.Repeat("路", 501): "text input.too_long"} {
		if got := parse(text).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(got, []string{want}) {
			t.Errorf("%.12s: %v", text, got)
		}
	}
	if n := w.NumberAnywhere(t, `SELECT COUNT(*) FROM receiving_address`); n != 0 {
		t.Errorf("%d addresses were made", n)
	}
	w.away(t)
	parse("浙江省杭州市滨江区网商路699号").Want(t, http.StatusServiceUnavailable, "shop.unreachable")
	w.Other.Do(t, http.MethodPost, path+"/parse", map[string]any{"text": "浙江省杭州市滨江区网商路699号", "accountId": account}).Want(t, http.StatusNotFound, "shop.not_found")
}

// The first account that works is asked; one that has lost its authorisation gives way.
func TestALostAccountGivesWay(t *testing.T) {
	t.Parallel()
	w := setup(t)
	first := w.Authorize(t, w.Owner, wang).String()
	w.Revoke(t)
	second := w.Authorize(t, w.Owner, haixi).String()
	w.Owner.Get(t, "/divisions").Want(t, http.StatusOK, "")
	if got := w.Owner.Get(t, "/buyer-accounts/"+first).Text("state"); got != "revoked" {
		t.Errorf("the first account is %s", got)
	}
	w.Owner.Get(t, path+"/platform?accountId="+first).Want(t, http.StatusConflict, "shop.authorisation_lost")
	w.Owner.Get(t, path+"/platform?accountId="+second).Want(t, http.StatusOK, "")
}

func TestAnAddressBookIsTakenOver(t *testing.T) {
	t.Parallel()
	w := setup(t)
	account := w.Authorize(t, w.Owner, wang).String()
	book := func() *apitest.Answer {
		return w.Owner.Get(t, path+"/platform?accountId="+account).Want(t, http.StatusOK, "")
	}
	states := func() string {
		a, out := book(), []string{}
		for i := 0; a.Text("items", i, "id") != ""; i++ {
			out = append(out, a.Text("items", i, "state"))
		}
		return strings.Join(out, ", ")
	}
	adopt := func(ids ...string) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, path+"/adopt", map[string]any{"accountId": account, "platformIds": ids}).Want(t, http.StatusOK, "")
	}
	before := book()
	first, second := before.Text("items", 0, "id"), before.Text("items", 1, "id")
	if states() != "new, new" || before.At("items", 0, "default") != true || before.Text("items", 1, "address", "divisionCode") != "330108" || before.Text("items", 0, "address", "district") != "海曙区" {
		t.Fatalf("the book: %s", before.Body)
	}
	// One that stands here already in the same words is the same.
	same := before.At("items", 1, "address").(map[string]any)
	here := w.Owner.Do(t, http.MethodPost, path, good(
		"contact", same["contact"], "mobile", same["mobile"], "divisionCode", same["divisionCode"], "townCode", same["townCode"], "line1", same["line1"])).Want(t, http.StatusCreated, "").Text("id")
	if states() != "new, here" {
		t.Errorf("after one was entered by hand: %s", states())
	}
	done := adopt(first, second, "1")
	got := map[string]string{}
	for i := range 3 {
		got[done.Text("results", i, "id")] = done.Text("results", i, "state")
	}
	if got[first] != "created" || got[second] != "linked" || got["1"] != "refused" {
		t.Fatalf("taken over: %s", done.Body)
	}
	list := w.Owner.Get(t, path+"?sort=createdAt").Want(t, http.StatusOK, "")
	if list.At("total") != 2 || list.Text("items", 0, "accounts", 0, "platformId") != second || list.Text("items", 1, "accounts", 0, "platformId") != first || list.Text("items", 1, "accounts", 0, "name") != wang+"_buy" {
		t.Errorf("here now: %s", list.Body)
	}
	made := list.Text("items", 1, "id")
	if states() != "here, here" {
		t.Errorf("taken over, the book says %s", states())
	}
	adopt(first, second)
	if n := w.Owner.Get(t, path).At("total"); n != 2 {
		t.Errorf("taken over twice there are %v", n)
	}

	// What is changed on 1688 is told, and brought over.
	w.Control(t, http.MethodPut, "accounts/"+url.PathEscape(wang)+"/receivers/"+first, map[string]any{
		"fullName": "王大明", "mobile": "13800000009", "address": map[string]any{"areaCode": "330203", "street": "药行街1号"},
	})
	if states() != "changed, here" {
		t.Errorf("changed on 1688: %s", states())
	}
	if a := adopt(first); a.Text("results", 0, "state") != "updated" {
		t.Errorf("brought over: %s", a.Body)
	}
	a := w.Owner.Get(t, path+"/"+made).Want(t, http.StatusOK, "")
	if a.Text("contact") != "王大明" || a.Text("line1") != "药行街1号" || a.Text("accounts", 0, "platformId") != first {
		t.Errorf("now %s", a.Body)
	}
	// What is changed here is no longer what 1688 has under that id.
	w.Owner.Do(t, http.MethodPut, path+"/"+here, good("detail", "二楼", "version", w.Owner.Get(t, path+"/"+here).At("version"))).Want(t, http.StatusOK, "")
	if a := w.Owner.Get(t, path+"/"+here); a.Text("accounts", 0, "platformId") != "" {
		t.Errorf("an order by id would go elsewhere: %s", a.Body)
	}
	// Renaming it here changes nothing of that.
	v := w.Owner.Get(t, path+"/"+made)
	w.Owner.Do(t, http.MethodPut, path+"/"+made, map[string]any{
		"name": "宁波仓", "contact": v.At("contact"), "mobile": v.At("mobile"), "phone": v.At("phone"), "divisionCode": v.At("divisionCode"), "town": v.At("town"), "line1": v.At("line1"), "version": v.At("version"),
	}).Want(t, http.StatusOK, "")
	if a := w.Owner.Get(t, path+"/"+made); a.Text("accounts", 0, "platformId") != first || a.Text("name") != "宁波仓" {
		t.Errorf("renamed: %s", a.Body)
	}
	w.Other.Do(t, http.MethodPost, path+"/adopt", map[string]any{"accountId": account, "platformIds": []string{first}}).Want(t, http.StatusNotFound, "shop.not_found")
}

// An entry in the words that another had before it was changed is an address of its own:
// an order by its id would go elsewhere.
func TestAnEntryInTheOldWordsOfAnotherIsItsOwn(t *testing.T) {
	t.Parallel()
	w := setup(t)
	account := w.Authorize(t, w.Owner, wang).String()
	adopt := func(ids ...string) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, path+"/adopt", map[string]any{"accountId": account, "platformIds": ids}).Want(t, http.StatusOK, "")
	}
	change := func(id, street string) {
		w.Control(t, http.MethodPut, "accounts/"+url.PathEscape(wang)+"/receivers/"+id, map[string]any{
			"fullName": "王大明", "mobile": "13800000009", "address": map[string]any{"areaCode": "330203", "street": street},
		})
	}
	book := w.Owner.Get(t, path+"/platform?accountId="+account).Want(t, http.StatusOK, "")
	for _, order := range [][2]int{{0, 1}, {1, 0}} {
		moved, other := book.Text("items", order[0], "id"), book.Text("items", order[1], "id")
		change(moved, "药行街1号")
		change(other, "药行街2号")
		at := adopt(moved).Text("results", 0, "addressId")
		change(moved, "药行街3号")
		change(other, "药行街1号")
		done := adopt(moved, other)
		for i := range 2 {
			id := done.Text("results", i, "addressId")
			a, want := w.Owner.Get(t, path+"/"+id).Want(t, http.StatusOK, ""), other
			if id == at {
				want = moved
			}
			if a.Text("accounts", 0, "platformId") != want {
				t.Errorf("%s is the entry %s of the book, want %s: %s", a.Text("line1"), a.Text("accounts", 0, "platformId"), want, done.Body)
			}
		}
		if a := w.Owner.Get(t, path+"/"+at); a.Text("line1") != "药行街3号" {
			t.Errorf("the one that was changed: %s", a.Body)
		}
		for i := range 2 { // for the other order
			id := done.Text("results", i, "addressId")
			w.Owner.Do(t, http.MethodDelete, path+"/"+id, nil)
		}
	}
}

// Accounts outside a person's data scope are neither asked nor told of.
func TestAccountsStayInTheDataScope(t *testing.T) {
	t.Parallel()
	w := setup(t)
	account := w.Authorize(t, w.Owner, wang).String()
	w.Owner.Do(t, http.MethodPost, path+"/adopt", map[string]any{"accountId": account, "platformIds": []string{"560954849"}}).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPut, "/warehouse-addresses/"+warehouse(t, w.Owner), map[string]any{"addressId": w.Owner.Get(t, path).Text("items", 0, "id")}).Want(t, http.StatusNoContent, "")
	p := w.Member(t, "buyer", tenant.RolePurchaser)
	if a := p.Get(t, path).Want(t, http.StatusOK, ""); a.Text("items", 0, "accounts", 0, "platformId") == "" || a.Text("items", 0, "warehouses", 0, "id") == "" {
		t.Errorf("within reach: %s", a.Body)
	}
	w.limit(t, p)
	a := p.Get(t, path).Want(t, http.StatusOK, "")
	if a.At("total") != 1 || a.Text("items", 0, "accounts", 0, "platformId") != "" || a.Text("items", 0, "warehouses", 0, "id") != "" {
		t.Errorf("beyond reach: %s", a.Body)
	}
	p.Get(t, path+"/platform?accountId="+account).Want(t, http.StatusNotFound, "shop.not_found")
	p.Do(t, http.MethodPost, path+"/parse", map[string]any{"text": "浙江省杭州市滨江区网商路699号"}).Want(t, http.StatusConflict, "address.no_account")
	p.Do(t, http.MethodPut, "/warehouse-addresses/"+warehouse(t, w.Owner), map[string]any{}).Want(t, http.StatusNotFound, "warehouse.not_found")
	if a := p.Get(t, "/warehouse-addresses").Want(t, http.StatusOK, ""); a.At("total") != 0 {
		t.Errorf("warehouses beyond reach: %s", a.Body)
	}
	if a := p.Get(t, path+"?warehouseId="+warehouse(t, w.Owner)).Want(t, http.StatusOK, ""); a.At("total") != 0 {
		t.Errorf("the address of a warehouse beyond reach: %s", a.Body)
	}
	if a := p.Get(t, path+"/export?format=csv").Want(t, http.StatusOK, ""); strings.Contains(string(a.Body), "默认仓") {
		t.Errorf("exported: %s", a.Body)
	}
}

// Account sets that read the same divisions at once neither fail nor wait for each other.
func TestDivisionsAreReadAtOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Authorize(t, w.Owner, wang)
	w.Authorize(t, w.Other, haixi)
	var wg sync.WaitGroup
	problems := make([]string, 24)
	for i := range problems {
		p, at := w.Owner, []string{"", "?parent=330000", "?parent=330100", "?parent=440000"}[i%4]
		if i%2 == i/4%2 {
			p = w.Other
		}
		wg.Go(func() {
			if a := p.Get(t, "/divisions"+at); a.Status != http.StatusOK || len(names(a)) == 0 {
				problems[i] = at + " " + string(a.Body)
			}
		})
	}
	wg.Wait()
	if got := strings.Join(problems, ""); got != "" {
		t.Error(got)
	}
	if n := w.NumberAnywhere(t, `SELECT COUNT(*) FROM platform_division WHERE parent_code = ''`); n != 34 {
		t.Errorf("%d provinces are kept", n)
	}
}
