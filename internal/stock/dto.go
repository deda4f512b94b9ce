package stock

import (
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

type balanceBody struct {
	WarehouseID   db.ID        `json:"warehouseId,omitempty"`
	WarehouseName string       `json:"warehouseName,omitempty" builtin:"warehouse"`
	SKUID         db.ID        `json:"skuId,omitempty"`
	SKUCode       string       `json:"skuCode,omitempty"`
	Spec          string       `json:"spec,omitempty"`
	ProductID     db.ID        `json:"productId"`
	ProductCode   string       `json:"productCode"`
	ProductName   string       `json:"productName"`
	Picture       string       `json:"picture,omitempty"`
	OnHand        dec.Quantity `json:"onHand"`
	Reserved      dec.Quantity `json:"reserved"`
	OnOrder       dec.Quantity `json:"onOrder"`
	Available     dec.Quantity `json:"available"`
	Value         *dec.Cost    `json:"value,omitempty" doc:"Needs cost.see"`
	UnitCost      *dec.Cost    `json:"unitCost,omitempty" doc:"value / onHand; needs cost.see"`
}

func newBalanceBody(r *BalanceRow, costs bool) balanceBody {
	b := balanceBody{
		WarehouseID: r.WarehouseID, WarehouseName: r.WarehouseName, SKUID: r.SKUID, SKUCode: r.SKUCode, Spec: r.Spec,
		ProductID: r.ProductID, ProductCode: r.ProductCode, ProductName: r.ProductName, Picture: r.Picture,
		OnHand: r.OnHand, Reserved: r.Reserved, OnOrder: r.OnOrder, Available: r.Available(),
	}
	if costs && !r.ValueUnknown {
		rate := r.UnitCost()
		b.Value, b.UnitCost = &r.Value, &rate
	}
	return b
}

type totalsBody struct {
	Rows   int64        `json:"rows"`
	OnHand dec.Quantity `json:"onHand"`
	Value  *dec.Cost    `json:"value,omitempty" doc:"Needs cost.see"`
}

type moveBody struct {
	ID            db.ID        `json:"id"`
	PostedAt      db.Time      `json:"postedAt"`
	Date          db.Date      `json:"date" doc:"Of the document; costing follows the order of posting"`
	DocKind       string       `json:"docKind"`
	DocID         db.ID        `json:"docId"`
	DocNo         string       `json:"docNo"`
	WarehouseID   db.ID        `json:"warehouseId"`
	WarehouseName string       `json:"warehouseName" builtin:"warehouse"`
	Quantity      dec.Quantity `json:"quantity" doc:"In above zero, out below; zero for a true-up"`
	OnHand        dec.Quantity `json:"onHand" doc:"In the warehouse, after the move"`
	PoolQuantity  dec.Quantity `json:"poolQuantity" doc:"In the cost scope, after the move"`
	TrueUpOf      db.ID        `json:"trueUpOf,omitempty" doc:"The document whose issue below zero this corrects"`
	Value         *dec.Cost    `json:"value,omitempty" doc:"Needs cost.see"`
	PoolValue     *dec.Cost    `json:"poolValue,omitempty" doc:"Of the cost scope, after the move; needs cost.see"`
}

func newMoveBody(r *MoveRow, costs bool) moveBody {
	b := moveBody{
		ID: r.ID, PostedAt: r.PostedAt, Date: r.Date, DocKind: r.DocKind, DocID: r.DocID, DocNo: r.DocNo,
		WarehouseID: r.WarehouseID, WarehouseName: r.WarehouseName, Quantity: r.Quantity, OnHand: r.OnHand, PoolQuantity: r.PoolQuantity, TrueUpOf: r.OriginDocID,
	}
	if costs {
		b.Value, b.PoolValue = &r.Value, &r.PoolValue
	}
	return b
}

// DocumentRowBody is a stock document as listed.
type DocumentRowBody struct {
	ID           db.ID        `json:"id"`
	Kind         string       `json:"kind"`
	No           string       `json:"no"`
	Date         db.Date      `json:"date"`
	State        string       `json:"state"`
	Reason       string       `json:"reason,omitempty"`
	Note         string       `json:"note,omitempty"`
	LineCount    int          `json:"lineCount"`
	Quantity     dec.Quantity `json:"quantity" doc:"Sum over the lines; out below zero"`
	Value        *dec.Cost    `json:"value,omitempty" doc:"Needs cost.see"`
	ReversesID   db.ID        `json:"reversesId,omitempty"`
	ReversedByID db.ID        `json:"reversedById,omitempty"`
	CreatedBy    string       `json:"createdBy"`
	CreatedAt    db.Time      `json:"createdAt"`
	PostedBy     string       `json:"postedBy,omitempty"`
	PostedAt     *db.Time     `json:"postedAt,omitempty"`
	Version      int64        `json:"version"`
}

func newDocumentRow(d *Document, costs bool) DocumentRowBody {
	b := DocumentRowBody{
		ID: d.ID, Kind: string(d.Kind), No: d.No, Date: d.Date, State: string(d.State), Reason: d.Reason, Note: d.Note,
		LineCount: d.LineCount, Quantity: d.Quantity, ReversesID: d.ReversesID, ReversedByID: d.ReversedByID,
		CreatedBy: d.CreatedBy, CreatedAt: d.CreatedAt, PostedBy: d.PostedBy, Version: d.Version,
	}
	if !d.PostedAt.IsZero() {
		b.PostedAt = &d.PostedAt
	}
	if costs {
		b.Value = &d.Value
	}
	return b
}

type documentBody struct {
	DocumentRowBody
	Lines []documentLineBody `json:"lines"`
}

type documentLineBody struct {
	ID            db.ID        `json:"id"`
	WarehouseID   db.ID        `json:"warehouseId"`
	WarehouseName string       `json:"warehouseName" builtin:"warehouse"`
	SKUID         db.ID        `json:"skuId"`
	SKUCode       string       `json:"skuCode"`
	ProductName   string       `json:"productName"`
	Spec          string       `json:"spec,omitempty"`
	Picture       string       `json:"picture,omitempty"`
	Unit          string       `json:"unit" doc:"The base unit" builtin:"unit"`
	Quantity      dec.Quantity `json:"quantity" doc:"In base units; out below zero"`
	ZeroCost      bool         `json:"zeroCost,omitempty"`
	Value         *dec.Cost    `json:"value,omitempty" doc:"Needs cost.see"`
	UnitCost      *dec.Cost    `json:"unitCost,omitempty" doc:"Needs cost.see"`
}

func newDocumentBody(v *DocumentView, costs bool) documentBody {
	b := documentBody{DocumentRowBody: newDocumentRow(&v.Document, costs), Lines: make([]documentLineBody, 0, len(v.Lines))}
	for i := range v.Lines {
		l := &v.Lines[i]
		line := documentLineBody{ID: l.ID, WarehouseID: l.WarehouseID, SKUID: l.SKUID, Quantity: l.Quantity, ZeroCost: l.ZeroCost}
		if w := v.Warehouses[l.WarehouseID]; w != nil {
			line.WarehouseName = w.Name
		}
		if k := v.SKUs[l.SKUID]; k != nil {
			line.SKUCode, line.ProductName, line.Spec, line.Picture = k.Code, k.ProductName, k.Spec, k.Picture
			if u := k.Unit(0); u != nil {
				line.Unit = u.Name
			}
		}
		if costs {
			rate := l.Value.UnitCost(l.Quantity)
			line.Value, line.UnitCost = &l.Value, &rate
		}
		b.Lines = append(b.Lines, line)
	}
	return b
}

// DocumentSave is a stock document as sent for saving.
type DocumentSave struct {
	Kind   string     `json:"kind" enum:"opening_stock,other_in,other_out"`
	Date   db.Date    `json:"date,omitempty" doc:"Opening stock: the start date when left out; else today"`
	Reason string     `json:"reason,omitempty" doc:"other_in: found, gift, correction, other; other_out: lost, gift, own_use, correction, other"`
	Note   string     `json:"note,omitempty"`
	Lines  []lineSave `json:"lines" nullable:"false"`
}

type lineSave struct {
	WarehouseID db.ID         `json:"warehouseId"`
	SKUID       db.ID         `json:"skuId"`
	Quantity    *dec.Quantity `json:"quantity,omitempty" doc:"In base units, above zero; of an issue too"`
	UnitCost    *dec.Cost     `json:"unitCost,omitempty" doc:"Receipts take two of quantity, unitCost and amount; with all three the amount counts"`
	Amount      *dec.Amount   `json:"amount,omitempty"`
	ZeroCost    bool          `json:"zeroCost,omitempty" doc:"Confirms that the line cost nothing"`
}

func (b *DocumentSave) input() DocumentInput {
	in := DocumentInput{Kind: Kind(b.Kind), Date: b.Date, Reason: b.Reason, Note: b.Note, Lines: make([]LineInput, 0, len(b.Lines))}
	for i := range b.Lines {
		in.Lines = append(in.Lines, LineInput(b.Lines[i]))
	}
	return in
}
