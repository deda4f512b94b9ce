package fault_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/fault"
)

var errShort = fault.Define(fault.Conflict, "test.short",
	fault.ZH("缺 {short} 件 {sku}", "先入库"), fault.EN("{sku} short by {short}", "Receive first"))

func TestWithKeepsIdentityAndFillsBothLanguages(t *testing.T) {
	err := fmt.Errorf("post: %w", errShort.With("sku", "A1", "short", 3))
	if !errors.Is(err, errShort) {
		t.Fatal("errors.Is does not match the declaration")
	}
	e := fault.As(err)
	if got, want := e.Detail("zh-CN"), "缺 3 件 A1"; got != want {
		t.Errorf("zh detail = %q, want %q", got, want)
	}
	if got, want := e.Detail("en-GB"), "A1 short by 3"; got != want {
		t.Errorf("en detail = %q, want %q", got, want)
	}
	if errShort.Params != nil {
		t.Error("With changed the declaration")
	}
}

func TestFieldsAreReportedTogetherWithNestedPaths(t *testing.T) {
	var inner fault.Fields
	inner.Add("quantity", fault.ErrPositive)
	inner.Add("price", fault.ErrNegative)
	var f fault.Fields
	f.Add("customerId", fault.ErrRequired)
	if !f.AddErr("lines[2]", inner.Err()) {
		t.Fatal("AddErr refused a fault")
	}
	if f.AddErr("x", errors.New("plain")) {
		t.Error("AddErr took an error that is no fault")
	}
	e := fault.As(f.Err())
	var paths []string
	for _, p := range e.Fields {
		paths = append(paths, p.Path)
	}
	if got, want := strings.Join(paths, " "), "customerId lines[2].quantity lines[2].price"; got != want {
		t.Errorf("paths = %q, want %q", got, want)
	}
	if (&fault.Fields{}).Err() != nil {
		t.Error("no problems must be no error")
	}
}

func TestCauseIsMatchedButNotInTheDetail(t *testing.T) {
	cause := errors.New("disk is full")
	err := fault.ErrInternal.Because(cause)
	if !errors.Is(err, cause) {
		t.Error("cause lost")
	}
	if strings.Contains(err.Detail("en"), "disk") {
		t.Error("the detail shows the cause")
	}
	if fault.KindOf(cause) != fault.Internal || fault.KindOf(errShort) != fault.Conflict {
		t.Error("KindOf is wrong")
	}
}

func TestEveryParameterOfChineseIsInEnglishToo(t *testing.T) {
	for _, e := range fault.Declared() {
		zh, en := placeholders(e.Detail("zh-CN")), placeholders(e.Detail("en-US"))
		if zh != en {
			t.Errorf("%s: zh uses %q, en uses %q", e.Code, zh, en)
		}
	}
}

func placeholders(s string) string {
	seen := map[string]bool{}
	for {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], '}')
		seen[s[i:i+j+1]] = true
		s = s[i+j+1:]
	}
	return fmt.Sprint(seen)
}

func TestSayingLooksAtTheWordsOfAFault(t *testing.T) {
	_ = fault.Define(fault.Internal, "test.saying", fault.ZH("仓库 {name} 不见了", "去找{who:test.word}"), fault.EN("The warehouse {name} is Gone", "Look for {who:test.word}"))
	for _, c := range []struct {
		lang, text string
		want       bool
	}{
		{"zh-CN", "不见了", true},
		{"zh-CN", "去找", true},
		{"zh-CN", "gone", false},
		{"en-US", "gone", true},
		{"en-US", "LOOK FOR", true},
		{"en-US", "name", false},
		{"zh-CN", "{", false},
		{"zh-CN", "仓库  不", false},
	} {
		if got := slices.Contains(fault.Saying(c.lang, c.text), "test.saying"); got != c.want {
			t.Errorf("%s in %s: %v", c.text, c.lang, got)
		}
	}
}

func TestWordsOfCodes(t *testing.T) {
	fault.AddWords("test.word", fault.Word{Code: "a", ZH: "甲", EN: "first"}, fault.Word{Code: "b", ZH: "乙", EN: "second"})
	for _, c := range []struct{ lang, code, want string }{{"zh-CN", "a", "甲"}, {"en-US", "a", "first"}, {"en", "b", "second"}, {"zh-CN", "c", ""}, {"", "b", "乙"}} {
		if got := fault.WordFor(c.lang, "test.word", c.code); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.code, c.lang, got, c.want)
		}
	}
	if fault.WordFor("en", "test.no_vocabulary", "a") != "" {
		t.Error("a word of a vocabulary that nobody declared")
	}
	told := fault.Define(fault.Internal, "test.words", fault.ZH("{who:test.word}", ""), fault.EN("{who:test.word}", ""))
	for value, want := range map[string][2]string{
		"a": {"甲", "first"}, "a, b": {"甲、乙", "first, second"}, "a, z": {"甲、z", "first, z"},
		"张三, 李四": {"张三, 李四", "张三, 李四"}, // what people typed stays as it is
	} {
		e := told.With("who", value)
		if zh, en := e.Detail("zh-CN"), e.Detail("en-US"); zh != want[0] || en != want[1] {
			t.Errorf("%s is told as %q and %q, want %q", value, zh, en, want)
		}
	}
}
