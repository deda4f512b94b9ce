package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/migrate"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

type doctorCmd struct {
	Config `embed:""`
}

// examination prints one verdict a line and remembers whether one was bad.
type examination struct {
	r   *runtime
	bad bool
}

func (e *examination) good(what, detail string) { e.print("ok  ", what, detail, "") }
func (e *examination) note(what, detail string) { e.print("--  ", what, detail, "") }
func (e *examination) fail(what, detail, mend string) {
	e.bad = true
	e.print("BAD ", what, detail, mend)
}

func (e *examination) print(verdict, what, detail, mend string) {
	line := fmt.Sprintf("%s%-14s %s", verdict, what, detail)
	if mend != "" {
		line += "; " + mend
	}
	_, _ = fmt.Fprintln(e.r.Out, line)
}

// Run checks everything an installation needs, goes on after what is wrong, and
// says for each how to mend it.
func (c *doctorCmd) Run(ctx context.Context, r *runtime) error {
	e := &examination{r: r}
	if err := c.Check(); err != nil {
		e.fail("settings", oneLinePerError(err), "")
		return errFindings
	}
	e.good("settings", "addr "+c.Addr+", public "+c.PublicURL)
	if u, _ := url.Parse(c.PublicURL); u != nil && (u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1") {
		e.note("public url", "is this machine only: 1688 and phones cannot come back to it; set HUOTONG_PUBLIC_URL for real use")
	}
	c.examine1688(ctx, e)
	d := c.examineDatabase(ctx, e)
	if d != nil {
		defer func() { _ = d.Close() }()
		if err := c.examineShops(ctx, e, d); err != nil {
			return err
		}
	}
	if e.bad {
		return errFindings
	}
	return nil
}

func (c *doctorCmd) examineDatabase(ctx context.Context, e *examination) *db.DB {
	start := time.Now()
	d, err := c.look(ctx)
	if _, none := errors.AsType[*noDatabaseError](err); none {
		e.note("database", err.Error())
		return nil
	}
	if err != nil {
		e.fail("database", oneLinePerError(err), "")
		return nil
	}
	st, err := migrate.Of(ctx, d)
	if err != nil {
		e.fail("database", err.Error(), "restore from a backup, or ask for help with this line")
		return d
	}
	e.good("database", fmt.Sprintf("%s at version %d, opened in %s", d.Engine(), st.Current, time.Since(start).Round(time.Millisecond)))
	return d
}

// maxClockGap is how far clocks may differ before tokens and signatures suffer.
const maxClockGap = 2 * time.Minute

// examine1688 asks the gateway for its time with a signed call, which proves
// network, key, secret and clock at once.
func (c *doctorCmd) examine1688(ctx context.Context, e *examination) {
	if c.AppKey == "" {
		e.note("1688 app", "no key is set: Huotong runs without 1688; set HUOTONG_1688_APP_KEY and HUOTONG_1688_APP_SECRET")
		return
	}
	client, err := open1688.New(open1688.Config{GatewayURL: c.Gateway, AuthorizeURL: c.Authorize, AppKey: c.AppKey, AppSecret: open1688.NewSecret(c.AppSecret), Timeout: 15 * time.Second})
	if err != nil {
		e.fail("1688 app", err.Error(), "correct the setting")
		return
	}
	theirs, _, err := client.System.CurrentTime(ctx)
	if err != nil {
		e.fail("1688 gateway", c.Gateway+": "+err.Error(), "check the network, HUOTONG_1688_GATEWAY, and that key and secret are those of the app's console")
		return
	}
	e.good("1688 gateway", c.Gateway+" accepts the key and signature")
	gap := time.Since(theirs).Round(time.Second)
	if gap.Abs() > maxClockGap {
		e.fail("clock", fmt.Sprintf("differs from 1688's by %s", gap), "let the machine set its clock by NTP")
		return
	}
	e.good("clock", fmt.Sprintf("differs from 1688's by %s", gap))
	e.note("callback", c.PublicURL+" must lie in the domain registered for the app")
}

// examineShops probes every shop of every account set.
func (c *doctorCmd) examineShops(ctx context.Context, e *examination, d *db.DB) error {
	s, err := newServer(ctx, &c.Config, d, e.r.logger(c.LogFormat), e.r.version)
	if err != nil {
		e.fail("secret key", oneLinePerError(err), "")
		return nil
	}
	defer s.hub.Close()
	sets, err := s.tenants.SetIDs(ctx)
	if err != nil {
		return err
	}
	for _, id := range sets {
		sc := db.System("doctor")
		sc.Tenant = id
		shops, err := s.shops.Shops(ctx, sc, tenant.Limit{All: true})
		if err != nil {
			e.note("shops", "account set "+id.String()+": "+oneLinePerError(err))
			continue
		}
		for _, shop := range shops {
			s.examineShop(ctx, e, sc, shop)
		}
	}
	return nil
}

func (s *server) examineShop(ctx context.Context, e *examination, sc db.Scope, shop *channel.Shop) {
	what := "shop " + shop.LoginID
	if s.cfg.AppKey == "" {
		e.note(what, "cannot be probed without an app key")
		return
	}
	if err := s.shops.Call(ctx, sc, shop.ID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		_, _, err := c.Account.Basic(ctx, token)
		return err
	}); err != nil {
		e.fail(what, oneLinePerError(err), "")
		return
	}
	switch {
	case shop.Market == "":
		e.note(what, "works; no market is bound, so it cannot make pre-orders")
	case shop.State == channel.ShopExpiring:
		e.fail(what, "authorisation ends "+shop.RefreshExpiresAt.Format(time.DateOnly), "authorise the shop again before then")
	default:
		e.good(what, "works, market "+shop.Market)
	}
}
