package party

import (
	"context"
	"database/sql"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// ErrCustomerNotFound is the answer to a customer that is unknown to the set.
var ErrCustomerNotFound = fault.Define(fault.NotFound, "customer.not_found",
	fault.ZH("找不到这个客户", "它可能已被删除，或不属于当前账套；请刷新后重新选择"),
	fault.EN("Customer not found", "It may have been deleted or belongs to another account set; reload and pick another"))

// CustomerInfo is what documents need to know of a customer.
type CustomerInfo struct {
	ID          db.ID
	Code, Name  string
	LevelID     db.ID
	CreditLimit dec.Amount // of the receivable; 0 means none is set
	Active      bool
}

const lookupChunk = 512

// CustomersTx gives the customers with the ids; unknown ids are absent.
func (s *Service) CustomersTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]*CustomerInfo, error) {
	out := make(map[db.ID]*CustomerInfo, len(ids))
	for part := range slices.Chunk(ids, lookupChunk) {
		in, args := inIDs(part)
		err := tx.Each(ctx, `SELECT id, code, name, level_id, credit_limit, active FROM customer
			WHERE tenant_id = ? AND id IN (`+in+`)`, append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
			var c CustomerInfo
			if err := rows.Scan(&c.ID, &c.Code, &c.Name, &c.LevelID, &c.CreditLimit, &c.Active); err != nil {
				return err
			}
			out[c.ID] = &c
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// LockCustomerTx is CustomerTx with the customer's row held until the commit, for
// what must be decided about a customer by one transaction at a time.
func (s *Service) LockCustomerTx(ctx context.Context, tx *db.Tx, id db.ID) (*CustomerInfo, error) {
	var held db.ID
	if _, err := tx.Row(ctx, `SELECT id FROM customer WHERE tenant_id = ? AND id = ?`+tx.ForNoKeyUpdate(), []any{tx.Tenant, id}, &held); err != nil {
		return nil, err
	}
	return s.CustomerTx(ctx, tx, id)
}

// CustomerTx gives one customer, or ErrCustomerNotFound.
func (s *Service) CustomerTx(ctx context.Context, tx *db.Tx, id db.ID) (*CustomerInfo, error) {
	found, err := s.CustomersTx(ctx, tx, []db.ID{id})
	if err != nil {
		return nil, err
	}
	if c := found[id]; c != nil {
		return c, nil
	}
	return nil, ErrCustomerNotFound
}
