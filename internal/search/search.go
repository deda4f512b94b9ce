package search

import (
	"context"
	"fmt"
	"hash/fnv"
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
func Match(engine db.Engine, tenant db.ID, kind, idColumn, q string) (cond string, args []any) {
	words := queryTokens(q)
	prefix := tokenPrefix(engine, tenant, kind)
	switch {
	case words == nil:
		return "", nil
	case len(words) == 0:
		return "1 = 0", nil // nothing but punctuation: nothing can match
	case engine == db.Postgres:
		return idColumn + " IN (SELECT hit.id FROM search_index AS hit WHERE hit.tenant_id = ? AND hit.kind = ? AND hit.g @@ CAST(? AS tsquery))",
			[]any{tenant, kind, postgresQuery(prefix, words)}
	}
	return idColumn + " IN (SELECT rowid FROM search_index WHERE search_index MATCH ?)", []any{sqliteQuery(prefix, words)}
}

// walkFrom is with how many hits it pays to walk a list in its order and look each
// row up among the hits, instead of sorting the hits: half a million rows are walked
// for a page when a word is in one of ten thousand, ten thousand when it is in one of
// two hundred.
const walkFrom = 10_000

// Walk is Match for a query in an order that an index gives and that stops after some
// rows. On SQLite it makes the query follow that index when q has so many hits that
// this is faster; PostgreSQL decides so by itself.
func Walk(ctx context.Context, tx *db.Tx, kind, idColumn, q string) (cond string, args []any, err error) {
	cond, args = Match(tx.Engine(), tx.Tenant, kind, idColumn, q)
	if tx.Engine() == db.Postgres || args == nil {
		return cond, args, nil
	}
	var hits int64
	if _, err := tx.Row(ctx, "SELECT COUNT(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ?)", []any{args[0], walkFrom}, &hits); err != nil {
		return "", nil, fmt.Errorf("count hits: %w", err)
	}
	if hits == walkFrom {
		cond = "+" + cond // a column with a sign is not looked up in its index
	}
	return cond, args, nil
}

// Stream is Match for a query ordered by idColumn that stops after some rows. On
// SQLite it reads the hits in order and stops with the query, where Match collects
// all of them first: from goes before the query's own tables, in a FROM that names
// them for inner rows, and order replaces idColumn in ORDER BY. PostgreSQL finds
// that way by itself, so from is empty there and order is idColumn.
func Stream(engine db.Engine, tenant db.ID, kind, idColumn, q string) (from, cond, order string, args []any) {
	cond, args = Match(engine, tenant, kind, idColumn, q)
	if engine == db.Postgres || args == nil {
		return "", cond, idColumn, args
	}
	return "search_index AS hit CROSS JOIN ", "hit.search_index MATCH ? AND " + idColumn + " = hit.rowid", "hit.rowid", args
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
