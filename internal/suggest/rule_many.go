package suggest

import (
	"cmp"
	"context"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// maxSetRules is how many rules are set at once.
const maxSetRules = 5000

// SetRules gives SKUs the same rule in each of the warehouses; rules that are there are
// replaced. It returns how many were made and changed.
func (s *Service) SetRules(ctx context.Context, sc db.Scope, skus, warehouses []db.ID, c Content, within tenant.Limit) (made, changed int, err error) {
	var f fault.Fields
	c.check(&f)
	skus, warehouses = distinct(skus), distinct(warehouses)
	if len(skus) == 0 {
		f.Add("skuIds", fault.ErrRequired)
	}
	if len(warehouses) == 0 {
		f.Add("warehouseIds", fault.ErrRequired)
	}
	if len(skus)*len(warehouses) > maxSetRules {
		f.Add("skuIds", fault.ErrTooMany.With("max", maxSetRules))
	}
	if err := f.Err(); err != nil {
		return 0, 0, err
	}
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var f fault.Fields
		for _, w := range warehouses {
			if _, err := stock.WarehouseTx(ctx, tx, w); err != nil || !within.Allows(w) {
				if err != nil && fault.As(err) == nil {
					return err
				}
				f.Add("warehouseIds", fault.ErrNotFound.With("what", "warehouse"))
			}
		}
		known, err := s.catalog.SKUsTx(ctx, tx, skus)
		if err != nil {
			return err
		}
		for _, id := range skus {
			if known[id] == nil {
				f.Add("skuIds", fault.ErrNotFound.With("what", "sku"))
				break
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		var list []*Rule
		codes := map[db.ID]string{}
		for _, id := range skus {
			codes[id] = known[id].Code
			for _, w := range warehouses {
				list = append(list, &Rule{SKUID: id, WarehouseID: w, Content: c})
			}
		}
		made, changed, err = replaceRulesTx(ctx, tx, list, func(r *Rule) string { return codes[r.SKUID] })
		return err
	})
	return made, changed, err
}

func distinct(ids []db.ID) []db.ID { return slices.Compact(slices.Sorted(slices.Values(ids))) }

// replaceRulesTx writes rules in place of those that are for the same; what says the same
// already is left alone.
func replaceRulesTx(ctx context.Context, tx *db.Tx, list []*Rule, name func(*Rule) string) (made, changed int, err error) {
	slices.SortFunc(list, func(a, b *Rule) int {
		return cmp.Or(cmp.Compare(a.SKUID, b.SKUID), cmp.Compare(a.CategoryID, b.CategoryID), cmp.Compare(a.WarehouseID, b.WarehouseID))
	})
	var skus []db.ID
	for _, r := range list {
		skus = append(skus, r.SKUID)
	}
	old, err := rulesOfTx(ctx, tx, distinct(slices.DeleteFunc(skus, func(id db.ID) bool { return id == 0 })))
	if err != nil {
		return 0, 0, err
	}
	if err := defaultsTx(ctx, tx, old); err != nil {
		return 0, 0, err
	}
	var write []*Rule
	var log []doc.Change
	for _, r := range list {
		r.UpdatedAt = tx.Now
		change := doc.Change{Action: "create", Entity: entityRule, EntityNo: name(r), After: r.state()}
		if before := old[r.scope()]; before != nil {
			if before.same(&r.Content) {
				continue
			}
			change.Action, change.Before = "update", before.state()
			r.ID, r.CreatedAt, r.Version = before.ID, before.CreatedAt, before.Version+1
			changed++
		} else {
			r.ID, r.CreatedAt, r.Version = tx.NewID(), tx.Now, 1
			made++
		}
		change.EntityID = r.ID
		write, log = append(write, r), append(log, change)
	}
	if err := writeRulesTx(ctx, tx, write); err != nil {
		return 0, 0, err
	}
	return made, changed, doc.AuditTx(ctx, tx, log...)
}

// same tells whether a rule says just this.
func (r *Rule) same(c *Content) bool {
	equal := func(a, b *int64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }
	return r.Model == c.Model && r.Min == c.Min && r.Max == c.Max && r.CoverDays == c.CoverDays && equal(r.ReviewDays, c.ReviewDays) && r.Target == c.Target &&
		r.ServiceBPS == c.ServiceBPS && r.SafetyStock == c.SafetyStock && r.RateDays == c.RateDays && equal(r.LeadDays, c.LeadDays) &&
		(r.PerDay == nil) == (c.PerDay == nil) && (r.PerDay == nil || *r.PerDay == *c.PerDay) && r.Note == c.Note
}
