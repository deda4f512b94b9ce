package channel

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of the match list.
var (
	// ErrLineNotFound is the answer to a line unknown to the set or outside the person's data scope.
	ErrLineNotFound = fault.Define(fault.NotFound, "online_sku.not_found",
		fault.ZH("找不到这条线上商品", "它可能已被移除，或不在您的数据范围内；请刷新列表"),
		fault.EN("Online SKU not found", "It may have been removed or lies outside your data scope; reload the list"))
	// ErrSKUToPlain has the parameters online and sku.
	ErrSKUToPlain = fault.Define(fault.Conflict, "match.sku_to_plain",
		fault.ZH("“{online}”有规格，“{sku}”没有规格，不能匹配", "选择带规格的商品的 SKU"),
		fault.EN("“{online}” has specifications and “{sku}” has none: they cannot be matched", "Choose a SKU of a product with attributes"))
	// ErrPlainToSKU has the parameters online and sku.
	ErrPlainToSKU = fault.Define(fault.Conflict, "match.plain_to_sku",
		fault.ZH("“{online}”没有规格，“{sku}”是带规格的 SKU，不能匹配", "选择没有规格的商品"),
		fault.EN("“{online}” has no specifications and “{sku}” is one of several: they cannot be matched", "Choose a product without attributes"))
	// ErrLineTwice marks a line that is named more than once in a batch.
	ErrLineTwice = fault.Define(fault.Invalid, "online_sku.twice",
		fault.ZH("同一条线上商品在这一批里出现了两次", "每条线上商品只选一个 SKU"), fault.EN("The online SKU appears twice in this batch", "Choose one SKU for each"))
)

const entityLine = "online_sku"

// Pairing asks to match a line of the match list with a SKU.
type Pairing struct {
	LineID, SKUID db.ID
}

// Outcome is what became of one line of a batch; Problem is nil when all is well.
type Outcome struct {
	ID      db.ID
	Problem *fault.Error
}

// lineRow is what matching by hand must know of a line.
type lineRow struct {
	id, shop, sku db.ID
	offer         int64
	plain         bool
	title, name   string
}

func (l *lineRow) label() string {
	if l.name == "" {
		return l.title
	}
	return l.title + " " + l.name
}

// lockShopTx keeps automatic matching out while a download gives pairs to its lines.
func lockShopTx(ctx context.Context, tx *db.Tx, shop db.ID) error {
	return tx.Each(ctx, `SELECT id FROM shop WHERE tenant_id = ? AND id = ?`+tx.ForNoKeyUpdate(), []any{tx.Tenant, shop}, func(*sql.Rows) error { return nil })
}

// lockShopsOfTx locks the shops of lines that are about to get pairs, which keeps
// automatic matching out.
func lockShopsOfTx(ctx context.Context, tx *db.Tx, lines []db.ID) error {
	return db.EachIn(ctx, tx, `SELECT p.id FROM shop p WHERE p.tenant_id = ? AND p.id IN (
		SELECT o.shop_id FROM online_sku o WHERE o.tenant_id = ? AND o.id IN ({in})) ORDER BY p.id`+tx.ForNoKeyUpdate(),
		[]any{tx.Tenant, tx.Tenant}, lines, func(*sql.Rows) error { return nil })
}

