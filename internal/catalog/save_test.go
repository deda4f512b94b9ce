package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// dress is a product of three SKUs as a person enters it; change adapts it.
func dress(b *bundle, change func(*catalog.ProductInput)) catalog.ProductInput {
	retail := func(s string) []catalog.LevelPrice {
		return []catalog.LevelPrice{{LevelID: b.levels.Retail(), Price: dec.MustPrice(s)}}
	}
	in := catalog.ProductInput{
		Code: "LYQ01", Name: "连衣裙", Unit: "件", Attributes: []string{"颜色", "尺码"},
		SKUs: []catalog.SKUInput{
			{Values: []string{"红色", "M"}, Prices: retail("99"), Barcodes: []string{"6901234567892"}},
			{Values: []string{"红色", "L"}, Prices: retail("109")},
			{Code: "LYQ01-B", Values: []string{"黑色", "M"}},
		},
	}
	if change != nil {
		change(&in)
	}
	return in
}

func (b *bundle) create(tb testing.TB, in catalog.ProductInput) *catalog.Product {
	tb.Helper()
	saved, err := b.svc.CreateProduct(tb.Context(), b.sc, in, catalog.SaveOptions{MayPrice: true})
	if err != nil {
		tb.Fatal(err)
	}
	return saved.Product
}

// fields gives the field problems of an error as "path code".
func fields(err error) []string {
	e := fault.As(err)
	if e == nil {
		return []string{fmt.Sprint(err)}
	}
	if len(e.Fields) == 0 {
		return []string{e.Code}
	}
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Path+" "+f.Err.Code)
	}
	slices.Sort(out)
	return out
}

func TestEverythingWrongIsReportedTogether(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.create(t, dress(b, nil))
	foreign := b.foreign(t)
	for _, c := range []struct {
		name string
		in   catalog.ProductInput
		want []string
	}{
		{"nothing", catalog.ProductInput{}, []string{"name input.required", "unit input.required"}},
		{"many at once", dress(b, func(in *catalog.ProductInput) {
			in.Code, in.Name, in.TaxRateBPS, in.ExpiryDays, in.Weight = strings.Repeat("x", 61), strings.Repeat("长", 201), 10001, -1, -1
			in.Pictures = []catalog.PictureInput{{URL: "javascript:alert(1)"}}
			in.SKUs[1].Barcodes = []string{"6901234567892", " "}
			in.SKUs[1].Prices = []catalog.LevelPrice{{LevelID: 1, Price: -1}}
			in.SKUs[2].Values = []string{"黑色"}
		}), []string{
			"code input.too_long", "expiryDays decimal.negative", "name input.too_long", "pictures[0].url input.format",
			"skus[0].barcodes[0] sku.barcode_taken", "skus[1].barcodes[0] sku.barcode_taken", "skus[1].barcodes[0] sku.barcode_twice", "skus[1].barcodes[1] input.required",
			"skus[1].prices[0].levelId price_level.not_found", "skus[1].prices[0].price decimal.negative", "skus[2].code sku.code_taken", "skus[2].values sku.value_count",
			"taxRateBps decimal.out_of_range", "weight decimal.negative",
		}},
		{"codes of other products", dress(b, nil), []string{"code product.code_taken", "skus[0].barcodes[0] sku.barcode_taken", "skus[2].code sku.code_taken"}},
		{"one code twice", dress(b, func(in *catalog.ProductInput) {
			in.Code = "N"
			in.SKUs[0] = catalog.SKUInput{Code: "X", Values: []string{"红色", "M"}}
			in.SKUs[1].Code, in.SKUs[2].Code = "X", "Y"
		}), []string{"skus[1].code sku.code_twice"}},
		{"one combination twice", dress(b, func(in *catalog.ProductInput) {
			in.Code = "N"
			in.SKUs = []catalog.SKUInput{{Values: []string{"红色", "M"}}, {Values: []string{" 红色 ", "M"}}}
		}), []string{"skus[1].values sku.combination_twice"}},
		{"one attribute twice", catalog.ProductInput{Name: "x", Unit: "件", Attributes: []string{"颜色", "颜色"}, SKUs: []catalog.SKUInput{{Values: []string{"红", "红"}}}}, []string{"attributes[1] product.attribute_twice"}},
		{"a code too long to number the SKUs by", dress(b, func(in *catalog.ProductInput) {
			in.Code = strings.Repeat("x", 57)
			in.SKUs[0].Barcodes = nil
			in.SKUs[2].Code = ""
		}), []string{"code input.too_long"}},
		{"several SKUs of a plain product", catalog.ProductInput{Name: "x", Unit: "件", SKUs: []catalog.SKUInput{{Code: "a"}, {Code: "b"}}}, []string{"skus product.plain_skus"}},
		{"attributes without SKUs", catalog.ProductInput{Name: "x", Unit: "件", Attributes: []string{"颜色"}}, []string{"skus input.required"}},
		{"plain product with the code of a SKU", catalog.ProductInput{Code: "LYQ01_001", Name: "x", Unit: "件"}, []string{"code sku.code_taken"}},
		{"ids of another set", catalog.ProductInput{
			Code: "N", Name: "x", UnitGroupID: foreign.UnitGroupID, CategoryID: foreign.CategoryID, SKUs: []catalog.SKUInput{{ID: foreign.SKUs[0].ID}},
		}, []string{"categoryId category.not_found", "skus[0].id sku.not_found", "unitGroupId unit_group.not_found"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			values := b.count(t, `SELECT COUNT(*) FROM attribute_value WHERE tenant_id = ?`)
			_, err := b.svc.CreateProduct(t.Context(), b.sc, c.in, catalog.SaveOptions{MayPrice: true})
			if got := fields(err); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if after := b.count(t, `SELECT COUNT(*) FROM attribute_value WHERE tenant_id = ?`); after != values {
				t.Errorf("a refused product left values behind: %d, then %d", values, after)
			}
		})
	}
}

