package api

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// texts collects the problems of values that are text in JSON (ids, dates,
// decimals), which their own types judge, and of text that cannot be stored.
type texts []fault.Field

func (t *texts) add(path string, f *fault.Error) { *t = append(*t, fault.Field{Path: path, Err: f}) }

func (t *texts) has(path string) bool {
	for _, f := range *t {
		if f.Path == path {
			return true
		}
	}
	return false
}

// walk follows the Go type through the parsed JSON.
func (t *texts) walk(typ reflect.Type, v any, path string, required bool) {
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if reflect.PointerTo(typ).Implements(textType) {
		t.leaf(typ, v, path, required)
		return
	}
	switch node := v.(type) {
	case string:
		if strings.ContainsRune(node, 0) {
			t.add(path, errText)
		}
	case []any:
		if typ.Kind() == reflect.Slice || typ.Kind() == reflect.Array {
			for i, item := range node {
				t.walk(typ.Elem(), item, fmt.Sprintf("%s[%d]", path, i), true)
			}
		}
	case map[string]any:
		t.object(typ, node, path)
	}
}

func (t *texts) object(typ reflect.Type, node map[string]any, path string) {
	join := func(name string) string { return strings.TrimPrefix(path+"."+name, ".") }
	switch typ.Kind() {
	case reflect.Map:
		for k, item := range node {
			t.walk(typ.Elem(), item, join(k), false)
		}
	case reflect.Struct:
		for _, f := range reflect.VisibleFields(typ) {
			tag := f.Tag.Get("json")
			name, options, _ := strings.Cut(tag, ",")
			if !f.IsExported() || f.Anonymous && name == "" || name == "-" {
				continue
			}
			if name == "" {
				name = f.Name
			}
			if item, given := node[name]; given {
				required := !strings.Contains(options, "omitempty") && !strings.Contains(options, "omitzero") && f.Tag.Get("required") != "false"
				t.walk(f.Type, item, join(name), required)
			}
		}
	default: // json.RawMessage and the like: anything goes
	}
}

func (t *texts) leaf(typ reflect.Type, v any, path string, required bool) {
	s, ok := v.(string)
	switch {
	case v == nil && !required:
	case v == nil || ok && s == "" && required:
		t.add(path, fault.ErrRequired)
	case ok && s == "" && (typ == reflect.TypeFor[db.ID]() || typ == reflect.TypeFor[db.Date]()): // none
	case !ok:
		t.add(path, errWrongType.With("expected", `"`+expected(typ)+`"`))
	default:
		if err := reflect.New(typ).Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(s)); err != nil {
			t.add(path, textFault(typ, err))
		}
	}
}

func expected(typ reflect.Type) string {
	switch typ {
	case reflect.TypeFor[db.ID]():
		return "301512034816000001"
	case reflect.TypeFor[db.Date]():
		return "2026-11-22"
	case reflect.TypeFor[db.Time]():
		return "2026-11-22T08:30:00Z"
	default:
		return "12.5"
	}
}

// textFault says what is wrong with a text value.
func textFault(typ reflect.Type, err error) *fault.Error {
	if f := fault.As(err); f != nil {
		return f
	}
	var number *dec.ParseError
	if !errors.As(err, &number) {
		return fault.ErrFormat.With("expected", expected(typ))
	}
	switch {
	case errors.Is(err, dec.ErrPlaces):
		return fault.ErrPlaces.With("max", number.MaxPlaces)
	case errors.Is(err, dec.ErrRange):
		return fault.ErrRange.With("max", number.Max)
	default:
		return fault.ErrDecimal
	}
}

// huma keeps these settings in variables of the package. Its sentences are
// replaced by codes with one parameter, so that a problem of the schema can be told
// in both languages.
func init() {
	huma.DefaultArrayNullable = false // lists are never null: see output.go
	huma.ValidateStrictCasing = true  // "Quantity" is not "quantity"
	validation.MsgUnexpectedProperty = "unknown|"
	validation.MsgExpectedBoolean = "type|true, false"
	validation.MsgExpectedNumber = "type|12"
	validation.MsgExpectedInteger = "type|12"
	validation.MsgExpectedString = `type|"abc"`
	validation.MsgExpectedArray = "type|[…]"
	validation.MsgExpectedObject = "type|{…}"
	validation.MsgExpectedArrayItemsUnique = "duplicate|"
	validation.MsgExpectedOneOf = "choice|%s"
	validation.MsgExpectedMinimumNumber = "min|%v"
	validation.MsgExpectedMaximumNumber = "max|%v"
	validation.MsgExpectedExclusiveMinimumNumber = "format|> %v"
	validation.MsgExpectedExclusiveMaximumNumber = "format|< %v"
	validation.MsgExpectedMinLength = "short|%d"
	validation.MsgExpectedMaxLength = "long|%d"
	validation.MsgExpectedMinItems = "few|%d"
	validation.MsgExpectedMaxItems = "many|%d"
	validation.MsgExpectedBePattern = "format|%s"
	validation.MsgExpectedMatchPattern = "format|%s"
	validation.MsgExpectedRequiredProperty = "required|%s"
}

// schemaFault turns a finding of huma's validator into a path and a fault.
func schemaFault(err error) (path string, f *fault.Error) {
	var detail *huma.ErrorDetail
	if !errors.As(err, &detail) {
		return "", fault.ErrFormat.With("expected", err)
	}
	path = detail.Location
	code, param, coded := strings.Cut(detail.Message, "|")
	if !coded {
		code, param = "format", detail.Message
	}
	switch code {
	case "unknown":
		f = errUnknownField
	case "type":
		f = errWrongType.With("expected", param)
		if detail.Value == nil {
			f = fault.ErrRequired
		}
	case "duplicate":
		f = errDuplicate
	case "choice":
		f = fault.ErrChoice.With("allowed", param)
	case "min":
		f = errMin.With("min", param)
	case "max":
		f = errMax.With("max", param)
	case "short":
		f = errTooShort.With("min", param)
		if detail.Value == "" {
			f = fault.ErrRequired
		}
	case "long":
		f = fault.ErrTooLong.With("max", param)
	case "few":
		f = errTooFew.With("min", param)
	case "many":
		f = fault.ErrTooMany.With("max", param)
	case "required":
		path, f = strings.TrimPrefix(path+"."+param, "."), fault.ErrRequired
	default:
		f = fault.ErrFormat.With("expected", param)
	}
	return path, f
}
