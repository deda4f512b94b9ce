//go:build bench

package bench_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
	"github.com/huotong/huotong/test/world"
)

// receivedOrders is how many purchase orders there are to receive from, each of so many
// goods that they never run out.
const receivedOrders = 500

// TestReceive receives and posts two pieces of each of the ten lines of a purchase order,
// taking turns with the raw SQL somebody would write by hand for the same rows.
func TestReceive(t *testing.T) {
	world.On(t, func(t *testing.T) {
		w := world.Open(t, world.Options{})
		w.AddGoods(t, postSKUs)
		w.StockUp(t, 1_000_000)
		orders := orderGoods(t, w)
		raw := newRawReceipt(t, w)
		clients := []int{1}
		if w.DB.Engine() == db.Postgres {
			clients = []int{1, 8}
		}
		for _, n := range clients {
			p := takeTurns(t, n, func(r *rand.Rand) error { return receive(t.Context(), w, orders[r.IntN(len(orders))]) },
				func(r *rand.Rand) error { return raw.receive(t.Context(), orders[r.IntN(len(orders))]) })
			report(t, "receive", row{
				what: fmt.Sprintf("%d client(s)", n), figure: perSecond(p.ours), baseline: perSecond(p.raw), ratio: percent(p.ratio), goal: "≥ 50 %", met: p.ratio >= 0.5,
			})
		}
		w.Verified(t)
	})
}

// orderGoods makes approved purchase orders of ten lines, each of other SKUs.
func orderGoods(t *testing.T, w *world.World) []*purchase.Order {
	t.Helper()
	price := dec.MustPrice("5.5")
	orders := make([]*purchase.Order, receivedOrders)
	for i := range orders {
		in := purchase.Input{SupplierID: w.Suppliers[0], WarehouseID: w.Warehouse, Within: tenant.Everything}
		for k := range postLines {
			in.Lines = append(in.Lines, trade.LineInput{SKUID: w.SKUs[(i*postLines+k)*(len(w.SKUs)/(receivedOrders*postLines))], Quantity: dec.QuantityFromInt(1_000_000), Price: &price})
		}
		var err error
		if orders[i], err = w.Purchases.Create(t.Context(), w.Scope, in, purchase.ModeSubmit); err != nil {
			t.Fatal(err)
		}
		// Some of each came before: PostgreSQL would plan for empty tables until it looks again.
		if err := receive(t.Context(), w, orders[i]); err != nil {
			t.Fatal(err)
		}
	}
	w.Settle(t)
	return orders
}

// receive posts a receipt as the page sends it.
func receive(ctx context.Context, w *world.World, o *purchase.Order) error {
	in := purchase.ReceiptInput{OrderID: o.ID, Within: tenant.Everything, Lines: make([]purchase.ReceiptLineInput, 0, postLines)}
	for i := range o.Lines {
		in.Lines = append(in.Lines, purchase.ReceiptLineInput{LineInput: trade.LineInput{SKUID: o.Lines[i].SKUID, Quantity: dec.QuantityFromInt(2), SourceLineID: o.Lines[i].ID}})
	}
	_, err := w.Purchases.Receive(ctx, w.Scope, in, true)
	return err
}

// rawReceipt is the transaction somebody would write by hand for a receipt of ten lines
// from an order: the rows that the service writes, at the prices of the order, without
// asking whether any of it is allowed.
type rawReceipt struct {
	*raw
	order, receipt, receiptLines, pools, entryLines, payable, received, orderLater *sql.Stmt
}

func newRawReceipt(t *testing.T, w *world.World) *rawReceipt {
	t.Helper()
	lock := ""
	if w.DB.Engine() == db.Postgres {
		lock = " FOR UPDATE"
	}
	prepare := func(query string) *sql.Stmt { return prepare(t, w, query) }
	return &rawReceipt{
		raw:   newRaw(t, w),
		order: prepare(`SELECT no, supplier_id, total, version FROM purchase_order WHERE tenant_id = ? AND id = ?` + lock),
		receipt: prepare(`INSERT INTO purchase_receipt (tenant_id, id, kind, no, date, state, supplier_id, warehouse_id, order_id, goods_amount, tax_amount, total, cost,
			discount_taken, freight_taken, other_fee_taken, created_by, changed_by, created_at, updated_at, posted_by, posted_at) VALUES (?,?,'receipt',?,?,'posted',?,?,?,?,0,?,?,TRUE,TRUE,TRUE,?,?,?,?,?,?)`),
		receiptLines: prepare(`INSERT INTO purchase_receipt_line (tenant_id, receipt_id, position, id, sku_id, unit_id, unit_num, unit_den, quantity, base_quantity, price, price_taken,
			discount_taken, amount, settled_amount, cost, source_line_id) VALUES ` + db.Tuples(postLines, 17)),
		pools: prepare(`UPDATE cost_pool AS p SET quantity = p.quantity + v.column2, value = p.value + v.column3, last_cost = v.column4 FROM (VALUES ` + db.Bigints(postLines, 4) + `) AS v
			WHERE p.tenant_id = ? AND p.scope_id = 0 AND p.sku_id = v.column1`),
		entryLines: prepare(`INSERT INTO entry_line (tenant_id, entry_id, line_no, account, amount, party_kind, party_id) VALUES ` + db.Tuples(2, 7)),
		payable:    prepare(`INSERT INTO payable (tenant_id, doc_id, doc_kind, doc_no, supplier_id, doc_date, warehouse_id, due_date, amount, created_at) VALUES (?,?,'purchase_receipt',?,?,?,?,?,?,?)`),
		received: prepare(`UPDATE purchase_order_line AS l SET received = l.received + v.column2 FROM (VALUES ` + db.Bigints(postLines, 2) + `) AS v
			WHERE l.tenant_id = ? AND l.order_id = ? AND l.id = v.column1`),
		orderLater: prepare(`UPDATE purchase_order SET fulfilment = 'partial', updated_at = ?, version = version + 1 WHERE tenant_id = ? AND id = ?`),
	}
}

