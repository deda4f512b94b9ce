package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/trade"
)

// ReceiptSaveBody is a purchase receipt, or a return, as sent for saving.
type ReceiptSaveBody struct {
	Mode          string            `json:"mode" enum:"draft,post" doc:"draft keeps it without effect; post moves the goods and opens the payable, or asks for the review where the set has stock documents reviewed"`
	Kind          ReceiptKind       `json:"kind,omitempty" enum:"receipt,return" default:"receipt" doc:"receipt 购货单, return 购货退货单"`
	Date          db.Date           `json:"date,omitempty" doc:"Today when left out"`
	OrderID       db.ID             `json:"orderId,omitempty" doc:"The purchase order that goods came of"`
	SourceID      db.ID             `json:"sourceId,omitempty" doc:"Of a return: the receipt"`
	SupplierID    db.ID             `json:"supplierId,omitempty" doc:"That of the order or receipt when left out"`
	WarehouseID   db.ID             `json:"warehouseId,omitempty" doc:"That of the order or receipt, else the default one"`
	TaxIncluded   *bool             `json:"taxIncluded,omitempty" doc:"Without an order only; true when left out"`
	DiscountBPS   int64             `json:"discountBps,omitempty" minimum:"0" maximum:"10000"`
	Discount      *dec.Amount       `json:"discount,omitempty" doc:"When left out, the part of the order's that belongs to what came"`
	Freight       *dec.Amount       `json:"freight,omitempty" doc:"Likewise"`
	OtherFee      *dec.Amount       `json:"otherFee,omitempty" doc:"Likewise"`
	Waybill       string            `json:"waybill,omitempty" doc:"Number of the parcel 物流单号"`
	OverReason    string            `json:"overReason,omitempty" doc:"Why more is taken than was ordered; needs purchase.receive_more"`
	Inspected     bool              `json:"inspected,omitempty" doc:"The goods were inspected 质检; needed to post what came of an order that asks for it"`
	ClearSupplier bool              `json:"clearSupplier,omitempty" doc:"Clear the supplier's advances that were paid for no order too, after those of the order"`
	AsCharged     bool              `json:"asCharged,omitempty" doc:"Take discount, freight and fees that are left out from what the orders on 1688 charge, not from the purchase order"`
	Note          string            `json:"note,omitempty"`
	Lines         []receiptLineSave `json:"lines" nullable:"false"`
}

type receiptLineSave struct {
	SKUID        db.ID        `json:"skuId"`
	UnitID       db.ID        `json:"unitId,omitempty" doc:"That of the source's line, else the base unit"`
	Quantity     dec.Quantity `json:"quantity" doc:"Accepted; only that is stock and owed for"`
	Rejected     dec.Quantity `json:"rejected,omitempty" doc:"Came and is not accepted, in the same unit"`
	RejectReason RejectReason `json:"rejectReason,omitempty" enum:"damaged,wrong,quality,other" doc:"Why; needed where the order asks for inspection"`
	Short        dec.Quantity `json:"short,omitempty" doc:"On the slip and not in the parcel 少收, in the same unit: still awaited"`
	Price        *dec.Price   `json:"price,omitempty" doc:"That of the source's line, else the one last agreed"`
	DiscountBPS  int64        `json:"discountBps,omitempty" minimum:"0" maximum:"10000"`
	Discount     dec.Amount   `json:"discount,omitempty"`
	TaxRateBPS   *int64       `json:"taxRateBps,omitempty" minimum:"0" maximum:"10000"`
	SourceLineID db.ID        `json:"sourceLineId,omitempty" doc:"Of the order, or of the receipt that is returned"`
	Note         string       `json:"note,omitempty"`
}

func (b *ReceiptSaveBody) input(ctx context.Context) ReceiptInput {
	in := ReceiptInput{
		Kind: b.Kind, Date: b.Date, SupplierID: b.SupplierID, WarehouseID: b.WarehouseID, OrderID: b.OrderID, SourceID: b.SourceID, TaxIncluded: b.TaxIncluded,
		DiscountBPS: b.DiscountBPS, Discount: b.Discount, Freight: b.Freight, OtherFee: b.OtherFee, Waybill: b.Waybill, OverReason: b.OverReason, Note: b.Note,
		Inspected: b.Inspected, ClearSupplier: b.ClearSupplier, AsCharged: b.AsCharged,
		Within: api.DataScope(ctx), MayTakeMore: api.Can(ctx, PermReceiveMore), MayReprice: api.Can(ctx, PermReceivePrice), KeepCosts: !api.Can(ctx, api.CostSee),
	}
	for _, l := range b.Lines {
		in.Lines = append(in.Lines, ReceiptLineInput{
			LineInput: trade.LineInput{
				SKUID: l.SKUID, UnitID: l.UnitID, Quantity: l.Quantity, Price: l.Price, DiscountBPS: l.DiscountBPS, Discount: l.Discount, TaxRateBPS: l.TaxRateBPS,
				SourceLineID: l.SourceLineID, Note: l.Note,
			},
			Rejected: l.Rejected, RejectReason: l.RejectReason, Short: l.Short,
		})
	}
	return in
}

