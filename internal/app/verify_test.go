package app

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// traded is an account set in which every rule of the proof has something to prove.
type traded struct {
	sold
	below               string // a SKU below zero
	order, credit, back string // an order served in part, a sale on credit, what came back of it
	refund, settlement  string // of what came back
	money               string // a receipt with an advance left
	owed                owed
	asked               asked // a payment request that was paid
}

func (w *world) trade(t *testing.T, p *apitest.Person) *traded {
	t.Helper()
	d := &traded{sold: w.sell(t, p)}
	made := func(path string, body map[string]any) *apitest.Answer {
		t.Helper()
		return p.Do(t, http.MethodPost, path, body).Want(t, http.StatusCreated, "")
	}
	line := func(quantity string, more map[string]any) []any {
		return []any{mixed(map[string]any{"skuId": d.sku, "quantity": quantity, "price": "10"}, more)}
	}
	sale := func(body map[string]any) *apitest.Answer {
		t.Helper()
		return made("/sales", mixed(map[string]any{"mode": "post", "customerId": d.customer, "wantsPreorder": false}, body))
	}
	order := sale(map[string]any{"kind": "order", "lines": line("3", nil)})
	d.order = order.Text("id")
	sale(map[string]any{"sourceId": d.order, "lines": line("1", map[string]any{"sourceLineId": order.Text("lines", 0, "id")})})
	credit := sale(map[string]any{"lines": line("4", nil)})
	d.credit = credit.Text("id")
	d.back = sale(map[string]any{"kind": "return", "sourceId": d.credit, "lines": line("1", map[string]any{"sourceLineId": credit.Text("lines", 0, "id")})}).Text("id")
	item := func(doc, amount string) map[string]any { return map[string]any{"docId": doc, "amount": amount} }
	d.settlement = made("/settlements", map[string]any{"customerId": d.customer, "allocations": []any{item(d.credit, "4"), item(d.back, "-4")}}).Text("id")
	d.refund = made("/refunds", map[string]any{"customerId": d.customer, "fundAccountId": d.fund, "amount": "2", "allocations": []any{item(d.back, "-2")}}).Text("id")
	d.money = made("/receipts", map[string]any{"customerId": d.customer, "fundAccountId": d.fund, "amount": "50", "allocations": []any{item(d.credit, "10")}}).Text("id")

	d.owed = w.owe(t, p, d.fund)
	d.asked = w.ask(t, p, d.owed.supplier, d.sku, d.fund)

	// Below zero: one came in at 2, four went out.
	below := made("/products", map[string]any{"code": "BELOW", "name": "可负", "unit": "件", "negativeStock": true})
	d.below = below.Text("skus", 0, "id")
	move := func(kind, reason, quantity string, more map[string]any) {
		made("/stock-documents", map[string]any{"kind": kind, "reason": reason, "post": true, "lines": []any{mixed(map[string]any{"warehouseId": d.warehouse, "skuId": d.below, "quantity": quantity}, more)}})
	}
	move("other_in", "found", "1", map[string]any{"unitCost": "2"})
	move("other_out", "lost", "4", nil)

	// The buyer confirmed, and 1688 paid out.
	w.change(t, "UPDATE escrow SET state = 'confirmed', confirmed_at = held_since WHERE tenant_id = {set}", d)
	version := p.Get(t, "/escrows/"+d.escrow).At("version")
	p.Do(t, http.MethodPost, "/escrows/"+d.escrow+"/actions/release", map[string]any{"version": version}).Want(t, http.StatusOK, "")
	return d
}

// fill puts the ids of what was traded into a statement.
func (d *traded) fill(w *world, statement string) string {
	return strings.NewReplacer("{set}", w.A.ID.String(), "{sku}", d.sku, "{below}", d.below, "{order}", d.order, "{credit}", d.credit, "{back}", d.back,
		"{refund}", d.refund, "{settlement}", d.settlement, "{money}", d.money, "{preorder}", d.preorder, "{escrow}", d.escrow, "{line}", d.online,
		"{owed}", d.owed.item, "{owedback}", d.owed.back, "{payment}", d.owed.payment, "{payback}", d.owed.refund, "{setoff}", d.owed.settlement, "{supplier}", d.owed.supplier, "{paidMoney}", d.asked.money).Replace(statement)
}

