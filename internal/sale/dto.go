package sale

import (
	"context"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/trade"
)

// SaveBody is a sales document as sent for saving.
type SaveBody struct {
	Mode          string     `json:"mode" enum:"draft,post" doc:"draft keeps it without effect; post posts it, or submits it where the set reviews documents"`
	Kind          string     `json:"kind,omitempty" enum:"order,issue,return" default:"issue"`
	Date          db.Date    `json:"date,omitempty" doc:"Today when left out"`
	CustomerID    db.ID      `json:"customerId"`
	ShopID        db.ID      `json:"shopId,omitempty" doc:"Needed when the set has several 1688 shops"`
	WarehouseID   db.ID      `json:"warehouseId,omitempty" doc:"When left out, the warehouse of the shop, or else the default one"`
	SalespersonID db.ID      `json:"salespersonId,omitempty"`
	WantsPreorder *bool      `json:"wantsPreorder,omitempty" doc:"Make a 1688 pre-order; as the shop is set up when left out"`
	TaxIncluded   *bool      `json:"taxIncluded,omitempty" doc:"Prices contain the tax; true when left out"`
	DiscountBPS   int64      `json:"discountBps,omitempty" minimum:"0" maximum:"10000" doc:"Discount of the whole document in 1/10,000"`
	Discount      dec.Amount `json:"discount,omitempty" doc:"Discount of the whole document as an amount"`
	CustomerFee   dec.Amount `json:"customerFee,omitempty" doc:"Fee borne by the customer 客户承担费用"`
	PaidNow       dec.Amount `json:"paidNow,omitempty" doc:"Received on the spot 本次收款"`
	FundAccountID db.ID      `json:"fundAccountId,omitempty" doc:"Where paidNow went"`
	Note          string     `json:"note,omitempty"`
	SourceID      db.ID      `json:"sourceId,omitempty" doc:"The order an issue comes from, the issue a return is of"`
	Lines         []lineBody `json:"lines" nullable:"false"`
}

type lineBody struct {
	SKUID        db.ID        `json:"skuId"`
	UnitID       db.ID        `json:"unitId,omitempty" doc:"The base unit when left out"`
	Quantity     dec.Quantity `json:"quantity"`
	Price        *dec.Price   `json:"price,omitempty" doc:"Per unit; the price of the customer's level when left out"`
	DiscountBPS  int64        `json:"discountBps,omitempty" minimum:"0" maximum:"10000"`
	Discount     dec.Amount   `json:"discount,omitempty"`
	TaxRateBPS   *int64       `json:"taxRateBps,omitempty" minimum:"0" maximum:"10000" doc:"The product's rate when left out"`
	SourceLineID db.ID        `json:"sourceLineId,omitempty"`
	Note         string       `json:"note,omitempty"`
}

func (b *SaveBody) mode() Mode { return Mode(b.Mode) }

func (b *SaveBody) input(ctx context.Context) Input {
	in := Input{
		Kind: Kind(b.Kind), Date: b.Date, CustomerID: b.CustomerID, ShopID: b.ShopID, WarehouseID: b.WarehouseID, SalespersonID: b.SalespersonID,
		WantsPreorder: b.WantsPreorder, TaxIncluded: b.TaxIncluded, DiscountBPS: b.DiscountBPS, Discount: b.Discount, CustomerFee: b.CustomerFee,
		PaidNow: b.PaidNow, FundAccountID: b.FundAccountID, Note: b.Note, SourceID: b.SourceID,
	}
	if in.Kind == "" {
		in.Kind = KindIssue
	}
	within := api.DataScope(ctx)
	in.Warehouses, in.Shops = within.Warehouses, within.Shops
	for i := range b.Lines {
		in.Lines = append(in.Lines, LineInput(b.Lines[i]))
	}
	return in
}

// RowBody is a sales document as listed.
type RowBody struct {
	ID            db.ID      `json:"id"`
	Kind          string     `json:"kind"`
	No            string     `json:"no"`
	Date          db.Date    `json:"date"`
	State         string     `json:"state"`
	Fulfilment    string     `json:"fulfilment,omitempty" enum:"open,partial,done,closed" doc:"How far a posted order has been served; what it lacks is reserved unless it is closed"`
	CustomerID    db.ID      `json:"customerId"`
	CustomerName  string     `json:"customerName" builtin:"customer"`
	WarehouseName string     `json:"warehouseName" builtin:"warehouse"`
	ShopID        db.ID      `json:"shopId,omitempty"`
	Total         dec.Amount `json:"total" doc:"Settlement amount 结算金额"`
	Settled       dec.Amount `json:"settled"`
	Cost          *dec.Cost  `json:"cost,omitempty"`
	Pay           string     `json:"pay,omitempty" enum:"unpaid,partial,paid"`
	WantsPreorder bool       `json:"wantsPreorder" doc:"It has a 1688 pre-order, or will when it is posted"`
	Note          string     `json:"note,omitempty"`
	ReversesID    db.ID      `json:"reversesId,omitempty"`
	ReversedByID  db.ID      `json:"reversedById,omitempty"`
	CreatedAt     db.Time    `json:"createdAt"`
	Version       int64      `json:"version"`
}

