package app

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

// What every account set begins with has English names in English, until people
// give it names of their own.
func TestBuiltInNamesAreToldInTheLanguageOfTheRequest(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	english := apitest.Header("Accept-Language", "en-US")
	get := func(path string) *apitest.Answer {
		return w.Owner.Do(t, http.MethodGet, path, nil, english).Want(t, http.StatusOK, "")
	}
	for _, c := range []struct {
		path   string
		at     []any
		zh, en string
	}{
		{"/roles", []any{"items", 0, "name"}, "所有者", "Owner"},
		{"/roles?q=sales", []any{"items", 0, "name"}, "销售", "Sales"},
		{"/users", []any{"items", 0, "roleNames", 0}, "所有者", "Owner"},
		{"/warehouses", []any{"items", 0, "name"}, "默认仓", "Main warehouse"},
		{"/price-levels", []any{"items", 0, "name"}, "零售价", "Retail price"},
		{"/price-levels", []any{"items", 1, "customerName"}, "批发客户", "Wholesale customer"},
		{"/fund-accounts", []any{"items", 0, "name"}, "现金", "Cash"},
		{"/customers", []any{"items", 0, "name"}, "散客", "Walk-in customer"},
		{"/customers", []any{"items", 0, "levelName"}, "零售客户", "Retail customer"},
		{"/unit-groups", []any{"items", 0, "name"}, "件", "piece"},
		{"/unit-groups", []any{"items", 0, "units", 0, "name"}, "件", "piece"},
		{"/attributes", []any{"items", 0, "name"}, "尺码", "Size"},
		{"/industries", []any{"items", 1, "units", 1}, "手", "size run"},
		{"/industries", []any{"items", 1, "attributes", 0, "name"}, "颜色", "Colour"},
	} {
		if got := w.Owner.Get(t, c.path).Want(t, http.StatusOK, "").Text(c.at...); got != c.zh {
			t.Errorf("%s %v = %q, want %q", c.path, c.at, got, c.zh)
		}
		if got := get(c.path).Text(c.at...); got != c.en {
			t.Errorf("%s %v in English = %q, want %q", c.path, c.at, got, c.en)
		}
	}

	// What the program itself holds stays as it is.
	if got := w.Owner.Get(t, "/industries").Text("items", 1, "units", 1); got != "手" {
		t.Errorf("after an English request a unit is called %q in Chinese", got)
	}
	// A list is searched by what one sees.
	for _, path := range []string{"/roles?q=keeper", "/warehouses?q=main+01", "/warehouses?q=默认", "/fund-accounts?q=cash", "/customers?q=walk"} {
		if got := get(path); got.At("total") != 1 {
			t.Errorf("%s finds %s", path, got.Body)
		}
	}
	if got := w.Owner.Get(t, "/warehouses?q=main"); got.At("total") != 0 {
		t.Errorf("a Chinese reader finds %s by a name not seen", got.Body)
	}

	// Saving what one sees renames nothing; another name holds in both languages.
	role := get("/roles?q=sales")
	save := func(name string) {
		t.Helper()
		role = w.Owner.Do(t, http.MethodPut, "/roles/"+role.Text("items", 0, "id"), map[string]any{
			"name": name, "permissions": role.At("items", 0, "permissions"), "version": role.At("items", 0, "version"),
		}, english).Want(t, http.StatusOK, "")
		if got := role.Text("name"); got != name {
			t.Errorf("saved as %q, want %q", got, name)
		}
		role = get("/roles?q=sales")
	}
	save("Sales")
	if got := w.Owner.Get(t, "/roles?q=sales").Text("items", 0, "name"); got != "销售" {
		t.Errorf("the role is called %q after saving it in English", got)
	}
	save("Counter")
	if got := w.Owner.Get(t, "/roles?q=sales").Text("items", 0, "name"); got != "Counter" {
		t.Errorf("the role is called %q after renaming it", got)
	}
	// A name of one's own stays as it is, also when it is a built-in name of something else.
	w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"name": "现金"}).Want(t, http.StatusCreated, "")
	if got := get("/customers?q=现金").Text("items", 0, "name"); got != "现金" {
		t.Errorf("a customer is called %q", got)
	}
}

