package purchase

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
)

const stageWords = "purchase.stage"

func init() {
	fault.AddWords(stageWords,
		fault.Word{Code: string(StageDraft), ZH: "采购确认", EN: "Draft"}, fault.Word{Code: string(StageReview), ZH: "采购审核", EN: "First approval"},
		fault.Word{Code: string(StageSecond), ZH: "复审", EN: "Second approval"}, fault.Word{Code: string(StageOpen), ZH: "待到货", EN: "Waiting for goods"},
		fault.Word{Code: string(StagePartial), ZH: "部分到货", EN: "Partly received"}, fault.Word{Code: string(StageDone), ZH: "已到齐", EN: "Received"},
		fault.Word{Code: string(StageClosed), ZH: "已关闭", EN: "Closed"}, fault.Word{Code: string(StageVoid), ZH: "已作废", EN: "Void"})
}

type exportInput struct {
	api.ExportQuery
	FilterInput
}

func (s *Service) export(ctx context.Context, sc db.Scope, in *exportInput) (*api.Export, error) {
	costs := api.Can(ctx, api.CostSee)
	f := in.filter(ctx)
	titles := [][2]string{{"采购单号", "No."}, {"日期", "Date"}, {"阶段", "Stage"}, {"供应商", "Supplier"}, {"仓库", "Warehouse"}, {"采购员", "Purchaser"}, {"预计到货", "Expected on"}, {"备注", "Note"}, {"币种", "Currency"}, {"应付金额", "Total"}, {"折人民币", "In yuan"}}
	if !costs {
		titles = titles[:len(titles)-2]
	}
	return api.WriteExport(in.Format, api.Say(ctx, "采购单", "Purchase orders"), api.Columns(ctx, titles...), func(w api.Rows) error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			return api.EachRow(ctx, tx, in.ExportQuery, s.narrowed(tx, &f), func(rows *sql.Rows) error {
				r, err := scanRow(rows)
				if err != nil {
					return err
				}
				cells := []any{
					r.No, r.Date, fault.WordFor(api.Lang(ctx), stageWords, string(r.Stage)), r.SupplierName, api.Builtin(ctx, "warehouse", r.WarehouseName),
					r.PurchaserName, r.ExpectedOn, r.Note, r.Currency,
				}
				if costs {
					cells = append(cells, sheet.Number(r.OwnTotal.String()), sheet.Number(r.Total.String()))
				}
				return w.Row(cells...)
			})
		})
	})
}
