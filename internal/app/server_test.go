package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The user guide opens without signing in, from the login page as well.
func TestGuideIsServed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for at, title := range map[string]string{"/guide/zh-CN/": "货通使用手册", "/guide/en/05-sell.md": "5 Selling"} {
		out := httptest.NewRecorder()
		w.server.handler().ServeHTTP(out, httptest.NewRequestWithContext(t.Context(), http.MethodGet, at, nil))
		if out.Code != http.StatusOK || !strings.Contains(out.Body.String(), title) {
			t.Errorf("%s answers %d", at, out.Code)
		}
	}
}
