package suggest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/tenant"
)

// Content is what a rule says. Without a value that may be left out the policy, the
// source or the deliveries tell.
type Content struct {
	Model       Model
	Min, Max    dec.Quantity // of min_max
	CoverDays   int64        // of days_of_cover, and how long an order of continuous_review lasts
	ReviewDays  *int64
	Target      replenish.Target // of the review models
	ServiceBPS  int64
	SafetyStock dec.Quantity // stands instead of a computed one
	RateDays    int64        // the window of the mean demand; 0: 90
	LeadDays    *int64
	PerDay      *dec.Quantity // expected while there is no history
	Note        string
}

// Rule is how a SKU is kept in a warehouse; without a SKU a default: of a category or of
// all goods, in one warehouse or in all.
type Rule struct {
	ID          db.ID
	SKUID       db.ID
	CategoryID  db.ID
	WarehouseID db.ID
	Content
	CreatedAt db.Time
	UpdatedAt db.Time
	Version   int64
}

const maxNote = 200 // characters

// standardService is the level of a rule that names none.
const standardService = 9500

// check finds what is wrong with the content, and drops what its model does not know.
func (c *Content) check(f *fault.Fields) {
	if !slices.Contains(models, c.Model) {
		f.Add("model", fault.ErrChoice.With("allowed", "min_max, days_of_cover, continuous_review, periodic_review, none"))
	}
	days := func(field string, n, least int64) {
		if n < least || n > maxDays {
			f.Add(field, ErrDays.With("min", least, "max", maxDays))
		}
	}
	if c.Model != replenish.ModelMinMax {
		c.Min, c.Max = 0, 0
	}
	if c.Model == replenish.ModelMinMax || c.Model == replenish.ModelPeriodic || c.Model == ModelNone {
		c.CoverDays = 0
	}
	if c.Model != replenish.ModelContinuous && c.Model != replenish.ModelPeriodic {
		c.Target, c.ServiceBPS = "", 0
	}
	if c.Min < 0 {
		f.Add("min", fault.ErrNegative)
	}
	if c.Model == replenish.ModelMinMax && c.Max <= 0 {
		f.Add("max", fault.ErrPositive)
	} else if c.Min > c.Max {
		f.Add("max", ErrMinAboveMax)
	}
	least := int64(0)
	if c.Model == replenish.ModelCover {
		least = 1
	}
	days("coverDays", c.CoverDays, least)
	days("rateDays", c.RateDays, 0)
	if c.ReviewDays != nil {
		days("reviewDays", *c.ReviewDays, 1)
	}
	if c.LeadDays != nil {
		days("leadDays", *c.LeadDays, 0)
	}
	if c.SafetyStock < 0 {
		f.Add("safetyStock", fault.ErrNegative)
	}
	if c.PerDay != nil && *c.PerDay < 0 {
		f.Add("perDay", fault.ErrNegative)
	}
	if c.Model == replenish.ModelContinuous || c.Model == replenish.ModelPeriodic {
		c.checkService(f)
	}
	c.Note = check.Text(f, "note", c.Note, maxNote)
}

func (c *Content) checkService(f *fault.Fields) {
	if c.Target == "" {
		c.Target = replenish.TargetCycle
	}
	if c.Target != replenish.TargetCycle && c.Target != replenish.TargetFill {
		f.Add("target", fault.ErrChoice.With("allowed", "cycle, fill"))
	}
	if c.ServiceBPS == 0 {
		c.ServiceBPS = standardService
	}
	if !isLevel(c.ServiceBPS) {
		var levels []string
		for _, l := range replenish.Levels() {
			levels = append(levels, percent(l)+" %")
		}
		f.Add("serviceBps", ErrService.With("levels", strings.Join(levels, ", ")))
	}
}

// percent is basis points as people write them: 9750 is 97.5.
func percent(bps int64) string {
	text := strconv.FormatInt(bps/100, 10)
	if rest := bps % 100; rest != 0 {
		text += "." + strings.TrimRight(fmt.Sprintf("%02d", rest), "0")
	}
	return text
}

// rule is the content as the planner knows it.
func (c *Content) rule(p *Policy) replenish.Rule {
	r := replenish.Rule{
		Model: c.Model, Min: c.Min, Max: c.Max, CoverDays: int(c.CoverDays), ReviewDays: int(p.ReviewDays), SafetyStock: c.SafetyStock, RateDays: int(c.RateDays),
		Service: replenish.Service{Target: c.Target, Level: c.ServiceBPS},
	}
	if c.ReviewDays != nil {
		r.ReviewDays = int(*c.ReviewDays)
	}
	return r
}

const ruleColumns = `r.id, r.sku_id, r.category_id, r.warehouse_id, r.model, r.min_quantity, r.max_quantity, r.cover_days, r.review_days, r.target, r.service_bps, r.safety_stock,
	r.rate_days, r.lead_days, r.per_day, r.note, r.created_at, r.updated_at, r.version`

