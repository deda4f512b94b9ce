package channel

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// LineFilter narrows the match list. Zero values mean not given.
type LineFilter struct {
	ShopID db.ID
	Match  string // "matched", "unmatched" or "ambiguous"
	Offer  string // "online" or "offline"
	SKUID  db.ID
	Reach  tenant.Limit
}

// Line is one line of the match list (商品匹配).
type Line struct {
	OnlineSKU
	ShopName    string
	Plain       bool   // an offer without SKUs
	How         string // "auto", "manual" or "download"; empty when unmatched
	Note        string // why it is unmatched: "ambiguous", "specs_changed", "product_deleted"
	ProductID   db.ID
	ProductCode string
	ProductName string
	SKUCode     string
	SKUName     string
}

// Lines gives one page of the match list. A search by one word gives the lines that
// hold it in what came from 1688 first, then those matched with a SKU that does.
func (s *Service) Lines(ctx context.Context, sc db.Scope, q api.ListQuery, f LineFilter) (api.Page[Line], error) {
	var page api.Page[Line]
	err := s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		// The short rows alone are searched, counted and paged; the rest is read for the page.
		l := api.List{
			Columns: "o.id", From: "online_sku o", Where: []string{"o.tenant_id = ?"}, Args: []any{tx.Tenant},
			Sorts: map[string]string{"createdAt": "o.id"}, Default: "createdAt", Tie: "o.id",
		}
		f.narrow(tx, &l)
		var ids api.Page[db.ID]
		var err error
		words := strings.Fields(q.Q)
		if len(words) == 1 && (q.Sort == "" || q.Sort == l.Default) {
			ids, err = searchLines(ctx, tx, words[0], q, &l, f.Match == "" || f.Match == "matched")
		} else {
			for _, word := range words {
				cond, args := anywhere(tx, word)
				l.And(cond, args...)
			}
			ids, err = api.RunList(ctx, tx, q, l, scanID)
		}
		if err != nil {
			return err
		}
		lines, err := linesTx(ctx, tx, ids.Items)
		if err != nil {
			return err
		}
		page = api.Page[Line]{Items: make([]Line, 0, len(lines)), Page: ids.Page, PageSize: ids.PageSize, Total: ids.Total, TotalIsLowerBound: ids.TotalIsLowerBound}
		for _, id := range ids.Items {
			page.Items = append(page.Items, *lines[id])
		}
		return nil
	})
	return page, err
}

func scanID(rows *sql.Rows) (id db.ID, err error) {
	err = rows.Scan(&id)
	return id, err
}

// paired is the condition that a line o has a pair; its argument is the tenant.
const paired = "EXISTS (SELECT 1 FROM online_pair r WHERE r.tenant_id = ? AND r.line_id = o.id)"

func (f *LineFilter) narrow(tx *db.Tx, l *api.List) {
	given := func(ok bool, cond string, args ...any) {
		if ok {
			l.And(cond, args...)
		}
	}
	given(f.ShopID != 0, "o.shop_id = ?", f.ShopID)
	given(f.SKUID != 0, "o.id IN (SELECT r.line_id FROM online_pair r WHERE r.tenant_id = ? AND r.sku_id = ?)", tx.Tenant, f.SKUID)
	given(f.Match == "matched", paired, tx.Tenant)
	given(f.Match == "unmatched", "NOT "+paired, tx.Tenant)
	given(f.Match == "ambiguous", "o.note = 'ambiguous' AND NOT "+paired, tx.Tenant)
	given(f.Offer == "online", "o.online = TRUE")
	given(f.Offer == "offline", "o.online = FALSE")
	cond, args := f.Reach.Where("o.shop_id")
	l.And(cond, args...)
}

// linesTx reads lines with everything the list shows; unknown ids are absent.
func linesTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]*Line, error) {
	out := make(map[db.ID]*Line, len(ids))
	t := tx.Tenant
	err := db.EachIn(ctx, tx, `SELECT `+onlineColumns+`, h.name, o.plain, COALESCE(r.how, ''), CASE WHEN r.sku_id IS NULL THEN o.note ELSE '' END,
			p.id, COALESCE(p.code, ''), COALESCE(p.name, ''), COALESCE(k.code, ''), COALESCE(k.spec, '')
		FROM `+onlineFrom+`
		JOIN shop h ON h.tenant_id = ? AND h.id = o.shop_id
		LEFT JOIN sku k ON k.tenant_id = ? AND k.id = r.sku_id
		LEFT JOIN product p ON p.tenant_id = ? AND p.id = k.product_id
		WHERE o.tenant_id = ? AND o.id IN ({in})`, []any{t, t, t, t, t, t, t}, ids, func(rows *sql.Rows) error {
		var l Line
		if err := l.scan(rows, &l.ShopName, &l.Plain, &l.How, &l.Note, &l.ProductID, &l.ProductCode, &l.ProductName, &l.SKUCode, &l.SKUName); err != nil {
			return err
		}
		if l.Plain {
			l.Code = "" // 单品货号 belongs to SKUs
		}
		out[l.ID] = &l
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read lines of the match list: %w", err)
	}
	return out, nil
}

// Line reads one line of the match list.
func (s *Service) Line(ctx context.Context, sc db.Scope, reach tenant.Limit, id db.ID) (*Line, error) {
	var l *Line
	err := s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		lines, err := linesTx(ctx, tx, []db.ID{id})
		if l = lines[id]; err == nil && (l == nil || !reach.Allows(l.ShopID)) {
			err = ErrLineNotFound
		}
		return err
	})
	return l, err
}
