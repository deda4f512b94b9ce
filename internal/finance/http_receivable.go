package finance

import (
	"context"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

func (s *Service) registerReceivables(a *api.API, tag string) {
	api.Get(a, api.Route{Path: "/receivables", ID: "list-receivables", Summary: "List what customers owe, by document", Tag: tag, Permission: PermOwed}, s.listReceivables)
	api.Get(a, api.Route{Path: "/receivables/export", ID: "export-receivables", Summary: "Export the receivables as filtered", Tag: tag, Permission: PermOwed, Slow: true}, s.exportReceivables)
	api.Post(a, api.Route{Path: "/receivables/opening", ID: "create-opening-receivable", Summary: "Enter what a customer owed before the books began", Tag: tag, Permission: PermOpening, Status: 201}, s.createOpening)
	api.Get(a, api.Route{Path: "/customers/{id}/statement", ID: "get-customer-statement", Summary: "Get a customer's statement and ageing", Tag: tag, Permission: PermOwed}, s.getStatement)

	api.Get(a, api.Route{Path: "/receipts", ID: "list-receipts", Summary: "List receipts", Tag: tag, Permission: PermOwed}, s.listReceipts)
	api.Get(a, api.Route{Path: "/receipts/export", ID: "export-receipts", Summary: "Export the receipts as filtered", Tag: tag, Permission: PermOwed, Slow: true}, s.exportReceipts)
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
}

// ReceivableFilterInput are the filters of the list of receivables and of its export.
type ReceivableFilterInput struct {
	CustomerID db.ID   `query:"customerId"`
	Open       bool    `query:"open" doc:"Only what is not settled"`
	Overdue    bool    `query:"overdue" doc:"Only what is open past its due date"`
	From       db.Date `query:"from" doc:"First document date"`
	To         db.Date `query:"to" doc:"Last document date"`
}

func (in *ReceivableFilterInput) filter(ctx context.Context) ReceivableFilter {
	return ReceivableFilter{CustomerID: in.CustomerID, Open: in.Open, Overdue: in.Overdue, From: in.From, To: in.To, Within: api.DataScope(ctx)}
}

type listReceivablesInput struct {
	api.ListQuery
	ReceivableFilterInput
}

func (s *Service) listReceivables(ctx context.Context, sc db.Scope, in *listReceivablesInput) (*api.PageOf[receivableBody], error) {
	page, err := s.Receivables(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	return pageOf(page, newReceivableBody), nil
}

type exportReceivablesInput struct {
	api.ExportQuery
	ReceivableFilterInput
}

func (s *Service) exportReceivables(ctx context.Context, sc db.Scope, in *exportReceivablesInput) (*api.Export, error) {
	f := in.filter(ctx)
	return s.exportItems(ctx, sc, in.ExportQuery, f.items())
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
	st, err := s.Statement(ctx, sc, in.ID, in.From, in.To, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &statementOutput{Body: newStatementBody(st)}, nil
}

// ReceiptFilterInput are the filters of the list of receipts and of its export.
type ReceiptFilterInput struct {
	Kind          string  `query:"kind" enum:"receipt,refund,settlement"`
	CustomerID    db.ID   `query:"customerId"`
	FundAccountID db.ID   `query:"fundAccountId"`
	DocID         db.ID   `query:"docId" doc:"Receipts that settle this document"`
	Unallocated   bool    `query:"unallocated" doc:"Only those with an advance left"`
	From          db.Date `query:"from"`
	To            db.Date `query:"to"`
}

func (in *ReceiptFilterInput) filter(ctx context.Context) ReceiptFilter {
	return ReceiptFilter{
		Kind: ReceiptKind(in.Kind), CustomerID: in.CustomerID, FundAccountID: in.FundAccountID, DocID: in.DocID,
		Unallocated: in.Unallocated, From: in.From, To: in.To, Within: api.DataScope(ctx),
	}
}

type listReceiptsInput struct {
	api.ListQuery
	ReceiptFilterInput
}

func (s *Service) listReceipts(ctx context.Context, sc db.Scope, in *listReceiptsInput) (*api.PageOf[ReceiptBody], error) {
	page, err := s.Receipts(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	return pageOf(page, newReceiptBody), nil
}

type exportReceiptsInput struct {
	api.ExportQuery
	ReceiptFilterInput
}

func (s *Service) exportReceipts(ctx context.Context, sc db.Scope, in *exportReceiptsInput) (*api.Export, error) {
	f := in.filter(ctx)
	return s.exportMoney(ctx, sc, in.ExportQuery, f.money())
}

type receiptOutput struct{ Body receiptDetailBody }

func (s *Service) showReceipt(ctx context.Context, sc db.Scope, id db.ID) (*receiptOutput, error) {
	r, err := s.Receipt(ctx, sc, id, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	out := &receiptOutput{Body: receiptDetailBody{ReceiptBody: newReceiptBody(&r.ReceiptRow)}}
	for _, d := range r.Settles {
		out.Body.Allocations = append(out.Body.Allocations, settledBody(d))
	}
	for _, d := range r.Drawn {
		out.Body.Advances = append(out.Body.Advances, drawnBody(d))
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
	limits := api.DataScope(ctx)
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

// check refuses allocations of nothing.
func (in *allocateInput) check() error {
	var f fault.Fields
	if slices.ContainsFunc(in.Body.Allocations, func(a allocationSave) bool { return a.Amount == 0 }) {
		f.Add("allocations", fault.ErrPositive)
	}
	return f.Err()
}

func (s *Service) allocateReceipt(ctx context.Context, sc db.Scope, in *allocateInput) (*receiptOutput, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	limits := api.DataScope(ctx)
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
	if _, err := s.Receipt(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
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
