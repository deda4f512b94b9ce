package paying

import (
	"context"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Detail is a request with what a page shows of it.
type Detail struct {
	Request
	SupplierName  string
	AccountName   string
	FundName      string
	CreatedByName string
	SubmittedName string
	ApprovedName  string
	Approved2Name string
	Attempts      []*Attempt     // payments without password, the newest first
	Dues          map[db.ID]*Due // by purchase order; what other requests ask for does not count this one
}

// Get reads one request; one that pays for an order outside the person's scope is not found.
func (s *Service) Get(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (*Detail, error) {
	var d *Detail
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if err := visibleTx(ctx, tx, id, within); err != nil {
			return err
		}
		r, err := requestTx(ctx, tx, id, "")
		if err != nil {
			return err
		}
		d = &Detail{Request: *r}
		if err := d.nameTx(ctx, tx); err != nil {
			return err
		}
		if d.Attempts, err = attemptsTx(ctx, tx, "request_id = ?", []any{id}, ""); err != nil {
			return err
		}
		slices.Reverse(d.Attempts)
		d.Dues, err = s.dueTx(ctx, tx, r.orderIDs(), r.ID, false)
		return err
	})
	return d, err
}

// Visible refuses a request that a person may not see.
func (s *Service) Visible(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
	return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		return visibleTx(ctx, tx, id, within)
	})
}

// visibleTx answers not found for a request that the person may not see.
func visibleTx(ctx context.Context, tx *db.Tx, id db.ID, within tenant.DataScope) error {
	var one int64
	cond, args := visible(tx, within)
	if cond != "" {
		cond = " AND " + cond
	}
	found, err := tx.Row(ctx, "SELECT 1 FROM payment_request r WHERE r.tenant_id = ? AND r.id = ?"+cond, append([]any{tx.Tenant, id}, args...), &one)
	if err == nil && !found {
		err = ErrNotFound
	}
	return err
}

func (d *Detail) nameTx(ctx context.Context, tx *db.Tx) error {
	person := func(column, alias string) string {
		return " LEFT JOIN member m" + alias + " ON m" + alias + ".tenant_id = ? AND m" + alias + ".person_id = r." + column +
			" LEFT JOIN person " + alias + " ON " + alias + ".id = m" + alias + ".person_id"
	}
	t := tx.Tenant
	_, err := tx.Row(ctx, `SELECT s.name, COALESCE(h.name, ''), COALESCE(f.name, ''), COALESCE(cr.name, ''), COALESCE(su.name, ''), COALESCE(a1.name, ''), COALESCE(a2.name, '')
		FROM payment_request r
		JOIN supplier s ON s.tenant_id = ? AND s.id = r.supplier_id
		LEFT JOIN shop h ON h.tenant_id = ? AND h.id = r.buyer_account_id
		LEFT JOIN fund_account f ON f.tenant_id = ? AND f.id = r.fund_account_id`+
		person("created_by", "cr")+person("submitted_by", "su")+person("approved_by", "a1")+person("approved2_by", "a2")+`
		WHERE r.tenant_id = ? AND r.id = ?`, []any{t, t, t, t, t, t, t, t, d.ID},
		&d.SupplierName, &d.AccountName, &d.FundName, &d.CreatedByName, &d.SubmittedName, &d.ApprovedName, &d.Approved2Name)
	return err
}

// MaxQuoted is how many orders are looked at together at most.
const MaxQuoted = 500

// Quote tells what may be asked for of purchase orders.
func (s *Service) Quote(ctx context.Context, sc db.Scope, orders []db.ID, within tenant.DataScope) ([]*Due, map[db.ID]string, error) {
	var (
		out   []*Due
		names map[db.ID]string
	)
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out, names = nil, map[db.ID]string{}
		dues, err := s.dueTx(ctx, tx, orders, 0, false)
		if err != nil {
			return err
		}
		var (
			suppliers []db.ID
			f         fault.Fields
		)
		for i, id := range orders {
			if d := dues[id]; d != nil && within.Allows(d.WarehouseID, d.BuyerAccountID) {
				out, suppliers = append(out, d), append(suppliers, d.SupplierID)
			} else {
				f.Add(fmt.Sprintf("orderIds[%d]", i), ErrNoOrder)
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		found, err := s.party.SuppliersTx(ctx, tx, suppliers)
		for id, p := range found {
			names[id] = p.Name
		}
		return err
	})
	return out, names, err
}
