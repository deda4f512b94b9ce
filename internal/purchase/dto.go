package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/trade"
)

// SaveBody is a purchase order as sent for saving.
type SaveBody struct {
	Mode            Mode         `json:"mode" enum:"draft,submit" doc:"draft keeps it without effect; submit asks for the approvals it needs, with none it stands at once"`
	Date            db.Date      `json:"date,omitempty" doc:"Today when left out"`
	SupplierID      db.ID        `json:"supplierId"`
	WarehouseID     db.ID        `json:"warehouseId,omitempty" doc:"The default warehouse when left out"`
	Delivery        Delivery     `json:"delivery,omitempty" enum:"direct,transit" default:"direct" doc:"direct 直发, transit 中转"`
	BuyerAccountID  db.ID        `json:"buyerAccountId,omitempty" doc:"The 1688 account it is bought with"`
	PurchaserID     db.ID        `json:"purchaserId,omitempty" doc:"采购员; who enters it when left out"`
	FollowerID      db.ID        `json:"followerId,omitempty" doc:"跟单员"`
	Terms           party.Terms  `json:"terms,omitempty" enum:"prepaid,share,receipt,credit" doc:"Settlement terms 结算方式; the supplier's when left out"`
	PrepaidShare    dec.Quantity `json:"prepaidShare,omitempty" doc:"Percent, with the terms share"`
	CreditDays      int64        `json:"creditDays,omitempty" doc:"With the terms credit"`
	PayMethod       PayMethod    `json:"payMethod,omitempty" enum:"1688,alipay,bank,cash"`
	Inspect         bool         `json:"inspect,omitempty" doc:"Goods are inspected before they count 质检"`
	ExpectedOn      db.Date      `json:"expectedOn,omitempty" doc:"When the goods should be there"`
	Currency        string       `json:"currency,omitempty" maxLength:"3" doc:"Of all its money, ISO 4217; the supplier's when left out"`
	ExchangeRate    dec.Cost     `json:"exchangeRate,omitempty" doc:"Yuan for 100 of the currency; when left out that of the order's date, or as it was as long as date and currency stay. Not for orders in yuan"`
	TaxIncluded     *bool        `json:"taxIncluded,omitempty" doc:"Prices contain the tax; true when left out"`
	DiscountBPS     int64        `json:"discountBps,omitempty" minimum:"0" maximum:"10000" doc:"Discount of the whole order in 1/10,000"`
	Discount        dec.Amount   `json:"discount,omitempty" doc:"Discount of the whole order as an amount"`
	Freight         dec.Amount   `json:"freight,omitempty"`
	OtherFee        dec.Amount   `json:"otherFee,omitempty"`
	Note            string       `json:"note,omitempty"`
	OnlineOrders    []string     `json:"onlineOrders,omitempty" doc:"Numbers of orders placed elsewhere 网采单号"`
	TrackingNumbers []string     `json:"trackingNumbers,omitempty"`
	Lines           []lineSave   `json:"lines" nullable:"false"`
}

type lineSave struct {
	SKUID       db.ID        `json:"skuId"`
	UnitID      db.ID        `json:"unitId,omitempty" doc:"The base unit when left out"`
	Quantity    dec.Quantity `json:"quantity"`
	Price       *dec.Price   `json:"price,omitempty" doc:"Per unit; the price last agreed with the supplier when left out"`
	DiscountBPS int64        `json:"discountBps,omitempty" minimum:"0" maximum:"10000"`
	Discount    dec.Amount   `json:"discount,omitempty"`
	TaxRateBPS  *int64       `json:"taxRateBps,omitempty" minimum:"0" maximum:"10000" doc:"The product's rate when left out"`
	Note        string       `json:"note,omitempty"`
}

func (b *SaveBody) input(ctx context.Context) Input {
	in := Input{
		Date: b.Date, SupplierID: b.SupplierID, WarehouseID: b.WarehouseID, Delivery: b.Delivery, BuyerAccountID: b.BuyerAccountID, PurchaserID: b.PurchaserID, FollowerID: b.FollowerID,
		Terms: b.Terms, PrepaidShare: b.PrepaidShare, CreditDays: b.CreditDays, PayMethod: b.PayMethod, Inspect: b.Inspect, ExpectedOn: b.ExpectedOn, TaxIncluded: b.TaxIncluded,
		Currency: b.Currency, ExchangeRate: b.ExchangeRate,
		DiscountBPS: b.DiscountBPS, Discount: b.Discount, Freight: b.Freight, OtherFee: b.OtherFee, Note: b.Note,
		References: references(b.OnlineOrders, b.TrackingNumbers), Within: api.DataScope(ctx), KeepCosts: !api.Can(ctx, api.CostSee),
	}
	for _, l := range b.Lines {
		in.Lines = append(in.Lines, trade.LineInput{
			SKUID: l.SKUID, UnitID: l.UnitID, Quantity: l.Quantity, Price: l.Price, DiscountBPS: l.DiscountBPS, Discount: l.Discount, TaxRateBPS: l.TaxRateBPS, Note: l.Note,
		})
	}
	return in
}

