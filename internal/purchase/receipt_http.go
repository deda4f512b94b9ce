package purchase

import (
	"context"
	"database/sql"
	"net/http"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of purchase receipts.
var (
	PermReceive        = api.DefinePermission("purchase.receive", "购货入库、退货", "Receive goods and return them", "purchase", tenant.RolePurchaser, tenant.RoleWarehouse)
	PermReceiveMore    = api.DefinePermission("purchase.receive_more", "超采购数量收货", "Receive more than was ordered", "purchase", tenant.RolePurchaser)
	PermReceivePrice   = api.DefinePermission("purchase.receive_price", "按其他价格、费用收货", "Receive at other prices or charges than ordered", "purchase", tenant.RoleReviewer, tenant.RoleAccount)
	PermReceiveReview  = api.DefinePermission("purchase.receive_review", "审核购货单", "Review purchase receipts", "purchase", tenant.RoleWarehouse, tenant.RoleAccount)
	PermReceiveReverse = api.DefinePermission("purchase.receive_reverse", "红冲购货单", "Reverse purchase receipts", "purchase", tenant.RoleAccount)
)

// ReceiptFilterInput holds the filters of the list of receipts and its export.
type ReceiptFilterInput struct {
	Kind        ReceiptKind  `query:"kind" enum:"receipt,return"`
	State       ReceiptState `query:"state" enum:"draft,submitted,posted,void"`
	SupplierID  db.ID        `query:"supplierId"`
	WarehouseID db.ID        `query:"warehouseId"`
	OrderID     db.ID        `query:"orderId" doc:"Only what came of this order"`
	SourceID    db.ID        `query:"sourceId" doc:"Only the returns of this receipt"`
	SKUID       db.ID        `query:"skuId"`
	From        db.Date      `query:"from" doc:"First date"`
	To          db.Date      `query:"to" doc:"Last date"`
}

func (in *ReceiptFilterInput) filter(ctx context.Context) ReceiptFilter {
	return ReceiptFilter{
		Kind: in.Kind, State: in.State, SupplierID: in.SupplierID, WarehouseID: in.WarehouseID, OrderID: in.OrderID, SourceID: in.SourceID, SKUID: in.SKUID,
		From: in.From, To: in.To, Within: api.DataScope(ctx), HideCosts: !api.Can(ctx, api.CostSee),
	}
}

type receiptListInput struct {
	api.ListQuery
	ReceiptFilterInput
}

type receiptExportInput struct {
	api.ExportQuery
	ReceiptFilterInput
}

type receiptSaveInput struct{ Body ReceiptSaveBody }

type receiptUpdateInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		ReceiptSaveBody
		Version int64 `json:"version" doc:"The version the change was made on"`
	}
}

type versionInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Version int64 `json:"version"`
	}
}

type rejectReceiptInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Version int64  `json:"version"`
		Reason  string `json:"reason" maxLength:"500"`
	}
}

type receiptOutput struct{ Body receiptBody }

func (s *Service) registerReceipts(a *api.API) {
	const path = "/purchase-receipts"
	route := func(path, id, summary string, p api.Permission) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: "purchases", Permission: p}
	}
	api.Get(a, route(path, "list-purchase-receipts", "List purchase receipts and returns", PermRead), s.listReceipts)
	export := route(path+"/export", "export-purchase-receipts", "Export the list of purchase receipts as filtered", PermRead)
	export.Slow = true
	api.Get(a, export, s.exportReceipts)
	api.Get(a, route(path+"/{id}", "get-purchase-receipt", "Get a purchase receipt", PermRead), func(ctx context.Context, sc db.Scope, in *idInput) (*receiptOutput, error) {
		return s.showReceipt(ctx, sc, in.ID)
	})
	api.History(a, api.Record{
		Path: path, ID: "purchase-receipt", Summary: "a purchase receipt", Tag: "purchases", Permission: PermRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*ReceiptDetail, error) {
			return s.Receipt(ctx, sc, id, api.DataScope(ctx))
		}, receiptEntity),
	})
	create := route(path, "create-purchase-receipt", "Receive goods, or return them", PermReceive)
	create.Status = http.StatusCreated
	api.Post(a, create, func(ctx context.Context, sc db.Scope, in *receiptSaveInput) (*receiptOutput, error) {
		r, err := s.Receive(ctx, sc, in.Body.input(ctx), in.Body.Mode == "post")
		if err != nil {
			return nil, err
		}
		return s.showReceipt(ctx, sc, r.ID)
	})
	api.Put(a, route(path+"/{id}", "update-purchase-receipt", "Replace a draft, or one that waits for its review", PermReceive), func(ctx context.Context, sc db.Scope, in *receiptUpdateInput) (*receiptOutput, error) {
		return s.actOnReceipt(ctx, sc, in.ID, func() (*Receipt, error) {
			return s.UpdateReceipt(ctx, sc, in.ID, in.Body.Version, in.Body.input(ctx), in.Body.Mode == "post")
		})
	})
	act := func(verb, summary string, p api.Permission, do func(context.Context, db.Scope, db.ID, int64) (*Receipt, error)) {
		api.Post(a, route(path+"/{id}/"+verb, verb+"-purchase-receipt", summary, p), func(ctx context.Context, sc db.Scope, in *versionInput) (*receiptOutput, error) {
			return s.actOnReceipt(ctx, sc, in.ID, func() (*Receipt, error) { return do(ctx, sc, in.ID, in.Body.Version) })
		})
		batch := route(path+"/actions/"+verb, verb+"-purchase-receipts", summary+", several at once", p)
		batch.Slow = true
		api.Post(a, batch, func(ctx context.Context, sc db.Scope, in *api.SeenInput) (*api.BatchOutput, error) {
			return api.BatchSeen(ctx, in, func(ctx context.Context, id db.ID, version int64) error {
				if _, err := s.Receipt(ctx, sc, id, api.DataScope(ctx)); err != nil {
					return err
				}
				_, err := do(ctx, sc, id, version)
				return err
			})
		})
	}
	act("void", "Give up what has not been posted", PermReceive, s.VoidReceipt)
	act("approve", "Post what waits for its review", PermReceiveReview, s.ApproveReceipt)
	act("withdraw", "Take what waits for its review back into a draft", PermReceive, s.WithdrawReceipt)
	api.Post(a, route(path+"/{id}/reject", "reject-purchase-receipt", "Send what waits for its review back with a reason", PermReceiveReview), func(ctx context.Context, sc db.Scope, in *rejectReceiptInput) (*receiptOutput, error) {
		return s.actOnReceipt(ctx, sc, in.ID, func() (*Receipt, error) { return s.RejectReceipt(ctx, sc, in.ID, in.Body.Version, in.Body.Reason) })
	})
	act("reverse", "Take a posted receipt or return back by a counter-document", PermReceiveReverse, s.ReverseReceipt)
}

