package api

import (
	"context"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/tenant"
)

// Permissions of settings.
var (
	PermSettingsRead   = DefinePermission("settings.read", "查看设置", "See the settings", "settings")
	PermSettingsUpdate = DefinePermission("settings.update", "更改设置", "Change the settings", "settings")
	PermPeriodClose    = DefinePermission("period.close", "结账和反结账", "Close and reopen periods", "settings", tenant.RoleAccount)
)

// SetPolicies is what the wizard and the settings ask about an account set.
type SetPolicies struct {
	Name         string   `json:"name" minLength:"1" maxLength:"50"`
	StartDate    db.Date  `json:"startDate,omitempty" doc:"Documents before it are refused; today when left out"`
	Industry     string   `json:"industry" maxLength:"50" doc:"Key of an industry, see list-industries"`
	CostingScope string   `json:"costingScope" enum:"set,warehouse" doc:"One average cost per SKU in the set, or per warehouse"`
	StockReview  bool     `json:"stockReview" doc:"Stock documents need review"`
	TaxAccounted bool     `json:"taxAccounted" doc:"Documents carry tax"`
	OwnApproval  bool     `json:"ownApproval,omitempty" doc:"People may approve their own documents"`
	LotExpiry    *bool    `json:"lotExpiry,omitempty" doc:"New products carry lot and expiry; when left out what the trade does, and in the settings what it was"`
	OverReceipt  *int64   `json:"overReceiptBps,omitempty" minimum:"0" maximum:"10000" doc:"How much more than ordered may be received without a reason, in 1/10,000; when left out none, and in the settings what it was"`
	Modules      []string `json:"modules,omitempty" enum:"sell1688,buy1688,wms" maxItems:"10"`
}

func (p SetPolicies) input(version int64) tenant.SetInput {
	return tenant.SetInput{
		Name: p.Name, StartDate: p.StartDate, Industry: p.Industry, CostingScope: p.CostingScope, StockReview: p.StockReview,
		TaxAccounted: p.TaxAccounted, OwnApproval: p.OwnApproval, LotExpiry: p.LotExpiry, OverReceipt: p.OverReceipt, Modules: p.Modules, Version: version,
	}
}

// Settings are the policies of an account set as they stand.
type Settings struct {
	SetPolicies
	ID             db.ID   `json:"id"`
	TimeZone       string  `json:"timeZone"`
	Today          db.Date `json:"today" doc:"The business date now"`
	ClosedThrough  db.Date `json:"closedThrough,omitempty" doc:"Last day of the closed periods: documents dated until then are refused"`
	PoliciesLocked bool    `json:"policiesLocked" doc:"Something was posted: start date and costing are fixed"`
	LockedBy       string  `json:"lockedBy,omitempty" doc:"Number of the document that fixed them"`
	LockedAt       db.Time `json:"lockedAt,omitzero"`
	Version        int64   `json:"version"`
}

// SettingsChange is what a person changes in the settings.
type SettingsChange struct {
	SetPolicies
	Version int64 `json:"version"`
}

// IndustryInfo is a trade of the wizard with what a new set of it starts with.
type IndustryInfo struct {
	Key        string              `json:"key"`
	NameZH     string              `json:"nameZh"`
	NameEN     string              `json:"nameEn"`
	Attributes []IndustryAttribute `json:"attributes"`
	Units      []string            `json:"units" builtin:"unit"`
	LotExpiry  bool                `json:"lotExpiry"`
}

// IndustryAttribute is an attribute group of a trade.
type IndustryAttribute struct {
	Name   string   `json:"name" builtin:"attribute"`
	Values []string `json:"values"`
}

// NumberRule says how documents of a type are numbered.
type NumberRule struct {
	DocType string `json:"docType"`
	NameZH  string `json:"nameZh"`
	NameEN  string `json:"nameEn"`
	Prefix  string `json:"prefix"`
	Date    string `json:"date" enum:"yyyyMMdd,yyyyMM,yyyy,none"`
	Digits  int64  `json:"digits"`
}

type (
	industriesOutput struct {
		Body struct {
			Items []IndustryInfo `json:"items"`
		}
	}
	createSetInput struct{ Body SetPolicies }
	setOutput      struct{ Body SessionSet }
	settingsInput  struct{ Body SettingsChange }
	settingsOutput struct{ Body Settings }
	closeInput     struct {
		Body struct {
			Through db.Date `json:"through,omitempty" doc:"Last day of what is closed; left out, every period is open"`
			Version int64   `json:"version"`
		}
	}
	numberingOutput struct {
		Body struct {
			Items []NumberRule `json:"items"`
		}
	}
	numberRuleInput struct {
		DocType string `path:"docType" maxLength:"50"`
		Body    struct {
			Prefix string `json:"prefix" maxLength:"10"`
			Date   string `json:"date" enum:"yyyyMMdd,yyyyMM,yyyy,none"`
			Digits int64  `json:"digits" minimum:"3" maximum:"9"`
		}
	}
)

