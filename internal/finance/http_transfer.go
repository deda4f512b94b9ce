package finance

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of transfers between fund accounts.
var (
	PermTransferRead    = api.DefinePermission("fund_transfer.read", "查看资金转账单", "See fund transfers", "finance", tenant.RoleCashier, tenant.RoleAccount)
	PermTransfer        = api.DefinePermission("fund_transfer.create", "资金转账", "Move money between fund accounts", "finance", tenant.RoleCashier, tenant.RoleAccount)
	PermTransferReverse = api.DefinePermission("fund_transfer.reverse", "红冲资金转账单", "Reverse fund transfers", "finance", tenant.RoleAccount)
)

func (s *Service) registerTransfers(a *api.API, tag string) {
	const description = "Those that 1688 escrow made are among them; they are reversed there."
	api.Get(a, api.Route{Path: "/fund-transfers", ID: "list-fund-transfers", Summary: "List transfers between fund accounts", Tag: tag, Permission: PermTransferRead, Description: description}, s.listTransfers)
	api.Get(a, api.Route{Path: "/fund-transfers/export", ID: "export-fund-transfers", Summary: "Export the fund transfers as filtered", Tag: tag, Permission: PermTransferRead, Slow: true}, s.exportTransfers)
	api.Get(a, api.Route{Path: "/fund-transfers/{id}", ID: "get-fund-transfer", Summary: "Get a fund transfer", Tag: tag, Permission: PermTransferRead}, s.getTransfer)
	api.History(a, api.Record{
		Path: "/fund-transfers", ID: "fund-transfer", Summary: "a fund transfer", Tag: tag, Permission: PermTransferRead,
		See: api.SeenBy(s.showTransfer, docTransfer),
	})
	api.Post(a, api.Route{Path: "/fund-transfers", ID: "create-fund-transfer", Summary: "Move money from one fund account to another", Tag: tag, Permission: PermTransfer, Status: 201}, s.createTransfer)
	api.Post(a, api.Route{Path: "/fund-transfers/{id}/actions/reverse", ID: "reverse-fund-transfer", Summary: "Take a fund transfer back by a counter-transfer of today", Tag: tag, Permission: PermTransferReverse}, s.reverseTransfer)
	api.Post(a, api.Route{
		Path: "/fund-transfers/actions/reverse", ID: "reverse-fund-transfers", Summary: "Take several fund transfers back by counter-transfers of today", Tag: tag, Permission: PermTransferReverse, Slow: true,
	}, func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
		return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
			_, err := s.reverseTransfer(ctx, sc, &reverseTransferInput{ID: id})
			return err
		})
	})
}

// TransferFilterInput are the filters of the list of transfers and of its export.
type TransferFilterInput struct {
	FundAccountID db.ID   `query:"fundAccountId" doc:"On either side"`
	ByHand        string  `query:"byHand" enum:"true,false" doc:"Entered by a person, or made by 1688 escrow"`
	From          db.Date `query:"from" doc:"First day"`
	To            db.Date `query:"to" doc:"Last day"`
}

func (in *TransferFilterInput) filter(ctx context.Context) TransferFilter {
	f := TransferFilter{FundAccountID: in.FundAccountID, From: in.From, To: in.To, Within: api.DataScope(ctx)}
	if in.ByHand != "" {
		byHand := in.ByHand == "true"
		f.ByHand = &byHand
	}
	return f
}

type listTransfersInput struct {
	api.ListQuery
	TransferFilterInput
}

type exportTransfersInput struct {
	api.ExportQuery
	TransferFilterInput
}

// transferBody is a transfer between fund accounts.
type transferBody struct {
	ID              db.ID      `json:"id"`
	No              string     `json:"no"`
	FromAccountID   db.ID      `json:"fromAccountId"`
	FromAccountName string     `json:"fromAccountName" builtin:"fund"`
	ToAccountID     db.ID      `json:"toAccountId"`
	ToAccountName   string     `json:"toAccountName" builtin:"fund"`
	Date            db.Date    `json:"date"`
	Amount          dec.Amount `json:"amount" doc:"What arrived; below zero for a counter-transfer"`
	Fee             dec.Amount `json:"fee" doc:"What left the first account on top of it"`
	State           string     `json:"state" enum:"posted,reversed"`
	SourceKind      string     `json:"sourceKind,omitempty" doc:"What made it; a person's has none"`
	SourceID        db.ID      `json:"sourceId,omitempty"`
	ReversesID      db.ID      `json:"reversesId,omitempty"`
	ReversedByID    db.ID      `json:"reversedById,omitempty"`
	Note            string     `json:"note,omitempty"`
	CreatedBy       string     `json:"createdBy"`
	CreatedAt       db.Time    `json:"createdAt"`
}

