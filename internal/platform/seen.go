package platform

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/open1688"
)

// Longest texts that are kept; what is longer is cut.
const (
	maxTitle = 300
	maxText  = 500
)

// fromSeen turns an answer of 1688 into an order of ours, without what only we know of
// it. An amount that is none is an error: guessing money is worse than asking again.
func fromSeen(account db.ID, seen *open1688.Order) (*Order, string, error) {
	b := &seen.BaseInfo
	var m moneyReader
	o := &Order{
		AccountID: account, PlatformID: b.OrderID().String(), Status: string(b.Status), State: stateOf(b.Status),
		SellerMember: b.SellerMemberID, SellerLogin: b.SellerLoginID,
		Goods: m.yuan("sumProductPayment", b.SumProductPayment), Freight: m.yuan("shippingFee", b.ShippingFee), Discount: dec.AmountFromFen(int64(b.Discount)),
		Coupon: m.yuan("couponFee", b.CouponFee), Total: m.yuan("totalAmount", b.TotalAmount), Refund: m.yuan("refund", b.Refund),
		RefundStatus: cmp.Or(b.RefundStatusAS, b.RefundStatus), OutOrderID: b.OutOrderID, Message: cut(cmp.Or(b.BuyerFeedback, b.Remark), maxText),
		Memo: cut(b.BuyerMemo, maxText), TradeMode: cmp.Or(b.TradeTypeCode, b.TradeType), CloseReason: cmp.Or(b.CloseReason, b.CloseOperate),
		OrderedAt: at(b.CreateTime), ShippedAt: at(b.AllDeliveredTime), ReceivedAt: at(b.ConfirmedTime), DoneAt: at(b.CompleteTime),
	}
	if c := b.SellerContact; c != nil {
		o.SellerName = cmp.Or(c.CompanyName, c.ShopName, c.Name)
	}
	if o.ReceivedAt.IsZero() {
		o.ReceivedAt = at(b.ReceivingTime)
	}
	if b.PayTimeout > 0 && o.State == StateUnpaid && !o.OrderedAt.IsZero() {
		o.PayUntil = db.At(o.OrderedAt.Add(time.Duration(b.PayTimeout) * time.Second))
	}
	o.readPaid(seen, &m)
	o.ModifiedAt = at(b.ModifyTime)
	if o.ModifiedAt.IsZero() { // then it cannot be older than what it tells of
		for _, t := range []db.Time{o.OrderedAt, o.PaidAt, o.ShippedAt, o.ReceivedAt, o.DoneAt} {
			if t.After(o.ModifiedAt.Time) {
				o.ModifiedAt = t
			}
		}
	}
	for i := range seen.Lines {
		o.Lines = append(o.Lines, readLine(&seen.Lines[i], &m))
	}
	if seen.NativeLogistics != nil {
		for i := range seen.NativeLogistics.Items {
			if p, ok := readParcel(&seen.NativeLogistics.Items[i]); ok && !slices.ContainsFunc(o.Parcels, func(other Parcel) bool { return other.LogisticsID == p.LogisticsID }) {
				o.Parcels = append(o.Parcels, p)
			}
		}
	}
	o.Logistics = o.sent()
	if m.err != nil {
		return nil, "", fmt.Errorf("order %s: %w", o.PlatformID, m.err)
	}
	if o.PlatformID == "" || o.OrderedAt.IsZero() {
		return nil, "", fmt.Errorf("order %q has no number or no time", o.PlatformID)
	}
	text, err := json.Marshal(seen)
	if err != nil {
		return nil, "", fmt.Errorf("keep order %s: %w", o.PlatformID, err)
	}
	return o, string(text), nil
}

// Payment states of a stage (reference §4.6.7).
const (
	stagePaid     = "2"
	stageRefunded = "4"
	stageSettled  = "6" // the money has reached the seller
)

// readPaid adds up what was paid: the stages tell. Where there is none, an order that got
// past payment and names a time was paid in full.
func (o *Order) readPaid(seen *open1688.Order, m *moneyReader) {
	b := &seen.BaseInfo
	told := false
	for i := range seen.TradeTerms {
		t := &seen.TradeTerms[i]
		told = told || t.PayStatus != ""
		switch t.PayStatus {
		case stagePaid, stageRefunded, stageSettled:
			o.Paid = o.Paid.Add(m.yuan("phasAmount", t.Amount))
			if at := at(t.PayTime); o.PaidAt.IsZero() || at.After(o.PaidAt.Time) {
				o.PaidAt = at
			}
		}
	}
	if !told && o.State != StateUnpaid && o.State != StateClosed && !b.PayTime.IsZero() {
		o.Paid = o.Total
	}
	if o.Paid > 0 && o.PaidAt.IsZero() {
		o.PaidAt = at(b.PayTime)
	}
}

