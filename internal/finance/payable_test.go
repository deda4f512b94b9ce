package finance_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

// book gives what an account of the chart stands at.
func (f *fixture) book(t *testing.T, account string) string {
	t.Helper()
	var total dec.Cost
	f.view(t, func(ctx context.Context, tx *db.Tx) (err error) {
		total, err = f.finance.AccountBalanceTx(ctx, tx, account)
		return err
	})
	return total.Amount().String()
}

// Payables stand on the credit of 2202, what was paid before on the debit of 1123.
func TestAccountsOfPayables(t *testing.T) {
	t.Parallel()
	f := setup(t)
	h := suppliers(f)
	books := func() string {
		return f.book(t, finance.AccountPayable) + " " + f.book(t, finance.AccountPrepaid) + " " + f.balance(t, f.cash.ID)
	}
	paid := h.must(t, entered{amount: "30"})
	if got := books(); got != "0.00 30.00 -30.00" {
		t.Errorf("paid before: %s", got)
	}
	d := h.deal(t, h.party, "100")
	h.must(t, entered{amount: "20", allocations: []finance.Allocation{d.of("20")}})
	if got := books(); got != "-80.00 30.00 -50.00" {
		t.Errorf("goods and a part of their price: %s", got)
	}
	f.tx(t, func(ctx context.Context, tx *db.Tx) error {
		return h.allocate(ctx, tx, paid, []finance.Allocation{d.of("30")})
	})
	if got := books(); got != "-50.00 0.00 -50.00" {
		t.Errorf("the advance cleared: %s", got)
	}
	f.verify(t)
}

// Goods that were paid for before clear the advances, as far as both go, in one statement
// of each kind whatever their number.
func TestAdvancesAreCleared(t *testing.T) {
	t.Parallel()
	f := setup(t)
	h := suppliers(f)
	first, second, gone, others := h.must(t, entered{amount: "30"}), h.must(t, entered{amount: "50"}), h.must(t, entered{amount: "7"}), h.must(t, entered{party: f.mill, amount: "9"})
	if err := h.takeBack(t, gone); err != nil {
		t.Fatal(err)
	}
	settle := func(d document, payments ...db.ID) (cleared dec.Amount, err error) {
		err = f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) (err error) {
			cleared, err = f.finance.ClearAdvancesTx(ctx, tx, d.id, payments)
			return err
		})
		return cleared, err
	}
	d := h.deal(t, h.party, "60")
	if _, err := settle(d, first, others); !errors.Is(err, finance.ErrOtherSupplier) {
		t.Errorf("another supplier's advance: %v", err)
	}
	if got, err := settle(d, second, first, first, gone, 4711); err != nil || got != amount("60") {
		t.Fatalf("cleared %s, %v", got, err)
	}
	h.wantStanding(t, "cleared", "0.00 - 20.00, 89.00")
	more := h.deal(t, h.party, "100")
	for _, want := range []string{"20", "0"} {
		if got, err := settle(more, first, second); err != nil || got != amount(want) {
			t.Errorf("cleared %s of what is left, %v, want %s", got, err, want)
		}
	}
	for _, d := range []document{{id: 4711}, h.deal(t, h.party, "-5")} {
		if got, err := settle(d, h.must(t, entered{amount: "5"})); err != nil || got != 0 {
			t.Errorf("nothing to settle: cleared %s, %v", got, err)
		}
	}
	f.verify(t)
	// Taken back, both are as before.
	if err := h.takeBack(t, second); err != nil {
		t.Fatal(err)
	}
	f.verify(t)
}

// Money that 1688 moved is not taken back here.
func TestPaymentsOfASourceThatIsFixed(t *testing.T) {
	t.Parallel()
	f := setup(t)
	h := suppliers(f)
	id := h.must(t, entered{amount: "30", source: 5})
	f.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE payment SET source_kind = 'test_fixed' WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	if err := h.takeBack(t, id); !errors.Is(err, errFixed) {
		t.Errorf("got %v", err)
	}
}

var errFixed = fault.Define(fault.Conflict, "test.payment_fixed", fault.ZH("{no} {source}", "不能"), fault.EN("{no} {source}", "No"))

func init() { finance.FixPaymentsOf("test_fixed", errFixed) }