// ReceiptRowBody is a purchase receipt as listed. What it costs is for people who see costs.
type ReceiptRowBody struct {
	ID            db.ID        `json:"id"`
	Kind          ReceiptKind  `json:"kind" enum:"receipt,return"`
	No            string       `json:"no"`
	Date          db.Date      `json:"date"`
	State         ReceiptState `json:"state" enum:"draft,submitted,posted,void"`
	SupplierID    db.ID        `json:"supplierId"`
	SupplierName  string       `json:"supplierName"`
	WarehouseID   db.ID        `json:"warehouseId"`
	WarehouseName string       `json:"warehouseName" builtin:"warehouse"`
	OrderID       db.ID        `json:"orderId,omitempty"`
	OrderNo       string       `json:"orderNo,omitempty"`
	Waybill       string       `json:"waybill,omitempty"`
	Total         *dec.Amount  `json:"total,omitempty" doc:"What the supplier is owed; needs cost.see"`
	Note          string       `json:"note,omitempty"`
	ReversesID    db.ID        `json:"reversesId,omitempty"`
	ReversedByID  db.ID        `json:"reversedById,omitempty"`
	CreatedAt     db.Time      `json:"createdAt"`
	Version       int64        `json:"version"`
}

func newReceiptRow(ctx context.Context, r *ReceiptRow) ReceiptRowBody {
	return ReceiptRowBody{
		ID: r.ID, Kind: r.Kind, No: r.No, Date: r.Date, State: r.State, SupplierID: r.SupplierID, SupplierName: r.SupplierName, WarehouseID: r.WarehouseID,
		WarehouseName: r.WarehouseName, OrderID: r.OrderID, OrderNo: r.OrderNo, Waybill: r.Waybill, Total: seen(ctx, r.Total), Note: r.Note,
		ReversesID: r.ReversesID, ReversedByID: r.ReversedByID, CreatedAt: r.CreatedAt, Version: r.Version,
	}
}

type receiptBody struct {
	ReceiptRowBody
	SourceID        db.ID             `json:"sourceId,omitempty"`
	SourceNo        string            `json:"sourceNo,omitempty"`
	ReversesNo      string            `json:"reversesNo,omitempty"`
	ReversedByNo    string            `json:"reversedByNo,omitempty"`
	TaxIncluded     bool              `json:"taxIncluded"`
	DiscountBPS     int64             `json:"discountBps"`
	Discount        *dec.Amount       `json:"discount,omitempty"`
	Freight         *dec.Amount       `json:"freight,omitempty"`
	OtherFee        *dec.Amount       `json:"otherFee,omitempty"`
	GoodsAmount     *dec.Amount       `json:"goodsAmount,omitempty"`
	TaxAmount       *dec.Amount       `json:"taxAmount,omitempty"`
	Cost            *dec.Cost         `json:"cost,omitempty" doc:"What the goods are worth as stock; below zero when they left"`
	OverReason      string            `json:"overReason,omitempty"`
	RejectedReason  string            `json:"rejectedReason,omitempty" doc:"Why the reviewer sent it back"`
	Inspect         bool              `json:"inspect,omitempty" doc:"The order asks for inspection"`
	InspectedByName string            `json:"inspectedByName,omitempty"`
	InspectedAt     *db.Time          `json:"inspectedAt,omitempty"`
	ClearSupplier   bool              `json:"clearSupplier,omitempty"`
	AsCharged       bool              `json:"asCharged,omitempty" doc:"What was taken of discount, freight and fees is what 1688 charges"`
	Taken           []string          `json:"taken" nullable:"false" enum:"discount,freight,otherFee" doc:"Taken from the source as the part that belongs to what came, not entered"`
	Payments        []receiptPayment  `json:"payments,omitempty" doc:"What settles its payable, advances that it cleared among them"`
	Costs           []receiptCost     `json:"costs,omitempty" doc:"Costs that arrived after the goods"`
	CreatedByName   string            `json:"createdByName,omitempty"`
	PostedAt        *db.Time          `json:"postedAt,omitempty"`
	Lines           []receiptLineBody `json:"lines" nullable:"false"`
}

type receiptPayment struct {
	ID     db.ID               `json:"id"`
	Kind   finance.PaymentKind `json:"kind" enum:"payment,supplier_refund,payable_settlement"`
	No     string              `json:"no"`
	Amount *dec.Amount         `json:"amount,omitempty"`
}

// receiptCost is a late cost's share that fell to a receipt.
type receiptCost struct {
	ID     db.ID       `json:"id"`
	No     string      `json:"no"`
	Kind   CostKind    `json:"kind" enum:"freight,customs,handling,other"`
	Amount *dec.Amount `json:"amount,omitempty"`
}