// lockLinesTx reads lines within reach for changing, in the order of their ids. Their
// pairs are read once they are locked: whoever had a line before may have given it one.
func lockLinesTx(ctx context.Context, tx *db.Tx, reach tenant.Limit, ids []db.ID) (map[db.ID]*lineRow, error) {
	out := make(map[db.ID]*lineRow, len(ids))
	lock := tx.ForUpdate()
	if lock != "" {
		lock += " OF o"
	}
	err := db.EachIn(ctx, tx, `SELECT o.id, o.shop_id, o.offer_id, o.plain, f.title, d.name FROM `+onlineFrom+`
		WHERE o.tenant_id = ? AND o.id IN ({in}) ORDER BY o.id`+lock, []any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant}, slices.Sorted(slices.Values(ids)), func(rows *sql.Rows) error {
		var l lineRow
		if err := rows.Scan(&l.id, &l.shop, &l.offer, &l.plain, &l.title, &l.name); err != nil {
			return err
		}
		if reach.Allows(l.shop) {
			out[l.id] = &l
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = db.EachIn(ctx, tx, `SELECT line_id, sku_id FROM online_pair WHERE tenant_id = ? AND line_id IN ({in})`, []any{tx.Tenant}, slices.Sorted(maps.Keys(out)), func(rows *sql.Rows) error {
		var line, sku db.ID
		err := rows.Scan(&line, &sku)
		if l := out[line]; l != nil {
			l.sku = sku
		}
		return err
	})
	return out, err
}

// Pair matches lines with SKUs by hand, each line matched before or not. What cannot
// be matched does not stop the rest; the outcomes are in the order asked.
func (s *Service) Pair(ctx context.Context, sc db.Scope, reach tenant.Limit, list []Pairing) ([]Outcome, error) {
	var out []Outcome
	err := s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out = make([]Outcome, len(list))
		var lineIDs, skuIDs []db.ID
		for _, p := range list {
			lineIDs, skuIDs = append(lineIDs, p.LineID), append(skuIDs, p.SKUID)
		}
		if err := lockShopsOfTx(ctx, tx, lineIDs); err != nil {
			return err
		}
		lines, err := lockLinesTx(ctx, tx, reach, lineIDs)
		if err != nil {
			return err
		}
		skus, err := pairableTx(ctx, tx, skuIDs)
		if err != nil {
			return err
		}
		var pairs []any
		var changes []doc.Change
		shops, times := map[db.ID]bool{}, map[db.ID]int{}
		for _, p := range list {
			times[p.LineID]++
		}
		for i, p := range list {
			out[i].ID = p.LineID
			l, k := lines[p.LineID], skus[p.SKUID]
			if out[i].Problem = judge(l, k); out[i].Problem != nil {
				continue
			}
			if times[l.id] > 1 { // nobody knows which was meant
				out[i].Problem = ErrLineTwice
				continue
			}
			pairs = append(pairs, tx.Tenant, l.id, p.SKUID, "manual")
			shops[l.shop] = true
			changes = append(changes, doc.Change{Action: "match", Entity: entityLine, EntityID: l.id, EntityNo: l.label(), Before: pairState(l.sku), After: pairState(p.SKUID)})
		}
		if _, err := db.Insert(ctx, tx, insertPair, 4, pairs, onPair); err != nil {
			return err
		}
		return tellTx(ctx, tx, shops, changes)
	})
	return out, err
}

func pairState(sku db.ID) any {
	if sku == 0 {
		return nil
	}
	return map[string]db.ID{"skuId": sku}
}

// pairable is what matching must know of a SKU.
type pairable struct {
	plain bool
	label string
}

// pairableTx locks the SKUs, so that none is deleted before its pair is written.
func pairableTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]*pairable, error) {
	out := make(map[db.ID]*pairable, len(ids))
	err := db.EachIn(ctx, tx, `SELECT id, code, value_key = '' FROM sku WHERE tenant_id = ? AND id IN ({in}) ORDER BY id`+tx.ForUpdate(), []any{tx.Tenant}, slices.Sorted(slices.Values(ids)), func(rows *sql.Rows) error {
		var id db.ID
		var k pairable
		err := rows.Scan(&id, &k.label, &k.plain)
		out[id] = &k
		return err
	})
	return out, err
}

// judge says why a line cannot be matched with a SKU, or nil.
func judge(l *lineRow, k *pairable) *fault.Error {
	switch {
	case l == nil:
		return ErrLineNotFound
	case k == nil:
		return catalog.ErrSKUNotFound
	case l.plain && !k.plain:
		return ErrPlainToSKU.With("online", l.label(), "sku", k.label)
	case !l.plain && k.plain:
		return ErrSKUToPlain.With("online", l.label(), "sku", k.label)
	}
	return nil
}

func tellTx(ctx context.Context, tx *db.Tx, shops map[db.ID]bool, changes []doc.Change) error {
	for id := range shops {
		publishTx(tx, id)
	}
	for part := range slices.Chunk(changes, 200) {
		if err := doc.AuditTx(ctx, tx, part...); err != nil {
			return err
		}
	}
	return nil
}

// Unpair takes pairs apart; products stay. A line without a pair is fine.
func (s *Service) Unpair(ctx context.Context, sc db.Scope, reach tenant.Limit, ids []db.ID) ([]Outcome, error) {
	return s.eachLine(ctx, sc, reach, ids, func(ctx context.Context, tx *db.Tx, lines []*lineRow) ([]doc.Change, error) {
		var changes []doc.Change
		var paired []db.ID
		for _, l := range lines {
			if l.sku != 0 {
				paired = append(paired, l.id)
				changes = append(changes, doc.Change{Action: "unmatch", Entity: entityLine, EntityID: l.id, EntityNo: l.label(), Before: pairState(l.sku)})
			}
		}
		if _, err := db.ExecIn(ctx, tx, `UPDATE online_sku SET note = '' WHERE tenant_id = ? AND id IN ({in})`, []any{tx.Tenant}, paired); err != nil {
			return nil, err
		}
		_, err := db.ExecIn(ctx, tx, `DELETE FROM online_pair WHERE tenant_id = ? AND line_id IN ({in})`, []any{tx.Tenant}, paired)
		return changes, err
	})
}

