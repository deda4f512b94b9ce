package apitest

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api"
)

// Sample is a request that names records of set B. Everything else in it must be
// in order, so that nothing but the foreign ids can be the reason for refusing.
type Sample struct {
	Params map[string]string // values of the path's parameters
	Query  string            // what the route needs besides: "name=a.txt"
	Body   any
	// Field is set when the ids are in the body: the field that must have a problem
	// ("lines[0].skuId"), or "results" for a batch action.
	Field string
	// Names is the field of the body whose id is set B's, where the answer does not
	// say: a batch action asked with ids of its own, or an answer of not found.
	Names string
	// Code is set when the id is a filter, of which nothing is found: the code of the
	// refusal that says so.
	Code string
	// Unread marks a field (Names) that the route's body has but the route does not
	// read, since the body is shared; nothing is asked.
	Unread bool
}

// named is the field of the body that the sample tries, as the description has it.
func (s *Sample) named(ids []string) string {
	switch {
	case s.Names != "":
		return s.Names
	case s.Field == "results" && slices.Contains(ids, "ids[]"):
		return "ids[]"
	case s.Field != "" && s.Field != "results":
		return index.ReplaceAllString(s.Field, "[]")
	case s.Field == "" && s.Params == nil && len(ids) == 1:
		return ids[0]
	}
	return ""
}

var index = regexp.MustCompile(`\[\d+\]`)

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
		if !route.InSet() {
			continue
		}
		list := samples[route.ID]
		names := strings.Contains(path, "{") || strings.Contains(path, "/actions/")
		if names && len(list) == 0 {
			tb.Errorf("%s %s (%s): no sample of another set's record", route.Method, path, route.ID)
		}
		for _, s := range list {
			if !s.Unread {
				w.isolated(tb, route, path, s)
			}
		}
	}
}

// EveryIDIsTried fails the test unless each field of a body that holds an id has a
// sample with an id of set B in it.
func (w *World) EveryIDIsTried(tb testing.TB, samples map[string][]Sample) {
	tb.Helper()
	bodies := w.idsOfBodies(tb)
	for _, route := range w.API.Routes() {
		if !route.InSet() {
			continue
		}
		tried := map[string]bool{}
		for _, s := range samples[route.ID] {
			tried[s.named(bodies[route.ID])] = true
		}
		for _, field := range bodies[route.ID] {
			if !tried[field] {
				tb.Errorf("%s %s (%s): no sample with another set's id in %s", route.Method, route.Path, route.ID, field)
			}
		}
	}
}

// idsOfBodies gives the fields that hold ids in the body of each route, by route id:
// "customerId", "lines[].skuId".
func (w *World) idsOfBodies(tb testing.TB) map[string][]string {
	tb.Helper()
	text, err := w.API.Document()
	if err != nil {
		tb.Fatal(err)
	}
	var spec struct {
		Paths map[string]map[string]struct {
			ID   string `json:"operationId"`
			Body struct {
				Content map[string]struct{ Schema schema }
			} `json:"requestBody"`
		}
		Components struct{ Schemas map[string]schema }
	}
	if err := json.Unmarshal(text, &spec); err != nil {
		tb.Fatal(err)
	}
	out := map[string][]string{}
	for _, methods := range spec.Paths {
		for _, op := range methods {
			for _, c := range op.Body.Content {
				out[op.ID] = append(out[op.ID], c.Schema.ids("", spec.Components.Schemas)...)
			}
			slices.Sort(out[op.ID])
		}
	}
	return out
}

// schema is what of a JSON schema leads to the ids in it.
type schema struct {
	Ref        string `json:"$ref"`
	Pattern    string
	Items      *schema
	Properties map[string]schema
}

// idPattern is the pattern the description gives to ids.
const idPattern = `^[1-9]\d{0,18}$`

func (s schema) ids(at string, all map[string]schema) []string {
	if s.Ref != "" {
		s = all[s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]]
	}
	if s.Pattern == idPattern {
		return []string{at}
	}
	var out []string
	if s.Items != nil {
		out = s.Items.ids(at+"[]", all)
	}
	for name, p := range s.Properties {
		out = append(out, p.ids(strings.TrimPrefix(at+"."+name, "."), all)...)
	}
	return out
}

// unknown tells whether a code says that there is no such record.
func unknown(code string) bool { return strings.HasSuffix(code, "not_found") }

func (w *World) isolated(tb testing.TB, route api.RouteInfo, path string, s Sample) {
	tb.Helper()
	for name, value := range s.Params {
		path = strings.ReplaceAll(path, "{"+name+"}", value)
	}
	if s.Query != "" {
		path += "?" + s.Query
	}
	if route.Method == http.MethodGet { // the record does exist, for those it belongs to
		if a := w.Other.Do(tb, route.Method, path, s.Body); a.Status >= 400 {
			tb.Errorf("%s: the sample is no good, its own set gets %d\n%s", route.ID, a.Status, a.Body)
		}
	}
	a := w.Owner.Do(tb, route.Method, path, s.Body)
	switch {
	case s.Code != "":
		if a.Status < 400 || a.Text("code") != s.Code {
			tb.Errorf("%s %s: answers %d, want a refusal %s\n%s", route.Method, path, a.Status, s.Code, a.Body)
		}
	case s.Field == "":
		if a.Status != http.StatusNotFound {
			tb.Errorf("%s %s: another set's record answers %d, want 404\n%s", route.Method, path, a.Status, a.Body)
		}
	case s.Field == "results":
		results, _ := a.At("results").([]any)
		if a.Status != http.StatusOK || len(results) == 0 {
			tb.Errorf("%s %s: answers %d, want an outcome per id\n%s", route.Method, path, a.Status, a.Body)
		}
		for i := range results {
			if told, _ := results[i].(map[string]any); len(told) == 1 && told["id"] != nil {
				continue // nothing but the id that was asked about
			}
			if a.At("results", i, "ok") != false || a.At("results", i, "problem", "status") != http.StatusNotFound && !unknown(a.Text("results", i, "problem", "errors", 0, "code")) {
				tb.Errorf("%s %s: outcome %d is not a 404\n%s", route.Method, path, i, a.Body)
			}
		}
	default:
		if a.Status < 400 || !slices.ContainsFunc(a.Fields(), func(f string) bool { return strings.HasPrefix(f, s.Field+" ") }) {
			tb.Errorf("%s %s: answers %d without a problem of %s\n%s", route.Method, path, a.Status, s.Field, a.Body)
		}
	}
}
