package archtest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// table is the one in docs/architecture.md.
type table struct {
	level map[string]int      // package name → level; it may import lower ones only
	also  map[string][]string // exceptions written as "(secret: fault)" in the third column
	only  map[string][]string // who may import a package that few may, whatever their level
}

func readTable(t *testing.T) table {
	t.Helper()
	row := regexp.MustCompile(`(?m)^\| (\d+) \| ([a-z0-9, ]+) \|(.*)$`)
	exception := regexp.MustCompile(`([a-z0-9]+): ([a-z0-9 ]+)`)
	out := table{level: map[string]int{}, also: map[string][]string{}, only: map[string][]string{
		"open1688":    {"app"}, // and the rows that name it
		"sandbox1688": {"app"},
		"web":         {"app"},
		"docs":        {"app"}, // the user guide
	}}
	for _, m := range row.FindAllStringSubmatch(string(read(t, "docs/architecture.md")), -1) {
		level, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range strings.FieldsFunc(m[2], func(r rune) bool { return r == ' ' || r == ',' }) {
			out.level[name] = level
			if level > 0 && strings.Contains(m[3], "open1688") {
				out.only["open1688"] = append(out.only["open1688"], name)
			}
		}
		for _, e := range exception.FindAllStringSubmatch(m[3], -1) {
			out.also[e[1]] = strings.Fields(e[2])
		}
	}
	if out.level["dec"] != 0 || out.level["db"] != 1 || out.level["app"] == 0 {
		t.Fatalf("cannot read the import table of docs/architecture.md: %v", out)
	}
	// The program and what drives the built program see everything.
	out.level["cmd"], out.level["test"], out.level["archtest"] = top, top, top
	out.level["web"], out.level["docs"] = 0, 0
	return out
}

const top = 1000

// family is the name a package goes by in the table: the folder under internal,
// or the first folder. Sub-packages belong to their parent.
func family(dir string) string {
	parts := strings.Split(dir, "/")
	if parts[0] == "internal" && len(parts) > 1 {
		return parts[1]
	}
	return parts[0]
}

// helper tells packages that exist for tests (dbtest, jobstest).
func helper(dir string) bool { return strings.HasSuffix(dir, "test") }

func TestImportsFollowTheTable(t *testing.T) {
	t.Parallel()
	rules := readTable(t)
	unknown := map[string]bool{}
	for _, f := range goFiles(t) {
		from := family(f.dir)
		if _, ok := rules.level[from]; !ok && !unknown[from] {
			unknown[from] = true
			t.Errorf("package %s (%s) is not in the import table of docs/architecture.md", from, f.dir)
		}
		for _, spec := range f.syntax.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			dir, ours := strings.CutPrefix(imported, module+"/")
			if !ours || from == "test" {
				continue
			}
			if problem := rules.refuse(f, from, dir); problem != "" {
				t.Errorf("%s:%d imports %s: %s", f.path, f.line(spec), dir, problem)
			}
		}
	}
}

// refuse says why a file of the package from may not import dir, or nothing.
func (r table) refuse(f *goFile, from, dir string) string {
	to := family(dir)
	testing := f.test || helper(f.dir)
	switch {
	case to == from && !helper(dir):
		return ""
	case helper(dir):
		if !testing {
			return "that package is for tests"
		}
		if to == from || r.level[to] < r.level[from] {
			return ""
		}
	case testing && to == "sandbox1688":
		return "" // tests talk to the simulator; it depends on nothing
	case f.test && to == "report":
		return "" // tests end with the proof of the books
	case r.only[to] != nil:
		if slices.Contains(r.only[to], from) {
			return ""
		}
		return "only " + strings.Join(r.only[to], ", ") + " may"
	case slices.Contains(r.also[from], to):
		return ""
	}
	if r.level[to] >= r.level[from] {
		return "level " + strconv.Itoa(r.level[from]) + " may import lower levels only, and that is level " + strconv.Itoa(r.level[to])
	}
	return ""
}

// An import table that lets everything through would go unnoticed.
func TestTheTableRefuses(t *testing.T) {
	t.Parallel()
	rules := readTable(t)
	plain, inTest := &goFile{}, &goFile{test: true}
	tests := []struct {
		file     *goFile
		from, to string
		allowed  bool
	}{
		{plain, "stock", "internal/db", true},
		{plain, "stock", "internal/finance", false}, // same level
		{plain, "dec", "internal/fault", false},
		{plain, "secret", "internal/fault", true},
		{plain, "db", "internal/jobs", false},
		{plain, "db", "internal/db/migrate", true},
		{plain, "sale", "open1688", false},
		{plain, "channel", "open1688", true},
		{plain, "channel", "sandbox1688", false},
		{inTest, "channel", "sandbox1688", true},
		{plain, "open1688", "sandbox1688", false},
		{plain, "sale", "internal/db/dbtest", false},
		{inTest, "sale", "internal/db/dbtest", true},
		{inTest, "db", "internal/db/dbtest", true},
		{inTest, "db", "internal/api/apitest", false},
		{plain, "report", "web", false},
		{plain, "app", "web", true},
	}
	for _, tt := range tests {
		if problem := rules.refuse(tt.file, tt.from, tt.to); (problem == "") != tt.allowed {
			t.Errorf("%s imports %s (in a test: %v): %q, want allowed %v", tt.from, tt.to, tt.file.test, problem, tt.allowed)
		}
	}
}

func TestPackagesAreDocumented(t *testing.T) {
	t.Parallel()
	documented := map[string]bool{}
	for _, f := range goFiles(t) {
		name := f.syntax.Name.Name
		if strings.HasSuffix(name, "_test") {
			continue
		}
		doc := f.syntax.Doc.Text()
		documented[f.dir] = documented[f.dir] || strings.HasPrefix(doc, "Package "+name+" ") || name == "main" && doc != ""
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("package %s has no comment that begins with \"Package\" and its name", dir)
		}
	}
}
