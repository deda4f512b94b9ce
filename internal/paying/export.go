package paying

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

// ordersColumn gives the numbers of the purchase orders of a request in one text.
const ordersColumn = `COALESCE((SELECT string_agg(vo.no, ', ' ORDER BY l.position) FROM payment_request_line l JOIN purchase_order vo ON vo.tenant_id = l.tenant_id AND vo.id = l.order_id
	WHERE l.tenant_id = r.tenant_id AND l.request_id = r.id), '')`

type requestExportInput struct {
	api.ExportQuery
	RequestFilterInput
}

func (s *Service) exportRequests(ctx context.Context, sc db.Scope, in *requestExportInput) (*api.Export, error) {
	f := in.filter(ctx)
	columns := api.Columns(ctx,
		[2]string{"申请单号", "No."}, [2]string{"日期", "Date"}, [2]string{"状态", "State"}, [2]string{"款项", "Kind"}, [2]string{"供应商", "Supplier"},
		[2]string{"采购账号", "Buyer account"}, [2]string{"付款方式", "Paid by"}, [2]string{"采购单号", "Purchase orders"}, [2]string{"申请金额", "Amount"}, [2]string{"已付", "Paid"},
		[2]string{"注意", "Attention"}, [2]string{"退回原因", "Sent back because"}, [2]string{"申请人", "Asked by"}, [2]string{"备注", "Note"})
	return api.WriteExport(in.Format, api.Say(ctx, "付款申请", "Payment requests"), columns, func(w api.Rows) error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			l := f.query(tx)
			l.Columns += ", " + ordersColumn
			return api.EachRow(ctx, tx, in.ExportQuery, l, func(rows *sql.Rows) error {
				var orders string
				r, err := scanRow(rows, &orders)
				if err != nil {
					return err
				}
				return w.Row(r.No, r.Date, word(ctx, stateWords, string(r.State)), word(ctx, kindWords, string(r.Kind)), r.SupplierName, r.AccountName,
					word(ctx, purchase.PayMethodWords, string(r.PayMethod)), orders, number(r.Amount), number(r.Paid), detail(ctx, r.Attention), r.RejectedReason, r.CreatedByName, r.Note)
			})
		})
	})
}

type moneyExportInput struct {
	api.ExportQuery
	MoneyFilterInput
}

func (s *Service) exportMoney(ctx context.Context, sc db.Scope, in *moneyExportInput) (*api.Export, error) {
	f := in.filter(ctx)
	columns := api.Columns(ctx,
		[2]string{"时间", "Time"}, [2]string{"采购单号", "Purchase order"}, [2]string{"供应商", "Supplier"}, [2]string{"来源", "From"}, [2]string{"状态", "State"},
		[2]string{"金额", "Amount"}, [2]string{"手续费", "Fee"}, [2]string{"1688订单号", "1688 order"}, [2]string{"采购账号", "Buyer account"}, [2]string{"付款申请", "Payment request"},
		[2]string{"付款单", "Payment"}, [2]string{"结算账户", "Fund account"}, [2]string{"未入账原因", "Not booked because"}, [2]string{"备注", "Note"})
	return api.WriteExport(in.Format, api.Say(ctx, "采购付款", "Payments of purchase orders"), columns, func(w api.Rows) error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			set, err := tenant.GetTx(ctx, tx)
			if err != nil {
				return err
			}
			return api.EachRow(ctx, tx, in.ExportQuery, f.query(tx), func(rows *sql.Rows) error {
				r, err := scanMoneyRow(rows)
				if err != nil {
					return err
				}
				return w.Row(r.HappenedAt.In(set.Zone).Format(time.DateTime), r.OrderNo, r.SupplierName, word(ctx, moneyKindWords, string(r.Kind)), word(ctx, moneyStateWords, string(r.State)),
					number(r.Amount), number(r.Fee), r.PlatformID, r.AccountName, r.RequestNo, r.PaymentNo, api.Builtin(ctx, "fund", r.FundName), detail(ctx, r.Reason), r.Note)
			})
		})
	})
}

type agreementExportInput struct {
	api.ExportQuery
	AgreementFilterInput
}

func (s *Service) exportAgreements(ctx context.Context, sc db.Scope, in *agreementExportInput) (*api.Export, error) {
	f := in.filter(ctx)
	columns := api.Columns(ctx,
		[2]string{"采购单号", "Purchase order"}, [2]string{"日期", "Date"}, [2]string{"供应商", "Supplier"}, [2]string{"核对结果", "Standing"},
		[2]string{"采购金额", "Ordered"}, [2]string{"1688 金额", "On 1688"}, [2]string{"到货金额", "Received"}, [2]string{"付款金额", "Paid"},
		[2]string{"未到货金额", "Still to come"}, [2]string{"1688 差额", "1688 less ordered"}, [2]string{"差异", "Differences"}, [2]string{"负责人", "Looked into by"}, [2]string{"备注", "Note"})
	return api.WriteExport(in.Format, api.Say(ctx, "采购四方核对", "Figures of purchase orders"), columns, func(w api.Rows) error {
		return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			return api.EachRow(ctx, tx, in.ExportQuery, f.query(tx), func(rows *sql.Rows) error {
				a, err := scanAgreement(rows)
				if err != nil {
					return err
				}
				var platform, difference any
				if a.OnPlatform {
					platform, difference = number(a.Platform), number(a.Platform.Sub(a.Ordered))
				}
				gaps := make([]string, len(a.Gaps))
				for i, g := range a.Gaps {
					gaps[i] = word(ctx, betweenWords, g.Between) + " " + g.Amount.String() + " " + word(ctx, reasonWords, string(g.Reason))
				}
				return w.Row(a.No, a.Date, a.SupplierName, word(ctx, standingWords, string(a.Standing)), number(a.Ordered), platform, number(a.Received), number(a.Paid),
					number(a.Expected()), difference, strings.Join(gaps, api.Say(ctx, "；", "; ")), a.OwnerName, a.Note)
			})
		})
	})
}

func word(ctx context.Context, vocabulary, code string) string {
	return fault.WordFor(api.Lang(ctx), vocabulary, code)
}

// detail is what a fault says; nothing for none.
func detail(ctx context.Context, e *fault.Error) string {
	if e == nil {
		return ""
	}
	return e.Detail(api.Lang(ctx))
}

func number(a dec.Amount) sheet.Number { return sheet.Number(a.String()) }
