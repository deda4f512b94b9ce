package sourcing

import (
	"context"
	"sync"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/party"
)

// Service is the one entrance to sources and matching. It is safe for concurrent use.
type Service struct {
	db      *db.DB
	party   *party.Service
	catalog *catalog.Service
	shops   *channel.Service

	logins sync.Map // open id of a seller, as this app knows it → login id
}

// New makes the service, and has catalogue, suppliers and accounts tell it of what
// sources depend on.
func New(d *db.DB, p *party.Service, c *catalog.Service, shops *channel.Service) *Service {
	s := &Service{db: d, party: p, catalog: c, shops: shops}
	c.OnDelete(forgetSKUsTx)
	p.UsedBySupplier(usedSuppliersTx)
	p.KeepsInYuan(matchedSuppliersTx)
	shops.OnAuthorised(resumeRunsTx)
	return s
}

// forgetSKUsTx deletes the sources of SKUs that are being deleted, and what was to be
// matched with them; it is a catalog.DeleteFunc.
func forgetSKUsTx(ctx context.Context, tx *db.Tx, _, skus []db.ID) error {
	for _, table := range []string{"match_draft", "sku_source"} {
		if _, err := db.ExecIn(ctx, tx, `DELETE FROM `+table+` WHERE tenant_id = ? AND sku_id IN ({in})`, []any{tx.Tenant}, skus); err != nil {
			return err
		}
	}
	return nil
}

// matchedSuppliersTx tells which of the suppliers have sources on 1688, where all is in
// yuan; it is a party.UsageFunc.
func matchedSuppliersTx(ctx context.Context, tx *db.Tx, suppliers []db.ID) ([]db.ID, error) {
	return idsTx(ctx, tx, `SELECT DISTINCT supplier_id FROM sku_source WHERE tenant_id = ? AND offer_id <> 0 AND supplier_id IN ({in})`, []any{tx.Tenant}, suppliers)
}

// usedSuppliersTx tells which of the suppliers have sources; it is a party.UsageFunc.
func usedSuppliersTx(ctx context.Context, tx *db.Tx, suppliers []db.ID) ([]db.ID, error) {
	return idsTx(ctx, tx, `SELECT DISTINCT supplier_id FROM sku_source WHERE tenant_id = ? AND supplier_id IN ({in})`, []any{tx.Tenant}, suppliers)
}
