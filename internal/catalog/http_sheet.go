package catalog

import (
	"context"
	"fmt"
	"strconv"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
)

// maxSheet is how large a sheet may be, in bytes.
const maxSheet = 20 << 20

type importSheetInput struct {
	DryRun  bool   `query:"dryRun" doc:"Only check, exactly as the import would"`
	SkipBad bool   `query:"skipBad" doc:"Leave out products with problems instead of refusing the sheet"`
	RawBody []byte `contentType:"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"`
}

type importSheetOutput struct {
	Body struct {
		Rows     int           `json:"rows"`
		Products int           `json:"products" doc:"Made, or to be made"`
		SKUs     int           `json:"skus" doc:"Made, or to be made"`
		Skipped  int           `json:"skipped" doc:"Products left out"`
		Problems []warningBody `json:"problems" nullable:"false" doc:"Why, under row <number>.<column>"`
	}
}

func (s *Service) registerSheets(a *api.API) {
	const tag = "products"
	api.Get(a, api.Route{Path: "/products/export", ID: "export-products", Summary: "Export the product list as filtered", Tag: tag, Permission: PermRead, Slow: true}, s.exportProducts)
	api.Get(a, api.Route{Path: "/skus/export", ID: "export-skus", Summary: "Export the SKU list as filtered", Tag: tag, Permission: PermRead, Slow: true}, s.exportSKUs)
	api.Get(a, api.Route{Path: "/products/template", ID: "get-product-template", Summary: "Get an empty sheet for products", Tag: tag, Permission: PermWrite}, s.productTemplate)
	api.Post(a, api.Route{
		Path: "/products/import", ID: "import-products", Summary: "Make products from a workbook", Tag: tag, Permission: PermWrite, MaxBody: maxSheet, Slow: true,
		Description: "One row per SKU; the rows of a product have its code in common. All of it or nothing, unless skipBad leaves out products with problems. Existing products are not changed. Problems come under row <number>.<column>.",
	}, func(ctx context.Context, sc db.Scope, in *importSheetInput) (*importSheetOutput, error) {
		r, err := s.ImportProducts(ctx, sc, in.RawBody, SheetOptions{DryRun: in.DryRun, SkipBad: in.SkipBad, MayPrice: api.Can(ctx, PermPrice)})
		if err != nil {
			return nil, err
		}
		out := &importSheetOutput{}
		out.Body.Rows, out.Body.Products, out.Body.SKUs, out.Body.Skipped = r.Rows, r.Products, r.SKUs, r.Skipped
		out.Body.Problems = warningBodies(ctx, r.Problems)
		return out, nil
	})
}

func (s *Service) productTemplate(ctx context.Context, sc db.Scope, _ *struct{}) (*api.Export, error) {
	columns, err := s.ProductTemplate(ctx, sc)
	if err != nil {
		return nil, err
	}
	return api.WriteExport("xlsx", "商品", columns, func(api.Rows) error { return nil })
}

type exportProductsInput struct {
	api.ExportQuery
	ProductFilterInput
}

func (s *Service) exportProducts(ctx context.Context, sc db.Scope, in *exportProductsInput) (*api.Export, error) {
	columns := []sheet.Column{
		{Title: "商品代码", Width: 20},
		{Title: "商品名称", Width: 40},
		{Title: "类别", Width: 24},
		{Title: "品牌"},
		{Title: "规格型号"},
		{Title: "单位"},
		{Title: "SKU数"},
		{Title: "零售价"},
		{Title: "批发价"},
		{Title: "库存数量"},
		{Title: "允许负库存"},
		{Title: "状态"},
		{Title: "图片地址", Width: 40},
	}
	return api.WriteExport(in.Format, "商品", columns, func(w api.Rows) error {
		return s.EachProduct(ctx, sc, in.ExportQuery, in.filter(ctx), func(r *ProductRow) error {
			return w.Row(r.Code, r.Name, r.Category, r.Brand, r.Spec, r.Unit, sheet.Number(strconv.FormatInt(r.SKUCount, 10)),
				number(r.Retail), number(r.Wholesale), number(r.OnHand), yesNo(r.NegativeStock), state(r.Active), r.Picture)
		})
	})
}

type exportSKUsInput struct {
	api.ExportQuery
	SKUFilterInput
}

func (s *Service) exportSKUs(ctx context.Context, sc db.Scope, in *exportSKUsInput) (*api.Export, error) {
	columns := []sheet.Column{
		{Title: "SKU代码", Width: 20},
		{Title: "商品代码", Width: 20},
		{Title: "商品名称", Width: 40},
		{Title: "规格", Width: 20},
		{Title: "单位"},
		{Title: "价格"},
		{Title: "可用数量"},
		{Title: "状态"},
	}
	return api.WriteExport(in.Format, "SKU", columns, func(w api.Rows) error {
		return s.EachSKU(ctx, sc, in.ExportQuery, in.filter(ctx), func(r *SKURow) error {
			return w.Row(r.Code, r.ProductCode, r.ProductName, r.Spec, r.Units[0].Name, number(r.Price), number(r.Available), state(r.Active))
		})
	})
}

// number is a cell that may be empty.
func number[T fmt.Stringer](v *T) any {
	if v == nil {
		return nil
	}
	return sheet.Number((*v).String())
}

func yesNo(b bool) string {
	if b {
		return "是"
	}
	return "否"
}

func state(active bool) string {
	if active {
		return "启用"
	}
	return "停用"
}

func warningBodies(ctx context.Context, list []fault.Field) []warningBody {
	out := make([]warningBody, 0, len(list))
	for _, w := range list {
		out = append(out, warningBody{w.Path, w.Err.Code, w.Err.Detail(api.Lang(ctx))})
	}
	return out
}
