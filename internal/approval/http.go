package approval

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

// Service serves the approval rules of an account set.
type Service struct{ db *db.DB }

// New makes the service.
func New(d *db.DB) *Service { return &Service{db: d} }

// PolicyBody is how many approvals a type of document needs.
type PolicyBody struct {
	DocType string `json:"docType" enum:"purchase,payment_request"`
	Rules   []Rule `json:"rules" nullable:"false" doc:"Rising by amount; below the first rule no approval is needed"`
	Version int64  `json:"version"`
}

type policiesOutput struct {
	Body struct {
		Items []PolicyBody `json:"items" nullable:"false"`
	}
}

type setInput struct {
	DocType string `path:"docType"`
	Body    struct {
		Rules   []Rule `json:"rules" nullable:"false" maxItems:"20"`
		Version int64  `json:"version"`
	}
}

type policyOutput struct{ Body PolicyBody }

// Register adds the routes of approval rules.
func (s *Service) Register(a *api.API) {
	const tag = "settings"
	api.Get(a, api.Route{Path: "/settings/approvals", ID: "list-approvals", Summary: "List how many approvals documents need", Tag: tag, Permission: api.PermSettingsRead},
		func(ctx context.Context, sc db.Scope, _ *struct{}) (*policiesOutput, error) {
			out := &policiesOutput{}
			err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
				out.Body.Items = []PolicyBody{}
				for _, docType := range DocTypes {
					p, err := PolicyTx(ctx, tx, docType)
					if err != nil {
						return err
					}
					out.Body.Items = append(out.Body.Items, PolicyBody(*p))
				}
				return nil
			})
			return out, err
		})
	api.Put(a, api.Route{Path: "/settings/approvals/{docType}", ID: "set-approvals", Summary: "Say how many approvals a type of document needs", Tag: tag, Permission: api.PermSettingsUpdate},
		func(ctx context.Context, sc db.Scope, in *setInput) (*policyOutput, error) {
			out := &policyOutput{}
			err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
				p, err := SetTx(ctx, tx, Policy{DocType: in.DocType, Rules: in.Body.Rules, Version: in.Body.Version})
				if err == nil {
					out.Body = PolicyBody(*p)
				}
				return err
			})
			return out, err
		})
}
