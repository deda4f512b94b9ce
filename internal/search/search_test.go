package search_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/search"
)

const (
	setA db.ID = 1001
	setB db.ID = 1002
)

func put(tb testing.TB, d *db.DB, set db.ID, kind string, docs ...search.Doc) {
	tb.Helper()
	err := d.InTx(tb.Context(), db.Scope{Tenant: set}, func(ctx context.Context, tx *db.Tx) error { return search.PutTx(ctx, tx, kind, docs) })
	if err != nil {
		tb.Fatal(err)
	}
}

// find gives the ids among 1 to 99 that q matches, by Match and, on SQLite, by Stream.
func find(tb testing.TB, d *db.DB, set db.ID, kind, q string) []int64 {
	tb.Helper()
	var found, streamed []int64
	err := d.View(tb.Context(), db.Scope{Tenant: set}, func(ctx context.Context, tx *db.Tx) error {
		ids := "(WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 99) SELECT id FROM n) AS n"
		collect := func(into *[]int64) func(*sql.Rows) error {
			return func(rows *sql.Rows) error {
				var id int64
				err := rows.Scan(&id)
				*into = append(*into, id)
				return err
			}
		}
		cond, args := search.Match(d.Engine(), set, kind, "n.id", q)
		if cond == "" {
			cond = "1 = 1"
		}
		if err := tx.Each(ctx, "SELECT n.id FROM "+ids+" WHERE "+cond+" ORDER BY n.id", args, collect(&found)); err != nil {
			return err
		}
		if d.Engine() == db.Postgres {
			return nil
		}
		r := search.Stream(set, kind, "n.id", q)
		if r.Cond == "" {
			r.Cond = "1 = 1"
		}
		return tx.EachFresh(ctx, "SELECT n.id FROM "+r.From+ids+" WHERE "+r.Cond+" ORDER BY "+r.By+" DESC", r.Args, collect(&streamed))
	})
	if err != nil {
		tb.Fatalf("find %q: %v", q, err)
	}
	slices.Reverse(streamed)
	if d.Engine() == db.SQLite && !slices.Equal(found, streamed) {
		tb.Errorf("%q: Match finds %v, Stream %v", q, found, streamed)
	}
	return found
}

func TestWhatPeopleTypeFindsTheRecord(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	put(t, d, setA, "product",
		search.Doc{ID: 1, Text: []string{"A001-红", "春季新款红色上衣", "6901234567892"}},
		search.Doc{ID: 2, Text: []string{"A002", "蓝色长裤"}},
		search.Doc{ID: 3, Text: []string{"XH20261122-0001", "张三服装店"}},
		search.Doc{ID: 4, Text: []string{"ＬＥＤ灯", "衣"}},
		search.Doc{ID: 5, Text: []string{"Café-Crème Ünï", "バッグ", "AND"}},
		search.Doc{ID: 6, Text: []string{"", "  ", "！？"}},
	)
	put(t, d, setB, "product", search.Doc{ID: 11, Text: []string{"A001", "红色上衣"}})
	put(t, d, setA, "customer", search.Doc{ID: 12, Text: []string{"A001", "红色上衣"}})

	for q, want := range map[string][]int64{
		"上衣": {1}, "红色上衣": {1}, "上衣 蓝": nil, "上衣 a001": {1}, "A001 春季": {1},
		"衣": {1, 4}, "蓝": {2}, "灯": {4}, "款": {1}, "裤": {2}, "新": {1},
		"a00": {1, 2}, "a": {1, 2, 5}, "A001": {1}, "A0011": nil, "001": {1, 3}, "002": {2},
		"XH2026": {3}, "xh20261122": {3}, "xh202611220": nil, "2026112": {3}, "0001": {3}, "XH20261122-0001": {3}, "1122": {3}, "122": {3}, "22": nil,
		"6901": {1}, "690123456789": {1}, "6901234567892": {1}, "69012345678921": nil, "7892": {1}, "34567892": {1}, "234567892": nil,
		"led": {4}, "ｌｅｄ": {4}, "LED灯": {4},
		"zs": {3}, "zsfz": {3}, "zsfzd": {3}, "cj": {1}, "lsck": {2}, "hs": nil,
		"café": {5}, "CAFÉ": {5}, "cr": {5}, "バッ": {5}, "ün": {5},
		"and": {5}, "AND": {5}, "OR": nil, "NOT": nil, "NEAR": nil,
		"！？": nil, "*": nil, `"`: nil, "'": nil, "上衣*": {1}, `上衣" OR "蓝色`: nil, "g:上衣": nil, "(上衣)": {1}, "上衣 -红色": {1}, "^a001": {1},
		"鸵鸟": nil, "a001 ！": {1},
	} {
		if got := find(t, d, setA, "product", q); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", q, got, want)
		}
	}
	if got := find(t, d, setB, "product", "上衣"); !slices.Equal(got, []int64{11}) {
		t.Errorf("the other set finds %v", got)
	}
	if got := find(t, d, setA, "customer", "上衣"); !slices.Equal(got, []int64{12}) {
		t.Errorf("the other kind finds %v", got)
	}
	if cond, _ := search.Match(d.Engine(), setA, "product", "n.id", " 　"); cond != "" {
		t.Errorf("a blank query gives %q", cond)
	}
}

