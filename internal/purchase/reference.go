package purchase

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/search"
)

// LearnReferencesTx adds numbers that the platform gave to an order and its parcels,
// unless it has them: they are not lost when a person rewrites the numbers that people
// gave, and the order is found by them.
func (s *Service) LearnReferencesTx(ctx context.Context, tx *db.Tx, order db.ID, list []Reference) error {
	if len(list) == 0 {
		return nil
	}
	var args []any
	for _, r := range list {
		args = append(args, tx.Tenant, order, r.Kind, r.Value, true, tx.Now)
	}
	n, err := tx.Exec(ctx, "INSERT INTO purchase_reference (tenant_id, order_id, kind, value, learnt, created_at) VALUES "+db.Tuples(len(list), 6)+
		" ON CONFLICT (tenant_id, order_id, kind, value) DO UPDATE SET learnt = TRUE WHERE purchase_reference.learnt = FALSE", args...)
	if err != nil {
		return fmt.Errorf("learn references of a purchase order: %w", err)
	}
	if n == 0 {
		return nil
	}
	return s.refindTx(ctx, tx, order)
}

// ForgetReferencesTx takes back what was learnt of an order: it turned out not to be its.
func (s *Service) ForgetReferencesTx(ctx context.Context, tx *db.Tx, order db.ID, list []Reference) error {
	for _, r := range list {
		if _, err := tx.Exec(ctx, "DELETE FROM purchase_reference WHERE tenant_id = ? AND order_id = ? AND kind = ? AND value = ? AND learnt = TRUE",
			tx.Tenant, order, r.Kind, r.Value); err != nil {
			return fmt.Errorf("forget a reference of a purchase order: %w", err)
		}
	}
	return s.refindTx(ctx, tx, order)
}

// refindTx writes the words an order is found by anew, and tells who follows it. Whoever
// learns another number of the order at the same time is waited for: the words are of all.
func (s *Service) refindTx(ctx context.Context, tx *db.Tx, id db.ID) error {
	o, err := getTx(ctx, tx, id, tx.ForNoKeyUpdate())
	if err != nil {
		return err
	}
	var supplier party.SupplierInfo
	if _, err := tx.Row(ctx, "SELECT name, login_id FROM supplier WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, o.SupplierID}, &supplier.Name, &supplier.LoginID); err != nil {
		return fmt.Errorf("read the supplier of a purchase order: %w", err)
	}
	if err := search.PutTx(ctx, tx, searchKind, []search.Doc{o.searchDoc(&supplier)}); err != nil {
		return err
	}
	return s.tellTx(ctx, tx, id)
}