// foreign is a product of the other set.
func (b *bundle) foreign(t *testing.T) *catalog.Product {
	t.Helper()
	beside := *b
	beside.sc = b.other
	return beside.product(t, beside.offers(t, plain("1", "F1"))[0].ProductID)
}

func TestCodesAreMadeWhereLeftBlank(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.create(t, dress(b, func(in *catalog.ProductInput) { in.SKUs[1].Code = "LYQ01_001" }))
	if got := codesOf(p); got != "LYQ01_002 LYQ01_001 LYQ01-B" {
		t.Errorf("codes %s", got)
	}
	drawn := b.create(t, catalog.ProductInput{Name: "无编码", Unit: "件"})
	if !strings.HasPrefix(drawn.Code, "SP") || codesOf(drawn) != drawn.Code {
		t.Errorf("product %s has SKU %s", drawn.Code, codesOf(drawn))
	}
	in := inputOf(drawn)
	in.Code = "NEW" // the SKU of a plain product follows
	if got := codesOf(b.update(t, drawn, in).Product); got != "NEW" {
		t.Errorf("after renaming the SKU is %s", got)
	}
}

func codesOf(p *catalog.Product) string {
	var codes []string
	for _, k := range p.SKUs {
		codes = append(codes, k.Code)
	}
	return strings.Join(codes, " ")
}

func TestSavingUnchangedChangesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.create(t, dress(b, func(in *catalog.ProductInput) {
		in.SKUs[2].Inactive = true
		in.Pictures = []catalog.PictureInput{{URL: "https://a.example/1.png"}}
	}))
	after := b.update(t, p, inputOf(p)).Product
	p.Version, p.UpdatedAt = after.Version, after.UpdatedAt
	if got, want := fmt.Sprintf("%+v", *after), fmt.Sprintf("%+v", *p); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTwoSKUsSwapTheirCodesAndValues(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.create(t, dress(b, nil))
	in := inputOf(p)
	in.SKUs[0].Code, in.SKUs[1].Code = in.SKUs[1].Code, in.SKUs[0].Code
	in.SKUs[0].Values, in.SKUs[1].Values = in.SKUs[1].Values, in.SKUs[0].Values
	in.SKUs[0].Barcodes, in.SKUs[1].Barcodes = in.SKUs[1].Barcodes, in.SKUs[0].Barcodes
	after := b.update(t, p, in).Product
	if after.SKUs[0].ID != p.SKUs[0].ID || after.SKUs[0].Code != "LYQ01_002" || after.SKUs[0].Spec != "红色 / L" || len(after.SKUs[1].Barcodes) != 1 {
		t.Errorf("swapped into %+v", after.SKUs)
	}
}

