package sourcing

import (
	"context"
	"database/sql"
	"slices"
	"strconv"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// skuSearchKind is the catalogue's kind of SKUs in the search index.
const skuSearchKind = "sku"

// The ways in which SKUs are matched, for filters.
const (
	MatchNone      = "none"      // without any source
	MatchUnmatched = "unmatched" // without one on 1688 that can be bought from
	MatchMatched   = "matched"
	MatchAttention = "attention" // a source is gone or its spec is
	MatchLinked    = "linked"    // a link waits to be matched
)

// Filter narrows the list of SKUs with their sources. Zero values mean not given.
type Filter struct {
	Match      string
	SupplierID db.ID
	AccountID  db.ID
	State      State
	Active     *bool
	SKUs       []db.ID // of any of these, for lists of sources
	Reach      tenant.Limit
}

// SKURow is a SKU with its sources, in the order in which they are tried.
type SKURow struct {
	SKU     *catalog.SKUInfo
	Sources []*Source
}

// Names are what records that sources name are called.
type Names struct {
	Suppliers, Accounts map[db.ID]string
	Currencies          map[db.ID]string // of the suppliers
}

// seen is the condition that a person of this reach sees the source x.
func seen(reach tenant.Limit) (cond string, args []any) {
	if cond, args = reach.Where("x.account_id"); cond == "" {
		return "1 = 1", nil
	}
	return "(x.account_id IS NULL OR " + cond + ")", args
}

// query gives the SKU list under the filter; the columns are for the caller to choose.
func (f *Filter) query(tx *db.Tx) api.List {
	l := api.List{
		Columns: "k.id", From: "sku k JOIN product p ON p.tenant_id = ? AND p.id = k.product_id", Where: []string{"k.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"createdAt": "k.id", "code": "k.code", "name": "p.name"}, Default: "-createdAt", Tie: "k.id",
		Search: api.Search{Kind: skuSearchKind, Column: "k.id", Walk: []string{"code"}},
	}
	mine, reach := seen(f.Reach)
	// Keeps the SKUs with a source that fits, with not in front those without.
	has := func(not, cond string, args ...any) {
		all := append([]any{tx.Tenant}, reach...)
		l.And(not+"EXISTS (SELECT 1 FROM sku_source x WHERE x.tenant_id = ? AND x.sku_id = k.id AND "+mine+" AND "+cond+")", append(all, args...)...)
	}
	switch f.Match {
	case MatchNone:
		has("NOT ", "1 = 1")
	case MatchUnmatched:
		has("NOT ", "x.offer_id <> 0 AND x.state = 'active'")
	case MatchMatched:
		has("", "x.offer_id <> 0 AND x.state = 'active'")
	case MatchAttention:
		has("", "x.state IN ('gone', 'spec_changed')")
	case MatchLinked:
		has("", "x.state = 'unmatched'")
	}
	if f.SupplierID != 0 {
		has("", "x.supplier_id = ?", f.SupplierID)
	}
	if f.AccountID != 0 {
		has("", "x.account_id = ?", f.AccountID)
	}
	if f.State != "" {
		has("", "x.state = ?", string(f.State))
	}
	if f.Active != nil {
		l.And("(k.active = TRUE AND p.active = TRUE) = ?", *f.Active)
	}
	return l
}

// SKUs gives one page of all SKUs with their sources. The page is completed by a fixed
// number of further queries.
func (s *Service) SKUs(ctx context.Context, sc db.Scope, q api.ListQuery, f Filter) (api.Page[SKURow], *Names, error) {
	var (
		page  api.Page[SKURow]
		names *Names
	)
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		ids, err := api.RunList(ctx, tx, q, f.query(tx), scanID)
		if err != nil {
			return err
		}
		page = api.Page[SKURow]{Items: []SKURow{}, Page: ids.Page, PageSize: ids.PageSize, Total: ids.Total, TotalIsLowerBound: ids.TotalIsLowerBound}
		page.Items, names, err = s.rowsTx(ctx, tx, ids.Items, f.Reach)
		return err
	})
	return page, names, err
}

// SKU gives one SKU with its sources.
func (s *Service) SKU(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) (*SKURow, *Names, error) {
	var (
		row   *SKURow
		names *Names
	)
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		rows, n, err := s.rowsTx(ctx, tx, []db.ID{id}, reach)
		if err == nil && len(rows) == 0 {
			err = catalog.ErrSKUNotFound
		}
		if err != nil {
			return err
		}
		row, names = &rows[0], n
		return nil
	})
	return row, names, err
}

func (s *Service) rowsTx(ctx context.Context, tx *db.Tx, ids []db.ID, reach tenant.Limit) ([]SKURow, *Names, error) {
	skus, err := s.catalog.SKUsTx(ctx, tx, ids)
	if err != nil {
		return nil, nil, err
	}
	sources, err := s.SourcesTx(ctx, tx, ids)
	if err != nil {
		return nil, nil, err
	}
	rows := make([]SKURow, 0, len(ids))
	var all []*Source
	for _, id := range ids {
		if skus[id] == nil {
			continue
		}
		own := slices.DeleteFunc(sources[id], func(x *Source) bool { return !x.within(reach) })
		rows = append(rows, SKURow{skus[id], own})
		all = append(all, own...)
	}
	names, err := s.namesTx(ctx, tx, all)
	return rows, names, err
}

