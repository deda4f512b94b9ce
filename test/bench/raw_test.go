//go:build bench

package bench_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/test/world"
)

// raw is the transaction somebody would write by hand for one shape of document:
// ten lines, every price known, all goods there. It writes the rows that the
// service writes, in as few statements, prepared once; it checks nothing, looks
// up nothing but what the cost needs, and knows no other kind of document.
type raw struct {
	*world.World
	number, read, sale, saleLines, moves, balances, pools *sql.Stmt
	entry, entryLines, receivable, prices, words, audit   *sql.Stmt
	job, lane                                             *sql.Stmt
}

func newRaw(t *testing.T, w *world.World) *raw {
	t.Helper()
	postgres := w.DB.Engine() == db.Postgres
	prepare := func(query string) *sql.Stmt { return prepare(t, w, query) }
	lock, words, job := "", "INSERT INTO search_index (rowid, g) VALUES (?, ?)",
		`INSERT INTO river_job (id, args, created_at, kind, max_attempts, metadata, priority, queue, scheduled_at, state, tags)
			VALUES (?, ?, ?, 'sale.preorder_wanted', 20, ?, 1, 'default', ?, 'available', '[]')`
	if postgres {
		lock = " FOR UPDATE OF b, p"
		words = "INSERT INTO search_index (tenant_id, kind, id, g) VALUES (?, ?, ?, array_to_tsvector(string_to_array(?, ' ')))"
		job = strings.Replace(job, "'[]'", "'{}'", 1)
	}
	const columns = "tenant_id, id, "
	return &raw{
		World: w,
		number: prepare(`INSERT INTO number_counter (tenant_id, stem, last) VALUES (?, ?, 1)
			ON CONFLICT (tenant_id, stem) DO UPDATE SET last = number_counter.last + 1 RETURNING last`),
		read: prepare(`SELECT p.sku_id, p.quantity, p.value, p.last_cost, b.on_hand FROM cost_pool p
			JOIN stock_balance b ON b.tenant_id = p.tenant_id AND b.warehouse_id = ? AND b.sku_id = p.sku_id
			WHERE p.tenant_id = ? AND p.scope_id = 0 AND p.sku_id IN ` + db.Tuples(1, postLines) + ` ORDER BY p.sku_id` + lock),
		sale: prepare(`INSERT INTO sale (` + columns + `kind, no, date, state, customer_id, shop_id, warehouse_id, wants_preorder, tax_included,
			goods_amount, tax_amount, total, cost, created_by, created_at, updated_at, posted_by, posted_at)
			VALUES (?,?,'issue',?,?,'posted',?,?,?,TRUE,TRUE,?,0,?,?,?,?,?,?,?)`),
		saleLines: prepare(`INSERT INTO sale_line (tenant_id, sale_id, position, id, sku_id, unit_id, unit_num, unit_den, quantity, base_quantity, price,
			amount, settled_amount, cost) VALUES ` + db.Tuples(postLines, 14)),
		moves: prepare(`INSERT INTO stock_move (tenant_id, doc_id, id, doc_kind, doc_no, doc_date, line_id, warehouse_id, sku_id, scope_id,
			quantity, value, on_hand_after, pool_quantity, pool_value, posted_at) VALUES ` + db.Tuples(postLines, 16)),
		balances: prepare(`UPDATE stock_balance AS b SET on_hand = b.on_hand + v.column2 FROM (VALUES ` + db.Bigints(postLines, 2) + `) AS v
			WHERE b.tenant_id = ? AND b.warehouse_id = ? AND b.sku_id = v.column1`),
		pools: prepare(`UPDATE cost_pool AS p SET quantity = p.quantity + v.column2, value = p.value + v.column3 FROM (VALUES ` + db.Bigints(postLines, 3) + `) AS v
			WHERE p.tenant_id = ? AND p.scope_id = 0 AND p.sku_id = v.column1`),
		entry:      prepare(`INSERT INTO entry (` + columns + `doc_kind, doc_id, doc_no, entry_date, posted_by, posted_at) VALUES (?,?,?,?,?,?,?,?)`),
		entryLines: prepare(`INSERT INTO entry_line (tenant_id, entry_id, line_no, account, amount, party_kind, party_id) VALUES ` + db.Tuples(4, 7)),
		receivable: prepare(`INSERT INTO receivable (tenant_id, doc_id, doc_kind, doc_no, customer_id, doc_date, amount, created_at) VALUES (?,?,'sale',?,?,?,?,?)`),
		prices: prepare(`INSERT INTO customer_price (tenant_id, customer_id, sku_id, unit_id, price, sold_on, doc_no) VALUES ` + db.Tuples(postLines, 7) + `
			ON CONFLICT (tenant_id, customer_id, sku_id, unit_id) DO UPDATE SET price = excluded.price, sold_on = excluded.sold_on, doc_no = excluded.doc_no
			WHERE excluded.sold_on >= customer_price.sold_on`),
		words: prepare(words),
		audit: prepare(`INSERT INTO audit (` + columns + `at, actor_kind, person_id, actor_name, ip, request_id, action, entity, entity_id, entity_no, after_state)
			VALUES (?,?,?,'user',?,?,?,?,?,?,?,?,?)`),
		job:  prepare(job),
		lane: prepare(`INSERT INTO job_lane (tenant_id, lane, job_id) VALUES (?, ?, ?)`),
	}
}

