package app

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
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
	} {
		if got := w.Owner.Get(t, c.path).Want(t, http.StatusOK, "").Text(c.at...); got != c.zh {
			t.Errorf("%s %v = %q, want %q", c.path, c.at, got, c.zh)
		}
		if got := get(c.path).Text(c.at...); got != c.en {
			t.Errorf("%s %v in English = %q, want %q", c.path, c.at, got, c.en)
		}
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
