package finance

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of what we owe suppliers.
var (
	PermOwing          = api.DefinePermission("payable.read", "查看应付款", "See payables", "finance", tenant.RolePurchaser, tenant.RoleReviewer, tenant.RoleCashier, tenant.RoleAccount, tenant.RoleViewer)
	PermOpeningPayable = api.DefinePermission("payable.opening", "录入期初应付", "Enter opening payables", "finance", tenant.RoleAccount)
	PermPay            = api.DefinePermission("payment.create", "付款", "Enter payments", "finance", tenant.RoleCashier, tenant.RoleAccount)
	PermSupplierRefund = api.DefinePermission("supplier_refund.create", "登记供应商退款", "Enter money that suppliers gave back", "finance", tenant.RoleCashier, tenant.RoleAccount)
	PermPaymentReverse = api.DefinePermission("payment.reverse", "红冲付款单、供应商退款单、应付核销单", "Reverse payments, supplier refunds and settlements of payables", "finance", tenant.RoleAccount)
)

func (s *Service) registerPayables(a *api.API, tag string) {
	api.Get(a, api.Route{Path: "/payables", ID: "list-payables", Summary: "List what we owe suppliers, by document", Tag: tag, Permission: PermOwing}, s.listPayables)
	api.Get(a, api.Route{Path: "/payables/export", ID: "export-payables", Summary: "Export the payables as filtered", Tag: tag, Permission: PermOwing, Slow: true}, s.exportPayables)
	api.Post(a, api.Route{Path: "/payables/opening", ID: "create-opening-payable", Summary: "Enter what we owed a supplier before the books began", Tag: tag, Permission: PermOpeningPayable, Status: 201}, s.createOpeningPayable)
	api.Get(a, api.Route{Path: "/suppliers/{id}/statement", ID: "get-supplier-statement", Summary: "Get a supplier's statement and ageing", Tag: tag, Permission: PermOwing}, s.getSupplierStatement)

	api.Get(a, api.Route{Path: "/payments", ID: "list-payments", Summary: "List payments", Tag: tag, Permission: PermOwing}, s.listPayments)
	api.Get(a, api.Route{Path: "/payments/export", ID: "export-payments", Summary: "Export the payments as filtered", Tag: tag, Permission: PermOwing, Slow: true}, s.exportPayments)
	api.Get(a, api.Route{Path: "/payments/{id}", ID: "get-payment", Summary: "Get a payment with what it settles", Tag: tag, Permission: PermOwing}, s.getPayment)
	api.History(a, api.Record{
		Path: "/payments", ID: "payment", Summary: "a payment", Tag: tag, Permission: PermOwing,
		See: api.SeenBy(s.showPayment, string(KindPayment), string(KindSupplierRefund), string(KindPayableSettlement)),
	})
	api.Post(a, api.Route{
		Path: "/payments", ID: "create-payment", Summary: "Enter money paid", Tag: tag, Permission: PermPay, Status: 201,
		Description: "What is not allocated to a document stays an advance to the supplier.",
	}, s.createPayment)
	api.Post(a, api.Route{
		Path: "/supplier-refunds", ID: "create-supplier-refund", Summary: "Enter money that a supplier gave back: what it owes us, or an advance", Tag: tag, Permission: PermSupplierRefund, Status: 201,
		Description: "Listed, shown and reversed among the payments.",
	}, s.createSupplierRefund)
	api.Post(a, api.Route{
		Path: "/payable-settlements", ID: "create-payable-settlement", Summary: "Set what a supplier owes us against what we owe", Tag: tag, Permission: PermPay, Status: 201,
		Description: "Moves no money. Listed, shown and reversed among the payments.",
	}, s.createPayableSettlement)
	api.Post(a, api.Route{Path: "/payments/{id}/actions/allocate", ID: "allocate-payment", Summary: "Settle documents with what is left of a payment", Tag: tag, Permission: PermPay}, s.allocatePayment)
	api.Post(a, api.Route{Path: "/payments/{id}/actions/reverse", ID: "reverse-payment", Summary: "Take a payment back by a counter-payment", Tag: tag, Permission: PermPaymentReverse}, s.reversePayment)
	api.Post(a, api.Route{
		Path: "/payments/actions/reverse", ID: "reverse-payments", Summary: "Take several payments back by counter-payments of today", Tag: tag, Permission: PermPaymentReverse, Slow: true,
	}, func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
		return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
			_, err := s.reversePayment(ctx, sc, &reverseInput{ID: id})
			return err
		})
	})
}

