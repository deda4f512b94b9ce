package channel

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
)

// DownloadMode says what a download makes.
type DownloadMode string

// The modes.
const (
	DownloadCreate     DownloadMode = "create"      // online data and products
	DownloadOnlineOnly DownloadMode = "online_only" // 仅下载线上商品信息
)

// DownloadState is where a download stands.
type DownloadState string

// The states. A paused download waits for a new authorisation and goes on by
// itself; a failed one can be resumed where it stopped.
const (
	DownloadRunning   DownloadState = "running"
	DownloadPaused    DownloadState = "paused"
	DownloadSucceeded DownloadState = "succeeded"
	DownloadFailed    DownloadState = "failed"
	DownloadCancelled DownloadState = "cancelled"
)

// maxAsked is how many offers may be asked for by id at once.
const maxAsked = 1000

// Faults of downloads.
var (
	// ErrDownloadNotFound is the answer to a download unknown to the set.
	ErrDownloadNotFound = fault.Define(fault.NotFound, "download.not_found",
		fault.ZH("找不到这次下载", "刷新列表"), fault.EN("Download not found", "Reload the list"))
	// ErrDownloadOpen refuses a second download of a shop.
	ErrDownloadOpen = fault.Define(fault.Conflict, "download.open",
		fault.ZH("这个店铺已有下载在进行", "等它结束，或先取消它"), fault.EN("A download of this shop is under way", "Wait until it has ended, or cancel it first"))
	// ErrDownloadEnded refuses to cancel what has ended.
	ErrDownloadEnded = fault.Define(fault.Conflict, "download.ended",
		fault.ZH("这次下载已经结束", "刷新列表"), fault.EN("This download has ended", "Reload the list"))
	// ErrNothingToRetry refuses to repeat a download in which nothing failed.
	ErrNothingToRetry = fault.Define(fault.Conflict, "download.nothing_to_retry",
		fault.ZH("这次下载没有失败的商品", "需要时重新下载"), fault.EN("Nothing failed in this download", "Start a new one if needed"))
	// ErrOfferText has the parameter text.
	ErrOfferText = fault.Define(fault.Invalid, "offer.not_numeric",
		fault.ZH("“{text}”不是商品编号，也不是 1688 商品链接", "填写纯数字的商品编号，或粘贴 detail.1688.com 的商品链接，用逗号分隔"),
		fault.EN("“{text}” is neither an offer id nor a link to an offer of 1688", "Give ids in digits or links to detail.1688.com, separated by commas"))
	// ErrOfferHost has the parameter text.
	ErrOfferHost = fault.Define(fault.Invalid, "offer.foreign_link",
		fault.ZH("“{text}”不是 1688 的链接", "粘贴 detail.1688.com 的商品链接"), fault.EN("“{text}” is not a link to 1688", "Paste a link to detail.1688.com"))
	// ErrOfferAmbiguous has the parameter text.
	ErrOfferAmbiguous = fault.Define(fault.Invalid, "offer.ambiguous",
		fault.ZH("“{text}”里有多个商品编号", "用逗号分开，每项一个商品"), fault.EN("“{text}” names several offers", "Separate them by commas, one offer each"))
	// ErrOfferTwice has the parameter id.
	ErrOfferTwice = fault.Define(fault.Invalid, "offer.twice",
		fault.ZH("商品编号 {id} 重复", "删掉重复的一项"), fault.EN("The offer id {id} appears twice", "Remove one of them"))

	logDownloadStarted = fault.Define(fault.Internal, "shop.log.download_started", fault.ZH("开始下载商品", ""), fault.EN("A download of offers began", ""))
	logDownloadEnded   = fault.Define(fault.Internal, "shop.log.download_ended",
		fault.ZH("下载结束：新增 {added}，变更 {changed}，未变 {unchanged}，下架 {delisted}，失败 {failed}，新建商品 {products}", ""),
		fault.EN("Download ended: {added} new, {changed} changed, {unchanged} unchanged, {delisted} taken down, {failed} failed, {products} products made", ""))
)

// Download is one run of reading a shop's offers.
type Download struct {
	ID         db.ID
	ShopID     db.ID
	TaskID     db.ID
	Mode       DownloadMode
	Asked      []int64 // offer ids; empty means all online offers
	State      DownloadState
	Total      int64 // offers to read, as far as known
	Added      int64
	Changed    int64
	Unchanged  int64
	Delisted   int64
	Failed     int64
	Products   int64        // products made
	Issues     int64        // lines a person should read
	Reason     *fault.Error // why it failed or is paused
	StartedBy  string
	CreatedAt  db.Time
	UpdatedAt  db.Time
	FinishedAt db.Time

	cursor int64 // pages read, or asked offers done
	last   int64 // highest offer id read
}

const downloadColumns = `id, shop_id, task_id, mode, asked, state, cursor_at, cursor_offer, total, added, changed, unchanged, delisted, failed, products, issues,
	code, params, started_by, created_at, updated_at, finished_at`

func (d *Download) scan(scan func(...any) error) error {
	var asked, code, params string
	err := scan(&d.ID, &d.ShopID, &d.TaskID, &d.Mode, &asked, &d.State, &d.cursor, &d.last, &d.Total, &d.Added, &d.Changed, &d.Unchanged, &d.Delisted, &d.Failed,
		&d.Products, &d.Issues, &code, &params, &d.StartedBy, &d.CreatedAt, &d.UpdatedAt, &d.FinishedAt)
	if err != nil {
		return err
	}
	for text := range strings.SplitSeq(asked, ",") {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			d.Asked = append(d.Asked, n)
		}
	}
	d.Reason, err = fault.Restore(code, params)
	return err
}