func newTransferBody(r *TransferRow) transferBody {
	return transferBody{
		ID: r.ID, No: r.No, FromAccountID: r.From, FromAccountName: r.FromName, ToAccountID: r.To, ToAccountName: r.ToName, Date: r.Date, Amount: r.Amount, Fee: r.Fee,
		State: r.State, SourceKind: r.SourceKind, SourceID: r.SourceID, ReversesID: r.ReversesID, ReversedByID: r.ReversedByID, Note: r.Note, CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt,
	}
}

type transferSave struct {
	FromAccountID db.ID      `json:"fromAccountId"`
	ToAccountID   db.ID      `json:"toAccountId"`
	Date          db.Date    `json:"date,omitempty" doc:"Today when left out"`
	Amount        dec.Amount `json:"amount" doc:"What arrives"`
	Fee           dec.Amount `json:"fee,omitempty" doc:"What leaves the first account on top of it, booked as finance costs"`
	Note          string     `json:"note,omitempty" maxLength:"1000"`
}

type transferOutput struct{ Body transferBody }

func (s *Service) listTransfers(ctx context.Context, sc db.Scope, in *listTransfersInput) (*api.PageOf[transferBody], error) {
	page, err := s.Transfers(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	return pageOf(page, newTransferBody), nil
}

func (s *Service) exportTransfers(ctx context.Context, sc db.Scope, in *exportTransfersInput) (*api.Export, error) {
	columns := []sheet.Column{
		{Title: "单据编号", Width: 18},
		{Title: "日期"},
		{Title: "转出账户", Width: 18},
		{Title: "转入账户", Width: 18},
		{Title: "转账金额"},
		{Title: "手续费"},
		{Title: "状态"},
		{Title: "备注", Width: 30},
		{Title: "制单人"},
	}
	return api.WriteExport(in.Format, "资金转账单", columns, func(w api.Rows) error {
		return s.EachTransfer(ctx, sc, in.ExportQuery, in.filter(ctx), func(r *TransferRow) error {
			state := "已入账"
			switch {
			case r.ReversesID != 0:
				state = "红冲单"
			case r.ReversedByID != 0:
				state = "已红冲"
			}
			return w.Row(r.No, r.Date, r.FromName, r.ToName, sheet.Number(r.Amount.String()), sheet.Number(r.Fee.String()), state, r.Note, r.CreatedBy)
		})
	})
}

func (s *Service) showTransfer(ctx context.Context, sc db.Scope, id db.ID) (*transferOutput, error) {
	r, err := s.FundTransfer(ctx, sc, id, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &transferOutput{Body: newTransferBody(r)}, nil
}

func (s *Service) getTransfer(ctx context.Context, sc db.Scope, in *idInput) (*transferOutput, error) {
	return s.showTransfer(ctx, sc, in.ID)
}

func (s *Service) createTransfer(ctx context.Context, sc db.Scope, in *struct{ Body transferSave }) (*transferOutput, error) {
	b := in.Body
	var f fault.Fields
	t := Transfer{From: b.FromAccountID, To: b.ToAccountID, Date: b.Date, Amount: b.Amount, Fee: b.Fee, Note: check.Text(&f, "note", b.Note, check.MaxNote)}
	if err := f.Err(); err != nil {
		return nil, err
	}
	var id db.ID
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		id, _, err = s.TransferTx(ctx, tx, t)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showTransfer(ctx, sc, id)
}

type reverseTransferInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Note string `json:"note,omitempty" maxLength:"1000"`
	}
}

func (s *Service) reverseTransfer(ctx context.Context, sc db.Scope, in *reverseTransferInput) (*transferOutput, error) {
	if _, err := s.showTransfer(ctx, sc, in.ID); err != nil {
		return nil, err
	}
	var id db.ID
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		id, _, err = s.ReverseTransferTx(ctx, tx, in.ID, "", in.Body.Note)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showTransfer(ctx, sc, id)
}
