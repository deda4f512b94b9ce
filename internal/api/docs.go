package api

import (
	"embed"
	"net/http"
	"path"
)

//go:embed docs
var docsFiles embed.FS

// mountDocs serves the description and a page that renders it. The page needs
// nothing from elsewhere, so that it works on a machine without Internet.
func (a *API) mountDocs() {
	a.mux.HandleFunc("GET /api/openapi.json", func(w http.ResponseWriter, r *http.Request) {
		requestOf(r.Context()).route = "/api/openapi.json"
		var err error
		a.specOnce.Do(func() { a.spec, err = a.Document() })
		if err != nil {
			a.refuse(w, r, err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(a.spec)
	})
	serve := func(name, mediaType string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			requestOf(r.Context()).route = "/api/docs"
			b, err := docsFiles.ReadFile(path.Join("docs", name))
			if err != nil {
				a.refuse(w, r, err)
				return
			}
			w.Header().Set("Content-Type", mediaType)
			w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'")
			_, _ = w.Write(b)
		}
	}
	a.mux.HandleFunc("GET /api/docs", serve("index.html", "text/html; charset=utf-8"))
	a.mux.HandleFunc("GET /api/docs/page.js", serve("page.js", "text/javascript; charset=utf-8"))
	a.mux.HandleFunc("GET /api/docs/page.css", serve("page.css", "text/css; charset=utf-8"))
}
