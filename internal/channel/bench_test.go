package channel_test

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/search"
)

// Sizes of the benchmarks; the published figures are for 20,000 offers and a million lines.
var (
	benchOffers = flag.Int("offers", 2_000, "offers of BenchmarkDownload, five SKUs each")
	benchLines  = flag.Int("lines", 50_000, "lines of BenchmarkMatch and BenchmarkMatchList")
)

// BenchmarkDownload downloads a shop and makes its products, once per round in a
// database of its own.
func BenchmarkDownload(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		w := setup(b, empty)
		w.generate(b, *benchOffers, 5)
		shop := w.authorize(b, w.Owner, clothes)
		stop, growth := watchHeap()
		b.StartTimer()
		start := time.Now() //nolint:forbidigo // a benchmark measures real time
		d := w.download(b, shop, channel.DownloadCreate, "")
		took := time.Since(start) //nolint:forbidigo // as above
		close(stop)
		if d.State != channel.DownloadSucceeded || d.Products != int64(*benchOffers) {
			b.Fatalf("download: %+v", d)
		}
		b.ReportMetric(float64(5**benchOffers)/took.Seconds(), "SKUs/s")
		b.ReportMetric(float64(<-growth)/(1<<20), "MB-growth")
	}
}

// watchHeap measures how much the heap grows until stop is closed.
func watchHeap() (stop chan struct{}, growth chan uint64) {
	stop, growth = make(chan struct{}), make(chan uint64, 1)
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	from, most := m.HeapAlloc, uint64(0)
	go func() {
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				growth <- most
				return
			case <-tick.C:
				runtime.ReadMemStats(&m)
				if m.HeapAlloc > from {
					most = max(most, m.HeapAlloc-from)
				}
			}
		}
	}()
	return stop, growth
}

