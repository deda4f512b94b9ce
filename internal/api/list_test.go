package api_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/search"
)

func TestListsPageSortAndStopCounting(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	const rows = api.CountLimit + 50
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		for from := 0; from < rows; from += 1000 {
			n := min(1000, rows-from)
			var args []any
			for i := range n {
				args = append(args, tx.Tenant, fmt.Sprintf("type%d-%06d", (from+i)%7, from+i), int64(from+i))
			}
			if _, err := tx.Exec(ctx, "INSERT INTO number_counter (tenant_id, stem, last) VALUES "+db.Tuples(n, 3), args...); err != nil {
				return err
			}
		}
		return nil
	})
	run := func(q api.ListQuery, below int) (page api.Page[int64], err error) {
		err = w.DB.View(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
			list := api.List{
				Columns: "c.last", From: "number_counter c", Where: []string{"c.tenant_id = ?"}, Args: []any{tx.Tenant},
				Sorts: map[string]string{"last": "c.last", "type": "substr(c.stem, 1, 5)"}, Default: "-last", Tie: "c.stem",
			}
			list.And("")
			list.And("c.last < ?", below)
			var err error
			page, err = api.RunList(ctx, tx, q, list, func(rows *sql.Rows) (n int64, err error) {
				err = rows.Scan(&n)
				return n, err
			})
			return err
		})
		return page, err
	}
	for _, c := range []struct {
		name        string
		q           api.ListQuery
		below       int
		first       int64
		items       int
		total       int64
		lower, fail bool
	}{
		{"default", api.ListQuery{}, rows, rows - 1, 50, api.CountLimit, true, false},
		{"ascending", api.ListQuery{Sort: "last", PageSize: 10, Page: 3}, 100, 20, 10, 100, false, false},
		{"last page", api.ListQuery{Sort: "last", PageSize: 40, Page: 3}, 100, 80, 20, 100, false, false},
		{"past the end", api.ListQuery{Sort: "last", PageSize: 40, Page: 9}, 100, 0, 0, 100, false, false},
		{"by type, ties in order", api.ListQuery{Sort: "-type", PageSize: 2}, 20, 13, 2, 20, false, false},
		{"exactly at the limit", api.ListQuery{Sort: "last"}, api.CountLimit, 0, 50, api.CountLimit, false, false},
		{"nothing", api.ListQuery{}, 0, 0, 0, 0, false, false},
		{"unknown sort", api.ListQuery{Sort: "period; DROP"}, 5, 0, 0, 0, false, true},
	} {
		page, err := run(c.q, c.below)
		if (err != nil) != c.fail {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var first int64
		if len(page.Items) > 0 {
			first = page.Items[0]
		}
		if first != c.first || len(page.Items) != c.items || page.Total != c.total || page.TotalIsLowerBound != c.lower {
			t.Errorf("%s: first %d, %d items, total %d (%v); want %d, %d, %d (%v)", c.name, first, len(page.Items), page.Total, page.TotalIsLowerBound, c.first, c.items, c.total, c.lower)
		}
	}
}

