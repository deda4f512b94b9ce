package api

import (
	"reflect"
	"sync"

	"github.com/huotong/huotong/internal/fault"
)

// Every account set begins with some records: roles, price levels, a warehouse, fund
// accounts, the walk-in customer. Each is kept under its Chinese name, which is
// its key until people rename it. A field of an answer or of a body that holds such
// a name has the tag `builtin:"<kind>"`: in English requests the name is told, and
// taken back, in English, so that saving what one sees renames nothing.

// BuiltinNames declares the names of a kind, by their Chinese form.
func BuiltinNames(kind string, chineseToEnglish map[string]string) {
	for zh, en := range chineseToEnglish {
		fault.AddWords(builtinVocabulary+kind, fault.Word{Code: zh, ZH: zh, EN: en})
	}
}

const builtinVocabulary = "builtin."

// toEnglish puts built-in names in an answer into English.
func toEnglish(v reflect.Value) {
	rename(v, "", func(name string, words map[string]fault.Word) string {
		if w, ok := words[name]; ok {
			return w.EN
		}
		return name
	})
}

// fromEnglish takes the built-in names in a body back to what they are kept under.
func fromEnglish(v reflect.Value) {
	rename(v, "", func(name string, words map[string]fault.Word) string {
		for zh, w := range words {
			if w.EN == name {
				return zh
			}
		}
		return name
	})
}

// rename walks a value and changes the text of tagged fields; kind is the tag of
// the field v is in.
func rename(v reflect.Value, kind string, change func(string, map[string]fault.Word) string) {
	if !holdsBuiltin(v.Type()) && kind == "" {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			rename(v.Elem(), kind, change)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				rename(v.Field(i), f.Tag.Get("builtin"), change)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			rename(v.Index(i), kind, change)
		}
	case reflect.String:
		if kind != "" && v.CanSet() {
			v.SetString(change(v.String(), fault.Words(builtinVocabulary+kind)))
		}
	default:
	}
}

var holders sync.Map // of reflect.Type → bool

// holdsBuiltin tells whether a tagged field is anywhere in a type.
func holdsBuiltin(t reflect.Type) bool {
	if known, ok := holders.Load(t); ok {
		return known.(bool) //nolint:forcetypeassert // only bools are stored
	}
	holds := looksForBuiltin(t, map[reflect.Type]bool{})
	holders.Store(t, holds)
	return holds
}

func looksForBuiltin(t reflect.Type, seen map[reflect.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		return looksForBuiltin(t.Elem(), seen)
	case reflect.Struct:
		for f := range t.Fields() {
			if f.IsExported() && (f.Tag.Get("builtin") != "" || looksForBuiltin(f.Type, seen)) {
				return true
			}
		}
	default:
	}
	return false
}
