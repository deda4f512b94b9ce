package platform

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// ErrNotFound is returned for an order that does not exist in the set, or lies outside
// the person's data scope.
var ErrNotFound = fault.Define(fault.NotFound, "platform_order.not_found",
	fault.ZH("找不到这张 1688 订单", "它可能属于另一个账套；请刷新列表，或同步 1688 订单"),
	fault.EN("1688 order not found", "It may belong to another account set; reload the list, or fetch the orders of 1688"))

// column is a column of an order beyond its keys: where it is read into and what is
// written, so that the two cannot drift apart.
type column struct {
	name  string
	field any
	value any
}

func (o *Order) columns() []column {
	return []column{
		{"account_id", &o.AccountID, o.AccountID},
		{"platform_id", &o.PlatformID, o.PlatformID},
		{"purchase_order_id", &o.PurchaseOrder, o.PurchaseOrder},
		{"link", &o.Link, string(o.Link)},
		{"linked_by", &o.LinkedBy, o.LinkedBy},
		{"linked_at", &o.LinkedAt, o.LinkedAt},
		{"status", &o.Status, o.Status},
		{"state", &o.State, string(o.State)},
		{"standing", &o.Standing, string(o.Standing)},
		{"why", &o.Why, string(o.Why)},
		{"logistics", &o.Logistics, string(o.Logistics)},
		{"supplier_id", &o.SupplierID, o.SupplierID},
		{"seller_member", &o.SellerMember, o.SellerMember},
		{"seller_login", &o.SellerLogin, o.SellerLogin},
		{"seller_name", &o.SellerName, o.SellerName},
		{"goods", &o.Goods, o.Goods},
		{"freight", &o.Freight, o.Freight},
		{"discount", &o.Discount, o.Discount},
		{"coupon", &o.Coupon, o.Coupon},
		{"total", &o.Total, o.Total},
		{"paid", &o.Paid, o.Paid},
		{"refund", &o.Refund, o.Refund},
		{"refund_status", &o.RefundStatus, o.RefundStatus},
		{"out_order_id", &o.OutOrderID, o.OutOrderID},
		{"message", &o.Message, o.Message},
		{"memo", &o.Memo, o.Memo},
		{"trade_mode", &o.TradeMode, o.TradeMode},
		{"close_reason", &o.CloseReason, o.CloseReason},
		{"ordered_at", &o.OrderedAt, o.OrderedAt},
		{"pay_until", &o.PayUntil, o.PayUntil},
		{"paid_at", &o.PaidAt, o.PaidAt},
		{"shipped_at", &o.ShippedAt, o.ShippedAt},
		{"received_at", &o.ReceivedAt, o.ReceivedAt},
		{"done_at", &o.DoneAt, o.DoneAt},
		{"modified_at", &o.ModifiedAt, o.ModifiedAt},
		{"read_at", &o.ReadAt, o.ReadAt},
		{"changed_at", &o.ChangedAt, o.ChangedAt},
		{"next_poll_at", &o.NextPollAt, o.NextPollAt},
		{"failures", &o.Failures, o.Failures},
		{"created_at", &o.CreatedAt, o.CreatedAt},
	}
}

func columnNames(prefix string) string {
	names := []string{prefix + "id"}
	for _, c := range new(Order).columns() {
		names = append(names, prefix+c.name)
	}
	return strings.Join(names, ", ")
}

var (
	orderColumns = columnNames("o.")
	// upsert writes what an answer says. How the order was linked is not of the answer;
	// where it stands is worked out of what is kept then.
	upsertHead = "INSERT INTO platform_order (tenant_id, " + columnNames("") + ", seen) VALUES"
	upsertTail = func() string {
		var set []string
		for _, c := range new(Order).columns() {
			if !slices.Contains([]string{"account_id", "platform_id", "purchase_order_id", "link", "linked_by", "linked_at", "standing", "why", "created_at"}, c.name) {
				set = append(set, c.name+" = excluded."+c.name)
			}
		}
		return "ON CONFLICT (tenant_id, id) DO UPDATE SET " + strings.Join(set, ", ") + ", seen = excluded.seen, trouble = ''"
	}()
)

func (o *Order) args(tx *db.Tx) []any {
	out := []any{tx.Tenant, o.ID}
	for _, c := range o.columns() {
		out = append(out, c.value)
	}
	return out
}

func scanOrder(rows *sql.Rows, more ...any) (*Order, error) {
	var o Order
	into := []any{&o.ID}
	for _, c := range o.columns() {
		into = append(into, c.field)
	}
	return &o, rows.Scan(append(into, more...)...)
}

