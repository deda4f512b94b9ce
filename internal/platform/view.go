package platform

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/tenant"
)

// PriceChange is that an order cost something else from then on.
type PriceChange struct {
	TotalWas, TotalIs     dec.Amount
	GoodsWas, GoodsIs     dec.Amount
	FreightWas, FreightIs dec.Amount
	SeenAt                db.Time
}

// SKU is an own SKU that a line of an order may be.
type SKU struct {
	ID   db.ID
	Code string
	Name string // of its product
	Spec string
}

// Detail is an order with all that is known of it.
type Detail struct {
	Row
	Way          []Step // the newest first
	PriceChanges []PriceChange
	SKUs         map[string][]SKU // by the id of the line: what it buys, or what its spec is a source of
}

// Get reads an order that a person may see.
func (s *Service) Get(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (*Detail, error) {
	out := &Detail{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{From: orderFrom, Where: []string{"o.tenant_id = ?", "o.id = ?"}, Args: []any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, id}}
		reach(&l, within)
		out.Row = Row{}
		err := tx.Each(ctx, "SELECT "+rowColumns+" FROM "+l.From+" WHERE "+strings.Join(l.Where, " AND "), l.Args, func(rows *sql.Rows) (err error) {
			out.Row, err = scanRow(rows)
			return err
		})
		if err != nil {
			return fmt.Errorf("read an order of 1688: %w", err)
		}
		if out.Order == nil {
			return ErrNotFound
		}
		if err := withPartsTx(ctx, tx, []*Order{out.Order}); err != nil {
			return err
		}
		if out.Way, err = wayTx(ctx, tx, out.Order); err != nil {
			return err
		}
		if out.PriceChanges, err = priceChangesTx(ctx, tx, id); err != nil {
			return err
		}
		out.SKUs, err = skusOfTx(ctx, tx, out.Order)
		return err
	})
	return out, err
}

