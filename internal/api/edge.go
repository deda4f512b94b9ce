package api

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/fault"
)

// edge is what every request passes: id, log, metrics, panics.
func (a *API) edge(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rq := a.newRequest(r)
		r = r.WithContext(context.WithValue(r.Context(), requestKey{}, rq))
		out := &answer{ResponseWriter: w}
		out.Header().Set("X-Request-Id", rq.id)
		out.Header().Set("X-Content-Type-Options", "nosniff")
		begin := a.db.Now()
		defer func() {
			if p := recover(); p != nil {
				a.panicked(out, r, p)
			}
			took := a.db.Now().Sub(begin)
			a.metrics.observe(r.Method, rq.route, out.status, took)
			level := slog.LevelInfo
			if rq.route == "" || rq.route == "/healthz" || rq.route == "/readyz" || rq.route == "/metrics" {
				level = slog.LevelDebug
			}
			// The path without the query: a query may hold what people search for.
			rq.log.LogAttrs(r.Context(), level, "request", slog.String("method", r.Method), slog.String("path", r.URL.Path),
				slog.Int("status", out.status), slog.Int64("bytes", out.bytes), slog.Duration("took", took), slog.String("code", rq.code),
				slog.String("ip", rq.ip), slog.Int64("actor", int64(rq.access.PersonID)), slog.Int64("tenant", int64(rq.access.Tenant)))
		}()
		next.ServeHTTP(out, r)
	})
}

func (a *API) panicked(out *answer, r *http.Request, p any) {
	if p == http.ErrAbortHandler { //nolint:errorlint,err113 // the sentinel is panicked as it is
		panic(p)
	}
	requestOf(r.Context()).log.ErrorContext(r.Context(), "panic", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
	if out.status == 0 {
		a.refuse(out, r, fault.ErrInternal)
	}
}

// answer notes what was answered.
type answer struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader notes the status.
func (w *answer) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (w *answer) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach flushing and deadlines.
func (w *answer) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// mountOwn registers what is not a domain's.
func (a *API) mountOwn() {
	a.mux.HandleFunc("/", a.noRoute)
	a.mountHealth()
	a.mountDocs()
	a.mountEvents()
	a.registerSession()
	a.registerSets()
	a.registerLetterhead()
	a.registerPeople()
	a.registerRoles()
	a.registerInvitations()
	a.registerResets()
	a.registerTokens()
	a.registerAudit()
}

// noRoute answers what no route takes: 405 where another method would do, else 404.
func (a *API) noRoute(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		probe := &http.Request{Method: method, URL: r.URL, Host: r.Host}
		if _, pattern := a.mux.Handler(probe); pattern != "/" && pattern != "" {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 || slices.Contains(allowed, r.Method) {
		a.refuse(w, r, errNoRoute.With("path", r.URL.Path))
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	a.refuse(w, r, errMethod.With("method", r.Method, "allowed", strings.Join(allowed, ", ")))
}

func (a *API) mountHealth() {
	plain := func(w http.ResponseWriter, status int, text string) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(text + "\n"))
	}
	a.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		requestOf(r.Context()).route = "/healthz"
		plain(w, http.StatusOK, "ok")
	})
	a.mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		rq := requestOf(r.Context())
		rq.route = "/readyz"
		for i, check := range append([]func(context.Context) error{a.db.Ping}, a.opts.Ready...) {
			if err := check(r.Context()); err != nil {
				rq.log.WarnContext(r.Context(), "not ready", slog.Int("check", i), slog.Any("error", err))
				plain(w, http.StatusServiceUnavailable, "not ready: check "+strconv.Itoa(i)+", see the log")
				return
			}
		}
		plain(w, http.StatusOK, "ready")
	})
	a.mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		requestOf(r.Context()).route = "/metrics"
		a.metrics.handler.ServeHTTP(w, r)
	})
}
