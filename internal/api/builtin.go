package api

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

// Every account set begins with some records: roles, price levels, a warehouse, fund
// accounts, units, the walk-in customer. Each is kept under its Chinese name, which is
// its key until people rename it. In English requests the name is told, and taken
// back, in English, so that saving what one sees renames nothing:
//
//   - a field of an answer or of a body that holds such a name has the tag
//     `builtin:"<kind>"`;
//   - a sentence of a fault writes {name:builtin.<kind>};
//   - the audit log is told where they stand (BuiltinAudit);
//   - whatever else, such as a cell of an export, asks Builtin.

// builtinNames are the names of one kind, both ways.
type builtinNames struct{ english, kept map[string]string }

// builtins holds the names by kind. Only init functions write it, so requests read
// it without a lock.
var builtins = map[string]builtinNames{}

// BuiltinNames declares the names of a kind, by their Chinese form; a package calls
// it from its init function. It panics when two have one English name, since that
// could not be taken back.
func BuiltinNames(kind string, chineseToEnglish map[string]string) {
	names := builtinNames{english: maps.Clone(chineseToEnglish), kept: make(map[string]string, len(chineseToEnglish))}
	for zh, en := range chineseToEnglish {
		if names.kept[en] != "" {
			panic("api: two built-in names of the kind " + kind + " are " + en + " in English")
		}
		names.kept[en] = zh
		fault.AddWords("builtin."+kind, fault.Word{Code: zh, ZH: zh, EN: en})
	}
	builtins[kind] = names
}

// Builtin gives a name that is kept as the reader of the request calls it.
func Builtin(ctx context.Context, kind, name string) string {
	if Lang(ctx) == English {
		return builtins[kind].tell(name)
	}
	return name
}

// BuiltinKept gives what a name is kept under that people may have written in either
// language, as in a sheet.
func BuiltinKept(kind, name string) string { return builtins[kind].keep(name) }

// BuiltinForms gives a name in both languages, Chinese first, whichever of them is
// given; a name of people's own stands alone.
func BuiltinForms(kind, name string) []string {
	names := builtins[kind]
	return slices.Compact([]string{names.keep(name), names.tell(names.keep(name))})
}

// SearchNamed is search.Contains for a list with a column of names of which some are
// built in: they are found by what the reader sees too.
func SearchNamed(ctx context.Context, tx *db.Tx, q, kind, column string, others ...string) (cond string, args []any) {
	return searchNamed(ctx, tx, q, []string{kind}, column, others...)
}

func searchNamed(ctx context.Context, tx *db.Tx, q string, kinds []string, column string, others ...string) (cond string, args []any) {
	var all []string
	for word := range strings.FieldsSeq(q) {
		part, more := search.Contains(tx.Engine(), word, append([]string{column}, others...)...)
		args = append(args, more...)
		if kept := builtinsHolding(ctx, kinds, word); len(kept) > 0 {
			part += " OR " + column + " IN " + db.Tuples(1, len(kept))
			args = append(args, anys(kept)...)
		}
		all = append(all, part)
	}
	if len(all) == 0 {
		return "", nil
	}
	return "(" + strings.Join(all, ") AND (") + ")", args
}

// builtinsHolding gives the kept names that the reader sees with a word in them that
// they are not kept with.
func builtinsHolding(ctx context.Context, kinds []string, word string) []string {
	var kept []string
	if Lang(ctx) != English {
		return nil
	}
	for _, kind := range kinds {
		for zh, en := range builtins[kind].english {
			if strings.Contains(strings.ToLower(en), strings.ToLower(word)) {
				kept = append(kept, zh)
			}
		}
	}
	return kept
}

// Where the audit log holds built-in names, with their kinds: the numbers of
// entities, and fields of their states. Written by init functions only.
var (
	auditNumbers = map[string]string{}
	auditFields  = map[string]string{}
)

// BuiltinAudit says where the audit log holds names of a kind: "warehouse" is how
// such a record is called, "warehouse.name" a field of its states, lists left out of
// the path.
func BuiltinAudit(kind string, places ...string) {
	for _, place := range places {
		if strings.Contains(place, ".") {
			auditFields[place] = kind
		} else {
			auditNumbers[place] = kind
		}
	}
}

// withRoles is what a list that is read whole is searched by: texts, and the names of
// roles as the reader sees them.
func withRoles(ctx context.Context, roles []string, texts ...string) string {
	for _, name := range roles {
		texts = append(texts, name, Builtin(ctx, "role", name))
	}
	return strings.Join(texts, " ")
}

func (b builtinNames) tell(name string) string {
	if en, ok := b.english[name]; ok {
		return en
	}
	return name
}

func (b builtinNames) keep(name string) string {
	if zh, ok := b.kept[name]; ok {
		return zh
	}
	return name
}

// toEnglish puts built-in names in an answer into English.
func toEnglish(v reflect.Value) { rename(v, "", builtinNames.tell) }

// fromEnglish takes the built-in names in a body back to what they are kept under.
func fromEnglish(v reflect.Value) { rename(v, "", builtinNames.keep) }

// rename walks a value and changes the text of tagged fields; kind is the tag of
// the field v is in.
func rename(v reflect.Value, kind string, change func(builtinNames, string) string) {
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
			v.SetString(change(builtins[kind], v.String()))
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
