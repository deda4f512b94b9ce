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

var productsName = api.Text{ZH: "商品", EN: "Products"}

func (s *Service) productTemplate(ctx context.Context, sc db.Scope, _ *struct{}) (*api.Export, error) {
	columns, err := s.ProductTemplate(ctx, sc)
	if err != nil {
		return nil, err
	}
	return api.WriteExport(ctx, "xlsx", productsName, columns, func(api.Rows) error { return nil })
}

type exportProductsInput struct {
	api.ExportQuery
	ProductFilterInput
}

func (s *Service) exportProducts(ctx context.Context, sc db.Scope, in *exportProductsInput) (*api.Export, error) {
	columns := []api.Column{
		{Title: api.Text{ZH: "商品代码", EN: "Product code"}, Width: 20},
		{Title: api.Text{ZH: "商品名称", EN: "Name"}, Width: 40},
		{Title: api.Text{ZH: "类别", EN: "Category"}, Width: 24},
		{Title: api.Text{ZH: "品牌", EN: "Brand"}},
		{Title: api.Text{ZH: "规格型号", EN: "Model"}},
		{Title: api.Text{ZH: "单位", EN: "Unit"}},
		{Title: api.Text{ZH: "SKU数", EN: "SKUs"}},
		{Title: api.Text{ZH: "零售价", EN: "Retail price"}},
		{Title: api.Text{ZH: "批发价", EN: "Wholesale price"}},
		{Title: api.Text{ZH: "库存数量", EN: "On hand"}},
		{Title: api.Text{ZH: "允许负库存", EN: "Negative stock"}},
		{Title: api.Text{ZH: "状态", EN: "State"}},
		{Title: api.Text{ZH: "图片地址", EN: "Picture"}, Width: 40},
	}
	return api.WriteExport(ctx, in.Format, productsName, columns, func(w api.Rows) error {
		return s.EachProduct(ctx, sc, in.ExportQuery, in.filter(ctx), func(r *ProductRow) error {
			return w.Row(r.Code, r.Name, r.Category, r.Brand, r.Spec, r.Unit, sheet.Number(strconv.FormatInt(r.SKUCount, 10)),
				number(r.Retail), number(r.Wholesale), number(r.OnHand), yesNo(r.NegativeStock).In(ctx), state(r.Active).In(ctx), r.Picture)
		})
	})
}

type exportSKUsInput struct {
	api.ExportQuery
	SKUFilterInput
}

func (s *Service) exportSKUs(ctx context.Context, sc db.Scope, in *exportSKUsInput) (*api.Export, error) {
	columns := []api.Column{
		{Title: api.Text{ZH: "SKU代码", EN: "SKU"}, Width: 20},
		{Title: api.Text{ZH: "商品代码", EN: "Product code"}, Width: 20},
		{Title: api.Text{ZH: "商品名称", EN: "Name"}, Width: 40},
		{Title: api.Text{ZH: "规格", EN: "Variant"}, Width: 20},
		{Title: api.Text{ZH: "单位", EN: "Unit"}},
		{Title: api.Text{ZH: "价格", EN: "Price"}},
		{Title: api.Text{ZH: "可用数量", EN: "Available"}},
		{Title: api.Text{ZH: "状态", EN: "State"}},
	}
	return api.WriteExport(ctx, in.Format, api.Text{ZH: "SKU", EN: "SKUs"}, columns, func(w api.Rows) error {
		return s.EachSKU(ctx, sc, in.ExportQuery, in.filter(ctx), func(r *SKURow) error {
			return w.Row(r.Code, r.ProductCode, r.ProductName, r.Spec, r.Units[0].Name, number(r.Price), number(r.Available), state(r.Active).In(ctx))
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

func yesNo(b bool) api.Text {
	if b {
		return api.Yes
	}
	return api.No
}

func state(active bool) api.Text {
	if active {
		return api.Active
	}
	return api.Inactive
}

func warningBodies(ctx context.Context, list []fault.Field) []warningBody {
	out := make([]warningBody, 0, len(list))
	for _, w := range list {
		out = append(out, warningBody{w.Path, w.Err.Code, w.Err.Detail(api.Lang(ctx))})
	}
	return out
}
