package sourcing

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// maxRows is how many rows are matched together.
const maxRows = 2000

// Why a row cannot be looked up.
var (
	// ErrNoLink has the parameter sku.
	ErrNoLink = fault.Define(fault.Invalid, "match_run.no_link",
		fault.ZH("SKU {sku} 没有待匹配的 1688 链接", "在货源里填写链接，或粘贴“SKU + 链接”的清单"),
		fault.EN("The SKU {sku} has no link that waits to be matched", "Add a source with a link, or paste a list of SKUs and links"))
	// ErrCodeMissing marks a row without a SKU code.
	ErrCodeMissing = fault.Define(fault.Invalid, "match_run.code_missing",
		fault.ZH("没有 SKU 编码", "每行先写 SKU 编码或条码"), fault.EN("No SKU code", "Begin each row with a SKU code or barcode"))
	// ErrLinkMissing marks a row without a link.
	ErrLinkMissing = fault.Define(fault.Invalid, "match_run.link_missing",
		fault.ZH("没有 1688 链接", "在编码后面写商品链接或商品编号"), fault.EN("No link", "Put the link or the offer id behind the code"))
	// ErrRowTwice has the parameter row.
	ErrRowTwice = fault.Define(fault.Invalid, "match_run.row_twice",
		fault.ZH("与第 {row} 行重复", "同一个 SKU 和商品规格只写一行"), fault.EN("The same as row {row}", "Name a SKU with a spec of an offer once"))
)

// Row is a row of a list as people give it.
type Row struct {
	Code string // of the SKU, or one of its barcodes
	Link string
	Spec string // the spec by id, code or values; may be left out
}

// RunInput says what to match together: SKUs by their links, or a list.
type RunInput struct {
	AccountID db.ID
	Origin    Origin
	SKUIDs    []db.ID
	Rows      []Row
	Reach     tenant.Limit
}

// rowFields are the columns of a sheet of links.
var rowFields = []sheet.Field{
	{Key: "code", Titles: []string{"SKU编码", "SKU code"}, Required: true},
	{Key: "link", Titles: []string{"1688链接", "1688 link"}, Required: true},
	{Key: "spec", Titles: []string{"规格", "Spec"}},
}

// ReadSheet reads a workbook of SKU codes and links.
func ReadSheet(data []byte) ([]Row, error) {
	var out []Row
	err := sheet.Read(data, rowFields, maxRows, func(r sheet.Row) error {
		link := r.Get("link")
		if number := r.Decimal("link"); strings.ContainsAny(link, "eE") && number != link && !strings.Contains(link, "/") {
			link = number // an offer id that the spreadsheet took for a number to calculate with
		}
		out = append(out, Row{r.Get("code"), link, r.Get("spec")})
		return nil
	})
	return out, err
}

// ParseRows reads a pasted list, a row a line: the SKU code, the link, and what names
// the spec, as copied from a spreadsheet or with blanks or commas between. A line of
// titles is left out.
func ParseRows(text string) []Row {
	var out []Row
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r", "\n"), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var cells []string
		if strings.Contains(line, "\t") {
			cells = strings.Split(line, "\t")
		} else {
			cells = strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" 　,，;；", r) })
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) == 0 {
			continue
		}
		row := Row{Code: cells[0]}
		if len(cells) > 1 {
			row.Link, row.Spec = cells[1], strings.TrimSpace(strings.Join(cells[2:], " "))
		}
		if len(out) == 0 && slices.Contains(rowFields[0].Titles, row.Code) {
			continue
		}
		out = append(out, row)
	}
	return out
}

// StartRun makes a run and begins to look its offers up. What is wrong with a row is
// told with it and does not stop the others; what is wrong with the whole is a fault.
func (s *Service) StartRun(ctx context.Context, sc db.Scope, in RunInput) (*Run, error) {
	if _, err := s.shops.Accounts(ctx, sc, channel.Buy, in.Reach); err != nil { // the module
		return nil, err
	}
	if len(in.Rows) > maxRows { // before any of them is looked up
		var f fault.Fields
		f.Add(in.Origin.field(), fault.ErrTooMany.With("max", maxRows))
		return nil, f.Err()
	}
	var r *Run
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var f fault.Fields
		if in.AccountID == 0 {
			f.Add("accountId", fault.ErrRequired)
		} else if err := s.accountTx(ctx, tx, &f, in.AccountID, in.Reach); err != nil {
			return err
		}
		var drafts []*Draft
		var err error
		if in.Origin == OriginSKUs {
			drafts, err = s.linkedTx(ctx, tx, &f, in)
		} else {
			drafts, err = s.listedTx(ctx, tx, in.Rows)
		}
		if err != nil {
			return err
		}
		if len(drafts) == 0 {
			f.Add(in.Origin.field(), fault.ErrRequired)
		}
		if len(drafts) > maxRows {
			f.Add(in.Origin.field(), fault.ErrTooMany.With("max", maxRows))
		}
		if err := f.Err(); err != nil {
			return err
		}
		refuseTwins(drafts)
		r, err = s.startTx(ctx, tx, in, drafts)
		return err
	})
	return r, err
}

// field is where the rows stand in the input.
func (o Origin) field() string {
	switch o {
	case OriginSKUs:
		return "skuIds"
	case OriginList:
		return "text"
	case OriginSheet:
	}
	return "file"
}

