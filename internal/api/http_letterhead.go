package api

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// Letterhead is how the account set stands on paper.
type Letterhead struct {
	Company       string `json:"company" doc:"Empty: the name of the account set"`
	Contact       string `json:"contact"`
	Phone         string `json:"phone"`
	Address       string `json:"address"`
	TaxNo         string `json:"taxNo" doc:"统一社会信用代码"`
	Bank          string `json:"bank"`
	BankAccount   string `json:"bankAccount"`
	PurchaseTerms string `json:"purchaseTerms" doc:"Terms of purchase contracts; empty: those that come with the page"`
	Version       int64  `json:"version" doc:"0: never set"`
}

type (
	letterheadInput  struct{ Body Letterhead }
	letterheadOutput struct{ Body Letterhead }
)

func (a *API) registerLetterhead() {
	const path, tag = "/settings/letterhead", "settings"
	Get(a, Route{Path: path, ID: "get-letterhead", Summary: "Read how the account set stands on paper", Tag: tag, Permission: Member},
		func(ctx context.Context, sc db.Scope, _ *struct{}) (*letterheadOutput, error) {
			l, err := a.tenants.Letterhead(ctx, sc)
			if err != nil {
				return nil, err
			}
			return &letterheadOutput{Letterhead(*l)}, nil
		})
	Put(a, Route{Path: path, ID: "set-letterhead", Summary: "Say how the account set stands on paper", Tag: tag, Permission: PermSettingsUpdate},
		func(ctx context.Context, sc db.Scope, in *letterheadInput) (*letterheadOutput, error) {
			l, err := a.tenants.SetLetterhead(ctx, sc, tenant.Letterhead(in.Body))
			if err != nil {
				return nil, err
			}
			return &letterheadOutput{Letterhead(*l)}, nil
		})
}
