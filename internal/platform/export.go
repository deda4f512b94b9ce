package platform

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/open1688"
)

func (s *Service) export(ctx context.Context, sc db.Scope, in *exportInput) (*api.Export, error) {
	costs := api.Can(ctx, api.CostSee)
	f := in.filter(ctx)
	titles := [][2]string{
		{"1688订单号", "1688 order"},
		{"处理状态", "Standing"},
		{"原因", "Why"},
		{"1688 状态", "State on 1688"},
		{"下单时间", "Ordered at"},
		{"采购账号", "Buyer account"},
		{"供应商", "Supplier"},
		{"卖家", "Seller"},
		{"卖家旺旺", "Seller's login id"},
		{"采购单号", "Purchase order"},
		{"付款时间", "Paid at"},
		{"发货时间", "Shipped at"},
		{"运单号", "Waybills"},
		{"退款状态", "Refund"},
		{"我的备注", "Memo"},
	}
	money := [][2]string{{"货款", "Goods"}, {"运费", "Freight"}, {"应付", "Total"}, {"已付", "Paid"}, {"已退款", "Refunded"}}
	if costs {
		titles = append(titles, money...)
	}
	return api.WriteExport(in.Format, api.Say(ctx, "1688订单", "Orders of 1688"), api.Columns(ctx, titles...), func(w api.Rows) error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			l, err := s.narrowed(tx, &f)
			if err != nil {
				return err
			}
			l.Columns += ", " + waybillsColumn
			return api.EachRow(ctx, tx, in.ExportQuery, l, func(rows *sql.Rows) error {
				var waybills string
				r, err := scanRow(rows, &waybills)
				if err != nil {
					return err
				}
				cells := []any{
					r.PlatformID, fault.WordFor(api.Lang(ctx), standingWords, string(r.Standing)), fault.WordFor(api.Lang(ctx), whyWords, string(r.Why)),
					fault.WordFor(api.Lang(ctx), stateWords, string(r.State)), moment(r.OrderedAt), r.AccountName, r.SupplierName, r.SellerName, r.SellerLogin,
					r.PurchaseNo, moment(r.PaidAt), moment(r.ShippedAt), waybills, r.RefundStatus, r.Memo,
				}
				if costs {
					for _, a := range []string{r.Goods.String(), r.Freight.String(), r.Total.String(), r.Paid.String(), r.Refund.String()} {
						cells = append(cells, sheet.Number(a))
					}
				}
				return w.Row(cells...)
			})
		})
	})
}

// moment writes a time for people; empty for none.
func moment(t db.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(open1688.Beijing).Format("2006-01-02 15:04")
}
