package address

import (
	"maps"
	"slices"
)

// distinct gives the values without repetition and without the empty one, sorted.
func distinct(values []string) []string {
	set := make(map[string]bool, len(values))
	for _, v := range values {
		set[v] = v != ""
	}
	maps.DeleteFunc(set, func(_ string, keep bool) bool { return !keep })
	return slices.Sorted(maps.Keys(set))
}
