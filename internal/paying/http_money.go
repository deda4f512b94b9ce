package paying

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
)

type payInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Version       int64      `json:"version"`
		FundAccountID db.ID      `json:"fundAccountId" doc:"The account the money left"`
		Date          db.Date    `json:"date,omitempty" doc:"Today when left out"`
		Fee           dec.Amount `json:"fee,omitempty" doc:"What the bank charged on top"`
		Note          string     `json:"note,omitempty"`
		Lines         []struct {
			LineID db.ID      `json:"lineId"`
			Amount dec.Amount `json:"amount"`
		} `json:"lines,omitempty" doc:"All that is left when left out" nullable:"false"`
	}
}

// MoneyFilterInput holds the filters of what was paid and of its export.
type MoneyFilterInput struct {
	State     MoneyState `query:"state" enum:"booked,held,taken_back,dismissed"`
	Kind      MoneyKind  `query:"kind" enum:"cashier,platform,refund"`
	OrderID   db.ID      `query:"orderId" doc:"A purchase order"`
	RequestID db.ID      `query:"requestId"`
}

func (in *MoneyFilterInput) filter(ctx context.Context) MoneyFilter {
	return MoneyFilter{State: in.State, Kind: in.Kind, OrderID: in.OrderID, RequestID: in.RequestID, Within: api.DataScope(ctx)}
}

type moneyListInput struct {
	api.ListQuery
	MoneyFilterInput
}

// OrderPayment is money that went out or came back for a purchase order.
type OrderPayment struct {
	ID              db.ID          `json:"id"`
	Kind            MoneyKind      `json:"kind" enum:"cashier,platform,refund"`
	State           MoneyState     `json:"state" enum:"booked,held,taken_back,dismissed"`
	OrderID         db.ID          `json:"orderId"`
	OrderNo         string         `json:"orderNo"`
	SupplierID      db.ID          `json:"supplierId"`
	SupplierName    string         `json:"supplierName"`
	PlatformID      string         `json:"platformId,omitempty" doc:"The number of the order on 1688"`
	AccountName     string         `json:"accountName,omitempty" doc:"The buyer account of the order on 1688"`
	Stage           int64          `json:"stage"`
	RequestID       db.ID          `json:"requestId,omitempty"`
	RequestNo       string         `json:"requestNo,omitempty"`
	Amount          dec.Amount     `json:"amount" doc:"Below zero for a refund"`
	Fee             dec.Amount     `json:"fee"`
	HappenedAt      db.Time        `json:"happenedAt"`
	Reason          *attentionBody `json:"reason,omitempty" doc:"Why it is not booked"`
	Note            string         `json:"note,omitempty"`
	PaymentID       db.ID          `json:"paymentId,omitempty"`
	PaymentNo       string         `json:"paymentNo,omitempty"`
	FundAccountID   db.ID          `json:"fundAccountId,omitempty"`
	FundAccountName string         `json:"fundAccountName,omitempty" builtin:"fund"`
	Version         int64          `json:"version"`
}

func newOrderPayment(ctx context.Context, r *MoneyRow) OrderPayment {
	return OrderPayment{
		ID: r.ID, Kind: r.Kind, State: r.State, OrderID: r.OrderID, OrderNo: r.OrderNo, SupplierID: r.SupplierID, SupplierName: r.SupplierName, PlatformID: r.PlatformID,
		AccountName: r.AccountName, Stage: r.Stage, RequestID: r.RequestID, RequestNo: r.RequestNo, Amount: r.Amount, Fee: r.Fee, HappenedAt: r.HappenedAt,
		Reason: newAttention(ctx, r.Reason), Note: r.Note, PaymentID: r.PaymentID, PaymentNo: r.PaymentNo, FundAccountID: r.FundAccountID, FundAccountName: r.FundName,
		Version: r.Version,
	}
}

type takeBackInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Version int64  `json:"version"`
		Note    string `json:"note,omitempty" maxLength:"500"`
	}
}

// registerMoney adds the routes of what cashiers pay and of what was paid.
func (s *Service) registerMoney(a *api.API) {
	api.Post(a, api.Route{
		Path: "/payment-requests/{id}/pay", ID: "pay-payment-request", Summary: "Book what a cashier paid by bank, in cash or by Alipay", Tag: tag, Permission: PermPay,
		Description: "Each purchase order gets a payment of its own: it settles what is owed for its goods and is an advance beyond that.",
	}, func(ctx context.Context, sc db.Scope, in *payInput) (*requestOutput, error) {
		if err := s.Visible(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
			return nil, err
		}
		p := Payment{FundAccountID: in.Body.FundAccountID, Date: in.Body.Date, Fee: in.Body.Fee, Note: in.Body.Note}
		for _, l := range in.Body.Lines {
			p.Lines = append(p.Lines, PaidLine(l))
		}
		if _, err := s.Pay(ctx, sc, in.ID, in.Body.Version, p); err != nil {
			return nil, err
		}
		return s.show(ctx, sc, in.ID)
	})
	api.Get(a, api.Route{Path: "/order-payments", ID: "list-order-payments", Summary: "List what was paid and given back for purchase orders", Tag: tag, Permission: PermRead}, s.listMoney)
	api.Get(a, api.Route{Path: "/order-payments/export", ID: "export-order-payments", Summary: "Export the list of what was paid and given back for purchase orders", Tag: tag, Permission: PermRead}, s.exportMoney)
	api.Post(a, api.Route{
		Path: "/order-payments/{id}/take-back", ID: "take-back-order-payment", Summary: "Take a payment back by a counter-payment of today", Tag: tag, Permission: finance.PermPaymentReverse, Status: 204,
		Description: "The request of a cashier's payment waits for one again; what 1688 says was paid is held until it is booked anew.",
	}, func(ctx context.Context, sc db.Scope, in *takeBackInput) (*struct{}, error) {
		if err := s.moneySeen(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
			return nil, err
		}
		return nil, s.TakeBack(ctx, sc, in.ID, in.Body.Version, in.Body.Note)
	})
}

func (s *Service) listMoney(ctx context.Context, sc db.Scope, in *moneyListInput) (*api.PageOf[OrderPayment], error) {
	page, err := s.Moneys(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	out := &api.PageOf[OrderPayment]{Body: api.Page[OrderPayment]{Page: page.Page, PageSize: page.PageSize, Total: page.Total, TotalIsLowerBound: page.TotalIsLowerBound}}
	out.Body.Items = make([]OrderPayment, 0, len(page.Items))
	for i := range page.Items {
		out.Body.Items = append(out.Body.Items, newOrderPayment(ctx, &page.Items[i]))
	}
	return out, nil
}
