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

// find gives the ids among 1 to 99 that q matches, by Match and by Stream.
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
		from, cond, order, args := search.Stream(d.Engine(), set, kind, "n.id", q)
		if cond == "" {
			cond = "1 = 1"
		}
		return tx.EachFresh(ctx, "SELECT n.id FROM "+from+ids+" WHERE "+cond+" ORDER BY "+order+" DESC", args, collect(&streamed))
	})
	if err != nil {
		tb.Fatalf("find %q: %v", q, err)
	}
	slices.Reverse(streamed)
	if !slices.Equal(found, streamed) {
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

// A word of very many records is looked up row by row, one of few is not; both find
// the same as Match.
func TestWalkFindsWhatMatchFinds(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	docs := make([]search.Doc, 10_000)
	for i := range docs {
		docs[i] = search.Doc{ID: db.ID(i + 1), Text: []string{"上衣"}}
		if i%1000 == 7 {
			docs[i].Text = append(docs[i].Text, "红色")
		}
	}
	put(t, d, setA, "p", docs...)
	put(t, d, setB, "p", search.Doc{ID: 20_001, Text: []string{"上衣"}})
	for q, walked := range map[string]bool{"上衣": true, "上衣 红色": false, "红色": false, "鸵鸟": false, " ": false} {
		err := d.View(t.Context(), db.Scope{Tenant: setA}, func(ctx context.Context, tx *db.Tx) error {
			cond, args, err := search.Walk(ctx, tx, "p", "n.id", q)
			if err != nil {
				return err
			}
			if got := strings.HasPrefix(cond, "+"); got != (walked && d.Engine() == db.SQLite) {
				t.Errorf("%q gives %s", q, cond)
			}
			match, same := search.Match(d.Engine(), setA, "p", "n.id", q)
			if strings.TrimPrefix(cond, "+") != match || !slices.Equal(args, same) {
				t.Errorf("%q gives %s with %v, Match %s with %v", q, cond, args, match, same)
			}
			if cond == "" {
				return nil
			}
			var n int64
			_, err = tx.Row(ctx, "SELECT COUNT(*) FROM (SELECT 7 AS id UNION ALL SELECT 8 UNION ALL SELECT 20001) AS n WHERE "+cond, args, &n)
			want := map[string]int64{"上衣": 2, "上衣 红色": 1, "红色": 1}[q]
			if n != want {
				t.Errorf("%q finds %d, want %d", q, n, want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