// prepare prepares a statement with ? placeholders on either engine.
func prepare(t *testing.T, w *world.World, query string) *sql.Stmt {
	t.Helper()
	if w.DB.Engine() == db.Postgres {
		for n := 1; strings.Contains(query, "?"); n++ {
			query = strings.Replace(query, "?", "$"+strconv.Itoa(n), 1)
		}
	}
	st, err := w.DB.Writer().PrepareContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

// post writes one document. The figures are those of create: two of each SKU at 5.50.
func (r *raw) post(ctx context.Context, random *rand.Rand) error {
	return r.inTx(ctx, func(tx *sql.Tx) error { return r.postTx(ctx, tx, pick(random, r.SKUs)) })
}

func (r *raw) inTx(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := r.DB.Writer().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// step is a statement with its arguments.
type step struct {
	st   *sql.Stmt
	args []any
}

func runAll(ctx context.Context, tx *sql.Tx, steps ...step) error {
	for _, s := range steps {
		if _, err := tx.StmtContext(ctx, s.st).ExecContext(ctx, s.args...); err != nil { //nolint:sqlclosecheck // the transaction closes its view of the statement
			return err
		}
	}
	return nil
}

// numberTx draws the next number of a document.
func (r *raw) numberTx(ctx context.Context, tx *sql.Tx, prefix string, at time.Time) (string, error) {
	stem := prefix + at.Format("20060102")
	var last int64
	err := tx.StmtContext(ctx, r.number).QueryRowContext(ctx, int64(r.Scope.Tenant), stem).Scan(&last) //nolint:sqlclosecheck // the transaction closes its view of the statement
	return fmt.Sprintf("%s%03d", stem, last), err
}

// stockTx reads what there is of SKUs and what it cost, and locks it; on PostgreSQL in
// the order of the SKUs, so that two who want the same wait for each other in turn.
func (r *raw) stockTx(ctx context.Context, tx *sql.Tx, skus []db.ID, each func(sku, quantity, value, onHand int64) error) error {
	keys := []any{int64(r.Warehouse), int64(r.Scope.Tenant)}
	for _, id := range skus {
		keys = append(keys, int64(id))
	}
	rows, err := tx.StmtContext(ctx, r.read).QueryContext(ctx, keys...) //nolint:sqlclosecheck // the transaction closes its view of the statement
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var sku, quantity, value, lastCost, onHand int64
		if err := rows.Scan(&sku, &quantity, &value, &lastCost, &onHand); err != nil {
			return err
		}
		if err := each(sku, quantity, value, onHand); err != nil {
			return err
		}
	}
	return rows.Err()
}

// found is what the words of a document are written with.
func (r *raw) found(kind string, doc int64, name []string, numbers ...string) []any {
	tenant := int64(r.Scope.Tenant)
	if r.DB.Engine() == db.SQLite {
		return []any{doc, rawWords(kind+strconv.FormatInt(tenant, 36)+"0", name, numbers...)}
	}
	return []any{tenant, kind, doc, rawWords("", name, numbers...)}
}

func (r *raw) postTx(ctx context.Context, tx *sql.Tx, skus [postLines]db.ID) error {
	const (
		two, price, amount, total = 2 * dec.Scale, 55 * dec.Scale / 10, 11 * dec.Scale, postLines * 11 * dec.Scale
	)
	at := time.Now().UTC()
	now, date := at.UnixMicro(), at.Format(time.DateOnly)
	tenant, warehouse, doc, customer := int64(r.Scope.Tenant), int64(r.Warehouse), int64(r.DB.NewID()), int64(r.Customers[0])
	actor := r.Scope.Actor
	person := int64(actor.UserID)
	no, err := r.numberTx(ctx, tx, "XH", at)
	if err != nil {
		return err
	}
	var lines, moves, balances, pools, prices []any
	var cost int64
	position := 0
	if err := r.stockTx(ctx, tx, skus[:], func(sku, quantity, value, onHand int64) error {
		position++
		share, err := dec.Cost(value).Share(two, dec.Quantity(quantity))
		if err != nil {
			return err
		}
		v, line := int64(share), int64(r.DB.NewID())
		cost += v
		lines = append(lines, tenant, doc, position, line, sku, int64(r.Unit), 1, 1, two, two, price, amount, amount, v)
		moves = append(moves, tenant, doc, int64(r.DB.NewID()), "sale", no, date, line, warehouse, sku, 0,
			-two, -v, onHand-two, quantity-two, value-v, now)
		balances = append(balances, sku, -two)
		pools = append(pools, sku, -two, -v)
		prices = append(prices, tenant, customer, sku, int64(r.Unit), price, date, no)
		return nil
	}); err != nil {
		return err
	}
	after, err := json.Marshal(map[string]any{
		"kind": "issue", "state": "posted", "date": date, "customerId": r.Customers[0], "lines": postLines, "total": dec.Amount(total),
		"paidNow": dec.Amount(0), "discount": dec.Amount(0), "customerFee": dec.Amount(0), "version": 1,
	})
	if err != nil {
		return err
	}
	entry, job, lane := int64(r.DB.NewID()), int64(r.DB.NewID()), "shop:"+r.Shop.String()
	meta := fmt.Sprintf(`{"set":"%d","subject":"%s","lane":"%s","by":{"kind":"user","user":"%d","name":"%s","ip":"%s","req":"%s"}}`,
		tenant, no, lane, person, actor.Name, actor.IP, actor.RequestID)
	var due any = at
	if r.DB.Engine() == db.SQLite {
		due = at.Format("2006-01-02 15:04:05.000")
	}
	return runAll(ctx, tx, []step{
		{r.sale, []any{tenant, doc, no, date, customer, int64(r.Shop), warehouse, total, total, cost, person, now, now, person, now}},
		{r.saleLines, lines},
		{r.moves, moves},
		{r.balances, append(balances, tenant, warehouse)},
		{r.pools, append(pools, tenant)},
		{r.entry, []any{tenant, entry, "sale", doc, no, date, actor.Name, now}},
		{r.entryLines, []any{
			tenant, entry, 1, "1122", total, "customer", customer, tenant, entry, 2, "6001", -total, "", nil,
			tenant, entry, 3, "6401", cost, "", nil, tenant, entry, 4, "1405", -cost, "", nil,
		}},
		{r.receivable, []any{tenant, doc, no, customer, date, total, now}},
		{r.prices, prices},
		{r.words, r.found("sale", doc, customerWords, no)},
		{r.audit, []any{tenant, int64(r.DB.NewID()), now, person, actor.Name, actor.IP, actor.RequestID, "create", "sale", doc, no, string(after)}},
		{r.job, []any{job, fmt.Sprintf(`{"saleId":"%d"}`, doc), due, meta, due}},
		{r.lane, []any{tenant, lane, job}},
	}...)
}

// The names of the customer and of the supplier in characters, pairs and initials.
var (
	customerWords = []string{"老", "老张", "张", "张车", "车", "车行", "行", "l", "lz", "lzc", "lzch"}
	supplierWords = []string{"义", "义乌", "乌", "乌小", "小", "小商", "商", "商品", "品", "y", "yw", "ywx", "ywxs", "ywxsp"}
)

// rawWords are the words a document is found by: those of a name, and the starts of
// numbers and of the digits in them, and how these end.
func rawWords(prefix string, list []string, numbers ...string) string {
	list = slices.Clone(list)
	for _, no := range numbers {
		no = strings.ToLower(no)
		list = append(list, no, no[2:])
		for n := 1; n <= 8; n++ {
			list = append(list, no[:n], no[2:2+n])
			if n >= 3 {
				list = append(list, no[len(no)-n:])
			}
		}
	}
	slices.Sort(list)
	var b strings.Builder
	for _, word := range slices.Compact(list) {
		b.WriteString(prefix + word + " ")
	}
	return strings.TrimSpace(b.String())
}
