package tenant

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// ErrMayNotCreate refuses people who own no set and do not administer the installation.
var ErrMayNotCreate = fault.Define(fault.Forbidden, "set.may_not_create",
	fault.ZH("只有系统管理员或账套所有者能新建账套", "请让他们来新建并邀请你"), fault.EN("Only the administrator and owners of account sets may make one", "Ask them to make it and invite you"))

const defaultZone = "Asia/Shanghai"

// SetInput is what a person enters for an account set, in the wizard and in the settings.
type SetInput struct {
	Name         string
	StartDate    db.Date // empty in the wizard is today
	Industry     string
	CostingScope string
	StockReview  bool
	TaxAccounted bool
	OwnApproval  bool
	LotExpiry    *bool  // nil is what the trade does, and in the settings what it was
	OverReceipt  *int64 // nil is none, and in the settings what it was
	Modules      []string
	Version      int64 // in the settings
}

func (in *SetInput) check(today db.Date) error {
	var f fault.Fields
	checkName(&f, &in.Name)
	if in.StartDate == "" {
		in.StartDate = today
	}
	if _, err := db.ParseDate(string(in.StartDate)); err != nil {
		f.Add("startDate", fault.ErrFormat.With("expected", "2026-11-22"))
	} else if in.StartDate > today {
		f.Add("startDate", errStartFuture.With("today", today))
	}
	if IndustryOf(in.Industry) == nil {
		var keys []string
		for _, i := range Industries {
			keys = append(keys, i.Key)
		}
		f.Add("industry", fault.ErrChoice.With("allowed", strings.Join(keys, ", ")))
	}
	if in.CostingScope != CostingSet && in.CostingScope != CostingWarehouse {
		f.Add("costingScope", fault.ErrChoice.With("allowed", CostingSet+", "+CostingWarehouse))
	}
	if in.OverReceipt != nil && (*in.OverReceipt < 0 || *in.OverReceipt > 10_000) {
		f.Add("overReceiptBps", fault.ErrRange.With("max", 10_000))
	}
	for _, m := range in.Modules {
		if !slices.Contains(Modules, m) {
			f.Add("modules", fault.ErrChoice.With("allowed", strings.Join(Modules, ", ")))
		}
	}
	in.Modules = slices.Compact(slices.Sorted(slices.Values(in.Modules))) // the caller's list stays as it is
	return f.Err()
}

var errStartFuture = fault.Define(fault.Invalid, "set.start_future",
	fault.ZH("启用日期不能晚于今天（{today}）", "填写今天或更早的日期"), fault.EN("The start date cannot be after today ({today})", "Give today or an earlier date"))

// CreateSet makes an account set with its built-in roles and whatever the domains
// seed, and makes the person of the scope its owner. ErrMayNotCreate unless that
// person administers the installation or owns a set.
func (s *Service) CreateSet(ctx context.Context, sc db.Scope, in SetInput) (*Set, error) {
	zone, err := time.LoadLocation(defaultZone)
	if err != nil {
		return nil, err
	}
	if err := in.check(db.DateOf(s.db.Now(), zone)); err != nil {
		return nil, err
	}
	if err := s.mayCreate(ctx, sc); err != nil {
		return nil, err
	}
	modules, err := json.Marshal(append([]string{}, in.Modules...))
	if err != nil {
		return nil, err
	}
	if in.LotExpiry == nil {
		in.LotExpiry = &IndustryOf(in.Industry).LotExpiry
	}
	if in.OverReceipt == nil {
		in.OverReceipt = new(int64)
	}
	sc.Tenant = s.db.NewID()
	var set *Set
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO account_set (tenant_id, name, start_date, industry, costing_scope, stock_review, tax_accounted, own_approval, lot_expiry, over_receipt_bps, time_zone, modules, created_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			tx.Tenant, in.Name, in.StartDate, in.Industry, in.CostingScope, in.StockReview, in.TaxAccounted, in.OwnApproval, *in.LotExpiry, *in.OverReceipt, defaultZone, string(modules), tx.Now); err != nil {
			return err
		}
		owner, err := seedRolesTx(ctx, tx)
		if err != nil {
			return err
		}
		if err := addMemberTx(ctx, tx, tx.Actor.UserID, []db.ID{owner}, Everything); err != nil {
			return err
		}
		if set, err = GetTx(ctx, tx); err != nil {
			return err
		}
		if err := runHooks(ctx, tx, set); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: "account_set", EntityID: set.ID, EntityNo: set.Name, After: set.state()})
	})
	return set, err
}

