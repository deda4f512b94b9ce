package suggest

import (
	"context"
	"database/sql"
	"strconv"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/open1688"
)

type policyBody struct {
	ReviewDays    int64       `json:"reviewDays" doc:"From one round of orders to the next"`
	LeadDays      int64       `json:"leadDays" doc:"From order to sellable, where neither rule nor source nor deliveries tell"`
	LeadDeviation int64       `json:"leadDeviation" doc:"By how many days it varies, where deliveries do not tell"`
	HoldingBPS    int64       `json:"holdingBps" doc:"What keeping goods costs a year, in 1/10,000 of their price"`
	OrderCost     dec.Amount  `json:"orderCost" doc:"What an order costs besides the goods"`
	LookAhead     int64       `json:"lookAhead" doc:"What needs stock within so many days may fill up an order"`
	MaxCover      int64       `json:"maxCover" doc:"Days stock may last after buying; 0 for any"`
	Budget        *dec.Amount `json:"budget,omitempty" doc:"Of a run; none when left out"`
	RoundDown     bool        `json:"roundDown" doc:"Buy whole multiples within a need instead of up to them"`
	Daily         bool        `json:"daily" doc:"Work suggestions out every morning"`
	Version       int64       `json:"version" doc:"0 while nothing has been decided"`
}

func newPolicyBody(p *Policy) policyBody { return policyBody(*p) }

type runBody struct {
	ID         db.ID       `json:"id"`
	TaskID     db.ID       `json:"taskId"`
	State      RunState    `json:"state" enum:"running,ready,failed,cancelled"`
	Day        db.Date     `json:"day,omitempty" doc:"The business date it is of"`
	Items      int64       `json:"items" doc:"SKUs in warehouses that were looked at"`
	Lines      int64       `json:"lines" doc:"Suggested"`
	Amount     *dec.Amount `json:"amount,omitempty" doc:"Of what it suggested; needs cost.see and all warehouses"`
	StartedBy  string      `json:"startedBy,omitempty"`
	CreatedAt  db.Time     `json:"createdAt"`
	FinishedAt db.Time     `json:"finishedAt,omitzero"`
}

func newRunBody(ctx context.Context, r *Run) *runBody {
	if r == nil {
		return nil
	}
	b := &runBody{ID: r.ID, TaskID: r.TaskID, State: r.State, Day: r.Day, Items: r.Items, Lines: r.Lines, StartedBy: r.StartedBy, CreatedAt: r.CreatedAt, FinishedAt: r.FinishedAt}
	if api.DataScope(ctx).All() {
		b.Amount = seenCost(ctx, r.Amount)
	}
	return b
}

// seenCost leaves a figure out for those who may not see what things cost.
func seenCost[T any](ctx context.Context, v T) *T {
	if !api.Can(ctx, api.CostSee) {
		return nil
	}
	return &v
}

type summaryBody struct {
	Current   *runBody    `json:"current,omitempty" doc:"The run whose suggestions are listed"`
	Last      *runBody    `json:"last,omitempty" doc:"The last one that was started"`
	Counts    []countBody `json:"counts" nullable:"false"`
	Suppliers int64       `json:"suppliers" doc:"Of open suggestions"`
}

type countBody struct {
	State  State       `json:"state" enum:"open,ordered,dismissed,left"`
	Reason string      `json:"reason"`
	Count  int64       `json:"count"`
	Amount *dec.Amount `json:"amount,omitempty"`
}

func newSummaryBody(ctx context.Context, s *Summary) summaryBody {
	b := summaryBody{Current: newRunBody(ctx, s.Current), Last: newRunBody(ctx, s.Last), Counts: []countBody{}, Suppliers: s.Suppliers}
	for _, c := range s.Counts {
		b.Counts = append(b.Counts, countBody{c.State, c.Reason, c.Count, seenCost(ctx, c.Amount)})
	}
	return b
}

