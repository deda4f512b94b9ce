package open1688

import (
	"fmt"
	"strings"
	"testing"
)

// A page of the offer list with details: 20 offers of 5 SKUs.
func BenchmarkDecodeProductPage(b *testing.B) {
	sku := `{"skuId":4412345678901,"specId":"0123456789abcdef0123456789abcdef","cargoNumber":"A001-W-M","amountOnSale":100,"price":6.4,"attributes":[{"attributeID":1,"attributeName":"颜色","attributeValue":"白色"},{"attributeID":2,"attributeName":"尺码","attributeValue":"M"}]}`
	offer := `{"productID":%d,"subject":"测试T恤","status":"published","productCargoNumber":"A001","image":{"images":["img/a.jpg"]},"saleInfo":{"quoteType":1,"unit":"件"},"skuInfos":[` + strings.TrimSuffix(strings.Repeat(sku+",", 5), ",") + `]}`
	var offers []string
	for i := range 20 {
		offers = append(offers, fmt.Sprintf(offer, 612345678900+i))
	}
	body := []byte(`{"success":true,"result":{"pageResult":{"totalRecords":20,"resultList":[` + strings.Join(offers, ",") + `]}}}`)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, err := decodeReply[ProductListReply](&opProductList, body); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(100*float64(b.N)/b.Elapsed().Seconds(), "SKUs/s")
}
