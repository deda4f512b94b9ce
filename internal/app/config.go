package app

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
)

// Config is how one program runs. The field tags are the one description of
// the settings: flags, environment, the help text and the table of the README.
type Config struct {
	Addr           string `env:"HUOTONG_ADDR" default:"127.0.0.1:8168" help:"Address to listen on, host:port."`
	PublicURL      string `env:"HUOTONG_PUBLIC_URL" placeholder:"URL" help:"Address people and 1688 reach this server at; needed behind a proxy and for shop authorisation. Default: http:// and the listen address."`
	Data           string `env:"HUOTONG_DATA" default:"data" placeholder:"DIR" help:"Folder for the SQLite file, uploaded pictures and the generated secret key."`
	DatabaseURL    string `env:"HUOTONG_DATABASE_URL" placeholder:"URL" help:"postgres://… for PostgreSQL. Default: a SQLite file in the data folder."`
	SecretKey      string `env:"HUOTONG_SECRET_KEY" placeholder:"KEY" help:"Key that encrypts 1688 tokens, at least 32 characters. Default: made once and kept in the data folder; set it yourself with PostgreSQL."`
	Gateway        string `name:"1688-gateway" env:"HUOTONG_1688_GATEWAY" default:"https://gw.open.1688.com/openapi" placeholder:"URL" help:"Gateway of the 1688 open platform, or of a sandbox."`
	Authorize      string `name:"1688-authorize" env:"HUOTONG_1688_AUTHORIZE" default:"https://auth.1688.com/oauth/authorize" placeholder:"URL" help:"Page where a shop owner grants access."`
	AppKey         string `name:"1688-app-key" env:"HUOTONG_1688_APP_KEY" placeholder:"KEY" help:"Key of your app on the 1688 open platform."`
	AppSecret      string `name:"1688-app-secret" env:"HUOTONG_1688_APP_SECRET" placeholder:"SECRET" help:"Secret of your app on the 1688 open platform."`
	AppRate        int    `name:"1688-rate" env:"HUOTONG_1688_RATE" default:"10" placeholder:"N" help:"Calls per second that 1688 allows your app; 0 for no limit of our own."`
	MessageDays    int    `name:"1688-message-days" env:"HUOTONG_1688_MESSAGE_DAYS" default:"30" placeholder:"N" help:"Days after which handled messages of 1688 are forgotten."`
	TrustedProxies string `env:"HUOTONG_TRUSTED_PROXIES" placeholder:"LIST" help:"Addresses of your reverse proxies, as 10.0.0.0/8,192.168.1.5: what they say in X-Forwarded-For about the client counts."`
	LogFormat      string `env:"HUOTONG_LOG" default:"text" enum:"text,json" help:"Log format: text or json."`

	proxies []netip.Prefix // TrustedProxies as Check read them
}

// SettingError names a wrong setting and how to mend it, in one line.
type SettingError struct{ Setting, Problem, Mend string }

func (e *SettingError) Error() string {
	return fmt.Sprintf("%s: %s; %s", e.Setting, e.Problem, e.Mend)
}

// Check finds wrong settings before anything is started, all at once.
func (c *Config) Check() error {
	var errs []error
	wrong := func(setting, problem, mend string) { errs = append(errs, &SettingError{setting, problem, mend}) }
	if _, port, err := net.SplitHostPort(c.Addr); err != nil || port == "" {
		wrong("HUOTONG_ADDR", fmt.Sprintf("%q is not host:port", c.Addr), "use for example 127.0.0.1:8168 or :8168")
	}
	if c.PublicURL == "" {
		c.PublicURL = "http://" + localHost(c.Addr)
	}
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	checkURL := func(setting, value, example string) {
		if !isWebAddress(value) {
			wrong(setting, fmt.Sprintf("%q is not an http(s) address", value), "use for example "+example)
		}
	}
	checkURL("HUOTONG_PUBLIC_URL", c.PublicURL, "https://erp.example.com")
	checkURL("HUOTONG_1688_GATEWAY", c.Gateway, "https://gw.open.1688.com/openapi")
	checkURL("HUOTONG_1688_AUTHORIZE", c.Authorize, "https://auth.1688.com/oauth/authorize")
	if c.DatabaseURL != "" && !c.Postgres() {
		scheme, _, _ := strings.Cut(c.DatabaseURL, ":")
		wrong("HUOTONG_DATABASE_URL", fmt.Sprintf("starts with %q, not postgres://", scheme), "leave it out for SQLite, or use postgres://user:password@host:5432/name")
	}
	if key, err := c.keptKey(); err == nil { // a missing one is made when it is needed
		if _, err := c.boxOf(key); err != nil {
			errs = append(errs, err)
		}
	}
	if (c.AppKey == "") != (c.AppSecret == "") {
		wrong("HUOTONG_1688_APP_KEY and HUOTONG_1688_APP_SECRET", "only one of them is set", "set both, or none to run without 1688")
	}
	var bad string
	if c.proxies, bad = prefixes(c.TrustedProxies); bad != "" {
		wrong("HUOTONG_TRUSTED_PROXIES", fmt.Sprintf("%q is no address and no range of addresses", bad), "use for example 127.0.0.1,10.0.0.0/8")
	}
	if c.AppRate < 0 {
		wrong("HUOTONG_1688_RATE", "is negative", "use the calls per second your app's console shows, or 0")
	}
	if c.MessageDays < 0 {
		wrong("HUOTONG_1688_MESSAGE_DAYS", "is negative", "use a number of days, such as 30")
	}
	return errors.Join(errs...)
}

// prefixes reads a list of addresses and ranges; bad is the first that is neither.
func prefixes(list string) (out []netip.Prefix, bad string) {
	for part := range strings.SplitSeq(list, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		p, err := netip.ParsePrefix(part)
		if err != nil {
			addr, err := netip.ParseAddr(part)
			if err != nil {
				return nil, part
			}
			p = netip.PrefixFrom(addr.Unmap(), addr.Unmap().BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, ""
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// Postgres tells whether the database is a PostgreSQL server.
func (c *Config) Postgres() bool {
	return strings.HasPrefix(c.DatabaseURL, "postgres://") || strings.HasPrefix(c.DatabaseURL, "postgresql://")
}

// databaseSetting names the setting that says which database it is.
func (c *Config) databaseSetting() string {
	if c.Postgres() {
		return "HUOTONG_DATABASE_URL"
	}
	return "HUOTONG_DATA"
}

// DatabaseAddress is what the database package opens.
func (c *Config) DatabaseAddress() string {
	if c.Postgres() {
		return c.DatabaseURL
	}
	return filepath.Join(c.Data, "huotong.db")
}

// localHost turns a listen address into one that a browser on this machine can open.
func localHost(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// pictureBase is where relative picture paths of 1688 lead: its own image host,
// or the sandbox, which serves its own pictures, when that is the gateway.
func (c *Config) pictureBase() string {
	u, err := url.Parse(c.Gateway)
	if err != nil || u.Hostname() == "gw.open.1688.com" {
		return ""
	}
	return u.Scheme + "://" + u.Host + "/"
}
