package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// Detail is an order with the names that a page shows.
type Detail struct {
	Order
	SupplierCode   string
	SupplierName   string
	LoginID        string // of the supplier on 1688
	WarehouseName  string
	AccountName    string
	PurchaserName  string
	FollowerName   string
	CreatedByName  string
	SubmittedName  string
	ApprovedName   string
	Approved2Name  string
	MergedIntoNo   string
	SKUs           map[db.ID]*catalog.SKUInfo
	Demands        map[db.ID][]Demand // by line: whom it is for
	SupplierActive bool
	Charged        Charged // by orders on 1688 that serve it
}

// Get reads one order; one outside the person's scope is not found.
func (s *Service) Get(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (*Detail, error) {
	var d *Detail
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		o, err := getTx(ctx, tx, id, "")
		if err != nil {
			return err
		}
		if !within.Allows(o.WarehouseID, o.BuyerAccountID) {
			return ErrNotFound
		}
		d, err = s.detailTx(ctx, tx, o)
		return err
	})
	return d, err
}

func (s *Service) detailTx(ctx context.Context, tx *db.Tx, o *Order) (*Detail, error) {
	d := &Detail{Order: *o}
	person := func(column, alias string) string {
		return " LEFT JOIN member m" + alias + " ON m" + alias + ".tenant_id = ? AND m" + alias + ".person_id = o." + column +
			" LEFT JOIN person " + alias + " ON " + alias + ".id = m" + alias + ".person_id"
	}
	t := tx.Tenant
	_, err := tx.Row(ctx, `SELECT s.code, s.name, s.login_id, s.active, w.name, COALESCE(h.name, ''), COALESCE(mo.no, ''),
			COALESCE(pu.name, ''), COALESCE(fo.name, ''), COALESCE(cr.name, ''), COALESCE(su.name, ''), COALESCE(a1.name, ''), COALESCE(a2.name, '')
		FROM purchase_order o
		JOIN supplier s ON s.tenant_id = ? AND s.id = o.supplier_id
		JOIN warehouse w ON w.tenant_id = ? AND w.id = o.warehouse_id
		LEFT JOIN shop h ON h.tenant_id = ? AND h.id = o.buyer_account_id
		LEFT JOIN purchase_order mo ON mo.tenant_id = ? AND mo.id = o.merged_into_id`+
		person("purchaser_id", "pu")+person("follower_id", "fo")+person("created_by", "cr")+person("submitted_by", "su")+person("approved_by", "a1")+person("approved2_by", "a2")+`
		WHERE o.tenant_id = ? AND o.id = ?`, []any{t, t, t, t, t, t, t, t, t, t, t, o.ID},
		&d.SupplierCode, &d.SupplierName, &d.LoginID, &d.SupplierActive, &d.WarehouseName, &d.AccountName, &d.MergedIntoNo,
		&d.PurchaserName, &d.FollowerName, &d.CreatedByName, &d.SubmittedName, &d.ApprovedName, &d.Approved2Name)
	if err != nil {
		return nil, err
	}
	if d.SKUs, err = s.catalog.SKUsTx(ctx, tx, o.skuIDs()); err != nil {
		return nil, err
	}
	if d.Demands, err = demandsTx(ctx, tx, o.ID); err != nil {
		return nil, err
	}
	d.Charged, err = s.chargedTx(ctx, tx, o.ID)
	return d, err
}

func (o *Order) skuIDs() []db.ID {
	ids := make([]db.ID, len(o.Lines))
	for i := range o.Lines {
		ids[i] = o.Lines[i].SKUID
	}
	return ids
}