func (r *Rule) fields() []any {
	return []any{
		&r.ID, &r.SKUID, &r.CategoryID, &r.WarehouseID, &r.Model, &r.Min, &r.Max, &r.CoverDays, &r.ReviewDays, &r.Target, &r.ServiceBPS, &r.SafetyStock,
		&r.RateDays, &r.LeadDays, &r.PerDay, &r.Note, &r.CreatedAt, &r.UpdatedAt, &r.Version,
	}
}

const ruleArgs = 20

func (r *Rule) args(tx *db.Tx) []any {
	optional := func(n *int64) any {
		if n == nil {
			return nil
		}
		return *n
	}
	var perDay any
	if r.PerDay != nil {
		perDay = *r.PerDay
	}
	return []any{
		tx.Tenant, r.ID, r.SKUID, r.CategoryID, r.WarehouseID, string(r.Model), r.Min, r.Max, r.CoverDays, optional(r.ReviewDays), string(r.Target), r.ServiceBPS, r.SafetyStock,
		r.RateDays, optional(r.LeadDays), perDay, r.Note, r.CreatedAt, r.UpdatedAt, r.Version,
	}
}

// writeRulesTx stores rules, new ones and those there are.
func writeRulesTx(ctx context.Context, tx *db.Tx, list []*Rule) error {
	for part := range slices.Chunk(list, 200) {
		var args []any
		for _, r := range part {
			args = append(args, r.args(tx)...)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO replenish_rule (tenant_id, id, sku_id, category_id, warehouse_id, model, min_quantity, max_quantity, cover_days, review_days, target, service_bps, safety_stock,
				rate_days, lead_days, per_day, note, created_at, updated_at, version) VALUES `+db.Tuples(len(part), ruleArgs)+`
			ON CONFLICT (tenant_id, id) DO UPDATE SET sku_id = excluded.sku_id, category_id = excluded.category_id, warehouse_id = excluded.warehouse_id, model = excluded.model,
				min_quantity = excluded.min_quantity, max_quantity = excluded.max_quantity, cover_days = excluded.cover_days, review_days = excluded.review_days, target = excluded.target,
				service_bps = excluded.service_bps, safety_stock = excluded.safety_stock, rate_days = excluded.rate_days, lead_days = excluded.lead_days, per_day = excluded.per_day,
				note = excluded.note, updated_at = excluded.updated_at, version = excluded.version`, args...); err != nil {
			return fmt.Errorf("write replenishment rules: %w", err)
		}
	}
	return nil
}

func (r *Rule) state() map[string]any {
	out := map[string]any{"model": r.Model}
	given := func(name string, is bool, v any) {
		if is {
			out[name] = v
		}
	}
	given("skuId", r.SKUID != 0, r.SKUID)
	given("categoryId", r.CategoryID != 0, r.CategoryID)
	given("warehouseId", r.WarehouseID != 0, r.WarehouseID)
	given("min", r.Model == replenish.ModelMinMax, r.Min)
	given("max", r.Model == replenish.ModelMinMax, r.Max)
	given("coverDays", r.CoverDays != 0, r.CoverDays)
	given("reviewDays", r.ReviewDays != nil, r.ReviewDays)
	given("target", r.Target != "", r.Target)
	given("serviceBps", r.ServiceBPS != 0, r.ServiceBPS)
	given("safetyStock", r.SafetyStock != 0, r.SafetyStock)
	given("rateDays", r.RateDays != 0, r.RateDays)
	given("leadDays", r.LeadDays != nil, r.LeadDays)
	given("perDay", r.PerDay != nil, r.PerDay)
	given("note", r.Note != "", r.Note)
	return out
}

// scope is what a rule is for; a set has one rule for each.
type ruleScope struct{ sku, category, warehouse db.ID }

func (r *Rule) scope() ruleScope { return ruleScope{r.SKUID, r.CategoryID, r.WarehouseID} }

// checkScope finds what is wrong with what the rule is for, by itself.
func (r *Rule) checkScope(f *fault.Fields) {
	if r.SKUID != 0 && (r.WarehouseID == 0 || r.CategoryID != 0) {
		f.Add("warehouseId", ErrRuleScope)
	}
}

// may refuses a person who does not work with the warehouses of the rule.
func (r *Rule) may(within tenant.Limit) error { return mayKeep(r.WarehouseID, within, ErrRuleNotFound) }

// mayKeep refuses a person who does not work with a warehouse, or with all where none is named.
func mayKeep(warehouse db.ID, within tenant.Limit, notFound error) error {
	switch {
	case warehouse == 0 && !within.All:
		return ErrWholeSet
	case warehouse != 0 && !within.Allows(warehouse):
		return notFound
	}
	return nil
}

func ruleTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Rule, error) {
	var r Rule
	found, err := tx.Row(ctx, "SELECT "+ruleColumns+" FROM replenish_rule r WHERE r.tenant_id = ? AND r.id = ?"+lock, []any{tx.Tenant, id}, r.fields()...)
	if err != nil {
		return nil, fmt.Errorf("read a replenishment rule: %w", err)
	}
	if !found {
		return nil, ErrRuleNotFound
	}
	return &r, nil
}

// SaveRule makes a rule, or replaces what the one with the id says when its version is
// still the one given; what a rule is for does not change.
func (s *Service) SaveRule(ctx context.Context, sc db.Scope, in Rule, within tenant.Limit) (*Rule, error) {
	var f fault.Fields
	in.check(&f)
	in.checkScope(&f)
	if err := f.Err(); err != nil {
		return nil, err
	}
	var saved Rule
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r := in
		action, before := "create", any(nil)
		if in.ID != 0 {
			old, err := ruleTx(ctx, tx, in.ID, tx.ForUpdate())
			if err != nil {
				return err
			}
			if old.Version != in.Version {
				return fault.ErrStale
			}
			action, before = "update", old.state()
			r.SKUID, r.CategoryID, r.WarehouseID, r.CreatedAt = old.SKUID, old.CategoryID, old.WarehouseID, old.CreatedAt
		} else {
			r.ID, r.CreatedAt = tx.NewID(), tx.Now
		}
		if err := r.may(within); err != nil {
			return err
		}
		names, err := s.scopeNamesTx(ctx, tx, r.scope())
		if err != nil {
			return err
		}
		r.UpdatedAt, r.Version = tx.Now, in.Version+1
		if in.ID == 0 {
			var one int64
			found, err := tx.Row(ctx, `SELECT 1 FROM replenish_rule WHERE tenant_id = ? AND COALESCE(sku_id, 0) = ? AND COALESCE(category_id, 0) = ? AND COALESCE(warehouse_id, 0) = ?`,
				[]any{tx.Tenant, int64(r.SKUID), int64(r.CategoryID), int64(r.WarehouseID)}, &one)
			if err != nil {
				return err
			}
			if found {
				return ErrRuleTwice
			}
		}
		if err := writeRulesTx(ctx, tx, []*Rule{&r}); err != nil {
			return err
		}
		if err := doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: entityRule, EntityID: r.ID, EntityNo: names, Before: before, After: r.state()}); err != nil {
			return err
		}
		saved = r
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &saved, nil
}

// scopeNamesTx checks that what something is for is there, and gives what people call it.
func (s *Service) scopeNamesTx(ctx context.Context, tx *db.Tx, at ruleScope) (string, error) {
	var f fault.Fields
	var names []string
	find := func(field, what, query string, id db.ID) error {
		if id == 0 {
			return nil
		}
		var name string
		found, err := tx.Row(ctx, query, []any{tx.Tenant, id}, &name)
		if err != nil {
			return err
		}
		if !found {
			f.Add(field, fault.ErrNotFound.With("what", what))
		}
		names = append(names, name)
		return nil
	}
	if err := find("skuId", "sku", `SELECT code FROM sku WHERE tenant_id = ? AND id = ?`, at.sku); err != nil {
		return "", err
	}
	if err := find("categoryId", "category", `SELECT name FROM category WHERE tenant_id = ? AND id = ?`, at.category); err != nil {
		return "", err
	}
	if err := find("warehouseId", "warehouse", `SELECT name FROM warehouse WHERE tenant_id = ? AND id = ?`, at.warehouse); err != nil {
		return "", err
	}
	return strings.Join(names, " / "), f.Err()
}

// findTx refuses an id, when there is one, that names nothing of the set.
func findTx(ctx context.Context, tx *db.Tx, field, what, query string, id db.ID) error {
	if id == 0 {
		return nil
	}
	var name string
	found, err := tx.Row(ctx, query, []any{tx.Tenant, id}, &name)
	if err != nil {
		return fmt.Errorf("look for a %s: %w", what, err)
	}
	var f fault.Fields
	if !found {
		f.Add(field, fault.ErrNotFound.With("what", what))
	}
	return f.Err()
}

// todayTx is the business date of the account set.
func todayTx(ctx context.Context, tx *db.Tx) (db.Date, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return "", err
	}
	return set.Today(tx.Now), nil
}

// DeleteRule deletes a rule.
func (s *Service) DeleteRule(ctx context.Context, sc db.Scope, id db.ID, within tenant.Limit) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := ruleTx(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		if err := r.may(within); err != nil {
			return err
		}
		names, err := s.scopeNamesTx(ctx, tx, r.scope())
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM replenish_rule WHERE tenant_id = ? AND id = ?`, tx.Tenant, id); err != nil {
			return fmt.Errorf("delete a replenishment rule: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: entityRule, EntityID: id, EntityNo: names, Before: r.state()})
	})
}

// rulesOfTx gives the rules of SKUs by what they are for.
func rulesOfTx(ctx context.Context, tx *db.Tx, skus []db.ID) (map[ruleScope]*Rule, error) {
	out := map[ruleScope]*Rule{}
	for part := range slices.Chunk(skus, 500) {
		args := []any{tx.Tenant}
		for _, id := range part {
			args = append(args, id)
		}
		err := tx.Each(ctx, "SELECT "+ruleColumns+" FROM replenish_rule r WHERE r.tenant_id = ? AND r.sku_id IN "+db.Tuples(1, len(part))+tx.ForUpdate(), args, func(rows *sql.Rows) error {
			r := &Rule{}
			err := rows.Scan(r.fields()...)
			out[r.scope()] = r
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read replenishment rules: %w", err)
		}
	}
	return out, nil
}