// The proof finds each row of the payables that is wrong.
func TestVerifyFindsPayables(t *testing.T) {
	t.Parallel()
	f := setup(t)
	h := suppliers(f)
	d := h.deal(t, h.party, "100")
	h.must(t, entered{amount: "60", allocations: []finance.Allocation{d.of("40")}})
	for statement, want := range map[string][]string{
		"UPDATE payable SET settled = settled - 10000 WHERE tenant_id = ?":                       {"finance.payable_settled", "finance.supplier_payable"},
		"UPDATE payment SET allocated = allocated + 10000 WHERE tenant_id = ?":                   {"finance.payment_allocated", "finance.supplier_advance"},
		"UPDATE payable SET set_off = 10000 WHERE tenant_id = ?":                                 {"finance.payable_set_off", "finance.supplier_payable"},
		"UPDATE payment_allocation SET amount = amount - 1 WHERE tenant_id = ?":                  {"finance.payable_settled", "finance.payment_allocated"},
		"UPDATE entry_line SET party_id = NULL WHERE tenant_id = ? AND account = '1123'":         {"finance.supplier_advance"},
		"UPDATE entry_line SET account = '1123' WHERE tenant_id = ? AND account = '2202'":        {"finance.supplier_payable", "finance.supplier_advance"},
		"UPDATE entry_line SET amount = amount + 10000 WHERE tenant_id = ? AND account = '2202'": {"finance.entry_balance", "finance.supplier_payable"},
	} {
		undo := errors.New("undo")
		err := f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
			if _, err := tx.Exec(ctx, statement, tx.Tenant); err != nil {
				return err
			}
			list, err := f.finance.VerifyTx(ctx, tx, 0)
			if err != nil {
				return err
			}
			got := map[string]bool{}
			for _, found := range list {
				got[found.Check] = true
			}
			for _, w := range want {
				if !got[w] {
					t.Errorf("%s: no finding %s in %v", statement, w, list)
				}
			}
			return undo
		})
		if !errors.Is(err, undo) {
			t.Errorf("%s: %v", statement, err)
		}
	}
	f.verify(t)
}

