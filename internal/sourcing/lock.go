package sourcing

import (
	"context"
	"slices"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// lockSKUTx reads a SKU with its sources for changing them; its row keeps others out.
func (s *Service) lockSKUTx(ctx context.Context, tx *db.Tx, id db.ID) (*catalog.SKUInfo, []*Source, error) {
	skus, sources, err := s.lockSKUsTx(ctx, tx, []db.ID{id})
	if err != nil {
		return nil, nil, err
	}
	if skus[id] == nil {
		return nil, nil, catalog.ErrSKUNotFound
	}
	return skus[id], sources[id], nil
}

// lockSKUsTx is lockSKUTx for many, in the order of their ids; unknown ones are absent.
func (s *Service) lockSKUsTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]*catalog.SKUInfo, map[db.ID][]*Source, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	if _, err := idsTx(ctx, tx, `SELECT id FROM sku WHERE tenant_id = ? AND id IN ({in}) ORDER BY id`+tx.ForNoKeyUpdate(), []any{tx.Tenant}, ids); err != nil {
		return nil, nil, err
	}
	skus, err := s.catalog.SKUsTx(ctx, tx, ids)
	if err != nil {
		return nil, nil, err
	}
	sources, err := s.SourcesTx(ctx, tx, ids)
	return skus, sources, err
}

// lockSourceTx reads a source within reach, its SKU and the SKU's other sources for changing them.
func (s *Service) lockSourceTx(ctx context.Context, tx *db.Tx, id db.ID, reach tenant.Limit) (*Source, *catalog.SKUInfo, []*Source, error) {
	x, err := sourceTx(ctx, tx, id, "")
	if err != nil {
		return nil, nil, nil, err
	}
	sku, all, err := s.lockSKUTx(ctx, tx, x.SKUID)
	if err != nil {
		return nil, nil, nil, err
	}
	at := slices.IndexFunc(all, func(o *Source) bool { return o.ID == id }) // as it is now that the SKU is held
	if at < 0 || !all[at].within(reach) {
		return nil, nil, nil, ErrNotFound
	}
	return all[at], sku, all, nil
}

// supplierNameTx gives the name of a supplier; "" when there is none.
func (s *Service) supplierNameTx(ctx context.Context, tx *db.Tx, id db.ID) (string, error) {
	found, err := s.party.SuppliersTx(ctx, tx, []db.ID{id})
	if v := found[id]; v != nil {
		return v.Name, err
	}
	return "", err
}