// The audit log, refusals and files tell built-in names like every other answer.
func TestBuiltInNamesAreTheSameEverywhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	english := apitest.Header("Accept-Language", "en-US")
	in := func(lang, path string) *apitest.Answer {
		return w.Owner.Do(t, http.MethodGet, path, nil, apitest.Header("Accept-Language", lang)).Want(t, http.StatusOK, "")
	}
	both := func(path string, zh, en []string) {
		t.Helper()
		for lang, want := range map[string][]string{"zh-CN": zh, "en-US": en} {
			body := string(in(lang, path).Body)
			for _, text := range want {
				if !strings.Contains(body, text) {
					t.Errorf("%s in %s lacks %s:\n%s", path, lang, text, body)
				}
			}
			if lang == "zh-CN" {
				continue
			}
			for _, text := range zh {
				if strings.Contains(body, text) {
					t.Errorf("%s in English holds %s:\n%s", path, text, body)
				}
			}
		}
	}

	// As the number of a record, in a state by its name and by its id.
	warehouse := w.Owner.Get(t, "/warehouses")
	w.Owner.Do(t, http.MethodPut, "/warehouses/"+warehouse.Text("items", 0, "id"), map[string]any{"code": "00", "name": "Main warehouse", "active": true, "default": true, "version": 1}, english).Want(t, http.StatusOK, "")
	history := "/warehouses/" + warehouse.Text("items", 0, "id") + "/history"
	if a := in("en-US", history); a.Text("items", 0, "entityNo") != "Main warehouse" || a.Text("items", 0, "names", "默认仓") != "Main warehouse" {
		t.Errorf("the warehouse in English: %s", a.Body)
	}
	if a := in("zh-CN", history); a.Text("items", 0, "entityNo") != "默认仓" || a.At("items", 0, "names") != nil {
		t.Errorf("the warehouse in Chinese: %s", a.Body)
	}
	if a := in("en-US", "/audit?q=main"); a.At("total") != 1 {
		t.Errorf("the log is not searched by what one sees: %s", a.Body)
	}
	clerk := w.Member(t, "clerk", tenant.RoleSales)
	if a := in("en-US", "/users/"+clerk.ID.String()+"/history"); a.Text("items", 0, "names", "销售") != "Sales" {
		t.Errorf("the roles of a person: %s", a.Body)
	}
	level := w.Owner.Get(t, "/price-levels").Text("items", 0, "id")
	customer := w.Owner.Do(t, http.MethodPost, "/customers", map[string]any{"name": "济南老张", "levelId": level}).Want(t, http.StatusCreated, "").Text("id")
	if a := in("en-US", "/customers/"+customer+"/history"); a.Text("items", 0, "names", level) != "Retail price" {
		t.Errorf("the level of a customer: %s", a.Body)
	}
	// Codes too: what is numbered, the trade.
	w.Owner.Do(t, http.MethodPut, "/settings/numbering/sale", map[string]any{"prefix": "S", "date": "none", "digits": 4}).Want(t, http.StatusOK, "")
	for lang, want := range map[string]string{"zh-CN": "销货单", "en-US": "Sales document"} {
		if a := in(lang, "/audit?entity=number_rule"); a.Text("items", 0, "entityNo") != want {
			t.Errorf("a numbering rule in %s: %s", lang, a.Body)
		}
	}
	for lang, want := range map[string]string{"zh-CN": "服装鞋帽", "en-US": "Clothing, shoes and hats"} {
		if a := in(lang, "/audit?entity=account_set"); a.Text("items", 0, "names", "apparel") != want {
			t.Errorf("the trade in %s: %s", lang, a.Body)
		}
	}

	// Refusals.
	second := w.Owner.Do(t, http.MethodPost, "/warehouses", map[string]any{"code": "W2", "name": "Main warehouse"}, english).Want(t, http.StatusConflict, "warehouse.taken")
	if second.Text("detail") != "A warehouse uses Main warehouse already" {
		t.Errorf("refused in English: %s", second.Body)
	}

	// Files, titles and price columns among them; what went out comes in again.
	w.Owner.Do(t, http.MethodPost, "/products", map[string]any{"code": "T1", "name": "短袖", "unit": "piece"}, english).Want(t, http.StatusCreated, "")
	if got := w.Owner.Get(t, "/products").Text("items", 0, "unit"); got != "件" {
		t.Errorf("the unit entered in English is %q", got)
	}
	both("/products/export?format=csv", []string{"商品代码", "零售价", "批发价", ",件,", "启用"}, []string{"Product code", "Retail price", "Wholesale price", ",piece,", "active"})
	both("/skus/export?format=csv", []string{"规格", ",件,"}, []string{"Spec", ",piece,"})
	both("/customers/export?format=csv&q=散客", []string{"客户名称", "散客", "零售客户"}, []string{"Name", "Walk-in customer", "Retail customer"})
	w.Owner.Do(t, http.MethodPut, "/price-levels/"+level, map[string]any{"name": "店面价", "customerName": "零售客户", "version": 1}).Want(t, http.StatusOK, "")
	if csv := string(in("en-US", "/products/export?format=csv").Body); !strings.Contains(csv, ",店面价,Wholesale price,") {
		t.Errorf("a renamed level is called otherwise: %s", csv)
	}
	sheetType := apitest.Header("Content-Type", sheet.ContentType)
	exported := in("en-US", "/customers/export?q=老张").Body
	if got := w.Other.Do(t, http.MethodPost, "/customers/import?dryRun=true", exported, sheetType).Want(t, http.StatusOK, ""); got.At("created") != 1 {
		t.Errorf("an English export taken in elsewhere: %s", got.Body)
	}
	for path, title := range map[string]string{"/products/template": "Retail price", "/customers/template": "*Name", "/stock/opening/template": "Warehouse"} {
		titles := titlesOf(t, w.Other.Do(t, http.MethodGet, path, nil, english).Want(t, http.StatusOK, "").Body)
		if !slices.Contains(titles, title) {
			t.Errorf("the template %s in English has the titles %q", path, titles)
		}
	}
}

// titlesOf reads the first row of a workbook.
func titlesOf(t *testing.T, workbook []byte) []string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil || len(rows) == 0 {
		t.Fatalf("rows %v, %v", rows, err)
	}
	return rows[0]
}