func (s *Service) startTx(ctx context.Context, tx *db.Tx, in RunInput, drafts []*Draft) (*Run, error) {
	account, err := s.shops.BuyerTx(ctx, tx, in.AccountID)
	if err != nil {
		return nil, err
	}
	r := &Run{ID: tx.NewID(), AccountID: in.AccountID, Origin: in.Origin, State: RunRunning, Total: int64(len(drafts)), StartedBy: tx.Actor.Name, CreatedAt: tx.Now, UpdatedAt: tx.Now}
	var waiting int64
	for i, d := range drafts {
		d.Number, d.Num, d.Den = int64(i+1), 1, 1
		if d.State == DraftWaiting {
			waiting++
		}
	}
	task, err := jobs.StartTaskTx(ctx, tx, jobs.NewTask{Kind: "source_match", Title: account.Name, Total: waiting, RefKind: entityAccount, RefID: account.ID})
	if err != nil {
		return nil, err
	}
	r.TaskID = task.ID
	if _, err := tx.Exec(ctx, `INSERT INTO match_run (tenant_id, id, task_id, account_id, origin, state, total, started_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		tx.Tenant, r.ID, r.TaskID, r.AccountID, string(r.Origin), string(r.State), r.Total, r.StartedBy, tx.Now, tx.Now); err != nil {
		return nil, fmt.Errorf("insert match run: %w", err)
	}
	if err := writeDraftsTx(ctx, tx, r.ID, drafts); err != nil {
		return nil, err
	}
	if waiting == 0 {
		err = endRunTx(ctx, tx, r, RunReady, nil)
	} else {
		err = enqueueRunTx(ctx, tx, r, account.Name)
	}
	if err != nil {
		return nil, err
	}
	publishRunTx(tx, r)
	if err := countTx(ctx, tx, []*Run{r}); err != nil {
		return nil, err
	}
	return r, doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: entityRun, EntityID: r.ID, EntityNo: account.Name, After: map[string]any{"rows": r.Total, "accountId": r.AccountID}})
}

// linkedTx makes rows of the links of SKUs that wait to be matched.
func (s *Service) linkedTx(ctx context.Context, tx *db.Tx, f *fault.Fields, in RunInput) ([]*Draft, error) {
	skus, err := s.catalog.SKUsTx(ctx, tx, in.SKUIDs)
	if err != nil {
		return nil, err
	}
	sources, err := s.SourcesTx(ctx, tx, in.SKUIDs)
	if err != nil {
		return nil, err
	}
	var out []*Draft
	done := map[db.ID]bool{}
	for i, id := range in.SKUIDs {
		k := skus[id]
		if k == nil {
			f.Add(fmt.Sprintf("skuIds[%d]", i), catalog.ErrSKUNotFound)
			continue
		}
		if done[id] {
			continue
		}
		done[id] = true
		before := len(out)
		for _, x := range sources[id] {
			if x.State == StateUnmatched && x.within(in.Reach) {
				out = append(out, &Draft{
					SKUCode: k.Code, SKUID: id, Link: offerURL(x.OfferID), SourceID: x.ID, OfferID: x.OfferID, LinkSKUID: x.LinkSKUID, State: DraftWaiting,
				})
			}
		}
		if len(out) == before {
			out = append(out, &Draft{SKUCode: k.Code, SKUID: id, State: DraftBad, Why: ErrNoLink.With("sku", k.Code)})
		}
	}
	return out, nil
}

// offerURL is the page of an offer.
func offerURL(id int64) string {
	return "https://detail.1688.com/offer/" + open1688.IDFromInt64(id).String() + ".html"
}

// listedTx makes rows of a list.
func (s *Service) listedTx(ctx context.Context, tx *db.Tx, rows []Row) ([]*Draft, error) {
	out := make([]*Draft, len(rows))
	var codes []string
	for i, row := range rows {
		out[i] = row.draft()
		if out[i].SKUCode != "" {
			codes = append(codes, out[i].SKUCode)
		}
	}
	found, err := s.catalog.SKUIDsByTextTx(ctx, tx, codes)
	if err != nil {
		return nil, err
	}
	for _, d := range out {
		if d.SKUID = found[d.SKUCode]; d.SKUID == 0 && d.SKUCode != "" && d.State != DraftBad {
			d.State, d.Why = DraftBad, catalog.ErrScanUnknown.With("code", d.SKUCode)
		}
	}
	return out, nil
}

// draft reads a row; what is wrong with it is told with it.
func (r Row) draft() *Draft {
	var f fault.Fields
	d := &Draft{SKUCode: check.Code(&f, "code", r.Code), Link: clean(r.Link, 500), Given: clean(r.Spec, 200), State: DraftWaiting}
	var problem *fault.Error
	switch {
	case d.SKUCode == "":
		problem = ErrCodeMissing
	case f.Len() > 0:
		problem = fault.As(f.Err()).Fields[0].Err
		d.SKUCode = clean(d.SKUCode, check.MaxCode)
	case strings.TrimSpace(r.Link) == "":
		problem = ErrLinkMissing
	default:
		d.OfferID, d.LinkSKUID, problem = parseLink(r.Link)
	}
	if problem != nil {
		d.State, d.Why = DraftBad, problem
	}
	return d
}

// refuseTwins tells rows that are the same as one before them.
func refuseTwins(drafts []*Draft) {
	type key struct {
		sku   db.ID
		offer int64
		link  int64
		given string
	}
	first := map[key]int{}
	for i, d := range drafts {
		if d.State != DraftWaiting {
			continue
		}
		k := key{d.SKUID, d.OfferID, d.LinkSKUID, d.Given}
		if at, twice := first[k]; twice {
			d.State, d.Why = DraftBad, ErrRowTwice.With("row", at+1)
			continue
		}
		first[k] = i
	}
}
