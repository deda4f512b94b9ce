package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// Stream is the Body of an answer that is not JSON: it writes what follows the headers.
type Stream func(w io.Writer)

var streamType = reflect.TypeFor[Stream]()

// writer answers with the output of one route.
type writer struct {
	status  int
	body    []int // index of Body, nil when there is none
	code    []int // index of Status
	headers []header
}

type header struct {
	index []int
	name  string
}

// newWriter answers with outputs of a type, and describes them in op. A status of 0 is 200, or 204 without a body.
func newWriter(registry huma.Registry, op *huma.Operation, t reflect.Type, status int) *writer {
	out := &writer{status: status}
	answer := &huma.Response{}
	for _, f := range reflect.VisibleFields(t) {
		switch {
		case f.Anonymous || !f.IsExported():
		case f.Name == "Body":
			out.body = f.Index
			if f.Type != streamType {
				schema := huma.SchemaFromField(registry, f, bodyName(t, op.OperationID+"Response"))
				answer.Content = map[string]*huma.MediaType{"application/json": {Schema: schema}}
			}
		case f.Name == "Status":
			out.code = f.Index
		default:
			if name := f.Tag.Get("header"); name != "" {
				out.headers = append(out.headers, header{f.Index, name})
				if answer.Headers == nil {
					answer.Headers = map[string]*huma.Param{}
				}
				answer.Headers[name] = &huma.Param{Schema: huma.SchemaFromField(registry, f, "")}
			}
		}
	}
	if out.status == 0 {
		out.status = http.StatusOK
		if out.body == nil {
			out.status = http.StatusNoContent
		}
	}
	answer.Description = http.StatusText(out.status)
	op.Responses[strconv.Itoa(out.status)] = answer
	problem := registry.Schema(reflect.TypeFor[Problem](), true, "")
	op.Responses["default"] = &huma.Response{Description: "Error", Content: map[string]*huma.MediaType{problemType: {Schema: problem}}}
	return out
}

// write answers; an error means that nothing has been written yet.
func (out *writer) write(w http.ResponseWriter, r *http.Request, output reflect.Value) error {
	w.Header().Set("Cache-Control", "no-store")
	if output.IsNil() {
		w.WriteHeader(out.status)
		return nil
	}
	v := output.Elem()
	status := out.status
	if out.code != nil {
		if n := int(v.FieldByIndex(out.code).Int()); n != 0 {
			status = n
		}
	}
	typed := false
	for _, h := range out.headers {
		if text := fmt.Sprint(v.FieldByIndex(h.index).Interface()); text != "" {
			w.Header().Set(h.name, text)
			typed = typed || h.name == "Content-Type"
		}
	}
	if out.body == nil {
		w.WriteHeader(status)
		return nil
	}
	switch body := v.FieldByIndex(out.body).Interface().(type) {
	case Stream:
		w.WriteHeader(status)
		body(w)
	case []byte:
		w.WriteHeader(status)
		_, _ = w.Write(body)
	default:
		fillLists(v.FieldByIndex(out.body))
		if Lang(r.Context()) == English {
			toEnglish(v.FieldByIndex(out.body))
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(v.FieldByIndex(out.body).Interface()); err != nil {
			return fmt.Errorf("write the answer: %w", err)
		}
		if !typed {
			w.Header().Set("Content-Type", "application/json")
		}
		w.WriteHeader(status)
		_, _ = w.Write(b.Bytes())
	}
	return nil
}

// fillLists makes nil slices empty ones, since lists are never null in the API.
func fillLists(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fillLists(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillLists(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return // text or raw JSON
		}
		if v.IsNil() && v.CanSet() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		if kind := v.Type().Elem().Kind(); kind == reflect.Struct || kind == reflect.Pointer || kind == reflect.Slice {
			for i := range v.Len() {
				fillLists(v.Index(i))
			}
		}
	default:
	}
}
