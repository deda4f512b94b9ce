package api

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/huotong/huotong/internal/fault"
)

// reader fills the input of one route from a request.
type reader struct {
	registry huma.Registry
	params   []param
	query    map[string]bool // parameters known in the query
	body     []int           // index of the field Body, nil when there is none
	raw      []int           // index of the field RawBody
	bodyType reflect.Type
	schema   *huma.Schema // of Body
	optional bool         // the body may be left out
	media    []string     // accepted content types of RawBody; empty takes any
}

// param is a field that comes from the path, the query or a header.
type param struct {
	index    []int
	in, name string
	fallback string
	required bool
	schema   *huma.Schema
}

var textType = reflect.TypeFor[encoding.TextUnmarshaler]()

// newReader reads inputs of a type, and describes them in op.
func newReader(registry huma.Registry, op *huma.Operation, t reflect.Type) *reader {
	in := &reader{registry: registry, query: map[string]bool{"accountSet": true}}
	for _, f := range reflect.VisibleFields(t) {
		switch {
		case f.Anonymous || !f.IsExported():
		case f.Name == "Body":
			in.body, in.bodyType = f.Index, f.Type
			in.schema = huma.SchemaFromField(registry, f, bodyName(t, op.OperationID+"Request"))
			in.optional = f.Type.Kind() == reflect.Pointer
			op.RequestBody = &huma.RequestBody{Required: !in.optional, Content: map[string]*huma.MediaType{"application/json": {Schema: in.schema}}}
		case f.Name == "RawBody":
			in.raw = f.Index
			if media := f.Tag.Get("contentType"); media != "" {
				in.media = strings.Split(media, ",")
			}
			op.RequestBody = describeRaw(in.media)
		default:
			if p, ok := newParam(registry, f); ok {
				in.params = append(in.params, p)
				in.query[p.name] = in.query[p.name] || p.in == "query"
				op.Parameters = append(op.Parameters, p.describe())
			}
		}
	}
	return in
}

func describeRaw(media []string) *huma.RequestBody {
	if len(media) == 0 {
		media = []string{"application/octet-stream"}
	}
	body := &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{}}
	for _, m := range media {
		body.Content[m] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	return body
}

// bodyName is the name of the body of an input or output: after its type, and of one without a name after the route.
func bodyName(t reflect.Type, ofRoute string) string {
	if t.Name() != "" {
		return t.Name() + "Body"
	}
	return ofRoute
}

func newParam(registry huma.Registry, f reflect.StructField) (param, bool) {
	p := param{index: f.Index, fallback: f.Tag.Get("default"), required: f.Tag.Get("required") == "true"}
	for _, in := range []string{"path", "query", "header"} {
		if tag := f.Tag.Get(in); tag != "" {
			p.in = in
			p.name, _, _ = strings.Cut(tag, ",")
		}
	}
	if p.in == "" {
		return p, false
	}
	p.schema = huma.SchemaFromField(registry, f, "")
	return p, true
}

func (p param) describe() *huma.Param {
	d := &huma.Param{Name: p.name, In: p.in, Description: p.schema.Description, Required: p.required || p.in == "path", Schema: p.schema}
	if p.in == "query" {
		d.Explode = new(false) // lists are separated by commas
	}
	return d
}

// read fills input and reports every problem it can find, at once.
func (in *reader) read(r *http.Request, body []byte, input reflect.Value) error {
	var problems fault.Fields
	values := r.URL.Query()
	for name := range values {
		if !in.query[name] {
			problems.Add(name, errUnknownField)
		} else if len(values[name]) > 1 {
			problems.Add(name, errRepeated)
		}
	}
	for _, p := range in.params {
		var raw string
		switch p.in {
		case "path":
			raw = r.PathValue(p.name)
		case "query":
			raw = values.Get(p.name)
		case "header":
			raw = r.Header.Get(p.name)
		}
		if raw == "" {
			raw = p.fallback
		}
		if raw == "" {
			if p.required {
				problems.Add(p.name, fault.ErrRequired)
			}
			continue
		}
		err := in.set(input.FieldByIndex(p.index), raw, p.schema)
		if err == nil {
			continue
		}
		if p.in == "path" { // a path that cannot exist
			return fault.ErrNotFound.With("what", p.name)
		}
		problems.AddErr(p.name, err)
	}
	switch {
	case in.raw != nil:
		if err := in.takeRaw(r, body, input.FieldByIndex(in.raw)); err != nil {
			return err
		}
	case in.body != nil:
		if err := in.readBody(r, body, input.FieldByIndex(in.body), &problems); err != nil {
			return err
		}
		if Lang(r.Context()) == English {
			fromEnglish(input.FieldByIndex(in.body))
		}
	}
	return problems.Err()
}