// RemoveLines forgets downloaded lines with their pairs; products stay. A later
// download brings the lines back when they are still online.
func (s *Service) RemoveLines(ctx context.Context, sc db.Scope, reach tenant.Limit, ids []db.ID) ([]Outcome, error) {
	return s.eachLine(ctx, sc, reach, ids, func(ctx context.Context, tx *db.Tx, lines []*lineRow) ([]doc.Change, error) {
		var changes []doc.Change
		var gone []db.ID
		offers := map[db.ID][]int64{}
		for _, l := range lines {
			gone = append(gone, l.id)
			offers[l.shop] = append(offers[l.shop], l.offer)
			changes = append(changes, doc.Change{Action: "delete", Entity: entityLine, EntityID: l.id, EntityNo: l.label(), Before: pairState(l.sku)})
		}
		if err := search.DeleteTx(ctx, tx, searchKind, gone); err != nil {
			return nil, err
		}
		if _, err := db.ExecIn(ctx, tx, `DELETE FROM online_pair WHERE tenant_id = ? AND line_id IN ({in})`, []any{tx.Tenant}, gone); err != nil {
			return nil, err
		}
		if _, err := db.ExecIn(ctx, tx, `DELETE FROM online_sku WHERE tenant_id = ? AND id IN ({in})`, []any{tx.Tenant}, gone); err != nil {
			return nil, err
		}
		for shop, list := range offers {
			// Without its hash the offer counts as changed, so that the next download brings the line back.
			if _, err := db.ExecIn(ctx, tx, `UPDATE online_offer SET hash = '' WHERE tenant_id = ? AND shop_id = ? AND offer_id IN ({in})`, []any{tx.Tenant, shop}, list); err != nil {
				return nil, err
			}
			if _, err := db.ExecIn(ctx, tx, `DELETE FROM online_offer WHERE tenant_id = ? AND shop_id = ? AND NOT EXISTS (SELECT 1 FROM online_sku o
				WHERE o.tenant_id = online_offer.tenant_id AND o.shop_id = online_offer.shop_id AND o.offer_id = online_offer.offer_id) AND offer_id IN ({in})`,
				[]any{tx.Tenant, shop}, list); err != nil {
				return nil, err
			}
		}
		return changes, nil
	})
}

// eachLine changes the lines there are and gives an outcome for each id asked.
func (s *Service) eachLine(ctx context.Context, sc db.Scope, reach tenant.Limit, ids []db.ID, change func(context.Context, *db.Tx, []*lineRow) ([]doc.Change, error)) ([]Outcome, error) {
	var out []Outcome
	err := s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out = make([]Outcome, len(ids))
		lines, err := lockLinesTx(ctx, tx, reach, ids)
		if err != nil {
			return err
		}
		var list []*lineRow
		taken := map[db.ID]bool{}
		shops := map[db.ID]bool{}
		for i, id := range ids {
			out[i].ID = id
			l := lines[id]
			if l == nil {
				out[i].Problem = ErrLineNotFound
			} else if !taken[id] {
				taken[id], shops[l.shop] = true, true
				list = append(list, l)
			}
		}
		if len(list) == 0 {
			return nil
		}
		changes, err := change(ctx, tx, list)
		if err != nil {
			return err
		}
		return tellTx(ctx, tx, shops, changes)
	})
	return out, err
}

// removeOffersTx forgets everything downloaded from a shop.
func removeOffersTx(ctx context.Context, tx *db.Tx, shop db.ID) error {
	var ids []db.ID
	err := tx.Each(ctx, `SELECT id FROM online_sku WHERE tenant_id = ? AND shop_id = ?`, []any{tx.Tenant, shop}, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return err
	}
	if err := search.DeleteTx(ctx, tx, searchKind, ids); err != nil {
		return err
	}
	const lines = ` IN (SELECT o.id FROM online_sku o WHERE o.tenant_id = ? AND o.shop_id = ?)`
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM online_pair WHERE tenant_id = ? AND line_id` + lines, []any{tx.Tenant, tx.Tenant, shop}},
		{`DELETE FROM online_sku_detail WHERE tenant_id = ? AND id` + lines, []any{tx.Tenant, tx.Tenant, shop}},
		{`DELETE FROM online_sku WHERE tenant_id = ? AND shop_id = ?`, []any{tx.Tenant, shop}},
		{`DELETE FROM online_offer WHERE tenant_id = ? AND shop_id = ?`, []any{tx.Tenant, shop}},
	} {
		if _, err := tx.Exec(ctx, step.query, step.args...); err != nil {
			return err
		}
	}
	return nil
}
