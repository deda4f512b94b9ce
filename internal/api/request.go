package api

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/tenant"
)

// The languages of texts.
const (
	Chinese = "zh-CN"
	English = "en-US"
)

// request is what the edge knows about a request. It is made before anything
// else runs and filled in on the way; one goroutine uses it.
type request struct {
	id     string
	ip     string
	lang   string
	asked  bool   // the language was asked for, so the person's does not count
	route  string // pattern, for logs and metrics
	code   string // of the problem answered
	access *tenant.Access
	log    *slog.Logger
}

type requestKey struct{}

func requestOf(ctx context.Context) *request {
	rq, _ := ctx.Value(requestKey{}).(*request)
	return rq
}

// Lang is the language of the request, Chinese or English.
func Lang(ctx context.Context) string {
	if rq := requestOf(ctx); rq != nil {
		return rq.lang
	}
	return Chinese
}

// InLanguage is for texts that people read outside a request, as those of a command.
func InLanguage(ctx context.Context, lang string) context.Context {
	return context.WithValue(ctx, requestKey{}, &request{lang: lang, access: &tenant.Access{}, log: slog.New(slog.DiscardHandler)})
}

func (a *API) newRequest(r *http.Request) *request {
	rq := &request{id: requestID(r), ip: a.clientIP(r), access: &tenant.Access{}}
	rq.lang, rq.asked = language(r.Header.Get("Accept-Language"))
	rq.log = a.log.With("req", rq.id)
	return rq
}

// requestID takes over a proxy's id when it is plain, else makes one.
func requestID(r *http.Request) string {
	given := r.Header.Get("X-Request-Id")
	if len(given) >= 8 && len(given) <= 64 && strings.Trim(given, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_") == "" {
		return given
	}
	var b [10]byte
	_, _ = rand.Read(b[:]) // never fails
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
}

// clientIP is the address of the client, taken from X-Forwarded-For as far as
// trusted proxies have written it.
func (a *API) clientIP(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && a.trusted(addr); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		addr = next
	}
	return addr.Unmap().WithZone("").String()
}

func (a *API) trusted(addr netip.Addr) bool {
	for _, p := range a.opts.TrustedProxies {
		if p.Contains(addr.Unmap()) {
			return true
		}
	}
	return false
}

// language picks Chinese or English from Accept-Language, Chinese when neither
// is named; asked tells whether one was.
func language(header string) (lang string, asked bool) {
	best := 0.0
	lang = Chinese
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		quality := 1.0
		if q, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			if v, err := strconv.ParseFloat(q, 64); err == nil {
				quality = v
			}
		}
		tag = strings.ToLower(tag)
		switch {
		case quality <= best:
		case tag == "zh" || strings.HasPrefix(tag, "zh-"):
			lang, best, asked = Chinese, quality, true
		case tag == "en" || strings.HasPrefix(tag, "en-"):
			lang, best, asked = English, quality, true
		}
	}
	return lang, asked
}
