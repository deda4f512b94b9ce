package channel

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// ShopLogTx writes a line of the shop's log (日志). The line's sentence is that of
// the fault, which is declared for this purpose too when nothing went wrong.
func (s *Service) ShopLogTx(ctx context.Context, tx *db.Tx, shop db.ID, what *fault.Error, bad bool) error {
	return shopLogTx(ctx, tx, shop, what, bad)
}

func shopLogTx(ctx context.Context, tx *db.Tx, shop db.ID, what *fault.Error, bad bool) error {
	params, err := json.Marshal(what.Params)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO shop_log (tenant_id, shop_id, id, at, actor_name, code, params, bad) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		tx.Tenant, shop, tx.NewID(), tx.Now, tx.Actor.Name, what.Code, string(params), bad)
	if err != nil {
		return fmt.Errorf("write the shop's log: %w", err)
	}
	return nil
}
