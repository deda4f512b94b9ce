package wms

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
)

// SettingBody is how a set works with its WMS, as sent for saving.
type SettingBody struct {
	Endpoint     string  `json:"endpoint" doc:"Where notices are posted: https, or http in the local network"`
	When         When    `json:"when" enum:"approved,shipped,manual" doc:"When a notice is pushed by itself: as the order stands, as its goods are under way, or never"`
	WarehouseIDs []db.ID `json:"warehouseIds" nullable:"false" maxItems:"500" doc:"The warehouses that the WMS works in"`
	Version      int64   `json:"version"`
}

type settingShown struct {
	SettingBody
	HasSecret bool    `json:"hasSecret" doc:"There is a secret that signs what is sent"`
	UpdatedAt db.Time `json:"updatedAt,omitzero"`
}

// NoticeBody is an arrival notice as listed.
type NoticeBody struct {
	ID          db.ID       `json:"id"`
	OrderID     db.ID       `json:"orderId" doc:"The purchase order"`
	NoticeNo    string      `json:"noticeNo" doc:"The number of the purchase order"`
	State       State       `json:"state" enum:"waiting,sent,refused,failed,withdrawn"`
	Version     int64       `json:"version" doc:"The last one"`
	SentVersion int64       `json:"sentVersion,omitempty" doc:"The last one that the WMS took"`
	ExternalNo  string      `json:"externalNo,omitempty" doc:"What the WMS calls it"`
	Attempts    int64       `json:"attempts" doc:"In a row, of the version"`
	Reason      *api.Reason `json:"reason,omitempty" doc:"Why it stands where it does"`
	DueAt       db.Time     `json:"dueAt,omitzero" doc:"When it is tried next"`
	SentAt      db.Time     `json:"sentAt,omitzero"`
	CreatedAt   db.Time     `json:"createdAt"`
	UpdatedAt   db.Time     `json:"updatedAt"`
}

type noticeRowBody struct {
	NoticeBody
	SupplierID    db.ID  `json:"supplierId"`
	SupplierName  string `json:"supplierName"`
	WarehouseID   db.ID  `json:"warehouseId"`
	WarehouseName string `json:"warehouseName" builtin:"warehouse"`
}

type noticeViewBody struct {
	Pushable bool               `json:"pushable"`
	Why      *api.Reason        `json:"why,omitempty" doc:"Why it cannot be pushed"`
	Notice   *NoticeBody        `json:"notice,omitempty" doc:"Absent while there is none"`
	Status   Status             `json:"status,omitempty" enum:"open,cancelled" doc:"What the last version says"`
	Lines    []Awaited          `json:"lines" nullable:"false" doc:"Likewise"`
	Parcels  []Parcel           `json:"parcels" nullable:"false"`
	Pushes   []pushBody         `json:"pushes" nullable:"false" doc:"The last 50, the newest first"`
	Receipts []wmsReceivedShown `json:"receipts" nullable:"false" doc:"What the WMS received, the newest first"`
}

type pushBody struct {
	Number    int64   `json:"number"`
	Version   int64   `json:"version"`
	StartedAt db.Time `json:"startedAt"`
	EndedAt   db.Time `json:"endedAt,omitzero"`
	Outcome   Outcome `json:"outcome,omitempty" enum:"taken,refused,busy,unanswered" doc:"Absent: under way, or the program ended meanwhile"`
	Status    int64   `json:"status,omitempty" doc:"Of HTTP"`
	Said      string  `json:"said,omitempty" doc:"As the WMS worded it"`
}

type wmsReceivedShown struct {
	ReceiptNo string                `json:"receiptNo" doc:"Of the WMS"`
	ID        db.ID                 `json:"id" doc:"Of the purchase receipt"`
	No        string                `json:"no"`
	State     purchase.ReceiptState `json:"state" enum:"draft,submitted,posted,void"`
	Reversed  bool                  `json:"reversed"`
	Differs   bool                  `json:"differs" doc:"Something was rejected or short"`
	CreatedAt db.Time               `json:"createdAt"`
}

