package preorder

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of pre-orders.
var (
	PermRead   = api.DefinePermission("preorder.read", "查看预订单", "See pre-orders", "preorder")
	PermUpload = api.DefinePermission("preorder.upload", "上传预订单", "Upload pre-orders", "preorder", tenant.RoleSales, tenant.RoleCashier)
)

type listInput struct {
	api.ListQuery
	SaleID db.ID   `query:"saleId"`
	ShopID db.ID   `query:"shopId"`
	Upload string  `query:"upload" enum:"waiting,checking,uploaded,refused,abandoned" doc:"上传状态"`
	Pay    string  `query:"pay" enum:"none,unpaid,ordered,paid,expired" doc:"支付状态"`
	From   db.Date `query:"from"`
	To     db.Date `query:"to"`
}

type idInput struct {
	ID db.ID `path:"id"`
}

type forSaleInput struct {
	Body struct {
		SaleID db.ID `json:"saleId"`
	}
}

type detailOutput struct{ Body detailBody }

// Body is a pre-order as listed.
type Body struct {
	ID           db.ID       `json:"id"`
	No           string      `json:"no"`
	Date         db.Date     `json:"date"`
	ShopID       db.ID       `json:"shopId"`
	ShopName     string      `json:"shopName"`
	SaleID       db.ID       `json:"saleId"`
	SaleNo       string      `json:"saleNo"`
	CustomerID   db.ID       `json:"customerId"`
	CustomerName string      `json:"customerName" builtin:"customer"`
	Amount       dec.Amount  `json:"amount" doc:"Settlement amount 结算金额"`
	Fee          dec.Amount  `json:"fee" doc:"Borne by the customer; 0 means pick-up, else express"`
	Note         string      `json:"note,omitempty"`
	Upload       string      `json:"upload" enum:"waiting,checking,uploaded,refused,abandoned"`
	Pay          string      `json:"pay" enum:"none,unpaid,ordered,paid,expired"`
	Refusal      *refusalDTO `json:"refusal,omitempty" doc:"Why it is not made, and what to do"`
	PlatformID   string      `json:"platformId,omitempty" doc:"Of the pre-order on 1688"`
	OrderID      string      `json:"orderId,omitempty" doc:"Of the formal order on 1688"`
	PayURL       string      `json:"payUrl,omitempty" doc:"What the QR code holds"`
	Actual       *dec.Amount `json:"actual,omitempty" doc:"What 1688 asks for after the seller's adjustments"`
	ExpiresAt    *db.Time    `json:"expiresAt,omitempty"`
	PaidAt       *db.Time    `json:"paidAt,omitempty"`
	ExtraPaid    *dec.Amount `json:"extraPaid,omitempty" doc:"Paid on another attempt on top of it; an advance of the customer"`
	PolledAt     *db.Time    `json:"polledAt,omitempty" doc:"When 1688 was asked last"`
	ReceiptID    db.ID       `json:"receiptId,omitempty"`
	ReceiptNo    string      `json:"receiptNo,omitempty"`
	Uploadable   bool        `json:"uploadable" doc:"A person may ask for it to be made again"`
}

type refusalDTO struct {
	Code   string            `json:"code"`
	Detail string            `json:"detail"`
	Remedy string            `json:"remedy"`
	Params map[string]string `json:"params,omitempty"`
}

type detailBody struct {
	Body
	Attempts []attemptBody `json:"attempts" nullable:"false" doc:"The upload log 上传日志, newest first"`
	Escrows  []escrowBody  `json:"escrows" nullable:"false" doc:"What 1688 holds or released of it (1688 担保交易), one for each payment"`
}

