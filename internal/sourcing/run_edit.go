package sourcing

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
)

// Runs gives one page of match runs within reach, the newest first, and what their
// accounts are called.
func (s *Service) Runs(ctx context.Context, sc db.Scope, q api.ListQuery, state RunState, reach tenant.Limit) (api.Page[*Run], *Names, error) {
	var (
		page  api.Page[*Run]
		names *Names
	)
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: runColumns, From: "match_run r", Where: []string{"r.tenant_id = ?"}, Args: []any{tx.Tenant},
			Sorts: map[string]string{"createdAt": "r.id"}, Default: "-createdAt", Tie: "r.id",
		}
		cond, args := reach.Where("r.account_id")
		l.And(cond, args...)
		if state != "" {
			l.And("r.state = ?", string(state))
		}
		cond, args = search.Contains(tx.Engine(), q.Q, "r.started_by")
		l.And(cond, args...)
		var err error
		page, err = api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (*Run, error) {
			r := &Run{}
			return r, r.scan(rows)
		})
		if err != nil {
			return err
		}
		if err := countTx(ctx, tx, page.Items); err != nil {
			return err
		}
		names, err = s.namesTx(ctx, tx, nil)
		return err
	})
	return page, names, err
}

// DraftRow is a row of a run with what a person needs to look it over.
type DraftRow struct {
	*Draft
	SKU      *catalog.SKUInfo // nil for a row that names none
	Offer    *Offer           // nil until it was found
	Supplier string           // who its seller is here; empty while nobody is
}

// DraftFilter narrows the rows of a run.
type DraftFilter struct {
	State DraftState
	Open  bool // found, without a spec chosen
}

// Drafts gives one page of the rows of a run, in their order; q is looked for in code,
// link and title.
func (s *Service) Drafts(ctx context.Context, sc db.Scope, run db.ID, q api.ListQuery, f DraftFilter, reach tenant.Limit) (api.Page[DraftRow], error) {
	var page api.Page[DraftRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := runTx(ctx, tx, run, reach, ""); err != nil {
			return err
		}
		l := api.List{
			Columns: draftColumns, From: "match_draft d LEFT JOIN offer_seen f ON f.tenant_id = ? AND f.offer_id = d.offer_id",
			Where: []string{"d.tenant_id = ?", "d.run_id = ?"}, Args: []any{tx.Tenant, tx.Tenant, run},
			Sorts: map[string]string{"number": "d.number", "code": "d.sku_code"}, Default: "number", Tie: "d.number",
		}
		if f.State != "" {
			l.And("d.state = ?", string(f.State))
		}
		if f.Open {
			l.And("d.state = 'found' AND d.chosen = FALSE AND d.skipped = FALSE")
		}
		cond, args := search.Contains(tx.Engine(), q.Q, "d.sku_code", "d.link", "COALESCE(f.title, '')")
		l.And(cond, args...)
		drafts, err := api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (*Draft, error) {
			d := &Draft{}
			return d, d.scan(rows)
		})
		if err != nil {
			return err
		}
		page = api.Page[DraftRow]{Page: drafts.Page, PageSize: drafts.PageSize, Total: drafts.Total, TotalIsLowerBound: drafts.TotalIsLowerBound}
		page.Items, err = s.draftRowsTx(ctx, tx, drafts.Items)
		return err
	})
	return page, err
}

