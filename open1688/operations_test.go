package open1688

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the table of calls in README.md")

// notCalls are the exported service methods that send nothing or only by way of
// another method.
var notCalls = map[string]bool{
	"OAuth.AuthorizeURL": true, "Product.All": true, "PreOrder.All": true, "Trade.AllSellerOrders": true, "Trade.AllBuyerOrders": true,
}

// The registry and the methods must tell the same story.
func TestRegistryMatchesMethods(t *testing.T) {
	t.Parallel()
	registered := map[string]Operation{}
	for _, op := range Operations() {
		if _, twice := registered[op.Method]; twice {
			t.Errorf("%s is registered twice", op.Method)
		}
		registered[op.Method] = op
	}
	client := reflect.TypeFor[Client]()
	found := map[string]bool{}
	for f := range client.Fields() {
		if !f.IsExported() {
			continue
		}
		for m := range f.Type.Methods() {
			method := f.Name + "." + m.Name
			if notCalls[method] {
				continue
			}
			found[method] = true
			op, ok := registered[method]
			if !ok {
				t.Errorf("%s is not in the registry", method)
				continue
			}
			// Receiver, context, and the token where one is needed.
			takesToken := m.Type.NumIn() > 2 && m.Type.In(2) == reflect.TypeFor[Token]()
			if takesToken != op.Token && !strings.HasPrefix(method, "OAuth.") {
				t.Errorf("%s takes a token: %v, registered: %v", method, takesToken, op.Token)
			}
			if m.Type.NumOut() != 3 || m.Type.Out(1) != reflect.TypeFor[*Response]() || m.Type.Out(2) != reflect.TypeFor[error]() {
				t.Errorf("%s does not return (reply, *Response, error)", method)
			}
		}
	}
	for method := range registered {
		if !found[method] {
			t.Errorf("%s is registered but no method", method)
		}
	}
}

// What changes something on the platform must never be marked safe.
func TestOnlyReadsAreSafe(t *testing.T) {
	t.Parallel()
	for _, op := range Operations() {
		_, verb, _ := strings.Cut(op.Method, ".")
		reads := false
		for _, prefix := range []string{"Get", "List", "Current", "Basic", "Category", "Parse", "Preview"} {
			reads = reads || strings.HasPrefix(verb, prefix)
		}
		if op.Safe != reads {
			t.Errorf("%s is marked safe: %v", op.Method, op.Safe)
		}
	}
}

// Each method's comment names its API and the precondition.
func TestMethodsAreDocumented(t *testing.T) {
	t.Parallel()
	docs := map[string]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Doc == nil {
				continue
			}
			if star, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok {
				receiver := star.X.(*ast.Ident).Name
				docs[strings.TrimSuffix(receiver, "Service")+"."+f.Name.Name] = strings.Join(strings.Fields(f.Doc.Text()), " ")
			}
		}
	}
	for _, op := range Operations() {
		doc := docs[op.Method]
		if !strings.Contains(doc, "API "+op.String()) || !strings.Contains(doc, "Precondition: ") {
			t.Errorf("the comment of %s does not name %s and its precondition: %q", op.Method, op.String(), doc)
		}
	}
}

// The table in the README is made from the registry; -update rewrites it.
func TestReadmeTable(t *testing.T) {
	t.Parallel()
	const file, begin, end = "README.md", "<!-- calls -->\n", "<!-- /calls -->\n"
	readme, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var table bytes.Buffer
	table.WriteString("| method | API | token | repeated on failure |\n|---|---|---|---|\n")
	mark := map[bool]string{true: "yes", false: "no"}
	for _, op := range Operations() {
		fmt.Fprintf(&table, "| `%s` | `%s` | %s | %s |\n", op.Method, op.String(), mark[op.Token], mark[op.Safe])
	}
	head, rest, ok := strings.Cut(string(readme), begin)
	_, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatal("README.md has no place for the table")
	}
	wanted := head + begin + table.String() + end + tail
	if string(readme) == wanted {
		return
	}
	if !*update {
		t.Fatal("the table in README.md is not the registry's; run go test ./open1688 -run TestReadmeTable -update")
	}
	if err := os.WriteFile(file, []byte(wanted), 0o600); err != nil {
		t.Fatal(err)
	}
}
