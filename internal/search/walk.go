package search

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// Order is the order of a query: by a column that an index of the records' table gives
// together with the id, or by the id alone.
type Order struct {
	Table  string // of the records: "product"
	Key    string // their id there: "id"
	Column string // "code"; empty for the order of ids
	Desc   bool
	ID     string // the record's id in the query: "p.id"
	// Narrow says that the index names the id too, so that no record is read on the way.
	Narrow bool
	// Filtered says that the query keeps some of the records only, few perhaps, so that a
	// page lies further along the index, or nowhere.
	Filtered bool
}

// by gives the columns of ORDER BY in the query; id names the id there.
func (o Order) by(id string) string {
	alias, _, _ := strings.Cut(o.ID, ".")
	return o.byOf(alias, id)
}

// byOf is by for the table under another name.
func (o Order) byOf(table, id string) string {
	direction := ""
	if o.Desc {
		direction = " DESC"
	}
	if o.Column == "" {
		return id + direction
	}
	return table + "." + o.Column + direction + ", " + id + direction
}

// Reading is how a query reads what is found: From goes before its own tables, in a FROM
// that names them for inner rows; Cond is one more condition; By is what it orders by.
type Reading struct {
	From     string
	FromArgs []any
	Cond     string
	Args     []any
	By       string
}

// From how many hits it pays to follow an index to the first of them instead of sorting
// all, where only the index is read and where each record is.
const (
	walkNarrow = 1_000
	walkWide   = 10_000
)

// PostgreSQL collects up to collected hits at once. It looks for more of them among about as
// many records, which costs no more than to collect them after all, and among walkFirst at the
// least: there is the first page of what one in a hundred holds. Where the query may keep few
// of them it does not go on beyond walkFiltered.
const (
	collected    = walkWide
	walkFirst    = 10_000
	walkFiltered = 50_000
)

// guessed is up to what PostgreSQL expects hits of words of which its statistics say no more
// than that they are rare, and of words together that are not rare when they are neighbours.
const guessed = 5_000

// from is from how many hits on the index is followed.
func (o Order) from() int64 {
	if !o.Filtered && (o.Narrow || o.Column == "") {
		return walkNarrow
	}
	return walkWide
}

// countTx counts hits, so many at the most.
func countTx(ctx context.Context, tx *db.Tx, hits string, args []any, most int64) (n int64, err error) {
	if _, err := tx.Row(ctx, "SELECT COUNT(*) FROM ("+hits+" LIMIT "+strconv.FormatInt(most, 10)+") AS hits", args, &n); err != nil {
		return 0, fmt.Errorf("count hits: %w", err)
	}
	return n, nil
}

// Walk is Hits for a query that is ordered and reads a page. A few hits are sorted. With more
// of them the records are followed in that order and compared with the hits. PostgreSQL, where
// collecting the hits takes longer, first looks for very many of them among the first records;
// read is called again when these were not enough.
//
// On SQLite the hits themselves come in the order of ids.
func Walk(ctx context.Context, tx *db.Tx, kind, q string, o Order, read func(Reading) (enough bool, err error)) error {
	hits, args := Hits(tx.Engine(), tx.Tenant, kind, q)
	switch {
	case args == nil: // nothing is found
		_, err := read(o.sorted(hits, nil))
		return err
	case tx.Engine() == db.SQLite:
		return o.walkSQLite(ctx, tx, hits, args, read)
	}
	return o.walkPostgres(ctx, tx, hits, args, read)
}

func (o Order) walkSQLite(ctx context.Context, tx *db.Tx, hits string, args []any, read func(Reading) (enough bool, err error)) error {
	n := int64(0)
	if o.Column != "" {
		var err error
		if n, err = countTx(ctx, tx, hits, args, o.from()); err != nil {
			return err
		}
	}
	var r Reading
	switch {
	case n < o.from(): // the hits lead, or a walk would be planned
		r = streamed(o.ID, args)
		r.By = o.by(r.By)
	case o.Filtered: // planned by what the query keeps: a column with a sign is not looked up
		r = o.sorted(hits, args)
		r.Cond = "+" + r.Cond
	default:
		r = o.walked("+walked."+o.Key+" IN ("+hits+")", tx.Tenant, args)
	}
	_, err := read(r)
	return err
}

