package preorder

import (
	"testing"
	"time"

	"github.com/huotong/huotong/open1688"
)

// The rest of a list is left out only when all of it must be too old.
func TestTail(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	page := func(n int, first, step time.Duration) (list []open1688.PreOrder) {
		for i := range n {
			list = append(list, open1688.PreOrder{GmtCreate: open1688.Time{Time: now.Add(first + time.Duration(i)*step)}})
		}
		return list
	}
	hour := time.Hour
	for name, c := range map[string]struct {
		oldest time.Time
		pages  [][]open1688.PreOrder
		want   bool
	}{
		"falls past the start":        {now.Add(-6 * hour), [][]open1688.PreOrder{page(20, 0, -hour)}, true},
		"one old entry":               {now.Add(-6 * hour), [][]open1688.PreOrder{page(1, -9*hour, 0)}, false},
		"not old enough":              {now.Add(-20 * hour), [][]open1688.PreOrder{page(20, 0, -hour)}, false},
		"old enough on the next page": {now.Add(-20 * hour), [][]open1688.PreOrder{page(20, 0, -hour), page(20, -20*hour, -hour)}, true},
		"rises":                       {now, [][]open1688.PreOrder{page(20, -100*hour, hour)}, false},
		"rises between pages":         {now.Add(-6 * hour), [][]open1688.PreOrder{page(20, -50*hour, -hour), page(20, -30*hour, -hour)}, false},
		"stands still":                {now, [][]open1688.PreOrder{page(20, -9*hour, 0)}, false},
		"1688 told no time":           {time.Time{}, [][]open1688.PreOrder{page(20, 0, -hour)}, false},
		"entries without time":        {now, [][]open1688.PreOrder{make([]open1688.PreOrder, 20)}, false},
	} {
		rest, got := tail{oldest: c.oldest}, false
		for _, p := range c.pages {
			got = rest.past(p)
		}
		if got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