func (s *Service) draftRowsTx(ctx context.Context, tx *db.Tx, drafts []*Draft) ([]DraftRow, error) {
	var (
		skus  []db.ID
		ids   []int64
		shown []*Offer
	)
	for _, d := range drafts {
		skus = append(skus, d.SKUID)
		if d.State == DraftFound || d.State == DraftSaved {
			ids = append(ids, d.OfferID)
		}
	}
	infos, err := s.catalog.SKUsTx(ctx, tx, skus)
	if err != nil {
		return nil, err
	}
	offers, err := offersTx(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	for _, o := range offers {
		shown = append(shown, o)
	}
	if err := s.knowSuppliersTx(ctx, tx, shown); err != nil {
		return nil, err
	}
	var suppliers []db.ID
	for _, o := range shown {
		suppliers = append(suppliers, o.SupplierID)
	}
	known, err := s.party.SuppliersTx(ctx, tx, suppliers)
	if err != nil {
		return nil, err
	}
	out := make([]DraftRow, 0, len(drafts))
	for _, d := range drafts {
		row := DraftRow{Draft: d, SKU: infos[d.SKUID]}
		if d.State == DraftFound || d.State == DraftSaved {
			row.Offer = offers[d.OfferID]
		}
		if row.Offer != nil && known[row.Offer.SupplierID] != nil {
			row.Supplier = known[row.Offer.SupplierID].Name
		}
		out = append(out, row)
	}
	return out, nil
}

// DraftInput is what a person decides about a row.
type DraftInput struct {
	Chosen   bool
	Spec     string
	Num, Den int64
	Skipped  bool
}

// SetDraft keeps what a person decides about a row whose offer was found.
func (s *Service) SetDraft(ctx context.Context, sc db.Scope, run db.ID, number int64, in DraftInput, reach tenant.Limit) (*DraftRow, error) {
	var out *DraftRow
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := runTx(ctx, tx, run, reach, tx.ForUpdate())
		if err != nil {
			return err
		}
		list, err := draftsTx(ctx, tx, run, "d.number = ?", number)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return ErrRowUnknown.With("row", number)
		}
		d := list[0]
		if d.State != DraftFound {
			return ErrRowState.With("row", number)
		}
		offers, err := offersTx(ctx, tx, []int64{d.OfferID})
		if err != nil {
			return err
		}
		var f fault.Fields
		for _, n := range []*int64{&in.Num, &in.Den} {
			if *n == 0 {
				*n = 1
			}
		}
		check.Between(&f, "num", in.Num, 1, maxRatio)
		check.Between(&f, "den", in.Den, 1, maxRatio)
		o := offers[d.OfferID]
		at := -1
		if in.Chosen && o == nil {
			f.Add("spec", ErrOfferNotSeen.With("id", d.OfferID))
		} else if in.Chosen {
			if problem := o.choose(in.Spec, &at); problem != nil {
				f.Add("spec", problem)
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		if in.Chosen && (!d.Chosen || d.Spec != in.Spec) {
			d.Reason, d.Why = ReasonManual, nil
		}
		if !in.Chosen {
			in.Spec, d.Reason = "", ""
		}
		d.Chosen, d.Spec, d.Num, d.Den, d.Skipped = in.Chosen, in.Spec, in.Num, in.Den, in.Skipped
		if err := writeDraftsTx(ctx, tx, run, list); err != nil {
			return err
		}
		publishRunTx(tx, r)
		rows, err := s.draftRowsTx(ctx, tx, list)
		if err == nil {
			out = &rows[0]
		}
		return err
	})
	return out, err
}

// CancelRun ends the looking up; what was found stays and can be saved.
func (s *Service) CancelRun(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) (*Run, error) {
	return s.changeRun(ctx, sc, id, reach, func(ctx context.Context, tx *db.Tx, r *Run) error {
		if r.State != RunRunning && r.State != RunPaused {
			return ErrRunEnded
		}
		if err := endRunTx(ctx, tx, r, RunCancelled, nil); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, changesOf("cancel", []*Run{r})...)
	})
}

// RetryRun asks again for the offers that failed, and for those that a stopped run had
// not come to.
func (s *Service) RetryRun(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) (*Run, error) {
	return s.changeRun(ctx, sc, id, reach, func(ctx context.Context, tx *db.Tx, r *Run) error {
		if r.State == RunRunning || r.State == RunPaused {
			return ErrRunBusy
		}
		if _, err := tx.Exec(ctx, `UPDATE match_draft SET state = 'waiting', code = '', params = '{}' WHERE tenant_id = ? AND run_id = ? AND state = 'failed'`, tx.Tenant, id); err != nil {
			return err
		}
		if err := countTx(ctx, tx, []*Run{r}); err != nil {
			return err
		}
		waiting := r.Counts[DraftWaiting]
		if waiting == 0 {
			return ErrNothingToRetry
		}
		account, err := s.shops.BuyerTx(ctx, tx, r.AccountID)
		if err != nil {
			return err
		}
		task, err := jobs.StartTaskTx(ctx, tx, jobs.NewTask{Kind: "source_match", Title: account.Name, Total: waiting, RefKind: entityAccount, RefID: account.ID})
		if err != nil {
			return err
		}
		r.TaskID, r.FinishedAt = task.ID, db.Time{}
		if err := stateTx(ctx, tx, r, RunRunning, nil); err != nil {
			return err
		}
		if err := enqueueRunTx(ctx, tx, r, account.Name); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, changesOf("retry", []*Run{r})...)
	})
}

func (s *Service) changeRun(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit, change func(context.Context, *db.Tx, *Run) error) (*Run, error) {
	var out *Run
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := runTx(ctx, tx, id, reach, tx.ForUpdate())
		if err != nil {
			return err
		}
		if err := change(ctx, tx, r); err != nil {
			return err
		}
		out = r
		return countTx(ctx, tx, []*Run{r})
	})
	return out, err
}

// RemoveRun forgets a run with its rows; the sources made of them stay.
func (s *Service) RemoveRun(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := runTx(ctx, tx, id, reach, tx.ForUpdate())
		if err != nil {
			return err
		}
		if r.State == RunRunning || r.State == RunPaused {
			return ErrRunBusy
		}
		for _, query := range []string{`DELETE FROM match_draft WHERE tenant_id = ? AND run_id = ?`, `DELETE FROM match_run WHERE tenant_id = ? AND id = ?`} {
			if _, err := tx.Exec(ctx, query, tx.Tenant, id); err != nil {
				return err
			}
		}
		return doc.AuditTx(ctx, tx, changesOf("delete", []*Run{r})...)
	})
}
