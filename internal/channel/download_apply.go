package channel

import (
	"context"
	"errors"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
)

// errBehind ends a worker that another one has overtaken, or whose download was ended.
var errBehind = errors.New("the download has moved on")

// apply writes a batch in one transaction. When that fails for a reason in the data,
// the offers are written one by one and those that fail are listed. It reports
// whether there is more to do in this job.
func (r *run) apply(ctx context.Context, b *batch) (on bool, err error) {
	err = r.write(ctx, b, b.offers, true)
	if err == nil {
		return !b.more, nil
	}
	if errors.Is(err, errBehind) {
		return false, nil
	}
	if len(b.offers) == 0 || ctx.Err() != nil || errors.Is(err, db.ErrBusy) {
		return false, err
	}
	r.s.log.ErrorContext(ctx, "a batch of offers cannot be written, trying one by one", "tenant", r.sc.Tenant, "download", r.d.ID, "err", err)
	failures := 0
	for _, o := range b.offers {
		one := *b
		one.issues, one.gone, one.end = nil, nil, false
		one.cursor, one.last, one.total = r.d.cursor, r.d.last, r.d.Total
		one.more = false
		if err := r.write(ctx, &one, []*offer{o}, false); err != nil {
			if errors.Is(err, errBehind) {
				return false, nil
			}
			failures++
			why := fault.As(err)
			if why == nil {
				why = fault.ErrInternal
			}
			b.issues = append(b.issues, issue{offer: o.ID, kind: issueFailed, title: o.Title, why: why})
		}
	}
	if failures == len(b.offers) && failures > 1 {
		return false, err // not the data of one offer: tried again later
	}
	if err := r.write(ctx, b, nil, true); err != nil {
		return false, err
	}
	return !b.more, nil
}

// write writes offers and what the batch says besides, in one transaction. The
// cursor is compared first, so that of two workers only one gets on. whole tells a
// batch from a single offer of it.
func (r *run) write(ctx context.Context, b *batch, offers []*offer, whole bool) error {
	var after *Download
	err := r.s.write(ctx, r.sc, func(ctx context.Context, tx *db.Tx) error {
		d, err := downloadTx(ctx, tx, r.d.ID, tx.ForUpdate())
		if err != nil {
			return err
		}
		// The cursor of r.d may have been stepped back, never forward.
		if d.State != DownloadRunning || d.last != r.d.last || d.cursor < r.d.cursor {
			return errBehind
		}
		if cancelled, err := jobs.TaskCancelled(ctx, tx, d.TaskID); err != nil {
			return err
		} else if cancelled {
			if err := endDownloadTx(ctx, tx, d, DownloadCancelled, nil); err != nil {
				return err
			}
			after = d
			return nil
		}
		w := &writer{s: r.s, tx: tx, shop: r.shop, d: d, offers: offers, issues: b.issues}
		if err := w.run(ctx); err != nil {
			return err
		}
		if err := w.delist(ctx, b.gone); err != nil {
			return err
		}
		d.cursor, d.last = b.cursor, max(d.last, b.last)
		if err := w.finish(ctx, b, whole); err != nil {
			return err
		}
		after = d
		return nil
	})
	if err != nil {
		return err
	}
	r.d = after
	if after.State != DownloadRunning && !b.end {
		return errBehind
	}
	return nil
}

// finish writes the issues, the counts and the cursor, tells the task, and ends the
// download or hands on to the next job.
func (w *writer) finish(ctx context.Context, b *batch, whole bool) error {
	if err := w.writeIssues(ctx); err != nil {
		return err
	}
	d, tx := w.d, w.tx
	delta := jobs.TaskDelta{Done: w.added + w.changed + w.unchanged, Failed: w.failed}
	if len(d.Asked) == 0 && whole {
		delta.Total = b.total - d.Total
		d.Total = b.total
	}
	d.Added += w.added
	d.Changed += w.changed
	d.Unchanged += w.unchanged
	d.Delisted += w.delisted
	d.Failed += w.failed
	d.Products += w.products
	d.Issues += int64(len(w.issues))
	if _, err := tx.Exec(ctx, `UPDATE download SET cursor_at = ?, cursor_offer = ?, total = ?, added = ?, changed = ?, unchanged = ?, delisted = ?, failed = ?, products = ?, issues = ?, updated_at = ?
		WHERE tenant_id = ? AND id = ?`,
		d.cursor, d.last, d.Total, d.Added, d.Changed, d.Unchanged, d.Delisted, d.Failed, d.Products, d.Issues, tx.Now, tx.Tenant, d.ID); err != nil {
		return err
	}
	if err := jobs.ProgressTx(ctx, tx, d.TaskID, delta); err != nil {
		return err
	}
	switch {
	case b.end && whole:
		if err := endDownloadTx(ctx, tx, d, DownloadSucceeded, nil); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "download_done", Entity: entityShop, EntityID: d.ShopID, EntityNo: w.shop.Name, After: map[string]any{
			"added": d.Added, "changed": d.Changed, "unchanged": d.Unchanged, "delisted": d.Delisted, "failed": d.Failed, "products": d.Products,
		}})
	case b.more && whole:
		return enqueueDownloadTx(ctx, tx, d)
	}
	return nil
}

// writeIssues stores the issues; reading an offer again replaces its former ones.
func (w *writer) writeIssues(ctx context.Context) error {
	if len(w.issues) == 0 {
		return nil
	}
	var offers []int64
	number := map[int64]int64{}
	var args []any
	for _, i := range w.issues {
		if number[i.offer] == 0 {
			offers = append(offers, i.offer)
		}
		number[i.offer]++
		if i.kind == issueFailed {
			w.failed++
		}
		args = append(args, w.tx.Tenant, w.d.ID, i.offer, number[i.offer], i.kind, i.title, i.why.Code, i.why.StoredParams(), w.tx.Now)
	}
	if _, err := db.ExecIn(ctx, w.tx, `DELETE FROM download_issue WHERE tenant_id = ? AND download_id = ? AND offer_id IN ({in})`, []any{w.tx.Tenant, w.d.ID}, offers); err != nil {
		return err
	}
	_, err := db.Insert(ctx, w.tx, `INSERT INTO download_issue (tenant_id, download_id, offer_id, number, kind, title, code, params, created_at) VALUES`, 9, args, "")
	return err
}