func TestPayablesHTTP(t *testing.T) {
	t.Parallel()
	f := setup(t)
	h := suppliers(f)
	bought, back := h.deal(t, f.factory, "100"), h.deal(t, f.factory, "-9")
	refuse := func(path string, body map[string]any, status int, code string) {
		t.Helper()
		f.Owner.Do(t, http.MethodPost, path, body).Want(t, status, code)
	}
	opening := f.Owner.Do(t, http.MethodPost, "/payables/opening", map[string]any{"supplierId": f.factory, "amount": "12.3"}).Want(t, 201, "")
	if opening.Text("date") != "2026-01-01" || opening.Text("open") != "12.30" || opening.Text("docNo")[:4] != "QCYF" {
		t.Errorf("opening: %s", opening.Body)
	}
	refuse("/payables/opening", map[string]any{"supplierId": f.theirs, "amount": "1"}, 404, "supplier.not_found")
	if list := f.Owner.Get(t, "/payables?open=true&sort=-date&q="+url.QueryEscape("织里")+"&supplierId="+f.factory.String()).Want(t, 200, ""); list.At("total") != 3 || list.Text("items", 0, "supplierName") != "织里制衣厂" {
		t.Errorf("open items: %s", list.Body)
	}
	if list := f.Owner.Get(t, "/payables?overdue=true").Want(t, 200, ""); list.At("total") != 0 {
		t.Errorf("nothing is late where no date was agreed: %s", list.Body)
	}
	body := map[string]any{"supplierId": f.factory, "fundAccountId": f.cash.ID, "amount": "110", "allocations": []any{map[string]any{"docId": bought.id, "amount": "100"}}}
	made := f.Owner.Do(t, http.MethodPost, "/payments", body).Want(t, 201, "")
	id := made.Text("id")
	if made.Text("no")[:2] != "FK" || made.Text("advance") != "10.00" || made.Text("allocations", 0, "amount") != "100.00" || made.Text("supplierName") != "织里制衣厂" {
		t.Errorf("payment: %s", made.Body)
	}
	if f.balance(t, f.cash.ID) != "-110.00" {
		t.Errorf("cash %s", f.balance(t, f.cash.ID))
	}
	f.Owner.Do(t, http.MethodPost, "/payments/"+id+"/actions/allocate", map[string]any{"allocations": []any{map[string]any{"docId": opening.Text("docId"), "amount": "0"}}}).Want(t, 422, "input.fields")
	allocated := f.Owner.Do(t, http.MethodPost, "/payments/"+id+"/actions/allocate", map[string]any{"allocations": []any{map[string]any{"docId": opening.Text("docId"), "amount": "4"}}}).Want(t, 200, "")
	if allocated.Text("advance") != "6.00" {
		t.Errorf("allocated: %s", allocated.Body)
	}
	refund := f.Owner.Do(t, http.MethodPost, "/supplier-refunds", map[string]any{
		"supplierId": f.factory, "fundAccountId": f.cash.ID, "amount": "8",
		"allocations": []any{map[string]any{"docId": back.id, "amount": "-5"}}, "advances": []any{map[string]any{"paymentId": id, "amount": "3"}},
	}).Want(t, 201, "")
	if refund.Text("kind") != "supplier_refund" || refund.Text("amount") != "-8.00" || refund.Text("advances", 0, "id") != id || refund.Text("no")[:4] != "GYTK" {
		t.Errorf("refund: %s", refund.Body)
	}
	set := f.Owner.Do(t, http.MethodPost, "/payable-settlements", map[string]any{
		"supplierId": f.factory, "allocations": []any{map[string]any{"docId": back.id, "amount": "-4"}, map[string]any{"docId": opening.Text("docId"), "amount": "4"}},
	}).Want(t, 201, "")
	if set.Text("amount") != "0.00" || set.Text("no")[:4] != "YFHX" {
		t.Errorf("settlement: %s", set.Body)
	}
	st := f.Owner.Get(t, "/suppliers/"+f.factory.String()+"/statement?from=2026-06-01").Want(t, 200, "")
	if st.Text("opening") != "12.30" || st.Text("closing") != "1.30" || st.Text("payable") != "4.30" || st.Text("advance") != "3.00" || st.Text("ageing", 4, "amount") != "4.30" {
		t.Errorf("statement: %s", st.Body)
	}
	entries := f.Owner.Get(t, "/entries?docId="+id).Want(t, 200, "")
	if entries.At("total") != 2 || entries.Text("items", 1, "lines", 1, "partyName") != "织里制衣厂" || entries.Text("items", 1, "lines", 1, "partyKind") != "supplier" {
		t.Errorf("entries: %s", entries.Body)
	}
	for kind, want := range map[string]int{"payment": 1, "supplier_refund": 1, "payable_settlement": 1} {
		if got := f.Owner.Get(t, "/payments?kind="+kind).Want(t, 200, ""); got.At("total") != want {
			t.Errorf("%s: %s", kind, got.Body)
		}
	}
	if got := f.Owner.Get(t, "/payments?unallocated=true&sort=date").Want(t, 200, ""); got.At("total") != 1 || got.Text("items", 0, "id") != id {
		t.Errorf("advances left: %s", got.Body)
	}
	refuse("/payments/"+id+"/actions/reverse", map[string]any{}, 409, "payment.advance_refunded")
	several := f.Owner.Do(t, http.MethodPost, "/payments/actions/reverse", map[string]any{"ids": []string{refund.Text("id"), id, set.Text("id")}}).Want(t, 200, "")
	if several.At("results", 0, "ok") != true || several.At("results", 1, "ok") != true || several.At("results", 2, "ok") != true {
		t.Errorf("reversed: %s", several.Body)
	}
	refuse("/payments/"+id+"/actions/reverse", map[string]any{}, 409, "payment.reversed")
	h.wantStanding(t, "all taken back", "103.30 - 0.00, 0.00")

	f.Member(t, "buyer", tenant.RolePurchaser).Do(t, http.MethodPost, "/payments", body).Want(t, 403, "forbidden")
	f.Member(t, "seller", tenant.RoleSales).Get(t, "/payables").Want(t, 403, "forbidden")
}

