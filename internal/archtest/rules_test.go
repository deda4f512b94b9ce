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
// prices and quantities never are, in tests neither: one that compares floats
// does not see the fen that went missing.
var floatsAllowed = map[string]string{
	"internal/api/request.go":            "the weights in Accept-Language",
	"internal/api/metrics.go":            "Prometheus counts in floats",
	"internal/app/metrics.go":            "Prometheus counts in floats",
	"internal/catalog/bench_test.go":     "the speed of a benchmark",
	"internal/catalog/sheet_test.go":     "the speed of a benchmark",
	"internal/channel/download_test.go":  "how likely a fault of the sandbox is",
	"internal/dec/dec_test.go":           "a float is refused",
	"internal/jobs/registry.go":          "the random spread of a retry's delay",
	"internal/replenish/figures_test.go": "the exact values of the normal distribution",
	"internal/sheet/percent.go":          "numbers in a spreadsheet are floats",
	"internal/sheet/percent_test.go":     "numbers in a spreadsheet are floats",
	"internal/sheet/read.go":             "numbers in a spreadsheet are floats",
	"internal/sheet/write.go":            "numbers in a spreadsheet are floats",
}

func TestNoFloats(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, f := range goFiles(t) {
		if !strings.HasPrefix(f.path, "internal/") {
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
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if name, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, name.Sel.Name) {
				t.Errorf("%s:%d skips a test", f.path, f.line(n))
			}
			return true
		})
	}
}

// trace is a piece of text that must not be in the project.
type trace struct {
	literal string // what to look for; "~" is left out, so that this file does not hold it
	exactly string // regular expression that tells a real find from a chance one; "" is any
}

var (
	// unfinished work belongs in an issue.
	unfinished = []trace{{"TO~DO", `\bTO~DO\b`}, {"FIX~ME", ""}, {"XX~X", `\bXX~X\b`}, {"HA~CK", `\bHA~CK\b`}}
	// machine is what only one person's computer knows: its folders, the hosts
	// it downloads from, papers that are not in the repository.
	machine = []trace{
		{"/wo~rk/", ""},
		{"/ro~ot/", ""},
		{"/ho~me/", `(^|[\s"'=(])/ho~me/[a-z]`},
		{"/Us~ers/", ""},
		{"/tmp/br~ief", ""},
		{`"reso~lved": "http`, ""},
		{"GOPR~OXY=http", ""},
		{"regis~try=http", ""},
		{"sha~red/", `\bsha~red/[a-z0-9-]+\.md`},
		{"field-no~tes.md", ""},
		{"1688-open-plat~form.md", ""},
		{"scale-o~ut.md", ""},
		{"Co-Autho~red-By", ""},
	}
)

// find gives the number of the first line that holds the trace, or 0.
func (tr trace) find(text string) (line int) {
	literal := strings.ReplaceAll(tr.literal, "~", "")
	if !strings.Contains(text, literal) {
		return 0
	}
	exactly := regexp.MustCompile(strings.ReplaceAll(tr.exactly, "~", ""))
	for i, l := range strings.Split(text, "\n") {
		if strings.Contains(l, literal) && exactly.MatchString(l) {
			return i + 1
		}
	}
	return 0
}

func TestTheProjectStandsAlone(t *testing.T) {
	t.Parallel()
	suffixes := []string{".go", ".ts", ".tsx", ".mjs", ".js", ".json", ".css", ".html", ".sql", ".sh", ".md", ".yaml", ".yml", ".mod", "Makefile", ".ci/run", ".npmrc"}
	for _, name := range sources(t, suffixes...) {
		if strings.Contains(name, "/testdata/") {
			continue
		}
		text := string(read(t, name))
		for _, tr := range machine {
			if line := tr.find(text); line > 0 {
				t.Errorf("%s:%d holds %q, which means nothing on another machine", name, line, strings.ReplaceAll(tr.literal, "~", ""))
			}
		}
		for _, tr := range unfinished {
			if line := tr.find(text); line > 0 && !strings.HasSuffix(name, "-lock.json") {
				t.Errorf("%s:%d holds %q: finish it, or open an issue", name, line, strings.ReplaceAll(tr.literal, "~", ""))
			}
		}
	}
}

func TestTracesAreFound(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"fine\n// TO" + "DO: later":     2,
		"mytodo TO" + "DOS":             0,
		"see /wo" + "rk/main":           1,
		"cd /ho" + "me/somebody":        1,
		"GET /api/v1/ho" + "me/summary": 0,
	} {
		got := 0
		for _, tr := range slices.Concat(unfinished, machine) {
			got = max(got, tr.find(text))
		}
		if got != want {
			t.Errorf("%q: found in line %d, want %d", text, got, want)
		}
	}
}
