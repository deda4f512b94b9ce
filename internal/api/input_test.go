package api_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

var permProbe = api.DefinePermission("probe.write", "试验", "Probe", "probe")

type probeLine struct {
	SKU      db.ID        `json:"skuId"`
	Quantity dec.Quantity `json:"quantity"`
	Price    *dec.Price   `json:"price,omitempty"`
}

type probeInput struct {
	ID    db.ID    `path:"id"`
	Limit int      `query:"limit" minimum:"1" maximum:"10" default:"5"`
	Since db.Date  `query:"since"`
	Tags  []string `query:"tag" maxItems:"3"`
	Body  struct {
		Name    string      `json:"name" minLength:"1" maxLength:"5"`
		Kind    string      `json:"kind,omitempty" enum:"a,b"`
		Date    db.Date     `json:"date"`
		Fee     dec.Amount  `json:"fee,omitempty"`
		Parent  db.ID       `json:"parentId,omitempty"`
		Count   int64       `json:"count,omitempty" minimum:"0"`
		Lines   []probeLine `json:"lines" minItems:"1" maxItems:"3"`
		Reviews bool        `json:"reviews,omitempty"`
	}
}

type probeOutput struct {
	Body struct {
		Limit int         `json:"limit"`
		Date  db.Date     `json:"date"`
		Fee   dec.Amount  `json:"fee"`
		Lines []probeLine `json:"lines"`
		Tags  []string    `json:"tags"`
	}
}

func probe(w *apitest.World) {
	api.Post(w.API, api.Route{Path: "/probe/{id}", ID: "probe", Summary: "Probe", Tag: "probe", Permission: permProbe},
		func(_ context.Context, _ db.Scope, in *probeInput) (*probeOutput, error) {
			out := &probeOutput{}
			out.Body.Limit, out.Body.Date, out.Body.Fee, out.Body.Lines = in.Limit, in.Body.Date, in.Body.Fee, in.Body.Lines
			return out, nil
		})
	api.Post(w.API, api.Route{Path: "/panic", ID: "panic", Summary: "Panic", Tag: "probe", Permission: permProbe},
		func(context.Context, db.Scope, *struct{}) (*api.Empty, error) { panic("deliberate") })
}

const goodLine = `{"skuId":"12","quantity":"1.5"}`

func TestInputProblemsAreReportedTogetherWithCodesAndPaths(t *testing.T) {
	t.Parallel()
	w := apitest.New(t, probe)
	for _, c := range []struct {
		name, query, body string
		status            int
		code              string
		fields            []string
	}{
		{"good", "", `{"name":"x","date":"2026-11-22","lines":[` + goodLine + `]}`, 200, "", nil},
		{
			"everything at once", "?limit=11&since=yesterday&nope=1",
			`{"name":"","kind":"c","date":"2026-02-30","fee":"1.234","count":-1,"extra":1,"lines":[` + goodLine + `,{"skuId":"abc","quantity":"x"},{"quantity":"1.00001","price":"9999999999"}]}`,
			422, "input.fields",
			[]string{
				"nope input.unknown", "limit input.max", "since input.format", "date input.format", "fee decimal.too_many_places",
				"lines[1].skuId input.format", "lines[1].quantity decimal.invalid", "lines[2].quantity decimal.too_many_places",
				"lines[2].price decimal.out_of_range", "count input.min", "kind input.choice", "lines[2].skuId input.required",
				"name input.required", "extra input.unknown",
			},
		},
		{
			"a number where a decimal string is wanted", "", `{"name":"x","date":"2026-11-22","lines":[{"skuId":12,"quantity":1.5}]}`, 422, "input.fields",
			[]string{"lines[0].skuId input.type", "lines[0].quantity input.type"},
		},
		{"empty and null required", "", `{"name":null,"date":"","lines":null}`, 422, "input.fields", []string{"date input.required", "lines input.required", "name input.required"}},
		{"too many", "", `{"name":"abcdef","date":"2026-11-22","lines":[` + strings.Repeat(goodLine+",", 3) + goodLine + `]}`, 422, "input.fields", []string{"lines input.too_many", "name input.too_long"}},
		{"a list joined by commas", "?tag=a,b,c", `{"name":"x","date":"2026-11-22","lines":[` + goodLine + `]}`, 200, "", nil},
		{"a list too long", "?tag=a,b,c,d", `{"name":"x","date":"2026-11-22","lines":[` + goodLine + `]}`, 422, "input.fields", []string{"tag input.too_many"}},
		{"a parameter given twice", "?tag=a&tag=b", `{"name":"x","date":"2026-11-22","lines":[` + goodLine + `]}`, 422, "input.fields", []string{"tag input.repeated"}},
		{"too few", "", `{"name":"x","date":"2026-11-22","lines":[]}`, 422, "input.fields", []string{"lines input.too_few"}},
		{"id beyond 63 bits", "", `{"name":"x","date":"2026-11-22","parentId":"99999999999999999999","lines":[` + goodLine + `]}`, 422, "input.fields", []string{"parentId input.format"}},
		{"integer beyond 64 bits", "", `{"name":"x","date":"2026-11-22","count":1e30,"lines":[` + goodLine + `]}`, 422, "input.fields", []string{"count input.type"}},
		{"fraction for an integer", "", `{"name":"x","date":"2026-11-22","count":1.5,"lines":[` + goodLine + `]}`, 422, "input.fields", []string{"count input.type"}},
		{"NUL in text", "", `{"name":"a\u0000","date":"2026-11-22","lines":[` + goodLine + `]}`, 422, "input.fields", []string{"name input.text"}},
		{"wrong case of a name", "", `{"Name":"x","date":"2026-11-22","lines":[` + goodLine + `]}`, 422, "input.fields", []string{"name input.required", "Name input.unknown"}},
		{"not an object", "", `[]`, 422, "input.fields", []string{" input.type"}},
		{"not JSON", "", "{\"name\":\n oops}", 400, "request.malformed", nil},
		{"cut off", "", `{"name":"x"`, 400, "request.malformed", nil},
		{"nothing", "", ``, 400, "request.empty", nil},
		{"too large", "", `{"name":"` + strings.Repeat("x", 1<<20) + `"}`, 413, "request.too_large", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := w.Owner.Do(t, http.MethodPost, "/probe/1"+c.query, c.body).Want(t, c.status, c.code)
			got := a.Fields()
			slices.Sort(got)
			slices.Sort(c.fields)
			if !slices.Equal(got, c.fields) {
				t.Errorf("problems:\n got %q\nwant %q\n%s", got, c.fields, a.Body)
			}
		})
	}
	t.Run("malformed tells where", func(t *testing.T) {
		t.Parallel()
		a := w.Owner.Do(t, http.MethodPost, "/probe/1", "{\"name\":\n oops}").Want(t, 400, "request.malformed")
		if a.Text("params", "line") != "2" {
			t.Errorf("line = %q, want 2", a.Text("params", "line"))
		}
	})
	t.Run("path that is no id", func(t *testing.T) {
		t.Parallel()
		w.Owner.Do(t, http.MethodPost, "/probe/abc", `{}`).Want(t, 404, "not_found")
	})
	t.Run("media type", func(t *testing.T) {
		t.Parallel()
		w.Owner.Do(t, http.MethodPost, "/probe/1", `name=x`, apitest.Header("Content-Type", "application/x-www-form-urlencoded")).Want(t, 415, "request.media_type")
	})
}

