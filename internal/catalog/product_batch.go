package catalog

import (
	"context"
	"fmt"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/search"
)

// DeleteProduct removes a product that nothing refers to, with its SKUs, and
// unmatches what was matched with them. It returns ErrProductUsed otherwise.
func (s *Service) DeleteProduct(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getProduct(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		var skus []db.ID
		for i := range p.SKUs {
			skus = append(skus, p.SKUs[i].ID)
		}
		used, err := s.usedSKUs(ctx, tx, skus)
		if err != nil {
			return err
		}
		if len(used) > 0 {
			return ErrProductUsed.With("code", p.Code, "skus", usedCodes(p, used))
		}
		if err := s.deleteSKUs(ctx, tx, []db.ID{id}, skus); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM product WHERE tenant_id = ? AND id = ?", tx.Tenant, id); err != nil {
			return fmt.Errorf("delete product: %w", err)
		}
		if err := search.DeleteTx(ctx, tx, searchProduct, []db.ID{id}); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: "product", EntityID: id, EntityNo: p.Code, Before: p})
	})
}

// usedCodes names the SKUs that keep a product from being deleted, at most five.
func usedCodes(p *Product, used map[db.ID]bool) string {
	var codes []string
	for i := range p.SKUs {
		if used[p.SKUs[i].ID] {
			codes = append(codes, p.SKUs[i].Code)
		}
	}
	if len(codes) > 5 {
		codes = append(codes[:5], "…")
	}
	return strings.Join(codes, "、")
}

// ProductChange is what a batch action changes of a product. Nil means left alone.
type ProductChange struct {
	Active        *bool
	NegativeStock *bool
	CategoryID    *db.ID // pointing to zero takes it out of its category
	Price         *PriceChange
}

// PriceChange sets the price of all SKUs of a product at a level, or changes it
// by a share.
type PriceChange struct {
	LevelID db.ID
	Set     *dec.Price
	ByBPS   int64 // when Set is nil: 10,000 adds the whole price once more, -500 takes 5 % off
}

// ChangeProduct alters one product, as a batch action does: the version is not asked for.
func (s *Service) ChangeProduct(ctx context.Context, sc db.Scope, id db.ID, c ProductChange) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := getProduct(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		before := map[string]any{"active": p.Active, "negativeStock": p.NegativeStock, "categoryId": p.CategoryID}
		if c.Active != nil {
			p.Active = *c.Active
		}
		if c.NegativeStock != nil {
			p.NegativeStock = *c.NegativeStock
		}
		if c.CategoryID != nil {
			p.CategoryID = *c.CategoryID
			if ok, err := exists(ctx, tx, "SELECT 1 FROM category WHERE tenant_id = ? AND id = ?", p.CategoryID); err != nil {
				return err
			} else if !ok && p.CategoryID != 0 {
				return ErrCategoryNotFound
			}
		}
		after := map[string]any{"active": p.Active, "negativeStock": p.NegativeStock, "categoryId": p.CategoryID}
		if c.Price != nil {
			levels, err := s.party.LevelsTx(ctx, tx)
			if err != nil {
				return err
			}
			if after["prices"], err = changePrices(ctx, tx, p, levels, c.Price); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, "UPDATE product SET active = ?, negative_stock = ?, category_id = ?, updated_at = ?, version = version + 1 WHERE tenant_id = ? AND id = ?",
			p.Active, p.NegativeStock, p.CategoryID, tx.Now, tx.Tenant, id); err != nil {
			return fmt.Errorf("change product: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "product", EntityID: id, EntityNo: p.Code, Before: before, After: after})
	})
}

// changePrices sets the prices of a product's SKUs at one level and tells them.
func changePrices(ctx context.Context, tx *db.Tx, p *Product, levels party.Levels, c *PriceChange) (map[string]dec.Price, error) {
	if levels.Find(c.LevelID) == nil {
		return nil, party.ErrLevelNotFound
	}
	if c.Set != nil && *c.Set < 0 {
		return nil, fault.ErrNegative
	}
	told := map[string]dec.Price{}
	var args []any
	rows := 0
	for i := range p.SKUs {
		k := &p.SKUs[i]
		price, ok := priceMap(k.Prices)[c.LevelID]
		switch {
		case c.Set != nil:
			price, ok = *c.Set, true
		case ok:
			var err error
			if price, err = price.MulRatio(10_000+c.ByBPS, 10_000); err != nil || price < 0 {
				return nil, fault.ErrRange.With("max", dec.MaxInputPrice)
			}
		}
		if !ok {
			continue // a share of no price is no price
		}
		told[k.Code] = price
		args = append(args, tx.Tenant, k.ID, c.LevelID, price)
		rows++
	}
	if rows == 0 {
		return told, nil
	}
	_, err := db.Insert(ctx, tx, "INSERT INTO sku_price (tenant_id, sku_id, level_id, price) VALUES", 4, args,
		"ON CONFLICT (tenant_id, sku_id, level_id) DO UPDATE SET price = excluded.price")
	return told, err
}
