package platform

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// Linked narrows a list by what people have said of orders.
type Linked string

// The choices.
const (
	LinkedOpen    Linked = "open"    // nobody has said yet what they were bought for
	LinkedOrder   Linked = "linked"  // with a purchase order
	LinkedIgnored Linked = "ignored" // put aside
)

// maxNumbers is how many numbers are looked for together.
const maxNumbers = 200

// Filter narrows the list of orders. Zero values mean not given.
type Filter struct {
	State      State
	Standing   Standing
	Link       Linked
	AccountID  db.ID
	SupplierID db.ID
	Purchases  []db.ID  // of any of these purchase orders
	Failing    bool     // those that could not be read lately
	Refunding  bool     // with a refund under way or over
	Numbers    []string // of orders, ours or 1688's, and of parcels: any of them
	From, To   db.Date  // ordered on, days of Beijing, both inclusive
	Notice     string   // state of the arrival notice of the purchase order; none: there is none
	Within     tenant.DataScope
}

// Numbers takes apart what a person pasted: numbers between blanks, commas and the like.
func Numbers(text string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;，；、|", r) }) {
		if !slices.Contains(out, part) && len(out) < maxNumbers {
			out = append(out, part)
		}
	}
	return out
}

// Row is an order in the list, with what the others that it names are called.
type Row struct {
	*Order
	AccountName  string
	SupplierName string
	PurchaseNo   string
	Trouble      *fault.Error // why it could not be read lately
}

const orderFrom = `platform_order o
	JOIN shop h ON h.tenant_id = ? AND h.id = o.account_id
	LEFT JOIN supplier s ON s.tenant_id = ? AND s.id = o.supplier_id
	LEFT JOIN purchase_order p ON p.tenant_id = ? AND p.id = o.purchase_order_id`

var rowColumns = orderColumns + ", h.name, COALESCE(s.name, ''), COALESCE(p.no, ''), o.trouble"

// waybillsColumn gives the numbers of the parcels of an order in one text.
const waybillsColumn = `COALESCE((SELECT string_agg(k.waybill, ', ' ORDER BY k.sent_at, k.logistics_id) FROM platform_parcel k
	WHERE k.tenant_id = o.tenant_id AND k.order_id = o.id AND k.waybill <> ''), '')`

func scanRow(rows *sql.Rows, more ...any) (Row, error) {
	var (
		r    Row
		text string
	)
	o, err := scanOrder(rows, append([]any{&r.AccountName, &r.SupplierName, &r.PurchaseNo, &text}, more...)...)
	if err == nil {
		r.Trouble, err = trouble(text)
	}
	r.Order = o
	return r, err
}

// reach narrows a query to what a person may work with: accounts, and the warehouses of
// the purchase orders.
func reach(l *api.List, within tenant.DataScope) {
	cond, args := within.Where("p.warehouse_id", "o.account_id")
	l.And(cond, args...)
}

