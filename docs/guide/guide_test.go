package guide

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, at string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, at, nil))
	return w
}

// Every page is served, and every link on it leads to a page, and a heading, that
// is served too.
func TestPagesAndTheirLinks(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(pages, "*/*.md")
	if err != nil || len(files) < 18 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	href := regexp.MustCompile(`href="([^"]*)"`)
	for _, file := range files {
		at := Prefix + file
		w := get(t, at)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "<h1 id=") {
			t.Fatalf("%s answers %d", at, w.Code)
		}
		if strings.Contains(w.Body.String(), "**") {
			t.Errorf("%s shows unrendered marks", at)
		}
		for _, m := range href.FindAllStringSubmatch(w.Body.String(), -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.HasPrefix(target, "https://") {
				continue
			}
			to := path.Join(path.Dir(at), target)
			if strings.HasSuffix(target, "/") {
				to += "/"
			}
			if target == "" {
				to = at
			}
			led := get(t, to)
			if led.Code != http.StatusOK {
				t.Errorf("%s links to %s, which answers %d", at, m[1], led.Code)
			}
			name := unescape(t, anchor)
			if name != "" && !strings.Contains(led.Body.String(), `id="`+name+`"`) {
				t.Errorf("%s links to %s, and there is no heading %q", at, m[1], name)
			}
		}
	}
}

func unescape(t *testing.T, s string) string {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/"+s, nil)
	return strings.TrimPrefix(r.URL.Path, "/")
}

func TestLanguageAndNothingElse(t *testing.T) {
	t.Parallel()
	if w := get(t, "/guide/zh-CN/"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "货通使用手册") {
		t.Errorf("the start page answers %d", w.Code)
	}
	if w := get(t, "/guide/en"); w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != "/guide/en/" {
		t.Errorf("without the slash: %d to %s", w.Code, w.Header().Get("Location"))
	}
	for _, at := range []string{"/guide/", "/guide/fr/", "/guide/en/nothing.md", "/guide/guide.go", "/guide/../go.mod", "/guide/en/../../guide.go"} {
		if w := get(t, at); w.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", at, w.Code)
		}
	}
}
