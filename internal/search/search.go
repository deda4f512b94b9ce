package search

import (
	"context"
	"database/sql"
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// Doc is what a record can be found by. Text holds its codes, names, barcodes
// and the like; pinyin initials of names are added here.
type Doc struct {
	ID   db.ID
	Text []string
}

// PutTx makes the records of a kind in tx's account set findable by their text,
// replacing what they were findable by before. It writes thousands of records
// in a handful of statements.
func PutTx(ctx context.Context, tx *db.Tx, kind string, docs []Doc) error {
	for part := range chunks(docs) {
		var (
			query string
			args  = make([]any, 0, 4*len(part))
		)
		if tx.Engine() == db.Postgres {
			query = "INSERT INTO search_index (tenant_id, kind, id, g) VALUES " +
				strings.TrimSuffix(strings.Repeat("(?,?,?,array_to_tsvector(string_to_array(RTRIM(?), ' '))),", len(part)), ",") +
				" ON CONFLICT (tenant_id, kind, id) DO UPDATE SET g = excluded.g"
		} else {
			query = "INSERT OR REPLACE INTO search_index (rowid, g) VALUES " + db.Tuples(len(part), 2)
		}
		prefix := tokenPrefix(tx.Engine(), tx.Tenant, kind)
		for _, d := range part {
			if tx.Engine() == db.Postgres {
				args = append(args, tx.Tenant, kind, d.ID, prefixed(prefix, tokens(d.Text)))
			} else {
				args = append(args, d.ID, prefixed(prefix, tokens(d.Text)))
			}
		}
		if _, err := tx.Exec(ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}

// DeleteTx makes records unfindable; unknown ids are fine.
func DeleteTx(ctx context.Context, tx *db.Tx, kind string, ids []db.ID) error {
	for part := range chunks(ids) {
		query := "DELETE FROM search_index WHERE rowid IN " + db.Tuples(1, len(part))
		var args []any
		if tx.Engine() == db.Postgres {
			query = "DELETE FROM search_index WHERE tenant_id = ? AND kind = ? AND id IN " + db.Tuples(1, len(part))
			args = append(args, tx.Tenant, kind)
		}
		for _, id := range part {
			args = append(args, id)
		}
		if _, err := tx.Exec(ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}

// Match gives a WHERE condition, with its arguments for ? placeholders, that
// keeps the rows whose idColumn ("p.id") is a record of the kind in which every
// word of q is found. It is empty when q is blank. What a person types is never
// taken as query syntax.
//
// The rows are read by the hits, in whatever order.
func Match(engine db.Engine, tenant db.ID, kind, idColumn, q string) (cond string, args []any) {
	words := queryTokens(q)
	switch {
	case words == nil:
		return "", nil
	case len(words) == 0:
		return "1 = 0", nil // nothing but punctuation: nothing can match
	}
	hits, args := Hits(engine, tenant, kind, q)
	return idColumn + " IN (" + hits + ")", args
}

// Hits gives a query, with its arguments for ? placeholders, of the ids of the records of
// the kind in which every word of q is found, in whatever order; a blank q finds none.
//
// On PostgreSQL it goes by the words, which is enforced by a kind that no index serves: it
// would intersect the hits with all records of the kind, reading these for it, since it
// takes the two for independent of each other.
func Hits(engine db.Engine, tenant db.ID, kind, q string) (query string, args []any) {
	words := queryTokens(q)
	prefix := tokenPrefix(engine, tenant, kind)
	switch {
	case len(words) == 0:
		return "SELECT CAST(0 AS BIGINT) WHERE 1 = 0", nil
	case engine == db.Postgres:
		return "SELECT hit.id FROM search_index AS hit WHERE hit.tenant_id = ? AND hit.kind || '' = ? AND hit.g @@ CAST(? AS tsquery)", []any{tenant, kind, postgresQuery(prefix, words)}
	}
	return "SELECT rowid FROM search_index WHERE search_index MATCH ?", []any{sqliteQuery(prefix, words)}
}

// oneByOne is what PostgreSQL looks up record by record: a condition that IS TRUE is not
// looked up in an index.
const oneByOne = "SELECT hit.id FROM search_index AS hit WHERE hit.tenant_id = ? AND hit.kind = ? AND (hit.g @@ CAST(? AS tsquery)) IS TRUE"

// First is Hits for the first hits, so many at the most, in whatever order.
func First(ctx context.Context, tx *db.Tx, kind, q string, most int) (query string, args []any, err error) {
	query, args = Hits(tx.Engine(), tx.Tenant, kind, q)
	if tx.Engine() == db.Postgres && args != nil {
		hits, err := estimateTx(ctx, tx, args)
		if err != nil {
			return "", nil, err
		}
		if hits >= everywhere {
			query = oneByOne + " ORDER BY hit.id"
		}
	}
	return query + " LIMIT " + strconv.Itoa(most), args, nil
}

// FirstIDs gives the ids that First finds.
func FirstIDs(ctx context.Context, tx *db.Tx, kind, q string, most int) (ids []db.ID, err error) {
	query, args, err := First(ctx, tx, kind, q, most)
	if err != nil {
		return nil, err
	}
	err = tx.EachFresh(ctx, query, args, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("first hits: %w", err)
	}
	return ids, nil
}

// everywhere is from how many hits on PostgreSQL finds some sooner by going through the
// records than by collecting all that an index lists.
const everywhere = 60_000

// estimateTx tells how many hits PostgreSQL expects, whose statistics know how common
// words are; args are those of Hits.
func estimateTx(ctx context.Context, tx *db.Tx, args []any) (hits int64, err error) {
	first := true
	err = tx.EachFresh(ctx, "EXPLAIN SELECT 1 FROM search_index AS hit WHERE hit.g @@ CAST(? AS tsquery)", args[2:], func(rows *sql.Rows) error {
		var line string
		err := rows.Scan(&line)
		if err != nil || !first {
			return err
		}
		first = false
		if found := planRows.FindStringSubmatch(line); found != nil {
			hits, err = strconv.ParseInt(found[1], 10, 64)
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("estimate hits: %w", err)
	}
	return hits, nil
}

// planRows finds how many rows the first line of a plan expects.
var planRows = regexp.MustCompile(`rows=(\d+)`)

// Stream is Match on SQLite for a query ordered by the id that stops after some rows: it
// reads the hits in that order and stops with the query, where Match collects all of them
// first.
func Stream(tenant db.ID, kind, idColumn, q string) Reading {
	cond, args := Match(db.SQLite, tenant, kind, idColumn, q)
	if args == nil {
		return Reading{Cond: cond, By: idColumn}
	}
	return streamed(idColumn, args)
}

func streamed(idColumn string, args []any) Reading {
	const id = "hit.rowid"
	return Reading{From: "search_index AS hit CROSS JOIN ", Cond: "hit.search_index MATCH ? AND " + idColumn + " = " + id, Args: args, By: id}
}

// LookedUp is Match on SQLite for a query whose other conditions keep few rows: each of
// them is looked up among the hits, which are not gone through.
func LookedUp(tenant db.ID, kind, idColumn, q string) (cond string, args []any) {
	cond, args = Match(db.SQLite, tenant, kind, idColumn, q)
	if args == nil {
		return cond, nil
	}
	return "EXISTS (SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid = " + idColumn + ")", args
}

// Among is Match on PostgreSQL for a query whose other conditions keep few rows, whose ids
// are what the query few gives with fewArgs: those rows are read that are hits as well,
// unless a word is so common that each row is looked up.
func Among(ctx context.Context, tx *db.Tx, kind, idColumn, q, few string, fewArgs []any) (cond string, args []any, err error) {
	cond, args = Match(tx.Engine(), tx.Tenant, kind, idColumn, q)
	if args == nil {
		return cond, nil, nil
	}
	expected, err := estimateTx(ctx, tx, args)
	if err != nil {
		return "", nil, err
	}
	if expected >= lookedUpEach {
		return idColumn + " IN (" + oneByOne + ")", args, withoutWorkers(ctx, tx)
	}
	hits, _ := Hits(tx.Engine(), tx.Tenant, kind, q)
	return idColumn + " IN (" + hits + " INTERSECT " + few + ")", slices.Concat(args, fewArgs), nil
}

// lookedUpEach is from how many hits on PostgreSQL looks up each of few rows sooner than it
// collects the hits.
const lookedUpEach = 10_000

// withoutWorkers keeps PostgreSQL from reading a page with several processes, each of which
// would look for a page of its own, far beyond the rows that the page needs.
func withoutWorkers(ctx context.Context, tx *db.Tx) error {
	if _, err := tx.Exec(ctx, "SET LOCAL max_parallel_workers_per_gather = 0"); err != nil {
		return fmt.Errorf("read without workers: %w", err)
	}
	return nil
}

// tokenPrefix starts every token of one account set and kind, so that each list
// of records in the index holds that set's records only. On PostgreSQL it is
// short, since each record repeats it, and may be the same for two: there the
// columns decide.
func tokenPrefix(engine db.Engine, tenant db.ID, kind string) string {
	whole := kind + strconv.FormatInt(int64(tenant), 36) + "0"
	if engine == db.SQLite {
		return whole
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(whole)) // never fails
	return strconv.FormatUint(uint64(h.Sum32()%shortPrefixes)+shortPrefixes, 36)[1:]
}

// shortPrefixes is how many prefixes of four digits or letters there are.
const shortPrefixes = 36 * 36 * 36 * 36

func prefixed(prefix string, list []string) string {
	var b strings.Builder
	for _, t := range list {
		b.WriteString(prefix)
		b.WriteString(t)
		b.WriteByte(' ')
	}
	return b.String()
}