// wayTx reads the way of the parcels of an order, and what people noted.
func wayTx(ctx context.Context, tx *db.Tx, o *Order) ([]Step, error) {
	var list []Step
	err := tx.Each(ctx, `SELECT t.id, t.logistics_id, t.event_at, t.content, t.by_person, t.added_by, t.added_at FROM platform_trace t
		WHERE t.tenant_id = ? AND t.order_id = ? ORDER BY t.event_at DESC, t.id DESC`, []any{tx.Tenant, o.ID}, func(rows *sql.Rows) error {
		var t Step
		err := rows.Scan(&t.ID, &t.LogisticsID, &t.EventAt, &t.Content, &t.ByPerson, &t.AddedBy, &t.AddedAt)
		for _, p := range o.Parcels {
			if p.LogisticsID == t.LogisticsID && t.LogisticsID != "" {
				t.Waybill = p.Waybill
			}
		}
		list = append(list, t)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the way of an order: %w", err)
	}
	return list, nil
}

func priceChangesTx(ctx context.Context, tx *db.Tx, id db.ID) ([]PriceChange, error) {
	var list []PriceChange
	err := tx.Each(ctx, `SELECT c.total_was, c.total_is, c.goods_was, c.goods_is, c.freight_was, c.freight_is, c.seen_at FROM platform_price_change c
		WHERE c.tenant_id = ? AND c.order_id = ? ORDER BY c.id`, []any{tx.Tenant, id}, func(rows *sql.Rows) error {
		var c PriceChange
		err := rows.Scan(&c.TotalWas, &c.TotalIs, &c.GoodsWas, &c.GoodsIs, &c.FreightWas, &c.FreightIs, &c.SeenAt)
		list = append(list, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read price changes of an order: %w", err)
	}
	return list, nil
}

// skusOfTx tells for each line which SKU it buys; of a line that buys none yet, the SKUs
// that its spec is a source of.
func skusOfTx(ctx context.Context, tx *db.Tx, o *Order) (map[string][]SKU, error) {
	bought := map[db.ID]db.ID{}
	var lines []db.ID
	for i := range o.Lines {
		if id := o.Lines[i].PurchaseLineID; id != 0 {
			lines = append(lines, id)
		}
	}
	err := db.EachIn(ctx, tx, "SELECT id, sku_id FROM purchase_order_line WHERE tenant_id = ? AND id IN ({in})", []any{tx.Tenant}, lines, func(rows *sql.Rows) error {
		var line, sku db.ID
		err := rows.Scan(&line, &sku)
		bought[line] = sku
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what an order buys: %w", err)
	}
	specs, err := specsTx(ctx, tx, []*Order{o})
	if err != nil {
		return nil, err
	}
	of, all := map[string][]db.ID{}, []db.ID{}
	for i := range o.Lines {
		l := &o.Lines[i]
		if sku := bought[l.PurchaseLineID]; sku != 0 {
			of[l.LineID] = []db.ID{sku}
		} else {
			for _, u := range specs.of(l) {
				if !slices.Contains(of[l.LineID], u.sku) {
					of[l.LineID] = append(of[l.LineID], u.sku)
				}
			}
		}
		all = append(all, of[l.LineID]...)
	}
	known := map[db.ID]SKU{}
	err = db.EachIn(ctx, tx, `SELECT k.id, k.code, k.spec, q.name FROM sku k JOIN product q ON q.tenant_id = k.tenant_id AND q.id = k.product_id
		WHERE k.tenant_id = ? AND k.id IN ({in})`, []any{tx.Tenant}, all, func(rows *sql.Rows) error {
		var k SKU
		err := rows.Scan(&k.ID, &k.Code, &k.Spec, &k.Name)
		known[k.ID] = k
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read SKUs of an order: %w", err)
	}
	out := make(map[string][]SKU, len(of))
	for line, ids := range of {
		for _, id := range ids {
			out[line] = append(out[line], known[id])
		}
	}
	return out, nil
}

// AsRead gives what 1688 answered last about an order, for support.
func (s *Service) AsRead(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (string, error) {
	var text string
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := visibleTx(ctx, tx, id, within, ""); err != nil {
			return err
		}
		_, err := tx.Row(ctx, "SELECT seen FROM platform_order WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, id}, &text)
		return err
	})
	return text, err
}

// Faults of notes.
var (
	// ErrParcel marks a parcel that the order does not have.
	ErrParcel = fault.Define(fault.Invalid, "platform_order.parcel_unknown",
		fault.ZH("这张订单没有这个包裹", "刷新页面，从包裹中选择"), fault.EN("The order has no such parcel", "Reload the page and choose one of its parcels"))
	// ErrNote is the answer to a note that is not there, or that the carrier told.
	ErrNote = fault.Define(fault.NotFound, "platform_order.note_unknown",
		fault.ZH("找不到这条跟进记录", "只有人填写的记录可以删除；请刷新页面"), fault.EN("Note not found", "Only what people noted can be taken away; reload the page"))
)

// maxNote is how long a note is at most, in characters.
const maxNote = 300

// Note adds what a person knows of the way of an order, or of one of its parcels.
func (s *Service) Note(ctx context.Context, sc db.Scope, id db.ID, parcel, content string, within tenant.DataScope) error {
	var f fault.Fields
	content = check.Required(&f, "content", strings.TrimSpace(content), maxNote)
	if err := f.Err(); err != nil {
		return err
	}
	return s.changeWay(ctx, sc, id, within, "note", content, func(ctx context.Context, tx *db.Tx, o *Order) error {
		if parcel != "" && !slices.ContainsFunc(o.Parcels, func(p Parcel) bool { return p.LogisticsID == parcel }) {
			f.Add("logisticsId", ErrParcel)
			return f.Err()
		}
		_, err := tx.Exec(ctx, `INSERT INTO platform_trace (tenant_id, id, order_id, logistics_id, event_at, content, by_person, added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (tenant_id, order_id, logistics_id, event_at, content) DO NOTHING`, tx.Tenant, tx.NewID(), id, parcel, tx.Now, content, true, tx.Actor.Name, tx.Now)
		return err
	})
}

// RemoveNote takes a person's note away.
func (s *Service) RemoveNote(ctx context.Context, sc db.Scope, id, note db.ID, within tenant.DataScope) error {
	return s.changeWay(ctx, sc, id, within, "remove_note", "", func(ctx context.Context, tx *db.Tx, _ *Order) error {
		n, err := tx.Exec(ctx, "DELETE FROM platform_trace WHERE tenant_id = ? AND order_id = ? AND id = ? AND by_person = TRUE", tx.Tenant, id, note)
		if err == nil && n == 0 {
			return ErrNote
		}
		return err
	})
}

func (s *Service) changeWay(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope, action, content string, change func(context.Context, *db.Tx, *Order) error) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		o, err := visibleTx(ctx, tx, id, within, tx.ForUpdate())
		if err != nil {
			return err
		}
		if err := change(ctx, tx, o); err != nil {
			return err
		}
		live.PublishTx(tx, Topic, map[string]any{"id": id, "state": o.State, "purchaseOrderId": o.PurchaseOrder})
		c := doc.Change{Action: action, Entity: entity, EntityID: id, EntityNo: o.PlatformID}
		if content != "" {
			c.After = map[string]any{"note": content}
		}
		return doc.AuditTx(ctx, tx, c)
	})
}
