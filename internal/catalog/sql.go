package catalog

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// lookupChunk is how many keys one IN list holds at most.
const lookupChunk = 1024

// each runs a query for keys in chunks. The query holds one {in}, which becomes
// the list of placeholders; args come before the keys. A list is padded to a
// power of two by repeating its last key, so that few distinct statements are
// prepared.
func each[K any](ctx context.Context, tx *db.Tx, query string, args []any, keys []K, scan func(*sql.Rows) error) error {
	for part := range slices.Chunk(keys, lookupChunk) {
		all := slices.Clone(args)
		for _, k := range padded(part) {
			all = append(all, k)
		}
		if err := tx.Each(ctx, strings.Replace(query, "{in}", places(len(all)-len(args)), 1), all, scan); err != nil {
			return err
		}
	}
	return nil
}

// execEach is each for a statement that changes rows; it returns how many.
func execEach[K any](ctx context.Context, tx *db.Tx, query string, args []any, keys []K) (int64, error) {
	var total int64
	for part := range slices.Chunk(keys, lookupChunk) {
		all := slices.Clone(args)
		for _, k := range padded(part) {
			all = append(all, k)
		}
		n, err := tx.Exec(ctx, strings.Replace(query, "{in}", places(len(all)-len(args)), 1), all...)
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}

// padded repeats the last key up to a power of two.
func padded[K any](keys []K) []K {
	n := 1
	for n < len(keys) {
		n *= 2
	}
	out := slices.Grow(slices.Clone(keys), n-len(keys))
	for len(out) < n {
		out = append(out, keys[len(keys)-1])
	}
	return out
}

func places(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

// pair is an id and a name, the key of what is named within something else.
type pair struct {
	id   db.ID
	name string
}

// eachPair is each for two-column keys: {in} becomes a list of rows.
func eachPair(ctx context.Context, tx *db.Tx, query string, args []any, keys []pair, scan func(*sql.Rows) error) error {
	for part := range slices.Chunk(keys, lookupChunk/4) {
		part = padded(part)
		all := slices.Grow(slices.Clone(args), 2*len(part))
		for _, k := range part {
			all = append(all, int64(k.id), k.name) // an ID of zero would become NULL
		}
		// PostgreSQL takes the type of the column from the first row.
		rows := "VALUES (CAST(? AS BIGINT),?)" + strings.Repeat(",(?,?)", len(part)-1)
		if err := tx.Each(ctx, strings.Replace(query, "{in}", rows, 1), all, scan); err != nil {
			return err
		}
	}
	return nil
}

// insert writes rows, args row after row, in as few statements as possible.
// Statements hold 256, 64, 16, 4 or 1 rows, so that few distinct ones are
// prepared. head ends in VALUES; tail follows the rows. It returns how many
// rows were written.
func insert(ctx context.Context, tx *db.Tx, head string, columns int, args []any, tail string) (int64, error) {
	var total int64
	for size := 256; size >= 1; size /= 4 {
		for len(args) >= size*columns {
			n, err := tx.Exec(ctx, head+" "+db.Tuples(size, columns)+" "+tail, args[:size*columns]...)
			if err != nil {
				return total, err
			}
			total += n
			args = args[size*columns:]
		}
	}
	return total, nil
}
