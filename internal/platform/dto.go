package platform

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
)

// seen leaves a figure out for those who may not see what things cost.
func seen[T any](ctx context.Context, v T) *T {
	if !api.Can(ctx, api.CostSee) {
		return nil
	}
	return &v
}

type parcelBody struct {
	LogisticsID string  `json:"logisticsId"`
	Waybill     string  `json:"waybill,omitempty" doc:"Left out for goods that were handed over"`
	CarrierName string  `json:"carrierName,omitempty"`
	Status      string  `json:"status,omitempty" doc:"As 1688 words it: ACCEPT, TRANSPORT, SIGN …"`
	SentAt      db.Time `json:"sentAt,omitzero"`
}

func newParcels(list []Parcel) []parcelBody {
	out := make([]parcelBody, len(list))
	for i, p := range list {
		out[i] = parcelBody{p.LogisticsID, p.Waybill, p.CarrierName, p.Status, p.SentAt}
	}
	return out
}

// RowBody is an order as listed. What it costs is for people who see costs.
type RowBody struct {
	ID              db.ID        `json:"id"`
	No              string       `json:"no" doc:"Its number on 1688"`
	AccountID       db.ID        `json:"accountId"`
	AccountName     string       `json:"accountName"`
	Standing        Standing     `json:"standing" enum:"unpaid,review,to_ship,shipped,frozen,short,problem,done,closed" doc:"Where it stands for those who buy 处理状态"`
	Why             Why          `json:"why" enum:"unpaid,unmatched,paid,sent,sent_part,signed,refund_asked,refund_refused,return_awaited,return_sent,closed_for_lack,refunded_unsent,sent_short,parcel_refused,parcel_not_taken,parcel_trouble,returned,over_charged,not_on_order,money_out,unknown_status,unread,received,done,closed" doc:"Why it stands there"`
	State           State        `json:"state" enum:"unpaid,to_ship,shipped,received,done,closed,other" doc:"What 1688 says"`
	Status          string       `json:"status" doc:"As 1688 words it"`
	Logistics       Logistics    `json:"logistics" enum:"none,partial,sent,signed"`
	Link            Link         `json:"link" enum:",placed,adopted,made,ignored" doc:"How it came to its purchase order; empty while nobody has said"`
	PurchaseOrderID db.ID        `json:"purchaseOrderId,omitempty"`
	PurchaseNo      string       `json:"purchaseNo,omitempty"`
	SupplierID      db.ID        `json:"supplierId,omitempty" doc:"Left out while the seller is no supplier"`
	SupplierName    string       `json:"supplierName,omitempty"`
	SellerName      string       `json:"sellerName,omitempty"`
	SellerLogin     string       `json:"sellerLogin,omitempty" doc:"Login id of the seller, who is chatted with under it 旺旺"`
	Title           string       `json:"title,omitempty" doc:"Of its first line"`
	Picture         string       `json:"picture,omitempty"`
	Lines           int          `json:"lineCount"`
	Quantity        dec.Quantity `json:"quantity" doc:"Over all lines, in the units of 1688"`
	Total           *dec.Amount  `json:"total,omitempty" doc:"What 1688 charges: goods and freight after discounts; needs cost.see"`
	Paid            *dec.Amount  `json:"paid,omitempty"`
	Refund          *dec.Amount  `json:"refund,omitempty" doc:"Given back so far"`
	RefundStatus    string       `json:"refundStatus,omitempty" doc:"As 1688 words it"`
	Parcels         []parcelBody `json:"parcels"`
	OrderedAt       db.Time      `json:"orderedAt"`
	PayUntil        db.Time      `json:"payUntil,omitzero"`
	ReadAt          db.Time      `json:"readAt" doc:"When 1688 was last asked"`
	Failures        int64        `json:"failures" doc:"How often in a row it could not be read"`
	Trouble         *api.Reason  `json:"trouble,omitempty" doc:"Why it could not be read"`
}

func newRowBody(ctx context.Context, r *Row) RowBody {
	b := RowBody{
		ID: r.ID, No: r.PlatformID, AccountID: r.AccountID, AccountName: r.AccountName, Standing: r.Standing, Why: r.Why, State: r.State, Status: r.Status, Logistics: r.Logistics, Link: r.Link,
		PurchaseOrderID: r.PurchaseOrder, PurchaseNo: r.PurchaseNo, SupplierID: r.SupplierID, SupplierName: r.SupplierName, SellerName: r.SellerName, SellerLogin: r.SellerLogin,
		Lines: len(r.Order.Lines), Total: seen(ctx, r.Total), Paid: seen(ctx, r.Paid), Refund: seen(ctx, r.Refund), RefundStatus: r.RefundStatus, Parcels: newParcels(r.Parcels),
		OrderedAt: r.OrderedAt, PayUntil: r.PayUntil, ReadAt: r.ReadAt, Failures: r.Failures, Trouble: api.NewReason(ctx, r.Trouble),
	}
	for i := range r.Order.Lines {
		l := &r.Order.Lines[i]
		if i == 0 {
			b.Title, b.Picture = l.Title, l.Picture
		}
		b.Quantity = b.Quantity.Add(l.Quantity)
	}
	return b
}

