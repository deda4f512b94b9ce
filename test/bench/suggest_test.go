//go:build bench

package bench_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/test/world"
)

const (
	suggestSKUs   = 100_000
	suggestDays   = 180
	suggestMax    = 3 * time.Second
	suggestMemory = 300 << 20
	orders        = 500
	orderLines    = 10
	ordersMax     = 3 * time.Second
)

// TestSuggest works out what to buy of 100,000 SKUs that were sold for half a year and
// are bought in 20,000 offers, by the job that does it in the program. A tenth of the
// SKUs sells every day, the others now and then; a fifth is short.
func TestSuggest(t *testing.T) {
	world.On(t, func(t *testing.T) {
		skus := suggestSKUs
		if text := os.Getenv("BENCH_SKUS"); text != "" {
			var err error
			if skus, err = strconv.Atoi(text); err != nil {
				t.Fatalf("BENCH_SKUS: %v", err)
			}
		}
		w := world.Open(t, world.Options{})
		w.AddGoods(t, skus)
		moves := fillHistory(t, w)
		fillOffers(t, w)
		w.Settle(t)
		if _, err := w.Suggest.SaveRule(t.Context(), w.Scope, suggest.Rule{Content: suggest.Content{Model: replenish.ModelCover, CoverDays: 14}}, tenant.Limit{All: true}); err != nil {
			t.Fatal(err)
		}
		var own []db.ID
		for i := 0; i < skus; i += 20 {
			own = append(own, w.SKUs[i])
		}
		rules(t, w, own, suggest.Content{Model: replenish.ModelPeriodic, ServiceBPS: 9500})
		reg := &jobs.Registry{}
		w.Suggest.RegisterJobs(reg, func(context.Context) ([]db.ID, error) { return nil, nil })

		first, _, _ := runSuggest(t, w, reg)
		report(t, "suggest", row{what: fmt.Sprintf("the first run, which packs %d moves into the history", moves), figure: seconds(first.Seconds())})
		w.Settle(t)
		var took, floor []float64
		var heap, rss int64
		for range 3 {
			d, h, r := runSuggest(t, w, reg)
			took, heap, rss = append(took, d.Seconds()), max(heap, h), max(rss, r)
			floor = append(floor, suggestFloor(t, w).Seconds())
		}
		current, _, err := w.Suggest.Runs(t.Context(), w.Scope)
		if err != nil || current.Items != int64(skus) || current.Lines < int64(skus/20) {
			t.Fatalf("the run is %+v, %v", current, err)
		}
		m, f := median(took), median(floor)
		report(t, "suggest", row{
			what: fmt.Sprintf("a run over %d SKUs with %d days of sales, %d lines suggested", skus, suggestDays, current.Lines), figure: fmt.Sprintf("%.2f s", m),
			baseline: fmt.Sprintf("%.2f s to read and write the same rows", f), ratio: percent(f / m), goal: "≤ 3 s", met: m <= suggestMax.Seconds(),
		})
		report(t, "suggest", row{what: "memory growth: resident; heap in use", figure: megabytes(rss), baseline: megabytes(heap), goal: "≤ 300 MB", met: rss <= suggestMemory})
	})
}

