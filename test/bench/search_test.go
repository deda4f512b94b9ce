//go:build bench

package bench_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/huotong/huotong/test/world"
)

// searched is a list that is searched, with the filters people combine with q.
type searched struct {
	name, path string
	filters    []string
}

// benchSearch asks for the first page of fifty rows with words of two Han
// characters: those few names hold, those one in a hundred or so, and those in a
// large part of all names; each without and with filters.
func benchSearch(t *testing.T, w *world.World, v *vocabulary) {
	t.Helper()
	// One line in ten is unmatched and one in twenty no longer online.
	w.Exec(t, "DELETE FROM online_pair WHERE line_id % 10 = 3", "UPDATE online_sku SET online = FALSE WHERE id % 20 = 7")
	w.Settle(t)
	client := w.Serve(t)
	var page struct {
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
		Total int64 `json:"total"`
	}
	classes := v.classes(t)
	for _, list := range []searched{
		{"product list", "/products", []string{"", "", "&active=false", "&sort=code"}},
		{"match list", "/online-skus", []string{"", "", "&state=unmatched", "&offer=offline"}},
	} {
		client.Must(t, http.MethodGet, list.path+"?pageSize=50", nil, &page) // opens the connections
		var all []time.Duration
		for _, c := range classes {
			var took []time.Duration
			worst, worstQuery := time.Duration(0), ""
			for i, word := range c.words {
				query := list.path + "?pageSize=50&q=" + url.QueryEscape(word) + list.filters[i%len(list.filters)]
				start := time.Now()
				client.Must(t, http.MethodGet, query, nil, &page)
				d := time.Since(start)
				took = append(took, d)
				if d > worst {
					worst, worstQuery = d, word+" "+list.filters[i%len(list.filters)]
				}
				if len(page.Items) == 0 && i%len(list.filters) < 2 {
					t.Errorf("%s: nothing found for %s, which %d names hold", list.name, word, v.uses[word])
				}
			}
			all = append(all, took...)
			p95 := quantile(took, 0.95)
			t.Logf("%s, %s words: median %s, worst %s (%s)", list.name, c.name, milliseconds(quantile(took, 0.5)), milliseconds(worst), worstQuery)
			report(t, "search", row{
				what: fmt.Sprintf("%s, %s words (%s), %d requests", list.name, c.name, c.hits, len(took)), figure: milliseconds(p95), baseline: "median " + milliseconds(quantile(took, 0.5)),
			})
		}
		p95 := quantile(all, 0.95)
		report(t, "search", row{
			what: fmt.Sprintf("%s, all %d requests", list.name, len(all)), figure: milliseconds(p95), baseline: "median " + milliseconds(quantile(all, 0.5)),
			goal: "p95 ≤ 50 ms", met: p95 <= 50*time.Millisecond,
		})
	}
}

// class is words that are about as frequent as each other.
type class struct {
	name, hits string
	words      []string
}

func (v *vocabulary) classes(t *testing.T) []class {
	t.Helper()
	between := func(least, most int) []string {
		var out []string
		for word, n := range v.uses {
			if n >= least && n <= most {
				out = append(out, word)
			}
		}
		slices.Sort(out)
		v.r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		return out
	}
	n := v.uses[everywhere[0]] * 10 / 3 // names
	take := func(list []string, count int) []string {
		if len(list) == 0 {
			t.Fatal("no word is that frequent")
		}
		out := make([]string, count)
		for i := range out {
			out[i] = list[i%len(list)]
		}
		return out
	}
	return []class{
		{"rare", "under 0.02 %", take(between(1, n/5000), 100)},
		{"middling", "0.2 to 2 %", take(between(n/500, n/50), 100)},
		{"very common", "over 3 %", take(between(n*3/100, n), 60)},
	}
}
