package platform

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/open1688"
)

const (
	entity     = "platform_order"
	searchKind = "platformorder"
	// Topic is the topic of the live events of orders; the data is id and state.
	Topic = "platform_order"
)

// RecordTx keeps what 1688 answered about an order of the account, and tells what is new
// in it. It is the one writer, and may be handed any answer any number of times and in any
// order: one that is older than what stands changes nothing. It locks the order's row.
func (s *Service) RecordTx(ctx context.Context, tx *db.Tx, account db.ID, seen *open1688.Order) (Order, error) {
	list, _, err := s.recordAllTx(ctx, tx, account, []*open1688.Order{seen})
	if err != nil {
		return Order{}, err
	}
	return *list[0], nil
}

// record is one order on its way in.
type record struct {
	is   *Order
	was  *Order // nil for an order not seen before
	seen string
}

// recordAllTx is RecordTx for many orders of one account, with a number of statements
// that does not grow with theirs. It returns the orders as they stand now, and how many
// were not known before.
func (s *Service) recordAllTx(ctx context.Context, tx *db.Tx, account db.ID, seen []*open1688.Order) (list []*Order, added int, err error) {
	var records []*record
	byID := map[string]*record{}
	for _, one := range seen {
		is, text, err := fromSeen(account, one)
		if err != nil {
			return nil, 0, err
		}
		if r := byID[is.PlatformID]; r != nil { // the same order twice in one answer
			if !r.is.stale(is) {
				r.is, r.seen = is, text
			}
			continue
		}
		r := &record{is: is, seen: text}
		byID[is.PlatformID], records = r, append(records, r)
	}
	if len(records) == 0 {
		return nil, 0, nil
	}
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.is.PlatformID
	}
	known, err := ordersTx(ctx, tx, " AND o.account_id = ?", []any{account}, "platform_id", ids, tx.ForUpdate())
	if err != nil {
		return nil, 0, err
	}
	for _, o := range known {
		byID[o.PlatformID].was = o
	}
	if err := s.knowSellersTx(ctx, tx, records); err != nil {
		return nil, 0, err
	}
	var (
		changed, write []*record
		stand          []db.ID
	)
	for _, r := range records {
		switch {
		case r.was == nil:
			added++
			r.is.ID, r.is.CreatedAt, r.is.ChangedAt = tx.NewID(), tx.Now, tx.Now
			r.is.Standing, r.is.Why = r.is.standing(beside{awaited: true}) // nothing but the order is known of it yet
		case r.was.stale(r.is):
			list = append(list, r.was)
			continue
		default:
			r.is.follow(r.was)
		}
		r.is.ReadAt = tx.Now
		differs := r.was == nil || r.is.differs(r.was)
		if differs {
			r.is.ChangedAt = tx.Now
			changed = append(changed, r)
		}
		// One with a purchase order also when nothing is new: what changed of another at the
		// same time may have been missed.
		if r.was != nil && (differs || r.was.PurchaseOrder != 0 || r.was.Failures > 0) {
			stand = append(stand, r.is.ID)
		}
		r.is.NextPollAt = r.is.nextPoll(tx.Now.Time)
		write, list = append(write, r), append(list, r.is)
	}
	if err := writeTx(ctx, tx, write); err != nil {
		return nil, 0, err
	}
	if err := s.changedTx(ctx, tx, changed); err != nil {
		return nil, 0, err
	}
	stands, err := s.standTx(ctx, tx, stand...)
	for _, o := range list {
		if now, ok := stands[o.ID]; ok {
			o.Standing, o.Why = now.standing, now.why
		}
	}
	return list, added, err
}