func TestRecordsAreReplacedAndDeletedInBulk(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	docs := make([]search.Doc, 1234)
	ids := make([]db.ID, len(docs))
	for i := range docs {
		ids[i] = db.ID(i + 1)
		docs[i] = search.Doc{ID: ids[i], Text: []string{fmt.Sprintf("C%05d", i), "旧名称"}}
	}
	put(t, d, setA, "p", docs...)
	if got := find(t, d, setA, "p", "旧名称"); len(got) != 99 {
		t.Fatalf("%d found", len(got))
	}
	for i := range docs {
		docs[i].Text[1] = "改称"
	}
	put(t, d, setA, "p", docs...)
	if got := find(t, d, setA, "p", "旧名"); got != nil {
		t.Errorf("old text finds %v", got)
	}
	if got := find(t, d, setA, "p", "改称"); len(got) != 99 {
		t.Errorf("new text finds %d", len(got))
	}
	err := d.InTx(t.Context(), db.Scope{Tenant: setA}, func(ctx context.Context, tx *db.Tx) error { return search.DeleteTx(ctx, tx, "p", ids[1:]) })
	if err != nil {
		t.Fatal(err)
	}
	if got := find(t, d, setA, "p", "改称"); !slices.Equal(got, []int64{1}) {
		t.Errorf("after deleting: %v", got)
	}
}

func TestARolledBackTransactionLeavesTheIndexAsItWas(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	put(t, d, setA, "p", search.Doc{ID: 1, Text: []string{"上衣"}})
	_ = d.InTx(t.Context(), db.Scope{Tenant: setA}, func(ctx context.Context, tx *db.Tx) error {
		if err := search.PutTx(ctx, tx, "p", []search.Doc{{ID: 1, Text: []string{"裤子"}}, {ID: 2, Text: []string{"裤子"}}}); err != nil {
			t.Error(err)
		}
		return context.Canceled
	})
	if got := find(t, d, setA, "p", "裤子"); got != nil {
		t.Errorf("finds %v", got)
	}
	if got := find(t, d, setA, "p", "上衣"); !slices.Equal(got, []int64{1}) {
		t.Errorf("finds %v", got)
	}
}

