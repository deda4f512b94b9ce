package address_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/tenant"
)

func TestAddressLife(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Owner.Do(t, http.MethodPost, path, good()).Want(t, http.StatusConflict, "address.no_account")
	w.Authorize(t, w.Owner, wang)
	made := w.create(t, w.Owner, "mobile", "+86 138-0000-0001", "town", "长河街道", "doorNumber", "2号楼301", "company", "宁波小王商贸")
	for field, want := range map[string]string{
		"kind": "receive_1688", "country": "CN", "province": "浙江省", "city": "杭州市", "district": "滨江区", "town": "长河街道", "townCode": "330108002", "postcode": "310051",
		"mobile": "13800000001", "street": "网商路699号 2号楼301", "text": "浙江省 杭州市 滨江区 长河街道 网商路699号 2号楼301",
	} {
		if got := made.Text(field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	id := made.Text("id")
	change := good("contact", "李芳", "version", 1)
	w.Owner.Do(t, http.MethodPut, path+"/"+id, change).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPut, path+"/"+id, change).Want(t, http.StatusConflict, "version.stale")
	if f := w.Owner.Do(t, http.MethodPost, path, good()).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(f, []string{"name address.name_taken"}) {
		t.Errorf("the same name: %v", f)
	}
	w.create(t, w.Owner, "name", "东莞仓", "divisionCode", "441900", "line1", "宏图路88号", "contact", "陈静")
	for query, want := range map[string]int{
		"q=" + url.QueryEscape("滨江"): 1, "q=" + url.QueryEscape("李芳"): 1, "q=" + url.QueryEscape("宏图路"): 1, "q=hzc": 1, "q=" + url.QueryEscape("西湖"): 0,
		"province=440000": 1, "province=110000": 0, "active=false": 0, "active=true": 2, "sort=-name": 2, "sort=division": 2,
	} {
		if got := w.Owner.Get(t, path+"?"+query).Want(t, http.StatusOK, "").At("total"); got != want {
			t.Errorf("%s finds %v, want %d", query, got, want)
		}
	}
	w.Owner.Get(t, path+"?sort=street").Want(t, http.StatusUnprocessableEntity, "input.fields")
	lines := w.Owner.Get(t, path+"/"+id+"/history").Want(t, http.StatusOK, "")
	if lines.At("total") != 2 || lines.Text("items", 0, "after", "contact") != "李芳" || lines.Text("items", 0, "before", "contact") != "王小明" {
		t.Errorf("history: %s", lines.Body)
	}
	w.Owner.Do(t, http.MethodPost, path+"/actions/deactivate", map[string]any{"ids": []string{id}}).Want(t, http.StatusOK, "")
	if got := w.Owner.Get(t, path+"?active=false&q="+url.QueryEscape("滨江")).At("total"); got != 1 {
		t.Errorf("%v inactive ones", got)
	}
	w.Owner.Do(t, http.MethodPost, path+"/actions/activate", map[string]any{"ids": []string{id}}).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodDelete, path+"/"+id, nil).Want(t, http.StatusNoContent, "")
	w.Owner.Get(t, path+"/"+id).Want(t, http.StatusNotFound, "address.not_found")
	if got := w.Owner.Get(t, path+"?q="+url.QueryEscape("滨江")).At("total"); got != 0 {
		t.Errorf("a deleted address is found: %v", got)
	}
}