// SuggestionBody is a suggestion with the names that a page shows.
type SuggestionBody struct {
	ID            db.ID        `json:"id"`
	RunID         db.ID        `json:"runId"`
	State         State        `json:"state" enum:"open,ordered,dismissed,left"`
	Reason        string       `json:"reason" doc:"Why it is suggested, or why not"`
	SKUID         db.ID        `json:"skuId"`
	SKUCode       string       `json:"skuCode"`
	ProductID     db.ID        `json:"productId"`
	ProductName   string       `json:"productName"`
	Spec          string       `json:"spec,omitempty"`
	Picture       string       `json:"picture,omitempty"`
	Unit          string       `json:"unit" builtin:"unit" doc:"The base unit"`
	WarehouseID   db.ID        `json:"warehouseId"`
	WarehouseName string       `json:"warehouseName" builtin:"warehouse"`
	Need          dec.Quantity `json:"need" doc:"In base units; of one that is left what is not bought"`
	ShortIn       *int64       `json:"shortIn,omitempty" doc:"In how many days it runs short; left out when not within a year"`
	OnHand        dec.Quantity `json:"onHand" doc:"When the run looked"`
	Reserved      dec.Quantity `json:"reserved" doc:"Of it promised to customers"`
	Available     dec.Quantity `json:"available" doc:"On hand less reserved"`
	Coming        dec.Quantity `json:"coming" doc:"On order when the run looked"`
	PerDay        dec.Quantity `json:"perDay"`
	SourceID      db.ID        `json:"sourceId,omitempty"`
	SupplierID    db.ID        `json:"supplierId,omitempty"`
	SupplierName  string       `json:"supplierName,omitempty"`
	LoginID       string       `json:"loginId,omitempty" doc:"Of the supplier on 1688 旺旺"`
	AccountID     db.ID        `json:"accountId,omitempty"`
	AccountName   string       `json:"accountName,omitempty"`
	OfferID       string       `json:"offerId,omitempty" doc:"The offer on 1688"`
	OfferTitle    string       `json:"offerTitle,omitempty"`
	SaleUnit      string       `json:"saleUnit,omitempty" doc:"What the supplier's sale unit is called"`
	Num           int64        `json:"num" doc:"One sale unit is num/den base units"`
	Den           int64        `json:"den"`
	Multiple      int64        `json:"multiple" doc:"Sale units are bought in multiples of it"`
	Minimum       int64        `json:"minimum" doc:"Sale units of the offer, over all its suggestions for one order"`
	Mixed         bool         `json:"mixed" doc:"The seller's mixed batch waives the minimum"`
	Quantity      int64        `json:"quantity" doc:"Sale units"`
	Planned       int64        `json:"planned" doc:"What the run said, before people changed it"`
	BaseQuantity  dec.Quantity `json:"baseQuantity"`
	Currency      string       `json:"currency" doc:"That it is bought in, ISO 4217"`
	OwnPrice      *dec.Price   `json:"ownPrice,omitempty" doc:"Of a sale unit, in that currency; left out where it is the yuan"`
	Price         *dec.Price   `json:"price,omitempty" doc:"Of a sale unit, in yuan"`
	Amount        *dec.Amount  `json:"amount,omitempty" doc:"In yuan"`
	LeadDays      int64        `json:"leadDays,omitempty"`
	OrderID       db.ID        `json:"orderId,omitempty"`
	OrderNo       string       `json:"orderNo,omitempty"`
	Version       int64        `json:"version"`
}

