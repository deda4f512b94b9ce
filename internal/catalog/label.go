package catalog

import (
	"context"
	"database/sql"
	"slices"

	"github.com/huotong/huotong/internal/db"
)

// Label is what is printed on the label of a SKU.
type Label struct {
	SKUID       db.ID  `json:"skuId"`
	ProductID   db.ID  `json:"productId"`
	Code        string `json:"code"`
	ProductName string `json:"productName"`
	Spec        string `json:"spec,omitempty" doc:"The values as text: 红色 / XL"`
	Unit        string `json:"unit" builtin:"unit" doc:"The base unit"`
	Barcode     string `json:"barcode,omitempty" doc:"The first of the SKU; without one its code is printed as bars"`
}

// Labels gives what is printed for SKUs, in their order, and after them for all active
// SKUs of products, in the order of the products. Each comes once; unknown ids are left out.
func (s *Service) Labels(ctx context.Context, sc db.Scope, skus, products []db.ID) ([]Label, error) {
	list := []Label{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		of := make(map[db.ID][]db.ID, len(products))
		err := db.EachIn(ctx, tx, "SELECT product_id, id FROM sku WHERE tenant_id = ? AND active = TRUE AND product_id IN ({in}) ORDER BY product_id, position, id",
			[]any{tx.Tenant}, products, func(rows *sql.Rows) error {
				var product, id db.ID
				err := rows.Scan(&product, &id)
				of[product] = append(of[product], id)
				return err
			})
		if err != nil {
			return err
		}
		ids := slices.Clone(skus)
		for _, p := range products {
			ids = append(ids, of[p]...)
		}
		info, err := s.SKUsTx(ctx, tx, ids)
		if err != nil {
			return err
		}
		barcodes, err := barcodesTx(ctx, tx, ids)
		if err != nil {
			return err
		}
		list = make([]Label, 0, len(info))
		for _, id := range ids {
			k := info[id]
			if k == nil {
				continue
			}
			delete(info, id)
			list = append(list, Label{SKUID: id, ProductID: k.ProductID, Code: k.Code, ProductName: k.ProductName, Spec: k.Spec, Unit: k.Unit(0).Name, Barcode: barcodes[id]})
		}
		return nil
	})
	return list, err
}

// barcodesTx gives the first barcode of each SKU that has one.
func barcodesTx(ctx context.Context, tx *db.Tx, skus []db.ID) (map[db.ID]string, error) {
	out := make(map[db.ID]string, len(skus))
	err := db.EachIn(ctx, tx, "SELECT sku_id, barcode FROM sku_barcode WHERE tenant_id = ? AND sku_id IN ({in}) ORDER BY sku_id, position, barcode",
		[]any{tx.Tenant}, skus, func(rows *sql.Rows) error {
			var id db.ID
			var barcode string
			err := rows.Scan(&id, &barcode)
			if _, has := out[id]; !has {
				out[id] = barcode
			}
			return err
		})
	return out, err
}
