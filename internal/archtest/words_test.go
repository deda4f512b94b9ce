package archtest

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// words are the strings of one kind that the code writes for people to read
// later, each with the file it comes from.
type words map[string]string

// audited finds the actions and entities of the audit log, and the kinds of jobs.
// What is put together at run time is not seen: actions are written as literals,
// constants, or assigned to a variable named action.
func audited(t *testing.T) (actions, entities, kinds words) {
	t.Helper()
	actions, entities, kinds = words{}, words{}, words{}
	constants := map[string]string{} // "dir.Name" → value
	for _, f := range goFiles(t) {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			for i := 0; ok && i < len(spec.Names) && i < len(spec.Values); i++ {
				if v, ok := literal(spec.Values[i]); ok {
					constants[f.dir+"."+spec.Names[i].Name] = v
				}
			}
			return true
		})
	}
	for _, f := range goFiles(t) {
		if f.test || !strings.HasPrefix(f.path, "internal/") {
			continue
		}
		add := func(to words, e ast.Expr) {
			v, ok := literal(e)
			if name, isName := e.(*ast.Ident); !ok && isName {
				v, ok = constants[f.dir+"."+name.Name]
			}
			if ok && v != "" {
				to[v] = f.path
			}
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				if lastName(n.Type) != "Change" {
					break
				}
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok && lastName(kv.Key) == "Action" {
						add(actions, kv.Value)
					} else if ok && lastName(kv.Key) == "Entity" {
						add(entities, kv.Value)
					}
				}
			case *ast.AssignStmt:
				for i, to := range n.Lhs {
					if lastName(to) == "action" && len(n.Rhs) == len(n.Lhs) {
						add(actions, n.Rhs[i])
					}
				}
			case *ast.CallExpr: // the helpers that are told the action
				if slices.Contains([]string{"savedTx", "audit", "change"}, lastName(n.Fun)) {
					for _, arg := range n.Args {
						add(actions, arg)
					}
				}
			case *ast.FuncDecl:
				if n.Name.Name != "Kind" || n.Recv == nil || n.Body == nil || len(n.Body.List) != 1 {
					break
				}
				if r, ok := n.Body.List[0].(*ast.ReturnStmt); ok && len(r.Results) == 1 {
					add(kinds, r.Results[0])
				}
			}
			return true
		})
	}
	return actions, entities, kinds
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	v, err := strconv.Unquote(lit.Value)
	return v, err == nil
}

func lastName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// People read the audit log and the list of jobs in their own language: no bare
// code may reach the page.
func TestAuditLinesAndJobsHaveWords(t *testing.T) {
	t.Parallel()
	actions, entities, kinds := audited(t)
	if len(actions) < 20 || len(entities) < 15 || len(kinds) < 5 {
		t.Fatalf("found %d actions, %d entities, %d kinds of jobs: the search is broken", len(actions), len(entities), len(kinds))
	}
	for _, lang := range []string{"zh-CN", "en-US"} {
		told := func(file, group string) map[string]string {
			var all map[string]json.RawMessage
			var in map[string]string
			if err := json.Unmarshal(read(t, "web/src/locales/"+lang+"/"+file), &all); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(all[group], &in); err != nil {
				t.Fatal(err)
			}
			return in
		}
		expect := func(file, group string, wanted words, key func(string) string) {
			in := told(file, group)
			for word, where := range wanted {
				if in[key(word)] == "" {
					t.Errorf("%s writes %q, which has no text in locales/%s/%s under %q", where, word, lang, file, group)
				}
			}
		}
		same := func(s string) string { return s }
		expect("audit.json", "action", actions, same)
		expect("audit.json", "object", entities, same)
		expect("jobs.json", "kinds", kinds, func(s string) string { return strings.ReplaceAll(s, ".", "_") })
	}
}
