package platform

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// wanted is a line of a purchase order, as something to be bought on 1688.
type wanted struct {
	Order    db.ID
	LineID   db.ID
	SKUID    db.ID
	Quantity dec.Quantity // in base units
}

// wantedTx reads the lines of purchase orders.
func wantedTx(ctx context.Context, tx *db.Tx, orders []db.ID) ([]wanted, error) {
	var out []wanted
	err := db.EachIn(ctx, tx, `SELECT order_id, id, sku_id, base_quantity FROM purchase_order_line WHERE tenant_id = ? AND order_id IN ({in}) ORDER BY order_id, position`,
		[]any{tx.Tenant}, orders, func(rows *sql.Rows) error {
			var w wanted
			err := rows.Scan(&w.Order, &w.LineID, &w.SKUID, &w.Quantity)
			out = append(out, w)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("read lines of purchase orders: %w", err)
	}
	return out, nil
}

// use is that an own SKU is bought as a spec: one sale unit is num/den base units.
type use struct {
	source   db.ID
	sku      db.ID
	supplier db.ID
	num, den int64
}

// specs tells for specs of offers which own SKUs are bought as them.
type specs map[string][]use

func specKey(offer int64, spec string, sku int64) string {
	if spec != "" {
		return fmt.Sprintf("%d/%s", offer, spec)
	}
	return fmt.Sprintf("%d#%d", offer, sku)
}

// of gives the uses of a line's spec; 1688 names it by spec id, at times by SKU id alone.
func (s specs) of(l *Line) []use {
	if l.SpecID != "" {
		if found := s[specKey(l.OfferID, l.SpecID, 0)]; found != nil {
			return found
		}
	}
	return s[specKey(l.OfferID, "", l.PlatformSKU)]
}

func (s specs) buys(l *Line, sku db.ID) bool {
	for _, u := range s.of(l) {
		if u.sku == sku {
			return true
		}
	}
	return false
}

// specsTx reads the sources whose offers stand on the lines of orders, in one statement.
func specsTx(ctx context.Context, tx *db.Tx, orders []*Order) (specs, error) {
	var offers []int64
	for _, o := range orders {
		for i := range o.Lines {
			if o.Lines[i].OfferID != 0 {
				offers = append(offers, o.Lines[i].OfferID)
			}
		}
	}
	offers = slices.Compact(slices.Sorted(slices.Values(offers)))
	out := specs{}
	err := db.EachIn(ctx, tx, `SELECT x.id, x.sku_id, x.supplier_id, x.offer_id, x.spec_id, x.platform_sku_id, x.unit_num, x.unit_den FROM sku_source x
		WHERE x.tenant_id = ? AND x.state <> 'unmatched' AND x.offer_id IN ({in}) ORDER BY x.id`, []any{tx.Tenant}, offers, func(rows *sql.Rows) error {
		var (
			u          use
			offer, sku int64
			spec       string
		)
		err := rows.Scan(&u.source, &u.sku, &u.supplier, &offer, &spec, &sku, &u.num, &u.den)
		if spec != "" {
			out[specKey(offer, spec, 0)] = append(out[specKey(offer, spec, 0)], u)
		}
		out[specKey(offer, "", sku)] = append(out[specKey(offer, "", sku)], u)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read sources of offers: %w", err)
	}
	return out, nil
}
