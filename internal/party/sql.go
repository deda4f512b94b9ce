package party

import (
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// inIDs gives the placeholders and arguments of an IN list of ids, which must
// not be empty.
func inIDs(ids []db.ID) (placeholders string, args []any) {
	for _, id := range ids {
		args = append(args, id)
	}
	args = padded(args)
	return strings.TrimSuffix(strings.Repeat("?,", len(args)), ","), args
}

// padded repeats the last key up to a power of two, so that few distinct
// statements are prepared.
func padded(keys []any) []any {
	n := 1
	for n < len(keys) {
		n *= 2
	}
	out := append(make([]any, 0, n), keys...)
	for len(out) < n {
		out = append(out, keys[len(keys)-1])
	}
	return out
}