// namesTx gives what suppliers and accounts of sources are called.
func (s *Service) namesTx(ctx context.Context, tx *db.Tx, list []*Source) (*Names, error) {
	out := &Names{Suppliers: map[db.ID]string{}, Accounts: map[db.ID]string{}, Currencies: map[db.ID]string{}}
	var ids []db.ID
	for _, x := range list {
		if !slices.Contains(ids, x.SupplierID) {
			ids = append(ids, x.SupplierID)
		}
	}
	suppliers, err := s.party.SuppliersTx(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	for id, v := range suppliers {
		out.Suppliers[id], out.Currencies[id] = v.Name, v.Currency
	}
	accounts, err := s.shops.BuyersTx(ctx, tx)
	for _, a := range accounts {
		out.Accounts[a.ID] = a.Name
	}
	return out, err
}

// Sources gives one page of sources, the newest first; q is looked for in the SKU.
func (s *Service) Sources(ctx context.Context, sc db.Scope, q api.ListQuery, f Filter) (api.Page[*Source], *Names, error) {
	var (
		page  api.Page[*Source]
		names *Names
	)
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: sourceColumns, From: "sku_source x", Where: []string{"x.tenant_id = ?"}, Args: []any{tx.Tenant},
			Sorts: map[string]string{"createdAt": "x.id"}, Default: "-createdAt", Tie: "x.id",
		}
		mine, args := seen(f.Reach)
		l.And(mine, args...)
		if len(f.SKUs) > 0 {
			args, in := db.InKeys(nil, f.SKUs)
			l.And("x.sku_id IN ("+in+")", args...)
		}
		if f.SupplierID != 0 {
			l.And("x.supplier_id = ?", f.SupplierID)
		}
		if f.AccountID != 0 {
			l.And("x.account_id = ?", f.AccountID)
		}
		if f.State != "" {
			l.And("x.state = ?", string(f.State))
		}
		cond, args := search.Match(tx.Engine(), tx.Tenant, skuSearchKind, "x.sku_id", q.Q)
		l.And(cond, args...)
		var err error
		page, err = api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (*Source, error) {
			x := &Source{}
			return x, x.scan(rows)
		})
		if err != nil {
			return err
		}
		names, err = s.namesTx(ctx, tx, page.Items)
		return err
	})
	return page, names, err
}

// exported is a row of the list as a file holds it: a SKU with one of its sources.
type exported struct {
	code, product, spec, supplier, account, state, unit, supplierCode, title, offerSpec, note string
	offer, num, den, multiple, minimum, lead, priority                                        int64
	price                                                                                     *dec.Price
	checked                                                                                   db.Time
}

// exportQuery is the list of SKUs with a row for each source, and one for a SKU without.
func (f *Filter) exportQuery(tx *db.Tx) api.List {
	l := f.query(tx)
	mine, reach := seen(f.Reach)
	joined := append([]any{tx.Tenant}, tx.Tenant)
	joined = append(joined, reach...)
	joined = append(joined, tx.Tenant, tx.Tenant)
	l.From += " LEFT JOIN sku_source x ON x.tenant_id = ? AND x.sku_id = k.id AND " + mine +
		" LEFT JOIN supplier v ON v.tenant_id = ? AND v.id = x.supplier_id LEFT JOIN shop h ON h.tenant_id = ? AND h.id = x.account_id"
	l.Args = append(joined, l.Args[1:]...)
	l.Columns = `k.code, p.name, k.spec, COALESCE(v.name, ''), COALESCE(h.name, ''), COALESCE(x.state, ''), COALESCE(x.unit, ''), COALESCE(x.code, ''), COALESCE(x.title, ''), COALESCE(x.spec, ''),
		COALESCE(x.note, ''), COALESCE(x.offer_id, 0), COALESCE(x.unit_num, 0), COALESCE(x.unit_den, 0), COALESCE(x.multiple, 0), COALESCE(x.minimum, 0), COALESCE(x.lead_days, 0),
		COALESCE(x.priority, 0), x.price, x.checked_at`
	l.Tie = "k.id, x.priority, x.id"
	return l
}

func (e *exported) scan(rows *sql.Rows) error {
	return rows.Scan(&e.code, &e.product, &e.spec, &e.supplier, &e.account, &e.state, &e.unit, &e.supplierCode, &e.title, &e.offerSpec,
		&e.note, &e.offer, &e.num, &e.den, &e.multiple, &e.minimum, &e.lead, &e.priority, &e.price, &e.checked)
}

// stateWords are the states as an export spells them.
var stateWords = map[State][2]string{
	StateActive: {"可采购", "active"}, StateUnmatched: {"待匹配", "unmatched"}, StateGone: {"已下架", "gone"}, StateSpecChanged: {"规格已变", "spec changed"},
}

// cells are the row as it is written; a SKU without sources has the first three only.
func (e *exported) cells(ctx context.Context, costs bool) []any {
	if e.num == 0 {
		return []any{e.code, e.product, e.spec}
	}
	count := func(n int64) sheet.Number { return sheet.Number(strconv.FormatInt(n, 10)) }
	link, ratio := "", strconv.FormatInt(e.num, 10)
	if e.offer != 0 {
		link = offerURL(e.offer)
	}
	if e.den != 1 {
		ratio += "/" + strconv.FormatInt(e.den, 10)
	}
	checked := ""
	if !e.checked.IsZero() {
		checked = e.checked.In(open1688.Beijing).Format("2006-01-02 15:04")
	}
	words := stateWords[State(e.state)]
	out := []any{
		e.code, e.product, e.spec, e.supplier, count(e.priority), api.Say(ctx, words[0], words[1]), link, e.title, e.offerSpec, e.supplierCode, e.unit, ratio,
		count(e.minimum), count(e.multiple), count(e.lead), e.account, checked, e.note,
	}
	if costs && e.price != nil {
		out = append(out, sheet.Number(e.price.String()))
	}
	return out
}