func (f *Filter) query(tx *db.Tx) (api.List, error) {
	l := api.List{
		Columns: rowColumns, From: orderFrom, Where: []string{"o.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"orderedAt": "o.ordered_at", "changedAt": "o.changed_at", "total": "o.total"}, Default: "-orderedAt", Tie: "o.id",
		Search: api.Search{Kind: searchKind, Column: "o.id", Walk: []string{"orderedAt"}}, Few: f.Link == LinkedOpen || f.Failing,
	}
	reach(&l, f.Within)
	given := func(ok bool, cond string, args ...any) {
		if ok {
			l.And(cond, args...)
		}
	}
	given(f.State != "", "o.state = ?", string(f.State))
	given(f.Standing != "", "o.standing = ?", string(f.Standing))
	given(f.AccountID != 0, "o.account_id = ?", f.AccountID)
	given(f.SupplierID != 0, "o.supplier_id = ?", f.SupplierID)
	if len(f.Purchases) > 0 {
		args, in := db.InKeys(nil, f.Purchases)
		l.And("o.purchase_order_id IN ("+in+")", args...)
	}
	given(f.Link == LinkedOpen, "o.link = ''")
	given(f.Link == LinkedOrder, "o.purchase_order_id IS NOT NULL")
	given(f.Link == LinkedIgnored, "o.link = 'ignored'")
	given(f.Failing, "o.next_poll_at IS NOT NULL AND o.failures > 0") // the first is for the index
	given(f.Refunding, "(o.refund_status <> '' OR o.refund > 0)")
	if len(f.Numbers) > 0 {
		numbers, in := db.InKeys(nil, f.Numbers)
		args := slices.Concat([]any{tx.Tenant}, numbers, []any{tx.Tenant}, numbers, []any{tx.Tenant, tx.Tenant}, numbers)
		// Each part by an index of its own; one condition over the three would read every order.
		l.And(`o.id IN (SELECT n.id FROM platform_order n WHERE n.tenant_id = ? AND n.platform_id IN (`+in+`)
			UNION SELECT k.order_id FROM platform_parcel k WHERE k.tenant_id = ? AND k.waybill <> '' AND k.waybill IN (`+in+`)
			UNION SELECT n.id FROM purchase_order b JOIN platform_order n ON n.tenant_id = ? AND n.purchase_order_id = b.id WHERE b.tenant_id = ? AND b.no IN (`+in+`))`, args...)
	}
	var bad fault.Fields
	for _, d := range []struct {
		field, cond string
		date        db.Date
		days        int
	}{{"from", "o.ordered_at >= ?", f.From, 0}, {"to", "o.ordered_at < ?", f.To, 1}} {
		if d.date == "" {
			continue
		}
		t, err := time.ParseInLocation(time.DateOnly, string(d.date), open1688.Beijing)
		if err != nil {
			bad.Add(d.field, fault.ErrFormat)
			continue
		}
		l.And(d.cond, db.At(t.AddDate(0, 0, d.days)))
	}
	return l, bad.Err()
}

// narrowed is the list of orders under the filters.
func (s *Service) narrowed(tx *db.Tx, f *Filter) (api.List, error) {
	l, err := f.query(tx)
	s.purchases.NarrowByNotice(tx, &l, "o.purchase_order_id", f.Notice)
	return l, err
}

// List gives one page of orders with their lines and parcels.
func (s *Service) List(ctx context.Context, sc db.Scope, q api.ListQuery, f Filter) (api.Page[Row], error) {
	var page api.Page[Row]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l, err := s.narrowed(tx, &f)
		if err != nil {
			return err
		}
		if page, err = api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (Row, error) { return scanRow(rows) }); err != nil {
			return err
		}
		orders := make([]*Order, len(page.Items))
		for i := range page.Items {
			orders[i] = page.Items[i].Order
		}
		return withPartsTx(ctx, tx, orders)
	})
	return page, err
}

// Counts are how many orders stand where, and how many wait for a person.
type Counts struct {
	Standings map[Standing]int64
	Open      int64 // of all standings: nobody has said what they were bought for
}

// Counts counts the orders that a person may see; of one account when it is given. Where
// everything may be seen, an index alone is read: the rows are large.
func (s *Service) Counts(ctx context.Context, sc db.Scope, account db.ID, within tenant.DataScope) (*Counts, error) {
	out := &Counts{Standings: map[Standing]int64{}}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{From: "platform_order o", Where: []string{"o.tenant_id = ?"}, Args: []any{tx.Tenant}}
		if !within.Warehouses.All {
			l.From += " LEFT JOIN purchase_order p ON p.tenant_id = ? AND p.id = o.purchase_order_id"
			l.Args = append(l.Args, tx.Tenant)
		}
		reach(&l, within)
		if account != 0 {
			l.And("o.account_id = ?", account)
		}
		from := " FROM " + l.From + " WHERE " + strings.Join(l.Where, " AND ")
		return tx.Each(ctx, "SELECT o.standing, COUNT(*), SUM(CASE WHEN o.link = '' THEN 1 ELSE 0 END)"+from+" GROUP BY o.standing", l.Args, func(rows *sql.Rows) error {
			var (
				standing Standing
				n, open  int64
			)
			err := rows.Scan(&standing, &n, &open)
			out.Standings[standing] = n
			out.Open += open
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("count orders of 1688: %w", err)
	}
	return out, nil
}

// visibleTx reads an order that a person may work with; lock is empty or tx.ForUpdate().
func visibleTx(ctx context.Context, tx *db.Tx, id db.ID, within tenant.DataScope, lock string) (*Order, error) {
	o, err := orderTx(ctx, tx, id, lock)
	if err != nil || within.All() {
		return o, err
	}
	var warehouse db.ID
	if o.PurchaseOrder != 0 {
		if _, err := tx.Row(ctx, "SELECT warehouse_id FROM purchase_order WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, o.PurchaseOrder}, &warehouse); err != nil {
			return nil, fmt.Errorf("read the warehouse of an order: %w", err)
		}
	}
	if !within.Allows(warehouse, o.AccountID) {
		return nil, ErrNotFound
	}
	return o, nil
}

// Visible refuses an order that a person may not work with.
func (s *Service) Visible(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
	return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		_, err := visibleTx(ctx, tx, id, within, "")
		return err
	})
}
