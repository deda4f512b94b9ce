package sandbox1688

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"time"
)

//go:embed templates/*.html static/*
var files embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"yuan":  func(y yuan) string { return fixedYuan(int64(y)) },
	"clock": func(t time.Time) string { return t.In(beijing).Format("2006-01-02 15:04:05") },
}).ParseFS(files, "templates/*.html"))

// staticFiles serves the style sheet and the scripts.
func staticFiles() http.Handler {
	sub, err := fs.Sub(files, "static")
	if err != nil {
		panic("sandbox1688: embedded files: " + err.Error())
	}
	serve := http.FileServerFS(sub)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		serve.ServeHTTP(w, r)
	})
}

// render writes a page. It is filled in memory first, so that a mistake in a
// template is an error and not half a page.
func render(w http.ResponseWriter, status int, name string, view any) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, view); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the client went away; nothing to mend
}

// consolePage is the frame of the console; its script reads the control API.
func (s *Server) consolePage(w http.ResponseWriter, r *http.Request) {
	render(w, http.StatusOK, "console.html", s.base(r))
}
