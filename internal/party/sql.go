package party

import (
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// inIDs gives the placeholders and arguments of an IN list. The list is padded
// to a power of two by repeating its last id, so that few distinct statements
// are prepared. It must not be empty.
func inIDs(ids []db.ID) (placeholders string, args []any) {
	n := 1
	for n < len(ids) {
		n *= 2
	}
	args = make([]any, n)
	for i := range n {
		args[i] = ids[min(i, len(ids)-1)]
	}
	return strings.TrimSuffix(strings.Repeat("?,", n), ","), args
}
