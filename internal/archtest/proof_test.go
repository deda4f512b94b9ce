package archtest

import (
	"path"
	"regexp"
	"strings"
	"testing"
)

var provenBy = regexp.MustCompile("`([a-z0-9/]+)` `(Test[A-Za-z0-9]+)`")

// What the documentation says is proven has its test, by the name it gives.
func TestNamedTestsExist(t *testing.T) {
	t.Parallel()
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test[A-Za-z0-9]+)\(`)
	for _, f := range sources(t, "_test.go") {
		for _, m := range declared.FindAllStringSubmatch(string(read(t, f)), -1) {
			tests[path.Dir(f)+" "+m[1]] = true
		}
	}
	for _, file := range []string{"docs/reliability.md"} {
		rows := 0
		for line := range strings.Lines(string(read(t, file))) {
			named := provenBy.FindAllStringSubmatch(line, -1)
			if strings.HasPrefix(line, "|") && strings.Count(line, "|") == 4 && !strings.HasPrefix(line, "|-") && !strings.HasPrefix(line, "| fault") {
				if rows++; len(named) == 0 {
					t.Errorf("%s: no test is named for %s", file, line)
				}
			}
			for _, m := range named {
				if !tests[m[1]+" "+m[2]] {
					t.Errorf("%s: there is no %s in %s", file, m[2], m[1])
				}
			}
		}
		if rows < 20 {
			t.Errorf("%s: %d faults only", file, rows)
		}
	}
}
