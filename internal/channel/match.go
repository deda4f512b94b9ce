package channel

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// logMatched is the line of the shop's log about automatic matching.
var logMatched = fault.Define(fault.Internal, "shop.log.matched",
	fault.ZH("自动匹配：新匹配 {matched}，代码重复未匹配 {ambiguous}", ""),
	fault.EN("Automatic matching: {matched} paired, {ambiguous} left because their code is not unique", ""))

// MatchResult is what automatic matching did.
type MatchResult struct {
	Matched   int64 // pairs made
	Ambiguous int64 // lines left because several online lines have their code
}

// MatchShop pairs the lines of a shop that are on sale and unmatched with the SKUs
// of equal code (product row S6): online SKUs with SKUs, offers without SKUs with
// plain products. A code that several lines of the shop have pairs none of them;
// they are counted and marked. Pairs there are stay as they are.
//
// It is three statements, whatever the number of lines: the old marks are taken away,
// the new ones are given, and what bears none is paired, appended in the order of the lines.
func (s *Service) MatchShop(ctx context.Context, sc db.Scope, shop db.ID) (MatchResult, error) {
	var r MatchResult
	err := s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r = MatchResult{}
		p, err := shopTx(ctx, tx, shop, tx.ForUpdate())
		if err != nil {
			return err
		}
		if r.Ambiguous, err = markAmbiguousTx(ctx, tx, shop); err != nil {
			return fmt.Errorf("mark ambiguous lines: %w", err)
		}
		if r.Matched, err = matchTx(ctx, tx, shop); err != nil {
			return fmt.Errorf("match by code: %w", err)
		}
		if err := shopLogTx(ctx, tx, shop, logMatched.With("matched", r.Matched, "ambiguous", r.Ambiguous), false); err != nil {
			return err
		}
		publishTx(tx, shop)
		return doc.AuditTx(ctx, tx, doc.Change{Action: "match", Entity: entityShop, EntityID: shop, EntityNo: p.Name, After: map[string]any{"matched": r.Matched, "ambiguous": r.Ambiguous}})
	})
	return r, err
}

// matchTx goes by the marks of markAmbiguousTx. It has no ON CONFLICT, which made
// PostgreSQL write each row half as slow again: the shop is locked, and whoever else
// adds pairs to it locks it first.
//
// Nearly all lines of the set are read, and none of the conditions names few. SQLite is
// kept from its indexes of shops and codes, by which it would look each line up.
func matchTx(ctx context.Context, tx *db.Tx, shop db.ID) (int64, error) {
	ofShop := "o.shop_id = ?"
	if tx.Engine() == db.SQLite {
		ofShop = "+o.shop_id = ?"
	}
	return tx.Exec(ctx, `INSERT INTO online_pair (tenant_id, line_id, sku_id, how)
		SELECT k.tenant_id, o.id, k.id, 'auto' FROM online_sku o JOIN sku k ON k.tenant_id = o.tenant_id AND k.code = o.code
		WHERE o.tenant_id = ? AND `+ofShop+` AND o.online = TRUE AND o.code > '' AND o.note <> 'ambiguous' AND k.active = TRUE AND (k.value_key = '') = o.plain
			AND NOT EXISTS (SELECT 1 FROM online_pair r WHERE r.tenant_id = ? AND r.line_id = o.id)
		ORDER BY o.id`, tx.Tenant, shop, tx.Tenant)
}

// markAmbiguousTx takes the mark from the shop's lines, gives it to the unmatched
// ones whose code is not theirs alone where there is a SKU to pair with, whatever
// was noted of them before, and counts these. It starts from the few codes that
// occur twice.
func markAmbiguousTx(ctx context.Context, tx *db.Tx, shop db.ID) (int64, error) {
	if _, err := tx.Exec(ctx, `UPDATE online_sku SET note = '' WHERE tenant_id = ? AND shop_id = ? AND note = 'ambiguous'`, tx.Tenant, shop); err != nil {
		return 0, err
	}
	return tx.Exec(ctx, `UPDATE online_sku SET note = 'ambiguous' FROM (
			SELECT o.id AS id FROM (
				SELECT x.code AS code, x.plain AS plain FROM online_sku x
				WHERE x.tenant_id = ? AND x.shop_id = ? AND x.online = TRUE AND x.code <> '' GROUP BY x.code, x.plain HAVING COUNT(*) > 1
			) AS g JOIN online_sku o ON o.tenant_id = ? AND o.shop_id = ? AND o.code = g.code AND o.plain = g.plain
			WHERE o.online = TRUE AND o.code <> '' AND NOT EXISTS (SELECT 1 FROM online_pair r WHERE r.tenant_id = ? AND r.line_id = o.id)
				AND EXISTS (SELECT 1 FROM sku k WHERE k.tenant_id = ? AND k.code = g.code AND k.active = TRUE AND (k.value_key = '') = g.plain)
		) AS m WHERE online_sku.tenant_id = ? AND online_sku.id = m.id`,
		tx.Tenant, shop, tx.Tenant, shop, tx.Tenant, tx.Tenant, tx.Tenant)
}
