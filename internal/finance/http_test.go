package finance_test

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/tenant"
)

func TestHTTP(t *testing.T) {
	t.Parallel()
	f := setup(t)
	sale := f.sell(t, f.zhang, "100")

	opening := f.Owner.Do(t, http.MethodPost, "/receivables/opening", map[string]any{"customerId": f.zhang, "amount": "12.3"}).Want(t, 201, "")
	if opening.Text("date") != "2026-01-01" || opening.Text("open") != "12.30" {
		t.Errorf("opening: %s", opening.Body)
	}
	list := f.Owner.Get(t, "/receivables?open=true&customerId="+f.zhang.String()).Want(t, 200, "")
	if n := list.At("total"); n != 2 {
		t.Errorf("open items: %s", list.Body)
	}
	if got := f.Owner.Get(t, "/receivables?overdue=true").Want(t, 200, ""); got.At("total") != 0 {
		t.Errorf("nothing is late where no date was agreed: %s", got.Body)
	}
	made := f.Owner.Do(t, http.MethodPost, "/receipts", map[string]any{
		"customerId": f.zhang, "fundAccountId": f.cash.ID, "amount": "110",
		"allocations": []any{map[string]any{"docId": sale.DocID, "amount": "100"}},
	}).Want(t, 201, "")
	id := made.Text("id")
	if made.Text("advance") != "10.00" || made.Text("allocations", 0, "amount") != "100.00" {
		t.Errorf("receipt: %s", made.Body)
	}
	allocated := f.Owner.Do(t, http.MethodPost, "/receipts/"+id+"/actions/allocate", map[string]any{"allocations": []any{map[string]any{"docId": opening.Text("docId"), "amount": "10"}}}).Want(t, 200, "")
	if allocated.Text("advance") != "0.00" {
		t.Errorf("allocated: %s", allocated.Body)
	}
	st := f.Owner.Get(t, "/customers/"+f.zhang.String()+"/statement?from=2026-06-01").Want(t, 200, "")
	if st.Text("opening") != "12.30" || st.Text("closing") != "2.30" || st.Text("lines", 0, "amount") != "100.00" || st.Text("lines", 1, "balance") != "2.30" || st.Text("ageing", 4, "amount") != "2.30" {
		t.Errorf("statement: %s", st.Body)
	}
	entries := f.Owner.Get(t, "/entries?docId="+id).Want(t, 200, "")
	if entries.At("total") != 2 || entries.Text("items", 1, "lines", 0, "accountName") != "库存现金" {
		t.Errorf("entries: %s", entries.Body)
	}
	f.Owner.Do(t, http.MethodPost, "/receipts/"+id+"/actions/reverse", map[string]any{"note": "录错"}).Want(t, 200, "")
	f.Owner.Do(t, http.MethodPost, "/receipts/"+id+"/actions/reverse", map[string]any{}).Want(t, 409, "receipt.reversed")
	if got := f.Owner.Get(t, "/receipts?q=SK&unallocated=true").Want(t, 200, ""); got.At("total") != 0 {
		t.Errorf("unallocated receipts: %s", got.Body)
	}
	f.verify(t)
}

func TestFundAccountsHTTP(t *testing.T) {
	t.Parallel()
	f := setup(t)
	list := f.Owner.Get(t, "/fund-accounts").Want(t, 200, "")
	if list.At("total") != 4 || list.Text("items", 0, "balance") != "0.00" {
		t.Errorf("a new set has %s", list.Body)
	}
	made := f.Owner.Do(t, http.MethodPost, "/fund-accounts", map[string]any{"name": "建行", "kind": "bank", "default": true}).Want(t, 201, "")
	f.Owner.Do(t, http.MethodPost, "/fund-accounts", map[string]any{"name": "建行", "kind": "bank"}).Want(t, 409, "fund_account.name_taken")
	f.Owner.Do(t, http.MethodPost, "/fund-accounts", map[string]any{"name": " "}).Want(t, 422, "input.fields")
	path := "/fund-accounts/" + made.Text("id")
	f.Owner.Do(t, http.MethodPut, path, map[string]any{"name": "建行", "active": false, "version": 1}).Want(t, 409, "fund_account.default_active")
	changed := f.Owner.Do(t, http.MethodPut, path, map[string]any{"name": "建设银行", "number": "6222", "version": 1}).Want(t, 200, "")
	if changed.Text("name") != "建设银行" || changed.At("default") != true || changed.Text("kind") != "bank" {
		t.Errorf("changed: %s", changed.Body)
	}
	f.Owner.Do(t, http.MethodPut, path, map[string]any{"name": "x", "version": 1}).Want(t, 409, "version.stale")
	sales := f.Member(t, "sales", tenant.RoleSales)
	if got := sales.Get(t, "/fund-accounts").Want(t, 200, ""); got.At("items", 0, "balance") != nil {
		t.Errorf("a salesperson sees the balance: %s", got.Body)
	}
	sales.Do(t, http.MethodPost, "/fund-accounts", map[string]any{"name": "y", "kind": "cash"}).Want(t, 403, "forbidden")
}

