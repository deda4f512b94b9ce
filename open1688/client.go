package open1688

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// Addresses of the live platform.
const (
	DefaultGatewayURL   = "https://gw.open.1688.com/openapi"
	DefaultAuthorizeURL = "https://auth.1688.com/oauth/authorize"
)

// Limiter holds back calls so that the app stays within its quota. *rate.Limiter
// of golang.org/x/time/rate is one; a host with several nodes gives one that
// shares the quota among them. Wait returns an error when ctx ends first.
type Limiter interface {
	Wait(ctx context.Context) error
}

// Config says which app the client speaks for and how. AppKey and AppSecret are
// required; the zero value of everything else is a sensible default.
type Config struct {
	AppKey    string // digits, from the app's console
	AppSecret Secret

	GatewayURL   string // default DefaultGatewayURL; anything before the protocol element
	AuthorizeURL string // default DefaultAuthorizeURL
	UserAgent    string // default open1688-go

	// HTTPClient sends the requests; default one with timeouts of its own. Its
	// redirect policy is not used: the client follows none, as a redirect could
	// carry a token elsewhere.
	HTTPClient *http.Client
	// Timeout bounds one attempt, 30 s by default; ctx bounds the whole call.
	Timeout time.Duration
	// MaxResponseBytes bounds an unpacked answer, 16 MiB by default.
	MaxResponseBytes int64

	// Limiter overrides RequestsPerSecond and Burst. They default to 10 and 10;
	// the platform publishes no figures, the real ones stand in the app's console.
	Limiter           Limiter
	RequestsPerSecond int
	Burst             int

	Retry Retry
	// Observe is told of each attempt that was to be sent, for figures; it is called
	// on the caller's goroutine.
	Observe func(Attempt)
	// Now is the clock for the expiry of tokens; default time.Now.
	Now func() time.Time
}

// Attempt is what [Config.Observe] learns of one attempt of a call.
type Attempt struct {
	Operation *Operation
	Err       *Error        // nil when it succeeded
	Waited    time.Duration // for the limiter
	Took      time.Duration // from sending to the whole answer
}

// Client calls the platform for one app. Make it with [New]; it is safe for
// concurrent use.
type Client struct {
	System    *SystemService
	OAuth     *OAuthService
	Account   *AccountService
	Address   *AddressService
	Product   *ProductService
	Trade     *TradeService
	PreOrder  *PreOrderService
	Logistics *LogisticsService
	Push      *PushService

	appKey       string
	secret       Secret
	gateway      string // without trailing slash
	authorizeURL *url.URL
	userAgent    string
	http         *http.Client
	timeout      time.Duration
	maxBytes     int64
	limiter      Limiter
	retry        Retry
	observe      func(Attempt)
	now          func() time.Time
}

// service is what all services share: the client.
type service struct{ client *Client }

// New checks the configuration and returns a client. It does not call anything.
func New(cfg Config) (*Client, error) {
	if cfg.AppKey == "" || strings.ContainsAny(cfg.AppKey, "/?#% ") {
		return nil, errors.New("open1688: Config.AppKey must be the app key of the console")
	}
	if cfg.AppSecret.IsZero() {
		return nil, errors.New("open1688: Config.AppSecret is missing")
	}
	gateway, err := baseURL("GatewayURL", cfg.GatewayURL, DefaultGatewayURL)
	if err != nil {
		return nil, err
	}
	authorize, err := baseURL("AuthorizeURL", cfg.AuthorizeURL, DefaultAuthorizeURL)
	if err != nil {
		return nil, err
	}
	if cfg.RequestsPerSecond < 0 || cfg.Burst < 0 || cfg.Timeout < 0 || cfg.MaxResponseBytes < 0 {
		return nil, errors.New("open1688: Config has a negative limit")
	}
	c := &Client{
		appKey: cfg.AppKey, secret: cfg.AppSecret,
		gateway: strings.TrimRight(gateway.String(), "/"), authorizeURL: authorize,
		userAgent: firstOf(cfg.UserAgent, "open1688-go"),
		http:      httpClient(cfg.HTTPClient),
		timeout:   cfg.Timeout, maxBytes: cfg.MaxResponseBytes,
		limiter: cfg.Limiter, retry: cfg.Retry.withDefaults(), observe: cfg.Observe, now: cfg.Now,
	}
	if c.timeout == 0 {
		c.timeout = 30 * time.Second
	}
	if c.maxBytes == 0 {
		c.maxBytes = 16 << 20
	}
	if c.limiter == nil {
		perSecond, burst := cfg.RequestsPerSecond, cfg.Burst
		if perSecond == 0 {
			perSecond = 10
		}
		if burst == 0 {
			burst = perSecond
		}
		c.limiter = rate.NewLimiter(rate.Limit(perSecond), burst)
	}
	if c.now == nil {
		c.now = time.Now
	}
	common := service{client: c}
	c.System = (*SystemService)(&common)
	c.OAuth = (*OAuthService)(&common)
	c.Account = (*AccountService)(&common)
	c.Address = (*AddressService)(&common)
	c.Product = (*ProductService)(&common)
	c.Trade = (*TradeService)(&common)
	c.PreOrder = (*PreOrderService)(&common)
	c.Logistics = (*LogisticsService)(&common)
	c.Push = (*PushService)(&common)
	return c, nil
}

func baseURL(name, given, fallback string) (*url.URL, error) {
	u, err := url.Parse(firstOf(given, fallback))
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, fmt.Errorf("open1688: Config.%s must be an http or https address without query and user", name)
	}
	return u, nil
}

// httpClient copies the given client, so that turning redirects off stays ours.
func httpClient(given *http.Client) *http.Client {
	out := &http.Client{}
	if given != nil {
		*out = *given
	} else {
		out.Transport = &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout:   10 * time.Second,
			ResponseHeaderTimeout: 30 * time.Second,
			IdleConnTimeout:       60 * time.Second,
			MaxIdleConns:          32,
			MaxIdleConnsPerHost:   16,
			ForceAttemptHTTP2:     true,
		}
	}
	out.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return out
}
