package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

const (
	// CookieName is the session cookie of the page.
	CookieName = "huotong_session"

	setHeader = "X-Account-Set"
	keyHeader = "Idempotency-Key"
)

// Faults of asking who it is.
var (
	errSignIn = fault.Define(fault.Unauthenticated, "auth.required",
		fault.ZH("请先登录", "登录后再试；程序请在 Authorization 中带上 API 令牌"), fault.EN("Please sign in", "Sign in and try again; programs send an API token in Authorization"))
	errSessionOnly = fault.Define(fault.Forbidden, "auth.session_only",
		fault.ZH("API 令牌不能做这个操作", "请登录页面操作"), fault.EN("An API token cannot do this", "Sign in and use the page"))
	errChooseSet = fault.Define(fault.Invalid, "set.required",
		fault.ZH("请指明账套", "在请求头 X-Account-Set 中写明账套编号"), fault.EN("Say which account set is meant", "Name the account set in the header X-Account-Set"))
)

// call runs one route: reads the input, calls the domain, answers. When it
// returns an error nothing has been answered.
type call func(ctx context.Context, sc db.Scope, w http.ResponseWriter, r *http.Request, body []byte) error

// serve is the way of a request from the mux to its route.
func (a *API) serve(method string, route Route, run call) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rq := requestOf(r.Context())
		rq.route = Base + route.Path
		ctx := r.Context()
		if !route.Slow {
			limited, cancel := context.WithTimeout(ctx, timeLimit)
			defer cancel()
			ctx = limited
			r = r.WithContext(ctx)
		}
		if err := a.admit(w, r, method, route); err != nil {
			a.refuse(w, r, err)
			return
		}
		body, err := readBody(w, r, method, route.MaxBody)
		if err != nil {
			a.refuse(w, r, err)
			return
		}
		sc := rq.access.Scope(rq.ip, rq.id)
		if key := r.Header.Get(keyHeader); key != "" && method != http.MethodGet && rq.access.PersonID != 0 {
			a.once(ctx, w, r, route, key, sc, body, run)
			return
		}
		if err := run(ctx, sc, w, r, body); err != nil {
			a.refuse(w, r, err)
		}
	})
}

// admit finds out who asks and whether they may.
func (a *API) admit(w http.ResponseWriter, r *http.Request, method string, route Route) error {
	rq := requestOf(r.Context())
	bearer, isToken := bearerOf(r)
	if method != http.MethodGet && !isToken && a.origin.Check(r) != nil {
		return errCrossOrigin
	}
	if route.Permission == Public {
		return nil
	}
	access, err := a.identify(r, bearer, isToken, route)
	if route.Permission == Visitor && (errors.Is(err, errSignIn) || errors.Is(err, tenant.ErrSession)) {
		return nil
	}
	if err != nil {
		return err
	}
	rq.access = access
	if !rq.asked && access.Language != "" {
		rq.lang = access.Language
	}
	if access.Renewed {
		if cookie, err := r.Cookie(CookieName); err == nil {
			http.SetCookie(w, a.sessionCookie(cookie.Value))
		}
	}
	switch route.Permission {
	case Visitor, Person:
		return nil
	case SessionOnly:
		if isToken {
			return errSessionOnly
		}
		return nil
	}
	if access.Tenant == 0 {
		return errChooseSet
	}
	if route.Permission != Member {
		return Require(r.Context(), route.Permission)
	}
	return nil
}

func (a *API) identify(r *http.Request, bearer string, isToken bool, route Route) (*tenant.Access, error) {
	var set db.ID
	wanted := r.Header.Get(setHeader)
	if wanted == "" && route.ID == eventsID {
		wanted = r.URL.Query().Get("accountSet") // EventSource cannot send headers
	}
	if wanted != "" && inSet(route.Permission) {
		id, err := db.ParseID(wanted)
		if err != nil {
			return nil, tenant.ErrSetNotFound
		}
		set = id
	}
	if isToken {
		return a.tenants.ByToken(r.Context(), bearer, set)
	}
	cookie, err := r.Cookie(CookieName)
	if err != nil {
		return nil, errSignIn
	}
	return a.tenants.BySession(r.Context(), cookie.Value, set, inSet(route.Permission))
}

func bearerOf(r *http.Request) (token string, ok bool) {
	scheme, token, found := strings.Cut(r.Header.Get("Authorization"), " ")
	if !found || !strings.EqualFold(scheme, "Bearer") {
		return "", r.Header.Get("Authorization") != ""
	}
	return strings.TrimSpace(token), true
}

// sessionCookie carries a session; it outlives the browser, the server decides
// when the session ends.
func (a *API) sessionCookie(value string) *http.Cookie {
	c := &http.Cookie{ //nolint:gosec // secure wherever the server is reached by https; a stall without a certificate must be able to sign in
		Name: CookieName, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: strings.HasPrefix(a.opts.PublicURL, "https://"), MaxAge: int(tenant.SessionIdle.Seconds()),
	}
	if value == "" {
		c.MaxAge = -1
	}
	return c
}

func readBody(w http.ResponseWriter, r *http.Request, method string, limit int64) ([]byte, error) {
	if method == http.MethodGet || r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, errTooLarge.With("max", limit)
	}
	if err != nil {
		return nil, errMalformed.With("line", 1, "column", len(body)).Because(err)
	}
	return body, nil
}
