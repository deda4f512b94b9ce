package app

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// examine gives what the doctor prints about the world, with changed settings.
func (w *world) examine(t *testing.T, change func(*doctorCmd)) (string, bool) {
	t.Helper()
	var out bytes.Buffer
	e := &examination{r: &runtime{Streams: Streams{Out: &out, Err: &out}}}
	c := &doctorCmd{Config: *w.server.cfg}
	change(c)
	c.examineCallback(t.Context(), e)
	c.examine1688(t.Context(), e)
	for _, set := range []db.ID{w.A.ID, w.B.ID} {
		sc := db.System("doctor")
		sc.Tenant = set
		shops, err := w.server.shops.Shops(t.Context(), sc, tenant.Limit{All: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, shop := range shops {
			w.server.examineShop(t.Context(), e, sc, shop)
		}
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
		`ok  1688 gateway .* knows the app key`,
		`ok  signature `,
		`BAD clock +differs from 1688's by .*; let the machine set its clock by NTP`, // the sandbox goes by the test's clock
		`ok  shop `+clothes+` +the token works until .* authorised until 20`,
		`ok  shop `+clothes+` +the app may call everything selling needs`,
		`--  shop `+clothes+` +no market is bound`,
	)

	// Another program in front, another secret, another key.
	out, bad := w.examine(t, func(c *doctorCmd) { c.PublicURL, c.AppSecret = other.URL, "mistyped" })
	wantLines(t, out, `BAD callback +something else .*; let the proxy pass`, `BAD signature .*SignatureInvalid.*; correct HUOTONG_1688_APP_KEY and HUOTONG_1688_APP_SECRET`)
	if !bad || strings.Contains(out, "mistyped") {
		t.Errorf("bad = %v, or the secret is printed:\n%s", bad, out)
	}
	other.Close()
	out, _ = w.examine(t, func(c *doctorCmd) { c.PublicURL, c.Gateway = other.URL, other.URL+"/openapi" })
	wantLines(t, out, `--  callback +nothing answers at`, `BAD 1688 gateway .*; check the network, HUOTONG_1688_GATEWAY`)

	// What the app is not entitled to is named, and probing does nothing.
	w.control(t, "apps", `{"appKey":"77","appSecret":"test-secret","denied":["com.alibaba.trade:alibaba.preOrder.*"]}`)
	out, _ = w.examine(t, at(front.URL))
	wantLines(t, out, `BAD shop `+clothes+` +the app may not call alibaba.preOrder.create, alibaba.preOrder.getList; buy or apply for`)
	w.control(t, "apps", `{"appKey":"77","appSecret":"test-secret"}`)

	// A shop whose token 1688 no longer takes.
	w.control(t, "clock", `{"advance":"9000h"}`)
	out, _ = w.examine(t, at(front.URL))
	wantLines(t, out, `BAD shop `+clothes+` +the token does not work: .*; `)
	w.Owner.Do(t, http.MethodPut, "/shops/"+first(t, w.Owner, "/shops", "id"), map[string]any{"name": "停", "enabled": false, "version": w.Owner.Get(t, "/shops").At("items", 0, "version")}).Want(t, 200, "")
	out, _ = w.examine(t, at(front.URL))
	wantLines(t, out, `--  shop `+clothes+` +is disabled and not probed`)
}

// The doctor tries exactly what the program calls for a shop and nothing else.
func TestDoctorKnowsTheCallsOfSelling(t *testing.T) {
	t.Parallel()
	called := map[string]bool{}
	use := regexp.MustCompile(`\b(?:c|client)\.((?:System|Account|Product|PreOrder|Trade|Logistics)\.[A-Z]\w+)\(ctx`)
	for _, folder := range []string{"../channel", "../preorder"} {
		files, err := filepath.Glob(folder + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", folder, err)
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range use.FindAllStringSubmatch(string(text), -1) {
				called[m[1]] = called[m[1]] || !strings.HasSuffix(f, "_test.go")
			}
		}
	}
	for method, used := range called {
		if used && !slices.Contains(sellingCalls, method) {
			t.Errorf("%s is called, but not tried by the doctor", method)
		}
	}
	for _, method := range sellingCalls {
		if !called[method] {
			t.Errorf("%s is tried, but nobody calls it", method)
		}
		if !slices.ContainsFunc(open1688.Operations(), func(op open1688.Operation) bool { return op.Method == method }) {
			t.Errorf("%s is no call of open1688", method)
		}
	}
}
