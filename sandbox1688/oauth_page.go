package sandbox1688

import (
	"net/http"
	"net/url"
)

// authorizeView is what the authorise page shows.
type authorizeView struct {
	AppKey, RedirectURI, State, Site string
	Accounts                         []Account
	Code                             string // shown instead of a redirect for oob
	Error                            string
}

// authorizeRequest is a checked request of the authorise page.
type authorizeRequest struct {
	appKey string
	target *url.URL // nil for oob
	view   authorizeView
}

// readAuthorize checks the parameters; on a mistake it has answered already, with
// the platform's wording, and never follows the redirect.
func (s *Server) readAuthorize(w http.ResponseWriter, values url.Values) *authorizeRequest {
	req := &authorizeRequest{view: authorizeView{
		AppKey: values.Get("client_id"), RedirectURI: values.Get("redirect_uri"),
		State: values.Get("state"), Site: values.Get("site"),
	}}
	v := &req.view
	switch {
	case v.AppKey == "" || v.RedirectURI == "" || v.Site == "":
		v.Error = "缺少必要参数"
	case v.Site != "1688" || !s.identify(req):
		v.Error = "非法请求"
	default:
		return req
	}
	render(w, http.StatusBadRequest, "authorize.html", v)
	return nil
}

// identify finds the app, its redirect target and who may log in.
func (s *Server) identify(req *authorizeRequest) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.apps[req.view.AppKey]
	if a == nil {
		return false
	}
	target, ok := a.redirectTarget(req.view.RedirectURI)
	if !ok {
		return false
	}
	req.appKey, req.target = a.Key, target
	for _, account := range s.accounts {
		req.view.Accounts = append(req.view.Accounts, *account)
	}
	return true
}

// authorizePage shows who may log in. With sandbox_login it approves at once, with
// sandbox_deny it denies, so that tests need no browser.
func (s *Server) authorizePage(w http.ResponseWriter, r *http.Request) {
	values := r.URL.Query()
	req := s.readAuthorize(w, values)
	switch {
	case req == nil:
	case values.Get("sandbox_deny") != "":
		req.deny(w, r)
	case values.Get("sandbox_login") != "":
		s.approve(w, r, req, values.Get("sandbox_login"))
	default:
		render(w, http.StatusOK, "authorize.html", req.view)
	}
}

// authorizeAnswer takes the page's form.
func (s *Server) authorizeAnswer(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "form", http.StatusBadRequest)
		return
	}
	req := s.readAuthorize(w, r.PostForm)
	switch {
	case req == nil:
	case r.PostForm.Get("answer") == "approve":
		s.approve(w, r, req, r.PostForm.Get("login"))
	default:
		req.deny(w, r)
	}
}

func (s *Server) approve(w http.ResponseWriter, r *http.Request, req *authorizeRequest, loginID string) {
	s.mu.Lock()
	var value string
	if now := s.settle(); s.account(loginID) != nil {
		value = s.auth.grant(req.appKey, loginID, now)
	}
	s.mu.Unlock()
	if value == "" {
		req.view.Error = "账号不存在"
		render(w, http.StatusBadRequest, "authorize.html", req.view)
		return
	}
	if req.target == nil {
		req.view.Code = value
		render(w, http.StatusOK, "authorize.html", req.view)
		return
	}
	req.redirect(w, r, "code", value)
}

// deny sends the browser back the way OAuth 2.0 does (assumption U5).
func (req *authorizeRequest) deny(w http.ResponseWriter, r *http.Request) {
	if req.target == nil {
		req.view.Error = "已取消授权"
		render(w, http.StatusOK, "authorize.html", req.view)
		return
	}
	req.redirect(w, r, "error", "access_denied")
}

func (req *authorizeRequest) redirect(w http.ResponseWriter, r *http.Request, name, value string) {
	query := req.target.Query()
	query.Set(name, value)
	if req.view.State != "" {
		query.Set("state", req.view.State)
	}
	target := *req.target
	target.RawQuery = query.Encode()
	http.Redirect(w, r, target.String(), http.StatusFound) //nolint:gosec // OAuth leads back to the app; redirectTarget checked it
}
