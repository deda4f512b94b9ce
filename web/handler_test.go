package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func testFiles() fstest.MapFS {
	return fstest.MapFS{
		"index.html":           {Data: []byte("<!doctype html><title>page</title>")},
		"index.html.gz":        {Data: []byte("gz-index")},
		"icon.svg":             {Data: []byte("<svg/>")},
		"assets/app-1a2b.js":   {Data: []byte("export {}")},
		".vite/manifest.json":  {Data: []byte("{}")},
		"assets/deep/x-9.css":  {Data: []byte("a{}")},
		"manifest.webmanifest": {Data: []byte("{}")},
	}
}

func TestHandlerServes(t *testing.T) {
	t.Parallel()
	const immutable = "public, max-age=31536000, immutable"
	tests := []struct {
		name, method, path, accept string
		status                     int
		body, contentType, cache   string
		encoding                   string
	}{
		{name: "root", path: "/", status: 200, body: "<title>page", contentType: "text/html; charset=utf-8", cache: "no-cache"},
		{name: "root compressed", path: "/", accept: "br, gzip;q=0.8", status: 200, body: "gz-index", contentType: "text/html; charset=utf-8", cache: "no-cache", encoding: "gzip"},
		{name: "gzip refused", path: "/", accept: "gzip;q=0", status: 200, body: "<title>page", contentType: "text/html; charset=utf-8", cache: "no-cache"},
		{name: "route of the page", path: "/products/12.5", status: 200, body: "<title>page", contentType: "text/html; charset=utf-8", cache: "no-cache"},
		{name: "hashed asset", path: "/assets/app-1a2b.js", accept: "gzip", status: 200, body: "export {}", contentType: "text/javascript; charset=utf-8", cache: immutable},
		{name: "asset in a folder", path: "/assets/deep/x-9.css", status: 200, body: "a{}", contentType: "text/css; charset=utf-8", cache: immutable},
		{name: "missing asset is not the page", path: "/assets/old-0.js", status: 404, body: "not found", cache: "no-store"},
		{name: "icon", path: "/icon.svg", status: 200, body: "<svg/>", contentType: "image/svg+xml", cache: "no-cache"},
		{name: "web manifest", path: "/manifest.webmanifest", status: 200, body: "{}", contentType: "application/manifest+json", cache: "no-cache"},
		{name: "build manifest stays inside", path: "/.vite/manifest.json", status: 200, body: "<title>page", contentType: "text/html; charset=utf-8", cache: "no-cache"},
		{name: "compressed twin is no address", path: "/index.html.gz", status: 200, body: "<title>page", contentType: "text/html; charset=utf-8", cache: "no-cache"},
		{name: "climbing out", path: "/../../etc/passwd", status: 200, body: "<title>page", contentType: "text/html; charset=utf-8", cache: "no-cache"},
		{name: "directory", path: "/assets", status: 200, body: "<title>page", contentType: "text/html; charset=utf-8", cache: "no-cache"},
		{name: "write", method: http.MethodPost, path: "/", status: 405, body: "Method Not Allowed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			method := tt.method
			if method == "" {
				method = http.MethodGet
			}
			r := httptest.NewRequestWithContext(t.Context(), method, "http://huotong.example/", nil)
			r.URL.Path = tt.path
			r.Header.Set("Accept-Encoding", tt.accept)
			w := httptest.NewRecorder()
			newHandler(testFiles()).ServeHTTP(w, r)

			if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.body) {
				t.Fatalf("%s %s: got %d %q, want %d with %q", method, tt.path, w.Code, w.Body, tt.status, tt.body)
			}
			for header, want := range map[string]string{"Cache-Control": tt.cache, "Content-Encoding": tt.encoding} {
				if got := w.Header().Get(header); got != want {
					t.Errorf("%s: got %q, want %q", header, got, want)
				}
			}
			if got := w.Header().Get("Content-Type"); tt.contentType != "" && got != tt.contentType {
				t.Errorf("Content-Type: got %q, want %q", got, tt.contentType)
			}
			if w.Header().Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(w.Header().Get("Content-Security-Policy"), "script-src 'self';") {
				t.Errorf("security headers missing: %v", w.Header())
			}
		})
	}
}

func TestHandlerHeadHasNoBody(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodHead, "/", nil)
	w := httptest.NewRecorder()
	newHandler(testFiles()).ServeHTTP(w, r)
	if w.Body.Len() != 0 || w.Header().Get("Content-Length") == "0" {
		t.Errorf("HEAD: got %d bytes, Content-Length %q; want no body and the file's length", w.Body.Len(), w.Header().Get("Content-Length"))
	}
}

func TestHandlerVaries(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	w := httptest.NewRecorder()
	newHandler(testFiles()).ServeHTTP(w, r)
	if got := w.Header().Get("Vary"); got != "Accept-Encoding" {
		t.Errorf("Vary: got %q, want Accept-Encoding, or a cache hands compressed bytes to those who cannot read them", got)
	}
}

func TestHandlerOfThisBuild(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	_, embedded := dist()
	if embedded && w.Code != http.StatusOK {
		t.Errorf("with the page: got %d", w.Code)
	}
	if !embedded && (w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "make build")) {
		t.Errorf("without the page: got %d %q, want 404 and what to do", w.Code, w.Body)
	}
}
