// Package web serves the page: the files Vite built, embedded into the program, with the headers a browser needs to keep what never
// changes, to ask again for what does, and to run nothing that is not ours.
//
// The files are embedded under the build tag "ui" only (go build -tags ui), so that building and testing the Go code never needs Node.
// Without the tag the handler says so in a sentence.
package web

import (
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// contentSecurityPolicy lets the page run its own scripts only. Styles may be inline because Ant Design writes its rules into style
// elements at run time. Pictures may come from anywhere: those of offers live on 1688's image hosts.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: http: https:; " +
	"font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// Handler serves the embedded page. Paths that are no file of the build get index.html, because the router in the page knows them;
// /api and the operational endpoints must be mounted before it.
func Handler() http.Handler {
	files, ok := dist()
	if !ok {
		return http.HandlerFunc(noUI)
	}
	return newHandler(files)
}

func noUI(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	_, _ = io.WriteString(w, "此程序未包含网页界面，请用 make build 编译。\nThis program was built without the web page; build it with make build.\n")
}

type handler struct {
	files fs.FS
}

func newHandler(files fs.FS) http.Handler {
	return handler{files: files}
}

// ServeHTTP implements http.Handler.
func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Security-Policy", contentSecurityPolicy)
	head.Set("X-Content-Type-Options", "nosniff")
	// 1688's image hosts refuse some foreign referrers, and addresses here name documents.
	head.Set("Referrer-Policy", "same-origin")

	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		head.Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}

	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	hashed := strings.HasPrefix(name, "assets/")
	if !h.isFile(name) {
		if hashed {
			// A page of an older release asks for a chunk that is gone; HTML in its place would be a riddle.
			head.Set("Cache-Control", "no-store")
			http.NotFound(w, r)
			return
		}
		name = "index.html"
	}
	if hashed {
		head.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		head.Set("Cache-Control", "no-cache")
	}
	h.serve(w, r, name)
}

func (h handler) isFile(name string) bool {
	if name == "" || strings.HasSuffix(name, ".gz") || strings.HasPrefix(name, ".") {
		return false
	}
	info, err := fs.Stat(h.files, name)
	return err == nil && !info.IsDir()
}

// serve sends one file, compressed when the build holds it so and the browser takes it. Embedded files have no modification time,
// so everything but the hashed files is sent whole each time; it is a few kilobytes.
func (h handler) serve(w http.ResponseWriter, r *http.Request, name string) {
	head := w.Header()
	head.Set("Content-Type", contentType(name))
	body, err := fs.ReadFile(h.files, name+".gz")
	if err == nil {
		head.Add("Vary", "Accept-Encoding")
	}
	if err == nil && acceptsGzip(r.Header.Get("Accept-Encoding")) {
		head.Set("Content-Encoding", "gzip")
	} else if body, err = fs.ReadFile(h.files, name); err != nil {
		http.NotFound(w, r)
		return
	}
	head.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// contentType does not ask the system's table for the types the page is made of: some systems call JavaScript text/plain, and
// nosniff would then stop the page.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".webmanifest":
		return "application/manifest+json"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// acceptsGzip reads Accept-Encoding; "gzip;q=0" is a refusal.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		q, found := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		if !found {
			return true
		}
		weight, err := strconv.ParseFloat(q, 64)
		return err == nil && weight > 0
	}
	return false
}
