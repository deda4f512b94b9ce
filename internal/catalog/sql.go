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
		n := 1
		for n < len(part) {
			n *= 2
		}
		all := slices.Grow(slices.Clone(args), n)
		for i := range n {
			all = append(all, part[min(i, len(part)-1)])
		}
		in := strings.TrimSuffix(strings.Repeat("?,", n), ",")
		if err := tx.Each(ctx, strings.Replace(query, "{in}", in, 1), all, scan); err != nil {
			return err
		}
	}
	return nil
}
