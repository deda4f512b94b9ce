package channel

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/search"
)

// skuSearchKind is the catalogue's kind of SKUs in the search index.
const skuSearchKind = "sku"

// anywhere keeps the lines that hold a word in what came from 1688 or in the SKU they
// are matched with, so that renaming a product needs no change here.
func anywhere(tx *db.Tx, word string) (cond string, args []any) {
	online, args := search.Match(tx.Engine(), tx.Tenant, searchKind, "a.id", word)
	own, more := search.Match(tx.Engine(), tx.Tenant, skuSearchKind, "b.sku_id", word)
	if online == "" {
		return "", nil
	}
	cond = "o.id IN (SELECT a.id FROM online_sku a WHERE a.tenant_id = ? AND " + online +
		" UNION SELECT b.line_id FROM online_pair b WHERE b.tenant_id = ? AND " + own + ")"
	return cond, slices.Concat([]any{tx.Tenant}, args, []any{tx.Tenant}, more)
}

// A way through the search index to lines o.
type way struct {
	kind    string
	records string // the table of the records
	column  string // of the record's id
	tables  string // that lead from it to o
	where   string // with one argument, the tenant
}

var (
	byOnline = way{searchKind, "online_sku", "o.id", "online_sku o", "o.tenant_id = ?"}
	bySKU    = way{skuSearchKind, "sku", "p.sku_id", "online_pair p JOIN online_sku o ON o.tenant_id = p.tenant_id AND o.id = p.line_id", "p.tenant_id = ?"}
)

// searchLines finds lines by one word in two runs through the search index, each in
// its own order and ended early. Asking for both at once would collect and sort every
// hit, of which there may be hundreds of thousands.
//
// Of each run the first SearchCountLimit hits are looked at: with a filter, the total is
// therefore a lower bound already when so many hits have been judged. Lines that are not
// paired are not found by what they are matched with.
func searchLines(ctx context.Context, tx *db.Tx, word string, q api.ListQuery, l *api.List, paired bool) (api.Page[db.ID], error) {
	page := api.Page[db.ID]{Items: []db.ID{}, Page: max(q.Page, 1), PageSize: q.PageSize}
	if page.PageSize <= 0 {
		page.PageSize = 50
	}
	need := page.Page * page.PageSize
	found, n, whole, err := byOnline.hits(ctx, tx, word, l, need)
	if err != nil {
		return page, err
	}
	if paired && (whole || len(found) < need) {
		more, _, all, err := bySKU.hits(ctx, tx, word, l, need)
		if err != nil {
			return page, err
		}
		found, whole = union(found, more), whole && all
	}
	page.Total, page.TotalIsLowerBound = int64(max(n, len(found))), !whole
	if page.Total > api.SearchCountLimit {
		page.Total, page.TotalIsLowerBound = api.SearchCountLimit, true
	}
	from := min(need-page.PageSize, len(found))
	page.Items = append(page.Items, found[from:min(need, len(found))]...)
	return page, nil
}

func union(a, b []db.ID) []db.ID {
	seen := make(map[db.ID]bool, len(a))
	for _, id := range a {
		seen[id] = true
	}
	for _, id := range b {
		if !seen[id] {
			a = append(a, id)
		}
	}
	return a
}

// hits gives lines in their order: all that pass the filters where whole, as many as
// are needed otherwise; n is how many are known to pass.
func (v way) hits(ctx context.Context, tx *db.Tx, word string, l *api.List, need int) (found []db.ID, n int, whole bool, err error) {
	found, whole, err = v.judged(ctx, tx, word, l)
	n = len(found)
	// PostgreSQL judges hits in any order, so the first of them are asked for again.
	if err == nil && !whole && (n < need || tx.Engine() == db.Postgres) {
		found, err = v.first(ctx, tx, word, l, need)
	}
	return found, n, whole, err
}

// judged judges some hits of a word, the first ones on SQLite, and gives the lines that
// pass the filters; whole says that there were no more hits.
func (v way) judged(ctx context.Context, tx *db.Tx, word string, l *api.List) (found []db.ID, whole bool, err error) {
	type hit struct{ key, line db.ID } // key: what the hits are ordered by
	var passed []hit
	judged := 0
	judge := func(rows *sql.Rows) error {
		var h hit
		var passes int
		err := rows.Scan(&h.key, &h.line, &passes)
		if judged++; passes == 1 {
			passed = append(passed, h)
		}
		return err
	}
	columns := "SELECT " + v.column + ", o.id, CASE WHEN (" + strings.Join(l.Where, ") AND (") + ") THEN 1 ELSE 0 END FROM "
	if tx.Engine() == db.Postgres {
		var ids []db.ID
		if ids, err = search.FirstIDs(ctx, tx, v.kind, word, api.SearchCountLimit+1); err == nil {
			err = db.EachIn(ctx, tx, columns+v.tables+" WHERE "+v.where+" AND "+v.column+" IN ({in})", append(slices.Clone(l.Args), tx.Tenant), ids, judge)
		}
		judged = len(ids)
	} else {
		r := search.Stream(tx.Tenant, v.kind, v.column, word)
		query := columns + r.From + v.tables + " WHERE " + r.Cond + " AND " + v.where + " ORDER BY " + r.By + " LIMIT ?"
		err = tx.EachFresh(ctx, query, slices.Concat(l.Args, r.Args, []any{tx.Tenant, api.SearchCountLimit + 1}), judge)
	}
	if err != nil {
		return nil, false, fmt.Errorf("search the match list: %w", err)
	}
	slices.SortFunc(passed, func(a, b hit) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.line, b.line)) })
	found = make([]db.ID, len(passed))
	for i, h := range passed {
		found[i] = h.line
	}
	return found, judged <= api.SearchCountLimit, nil
}

// first goes through the hits in order until it has found limit lines.
func (v way) first(ctx context.Context, tx *db.Tx, word string, l *api.List, limit int) (found []db.ID, err error) {
	order := search.Order{Table: v.records, Key: "id", ID: v.column, Filtered: len(l.Where) > 1}
	err = search.Walk(ctx, tx, v.kind, word, order, func(r search.Reading) (enough bool, err error) {
		if v.column != "o.id" {
			r.By += ", o.id" // lines of one SKU come in the same order on every page
		}
		found = found[:0]
		query := "SELECT o.id FROM " + r.From + v.tables + " WHERE " + r.Cond + " AND " + v.where + " AND (" + strings.Join(l.Where, ") AND (") + ") ORDER BY " + r.By + " LIMIT ?"
		err = tx.EachFresh(ctx, query, slices.Concat(r.FromArgs, r.Args, []any{tx.Tenant}, l.Args, []any{limit}), func(rows *sql.Rows) error {
			id, err := scanID(rows)
			found = append(found, id)
			return err
		})
		return len(found) == limit, err
	})
	if err != nil {
		return nil, fmt.Errorf("search the match list: %w", err)
	}
	return found, nil
}