// ordersTx reads orders whose column is one of the keys, with lines and parcels, by id;
// lock is empty or tx.ForUpdate(). cond further narrows them.
func ordersTx[K any](ctx context.Context, tx *db.Tx, cond string, args []any, column string, keys []K, lock string) ([]*Order, error) {
	var out []*Order
	err := db.EachIn(ctx, tx, "SELECT "+orderColumns+" FROM platform_order o WHERE o.tenant_id = ?"+cond+" AND o."+column+" IN ({in}) ORDER BY o.id"+lock,
		append([]any{tx.Tenant}, args...), keys, func(rows *sql.Rows) error {
			o, err := scanOrder(rows)
			out = append(out, o)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("read orders of 1688: %w", err)
	}
	return out, withPartsTx(ctx, tx, out)
}

// withPartsTx reads lines and parcels of orders: two statements for all of them.
func withPartsTx(ctx context.Context, tx *db.Tx, list []*Order) error {
	byID := make(map[db.ID]*Order, len(list))
	ids := make([]db.ID, len(list))
	for i, o := range list {
		byID[o.ID], ids[i] = o, o.ID
		o.Lines, o.Parcels = nil, nil
	}
	if len(list) == 0 {
		return nil
	}
	err := db.EachIn(ctx, tx, `SELECT l.order_id, l.line_id, l.offer_id, l.spec_id, l.platform_sku_id, l.title, l.spec, l.picture, l.code, l.unit, l.quantity, l.price, l.discount,
			l.amount, l.refund, l.refund_status, l.logistics, l.purchase_line_id
		FROM platform_order_line l WHERE l.tenant_id = ? AND l.order_id IN ({in}) ORDER BY l.order_id, l.position`, []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		var (
			order db.ID
			l     Line
		)
		err := rows.Scan(&order, &l.LineID, &l.OfferID, &l.SpecID, &l.PlatformSKU, &l.Title, &l.Spec, &l.Picture, &l.Code, &l.Unit, &l.Quantity, &l.Price, &l.Discount,
			&l.Amount, &l.Refund, &l.RefundStatus, &l.Logistics, &l.PurchaseLineID)
		if o := byID[order]; o != nil {
			o.Lines = append(o.Lines, l)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("read lines of 1688 orders: %w", err)
	}
	err = db.EachIn(ctx, tx, `SELECT p.order_id, p.logistics_id, p.waybill, p.carrier_no, p.carrier_name, p.status, p.line_ids, p.sent_at
		FROM platform_parcel p WHERE p.tenant_id = ? AND p.order_id IN ({in}) ORDER BY p.order_id, p.sent_at, p.logistics_id`, []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		var (
			order db.ID
			p     Parcel
		)
		err := rows.Scan(&order, &p.LogisticsID, &p.Waybill, &p.CarrierNo, &p.CarrierName, &p.Status, &p.LineIDs, &p.SentAt)
		if o := byID[order]; o != nil {
			o.Parcels = append(o.Parcels, p)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("read parcels of 1688 orders: %w", err)
	}
	return nil
}

// orderTx reads one order of the set.
func orderTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Order, error) {
	list, err := ordersTx(ctx, tx, "", nil, "id", []db.ID{id}, lock)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return list[0], nil
}

// writePartsTx stores lines and parcels of orders, new ones and those there are. What a
// line buys is not of an answer.
func writePartsTx(ctx context.Context, tx *db.Tx, list []*Order) error {
	var lines, parcels []any
	for _, o := range list {
		for i := range o.Lines {
			l := &o.Lines[i]
			lines = append(lines, tx.Tenant, o.ID, l.LineID, i+1, l.OfferID, l.SpecID, l.PlatformSKU, l.Title, l.Spec, l.Picture, l.Code, l.Unit, l.Quantity, l.Price, l.Discount,
				l.Amount, l.Refund, l.RefundStatus, l.Logistics)
		}
		for i := range o.Parcels {
			p := &o.Parcels[i]
			parcels = append(parcels, tx.Tenant, o.ID, p.LogisticsID, p.Waybill, p.CarrierNo, p.CarrierName, p.Status, p.LineIDs, p.SentAt, tx.Now)
		}
	}
	_, err := db.Insert(ctx, tx, `INSERT INTO platform_order_line (tenant_id, order_id, line_id, position, offer_id, spec_id, platform_sku_id, title, spec, picture, code, unit, quantity, price,
			discount, amount, refund, refund_status, logistics) VALUES`, 19, lines,
		`ON CONFLICT (tenant_id, order_id, line_id) DO UPDATE SET position = excluded.position, title = excluded.title, spec = excluded.spec, picture = excluded.picture,
			quantity = excluded.quantity, price = excluded.price, discount = excluded.discount, amount = excluded.amount, refund = excluded.refund,
			refund_status = excluded.refund_status, logistics = excluded.logistics`)
	if err != nil {
		return fmt.Errorf("write lines of 1688 orders: %w", err)
	}
	_, err = db.Insert(ctx, tx, `INSERT INTO platform_parcel (tenant_id, order_id, logistics_id, waybill, carrier_no, carrier_name, status, line_ids, sent_at, seen_at) VALUES`, 10, parcels,
		`ON CONFLICT (tenant_id, order_id, logistics_id) DO UPDATE SET waybill = excluded.waybill, carrier_no = excluded.carrier_no, carrier_name = excluded.carrier_name,
			status = excluded.status, line_ids = excluded.line_ids, sent_at = excluded.sent_at`)
	if err != nil {
		return fmt.Errorf("write parcels of 1688 orders: %w", err)
	}
	return nil
}