func newRowBody(ctx context.Context, r *Row) RowBody {
	return RowBody{
		ID: r.ID, Kind: string(r.Kind), No: r.No, Date: r.Date, State: string(r.State), Fulfilment: string(r.Fulfilment), CustomerID: r.CustomerID, CustomerName: r.CustomerName,
		WarehouseName: r.WarehouseName, ShopID: r.ShopID, Total: r.Total, Settled: r.Settled, Cost: visibleCost(ctx, r.State, r.Cost), Pay: string(r.Pay),
		WantsPreorder: r.WantsPreorder, Note: r.Note, ReversesID: r.ReversesID, ReversedByID: r.ReversedByID, CreatedAt: r.CreatedAt, Version: r.Version,
	}
}

// visibleCost leaves the cost out for those who may not see it, and before it is known.
func visibleCost(ctx context.Context, state State, c dec.Cost) *dec.Cost {
	if state != StatePosted || !api.Can(ctx, api.CostSee) {
		return nil
	}
	return &c
}

type detailBody struct {
	RowBody
	CustomerCode    string           `json:"customerCode"`
	WarehouseID     db.ID            `json:"warehouseId"`
	SalespersonID   db.ID            `json:"salespersonId,omitempty"`
	SalespersonName string           `json:"salespersonName,omitempty"`
	TaxIncluded     bool             `json:"taxIncluded"`
	DiscountBPS     int64            `json:"discountBps"`
	Discount        dec.Amount       `json:"discount"`
	CustomerFee     dec.Amount       `json:"customerFee"`
	GoodsAmount     dec.Amount       `json:"goodsAmount"`
	TaxAmount       dec.Amount       `json:"taxAmount"`
	PaidNow         dec.Amount       `json:"paidNow"`
	FundAccountID   db.ID            `json:"fundAccountId,omitempty"`
	SourceID        db.ID            `json:"sourceId,omitempty"`
	SourceNo        string           `json:"sourceNo,omitempty"`
	ReversesNo      string           `json:"reversesNo,omitempty"`
	ReversedByNo    string           `json:"reversedByNo,omitempty"`
	RejectedReason  string           `json:"rejectedReason,omitempty"`
	CreatedByName   string           `json:"createdByName"`
	PostedAt        *db.Time         `json:"postedAt,omitempty"`
	Lines           []detailLineBody `json:"lines" nullable:"false"`
}

type detailLineBody struct {
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
	Price         dec.Price    `json:"price"`
	DiscountBPS   int64        `json:"discountBps"`
	Discount      dec.Amount   `json:"discount"`
	TaxRateBPS    int64        `json:"taxRateBps"`
	TaxAmount     dec.Amount   `json:"taxAmount"`
	Amount        dec.Amount   `json:"amount"`
	SettledAmount dec.Amount   `json:"settledAmount" doc:"What the customer owes for the line after the discount of the document"`
	Cost          *dec.Cost    `json:"cost,omitempty"`
	BaseUnitID    db.ID        `json:"baseUnitId,omitempty"`
	// Of a posted order's line.
	Issued        *dec.Quantity `json:"issued,omitempty" doc:"Sold from the order's line so far, in base units"`
	Remaining     *dec.Quantity `json:"remaining,omitempty" doc:"What the order's line still lacks, in base units"`
	RemainingUnit *dec.Quantity `json:"remainingInUnit,omitempty" doc:"The same in the line's unit; left out where it does not convert exactly"`
	SourceLineID  db.ID         `json:"sourceLineId,omitempty"`
	Note          string        `json:"note,omitempty"`
}

