package preorder_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

// gate stands before the sandbox and can stop a call at a chosen point.
type gate struct {
	next http.Handler

	mu      sync.Mutex
	stop    *stop
	rewrite func(api string, body []byte) []byte
}

// stop is a point where a call is held: the nth call of an API from now on, before
// it reaches 1688 or after 1688 has answered.
type stop struct {
	api    string
	nth    int
	after  bool
	held   chan struct{} // closed when the call is there
	resume chan bool     // whether to go on or to break the connection
}

// hold arms a stop.
func (g *gate) hold(api string, nth int, after bool) *stop {
	st := &stop{api: api, nth: nth, after: after, held: make(chan struct{}), resume: make(chan bool, 1)}
	g.mu.Lock()
	g.stop = st
	g.mu.Unlock()
	return st
}

// open lets whatever is held break off.
func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.stop != nil {
		select {
		case g.stop.resume <- false:
		default:
		}
	}
}

// ServeHTTP passes a call on.
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/openapi/"), "/")
	if !strings.HasPrefix(r.URL.Path, "/openapi/") || len(parts) < 4 {
		g.next.ServeHTTP(w, r)
		return
	}
	api := parts[3]
	g.mu.Lock()
	st, rewrite := g.stop, g.rewrite
	if st != nil && st.api == api {
		if st.nth--; st.nth != 0 {
			st = nil
		}
	} else {
		st = nil
	}
	g.mu.Unlock()
	if st == nil && rewrite == nil {
		g.next.ServeHTTP(w, r)
		return
	}
	if st != nil && !st.after {
		close(st.held)
		if !<-st.resume {
			panic(http.ErrAbortHandler)
		}
	}
	rec := httptest.NewRecorder()
	g.next.ServeHTTP(rec, r)
	if st != nil && st.after {
		close(st.held)
		if !<-st.resume {
			panic(http.ErrAbortHandler)
		}
	}
	body := rec.Body.Bytes()
	if rewrite != nil {
		body = rewrite(api, body)
	}
	maps.Copy(w.Header(), rec.Header())
	w.Header().Del("Content-Length")
	w.WriteHeader(rec.Code)
	_, _ = w.Write(body)
}
