package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/preorder"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/stock"
)

// plain are the parameters that are no codes: numbers, dates, names, numbers of
// documents, what a person typed, and what a program must send as it is.
var plain = strings.Fields(`
	account-name added allocated allowed ambiguous amount answer at attempts available balance barcode booked by calls changed code column computed count customer date
	days delisted den department difference discount document duration exceeds expected external failed given held hundredfold id items left levels limit line lines list location login
	matched max members message method min minimum minutes missing modes multiple name need no now num offers online open order orders original other pages paid path
	payments place plan prefix preorders preview price product products quantity receipt refund row seconds shop short sku skus source spec start status supplier text today tokens
	total unchanged unit unpaid until url value warehouse was`)

// exempt are faults whose sentence quotes a code on purpose.
var exempt = map[string]string{
	"number.unknown_type":     "quotes what was sent, which is no document type",
	"placing.trade_mode":      "quotes what was sent, which the preview does not offer",
	"role.unknown_permission": "quotes what was sent, which is no permission",
	"shop.log.edited":         "the market by its name",
}

// silent are what the program is called where it writes no line of the log.
var silent = []string{"doctor", "invitation", "key check", "login", "lost key", "password", "password reset", "purge", "session", "sets", "setup", "test", "token", "verify"}

var actorName = regexp.MustCompile(`db\.(?:System\("([^"]+)"\)|Actor\{Kind: "system", Name: "([^"]+)")`)

// Whatever the program calls itself in the log has words for people to read.
func TestTheProgramIsNamedInWords(t *testing.T) {
	words := fault.Words("actor")
	found := 0
	tree := os.DirFS("..")
	err := fs.WalkDir(tree, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(tree, path)
		if err != nil {
			return err
		}
		for _, m := range actorName.FindAllStringSubmatch(string(text), -1) {
			found++
			name := m[1] + m[2]
			if _, named := words[name]; !named && !slices.Contains(silent, name) {
				t.Errorf("%s: the log would say %q: give it words beside the others", path, name)
			}
		}
		return nil
	})
	if err != nil || found == 0 {
		t.Fatalf("%d names found, %v", found, err)
	}
}

// A parameter that is a code is spelled: whoever adds a parameter either gives
// it a vocabulary, or says here that it is none.
func TestNoFaultShowsABareCode(t *testing.T) {
	vocabularies := fault.Vocabularies()
	for _, e := range fault.Declared() {
		if strings.HasPrefix(e.Code, "test.") {
			continue
		}
		for name, vocabulary := range e.Placeholders() {
			switch {
			case vocabulary != "" && !slices.Contains(vocabularies, vocabulary):
				t.Errorf("%s: {%s:%s} names a vocabulary that nobody declares", e.Code, name, vocabulary)
			case vocabulary == "" && exempt[e.Code] == "" && !slices.Contains(plain, name):
				t.Errorf("%s: {%s} may be a code: give it a vocabulary (fault.AddWords)", e.Code, name)
			}
		}
	}
	for code := range exempt {
		if fault.Lookup(code) == nil {
			t.Errorf("%s is exempt but not declared", code)
		}
	}
}

// Every value of an enum that a sentence shows has its word; the values are read
// from the source, so a new one cannot be forgotten.
func TestEveryStateHasAWord(t *testing.T) {
	for _, e := range []struct{ pkg, enum, vocabulary string }{
		{"sale", "State", "sale.state"},
		{"stock", "State", "stock_document.state"},
		{"preorder", "UploadState", "preorder.upload"},
		{"inbox", "State", "message.state"},
		{"preorder", "EscrowState", "escrow.state"},
		{"paying", "State", "payment_request.state"},
		{"paying", "MoneyState", "order_payment.state"},
		{"paying", "AttemptState", "pay_attempt.state"},
	} {
		words := fault.Words(e.vocabulary)
		values := constants(t, e.pkg, e.enum)
		if len(values) < 3 {
			t.Errorf("%s.%s: found %v only", e.pkg, e.enum, values)
		}
		for _, v := range values {
			if words[v].ZH == "" {
				t.Errorf("%s %q has no word in %s", e.enum, v, e.vocabulary)
			}
		}
		for _, code := range slices.Sorted(maps.Keys(words)) {
			if !slices.Contains(values, code) {
				t.Errorf("%s spells %q, which is no %s", e.vocabulary, code, e.enum)
			}
		}
	}
}

func TestSentencesSpellCodes(t *testing.T) {
	for _, c := range []struct {
		err    *fault.Error
		zh, en string
	}{
		{sale.ErrState.With("no", "XH1", "state", sale.StatePosted), "单据 XH1 当前是“已过账”状态，不能这样操作", "Document XH1 is posted; this cannot be done now"},
		{stock.ErrDocumentState.With("no", "QC1", "state", stock.StatePosted), "单据 QC1 的状态是“已过账”，不能这样操作", "Document QC1 is posted, which does not allow this"},
		{preorder.ErrNotUploadable.With("no", "YD1", "state", preorder.UploadDone), "预订单 YD1 现在不需要上传（已上传）", "Pre-order YD1 need not be uploaded now (uploaded)"},
		{fault.ErrForbidden.With("permission", "cost.see"), "没有权限：查看成本和进价", "Permission missing: See costs and purchase prices"},
		{fault.ErrNotFound.With("what", "role"), "找不到角色", "Role not found"},
		{fault.Lookup("module.off").With("module", "sell1688"), "模块“1688 销售（E经）”未启用", "The module Selling on 1688 is switched off"},
		{fault.Lookup("role.beyond_own").With("permissions", "sale.read, cost.see"), "不能授予你自己没有的权限：查看销货单、查看成本和进价", "You cannot grant permissions you do not hold: See sales documents, See costs and purchase prices"},
	} {
		if got := c.err.Detail("zh-CN"); got != c.zh {
			t.Errorf("got %s, want %s", got, c.zh)
		}
		if got := c.err.Detail("en-US"); got != c.en {
			t.Errorf("got %s, want %s", got, c.en)
		}
	}
}

// constants reads the values of the string constants of a type in a package.
func constants(t *testing.T, pkg, enum string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", pkg, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if typ, ok := spec.Type.(*ast.Ident); !ok || typ.Name != enum || len(spec.Values) != 1 {
				return true
			}
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					out = append(out, s)
				}
			}
			return true
		})
	}
	return out
}
