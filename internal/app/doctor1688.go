package app

import (
	"context"
	"errors"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// findings prints what was found: under the name given, or each under its subject's.
func (e *examination) findings(what string, list channel.Findings) {
	words := fault.Words("examination")
	for _, f := range list {
		name := what
		if name == "" {
			name = words[f.Subject].EN
		}
		detail, mend := f.What.Detail("en"), f.What.Remedy("en")
		switch f.Verdict {
		case channel.VerdictGood:
			e.print("ok  ", name, detail, "")
		case channel.VerdictBad:
			e.fail(name, detail, mend)
		default:
			e.print("--  ", name, detail, mend)
		}
	}
}

// examine1688 looks at callback, gateway, clock and signature.
func (c *doctorCmd) examine1688(ctx context.Context, e *examination) {
	e.findings("", channel.ExamineCallback(ctx, c.PublicURL))
	var client *open1688.Client
	if c.AppKey != "" {
		var err error
		client, err = open1688.New(open1688.Config{GatewayURL: c.Gateway, AuthorizeURL: c.Authorize, AppKey: c.AppKey, AppSecret: open1688.NewSecret(c.AppSecret)})
		if err != nil {
			e.fail("1688 app", err.Error(), "correct the setting")
			return
		}
	}
	e.findings("", channel.ExamineApp(ctx, client, time.Now))
}

// examineShops probes every account of 1688 of every account set.
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
		s.examineSet(ctx, e, sc)
	}
	return nil
}

func (s *server) examineSet(ctx context.Context, e *examination, sc db.Scope) {
	for _, purpose := range []channel.Purpose{channel.Sell, channel.Buy} {
		what := map[channel.Purpose]string{channel.Sell: "shop ", channel.Buy: "buyer "}[purpose]
		accounts, err := s.shops.Accounts(ctx, sc, purpose, tenant.Limit{All: true})
		if errors.Is(err, tenant.ErrModuleOff) {
			continue
		}
		if err != nil {
			e.note(what+"accounts", "account set "+sc.Tenant.String()+": "+oneLinePerError(err))
			continue
		}
		for _, p := range accounts {
			list, err := s.shops.Examine(ctx, sc, purpose, p.ID)
			if err != nil {
				e.note(what+p.LoginID, oneLinePerError(err))
				continue
			}
			e.findings(what+p.LoginID, list)
		}
	}
}
