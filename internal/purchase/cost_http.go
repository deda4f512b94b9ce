package purchase

import (
	"context"
	"database/sql"
	"net/http"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of late costs.
var (
	PermCost        = api.DefinePermission("purchase.cost", "登记采购费用", "Enter purchase costs", "purchase", tenant.RolePurchaser, tenant.RoleAccount)
	PermCostReverse = api.DefinePermission("purchase.cost_reverse", "红冲采购费用单", "Reverse purchase costs", "purchase", tenant.RoleAccount)
)

const costKindWords = "purchase_cost.kind"

func init() {
	fault.AddWords(costKindWords,
		fault.Word{Code: string(CostFreight), ZH: "运费", EN: "Freight"}, fault.Word{Code: string(CostCustoms), ZH: "关税", EN: "Customs"},
		fault.Word{Code: string(CostHandling), ZH: "装卸加工", EN: "Handling"}, fault.Word{Code: string(CostOther), ZH: "其他", EN: "Other"})
}

// CostSaveBody is a purchase cost as sent for saving.
type CostSaveBody struct {
	Date       db.Date    `json:"date,omitempty" doc:"Today when left out"`
	Kind       CostKind   `json:"kind" enum:"freight,customs,handling,other"`
	SupplierID db.ID      `json:"supplierId" doc:"Whom it is owed to: the carrier, say"`
	Spread     Spread     `json:"spread,omitempty" enum:"amount,quantity,weight" default:"amount" doc:"By what it is shared out over the goods"`
	Amount     dec.Amount `json:"amount" doc:"With tax"`
	TaxAmount  dec.Amount `json:"taxAmount,omitempty" doc:"Where tax is accounted"`
	BillNo     string     `json:"billNo,omitempty" doc:"Number of the bill"`
	Note       string     `json:"note,omitempty"`
	ReceiptIDs []db.ID    `json:"receiptIds" nullable:"false" doc:"Receipts over whose goods it is shared out"`
}

func (b *CostSaveBody) input(ctx context.Context) CostInput {
	return CostInput{
		Date: b.Date, Kind: b.Kind, SupplierID: b.SupplierID, Spread: b.Spread, Amount: b.Amount, TaxAmount: b.TaxAmount, BillNo: b.BillNo, Note: b.Note,
		ReceiptIDs: b.ReceiptIDs, Within: api.DataScope(ctx),
	}
}

// CostRowBody is a purchase cost as listed. The amounts are for people who see costs.
type CostRowBody struct {
	ID           db.ID       `json:"id"`
	No           string      `json:"no"`
	Date         db.Date     `json:"date"`
	Kind         CostKind    `json:"kind" enum:"freight,customs,handling,other"`
	SupplierID   db.ID       `json:"supplierId"`
	SupplierName string      `json:"supplierName"`
	Spread       Spread      `json:"spread" enum:"amount,quantity,weight"`
	Amount       *dec.Amount `json:"amount,omitempty"`
	TaxAmount    *dec.Amount `json:"taxAmount,omitempty"`
	StockValue   *dec.Cost   `json:"stockValue,omitempty" doc:"What goods took that were still there"`
	SoldValue    *dec.Cost   `json:"soldValue,omitempty" doc:"What goods took that had been sold: cost of sales"`
	BillNo       string      `json:"billNo,omitempty"`
	Note         string      `json:"note,omitempty"`
	ReversesID   db.ID       `json:"reversesId,omitempty"`
	ReversedByID db.ID       `json:"reversedById,omitempty"`
	CreatedAt    db.Time     `json:"createdAt"`
	Version      int64       `json:"version"`
}

func newCostRow(ctx context.Context, r *CostRow) CostRowBody {
	return CostRowBody{
		ID: r.ID, No: r.No, Date: r.Date, Kind: r.Kind, SupplierID: r.SupplierID, SupplierName: r.SupplierName, Spread: r.Spread,
		Amount: seen(ctx, r.Amount), TaxAmount: seen(ctx, r.TaxAmount), StockValue: seen(ctx, r.StockValue), SoldValue: seen(ctx, r.SoldValue),
		BillNo: r.BillNo, Note: r.Note, ReversesID: r.ReversesID, ReversedByID: r.ReversedByID, CreatedAt: r.CreatedAt, Version: r.Version,
	}
}

type costLineBody struct {
	ReceiptID   db.ID        `json:"receiptId"`
	ReceiptNo   string       `json:"receiptNo,omitempty"`
	SKUID       db.ID        `json:"skuId"`
	SKUCode     string       `json:"skuCode"`
	ProductName string       `json:"productName"`
	Spec        string       `json:"spec,omitempty"`
	UnitName    string       `json:"unitName" builtin:"unit"`
	Quantity    dec.Quantity `json:"quantity" doc:"Came and did not go back, in base units"`
	StillThere  dec.Quantity `json:"stillThere" doc:"Of that, not sold yet"`
	Amount      *dec.Amount  `json:"amount,omitempty" doc:"Its share, without tax"`
	StockValue  *dec.Cost    `json:"stockValue,omitempty"`
	SoldValue   *dec.Cost    `json:"soldValue,omitempty"`
}

type costPayment struct {
	ID     db.ID               `json:"id"`
	Kind   finance.PaymentKind `json:"kind" enum:"payment,supplier_refund,payable_settlement"`
	No     string              `json:"no"`
	Amount *dec.Amount         `json:"amount,omitempty"`
}

type costBody struct {
	CostRowBody
	ReversesNo    string         `json:"reversesNo,omitempty"`
	ReversedByNo  string         `json:"reversedByNo,omitempty"`
	CreatedByName string         `json:"createdByName,omitempty"`
	Payments      []costPayment  `json:"payments,omitempty" doc:"What settles it"`
	Lines         []costLineBody `json:"lines" nullable:"false"`
}

func newCostBody(ctx context.Context, d *CostDetail) costBody {
	out := costBody{
		CostRowBody: newCostRow(ctx, &CostRow{Cost: d.Cost, SupplierName: d.SupplierName}),
		ReversesNo:  d.ReversesNo, ReversedByNo: d.ReversedByNo, CreatedByName: d.CreatedByName, Lines: make([]costLineBody, 0, len(d.Lines)),
	}
	for _, p := range d.Payments {
		out.Payments = append(out.Payments, costPayment{ID: p.PaymentID, Kind: p.Kind, No: p.No, Amount: seen(ctx, p.Amount)})
	}
	for i := range d.Lines {
		l := &d.Lines[i]
		b := costLineBody{
			ReceiptID: l.ReceiptID, ReceiptNo: d.Receipts[l.ReceiptID], SKUID: l.SKUID, Quantity: l.Quantity, StillThere: l.StillThere,
			Amount: seen(ctx, l.Amount), StockValue: seen(ctx, l.StockValue), SoldValue: seen(ctx, l.Amount.Cost().Sub(l.StockValue)),
		}
		if k := d.SKUs[l.SKUID]; k != nil {
			b.SKUCode, b.ProductName, b.Spec = k.Code, k.ProductName, k.Spec
			if u := k.Unit(0); u != nil {
				b.UnitName = u.Name
			}
		}
		out.Lines = append(out.Lines, b)
	}
	return out
}

// CostFilterInput holds the filters of the list of purchase costs and its export.
type CostFilterInput struct {
	Kind       CostKind `query:"kind" enum:"freight,customs,handling,other"`
	SupplierID db.ID    `query:"supplierId"`
	ReceiptID  db.ID    `query:"receiptId" doc:"Only what goods of this receipt carry"`
	Standing   bool     `query:"standing" doc:"Only what is neither reversed nor a reversal"`
	From       db.Date  `query:"from" doc:"First date"`
	To         db.Date  `query:"to" doc:"Last date"`
}

func (in *CostFilterInput) filter(ctx context.Context) CostFilter {
	return CostFilter{Kind: in.Kind, SupplierID: in.SupplierID, ReceiptID: in.ReceiptID, Standing: in.Standing, From: in.From, To: in.To, Within: api.DataScope(ctx), HideCosts: !api.Can(ctx, api.CostSee)}
}

type (
	costListInput struct {
		api.ListQuery
		CostFilterInput
	}
	costExportInput struct {
		api.ExportQuery
		CostFilterInput
	}
	costSaveInput struct{ Body CostSaveBody }
	costOutput    struct{ Body costBody }
)

func (s *Service) registerCosts(a *api.API) {
	const path = "/purchase-costs"
	route := func(path, id, summary string, p api.Permission) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: "purchases", Permission: p}
	}
	api.Get(a, route(path, "list-purchase-costs", "List costs that arrived after the goods", PermRead), s.listCosts)
	export := route(path+"/export", "export-purchase-costs", "Export the list of purchase costs as filtered", PermRead)
	export.Slow = true
	api.Get(a, export, s.exportCosts)
	api.Get(a, route(path+"/{id}", "get-purchase-cost", "Get a purchase cost", PermRead), func(ctx context.Context, sc db.Scope, in *idInput) (*costOutput, error) {
		return s.showCost(ctx, sc, in.ID)
	})
	api.History(a, api.Record{
		Path: path, ID: "purchase-cost", Summary: "a purchase cost", Tag: "purchases", Permission: PermRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*CostDetail, error) {
			return s.CostOf(ctx, sc, id, api.DataScope(ctx))
		}, costEntity),
	})
	create := route(path, "create-purchase-cost", "Post a cost that arrived after the goods", PermCost)
	create.Status = http.StatusCreated
	api.Post(a, create, func(ctx context.Context, sc db.Scope, in *costSaveInput) (*costOutput, error) {
		c, err := s.AddCost(ctx, sc, in.Body.input(ctx))
		if err != nil {
			return nil, err
		}
		return s.showCost(ctx, sc, c.ID)
	})
	api.Post(a, route(path+"/quote", "quote-purchase-cost", "Work a purchase cost out without saving it", PermCost), s.quoteCost)
	api.Post(a, route(path+"/{id}/reverse", "reverse-purchase-cost", "Take a purchase cost back by a counter-document", PermCostReverse), func(ctx context.Context, sc db.Scope, in *versionInput) (*costOutput, error) {
		if _, err := s.CostOf(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
			return nil, err
		}
		c, err := s.ReverseCost(ctx, sc, in.ID, in.Body.Version)
		if err != nil {
			return nil, err
		}
		return s.showCost(ctx, sc, c.ID)
	})
}

