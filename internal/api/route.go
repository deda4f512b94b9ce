package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// Route describes an operation.
type Route struct {
	Path        string // below Base: "/products/{id}"
	ID          string // unique, kebab-case verb and thing: "get-product"
	Summary     string // one line in English
	Description string // more, in Markdown
	Tag         string // groups the reference: "products"
	Permission  Permission
	Status      int   // of success; 0 is 200, or 204 without a body
	MaxBody     int64 // bytes; 0 is 1 MiB
	// Secret marks answers that hold a secret shown once: it is not kept for
	// idempotent repetition, so a repeated request learns only that it was done.
	Secret bool
	// Slow lifts the time limit of a minute: uploads, downloads, streams.
	Slow bool
}

// RouteInfo is a registered route, for tests and the permission list.
type RouteInfo struct {
	Method     string
	Path       string // with Base
	ID         string
	Permission Permission
}

// Get registers a reading route.
func Get[I, O any](a *API, r Route, fn func(ctx context.Context, sc db.Scope, in *I) (*O, error)) {
	register(a, http.MethodGet, r, fn)
}

// Post registers a route that makes or does something.
func Post[I, O any](a *API, r Route, fn func(ctx context.Context, sc db.Scope, in *I) (*O, error)) {
	register(a, http.MethodPost, r, fn)
}

// Put registers a route that changes something.
func Put[I, O any](a *API, r Route, fn func(ctx context.Context, sc db.Scope, in *I) (*O, error)) {
	register(a, http.MethodPut, r, fn)
}

// Delete registers a route that removes something.
func Delete[I, O any](a *API, r Route, fn func(ctx context.Context, sc db.Scope, in *I) (*O, error)) {
	register(a, http.MethodDelete, r, fn)
}

// Empty is the output of routes that answer 204.
type Empty struct{}

const (
	defaultMaxBody = 1 << 20
	timeLimit      = time.Minute
)

// register is all that is compiled once per route: whatever can be done by reflection is done by add.
func register[I, O any](a *API, method string, r Route, fn func(context.Context, db.Scope, *I) (*O, error)) {
	a.add(method, r, reflect.TypeFor[I](), reflect.TypeFor[O](), func(ctx context.Context, sc db.Scope, input any) (any, error) {
		return fn(ctx, sc, input.(*I))
	})
}

// add registers a route whose fn takes a pointer to input and gives one to output.
func (a *API) add(method string, r Route, input, output reflect.Type, fn func(ctx context.Context, sc db.Scope, input any) (any, error)) {
	switch {
	case r.Path == "" || r.ID == "" || r.Summary == "" || r.Tag == "":
		panic("api: route " + method + " " + r.Path + " lacks a path, id, summary or tag")
	case inSet(r.Permission) && r.Permission != Member && !tenant.Declared(r.Permission):
		panic("api: route " + r.ID + " asks for the undeclared permission " + string(r.Permission))
	}
	if r.MaxBody == 0 {
		r.MaxBody = defaultMaxBody
	}
	a.routes = append(a.routes, RouteInfo{Method: method, Path: Base + r.Path, ID: r.ID, Permission: r.Permission})
	a.naming.use(r.ID)
	op := operation(method, r)
	in := newReader(a.doc.Components.Schemas, op, input)
	out := newWriter(a.doc.Components.Schemas, op, output, r.Status)
	a.doc.AddOperation(op)
	a.mux.Handle(method+" "+Base+r.Path, a.serve(method, r, func(ctx context.Context, sc db.Scope, w http.ResponseWriter, rq *http.Request, body []byte) error {
		given := reflect.New(input)
		if err := in.read(rq, body, given.Elem()); err != nil {
			return err
		}
		answer, err := fn(ctx, sc, given.Interface())
		if err != nil {
			return err
		}
		return out.write(w, rq, reflect.ValueOf(answer))
	}))
}

// operation describes a route as far as its input and output do not.
func operation(method string, r Route) *huma.Operation {
	op := &huma.Operation{
		Method: method, Path: Base + r.Path, OperationID: r.ID, Summary: r.Summary, Description: r.Description,
		Tags: []string{r.Tag}, Responses: map[string]*huma.Response{},
		Extensions: map[string]any{"x-permission": strings.TrimPrefix(string(r.Permission), "-")},
	}
	switch r.Permission {
	case Public:
		op.Security = []map[string][]string{}
	case Visitor:
		op.Security = []map[string][]string{{"session": {}}, {"token": {}}, {}}
	case SessionOnly:
		op.Security = []map[string][]string{{"session": {}}}
	default:
		op.Security = []map[string][]string{{"session": {}}, {"token": {}}}
	}
	if inSet(r.Permission) {
		op.Parameters = append(op.Parameters, &huma.Param{Ref: "#/components/parameters/AccountSet"})
	}
	if method != http.MethodGet && r.Permission != Public {
		op.Parameters = append(op.Parameters, &huma.Param{Ref: "#/components/parameters/IdempotencyKey"})
	}
	return op
}

// InSet tells whether the route belongs to an account set.
func (r RouteInfo) InSet() bool { return inSet(r.Permission) }

// inSet tells whether a permission is one of an account set.
func inSet(p Permission) bool {
	return !slices.Contains([]Permission{Public, Visitor, Person, SessionOnly}, p)
}

// Routes lists what is registered, by path and method.
func (a *API) Routes() []RouteInfo {
	out := slices.Clone(a.routes)
	slices.SortFunc(out, func(x, y RouteInfo) int { return strings.Compare(x.Path+" "+x.Method, y.Path+" "+y.Method) })
	return out
}