// PayableFilterInput are the filters of the list of payables and of its export.
type PayableFilterInput struct {
	SupplierID db.ID   `query:"supplierId"`
	Open       bool    `query:"open" doc:"Only what is not settled"`
	Overdue    bool    `query:"overdue" doc:"Only what is open past its due date"`
	From       db.Date `query:"from" doc:"First document date"`
	To         db.Date `query:"to" doc:"Last document date"`
}

func (in *PayableFilterInput) filter(ctx context.Context) PayableFilter {
	return PayableFilter{SupplierID: in.SupplierID, Open: in.Open, Overdue: in.Overdue, From: in.From, To: in.To, Within: api.DataScope(ctx)}
}

type listPayablesInput struct {
	api.ListQuery
	PayableFilterInput
}

func (s *Service) listPayables(ctx context.Context, sc db.Scope, in *listPayablesInput) (*api.PageOf[payableBody], error) {
	page, err := s.Payables(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	return pageOf(page, newPayableBody), nil
}

type exportPayablesInput struct {
	api.ExportQuery
	PayableFilterInput
}

func (s *Service) exportPayables(ctx context.Context, sc db.Scope, in *exportPayablesInput) (*api.Export, error) {
	f := in.filter(ctx)
	return s.exportItems(ctx, sc, in.ExportQuery, f.items())
}

type openingPayableOutput struct{ Body payableBody }

func (s *Service) createOpeningPayable(ctx context.Context, sc db.Scope, in *struct{ Body openingPayableSave }) (*openingPayableOutput, error) {
	p, err := s.OpenOpeningPayable(ctx, sc, OpeningPayable(in.Body))
	if err != nil {
		return nil, err
	}
	return &openingPayableOutput{Body: newPayableBody(&PayableRow{Payable: *p})}, nil
}

type supplierStatementOutput struct{ Body supplierStatementBody }

func (s *Service) getSupplierStatement(ctx context.Context, sc db.Scope, in *statementInput) (*supplierStatementOutput, error) {
	st, err := s.SupplierStatement(ctx, sc, in.ID, in.From, in.To, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &supplierStatementOutput{Body: newSupplierStatementBody(st)}, nil
}

// PaymentFilterInput are the filters of the list of payments and of its export.
type PaymentFilterInput struct {
	Kind          string  `query:"kind" enum:"payment,supplier_refund,payable_settlement"`
	SupplierID    db.ID   `query:"supplierId"`
	FundAccountID db.ID   `query:"fundAccountId"`
	DocID         db.ID   `query:"docId" doc:"Payments that settle this document"`
	Unallocated   bool    `query:"unallocated" doc:"Only those with an advance left"`
	From          db.Date `query:"from"`
	To            db.Date `query:"to"`
}

func (in *PaymentFilterInput) filter(ctx context.Context) PaymentFilter {
	return PaymentFilter{
		Kind: PaymentKind(in.Kind), SupplierID: in.SupplierID, FundAccountID: in.FundAccountID, DocID: in.DocID,
		Unallocated: in.Unallocated, From: in.From, To: in.To, Within: api.DataScope(ctx),
	}
}

type listPaymentsInput struct {
	api.ListQuery
	PaymentFilterInput
}

func (s *Service) listPayments(ctx context.Context, sc db.Scope, in *listPaymentsInput) (*api.PageOf[PaymentBody], error) {
	page, err := s.Payments(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	return pageOf(page, newPaymentBody), nil
}

type exportPaymentsInput struct {
	api.ExportQuery
	PaymentFilterInput
}

func (s *Service) exportPayments(ctx context.Context, sc db.Scope, in *exportPaymentsInput) (*api.Export, error) {
	f := in.filter(ctx)
	return s.exportMoney(ctx, sc, in.ExportQuery, f.money())
}

type paymentOutput struct{ Body paymentDetailBody }

func (s *Service) showPayment(ctx context.Context, sc db.Scope, id db.ID) (*paymentOutput, error) {
	p, err := s.Payment(ctx, sc, id, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	out := &paymentOutput{Body: paymentDetailBody{PaymentBody: newPaymentBody(&p.PaymentRow)}}
	for _, d := range p.Settles {
		out.Body.Allocations = append(out.Body.Allocations, settledBody(d))
	}
	for _, d := range p.Drawn {
		out.Body.Advances = append(out.Body.Advances, paymentDrawBody(d))
	}
	return out, nil
}

func (s *Service) getPayment(ctx context.Context, sc db.Scope, in *idInput) (*paymentOutput, error) {
	return s.showPayment(ctx, sc, in.ID)
}

func (s *Service) createPayment(ctx context.Context, sc db.Scope, in *struct{ Body paymentSave }) (*paymentOutput, error) {
	return s.pay(ctx, sc, Payment{
		SupplierID: in.Body.SupplierID, FundAccountID: in.Body.FundAccountID, Date: in.Body.Date, Amount: in.Body.Amount, Note: in.Body.Note,
		Allocations: allocations(in.Body.Allocations),
	})
}

func (s *Service) createSupplierRefund(ctx context.Context, sc db.Scope, in *struct{ Body supplierRefundSave }) (*paymentOutput, error) {
	p := Payment{
		Kind: KindSupplierRefund, SupplierID: in.Body.SupplierID, FundAccountID: in.Body.FundAccountID, Date: in.Body.Date, Amount: in.Body.Amount.Neg(), Note: in.Body.Note,
		Allocations: allocations(in.Body.Allocations),
	}
	for _, d := range in.Body.Advances {
		p.Advances = append(p.Advances, PaymentDraw(d))
	}
	return s.pay(ctx, sc, p)
}

func (s *Service) createPayableSettlement(ctx context.Context, sc db.Scope, in *struct{ Body payableSettlementSave }) (*paymentOutput, error) {
	return s.pay(ctx, sc, Payment{
		Kind: KindPayableSettlement, SupplierID: in.Body.SupplierID, Date: in.Body.Date, Note: in.Body.Note, Allocations: allocations(in.Body.Allocations),
	})
}

// pay books for the person who asks, within their data scope.
func (s *Service) pay(ctx context.Context, sc db.Scope, p Payment) (*paymentOutput, error) {
	limits := api.DataScope(ctx)
	p.Within = &limits
	return s.paymentOf(ctx, sc, func(ctx context.Context, tx *db.Tx) (id db.ID, err error) {
		id, _, err = s.PayTx(ctx, tx, p)
		return id, err
	})
}

// paymentOf shows the payment that a transaction makes or changes.
func (s *Service) paymentOf(ctx context.Context, sc db.Scope, do func(context.Context, *db.Tx) (db.ID, error)) (*paymentOutput, error) {
	var id db.ID
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		id, err = do(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showPayment(ctx, sc, id)
}

func (s *Service) allocatePayment(ctx context.Context, sc db.Scope, in *allocateInput) (*paymentOutput, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	limits := api.DataScope(ctx)
	if _, err := s.Payment(ctx, sc, in.ID, limits); err != nil {
		return nil, err
	}
	return s.paymentOf(ctx, sc, func(ctx context.Context, tx *db.Tx) (db.ID, error) {
		return in.ID, s.AllocatePaymentTx(ctx, tx, in.ID, allocations(in.Body.Allocations), &limits)
	})
}

func (s *Service) reversePayment(ctx context.Context, sc db.Scope, in *reverseInput) (*paymentOutput, error) {
	if _, err := s.Payment(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
		return nil, err
	}
	return s.paymentOf(ctx, sc, func(ctx context.Context, tx *db.Tx) (id db.ID, err error) {
		id, _, err = s.ReversePaymentTx(ctx, tx, in.ID, in.Body.Date, in.Body.Note)
		return id, err
	})
}