// change runs a statement on the owner's set.
func (w *world) change(t *testing.T, statement string, d *traded) {
	t.Helper()
	if err := w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, d.fill(w, statement))
		return err
	}); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// The one row that is wrong, and the rule that tells. Statements in front of the last
// take off what the schema itself refuses.
var corruptions = []struct {
	check      string
	statements []string
}{
	{"stock.balance", []string{"UPDATE stock_balance SET on_hand = on_hand + 1000000 WHERE tenant_id = {set} AND sku_id = {sku}"}},
	{"stock.pool_quantity", []string{"UPDATE cost_pool SET quantity = quantity + 1000000 WHERE tenant_id = {set} AND sku_id = {sku}"}},
	{"stock.pool_value", []string{"UPDATE cost_pool SET value = value + 1 WHERE tenant_id = {set} AND sku_id = {sku}"}},
	{"stock.value_without_goods", []string{"DROP CONSTRAINT cost_pool_check", "UPDATE cost_pool SET quantity = 0, value = 1 WHERE tenant_id = {set} AND sku_id = {sku}"}},
	{"stock.negative_value", []string{"DROP CONSTRAINT cost_pool_check1", "UPDATE cost_pool SET value = -1 WHERE tenant_id = {set} AND sku_id = {sku}"}},
	{"stock.open_quantity", []string{"UPDATE provisional_issue SET quantity = quantity + 1 WHERE tenant_id = {set} AND sku_id = {below}"}},
	{"stock.open_value", []string{"UPDATE provisional_issue SET value = value + 1 WHERE tenant_id = {set} AND sku_id = {below}"}},

	{"finance.entry_balance", []string{"UPDATE entry_line SET amount = amount + 10000 WHERE tenant_id = {set} AND account = '6001' AND entry_id = (SELECT MIN(id) FROM entry WHERE doc_id = {credit})"}},
	{"finance.entry_lines", []string{"DELETE FROM entry_line WHERE tenant_id = {set} AND line_no > 1 AND entry_id = (SELECT MIN(id) FROM entry WHERE doc_id = {money})"}},
	{"finance.fund_balance", []string{"UPDATE fund_account SET balance = balance + 10000 WHERE tenant_id = {set} AND kind = 'cash'"}},
	{"finance.fund_named", []string{"UPDATE entry_line SET fund_account_id = NULL WHERE tenant_id = {set} AND account = '1001' AND entry_id = (SELECT MIN(id) FROM entry WHERE doc_id = {money})"}},
	{"finance.settled", []string{"UPDATE receivable SET settled = settled - 10000 WHERE tenant_id = {set} AND doc_id = {credit}"}},
	{"finance.settled", []string{"UPDATE receivable SET settled = settled + 10000 WHERE tenant_id = {set} AND doc_id = {back}"}},
	{"finance.allocated", []string{"UPDATE receipt SET allocated = allocated + 10000 WHERE tenant_id = {set} AND id = {money}"}},
	{"finance.allocated", []string{"UPDATE receipt_allocation SET amount = amount + 10000 WHERE tenant_id = {set} AND receipt_id = {settlement} AND doc_id = {credit}"}},
	{"finance.allocated", []string{"UPDATE receipt_allocation SET amount = amount + 10000 WHERE tenant_id = {set} AND receipt_id = {refund}"}},
	{"finance.allocated", []string{"DELETE FROM receipt_allocation WHERE tenant_id = {set} AND receipt_id = {refund}"}},
	{"finance.set_off", []string{"UPDATE receivable SET set_off = set_off + 10000 WHERE tenant_id = {set} AND doc_id = {credit}"}},
	{"finance.customer_receivable", []string{"UPDATE receivable SET amount = amount + 10000 WHERE tenant_id = {set} AND doc_id = {credit}"}},
	{"finance.customer_receivable", []string{"UPDATE receivable SET settled = settled - 10000 WHERE tenant_id = {set} AND doc_id = {credit}"}},
	{"finance.customer_advance", []string{"UPDATE receipt SET allocated = allocated + 10000 WHERE tenant_id = {set} AND id = {money}"}},
	{"finance.payable_settled", []string{"UPDATE payable SET settled = settled - 10000 WHERE tenant_id = {set} AND doc_id = {owed}"}},
	{"finance.payable_settled", []string{"UPDATE payable SET settled = settled + 10000 WHERE tenant_id = {set} AND doc_id = {owedback}"}},
	{"finance.payment_allocated", []string{"UPDATE payment SET allocated = allocated + 10000 WHERE tenant_id = {set} AND id = {payment}"}},
	{"finance.payment_allocated", []string{"UPDATE payment_allocation SET amount = amount + 10000 WHERE tenant_id = {set} AND payment_id = {setoff} AND doc_id = {owed}"}},
	{"finance.payment_allocated", []string{"DELETE FROM payment_allocation WHERE tenant_id = {set} AND payment_id = {payback}"}},
	{"finance.payable_set_off", []string{"UPDATE payable SET set_off = set_off + 10000 WHERE tenant_id = {set} AND doc_id = {owed}"}},
	{"finance.supplier_payable", []string{"UPDATE payable SET amount = amount + 10000 WHERE tenant_id = {set} AND doc_id = {owed}"}},
	{"finance.supplier_payable", []string{"UPDATE entry_line SET party_id = NULL WHERE tenant_id = {set} AND account = '2202' AND party_id = {supplier}"}},
	{"finance.supplier_advance", []string{"UPDATE payment SET allocated = allocated + 10000 WHERE tenant_id = {set} AND id = {payment}"}},
	{"finance.supplier_advance", []string{"UPDATE entry_line SET amount = -amount WHERE tenant_id = {set} AND account = '1123' AND party_id = {supplier}"}},
	{"finance.inventory", []string{"UPDATE entry_line SET account = '1405' WHERE tenant_id = {set} AND account = '6001' AND entry_id = (SELECT MIN(id) FROM entry WHERE doc_id = {credit})"}},

	{"sale.moves", []string{"UPDATE sale_line SET base_quantity = base_quantity + 1 WHERE tenant_id = {set} AND sale_id = {credit}"}},
	{"sale.moves", []string{"UPDATE stock_move SET quantity = quantity - 1 WHERE tenant_id = {set} AND doc_id = {back}"}},
	{"sale.receivable", []string{"UPDATE sale SET total = total + 10000 WHERE tenant_id = {set} AND id = {credit}"}},
	{"sale.receivable", []string{"UPDATE receivable SET amount = amount - 10000 WHERE tenant_id = {set} AND doc_id = {back}"}},
	{"sale.unposted", []string{"UPDATE sale SET state = 'draft' WHERE tenant_id = {set} AND id = {credit}"}},
	{"sale.unposted", []string{"UPDATE sale SET kind = 'order' WHERE tenant_id = {set} AND id = {back}"}},
	{"sale.returned", []string{"UPDATE sale_line SET base_quantity = 5000000 WHERE tenant_id = {set} AND sale_id = {back}"}},
	{"sale.returned", []string{"UPDATE sale SET reversed_by_id = 1 WHERE tenant_id = {set} AND id = {credit}"}},
	{"sale.issued", []string{"UPDATE sale_line SET issued = issued - 1 WHERE tenant_id = {set} AND sale_id = {order}"}},
	{"sale.issued", []string{"UPDATE sale_line SET base_quantity = issued - 1 WHERE tenant_id = {set} AND sale_id = {order}"}},
	{"sale.fulfilment", []string{"UPDATE sale SET fulfilment = 'open' WHERE tenant_id = {set} AND id = {order}"}},
	{"sale.fulfilment", []string{"UPDATE sale SET fulfilment = 'done' WHERE tenant_id = {set} AND id = {order}"}},
	{"sale.reserved", []string{"UPDATE stock_balance SET reserved = reserved + 1000000 WHERE tenant_id = {set} AND sku_id = {sku}"}},
	{"sale.reserved", []string{"UPDATE stock_balance SET reserved = 0 WHERE tenant_id = {set} AND sku_id = {sku}"}},
	{"sale.reserved", []string{"UPDATE sale SET fulfilment = 'closed' WHERE tenant_id = {set} AND id = {order}"}},

	{"preorder.receipt", []string{"UPDATE preorder_attempt SET actual = actual + 10000 WHERE tenant_id = {set} AND preorder_id = {preorder}"}},
	{"preorder.receipt", []string{"UPDATE preorder_attempt SET paid_at = NULL WHERE tenant_id = {set} AND preorder_id = {preorder}"}},
	{"preorder.paid", []string{"UPDATE preorder SET extra_paid = 10000 WHERE tenant_id = {set} AND id = {preorder}"}},
	{"preorder.live_attempts", []string{
		"DROP INDEX preorder_attempt_live",
		"INSERT INTO preorder_attempt (tenant_id, id, preorder_id, number, token, request, state, started_at) VALUES ({set}, 1, {preorder}, 101, 'a', '', 'open', 1), ({set}, 2, {preorder}, 102, 'b', '', 'created', 1)",
	}},
	{"escrow.held", []string{"UPDATE escrow SET state = 'confirmed', transfer_id = NULL WHERE tenant_id = {set} AND id = {escrow}"}},
	{"escrow.receipt", []string{"UPDATE escrow SET amount = amount + 10000 WHERE tenant_id = {set} AND id = {escrow}"}},
	{"escrow.transfer", []string{"UPDATE fund_transfer SET amount = amount + 10000 WHERE tenant_id = {set} AND source_kind = 'escrow'"}},
	{"escrow.transfer", []string{"UPDATE escrow SET state = 'confirmed', transfer_id = NULL WHERE tenant_id = {set} AND id = {escrow}"}},
	{"escrow.refund", []string{"UPDATE escrow SET refund = 10000 WHERE tenant_id = {set} AND id = {escrow}"}},
	{"payment_request.paid", []string{"UPDATE payment_request SET paid = paid + 10000 WHERE tenant_id = {set} AND state = 'paid'"}},
	{"payment_request.line_paid", []string{"UPDATE order_payment SET line_id = NULL WHERE tenant_id = {set} AND id = {paidMoney}"}},
	{"order_payment.booked", []string{"UPDATE order_payment SET amount = amount + 10000 WHERE tenant_id = {set} AND id = {paidMoney}"}},
	{"order_payment.booked", []string{"UPDATE order_payment SET booking_id = 1 WHERE tenant_id = {set} AND id = {paidMoney}"}},
	{"match.pair", []string{"UPDATE online_pair SET sku_id = 1 WHERE tenant_id = {set} AND line_id = {line}"}},
	{"match.pair", []string{"UPDATE online_pair SET line_id = 1 WHERE tenant_id = {set} AND line_id = {line}"}},
}