// RowBody is a purchase order as listed. What it costs is for people who see costs.
type RowBody struct {
	ID            db.ID        `json:"id"`
	No            string       `json:"no"`
	Date          db.Date      `json:"date"`
	Stage         Stage        `json:"stage" enum:"draft,review,second,open,partial,done,closed,void"`
	SupplierID    db.ID        `json:"supplierId"`
	SupplierName  string       `json:"supplierName"`
	LoginID       string       `json:"loginId,omitempty" doc:"Of the supplier on 1688 旺旺"`
	WarehouseID   db.ID        `json:"warehouseId"`
	WarehouseName string       `json:"warehouseName" builtin:"warehouse"`
	PurchaserName string       `json:"purchaserName,omitempty"`
	ExpectedOn    db.Date      `json:"expectedOn,omitempty"`
	Currency      string       `json:"currency" doc:"Of its money but yuanTotal, ISO 4217"`
	Total         *dec.Amount  `json:"total,omitempty" doc:"What the supplier is owed 应付; needs cost.see"`
	YuanTotal     *dec.Amount  `json:"yuanTotal,omitempty" doc:"What that is in yuan, at the rate of the order; left out for an order in yuan; needs cost.see"`
	Lines         int64        `json:"lineCount"`
	Quantity      dec.Quantity `json:"quantity" doc:"Over all lines, in base units"`
	Received      dec.Quantity `json:"received" doc:"Over all lines, in base units"`
	Note          string       `json:"note,omitempty"`
	CreatedAt     db.Time      `json:"createdAt"`
	Version       int64        `json:"version"`
}

func newRowBody(ctx context.Context, r *Row) RowBody {
	out := RowBody{
		ID: r.ID, No: r.No, Date: r.Date, Stage: r.Stage, SupplierID: r.SupplierID, SupplierName: r.SupplierName, LoginID: r.LoginID, WarehouseID: r.WarehouseID,
		WarehouseName: r.WarehouseName, PurchaserName: r.PurchaserName, ExpectedOn: r.ExpectedOn, Currency: r.Currency, Total: seen(ctx, r.OwnTotal), Lines: r.Lines,
		Quantity: r.Quantity, Received: r.Received, Note: r.Note, CreatedAt: r.CreatedAt, Version: r.Version,
	}
	if r.Currency != currency.Base {
		out.YuanTotal = seen(ctx, r.Total)
	}
	return out
}

// seen leaves a figure out for those who may not see what things cost.
func seen[T any](ctx context.Context, v T) *T {
	if !api.Can(ctx, api.CostSee) {
		return nil
	}
	return &v
}

type detailBody struct {
	RowBody
	SupplierCode    string       `json:"supplierCode"`
	Delivery        Delivery     `json:"delivery" enum:"direct,transit"`
	BuyerAccountID  db.ID        `json:"buyerAccountId,omitempty"`
	AccountName     string       `json:"accountName,omitempty"`
	PurchaserID     db.ID        `json:"purchaserId,omitempty"`
	FollowerID      db.ID        `json:"followerId,omitempty"`
	FollowerName    string       `json:"followerName,omitempty"`
	Terms           party.Terms  `json:"terms" enum:"prepaid,share,receipt,credit"`
	PrepaidShare    dec.Quantity `json:"prepaidShare"`
	CreditDays      int64        `json:"creditDays"`
	PayMethod       PayMethod    `json:"payMethod,omitempty" enum:"1688,alipay,bank,cash"`
	Inspect         bool         `json:"inspect"`
	ExchangeRate    dec.Cost     `json:"exchangeRate,omitempty" doc:"Yuan for 100 of the currency; left out for an order in yuan"`
	Yuan            *yuanBody    `json:"yuan,omitempty" doc:"Its money in yuan, as books, receipts and payments take it; left out for an order in yuan; needs cost.see"`
	TaxIncluded     bool         `json:"taxIncluded"`
	DiscountBPS     int64        `json:"discountBps"`
	Discount        *dec.Amount  `json:"discount,omitempty"`
	Freight         *dec.Amount  `json:"freight,omitempty"`
	OtherFee        *dec.Amount  `json:"otherFee,omitempty"`
	GoodsAmount     *dec.Amount  `json:"goodsAmount,omitempty"`
	TaxAmount       *dec.Amount  `json:"taxAmount,omitempty"`
	OnlineOrders    []string     `json:"onlineOrders" nullable:"false"`
	TrackingNumbers []string     `json:"trackingNumbers" nullable:"false"`
	Levels          int64        `json:"levels" doc:"Approvals that what was submitted needs"`
	CreatedByName   string       `json:"createdByName,omitempty"`
	SubmittedBy     *stepBody    `json:"submitted,omitempty"`
	ApprovedBy      *stepBody    `json:"approved,omitempty" doc:"First approval 审核"`
	Approved2By     *stepBody    `json:"approvedAgain,omitempty" doc:"Second approval 复审"`
	RejectedReason  string       `json:"rejectedReason,omitempty"`
	ClosedReason    string       `json:"closedReason,omitempty"`
	MergedIntoID    db.ID        `json:"mergedIntoId,omitempty"`
	MergedIntoNo    string       `json:"mergedIntoNo,omitempty"`
	Charged         *chargedBody `json:"charged,omitempty" doc:"What orders on 1688 that serve it charge; needs cost.see"`
	Lines           []lineBody   `json:"lines" nullable:"false"`
}

