package stock

import (
	"context"
	"database/sql"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// DocumentFilter narrows the list of stock documents. Zero values mean not given.
type DocumentFilter struct {
	Kind       Kind
	State      State
	From, To   db.Date // document dates, both inclusive
	Warehouses tenant.Limit
	HideCosts  bool // an order by value would tell who costs more
}

// Documents gives one page of the stock documents, without lines, newest first.
func (s *Service) Documents(ctx context.Context, sc db.Scope, q api.ListQuery, f DocumentFilter) (api.Page[Document], error) {
	var page api.Page[Document]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: documentColumns, From: "stock_document d", Where: []string{"d.tenant_id = ?"}, Args: []any{tx.Tenant},
			Sorts:   map[string]string{"createdAt": "d.id", "date": "d.doc_date", "no": "d.no", "value": "d.value"},
			Default: "-createdAt", Tie: "d.id",
		}
		if f.HideCosts {
			delete(l.Sorts, "value")
		}
		if f.Kind != "" {
			l.And("d.kind = ?", f.Kind)
		}
		if f.State != "" {
			l.And("d.state = ?", f.State)
		}
		if f.From != "" {
			l.And("d.doc_date >= ?", f.From)
		}
		if f.To != "" {
			l.And("d.doc_date <= ?", f.To)
		}
		if text := strings.TrimSpace(q.Q); text != "" {
			pattern := "%" + likeEscape.Replace(strings.ToLower(text)) + "%"
			l.And(`LOWER(d.no) LIKE ? ESCAPE '\' OR LOWER(d.note) LIKE ? ESCAPE '\'`, pattern, pattern)
		}
		if outside, args := outsideOf(f.Warehouses); outside != "" {
			l.And("NOT EXISTS (SELECT 1 FROM stock_document_line x WHERE x.tenant_id = ? AND x.document_id = d.id AND "+outside+")",
				append([]any{tx.Tenant}, args...)...)
		}
		var err error
		page, err = api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (Document, error) { return scanDocument(rows.Scan) })
		return err
	})
	return page, err
}

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// outsideOf is the condition that a document line lies outside the limit.
func outsideOf(l tenant.Limit) (string, []any) {
	cond, args := l.Where("x.warehouse_id")
	if cond == "" {
		return "", nil
	}
	return "NOT (" + cond + ")", args
}

// DocumentView is a document with what its lines are shown with.
type DocumentView struct {
	Document
	SKUs       map[db.ID]*catalog.SKUInfo
	Warehouses map[db.ID]*Warehouse
}

// Document gives a document with its lines, or ErrDocumentNotFound when it does
// not exist or touches a warehouse outside the limit.
func (s *Service) Document(ctx context.Context, sc db.Scope, id db.ID, limit tenant.Limit) (*DocumentView, error) {
	var v *DocumentView
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		d, err := readDocument(ctx, tx, id, "")
		if err != nil {
			return err
		}
		ids := make([]db.ID, 0, len(d.Lines))
		for _, l := range d.Lines {
			if !limit.Allows(l.WarehouseID) {
				return ErrDocumentNotFound
			}
			ids = append(ids, l.SKUID)
		}
		v = &DocumentView{Document: *d}
		if v.SKUs, err = s.catalog.SKUsTx(ctx, tx, ids); err != nil {
			return err
		}
		v.Warehouses, err = allWarehouses(ctx, tx)
		return err
	})
	return v, err
}
