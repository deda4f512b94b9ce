package party

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// SoldPrice is what a customer paid for one unit of a SKU.
type SoldPrice struct {
	CustomerID db.ID
	SKUID      db.ID
	UnitID     db.ID
	Price      dec.Price // per unit of UnitID, before the discount of the whole document
	Date       db.Date   // of the sales document
	DocNo      string
}

const rememberChunk = 500

// RememberPricesTx keeps prices as the customers' last ones. A price older than
// the one kept does not replace it, so a backdated document changes nothing;
// among several of the same customer, SKU and unit the last given counts.
func (s *Service) RememberPricesTx(ctx context.Context, tx *db.Tx, prices []SoldPrice) error {
	type key struct{ customer, sku, unit db.ID }
	last := make(map[key]SoldPrice, len(prices))
	for _, p := range prices {
		k := key{p.CustomerID, p.SKUID, p.UnitID}
		if kept, ok := last[k]; !ok || p.Date >= kept.Date {
			last[k] = p
		}
	}
	rows := make([]SoldPrice, 0, len(last))
	for _, p := range last {
		rows = append(rows, p)
	}
	// In key order, so that two documents of one customer cannot deadlock.
	slices.SortFunc(rows, func(a, b SoldPrice) int {
		return cmp.Or(cmp.Compare(a.CustomerID, b.CustomerID), cmp.Compare(a.SKUID, b.SKUID), cmp.Compare(a.UnitID, b.UnitID))
	})
	for part := range slices.Chunk(rows, rememberChunk) {
		args := make([]any, 0, 7*len(part))
		for _, p := range part {
			args = append(args, tx.Tenant, p.CustomerID, p.SKUID, p.UnitID, p.Price, p.Date, p.DocNo)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO customer_price (tenant_id, customer_id, sku_id, unit_id, price, sold_on, doc_no) VALUES `+
			db.Tuples(len(part), 7)+`
			ON CONFLICT (tenant_id, customer_id, sku_id, unit_id) DO UPDATE
			SET price = excluded.price, sold_on = excluded.sold_on, doc_no = excluded.doc_no
			WHERE excluded.sold_on >= customer_price.sold_on`, args...); err != nil {
			return err
		}
	}
	return nil
}

// LastPricesTx gives the prices the customer paid last, by SKU, the most recent
// first where a SKU was sold in several units. SKUs never sold to it are absent.
func (s *Service) LastPricesTx(ctx context.Context, tx *db.Tx, customer db.ID, skus []db.ID) (map[db.ID][]SoldPrice, error) {
	out := make(map[db.ID][]SoldPrice, len(skus))
	for part := range slices.Chunk(skus, rememberChunk) {
		in, args := inIDs(part)
		err := tx.Each(ctx, `SELECT sku_id, unit_id, price, sold_on, doc_no FROM customer_price
			WHERE tenant_id = ? AND customer_id = ? AND sku_id IN (`+in+`)
			ORDER BY sku_id, sold_on DESC, doc_no DESC`, append([]any{tx.Tenant, customer}, args...), func(rows *sql.Rows) error {
			p := SoldPrice{CustomerID: customer}
			if err := rows.Scan(&p.SKUID, &p.UnitID, &p.Price, &p.Date, &p.DocNo); err != nil {
				return err
			}
			out[p.SKUID] = append(out[p.SKUID], p)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
