package channel

import (
	"context"
	"errors"
	"html/template"
	"net"
	"net/http"
	"net/url"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/fault"
)

// Callback is the page 1688 sends the owner back to (CallbackPath). It leads to the
// list of shops or buyer accounts, or says in Chinese and English what went wrong and what to do.
//
// The browser must be signed in as the person who began: else a stranger could have
// an owner authorise a shop into the stranger's account set.
func (s *Service) Callback() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer") // the address holds the code
		if r.Method != http.MethodGet {
			w.Header().Set("Allow", http.MethodGet)
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		done, err := s.callback(r.Context(), r)
		if err != nil {
			s.showFailure(w, r, err)
			return
		}
		to := url.Values{"authorized": {done.Shop.ID.String()}}
		if done.Download != nil {
			to.Set("download", done.Download.ID.String())
		}
		page := "/shops?"
		if done.Purpose == Buy {
			page = "/buyer-accounts?"
		}
		http.Redirect(w, r, page+to.Encode(), http.StatusSeeOther)
	})
}

func (s *Service) callback(ctx context.Context, r *http.Request) (*Authorized, error) {
	query := r.URL.Query()
	set, err := setOfState(query.Get("state"))
	if err != nil {
		return nil, err
	}
	cookie, err := r.Cookie(api.CookieName)
	if err != nil {
		return nil, ErrStatePerson.With("url", s.publicURL)
	}
	access, err := s.tenants.BySession(ctx, cookie.Value, set, true)
	if fault.KindOf(err) == fault.Unauthenticated || fault.KindOf(err) == fault.NotFound {
		return nil, ErrStatePerson.With("url", s.publicURL).Because(err)
	}
	if err != nil {
		return nil, err
	}
	ip, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		ip = r.RemoteAddr
	}
	return s.complete(ctx, access.Scope(ip, ""), query, func(purpose Purpose) error {
		needed := PermManage
		if purpose == Buy {
			needed = PermBuyerManage
		}
		if !access.Permissions.Has(needed) {
			return fault.ErrForbidden.With("permission", needed)
		}
		return nil
	})
}

var failurePage = template.Must(template.New("failure").Parse(`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>授权未完成 · Not authorised</title>
<style>
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; color: #1f1f1f; background: #f5f5f5; margin: 0; padding: 24px 16px; }
main { max-width: 560px; margin: 5vh auto; background: #fff; border-radius: 8px; padding: 24px; }
h1 { font-size: 20px; margin: 0 0 16px; }
.en { color: #595959; }
a.button { display: inline-block; margin: 0 8px 8px 0; background: #17695a; color: #fff; text-decoration: none; border-radius: 6px; padding: 8px 20px; }
code { color: #595959; overflow-wrap: anywhere; }
</style>
</head>
<body>
<main>
<h1>授权未完成 · Not authorised</h1>
<p><strong>{{.ZH.Detail}}</strong><br>{{.ZH.Remedy}}</p>
<p class="en" lang="en"><strong>{{.EN.Detail}}</strong><br>{{.EN.Remedy}}</p>
<p><a class="button" href="/shops">回到店铺授权 · Back to the shops</a> <a class="button" href="/buyer-accounts">回到采购账号 · Back to the buyer accounts</a></p>
<p><code>{{.Code}}</code></p>
</main>
</body>
</html>
`))

type failureText struct{ Detail, Remedy string }

func (s *Service) showFailure(w http.ResponseWriter, r *http.Request, err error) {
	why := fault.As(err)
	if why == nil {
		why = fault.ErrInternal
	}
	status := map[fault.Kind]int{
		fault.Forbidden: http.StatusForbidden, fault.NotFound: http.StatusNotFound, fault.Unavailable: http.StatusServiceUnavailable, fault.Internal: http.StatusInternalServerError,
	}[why.Kind]
	if status == 0 {
		status = http.StatusBadRequest
	}
	level := s.log.InfoContext
	if status == http.StatusInternalServerError {
		level = s.log.ErrorContext
	}
	level(r.Context(), "an authorisation was not completed", "code", why.Code, "err", err)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	w.WriteHeader(status)
	text := func(lang string) failureText { return failureText{why.Detail(lang), why.Remedy(lang)} }
	if err := failurePage.Execute(w, map[string]any{"ZH": text("zh-CN"), "EN": text("en-US"), "Code": why.Code}); err != nil && !errors.Is(err, http.ErrHandlerTimeout) {
		s.log.InfoContext(r.Context(), "the page could not be sent", "err", err)
	}
}
