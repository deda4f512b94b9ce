package wms

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
)

// State is how far a notice is.
type State string

// The states.
const (
	StateWaiting   State = "waiting"   // to be pushed, or tried again
	StateSent      State = "sent"      // the WMS took what it says
	StateRefused   State = "refused"   // the WMS does not take it: a person has to look
	StateFailed    State = "failed"    // not brought over in many tries: a person has to look
	StateWithdrawn State = "withdrawn" // nothing is to arrive any more, and the WMS knows
)

// States are all there are.
var States = []State{StateWaiting, StateSent, StateRefused, StateFailed, StateWithdrawn}

// Notice is what a WMS is told about a purchase order.
type Notice struct {
	ID           db.ID
	OrderID      db.ID
	OrderNo      string
	State        State
	Version      int64 // of Content
	TriedVersion int64 // the last that a call was begun for
	SentVersion  int64 // the last that the WMS took; zero: none
	Content      string
	ExternalNo   string
	Attempts     int64
	Why          *fault.Error // why it stands where it does; nil: nothing is wrong
	DueAt        db.Time
	SentAt       db.Time
	CreatedAt    db.Time
	UpdatedAt    db.Time
}

// key is the Idempotency-Key of the version.
func (n *Notice) key() string { return n.ID.String() + "-" + strconv.FormatInt(n.Version, 10) }

// body is what is sent of the version: always the same bytes.
func (n *Notice) body() []byte {
	return []byte(`{"version":` + strconv.FormatInt(n.Version, 10) + "," + n.Content[1:])
}

// Status says whether goods of a notice are to arrive.
type Status string

// The statuses.
const (
	StatusOpen      Status = "open"
	StatusCancelled Status = "cancelled" // nothing more is to arrive
)

// Content is what a version of a notice says. It is a wire format: add to it, never rename.
type Content struct {
	NoticeNo       string    `json:"noticeNo"`
	Status         Status    `json:"status"`
	Date           db.Date   `json:"date"`
	Supplier       Named     `json:"supplier"`
	Warehouse      Named     `json:"warehouse"`
	ExpectedOn     db.Date   `json:"expectedOn,omitempty"`
	Inspect        bool      `json:"inspect"`
	PlatformOrders []string  `json:"platformOrders"`
	Parcels        []Parcel  `json:"parcels"`
	Lines          []Awaited `json:"lines"`
}

// Named is somebody or something by code and name.
type Named struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Parcel is a parcel that is under way.
type Parcel struct {
	Waybill string `json:"waybill"`
	Carrier string `json:"carrier,omitempty"`
}

// Awaited is how much of a SKU the WMS is to receive under the notice, in all, in base units.
type Awaited struct {
	SKU        string       `json:"sku"`
	Barcodes   []string     `json:"barcodes"`
	Name       string       `json:"name"`
	Spec       string       `json:"spec,omitempty"`
	Unit       string       `json:"unit"`
	Quantity   dec.Quantity `json:"quantity"`
	ExpectedOn db.Date      `json:"expectedOn,omitempty"`
}

// awaits tells whether goods of an order are to arrive in one of the warehouses served.
func (s *Setting) awaits(o *purchase.Order) bool {
	return o.State == purchase.StateApproved && o.Fulfilment != purchase.FulfilmentClosed && s.serves(o.WarehouseID)
}

// contentTx works out what the notice of an order says now.
func (s *Service) contentTx(ctx context.Context, tx *db.Tx, set *Setting, o *purchase.Order) (string, error) {
	c := Content{
		NoticeNo: o.No, Status: StatusCancelled, Date: o.Date, ExpectedOn: o.ExpectedOn, Inspect: o.Inspect, PlatformOrders: []string{}, Parcels: []Parcel{}, Lines: []Awaited{},
	}
	if set.awaits(o) {
		c.Status = StatusOpen
	}
	if _, err := tx.Row(ctx, `SELECT s.code, s.name, w.code, w.name FROM supplier s JOIN warehouse w ON w.tenant_id = s.tenant_id WHERE s.tenant_id = ? AND s.id = ? AND w.id = ?`,
		[]any{tx.Tenant, o.SupplierID, o.WarehouseID}, &c.Supplier.Code, &c.Supplier.Name, &c.Warehouse.Code, &c.Warehouse.Name); err != nil {
		return "", fmt.Errorf("read supplier and warehouse of a notice: %w", err)
	}
	if err := c.numbersTx(ctx, tx, o.ID); err != nil {
		return "", err
	}
	if err := s.linesTx(ctx, tx, &c, o); err != nil {
		return "", err
	}
	text, err := json.Marshal(&c)
	return string(text), err
}