type skuBody struct {
	ID   db.ID  `json:"id"`
	Code string `json:"code"`
	Name string `json:"name" doc:"Of its product"`
	Spec string `json:"spec,omitempty"`
}

type lineBody struct {
	LineID         string       `json:"lineId" doc:"Of 1688"`
	OfferID        string       `json:"offerId,omitempty"`
	Title          string       `json:"title"`
	Spec           string       `json:"spec,omitempty"`
	Picture        string       `json:"picture,omitempty"`
	Code           string       `json:"code,omitempty"`
	Unit           string       `json:"unit,omitempty"`
	Quantity       dec.Quantity `json:"quantity"`
	Price          *dec.Price   `json:"price,omitempty"`
	Discount       *dec.Amount  `json:"discount,omitempty" doc:"Negative is cheaper"`
	Amount         *dec.Amount  `json:"amount,omitempty"`
	Refund         *dec.Amount  `json:"refund,omitempty"`
	RefundStatus   string       `json:"refundStatus,omitempty"`
	PurchaseLineID db.ID        `json:"purchaseLineId,omitempty" doc:"The line of the purchase order that it buys"`
	SKUs           []skuBody    `json:"skus" doc:"What it buys, or what its spec is a source of"`
}

type stepBody struct {
	ID          db.ID   `json:"id"`
	LogisticsID string  `json:"logisticsId,omitempty" doc:"Left out for a note about the whole order"`
	Waybill     string  `json:"waybill,omitempty"`
	At          db.Time `json:"at"`
	Content     string  `json:"content"`
	ByPerson    bool    `json:"byPerson" doc:"A note of a person; otherwise the carrier said it"`
	AddedBy     string  `json:"addedBy,omitempty" doc:"The person, or the carrier"`
	AddedAt     db.Time `json:"addedAt"`
}

type priceChangeBody struct {
	TotalWas   dec.Amount `json:"totalWas"`
	Total      dec.Amount `json:"total"`
	GoodsWas   dec.Amount `json:"goodsWas"`
	Goods      dec.Amount `json:"goods"`
	FreightWas dec.Amount `json:"freightWas"`
	Freight    dec.Amount `json:"freight"`
	SeenAt     db.Time    `json:"seenAt"`
}

type detailBody struct {
	RowBody
	Goods        *dec.Amount       `json:"goods,omitempty"`
	Freight      *dec.Amount       `json:"freight,omitempty"`
	Discount     *dec.Amount       `json:"discount,omitempty" doc:"Of the whole order; negative is cheaper"`
	Coupon       *dec.Amount       `json:"coupon,omitempty"`
	OutOrderID   string            `json:"outOrderId,omitempty" doc:"Our number, of an order placed by program"`
	Message      string            `json:"message,omitempty" doc:"To the seller"`
	Memo         string            `json:"memo,omitempty" doc:"Our own, on 1688"`
	TradeMode    string            `json:"tradeMode,omitempty"`
	CloseReason  string            `json:"closeReason,omitempty"`
	PaidAt       db.Time           `json:"paidAt,omitzero"`
	ShippedAt    db.Time           `json:"shippedAt,omitzero"`
	ReceivedAt   db.Time           `json:"receivedAt,omitzero"`
	DoneAt       db.Time           `json:"doneAt,omitzero"`
	LinkedBy     string            `json:"linkedBy,omitempty"`
	LinkedAt     db.Time           `json:"linkedAt,omitzero"`
	NextReadAt   db.Time           `json:"nextReadAt,omitzero" doc:"When 1688 is asked again; left out when nothing can change any more"`
	Lines        []lineBody        `json:"lines"`
	Way          []stepBody        `json:"way" doc:"What carriers said of the parcels and people noted, the newest first 轨迹"`
	PriceChanges []priceChangeBody `json:"priceChanges" doc:"Needs cost.see"`
}

