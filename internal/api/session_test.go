package api_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/tenant"
)

func login(t *testing.T, w *apitest.World, name, password, ip string) *apitest.Answer {
	t.Helper()
	return w.Anybody().Do(t, http.MethodPost, "/login", map[string]any{"login": name, "password": password},
		func(r *http.Request) { r.RemoteAddr = ip + ":5555" })
}

func TestFirstRun(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	tenants := tenant.New(d, tenant.Options{}) // the real cost of hashing, once
	w := apitest.Over(api.New(api.Options{DB: d, Tenants: tenants}))
	if a := w.Anybody().Get(t, "/setup").Want(t, 200, ""); a.At("needed") != true {
		t.Fatalf("setup = %s", a.Body)
	}
	first := map[string]any{"login": "Boss", "name": "老板", "password": "long enough"}
	a := w.Anybody().Do(t, http.MethodPost, "/setup", first).Want(t, 200, "")
	if a.At("mayCreateAccountSet") != true || a.Text("user", "login") != "Boss" {
		t.Errorf("session = %s", a.Body)
	}
	w.Anybody().Do(t, http.MethodPost, "/setup", first).Want(t, 409, "setup.done")
	login(t, w, " bOSS ", "long enough", "192.0.2.1").Want(t, 200, "")

	for _, c := range []struct {
		body  map[string]any
		field string
	}{
		{map[string]any{"login": "x", "name": "y", "password": "short"}, "password input.too_short"},
		{map[string]any{"login": "long-login", "name": "y", "password": "LONG-login"}, "password password.weak"},
		{map[string]any{"login": "x", "name": "y", "password": "aaaaaaaaaa"}, "password password.weak"},
		{map[string]any{"login": "a b", "name": "y", "password": "long enough"}, "login input.format"},
	} {
		a := w.Anybody().Do(t, http.MethodPost, "/setup", c.body).Want(t, 422, "input.fields")
		if got := a.Fields(); len(got) != 1 || got[0] != c.field {
			t.Errorf("%v: %q, want %q", c.body, got, c.field)
		}
	}
}

// The page asks who is signed in before it knows whether anybody is; nobody being signed in is no error.
func TestWhoIsSignedInIfAnybody(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	asks := func(p *apitest.Person) any {
		return p.Get(t, "/session").Want(t, 200, "").At("session", "user", "login")
	}
	if got := asks(w.Owner); got != "owner" {
		t.Errorf("the owner is %v", got)
	}
	if got := asks(w.Owner.WithToken(t, "user.read")); got != "owner" {
		t.Errorf("the owner's program is %v", got)
	}
	nobody := w.Anybody()
	for _, cookie := range []string{"", "never-was"} {
		nobody.Cookie = cookie
		if a := nobody.Get(t, "/session").Want(t, 200, ""); a.At("session") != nil {
			t.Errorf("with the cookie %q: %s", cookie, a.Body)
		}
	}
	nobody.Cookie, nobody.Token = "", "wrong"
	nobody.Get(t, "/session").Want(t, 401, "auth.token_invalid")
	w.Clock.Advance(tenant.SessionIdle)
	if a := w.Owner.Get(t, "/session").Want(t, 200, ""); a.At("session") != nil {
		t.Errorf("after the session ended: %s", a.Body)
	}
	w.Owner.Get(t, "/me").Want(t, 401, "auth.session_ended")
}

func TestTwoFirstPersonsAtOnce(t *testing.T) {
	t.Parallel()
	s := tenant.New(dbtest.New(t), tenant.Options{})
	var wg sync.WaitGroup
	won := make(chan string, 4)
	for i := range 4 {
		wg.Go(func() {
			if _, err := s.Setup(t.Context(), tenant.Client{}, tenant.NewPerson{Login: fmt.Sprint("p", i), Name: "p", Password: "long enough"}); err == nil {
				won <- fmt.Sprint(i)
			}
		})
	}
	wg.Wait()
	if len(won) != 1 {
		t.Errorf("%d first persons, want 1", len(won))
	}
}

