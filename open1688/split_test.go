package open1688

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
)

// The splitter must agree with encoding/json on everything that is JSON.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{`{}`, ` { "a" : 1 , "b\"\\" : [ 1,"]" ,{"x":"}"}] } `, `[1, -2.5e3 ,"\u4e00",null,true]`, `[]`, `"x"`, "{\"\xff\":1}", `{"a":{"a":{}},"a":[[]]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !json.Valid(data) {
			return
		}
		var wantObject, gotObject map[string]json.RawMessage
		isObject := json.Unmarshal(data, &wantObject) == nil && wantObject != nil
		gotObject = map[string]json.RawMessage{}
		err := eachMember(data, func(name string, raw json.RawMessage) error {
			gotObject[name] = raw
			return nil
		})
		if (err == nil) != isObject || (err != nil && !errors.Is(err, errMismatch)) {
			t.Fatalf("%q as object: %v, want success %v", data, err, isObject)
		}
		if isObject && !reflect.DeepEqual(gotObject, wantObject) {
			t.Fatalf("%q splits to %q, want %q", data, gotObject, wantObject)
		}
		var wantList []json.RawMessage
		isList := json.Unmarshal(data, &wantList) == nil && wantList != nil
		gotList, err := elements(data)
		if (err == nil) != isList {
			t.Fatalf("%q as list: %v, want success %v", data, err, isList)
		}
		if isList && !reflect.DeepEqual(gotList, wantList) {
			t.Fatalf("%q splits to %q, want %q", data, gotList, wantList)
		}
		for _, raw := range gotList {
			var text string
			if json.Unmarshal(raw, &text) == nil && string(raw) != "null" {
				if got, err := scalarText(raw); err != nil || got != text {
					t.Fatalf("%q is text %q, %v; want %q", raw, got, err, text)
				}
			}
		}
	})
}
