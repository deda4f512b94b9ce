package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/inbox"
	"github.com/huotong/huotong/sandbox1688"
)

type demoCmd struct {
	Addr           string `env:"HUOTONG_ADDR" default:"127.0.0.1:8168" help:"Address of the server, host:port."`
	SandboxAddr    string `env:"HUOTONG_SANDBOX_ADDR" default:"127.0.0.1:8169" help:"Address of the 1688 sandbox, host:port."`
	PublicURL      string `env:"HUOTONG_PUBLIC_URL" placeholder:"URL" help:"Address the server is reached at; default: http:// and the listen address."`
	SandboxURL     string `env:"HUOTONG_SANDBOX_URL" placeholder:"URL" help:"Address the sandbox is reached at, for payment codes that a phone can open; default: http:// and its listen address."`
	Data           string `env:"HUOTONG_DATA" default:"data/demo" placeholder:"DIR" help:"Folder of the demo's SQLite file and of the sandbox's state."`
	DatabaseURL    string `env:"HUOTONG_DATABASE_URL" placeholder:"URL" help:"postgres://… for PostgreSQL; default: a SQLite file in the data folder."`
	TrustedProxies string `env:"HUOTONG_TRUSTED_PROXIES" placeholder:"LIST" help:"Addresses of your reverse proxies."`
	LogFormat      string `env:"HUOTONG_LOG" default:"text" enum:"text,json" help:"Log format: text or json."`
}

// What the demo's sandbox is told apart by, and what the demo is entered with.
const (
	demoAppKey    = "1000000"
	demoAppSecret = "demo-secret-of-the-sandbox" // of the sandbox in this very process
	demoLogin     = "demo"
	demoPassword  = "huotong-demo" //nolint:gosec // printed for everyone to use
	demoState     = "sandbox.json" // in the data folder
)

// Run starts sandbox and server, fills an empty database with a shop worth
// looking at, and prints address and login.
func (c *demoCmd) Run(ctx context.Context, r *runtime) error {
	log := r.logger(c.LogFormat)
	if err := c.checkSandbox(); err != nil {
		return err
	}
	boxLn, err := listen(ctx, "HUOTONG_SANDBOX_ADDR", c.SandboxAddr)
	if err != nil {
		return err
	}
	defer func() { _ = boxLn.Close() }()
	sandboxURL := c.SandboxURL
	if sandboxURL == "" {
		sandboxURL = "http://" + localHost(boxLn.Addr().String())
	}
	cfg := &Config{
		Addr: c.Addr, PublicURL: c.PublicURL, Data: c.Data, DatabaseURL: c.DatabaseURL, LogFormat: c.LogFormat, TrustedProxies: c.TrustedProxies,
		Gateway: sandboxURL + "/openapi", Authorize: sandboxURL + "/oauth/authorize", AppKey: demoAppKey, AppSecret: demoAppSecret,
	}
	if err := cfg.Check(); err != nil {
		return err
	}
	ln, err := cfg.listen(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = ln.Close() }()
	// Before the sandbox is opened, since this keeps a second demo out of the folder.
	d, closeAll, err := cfg.open(ctx)
	if err != nil {
		return err
	}
	defer closeAll()
	if err := cfg.makeData(); err != nil { // the sandbox's state lives there, whatever the database
		return err
	}
	state := filepath.Join(cfg.Data, demoState)
	_, missing := os.Stat(state)
	box, err := sandbox1688.Open(sandbox1688.Config{AppKey: demoAppKey, AppSecret: demoAppSecret, PublicURL: sandboxURL, PushURL: "http://" + localHost(c.Addr) + inbox.Path, Logger: log}, state)
	if err != nil {
		return err
	}
	// The sandbox stops after the server, whose last calls it still answers.
	boxCtx, stopBox := context.WithCancel(context.WithoutCancel(ctx))
	defer stopBox()
	stopped := make(chan error, 1)
	go func() { stopped <- serveSandbox(boxCtx, boxLn, box, log) }()
	err = c.serve(ctx, r, cfg, ln, d, missing != nil)
	stopBox()
	return errors.Join(err, <-stopped)
}

// checkSandbox finds wrong settings of the sandbox, which Config does not know.
func (c *demoCmd) checkSandbox() error {
	var errs []error
	if _, port, err := net.SplitHostPort(c.SandboxAddr); err != nil || port == "" {
		errs = append(errs, &SettingError{"HUOTONG_SANDBOX_ADDR", fmt.Sprintf("%q is not host:port", c.SandboxAddr), "use for example 127.0.0.1:8169 or :8169"})
	}
	if c.SandboxURL != "" && !isWebAddress(c.SandboxURL) {
		errs = append(errs, &SettingError{"HUOTONG_SANDBOX_URL", fmt.Sprintf("%q is not an http(s) address", c.SandboxURL), "use for example http://192.168.1.5:8169"})
	}
	return errors.Join(errs...)
}

// serve runs the server beside the sandbox; anew says that the sandbox remembers
// nothing.
func (c *demoCmd) serve(ctx context.Context, r *runtime, cfg *Config, ln net.Listener, d *db.DB, anew bool) error {
	log := r.logger(c.LogFormat)
	s, err := newServer(ctx, cfg, d, log, r.version)
	if err != nil {
		return err
	}
	return s.run(ctx, ln, func() {
		if err := s.fillDemo(ctx, anew); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "the demo's content could not be made", "err", err)
		}
		_, _ = fmt.Fprintf(r.Out, "\n货通 Huotong   %s\n登录 login     %s   密码 password  %s\n1688 沙箱      %s/console\n\n", cfg.PublicURL, demoLogin, demoPassword, strings.TrimSuffix(cfg.Gateway, "/openapi"))
	})
}
