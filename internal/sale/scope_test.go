package sale_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// twoShops stands for the 1688 side.
type twoShops struct{ one, two, warehouse db.ID } // warehouse is the second's

func (w twoShops) ShopsTx(context.Context, *db.Tx) ([]sale.Shop, error) {
	return []sale.Shop{{ID: w.one, Name: "一店"}, {ID: w.two, Name: "二店", WarehouseID: w.warehouse}}, nil
}

func (twoShops) BeforeReverseTx(context.Context, *db.Tx, db.ID) error { return nil }

// limited makes a cashier who may do everything with money, in some shops and
// warehouses only; "" leaves them unlimited.
func (s *shop) limited(t *testing.T, login, warehouses, shops string) *apitest.Person {
	t.Helper()
	p := s.Member(t, login, tenant.RoleCashier, tenant.RoleAccount)
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE member SET warehouse_ids = ?, shop_ids = ? WHERE tenant_id = ? AND person_id = ?", warehouses, shops, tx.Tenant, p.ID)
		return err
	})
	return p
}

// A document that names no warehouse sells from its shop's, or from the default one.
func TestTheShopsWarehouseIsTheDefault(t *testing.T) {
	t.Parallel()
	s := setup(t)
	other, err := s.stock.SaveWarehouse(t.Context(), s.scope, stock.Warehouse{Code: "02", Name: "网店仓", Active: true})
	if err != nil {
		t.Fatal(err)
	}
	shops := twoShops{s.DB.NewID(), s.DB.NewID(), other.ID}
	s.sales.Connect(shops, shops)
	draft := func(change func(*sale.Input)) (*sale.Sale, error) {
		in := s.issue(of(s.red, "1"))
		change(&in)
		return s.sales.Create(t.Context(), s.scope, in, sale.ModeDraft)
	}
	main := s.warehouse(t)
	for name, c := range map[string]struct {
		shop, given, want db.ID
	}{
		"of a shop with a warehouse":   {shops.two, 0, other.ID},
		"of a shop without":            {shops.one, 0, main},
		"another than the shop's":      {shops.two, main, main},
		"the shop's, named by a clerk": {shops.two, other.ID, other.ID},
	} {
		d, err := draft(func(in *sale.Input) { in.ShopID, in.WarehouseID = c.shop, c.given })
		if err != nil || d.WarehouseID != c.want {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
	// The setting gives nobody another warehouse than theirs.
	_, err = draft(func(in *sale.Input) {
		in.ShopID, in.Warehouses = shops.two, tenant.Limit{IDs: []db.ID{main}}
	})
	if field(err, "warehouseId") == nil {
		t.Errorf("a shop's warehouse outside the clerk's gave %v", err)
	}
	other.Active = false
	if _, err := s.stock.SaveWarehouse(t.Context(), s.scope, *other); err != nil {
		t.Fatal(err)
	}
	if _, err := draft(func(in *sale.Input) { in.ShopID = shops.two }); !errors.Is(field(err, "warehouseId"), stock.ErrWarehouseInactive) {
		t.Errorf("a shop whose warehouse was closed gave %v", err)
	}
}

// What is owed for a document, and the money that settled it, are seen by those
// who see the document.
func TestMoneyFollowsTheDataScope(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.finance.Register(s.API)
	s.Handler = s.API.Handler()
	shops := twoShops{one: s.DB.NewID(), two: s.DB.NewID()}
	s.sales.Connect(shops, shops)
	other, err := s.stock.SaveWarehouse(t.Context(), s.scope, stock.Warehouse{Code: "02", Name: "分仓", Active: true})
	if err != nil {
		t.Fatal(err)
	}
	n, c := dec.MustQuantity("5"), dec.MustCost("20")
	if _, err := s.stock.CreateDocument(t.Context(), s.scope, stock.DocumentInput{
		Kind: stock.KindOtherIn, Reason: "found", Lines: []stock.LineInput{{WarehouseID: other.ID, SKUID: s.blue, Quantity: &n, UnitCost: &c}},
	}, true); err != nil {
		t.Fatal(err)
	}
	in := s.issue(of(s.red, "1"))
	in.ShopID, in.PaidNow, in.FundAccountID = shops.one, dec.MustAmount("9"), s.fund
	mine := s.post(t, in)
	in.ShopID = shops.two
	theirs := s.post(t, in)
	elsewhere := s.issue(of(s.blue, "1"))
	elsewhere.ShopID, elsewhere.WarehouseID = shops.one, other.ID
	away := s.post(t, elsewhere)

	cashier := s.limited(t, "cashier", `["`+mine.WarehouseID.String()+`"]`, `["`+shops.one.String()+`"]`)
	total := func(p *apitest.Person, path string) any { return p.Get(t, path).Want(t, http.StatusOK, "").At("total") }
	for path, want := range map[string][2]int{"/receivables": {1, 3}, "/receivables?open=true": {1, 3}, "/receipts": {1, 2}} {
		if got, all := total(cashier, path), total(s.Owner, path); got != want[0] || all != want[1] {
			t.Errorf("%s: the cashier sees %v, the owner %v, want %v", path, got, all, want)
		}
	}
	statement := "/customers/" + s.customer.String() + "/statement"
	a := cashier.Get(t, statement).Want(t, http.StatusOK, "")
	if lines, _ := a.At("lines").([]any); len(lines) != 2 || a.Text("closing") != "50.00" || a.Text("receivable") != "50.00" || a.Text("advance") != "0.00" || a.At("limited") != true {
		t.Errorf("the cashier's statement: %s", a.Body)
	}
	a = s.Owner.Get(t, statement).Want(t, http.StatusOK, "")
	if a.Text("closing") != "159.00" || a.Text("receivable") != "159.00" || a.At("limited") != nil {
		t.Errorf("the owner's statement: %s", a.Body)
	}

	// So are the entries: of the sales, of the receipts, of the goods found elsewhere.
	var entries struct {
		Items []struct{ DocKind, DocID string }
	}
	cashier.Get(t, "/entries").Want(t, http.StatusOK, "").JSON(t, &entries)
	seen := map[string]int{}
	for _, e := range entries.Items {
		seen[e.DocKind]++
		if e.DocID == theirs.ID.String() || e.DocID == away.ID.String() {
			t.Errorf("the cashier sees an entry of another's document: %+v", e)
		}
	}
	if all := s.Owner.Get(t, "/entries").Want(t, http.StatusOK, "").At("total"); seen["sale"] != 1 || seen["receipt"] != 1 || seen["other_in"] != 0 || all != 7 {
		t.Errorf("the cashier sees the entries %v, the owner %v", seen, all)
	}

	receiptOf := func(d *sale.Sale) string {
		return s.Owner.Get(t, "/receipts?docId="+d.ID.String()).Want(t, http.StatusOK, "").Text("items", 0, "id")
	}
	cashier.Get(t, "/receipts/"+receiptOf(mine)).Want(t, http.StatusOK, "")
	hidden := "/receipts/" + receiptOf(theirs)
	one := func(doc db.ID) []any { return []any{map[string]any{"docId": doc, "amount": "1"}} }
	cashier.Get(t, hidden).Want(t, http.StatusNotFound, "receipt.not_found")
	cashier.Do(t, http.MethodPost, hidden+"/actions/reverse", map[string]any{}).Want(t, http.StatusNotFound, "receipt.not_found")
	cashier.Do(t, http.MethodPost, hidden+"/actions/allocate", map[string]any{"allocations": one(mine.ID)}).Want(t, http.StatusNotFound, "receipt.not_found")
	receipt := map[string]any{"customerId": s.customer, "fundAccountId": s.fund, "amount": "5"}
	made := cashier.Do(t, http.MethodPost, "/receipts", receipt).Want(t, http.StatusCreated, "").Text("id")
	for _, d := range []*sale.Sale{theirs, away} {
		receipt["allocations"] = one(d.ID)
		for path, body := range map[string]any{"/receipts": receipt, "/receipts/" + made + "/actions/allocate": map[string]any{"allocations": one(d.ID)}} {
			if f := cashier.Do(t, http.MethodPost, path, body).Fields(); len(f) != 1 || f[0] != "allocations[0].docId receivable.not_found" {
				t.Errorf("%s settles what the cashier does not see: %v", path, f)
			}
		}
	}
	cashier.Do(t, http.MethodPost, "/receipts/"+made+"/actions/allocate", map[string]any{"allocations": one(mine.ID)}).Want(t, http.StatusOK, "")

	// A reversal's item lies where that of its document does.
	if _, err := s.sales.Reverse(t.Context(), s.scope, theirs.ID, theirs.Version); err != nil {
		t.Fatal(err)
	}
	if got := total(cashier, "/receivables"); got != 1 {
		t.Errorf("the cashier sees %v items after a reversal elsewhere, want 1", got)
	}
	cashier.Get(t, hidden).Want(t, http.StatusNotFound, "receipt.not_found")
	s.sound(t)
}