// fill makes lines and SKUs with equal codes by the thousand, in an order that is
// not that of the codes.
func (w *world) fill(tb testing.TB, shop db.ID, n int) {
	tb.Helper()
	err := w.DB.InTx(tb.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		var group db.ID
		if _, err := tx.Row(ctx, `SELECT MIN(id) FROM unit_group WHERE tenant_id = ?`, []any{tx.Tenant}, &group); err != nil {
			return err
		}
		const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) `
		code := func(i string) string { return `'C' || CAST((` + i + ` * 7919) % 1000003 AS TEXT)` }
		t := tx.Tenant
		for _, step := range []struct {
			query string
			args  []any
		}{
			{`INSERT INTO product (tenant_id, id, code, name, unit_group_id, created_at, updated_at) ` + numbers + `SELECT ?, 1000 + i, 'P' || CAST(i AS TEXT), '纯棉圆领短袖' || CAST(i AS TEXT), ?, 1, 1 FROM n`,
				[]any{n/5 + 1, t, group}},
			{`INSERT INTO sku (tenant_id, id, product_id, code, spec, value_key) ` + numbers + `SELECT ?, 5000000 + i, 1000 + (i + 4) / 5, ` + code("i") + `, '红色 / ' || CAST(i % 5 AS TEXT), 'v' || CAST(i % 5 AS TEXT) FROM n`,
				[]any{n, t}},
			{`INSERT INTO online_offer (tenant_id, shop_id, offer_id, title, state, hash, created_at, updated_at) ` + numbers + `SELECT ?, ?, 600000000000 + i, '纯棉圆领短袖夏季新款', 'published', 'x', 1, 1 FROM n`,
				[]any{n/5 + 1, t, shop}},
			{`INSERT INTO online_sku (tenant_id, id, shop_id, offer_id, sku_ref, plain, online, code) ` + numbers + `SELECT ?, 20000000 + i, ?, 600000000000 + (i + 4) / 5, i, FALSE, TRUE, ` + code("i") + ` FROM n`,
				[]any{n, t, shop}},
			{`INSERT INTO online_sku_detail (tenant_id, id, name) ` + numbers + `SELECT ?, 20000000 + i, '红色 / ' || CAST(i % 5 AS TEXT) FROM n`, []any{n, t}},
		} {
			if _, err := tx.Exec(ctx, step.query, step.args...); err != nil {
				return fmt.Errorf("%s: %w", step.query[:30], err)
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := w.DB.Writer().ExecContext(tb.Context(), "ANALYZE"); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkMatch matches a shop by code and compares with the plain join of the two tables.
func BenchmarkMatch(b *testing.B) {
	w := setup(b, empty)
	shop := w.authorize(b, w.Owner, clothes)
	w.fill(b, shop, *benchLines)
	join := func() time.Duration {
		start := time.Now() //nolint:forbidigo // a benchmark measures real time
		n := w.number(b, `SELECT COUNT(*) FROM online_sku o JOIN sku k ON k.tenant_id = o.tenant_id AND k.code = o.code WHERE o.tenant_id = ?`)
		if n != int64(*benchLines) {
			b.Fatalf("the join has %d rows", n)
		}
		return time.Since(start) //nolint:forbidigo // as above
	}
	join()
	for b.Loop() {
		b.StopTimer()
		w.exec(b, `DELETE FROM online_pair WHERE tenant_id = ?`, w.A.ID)
		plain := min(join(), join())
		b.StartTimer()
		start := time.Now() //nolint:forbidigo // a benchmark measures real time
		r, err := w.svc.MatchShop(b.Context(), w.Scope(), shop)
		took := time.Since(start) //nolint:forbidigo // as above
		if err != nil || r.Matched != int64(*benchLines) {
			b.Fatalf("%+v %v", r, err)
		}
		b.ReportMetric(took.Seconds(), "s-match")
		b.ReportMetric(plain.Seconds(), "s-join")
		b.ReportMetric(took.Seconds()/plain.Seconds(), "×join")
	}
}

// BenchmarkMatchList searches the match list with two Han characters.
func BenchmarkMatchList(b *testing.B) {
	w := setup(b, empty)
	shop := w.authorize(b, w.Owner, clothes)
	w.fill(b, shop, *benchLines)
	goods := []rune("短袖长裤帽子围巾手套皮带衬衫外套毛衣雨伞背包钱包拖鞋凉鞋袜子裙装西服领带")
	for at := 0; at < *benchLines; at += 5_000 {
		err := w.DB.InTx(b.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
			var lines, skus []search.Doc
			for i := at + 1; i <= min(at+5_000, *benchLines); i++ {
				// Two rare characters of their own, two of a common kind of goods.
				name := string([]rune{0x4e00 + rune(i*31%3000), 0x5000 + rune(i*17%3000)}) + string(goods[i%18*2:i%18*2+2])
				lines = append(lines, search.Doc{ID: db.ID(20000000 + i), Text: []string{fmt.Sprintf("C%d", i), name}})
				skus = append(skus, search.Doc{ID: db.ID(5000000 + i), Text: []string{fmt.Sprintf("S%d", i), name}})
			}
			if err := search.PutTx(ctx, tx, "onlinesku", lines); err != nil {
				return err
			}
			return search.PutTx(ctx, tx, "sku", skus)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if _, err := w.svc.MatchShop(b.Context(), w.Scope(), shop); err != nil {
		b.Fatal(err)
	}
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		q := string(goods[i%19*2 : i%19*2+2])
		if i%2 == 0 {
			q = string([]rune{0x4e00 + rune((i+1)*31%3000), 0x5000 + rune((i+1)*17%3000)})
		}
		start := time.Now() //nolint:forbidigo // a benchmark measures real time
		page, err := w.svc.Lines(b.Context(), w.Scope(), api.ListQuery{Q: q, Page: 1, PageSize: 50}, channel.LineFilter{Reach: all})
		if err != nil || len(page.Items) == 0 {
			b.Fatalf("%q: %d lines, %v", q, len(page.Items), err)
		}
		times = append(times, time.Since(start)) //nolint:forbidigo // as above
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "ms-p95")
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms-p50")
}
