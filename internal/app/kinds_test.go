package app

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api"
)

// Whoever adds a kind of job or task gives it a name in both languages of the page.
func TestEveryKindOfJobAndTaskHasANameInThePage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	kinds := w.jobs.Kinds()
	if len(kinds) < 7 {
		t.Fatalf("only %v are registered", kinds)
	}
	tasks := taskKinds(t)
	if len(tasks) == 0 {
		t.Fatal("no kind of task is started anywhere")
	}
	for _, lang := range []string{api.Chinese, api.English} {
		var page struct{ Kinds map[string]string }
		var common struct {
			Task struct{ Kind map[string]string }
		}
		readTexts(t, lang, "jobs", &page)
		readTexts(t, lang, "common", &common)
		for _, kind := range kinds {
			// A dot would nest the text, so the page spells it with a line below.
			if strings.Count(kind, ".") != 1 || page.Kinds[strings.Replace(kind, ".", "_", 1)] == "" {
				t.Errorf("%s: jobs.json has no kinds.%s", lang, strings.Replace(kind, ".", "_", 1))
			}
		}
		for _, kind := range tasks {
			if common.Task.Kind[kind] == "" {
				t.Errorf("%s: common.json has no task.kind.%s", lang, kind)
			}
		}
	}
}

// readTexts reads a file of the page's texts.
func readTexts(t *testing.T, lang, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "web", "src", "locales", lang, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatal(err)
	}
}

// taskKinds reads the kinds of tasks that the code starts.
func taskKinds(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			typ, ok := lit.Type.(*ast.SelectorExpr)
			if !ok || typ.Sel.Name != "NewTask" {
				return true
			}
			for _, e := range lit.Elts {
				kv, ok := e.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				if key, _ := kv.Key.(*ast.Ident); key == nil || key.Name != "Kind" {
					continue
				}
				value, ok := kv.Value.(*ast.BasicLit)
				if !ok {
					t.Errorf("%s: the kind of a task is not written out", name)
					continue
				}
				text, err := strconv.Unquote(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, text)
			}
			return true
		})
	}
	return out
}
