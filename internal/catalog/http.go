package catalog

import (
	"context"
	"strconv"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of the catalogue.
var (
	PermRead   = api.DefinePermission("product.read", "查看商品", "See products", "product")
	PermWrite  = api.DefinePermission("product.write", "维护商品", "Edit products", "product", tenant.RolePurchaser, tenant.RoleWarehouse)
	PermDelete = api.DefinePermission("product.delete", "删除商品", "Delete products", "product")
	PermPrice  = api.DefinePermission("price.write", "改售价", "Change sales prices", "product", tenant.RoleSales, tenant.RoleAccount)
	PermMaster = api.DefinePermission("catalog.settings", "维护分类、属性、单位", "Edit categories, attributes, units", "product", tenant.RolePurchaser)
)

// ProductFilterInput holds the filters of the product list and its export.
type ProductFilterInput struct {
	CategoryID    db.ID  `query:"categoryId" doc:"With everything below it"`
	Active        string `query:"active" enum:"true,false"`
	HasPicture    string `query:"hasPicture" enum:"true,false"`
	NegativeStock string `query:"negativeStock" enum:"true,false"`
}

func (in *ProductFilterInput) filter(ctx context.Context) ProductFilter {
	warehouses := api.DataScope(ctx).Warehouses
	return ProductFilter{Warehouses: warehouses, CategoryID: in.CategoryID, Active: flag(in.Active), HasPicture: flag(in.HasPicture), NegativeStock: flag(in.NegativeStock)}
}

type productsInput struct {
	api.ListQuery
	ProductFilterInput
}

type idInput struct {
	ID db.ID `path:"id"`
}

type productOutput struct {
	Body struct {
		Product
		Warnings []warningBody `json:"warnings" nullable:"false" doc:"Worth a second look, such as a barcode's check digit"`
	}
}

type warningBody struct {
	Field  string `json:"field"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

type productCreate struct{ Body ProductInput }

type productUpdate struct {
	ID   db.ID `path:"id"`
	Body struct {
		ProductInput
		Version int64 `json:"version"`
	}
}

type productsActInput struct {
	Body struct {
		IDs           []db.ID    `json:"ids" minItems:"1" maxItems:"500"`
		CategoryID    *db.ID     `json:"categoryId,omitempty" doc:"Of set-category; empty takes them out of theirs"`
		NegativeStock *bool      `json:"negativeStock,omitempty" doc:"Of set-negative-stock"`
		LevelID       db.ID      `json:"levelId,omitempty" doc:"Of set-price"`
		Price         *dec.Price `json:"price,omitempty" doc:"Of set-price: the new price"`
		ByBPS         int64      `json:"byBps,omitempty" minimum:"-10000" maximum:"100000" doc:"Of set-price without price: change by this share, in 1/10,000"`
	}
}

// SKUFilterInput holds the filters of the SKU list and its export.
type SKUFilterInput struct {
	ProductID     db.ID  `query:"productId"`
	Active        string `query:"active" enum:"true,false" doc:"With its product"`
	CategoryID    db.ID  `query:"categoryId" doc:"Of the product, with everything below it"`
	HasPicture    string `query:"hasPicture" enum:"true,false" doc:"Of the product"`
	NegativeStock string `query:"negativeStock" enum:"true,false" doc:"Of the product"`
	LevelID       db.ID  `query:"levelId" doc:"Adds the prices of this level"`
	WarehouseID   db.ID  `query:"warehouseId" doc:"What is available there instead of everywhere"`
}

func (in *SKUFilterInput) filter(ctx context.Context) SKUFilter {
	warehouses := api.DataScope(ctx).Warehouses
	return SKUFilter{
		Warehouses: warehouses, ProductID: in.ProductID, Active: flag(in.Active), LevelID: in.LevelID, WarehouseID: in.WarehouseID,
		Products: ProductFilter{CategoryID: in.CategoryID, HasPicture: flag(in.HasPicture), NegativeStock: flag(in.NegativeStock)},
	}
}

type skusInput struct {
	api.ListQuery
	SKUFilterInput
}

type scanInput struct {
	Code        string `query:"code" required:"true" minLength:"1" maxLength:"100" doc:"Barcode or SKU code, as scanned"`
	LevelID     db.ID  `query:"levelId"`
	WarehouseID db.ID  `query:"warehouseId"`
}

type skuOutput struct{ Body SKURow }

type labelsInput struct {
	SKUs     []db.ID `query:"skuId" maxItems:"200" doc:"Joined by commas"`
	Products []db.ID `query:"productId" maxItems:"200" doc:"Joined by commas; all active SKUs of each"`
}

type labelsOutput struct {
	Body struct {
		Items []Label `json:"items" nullable:"false"`
	}
}

// Register adds the routes of products, SKUs, categories, attributes and units.
func (s *Service) Register(a *api.API) {
	const tag = "products"
	api.Get(a, api.Route{Path: "/products", ID: "list-products", Summary: "List products", Tag: tag, Permission: PermRead}, s.listProducts)
	api.Get(a, api.Route{Path: "/products/{id}", ID: "get-product", Summary: "Get a product with its SKUs", Tag: tag, Permission: PermRead},
		func(ctx context.Context, sc db.Scope, in *idInput) (*productOutput, error) {
			p, err := s.Product(ctx, sc, in.ID)
			if err != nil {
				return nil, err
			}
			return told(ctx, &Saved{Product: p}), nil
		})
	api.History(a, api.Record{
		Path: "/products", ID: "product", Summary: "a product", Tag: tag, Permission: PermRead,
		See: api.SeenBy(s.Product, entityProduct),
	})
	api.Post(a, api.Route{Path: "/products", ID: "create-product", Summary: "Add a product with its SKUs", Tag: tag, Permission: PermWrite, Status: 201},
		func(ctx context.Context, sc db.Scope, in *productCreate) (*productOutput, error) {
			saved, err := s.CreateProduct(ctx, sc, in.Body, SaveOptions{MayPrice: api.Can(ctx, PermPrice)})
			if err != nil {
				return nil, err
			}
			return told(ctx, saved), nil
		})
	api.Put(a, api.Route{
		Path: "/products/{id}", ID: "update-product", Summary: "Replace a product", Tag: tag, Permission: PermWrite,
		Description: "SKUs are known by their ids; those left out are removed, which is refused for SKUs that documents refer to.",
	}, func(ctx context.Context, sc db.Scope, in *productUpdate) (*productOutput, error) {
		saved, err := s.UpdateProduct(ctx, sc, in.ID, in.Body.Version, in.Body.ProductInput, SaveOptions{MayPrice: api.Can(ctx, PermPrice)})
		if err != nil {
			return nil, err
		}
		return told(ctx, saved), nil
	})
	api.Delete(a, api.Route{Path: "/products/{id}", ID: "delete-product", Summary: "Delete a product that nothing refers to", Tag: tag, Permission: PermDelete},
		func(ctx context.Context, sc db.Scope, in *idInput) (*api.Empty, error) {
			return nil, s.DeleteProduct(ctx, sc, in.ID)
		})
	s.registerBatches(a, tag)
	api.Get(a, api.Route{
		Path: "/skus", ID: "list-skus", Summary: "List SKUs", Tag: tag, Permission: PermRead,
		Description: "An exact code or barcode comes first. For the lines of documents.",
	}, s.listSKUs)
	api.Get(a, api.Route{Path: "/skus/labels", ID: "list-labels", Summary: "What is printed on the labels of SKUs", Tag: tag, Permission: PermRead},
		func(ctx context.Context, sc db.Scope, in *labelsInput) (*labelsOutput, error) {
			out := &labelsOutput{}
			var err error
			out.Body.Items, err = s.Labels(ctx, sc, in.SKUs, in.Products)
			return out, err
		})
	api.Get(a, api.Route{Path: "/skus/scan", ID: "scan-sku", Summary: "Find the SKU a scanner read", Tag: tag, Permission: PermRead},
		func(ctx context.Context, sc db.Scope, in *scanInput) (*skuOutput, error) {
			warehouses := api.DataScope(ctx).Warehouses
			row, err := s.Scan(ctx, sc, in.Code, SKUFilter{Warehouses: warehouses, LevelID: in.LevelID, WarehouseID: in.WarehouseID})
			if err != nil {
				return nil, err
			}
			return &skuOutput{Body: *row}, nil
		})
	s.registerMasters(a)
	s.registerFiles(a)
	s.registerAttachments(a)
	s.registerSheets(a)
}

func (s *Service) registerBatches(a *api.API, tag string) {
	yes, no := true, false
	missing := func(path string, is func(*productsActInput) bool) func(*productsActInput) error {
		return func(in *productsActInput) error {
			var f fault.Fields
			if is(in) {
				f.Add(path, fault.ErrRequired)
			}
			return f.Err()
		}
	}
	nothing := func(*productsActInput) error { return nil }
	batch := func(verb, summary string, perm api.Permission, check func(*productsActInput) error, one func(context.Context, db.Scope, *productsActInput, db.ID) error) {
		api.Post(a, api.Route{Path: "/products/actions/" + verb, ID: verb + "-products", Summary: summary, Tag: tag, Permission: perm},
			func(ctx context.Context, sc db.Scope, in *productsActInput) (*api.BatchOutput, error) {
				if err := check(in); err != nil {
					return nil, err
				}
				return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return one(ctx, sc, in, id) })
			})
	}
	batch("activate", "Activate products", PermWrite, nothing, func(ctx context.Context, sc db.Scope, _ *productsActInput, id db.ID) error {
		return s.ChangeProduct(ctx, sc, id, ProductChange{Active: &yes})
	})
	batch("deactivate", "Deactivate products", PermWrite, nothing, func(ctx context.Context, sc db.Scope, _ *productsActInput, id db.ID) error {
		return s.ChangeProduct(ctx, sc, id, ProductChange{Active: &no})
	})
	batch("set-category", "Put products into a category", PermWrite, missing("categoryId", func(in *productsActInput) bool { return in.Body.CategoryID == nil }), func(ctx context.Context, sc db.Scope, in *productsActInput, id db.ID) error {
		return s.ChangeProduct(ctx, sc, id, ProductChange{CategoryID: in.Body.CategoryID})
	})
	batch("set-negative-stock", "Allow or refuse negative stock", PermWrite, missing("negativeStock", func(in *productsActInput) bool { return in.Body.NegativeStock == nil }), func(ctx context.Context, sc db.Scope, in *productsActInput, id db.ID) error {
		return s.ChangeProduct(ctx, sc, id, ProductChange{NegativeStock: in.Body.NegativeStock})
	})
	batch("set-price", "Set or change prices at a level", PermPrice, missing("price", func(in *productsActInput) bool { return in.Body.Price == nil && in.Body.ByBPS == 0 }), func(ctx context.Context, sc db.Scope, in *productsActInput, id db.ID) error {
		return s.ChangeProduct(ctx, sc, id, ProductChange{Price: &PriceChange{LevelID: in.Body.LevelID, Set: in.Body.Price, ByBPS: in.Body.ByBPS}})
	})
	batch("delete", "Delete products that nothing refers to", PermDelete, nothing, func(ctx context.Context, sc db.Scope, _ *productsActInput, id db.ID) error {
		return s.DeleteProduct(ctx, sc, id)
	})
}

func (s *Service) listProducts(ctx context.Context, sc db.Scope, in *productsInput) (*api.PageOf[ProductRow], error) {
	page, err := s.Products(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	return &api.PageOf[ProductRow]{Body: page}, nil
}

func (s *Service) listSKUs(ctx context.Context, sc db.Scope, in *skusInput) (*api.PageOf[SKURow], error) {
	page, err := s.SKUs(ctx, sc, in.ListQuery, in.filter(ctx))
	if err != nil {
		return nil, err
	}
	return &api.PageOf[SKURow]{Body: page}, nil
}

// flag reads a query parameter that may be left out.
func flag(text string) *bool {
	b, err := strconv.ParseBool(text)
	if err != nil {
		return nil
	}
	return &b
}

func told(ctx context.Context, saved *Saved) *productOutput {
	out := &productOutput{}
	out.Body.Product = *saved.Product
	out.Body.Warnings = warningBodies(ctx, saved.Warnings)
	return out
}
