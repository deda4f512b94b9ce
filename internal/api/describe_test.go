package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/live"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestRoutesAndTheirPermissions(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	var b strings.Builder
	for _, r := range w.API.Routes() {
		fmt.Fprintf(&b, "%-6s %-40s %s\n", r.Method, r.Path, r.Permission)
	}
	golden := filepath.Join("testdata", "routes.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("routes differ from %s; if that is meant, run with -update\n%s", golden, b.String())
	}
}

func TestDescription(t *testing.T) {
	t.Parallel()
	w := apitest.New(t, probe)
	text, err := w.API.Document()
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := w.API.Document(); string(again) != string(text) {
		t.Error("the description differs from one time to the next")
	}
	var spec struct {
		Paths      map[string]map[string]map[string]any `json:"paths"`
		Components struct {
			Schemas map[string]map[string]any `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal(text, &spec); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "$schema") || strings.Contains(string(text), `"null"`) {
		t.Error("the description has $schema or nullable lists")
	}
	for _, name := range []string{"Session", "SessionSet", "UserPage", "Problem", "AuditEntryPage", "Settings"} {
		if spec.Components.Schemas[name] == nil {
			t.Errorf("no schema %s", name)
		}
	}
	line := fmt.Sprint(spec.Components.Schemas["Api_testProbeLine"]["properties"])
	for _, part := range []string{`\d{1,9}(\.\d{1,4})?$`, `^[1-9]\d{0,18}$`, "type:string", "format:decimal"} {
		if !strings.Contains(line, part) {
			t.Errorf("%s is not in %s", part, line)
		}
	}
	if op := spec.Paths["/api/v1/roles"]["post"]; op["x-permission"] != "role.manage" {
		t.Errorf("permission = %v", op["x-permission"])
	}
	if refs := regexp.MustCompile(`"\$ref": "#/components/schemas/([^"]+)"`).FindAllStringSubmatch(string(text), -1); len(refs) == 0 {
		t.Error("no references")
	} else {
		for _, r := range refs {
			if spec.Components.Schemas[r[1]] == nil {
				t.Errorf("reference to the missing %s", r[1])
			}
		}
	}
}

func TestRegisteringNeedsAPermission(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	for _, p := range []api.Permission{"", "undeclared.thing"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a route with permission %q was taken", p)
				}
			}()
			api.Get(w.API, api.Route{Path: "/x", ID: "x", Summary: "x", Tag: "x", Permission: p},
				func(context.Context, db.Scope, *struct{}) (*api.Empty, error) { return nil, nil })
		}()
	}
}

