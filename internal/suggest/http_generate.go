package suggest

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

type generateInput struct {
	Body struct {
		RunID        db.ID   `json:"runId,omitempty" doc:"The run that was seen; refused when there has been another since"`
		IDs          []db.ID `json:"ids,omitempty" maxItems:"5000" doc:"All open suggestions under the filters when left out"`
		Q            string  `json:"q,omitempty" maxLength:"100"`
		SupplierID   db.ID   `json:"supplierId,omitempty"`
		WarehouseID  db.ID   `json:"warehouseId,omitempty"`
		AccountID    db.ID   `json:"accountId,omitempty"`
		On1688       *bool   `json:"on1688,omitempty"`
		BelowMinimum bool    `json:"belowMinimum,omitempty" doc:"Order also what is below the minimum of its offer"`
	}
}

func (in *generateInput) choice(ctx context.Context) Choice {
	b := &in.Body
	return Choice{
		RunID: b.RunID, IDs: b.IDs, Q: b.Q, BelowMinimum: b.BelowMinimum, Within: api.DataScope(ctx),
		Filter: Filter{SupplierID: b.SupplierID, WarehouseID: b.WarehouseID, AccountID: b.AccountID, On1688: b.On1688},
	}
}

type generateOutput struct {
	Body struct {
		Orders []orderBody `json:"orders" nullable:"false"`
		Lines  int         `json:"lines"`
	}
}

type orderBody struct {
	ID db.ID  `json:"id"`
	No string `json:"no"`
}

func (s *Service) generate(ctx context.Context, sc db.Scope, in *generateInput) (*generateOutput, error) {
	if err := api.Require(ctx, PermRead); err != nil {
		return nil, err
	}
	made, err := s.Generate(ctx, sc, in.choice(ctx))
	if err != nil {
		return nil, err
	}
	out := &generateOutput{}
	out.Body.Orders, out.Body.Lines = []orderBody{}, made.Lines
	for _, o := range made.Orders {
		out.Body.Orders = append(out.Body.Orders, orderBody{o.ID, o.No})
	}
	return out, nil
}

type plannedBody struct {
	SupplierID    db.ID       `json:"supplierId"`
	SupplierName  string      `json:"supplierName"`
	AccountID     db.ID       `json:"accountId,omitempty"`
	AccountName   string      `json:"accountName,omitempty"`
	WarehouseID   db.ID       `json:"warehouseId"`
	WarehouseName string      `json:"warehouseName" builtin:"warehouse"`
	Currency      string      `json:"currency" doc:"ISO 4217"`
	Lines         int         `json:"lines"`
	Amount        *dec.Amount `json:"amount,omitempty" doc:"In yuan"`
}

type previewOutput struct {
	Body struct {
		Orders   []plannedBody `json:"orders" nullable:"false"`
		Lines    int           `json:"lines"`
		Amount   *dec.Amount   `json:"amount,omitempty"`
		Problems []problemBody `json:"problems" nullable:"false" doc:"Why nothing would be made; the first ones where there are many"`
	}
}

func (s *Service) preview(ctx context.Context, sc db.Scope, in *generateInput) (*previewOutput, error) {
	if err := api.Require(ctx, PermRead); err != nil {
		return nil, err
	}
	orders, problems, err := s.Preview(ctx, sc, in.choice(ctx))
	if err != nil {
		return nil, err
	}
	out := &previewOutput{}
	out.Body.Orders, out.Body.Problems = []plannedBody{}, problemsOf(ctx, problems)
	var total dec.Amount
	for _, o := range orders {
		out.Body.Orders = append(out.Body.Orders, plannedBody{o.SupplierID, o.SupplierName, o.AccountID, o.AccountName, o.WarehouseID, o.WarehouseName, o.Currency, o.Lines, seenCost(ctx, o.Amount)})
		out.Body.Lines += o.Lines
		total = total.Add(o.Amount)
	}
	out.Body.Amount = seenCost(ctx, total)
	return out, nil
}
