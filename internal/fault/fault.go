// Package fault gives errors a meaning that survives every layer: a kind that
// decides the HTTP status, a stable code that programs match, and Chinese and
// English sentences that people read, with what to do next.
//
// A package declares its faults once:
//
//	var ErrShort = fault.Define(fault.Conflict, "stock.short",
//		fault.ZH("库存不足：{sku} 需要 {need}，只有 {available}", "减少数量，或先入库"),
//		fault.EN("Not enough stock: {sku} needs {need}, {available} available", "Lower the quantity or receive stock first"))
//
// and returns ErrShort.With("sku", code, "need", q, "available", a). errors.Is
// matches by code, so callers compare with the declared value.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Kind says what sort of failure it is; the HTTP edge maps it to a status.
type Kind string

// The kinds, with the HTTP status each is answered with.
const (
	Invalid         Kind = "invalid"         // 422: the input is wrong; the person can mend it
	Unauthenticated Kind = "unauthenticated" // 401
	Forbidden       Kind = "forbidden"       // 403
	NotFound        Kind = "not_found"       // 404
	Conflict        Kind = "conflict"        // 409: right input, wrong moment or state
	Limited         Kind = "limited"         // 429: too many tries
	Unavailable     Kind = "unavailable"     // 503: something outside does not answer; later may do
	Internal        Kind = "internal"        // 500: our own mistake
)

// Text is one language's sentence and remedy. {name} stands for a parameter,
// {name:vocabulary} for one that is a code: the vocabulary has the word for it.
type Text struct {
	Lang   string // BCP 47: zh-CN or en-US
	Detail string // what is wrong and where
	Remedy string // what to do about it; may be empty
}

// ZH is the Chinese text of a fault.
func ZH(detail, remedy string) Text { return Text{Lang: "zh-CN", Detail: detail, Remedy: remedy} }

// EN is the English text of a fault.
func EN(detail, remedy string) Text { return Text{Lang: "en-US", Detail: detail, Remedy: remedy} }

// Error is a coded error. The zero value is of no use; declare with Define.
type Error struct {
	Kind   Kind
	Code   string            // stable, dotted, lower case: "stock.short"
	Params map[string]string // values for the sentences, already formatted
	Fields []Field           // problems of single inputs, when Code is ErrFields'
	cause  error
	texts  [2]Text // zh, en
}

// Field is one input's problem. Path is the JSON path: "lines[2].quantity".
type Field struct {
	Path string
	Err  *Error
}

var (
	registryMu sync.Mutex
	registry   = map[string]*Error{}
)

// Define declares a fault. It panics when the code is already taken or a
// language is missing, which is a programmer's mistake found at start-up.
func Define(kind Kind, code string, zh, en Text) *Error {
	registryMu.Lock()
	defer registryMu.Unlock()
	if registry[code] != nil {
		panic("fault: code declared twice: " + code)
	}
	if zh.Lang != "zh-CN" || en.Lang != "en-US" || zh.Detail == "" || en.Detail == "" {
		panic("fault: " + code + " lacks a text")
	}
	e := &Error{Kind: kind, Code: code, texts: [2]Text{zh, en}}
	registry[code] = e
	return e
}

// Declared returns every declared fault sorted by code, for the documentation
// and for the test that each has its texts.
func Declared() []*Error {
	registryMu.Lock()
	defer registryMu.Unlock()
	out := slices.Collect(maps.Values(registry))
	slices.SortFunc(out, func(a, b *Error) int { return strings.Compare(a.Code, b.Code) })
	return out
}

// Saying returns the codes of the declared faults whose sentence or remedy holds the
// text in the language asked for, capitals or not, sorted. What stands for parameters
// is no part of a sentence.
func Saying(lang, text string) []string {
	var codes []string
	text = strings.ToLower(text)
	for _, e := range Declared() {
		t := e.text(lang)
		if strings.Contains(strings.ToLower(placeholder.ReplaceAllLiteralString(t.Detail+"\n"+t.Remedy, "\n")), text) {
			codes = append(codes, e.Code)
		}
	}
	return codes
}