// A wrong row of any kind is found by the rule that is there for it, and every rule
// has such a row: without the rule the test fails.
func TestVerifyFindsTheRowThatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := w.trade(t, w.Owner)
	if sound := w.prove(t, d, nil); len(sound) > 0 {
		t.Fatalf("before anything is wrong: %+v", sound)
	}
	tried := map[string]bool{}
	for _, c := range corruptions {
		tried[c.check] = true
		findings := w.prove(t, d, c.statements)
		if !slices.ContainsFunc(findings, func(f doc.Finding) bool { return f.Check == c.check && f.Subject != "" && f.Want != f.Got }) {
			t.Errorf("%s: no finding %s among %+v", strings.Join(c.statements, "; "), c.check, findings)
		}
	}
	for _, rule := range slices.Sorted(maps.Keys(fault.Words(doc.ProofWords))) {
		if !tried[rule] {
			t.Errorf("no row is made wrong for the rule %s", rule)
		}
	}
	if sound := w.prove(t, d, nil); len(sound) > 0 {
		t.Errorf("after all was taken back: %+v", sound)
	}
}

// prove proves the owner's set with some rows changed, and takes the change back.
func (w *world) prove(t *testing.T, d *traded, statements []string) []doc.Finding {
	t.Helper()
	var findings []doc.Finding
	undo := errors.New("undo")
	err := w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		for _, s := range statements {
			if name, ok := strings.CutPrefix(s, "DROP CONSTRAINT "); ok {
				s = "PRAGMA ignore_check_constraints = 1"
				if tx.Engine() == db.Postgres {
					s = "ALTER TABLE cost_pool DROP CONSTRAINT " + name
				}
			}
			if _, err := tx.Exec(ctx, d.fill(w, s)); err != nil {
				return err
			}
		}
		var err error
		if findings, err = w.server.reports.VerifyTx(ctx, tx); err != nil {
			return err
		}
		return undo
	})
	if !errors.Is(err, undo) {
		t.Errorf("%s: %v", strings.Join(statements, "; "), err)
	}
	if w.DB.Engine() == db.SQLite { // is no part of the transaction
		w.change(t, "PRAGMA ignore_check_constraints = 0", d)
	}
	return findings
}

