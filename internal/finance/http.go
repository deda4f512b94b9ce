package finance

import (
	"context"
	"database/sql"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
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

// Register adds the routes of fund accounts, receivables, receipts and entries.
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

	api.Get(a, api.Route{Path: "/receivables", ID: "list-receivables", Summary: "List what customers owe, by document", Tag: tag, Permission: PermOwed}, s.listReceivables)
	api.Post(a, api.Route{Path: "/receivables/opening", ID: "create-opening-receivable", Summary: "Enter what a customer owed before the books began", Tag: tag, Permission: PermOpening, Status: 201}, s.createOpening)
	api.Get(a, api.Route{Path: "/customers/{id}/statement", ID: "get-customer-statement", Summary: "Get a customer's statement and ageing", Tag: tag, Permission: PermOwed}, s.getStatement)

	api.Get(a, api.Route{Path: "/receipts", ID: "list-receipts", Summary: "List receipts", Tag: tag, Permission: PermOwed}, s.listReceipts)
	api.Get(a, api.Route{Path: "/receipts/{id}", ID: "get-receipt", Summary: "Get a receipt with what it settles", Tag: tag, Permission: PermOwed}, s.getReceipt)
	api.History(a, api.Record{
		Path: "/receipts", ID: "receipt", Summary: "a receipt", Tag: tag, Permission: PermOwed,
		See: api.SeenBy(s.showReceipt, string(KindReceipt), string(KindRefund), string(KindSettlement)),
	})
	api.Post(a, api.Route{
		Path: "/receipts", ID: "create-receipt", Summary: "Enter money received", Tag: tag, Permission: PermReceive, Status: 201,
		Description: "What is not allocated to a document stays the customer's advance.",
	}, s.createReceipt)
	api.Post(a, api.Route{
		Path: "/refunds", ID: "create-refund", Summary: "Give money back to a customer: what we owe, or an advance", Tag: tag, Permission: PermRefund, Status: 201,
		Description: "Listed, shown and reversed among the receipts.",
	}, s.createRefund)
	api.Post(a, api.Route{
		Path: "/settlements", ID: "create-settlement", Summary: "Set what we owe a customer against what the customer owes", Tag: tag, Permission: PermReceive, Status: 201,
		Description: "Moves no money. Listed, shown and reversed among the receipts.",
	}, s.createSettlement)
	api.Post(a, api.Route{Path: "/receipts/{id}/actions/allocate", ID: "allocate-receipt", Summary: "Settle documents with what is left of a receipt", Tag: tag, Permission: PermReceive}, s.allocateReceipt)
	api.Post(a, api.Route{Path: "/receipts/{id}/actions/reverse", ID: "reverse-receipt", Summary: "Take a receipt back by a counter-receipt", Tag: tag, Permission: PermReverse}, s.reverseReceipt)
	s.registerBatches(a, tag)
	s.registerTransfers(a, tag)

	api.Get(a, api.Route{Path: "/entries", ID: "list-entries", Summary: "List entries, of a document or all", Tag: tag, Permission: PermEntries}, s.listEntries)
}

type idInput struct {
	ID db.ID `path:"id"`
}

