package suggest

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// Policy is what the account set decided for all rules and runs.
type Policy struct {
	ReviewDays    int64 // from one round of orders to the next
	LeadDays      int64 // where neither rule nor source nor deliveries tell
	LeadDeviation int64
	HoldingBPS    int64      // what keeping goods costs a year, of their price
	OrderCost     dec.Amount // what an order costs besides the goods
	LookAhead     int64      // SKUs that need stock within so many days may fill up an order
	MaxCover      int64      // days stock may last after buying; 0: any
	Budget        *dec.Amount
	RoundDown     bool // buy whole multiples within a need instead of up to them
	Daily         bool // a run every morning
	Version       int64
}

// standardPolicy is that of a set that has decided nothing.
func standardPolicy() *Policy {
	return &Policy{ReviewDays: 7, LeadDays: 7, LeadDeviation: 2, HoldingBPS: 2000, OrderCost: dec.MustAmount("10"), LookAhead: 14, MaxCover: 120, Daily: true}
}

// maxDays is the longest time that rules and policy know, as the planner has it.
const maxDays = 365

const (
	entityPolicy = "replenish_policy"
	entityRule   = "replenish_rule"
	entityRun    = "suggestion_run"
	entityDayOff = "supplier_day_off"
	entityEntry  = "demand_entry"
	entitySeason = "demand_season"
)

func (p *Policy) check() error {
	var f fault.Fields
	days := func(field string, n, least int64) {
		if n < least || n > maxDays {
			f.Add(field, ErrDays.With("min", least, "max", maxDays))
		}
	}
	days("reviewDays", p.ReviewDays, 1)
	days("leadDays", p.LeadDays, 0)
	days("leadDeviation", p.LeadDeviation, 0)
	days("lookAhead", p.LookAhead, 0)
	days("maxCover", p.MaxCover, 0)
	if p.HoldingBPS < 0 || p.HoldingBPS > 100_000 {
		f.Add("holdingBps", fault.ErrRange.With("max", 100_000))
	}
	if p.OrderCost < 0 {
		f.Add("orderCost", fault.ErrNegative)
	}
	if p.Budget != nil && *p.Budget < 0 {
		f.Add("budget", fault.ErrNegative)
	}
	return f.Err()
}

func (p *Policy) state() map[string]any {
	out := map[string]any{
		"reviewDays": p.ReviewDays, "leadDays": p.LeadDays, "leadDeviation": p.LeadDeviation, "holdingBps": p.HoldingBPS, "orderCost": p.OrderCost,
		"lookAhead": p.LookAhead, "maxCover": p.MaxCover, "roundDown": p.RoundDown, "daily": p.Daily,
	}
	if p.Budget != nil {
		out["budget"] = *p.Budget
	}
	return out
}

func policyTx(ctx context.Context, tx *db.Tx) (*Policy, error) {
	p := standardPolicy()
	_, err := tx.Row(ctx, `SELECT review_days, lead_days, lead_deviation, holding_bps, order_cost, look_ahead, max_cover, budget, round_down, daily, version
		FROM replenish_policy WHERE tenant_id = ?`, []any{tx.Tenant},
		&p.ReviewDays, &p.LeadDays, &p.LeadDeviation, &p.HoldingBPS, &p.OrderCost, &p.LookAhead, &p.MaxCover, &p.Budget, &p.RoundDown, &p.Daily, &p.Version)
	if err != nil {
		return nil, fmt.Errorf("read the replenishment policy: %w", err)
	}
	return p, nil
}

// Policy gives what the account set decided, or the standard.
func (s *Service) Policy(ctx context.Context, sc db.Scope) (*Policy, error) {
	var p *Policy
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		p, err = policyTx(ctx, tx)
		return err
	})
	return p, err
}

// SetPolicy replaces it; the version is the one that was seen, 0 for the standard.
func (s *Service) SetPolicy(ctx context.Context, sc db.Scope, in Policy) (*Policy, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if err := lockStateTx(ctx, tx); err != nil { // also where there is no row yet
			return err
		}
		before, err := policyTx(ctx, tx)
		if err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.ErrStale
		}
		var budget any
		if in.Budget != nil {
			budget = *in.Budget
		}
		_, err = tx.Exec(ctx, `INSERT INTO replenish_policy (tenant_id, review_days, lead_days, lead_deviation, holding_bps, order_cost, look_ahead, max_cover, budget, round_down, daily, updated_at, version)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (tenant_id) DO UPDATE SET review_days = excluded.review_days, lead_days = excluded.lead_days, lead_deviation = excluded.lead_deviation,
				holding_bps = excluded.holding_bps, order_cost = excluded.order_cost, look_ahead = excluded.look_ahead, max_cover = excluded.max_cover, budget = excluded.budget,
				round_down = excluded.round_down, daily = excluded.daily, updated_at = excluded.updated_at, version = excluded.version`,
			tx.Tenant, in.ReviewDays, in.LeadDays, in.LeadDeviation, in.HoldingBPS, in.OrderCost, in.LookAhead, in.MaxCover, budget, in.RoundDown, in.Daily, tx.Now, in.Version+1)
		if err != nil {
			return fmt.Errorf("save the replenishment policy: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: entityPolicy, Before: before.state(), After: in.state()})
	})
	if err != nil {
		return nil, err
	}
	in.Version++
	return &in, nil
}

// lockStateTx holds the account set's suggestions until the commit.
func lockStateTx(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `INSERT INTO suggestion_state (tenant_id) VALUES (?) ON CONFLICT (tenant_id) DO UPDATE SET generation = suggestion_state.generation`, tx.Tenant)
	if err != nil {
		return fmt.Errorf("lock the suggestions: %w", err)
	}
	return nil
}

// standing is a row of suggestion_state.
type standing struct {
	runID        db.ID
	historyUntil db.Time
	generation   int64
}

func standingTx(ctx context.Context, tx *db.Tx) (standing, error) {
	var s standing
	var until int64
	found, err := tx.Row(ctx, `SELECT run_id, history_until, generation FROM suggestion_state WHERE tenant_id = ?`, []any{tx.Tenant}, &s.runID, &until, &s.generation)
	if err != nil {
		return s, fmt.Errorf("read where the suggestions stand: %w", err)
	}
	if found && until > 0 {
		s.historyUntil = db.At(timeOf(until))
	}
	return s, nil
}