// Each thing that is wrong is told at its field, all of it at once.
func TestWrongAddressesAreToldAtTheField(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Authorize(t, w.Owner, wang)
	words := []any{"divisionCode", nil, "province", "浙江省", "city", "杭州市", "district", "滨江区"}
	with := func(more ...any) []any { return append(slices.Clone(words), more...) }
	for name, c := range map[string]struct {
		change []any
		want   string
	}{
		"a code that does not exist":       {[]any{"divisionCode", "339999"}, "divisionCode address.code_not_found"},
		"a code of seven digits":           {[]any{"divisionCode", "3301080"}, "divisionCode input.format"},
		"the code of a city":               {[]any{"divisionCode", "330100"}, "divisionCode address.too_wide"},
		"the code of a province":           {[]any{"divisionCode", "330000"}, "divisionCode address.too_wide"},
		"the code of a town":               {[]any{"divisionCode", "330108002"}, "divisionCode address.too_wide"},
		"a code and other names":           {[]any{"province", "江苏省", "district", "滨江区"}, "province address.place_mismatch"},
		"a town of elsewhere":              {[]any{"town", "张槎街道"}, "town address.place_unknown"},
		"a town's code of elsewhere":       {[]any{"townCode", "440106001"}, "townCode address.town_unknown"},
		"a town and the code of another":   {[]any{"town", "西兴街道", "townCode", "330108002"}, "town address.place_mismatch"},
		"no place":                         {[]any{"divisionCode", nil}, "province input.required"},
		"a province that does not exist":   {with("province", "江浙省"), "province address.province_unknown"},
		"a city of another province":       {with("city", "苏州市"), "city address.place_unknown"},
		"no city":                          {with("city", ""), "city input.required"},
		"a district of another city":       {with("district", "海曙区"), "district address.place_unknown"},
		"no district":                      {with("district", ""), "district input.required"},
		"a name of one character":          {[]any{"contact", "王"}, "contact address.contact_short"},
		"a telephone as mobile":            {[]any{"mobile", "0571-88888888"}, "mobile input.format"},
		"no mobile":                        {[]any{"mobile", " "}, "mobile input.required"},
		"words as telephone":               {[]any{"phone", "下午打"}, "phone input.format"},
		"a postcode of five digits":        {[]any{"postcode", "31005"}, "postcode input.format"},
		"no e-mail":                        {[]any{"email", "王@"}, "email input.format"},
		"abroad":                           {[]any{"country", "US"}, "country address.country"},
		"no street":                        {[]any{"line1", ""}, "line1 input.required"},
		"a street that is too long in sum": {[]any{"line1", strings.Repeat("路", 100), "detail", strings.Repeat("号", 100)}, "line1 address.street_too_long"},
		"nothing": {
			[]any{"name", "", "contact", "", "mobile", "", "line1", "", "divisionCode", "999999"},
			"name input.required contact input.required mobile input.required line1 input.required divisionCode address.code_not_found",
		},
	} {
		if got := strings.Join(w.Owner.Do(t, http.MethodPost, path, good(c.change...)).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(), " "); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if n := w.Owner.Get(t, path).At("total"); n != 0 {
		t.Errorf("%v addresses were made", n)
	}
}

// People write names in their own ways; what is kept is what 1688 calls the place.
func TestPlacesInWords(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Authorize(t, w.Owner, wang)
	for words, want := range map[string]string{
		"浙江省 杭州市 滨江区": "330108 浙江省 杭州市 滨江区", "浙江 杭州 滨江": "330108 浙江省 杭州市 滨江区",
		"北京市 - 西城区": "110102 北京 北京市 西城区", "北京 北京市 西城区": "110102 北京 北京市 西城区",
		"广东 东莞市 -": "441900 广东省 东莞市", "广东省 东莞市 南城街道": "441900 广东省 东莞市 南城街道",
		"新疆 乌鲁木齐市 天山区": "650102 新疆维吾尔自治区 乌鲁木齐市 天山区", "湖北省 省直辖县级行政区划 仙桃市": "429004 湖北省 省直辖县级行政区划 仙桃市",
	} {
		part := strings.Split(strings.ReplaceAll(words, "-", ""), " ")
		a := w.create(t, w.Owner, "name", words, "divisionCode", nil, "province", part[0], "city", part[1], "district", part[2])
		got := strings.Join(strings.Fields(strings.Join([]string{a.Text("divisionCode"), a.Text("province"), a.Text("city"), a.Text("district"), a.Text("town")}, " ")), " ")
		if got != want {
			t.Errorf("%q becomes %q, want %q", words, got, want)
		}
	}
}

func TestAddressesOfAnotherSetAreUnknown(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Authorize(t, w.Owner, wang)
	id := w.create(t, w.Owner).Text("id")
	w.Other.Get(t, path+"/"+id).Want(t, http.StatusNotFound, "address.not_found")
	w.Other.Do(t, http.MethodPut, path+"/"+id, good("version", 1)).Want(t, http.StatusNotFound, "address.not_found")
	w.Other.Do(t, http.MethodDelete, path+"/"+id, nil).Want(t, http.StatusNotFound, "address.not_found")
	if f := w.Other.Do(t, http.MethodPut, "/warehouse-addresses/"+warehouse(t, w.Other), map[string]any{"addressId": id}).Fields(); !slices.Equal(f, []string{"addressId address.not_found"}) {
		t.Errorf("another set's address for a warehouse: %v", f)
	}
	w.Member(t, "viewer", tenant.RoleViewer).Get(t, path).Want(t, http.StatusForbidden, "forbidden")
	keeper := w.Member(t, "keeper", tenant.RoleWarehouse)
	keeper.Get(t, path).Want(t, http.StatusOK, "")
	keeper.Do(t, http.MethodPost, path, good("name", "另一个")).Want(t, http.StatusForbidden, "forbidden")
}

func TestModuleOff(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Authorize(t, w.Owner, wang)
	id := w.create(t, w.Owner).Text("id")
	w.switchOff(t)
	for _, a := range []*apitest.Answer{
		w.Owner.Get(t, path), w.Owner.Get(t, path+"/"+id), w.Owner.Get(t, "/divisions"), w.Owner.Get(t, "/warehouse-addresses"), w.Owner.Get(t, path+"/export"),
		w.Owner.Do(t, http.MethodPost, path, good("name", "另一个")), w.Owner.Do(t, http.MethodPost, path+"/parse", map[string]any{"text": "浙江省杭州市滨江区网商路699号"}),
		w.Owner.Do(t, http.MethodDelete, path+"/"+id, nil),
	} {
		a.Want(t, http.StatusConflict, "module.off")
	}
}
