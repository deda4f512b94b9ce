package open1688

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// sample says how a file of testdata/samples is read and what must come out.
type sample struct {
	decode func([]byte) (any, error)
	check  func(t *testing.T, got any)
	// code marks the files that are refusals: the *Error must have it.
	refused, code string
}

func as[T any](decode func([]byte) (*T, error), check func(t *testing.T, got *T)) sample {
	return sample{
		decode: func(b []byte) (any, error) { return decode(b) },
		check:  func(t *testing.T, got any) { t.Helper(); check(t, got.(*T)) },
	}
}

func refusal[T any](decode func([]byte) (*T, error), kind Kind, code string) sample {
	return sample{decode: func(b []byte) (any, error) { return decode(b) }, refused: string(kind), code: code}
}

func want[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func fen(t *testing.T, y Yuan) Fen {
	t.Helper()
	f, err := y.Fen()
	if err != nil {
		t.Error(err)
	}
	return f
}

// decodeCall reads a file with the judgement of one of the client's own calls.
func decodeCall[T any](op *Operation) func([]byte) (*T, error) {
	return func(b []byte) (*T, error) { return decodeReply[T](op, b) }
}

// decodeGateway reads a file as an answer with HTTP 400.
func decodeGateway(b []byte) (*struct{}, error) {
	return nil, statusError(&opProductList, http.StatusBadRequest, b)
}

func decodePush(b []byte) (*Message, error) {
	return ParsePush(url.Values{"message": {string(b)}})
}

func TestSamplesDecodeWithoutLoss(t *testing.T) {
	t.Parallel()
	samples := officialSamples()
	maps.Copy(samples, recordedSamples())
	files, err := filepath.Glob("testdata/samples/*/*.json")
	if err != nil || len(files) != 45 {
		t.Fatalf("found %d samples, want 45; %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, ok := samples[strings.TrimSuffix(name, ".json")]
			if !ok {
				t.Fatal("the table has no row for this file")
			}
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.decode(body)
			if s.refused != "" {
				var e *Error
				if !errors.As(err, &e) || string(e.Kind) != s.refused || e.Code != s.code || e.Message == "" {
					t.Fatalf("error is %v, want kind %s, code %q and a text", err, s.refused, s.code)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			assertKept(t, "", body, reflect.ValueOf(got))
			s.check(t, got)
		})
	}
}

// assertKept walks JSON and decoded value side by side: every leaf must stand in
// a typed field that writes the same text again, or unchanged in an Extra.
func assertKept(t *testing.T, path string, raw json.RawMessage, v reflect.Value) {
	t.Helper()
	if string(raw) == "null" {
		return
	}
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			t.Errorf("%s is lost: nil", path)
			return
		}
		v = v.Elem()
	}
	if v.Type() == rawType {
		if !sameJSON(raw, v.Interface().(json.RawMessage)) {
			t.Errorf("%s is kept as %s, was %s", path, v.Interface(), raw)
		}
		return
	}
	if _, scalar := reflect.TypeAssert[json.Marshaler](v); scalar || (v.Kind() != reflect.Struct && v.Kind() != reflect.Slice && v.Kind() != reflect.Map) {
		out, err := json.Marshal(v.Interface())
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		if plainText(t, out) != plainText(t, raw) {
			t.Errorf("%s is %s, was %s", path, out, raw)
		}
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		var items []json.RawMessage
		if err := json.Unmarshal(raw, &items); err != nil || len(items) != v.Len() {
			t.Errorf("%s has %d elements, was %s", path, v.Len(), raw)
			return
		}
		for i, item := range items {
			assertKept(t, path+"[]", item, v.Index(i))
		}
	case reflect.Map:
		for key, item := range objectOf(t, raw) {
			assertKept(t, path+"."+key, item, v.MapIndex(reflect.ValueOf(key).Convert(v.Type().Key())))
		}
	default:
		p := planOf(v.Type())
		for key, item := range objectOf(t, raw) {
			var extra json.RawMessage
			if p.extra >= 0 {
				extra = v.Field(p.extra).Interface().(Extra)[key]
			}
			index, typed := p.fields[key]
			switch {
			case extra != nil:
				if !sameJSON(item, extra) {
					t.Errorf("%s.%s is kept as %s, was %s", path, key, extra, item)
				}
			case typed:
				assertKept(t, path+"."+key, item, v.Field(index))
			default:
				t.Errorf("%s.%s is lost: %s", path, key, item)
			}
		}
	}
}

func objectOf(t *testing.T, raw json.RawMessage) map[string]json.RawMessage {
	t.Helper()
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil {
		t.Error(err)
	}
	return object
}

// plainText takes the quotes off a scalar: whether the platform wrote a number
// as text is no loss.
func plainText(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	text, err := scalarText(raw)
	if err != nil {
		t.Errorf("%s is no scalar", raw)
	}
	return text
}

func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	decode := func(raw json.RawMessage, v *any) error {
		d := json.NewDecoder(strings.NewReader(string(raw)))
		d.UseNumber()
		return d.Decode(v)
	}
	return decode(a, &x) == nil && decode(b, &y) == nil && reflect.DeepEqual(x, y)
}

// The walker itself must notice a loss, or the test above proves nothing.
func TestAssertKeptNoticesLoss(t *testing.T) {
	t.Parallel()
	type narrowed struct {
		A string `json:"a"`
	}
	for _, raw := range []string{`{"a":"x","b":1}`, `{"a":"y"}`} {
		probe := &testing.T{}
		assertKept(probe, "", json.RawMessage(raw), reflect.ValueOf(&narrowed{A: "x"}))
		if !probe.Failed() {
			t.Errorf("loss in %s goes unnoticed", raw)
		}
	}
}
