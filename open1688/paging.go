package open1688

import (
	"errors"
	"iter"
)

var errStuckPage = errors.New("open1688: the next page repeats the one before")

// pages turns page-wise reading into a sequence. It ends at the total the
// platform names, or, without one, at the first page with nothing on it; a page
// may hold fewer than size without being the last. A platform that ignores the
// page number (reference §9, 4 tells of an ignored filter) would make it endless,
// so a page starting like the one before is an error.
func pages[T any](op *Operation, first, size int, fetch func(page int) ([]T, int64, error), key func(*T) ID) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		var previous ID
		for page := max(first, 1); ; page++ {
			items, total, err := fetch(page)
			if err != nil {
				yield(nil, err)
				return
			}
			if len(items) == 0 {
				return
			}
			id := key(&items[0])
			if id != "" && id == previous {
				yield(nil, malformed(op, errStuckPage))
				return
			}
			previous = id
			for i := range items {
				if !yield(&items[i], nil) {
					return
				}
			}
			if total > 0 && int64(page)*int64(size) >= total {
				return
			}
		}
	}
}
