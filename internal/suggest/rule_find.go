package suggest

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
)

// rulebook finds the rule of a SKU in a warehouse.
type rulebook struct {
	rules  map[ruleScope]*Rule
	parent map[db.ID]db.ID // of categories
}

// defaultsTx adds the rules that are not of a SKU.
func defaultsTx(ctx context.Context, tx *db.Tx, into map[ruleScope]*Rule) error {
	return eachRuleTx(ctx, tx, "r.sku_id IS NULL", into)
}

func eachRuleTx(ctx context.Context, tx *db.Tx, cond string, into map[ruleScope]*Rule) error {
	err := tx.Each(ctx, "SELECT "+ruleColumns+" FROM replenish_rule r WHERE r.tenant_id = ? AND "+cond, []any{tx.Tenant}, func(rows *sql.Rows) error {
		r := &Rule{}
		err := rows.Scan(r.fields()...)
		into[r.scope()] = r
		return err
	})
	if err != nil {
		return fmt.Errorf("read replenishment rules: %w", err)
	}
	return nil
}

// rulebookTx reads all rules of the set.
func rulebookTx(ctx context.Context, tx *db.Tx) (*rulebook, error) {
	b := &rulebook{rules: map[ruleScope]*Rule{}, parent: map[db.ID]db.ID{}}
	if err := eachRuleTx(ctx, tx, "1 = 1", b.rules); err != nil {
		return nil, err
	}
	err := tx.Each(ctx, "SELECT id, parent_id FROM category WHERE tenant_id = ?", []any{tx.Tenant}, func(rows *sql.Rows) error {
		var id, parent db.ID
		err := rows.Scan(&id, &parent)
		b.parent[id] = parent
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read categories: %w", err)
	}
	return b, nil
}

// maxDepth ends the way up a tree of categories.
const maxDepth = 20

// of gives the rule of a SKU of a category in a warehouse, nil when there is none: its
// own, else the default of its category or the nearest above that has one, else that of
// all goods; each first for the warehouse, then for all warehouses.
func (b *rulebook) of(sku, category, warehouse db.ID) *Rule {
	if r := b.rules[ruleScope{sku: sku, warehouse: warehouse}]; r != nil {
		return r
	}
	for range maxDepth {
		if r := b.rules[ruleScope{category: category, warehouse: warehouse}]; r != nil {
			return r
		}
		if r := b.rules[ruleScope{category: category}]; r != nil {
			return r
		}
		if category == 0 {
			return nil
		}
		category = b.parent[category]
	}
	return nil
}
