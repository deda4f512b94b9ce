package finance

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of money.
var (
	PermFundRead    = api.DefinePermission("fund_account.read", "查看结算账户", "See fund accounts", "finance", tenant.RoleSales, tenant.RoleCashier, tenant.RoleAccount)
	PermFundEdit    = api.DefinePermission("fund_account.edit", "维护结算账户", "Edit fund accounts", "finance", tenant.RoleAccount)
	PermFundBalance = api.DefinePermission("fund_account.balance", "查看账户余额", "See the balances of fund accounts", "finance", tenant.RoleCashier, tenant.RoleAccount)
	PermOwed        = api.DefinePermission("receivable.read", "查看应收款", "See receivables", "finance", tenant.RoleSales, tenant.RoleCashier, tenant.RoleAccount, tenant.RoleViewer)
	PermOpening     = api.DefinePermission("receivable.opening", "录入期初应收", "Enter opening receivables", "finance", tenant.RoleAccount)
	PermReceive     = api.DefinePermission("receipt.create", "收款", "Enter receipts", "finance", tenant.RoleCashier, tenant.RoleAccount)
	PermRefund      = api.DefinePermission("refund.create", "退款给客户", "Give money back to customers", "finance", tenant.RoleCashier, tenant.RoleAccount)
	PermReverse     = api.DefinePermission("receipt.reverse", "红冲收款单、退款单、核销单", "Reverse receipts, refunds and settlements", "finance", tenant.RoleAccount)
	PermEntries     = api.DefinePermission("entry.read", "查看凭证", "See entries", "finance", tenant.RoleAccount)
)

// Register adds the routes of fund accounts, receivables, receipts, payables, payments and entries.
func (s *Service) Register(a *api.API) {
	const tag = "finance"
	api.Get(a, api.Route{Path: "/fund-accounts", ID: "list-fund-accounts", Summary: "List fund accounts", Tag: tag, Permission: PermFundRead, Description: "Balances need fund_account.balance."}, s.listFunds)
	api.Get(a, api.Route{Path: "/fund-accounts/{id}", ID: "get-fund-account", Summary: "Get a fund account", Tag: tag, Permission: PermFundRead}, s.getFund)
	api.History(a, api.Record{
		Path: "/fund-accounts", ID: "fund-account", Summary: "a fund account", Tag: tag, Permission: PermFundRead,
		See: api.SeenBy(func(ctx context.Context, sc db.Scope, id db.ID) (*fundOutput, error) {
			return s.getFund(ctx, sc, &idInput{ID: id})
		}, "fund_account"),
	})
	api.Post(a, api.Route{Path: "/fund-accounts", ID: "create-fund-account", Summary: "Add a fund account", Tag: tag, Permission: PermFundEdit, Status: 201}, s.createFund)
	api.Put(a, api.Route{Path: "/fund-accounts/{id}", ID: "update-fund-account", Summary: "Change a fund account", Tag: tag, Permission: PermFundEdit}, s.updateFund)

	s.registerReceivables(a, tag)
	s.registerBatches(a, tag)
	s.registerPayables(a, tag)
	s.registerTransfers(a, tag)

	api.Get(a, api.Route{Path: "/entries", ID: "list-entries", Summary: "List entries, of a document or all", Tag: tag, Permission: PermEntries}, s.listEntries)
}

type idInput struct {
	ID db.ID `path:"id"`
}

type listFundsInput struct {
	api.ListQuery
	Active string `query:"active" enum:"true,false"`
	Kind   string `query:"kind" enum:"cash,bank,alipay,escrow"`
}

func (s *Service) listFunds(ctx context.Context, sc db.Scope, in *listFundsInput) (*api.PageOf[fundBody], error) {
	out := &api.PageOf[fundBody]{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: fundColumns, From: "fund_account", Where: []string{"tenant_id = ?"}, Args: []any{tx.Tenant},
			Sorts: map[string]string{"createdAt": "id", "name": "name"}, Default: "createdAt", Tie: "id",
		}
		if in.Active != "" {
			l.And("active = ?", in.Active == "true")
		}
		if in.Kind != "" {
			l.And("kind = ?", in.Kind)
		}
		cond, args := api.SearchNamed(ctx, tx, in.Q, "fund", "name", "number")
		l.And(cond, args...)
		var err error
		out.Body, err = api.RunList(ctx, tx, in.ListQuery, l, func(rows *sql.Rows) (fundBody, error) {
			a, err := scanFund(rows.Scan)
			return newFundBody(ctx, &a), err
		})
		return err
	})
	return out, err
}

type fundOutput struct{ Body fundBody }

func showFund(ctx context.Context, a *FundAccount, err error) (*fundOutput, error) {
	if err != nil {
		return nil, err
	}
	return &fundOutput{Body: newFundBody(ctx, a)}, nil
}

func (s *Service) getFund(ctx context.Context, sc db.Scope, in *idInput) (*fundOutput, error) {
	var a *FundAccount
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		a, err = s.FundAccountTx(ctx, tx, in.ID)
		return err
	})
	return showFund(ctx, a, err)
}

func (s *Service) createFund(ctx context.Context, sc db.Scope, in *struct{ Body FundSave }) (*fundOutput, error) {
	a, err := s.SaveFundAccount(ctx, sc, in.Body.account())
	return showFund(ctx, a, err)
}

type updateFundInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		FundSave
		Version int64 `json:"version" doc:"The version the change was made on"`
	}
}

func (s *Service) updateFund(ctx context.Context, sc db.Scope, in *updateFundInput) (*fundOutput, error) {
	a := in.Body.account()
	a.ID, a.Version = in.ID, in.Body.Version
	saved, err := s.SaveFundAccount(ctx, sc, a)
	return showFund(ctx, saved, err)
}

// pageOf turns a page of rows into a page of what is sent.
func pageOf[R, B any](p api.Page[R], body func(*R) B) *api.PageOf[B] {
	out := &api.PageOf[B]{Body: api.Page[B]{Page: p.Page, PageSize: p.PageSize, Total: p.Total, TotalIsLowerBound: p.TotalIsLowerBound}}
	out.Body.Items = make([]B, 0, len(p.Items))
	for i := range p.Items {
		out.Body.Items = append(out.Body.Items, body(&p.Items[i]))
	}
	return out
}

type listEntriesInput struct {
	api.ListQuery
	DocID db.ID   `query:"docId" doc:"Entries of this document"`
	From  db.Date `query:"from"`
	To    db.Date `query:"to"`
}

func (s *Service) listEntries(ctx context.Context, sc db.Scope, in *listEntriesInput) (*api.PageOf[entryBody], error) {
	page, err := s.Entries(ctx, sc, in.ListQuery, EntryFilter{DocID: in.DocID, From: in.From, To: in.To, Within: api.DataScope(ctx)})
	if err != nil {
		return nil, err
	}
	costs := api.Can(ctx, api.CostSee)
	return pageOf(page, func(e *EntryRow) entryBody { return newEntryBody(e, costs) }), nil
}
