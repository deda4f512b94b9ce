package posting_test

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

const (
	benchSKUs  = 50_000
	benchLines = 10
)

// BenchmarkPost posts an issue of ten lines on 50,000 SKUs, in turn through the
// services and by the raw SQL somebody would write by hand for the same rows. The
// rate of the services as a share of the raw one is reported as %-of-raw.
func BenchmarkPost(b *testing.B) {
	w := newWorld(b)
	s := w.newShop(b, b.Context(), tenant.CostingSet, benchSKUs)
	s.stockUp(b)
	raw := newRaw(b, s)
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a benchmark's choice
	var ours, theirs time.Duration
	for b.Loop() {
		skus := s.pick(r)
		ours += taken(b, func() error { return s.issue(b.Context(), skus) })
		skus = s.pick(r)
		theirs += taken(b, func() error { return raw.post(b.Context(), skus) })
	}
	b.ReportMetric(float64(ours.Microseconds())/float64(b.N), "services-µs")
	b.ReportMetric(float64(theirs.Microseconds())/float64(b.N), "raw-µs")
	b.ReportMetric(100*float64(theirs)/float64(ours), "%-of-raw")
	if findings, err := s.verify(b.Context()); err != nil || len(findings) > 0 {
		b.Fatalf("verify: %v %v", err, findings)
	}
}