func (a *API) registerSets() {
	Get(a, Route{Path: "/industries", ID: "list-industries", Summary: "List the trades of the wizard", Tag: "account sets", Permission: Person},
		func(context.Context, db.Scope, *struct{}) (*industriesOutput, error) {
			out := &industriesOutput{}
			for _, i := range tenant.Industries {
				info := IndustryInfo{Key: i.Key, NameZH: i.ZH, NameEN: i.EN, Units: slices.Clone(i.Units), LotExpiry: i.LotExpiry}
				for _, attr := range i.Attributes {
					info.Attributes = append(info.Attributes, IndustryAttribute{attr.Name, attr.Values})
				}
				out.Body.Items = append(out.Body.Items, info)
			}
			return out, nil
		})
	Post(a, Route{
		Path: "/account-sets", ID: "create-account-set", Summary: "Make an account set", Tag: "account sets", Permission: SessionOnly,
		Description: "The person becomes its owner. Units, attributes, price levels, a warehouse and the chart of accounts come with it.",
	},
		func(ctx context.Context, sc db.Scope, in *createSetInput) (*setOutput, error) {
			set, err := a.tenants.CreateSet(ctx, sc, in.Body.input(0))
			if err != nil {
				return nil, err
			}
			access, err := a.tenants.MemberAccess(ctx, sc.Actor.UserID, set.ID)
			if err != nil {
				return nil, err
			}
			return &setOutput{Body: sessionSet(access)}, nil
		})
	Get(a, Route{Path: "/settings", ID: "get-settings", Summary: "Read the settings of the account set", Tag: "settings", Permission: Member},
		func(ctx context.Context, sc db.Scope, _ *struct{}) (*settingsOutput, error) {
			set, err := a.tenants.Get(ctx, sc)
			if err != nil {
				return nil, err
			}
			return a.settings(set), nil
		})
	Put(a, Route{Path: "/settings", ID: "update-settings", Summary: "Change the settings of the account set", Tag: "settings", Permission: PermSettingsUpdate},
		func(ctx context.Context, sc db.Scope, in *settingsInput) (*settingsOutput, error) {
			set, err := a.tenants.UpdateSet(ctx, sc, in.Body.input(in.Body.Version))
			if err != nil {
				return nil, err
			}
			return a.settings(set), nil
		})
	Put(a, Route{
		Path: "/settings/closed-through", ID: "close-periods", Summary: "Close periods, or open them again", Tag: "settings", Permission: PermPeriodClose,
		Description: "Documents dated until that day are refused; taking back what stands there is dated today.",
	},
		func(ctx context.Context, sc db.Scope, in *closeInput) (*settingsOutput, error) {
			set, err := a.tenants.ClosePeriods(ctx, sc, in.Body.Through, in.Body.Version)
			if err != nil {
				return nil, err
			}
			return a.settings(set), nil
		})
	Get(a, Route{Path: "/settings/numbering", ID: "list-number-rules", Summary: "List how documents are numbered", Tag: "settings", Permission: PermSettingsRead},
		func(ctx context.Context, sc db.Scope, _ *struct{}) (*numberingOutput, error) {
			out := &numberingOutput{}
			err := a.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
				rules, err := doc.RulesTx(ctx, tx)
				out.Body.Items = numberRules(rules)
				return err
			})
			return out, err
		})
	Put(a, Route{Path: "/settings/numbering/{docType}", ID: "set-number-rule", Summary: "Change how documents of a type are numbered", Tag: "settings", Permission: PermSettingsUpdate},
		func(ctx context.Context, sc db.Scope, in *numberRuleInput) (*numberingOutput, error) {
			out := &numberingOutput{}
			err := a.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
				if err := doc.SetRuleTx(ctx, tx, doc.Rule{DocType: in.DocType, Prefix: in.Body.Prefix, Date: in.Body.Date, Digits: in.Body.Digits}); err != nil {
					return err
				}
				rules, err := doc.RulesTx(ctx, tx)
				out.Body.Items = numberRules(rules)
				return err
			})
			return out, err
		})
}

func (a *API) settings(s *tenant.Set) *settingsOutput {
	return &settingsOutput{Body: Settings{
		SetPolicies: SetPolicies{
			Name: s.Name, StartDate: s.StartDate, Industry: s.Industry, CostingScope: s.CostingScope, StockReview: s.StockReview,
			TaxAccounted: s.TaxAccounted, OwnApproval: s.OwnApproval, LotExpiry: &s.LotExpiry, OverReceipt: &s.OverReceipt, Modules: s.Modules,
		},
		ID: s.ID, TimeZone: s.Zone.String(), Today: s.Today(db.At(a.db.Now())), ClosedThrough: s.Closed,
		PoliciesLocked: s.PolicyLocked, LockedBy: s.LockedBy, LockedAt: s.LockedAt, Version: s.Version,
	}}
}

func numberRules(rules []doc.Rule) []NumberRule {
	out := make([]NumberRule, len(rules))
	for i, r := range rules { // in the order of doc.Types
		out[i] = NumberRule{DocType: r.DocType, NameZH: doc.Types[i].ZH, NameEN: doc.Types[i].EN, Prefix: r.Prefix, Date: r.Date, Digits: r.Digits}
	}
	return out
}