// quoteCost shows what would be posted; nothing of it has an id yet.
func (s *Service) quoteCost(ctx context.Context, sc db.Scope, in *costSaveInput) (*costOutput, error) {
	c, err := s.QuoteCost(ctx, sc, in.Body.input(ctx))
	if err != nil {
		return nil, err
	}
	d := &CostDetail{Cost: *c}
	if err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return s.nameCostLinesTx(ctx, tx, d) }); err != nil {
		return nil, err
	}
	return &costOutput{Body: newCostBody(ctx, d)}, nil
}

func (s *Service) showCost(ctx context.Context, sc db.Scope, id db.ID) (*costOutput, error) {
	d, err := s.CostOf(ctx, sc, id, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &costOutput{Body: newCostBody(ctx, d)}, nil
}

func (s *Service) listCosts(ctx context.Context, sc db.Scope, in *costListInput) (*api.PageOf[CostRowBody], error) {
	page, err := s.Costs(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	out := &api.PageOf[CostRowBody]{Body: api.Page[CostRowBody]{Page: page.Page, PageSize: page.PageSize, Total: page.Total, TotalIsLowerBound: page.TotalIsLowerBound}}
	out.Body.Items = make([]CostRowBody, 0, len(page.Items))
	for i := range page.Items {
		out.Body.Items = append(out.Body.Items, newCostRow(ctx, &page.Items[i]))
	}
	return out, nil
}

func (s *Service) exportCosts(ctx context.Context, sc db.Scope, in *costExportInput) (*api.Export, error) {
	costs := api.Can(ctx, api.CostSee)
	f := in.filter(ctx)
	titles := [][2]string{{"单号", "No."}, {"日期", "Date"}, {"费用", "For"}, {"供应商", "Supplier"}, {"账单号", "Bill"}, {"备注", "Note"}}
	if costs {
		titles = append(titles, [2]string{"金额", "Amount"}, [2]string{"税额", "Tax"}, [2]string{"计入库存", "Into stock"}, [2]string{"计入销售成本", "Cost of sales"})
	}
	return api.WriteExport(in.Format, api.Say(ctx, "采购费用单", "Purchase costs"), api.Columns(ctx, titles...), func(w api.Rows) error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			return api.EachRow(ctx, tx, in.ExportQuery, f.query(tx), func(rows *sql.Rows) error {
				r, err := scanCostRow(rows)
				if err != nil {
					return err
				}
				cells := []any{r.No, r.Date, fault.WordFor(api.Lang(ctx), costKindWords, string(r.Kind)), r.SupplierName, r.BillNo, r.Note}
				if costs {
					cells = append(cells, sheet.Number(r.Amount.String()), sheet.Number(r.TaxAmount.String()), sheet.Number(r.StockValue.String()), sheet.Number(r.SoldValue.String()))
				}
				return w.Row(cells...)
			})
		})
	})
}