// ParseOffers reads offer ids and links as people paste them, separated by commas,
// semicolons or blanks of any kind. Every wrong or repeated entry is a field problem
// of its own, offerIds[n]. Blank text means all offers.
func ParseOffers(text string) ([]int64, error) {
	entries := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；\n\r\t 　", r) })
	var f fault.Fields
	if len(entries) > maxAsked {
		f.Add("offerIds", fault.ErrTooMany.With("max", maxAsked))
		return nil, f.Err()
	}
	out := make([]int64, 0, len(entries))
	for i, entry := range entries {
		path := fmt.Sprintf("offerIds[%d]", i)
		id, err := open1688.ParseOfferRef(entry)
		n, ok := id.Int64()
		var refused *open1688.OfferRefError
		switch {
		case errors.As(err, &refused) && refused.Reason == open1688.OfferRefHost:
			f.Add(path, ErrOfferHost.With("text", entry))
		case errors.As(err, &refused) && refused.Reason == open1688.OfferRefAmbiguous:
			f.Add(path, ErrOfferAmbiguous.With("text", entry))
		case err != nil, !ok, n <= 0:
			f.Add(path, ErrOfferText.With("text", entry))
		case slices.Contains(out, n):
			f.Add(path, ErrOfferTwice.With("id", n))
		default:
			out = append(out, n)
		}
	}
	return out, f.Err()
}

// StartDownload begins to read the offers asked for, or all online ones when text
// is blank.
func (s *Service) StartDownload(ctx context.Context, sc db.Scope, shop db.ID, mode DownloadMode, text string) (*Download, error) {
	asked, err := ParseOffers(text)
	if err != nil {
		return nil, err
	}
	if s.client == nil {
		return nil, ErrNoApp
	}
	var d *Download
	err = s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := shopTx(ctx, tx, shop, tx.ForUpdate())
		if err != nil {
			return err
		}
		d, err = s.startDownloadTx(ctx, tx, p, mode, asked)
		return err
	})
	return d, err
}

func (s *Service) startDownloadTx(ctx context.Context, tx *db.Tx, p *Shop, mode DownloadMode, asked []int64) (*Download, error) {
	switch busy, err := openDownloadTx(ctx, tx, p.ID); {
	case err != nil:
		return nil, err
	case !p.Enabled:
		return nil, ErrShopDisabled.With("shop", p.Name)
	case !p.Authorised():
		return nil, ErrAuthorisation.With("shop", p.Name)
	case busy != 0:
		return nil, ErrDownloadOpen
	}
	d := &Download{ID: tx.NewID(), ShopID: p.ID, Mode: mode, Asked: asked, State: DownloadRunning, Total: int64(len(asked)), StartedBy: tx.Actor.Name, CreatedAt: tx.Now, UpdatedAt: tx.Now}
	texts := make([]string, len(asked))
	for i, id := range asked {
		texts[i] = strconv.FormatInt(id, 10)
	}
	if err := s.startTaskTx(ctx, tx, p, d); err != nil {
		return nil, err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO download (tenant_id, id, shop_id, task_id, mode, asked, state, total, started_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		tx.Tenant, d.ID, p.ID, d.TaskID, string(mode), strings.Join(texts, ","), string(d.State), d.Total, d.StartedBy, tx.Now, tx.Now); err != nil {
		return nil, err
	}
	if err := shopLogTx(ctx, tx, p.ID, logDownloadStarted, false); err != nil {
		return nil, err
	}
	publishTx(tx, p.ID)
	return d, doc.AuditTx(ctx, tx, doc.Change{Action: "download", Entity: entityShop, EntityID: p.ID, EntityNo: p.Name, After: map[string]any{"mode": mode, "offers": len(asked)}})
}

func (s *Service) startTaskTx(ctx context.Context, tx *db.Tx, p *Shop, d *Download) error {
	task, err := jobs.StartTaskTx(ctx, tx, jobs.NewTask{Kind: "download", Title: p.Name, Total: d.Total, RefKind: entityShop, RefID: p.ID})
	if err != nil {
		return err
	}
	d.TaskID = task.ID
	return enqueueDownloadTx(ctx, tx, d)
}

func enqueueDownloadTx(ctx context.Context, tx *db.Tx, d *Download) error {
	p, err := shopTx(ctx, tx, d.ShopID, "")
	if err != nil {
		return err
	}
	// A lane of its own: pre-orders of the shop must not wait for a long download.
	return jobs.EnqueueTx(ctx, tx, downloadArgs{DownloadID: d.ID}, jobs.Options{Lane: "download:" + d.ShopID.String(), MaxAttempts: downloadAttempts, Subject: p.Name})
}

// openDownloadTx gives the shop's download that has not ended, or zero.
func openDownloadTx(ctx context.Context, tx *db.Tx, shop db.ID) (id db.ID, err error) {
	_, err = tx.Row(ctx, `SELECT id FROM download WHERE tenant_id = ? AND shop_id = ? AND state IN ('running', 'paused')`, []any{tx.Tenant, shop}, &id)
	return id, err
}

func downloadTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Download, error) {
	var list []*Download
	err := tx.Each(ctx, `SELECT `+downloadColumns+` FROM download WHERE tenant_id = ? AND id = ?`+lock, []any{tx.Tenant, id}, func(rows *sql.Rows) error {
		d := &Download{}
		list = append(list, d)
		return d.scan(rows.Scan)
	})
	if err != nil {
		return nil, fmt.Errorf("read download: %w", err)
	}
	if len(list) == 0 {
		return nil, ErrDownloadNotFound
	}
	return list[0], nil
}

// Download reads a download.
func (s *Service) Download(ctx context.Context, sc db.Scope, id db.ID) (*Download, error) {
	var d *Download
	err := s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		d, err = downloadTx(ctx, tx, id, "")
		return err
	})
	return d, err
}
