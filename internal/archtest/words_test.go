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

// audited finds the actions and entities of the audit log, the kinds of jobs, and
// the groups of permissions.
// What is put together at run time is not seen: actions are written as literals,
// constants, or assigned to a variable named action.
func audited(t *testing.T) (actions, entities, kinds, groups words) {
	t.Helper()
	actions, entities, kinds, groups = words{}, words{}, words{}, words{}
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
				if lastName(n.Fun) == "DefinePermission" && len(n.Args) >= 4 {
					add(groups, n.Args[3])
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
	return actions, entities, kinds, groups
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

// People read the audit log, the list of jobs and the roles in their own language:
// no bare code may reach the page.
func TestAuditLinesJobsAndPermissionsHaveWords(t *testing.T) {
	t.Parallel()
	actions, entities, kinds, groups := audited(t)
	if len(actions) < 20 || len(entities) < 15 || len(kinds) < 5 || len(groups) < 8 {
		t.Fatalf("found %d actions, %d entities, %d kinds of jobs, %d groups of permissions: the search is broken", len(actions), len(entities), len(kinds), len(groups))
	}
	for _, lang := range []string{"zh-CN", "en-US"} {
		told := func(file, group string) map[string]string {
			part := json.RawMessage(read(t, "web/src/locales/"+lang+"/"+file))
			for step := range strings.SplitSeq(group, ".") {
				var all map[string]json.RawMessage
				if err := json.Unmarshal(part, &all); err != nil {
					t.Fatal(err)
				}
				part = all[step]
			}
			var in map[string]string
			if err := json.Unmarshal(part, &in); err != nil {
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
		expect("permission.json", "group", groups, same)
		expect("jobs.json", "kinds", kinds, func(s string) string { return strings.ReplaceAll(s, ".", "_") })
	}
}
