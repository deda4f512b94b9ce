package open1688

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
)

// Extra keeps the fields of an object which its Go type does not know, and those
// whose value did not fit, as raw JSON under their own names.
type Extra map[string]json.RawMessage

// errMismatch says that JSON of this kind does not fit the Go type.
var errMismatch = errors.New("open1688: value does not fit its type")

// Decode reads JSON of the platform into T, tolerantly: scalars are taken from
// text, number or boolean alike, null is absent, names must match exactly, and
// what is unknown or does not fit goes to the Extra of its object. It returns an
// error when data is not JSON or not of the outer kind of T, and an *[UnitError]
// when an amount in cents is not whole cents.
func Decode[T any](data []byte) (*T, error) {
	out := new(T)
	if err := decodeInto(data, out); err != nil {
		return nil, err
	}
	return out, nil
}

func decodeInto(data []byte, dst any) error {
	if !json.Valid(data) {
		return errors.New("open1688: reply is not JSON")
	}
	return decodeValue(data, reflect.ValueOf(dst).Elem())
}

// plan says at which index of a struct each JSON field goes; extra is -1
// without an Extra.
type plan struct {
	fields map[string]int
	extra  int
}

var (
	plans     sync.Map // reflect.Type → *plan
	extraType = reflect.TypeFor[Extra]()
	rawType   = reflect.TypeFor[json.RawMessage]()
)

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := &plan{fields: make(map[string]int, t.NumField()), extra: -1}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type == extraType {
			p.extra = i
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && name != "" && name != "-" {
			p.fields[name] = i
		}
	}
	actual, _ := plans.LoadOrStore(t, p)
	return actual.(*plan)
}

func decodeValue(data []byte, v reflect.Value) error {
	if string(data) == "null" {
		return nil
	}
	if v.Type() == rawType {
		v.SetBytes(bytes.Clone(data))
		return nil
	}
	if u, ok := reflect.TypeAssert[json.Unmarshaler](v.Addr()); ok {
		return u.UnmarshalJSON(data)
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return decodeValue(data, v.Elem())
	case reflect.Struct:
		return decodeStruct(data, v)
	case reflect.Slice:
		return decodeSlice(data, v)
	case reflect.Map:
		return decodeMap(data, v)
	default:
		return decodeScalar(data, v)
	}
}

func decodeStruct(data []byte, v reflect.Value) error {
	p := planOf(v.Type())
	return eachMember(data, func(name string, raw json.RawMessage) error {
		if i, ok := p.fields[name]; ok {
			err := decodeValue(raw, v.Field(i))
			if err == nil {
				return nil
			}
			if _, ok := errors.AsType[*UnitError](err); ok {
				return fmt.Errorf("%s: %w", name, err)
			}
			v.Field(i).SetZero()
		}
		if p.extra >= 0 {
			extra := v.Field(p.extra)
			if extra.IsNil() {
				extra.Set(reflect.MakeMap(extraType))
			}
			// A copy, lest a small unknown field keep a whole page in memory.
			extra.SetMapIndex(reflect.ValueOf(name), reflect.ValueOf(json.RawMessage(bytes.Clone(raw))))
		}
		return nil
	})
}

func decodeSlice(data []byte, v reflect.Value) error {
	items, err := elements(data)
	if err != nil {
		return err
	}
	out := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, raw := range items {
		if err := decodeValue(raw, out.Index(i)); err != nil {
			return err
		}
	}
	v.Set(out)
	return nil
}

func decodeMap(data []byte, v reflect.Value) error {
	out := reflect.MakeMap(v.Type())
	err := eachMember(data, func(name string, raw json.RawMessage) error {
		elem := reflect.New(v.Type().Elem()).Elem()
		if err := decodeValue(raw, elem); err != nil {
			return err
		}
		out.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), elem)
		return nil
	})
	if err != nil {
		return err
	}
	v.Set(out)
	return nil
}

// decodeScalar reads strings, booleans and integers from whichever JSON scalar
// the platform chose this time (reference §1.4).
func decodeScalar(data []byte, v reflect.Value) error {
	text, err := scalarText(data)
	if err != nil {
		return err
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		b, err := parseBool(text)
		if err != nil {
			return err
		}
		v.SetBool(b)
	case reflect.Int, reflect.Int32, reflect.Int64:
		if strings.TrimSpace(text) == "" {
			return errMismatch // kept in Extra: blank is not zero
		}
		n, err := scaled(text, 0)
		if err != nil || v.OverflowInt(n) {
			return errMismatch
		}
		v.SetInt(n)
	default:
		return errMismatch
	}
	return nil
}

// parseBool reads true, "true", 1, "1", "y" and their opposites.
func parseBool(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "y", "yes":
		return true, nil
	case "n", "no":
		return false, nil
	}
	b, err := strconv.ParseBool(strings.ToLower(text))
	if err != nil {
		return false, errMismatch
	}
	return b, nil
}