func newDetailBody(ctx context.Context, d *Detail) detailBody {
	b := detailBody{
		RowBody: newRowBody(ctx, &d.Row), Goods: seen(ctx, d.Goods), Freight: seen(ctx, d.Freight), Discount: seen(ctx, d.Discount), Coupon: seen(ctx, d.Coupon),
		OutOrderID: d.OutOrderID, Message: d.Message, Memo: d.Memo, TradeMode: d.TradeMode, CloseReason: d.CloseReason, PaidAt: d.PaidAt, ShippedAt: d.ShippedAt,
		ReceivedAt: d.ReceivedAt, DoneAt: d.DoneAt, LinkedBy: d.LinkedBy, LinkedAt: d.LinkedAt, NextReadAt: d.NextPollAt,
		Lines: []lineBody{}, Way: []stepBody{}, PriceChanges: []priceChangeBody{},
	}
	for i := range d.Order.Lines {
		l := &d.Order.Lines[i]
		line := lineBody{
			LineID: l.LineID, Title: l.Title, Spec: l.Spec, Picture: l.Picture, Code: l.Code, Unit: l.Unit, Quantity: l.Quantity, Price: seen(ctx, l.Price),
			Discount: seen(ctx, l.Discount), Amount: seen(ctx, l.Amount), Refund: seen(ctx, l.Refund), RefundStatus: l.RefundStatus, PurchaseLineID: l.PurchaseLineID, SKUs: []skuBody{},
		}
		if l.OfferID != 0 {
			line.OfferID = db.ID(l.OfferID).String()
		}
		for _, k := range d.SKUs[l.LineID] {
			line.SKUs = append(line.SKUs, skuBody(k))
		}
		b.Lines = append(b.Lines, line)
	}
	for _, t := range d.Way {
		b.Way = append(b.Way, stepBody{t.ID, t.LogisticsID, t.Waybill, t.EventAt, t.Content, t.ByPerson, t.AddedBy, t.AddedAt})
	}
	if api.Can(ctx, api.CostSee) {
		for _, c := range d.PriceChanges {
			b.PriceChanges = append(b.PriceChanges, priceChangeBody{c.TotalWas, c.TotalIs, c.GoodsWas, c.GoodsIs, c.FreightWas, c.FreightIs, c.SeenAt})
		}
	}
	return b
}

type candidateBody struct {
	ID           db.ID          `json:"id"`
	No           string         `json:"no"`
	Date         db.Date        `json:"date"`
	Stage        purchase.Stage `json:"stage" enum:"draft,review,second,open,partial,done,closed,void"`
	SupplierID   db.ID          `json:"supplierId"`
	SupplierName string         `json:"supplierName"`
	Total        *dec.Amount    `json:"total,omitempty" doc:"Needs cost.see"`
	Lines        int64          `json:"lineCount"`
	Same         int64          `json:"same" doc:"So many of its lines are in the order, with the same quantity"`
	Other        int64          `json:"other" doc:"So many are in it with another quantity"`
	Orders       int64          `json:"orders" doc:"It has so many orders of 1688 already"`
}

type fetchBody struct {
	ID          db.ID       `json:"id"`
	TaskID      db.ID       `json:"taskId,omitempty"`
	AccountID   db.ID       `json:"accountId"`
	AccountName string      `json:"accountName"`
	ByChange    bool        `json:"byChange" doc:"The span is of changes, not of orders made"`
	From        db.Time     `json:"from"`
	To          db.Time     `json:"to" doc:"Not part of the span"`
	Archive     bool        `json:"archive" doc:"What 1688 keeps in its archive is being read"`
	State       FetchState  `json:"state" enum:"running,paused,done,failed,cancelled"`
	Read        int64       `json:"read" doc:"So many orders were read"`
	Added       int64       `json:"added" doc:"So many of them were not here before"`
	Total       *int64      `json:"total,omitempty" doc:"Of the part being read; left out before 1688 was asked"`
	Reason      *api.Reason `json:"reason,omitempty" doc:"Why it failed or waits; none for one that a person paused"`
	StartedBy   string      `json:"startedBy,omitempty"`
	CreatedAt   db.Time     `json:"createdAt"`
	FinishedAt  db.Time     `json:"finishedAt,omitzero"`
}

func newFetchBody(ctx context.Context, r *Fetch) fetchBody {
	b := fetchBody{
		ID: r.ID, TaskID: r.TaskID, AccountID: r.AccountID, AccountName: r.AccountName, ByChange: r.ByChange, From: r.From, To: r.To, Archive: r.Archive, State: r.State,
		Read: r.Read, Added: r.Added, Reason: api.NewReason(ctx, r.Reason), StartedBy: r.StartedBy, CreatedAt: r.CreatedAt, FinishedAt: r.FinishedAt,
	}
	if r.Total.Valid {
		b.Total = &r.Total.Int64
	}
	return b
}

type asReadBody struct {
	Answer string `json:"answer" doc:"JSON as 1688 gave it"`
}
