package stock

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of stock that is not there.
var (
	// ErrShort has the parameters count and list; its Fields carry one
	// ErrShortLine per line at fault, under "lines[i].quantity".
	ErrShort = fault.Define(fault.Conflict, "stock.short",
		fault.ZH("{count} 个单品库存不足（可用/需要）：{list}", "减少数量，先入库，或在商品上允许负库存"),
		fault.EN("Not enough stock of {count} SKU(s) (available/needed): {list}", "Lower the quantity, receive stock first, or allow negative stock on the product"))
	// ErrShortLine has the parameters sku, name, warehouse, need, available and short.
	ErrShortLine = fault.Define(fault.Conflict, "stock.short_line",
		fault.ZH("{sku} {name} 在 {warehouse:builtin.warehouse} 需要 {need}，可用 {available}，缺 {short}", "减少数量，或先入库"),
		fault.EN("{sku} {name} in {warehouse:builtin.warehouse}: {need} needed, {available} available, {short} short", "Lower the quantity or receive stock first"))
)

// CheckTx tells whether the posting could be made now, of its lines and the promises
// it keeps, with the same faults as PostTx, without posting or locking anything.
func (s *Service) CheckTx(ctx context.Context, tx *db.Tx, p Posting) error {
	if err := checkLines(p.Lines); err != nil {
		return fmt.Errorf("check stock: %w", err)
	}
	w := &posting{Posting: p, tx: tx, balances: map[balanceKey]*balance{}}
	keys, _ := w.keys()
	if err := w.readBalances(ctx, keys, ""); err != nil {
		return err
	}
	for _, k := range keys {
		if w.balances[k] == nil {
			w.balances[k] = &balance{}
		}
	}
	w.keep()
	return s.checkAvailable(ctx, tx, w)
}

// shortage is a balance that a document would take below zero.
type shortage struct {
	need, available dec.Quantity
	lines           []int
}

// left is what a posting has not taken yet of a balance: what is there, what of it
// nobody is promised, and what is promised to the posting itself.
type left struct{ there, free, promised dec.Quantity }

func (b *balance) left() left { return left{b.onHand, b.available(), max(b.kept, 0)} }

// most is how much could be taken.
func (l left) most() dec.Quantity { return max(min(l.there, max(l.free, 0).Add(l.promised)), 0) }

// take takes an issue's quantity, first what is promised, and tells whether it is there.
func (l *left) take(q dec.Quantity) bool {
	promised := min(q, l.promised)
	l.there, l.promised, l.free = l.there.Sub(q), l.promised.Sub(promised), l.free.Sub(q.Sub(promised))
	return l.there >= 0 && (promised == q || l.free >= 0)
}

// checkAvailable walks the lines in order and refuses those that take more than
// is available, unless the product allows it.
func (s *Service) checkAvailable(ctx context.Context, tx *db.Tx, w *posting) error {
	lefts := make(map[balanceKey]*left, len(w.balances))
	short := make(map[balanceKey]*shortage)
	for i := range w.Lines {
		l := &w.Lines[i]
		k := balanceKey{l.WarehouseID, l.SKUID}
		now := lefts[k]
		if now == nil {
			first := w.balances[k].left()
			now, lefts[k] = &first, &first
		}
		if l.Quantity > 0 {
			now.there, now.free = now.there.Add(l.Quantity), now.free.Add(l.Quantity)
		} else if !now.take(l.Quantity.Neg()) && short[k] == nil {
			short[k] = &shortage{available: w.balances[k].left().most()}
		}
	}
	if len(short) == 0 {
		return nil
	}
	for i, l := range w.Lines {
		if sh := short[balanceKey{l.WarehouseID, l.SKUID}]; sh != nil && l.Quantity < 0 {
			sh.need = sh.need.Sub(l.Quantity)
			sh.lines = append(sh.lines, i)
		}
	}
	return s.refuse(ctx, tx, short)
}

func (s *Service) refuse(ctx context.Context, tx *db.Tx, short map[balanceKey]*shortage) error {
	var skuIDs, warehouseIDs []db.ID
	for k := range short {
		skuIDs, warehouseIDs = append(skuIDs, k.sku), append(warehouseIDs, k.warehouse)
	}
	slices.Sort(skuIDs)
	skus, err := s.catalog.SKUsTx(ctx, tx, slices.Compact(skuIDs))
	if err != nil {
		return fmt.Errorf("read the SKUs that are short: %w", err)
	}
	maps.DeleteFunc(short, func(k balanceKey, _ *shortage) bool { return skus[k.sku] != nil && skus[k.sku].NegativeStock })
	if len(short) == 0 {
		return nil
	}
	slices.Sort(warehouseIDs)
	names, err := warehouseNames(ctx, tx, slices.Compact(warehouseIDs))
	if err != nil {
		return err
	}
	keys := slices.SortedFunc(maps.Keys(short), func(a, b balanceKey) int { return short[a].lines[0] - short[b].lines[0] })
	var list []string
	var fields []fault.Field
	for _, k := range keys {
		sh, sku := short[k], skus[k.sku]
		if sku == nil {
			sku = &catalog.SKUInfo{Code: k.sku.String()}
		}
		if len(list) < 20 {
			list = append(list, fmt.Sprintf("%s %s/%s", sku.Code, sh.available, sh.need))
		}
		e := ErrShortLine.With("sku", sku.Code, "skuId", k.sku, "name", strings.TrimSpace(sku.ProductName+" "+sku.Spec),
			"warehouse", names[k.warehouse], "need", sh.need, "available", sh.available, "short", sh.need.Sub(sh.available))
		for _, i := range sh.lines {
			fields = append(fields, fault.Field{Path: "lines[" + strconv.Itoa(i) + "].quantity", Err: e})
		}
	}
	if len(keys) > len(list) {
		list = append(list, "…")
	}
	e := ErrShort.With("count", len(keys), "list", strings.Join(list, ", "))
	e.Fields = fields
	return e
}

func warehouseNames(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]string, error) {
	out := make(map[db.ID]string, len(ids))
	args := []any{tx.Tenant}
	for _, id := range ids {
		args = append(args, id)
	}
	err := tx.Each(ctx, `SELECT id, name FROM warehouse WHERE tenant_id = ? AND id IN `+db.Tuples(1, len(ids)), args, func(rows *sql.Rows) error {
		var id db.ID
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		out[id] = name
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read warehouse names: %w", err)
	}
	return out, nil
}
