package party

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// LastPrice is what a customer paid last for one unit of a SKU, or what was agreed
// with a supplier.
type LastPrice struct {
	PartyID db.ID // the customer's, or the supplier's
	SKUID   db.ID
	UnitID  db.ID
	// Currency is that of a supplier's price; customers pay in yuan.
	Currency string
	Price    dec.Price // per unit of UnitID, before the discount of the whole document
	Date     db.Date   // of the document
	DocNo    string
}

// lastPrices is where the last prices of customers, or of suppliers, are kept.
type lastPrices struct {
	table, party, day string
	keys              string // that a price has besides
	in                bool   // a currency is one of them
}

var (
	soldPrices   = lastPrices{"customer_price", "customer_id", "sold_on", "sku_id, unit_id", false}
	agreedPrices = lastPrices{"supplier_price", "supplier_id", "agreed_on", "sku_id, unit_id, currency", true}
)

// of gives the values of a price's keys, and where they are read into.
func (l lastPrices) of(p *LastPrice) (values, into []any) {
	values, into = []any{p.SKUID, p.UnitID}, []any{&p.SKUID, &p.UnitID}
	if l.in {
		values, into = append(values, p.Currency), append(into, &p.Currency)
	}
	return values, into
}

// RememberPricesTx keeps prices as the customers' last ones. A price older than
// the one kept does not replace it, so a backdated document changes nothing;
// among several of the same customer, SKU and unit the last given counts.
func (s *Service) RememberPricesTx(ctx context.Context, tx *db.Tx, prices []LastPrice) error {
	return soldPrices.rememberTx(ctx, tx, prices)
}

// RememberSupplierPricesTx is RememberPricesTx for what was agreed with suppliers.
func (s *Service) RememberSupplierPricesTx(ctx context.Context, tx *db.Tx, prices []LastPrice) error {
	return agreedPrices.rememberTx(ctx, tx, prices)
}

// LastPricesTx gives the prices the customer paid last, by SKU, the most recent
// first where a SKU was sold in several units. SKUs never sold to it are absent.
func (s *Service) LastPricesTx(ctx context.Context, tx *db.Tx, customer db.ID, skus []db.ID) (map[db.ID][]LastPrice, error) {
	return soldPrices.ofTx(ctx, tx, customer, skus)
}

// SupplierPricesTx is LastPricesTx for what was agreed with a supplier.
func (s *Service) SupplierPricesTx(ctx context.Context, tx *db.Tx, supplier db.ID, skus []db.ID) (map[db.ID][]LastPrice, error) {
	return agreedPrices.ofTx(ctx, tx, supplier, skus)
}

const rememberChunk = 500

func (l lastPrices) rememberTx(ctx context.Context, tx *db.Tx, prices []LastPrice) error {
	type key struct {
		party, sku, unit db.ID
		currency         string
	}
	last := make(map[key]LastPrice, len(prices))
	for _, p := range prices {
		k := key{p.PartyID, p.SKUID, p.UnitID, p.Currency}
		if kept, ok := last[k]; !ok || p.Date >= kept.Date {
			last[k] = p
		}
	}
	rows := make([]LastPrice, 0, len(last))
	for _, p := range last {
		rows = append(rows, p)
	}
	// In key order, so that two documents of one party cannot deadlock.
	slices.SortFunc(rows, func(a, b LastPrice) int {
		return cmp.Or(cmp.Compare(a.PartyID, b.PartyID), cmp.Compare(a.SKUID, b.SKUID), cmp.Compare(a.UnitID, b.UnitID), cmp.Compare(a.Currency, b.Currency))
	})
	for part := range slices.Chunk(rows, rememberChunk) {
		var args []any
		for i := range part {
			p := &part[i]
			keys, _ := l.of(p)
			args = append(append(append(args, tx.Tenant, p.PartyID), keys...), p.Price, p.Date, p.DocNo)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO `+l.table+` (tenant_id, `+l.party+`, `+l.keys+`, price, `+l.day+`, doc_no) VALUES `+
			db.Tuples(len(part), len(args)/len(part))+`
			ON CONFLICT (tenant_id, `+l.party+`, `+l.keys+`) DO UPDATE
			SET price = excluded.price, `+l.day+` = excluded.`+l.day+`, doc_no = excluded.doc_no
			WHERE excluded.`+l.day+` >= `+l.table+`.`+l.day, args...); err != nil {
			return fmt.Errorf("remember prices: %w", err)
		}
	}
	return nil
}

func (l lastPrices) ofTx(ctx context.Context, tx *db.Tx, party db.ID, skus []db.ID) (map[db.ID][]LastPrice, error) {
	out := make(map[db.ID][]LastPrice, len(skus))
	for part := range slices.Chunk(skus, rememberChunk) {
		in, args := inIDs(part)
		err := tx.Each(ctx, `SELECT `+l.keys+`, price, `+l.day+`, doc_no FROM `+l.table+`
			WHERE tenant_id = ? AND `+l.party+` = ? AND sku_id IN (`+in+`)
			ORDER BY sku_id, `+l.day+` DESC, doc_no DESC`, append([]any{tx.Tenant, party}, args...), func(rows *sql.Rows) error {
			p := LastPrice{PartyID: party}
			_, into := l.of(&p)
			if err := rows.Scan(append(into, &p.Price, &p.Date, &p.DocNo)...); err != nil {
				return err
			}
			out[p.SKUID] = append(out[p.SKUID], p)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read last prices: %w", err)
		}
	}
	return out, nil
}
