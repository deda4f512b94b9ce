// Package apitest starts the API over a fresh database with two account sets and
// people in several roles, and sends it requests, for tests.
package apitest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/tenant"
)

// Password is that of every person of a World.
const Password = "correct horse"

// Clock is a clock that tests move.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time on the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock on.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// World is a running API with two account sets.
type World struct {
	Live    *live.Hub // hears what is published in DB
	DB      *db.DB
	Tenants *tenant.Service
	API     *api.API
	Clock   *Clock
	Handler http.Handler
	A, B    *tenant.Set // B belongs to somebody else
	Owner   *Person     // owns A
	Other   *Person     // owns B and is in no other set
}

// Person is somebody signed in.
type Person struct {
	ID     db.ID
	Login  string
	Cookie string // value of the session cookie
	Set    db.ID  // sent as X-Account-Set unless zero
	Token  string // API token, sent instead of the cookie when not empty
	world  *World
	server http.Handler // instead of the world's own
}

// Through gives the person talking to another server on the same database.
func (p *Person) Through(h http.Handler) *Person {
	other := *p
	other.server = h
	return &other
}

// New makes a world; register adds the routes of domains, if any.
func New(tb testing.TB, register ...func(*World)) *World {
	tb.Helper()
	clock := &Clock{now: time.Date(2026, 11, 22, 8, 30, 0, 0, time.UTC)}
	return start(tb, clock, dbtest.Address(tb), register)
}

func start(tb testing.TB, clock *Clock, address string, register []func(*World)) *World {
	tb.Helper()
	d, err := db.Open(tb.Context(), address, db.Options{Now: clock.Now})
	if err != nil {
		tb.Fatalf("open database: %v", err)
	}
	tb.Cleanup(func() { _ = d.Close() })
	hub := live.New(tb.Context(), d, slog.New(slog.DiscardHandler))
	tb.Cleanup(hub.Close)
	w := &World{DB: d, Clock: clock, Live: hub, Tenants: tenant.New(d, tenant.Options{Hash: cheap})}
	w.API = api.New(api.Options{DB: d, Tenants: w.Tenants, Live: hub, PublicURL: "https://erp.example.com", Version: "test"})
	for _, r := range register {
		r(w)
	}
	w.Handler = w.API.Handler()
	w.Owner = w.person(tb, "owner", true)
	w.Other = w.person(tb, "other", true)
	w.A, w.B = w.set(tb, w.Owner, "甲账套"), w.set(tb, w.Other, "乙账套")
	return w
}

// Over gives a world of an API alone, without account sets and people.
func Over(a *api.API) *World { return &World{API: a, Handler: a.Handler()} }

// cheap hashing keeps tests fast; the real costs are tested once.
var cheap = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

func (w *World) person(tb testing.TB, login string, admin bool) *Person {
	tb.Helper()
	id, err := w.Tenants.Register(tb.Context(), db.System("test"), tenant.NewPerson{Login: login, Name: "员工 " + login, Password: Password}, admin)
	if err != nil {
		tb.Fatalf("register %s: %v", login, err)
	}
	p := &Person{ID: id, Login: login, world: w}
	p.SignIn(tb)
	return p
}

func (w *World) set(tb testing.TB, owner *Person, name string) *tenant.Set {
	tb.Helper()
	sc := db.Scope{Actor: db.Actor{Kind: "user", UserID: owner.ID, Name: owner.Login}}
	set, err := w.Tenants.CreateSet(tb.Context(), sc, tenant.SetInput{Name: name, StartDate: "2026-01-01", Industry: "apparel", CostingScope: tenant.CostingSet, Modules: tenant.Modules})
	if err != nil {
		tb.Fatalf("make account set %s: %v", name, err)
	}
	owner.Set = set.ID
	return set
}

// Member makes a person with built-in roles in set A, signed in.
func (w *World) Member(tb testing.TB, login string, roles ...string) *Person {
	tb.Helper()
	p := w.person(tb, login, false)
	if err := w.Tenants.AddMember(tb.Context(), w.Scope(), p.ID, roles...); err != nil {
		tb.Fatalf("add member %s: %v", login, err)
	}
	p.Set = w.A.ID
	return p
}

// Scope is the owner of A at work, for calling services directly.
func (w *World) Scope() db.Scope { return scope(w.A, w.Owner) }

// OtherScope is the owner of B at work.
func (w *World) OtherScope() db.Scope { return scope(w.B, w.Other) }

func scope(s *tenant.Set, p *Person) db.Scope {
	return db.Scope{Tenant: s.ID, Actor: db.Actor{Kind: "user", UserID: p.ID, Name: p.Login}}
}

// Anybody is nobody signed in.
func (w *World) Anybody() *Person { return &Person{world: w} }

// SignIn opens a session with the password.
func (p *Person) SignIn(tb testing.TB) {
	tb.Helper()
	p.Cookie = ""
	a := p.Do(tb, http.MethodPost, "/login", map[string]any{"login": p.Login, "password": Password})
	a.Want(tb, http.StatusOK, "")
	p.Cookie = a.Cookie(tb)
}

// WithToken makes an API token with the permissions and gives the program that uses it.
func (p *Person) WithToken(tb testing.TB, permissions ...api.Permission) *Person {
	tb.Helper()
	a := p.Do(tb, http.MethodPost, "/tokens", map[string]any{"name": "program", "permissions": permissions})
	a.Want(tb, http.StatusOK, "")
	return &Person{ID: p.ID, Token: a.Text("secret"), world: p.world}
}

// Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	asked  string
}

// Option changes a request before it is sent.
type Option func(*http.Request)

// Header sets a header of the request.
func Header(name, value string) Option { return func(r *http.Request) { r.Header.Set(name, value) } }

// Key sets the idempotency key of the request.
func Key(key string) Option { return Header("Idempotency-Key", key) }

// Do sends a request as the person and gives the answer. The path is below
// /api/v1 unless it starts with a further slash. A body that is a string or bytes
// is sent as it is, anything else as JSON; nil sends none.
func (p *Person) Do(tb testing.TB, method, path string, body any, options ...Option) *Answer {
	tb.Helper()
	var content io.Reader = http.NoBody
	switch b := body.(type) {
	case nil:
	case string:
		content = strings.NewReader(b)
	case []byte:
		content = bytes.NewReader(b)
	default:
		text, err := json.Marshal(body)
		if err != nil {
			tb.Fatalf("body of %s %s: %v", method, path, err)
		}
		content = bytes.NewReader(text)
	}
	target := api.Base + path
	if strings.HasPrefix(path, "//") {
		target = path[1:]
	}
	r := httptest.NewRequestWithContext(tb.Context(), method, target, content)
	r.Header.Set("Content-Type", "application/json")
	switch {
	case p.Token != "":
		r.Header.Set("Authorization", "Bearer "+p.Token)
	case p.Cookie != "":
		r.AddCookie(&http.Cookie{Name: api.CookieName, Value: p.Cookie}) //nolint:gosec // a request's cookie has no attributes
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if p.Set != 0 {
		r.Header.Set("X-Account-Set", p.Set.String())
	}
	for _, o := range options {
		o(r)
	}
	w := httptest.NewRecorder()
	server := p.server
	if server == nil {
		server = p.world.Handler
	}
	server.ServeHTTP(w, r)
	return &Answer{Status: w.Code, Header: w.Header(), Body: w.Body.Bytes(), asked: method + " " + path}
}

// Get is Do with GET.
func (p *Person) Get(tb testing.TB, path string) *Answer {
	tb.Helper()
	return p.Do(tb, http.MethodGet, path, nil)
}

// Want fails the test unless the answer has the status and, when given, the
// problem code; it returns the answer.
func (a *Answer) Want(tb testing.TB, status int, code string) *Answer {
	tb.Helper()
	if a.Status != status || code != "" && a.Text("code") != code {
		tb.Fatalf("%s: answer is %d %s, want %d %s\n%s", a.asked, a.Status, a.Text("code"), status, code, a.Body)
	}
	return a
}

// JSON decodes the body.
func (a *Answer) JSON(tb testing.TB, into any) {
	tb.Helper()
	if err := json.Unmarshal(a.Body, into); err != nil {
		tb.Fatalf("%s: body is not the JSON expected: %v\n%s", a.asked, err, a.Body)
	}
}

// Rows reads the body as an exported CSV file, the titles first.
func (a *Answer) Rows(tb testing.TB) [][]string {
	tb.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(a.Body, []byte("\ufeff")))).ReadAll()
	if err != nil {
		tb.Fatalf("%s: body is no CSV: %v\n%s", a.asked, err, a.Body)
	}
	return rows
}

// Decode reads JSON of any shape. Whole numbers become ints, so that a test compares
// them as they are sent; one with a fraction stays a json.Number.
func Decode(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return exact(v), nil
}

func exact(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := strconv.Atoi(v.String()); err == nil {
			return n
		}
	case map[string]any:
		for key := range v {
			v[key] = exact(v[key])
		}
	case []any:
		for i := range v {
			v[i] = exact(v[i])
		}
	}
	return v
}

// At gives a value of the body by keys and indexes, as Decode reads it; nil when
// there is none.
func (a *Answer) At(path ...any) any {
	v, err := Decode(a.Body)
	if err != nil {
		return nil
	}
	for _, step := range path {
		switch node := v.(type) {
		case map[string]any:
			key, _ := step.(string)
			v = node[key]
		case []any:
			i, ok := step.(int)
			if !ok || i >= len(node) {
				return nil
			}
			v = node[i]
		default:
			return nil
		}
	}
	return v
}

// Text is At for a string; "" when it is none.
func (a *Answer) Text(path ...any) string {
	s, _ := a.At(path...).(string)
	return s
}

// ID is At for an id; zero when it is none.
func (a *Answer) ID(path ...any) db.ID {
	id, err := db.ParseID(a.Text(path...))
	if err != nil {
		return 0
	}
	return id
}

// Fields gives the field problems as "field code", in the order answered.
func (a *Answer) Fields() []string {
	var p api.Problem
	if json.Unmarshal(a.Body, &p) != nil {
		return nil
	}
	var out []string
	for _, e := range p.Errors {
		out = append(out, e.Field+" "+e.Code)
	}
	return out
}

// Cookie gives the session the answer opened.
func (a *Answer) Cookie(tb testing.TB) string {
	tb.Helper()
	for _, c := range (&http.Response{Header: a.Header}).Cookies() {
		if c.Name == api.CookieName {
			return c.Value
		}
	}
	tb.Fatalf("%s: no session cookie in the answer", a.asked)
	return ""
}