// MayCreateSet tells whether the person may make account sets.
func (s *Service) MayCreateSet(ctx context.Context, sc db.Scope) (bool, error) {
	err := s.mayCreate(ctx, sc)
	if f := fault.As(err); f != nil && f.Code == ErrMayNotCreate.Code {
		return false, nil
	}
	return err == nil, err
}

func (s *Service) mayCreate(ctx context.Context, sc db.Scope) error {
	return s.db.View(ctx, db.System("sets"), func(ctx context.Context, tx *db.Tx) error {
		p, err := findPersonTx(ctx, tx, `id = ?`, sc.Actor.UserID)
		if err != nil {
			return err
		}
		if p == nil {
			return ErrMayNotCreate
		}
		if p.Admin {
			return nil
		}
		sets, err := SetsOfTx(ctx, tx, p.ID)
		if err != nil {
			return err
		}
		for _, set := range sets {
			a := &Access{PersonID: p.ID}
			if err := loadMemberTx(ctx, tx, set, a); err != nil {
				return err
			}
			if a.Owner {
				return nil
			}
		}
		return ErrMayNotCreate
	})
}

// Get reads the account set of the scope.
func (s *Service) Get(ctx context.Context, sc db.Scope) (*Set, error) {
	var set *Set
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		set, err = GetTx(ctx, tx)
		return err
	})
	return set, err
}

// UpdateSet changes name, policies and modules. ErrPolicyLocked when start date or
// costing would change after the first posting, fault.ErrStale on an old version.
func (s *Service) UpdateSet(ctx context.Context, sc db.Scope, in SetInput) (*Set, error) {
	var set *Set
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		before, err := lockTx(ctx, tx)
		if err != nil {
			return err
		}
		if in.StartDate == "" {
			in.StartDate = before.StartDate
		}
		if in.LotExpiry == nil {
			in.LotExpiry = &before.LotExpiry
		}
		if in.OverReceipt == nil {
			in.OverReceipt = &before.OverReceipt
		}
		if err := in.check(before.Today(tx.Now)); err != nil {
			return err
		}
		if in.Version != before.Version {
			return fault.ErrStale
		}
		if before.PolicyLocked {
			if err := before.refuseLocked(in); err != nil {
				return err
			}
		}
		modules, err := json.Marshal(append([]string{}, in.Modules...))
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE account_set SET name = ?, start_date = ?, industry = ?, costing_scope = ?, stock_review = ?, tax_accounted = ?, own_approval = ?, lot_expiry = ?, over_receipt_bps = ?, modules = ?, version = version + 1
			WHERE tenant_id = ?`, in.Name, in.StartDate, in.Industry, in.CostingScope, in.StockReview, in.TaxAccounted, in.OwnApproval, *in.LotExpiry, *in.OverReceipt, string(modules), tx.Tenant); err != nil {
			return err
		}
		if set, err = GetTx(ctx, tx); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "account_set", EntityID: set.ID, EntityNo: set.Name, Before: before.state(), After: set.state()})
	})
	return set, err
}

// refuseLocked says which locked policy would change and what locked it.
func (s *Set) refuseLocked(in SetInput) error {
	locked := func(policy string) error {
		return ErrPolicyLocked.With("policy", policy, "document", s.LockedBy, "at", s.LockedAt.In(s.Zone).Format("2006-01-02 15:04"))
	}
	switch {
	case in.StartDate != s.StartDate:
		return locked("startDate")
	case in.CostingScope != s.CostingScope:
		return locked("costingScope")
	}
	return nil
}

// state is what the audit log keeps of a set.
func (s *Set) state() any {
	return map[string]any{
		"name": s.Name, "startDate": s.StartDate, "industry": s.Industry, "costingScope": s.CostingScope, "stockReview": s.StockReview,
		"taxAccounted": s.TaxAccounted, "ownApproval": s.OwnApproval, "lotExpiry": s.LotExpiry, "overReceiptBps": s.OverReceipt, "closedThrough": s.Closed, "modules": s.Modules,
	}
}
