package catalog_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestLabels(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	made := w.Owner.Do(t, http.MethodPost, "/products", map[string]any{
		"code": "T1", "name": "短袖T恤", "unit": "件", "attributes": []string{"颜色"},
		"skus": []any{
			map[string]any{"code": "T1-R", "values": []string{"红色"}, "barcodes": []string{"6901234567892", "100"}},
			map[string]any{"code": "T1-B", "values": []string{"蓝色"}},
			map[string]any{"code": "T1-W", "values": []string{"白色"}, "inactive": true},
		},
	}).Want(t, http.StatusCreated, "")
	cup := w.Owner.Do(t, http.MethodPost, "/products", map[string]any{"code": "B1", "name": "杯子", "unit": "个"}).Want(t, http.StatusCreated, "")
	red, blue, white, cupSKU := made.Text("skus", 0, "id"), made.Text("skus", 1, "id"), made.Text("skus", 2, "id"), cup.Text("skus", 0, "id")

	told := func(query string) string {
		t.Helper()
		var list struct {
			Items []struct{ Code, ProductName, Spec, Unit, Barcode string }
		}
		w.Owner.Get(t, "/skus/labels?"+query).Want(t, http.StatusOK, "").JSON(t, &list)
		var out []string
		for _, l := range list.Items {
			out = append(out, fmt.Sprint(l.Code, l.ProductName, l.Spec, l.Unit, l.Barcode))
		}
		return strings.Join(out, " ")
	}
	if got, want := told("skuId="+blue+","+cupSKU+","+blue+",1"), "T1-B短袖T恤蓝色件 B1杯子个"; got != want {
		t.Errorf("labels of SKUs: %q, want %q", got, want)
	}
	if got, want := told("skuId="+cupSKU+"&productId="+cup.Text("id")+","+made.Text("id")), "B1杯子个 T1-R短袖T恤红色件6901234567892 T1-B短袖T恤蓝色件"; got != want {
		t.Errorf("labels of products: %q, want %q", got, want)
	}
	if got := told("skuId=" + white); got != "T1-W短袖T恤白色件" {
		t.Errorf("a SKU out of use that is asked for by itself: %q", got)
	}
	if got := told(""); got != "" {
		t.Errorf("labels of nothing: %q", got)
	}
	w.Owner.Get(t, "/skus/labels?skuId="+red+"&skuId="+blue).Want(t, http.StatusUnprocessableEntity, "input.fields")
	w.Owner.Get(t, "/skus/labels?skuId="+strings.TrimSuffix(strings.Repeat("1,", 201), ",")).Want(t, http.StatusUnprocessableEntity, "input.fields")

	a := w.Other.Get(t, "/skus/labels?skuId="+red+"&productId="+made.Text("id")).Want(t, http.StatusOK, "")
	if strings.Contains(string(a.Body), "T1") {
		t.Errorf("another set's labels: %s", a.Body)
	}
}
