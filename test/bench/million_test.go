//go:build bench

package bench_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/test/world"
)

const (
	perOffer = 5
	million  = 1_000_000
)

// lines is how many products, SKUs and online SKUs there are; BENCH_LINES makes
// it less for a quick look.
func lines(t *testing.T) int {
	t.Helper()
	text := os.Getenv("BENCH_LINES")
	if text == "" {
		return million
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("BENCH_LINES: %v", err)
	}
	return n
}

// TestMillion fills an account set with a million products of one SKU each and a
// shop with a million online SKUs, matches them and searches them.
func TestMillion(t *testing.T) {
	world.On(t, func(t *testing.T) {
		w := world.Open(t, world.Options{})
		n := lines(t)
		start := time.Now()
		v := newVocabulary()
		names := v.names(n)
		fillGoods(t, w, names)
		t.Logf("%d products, SKUs and online SKUs in %s", n, time.Since(start).Round(time.Second))
		benchMatch(t, w, n)
		start = time.Now()
		fillSearch(t, w, names)
		t.Logf("made findable in %s", time.Since(start).Round(time.Second))
		benchSearch(t, w, v)
	})
}

// vocabulary is words of two Han characters, some used all the time and most
// hardly ever, as in real product names.
type vocabulary struct {
	words []string
	uses  map[string]int // names that hold the word
	r     *rand.Rand
}

var (
	everywhere = []string{"新款", "韩版", "夏季", "男女"}
	kinds      = []string{
		"短袖", "长裤", "帽子", "围巾", "手套", "皮带", "衬衫", "外套", "毛衣", "雨伞", "背包", "钱包", "拖鞋", "凉鞋", "袜子", "裙装", "西服", "领带", "台灯", "胶带",
		"剪刀", "铅笔", "本子", "车灯", "车锁", "链条", "脚踏", "坐垫", "灯泡", "吊灯",
	}
)

func newVocabulary() *vocabulary {
	v := &vocabulary{uses: map[string]int{}, r: rand.New(rand.NewPCG(1688, 1))} //nolint:gosec // a benchmark's choice
	seen := map[string]bool{}
	for len(v.words) < 4000 {
		word := string([]rune{0x4e00 + v.r.Int32N(3000), 0x4e00 + v.r.Int32N(3000)})
		if !seen[word] {
			seen[word] = true
			v.words = append(v.words, word)
		}
	}
	return v
}

// names makes product names. The k-th word is used about as often as 1/k.
func (v *vocabulary) names(n int) []string {
	out := make([]string, n)
	for i := range out {
		parts := []string{everywhere[min(v.r.IntN(10)/3, 3)]}
		for range 3 {
			k := int(math.Pow(float64(len(v.words)), v.r.Float64())) - 1
			parts = append(parts, v.words[k])
		}
		parts = append(parts, kinds[v.r.IntN(len(kinds))])
		for j, p := range parts {
			if !strings.Contains(strings.Join(parts[:j], ""), p) {
				v.uses[p]++
			}
		}
		out[i] = strings.Join(parts, "")
	}
	return out
}

// Ids of what fillGoods makes; they lie below all that are drawn.
func productID(i int) db.ID { return db.ID(1_000_000_000 + i) }
func skuID(i int) db.ID     { return db.ID(2_000_000_000 + i) }
func lineID(i int) db.ID    { return db.ID(3_000_000_000 + i) }
func offerID(i int) int64   { return int64(600_000_000_000 + i/perOffer) }

// code is in another order than the ids.
func code(i int) string { return fmt.Sprintf("C%07d", (i*7919)%1_000_003) }

func fillGoods(t *testing.T, w *world.World, names []string) {
	t.Helper()
	category := make([]db.ID, 50)
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		for i := range category {
			category[i] = tx.NewID()
			if _, err := tx.Exec(ctx, `INSERT INTO category (tenant_id, id, name, path, created_at) VALUES (?, ?, ?, ?, ?)`,
				tx.Tenant, category[i], fmt.Sprintf("分类%d", i), fmt.Sprintf("/%s/", category[i]), tx.Now); err != nil {
				return err
			}
		}
		return nil
	})
	const chunk = 1000
	for from := 0; from < len(names); from += chunk {
		w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
			var products, skus, offers, online, details []any
			for i := from; i < min(from+chunk, len(names)); i++ {
				// The characters of a code are scattered, those of a name are Zipf's.
				products = append(products, tx.Tenant, productID(i), code(i), names[i], category[i%len(category)], w.UnitGroup, i%100 != 0, tx.Now, tx.Now)
				skus = append(skus, tx.Tenant, skuID(i), productID(i), code(i), "红色", "v")
				if i%perOffer == 0 {
					offers = append(offers, tx.Tenant, w.Shop, offerID(i), names[i], "published", "x", tx.Now, tx.Now)
				}
				online = append(online, tx.Tenant, lineID(i), w.Shop, offerID(i), i+1, false, true, code(i))
				details = append(details, tx.Tenant, lineID(i), "红色")
			}
			return insertAll(ctx, tx,
				bulk{`INSERT INTO product (tenant_id, id, code, name, category_id, unit_group_id, active, created_at, updated_at)`, 9, products},
				bulk{`INSERT INTO sku (tenant_id, id, product_id, code, spec, value_key)`, 6, skus},
				bulk{`INSERT INTO online_offer (tenant_id, shop_id, offer_id, title, state, hash, created_at, updated_at)`, 8, offers},
				bulk{`INSERT INTO online_sku (tenant_id, id, shop_id, offer_id, sku_ref, plain, online, code)`, 8, online},
				bulk{`INSERT INTO online_sku_detail (tenant_id, id, name)`, 3, details})
		})
	}
	w.Settle(t)
}

// bulk is rows for one INSERT.
type bulk struct {
	head    string
	columns int
	args    []any
}

func insertAll(ctx context.Context, tx *db.Tx, list ...bulk) error {
	for _, b := range list {
		if _, err := tx.Exec(ctx, b.head+" VALUES "+db.Tuples(len(b.args)/b.columns, b.columns), b.args...); err != nil {
			return err
		}
	}
	return nil
}

// fillSearch makes everything findable as the program does: a product and its SKU
// by code and name, a line by what came from 1688. PostgreSQL builds the index
// afterwards, which is faster and gives the same index.
func fillSearch(t *testing.T, w *world.World, names []string) {
	t.Helper()
	definition := ""
	if w.DB.Engine() == db.Postgres {
		if err := w.DB.Writer().QueryRowContext(t.Context(), `SELECT indexdef FROM pg_indexes WHERE indexname = 'search_index_g'`).Scan(&definition); err != nil {
			t.Fatal(err)
		}
		w.Exec(t, "DROP INDEX search_index_g")
	}
	const chunk = 5000
	for from := 0; from < len(names); from += chunk {
		w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
			var products, skus, online []search.Doc
			for i := from; i < min(from+chunk, len(names)); i++ {
				products = append(products, search.Doc{ID: productID(i), Text: []string{code(i), names[i]}})
				skus = append(skus, search.Doc{ID: skuID(i), Text: []string{code(i), names[i], "红色"}})
				online = append(online, search.Doc{ID: lineID(i), Text: []string{code(i), strconv.FormatInt(offerID(i), 10), names[i/perOffer*perOffer], "红色"}})
			}
			for kind, docs := range map[string][]search.Doc{"product": products, "sku": skus, "onlinesku": online} {
				if err := search.PutTx(ctx, tx, kind, docs); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if definition != "" {
		w.Exec(t, "SET maintenance_work_mem = '1GB'", definition)
	}
	w.Settle(t)
}
