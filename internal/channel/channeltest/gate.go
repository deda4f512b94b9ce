package channeltest

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// Gate stands before a sandbox and can stop a call at a chosen point, or change answers.
type Gate struct {
	next http.Handler

	mu      sync.Mutex
	stop    *Stop
	armed   []*Stop // all there have been
	rewrite func(api string, body []byte) []byte
}

// Stop is a point where a call is held: the nth call of an API from now on, before it
// reaches 1688 or after 1688 has answered.
type Stop struct {
	api    string
	nth    int
	after  bool
	held   chan struct{} // closed when the call is there
	resume chan bool     // whether to go on or to break the connection
	gone   chan struct{} // closed when what Run started has ended
}

// Hold arms a stop, in place of the one before.
func (g *Gate) Hold(api string, nth int, after bool) *Stop {
	st := &Stop{api: api, nth: nth, after: after, held: make(chan struct{}), resume: make(chan bool, 1), gone: make(chan struct{})}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.stop, g.armed = st, append(g.armed, st)
	return st
}

// Rewrite changes the answers of 1688 from now on; nil changes none. Calls that run beside
// each other are rewritten one after the other.
func (g *Gate) Rewrite(f func(api string, body []byte) []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.rewrite = f
}

// Open lets whatever is held break off.
func (g *Gate) Open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, st := range g.armed {
		select {
		case st.resume <- false:
		default:
		}
	}
}

// Run has a process work in the background, with a pause between, until a call of it is
// held; it works so many times at the most.
func (st *Stop) Run(tb testing.TB, times int, work, pause func()) {
	tb.Helper()
	go func() {
		defer close(st.gone)
		for i := range times {
			if i > 0 {
				pause()
			}
			work()
			select {
			case <-st.held:
				return
			default:
			}
		}
	}()
	select {
	case <-st.held:
	case <-st.gone:
		tb.Fatalf("the process never came to call %s", st.api)
	}
}

// Resume lets the call go on, or breaks its connection, and waits for the end of what Run
// started.
func (st *Stop) Resume(on bool) {
	st.resume <- on
	<-st.gone
}

// ServeHTTP passes a call on.
func (g *Gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/openapi/"), "/")
	if !strings.HasPrefix(r.URL.Path, "/openapi/") || len(parts) < 4 {
		g.next.ServeHTTP(w, r)
		return
	}
	api := parts[3]
	st, changes := g.meet(api)
	if st == nil && !changes {
		g.next.ServeHTTP(w, r)
		return
	}
	if st != nil && !st.after {
		st.wait()
	}
	rec := httptest.NewRecorder()
	g.next.ServeHTTP(rec, r)
	if st != nil && st.after {
		st.wait()
	}
	body := g.changed(api, rec.Body.Bytes())
	maps.Copy(w.Header(), rec.Header())
	w.Header().Del("Content-Length")
	w.WriteHeader(rec.Code)
	_, _ = w.Write(body)
}

// meet gives the stop that a call has come to, if any, and whether answers are changed.
func (g *Gate) meet(api string) (st *Stop, changes bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.stop != nil && g.stop.api == api {
		if g.stop.nth--; g.stop.nth == 0 {
			st = g.stop
		}
	}
	return st, g.rewrite != nil
}

// wait holds a call until it is told to go on; told not to, it breaks the connection.
func (st *Stop) wait() {
	close(st.held)
	if !<-st.resume {
		panic(http.ErrAbortHandler)
	}
}

func (g *Gate) changed(api string, body []byte) []byte {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.rewrite == nil {
		return body
	}
	return g.rewrite(api, body)
}
