package open1688

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// A request struct names its parameters in param tags: `param:"pageNo"`. The
// zero value is absent, unless the tag says always; required refuses it. A
// pointer makes the zero value sendable. Objects and lists become JSON text in
// one parameter (reference §1.3).

// checker is a request with rules of its own beyond required fields.
type checker interface {
	// check returns the parameter at fault and what is wrong with it, or "".
	check() (param, problem string)
}

// encodeParams turns a request into the raw texts that are signed and sent.
func encodeParams(op *Operation, req any) (map[string]string, *Error) {
	params := make(map[string]string)
	if req == nil {
		return params, nil
	}
	v := reflect.ValueOf(req)
	for i := range v.NumField() {
		name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("param"), ",")
		if name == "" {
			continue
		}
		f := v.Field(i)
		if f.IsZero() && options != "always" {
			if options == "required" {
				return nil, inputError(op, name, "is missing")
			}
			continue
		}
		text, problem := paramText(f)
		if problem != "" {
			return nil, inputError(op, name, problem)
		}
		params[name] = text
	}
	if c, ok := req.(checker); ok {
		if param, problem := c.check(); problem != "" {
			return nil, inputError(op, param, problem)
		}
	}
	return params, nil
}

func paramText(f reflect.Value) (text, problem string) {
	switch value := f.Interface().(type) {
	case Time:
		return value.Wire(), ""
	case ID:
		if !value.Numeric() {
			return "", "is not a decimal id"
		}
		return string(value), ""
	case Yuan:
		return numberText(string(value))
	case Secret:
		return value.Reveal(), ""
	}
	switch f.Kind() {
	case reflect.Pointer, reflect.Interface:
		return paramText(f.Elem())
	case reflect.String:
		return f.String(), ""
	case reflect.Bool:
		return strconv.FormatBool(f.Bool()), ""
	case reflect.Int, reflect.Int64:
		return strconv.FormatInt(f.Int(), 10), ""
	case reflect.Slice, reflect.Struct:
		return jsonText(f.Interface())
	default:
		return "", "has a type that is no parameter"
	}
}

func numberText(text string) (string, string) {
	if !isDecimal(text) || strings.ContainsAny(text, "eE") {
		return "", "is not a plain decimal number"
	}
	return text, ""
}

// jsonText keeps <, > and & as they are: less to read for whoever debugs a
// signature, and what the platform's own clients send.
func jsonText(value any) (text, problem string) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return "", "cannot be written as JSON: " + err.Error()
	}
	return strings.TrimSuffix(b.String(), "\n"), ""
}