func TestEventsReachTheSetAndNoOther(t *testing.T) {
	t.Parallel()
	w := apitest.New(t, func(w *apitest.World) {
		w.API.Topic("sale", func(context.Context, db.Scope, json.RawMessage) bool { return true })
	})
	server := httptest.NewServer(w.Handler)
	t.Cleanup(server.Close)
	open := func(p *apitest.Person, set db.ID) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/api/v1/events?accountSet="+set.String(), http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.AddCookie(&http.Cookie{Name: api.CookieName, Value: p.Cookie}) //nolint:gosec // a request's cookie has no attributes
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = answer.Body.Close() })
		return answer
	}
	if a := open(w.Owner, w.B.ID); a.StatusCode != http.StatusNotFound {
		t.Fatalf("another set's events answer %d", a.StatusCode)
	}
	mine, theirs := open(w.Owner, w.A.ID), open(w.Other, w.B.ID)
	if got := mine.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("content type = %q", got)
	}
	lines := bufio.NewScanner(mine.Body)
	others := bufio.NewScanner(theirs.Body)
	for _, s := range []*bufio.Scanner{lines, others} { // the opening comment and its blank line: from here on we listen
		for range 2 {
			if !s.Scan() {
				t.Fatal("the stream did not open")
			}
		}
	}
	publish := func(sc db.Scope, id string) {
		if err := w.DB.InTx(t.Context(), sc, func(_ context.Context, tx *db.Tx) error {
			live.PublishTx(tx, "sale", map[string]string{"id": id})
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	publish(w.OtherScope(), "2")
	publish(w.Scope(), "1")
	read := make(chan string, 2)
	for _, s := range []*bufio.Scanner{lines, others} {
		go func() {
			for s.Scan() {
				if topic, found := strings.CutPrefix(s.Text(), "event: "); found && topic != live.Reload { // which may come at any time
					s.Scan()
					read <- topic + " " + s.Text()
					return
				}
			}
		}()
	}
	got := map[string]bool{}
	for range 2 {
		select {
		case line := <-read:
			got[line] = true
		case <-time.After(time.Minute):
			t.Fatal("no event came")
		}
	}
	if !got[`sale data: {"id":"1"}`] || !got[`sale data: {"id":"2"}`] {
		t.Errorf("events = %v", got)
	}
}

type carriedQuery struct {
	Words string `query:"words" maxLength:"5" doc:"What is said"`
}

// What a route takes and gives is described as it is served: parameters of an embedded
// type, each media type of an upload, the headers and the status of a stream.
func TestARouteIsDescribedAsItIsServed(t *testing.T) {
	t.Parallel()
	type input struct {
		carriedQuery
		RawBody []byte `contentType:"text/plain,text/csv"`
	}
	type output struct {
		ContentType string `header:"Content-Type"`
		Body        api.Stream
	}
	w := apitest.New(t)
	api.Post(w.API, api.Route{Path: "/carried", ID: "carry", Summary: "Carry", Tag: "probe", Permission: permProbe, Status: http.StatusCreated},
		func(_ context.Context, _ db.Scope, in *input) (*output, error) {
			return &output{"text/plain", func(to io.Writer) { _, _ = io.WriteString(to, in.Words+string(in.RawBody)) }}, nil
		})
	text, err := w.API.Document()
	if err != nil {
		t.Fatal(err)
	}
	var spec struct {
		Paths map[string]map[string]struct {
			Parameters  []struct{ Name, In, Description string }
			RequestBody struct{ Content map[string]any }
			Responses   map[string]struct{ Headers map[string]any }
		}
	}
	if err := json.Unmarshal(text, &spec); err != nil {
		t.Fatal(err)
	}
	op := spec.Paths["/api/v1/carried"]["post"]
	if !slices.ContainsFunc(op.Parameters, func(p struct{ Name, In, Description string }) bool {
		return p.Name == "words" && p.In == "query" && p.Description == "What is said"
	}) {
		t.Errorf("parameters = %+v", op.Parameters)
	}
	if c := op.RequestBody.Content; len(c) != 2 || c["text/plain"] == nil || c["text/csv"] == nil {
		t.Errorf("the body is described as %v", c)
	}
	if op.Responses["201"].Headers["Content-Type"] == nil {
		t.Errorf("answers = %+v", op.Responses)
	}
	for _, c := range []struct {
		query, media, body string
		status             int
	}{{"?words=Ni", "text/csv", "Nihao", http.StatusCreated}, {"?words=toolong", "text/csv", "", http.StatusUnprocessableEntity}, {"", "image/png", "", http.StatusUnsupportedMediaType}} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/carried"+c.query, strings.NewReader("hao"))
		r.Header.Set("Content-Type", c.media)
		r.Header.Set("X-Account-Set", w.A.ID.String())
		r.AddCookie(&http.Cookie{Name: api.CookieName, Value: w.Owner.Cookie}) //nolint:gosec // a request's cookie has no attributes
		answer := httptest.NewRecorder()
		w.Handler.ServeHTTP(answer, r)
		if answer.Code != c.status || c.body != "" && (answer.Body.String() != c.body || answer.Header().Get("Content-Type") != "text/plain") {
			t.Errorf("%s as %s: %d %s", c.query, c.media, answer.Code, answer.Body)
		}
	}
}
