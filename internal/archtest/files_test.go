package archtest

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// root is the repository, seen from this package's folder.
const root = "../.."

const module = "github.com/huotong/huotong"

// sources gives every file under version control's eye whose name ends in one
// of the suffixes, as slash-separated paths from the root.
func sources(t *testing.T, suffixes ...string) []string {
	t.Helper()
	skipped := []string{".git", ".tools", "node_modules", "dist", "bin", "data", "tmp", "screenshots"}
	var out []string
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains(skipped, d.Name()) {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() && slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(p, s) }) {
			rel, err := filepath.Rel(root, p)
			if err != nil {
				return err
			}
			out = append(out, filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatalf("no file ends in %v: is %s the repository?", suffixes, root)
	}
	return out
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// goFile is one parsed source file.
type goFile struct {
	path   string // from the root
	dir    string // the package's folder, from the root
	test   bool
	syntax *ast.File
	set    *token.FileSet
}

// line says where a node is.
func (f *goFile) line(n ast.Node) int { return f.set.Position(n.Pos()).Line }

var (
	parseOnce sync.Once
	parsed    []*goFile
)

// goFiles parses every Go file outside testdata, once for all tests.
func goFiles(t *testing.T) []*goFile {
	t.Helper()
	parseOnce.Do(func() { parsed = parseAll(t) })
	if parsed == nil {
		t.Fatal("the files could not be parsed, see the other tests")
	}
	return parsed
}

func parseAll(t *testing.T) []*goFile {
	t.Helper()
	var out []*goFile
	for _, name := range sources(t, ".go") {
		if strings.Contains(name, "/testdata/") {
			continue
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, name, read(t, name), parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("parse: %v", err)
		}
		out = append(out, &goFile{path: name, dir: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), syntax: syntax, set: set})
	}
	return out
}

// maxLines is what can be read in one sitting.
const maxLines = 600

func TestFilesCanBeReadInOneSitting(t *testing.T) {
	t.Parallel()
	for _, name := range sources(t, ".go", ".ts", ".tsx", ".mjs", ".css", ".sql", ".sh") {
		text := read(t, name)
		if strings.Contains(name, ".gen.") || bytes.Contains(text[:min(len(text), 300)], []byte("Code generated")) {
			continue
		}
		if n := bytes.Count(text, []byte("\n")); n > maxLines {
			t.Errorf("%s has %d lines, at most %d: split it by subject", name, n, maxLines)
		}
	}
}
