package platform

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/open1688"
)

// Step is one line of the way of a parcel (轨迹).
type Step struct {
	ID          db.ID
	LogisticsID string // empty: a note of a person about the whole order
	Waybill     string
	EventAt     db.Time
	Content     string
	ByPerson    bool
	AddedBy     string
	AddedAt     db.Time
}

// track asks for the parcels of an order and their way, and keeps both.
func (s *Service) track(ctx context.Context, sc db.Scope, o *Order) error {
	var (
		parcels []open1688.Parcel
		traces  []open1688.LogisticsTrace
	)
	err := s.shops.Call(ctx, sc, o.AccountID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		var err error
		if parcels, _, err = c.Logistics.ListParcels(ctx, token, open1688.ID(o.PlatformID)); err != nil {
			return err
		}
		traces, _, err = c.Logistics.ListTraces(ctx, token, open1688.ID(o.PlatformID), "")
		if noTraces(err) {
			err = nil
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("read parcels of order %s: %w", o.PlatformID, err)
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		return s.trackTx(ctx, tx, o.ID, parcels, traces)
	})
}

// noTraces tells whether 1688 answered that there is nothing to tell: no carrier has
// scanned the parcel, or the order is older than a year (reference §4.9.2).
func noTraces(err error) bool {
	var e *open1688.Error
	return errors.As(err, &e) && e.Kind == open1688.KindBusiness && slices.Contains([]string{"404", "order.createtime.history"}, e.Code)
}

// trackTx keeps what was told of the parcels of an order. A step is kept once, however
// often it is told.
func (s *Service) trackTx(ctx context.Context, tx *db.Tx, id db.ID, parcels []open1688.Parcel, traces []open1688.LogisticsTrace) error {
	was, err := orderTx(ctx, tx, id, tx.ForUpdate())
	if err != nil {
		return err
	}
	var told []Parcel
	for i := range parcels {
		p := &parcels[i]
		told = append(told, Parcel{
			LogisticsID: p.LogisticsID, Waybill: waybill(p.BillNo), CarrierNo: p.CompanyNo, CarrierName: p.CompanyName, Status: p.Status,
			LineIDs: strings.ReplaceAll(p.OrderEntryIDs, ";", ","), SentAt: at(p.SystemSend),
		})
	}
	is := *was
	is.Parcels = slices.DeleteFunc(mergeSaid(was.Parcels, told), func(p Parcel) bool { return p.LogisticsID == "" })
	is.Logistics = is.sent()
	is.signAll()
	var steps []any
	for i := range traces {
		t := &traces[i]
		for _, step := range t.Steps {
			if step.AcceptTime.IsZero() || strings.TrimSpace(step.Remark) == "" {
				continue
			}
			steps = append(steps, tx.Tenant, tx.NewID(), id, t.LogisticsID, at(step.AcceptTime), cut(step.Remark, maxText), false, cut(t.CompanyName, 60), tx.Now)
		}
	}
	added, err := db.Insert(ctx, tx, `INSERT INTO platform_trace (tenant_id, id, order_id, logistics_id, event_at, content, by_person, added_by, added_at) VALUES`, 9, steps,
		"ON CONFLICT (tenant_id, order_id, logistics_id, event_at, content) DO NOTHING")
	if err != nil {
		return fmt.Errorf("write the way of parcels: %w", err)
	}
	if added == 0 && !is.differs(was) {
		return nil
	}
	is.ChangedAt = tx.Now
	is.NextPollAt = is.nextPoll(tx.Now.Time)
	if _, err := tx.Exec(ctx, `UPDATE platform_order SET logistics = ?, changed_at = ?, next_poll_at = ? WHERE tenant_id = ? AND id = ?`,
		string(is.Logistics), is.ChangedAt, is.NextPollAt, tx.Tenant, id); err != nil {
		return fmt.Errorf("write how far an order has come: %w", err)
	}
	if err := writePartsTx(ctx, tx, []*Order{&is}); err != nil {
		return err
	}
	if _, err := s.standTx(ctx, tx, id); err != nil {
		return err
	}
	live.PublishTx(tx, Topic, map[string]any{"id": id, "state": is.State, "purchaseOrderId": is.PurchaseOrder})
	if is.PurchaseOrder == 0 {
		return nil
	}
	return s.referTx(ctx, tx, &is)
}

// mergeSaid adds what the carrier's side says of parcels. It leaves out at times what the
// order itself told; that stays. A parcel that was handed over stays so.
func mergeSaid(was, said []Parcel) []Parcel {
	out := slices.Clone(was)
	for _, p := range said {
		at := slices.IndexFunc(out, func(o Parcel) bool { return o.LogisticsID == p.LogisticsID })
		if at < 0 {
			out = append(out, p)
			continue
		}
		o := &out[at]
		if !o.signed() && p.Status != "" {
			o.Status = p.Status
		}
		for _, f := range []struct {
			to   *string
			text string
		}{{&o.Waybill, p.Waybill}, {&o.CarrierNo, p.CarrierNo}, {&o.CarrierName, p.CarrierName}, {&o.LineIDs, p.LineIDs}} {
			if f.text != "" {
				*f.to = f.text
			}
		}
		if o.SentAt.IsZero() {
			o.SentAt = p.SentAt
		}
	}
	return out
}