// actOnReceipt does something to a receipt within the person's scope, and shows what it gives.
func (s *Service) actOnReceipt(ctx context.Context, sc db.Scope, id db.ID, do func() (*Receipt, error)) (*receiptOutput, error) {
	if _, err := s.Receipt(ctx, sc, id, api.DataScope(ctx)); err != nil {
		return nil, err
	}
	r, err := do()
	if err != nil {
		return nil, err
	}
	return s.showReceipt(ctx, sc, r.ID)
}

func (s *Service) showReceipt(ctx context.Context, sc db.Scope, id db.ID) (*receiptOutput, error) {
	d, err := s.Receipt(ctx, sc, id, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &receiptOutput{Body: newReceiptBody(ctx, d)}, nil
}

func (s *Service) listReceipts(ctx context.Context, sc db.Scope, in *receiptListInput) (*api.PageOf[ReceiptRowBody], error) {
	page, err := s.Receipts(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	out := &api.PageOf[ReceiptRowBody]{Body: api.Page[ReceiptRowBody]{Page: page.Page, PageSize: page.PageSize, Total: page.Total, TotalIsLowerBound: page.TotalIsLowerBound}}
	out.Body.Items = make([]ReceiptRowBody, 0, len(page.Items))
	for i := range page.Items {
		out.Body.Items = append(out.Body.Items, newReceiptRow(ctx, &page.Items[i]))
	}
	return out, nil
}

func (s *Service) exportReceipts(ctx context.Context, sc db.Scope, in *receiptExportInput) (*api.Export, error) {
	costs := api.Can(ctx, api.CostSee)
	f := in.filter(ctx)
	titles := [][2]string{{"单号", "No."}, {"日期", "Date"}, {"单据", "Document"}, {"状态", "State"}, {"供应商", "Supplier"}, {"仓库", "Warehouse"}, {"采购单号", "Order"}, {"物流单号", "Waybill"}, {"备注", "Note"}, {"应付金额", "Total"}}
	if !costs {
		titles = titles[:len(titles)-1]
	}
	word := func(vocabulary, code string) string { return fault.WordFor(api.Lang(ctx), vocabulary, code) }
	return api.WriteExport(in.Format, api.Say(ctx, "购货单", "Purchase receipts"), api.Columns(ctx, titles...), func(w api.Rows) error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			return api.EachRow(ctx, tx, in.ExportQuery, f.query(tx), func(rows *sql.Rows) error {
				r, err := scanReceiptRow(rows)
				if err != nil {
					return err
				}
				cells := []any{
					r.No, r.Date, word("document", r.Kind.docType()), word("purchase_receipt.state", string(r.State)), r.SupplierName,
					api.Builtin(ctx, "warehouse", r.WarehouseName), r.OrderNo, r.Waybill, r.Note,
				}
				if costs {
					cells = append(cells, sheet.Number(r.Total.String()))
				}
				return w.Row(cells...)
			})
		})
	})
}

// UsedSKUsOfReceiptsTx tells which of the SKUs stand on purchase receipts.
func UsedSKUsOfReceiptsTx(ctx context.Context, tx *db.Tx, ids []db.ID) ([]db.ID, error) {
	return usedTx(ctx, tx, "SELECT DISTINCT sku_id FROM purchase_receipt_line WHERE tenant_id = ? AND sku_id IN ", ids)
}

// UsedSuppliersOfReceiptsTx tells which of the suppliers stand on purchase receipts.
func UsedSuppliersOfReceiptsTx(ctx context.Context, tx *db.Tx, ids []db.ID) ([]db.ID, error) {
	return usedTx(ctx, tx, "SELECT DISTINCT supplier_id FROM purchase_receipt WHERE tenant_id = ? AND supplier_id IN ", ids)
}
