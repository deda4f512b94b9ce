package open1688

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

type vector struct {
	Name   string            `json:"name"`
	Secret string            `json:"secret"`
	Path   string            `json:"path"`
	Params map[string]string `json:"params"`
	Want   string            `json:"want"`
}

func readVectors(t *testing.T) []vector {
	t.Helper()
	raw, err := os.ReadFile("testdata/signatures.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []vector
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	return vectors
}

func TestSignatureVectors(t *testing.T) {
	t.Parallel()
	vectors := readVectors(t)
	if len(vectors) != 10 {
		t.Fatalf("read %d vectors, want 10", len(vectors))
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			t.Parallel()
			if got := Signature(NewSecret(v.Secret), v.Path, v.Params); got != v.Want {
				t.Errorf("got %s, want %s", got, v.Want)
			}
			v.Params[signatureParam] = "ignored"
			if got := Signature(NewSecret(v.Secret), v.Path, v.Params); got != v.Want {
				t.Errorf("with a signature among the parameters: got %s, want %s", got, v.Want)
			}
		})
	}
}

// Sorting by key alone is the known mistake; V6 must tell the two apart.
func TestSignatureSortsKeyWithValue(t *testing.T) {
	t.Parallel()
	got := signatureBase("", map[string]string{"type": "z", "typeName": "a", "page": "9", "pageSize": "20"})
	if want := "page9pageSize20typeNameatypez"; got != want {
		t.Errorf("base is %q, want %q", got, want)
	}
}

func FuzzSignatureBase(f *testing.F) {
	f.Add("param2/1/a/b/1", "type", "z", "typeName", "a", "page", "9")
	f.Add("", "message", "{}", "", "", "一", "\xff\x00")
	f.Fuzz(func(t *testing.T, path, k1, v1, k2, v2, k3, v3 string) {
		params := map[string]string{k1: v1, k2: v2, k3: v3}
		base := signatureBase(path, params)
		// Built in another order, the map iterates differently, the base must not.
		again := map[string]string{k3: params[k3]}
		again[k2], again[k1] = params[k2], params[k1]
		for range 4 {
			if got := signatureBase(path, again); got != base {
				t.Fatalf("base depends on map order: %q and %q", got, base)
			}
		}
		if !strings.HasPrefix(base, path) {
			t.Fatalf("base %q does not start with path %q", base, path)
		}
		for key := range params {
			if key == signatureParam {
				continue
			}
			changed := map[string]string{k1: params[k1], k2: params[k2], k3: params[k3]}
			changed[key] += "x"
			if signatureBase(path, changed) == base {
				t.Fatalf("base stays %q when the value of %q changes", base, key)
			}
		}
	})
}
