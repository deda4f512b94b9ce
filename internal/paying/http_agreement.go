package paying

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// PermAgree lets people deal with purchase orders whose figures differ.
var PermAgree = api.DefinePermission("order_agreement.update", "处理采购四方核对的差异", "Deal with purchase orders whose figures differ", "purchase", tenant.RolePurchaser, tenant.RoleAccount)

// AgreementFilterInput holds the filters of the four figures and of their export.
type AgreementFilterInput struct {
	Standing   Standing `query:"standing" enum:"agree,open,gap,accepted"`
	SupplierID db.ID    `query:"supplierId"`
	OwnerID    db.ID    `query:"ownerId" doc:"Who looks into it"`
	OrderID    []db.ID  `query:"orderId" maxItems:"200" doc:"Of any of these purchase orders, joined by commas"`
	Mine       bool     `query:"mine" doc:"Only what the person who asks looks into"`
	From       db.Date  `query:"from" doc:"First date"`
	To         db.Date  `query:"to" doc:"Last date"`
}

func (in *AgreementFilterInput) filter(ctx context.Context) AgreementFilter {
	f := AgreementFilter{Standing: in.Standing, SupplierID: in.SupplierID, OwnerID: in.OwnerID, Orders: in.OrderID, From: in.From, To: in.To, Within: api.DataScope(ctx)}
	if in.Mine {
		f.OwnerID = api.PersonID(ctx)
	}
	return f
}

type agreementListInput struct {
	api.ListQuery
	AgreementFilterInput
}

type gapBody struct {
	Between string     `json:"between" enum:"platform,received,paid" doc:"platform and received are compared with what was ordered, paid with what 1688 says or what came"`
	Reason  Reason     `json:"reason" enum:"price,freight,discount,short,over,refund,unexplained"`
	Amount  dec.Amount `json:"amount"`
}

// OrderAgreement is a purchase order with what was ordered, charged, received and paid.
type OrderAgreement struct {
	ID           db.ID               `json:"id" doc:"Of the purchase order"`
	No           string              `json:"no"`
	Date         db.Date             `json:"date"`
	Fulfilment   purchase.Fulfilment `json:"fulfilment,omitempty"`
	SupplierID   db.ID               `json:"supplierId"`
	SupplierName string              `json:"supplierName"`
	Ordered      dec.Amount          `json:"ordered"`
	Platform     *dec.Amount         `json:"platform,omitempty" doc:"What 1688 charges after what was cancelled and given back; left out without an order on 1688"`
	Difference   *dec.Amount         `json:"difference,omitempty" doc:"What 1688 charges, less what was ordered; left out without an order on 1688"`
	Received     dec.Amount          `json:"received" doc:"What came, less what was returned"`
	Expected     dec.Amount          `json:"expected" doc:"What is still to come: ordered less received, nothing once the order is done or closed"`
	Paid         dec.Amount          `json:"paid" doc:"What was paid, less what came back"`
	Standing     Standing            `json:"standing" enum:"agree,open,gap,accepted"`
	Gaps         []gapBody           `json:"gaps" nullable:"false"`
	OwnerID      db.ID               `json:"ownerId,omitempty"`
	OwnerName    string              `json:"ownerName,omitempty"`
	Note         string              `json:"note,omitempty"`
	Version      int64               `json:"version" doc:"Of what people said; 0: nothing"`
}

func newOrderAgreement(a *Agreement) OrderAgreement {
	out := OrderAgreement{
		ID: a.OrderID, No: a.No, Date: a.Date, Fulfilment: a.Fulfilment, SupplierID: a.SupplierID, SupplierName: a.SupplierName, Ordered: a.Ordered,
		Received: a.Received, Expected: a.Expected(), Paid: a.Paid, Standing: a.Standing, Gaps: make([]gapBody, 0, len(a.Gaps)), OwnerID: a.OwnerID, OwnerName: a.OwnerName, Note: a.Note, Version: a.Version,
	}
	if a.OnPlatform {
		difference := a.Platform.Sub(a.Ordered)
		out.Platform, out.Difference = &a.Platform, &difference
	}
	for _, g := range a.Gaps {
		out.Gaps = append(out.Gaps, gapBody(g))
	}
	return out
}

type agreementOutput struct{ Body OrderAgreement }

type sayInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		OwnerID db.ID  `json:"ownerId,omitempty" doc:"Who looks into it; the purchaser when left out"`
		Note    string `json:"note,omitempty" doc:"Needed to accept"`
		Accept  bool   `json:"accept,omitempty" doc:"The figures are right as they are now"`
		Version int64  `json:"version"`
	}
}

func (s *Service) registerAgreements(a *api.API) {
	const path = "/order-agreements"
	route := func(path, id, summary string, p api.Permission) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: tag, Permission: p}
	}
	api.Get(a, route(path, "list-order-agreements", "List purchase orders with what was ordered, charged, received and paid", PermRead),
		func(ctx context.Context, sc db.Scope, in *agreementListInput) (*api.PageOf[OrderAgreement], error) {
			page, err := s.Agreements(ctx, sc, in.ListQuery, in.filter(ctx))
			if err != nil {
				return nil, err
			}
			out := &api.PageOf[OrderAgreement]{Body: api.Page[OrderAgreement]{Page: page.Page, PageSize: page.PageSize, Total: page.Total, TotalIsLowerBound: page.TotalIsLowerBound}}
			out.Body.Items = make([]OrderAgreement, 0, len(page.Items))
			for i := range page.Items {
				out.Body.Items = append(out.Body.Items, newOrderAgreement(&page.Items[i]))
			}
			return out, nil
		})
	api.Get(a, route(path+"/export", "export-order-agreements", "Export the list of purchase orders with their four figures", PermRead), s.exportAgreements)
	show := func(ctx context.Context, sc db.Scope, id db.ID) (*agreementOutput, error) {
		got, err := s.Agreement(ctx, sc, id, api.DataScope(ctx))
		if err != nil {
			return nil, err
		}
		return &agreementOutput{newOrderAgreement(got)}, nil
	}
	api.Get(a, route(path+"/{id}", "get-order-agreement", "Get the four figures of a purchase order", PermRead), func(ctx context.Context, sc db.Scope, in *requestIDInput) (*agreementOutput, error) {
		return show(ctx, sc, in.ID)
	})
	api.Put(a, route(path+"/{id}", "say-order-agreement", "Say who looks into an order whose figures differ, or accept them", PermAgree), func(ctx context.Context, sc db.Scope, in *sayInput) (*agreementOutput, error) {
		if err := s.SayOf(ctx, sc, in.ID, Say{in.Body.OwnerID, in.Body.Note, in.Body.Accept, in.Body.Version}, api.DataScope(ctx)); err != nil {
			return nil, err
		}
		return show(ctx, sc, in.ID)
	})
}