// numbersTx fills in the orders on 1688 and the parcels that people or 1688 named.
func (c *Content) numbersTx(ctx context.Context, tx *db.Tx, order db.ID) error {
	err := tx.Each(ctx, `SELECT r.kind, r.value, COALESCE((SELECT MAX(k.carrier_name) FROM platform_order o JOIN platform_parcel k ON k.tenant_id = o.tenant_id AND k.order_id = o.id
			WHERE o.tenant_id = r.tenant_id AND o.purchase_order_id = r.order_id AND k.waybill = r.value), '')
		FROM purchase_reference r WHERE r.tenant_id = ? AND r.order_id = ? ORDER BY r.kind, r.value`, []any{tx.Tenant, order}, func(rows *sql.Rows) error {
		var (
			kind purchase.RefKind
			p    Parcel
		)
		if err := rows.Scan(&kind, &p.Waybill, &p.Carrier); err != nil {
			return err
		}
		if kind == purchase.RefTracking {
			c.Parcels = append(c.Parcels, p)
		} else {
			c.PlatformOrders = append(c.PlatformOrders, p.Waybill)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the numbers of a notice: %w", err)
	}
	return nil
}

// linesTx fills in how much of each SKU is to arrive, in the order of the purchase order.
func (s *Service) linesTx(ctx context.Context, tx *db.Tx, c *Content, o *purchase.Order) error {
	ids := make([]db.ID, len(o.Lines))
	for i := range o.Lines {
		ids[i] = o.Lines[i].SKUID
	}
	skus, err := s.catalog.SKUsTx(ctx, tx, ids)
	if err != nil {
		return err
	}
	barcodes, err := barcodesTx(ctx, tx, ids)
	if err != nil {
		return err
	}
	took, err := tookTx(ctx, tx, o.ID)
	if err != nil {
		return err
	}
	at := map[db.ID]int{}
	for i := range o.Lines {
		l := &o.Lines[i]
		sku := skus[l.SKUID]
		j, seen := at[l.SKUID]
		if !seen {
			j = len(c.Lines)
			at[l.SKUID] = j
			c.Lines = append(c.Lines, Awaited{SKU: sku.Code, Barcodes: append([]string{}, barcodes[l.SKUID]...), Name: sku.ProductName, Spec: sku.Spec, Unit: sku.Unit(0).Name})
		}
		left := took[l.ID] // of what was given up, nothing more
		if c.Status == StatusOpen {
			left = max(0, l.BaseQuantity.Sub(l.Received.Sub(took[l.ID])))
		}
		a := &c.Lines[j]
		a.Quantity = a.Quantity.Add(left)
		if on := cmp.Or(l.ExpectedOn, o.ExpectedOn); on != "" && (a.ExpectedOn == "" || on < a.ExpectedOn) {
			a.ExpectedOn = on
		}
	}
	return nil
}

func barcodesTx(ctx context.Context, tx *db.Tx, skus []db.ID) (map[db.ID][]string, error) {
	out := map[db.ID][]string{}
	skus = slices.Compact(slices.Sorted(slices.Values(skus)))
	err := db.EachIn(ctx, tx, "SELECT sku_id, barcode FROM sku_barcode WHERE tenant_id = ? AND sku_id IN ({in}) ORDER BY sku_id, position, barcode", []any{tx.Tenant}, skus, func(rows *sql.Rows) error {
		var (
			id   db.ID
			code string
		)
		err := rows.Scan(&id, &code)
		out[id] = append(out[id], code)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the barcodes of a notice: %w", err)
	}
	return out, nil
}

// tookTx tells how much of each line of an order was received through the WMS, by receipts
// that stand, in base units.
func tookTx(ctx context.Context, tx *db.Tx, order db.ID) (map[db.ID]dec.Quantity, error) {
	out := map[db.ID]dec.Quantity{}
	err := tx.Each(ctx, `SELECT l.source_line_id, SUM(l.base_quantity) FROM wms_notice n
			JOIN wms_receipt w ON w.tenant_id = n.tenant_id AND w.notice_id = n.id
			JOIN purchase_receipt r ON r.tenant_id = w.tenant_id AND r.id = w.receipt_id
			JOIN purchase_receipt_line l ON l.tenant_id = r.tenant_id AND l.receipt_id = r.id
		WHERE n.tenant_id = ? AND n.purchase_order_id = ? AND r.state = 'posted' AND r.reversed_by_id IS NULL AND l.source_line_id IS NOT NULL
		GROUP BY l.source_line_id`, []any{tx.Tenant, order}, func(rows *sql.Rows) error {
		var (
			id db.ID
			q  dec.Quantity
		)
		err := rows.Scan(&id, &q)
		out[id] = q
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what the WMS received: %w", err)
	}
	return out, nil
}