// What is wrong is told by name, in the language of whoever reads it.
func TestFindingsAreToldInWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := w.trade(t, w.Owner)
	code := w.Owner.Get(t, "/skus?pageSize=200").Want(t, http.StatusOK, "")
	sku := ""
	for i := 0; code.Text("items", i, "id") != ""; i++ {
		if code.Text("items", i, "id") == d.sku {
			sku = code.Text("items", i, "code")
		}
	}
	no := w.Owner.Get(t, "/sales/"+d.order).Text("no")
	for _, statement := range []string{
		"UPDATE stock_balance SET on_hand = on_hand + 1000000 WHERE tenant_id = {set} AND sku_id = {sku}",
		"UPDATE cost_pool SET value = value + 1 WHERE tenant_id = {set} AND sku_id = {sku}",
		"UPDATE fund_account SET balance = balance + 10000 WHERE tenant_id = {set} AND kind = 'cash'",
		"UPDATE sale SET fulfilment = 'open' WHERE tenant_id = {set} AND id = {order}",
	} {
		w.change(t, statement, d)
	}
	for lang, want := range map[string]map[string]string{
		api.Chinese: {
			"库存余额等于流水合计": "仓库 默认仓，单品 " + sku, "成本池金额等于流水": "成本池 全账套，单品 " + sku, "账户余额等于凭证": "结算账户 现金", "订单状态与已出货一致": "销售单据 " + no + "，状态 未出货",
		},
		api.English: {
			"Stock balances equal their ledger": "warehouse Main warehouse, SKU " + sku, "Cost pool values equal the ledger": "cost pool of the whole set, SKU " + sku,
			"Fund account equals the entries": "fund account Cash", "Orders are as far as their lines": "sale " + no + ", state open",
		},
	} {
		var body struct {
			OK       bool
			Findings []struct{ Check, Rule, Subject string }
		}
		w.Owner.Do(t, http.MethodGet, "/verify", nil, apitest.Header("Accept-Language", lang)).Want(t, http.StatusOK, "").JSON(t, &body)
		got := map[string]string{}
		for _, f := range body.Findings {
			got[f.Rule] = f.Subject
		}
		if body.OK || !maps.Equal(got, want) {
			t.Errorf("%s:\ngot  %v\nwant %v", lang, got, want)
		}
	}
}