func newNotice(ctx context.Context, n *Notice) *NoticeBody {
	return &NoticeBody{
		ID: n.ID, OrderID: n.OrderID, NoticeNo: n.OrderNo, State: n.State, Version: n.Version, SentVersion: n.SentVersion, ExternalNo: n.ExternalNo, Attempts: n.Attempts,
		Reason: api.NewReason(ctx, n.Why), DueAt: n.DueAt, SentAt: n.SentAt, CreatedAt: n.CreatedAt, UpdatedAt: n.UpdatedAt,
	}
}

func newView(ctx context.Context, v *View) noticeViewBody {
	b := noticeViewBody{
		Pushable: v.Why == nil, Why: api.NewReason(ctx, v.Why), Lines: []Awaited{}, Parcels: []Parcel{}, Pushes: make([]pushBody, 0, len(v.Pushes)), Receipts: make([]wmsReceivedShown, 0, len(v.Receipts)),
	}
	if v.Notice != nil {
		b.Notice = newNotice(ctx, v.Notice)
	}
	if v.Content != nil {
		b.Status, b.Lines, b.Parcels = v.Content.Status, v.Content.Lines, v.Content.Parcels
	}
	for _, p := range v.Pushes {
		b.Pushes = append(b.Pushes, pushBody(p))
	}
	for _, r := range v.Receipts {
		b.Receipts = append(b.Receipts, wmsReceivedShown{r.ReceiptNo, r.ID, r.No, r.State, r.Reversed, !r.Accepted, r.CreatedAt})
	}
	return b
}

// ReceivedBody is what a WMS sends when it has received goods.
type ReceivedBody struct {
	ReceiptNo  string             `json:"receiptNo" maxLength:"100" doc:"The number the WMS gives to what it received; the same number again, saying the same, gives the same answer and makes nothing"`
	NoticeNo   string             `json:"noticeNo,omitempty" maxLength:"100" doc:"As in the notice; may be left out where externalNo is given"`
	ExternalNo string             `json:"externalNo,omitempty" maxLength:"100" doc:"The number that the WMS answered to the notice"`
	Date       db.Date            `json:"date,omitempty" doc:"Today when left out"`
	Waybill    string             `json:"waybill,omitempty" doc:"Number of the parcel"`
	Inspected  bool               `json:"inspected,omitempty" doc:"The goods were inspected; needed where the notice says inspect"`
	Note       string             `json:"note,omitempty"`
	Lines      []receivedLineBody `json:"lines" nullable:"false" maxItems:"500" doc:"One for each SKU"`
}

type receivedLineBody struct {
	SKU          string                `json:"sku" maxLength:"60" doc:"As in the notice"`
	Quantity     dec.Quantity          `json:"quantity" doc:"Accepted, in the unit of the notice; only that is stock and owed for"`
	Rejected     dec.Quantity          `json:"rejected,omitempty" doc:"Came and is not accepted: still awaited"`
	RejectReason purchase.RejectReason `json:"rejectReason,omitempty" enum:"damaged,wrong,quality,other" doc:"Why; needed where the notice says inspect"`
	Short        dec.Quantity          `json:"short,omitempty" doc:"On the slip and not in the parcel: still awaited"`
}

type receivedOutput struct {
	Body struct {
		ID       db.ID                 `json:"id" doc:"Of the purchase receipt"`
		No       string                `json:"no"`
		State    purchase.ReceiptState `json:"state" enum:"draft,submitted,posted,void" doc:"submitted: it waits for its review here"`
		Repeated bool                  `json:"repeated" doc:"It was made when this was sent before"`
	}
}

func (b *ReceivedBody) received() Received {
	in := Received{ReceiptNo: b.ReceiptNo, NoticeNo: b.NoticeNo, ExternalNo: b.ExternalNo, Date: b.Date, Waybill: b.Waybill, Inspected: b.Inspected, Note: b.Note}
	for _, l := range b.Lines {
		in.Lines = append(in.Lines, ReceivedLine(l))
	}
	return in
}