// yuanBody is what an order in another currency comes to in yuan.
type yuanBody struct {
	Discount    dec.Amount `json:"discount"`
	Freight     dec.Amount `json:"freight"`
	OtherFee    dec.Amount `json:"otherFee"`
	GoodsAmount dec.Amount `json:"goodsAmount"`
	TaxAmount   dec.Amount `json:"taxAmount"`
}

// yuanLineBody is what a line of such an order comes to in yuan.
type yuanLineBody struct {
	Price         dec.Price  `json:"price"`
	Discount      dec.Amount `json:"discount"`
	TaxAmount     dec.Amount `json:"taxAmount"`
	Amount        dec.Amount `json:"amount"`
	SettledAmount dec.Amount `json:"settledAmount"`
}

// stepBody is who did a step, and when.
type stepBody struct {
	Name string  `json:"name"`
	At   db.Time `json:"at"`
}

func step(name string, at db.Time) *stepBody {
	if at.IsZero() {
		return nil
	}
	return &stepBody{name, at}
}

type lineBody struct {
	ID            db.ID         `json:"id"`
	SKUID         db.ID         `json:"skuId"`
	SKUCode       string        `json:"skuCode"`
	ProductID     db.ID         `json:"productId"`
	ProductName   string        `json:"productName"`
	Spec          string        `json:"spec,omitempty"`
	Picture       string        `json:"picture,omitempty"`
	UnitID        db.ID         `json:"unitId"`
	UnitName      string        `json:"unitName" builtin:"unit"`
	BaseUnitID    db.ID         `json:"baseUnitId,omitempty"`
	Quantity      dec.Quantity  `json:"quantity"`
	BaseQuantity  dec.Quantity  `json:"baseQuantity"`
	Received      dec.Quantity  `json:"received" doc:"In base units"`
	Remaining     dec.Quantity  `json:"remaining" doc:"Still to come, in base units"`
	DiscountBPS   int64         `json:"discountBps"`
	TaxRateBPS    int64         `json:"taxRateBps"`
	Price         *dec.Price    `json:"price,omitempty"`
	Discount      *dec.Amount   `json:"discount,omitempty"`
	TaxAmount     *dec.Amount   `json:"taxAmount,omitempty"`
	Amount        *dec.Amount   `json:"amount,omitempty"`
	SettledAmount *dec.Amount   `json:"settledAmount,omitempty" doc:"What is owed for the line after the discount of the order"`
	Yuan          *yuanLineBody `json:"yuan,omitempty" doc:"Its money in yuan; left out for an order in yuan; needs cost.see"`
	Note          string        `json:"note,omitempty"`
	SourceID      db.ID         `json:"sourceId,omitempty" doc:"The source it is bought from, where that is known"`
	ExpectedOn    db.Date       `json:"expectedOn,omitempty" doc:"When its goods should be there, where that is known better than for the whole order"`
	Demands       []demandBody  `json:"demands,omitempty" doc:"Whom parts of it are for"`
}

// demandBody is whom a part of a line is for.
type demandBody struct {
	Kind     DemandKind   `json:"kind" enum:"suggestion,stock,sale_order" doc:"stock: nobody yet, what minimum, multiple or price made more"`
	Quantity dec.Quantity `json:"quantity" doc:"In base units"`
	Why      *Why         `json:"why,omitempty" doc:"What the purchase suggestion said when it was ordered"`
}

