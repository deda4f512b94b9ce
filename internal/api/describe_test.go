package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
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
			s.Scan()
			topic := s.Text()
			s.Scan()
			read <- topic + " " + s.Text()
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
	if !got[`event: sale data: {"id":"1"}`] || !got[`event: sale data: {"id":"2"}`] {
		t.Errorf("events = %v", got)
	}
}
