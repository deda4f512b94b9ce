package tenant

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// ErrCloseToday has the parameters date and today. Documents are dated today by the
// program, so today stays open.
var ErrCloseToday = fault.Define(fault.Invalid, "period.not_over",
	fault.ZH("{date} 还没有过完（今天是 {today}），不能结账", "结账日期填今天以前的日期，一般是上月最后一天"),
	fault.EN("{date} is not over (today is {today}), so it cannot be closed", "Close through a day before today, usually the last of a month"))

// ClosePeriods closes everything until and including a day (结账), or opens what lies
// after it again (反结账); an empty day opens all. fault.ErrStale on an old version.
func (s *Service) ClosePeriods(ctx context.Context, sc db.Scope, through db.Date, version int64) (*Set, error) {
	var set *Set
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		before, err := lockTx(ctx, tx)
		if err != nil {
			return err
		}
		if before.Version != version {
			return fault.ErrStale
		}
		var f fault.Fields
		if through != "" {
			if _, err := db.ParseDate(string(through)); err != nil {
				f.Add("through", fault.ErrFormat.With("expected", "2026-10-31"))
			} else if today := before.Today(tx.Now); through >= today {
				f.Add("through", ErrCloseToday.With("date", through, "today", today))
			} else if through < before.StartDate {
				f.Add("through", ErrBeforeStart.With("date", through, "start", before.StartDate))
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE account_set SET closed_through = ?, version = version + 1 WHERE tenant_id = ?`, through, tx.Tenant); err != nil {
			return err
		}
		if set, err = GetTx(ctx, tx); err != nil {
			return err
		}
		action := "close"
		if through < before.Closed {
			action = "reopen"
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: "account_set", EntityID: set.ID, EntityNo: set.Name, Before: before.state(), After: set.state()})
	})
	return set, err
}