// TestOrdersOfSuggestions makes 500 purchase orders of ten lines each out of suggestions.
func TestOrdersOfSuggestions(t *testing.T) {
	world.On(t, func(t *testing.T) {
		w := world.Open(t, world.Options{})
		w.AddGoods(t, orders*orderLines)
		suppliers := addSuppliers(t, w, orders)
		price := int64(dec.MustPrice("3.5"))
		w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
			for from := 0; from < len(w.SKUs); from += 500 {
				var rows []any
				for i := from; i < from+500; i++ {
					rows = append(rows, tx.Tenant, tx.NewID(), w.SKUs[i], suppliers[i/orderLines], 1, price, "active", tx.Now, tx.Now)
				}
				if err := insertAll(ctx, tx, bulk{`INSERT INTO sku_source (tenant_id, id, sku_id, supplier_id, priority, price, state, created_at, updated_at)`, 9, rows}); err != nil {
					return err
				}
			}
			return nil
		})
		rules(t, w, w.SKUs, suggest.Content{Model: replenish.ModelMinMax, Min: dec.QuantityFromInt(10), Max: dec.QuantityFromInt(60)})
		w.Settle(t)
		reg := &jobs.Registry{}
		w.Suggest.RegisterJobs(reg, func(context.Context) ([]db.ID, error) { return nil, nil })
		var took, floor []float64
		for range 3 {
			// What was ordered before is given up, so that all of it is needed again.
			w.Exec(t, `UPDATE purchase_order SET state = 'void'`)
			runSuggest(t, w, reg)
			start := time.Now()
			made, err := w.Suggest.Generate(t.Context(), w.Scope, suggest.Choice{Within: tenant.Everything})
			took = append(took, time.Since(start).Seconds())
			if err != nil || len(made.Orders) != orders || made.Lines != orders*orderLines {
				t.Fatalf("made %d orders, %v", len(made.Orders), err)
			}
			floor = append(floor, ordersFloor(t, w, made.Orders[0].ID).Seconds())
		}
		m, f := median(took), median(floor)
		report(t, "suggest", row{
			what: fmt.Sprintf("%d purchase orders of %d lines made of suggestions", orders, orderLines), figure: fmt.Sprintf("%.2f s", m),
			baseline: fmt.Sprintf("%.2f s to write the same rows", f), ratio: percent(f / m), goal: "≤ 3 s", met: m <= ordersMax.Seconds(),
		})
	})
}

// rules gives SKUs in the warehouse a rule.
func rules(t *testing.T, w *world.World, skus []db.ID, c suggest.Content) {
	t.Helper()
	if _, _, err := w.Suggest.SetRules(t.Context(), w.Scope, skus, []db.ID{w.Warehouse}, c, tenant.Limit{All: true}); err != nil {
		t.Fatal(err)
	}
}

// runSuggest works the suggestions out by the job and tells how long it took until they
// counted, and by how much the heap and the process grew. What the run before left is
// deleted after that.
func runSuggest(t *testing.T, w *world.World, reg *jobs.Registry) (took time.Duration, heap, rss int64) {
	t.Helper()
	r, err := w.Suggest.StartRun(t.Context(), w.Scope)
	if err != nil {
		t.Fatal(err)
	}
	m := watchMemory(t)
	if _, err := jobs.RunDue(t.Context(), w.DB, reg); err != nil {
		t.Fatal(err)
	}
	heap, rss = m.stop()
	current, _, err := w.Suggest.Runs(t.Context(), w.Scope)
	if err != nil || current == nil || current.ID != r.ID {
		t.Fatalf("the run did not end: %+v, %v", current, err)
	}
	return current.FinishedAt.Sub(current.CreatedAt.Time), heap, rss
}

// fillHistory gives every SKU a balance and a cost, and sells it for half a year, a
// document a day: SKU n on every day where it is one of ten, else on one of twenty.
func fillHistory(t *testing.T, w *world.World) (moves int64) {
	t.Helper()
	start := time.Now()
	const piece = dec.Scale
	now := time.Now().UTC()
	first := int64(w.SKUs[0]) - 1<<40
	var days []string
	for g := range suggestDays {
		at := now.AddDate(0, 0, g-suggestDays)
		days = append(days, fmt.Sprintf("(%d, '%s', %d)", g, at.Format(time.DateOnly), at.UnixMicro()))
	}
	numbers := "WITH day(g, date, at) AS (VALUES " + strings.Join(days, ", ") + "), goods AS (SELECT id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS n FROM sku)"
	w.Exec(t,
		fmt.Sprintf(`INSERT INTO stock_balance (tenant_id, warehouse_id, sku_id, on_hand)
			SELECT %d, %d, id, CASE WHEN n %% 5 = 0 THEN 3 ELSE 100 END * %d FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS n FROM sku) goods`, w.Set.ID, w.Warehouse, piece),
		fmt.Sprintf(`INSERT INTO cost_pool (tenant_id, scope_id, sku_id, quantity, value, last_cost) SELECT tenant_id, 0, sku_id, on_hand, on_hand * 33 / 10, %d FROM stock_balance`, 33*piece/10),
		fmt.Sprintf(`INSERT INTO sale (tenant_id, id, kind, no, date, state, customer_id, warehouse_id, goods_amount, tax_amount, total, created_at, updated_at, posted_at)
			%s SELECT %d, %d + g, 'issue', 'XH' || g, date, 'posted', %d, %d, 0, 0, 0, day.at, at, day.at FROM day`, numbers, w.Set.ID, first, w.Customers[0], w.Warehouse),
		fmt.Sprintf(`INSERT INTO stock_move (tenant_id, doc_id, id, doc_kind, doc_no, doc_date, line_id, warehouse_id, sku_id, scope_id, quantity, value, on_hand_after, pool_quantity, pool_value, posted_at)
			%s SELECT %d, %d + g, %d + g * %d + n, 'sale', 'XH' || g, date, %d + g * %d + n, %d, id, 0, -%d * (1 + (n + g) %% 3), 0, 0, 0, 0, at
			FROM day CROSS JOIN goods WHERE n %% 10 = 0 OR (n + g) %% 20 = 0`,
			numbers, w.Set.ID, first, first+1_000, len(w.SKUs), first+100_000_000, len(w.SKUs), w.Warehouse, piece))
	if err := w.DB.Writer().QueryRowContext(t.Context(), "SELECT COUNT(*) FROM stock_move").Scan(&moves); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d moves made in %s", moves, time.Since(start).Round(time.Second))
	return moves
}

