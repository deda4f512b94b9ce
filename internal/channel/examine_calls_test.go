package channel

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/open1688"
)

// The examination tries exactly what the program calls for a shop and nothing else.
func TestExaminationKnowsTheCallsOfSelling(t *testing.T) {
	t.Parallel()
	called := map[string]bool{}
	use := regexp.MustCompile(`\b(?:c|client)\.((?:System|Account|Product|PreOrder|Trade|Logistics)\.[A-Z]\w+)\(ctx`)
	for _, folder := range []string{".", "../preorder"} {
		files, err := filepath.Glob(folder + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", folder, err)
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range use.FindAllStringSubmatch(string(text), -1) {
				called[m[1]] = called[m[1]] || !strings.HasSuffix(f, "_test.go")
			}
		}
	}
	for method, used := range called {
		if used && !slices.Contains(neededCalls[Sell], method) {
			t.Errorf("%s is called, but not tried by the examination", method)
		}
	}
	for _, method := range neededCalls[Sell] {
		if !called[method] {
			t.Errorf("%s is tried, but nobody calls it", method)
		}
		if !slices.ContainsFunc(open1688.Operations(), func(op open1688.Operation) bool { return op.Method == method }) {
			t.Errorf("%s is no call of open1688", method)
		}
	}
}
