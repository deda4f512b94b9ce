package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

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

func newWriter(t reflect.Type, r Route) *writer {
	out := &writer{status: r.Status}
	for _, f := range reflect.VisibleFields(t) {
		switch {
		case f.Anonymous || !f.IsExported():
		case f.Name == "Body":
			out.body = f.Index
		case f.Name == "Status":
			out.code = f.Index
		default:
			if name := f.Tag.Get("header"); name != "" {
				out.headers = append(out.headers, header{f.Index, name})
			}
		}
	}
	if out.status == 0 {
		out.status = http.StatusOK
		if out.body == nil {
			out.status = http.StatusNoContent
		}
	}
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
	case func(huma.Context):
		body(humago.NewContext(nil, r, w))
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