func (o Order) walkPostgres(ctx context.Context, tx *db.Tx, hits string, args []any, read func(Reading) (enough bool, err error)) error {
	n, err := estimateTx(ctx, tx, args)
	if err == nil && n < guessed {
		n, err = countTx(ctx, tx, hits, args, o.from())
	}
	if err != nil {
		return err
	}
	if n >= o.from() {
		if err := withoutWorkers(ctx, tx); err != nil {
			return err
		}
	}
	if n >= collected {
		if enough, err := read(o.firstPostgres(n, args)); enough || err != nil {
			return err
		}
		// Words that are common each may be rare together.
		if n, err = countTx(ctx, tx, hits, args, o.from()); err != nil {
			return err
		}
	}
	switch {
	case n < o.from():
		_, err = read(o.sorted(hits, args))
	case o.Filtered: // planned by what the query keeps
		_, err = read(o.sorted(oneByOne, args))
	default: // what IS TRUE is neither joined nor looked up in an index, which would lose the order
		_, err = read(o.walked("(walked."+o.Key+" IN ("+hits+")) IS TRUE", tx.Tenant, args))
	}
	return err
}

// firstPostgres reads the hits among the first records, of which there are n in all, and args
// are those of Hits. In the order of ids the index itself is gone through; in another each
// record is looked up, by a query that gives one value, since nothing else keeps the order.
func (o Order) firstPostgres(n int64, args []any) Reading {
	n = max(walkFirst, n)
	if o.Filtered {
		n = min(n, walkFiltered)
	}
	if o.Column == "" {
		by := o.by("walked.id")
		return Reading{
			From: "(SELECT walked.id, walked.g FROM search_index AS walked WHERE walked.tenant_id = ? AND walked.kind = ? ORDER BY " + by +
				" LIMIT " + strconv.FormatInt(n, 10) + ") AS walked CROSS JOIN ",
			FromArgs: args[:2],
			Cond:     o.ID + " = walked.id AND (walked.g @@ CAST(? AS tsquery)) IS TRUE",
			Args:     args[2:],
			By:       by,
		}
	}
	key, by := "walked."+o.Key, o.byOf("walked", "walked."+o.Key)
	return Reading{
		From: "(SELECT " + key + ", walked." + o.Column + " FROM " + o.Table + " AS walked WHERE walked.tenant_id = ? ORDER BY " + by +
			" LIMIT " + strconv.FormatInt(max(walkFirst, n/2), 10) + ") AS walked CROSS JOIN ",
		FromArgs: args[:1],
		Cond:     o.ID + " = " + key + " AND (SELECT hit.g @@ CAST(? AS tsquery) FROM search_index AS hit WHERE hit.tenant_id = ? AND hit.kind = ? AND hit.id = " + key + ")",
		Args:     []any{args[2], args[0], args[1]},
		By:       by,
	}
}

// sorted reads the hits, to be sorted.
func (o Order) sorted(hits string, args []any) Reading {
	return Reading{Cond: o.ID + " IN (" + hits + ")", Args: args, By: o.by(o.ID)}
}

// walked reads the records in their order, each with its row of the query, where cond says
// that it is found.
func (o Order) walked(cond string, tenant db.ID, args []any) Reading {
	key := "walked." + o.Key
	return Reading{
		From: o.Table + " AS walked CROSS JOIN ",
		Cond: "walked.tenant_id = ? AND " + o.ID + " = " + key + " AND " + cond,
		Args: append([]any{tenant}, args...),
		By:   o.byOf("walked", key),
	}
}
