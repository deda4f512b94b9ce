package purchase

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/party"
)

// Owing is what paying asks of a purchase order.
type Owing struct {
	ID, SupplierID, WarehouseID, BuyerAccountID db.ID
	No                                          string
	State                                       State
	Fulfilment                                  Fulfilment
	Total, Discount, Freight, OtherFee          dec.Amount
	Terms                                       party.Terms
	PrepaidShare                                dec.Quantity
	PayMethod                                   PayMethod
	ContentHash                                 string
	Received                                    dec.Amount // what receipts made us owe, less what returns took back
	Docs                                        []db.ID    // receipts and returns that stand, oldest first
}

// Prepaid is what the order's terms have paid before the goods come.
func (o *Owing) Prepaid() dec.Amount {
	switch o.Terms {
	case party.TermsPrepaid:
		return o.Total
	case party.TermsShare:
		if part, err := o.Total.MulRatio(int64(o.PrepaidShare), int64(hundred)); err == nil {
			return part
		}
	case party.TermsReceipt, party.TermsCredit:
	}
	return 0
}

var hundred = dec.MustQuantity("100")

// OwingTx gives what paying asks of purchase orders; unknown ones are absent. With lock
// their rows are held until the commit, in key order.
func (s *Service) OwingTx(ctx context.Context, tx *db.Tx, ids []db.ID, lock bool) (map[db.ID]*Owing, error) {
	out := make(map[db.ID]*Owing, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	args := []any{tx.Tenant}
	for _, id := range ids {
		args = append(args, id)
	}
	query := `SELECT id, supplier_id, warehouse_id, buyer_account_id, no, state, fulfilment, total, discount, freight, other_fee, terms, prepaid_share, pay_method, content_hash
		FROM purchase_order WHERE tenant_id = ? AND id IN ` + db.Tuples(1, len(ids)) + " ORDER BY id"
	if lock {
		query += tx.ForUpdate()
	}
	err := tx.Each(ctx, query, args, func(rows *sql.Rows) error {
		var o Owing
		err := rows.Scan(&o.ID, &o.SupplierID, &o.WarehouseID, &o.BuyerAccountID, &o.No, &o.State, &o.Fulfilment, &o.Total, &o.Discount, &o.Freight, &o.OtherFee,
			&o.Terms, &o.PrepaidShare, &o.PayMethod, &o.ContentHash)
		out[o.ID] = &o
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read purchase orders to pay for: %w", err)
	}
	// A return names the receipt it is of, which names the order.
	in := db.Tuples(1, len(ids))
	err = tx.Each(ctx, `SELECT r.order_id, r.id, r.total FROM purchase_receipt r WHERE r.tenant_id = ? AND r.kind = 'receipt' AND r.state = 'posted' AND r.order_id IN `+in+`
		UNION ALL SELECT o.order_id, r.id, -r.total FROM purchase_receipt o JOIN purchase_receipt r ON r.tenant_id = ? AND r.source_id = o.id AND r.kind = 'return' AND r.state = 'posted'
			WHERE o.tenant_id = ? AND o.order_id IN `+in+` ORDER BY 2`,
		append(append(append([]any{}, args...), tx.Tenant), args...), func(rows *sql.Rows) error {
			var (
				order, doc db.ID
				total      dec.Amount
			)
			if err := rows.Scan(&order, &doc, &total); err != nil {
				return err
			}
			if o := out[order]; o != nil {
				o.Received, o.Docs = o.Received.Add(total), append(o.Docs, doc)
			}
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("read what came of purchase orders: %w", err)
	}
	return out, nil
}
