package sandbox1688

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"
)

const buyerFang = "阿芳精品女装"

// inbox is an address that messages are posted to.
type inbox struct {
	t    *testing.T
	http *httptest.Server

	mu     sync.Mutex
	status []int // of the next answers; then 200
	forms  []url.Values
}

func newInbox(t *testing.T) *inbox {
	t.Helper()
	in := &inbox{t: t}
	in.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != formType {
			t.Errorf("%s with %s: %v", r.Method, r.Header.Get("Content-Type"), err)
		}
		in.mu.Lock()
		defer in.mu.Unlock()
		in.forms = append(in.forms, r.PostForm)
		status := http.StatusOK
		if len(in.status) > 0 {
			status, in.status = in.status[0], in.status[1:]
		}
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
	}))
	t.Cleanup(in.http.Close)
	return in
}

// address makes it the one of the first app. A busy machine must not look like a slow
// receiver.
func (in *inbox) address(c *Config) {
	c.PushURL, c.Switches.PushTimeout = in.http.URL+"/push", time.Minute
}

// answer gives these statuses to the next deliveries.
func (in *inbox) answer(status ...int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.status = status
}

// take returns the messages that arrived since the last time, which must be signed as
// the platform signs.
func (in *inbox) take() []answer {
	in.t.Helper()
	in.mu.Lock()
	defer in.mu.Unlock()
	var list []answer
	for _, form := range in.forms {
		text := form.Get("message")
		if len(form) != 2 || form.Get(signatureParam) != sign("AbCdEf123456", "message"+text) {
			in.t.Errorf("not signed as it should be: %v", form)
		}
		list = append(list, newAnswer(in.t, 0, []byte(text)))
	}
	in.forms = nil
	return list
}

// types are the topics of messages, sorted: their order is not kept.
func types(list []answer) []string {
	var out []string
	for _, m := range list {
		out = append(out, m.text("type"))
	}
	slices.Sort(out)
	return out
}

func (in *inbox) want(what string, topics ...string) []answer {
	in.t.Helper()
	list := in.take()
	slices.Sort(topics)
	if got := types(list); !slices.Equal(got, topics) {
		in.t.Errorf("%s:\ngot  %q\nwant %q", what, got, topics)
	}
	return list
}

// pushing is a sandbox whose app has an inbox.
func pushing(t *testing.T, change ...func(*Config)) (*bench, *inbox) {
	t.Helper()
	in := newInbox(t)
	b := setup(t, append([]func(*Config){in.address}, change...)...)
	return b, in
}

// quiet waits until everything that is due has been delivered, or has failed.
func (b *bench) quiet() {
	b.t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		b.s.mu.Lock()
		still := len(b.s.push.ready) == 0 && b.s.courier.flights == 0 && (len(b.s.due) == 0 || b.s.due[0].at.After(b.s.now()))
		b.s.mu.Unlock()
		if still {
			return
		}
	}
	b.t.Fatal("the messages are not through after a minute")
}

// stored are the messages that were given up.
func (b *bench) stored() string {
	b.t.Helper()
	return b.control("GET", "push", nil).text("counts", pushStored)
}