type attemptBody struct {
	Number     int64       `json:"number"`
	Token      string      `json:"token"`
	State      string      `json:"state" enum:"open,created,refused,not_done,ended"`
	PlatformID string      `json:"platformId,omitempty"`
	OrderID    string      `json:"orderId,omitempty" doc:"Of the formal order on 1688"`
	Code       string      `json:"code,omitempty"`
	Message    string      `json:"message,omitempty" doc:"As 1688 worded it"`
	Lookups    int64       `json:"lookups"`
	StartedAt  db.Time     `json:"startedAt"`
	AnsweredAt *db.Time    `json:"answeredAt,omitempty"`
	EndedAt    *db.Time    `json:"endedAt,omitempty" doc:"When it was given up; it is still asked about for a week"`
	PaidAt     *db.Time    `json:"paidAt,omitempty"`
	Paid       *dec.Amount `json:"paid,omitempty"`
	ReceiptID  db.ID       `json:"receiptId,omitempty"`
	ReceiptNo  string      `json:"receiptNo,omitempty"`
}

// Register adds the routes of pre-orders.
func (s *Service) Register(a *api.API) {
	const tag = "preorders"
	api.Get(a, api.Route{Path: "/preorders", ID: "list-preorders", Summary: "List pre-orders", Tag: tag, Permission: PermRead}, s.list)
	api.Get(a, api.Route{Path: "/preorders/{id}", ID: "get-preorder", Summary: "Get a pre-order with its upload log", Tag: tag, Permission: PermRead}, s.get)
	api.History(a, api.Record{
		Path: "/preorders", ID: "preorder", Summary: "a pre-order", Tag: tag, Permission: PermRead,
		See: api.SeenBy(s.show, "preorder"),
	})
	api.Post(a, api.Route{
		Path: "/preorders", ID: "create-preorder", Summary: "Make the pre-order of a sale that has none", Tag: tag, Permission: PermUpload, Status: 201,
	}, func(ctx context.Context, sc db.Scope, in *forSaleInput) (*detailOutput, error) {
		within := api.DataScope(ctx)
		p, err := s.AskForSale(ctx, sc, in.Body.SaleID, within.Warehouses, within.Shops)
		if err != nil {
			return nil, err
		}
		return s.show(ctx, sc, p.ID)
	})
	api.Post(a, api.Route{
		Path: "/preorders/{id}/actions/upload", ID: "upload-preorder", Summary: "Make a refused or expired pre-order again", Tag: tag, Permission: PermUpload,
	}, func(ctx context.Context, sc db.Scope, in *idInput) (*detailOutput, error) {
		if _, err := s.show(ctx, sc, in.ID); err != nil {
			return nil, err
		}
		if err := s.AskUpload(ctx, sc, in.ID); err != nil {
			return nil, err
		}
		return s.show(ctx, sc, in.ID)
	})
	api.Post(a, api.Route{
		Path: "/preorders/{id}/actions/check", ID: "check-preorder", Summary: "Ask 1688 for the payment now", Tag: tag, Permission: PermRead,
	}, func(ctx context.Context, sc db.Scope, in *idInput) (*detailOutput, error) {
		if _, err := s.show(ctx, sc, in.ID); err != nil {
			return nil, err
		}
		if err := s.Check(ctx, sc, in.ID); err != nil {
			return nil, err
		}
		return s.show(ctx, sc, in.ID)
	})
	api.Post(a, api.Route{
		Path: "/preorders/actions/upload", ID: "upload-preorders", Summary: "Make several refused or expired pre-orders again", Tag: tag, Permission: PermUpload,
	}, func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
		return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
			if _, err := s.show(ctx, sc, id); err != nil {
				return err
			}
			return s.AskUpload(ctx, sc, id)
		})
	})
	s.registerEscrow(a)
}