func TestAnswersAreExactAndListsNeverNull(t *testing.T) {
	t.Parallel()
	w := apitest.New(t, probe)
	a := w.Owner.Do(t, http.MethodPost, "/probe/1", `{"name":"x","date":"2026-11-22","fee":"3","lines":[{"skuId":"9007199254740993","quantity":"2.50","price":"1.2345"}]}`).Want(t, 200, "")
	want := `{"limit":5,"date":"2026-11-22","fee":"3.00","lines":[{"skuId":"9007199254740993","quantity":"2.5","price":"1.2345"}],"tags":[]}`
	if got := strings.TrimSpace(string(a.Body)); got != want {
		t.Errorf("answer\n got %s\nwant %s", got, want)
	}
}

func TestProblemsSpeakTheLanguageAskedFor(t *testing.T) {
	t.Parallel()
	w := apitest.New(t, probe)
	for header, want := range map[string]string{
		"":                              "有 1 处填写有误",
		"en-GB,en;q=0.9":                "1 input(s) are wrong",
		"fr,zh-CN;q=0.2,en;q=0.8":       "1 input(s) are wrong",
		"zh-TW":                         "有 1 处填写有误",
		"de":                            "有 1 处填写有误",
		"en;q=0.1,zh;q=0.3,*;q=0.01,xx": "有 1 处填写有误",
	} {
		a := w.Owner.Do(t, http.MethodPost, "/probe/1?nope=1", `{"name":"x","date":"2026-11-22","lines":[`+goodLine+`]}`, apitest.Header("Accept-Language", header)).Want(t, 422, "input.fields")
		if a.Text("detail") != want {
			t.Errorf("%q: detail = %q, want %q", header, a.Text("detail"), want)
		}
		if a.Text("messages", "zh-CN") == "" || a.Text("messages", "en-US") == "" || a.Text("requestId") == "" || a.Text("remedy") == "" ||
			a.Header.Get("Content-Type") != "application/problem+json" || a.Text("type") != "about:blank" {
			t.Errorf("problem is incomplete: %s", a.Body)
		}
	}
	// Without a header it is the person's own language.
	w.Owner.Do(t, http.MethodPut, "/me", map[string]any{"language": "en-US"}).Want(t, 200, "")
	if a := w.Owner.Get(t, "/roles?sort=nope"); a.Text("detail") != "1 input(s) are wrong" {
		t.Errorf("detail = %q, want the person's language", a.Text("detail"))
	}
}

func TestWhatNoRouteTakes(t *testing.T) {
	t.Parallel()
	w := apitest.New(t, probe)
	w.Owner.Get(t, "/nothing").Want(t, 404, "request.no_route")
	w.Owner.Get(t, "//elsewhere").Want(t, 404, "request.no_route")
	a := w.Owner.Do(t, http.MethodDelete, "/me", nil).Want(t, 405, "request.method")
	if got := a.Header.Get("Allow"); got != "GET, PUT" {
		t.Errorf("Allow = %q", got)
	}
	w.Owner.Do(t, http.MethodPost, "/panic", nil).Want(t, 500, "internal")
	for _, path := range []string{"//healthz", "//readyz", "//metrics", "//api/openapi.json", "//api/docs", "//api/docs/page.js"} {
		w.Anybody().Get(t, path).Want(t, 200, "")
	}
	if m := string(w.Anybody().Get(t, "//metrics").Body); !strings.Contains(m, `huotong_http_request_duration_seconds_count{method="POST",route="/api/v1/panic",status="500"} 1`) {
		t.Error("the request is not in the metrics")
	}
}
