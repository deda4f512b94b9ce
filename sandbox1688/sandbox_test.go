package sandbox1688

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// bench is a sandbox under test with a clock that stands still.
type bench struct {
	t    *testing.T
	s    *Server
	http *httptest.Server

	mu     sync.Mutex
	tokens map[string]string
}

var testStart = time.Date(2026, 8, 1, 10, 15, 0, 0, beijing)

func setup(t *testing.T, change ...func(*Config)) *bench {
	t.Helper()
	cfg := Config{AppKey: "1234567", AppSecret: "AbCdEf123456", Now: func() time.Time { return testStart }}
	for _, f := range change {
		f(&cfg)
	}
	b := &bench{t: t, s: New(cfg), tokens: map[string]string{}}
	b.http = httptest.NewServer(b.s)
	t.Cleanup(b.http.Close)
	t.Cleanup(func() { _ = b.s.Close() })
	return b
}

// answer is a reply of the gateway or the control API.
type answer struct {
	t      testing.TB
	status int
	raw    []byte
	tree   *tree
}

// tree is the JSON of an answer, decoded once: tests look at many of its values.
type tree struct {
	once sync.Once
	v    any
	err  error
}

func newAnswer(tb testing.TB, status int, raw []byte) answer {
	tb.Helper()
	return answer{tb, status, raw, &tree{}}
}

// at walks into the JSON by keys and indexes, numbers staying exact texts.
func (a answer) at(path ...any) any {
	a.t.Helper()
	a.tree.once.Do(func() {
		d := json.NewDecoder(bytes.NewReader(a.raw))
		d.UseNumber()
		a.tree.err = d.Decode(&a.tree.v)
	})
	if a.tree.err != nil {
		a.t.Fatalf("status %d, not JSON: %s", a.status, a.raw)
	}
	v := a.tree.v
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, ok := v.(map[string]any)
			if !ok {
				a.t.Fatalf("%v is no object in %s", path, a.raw)
			}
			v = m[step]
		case int:
			l, ok := v.([]any)
			if !ok || step >= len(l) {
				a.t.Fatalf("%v is no long enough list in %s", path, a.raw)
			}
			v = l[step]
		}
	}
	return v
}

func (a answer) text(path ...any) string {
	a.t.Helper()
	v := a.at(path...)
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func (a answer) len(path ...any) int {
	a.t.Helper()
	l, _ := a.at(path...).([]any)
	return len(l)
}

// want compares one value as text.
func (a answer) want(want string, path ...any) {
	a.t.Helper()
	if got := a.text(path...); got != want {
		a.t.Errorf("%v = %q, want %q in %s", path, got, want, a.raw)
	}
}

func (b *bench) do(method, path string, body string, header ...string) answer {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.http.URL+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := b.http.Client().Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return newAnswer(b.t, res.StatusCode, raw)
}

const formType = "application/x-www-form-urlencoded;charset=UTF-8"

// signed makes the path and the body of a signed call of an API such as
// "com.alibaba.trade:alibaba.preOrder.create".
func (b *bench) signed(api string, params map[string]string) (path, body string) {
	namespace, name, _ := strings.Cut(api, ":")
	signedPath := "param2/1/" + namespace + "/" + name + "/1234567"
	form := url.Values{}
	for k, v := range params {
		form.Set(k, v)
	}
	form.Set(signatureParam, sign("AbCdEf123456", signatureBase(signedPath, params)))
	return "/openapi/" + signedPath, form.Encode()
}

// call makes a signed call with the token of an account.
func (b *bench) call(login, api string, params map[string]string) answer {
	b.t.Helper()
	all := map[string]string{"access_token": b.token(login)}
	maps.Copy(all, params)
	path, body := b.signed(api, all)
	return b.do("POST", path, body, "Content-Type", formType)
}

// token is a console token of the account, made once.
func (b *bench) token(login string) string {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.tokens[login] == "" {
		b.tokens[login] = b.control("POST", "tokens", map[string]any{"loginId": login}).text("accessToken")
	}
	return b.tokens[login]
}

// control makes a control call that must succeed.
func (b *bench) control(method, path string, body any) answer {
	b.t.Helper()
	a := b.tryControl(method, path, body)
	if a.status != http.StatusOK {
		b.t.Fatalf("%s %s: %d %s", method, path, a.status, a.raw)
	}
	return a
}

func (b *bench) tryControl(method, path string, body any) answer {
	b.t.Helper()
	text := ""
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			b.t.Fatal(err)
		}
		text = string(raw)
	}
	return b.do(method, "/control/"+path, text)
}

func (b *bench) advance(d string) {
	b.t.Helper()
	b.control("POST", "clock", map[string]any{"advance": d})
}

// offer finds a seeded offer by a part of its title.
func (b *bench) offer(part string) *Offer {
	b.t.Helper()
	b.s.mu.Lock()
	defer b.s.mu.Unlock()
	for _, o := range b.s.cat.own {
		if strings.Contains(o.Subject, part) {
			return o.clone()
		}
	}
	b.t.Fatalf("no offer with %q", part)
	return nil
}

// wantShape checks that got has every key of shape with a value of the same JSON
// kind. Of a list the first element is compared.
func wantShape(t testing.TB, where string, got, shape any) {
	t.Helper()
	switch shape := shape.(type) {
	case map[string]any:
		m, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s: %T, want an object", where, got)
			return
		}
		for k, v := range shape {
			if m[k] == nil {
				t.Errorf("%s.%s is missing", where, k)
				continue
			}
			wantShape(t, where+"."+k, m[k], v)
		}
	case []any:
		l, ok := got.([]any)
		if !ok {
			t.Errorf("%s: %T, want a list", where, got)
		} else if len(shape) > 0 {
			if len(l) == 0 {
				t.Errorf("%s: empty list", where)
				return
			}
			wantShape(t, where+"[0]", l[0], shape[0])
		}
	default:
		if fmt.Sprintf("%T", got) != fmt.Sprintf("%T", shape) {
			t.Errorf("%s = %v (%T), want a %T", where, got, got, shape)
		}
	}
}

// shape compares the whole answer with an example.
func (a answer) shape(example string) {
	a.t.Helper()
	wantShape(a.t, "$", a.at(), newAnswer(a.t, 0, []byte(example)).at())
}