func addSuppliers(t *testing.T, w *world.World, n int) []db.ID {
	t.Helper()
	ids := make([]db.ID, n)
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		var rows []any
		for i := range ids {
			ids[i] = tx.NewID()
			rows = append(rows, tx.Tenant, ids[i], fmt.Sprintf("S%05d", i), fmt.Sprintf("供应商%05d", i), tx.Now, tx.Now)
		}
		return insertAll(ctx, tx, bulk{`INSERT INTO supplier (tenant_id, id, code, name, created_at, updated_at)`, 6, rows})
	})
	return ids
}

// fillOffers sells the SKUs of each product in an offer of 1688, as it is seen there:
// three tiers, a minimum, a spec for each SKU.
func fillOffers(t *testing.T, w *world.World) {
	t.Helper()
	suppliers := addSuppliers(t, w, 2000)
	const chunk = 100 * world.PerProduct
	for from := 0; from < len(w.SKUs); from += chunk {
		w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
			var offers, sources []any
			for i := from; i < min(from+chunk, len(w.SKUs)); i++ {
				offer := offerID(i)
				if i%world.PerProduct == 0 {
					var specs []string
					for k := range world.PerProduct {
						specs = append(specs, fmt.Sprintf(`{"specId":"%032x","skuId":%d,"code":"%s","values":["颜色%d"],"stock":5000,"picture":"https://cbu01.alicdn.com/img/%d.jpg"}`, i+k, 1000+k, code(i+k), k, i+k))
					}
					offers = append(offers, tx.Tenant, offer, fmt.Sprintf("商品%06d 厂家直销", i/world.PerProduct), 10, `[{"from":10,"price":"4.2"},{"from":100,"price":"3.9"},{"from":500,"price":"3.6"}]`, "["+strings.Join(specs, ",")+"]", "on", tx.Now)
				}
				sources = append(sources, tx.Tenant, tx.NewID(), w.SKUs[i], suppliers[i/world.PerProduct%len(suppliers)], offer, fmt.Sprintf("%032x", i), 1000+i%world.PerProduct, "件", 5, 1, "active", tx.Now, tx.Now)
			}
			return insertAll(ctx, tx,
				bulk{`INSERT INTO offer_seen (tenant_id, offer_id, title, moq, tiers, specs, state, read_at)`, 8, offers},
				bulk{`INSERT INTO sku_source (tenant_id, id, sku_id, supplier_id, offer_id, spec_id, platform_sku_id, unit, lead_days, priority, state, created_at, updated_at)`, 13, sources})
		})
	}
}

