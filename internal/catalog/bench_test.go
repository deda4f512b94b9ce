package catalog_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
)

// chunkOfOffers is what the channel hands over at once: 200 offers of five SKUs.
func chunkOfOffers(shop db.ID, chunk int) []catalog.ImportProduct {
	colours := []string{"红色", "黑色", "米白色", "藏青色", "卡其色"}
	sizes := []string{"S", "M", "L", "XL", "2XL"}
	list := make([]catalog.ImportProduct, 200)
	for i := range list {
		n := chunk*200 + i
		p := catalog.ImportProduct{
			Source: catalog.Source{Shop: shop, Ref: fmt.Sprint(600000000000 + n)}, Code: fmt.Sprintf("HT%06d", n),
			Name: fmt.Sprintf("2026春季新款宽松连帽卫衣女韩版休闲百搭上衣 %d", n), Unit: "件",
			Category: []string{"测试店铺", fmt.Sprintf("类目%d", n%40)}, Wholesale: price("23.5"),
			Attributes: []string{"颜色", "尺码"}, Pictures: []string{"https://cbu01.example.com/a.jpg", "https://cbu01.example.com/b.jpg"},
		}
		for k := range 5 {
			p.SKUs = append(p.SKUs, catalog.ImportSKU{
				Ref: fmt.Sprintf("spec%d-%d", n, k), Code: fmt.Sprintf("HT%06d-%d", n, k),
				Values: []string{colours[(n+k)%5], sizes[k]}, Retail: price("39.9"), Picture: "https://cbu01.example.com/c.jpg",
			})
		}
		list[i] = p
	}
	return list
}

// BenchmarkImport creates 1,000 SKUs of 200 offers per operation, search index
// and audit lines included.
func BenchmarkImport(bm *testing.B) {
	b := setup(bm)
	shop := b.db.NewID()
	chunk := 0
	for bm.Loop() {
		list := chunkOfOffers(shop, chunk)
		chunk++
		if err := b.db.InTx(bm.Context(), b.sc, func(ctx context.Context, tx *db.Tx) error {
			_, err := b.svc.ImportTx(ctx, tx, list)
			return err
		}); err != nil {
			bm.Fatal(err)
		}
	}
	bm.ReportMetric(1000*float64(bm.N)/bm.Elapsed().Seconds(), "SKU/s")
}

// BenchmarkImportAgain repeats a download of which nothing has changed.
func BenchmarkImportAgain(bm *testing.B) {
	b := setup(bm)
	list := chunkOfOffers(b.db.NewID(), 0)
	b.offers(bm, list...)
	for bm.Loop() {
		b.offers(bm, list...)
	}
	bm.ReportMetric(1000*float64(bm.N)/bm.Elapsed().Seconds(), "SKU/s")
}
