package sandbox1688

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// vector is a line of testdata/signatures.json: the vectors V1 to V10 of the 1688
// reference, agreed by several independent implementations.
type vector struct {
	Name, Secret, Path, Want string
	Params                   map[string]string
}

func TestSignatureVectors(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/signatures.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []vector
	if err := json.Unmarshal(raw, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) != 10 {
		t.Fatalf("%d vectors, want 10", len(vectors))
	}
	for _, v := range vectors {
		if got := sign(v.Secret, signatureBase(v.Path, v.Params)); got != v.Want {
			t.Errorf("%s: %s, want %s", v.Name, got, v.Want)
		}
	}
}

func TestSignatureLeavesItselfOut(t *testing.T) {
	t.Parallel()
	if got := signatureBase("p", map[string]string{"b": "2", "a": "", signatureParam: "X"}); got != "pab2" {
		t.Errorf("base %q, want %q", got, "pab2")
	}
}

func TestDiagnoseNamesTheMistake(t *testing.T) {
	t.Parallel()
	const secret, path = "s3cret", "param2/1/ns/api/1"
	params := map[string]string{"type": "z", "typeName": "a", "memo": "红 色", "access_token": "T", "empty": ""}
	for want, got := range map[string]string{
		"upper-case":        strings.ToLower(sign(secret, signatureBase(path, params))),
		"by key alone":      sign(secret, keySorted(path, params)),
		"URL-encoded":       sign(secret, encodedBase(path, params)),
		"path was not":      sign(secret, signatureBase("", params)),
		"leading slash":     sign(secret, "/"+signatureBase(path, params)),
		"start at the prot": sign(secret, "openapi/"+signatureBase(path, params)),
		"access_token was":  sign(secret, signatureBase(path, without(params, "access_token"))),
		"empty values":      sign(secret, signatureBase(path, withoutEmpty(params))),
		"extended by &":     sign(secret+"&", signatureBase(path, params)),
		"neither the":       sign("another", signatureBase(path, params)),
	} {
		if reason := diagnose(secret, path, params, got); !strings.Contains(reason, want) {
			t.Errorf("diagnosis %q, want one with %q", reason, want)
		}
	}
}

func FuzzReadParams(f *testing.F) {
	f.Add("a=1&b=%E4%B8%AD", "c=3&a=2", formType)
	f.Add("", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--", "multipart/form-data; boundary=x")
	f.Add("%zz", "%", "multipart/form-data")
	f.Add("itemList=[{\"offerId\":\"1\"}]&orderIds=[1,\"2\"]", "page=-1", formType)
	f.Fuzz(func(t *testing.T, query, body, kind string) {
		r := httptest.NewRequest(http.MethodPost, "/openapi/", strings.NewReader(body))
		r.URL.RawQuery = query
		r.Header.Set("Content-Type", kind)
		params, err := readParams(r)
		if err != nil {
			return
		}
		a := &args{params: params}
		var items []preItemInput
		for name := range params {
			_, _, _ = a.long(name), a.date(name), a.price(name)
			_, _ = a.boolean(name), a.longs(name)
			a.json(name, &items)
		}
		if len(signatureBase("", params)) > 2*(len(query)+len(body))+64 {
			t.Errorf("base grew out of %q and %q", query, body)
		}
	})
}

func FuzzPrice(f *testing.F) {
	for _, text := range []string{"6.4", "0.0385", "-12", "1e9", ".5", "00.10", "999999999999.9999"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Yuan(text)
		if err != nil {
			return
		}
		again, err := Yuan(p.String())
		if err != nil || again != p {
			t.Errorf("%q reads as %d, writes as %q and reads as %d, %v", text, p, p, again, err)
		}
	})
}
