package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/huotong/huotong/sandbox1688"
)

type sandboxCmd struct {
	Addr      string `default:"127.0.0.1:8169" help:"Address to listen on, host:port."`
	AppKey    string `default:"1000000" help:"App key the sandbox accepts."`
	AppSecret string `default:"test123" help:"Secret of the app key."`
	PublicURL string `placeholder:"URL" help:"Address it is reached at; default: as each request says."`
	PushURL   string `placeholder:"URL" help:"Address of yours that messages are posted to; without it none are until the console names one."`
	Rate      int    `default:"0" help:"Calls per second before it throttles; 0 for no limit."`
	State     string `placeholder:"FILE" help:"File that keeps the whole state, so that a restart goes on where it stopped; without it a restart begins anew."`
	LogFormat string `default:"text" enum:"text,json" help:"Log format: text or json."`
}

// Run starts the sandbox until the context ends.
func (c *sandboxCmd) Run(ctx context.Context, r *runtime) error {
	if c.PushURL != "" && !isWebAddress(c.PushURL) {
		return &SettingError{"--push-url", fmt.Sprintf("%q is not an http(s) address", c.PushURL), "use for example http://127.0.0.1:8000/push"}
	}
	ln, err := listen(ctx, "--addr", c.Addr)
	if err != nil {
		return err
	}
	box, err := openSandbox(sandbox1688.Config{
		AppKey: c.AppKey, AppSecret: c.AppSecret, PublicURL: c.PublicURL, PushURL: c.PushURL, Rate: c.Rate, Logger: r.logger(c.LogFormat),
	}, c.State)
	if err != nil {
		_ = ln.Close()
		return err
	}
	base := "http://" + localHost(ln.Addr().String())
	_, _ = fmt.Fprintf(r.Out, "1688 sandbox   %s/console\ngateway        %s/openapi   app key %s, secret %s\nauthorise      %s/oauth/authorize\n",
		base, base, c.AppKey, c.AppSecret, base)
	return serveSandbox(ctx, ln, box, r.logger(c.LogFormat))
}

// openSandbox makes a sandbox that keeps its state in the file, if one is named.
func openSandbox(cfg sandbox1688.Config, file string) (*sandbox1688.Server, error) {
	if file == "" {
		return sandbox1688.New(cfg), nil
	}
	return sandbox1688.Open(cfg, file)
}

// serveSandbox serves until the context ends and writes the state for the next start.
func serveSandbox(ctx context.Context, ln net.Listener, box *sandbox1688.Server, log *slog.Logger) error {
	// The first Close lets go of calls that a fault holds, which would hold up the
	// end; the second writes what was under way.
	err := serveHTTP(ctx, ln, box, log, func() { _ = box.Close() })
	return errors.Join(err, box.Close())
}

// listen opens the port, or says which setting is wrong.
func listen(ctx context.Context, setting, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, &SettingError{setting, fmt.Sprintf("cannot listen on %s (%v)", addr, errors.Unwrap(err)), "stop what uses the port, or choose another"}
	}
	return ln, nil
}

const shutdownGrace = 10 * time.Second

// serveHTTP serves until the context ends, then lets requests under way finish;
// onStop ends those that never do, such as event streams.
func serveHTTP(ctx context.Context, ln net.Listener, h http.Handler, log *slog.Logger, onStop func()) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	srv.RegisterOnShutdown(onStop)
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
	defer cancel()
	if err := srv.Shutdown(stop); err != nil {
		_ = srv.Close()
	}
	return nil
}