// within is the data scope of the request.
func within(ctx context.Context) tenant.DataScope {
	warehouses, shops := api.DataScope(ctx)
	return tenant.DataScope{Warehouses: warehouses, Shops: shops}
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

type listReceivablesInput struct {
	api.ListQuery
	CustomerID db.ID   `query:"customerId"`
	Open       bool    `query:"open" doc:"Only what is not settled"`
	Overdue    bool    `query:"overdue" doc:"Only what is open past its due date"`
	From       db.Date `query:"from" doc:"First document date"`
	To         db.Date `query:"to" doc:"Last document date"`
}

func (s *Service) listReceivables(ctx context.Context, sc db.Scope, in *listReceivablesInput) (*api.PageOf[receivableBody], error) {
	page, err := s.Receivables(ctx, sc, in.ListQuery, ReceivableFilter{CustomerID: in.CustomerID, Open: in.Open, Overdue: in.Overdue, From: in.From, To: in.To, Within: within(ctx)})
	if err != nil {
		return nil, err
	}
	return pageOf(page, newReceivableBody), nil
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

type openingOutput struct{ Body receivableBody }

func (s *Service) createOpening(ctx context.Context, sc db.Scope, in *struct{ Body openingSave }) (*openingOutput, error) {
	r, err := s.OpenOpening(ctx, sc, OpeningReceivable{CustomerID: in.Body.CustomerID, Date: in.Body.Date, Amount: in.Body.Amount, Note: in.Body.Note})
	if err != nil {
		return nil, err
	}
	return &openingOutput{Body: newReceivableBody(&ReceivableRow{Receivable: *r})}, nil
}

type statementInput struct {
	ID   db.ID   `path:"id"`
	From db.Date `query:"from"`
	To   db.Date `query:"to"`
}

type statementOutput struct{ Body statementBody }

func (s *Service) getStatement(ctx context.Context, sc db.Scope, in *statementInput) (*statementOutput, error) {
	st, err := s.Statement(ctx, sc, in.ID, in.From, in.To, within(ctx))
	if err != nil {
		return nil, err
	}
	return &statementOutput{Body: newStatementBody(st)}, nil
}

type listReceiptsInput struct {
	api.ListQuery
	Kind          string  `query:"kind" enum:"receipt,refund,settlement"`
	CustomerID    db.ID   `query:"customerId"`
	FundAccountID db.ID   `query:"fundAccountId"`
	DocID         db.ID   `query:"docId" doc:"Receipts that settle this document"`
	Unallocated   bool    `query:"unallocated" doc:"Only those with an advance left"`
	From          db.Date `query:"from"`
	To            db.Date `query:"to"`
}

func (s *Service) listReceipts(ctx context.Context, sc db.Scope, in *listReceiptsInput) (*api.PageOf[ReceiptBody], error) {
	page, err := s.Receipts(ctx, sc, in.ListQuery, ReceiptFilter{
		Kind: ReceiptKind(in.Kind), CustomerID: in.CustomerID, FundAccountID: in.FundAccountID, DocID: in.DocID,
		Unallocated: in.Unallocated, From: in.From, To: in.To, Within: within(ctx),
	})
	if err != nil {
		return nil, err
	}
	return pageOf(page, newReceiptBody), nil
}

type receiptOutput struct{ Body receiptDetailBody }

func (s *Service) showReceipt(ctx context.Context, sc db.Scope, id db.ID) (*receiptOutput, error) {
	r, err := s.Receipt(ctx, sc, id, within(ctx))
	if err != nil {
		return nil, err
	}
	out := &receiptOutput{Body: receiptDetailBody{ReceiptBody: newReceiptBody(&r.ReceiptRow)}}
	for _, d := range r.Settles {
		out.Body.Allocations = append(out.Body.Allocations, settledBody(d))
	}
	for _, d := range r.Drawn {
		out.Body.Advances = append(out.Body.Advances, drawnBody{ID: d.ID, Kind: string(d.Kind), No: d.No, Date: d.Date, Amount: d.Amount})
	}
	return out, nil
}

func (s *Service) getReceipt(ctx context.Context, sc db.Scope, in *idInput) (*receiptOutput, error) {
	return s.showReceipt(ctx, sc, in.ID)
}

func (s *Service) createReceipt(ctx context.Context, sc db.Scope, in *struct{ Body receiptSave }) (*receiptOutput, error) {
	return s.receive(ctx, sc, Receipt{
		CustomerID: in.Body.CustomerID, FundAccountID: in.Body.FundAccountID, Date: in.Body.Date, Amount: in.Body.Amount, Note: in.Body.Note,
		Allocations: allocations(in.Body.Allocations),
	})
}

func (s *Service) createRefund(ctx context.Context, sc db.Scope, in *struct{ Body refundSave }) (*receiptOutput, error) {
	return s.receive(ctx, sc, Receipt{
		Kind: KindRefund, CustomerID: in.Body.CustomerID, FundAccountID: in.Body.FundAccountID, Date: in.Body.Date, Amount: in.Body.Amount.Neg(), Note: in.Body.Note,
		Allocations: allocations(in.Body.Allocations), Advances: draws(in.Body.Advances),
	})
}

func (s *Service) createSettlement(ctx context.Context, sc db.Scope, in *struct{ Body settlementSave }) (*receiptOutput, error) {
	return s.receive(ctx, sc, Receipt{
		Kind: KindSettlement, CustomerID: in.Body.CustomerID, Date: in.Body.Date, Note: in.Body.Note, Allocations: allocations(in.Body.Allocations),
	})
}

// receive books for the person who asks, within their data scope.
func (s *Service) receive(ctx context.Context, sc db.Scope, r Receipt) (*receiptOutput, error) {
	limits := within(ctx)
	r.Within = &limits
	var id db.ID
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		id, _, err = s.ReceiveTx(ctx, tx, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showReceipt(ctx, sc, id)
}

func allocations(list []allocationSave) []Allocation {
	out := make([]Allocation, 0, len(list))
	for _, a := range list {
		out = append(out, Allocation{DocID: a.DocID, Amount: a.Amount})
	}
	return out
}

func draws(list []drawSave) []Draw {
	out := make([]Draw, 0, len(list))
	for _, d := range list {
		out = append(out, Draw(d))
	}
	return out
}

type allocateInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Allocations []allocationSave `json:"allocations" minItems:"1" maxItems:"500"`
	}
}

func (s *Service) allocateReceipt(ctx context.Context, sc db.Scope, in *allocateInput) (*receiptOutput, error) {
	if slices.ContainsFunc(in.Body.Allocations, func(a allocationSave) bool { return a.Amount == 0 }) {
		var f fault.Fields
		f.Add("allocations", fault.ErrPositive)
		return nil, f.Err()
	}
	limits := within(ctx)
	if _, err := s.Receipt(ctx, sc, in.ID, limits); err != nil {
		return nil, err
	}
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		return s.AllocateTx(ctx, tx, in.ID, allocations(in.Body.Allocations), &limits)
	})
	if err != nil {
		return nil, err
	}
	return s.showReceipt(ctx, sc, in.ID)
}

type reverseInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Date db.Date `json:"date,omitempty" doc:"Of the counter-receipt; today when left out"`
		Note string  `json:"note,omitempty" maxLength:"1000"`
	}
}

func (s *Service) reverseReceipt(ctx context.Context, sc db.Scope, in *reverseInput) (*receiptOutput, error) {
	if _, err := s.Receipt(ctx, sc, in.ID, within(ctx)); err != nil {
		return nil, err
	}
	var id db.ID
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		id, _, err = s.ReverseReceiptTx(ctx, tx, in.ID, in.Body.Date, in.Body.Note)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showReceipt(ctx, sc, id)
}

type listEntriesInput struct {
	api.ListQuery
	DocID db.ID   `query:"docId" doc:"Entries of this document"`
	From  db.Date `query:"from"`
	To    db.Date `query:"to"`
}

func (s *Service) listEntries(ctx context.Context, sc db.Scope, in *listEntriesInput) (*api.PageOf[entryBody], error) {
	page, err := s.Entries(ctx, sc, in.ListQuery, EntryFilter{DocID: in.DocID, From: in.From, To: in.To, Within: within(ctx)})
	if err != nil {
		return nil, err
	}
	costs := api.Can(ctx, api.CostSee)
	return pageOf(page, func(e *EntryRow) entryBody { return newEntryBody(e, costs) }), nil
}
