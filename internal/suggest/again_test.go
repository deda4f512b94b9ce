package suggest_test

import (
	"context"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
)

// A database that asks for a transaction once more, as after a deadlock, gets what was
// entered once.
func TestWhatIsEnteredIsSavedOnceWhenTheTransactionRunsAgain(t *testing.T) {
	t.Parallel()
	w := setup(t)
	span := suggest.Span{From: "2026-12-01", To: "2026-12-03"}
	months := suggest.Months{}
	for i := range months {
		months[i] = 10_000
	}
	for name, save := range map[string]func(db.Scope) (int64, error){
		"rule": func(sc db.Scope) (int64, error) {
			r, err := w.svc.SaveRule(t.Context(), sc, suggest.Rule{Content: suggest.Content{Model: replenish.ModelCover, CoverDays: 14}}, tenant.Limit{All: true})
			if err != nil {
				return 0, err
			}
			return r.Version, nil
		},
		"days off": func(sc db.Scope) (int64, error) {
			d, err := w.svc.SaveDayOff(t.Context(), sc, suggest.DayOff{Name: "国庆", Span: span})
			if err != nil {
				return 0, err
			}
			return d.Version, nil
		},
		"calendar": func(sc db.Scope) (int64, error) {
			e, err := w.svc.SaveEntry(t.Context(), sc, suggest.Entry{Name: "大促", Kind: suggest.EntryFactor, FactorBPS: 20_000, Span: span}, tenant.Limit{All: true})
			if err != nil {
				return 0, err
			}
			return e.Version, nil
		},
		"season": func(sc db.Scope) (int64, error) {
			s, err := w.svc.SaveSeason(t.Context(), sc, suggest.Season{Name: "四季", AllGoods: true, Months: months})
			if err != nil {
				return 0, err
			}
			return s.Version, nil
		},
	} {
		tries := 0
		sc := w.scope
		sc.OnFirstCommit = &db.FirstCommit{Do: func(context.Context, *db.Tx) error {
			if tries++; tries == 1 {
				return db.ErrAgain
			}
			return nil
		}}
		if version, err := save(sc); err != nil || version != 1 || tries != 2 {
			t.Errorf("%s: version %d after %d tries, %v", name, version, tries, err)
		}
	}
}
