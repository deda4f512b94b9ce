package channel

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
)

// CancelDownload ends a download between two pages; what was read stays.
func (s *Service) CancelDownload(ctx context.Context, sc db.Scope, id db.ID) (*Download, error) {
	var d *Download
	err := s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if d, err = downloadTx(ctx, tx, id, tx.ForUpdate()); err != nil {
			return err
		}
		if d.State != DownloadRunning && d.State != DownloadPaused {
			return ErrDownloadEnded
		}
		return endDownloadTx(ctx, tx, d, DownloadCancelled, nil)
	})
	return d, err
}

// RetryDownload goes on with a download that failed or was cancelled where it
// stopped, or reads again the offers that failed in one that went to the end.
func (s *Service) RetryDownload(ctx context.Context, sc db.Scope, id db.ID) (*Download, error) {
	if s.client == nil {
		return nil, ErrNoApp
	}
	var d *Download
	err := s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		old, err := downloadTx(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		p, err := shopTx(ctx, tx, old.ShopID, tx.ForUpdate())
		if err != nil {
			return err
		}
		switch old.State {
		case DownloadRunning, DownloadPaused:
			return ErrDownloadOpen
		case DownloadFailed, DownloadCancelled:
			d = old
			return s.resumeTx(ctx, tx, p, d)
		case DownloadSucceeded:
		}
		failed, err := failedOffersTx(ctx, tx, id)
		if err != nil {
			return err
		}
		if len(failed) == 0 {
			return ErrNothingToRetry
		}
		d, err = s.startDownloadTx(ctx, tx, p, old.Mode, failed)
		return err
	})
	return d, err
}

func failedOffersTx(ctx context.Context, tx *db.Tx, id db.ID) ([]int64, error) {
	var out []int64
	err := tx.Each(ctx, `SELECT DISTINCT offer_id FROM download_issue WHERE tenant_id = ? AND download_id = ? AND kind IN ('failed', 'refused') ORDER BY offer_id`,
		[]any{tx.Tenant, id}, func(rows *sql.Rows) error {
			var n int64
			err := rows.Scan(&n)
			out = append(out, n)
			return err
		})
	return out, err
}

// resumeTx makes an ended download a running one again, under a new task.
func (s *Service) resumeTx(ctx context.Context, tx *db.Tx, p *Shop, d *Download) error {
	switch busy, err := openDownloadTx(ctx, tx, p.ID); {
	case err != nil:
		return err
	case busy != 0:
		return ErrDownloadOpen
	case !p.Enabled:
		return ErrShopDisabled.With("shop", p.Name)
	case !p.Authorised():
		return ErrAuthorisation.With("shop", p.Name)
	}
	if err := s.startTaskTx(ctx, tx, p, d); err != nil {
		return err
	}
	if err := jobs.ProgressTx(ctx, tx, d.TaskID, jobs.TaskDelta{Done: d.Added + d.Changed + d.Unchanged, Failed: d.Failed}); err != nil {
		return err
	}
	d.State, d.Reason, d.FinishedAt = DownloadRunning, nil, db.Time{}
	if _, err := tx.Exec(ctx, `UPDATE download SET state = 'running', task_id = ?, code = '', params = '{}', finished_at = NULL, updated_at = ? WHERE tenant_id = ? AND id = ?`,
		d.TaskID, tx.Now, tx.Tenant, d.ID); err != nil {
		return err
	}
	publishTx(tx, p.ID)
	return doc.AuditTx(ctx, tx, doc.Change{Action: "download_resume", Entity: entityShop, EntityID: p.ID, EntityNo: p.Name})
}

// resumeDownloadsTx lets the download of a shop that is authorised again go on.
func (s *Service) resumeDownloadsTx(ctx context.Context, tx *db.Tx, shop db.ID) error {
	id, err := openDownloadTx(ctx, tx, shop)
	if err != nil || id == 0 {
		return err
	}
	d, err := downloadTx(ctx, tx, id, tx.ForUpdate())
	if err != nil || d.State != DownloadPaused {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE download SET state = 'running', code = '', params = '{}', updated_at = ? WHERE tenant_id = ? AND id = ?`, tx.Now, tx.Tenant, id); err != nil {
		return err
	}
	return enqueueDownloadTx(ctx, tx, d)
}

// endDownloadTx gives a download its last state, and its task.
func endDownloadTx(ctx context.Context, tx *db.Tx, d *Download, state DownloadState, why *fault.Error) error {
	d.State, d.Reason, d.FinishedAt = state, why, tx.Now
	code, message := "", why
	if why != nil {
		code = why.Code
	}
	if _, err := tx.Exec(ctx, `UPDATE download SET state = ?, code = ?, params = ?, finished_at = ?, updated_at = ? WHERE tenant_id = ? AND id = ?`,
		string(state), code, why.StoredParams(), tx.Now, tx.Now, tx.Tenant, d.ID); err != nil {
		return err
	}
	summary := logDownloadEnded.With("added", d.Added, "changed", d.Changed, "unchanged", d.Unchanged, "delisted", d.Delisted, "failed", d.Failed, "products", d.Products)
	task := jobs.StateCancelled
	switch state {
	case DownloadSucceeded:
		task = jobs.StateSucceeded
		message = summary
	case DownloadFailed:
		task = jobs.StateFailed
	case DownloadRunning, DownloadPaused, DownloadCancelled:
	}
	if err := shopLogTx(ctx, tx, d.ShopID, summary, state != DownloadSucceeded || d.Failed > 0); err != nil {
		return err
	}
	if why != nil {
		if err := shopLogTx(ctx, tx, d.ShopID, why, true); err != nil {
			return err
		}
	}
	publishTx(tx, d.ShopID)
	return jobs.FinishTx(ctx, tx, d.TaskID, task, message)
}

// pauseDownloadTx lets a download wait for a new authorisation.
func pauseDownloadTx(ctx context.Context, tx *db.Tx, d *Download, why *fault.Error) error {
	if _, err := tx.Exec(ctx, `UPDATE download SET state = 'paused', code = ?, params = ?, updated_at = ? WHERE tenant_id = ? AND id = ? AND state = 'running'`,
		why.Code, why.StoredParams(), tx.Now, tx.Tenant, d.ID); err != nil {
		return err
	}
	publishTx(tx, d.ShopID)
	return nil
}
