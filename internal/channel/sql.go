package channel

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
// the list of placeholders; args come before the keys.
func each[K any](ctx context.Context, tx *db.Tx, query string, args []any, keys []K, scan func(*sql.Rows) error) error {
	for part := range slices.Chunk(keys, lookupChunk) {
		all, in := withKeys(args, part)
		if err := tx.Each(ctx, strings.Replace(query, "{in}", in, 1), all, scan); err != nil {
			return err
		}
	}
	return nil
}

// execEach is each for a statement that changes rows; it returns how many.
func execEach[K any](ctx context.Context, tx *db.Tx, query string, args []any, keys []K) (int64, error) {
	var total int64
	for part := range slices.Chunk(keys, lookupChunk) {
		all, in := withKeys(args, part)
		n, err := tx.Exec(ctx, strings.Replace(query, "{in}", in, 1), all...)
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}

// withKeys appends the keys, the last repeated up to a power of two, so that few
// distinct statements are prepared.
func withKeys[K any](args []any, keys []K) (all []any, in string) {
	n := 1
	for n < len(keys) {
		n *= 2
	}
	all = slices.Grow(slices.Clone(args), n)
	for i := range n {
		all = append(all, keys[min(i, len(keys)-1)])
	}
	return all, strings.TrimSuffix(strings.Repeat("?,", n), ",")
}

// insert writes rows, args row after row. Statements hold 256, 64, 16, 4 or 1
// rows, so that few distinct ones are prepared. head ends in VALUES; tail follows
// the rows.
func insert(ctx context.Context, tx *db.Tx, head string, columns int, args []any, tail string) error {
	for size := 256; size >= 1; size /= 4 {
		for len(args) >= size*columns {
			if _, err := tx.Exec(ctx, head+" "+db.Tuples(size, columns)+" "+tail, args[:size*columns]...); err != nil {
				return err
			}
			args = args[size*columns:]
		}
	}
	return nil
}