func newDetailBody(ctx context.Context, d *Detail) detailBody {
	row := Row{
		ID: d.ID, Kind: d.Kind, No: d.No, Date: d.Date, State: d.State, Fulfilment: d.Fulfilment, CustomerID: d.CustomerID, CustomerName: d.CustomerName,
		WarehouseName: d.WarehouseName, ShopID: d.ShopID, Total: d.Total, Settled: d.Settled, Cost: d.Cost, Pay: d.Pay, WantsPreorder: d.WantsPreorder, Note: d.Note,
		ReversesID: d.ReversesID, ReversedByID: d.ReversedByID, CreatedAt: d.CreatedAt, Version: d.Version,
	}
	out := detailBody{
		RowBody: newRowBody(ctx, &row), CustomerCode: d.CustomerCode, WarehouseID: d.WarehouseID, SalespersonID: d.SalespersonID,
		SalespersonName: d.SalespersonName, TaxIncluded: d.TaxIncluded, DiscountBPS: d.DiscountBPS,
		Discount: d.Discount, CustomerFee: d.CustomerFee, GoodsAmount: d.GoodsAmount, TaxAmount: d.TaxAmount, PaidNow: d.PaidNow,
		FundAccountID: d.FundAccountID, SourceID: d.SourceID, SourceNo: d.SourceNo, ReversesNo: d.ReversesNo, ReversedByNo: d.ReversedByNo,
		RejectedReason: d.RejectedReason, CreatedByName: d.CreatedByName, Lines: make([]detailLineBody, 0, len(d.Lines)),
	}
	if !d.PostedAt.IsZero() {
		out.PostedAt = &d.PostedAt
	}
	for i := range d.Lines {
		out.Lines = append(out.Lines, newDetailLine(ctx, d, &d.Lines[i]))
	}
	return out
}

func newDetailLine(ctx context.Context, d *Detail, l *Line) detailLineBody {
	b := detailLineBody{
		ID: l.ID, SKUID: l.SKUID, UnitID: l.UnitID, Quantity: l.Quantity, BaseQuantity: l.BaseQuantity, Price: l.Price, DiscountBPS: l.DiscountBPS,
		Discount: l.Discount, TaxRateBPS: l.TaxRateBPS, TaxAmount: l.TaxAmount, Amount: l.Amount, SettledAmount: l.SettledAmount,
		Cost: visibleCost(ctx, d.State, l.Cost), SourceLineID: l.SourceLineID, Note: l.Note,
	}
	if d.Fulfilment != FulfilmentNone {
		left := l.Remaining()
		b.Issued, b.Remaining = &l.Issued, &left
		if q, err := left.Times(l.UnitDen, l.UnitNum); err == nil {
			b.RemainingUnit = &q
		}
	}
	if k := d.SKUs[l.SKUID]; k != nil {
		b.BaseUnitID = k.BaseUnitID
		b.SKUCode, b.ProductID, b.ProductName, b.Spec, b.Picture = k.Code, k.ProductID, k.ProductName, k.Spec, k.Picture
		if u := k.Unit(l.UnitID); u != nil {
			b.UnitName = u.Name
		}
	}
	return b
}

type quoteBody struct {
	GoodsAmount dec.Amount      `json:"goodsAmount"`
	Discount    dec.Amount      `json:"discount"`
	TaxAmount   dec.Amount      `json:"taxAmount"`
	Total       dec.Amount      `json:"total"`
	Lines       []quoteLineBody `json:"lines" nullable:"false"`
	Shortage    string          `json:"shortage,omitempty" doc:"What stock lacks, in the caller's language; the document could not be posted now"`
}

type quoteLineBody struct {
	Price        dec.Price     `json:"price"`
	BaseQuantity dec.Quantity  `json:"baseQuantity"`
	TaxAmount    dec.Amount    `json:"taxAmount"`
	Amount       dec.Amount    `json:"amount"`
	Shortage     *shortageBody `json:"shortage,omitempty" doc:"Set where stock lacks something for the line's SKU"`
}

// shortageBody holds quantities in base units, over all lines of the SKU.
type shortageBody struct {
	Need      string `json:"need"`
	Available string `json:"available"`
	Short     string `json:"short"`
}

func newQuoteBody(ctx context.Context, d *Sale, short *fault.Error) quoteBody {
	out := quoteBody{GoodsAmount: d.GoodsAmount, Discount: d.Discount, TaxAmount: d.TaxAmount, Total: d.Total, Lines: make([]quoteLineBody, 0, len(d.Lines))}
	for i := range d.Lines {
		l := &d.Lines[i]
		out.Lines = append(out.Lines, quoteLineBody{Price: l.Price, BaseQuantity: l.BaseQuantity, TaxAmount: l.TaxAmount, Amount: l.Amount})
	}
	if short != nil {
		out.Shortage = short.Detail(api.Lang(ctx))
		for i := range out.Lines {
			at := trade.Path(i) + "."
			for _, p := range short.Fields {
				if strings.HasPrefix(p.Path, at) {
					out.Lines[i].Shortage = &shortageBody{Need: p.Err.Params["need"], Available: p.Err.Params["available"], Short: p.Err.Params["short"]}
				}
			}
		}
	}
	return out
}
