package api

import (
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/fault"
)

// pageOf pages a list that is read whole because it is small: people, roles,
// tokens. text is what q looks in; sorts gives a comparison per value of sort.
func pageOf[T any](q ListQuery, all []T, text func(T) string, sorts map[string]func(a, b T) int) (*PageOf[T], error) {
	list := all
	if words := strings.Fields(strings.ToLower(q.Q)); len(words) > 0 {
		list = slices.DeleteFunc(slices.Clone(all), func(item T) bool {
			in := strings.ToLower(text(item))
			return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(in, w) })
		})
	}
	if q.Sort != "" {
		name, desc := strings.CutPrefix(q.Sort, "-")
		compare, ok := sorts[name]
		if !ok {
			var names []string
			for n := range sorts {
				names = append(names, n)
			}
			slices.Sort(names)
			var f fault.Fields
			f.Add("sort", fault.ErrChoice.With("allowed", strings.Join(names, ", ")))
			return nil, f.Err()
		}
		slices.SortStableFunc(list, func(a, b T) int {
			if desc {
				return compare(b, a)
			}
			return compare(a, b)
		})
	}
	page := Page[T]{Items: []T{}, Page: q.Page, PageSize: q.PageSize, Total: int64(len(list))}
	from := (page.Page - 1) * page.PageSize
	if from < len(list) {
		page.Items = list[from:min(from+page.PageSize, len(list))]
	}
	return &PageOf[T]{Body: page}, nil
}
