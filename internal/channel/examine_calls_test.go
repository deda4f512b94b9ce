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

// The examination tries exactly what the program calls for a shop, or for a buyer
// account, and nothing else.
func TestExaminationKnowsTheCalls(t *testing.T) {
	t.Parallel()
	here := calledIn(t, ".")
	for purpose, above := range map[Purpose][]string{Sell: {"../preorder"}, Buy: {"../address", "../sourcing", "../platform", "../placing", "../paying"}} {
		called := calledIn(t, above...)
		for method := range called {
			if !slices.Contains(neededCalls[purpose], method) && !slices.Contains(otherWays, method) {
				t.Errorf("to %s: %s is called, but not tried by the examination", purpose, method)
			}
		}
		for _, method := range neededCalls[purpose] {
			if !called[method] && !here[method] {
				t.Errorf("to %s: %s is tried, but nobody calls it", purpose, method)
			}
			if !slices.ContainsFunc(open1688.Operations(), func(op open1688.Operation) bool { return op.Method == method }) {
				t.Errorf("to %s: %s is no call of open1688", purpose, method)
			}
		}
	}
	for method := range here { // downloads are of shops
		if !slices.Contains(neededCalls[Sell], method) {
			t.Errorf("%s is called, but not tried by the examination", method)
		}
	}
}

// otherWays are calls that are made where another one is refused, and those of ways to pay
// that an account need not have: an app may do without.
var otherWays = []string{"Product.GetDistributed", "Product.GetTraded", "Trade.GetCrossPayURL", "Trade.ListPayAgreements", "Trade.PreparePay"}

// calledIn gives the calls of 1688 that the packages in the folders make.
func calledIn(t *testing.T, folders ...string) map[string]bool {
	t.Helper()
	called := map[string]bool{}
	use := regexp.MustCompile(`\b(?:c|client)\.((?:System|Account|Address|Product|PreOrder|Trade|Logistics)\.[A-Z]\w+)\(ctx`)
	for _, folder := range folders {
		files, err := filepath.Glob(folder + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", folder, err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range use.FindAllStringSubmatch(string(text), -1) {
				called[m[1]] = true
			}
		}
	}
	return called
}
