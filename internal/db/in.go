package db

import (
	"context"
	"database/sql"
	"slices"
	"strings"
)

// inChunk is how many keys one IN list holds at most.
const inChunk = 1024

// EachIn runs a query for keys in chunks. The query holds one {in}, which becomes the
// list of placeholders; args come before the keys.
func EachIn[K any](ctx context.Context, tx *Tx, query string, args []any, keys []K, scan func(*sql.Rows) error) error {
	for part := range slices.Chunk(keys, inChunk) {
		all, in := InKeys(args, part)
		if err := tx.Each(ctx, strings.Replace(query, "{in}", in, 1), all, scan); err != nil {
			return err
		}
	}
	return nil
}

// ExecIn is EachIn for a statement that changes rows; it returns how many.
func ExecIn[K any](ctx context.Context, tx *Tx, query string, args []any, keys []K) (int64, error) {
	var total int64
	for part := range slices.Chunk(keys, inChunk) {
		all, in := InKeys(args, part)
		n, err := tx.Exec(ctx, strings.Replace(query, "{in}", in, 1), all...)
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}

// InKeys appends the keys, the last repeated up to a power of two, so that few
// distinct statements are prepared, and gives the placeholders of the keys.
func InKeys[K any](args []any, keys []K) (all []any, in string) {
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

// Insert writes rows, args row after row, in as few statements as possible, and returns
// how many rows were written. Statements hold 256, 64, 16, 4 or 1 rows, so that few
// distinct ones are prepared. head ends in VALUES; tail follows the rows.
func Insert(ctx context.Context, tx *Tx, head string, columns int, args []any, tail string) (int64, error) {
	var total int64
	for size := 256; size >= 1; size /= 4 {
		for len(args) >= size*columns {
			n, err := tx.Exec(ctx, head+" "+Tuples(size, columns)+" "+tail, args[:size*columns]...)
			if err != nil {
				return total, err
			}
			total += n
			args = args[size*columns:]
		}
	}
	return total, nil
}