// follow makes o the next state of was: what the answer did not tell stays.
func (o *Order) follow(was *Order) {
	o.ID, o.CreatedAt, o.ChangedAt = was.ID, was.CreatedAt, was.ChangedAt
	o.Standing, o.Why = was.Standing, was.Why
	o.PurchaseOrder, o.Link, o.LinkedBy, o.LinkedAt = was.PurchaseOrder, was.Link, was.LinkedBy, was.LinkedAt
	if o.SupplierID == 0 {
		o.SupplierID = was.SupplierID
	}
	o.Paid, o.Refund = max(o.Paid, was.Paid), max(o.Refund, was.Refund)
	for _, t := range []struct{ is, was *db.Time }{
		{&o.PaidAt, &was.PaidAt}, {&o.ShippedAt, &was.ShippedAt}, {&o.ReceivedAt, &was.ReceivedAt}, {&o.DoneAt, &was.DoneAt},
	} {
		if t.is.IsZero() {
			*t.is = *t.was
		}
	}
	if was.ModifiedAt.After(o.ModifiedAt.Time) {
		o.ModifiedAt = was.ModifiedAt
	}
	if o.Memo == "" { // lists leave it out
		o.Memo = was.Memo
	}
	for i := range o.Lines {
		at := slices.IndexFunc(was.Lines, func(l Line) bool { return l.LineID == o.Lines[i].LineID })
		if at >= 0 {
			o.Lines[i].PurchaseLineID = was.Lines[at].PurchaseLineID
		}
	}
	o.Parcels = mergeParcels(was.Parcels, o.Parcels)
	o.Logistics = o.sent()
	o.signAll()
}

// mergeParcels adds what an answer says of parcels to what is known of them.
func mergeParcels(was, is []Parcel) []Parcel {
	out := slices.Clone(was)
	for _, p := range is {
		at := slices.IndexFunc(out, func(o Parcel) bool { return o.LogisticsID == p.LogisticsID })
		if at < 0 {
			out = append(out, p)
			continue
		}
		if p.Status == "" { // the order itself does not tell
			p.Status = out[at].Status
		}
		out[at] = p
	}
	return out
}

// signAll notes that all was handed over when every parcel of an order that was sent is.
func (o *Order) signAll() {
	if o.Logistics == LogisticsSent && len(o.Parcels) > 0 && !slices.ContainsFunc(o.Parcels, func(p Parcel) bool { return !p.signed() }) {
		o.Logistics = LogisticsSigned
	}
}

// differs tells whether an answer says anything new.
func (o *Order) differs(was *Order) bool {
	text := func(o *Order) string {
		c := *o
		c.ReadAt, c.ChangedAt, c.NextPollAt, c.Failures = db.Time{}, db.Time{}, db.Time{}, 0
		b, err := json.Marshal(c)
		if err != nil {
			panic("platform: an order has no JSON: " + err.Error()) // plain values only
		}
		return string(b)
	}
	return text(o) != text(was)
}

// knowSellersTx tells orders who their sellers are here.
func (s *Service) knowSellersTx(ctx context.Context, tx *db.Tx, list []*record) error {
	sellers := make([]party.Seller, len(list))
	for i, r := range list {
		sellers[i] = party.Seller{MemberID: r.is.SellerMember, LoginID: r.is.SellerLogin}
	}
	found, err := s.party.FindSellersTx(ctx, tx, sellers)
	if err != nil {
		return fmt.Errorf("find suppliers of 1688 orders: %w", err)
	}
	for i, r := range list {
		r.is.SupplierID = found[i]
	}
	return nil
}

// writeTx stores orders. A new one that another transaction stored meanwhile makes this
// one run again.
func writeTx(ctx context.Context, tx *db.Tx, list []*record) error {
	var fresh, known []any
	var orders []*Order
	for _, r := range list {
		orders = append(orders, r.is)
		if r.was == nil {
			fresh = append(append(fresh, r.is.args(tx)...), r.seen)
		} else {
			known = append(append(known, r.is.args(tx)...), r.seen)
		}
	}
	width := len(new(Order).columns()) + 3
	n, err := db.Insert(ctx, tx, upsertHead, width, fresh, "ON CONFLICT DO NOTHING")
	if err == nil && n != int64(len(fresh)/width) {
		return db.ErrAgain
	}
	if err == nil {
		_, err = db.Insert(ctx, tx, upsertHead, width, known, upsertTail)
	}
	if err != nil {
		return fmt.Errorf("write orders of 1688: %w", err)
	}
	return writePartsTx(ctx, tx, orders)
}

