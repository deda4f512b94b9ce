package api

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

// ListQuery holds the parameters every list has; embed it in the input.
type ListQuery struct {
	Q        string `query:"q" maxLength:"100" doc:"Fuzzy search; two Han characters suffice"`
	Page     int    `query:"page" minimum:"1" maximum:"1000000" default:"1"`
	PageSize int    `query:"pageSize" minimum:"1" maximum:"200" default:"50"`
	Sort     string `query:"sort" maxLength:"50" doc:"A column of the list; - in front for descending"`
}

// Page is one page of a list.
type Page[T any] struct {
	Items             []T   `json:"items"`
	Page              int   `json:"page"`
	PageSize          int   `json:"pageSize"`
	Total             int64 `json:"total" doc:"Number of rows in all; counting stops at 10,000, at 1,000 when searching"`
	TotalIsLowerBound bool  `json:"totalIsLowerBound" doc:"There are more rows than total says"`
}

// PageOf is the output of a list route.
type PageOf[T any] struct{ Body Page[T] }

// Where counting the rows of a list stops.
const (
	CountLimit = 10_000
	// SearchCountLimit is less: nobody pages through more hits, and the index would
	// have to be read for each.
	SearchCountLimit = 1_000
)

// List is a query in pieces, from which Run makes the page and the count.
type List struct {
	Columns string            // what is selected: "p.id, p.code"
	From    string            // tables with joins, each bound to the tenant: "product p"
	Where   []string          // conditions joined by AND; the first names tenant_id
	Args    []any             // arguments of From and Where, in order of appearance
	Sorts   map[string]string // the value of sort → SQL expression
	Default string            // the order without sort, such as "-createdAt"
	Tie     string            // unique expression that ends every order: "p.id"
	Search  Search            // what q looks in; zero when the list has no search
}

// Search says in which records of the search index the q of a list is looked up.
type Search struct {
	Kind   string // as given to search.PutTx
	Column string // the record's id: "p.id"
	// Walk are the sorts in whose order an index gives the list's first table, so that
	// a page of a very common word need not be sorted.
	Walk []string
}

// And adds a condition; an empty one is left out, so that search.Match and
// Limit.Where can be passed on as they are. A list whose q is one search sets
// Search instead, which is faster.
func (l *List) And(cond string, args ...any) {
	if cond == "" {
		return
	}
	l.Where = append(l.Where, cond)
	l.Args = append(l.Args, args...)
}

// RunList reads one page and counts the rows up to CountLimit. A sort that is not
// in l.Sorts is a field problem of "sort".
func RunList[T any](ctx context.Context, tx *db.Tx, q ListQuery, l List, scan func(*sql.Rows) (T, error)) (Page[T], error) {
	page := Page[T]{Items: []T{}, Page: max(q.Page, 1), PageSize: q.PageSize}
	if page.PageSize <= 0 {
		page.PageSize = 50
	}
	order, err := l.order(q.Sort)
	if err != nil {
		return page, err
	}
	limit := int64(CountLimit)
	counted := l
	if l.Search.Kind != "" && strings.TrimSpace(q.Q) != "" {
		counted, _ = l.stream(tx, q.Q, "")
		if l, order, err = l.search(ctx, tx, q, order); err != nil {
			return page, err
		}
		limit = SearchCountLimit
	}
	offset := (page.Page - 1) * page.PageSize
	query := "SELECT " + l.Columns + " FROM " + l.From + l.where() + " ORDER BY " + order + " LIMIT ? OFFSET ?"
	err = tx.EachFresh(ctx, query, append(slices.Clone(l.Args), page.PageSize, offset), func(rows *sql.Rows) error {
		item, err := scan(rows)
		if err == nil {
			page.Items = append(page.Items, item)
		}
		return err
	})
	if err != nil {
		return page, fmt.Errorf("read list: %w", err)
	}
	if n := len(page.Items); n < page.PageSize && (n > 0 || offset == 0) {
		page.Total = int64(offset + n) // the last page tells the number of rows
	} else {
		count := fmt.Sprintf("SELECT COUNT(*) FROM (SELECT 1 FROM %s%s LIMIT %d) counted", counted.From, counted.where(), limit+1)
		if err := tx.EachFresh(ctx, count, counted.Args, func(rows *sql.Rows) error { return rows.Scan(&page.Total) }); err != nil {
			return page, fmt.Errorf("count list: %w", err)
		}
	}
	if page.Total > limit {
		page.Total, page.TotalIsLowerBound = max(limit, int64(offset+len(page.Items))), true
	}
	return page, nil
}