func TestAnotherSetsRecordsAreNotFound(t *testing.T) {
	t.Parallel()
	f := setup(t)
	funds := f.Other.Get(t, "/fund-accounts").Want(t, 200, "")
	fund := funds.Text("items", 0, "id")
	receipt := f.Other.Do(t, http.MethodPost, "/receipts", map[string]any{"customerId": f.other, "fundAccountId": fund, "amount": "5"}).Want(t, 201, "").Text("id")
	item := f.Other.Do(t, http.MethodPost, "/receivables/opening", map[string]any{"customerId": f.other, "amount": "5"}).Want(t, 201, "").Text("docId")
	moved := f.Other.Do(t, http.MethodPost, "/fund-transfers", map[string]any{"fromAccountId": fund, "toAccountId": funds.Text("items", 1, "id"), "amount": "5"}).Want(t, 201, "").Text("id")
	mine := f.Owner.Do(t, http.MethodPost, "/receipts", map[string]any{"customerId": f.zhang, "fundAccountId": f.cash.ID, "amount": "5"}).Want(t, 201, "").Text("id")
	at := func(id string) map[string]string { return map[string]string{"id": id} }
	allocation := []any{map[string]any{"docId": item, "amount": "5"}}
	f.Isolation(t, map[string][]apitest.Sample{
		"get-fund-account":          {{Params: at(fund)}},
		"list-fund-account-history": {{Params: at(fund)}},
		"update-fund-account":       {{Params: at(fund), Body: map[string]any{"name": "x", "version": 1}}},
		"get-customer-statement":    {{Params: at(f.other.String())}},
		"get-receipt":               {{Params: at(receipt)}},
		"list-receipt-history":      {{Params: at(receipt)}},
		"create-opening-receivable": {{Body: map[string]any{"customerId": f.other, "amount": "1"}}},
		"create-receipt": {
			{Body: map[string]any{"customerId": f.zhang, "fundAccountId": fund, "amount": "1"}},
			{Body: map[string]any{"customerId": f.other, "fundAccountId": f.cash.ID, "amount": "1"}},
			{Body: map[string]any{"customerId": f.zhang, "fundAccountId": f.cash.ID, "amount": "5", "allocations": allocation}, Field: "allocations[0].docId"},
		},
		"allocate-receipt": {
			{Params: at(receipt), Body: map[string]any{"allocations": allocation}},
			{Params: at(mine), Body: map[string]any{"allocations": allocation}, Field: "allocations[0].docId"},
		},
		"activate-fund-accounts":     {{Body: map[string]any{"ids": []string{fund}}, Field: "results"}},
		"deactivate-fund-accounts":   {{Body: map[string]any{"ids": []string{fund}}, Field: "results"}},
		"reverse-receipts":           {{Body: map[string]any{"ids": []string{receipt}}, Field: "results"}},
		"reverse-receipt":            {{Params: at(receipt), Body: map[string]any{}}},
		"get-fund-transfer":          {{Params: at(moved)}},
		"list-fund-transfer-history": {{Params: at(moved)}},
		"reverse-fund-transfer":      {{Params: at(moved), Body: map[string]any{}}},
		"reverse-fund-transfers":     {{Body: map[string]any{"ids": []string{moved}}, Field: "results"}},
		"create-fund-transfer": {
			{Body: map[string]any{"fromAccountId": fund, "toAccountId": f.cash.ID, "amount": "1"}, Field: "fromAccountId"},
			{Body: map[string]any{"fromAccountId": f.cash.ID, "toAccountId": fund, "amount": "1"}, Field: "toAccountId"},
		},
	}, "/fund-accounts", "/fund-transfers", "/customers", "/receipts", "/receivables", "/entries")
	if got := f.Owner.Get(t, "/entries?docId="+receipt).Want(t, 200, ""); got.At("total") != 0 {
		t.Errorf("another set's entries: %s", got.Body)
	}
}