func TestLoginIsThrottledPerLoginAndAddress(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	for range 5 {
		login(t, w, "owner", "wrong", "192.0.2.78").Want(t, 401, "login.wrong")
	}
	a := login(t, w, "owner", apitest.Password, "192.0.2.78").Want(t, 429, "login.throttled") // right, but too early
	if a.Text("params", "seconds") != "1" || a.Header.Get("Retry-After") != "1" {
		t.Errorf("seconds = %q, Retry-After = %q, want 1", a.Text("params", "seconds"), a.Header.Get("Retry-After"))
	}
	login(t, w, "other", apitest.Password, "192.0.2.78").Want(t, 200, "") // others are not held up
	login(t, w, "owner", apitest.Password, "192.0.2.77").Want(t, 200, "") // nor the owner elsewhere
	for wait := 1; wait <= 16; wait *= 2 {
		w.Clock.Advance(time.Duration(wait) * time.Second)
		login(t, w, "OWNER", "wrong", "192.0.2.78").Want(t, 401, "login.wrong")
		a := login(t, w, "owner", "wrong", "192.0.2.78").Want(t, 429, "login.throttled")
		if got := a.Text("params", "seconds"); got != strconv.Itoa(2*wait) {
			t.Errorf("after %d s: wait %s more seconds, want %d", wait, got, 2*wait)
		}
	}
	w.Clock.Advance(15 * time.Minute)
	login(t, w, "owner", apitest.Password, "192.0.2.78").Want(t, 200, "")
	login(t, w, "owner", "wrong", "192.0.2.78").Want(t, 401, "login.wrong") // and all is forgiven
}

// Many addresses at one login are slowed down, and do not keep its owner out.
func TestLoginIsThrottledOverAllAddresses(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	login(t, w, "owner", apitest.Password, "192.0.2.1").Want(t, 200, "") // the shop
	from := func(i int) string { return fmt.Sprintf("198.51.100.%d", i) }
	for i := range 100 {
		login(t, w, "owner", "wrong", from(i)).Want(t, 401, "login.wrong")
	}
	refused := login(t, w, "owner", "wrong", from(200)).Want(t, 429, "login.throttled")
	if refused.Text("params", "seconds") != "1" {
		t.Errorf("wait %s seconds, want 1", refused.Text("params", "seconds"))
	}
	login(t, w, "owner", "wrong", "192.0.2.1").Want(t, 401, "login.wrong") // a slip of the finger
	login(t, w, "owner", apitest.Password, "192.0.2.1").Want(t, 200, "")
	for i := range 8 { // 1, 2, 4 … seconds, and never more than half a minute
		w.Clock.Advance(30 * time.Second)
		login(t, w, "owner", "wrong", from(100+i)).Want(t, 401, "login.wrong")
		login(t, w, "owner", "wrong", from(200)).Want(t, 429, "login.throttled")
	}
	login(t, w, "owner", apitest.Password, "203.0.113.5").Want(t, 429, "login.throttled")
	w.Clock.Advance(30 * time.Second)
	login(t, w, "owner", apitest.Password, "203.0.113.5").Want(t, 200, "") // on the road
	login(t, w, "owner", apitest.Password, "203.0.113.5").Want(t, 200, "") // where it is known now
}

// Only what trusted proxies say about the client counts.
func TestTheClientBehindAProxy(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	behind := api.New(api.Options{DB: w.DB, Tenants: w.Tenants, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("10.1.0.0/16")}}).Handler()
	for _, c := range []struct {
		remote, forwarded, want string
		server                  http.Handler
	}{
		{"192.0.2.1", "203.0.113.7", "203.0.113.7", behind},
		{"192.0.2.1", "198.51.100.9, 203.0.113.7, 10.1.2.3", "203.0.113.7", behind}, // what the client itself claims does not count
		{"192.0.2.1", "nonsense", "192.0.2.1", behind},
		{"192.0.2.1", "", "192.0.2.1", behind},
		{"203.0.113.50", "198.51.100.9", "203.0.113.50", behind}, // nobody's proxy
		{"192.0.2.1", "203.0.113.7", "192.0.2.1", w.Handler},     // none is trusted unless set
	} {
		p := w.Owner.Through(c.server)
		p.Cookie = ""
		a := p.Do(t, http.MethodPost, "/login", map[string]any{"login": "owner", "password": apitest.Password}, func(r *http.Request) {
			r.RemoteAddr = net.JoinHostPort(c.remote, "1234")
			if c.forwarded != "" {
				r.Header.Set("X-Forwarded-For", c.forwarded)
			}
		}).Want(t, 200, "")
		p.Cookie = a.Cookie(t)
		list := p.Get(t, "/me/sessions").Want(t, 200, "")
		got := ""
		for i := range list.At("items").([]any) {
			if list.At("items", i, "current") == true {
				got = list.Text("items", i, "ip")
			}
		}
		if got != c.want {
			t.Errorf("%s with X-Forwarded-For %q is taken for %q, want %q", c.remote, c.forwarded, got, c.want)
		}
	}
}