// Lookup returns the declared fault of a code, or nil.
func Lookup(code string) *Error {
	registryMu.Lock()
	defer registryMu.Unlock()
	return registry[code]
}

// With returns a copy carrying parameters, given as name, value pairs. Values
// are formatted with fmt.Sprint.
func (e *Error) With(pairs ...any) *Error {
	c := *e
	c.Params = maps.Clone(e.Params)
	if c.Params == nil {
		c.Params = make(map[string]string, len(pairs)/2)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		c.Params[fmt.Sprint(pairs[i])] = fmt.Sprint(pairs[i+1])
	}
	return &c
}

// Because returns a copy that wraps cause. The cause is logged and matched by
// errors.Is, never shown to the client.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// Error is the English sentence, with the code and the cause, for logs.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code)
	b.WriteString(": ")
	b.WriteString(e.Detail("en-US"))
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", f.Path, f.Err.Error())
	}
	if e.cause != nil {
		b.WriteString(": ")
		b.WriteString(e.cause.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.cause }

// Is matches faults by code, so a fault with parameters equals its declaration.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// Detail is the sentence in the language asked for; Chinese unless it starts with "en".
func (e *Error) Detail(lang string) string { return e.fill(lang, e.text(lang).Detail) }

// Remedy says what to do, in the language asked for; it may be empty.
func (e *Error) Remedy(lang string) string { return e.fill(lang, e.text(lang).Remedy) }

func (e *Error) text(lang string) Text {
	if strings.HasPrefix(lang, "en") {
		return e.texts[1]
	}
	return e.texts[0]
}

var placeholder = regexp.MustCompile(`\{(\w+)(?::([\w.]+))?\}`)

func (e *Error) fill(lang, s string) string {
	if len(e.Params) == 0 || !strings.Contains(s, "{") {
		return s
	}
	return placeholder.ReplaceAllStringFunc(s, func(found string) string {
		part := placeholder.FindStringSubmatch(found)
		value, given := e.Params[part[1]]
		switch {
		case !given:
			return found
		case part[2] == "":
			return value
		default:
			return spell(lang, part[2], value)
		}
	})
}

// As returns the fault inside err, or nil.
func As(err error) *Error {
	e, _ := errors.AsType[*Error](err)
	return e
}

// KindOf returns the kind of err; Internal when err carries no fault.
func KindOf(err error) Kind {
	if e := As(err); e != nil {
		return e.Kind
	}
	return Internal
}

// ErrFields is the fault that carries the problems of single inputs.
var ErrFields = Define(Invalid, "input.fields",
	ZH("有 {count} 处填写有误", "按各处提示修改后再提交"),
	EN("{count} input(s) are wrong", "Correct the inputs as marked and submit again"))

// Fields collects the problems of one input so that they are reported together.
type Fields struct{ list []Field }

// Add notes a problem of the input at path.
func (f *Fields) Add(path string, err *Error) { f.list = append(f.list, Field{Path: path, Err: err}) }

// AddErr notes err under path when it is a fault, merging nested field
// problems below path; it reports whether err was a fault. A nil err is fine.
func (f *Fields) AddErr(path string, err error) bool {
	if err == nil {
		return true
	}
	e := As(err)
	if e == nil {
		return false
	}
	if len(e.Fields) == 0 {
		f.Add(path, e)
		return true
	}
	for _, sub := range e.Fields {
		f.Add(strings.Trim(path+"."+sub.Path, "."), sub.Err)
	}
	return true
}

// Len is how many problems were noted.
func (f *Fields) Len() int { return len(f.list) }

// Err returns nil when nothing was noted, else ErrFields with all of it.
func (f *Fields) Err() error {
	if len(f.list) == 0 {
		return nil
	}
	e := ErrFields.With("count", len(f.list))
	e.Fields = slices.Clone(f.list)
	return e
}
