package channel

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// DownloadFilter narrows the downloads of a shop; what is blank takes all.
type DownloadFilter struct {
	ShopID db.ID
	State  DownloadState
	Mode   DownloadMode
}

// Downloads gives one page of a shop's downloads, the newest first; q is looked for in
// who began them, which offers they were asked for and why they stopped.
func (s *Service) Downloads(ctx context.Context, sc db.Scope, q api.ListQuery, f DownloadFilter) (api.Page[Download], error) {
	var page api.Page[Download]
	err := s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := shopTx(ctx, tx, f.ShopID, ""); err != nil {
			return err
		}
		l := api.List{
			Columns: downloadColumns, From: "download", Where: []string{"tenant_id = ?", "shop_id = ?"}, Args: []any{tx.Tenant, f.ShopID},
			Sorts: map[string]string{"createdAt": "id"}, Default: "-createdAt", Tie: "id",
		}
		if f.State != "" {
			l.And("state = ?", f.State)
		}
		if f.Mode != "" {
			l.And("mode = ?", f.Mode)
		}
		cond, args := saidIn(ctx, tx, q.Q, "download", "download.started_by", "download.asked")
		l.And(cond, args...)
		var err error
		page, err = api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (Download, error) {
			var d Download
			err := d.scan(rows.Scan)
			return d, err
		})
		return err
	})
	return page, err
}

// Issue is a line about an offer of a download.
type Issue struct {
	OfferID open1688.ID
	Kind    string // "failed", "refused" or "notice"
	Title   string
	Why     *fault.Error
	At      db.Time
}

// Issues gives one page of what a person should know of a download, by offer; q is
// looked for in number, title and reason.
func (s *Service) Issues(ctx context.Context, sc db.Scope, download db.ID, kind string, q api.ListQuery) (api.Page[Issue], error) {
	var page api.Page[Issue]
	err := s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: "i.offer_id, i.kind, i.title, i.code, i.params, i.created_at", From: "download_issue i",
			Where: []string{"i.tenant_id = ?", "i.download_id = ?"}, Args: []any{tx.Tenant, download},
			Sorts: map[string]string{"offerId": "i.offer_id"}, Default: "offerId", Tie: "i.number",
		}
		if kind != "" {
			l.And("i.kind = ?", kind)
		}
		cond, args := saidIn(ctx, tx, q.Q, "i", "i.title", "CAST(i.offer_id AS TEXT)")
		l.And(cond, args...)
		var err error
		page, err = api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (Issue, error) {
			var (
				i            Issue
				offer        int64
				code, params string
			)
			err := rows.Scan(&offer, &i.Kind, &i.Title, &code, &params, &i.At)
			if err == nil {
				i.OfferID = open1688.IDFromInt64(offer)
				i.Why, err = fault.Restore(code, params)
			}
			return i, err
		})
		return err
	})
	return page, err
}
