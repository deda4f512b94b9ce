package apitest

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api"
)

// Sample is a request that names records of set B. Everything else in it must be
// in order, so that nothing but the foreign ids can be the reason for refusing.
type Sample struct {
	Params map[string]string // values of the path's parameters
	Body   any
	// Field is set when the ids are in the body: the field whose problem must be
	// not_found ("customerId"), or "results" for a batch action.
	Field string
}

// Isolation asks every route that names a record (in its path, or a batch of ids)
// for records of set B as the owner of set A, and wants not found. samples are
// keyed by route id and may hold several per route; a route without one fails the
// test. only limits it to the routes of these tags' paths ("/sales"); with none
// given it covers every route.
func (w *World) Isolation(tb testing.TB, samples map[string][]Sample, only ...string) {
	tb.Helper()
	for _, route := range w.API.Routes() {
		path := strings.TrimPrefix(route.Path, api.Base)
		if len(only) > 0 && !slices.ContainsFunc(only, func(p string) bool { return strings.HasPrefix(path, p) }) {
			continue
		}
		switch route.Permission {
		case api.Public, api.Person, api.SessionOnly: // know no account set
			continue
		}
		list := samples[route.ID]
		names := strings.Contains(path, "{") || strings.Contains(path, "/actions/")
		if names && len(list) == 0 {
			tb.Errorf("%s %s (%s): no sample of another set's record", route.Method, path, route.ID)
		}
		for _, s := range list {
			w.isolated(tb, route, path, s)
		}
	}
}

func (w *World) isolated(tb testing.TB, route api.RouteInfo, path string, s Sample) {
	tb.Helper()
	for name, value := range s.Params {
		path = strings.ReplaceAll(path, "{"+name+"}", value)
	}
	if route.Method == http.MethodGet { // the record does exist, for those it belongs to
		if a := w.Other.Do(tb, route.Method, path, s.Body); a.Status >= 400 {
			tb.Errorf("%s: the sample is no good, its own set gets %d\n%s", route.ID, a.Status, a.Body)
		}
	}
	a := w.Owner.Do(tb, route.Method, path, s.Body)
	switch s.Field {
	case "":
		if a.Status != http.StatusNotFound {
			tb.Errorf("%s %s: another set's record answers %d, want 404\n%s", route.Method, path, a.Status, a.Body)
		}
	case "results":
		results, _ := a.At("results").([]any)
		if a.Status != http.StatusOK || len(results) == 0 {
			tb.Errorf("%s %s: answers %d, want an outcome per id\n%s", route.Method, path, a.Status, a.Body)
		}
		for i := range results {
			if told, _ := results[i].(map[string]any); len(told) == 1 && told["id"] != nil {
				continue // nothing but the id that was asked about
			}
			if a.At("results", i, "ok") != false || a.At("results", i, "problem", "status") != float64(http.StatusNotFound) {
				tb.Errorf("%s %s: outcome %d is not a 404\n%s", route.Method, path, i, a.Body)
			}
		}
	default:
		if a.Status < 400 || !slices.ContainsFunc(a.Fields(), func(f string) bool { return strings.HasPrefix(f, s.Field+" ") }) {
			tb.Errorf("%s %s: answers %d without a problem of %s\n%s", route.Method, path, a.Status, s.Field, a.Body)
		}
	}
}