func TestUsedSKUsStay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.create(t, dress(b, nil))
	b.svc.UsedBy(func(_ context.Context, _ *db.Tx, skus []db.ID) ([]db.ID, error) {
		return slices.DeleteFunc(slices.Clone(skus), func(id db.ID) bool { return id != p.SKUs[0].ID }), nil
	})
	var gone []db.ID
	b.svc.OnDelete(func(_ context.Context, _ *db.Tx, products, skus []db.ID) error {
		gone = append(slices.Clone(products), skus...)
		return nil
	})
	refused := func(change func(*catalog.ProductInput), want ...string) {
		t.Helper()
		in := inputOf(p)
		change(&in)
		_, err := b.svc.UpdateProduct(t.Context(), b.sc, p.ID, p.Version, in, catalog.SaveOptions{MayPrice: true})
		if got := fields(err); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	refused(func(in *catalog.ProductInput) { in.SKUs = in.SKUs[1:] }, "skus sku.used")
	refused(func(in *catalog.ProductInput) { in.SKUs[0].Values = []string{"红色", "XL"} }, "skus[0].values sku.used")
	refused(func(in *catalog.ProductInput) { in.UnitGroupID, in.Unit = 0, "套" }, "unitGroupId product.unit_fixed")
	refused(func(in *catalog.ProductInput) { in.Attributes, in.SKUs = nil, nil }, "skus sku.used")
	if err := b.svc.DeleteProduct(t.Context(), b.sc, p.ID); !errors.Is(err, catalog.ErrProductUsed) {
		t.Errorf("deleting a used product gives %v", err)
	}

	in := inputOf(p)
	in.SKUs[0].Inactive, in.SKUs[0].Code = true, "OTHER"
	in.SKUs = in.SKUs[:2]
	after := b.update(t, p, in).Product
	if len(after.SKUs) != 2 || after.SKUs[0].Active || !slices.Equal(gone, []db.ID{p.SKUs[2].ID}) {
		t.Errorf("SKUs %+v, told of %v", after.SKUs, gone)
	}
}

func TestStaleAndForeignUpdatesAreRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.create(t, dress(b, nil))
	b.update(t, p, inputOf(p))
	if _, err := b.svc.UpdateProduct(t.Context(), b.sc, p.ID, p.Version, inputOf(p), catalog.SaveOptions{}); !errors.Is(err, fault.ErrStale) {
		t.Errorf("an old version gives %v", err)
	}
	if _, err := b.svc.UpdateProduct(t.Context(), b.other, p.ID, p.Version+1, inputOf(p), catalog.SaveOptions{}); !errors.Is(err, catalog.ErrProductNotFound) {
		t.Errorf("another set gets %v", err)
	}
}

func TestPricesNeedTheirPermission(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.svc.CreateProduct(t.Context(), b.sc, dress(b, nil), catalog.SaveOptions{})
	if got, want := fields(err), []string{"skus[0].prices forbidden", "skus[1].prices forbidden"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	p := b.create(t, dress(b, nil))
	in := inputOf(p)
	in.Name = "新名字"
	saved, err := b.svc.UpdateProduct(t.Context(), b.sc, p.ID, p.Version, in, catalog.SaveOptions{})
	if err != nil || saved.Product.Name != "新名字" || len(saved.Product.SKUs[0].Prices) != 1 {
		t.Errorf("unchanged prices: %v", err)
	}
}

func TestWrongCheckDigitsAreWarnedOf(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for barcode, warned := range map[string]bool{
		"6901234567892": false, "6901234567890": true, "96385074": false, "96385075": true, "036000291452": false, "036000291453": true,
		"00012345600012": false, "ABC": false, "69012345678AB": false, "123": false,
	} {
		in := catalog.ProductInput{Name: "x", Unit: "件", SKUs: []catalog.SKUInput{{Barcodes: []string{barcode}}}}
		saved, err := b.svc.CreateProduct(t.Context(), b.sc, in, catalog.SaveOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(saved.Warnings) == 1 && saved.Warnings[0].Path == "skus[0].barcodes[0]"; got != warned {
			t.Errorf("%s: warnings %v, want %t", barcode, saved.Warnings, warned)
		}
	}
}

// Products that name the same new unit at once end in one group around it, whether
// the unit is new altogether or known as a part of others.
func TestAUnitGetsOneGroup(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if _, err := b.svc.AddUnitGroup(t.Context(), b.sc, "筐/个", "个", []catalog.UnitInput{{Name: "筐", Num: 50, Den: 1}}); err != nil {
		t.Fatal(err)
	}
	for _, unit := range []string{"篓", "筐"} {
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				if _, err := b.svc.CreateProduct(t.Context(), b.sc, catalog.ProductInput{Name: "杨梅", Unit: unit}, catalog.SaveOptions{}); err != nil {
					t.Errorf("%s: %v", unit, err)
				}
			})
		}
		wg.Wait()
		if n := b.count(t, `SELECT COUNT(*) FROM unit_group g JOIN unit u ON u.tenant_id = g.tenant_id AND u.id = g.base_unit_id WHERE g.tenant_id = ? AND u.name = ?`, unit); n != 1 {
			t.Errorf("%d groups around %s", n, unit)
		}
	}
}