func newSuggestionBody(ctx context.Context, r *Row) SuggestionBody {
	b := SuggestionBody{
		ID: r.ID, RunID: r.RunID, State: r.State, Reason: r.Reason, SKUID: r.SKUID, SKUCode: r.SKUCode, ProductID: r.ProductID, ProductName: r.ProductName, Spec: r.Spec, Picture: r.Picture,
		Unit: r.Unit, WarehouseID: r.WarehouseID, WarehouseName: r.WarehouseName, Need: r.Need, OnHand: r.Available.Add(r.Reserved), Reserved: r.Reserved, Available: r.Available, Coming: r.Coming, PerDay: r.PerDay, SourceID: r.SourceID,
		SupplierID: r.SupplierID, SupplierName: r.SupplierName, LoginID: r.LoginID, AccountID: r.AccountID, AccountName: r.AccountName, OfferTitle: r.OfferTitle, SaleUnit: r.SaleUnit,
		Num: r.Num, Den: r.Den, Multiple: r.Multiple, Minimum: r.Minimum, Mixed: r.Mixed, Quantity: r.Quantity, Planned: r.Planned, BaseQuantity: r.Base, LeadDays: r.LeadDays, Currency: r.Currency,
		OrderID: r.OrderID, OrderNo: r.OrderNo, Version: r.Version,
	}
	if r.ShortDay < replenish.Never {
		b.ShortIn = &r.ShortDay
	}
	if r.OfferID != 0 {
		b.OfferID = open1688.IDFromInt64(r.OfferID).String()
	}
	if r.State != StateLeft {
		b.Price, b.Amount = seenCost(ctx, r.Price), seenCost(ctx, r.Amount)
		if r.Currency != currency.Base {
			b.OwnPrice = seenCost(ctx, r.OwnPrice)
		}
	}
	return b
}

type exportInput struct {
	api.ExportQuery
	FilterInput
}

func (s *Service) export(ctx context.Context, sc db.Scope, in *exportInput) (*api.Export, error) {
	costs := api.Can(ctx, api.CostSee)
	f := in.filter(ctx)
	titles := [][2]string{
		{"SKU编码", "SKU code"},
		{"商品名称", "Product"},
		{"规格", "Spec"},
		{"仓库", "Warehouse"},
		{"状态", "State"},
		{"原因", "Reason"},
		{"需求数量", "Need"},
		{"单位", "Unit"},
		{"几天后缺货", "Days left"},
		{"库存", "On hand"},
		{"占用", "Reserved"},
		{"在途", "On order"},
		{"日销量", "Per day"},
		{"供应商", "Supplier"},
		{"采购账号", "Buyer account"},
		{"建议数量", "To buy"},
		{"采购单位", "Sale unit"},
		{"起订量", "Minimum"},
		{"倍数", "Multiple"},
		{"采购单号", "Purchase order"},
		{"单价", "Price"},
		{"金额", "Amount"},
	}
	if !costs {
		titles = titles[:len(titles)-2]
	}
	return api.WriteExport(in.Format, api.Say(ctx, "采购建议", "Purchase suggestions"), api.Columns(ctx, titles...), func(w api.Rows) error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			st, err := standingTx(ctx, tx)
			if err != nil {
				return err
			}
			q := in.ExportQuery
			l := f.query(tx, st.runID, q.Q)
			q.Q = ""
			return api.EachRow(ctx, tx, q, l, func(rows *sql.Rows) error {
				r, err := scanRow(rows)
				if err != nil {
					return err
				}
				return w.Row(r.cells(ctx, costs)...)
			})
		})
	})
}

// cells are the row of an export.
func (r *Row) cells(ctx context.Context, costs bool) []any {
	number := func(n int64) sheet.Number { return sheet.Number(strconv.FormatInt(n, 10)) }
	days := any("")
	if r.ShortDay < replenish.Never {
		days = number(r.ShortDay)
	}
	out := []any{
		r.SKUCode, r.ProductName, r.Spec, api.Builtin(ctx, "warehouse", r.WarehouseName), fault.WordFor(api.Lang(ctx), "suggestion.state", string(r.State)),
		fault.WordFor(api.Lang(ctx), "suggestion.reason", r.Reason), sheet.Number(r.Need.String()), api.Builtin(ctx, "unit", r.Unit), days,
		sheet.Number(r.Available.Add(r.Reserved).String()), sheet.Number(r.Reserved.String()), sheet.Number(r.Coming.String()), sheet.Number(r.PerDay.String()), r.SupplierName, r.AccountName,
	}
	if r.State == StateLeft {
		return append(out, "", "", "", "", "")
	}
	out = append(out, number(r.Quantity), r.SaleUnit, number(r.Minimum), number(r.Multiple), r.OrderNo)
	if costs {
		out = append(out, sheet.Number(r.Price.String()), sheet.Number(r.Amount.String()))
	}
	return out
}