type receiptLineBody struct {
	ID            db.ID        `json:"id"`
	SKUID         db.ID        `json:"skuId"`
	SKUCode       string       `json:"skuCode"`
	ProductID     db.ID        `json:"productId"`
	ProductName   string       `json:"productName"`
	Spec          string       `json:"spec,omitempty"`
	Picture       string       `json:"picture,omitempty"`
	UnitID        db.ID        `json:"unitId"`
	UnitName      string       `json:"unitName" builtin:"unit"`
	Quantity      dec.Quantity `json:"quantity"`
	BaseQuantity  dec.Quantity `json:"baseQuantity"`
	Rejected      dec.Quantity `json:"rejected"`
	RejectReason  RejectReason `json:"rejectReason,omitempty" enum:"damaged,wrong,quality,other"`
	Short         dec.Quantity `json:"short" doc:"On the slip and not in the parcel"`
	Returned      dec.Quantity `json:"returned" doc:"Went back since, in base units"`
	Price         *dec.Price   `json:"price,omitempty"`
	DiscountBPS   int64        `json:"discountBps"`
	Discount      *dec.Amount  `json:"discount,omitempty"`
	TaxRateBPS    int64        `json:"taxRateBps"`
	TaxAmount     *dec.Amount  `json:"taxAmount,omitempty"`
	Amount        *dec.Amount  `json:"amount,omitempty"`
	SettledAmount *dec.Amount  `json:"settledAmount,omitempty" doc:"What is owed for the line after the discount of the document"`
	Landed        *dec.Amount  `json:"landed,omitempty" doc:"Its share of freight and fees"`
	Cost          *dec.Cost    `json:"cost,omitempty"`
	SourceLineID  db.ID        `json:"sourceLineId,omitempty"`
	Note          string       `json:"note,omitempty"`
}

func newReceiptBody(ctx context.Context, d *ReceiptDetail) receiptBody {
	row := ReceiptRow{
		ID: d.ID, Kind: d.Kind, No: d.No, Date: d.Date, State: d.State, SupplierID: d.SupplierID, SupplierName: d.SupplierName, WarehouseID: d.WarehouseID,
		WarehouseName: d.WarehouseName, OrderID: d.OrderID, OrderNo: d.OrderNo, Waybill: d.Waybill, Total: d.Total, Note: d.Note,
		ReversesID: d.ReversesID, ReversedByID: d.ReversedByID, CreatedAt: d.CreatedAt, Version: d.Version,
	}
	out := receiptBody{
		ReceiptRowBody: newReceiptRow(ctx, &row), SourceID: d.SourceID, SourceNo: d.SourceNo, ReversesNo: d.ReversesNo, ReversedByNo: d.ReversedByNo,
		TaxIncluded: d.TaxIncluded, DiscountBPS: d.DiscountBPS, Discount: seen(ctx, d.Discount), Freight: seen(ctx, d.Freight), OtherFee: seen(ctx, d.OtherFee),
		GoodsAmount: seen(ctx, d.GoodsAmount), TaxAmount: seen(ctx, d.TaxAmount), OverReason: d.OverReason, CreatedByName: d.CreatedByName,
		Lines: make([]receiptLineBody, 0, len(d.Lines)),
	}
	out.RejectedReason, out.Inspect, out.InspectedByName, out.ClearSupplier, out.AsCharged, out.Taken = d.RejectedReason, d.Inspect, d.InspectedByName, d.ClearSupplier, d.AsCharged, d.taken()
	if !d.InspectedAt.IsZero() {
		out.InspectedAt = &d.InspectedAt
	}
	for _, p := range d.Payments {
		out.Payments = append(out.Payments, receiptPayment{ID: p.PaymentID, Kind: p.Kind, No: p.No, Amount: seen(ctx, p.Amount)})
	}
	for _, c := range d.Costs {
		out.Costs = append(out.Costs, receiptCost{ID: c.ID, No: c.No, Kind: c.Kind, Amount: seen(ctx, c.Amount)})
	}
	posted := d.State == ReceiptPosted
	if posted {
		out.Cost, out.PostedAt = seen(ctx, d.Cost), &d.PostedAt
	}
	for i := range d.Lines {
		l := &d.Lines[i]
		b := receiptLineBody{
			ID: l.ID, SKUID: l.SKUID, UnitID: l.UnitID, Quantity: l.Quantity, BaseQuantity: l.BaseQuantity, Rejected: l.Rejected, RejectReason: l.RejectReason,
			Short: l.Short, Returned: d.Returned[l.ID],
			Price: seen(ctx, l.Price), DiscountBPS: l.DiscountBPS, Discount: seen(ctx, l.Discount), TaxRateBPS: l.TaxRateBPS, TaxAmount: seen(ctx, l.TaxAmount),
			Amount: seen(ctx, l.Amount), SettledAmount: seen(ctx, l.SettledAmount), Landed: seen(ctx, l.Landed), SourceLineID: l.SourceLineID, Note: l.Note,
		}
		if posted {
			b.Cost = seen(ctx, l.Cost)
		}
		if k := d.SKUs[l.SKUID]; k != nil {
			b.SKUCode, b.ProductID, b.ProductName, b.Spec, b.Picture = k.Code, k.ProductID, k.ProductName, k.Spec, k.Picture
			if u := k.Unit(l.UnitID); u != nil {
				b.UnitName = u.Name
			}
		}
		out.Lines = append(out.Lines, b)
	}
	return out
}