func readLine(l *open1688.OrderLine, m *moneyReader) Line {
	out := Line{
		LineID: l.LineID().String(), SpecID: l.SpecID, Title: cut(l.Name, maxTitle), Code: cut(cmp.Or(l.CargoNumber, l.OfferCargoNumber), maxText), Unit: cut(l.Unit, maxText),
		Quantity: m.quantity("quantity", l.Quantity), Price: m.price("price", l.Price), Discount: dec.AmountFromFen(int64(l.EntryDiscount)),
		Amount: m.yuan("itemAmount", l.ItemAmount), Refund: m.yuan("item refund", l.Refund), RefundStatus: l.RefundStatus, Logistics: int64(l.LogisticsStatus),
	}
	out.OfferID, _ = l.ProductID.Int64()
	out.PlatformSKU, _ = l.SKUID.Int64()
	values := make([]string, 0, len(l.SKUInfos))
	for _, v := range l.SKUInfos {
		values = append(values, v.Value)
	}
	out.Spec = cut(strings.Join(values, " / "), maxText)
	if len(l.ImageURLs) > 0 { // the first is the small one
		out.Picture = l.ImageURLs[0]
	}
	return out
}

func readParcel(p *open1688.LogisticsItem) (Parcel, bool) {
	out := Parcel{
		LogisticsID: cmp.Or(p.LogisticsCode, p.ID.String(), p.BillNo), Waybill: waybill(p.BillNo), CarrierNo: p.CompanyNo, CarrierName: p.CompanyName,
		LineIDs: strings.ReplaceAll(p.SubItemIDs, ";", ","), SentAt: at(p.DeliveredTime),
	}
	if out.SentAt.IsZero() {
		out.SentAt = at(p.GmtCreate)
	}
	return out, out.LogisticsID != ""
}

// waybill is the number of a parcel; handed over goods have none, whatever stands there.
func waybill(text string) string {
	text = strings.TrimSpace(text)
	if text == noWaybill {
		return ""
	}
	return cut(text, 60)
}

// sent tells how far the lines have been sent. That parcels were handed over is learnt
// from them alone.
func (o *Order) sent() Logistics {
	switch n := o.sentLines(); {
	case o.shipped(), n > 0 && n == 2*int64(len(o.Lines)):
		return LogisticsSent
	case n > 0 || len(o.Parcels) > 0:
		return LogisticsPartial
	}
	return LogisticsNone
}

func at(t open1688.Time) db.Time {
	if t.IsZero() {
		return db.Time{}
	}
	return db.At(t.Time)
}

func cut(text string, most int) string {
	text = strings.TrimSpace(text)
	if r := []rune(text); len(r) > most {
		return string(r[:most])
	}
	return text
}

// moneyReader reads amounts and keeps the first that is none.
type moneyReader struct{ err error }

func (m *moneyReader) fail(what string, err error) {
	if m.err == nil {
		m.err = fmt.Errorf("%s: %w", what, err)
	}
}

func (m *moneyReader) yuan(what string, y open1688.Yuan) dec.Amount {
	if y == "" {
		return 0
	}
	fen, err := y.Fen()
	if err != nil {
		m.fail(what, err)
	}
	return dec.AmountFromFen(int64(fen))
}

// price reads a unit price. It has at most four places here; 1688 has been seen with no
// more than two.
func (m *moneyReader) price(what string, y open1688.Yuan) dec.Price {
	if y == "" {
		return 0
	}
	n, err := y.Scaled(4)
	if err != nil {
		m.fail(what, err)
		return 0
	}
	return dec.Price(n * (dec.Scale / 10_000))
}

func (m *moneyReader) quantity(what string, d open1688.Decimal) dec.Quantity {
	if d == "" {
		return 0
	}
	n, err := d.Scaled(4) // 5.0E1 is a quantity too
	if err != nil {
		m.fail(what, err)
		return 0
	}
	return dec.Quantity(n * (dec.Scale / 10_000))
}