func TestLoginIsThrottledPerAddressAndForUnknownLogins(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	for i := range 30 {
		login(t, w, fmt.Sprint("nobody", i), "wrong", "2001:db8::"+fmt.Sprint(i+1)).Want(t, 401, "login.wrong")
	}
	login(t, w, "owner", apitest.Password, "2001:db8::ffff").Want(t, 429, "login.throttled") // the same /64
	login(t, w, "owner", apitest.Password, "2001:db8:1::1").Want(t, 200, "")
	for range 5 {
		login(t, w, "ghost", "wrong", "192.0.2.9").Want(t, 401, "login.wrong")
	}
	login(t, w, "ghost", "wrong", "192.0.2.9").Want(t, 429, "login.throttled") // tells nothing about who exists
}

func TestManyTriesAtOnceDoNotSlipThrough(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	var wg sync.WaitGroup
	codes := make(chan int, 20)
	for range 20 {
		wg.Go(func() { codes <- login(t, w, "owner", "wrong", "192.0.2.1").Status })
	}
	wg.Wait()
	close(codes)
	tried := 0
	for c := range codes {
		if c == http.StatusUnauthorized {
			tried++
		}
	}
	if tried != 5 {
		t.Errorf("%d passwords were tried, want 5", tried)
	}
}

func TestSessionsSlideEndAndAreRevoked(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	w.Anybody().Get(t, "/me").Want(t, 401, "auth.required")
	stale := *w.Owner
	stale.Cookie = "made-up"
	stale.Get(t, "/me").Want(t, 401, "auth.session_ended")

	for range 4 { // 40 days, used every 10
		w.Clock.Advance(10 * 24 * time.Hour)
		a := w.Owner.Get(t, "/me").Want(t, 200, "")
		if a.Cookie(t) != w.Owner.Cookie {
			t.Error("the cookie was not renewed")
		}
	}
	w.Clock.Advance(15 * 24 * time.Hour)
	w.Owner.Get(t, "/me").Want(t, 401, "auth.session_ended")

	w.Owner.SignIn(t)
	first := *w.Owner
	w.Owner.SignIn(t)
	if n := len(w.Owner.Get(t, "/me/sessions").Want(t, 200, "").At("items").([]any)); n != 2 {
		t.Fatalf("%d sessions, want 2", n)
	}
	w.Other.SignIn(t)
	foreign := w.Other.Get(t, "/me/sessions").ID("items", 0, "id")
	w.Owner.Do(t, http.MethodDelete, "/me/sessions/"+foreign.String(), nil).Want(t, 404, "not_found")

	change := func(p *apitest.Person, present, next string) *apitest.Answer {
		return p.Do(t, http.MethodPost, "/me/password", map[string]any{"password": present, "newPassword": next})
	}
	a := change(w.Owner, "wrong one", "next password")
	if got := a.Want(t, 422, "input.fields").Fields(); len(got) != 1 || got[0] != "password password.wrong" {
		t.Errorf("problems = %q", got)
	}
	change(w.Owner, apitest.Password, "next password").Want(t, 204, "")
	w.Owner.Get(t, "/me").Want(t, 200, "")
	first.Get(t, "/me").Want(t, 401, "auth.session_ended") // the other browser is out
	login(t, w, "owner", apitest.Password, "192.0.2.1").Want(t, 401, "login.wrong")
	login(t, w, "owner", "next password", "192.0.2.1").Want(t, 200, "")

	w.Owner.Do(t, http.MethodPost, "/logout", nil).Want(t, 204, "")
	w.Owner.Get(t, "/me").Want(t, 401, "auth.session_ended")
}

func TestWritesFromOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	put := func(options ...apitest.Option) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPut, "/me", map[string]any{"name": "新名"}, options...)
	}
	put(apitest.Header("Sec-Fetch-Site", "cross-site")).Want(t, 403, "request.cross_origin")
	put(apitest.Header("Sec-Fetch-Site", ""), apitest.Header("Origin", "https://evil.example")).Want(t, 403, "request.cross_origin")
	put(apitest.Header("Sec-Fetch-Site", ""), apitest.Header("Origin", "https://erp.example.com")).Want(t, 200, "")
	w.Owner.Do(t, http.MethodGet, "/me", nil, apitest.Header("Sec-Fetch-Site", "cross-site")).Want(t, 200, "")
}

func TestSessionCookieIsGuarded(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	a := login(t, w, "owner", apitest.Password, "192.0.2.1")
	c := (&http.Response{Header: a.Header}).Cookies()[0]
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
		t.Errorf("cookie = %s", c)
	}
	var stored string
	err := w.DB.View(t.Context(), db.System("test"), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, "SELECT token_hash FROM session ORDER BY created_at DESC LIMIT 1", nil, &stored)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if stored == c.Value || len(stored) != 64 {
		t.Error("the session token is stored as it is")
	}
}
