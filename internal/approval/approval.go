// Package approval says how many approvals a document needs before it has an effect:
// none, one (审核) or two (复审), by its type and amount. The rule that was applied is
// kept with the document; what approvals hold for is the document's own business.
package approval

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// MaxLevels is how many people approve one after the other at most.
const MaxLevels = 2

// maxRules bounds the rules of one type.
const maxRules = 20

// Rule asks for approvals from an amount on.
type Rule struct {
	From   dec.Amount `json:"from" doc:"The rule holds from this total on, up to the next rule"`
	Levels int64      `json:"levels" minimum:"0" maximum:"2" doc:"Approvals needed: 0 none, 1 审核, 2 审核 and 复审"`
}

// Policy is the rules of one type of document, rising by amount.
type Policy struct {
	DocType string // one of DocTypes
	Rules   []Rule
	Version int64 // 0: never set
}

// The types of documents that can need approvals, as they are numbered.
const (
	PurchaseOrder  = "purchase"
	PaymentRequest = "payment_request"
)

// DocTypes lists the types of documents that can need approvals.
var DocTypes = []string{PurchaseOrder, PaymentRequest}

// Faults of policies.
var (
	// ErrDocType has the parameter type.
	ErrDocType = fault.Define(fault.NotFound, "approval.unknown_type",
		fault.ZH("“{type:document}”没有审批设置", "从列表中选择单据类型"), fault.EN("There is no approval for {type:document}", "Pick one of the listed document types"))
	// ErrOrder marks rules that do not rise.
	ErrOrder = fault.Define(fault.Invalid, "approval.not_rising",
		fault.ZH("起点金额要逐条增大", "按金额从小到大填写，不要重复"), fault.EN("Amounts must rise from rule to rule", "Order the rules by amount, each once"))
	// ErrLevels marks a number of approvals there cannot be.
	ErrLevels = fault.Define(fault.Invalid, "approval.levels",
		fault.ZH("审批级数只能是 0、1 或 2", "选择不审批、一级或两级"), fault.EN("Approvals are none, one or two", "Choose one of them"))
)

// Levels is how many approvals a document of the amount needs.
func (p *Policy) Levels(amount dec.Amount) int64 {
	levels := int64(0)
	for _, r := range p.Rules {
		if amount < r.From {
			break
		}
		levels = r.Levels
	}
	return levels
}

func (p *Policy) check(f *fault.Fields) {
	if len(p.Rules) > maxRules {
		f.Add("rules", fault.ErrTooMany.With("max", maxRules))
	}
	for i, r := range p.Rules {
		at := fmt.Sprintf("rules[%d]", i)
		switch {
		case r.From < 0:
			f.Add(at+".from", fault.ErrNegative)
		case i > 0 && r.From <= p.Rules[i-1].From:
			f.Add(at+".from", ErrOrder)
		}
		if r.Levels < 0 || r.Levels > MaxLevels {
			f.Add(at+".levels", ErrLevels)
		}
	}
}

// PolicyTx reads the rules of a type; one that was never set has none.
func PolicyTx(ctx context.Context, tx *db.Tx, docType string) (*Policy, error) {
	return policyTx(ctx, tx, docType, "")
}

func policyTx(ctx context.Context, tx *db.Tx, docType, lock string) (*Policy, error) {
	if !slices.Contains(DocTypes, docType) {
		return nil, ErrDocType.With("type", docType)
	}
	p := &Policy{DocType: docType, Rules: []Rule{}}
	var text string
	found, err := tx.Row(ctx, "SELECT rules, version FROM approval_policy WHERE tenant_id = ? AND doc_type = ?"+lock, []any{tx.Tenant, docType}, &text, &p.Version)
	if err != nil {
		return nil, fmt.Errorf("read the approvals of %s: %w", docType, err)
	}
	if found {
		if err := json.Unmarshal([]byte(text), &p.Rules); err != nil {
			return nil, fmt.Errorf("the approvals of %s: %w", docType, err)
		}
	}
	return p, nil
}

// SetTx replaces the rules of a type when its version is still the one given.
// Documents that wait keep the rule they were submitted under.
func SetTx(ctx context.Context, tx *db.Tx, p Policy) (*Policy, error) {
	before, err := policyTx(ctx, tx, p.DocType, tx.ForUpdate())
	if err != nil {
		return nil, err
	}
	var f fault.Fields
	p.check(&f)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if before.Version != p.Version {
		return nil, fault.ErrStale
	}
	text, err := json.Marshal(append([]Rule{}, p.Rules...))
	if err != nil {
		return nil, err
	}
	p.Version++
	n, err := tx.Exec(ctx, `INSERT INTO approval_policy (tenant_id, doc_type, rules, updated_at, version) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (tenant_id, doc_type) DO UPDATE SET rules = excluded.rules, updated_at = excluded.updated_at, version = excluded.version
		WHERE approval_policy.version = ?`, tx.Tenant, p.DocType, string(text), tx.Now, p.Version, before.Version)
	if err != nil {
		return nil, fmt.Errorf("set the approvals of %s: %w", p.DocType, err)
	}
	if n == 0 { // somebody set them first since they were read
		return nil, fault.ErrStale
	}
	return &p, doc.AuditTx(ctx, tx, doc.Change{
		Action: "update", Entity: "approval_policy", EntityNo: p.DocType, Before: map[string]any{"rules": before.Rules}, After: map[string]any{"rules": p.Rules},
	})
}
