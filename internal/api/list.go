package api

import (
	"cmp"
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
	Total             int64 `json:"total" doc:"Number of rows in all; counting stops at 10,000, after 1,000 hits when searching"`
	TotalIsLowerBound bool  `json:"totalIsLowerBound" doc:"There may be more rows than total says"`
}

// PageOf is the output of a list route.
type PageOf[T any] struct{ Body Page[T] }

// Where counting the rows of a list stops.
const (
	CountLimit = 10_000
	// SearchCountLimit is how many hits of a search are looked at: nobody pages through
	// more, and the index would have to be read for each.
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
	// Few says that the conditions keep rows which an index lists by itself and which are
	// few as a rule, such as the inactive ones: a very common word is then looked for
	// among them, instead of them among its hits.
	Few bool
}

// Search says in which records of the search index the q of a list is looked up.
type Search struct {
	Kind   string // as given to search.PutTx
	Column string // the record's id: "p.id"
	// Walk are the sorts in whose order an index gives the list's first table, so that
	// a page of a very common word need not be sorted.
	Walk []string
	// Narrow says that those indexes name the id too.
	Narrow bool
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

// RunList reads one page and counts the rows, up to CountLimit and, when searching, among
// the first SearchCountLimit hits. A sort that is not in l.Sorts is a field problem of
// "sort".
func RunList[T any](ctx context.Context, tx *db.Tx, q ListQuery, l List, scan func(*sql.Rows) (T, error)) (Page[T], error) {
	q.Page = max(q.Page, 1)
	if q.PageSize <= 0 {
		q.PageSize = 50
	}
	page := Page[T]{Items: []T{}, Page: q.Page, PageSize: q.PageSize}
	order, err := l.order(q.Sort)
	if err != nil {
		return page, err
	}
	offset := (page.Page - 1) * page.PageSize
	read := func(l List, order string) (full bool, err error) {
		page.Items = page.Items[:0]
		query := "SELECT " + l.Columns + " FROM " + l.From + l.where() + " ORDER BY " + order + " LIMIT ? OFFSET ?"
		err = tx.EachFresh(ctx, query, append(slices.Clone(l.Args), page.PageSize, offset), func(rows *sql.Rows) error {
			item, err := scan(rows)
			if err == nil {
				page.Items = append(page.Items, item)
			}
			return err
		})
		return len(page.Items) == page.PageSize, err
	}
	count := counter(l.count)
	if l.Search.Kind == "" || strings.TrimSpace(q.Q) == "" {
		_, err = read(l, order)
	} else {
		count, err = l.search(ctx, tx, q, order, read)
	}
	if err != nil {
		return page, fmt.Errorf("read list: %w", err)
	}
	shown := int64(offset + len(page.Items))
	if n := len(page.Items); n < page.PageSize && (n > 0 || offset == 0) {
		page.Total = shown // the last page tells the number of rows
		return page, nil
	}
	n, all, err := count(ctx, tx)
	if err != nil {
		return page, fmt.Errorf("count list: %w", err)
	}
	page.Total, page.TotalIsLowerBound = n, !all
	if !all {
		page.Total = max(n, shown)
	}
	return page, nil
}

// counter counts the rows of a list, up to a limit; all says that there are no more.
type counter func(context.Context, *db.Tx) (n int64, all bool, err error)

// count counts the rows of the list up to CountLimit; all says that there are no more.
func (l List) count(ctx context.Context, tx *db.Tx) (n int64, all bool, err error) {
	query := fmt.Sprintf("SELECT COUNT(*) FROM (SELECT 1 FROM %s%s LIMIT %d) counted", l.From, l.where(), CountLimit+1)
	if err := tx.EachFresh(ctx, query, l.Args, func(rows *sql.Rows) error { return rows.Scan(&n) }); err != nil {
		return 0, false, err
	}
	return min(n, CountLimit), n <= CountLimit, nil
}

// countHits counts the rows of the list among the first SearchCountLimit hits of q; all
// says that there are no more. To count on under a filter would read hits by the hundred
// thousand.
func (l List) countHits(ctx context.Context, tx *db.Tx, q string) (n int64, all bool, err error) {
	hits, args, err := search.First(ctx, tx, l.Search.Kind, q, SearchCountLimit+1)
	if err != nil {
		return 0, false, err
	}
	// Each hit is a row of a list without filters that has one for each record.
	rows := "SELECT COUNT(*), COUNT(*) FROM hit"
	if len(l.Where) > 1 || l.Search.Column != l.Tie {
		among := l.with(l.Search.Column+" = hit.id", nil)
		rows, args = "SELECT (SELECT COUNT(*) FROM hit), COUNT(*) FROM hit CROSS JOIN "+among.From+among.where(), slices.Concat(args, l.Args)
	}
	var judged int64
	err = tx.EachFresh(ctx, "WITH hit(id) AS MATERIALIZED ("+hits+") "+rows, args, func(rows *sql.Rows) error { return rows.Scan(&judged, &n) })
	if err != nil {
		return 0, false, err
	}
	return min(n, SearchCountLimit), judged <= SearchCountLimit && n <= SearchCountLimit, nil
}

// FindOne reads the one row that a list holds under its filters, or answers notFound.
func FindOne[T any](ctx context.Context, tx *db.Tx, l List, scan func(*sql.Rows) (T, error), notFound error) (*T, error) {
	var one *T
	err := tx.EachFresh(ctx, "SELECT "+l.Columns+" FROM "+l.From+l.where()+" LIMIT 1", l.Args, func(rows *sql.Rows) error {
		item, err := scan(rows)
		one = &item
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read one of a list: %w", err)
	}
	if one == nil {
		return nil, notFound
	}
	return one, nil
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

// search reads a page of what q finds, and gives the way to count it.
func (l List) search(ctx context.Context, tx *db.Tx, q ListQuery, order string, read func(List, string) (full bool, err error)) (counter, error) {
	cond, args := search.Match(tx.Engine(), tx.Tenant, l.Search.Kind, l.Search.Column, q.Q)
	if args == nil { // nothing but punctuation
		l = l.with(cond, nil)
		_, err := read(l, order)
		return l.count, err
	}
	unsearched := l
	count := func(ctx context.Context, tx *db.Tx) (int64, bool, error) { return unsearched.countHits(ctx, tx, q.Q) }
	few, err := l.few(ctx, tx)
	if err != nil {
		return nil, err
	}
	ids := "SELECT " + l.Search.Column + " FROM " + l.From + l.where()
	switch {
	case tx.Engine() == db.SQLite && few <= fewLookedUp:
		l = l.with(search.LookedUp(tx.Tenant, l.Search.Kind, l.Search.Column, q.Q))
		_, err := read(l, order)
		return l.count, err
	case tx.Engine() == db.SQLite && few <= fewCompared:
		r := search.Stream(tx.Tenant, l.Search.Kind, l.Search.Column, q.Q)
		if direction, byID := strings.CutPrefix(order, l.Search.Column); byID {
			order = r.By + direction
		}
		l = l.reading(r).with("+"+r.By+" IN ("+ids+")", l.Args)
		_, err := read(l, order)
		return count, err
	case few <= fewCompared:
		cond, args, err := search.Among(ctx, tx, l.Search.Kind, l.Search.Column, q.Q, ids, l.Args)
		if err != nil {
			return nil, err
		}
		_, err = read(l.with(cond, args), order)
		return count, err
	}
	if o, ok := l.walk(q.Sort); ok {
		return count, search.Walk(ctx, tx, l.Search.Kind, q.Q, o, func(r search.Reading) (enough bool, err error) {
			return read(l.reading(r), r.By)
		})
	}
	_, err = read(l.with(cond, args), order)
	return count, err
}

// walk gives the order of the list where an index gives it: that of ids, or a sort that
// Search.Walk names.
func (l List) walk(sort string) (o search.Order, ok bool) {
	name, desc := strings.CutPrefix(cmp.Or(sort, l.Default), "-")
	from := strings.Fields(l.From) // "product p JOIN …"
	alias, key, _ := strings.Cut(l.Search.Column, ".")
	if l.Tie != l.Search.Column || from[1] != alias {
		return o, false
	}
	o = search.Order{Table: from[0], Key: key, Desc: desc, ID: l.Search.Column, Narrow: l.Search.Narrow, Filtered: len(l.Where) > 1}
	if l.Sorts[name] == l.Tie {
		return o, true
	}
	o.Column = strings.TrimPrefix(l.Sorts[name], alias+".")
	return o, slices.Contains(l.Search.Walk, name)
}

// reading is the list narrowed to what is found, read in that way.
func (l List) reading(r search.Reading) List {
	l.From, l.Args = r.From+l.From, slices.Concat(r.FromArgs, l.Args)
	return l.with(r.Cond, r.Args)
}

// Up to how many rows that the conditions keep it pays to look each up among the hits, on
// SQLite, and to compare their ids with those of the hits before a row is read.
const (
	fewLookedUp = 500
	fewCompared = 20_000
)

// few counts the rows that the conditions keep, as far as it matters; they are many where
// no index lists them by themselves.
func (l *List) few(ctx context.Context, tx *db.Tx) (n int, err error) {
	if !l.Few {
		return fewCompared + 1, nil
	}
	query := fmt.Sprintf("SELECT COUNT(*) FROM (SELECT 1 FROM %s%s LIMIT %d) few", l.From, l.where(), fewCompared+1)
	if err := tx.EachFresh(ctx, query, l.Args, func(rows *sql.Rows) error { return rows.Scan(&n) }); err != nil {
		return 0, fmt.Errorf("count few: %w", err)
	}
	return n, nil
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
