package world

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/stock"
)

// PerProduct is how many SKUs a product of AddGoods has.
const PerProduct = 5

// AddGoods makes n SKUs with a retail price each, in bulk.
func (w *World) AddGoods(tb testing.TB, n int) {
	tb.Helper()
	w.SKUs = make([]db.ID, n)
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	for part := range slices.Chunk(numbers, 200*PerProduct) {
		w.Tx(tb, func(ctx context.Context, tx *db.Tx) error { return w.addGoodsTx(ctx, tx, part) })
	}
	w.Settle(tb)
}

func (w *World) addGoodsTx(ctx context.Context, tx *db.Tx, numbers []int) error {
	var products, skus, prices []any
	var product db.ID
	for _, i := range numbers {
		if i%PerProduct == 0 {
			product = tx.NewID()
			products = append(products, tx.Tenant, product, fmt.Sprintf("P%06d", i/PerProduct), fmt.Sprintf("商品%06d", i/PerProduct), w.UnitGroup, tx.Now, tx.Now)
		}
		w.SKUs[i] = tx.NewID()
		skus = append(skus, tx.Tenant, w.SKUs[i], product, fmt.Sprintf("P%06d-%d", i/PerProduct, i%PerProduct), fmt.Sprintf("颜色%d", i%PerProduct), fmt.Sprintf("v%d", i%PerProduct))
		prices = append(prices, tx.Tenant, w.SKUs[i], w.Level, dec.MustPrice("5.5"))
	}
	for _, b := range []struct {
		head    string
		columns int
		args    []any
	}{
		{`INSERT INTO product (tenant_id, id, code, name, unit_group_id, created_at, updated_at) VALUES `, 7, products},
		{`INSERT INTO sku (tenant_id, id, product_id, code, spec, value_key) VALUES `, 6, skus},
		{`INSERT INTO sku_price (tenant_id, sku_id, level_id, price) VALUES `, 4, prices},
	} {
		if _, err := tx.Exec(ctx, b.head+db.Tuples(len(b.args)/b.columns, b.columns), b.args...); err != nil {
			return err
		}
	}
	return nil
}

// StockUp receives pieces of every SKU at 3.30 each, in large documents, books
// them and reads the statistics anew.
func (w *World) StockUp(tb testing.TB, pieces int64) {
	tb.Helper()
	each := dec.QuantityFromInt(pieces)
	cost, err := dec.MustCost("3.3").Times(each)
	if err != nil {
		tb.Fatal(err)
	}
	for part := range slices.Chunk(w.SKUs, 5000) {
		lines := make([]stock.Line, len(part))
		for i, sku := range part {
			lines[i] = stock.Line{LineID: w.DB.NewID(), WarehouseID: w.Warehouse, SKUID: sku, Quantity: each, Cost: &cost}
		}
		w.Tx(tb, func(ctx context.Context, tx *db.Tx) error {
			id := tx.NewID()
			posted, err := w.Stock.PostTx(ctx, tx, w.Set, stock.Posting{DocKind: "test_in", DocID: id, DocNo: id.String(), Date: StartDate, Lines: lines})
			if err != nil {
				return err
			}
			return w.Finance.PostTx(ctx, tx, finance.Entry{DocKind: "test_in", DocID: id, DocNo: id.String(), Date: StartDate, Lines: []finance.EntryLine{
				{Account: finance.AccountInventory, Amount: posted.Inventory()},
				{Account: finance.AccountOpening, Amount: posted.Inventory().Neg()},
			}})
		})
	}
	w.Settle(tb)
}