func (s *Service) list(ctx context.Context, sc db.Scope, in *listInput) (*api.PageOf[Body], error) {
	out := &api.PageOf[Body]{}
	shops := api.DataScope(ctx).Shops
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: columns + ", COALESCE(h.name, '')", From: "preorder p LEFT JOIN shop h ON h.tenant_id = ? AND h.id = p.shop_id",
			Where: []string{"p.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant},
			Sorts: map[string]string{"createdAt": "p.id", "date": "p.date", "no": "p.no", "amount": "p.amount"}, Default: "-createdAt", Tie: "p.id",
			Search: api.Search{Kind: searchKind, Column: "p.id"},
		}
		cond, args := shops.Where("p.shop_id")
		l.And(cond, args...)
		given := func(ok bool, cond string, arg any) {
			if ok {
				l.And(cond, arg)
			}
		}
		given(in.SaleID != 0, "p.sale_id = ?", in.SaleID)
		given(in.ShopID != 0, "p.shop_id = ?", in.ShopID)
		given(in.Upload != "", "p.upload_state = ?", in.Upload)
		given(in.Pay != "", "p.pay_state = ?", in.Pay)
		given(in.From != "", "p.date >= ?", in.From)
		given(in.To != "", "p.date <= ?", in.To)
		var err error
		out.Body, err = api.RunList(ctx, tx, in.ListQuery, l, func(rows *sql.Rows) (Body, error) {
			var (
				p    Preorder
				shop string
			)
			err := p.scan(func(dest ...any) error { return rows.Scan(append(dest, &shop)...) })
			return newBody(ctx, &p, shop), err
		})
		return err
	})
	return out, err
}

func (s *Service) get(ctx context.Context, sc db.Scope, in *idInput) (*detailOutput, error) {
	return s.show(ctx, sc, in.ID)
}

func (s *Service) show(ctx context.Context, sc db.Scope, id db.ID) (*detailOutput, error) {
	out := &detailOutput{}
	shops := api.DataScope(ctx).Shops
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getTx(ctx, tx, id, false)
		if err != nil {
			return err
		}
		if !shops.Allows(p.ShopID) {
			return ErrNotFound
		}
		attempts, err := attemptsTx(ctx, tx, id)
		if err != nil {
			return err
		}
		name := ""
		if _, err := tx.Row(ctx, "SELECT name FROM shop WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, p.ShopID}, &name); err != nil {
			return err
		}
		out.Body = detailBody{Body: newBody(ctx, p, name), Attempts: make([]attemptBody, 0, len(attempts))}
		for i := range attempts {
			a := attempts[i]
			b := attemptBody{
				Number: a.Number, Token: a.Token, State: string(a.State), PlatformID: a.PlatformID, OrderID: a.OrderID, Code: a.Code, Message: a.Message,
				Lookups: a.Lookups, StartedAt: a.StartedAt, AnsweredAt: given(a.AnsweredAt), EndedAt: given(a.EndedAt), PaidAt: given(a.PaidAt),
				ReceiptID: a.ReceiptID, ReceiptNo: a.ReceiptNo,
			}
			if b.PaidAt != nil {
				b.Paid = &a.Actual
			}
			out.Body.Attempts = append(out.Body.Attempts, b)
		}
		out.Body.Escrows, err = escrowBodiesTx(ctx, tx, "x.preorder_id = ?", id)
		return err
	})
	return out, err
}

func newBody(ctx context.Context, p *Preorder, shop string) Body {
	b := Body{
		ID: p.ID, No: p.No, Date: p.Date, ShopID: p.ShopID, ShopName: shop, SaleID: p.SaleID, SaleNo: p.SaleNo, CustomerID: p.CustomerID,
		CustomerName: p.CustomerName, Amount: p.Amount, Fee: p.Fee, Note: p.Note, Upload: string(p.Upload), Pay: string(p.Pay),
		PlatformID: p.PlatformID, OrderID: p.OrderID, PayURL: p.PayURL, ExpiresAt: given(p.ExpiresAt), PaidAt: given(p.PaidAt),
		PolledAt: given(p.PolledAt), ReceiptID: p.ReceiptID, ReceiptNo: p.ReceiptNo, Uploadable: p.uploadable(),
	}
	if p.PlatformID != "" {
		b.Actual = &p.Actual
	}
	if p.ExtraPaid != 0 {
		b.ExtraPaid = &p.ExtraPaid
	}
	if p.Refusal != nil {
		e, lang := p.Refusal.Fault(), api.Lang(ctx)
		b.Refusal = &refusalDTO{Code: e.Code, Detail: e.Detail(lang), Remedy: e.Remedy(lang), Params: e.Params}
	}
	return b
}

// given leaves a time out of the answer that was never set.
func given(t db.Time) *db.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