// suggestFloor is what the database alone needs: it reads the rows that a run has to
// read, and writes those that it wrote, in statements of as many rows.
func suggestFloor(t *testing.T, w *world.World) time.Duration {
	t.Helper()
	read := []string{
		fmt.Sprintf(`SELECT b.sku_id, b.warehouse_id, b.on_hand, b.reserved, h.days FROM stock_balance b
			LEFT JOIN sales_history h ON h.tenant_id = b.tenant_id AND h.sku_id = b.sku_id AND h.warehouse_id = b.warehouse_id WHERE b.tenant_id = %d`, w.Set.ID),
		fmt.Sprintf(`SELECT id, sku_id, supplier_id, account_id, offer_id, spec_id, platform_sku_id, unit_num, unit_den, multiple, minimum, lead_days, price FROM sku_source WHERE tenant_id = %d`, w.Set.ID),
		fmt.Sprintf(`SELECT offer_id, moq, lot, tiers, specs FROM offer_seen WHERE tenant_id = %d`, w.Set.ID),
	}
	start := time.Now()
	for _, query := range read {
		_ = scan(t, w, query, nil)
	}
	took := time.Since(start)
	return took + again(t, w, table{"suggestion", fmt.Sprintf("tenant_id = %d", w.Set.ID), []string{"id"}})
}

// ordersFloor writes what the orders from one on are made of a second time.
func ordersFloor(t *testing.T, w *world.World, from db.ID) time.Duration {
	t.Helper()
	where := func(column string) string { return fmt.Sprintf("tenant_id = %d AND %s >= %d", w.Set.ID, column, from) }
	return again(t, w,
		table{"purchase_order", where("id"), []string{"id", "no"}}, table{"purchase_order_line", where("order_id"), []string{"order_id", "id"}},
		table{"purchase_demand", where("order_id"), []string{"order_id", "line_id"}}, table{"audit", where("id") + " AND entity = 'purchase_order'", []string{"id"}})
}

// scan reads rows of a statement; keep, if given, gets each.
func scan(t *testing.T, w *world.World, query string, keep func([]any)) []string {
	t.Helper()
	rows, err := w.DB.Writer().QueryContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values := make([]sql.RawBytes, len(columns))
	into := make([]any, len(columns))
	for i := range into {
		into[i] = &values[i]
	}
	for rows.Next() {
		if keep != nil {
			own := make([]any, len(columns))
			for i := range own {
				own[i] = new(any)
			}
			if err := rows.Scan(own...); err != nil {
				t.Fatal(err)
			}
			keep(own)
			continue
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return columns
}

// table is rows of one, and the columns to change so that they are new ones.
type table struct {
	name, where string
	fresh       []string
}

// again writes the rows of tables a second time in one transaction, tells how long that
// took, and takes it back.
func again(t *testing.T, w *world.World, tables ...table) (took time.Duration) {
	t.Helper()
	const chunk = 200
	type statement struct {
		query string
		args  []any
	}
	var list []statement
	for _, x := range tables {
		var rows [][]any
		columns := scan(t, w, "SELECT * FROM "+x.name+" WHERE "+x.where, func(row []any) { rows = append(rows, row) })
		for _, row := range rows {
			for i, c := range columns {
				row[i] = *row[i].(*any)
				if !slices.Contains(x.fresh, c) {
					continue
				}
				switch v := row[i].(type) {
				case int64:
					row[i] = v + 1<<50
				case string:
					row[i] = v + "R"
				}
			}
		}
		for part := range slices.Chunk(rows, chunk) {
			list = append(list, statement{"INSERT INTO " + x.name + " (" + strings.Join(columns, ", ") + ") VALUES " + placeholders(w.DB.Engine(), len(part), len(columns)), slices.Concat(part...)})
		}
	}
	start := time.Now()
	tx, err := w.DB.Writer().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if _, err := tx.ExecContext(t.Context(), s.query, s.args...); err != nil {
			t.Fatalf("%.40s: %v", s.query, err)
		}
	}
	took = time.Since(start)
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	return took
}

// placeholders are those of so many rows, as the engine's driver writes them.
func placeholders(e db.Engine, rows, columns int) string {
	if e == db.SQLite {
		return db.Tuples(rows, columns)
	}
	var b strings.Builder
	for i := range rows * columns {
		switch {
		case i == 0:
			b.WriteString("($1")
		case i%columns == 0:
			fmt.Fprintf(&b, "), ($%d", i+1)
		default:
			fmt.Fprintf(&b, ", $%d", i+1)
		}
	}
	return b.String() + ")"
}