// What is exported is what is listed, whole, on both sides.
func TestItemsAndMoneyExported(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		of                 func(*fixture) *half
		items, money, kind string
		found, left        string
	}{
		"receivables": {customers, "/receivables", "/receipts", "receipt", "未收", "预收余额"},
		"payables":    {suppliers, "/payables", "/payments", "payment", "未付", "预付余额"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := c.of(setup(t))
			d := h.deal(t, h.party, "100")
			h.deal(t, h.another, "7")
			h.must(t, entered{amount: "60.5", allocations: []finance.Allocation{d.of("40")}})
			for path, want := range map[string][]string{
				c.items + "/export?format=csv&q=D100":         {c.found, ",2026-11-01,,100.00,40.00,60.00"},
				c.money + "/export?format=csv&kind=" + c.kind: {c.left, ",现金,60.50,40.00,20.50,已入账"},
			} {
				a := h.Owner.Get(t, path).Want(t, 200, "")
				if text := string(a.Body); !strings.Contains(text, want[0]) || !strings.Contains(text, want[1]) || strings.Contains(text, "7.00") {
					t.Errorf("%s: %s", path, text)
				}
			}
			if a := h.Owner.Get(t, c.money+"/export").Want(t, 200, ""); a.Header.Get("Content-Type") != sheet.ContentType {
				t.Errorf("a workbook is %s", a.Header.Get("Content-Type"))
			}
		})
	}
}

// What is owed for goods of another warehouse, what was paid for them and the entries of
// both are not there for a clerk of this one.
func TestPayablesWithinTheDataScope(t *testing.T) {
	t.Parallel()
	f := setup(t)
	h := suppliers(f)
	away := document{party: h.party, id: f.DB.NewID(), no: "D9", amount: amount("10"), warehouse: 9}
	f.tx(t, func(ctx context.Context, tx *db.Tx) error { return h.open(ctx, tx, away) })
	paid, near, free := h.must(t, entered{amount: "30", allocations: []finance.Allocation{away.of("10")}}), h.deal(t, h.party, "7"), h.must(t, entered{amount: "5"})
	mine := tenant.DataScope{Warehouses: tenant.Limit{IDs: []db.ID{5}}, Shops: tenant.Limit{All: true}}
	first := api.ListQuery{Page: 1, PageSize: 50}

	items, err := f.finance.Payables(t.Context(), f.Scope(), first, finance.PayableFilter{Within: mine})
	if err != nil || len(items.Items) != 1 || items.Items[0].DocID != near.id {
		t.Errorf("payables in sight: %+v, %v", items.Items, err)
	}
	payments, err := f.finance.Payments(t.Context(), f.Scope(), first, finance.PaymentFilter{Within: mine})
	if err != nil || len(payments.Items) != 1 || payments.Items[0].ID != free {
		t.Errorf("payments in sight: %+v, %v", payments.Items, err)
	}
	if _, err := f.finance.Payment(t.Context(), f.Scope(), paid, mine); !errors.Is(err, finance.ErrPaymentNotFound) {
		t.Errorf("a payment out of sight: %v", err)
	}
	st, err := f.finance.SupplierStatement(t.Context(), f.Scope(), h.party, "", "", mine)
	if err != nil || !st.Limited || st.Closing != amount("2") || st.Standing.Balance() != amount("2") {
		t.Errorf("the statement in sight: %+v, %v", st, err)
	}
	entries, err := f.finance.Entries(t.Context(), f.Scope(), first, finance.EntryFilter{Within: mine})
	seen := map[db.ID]bool{}
	for i := range entries.Items {
		seen[entries.Items[i].DocID] = true
	}
	if err != nil || len(seen) != 2 || !seen[near.id] || !seen[free] {
		t.Errorf("entries in sight: %v, %v", seen, err)
	}
}

// Goods of several orders arrive at once: an advance clears what it is good for, once.
func TestAnAdvanceIsClearedOnce(t *testing.T) {
	t.Parallel()
	f := setup(t)
	h := suppliers(f)
	paid := h.must(t, entered{amount: "50"})
	cleared := make([]dec.Amount, 4)
	var wg sync.WaitGroup
	for i := range cleared {
		d := h.deal(t, h.party, "30")
		wg.Go(func() {
			err := f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) (err error) {
				cleared[i], err = f.finance.ClearAdvancesTx(ctx, tx, d.id, []db.ID{paid})
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	slices.Sort(cleared)
	if want := []dec.Amount{0, 0, amount("20"), amount("30")}; !slices.Equal(cleared, want) {
		t.Errorf("cleared %v, want %v", cleared, want)
	}
	h.wantStanding(t, "cleared", "70.00 - 0.00, 50.00")
}