func taken(b *testing.B, f func() error) time.Duration {
	b.Helper()
	start := time.Now()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// issue posts one piece of each SKU through the services.
func (s *shop) issue(ctx context.Context, skus []db.ID) error {
	id := s.DB.NewID()
	p := stock.Posting{DocKind: "sale", DocID: id, DocNo: id.String(), Date: "2026-06-02"}
	for _, sku := range skus {
		p.Lines = append(p.Lines, stock.Line{LineID: s.DB.NewID(), WarehouseID: s.warehouses[0], SKUID: sku, Quantity: -dec.Scale})
	}
	return s.DB.InTx(ctx, s.scope, func(ctx context.Context, tx *db.Tx) error {
		return s.postTx(ctx, tx, p, finance.AccountCostOfSales, s.customers[0], dec.AmountFromFen(10_000))
	})
}

// stockUp receives a million pieces of everything in large documents.
func (s *shop) stockUp(b *testing.B) {
	b.Helper()
	for part := range slices.Chunk(s.skus, 5000) {
		lines := make([]stock.Line, len(part))
		for i, sku := range part {
			v := dec.MustCost("3300000")
			lines[i] = stock.Line{LineID: s.DB.NewID(), WarehouseID: s.warehouses[0], SKUID: sku, Quantity: dec.QuantityFromInt(1_000_000), Cost: &v}
		}
		if err := s.DB.InTx(b.Context(), s.scope, func(ctx context.Context, tx *db.Tx) error {
			return s.receiveTx(ctx, tx, tx.NewID(), lines)
		}); err != nil {
			b.Fatal(err)
		}
	}
	if s.DB.Engine() == db.Postgres {
		if _, err := s.DB.Writer().ExecContext(b.Context(), "ANALYZE"); err != nil {
			b.Fatal(err)
		}
	}
}

func (s *shop) pick(r *rand.Rand) []db.ID {
	seen := make(map[db.ID]bool, benchLines)
	for len(seen) < benchLines {
		seen[s.skus[r.IntN(len(s.skus)-1)]] = true
	}
	out := make([]db.ID, 0, benchLines)
	for id := range seen {
		out = append(out, id)
	}
	return out
}

// raw is the hand-written transaction: fixed statements for ten lines, prepared
// once, which take the cost from what they read, without a check, a fault, a
// retry or a plan for goods below zero.
type raw struct {
	*shop
	pool, moves, balances, pools, receivable, entry, lines *sql.Stmt
}

func newRaw(b *testing.B, s *shop) *raw {
	b.Helper()
	lock := ""
	if s.DB.Engine() == db.Postgres {
		lock = " FOR UPDATE"
	}
	prepare := func(query string) *sql.Stmt {
		st, err := s.DB.Writer().PrepareContext(b.Context(), numbered(s.DB.Engine(), query))
		if err != nil {
			b.Fatalf("%s: %v", query, err)
		}
		b.Cleanup(func() { _ = st.Close() })
		return st
	}
	return &raw{
		shop: s,
		pool: prepare(`SELECT p.sku_id, p.quantity, p.value, b.on_hand FROM cost_pool p JOIN stock_balance b ON b.tenant_id = p.tenant_id AND b.sku_id = p.sku_id
			WHERE p.tenant_id = ? AND p.scope_id = 0 AND b.tenant_id = ? AND b.warehouse_id = ? AND p.sku_id IN ` + db.Tuples(1, benchLines) + ` ORDER BY p.sku_id` + lock),
		moves: prepare(`INSERT INTO stock_move (tenant_id, doc_id, id, doc_kind, doc_no, doc_date, line_id, warehouse_id, sku_id, scope_id,
			quantity, value, on_hand_after, pool_quantity, pool_value, posted_at) VALUES ` + db.Tuples(benchLines, 16)),
		balances: prepare(`UPDATE stock_balance AS b SET on_hand = b.on_hand + v.column2 FROM (VALUES ` + db.Bigints(benchLines, 2) + `) AS v
			WHERE b.tenant_id = ? AND b.warehouse_id = ? AND b.sku_id = v.column1`),
		pools: prepare(`UPDATE cost_pool AS p SET quantity = p.quantity + v.column2, value = p.value + v.column3 FROM (VALUES ` + db.Bigints(benchLines, 3) + `) AS v
			WHERE p.tenant_id = ? AND p.scope_id = 0 AND p.sku_id = v.column1`),
		receivable: prepare(`INSERT INTO receivable (tenant_id, doc_id, doc_kind, doc_no, customer_id, doc_date, amount, created_at) VALUES (?, ?, 'sale', ?, ?, ?, ?, ?)`),
		entry:      prepare(`INSERT INTO entry (tenant_id, id, doc_kind, doc_id, doc_no, entry_date, posted_by, posted_at) VALUES (?, ?, 'sale', ?, ?, ?, '', ?)`),
		lines:      prepare(`INSERT INTO entry_line (tenant_id, entry_id, line_no, account, amount, party_kind, party_id) VALUES ` + db.Tuples(4, 7)),
	}
}

// numbered turns ? into $n where the engine wants it.
func numbered(engine db.Engine, q string) string {
	if engine != db.Postgres {
		return q
	}
	for n := 1; strings.Contains(q, "?"); n++ {
		q = strings.Replace(q, "?", "$"+strconv.Itoa(n), 1)
	}
	return q
}

func (r *raw) post(ctx context.Context, skus []db.ID) error {
	tx, err := r.DB.Writer().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	const date, now = "2026-06-02", 1_780_000_000_000_000
	tenant, warehouse, doc := int64(r.scope.Tenant), int64(r.warehouses[0]), int64(r.DB.NewID())
	no := strconv.FormatInt(doc, 10)
	keys := []any{tenant, tenant, warehouse}
	for _, id := range skus {
		keys = append(keys, int64(id))
	}
	rows, err := tx.StmtContext(ctx, r.pool).QueryContext(ctx, keys...) //nolint:sqlclosecheck // the transaction closes the statement
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var moves, balances, pools []any
	var cost int64
	for rows.Next() {
		var sku, quantity, value, onHand int64
		if err := rows.Scan(&sku, &quantity, &value, &onHand); err != nil {
			return err
		}
		c, err := dec.Cost(value).Share(dec.Scale, dec.Quantity(quantity))
		if err != nil {
			return err
		}
		v := int64(c)
		cost += v
		moves = append(moves, tenant, doc, int64(r.DB.NewID()), "sale", no, date, int64(r.DB.NewID()), warehouse, sku, 0,
			-dec.Scale, -v, onHand-dec.Scale, quantity-dec.Scale, value-v, now)
		balances = append(balances, sku, -dec.Scale)
		pools = append(pools, sku, -dec.Scale, -v)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	entry, customer, owed := int64(r.DB.NewID()), int64(r.customers[0]), int64(100_000_000)
	for _, step := range []struct {
		st   *sql.Stmt
		args []any
	}{
		{r.moves, moves},
		{r.balances, append(balances, tenant, warehouse)},
		{r.pools, append(pools, tenant)},
		{r.receivable, []any{tenant, doc, no, customer, date, owed, now}},
		{r.entry, []any{tenant, entry, doc, no, date, now}},
		{r.lines, []any{
			tenant, entry, 1, "1405", -cost, "", nil, tenant, entry, 2, "6401", cost, "", nil,
			tenant, entry, 3, "1122", owed, "customer", customer, tenant, entry, 4, "6001", -owed, "", nil,
		}},
	} {
		if _, err := tx.StmtContext(ctx, step.st).ExecContext(ctx, step.args...); err != nil { //nolint:sqlclosecheck // the transaction closes it
			return err
		}
	}
	return tx.Commit()
}