func (in *reader) takeRaw(r *http.Request, body []byte, field reflect.Value) error {
	given, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if len(in.media) > 0 && (err != nil || !slices.Contains(in.media, given)) {
		return errMediaType.With("given", given, "expected", strings.Join(in.media, ", "))
	}
	field.SetBytes(body)
	return nil
}

// set reads one parameter.
func (in *reader) set(field reflect.Value, raw string, schema *huma.Schema) error {
	if strings.ContainsRune(raw, 0) {
		return errText
	}
	if field.Addr().Type().Implements(textType) {
		if err := field.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(raw)); err != nil {
			return textFault(field.Type(), err)
		}
		return nil
	}
	switch field.Kind() {
	case reflect.Slice:
		parts := strings.Split(raw, ",")
		if schema.MaxItems != nil && len(parts) > *schema.MaxItems {
			return fault.ErrTooMany.With("max", *schema.MaxItems)
		}
		list := reflect.MakeSlice(field.Type(), len(parts), len(parts))
		for i, part := range parts {
			if err := in.set(list.Index(i), part, schema.Items); err != nil {
				return err
			}
		}
		field.Set(list)
		return nil
	case reflect.Int, reflect.Int64, reflect.Int32:
		n, err := strconv.ParseInt(raw, 10, field.Type().Bits())
		if err != nil {
			return errWrongType.With("expected", "12")
		}
		field.SetInt(n)
		return in.validate(schema, n)
	case reflect.Bool:
		if raw != "true" && raw != "false" {
			return fault.ErrChoice.With("allowed", "true, false")
		}
		field.SetBool(raw == "true")
		return nil
	case reflect.String:
		field.SetString(raw)
		return in.validate(schema, raw)
	default:
		return fmt.Errorf("parameter of type %s is not supported", field.Type())
	}
}

func (in *reader) validate(schema *huma.Schema, v any) error {
	var res huma.ValidateResult
	huma.Validate(in.registry, schema, huma.NewPathBuffer(nil, 0), huma.ModeWriteToServer, v, &res)
	if len(res.Errors) == 0 {
		return nil
	}
	_, f := schemaFault(res.Errors[0])
	return f
}

func (in *reader) readBody(r *http.Request, body []byte, field reflect.Value, problems *fault.Fields) error {
	if len(bytes.TrimSpace(body)) == 0 {
		if in.optional {
			return nil
		}
		return errBodyMissing
	}
	if given := r.Header.Get("Content-Type"); given != "" {
		media, _, err := mime.ParseMediaType(given)
		if err != nil || media != "application/json" && !strings.HasSuffix(media, "+json") {
			return errMediaType.With("given", given, "expected", "application/json")
		}
	}
	var tree any
	if err := json.Unmarshal(body, &tree); err != nil {
		return malformed(body, err)
	}
	found := texts{}
	found.walk(in.bodyType, tree, "", true)
	var res huma.ValidateResult
	huma.Validate(in.registry, in.schema, huma.NewPathBuffer(nil, 0), huma.ModeWriteToServer, tree, &res)
	for _, err := range res.Errors {
		if path, f := schemaFault(err); !found.has(path) {
			found = append(found, fault.Field{Path: path, Err: f})
		}
	}
	for _, f := range found {
		problems.Add(f.Path, f.Err)
	}
	if len(found) > 0 {
		return nil
	}
	if err := json.Unmarshal(body, field.Addr().Interface()); err != nil {
		// What is left is numbers written in a way the type does not take: 1.0, 1e3, 2^70.
		var wrong *json.UnmarshalTypeError
		if !errors.As(err, &wrong) {
			return malformed(body, err)
		}
		problems.Add(wrong.Field, errWrongType.With("expected", wrong.Type.Kind()))
	}
	return nil
}

// malformed tells where the JSON breaks off.
func malformed(body []byte, err error) error {
	at := len(body)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = min(int(syntax.Offset), len(body))
	}
	line := 1 + bytes.Count(body[:at], []byte("\n"))
	column := at - (bytes.LastIndexByte(body[:at], '\n') + 1)
	return errMalformed.With("line", line, "column", column).Because(err)
}
