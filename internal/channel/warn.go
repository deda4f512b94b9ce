package channel

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
)

// warnEvery is how often it is looked for authorisations near their end.
const warnEvery = time.Hour

const day = 24 * time.Hour

// warnDays are the days before the end of an authorisation on which people are warned,
// once each; the first of them is ExpiringWithin.
var warnDays = [...]int64{14, 7, 1}

// logEnding is the line of the log about an authorisation near its end.
var logEnding = fault.Define(fault.Internal, "shop.log.ending",
	fault.ZH("授权 {days} 天后到期（{until}），系统没能自动续期", "请账号的主人在此之前重新授权"),
	fault.EN("The authorisation ends in {days} day(s), at {until}, and could not be prolonged", "Let the owner of the account authorise it again before then"))

type warnAllArgs struct{}

// Kind names the job; it is a wire format.
func (warnAllArgs) Kind() string { return "channel.warn_all" }

// workWarnAll warns of authorisations near their end, set by set. It is idempotent:
// what has been said stands in the row of the account, in the transaction that says it.
func (s *Service) workWarnAll(ctx context.Context, sc db.Scope, _ jobs.Job[warnAllArgs]) error {
	return jobs.EachSet(ctx, sc, s.tenants.SetIDs, func(ctx context.Context, own db.Scope) error { return s.db.InTx(ctx, own, warnTx) })
}

// warnTx notes what of the set's authorisations is nearer to its end than was said
// last: a line of the log and an event for each. An authorisation whose end is further
// off than it was, because it was renewed or given anew, starts over.
func warnTx(ctx context.Context, tx *db.Tx) error {
	served, err := servedTx(ctx, tx)
	if err != nil || served == "" {
		return err
	}
	stage, args := "CASE", []any{}
	for i := len(warnDays) - 1; i >= 0; i-- {
		stage += fmt.Sprintf(" WHEN refresh_expires_at <= ? THEN %d", warnDays[i])
		args = append(args, db.At(tx.Now.Add(time.Duration(warnDays[i])*day)))
	}
	stage += " ELSE 0 END"
	all := append(append([]any{}, args...), tx.Tenant, tx.Now)
	var near []*Shop
	err = tx.Each(ctx, `UPDATE shop SET warned_days = `+stage+` WHERE tenant_id = ? AND state = 'valid' AND enabled = TRUE AND removed_at IS NULL
			AND refresh_expires_at > ? AND (`+served+`) AND warned_days <> `+stage+`
		RETURNING id, warned_days, refresh_expires_at`, append(all, args...), func(rows *sql.Rows) error {
		var (
			p    Shop
			said int64
		)
		if err := rows.Scan(&p.ID, &said, &p.RefreshExpiresAt); err != nil {
			return err
		}
		if said != 0 {
			near = append(near, &p)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("look for authorisations near their end: %w", err)
	}
	var lines []any
	for _, p := range near {
		what := logEnding.With("days", p.endsIn(tx.Now), "until", at(p.RefreshExpiresAt))
		lines = append(lines, tx.Tenant, p.ID, tx.NewID(), tx.Now, tx.Actor.Name, what.Code, what.StoredParams(), true)
		publishTx(tx, p.ID)
	}
	_, err = db.Insert(ctx, tx, insertLog, 8, lines, "")
	return err
}

// servedTx is the condition that an account serves a purpose that is switched on; ""
// when none is.
func servedTx(ctx context.Context, tx *db.Tx) (string, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return "", err
	}
	switch sells, buys := set.Has(Sell.module()), set.Has(Buy.module()); {
	case sells && buys:
		return "sells = TRUE OR buys = TRUE", nil
	case sells:
		return "sells = TRUE", nil
	case buys:
		return "buys = TRUE", nil
	}
	return "", nil
}

// endsIn is in how many days the authorisation ends, a begun one counted.
func (p *Shop) endsIn(now db.Time) int64 {
	left := p.RefreshExpiresAt.Sub(now.Time)
	return int64((left + day - 1) / day)
}
