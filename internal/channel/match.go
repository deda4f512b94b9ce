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
	fault.ZH("自动匹配：新匹配 {matched}，代码重复未匹配 {ambiguous}，仍未匹配 {unmatched}", ""),
	fault.EN("Automatic matching: {matched} paired, {ambiguous} left because their code is not unique, {unmatched} still unmatched", ""))

// MatchResult is what automatic matching did.
type MatchResult struct {
	Matched   int64 // pairs made
	Ambiguous int64 // lines left because several online lines have their code
	Unmatched int64 // other lines on sale that are still unmatched
}

// The condition on a line o that another line on sale in the shop has its code.
const notAlone = `EXISTS (SELECT 1 FROM online_sku x WHERE x.tenant_id = o.tenant_id AND x.shop_id = o.shop_id AND x.code = o.code
	AND x.code <> '' AND x.plain = o.plain AND x.online = TRUE AND x.id <> o.id)`

// MatchShop pairs the lines of a shop that are on sale and unmatched with the SKUs
// of equal code (product row S6): online SKUs with SKUs, offers without SKUs with
// plain products. A code that several lines of the shop have pairs none of them;
// they are counted and marked. Pairs there are stay as they are.
//
// It is one statement, whatever the number of lines, and one more for the marks.
func (s *Service) MatchShop(ctx context.Context, sc db.Scope, shop db.ID) (MatchResult, error) {
	var r MatchResult
	err := s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r = MatchResult{}
		p, err := shopTx(ctx, tx, shop, tx.ForUpdate())
		if err != nil {
			return err
		}
		if r.Matched, err = matchTx(ctx, tx, shop); err != nil {
			return fmt.Errorf("match by code: %w", err)
		}
		if err := markAmbiguousTx(ctx, tx, shop); err != nil {
			return fmt.Errorf("mark ambiguous lines: %w", err)
		}
		if _, err := tx.Row(ctx, `SELECT COALESCE(SUM(CASE WHEN note = 'ambiguous' THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN note = 'ambiguous' THEN 0 ELSE 1 END), 0)
			FROM online_sku WHERE tenant_id = ? AND shop_id = ? AND sku_id IS NULL AND online = TRUE`, []any{tx.Tenant, shop}, &r.Ambiguous, &r.Unmatched); err != nil {
			return err
		}
		if err := shopLogTx(ctx, tx, shop, logMatched.With("matched", r.Matched, "ambiguous", r.Ambiguous, "unmatched", r.Unmatched), false); err != nil {
			return err
		}
		publishTx(tx, shop)
		return doc.AuditTx(ctx, tx, doc.Change{Action: "match", Entity: entityShop, EntityID: shop, EntityNo: p.Name, After: map[string]any{"matched": r.Matched, "ambiguous": r.Ambiguous}})
	})
	return r, err
}

func matchTx(ctx context.Context, tx *db.Tx, shop db.ID) (int64, error) {
	return tx.Exec(ctx, `UPDATE online_sku SET sku_id = m.sku_id, how = 'auto', note = '' FROM (
			SELECT o.id AS id, k.id AS sku_id FROM online_sku o JOIN sku k ON k.tenant_id = o.tenant_id AND k.code = o.code
			WHERE o.tenant_id = ? AND k.tenant_id = ? AND o.shop_id = ? AND o.sku_id IS NULL AND o.online = TRUE AND o.code <> ''
				AND k.active = TRUE AND (k.value_key = '') = o.plain AND NOT `+notAlone+`
		) AS m WHERE online_sku.tenant_id = ? AND online_sku.id = m.id`, tx.Tenant, tx.Tenant, shop, tx.Tenant)
}

// markAmbiguousTx marks the unmatched lines whose code is not theirs alone, where
// there is a SKU to pair with, and takes the mark from those that no longer are.
func markAmbiguousTx(ctx context.Context, tx *db.Tx, shop db.ID) error {
	const doubtful = `(o.online = TRUE AND o.code <> '' AND ` + notAlone + `
		AND EXISTS (SELECT 1 FROM sku k WHERE k.tenant_id = o.tenant_id AND k.code = o.code AND (k.value_key = '') = o.plain))`
	_, err := tx.Exec(ctx, `UPDATE online_sku SET note = m.note FROM (
			SELECT o.id AS id, CASE WHEN `+doubtful+` THEN 'ambiguous' ELSE '' END AS note FROM online_sku o
			WHERE o.tenant_id = ? AND o.shop_id = ? AND o.sku_id IS NULL AND o.note IN ('', 'ambiguous')
		) AS m WHERE online_sku.tenant_id = ? AND online_sku.id = m.id AND online_sku.note <> m.note`, tx.Tenant, shop, tx.Tenant)
	return err
}