// Of a search the first hits are counted: what a filter keeps of all of them is told as
// that much at least, what it keeps of few hits is exact.
func TestSearchesCountTheFirstHits(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	const rows = 1500
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		var (
			args []any
			docs []search.Doc
		)
		for i := 1; i <= rows; i++ {
			args = append(args, tx.Tenant, fmt.Sprintf("type-%06d", i), int64(i))
			docs = append(docs, search.Doc{ID: db.ID(i), Text: []string{map[bool]string{true: "上衣红色", false: "上衣"}[i <= 600]}})
		}
		if _, err := tx.Exec(ctx, "INSERT INTO number_counter (tenant_id, stem, last) VALUES "+db.Tuples(rows, 3), args...); err != nil {
			return err
		}
		return search.PutTx(ctx, tx, "counter", docs)
	})
	for _, c := range []struct {
		name        string
		q           api.ListQuery
		filter      string
		items       int
		least, most int64
		lower       bool
	}{
		{"all", api.ListQuery{Q: "上衣"}, "", 50, 1000, 1000, true},
		{"all, on a later page", api.ListQuery{Q: "上衣", Page: 25}, "", 50, 1250, 1250, true},
		{"all, on the last page", api.ListQuery{Q: "上衣", Page: 15, PageSize: 100}, "", 100, 1500, 1500, true},
		{"past the end", api.ListQuery{Q: "上衣", Page: 16, PageSize: 100}, "", 0, 1000, 1500, true},
		{"a part", api.ListQuery{Q: "红色"}, "", 50, 600, 600, false},
		{"half of all", api.ListQuery{Q: "上衣"}, "c.last % 2 = 0", 50, 100, 1000, true},
		{"half of a part", api.ListQuery{Q: "红色"}, "c.last % 2 = 0", 50, 300, 300, false},
		{"half of a part, ascending", api.ListQuery{Q: "红色", Sort: "last", Page: 6}, "c.last % 2 = 0", 50, 300, 300, false},
		{"few of all", api.ListQuery{Q: "上衣"}, "c.last % 100 = 0", 15, 15, 15, false},
		{"few of all, by name", api.ListQuery{Q: "上衣", Sort: "-stem"}, "c.last % 100 = 0", 15, 15, 15, false},
		{"half of all, by name", api.ListQuery{Q: "上衣", Sort: "stem", Page: 2}, "c.last % 2 = 0", 50, 100, 1000, true},
		{"half of what has no words", api.ListQuery{Q: "！"}, "c.last % 2 = 0", 0, 0, 0, false},
		{"half of nothing", api.ListQuery{Q: "鸵鸟"}, "c.last % 2 = 0", 0, 0, 0, false},
		{"nothing", api.ListQuery{Q: "鸵鸟"}, "", 0, 0, 0, false},
	} {
		run := func(few bool) (page api.Page[int64], err error) {
			err = w.DB.View(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
				list := api.List{
					Columns: "c.last", From: "number_counter c", Where: []string{"c.tenant_id = ?"}, Args: []any{tx.Tenant},
					Sorts: map[string]string{"last": "c.last", "stem": "c.stem"}, Default: "-last", Tie: "c.last", Search: api.Search{Kind: "counter", Column: "c.last"}, Few: few,
				}
				list.And(c.filter)
				var err error
				page, err = api.RunList(ctx, tx, c.q, list, func(rows *sql.Rows) (n int64, err error) {
					err = rows.Scan(&n)
					return n, err
				})
				return err
			})
			return page, err
		}
		page, err := run(false)
		if err != nil || len(page.Items) != c.items || page.Total < c.least || page.Total > c.most || page.TotalIsLowerBound != c.lower {
			t.Errorf("%s: %d items, total %d (%v), %v; want %d, %d to %d (%v)", c.name, len(page.Items), page.Total, page.TotalIsLowerBound, err, c.items, c.least, c.most, c.lower)
		}
		if c.filter == "" {
			continue
		}
		// Rows that an index lists by itself are found another way, and are the same.
		few, err := run(true)
		if err != nil || !slices.Equal(few.Items, page.Items) || few.Total < c.least || few.Total > c.most {
			t.Errorf("%s, few: %v, total %d, %v; want %v", c.name, few.Items, few.Total, err, page.Items)
		}
	}
}

func TestBatchTellsEachOutcome(t *testing.T) {
	t.Parallel()
	out, err := api.Batch(t.Context(), []db.ID{3, 1, 3, 2}, func(_ context.Context, id db.ID) error {
		if id == 1 {
			return db.ErrDuplicate
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, r := range out.Body.Results {
		code := ""
		if r.Problem != nil {
			code = r.Problem.Code
		}
		got += fmt.Sprintf("%s %v %s;", r.ID, r.OK, code)
	}
	if want := "3 true ;1 false db.duplicate;2 true ;"; got != want {
		t.Errorf("outcomes %q, want %q", got, want)
	}
}

func TestABatchActsOnDocumentsAsTheyWereSeen(t *testing.T) {
	t.Parallel()
	in := &api.SeenInput{}
	in.Body.Documents = []api.Seen{{ID: 3, Version: 7}, {ID: 1, Version: 2}, {ID: 3, Version: 8}}
	got := ""
	out, err := api.BatchSeen(t.Context(), in, func(_ context.Context, id db.ID, version int64) error {
		got += fmt.Sprintf("%s at %d;", id, version)
		return nil
	})
	if err != nil || len(out.Body.Results) != 2 || got != "3 at 7;1 at 2;" {
		t.Errorf("acted on %q, %d outcomes, %v", got, len(out.Body.Results), err)
	}
}
