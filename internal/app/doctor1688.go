package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

const examineWithin = 15 * time.Second

// examineCallback looks where 1688 sends owners back to: whether the address can
// be reached from outside at all, and whether this program answers there.
func (c *doctorCmd) examineCallback(ctx context.Context, e *examination) {
	const what = "callback"
	at := c.PublicURL + channel.CallbackPath
	u, err := url.Parse(at)
	if err != nil {
		e.fail(what, at+" is no address", "correct HUOTONG_PUBLIC_URL")
		return
	}
	ip := net.ParseIP(u.Hostname())
	switch {
	case u.Hostname() == "localhost" || ip.IsLoopback():
		e.note("public url", "is this machine only: 1688 and phones cannot come back to it; set HUOTONG_PUBLIC_URL for real use")
	case ip.IsPrivate():
		e.note("public url", "is an address of this network only: owners must be in it to authorise a shop, phones to open the page")
	case u.Scheme != "https":
		e.note("public url", "is not https: passwords and authorisations travel in the open; put a proxy with a certificate in front and set HUOTONG_PUBLIC_URL")
	}
	if c.AppKey != "" {
		e.note(what, at+" must be registered for the app in its console")
	}
	text, err := fetch(ctx, at)
	switch {
	case err != nil:
		e.note(what, "nothing answers at "+at+" now; start the server and run doctor again")
	case !strings.Contains(text, channel.ErrStateMissing.Code): // what this program says to a visit without an authorisation
		e.fail(what, "something else than Huotong answers at "+at, "let the proxy pass every path to "+c.Addr+", or correct HUOTONG_PUBLIC_URL")
	default:
		e.good(what, "Huotong answers at "+at)
	}
}

// fetch gives the beginning of what an address answers, whatever the status.
func fetch(ctx context.Context, address string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, examineWithin)
	defer cancel()
	rq, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	answer, err := (&http.Client{}).Do(rq)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }() // only read
	body, err := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
	return string(body), err
}

// maxClockGap is how far clocks may differ before tokens and signatures suffer.
const maxClockGap = 2 * time.Minute

// examine1688 asks the gateway for its time, which proves network, app key and
// clock, and tries the signature.
func (c *doctorCmd) examine1688(ctx context.Context, e *examination) {
	if c.AppKey == "" {
		e.note("1688 app", "no key is set: Huotong runs without 1688; set HUOTONG_1688_APP_KEY and HUOTONG_1688_APP_SECRET")
		return
	}
	client, err := open1688.New(open1688.Config{GatewayURL: c.Gateway, AuthorizeURL: c.Authorize, AppKey: c.AppKey, AppSecret: open1688.NewSecret(c.AppSecret), Timeout: examineWithin})
	if err != nil {
		e.fail("1688 app", err.Error(), "correct the setting")
		return
	}
	const mendKeys = "correct HUOTONG_1688_APP_KEY and HUOTONG_1688_APP_SECRET: the app's console shows both"
	theirs, _, err := client.System.CurrentTime(ctx)
	if open1688.IsSignature(err) {
		e.fail("signature", err.Error(), mendKeys)
		return
	}
	if err != nil {
		e.fail("1688 gateway", c.Gateway+": "+err.Error(), "check the network, HUOTONG_1688_GATEWAY, and that HUOTONG_1688_APP_KEY is that of the app's console")
		return
	}
	e.good("1688 gateway", c.Gateway+" knows the app key")
	gap := time.Since(theirs).Round(time.Second)
	if gap.Abs() > maxClockGap {
		e.fail("clock", fmt.Sprintf("differs from 1688's by %s", gap), "let the machine set its clock by NTP")
	} else {
		e.good("clock", fmt.Sprintf("differs from 1688's by %s", gap))
	}
	// The gateway looks at the signature before the token (reference §7.2): that it
	// minds only a token that nobody has proves the secret, without any shop.
	_, _, err = client.Account.Basic(ctx, open1688.NewToken("doctor"))
	switch {
	case err == nil, open1688.IsAuthExpired(err):
		e.good("signature", "1688 accepts what the app secret signs")
	case open1688.IsRateLimited(err), open1688.IsUsageExhausted(err):
		e.note("signature", "1688 answers no more calls now: "+err.Error())
	default:
		e.fail("signature", err.Error(), mendKeys)
	}
}