// receive writes one receipt. The figures are those of receive above: two of each SKU at 5.50.
func (r *rawReceipt) receive(ctx context.Context, o *purchase.Order) error {
	return r.inTx(ctx, func(tx *sql.Tx) error { return r.receiveTx(ctx, tx, o) })
}

func (r *rawReceipt) receiveTx(ctx context.Context, tx *sql.Tx, o *purchase.Order) error {
	const two, price, amount, total = 2 * dec.Scale, 55 * dec.Scale / 10, 11 * dec.Scale, postLines * 11 * dec.Scale
	at := time.Now().UTC()
	now, date := at.UnixMicro(), at.Format(time.DateOnly)
	tenant, warehouse, doc, order, entry := int64(r.Scope.Tenant), int64(r.Warehouse), int64(r.DB.NewID()), int64(o.ID), int64(r.DB.NewID())
	actor := r.Scope.Actor
	person := int64(actor.UserID)
	var (
		orderNo                  string
		supplier, sum, orderSeen int64
	)
	if err := tx.StmtContext(ctx, r.order).QueryRowContext(ctx, tenant, order).Scan(&orderNo, &supplier, &sum, &orderSeen); err != nil { //nolint:sqlclosecheck // the transaction closes its view of the statement
		return err
	}
	no, err := r.numberTx(ctx, tx, "GH", at)
	if err != nil {
		return err
	}
	source := map[int64]int64{} // SKU → line of the order
	skus := make([]db.ID, len(o.Lines))
	for i := range o.Lines {
		skus[i] = o.Lines[i].SKUID
		source[int64(skus[i])] = int64(o.Lines[i].ID)
	}
	var lines, moves, balances, pools, came []any
	position := 0
	if err := r.stockTx(ctx, tx, skus, func(sku, quantity, value, onHand int64) error {
		position++
		line := int64(r.DB.NewID())
		last := dec.Cost(value + amount).UnitCost(dec.Quantity(quantity + two))
		lines = append(lines, tenant, doc, position, line, sku, int64(r.Unit), 1, 1, two, two, price, true, true, amount, amount, amount, source[sku])
		moves = append(moves, tenant, doc, int64(r.DB.NewID()), "purchase_receipt", no, date, line, warehouse, sku, 0, two, amount, onHand+two, quantity+two, value+amount, now)
		balances = append(balances, sku, two)
		pools = append(pools, sku, two, amount, int64(last))
		came = append(came, source[sku], two)
		return nil
	}); err != nil {
		return err
	}
	before, err := r.summary(o, supplier, sum, orderSeen)
	if err != nil {
		return err
	}
	later, err := r.summary(o, supplier, sum, orderSeen+1)
	if err != nil {
		return err
	}
	return runAll(ctx, tx, []step{
		{r.receipt, []any{tenant, doc, no, date, supplier, warehouse, order, total, total, total, person, person, now, now, person, now}},
		{r.receiptLines, lines},
		{r.moves, moves},
		{r.balances, append(balances, tenant, warehouse)},
		{r.pools, append(pools, tenant)},
		{r.entry, []any{tenant, entry, "purchase_receipt", doc, no, date, actor.Name, now}},
		{r.entryLines, []any{tenant, entry, 1, "1405", total, "", nil, tenant, entry, 2, "2202", -total, "supplier", supplier}},
		{r.payable, []any{tenant, doc, no, supplier, date, warehouse, date, total, now}},
		{r.received, append(came, tenant, order)},
		{r.orderLater, []any{now, tenant, order}},
		{r.words, r.found("purchasereceipt", doc, supplierWords, no, orderNo)},
		{r.audit, []any{tenant, int64(r.DB.NewID()), now, person, actor.Name, actor.IP, actor.RequestID, "receive", "purchase", order, orderNo, before + later}},
		{r.audit, []any{tenant, int64(r.DB.NewID()), now, person, actor.Name, actor.IP, actor.RequestID, "post", "purchase_receipt", doc, no, later}},
	}...)
}

// summary is what the audit log says of an order; of a receipt it is about as long.
func (r *rawReceipt) summary(o *purchase.Order, supplier, total, version int64) (string, error) {
	text, err := json.Marshal(map[string]any{
		"cost": map[string]any{"discount": dec.Amount(0), "freight": dec.Amount(0), "otherFee": dec.Amount(0), "total": dec.Amount(total)},
		"date": o.Date, "fulfilment": "partial", "lines": postLines, "state": "approved", "supplierId": db.ID(supplier), "terms": "prepaid", "version": version, "warehouseId": r.Warehouse,
		"onlineOrders": []string{}, "trackingNumbers": []string{}, "note": "", "expectedOn": "", "shopId": "0",
	})
	return string(text), err
}