// Sum reads one row of sums over all that a list holds under its filters and q, so
// that totals follow what is listed. args are those of columns.
func (l List) Sum(ctx context.Context, tx *db.Tx, q, columns string, args []any, dest ...any) error {
	where := l.found(tx, q)
	err := tx.EachFresh(ctx, "SELECT "+columns+" FROM "+l.From+where, slices.Concat(args, l.Args), func(rows *sql.Rows) error { return rows.Scan(dest...) })
	if err != nil {
		return fmt.Errorf("sum list: %w", err)
	}
	return nil
}

// found narrows the list to what q finds, in whatever order, and gives its conditions.
func (l *List) found(tx *db.Tx, q string) string {
	if l.Search.Kind != "" {
		cond, args := search.Match(tx.Engine(), tx.Tenant, l.Search.Kind, l.Search.Column, q)
		l.And(cond, args...)
	}
	return l.where()
}

func (l *List) where() string {
	if len(l.Where) == 0 {
		return ""
	}
	return " WHERE (" + strings.Join(l.Where, ") AND (") + ")"
}

// search gives the list narrowed to what q finds, and the order to use.
func (l List) search(ctx context.Context, tx *db.Tx, q ListQuery, order string) (List, string, error) {
	if by, _ := strings.CutSuffix(order, " DESC"); by == l.Search.Column {
		l, order = l.stream(tx, q.Q, order)
		return l, order, nil
	}
	if slices.Contains(l.Search.Walk, strings.TrimPrefix(q.Sort, "-")) {
		cond, args, err := search.Walk(ctx, tx, l.Search.Kind, l.Search.Column, q.Q)
		return l.with(cond, args), order, err
	}
	cond, args := search.Match(tx.Engine(), tx.Tenant, l.Search.Kind, l.Search.Column, q.Q)
	return l.with(cond, args), order, nil
}

// stream gives the list narrowed to what q finds, read in the order of the hits, and
// what the order by id is called then.
func (l List) stream(tx *db.Tx, q, order string) (List, string) {
	from, cond, by, args := search.Stream(tx.Engine(), tx.Tenant, l.Search.Kind, l.Search.Column, q)
	l.From = from + l.From
	return l.with(cond, args), by + strings.TrimPrefix(order, l.Search.Column)
}

// with is the list with one more condition, sharing nothing that grows.
func (l List) with(cond string, args []any) List {
	l.Where, l.Args = slices.Clone(l.Where), slices.Clone(l.Args)
	l.And(cond, args...)
	return l
}

func (l *List) order(sort string) (string, error) {
	if sort == "" {
		sort = l.Default
	}
	name, desc := strings.CutPrefix(sort, "-")
	expr, ok := l.Sorts[name]
	if !ok {
		var names []string
		for n := range l.Sorts {
			names = append(names, n)
		}
		slices.Sort(names)
		var f fault.Fields
		f.Add("sort", fault.ErrChoice.With("allowed", strings.Join(names, ", ")))
		return "", f.Err()
	}
	direction := ""
	if desc {
		direction = " DESC"
	}
	if expr == l.Tie {
		return expr + direction, nil
	}
	return expr + direction + ", " + l.Tie + direction, nil
}