// sellingCalls are the calls of 1688 that selling needs, as Go methods of
// open1688; a test compares them with what the packages call.
var sellingCalls = []string{
	"Account.Basic", "Product.List", "Product.ListByID", "Product.Get", "Product.Category",
	"PreOrder.Create", "PreOrder.List", "Trade.GetSellerOrder", "System.CurrentTime",
}

// examineShops probes every shop of every account set.
func (c *doctorCmd) examineShops(ctx context.Context, e *examination, d *db.DB) error {
	s, err := newServer(ctx, &c.Config, d, e.r.logger(c.LogFormat), e.r.version)
	if err != nil {
		e.fail("secret key", oneLinePerError(err), "")
		return nil
	}
	defer s.hub.Close()
	e.good("secret key", "opens what the database holds")
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

// examineShop tells whether the shop's token works, until when, and whether app
// and account may call what selling needs.
func (s *server) examineShop(ctx context.Context, e *examination, sc db.Scope, shop *channel.Shop) {
	what := "shop " + shop.LoginID
	switch {
	case s.cfg.AppKey == "":
		e.note(what, "cannot be probed without an app key")
		return
	case !shop.Enabled:
		e.note(what, "is disabled and not probed; enable it on the page of shops")
		return
	}
	err := s.shops.Call(ctx, sc, shop.ID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		_, _, err := c.Account.Basic(ctx, token)
		return err
	})
	if err != nil && !open1688.IsPermission(err) {
		mend := ""
		if _, platform := errors.AsType[*open1688.Error](err); platform {
			mend = "if it stays so, authorise the shop again on the page of shops"
		}
		e.fail(what, "the token does not work: "+oneLinePerError(err), mend)
		return
	}
	if fresh, err := s.shops.Shop(ctx, sc, shop.ID); err == nil {
		shop = fresh // the token may have been refreshed just now
	}
	end := "1688 does not tell until when the authorisation lasts"
	if !shop.RefreshExpiresAt.IsZero() {
		end = "authorised until " + shop.RefreshExpiresAt.Format(time.DateOnly)
	}
	if shop.State == channel.ShopExpiring {
		e.fail(what, "the token works, "+end, "authorise the shop again before then")
	} else {
		e.good(what, "the token works until "+shop.AccessExpiresAt.Format(time.DateTime)+" UTC and is renewed by itself; "+end)
	}
	s.examineCalls(ctx, e, sc, shop, what)
	if shop.Market == "" {
		e.note(what, "no market is bound, so it cannot make pre-orders; bind one on the page of shops")
	}
}

// examineCalls tries what selling calls without doing it.
func (s *server) examineCalls(ctx context.Context, e *examination, sc db.Scope, shop *channel.Shop, what string) {
	var denied, unknown []string
	for _, op := range open1688.Operations() {
		if !slices.Contains(sellingCalls, op.Method) {
			continue
		}
		err := s.shops.Call(ctx, sc, shop.ID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
			return c.Probe(ctx, token, op)
		})
		switch {
		case open1688.IsPermission(err):
			denied = append(denied, op.Name)
		case err != nil:
			unknown = append(unknown, op.Name+" ("+oneLinePerError(err)+")")
		}
	}
	switch {
	case len(denied) > 0:
		e.fail(what, "the app may not call "+strings.Join(denied, ", "), "buy or apply for the solutions with these interfaces in the app's console, then authorise the shop again")
	case len(unknown) == 0:
		e.good(what, "the app may call everything selling needs")
	}
	if len(unknown) > 0 {
		e.note(what, "not known for "+strings.Join(unknown, ", ")+"; run doctor again")
	}
}