func FuzzQueryIsNeverSyntax(f *testing.F) {
	for _, s := range []string{"上衣", `"`, "a*", "g:x", "NEAR(a b)", "'", "\x00", "a & !b", ":*", "<->", "\\", "ﷺ", "a\u0301", "😀", "٣٤", "ⅷ", "ß", "İ", "\xff上"} {
		f.Add(s)
	}
	d := dbtest.New(f)
	f.Fuzz(func(t *testing.T, s string) {
		put(t, d, setA, "fuzz", search.Doc{ID: 1, Text: []string{s}})
		got := find(t, d, setA, "fuzz", s)
		if strings.TrimSpace(s) == "" {
			return // no condition
		}
		// What is indexed is found by itself, or holds nothing to find.
		if cond, _ := search.Match(d.Engine(), setA, "fuzz", "n.id", s); cond != "1 = 0" && !slices.Equal(got, []int64{1}) {
			t.Errorf("%q finds %v", s, got)
		}
		if got := find(t, d, setB, "fuzz", s); len(got) > 0 {
			t.Errorf("%q finds %v in another set", s, got)
		}
	})
}

// A page is read by sorting the hits or by comparing the records with them in the order of the
// list; PostgreSQL also looks among the first records. What is read is what Match finds in that order,
// whether the hits lie near, far or everywhere.
func TestWalkReadsWhatMatchFindsFirst(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	const records = 12_500 // more than PostgreSQL collects at once
	docs := make([]search.Doc, records)
	for i := range docs {
		docs[i] = search.Doc{ID: db.ID(i + 1), Text: []string{"上衣"}}
		if i >= records/2 && i < records/2+3_000 {
			docs[i].Text = append(docs[i].Text, "红色")
		}
		docs[i].Text = append(docs[i].Text, []string{"粉红", "天蓝"}[i%2])
		if i%3000 == 7 && i < 12_000 {
			docs[i].Text = append(docs[i].Text, "丝绸")
		}
	}
	put(t, d, setA, "p", docs...)
	put(t, d, setB, "p", search.Doc{ID: 200_001, Text: []string{"上衣"}})
	for _, statement := range []string{
		"CREATE TABLE record (tenant_id BIGINT NOT NULL, id BIGINT NOT NULL, code BIGINT NOT NULL, PRIMARY KEY (tenant_id, id))",
		"CREATE INDEX record_code ON record (tenant_id, code, id)",
		fmt.Sprintf("INSERT INTO record (tenant_id, id, code) WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < %d) SELECT %d, id, (id * 7919) %% 1009 FROM n", records, setA),
		fmt.Sprintf("INSERT INTO record (tenant_id, id, code) VALUES (%d, 200001, 0)", setB),
		"ANALYZE",
	} {
		if _, err := d.Writer().ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		q      string
		hits   int
		order  string // with ? where the query keeps some of the records only
		limit  int
		walked bool
		times  int // how often PostgreSQL reads
	}{
		{"上衣", records, "-code?", 50, true, 1},
		{"上衣", records, "id?", records + 1, true, 2},
		{"上衣", records, "code?", records + 1, true, 2},
		{"红色", 3_000, "code?", 50, false, 1},
		{"红色", 3_000, "-id?", 50, false, 1},
		{"上衣", records, "-id", 50, true, 1},
		{"上衣", records, "id", 50, true, 1},
		{"上衣", records, "code", 50, true, 1},
		{"上衣", records, "-code", 10_001, true, 2},
		{"上衣", records, "id", records + 1, true, 2},
		{"红色", 3_000, "-id", 50, true, 1},
		{"红色", 3_000, "id", 3_000, true, 1},
		{"红色", 3_000, "code", 60, true, 1},
		{"上衣 红色", 3_000, "-code", 60, true, 1},
		{"粉红 天蓝", 0, "-code", 60, false, 1}, // each common, together expected to be
		{"丝绸", 4, "-id", 50, false, 1},
		{"丝绸", 4, "code", 3, false, 1},
		{"鸵鸟", 0, "-code", 50, false, 1},
		{"！", 0, "id", 50, false, 1},
		{" ", 0, "code", 50, false, 1},
	} {
		column, desc := strings.CutPrefix(c.order, "-")
		column, filtered := strings.CutSuffix(column, "?")
		o := search.Order{Table: "record", Key: "id", Desc: desc, ID: "n.id", Narrow: true, Filtered: filtered}
		if column != "id" {
			o.Column = column
		}
		if d.Engine() == db.SQLite && (column == "id" || filtered) { // as the hits come, and as is planned
			c.walked = false
		}
		var got, want []int64
		err := d.View(t.Context(), db.Scope{Tenant: setA}, func(ctx context.Context, tx *db.Tx) error {
			read := func(into *[]int64, r search.Reading) error {
				*into = nil
				query := "SELECT n.id FROM " + r.From + "record n WHERE " + r.Cond + " AND n.tenant_id = ? ORDER BY " + r.By + " LIMIT ?"
				return tx.EachFresh(ctx, query, slices.Concat(r.FromArgs, r.Args, []any{setA, c.limit}), func(rows *sql.Rows) error {
					var id int64
					err := rows.Scan(&id)
					*into = append(*into, id)
					return err
				})
			}
			hits, args := search.Hits(d.Engine(), setA, "p", c.q)
			direction := map[bool]string{true: " DESC", false: ""}[desc]
			if err := read(&want, search.Reading{Cond: "n.id IN (" + hits + ")", Args: args, By: "n." + column + direction + ", n.id" + direction}); err != nil {
				return err
			}
			times := 0
			err := search.Walk(ctx, tx, "p", c.q, o, func(r search.Reading) (bool, error) {
				times++
				if walked := strings.Contains(r.From, "walked"); walked != (c.walked && (times == 1 || !filtered)) { // then a filter leads
					t.Errorf("%q by %s is read by %s", c.q, c.order, r.From)
				}
				err := read(&got, r)
				return len(got) == c.limit, err
			})
			if d.Engine() == db.Postgres && times != c.times {
				t.Errorf("%q by %s, %d rows: read %d times, want %d", c.q, c.order, c.limit, times, c.times)
			}
			return err
		})
		if err != nil || !slices.Equal(got, want) || len(got) != min(c.hits, c.limit) {
			t.Errorf("%q by %s, %d rows: reads %d, Match finds %d, %v", c.q, c.order, c.limit, len(got), len(want), err)
		}
	}
	first(t, d, records)
	if d.Engine() == db.Postgres {
		// As if the table were so large that the first hits of common words are looked for record by record.
		for _, statement := range []string{
			"ALTER TABLE search_index SET (autovacuum_enabled = false)", // or it might be counted anew
			"UPDATE pg_class SET reltuples = reltuples * 10 WHERE relname = 'search_index'",
		} {
			if _, err := d.Writer().ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		first(t, d, records)
		// Two words that are expected to meet in many records and meet in none: walked for once, then sorted.
		var from []string
		err := d.View(t.Context(), db.Scope{Tenant: setA}, func(ctx context.Context, tx *db.Tx) error {
			return search.Walk(ctx, tx, "p", "粉红 天蓝", search.Order{Table: "record", Key: "id", ID: "n.id", Column: "code", Narrow: true}, func(r search.Reading) (bool, error) {
				from = append(from, r.From)
				return false, nil
			})
		})
		if err != nil || len(from) != 2 || from[0] == "" || from[1] != "" {
			t.Errorf("read by %q, %v", from, err)
		}
	}
}

// first wants the first hits of common and of rare words to be as many as asked for.
func first(t *testing.T, d *db.DB, records int) {
	t.Helper()
	for q, hits := range map[string]int{"上衣": records, "红色": 3_000, "丝绸": 4, "上衣 红色": 3_000, "鸵鸟": 0, "！": 0} {
		err := d.View(t.Context(), db.Scope{Tenant: setA}, func(ctx context.Context, tx *db.Tx) error {
			query, args, err := search.First(ctx, tx, "p", q, 70)
			if err != nil {
				return err
			}
			var found, right int
			_, err = tx.Row(ctx, "WITH hit(id) AS MATERIALIZED ("+query+") SELECT (SELECT COUNT(*) FROM hit), COUNT(*) FROM record n JOIN hit ON hit.id = n.id", args, &found, &right)
			if most := min(hits, 70); found != most || right != most {
				t.Errorf("%q: %d first hits, %d of them are records; want %d", q, found, right, most)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
