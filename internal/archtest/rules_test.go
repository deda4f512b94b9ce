package archtest

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// floatsAllowed are the places where a float is right, with the reason; money,
// prices and quantities never are.
var floatsAllowed = map[string]string{
	"internal/api/request.go":   "the weights in Accept-Language",
	"internal/api/metrics.go":   "Prometheus counts in floats",
	"internal/jobs/registry.go": "the random spread of a retry's delay",
}

func TestNoFloats(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, f := range goFiles(t) {
		if !strings.HasPrefix(f.path, "internal/") || f.test || helper(f.dir) {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			what := ""
			switch n := n.(type) {
			case *ast.Ident:
				if slices.Contains([]string{"float32", "float64", "ParseFloat", "FormatFloat", "NullFloat64"}, n.Name) {
					what = n.Name
				}
			case *ast.BasicLit:
				if n.Kind == token.FLOAT {
					what = n.Value
				}
			}
			if what == "" {
				return true
			}
			if used[f.path] = true; floatsAllowed[f.path] == "" {
				t.Errorf("%s:%d uses %s: use internal/dec, or give the reason in floatsAllowed", f.path, f.line(n), what)
			}
			return true
		})
	}
	for name := range floatsAllowed {
		if !used[name] {
			t.Errorf("floatsAllowed names %s, which has no float any more", name)
		}
	}
}

// A skipped test reads as passed. What a test needs is installed by the scripts.
func TestNoTestIsSkipped(t *testing.T) {
	t.Parallel()
	for _, f := range goFiles(t) {
		if !f.test && !helper(f.dir) {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok && slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, call.Sel.Name) {
				t.Errorf("%s:%d skips a test", f.path, f.line(n))
			}
			return true
		})
	}
}

// Built from halves, so that this file does not hold what it looks for.
func words(pairs ...string) *regexp.Regexp {
	var alternatives []string
	for _, p := range pairs {
		alternatives = append(alternatives, strings.ReplaceAll(p, "~", ""))
	}
	return regexp.MustCompile(strings.Join(alternatives, "|"))
}

var (
	// unfinished work belongs in an issue.
	unfinished = words(`\bTO~DO\b`, `\bFIX~ME\b`, `\bXX~X\b`, `\bHA~CK\b`)
	// machine is what only one person's computer knows: its folders, the hosts
	// it downloads from, papers that are not in the repository.
	machine = words(`/wo~rk/`, `/ro~ot/`, `/ho~me/[a-z]`, `/Us~ers/`, `/tmp/br~ief`,
		`"reso~lved": "http`, `GOPROXY=h~ttp`, `registry=h~ttp`,
		`\bsha~red/[a-z0-9-]+\.md`, `\b(field-no~tes|1688-open-plat~form|scale-o~ut)\.md`,
		`(?i)co-autho~red-by`)
)

func TestTheProjectStandsAlone(t *testing.T) {
	t.Parallel()
	suffixes := []string{".go", ".ts", ".tsx", ".mjs", ".js", ".json", ".css", ".html", ".sql", ".sh", ".md", ".yaml", ".yml", ".mod", "Makefile", ".ci/run", ".npmrc"}
	for _, name := range sources(t, suffixes...) {
		if strings.Contains(name, "/testdata/") {
			continue
		}
		for i, line := range strings.Split(string(read(t, name)), "\n") {
			if found := machine.FindString(line); found != "" {
				t.Errorf("%s:%d holds %q, which means nothing on another machine", name, i+1, found)
			}
			if found := unfinished.FindString(line); found != "" && !strings.HasSuffix(name, "-lock.json") {
				t.Errorf("%s:%d holds %q: finish it, or open an issue", name, i+1, found)
			}
		}
	}
}
