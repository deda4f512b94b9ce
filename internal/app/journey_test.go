package app

import (
	"net/http"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
)

const clothes = "云裳服饰批发"

// sold is what a person has after the selling journey.
type sold struct {
	shop, product, sku, online, warehouse, customer, level, fund, opening, sale, preorder, escrow, receipt, download, task string
}

// sell walks through journey J1 by the API alone, up to a paid pre-order.
func (w *world) sell(t *testing.T, p *apitest.Person) sold {
	t.Helper()
	var s sold
	w.authorise(t, p, clothes)
	s.shop = first(t, p, "/shops", "id")
	p.Do(t, http.MethodPut, "/shops/"+s.shop, map[string]any{"name": "云裳", "market": "dxc", "enabled": true, "version": 1}).Want(t, http.StatusOK, "")
	w.work(t)
	s.download = first(t, p, "/shops/"+s.shop+"/downloads", "id")
	s.task = p.Get(t, "/downloads/"+s.download).Want(t, http.StatusOK, "").Text("taskId")
	s.warehouse = first(t, p, "/warehouses", "id")
	s.level = first(t, p, "/price-levels", "id")
	s.fund = first(t, p, "/fund-accounts", "id")
	s.customer = p.Do(t, http.MethodPost, "/customers", map[string]any{"name": "散客"}).Want(t, http.StatusCreated, "").Text("id")

	var skus struct {
		Items []struct{ ID, ProductID, Price string }
	}
	p.Get(t, "/skus?pageSize=200&sort=code&levelId="+s.level).Want(t, http.StatusOK, "").JSON(t, &skus)
	if len(skus.Items) < 50 {
		t.Fatalf("only %d SKUs came of the download", len(skus.Items))
	}
	// The one that 1688 takes in a small quantity.
	for _, k := range skus.Items {
		var lines struct {
			Items []struct {
				ID       string
				Online   bool
				MinOrder int
				Stock    int
			}
		}
		p.Get(t, "/online-skus?skuId="+k.ID).Want(t, http.StatusOK, "").JSON(t, &lines)
		if len(lines.Items) == 1 && lines.Items[0].MinOrder <= 2 && lines.Items[0].Stock >= 20 && k.Price != "" {
			s.sku, s.product, s.online = k.ID, k.ProductID, lines.Items[0].ID
			break
		}
	}
	if s.sku == "" {
		t.Fatal("no SKU can be ordered in a small quantity")
	}
	s.opening = p.Do(t, http.MethodPost, "/stock-documents", map[string]any{
		"kind": "opening_stock", "post": true, "date": "2026-01-01",
		"lines": []any{map[string]any{"warehouseId": s.warehouse, "skuId": s.sku, "quantity": "20", "unitCost": "10.5"}},
	}).Want(t, http.StatusCreated, "").Text("id")
	s.sale = p.Do(t, http.MethodPost, "/sales", map[string]any{
		"mode": "post", "customerId": s.customer, "lines": []any{map[string]any{"skuId": s.sku, "quantity": "2"}},
	}).Want(t, http.StatusCreated, "").Text("id")
	w.work(t)
	s.preorder = first(t, p, "/preorders?saleId="+s.sale, "id")
	shown := p.Get(t, "/preorders/"+s.preorder).Want(t, http.StatusOK, "")
	if shown.Text("upload") != "uploaded" || shown.Text("payUrl") == "" {
		t.Fatalf("no payment code: %s", shown.Body)
	}
	w.pay(t, shown.Text("platformId"))
	w.Clock.Advance(5 * time.Second)
	w.work(t)
	shown = p.Get(t, "/preorders/"+s.preorder)
	s.receipt, s.escrow = shown.Text("receiptId"), shown.Text("escrows", 0, "id")
	return s
}

func TestSellingJourney(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sell(t, w.Owner)
	if shown := w.Owner.Get(t, "/preorders/"+s.preorder); shown.Text("pay") != "paid" || shown.Text("receiptNo") == "" {
		t.Errorf("not paid: %s", shown.Body)
	}
	d := w.Owner.Get(t, "/sales/"+s.sale).Want(t, http.StatusOK, "")
	if d.Text("pay") != "paid" || d.Text("settled") != d.Text("total") || d.Text("cost") != "21" {
		t.Errorf("the document: %s", d.Body)
	}
	if got := first(t, w.Owner, "/stock/balances?skuId="+s.sku, "onHand"); got != "18" {
		t.Errorf("on hand %s, want 18", got)
	}
	if st := w.Owner.Get(t, "/home").Want(t, http.StatusOK, ""); st.Text("openReceivables") != "0.00" {
		t.Errorf("home: %s", st.Body)
	}
	if v := w.Owner.Get(t, "/verify").Want(t, http.StatusOK, ""); v.At("ok") != true {
		t.Errorf("verify: %s", v.Body)
	}
}
