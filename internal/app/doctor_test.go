package app

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/db"
)

// examine gives what the doctor prints about the world, with changed settings.
func (w *world) examine(t *testing.T, change func(*doctorCmd)) (string, bool) {
	t.Helper()
	var out bytes.Buffer
	e := &examination{r: &runtime{Streams: Streams{Out: &out, Err: &out}}}
	c := &doctorCmd{Config: *w.server.cfg}
	change(c)
	c.examine1688(t.Context(), e)
	for _, set := range []db.ID{w.A.ID, w.B.ID} {
		sc := db.System("doctor")
		sc.Tenant = set
		w.server.examineSet(t.Context(), e, sc)
	}
	return out.String(), e.bad
}

// wantLines looks for lines that match.
func wantLines(t *testing.T, out string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !regexp.MustCompile(`(?m)^` + line).MatchString(out) {
			t.Errorf("no line %s in:\n%s", line, out)
		}
	}
}

func TestDoctorTellsWhatToMend(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.authorise(t, w.Owner, clothes)
	front := httptest.NewServer(w.server.handler())
	defer front.Close()
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	at := func(url string) func(*doctorCmd) { return func(c *doctorCmd) { c.PublicURL = url } }

	out, _ := w.examine(t, at(front.URL))
	wantLines(t, out,
		`ok  callback +Huotong answers at `+front.URL+`/shops/callback`,
		`--  callback .* must be registered for the app`,
		`--  public url +is this machine only`,
		`ok  1688 gateway +answers and knows the app key`,
		`ok  signature `,
		`BAD clock +differs from 1688's by .*; let the machine set its clock by NTP`, // the sandbox goes by the test's clock
		`ok  shop `+clothes+` +the token works until .* UTC and is renewed by itself`,
		`ok  shop `+clothes+` +authorised until 20`,
		`ok  shop `+clothes+` +the app may call everything that is needed`,
		`--  shop `+clothes+` +no market is bound`,
	)

	// Another program in front, another secret, another key.
	out, bad := w.examine(t, func(c *doctorCmd) { c.PublicURL, c.AppSecret = other.URL, "mistyped" })
	wantLines(t, out, `BAD callback +something else .*; let the proxy pass`, `BAD signature .*SignatureInvalid.*; correct HUOTONG_1688_APP_KEY and HUOTONG_1688_APP_SECRET`)
	if !bad || strings.Contains(out, "mistyped") {
		t.Errorf("bad = %v, or the secret is printed:\n%s", bad, out)
	}
	const nobody = "http://127.0.0.1:1" // answers there
	out, _ = w.examine(t, func(c *doctorCmd) { c.PublicURL, c.Gateway = nobody, nobody+"/openapi" })
	wantLines(t, out, `--  callback +nothing answers at`, `BAD 1688 gateway .*; check the network, HUOTONG_1688_GATEWAY`)

	// What the app is not entitled to is named, and probing does nothing.
	w.Deny(t, "com.alibaba.trade:alibaba.preOrder.*")
	out, _ = w.examine(t, at(front.URL))
	wantLines(t, out, `BAD shop `+clothes+` +the app may not call alibaba.preOrder.create, alibaba.preOrder.getList; buy or apply for`)
	w.Deny(t)

	// A shop whose token 1688 no longer takes.
	w.Control(t, http.MethodPost, "clock", map[string]any{"advance": "9000h"})
	out, _ = w.examine(t, at(front.URL))
	wantLines(t, out, `BAD shop `+clothes+` +The 1688 authorisation of .* is no longer valid; `)
	w.Owner.Do(t, http.MethodPut, "/shops/"+first(t, w.Owner, "/shops", "id"), map[string]any{"name": "停", "enabled": false, "version": w.Owner.Get(t, "/shops").At("items", 0, "version")}).Want(t, 200, "")
	out, _ = w.examine(t, at(front.URL))
	wantLines(t, out, `--  shop `+clothes+` +is disabled and not probed`)
}
