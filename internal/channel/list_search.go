package channel

import (
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
	kind   string
	column string // of the record's id
	tables string // that lead from it to o
	where  string // with one argument, the tenant
}

var (
	byOnline = way{searchKind, "o.id", "online_sku o", "o.tenant_id = ?"}
	bySKU    = way{skuSearchKind, "p.sku_id", "online_pair p JOIN online_sku o ON o.tenant_id = p.tenant_id AND o.id = p.line_id", "p.tenant_id = ?"}
)

// searchLines finds lines by one word in two runs through the search index, each in
// its own order and ended early. Asking for both at once would collect and sort every
// hit, of which there may be hundreds of thousands.
//
// Of each run the first CountLimit hits are looked at: with a filter, the total is
// therefore a lower bound already when so many hits have been judged.
func searchLines(ctx context.Context, tx *db.Tx, word string, q api.ListQuery, l *api.List) (api.Page[db.ID], error) {
	page := api.Page[db.ID]{Items: []db.ID{}, Page: max(q.Page, 1), PageSize: q.PageSize}
	if page.PageSize <= 0 {
		page.PageSize = 50
	}
	need := page.Page * page.PageSize
	found, whole, err := byOnline.firstHits(ctx, tx, word, l)
	if err == nil && !whole && len(found) < need {
		found, err = byOnline.allHits(ctx, tx, word, l, need)
	}
	if err != nil {
		return page, err
	}
	if whole || len(found) < need {
		more, all, err := bySKU.firstHits(ctx, tx, word, l)
		if err == nil && !all && len(found)+len(more) < need {
			more, err = bySKU.allHits(ctx, tx, word, l, need)
		}
		if err != nil {
			return page, err
		}
		found, whole = union(found, more), whole && all
	}
	page.Total, page.TotalIsLowerBound = int64(len(found)), !whole
	if page.Total > api.CountLimit {
		page.Total, page.TotalIsLowerBound = api.CountLimit, true
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

// firstHits judges the first hits of a word and gives the lines that pass the
// filters; whole says that there were no more hits.
func (v way) firstHits(ctx context.Context, tx *db.Tx, word string, l *api.List) (found []db.ID, whole bool, err error) {
	from, cond, order, args := search.Stream(tx.Engine(), tx.Tenant, v.kind, v.column, word)
	judged := 0
	query := "SELECT o.id, CASE WHEN (" + strings.Join(l.Where, ") AND (") + ") THEN 1 ELSE 0 END FROM " + from + v.tables +
		" WHERE " + cond + " AND " + v.where + " ORDER BY " + order + " LIMIT ?"
	err = tx.Each(ctx, query, slices.Concat(l.Args, args, []any{tx.Tenant, api.CountLimit + 1}), func(rows *sql.Rows) error {
		var id db.ID
		var passes int
		err := rows.Scan(&id, &passes)
		if judged++; passes == 1 {
			found = append(found, id)
		}
		return err
	})
	if err != nil {
		return nil, false, fmt.Errorf("search the match list: %w", err)
	}
	return found, judged <= api.CountLimit, nil
}

// allHits goes through as many hits as it takes to find limit lines.
func (v way) allHits(ctx context.Context, tx *db.Tx, word string, l *api.List, limit int) (found []db.ID, err error) {
	from, cond, order, args := search.Stream(tx.Engine(), tx.Tenant, v.kind, v.column, word)
	query := "SELECT o.id FROM " + from + v.tables + " WHERE " + cond + " AND " + v.where + " AND (" + strings.Join(l.Where, ") AND (") + ") ORDER BY " + order + " LIMIT ?"
	err = tx.Each(ctx, query, slices.Concat(args, []any{tx.Tenant}, l.Args, []any{limit}), func(rows *sql.Rows) error {
		id, err := scanID(rows)
		found = append(found, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("search the match list: %w", err)
	}
	return found, nil
}