// changedTx tells what is new: to those who asked for facts, to the log, to the search
// and to open pages.
func (s *Service) changedTx(ctx context.Context, tx *db.Tx, list []*record) error {
	var (
		facts   []Fact
		docs    []search.Doc
		changes []doc.Change
		prices  []any
	)
	for _, r := range list {
		o, of := r.is, factsBetween(r.was, r.is)
		facts = append(facts, of...)
		docs = append(docs, search.Doc{ID: o.ID, Text: o.words()})
		for _, f := range of {
			if f.Kind == FactPriceChanged {
				prices = append(prices, tx.Tenant, tx.NewID(), o.ID, r.was.Total, o.Total, r.was.Goods, o.Goods, r.was.Freight, o.Freight, tx.Now)
			}
		}
		if len(of) > 0 {
			changes = append(changes, changeOf(string(of[len(of)-1].Kind), r.was, o))
		}
		live.PublishTx(tx, Topic, map[string]any{"id": o.ID, "state": o.State, "purchaseOrderId": o.PurchaseOrder})
	}
	if _, err := db.Insert(ctx, tx, `INSERT INTO platform_price_change (tenant_id, id, order_id, total_was, total_is, goods_was, goods_is, freight_was, freight_is, seen_at) VALUES`, 10, prices, ""); err != nil {
		return fmt.Errorf("write price changes: %w", err)
	}
	if err := search.PutTx(ctx, tx, searchKind, docs); err != nil {
		return err
	}
	if err := doc.AuditTx(ctx, tx, changes...); err != nil {
		return err
	}
	for _, r := range list {
		if r.is.PurchaseOrder != 0 {
			if err := s.referTx(ctx, tx, r.is); err != nil {
				return err
			}
		}
	}
	return s.tellTx(ctx, tx, facts)
}

// tellTx hands facts to those who asked for them.
func (s *Service) tellTx(ctx context.Context, tx *db.Tx, facts []Fact) error {
	for _, f := range facts {
		for _, h := range s.onFact {
			if err := h(ctx, tx, f); err != nil {
				return fmt.Errorf("fact %s of order %s: %w", f.Kind, f.PlatformID, err)
			}
		}
	}
	return nil
}

// referTx lets the purchase order be found by the numbers of its order on 1688 and of the
// parcels: that is what is scanned when they arrive.
func (s *Service) referTx(ctx context.Context, tx *db.Tx, o *Order) error {
	return s.purchases.LearnReferencesTx(ctx, tx, o.PurchaseOrder, refsOf(o))
}

// refsOf are the numbers of an order and its parcels.
func refsOf(o *Order) []purchase.Reference {
	refs := []purchase.Reference{{Kind: purchase.RefOnlineOrder, Value: o.PlatformID}}
	for _, p := range o.Parcels {
		r := purchase.Reference{Kind: purchase.RefTracking, Value: p.Waybill}
		if p.Waybill != "" && !slices.Contains(refs, r) {
			refs = append(refs, r)
		}
	}
	return refs
}

// words are what an order is found by.
func (o *Order) words() []string {
	out := []string{o.PlatformID, o.SellerName, o.SellerLogin, o.OutOrderID}
	for _, p := range o.Parcels {
		out = append(out, p.Waybill)
	}
	for i := range o.Lines {
		if i < 20 {
			out = append(out, o.Lines[i].Title, o.Lines[i].Code)
		}
	}
	return out
}

// changeOf is the audit line of a changed order. What it costs is shown to people who see
// costs.
func changeOf(action string, was, is *Order) doc.Change {
	state := func(o *Order) any {
		if o == nil {
			return nil
		}
		return map[string]any{
			"state": o.State, "status": o.Status, "logistics": o.Logistics, "purchaseOrderId": o.PurchaseOrder, "link": o.Link, "shopId": o.AccountID,
			"cost": map[string]any{"total": o.Total, "paid": o.Paid, "refund": o.Refund, "freight": o.Freight},
		}
	}
	c := doc.Change{Action: action, Entity: entity, EntityID: is.ID, EntityNo: is.PlatformID, After: state(is)}
	if was != nil {
		c.Before = state(was)
	}
	return c
}
