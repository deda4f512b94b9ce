package catalog

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// lookupChunk is how many keys one list of rows holds at most.
const lookupChunk = 256

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

// pair is an id and a name, the key of what is named within something else.
type pair struct {
	id   db.ID
	name string
}

// eachPair is db.EachIn for two-column keys: {in} becomes a list of rows.
func eachPair(ctx context.Context, tx *db.Tx, query string, args []any, keys []pair, scan func(*sql.Rows) error) error {
	for part := range slices.Chunk(keys, lookupChunk) {
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