func newDetailBody(ctx context.Context, d *Detail) detailBody {
	row := Row{
		ID: d.ID, No: d.No, Date: d.Date, Stage: d.Stage(), SupplierID: d.SupplierID, SupplierName: d.SupplierName, LoginID: d.LoginID, WarehouseID: d.WarehouseID,
		WarehouseName: d.WarehouseName, PurchaserName: d.PurchaserName, ExpectedOn: d.ExpectedOn, Currency: d.Currency, OwnTotal: d.Own.Total, Total: d.Total, Lines: int64(len(d.Lines)), Note: d.Note,
		CreatedAt: d.CreatedAt, Version: d.Version,
	}
	out := detailBody{
		SupplierCode: d.SupplierCode, Delivery: d.Delivery, BuyerAccountID: d.BuyerAccountID, AccountName: d.AccountName, PurchaserID: d.PurchaserID,
		FollowerID: d.FollowerID, FollowerName: d.FollowerName, Terms: d.Terms, PrepaidShare: d.PrepaidShare, CreditDays: d.CreditDays, PayMethod: d.PayMethod,
		Inspect: d.Inspect, TaxIncluded: d.TaxIncluded, DiscountBPS: d.DiscountBPS, Discount: seen(ctx, d.Own.Discount), Freight: seen(ctx, d.Own.Freight),
		OtherFee: seen(ctx, d.Own.OtherFee), GoodsAmount: seen(ctx, d.Own.GoodsAmount), TaxAmount: seen(ctx, d.Own.TaxAmount), OnlineOrders: d.numbers(RefOnlineOrder),
		TrackingNumbers: d.numbers(RefTracking), Levels: d.Levels, CreatedByName: d.CreatedByName, SubmittedBy: step(d.SubmittedName, d.SubmittedAt),
		ApprovedBy: step(d.ApprovedName, d.ApprovedAt), Approved2By: step(d.Approved2Name, d.Approved2At), RejectedReason: d.RejectedReason,
		ClosedReason: d.ClosedReason, MergedIntoID: d.MergedIntoID, MergedIntoNo: d.MergedIntoNo, Lines: make([]lineBody, 0, len(d.Lines)),
	}
	for i := range d.Lines {
		row.Quantity, row.Received = row.Quantity.Add(d.Lines[i].BaseQuantity), row.Received.Add(d.Lines[i].Received)
		out.Lines = append(out.Lines, newLineBody(ctx, d, &d.Lines[i]))
	}
	out.RowBody = newRowBody(ctx, &row)
	if d.Foreign() {
		out.ExchangeRate = d.ExchangeRate
		out.Yuan = seen(ctx, yuanBody{d.Discount, d.Freight, d.OtherFee, d.GoodsAmount, d.TaxAmount})
	}
	if api.Can(ctx, api.CostSee) {
		out.Charged = newChargedBody(d)
	}
	return out
}

func (o *Order) numbers(kind RefKind) []string {
	out := []string{}
	for _, r := range o.References {
		if r.Kind == kind {
			out = append(out, r.Value)
		}
	}
	return out
}

func newLineBody(ctx context.Context, d *Detail, l *Line) lineBody {
	b := lineBody{
		ID: l.ID, SKUID: l.SKUID, UnitID: l.UnitID, Quantity: l.Quantity, BaseQuantity: l.BaseQuantity, Received: l.Received, Remaining: l.Remaining(),
		DiscountBPS: l.DiscountBPS, TaxRateBPS: l.TaxRateBPS, Price: seen(ctx, l.Own.Price), Discount: seen(ctx, l.Own.Discount), TaxAmount: seen(ctx, l.Own.TaxAmount),
		Amount: seen(ctx, l.Own.Amount), SettledAmount: seen(ctx, l.Own.SettledAmount), Note: l.Note, SourceID: l.SourceID, ExpectedOn: l.ExpectedOn,
	}
	if d.Foreign() {
		b.Yuan = seen(ctx, yuanLineBody{l.Price, l.Discount, l.TaxAmount, l.Amount, l.SettledAmount})
	}
	for _, one := range d.Demands[l.ID] {
		b.Demands = append(b.Demands, demandBody{one.Kind, one.Quantity, one.Why})
	}
	if k := d.SKUs[l.SKUID]; k != nil {
		b.BaseUnitID, b.SKUCode, b.ProductID, b.ProductName, b.Spec, b.Picture = k.BaseUnitID, k.Code, k.ProductID, k.ProductName, k.Spec, k.Picture
		if u := k.Unit(l.UnitID); u != nil {
			b.UnitName = u.Name
		}
	}
	return b
}
