package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

const shopA, shopB = db.ID(101), db.ID(102)

// shirt is an offer of four combinations; change adapts it.
func shirt(change func(*catalog.ImportProduct)) catalog.ImportProduct {
	p := catalog.ImportProduct{
		Source: catalog.Source{Shop: shopA, Ref: "610000000001"}, Code: "T100", Name: "圆领短袖T恤", Unit: "件",
		Category: []string{"云裳旗舰店", "T恤"}, Wholesale: price("23.5"), Attributes: []string{"颜色", "尺码"},
		Pictures: []string{"https://img.example.com/1.jpg", "https://img.example.com/2.jpg"},
	}
	for i, v := range [][]string{{"红色", "M"}, {"红色", "L"}, {"黑色", "M"}, {"黑色", "L"}} {
		p.SKUs = append(p.SKUs, catalog.ImportSKU{
			Ref: fmt.Sprintf("spec%d", i), Code: fmt.Sprintf("T100-%d", i), Values: v, Retail: price(fmt.Sprint(39 + i)), Picture: "https://img.example.com/sku.jpg",
		})
	}
	if change != nil {
		change(&p)
	}
	return p
}

// plain is an offer without specifications.
func plain(ref, code string) catalog.ImportProduct {
	return catalog.ImportProduct{
		Source: catalog.Source{Shop: shopA, Ref: ref}, Code: code, Name: "透明胶带", Unit: "卷", Category: []string{"云裳旗舰店", "胶带"},
		Wholesale: price("1.2345"), SKUs: []catalog.ImportSKU{{Ref: ref, Code: "ignored", Retail: price("2")}},
	}
}

// told gives state, problem and per SKU its code with the codes of its notices.
func told(o catalog.ImportOutcome) string {
	var b strings.Builder
	b.WriteString(string(o.State))
	if o.Problem != nil {
		b.WriteString(" " + o.Problem.Code)
	}
	for _, k := range o.SKUs {
		b.WriteString(" " + k.Code)
		if k.Created {
			b.WriteString("+")
		}
		for _, n := range k.Notices {
			b.WriteString("!" + n.Code)
		}
	}
	return b.String()
}

func TestImportMakesWhatTheOfferSays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	out := b.offers(t, shirt(nil), plain("610000000002", "JD01"))
	if got, want := told(out[0])+"; "+told(out[1]), "created T100-0+ T100-1+ T100-2+ T100-3+; created JD01+"; got != want {
		t.Fatalf("outcomes %q, want %q", got, want)
	}
	p := b.product(t, out[0].ProductID)
	retail := map[string]string{}
	for _, k := range p.SKUs {
		for _, lp := range k.Prices {
			retail[b.levels.Find(lp.LevelID).Name+" "+k.Spec] = lp.Price.String()
		}
	}
	want := map[string]string{
		"零售价 红色 / M": "39.00", "零售价 红色 / L": "40.00", "零售价 黑色 / M": "41.00", "零售价 黑色 / L": "42.00",
		"批发价 红色 / M": "23.50", "批发价 红色 / L": "23.50", "批发价 黑色 / M": "23.50", "批发价 黑色 / L": "23.50",
	}
	if !maps.Equal(retail, want) {
		t.Errorf("prices %v, want %v", retail, want)
	}
	if p.Category != "云裳旗舰店/T恤" || p.Units[0].Name != "件" || !slices.Equal(p.Attributes, []string{"颜色", "尺码"}) ||
		len(p.Pictures) != 2 || p.Pictures[0].URL != "https://img.example.com/1.jpg" || p.SKUs[0].Picture == "" || p.Source == nil || p.Source.Ref != "610000000001" || p.Mnemonic != "YLDXTX" {
		t.Errorf("product %+v", p)
	}
	tape := b.product(t, out[1].ProductID)
	if len(tape.SKUs) != 1 || tape.SKUs[0].Code != "JD01" || len(tape.Attributes) != 0 || tape.Units[0].Name != "卷" {
		t.Errorf("plain product %+v", tape)
	}
	if n := b.count(t, `SELECT COUNT(*) FROM category WHERE tenant_id = ?`); n != 3 {
		t.Errorf("%d categories, want the shop and two leaves", n)
	}
	if n := b.count(t, `SELECT COUNT(*) FROM audit WHERE tenant_id = ? AND entity = 'product'`); n != 2 {
		t.Errorf("%d audit lines, want one per product", n)
	}
	b.view(t, func(ctx context.Context, tx *db.Tx) error {
		for kind, q := range map[string]string{"product": "短袖", "sku": "黑色"} {
			cond, args := search.Match(tx.Engine(), tx.Tenant, kind, "x.id", q)
			table := kind
			var n int64
			if _, err := tx.Row(ctx, `SELECT COUNT(*) FROM `+table+` x WHERE x.tenant_id = ? AND `+cond, append([]any{tx.Tenant}, args...), &n); err != nil {
				return err
			}
			if want := map[string]int64{"product": 1, "sku": 2}[kind]; n != want {
				t.Errorf("%s %q finds %d, want %d", kind, q, n, want)
			}
		}
		return nil
	})
}

func TestImportAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		before func(*testing.T, *bundle, *catalog.Product) // what people did meanwhile
		again  func(*catalog.ImportProduct)                // what changed online
		want   string
		rows   int64 // SKUs afterwards
	}{
		{"nothing changed", nil, nil, "existing T100-0 T100-1 T100-2 T100-3", 4},
		{"title changed online", nil, func(p *catalog.ImportProduct) { p.Name = "新标题" }, "existing T100-0 T100-1 T100-2 T100-3", 4},
		{"article numbers changed online", nil, func(p *catalog.ImportProduct) {
			p.Code = "T999"
			for i := range p.SKUs {
				p.SKUs[i].Code = ""
			}
		}, "existing T100-0 T100-1 T100-2 T100-3", 4},
		{"values renamed online", nil, func(p *catalog.ImportProduct) { p.SKUs[0].Values[0] = "大红" }, "existing T100-0 T100-1 T100-2 T100-3", 4},
		{"a combination added online", nil, func(p *catalog.ImportProduct) {
			p.SKUs = append(p.SKUs, catalog.ImportSKU{Ref: "spec9", Values: []string{"白色", "M"}})
		}, "extended T100-0 T100-1 T100-2 T100-3 T100_001+", 5},
		{"a combination gone online", nil, func(p *catalog.ImportProduct) { p.SKUs = p.SKUs[:3] }, "existing T100-0 T100-1 T100-2", 4},
		{"specification ids changed online", nil, func(p *catalog.ImportProduct) {
			for i := range p.SKUs {
				p.SKUs[i].Ref = "other" + p.SKUs[i].Ref
			}
		}, "existing T100-0 T100-1 T100-2 T100-3", 4},
		{"codes edited by people", func(t *testing.T, b *bundle, p *catalog.Product) {
			in := inputOf(p)
			in.Code = "MINE"
			in.SKUs[0].Code = "MINE-1"
			b.update(t, p, in)
		}, nil, "existing MINE-1 T100-1 T100-2 T100-3", 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			first := b.offers(t, shirt(nil))[0]
			if c.before != nil {
				c.before(t, b, b.product(t, first.ProductID))
			}
			version := b.product(t, first.ProductID).Version
			out := b.offers(t, shirt(c.again))[0]
			if got := told(out); got != c.want || out.ProductID != first.ProductID {
				t.Errorf("outcome %q, want %q", got, c.want)
			}
			if n := b.count(t, `SELECT COUNT(*) FROM sku WHERE tenant_id = ?`); n != c.rows {
				t.Errorf("%d SKUs, want %d", n, c.rows)
			}
			changed := b.product(t, first.ProductID).Version != version
			if changed != (out.State == catalog.ImportExtended) {
				t.Errorf("state %s but changed is %t: an edit under way would be refused wrongly or overwrite", out.State, changed)
			}
		})
	}
}

func TestImportCollisions(t *testing.T) {
	t.Parallel()
	other := func(change func(*catalog.ImportProduct)) catalog.ImportProduct {
		return shirt(func(p *catalog.ImportProduct) {
			p.Source.Ref, p.Code = "610000000009", "T200"
			for i := range p.SKUs {
				p.SKUs[i].Ref, p.SKUs[i].Code = fmt.Sprint("other", i), fmt.Sprint("T200-", i)
			}
			if change != nil {
				change(p)
			}
		})
	}
	for _, c := range []struct {
		name string
		list []catalog.ImportProduct
		want []string
	}{
		{
			"two offers of a shop with one article number",
			[]catalog.ImportProduct{shirt(nil), other(func(p *catalog.ImportProduct) { p.Code = "T100" })},
			[]string{"created T100-0+ T100-1+ T100-2+ T100-3+", "refused product.code_taken"},
		},
		{
			"SKU code of another offer",
			[]catalog.ImportProduct{shirt(nil), other(func(p *catalog.ImportProduct) { p.SKUs[1].Code = "T100-1" })},
			[]string{"created T100-0+ T100-1+ T100-2+ T100-3+", "created T200-0+ T200_001+!import.sku_code_made T200-2+ T200-3+"},
		},
		{"one code for all SKUs of the offer", []catalog.ImportProduct{other(func(p *catalog.ImportProduct) {
			for i := range p.SKUs {
				p.SKUs[i].Code = "SAME"
			}
		})}, []string{"created SAME+ T200_001+!import.sku_code_twice T200_002+!import.sku_code_twice T200_003+!import.sku_code_twice"}},
		{"no article numbers", []catalog.ImportProduct{other(func(p *catalog.ImportProduct) {
			for i := range p.SKUs {
				p.SKUs[i].Code = ""
			}
		})}, []string{"created T200_001+ T200_002+ T200_003+ T200_004+"}},
		{"a made code that another offer gives", []catalog.ImportProduct{
			other(func(p *catalog.ImportProduct) { p.SKUs[0].Code = "" }),
			shirt(func(p *catalog.ImportProduct) { p.SKUs[0].Code = "T200_001" }),
		}, []string{"created T200_002+ T200-1+ T200-2+ T200-3+", "created T200_001+ T100-1+ T100-2+ T100-3+"}},
		{
			"plain offer with the code of a SKU",
			[]catalog.ImportProduct{shirt(nil), plain("7", "T100-2")},
			[]string{"created T100-0+ T100-1+ T100-2+ T100-3+", "refused sku.code_taken"},
		},
		{
			"one combination twice",
			[]catalog.ImportProduct{other(func(p *catalog.ImportProduct) { p.SKUs[3].Values = []string{"红色", "M"} })},
			[]string{"created T200-0+ T200-1+ T200-2+ !sku.combination_twice"},
		},
		{
			"the same offer twice on the way",
			[]catalog.ImportProduct{shirt(nil), shirt(nil)},
			[]string{"created T100-0+ T100-1+ T100-2+ T100-3+", "existing T100-0+ T100-1+ T100-2+ T100-3+"},
		},
		{"barcode twice", []catalog.ImportProduct{other(func(p *catalog.ImportProduct) {
			p.SKUs[0].Barcode, p.SKUs[1].Barcode, p.SKUs[2].Barcode = "6901234567892", "6901234567892", "6901234567890"
		})}, []string{"created T200-0+ T200-1+!sku.barcode_taken T200-2+!sku.barcode_check_digit T200-3+"}},
		{"nothing usable", []catalog.ImportProduct{
			other(func(p *catalog.ImportProduct) { p.Name = " \u200b " }),
			shirt(func(p *catalog.ImportProduct) { p.Code = strings.Repeat("x", 61) }),
			shirt(func(p *catalog.ImportProduct) { p.Source.Ref = "8"; p.SKUs[0].Values = []string{"红色"} }),
			shirt(func(p *catalog.ImportProduct) { p.Source.Ref = "9"; p.SKUs[0].Retail = price("-1") }),
			plain("10", ""),
		}, []string{"refused input.fields", "refused input.fields", "refused input.fields", "refused input.fields", "refused input.fields"}},
		{"bad and good together", []catalog.ImportProduct{plain("11", "bad\x00code"), plain("12", "GOOD")}, []string{"refused input.fields", "created GOOD+"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			for i, o := range b.offers(t, c.list...) {
				if got := told(o); got != c.want[i] {
					t.Errorf("offer %d: %q, want %q", i, got, c.want[i])
				}
				if (o.State == catalog.ImportRefused) != (o.ProductID == 0) {
					t.Errorf("offer %d: state %s with product %d", i, o.State, o.ProductID)
				}
			}
			// Coming again after the collision must not change the picture.
			before := b.count(t, `SELECT COUNT(*) FROM sku WHERE tenant_id = ?`)
			b.offers(t, c.list...)
			if after := b.count(t, `SELECT COUNT(*) FROM sku WHERE tenant_id = ?`); after != before {
				t.Errorf("%d SKUs became %d by repeating", before, after)
			}
		})
	}
}

func TestImportMeetsProductsEnteredByHand(t *testing.T) {
	t.Parallel()
	b := setup(t)
	hand, err := b.svc.CreateProduct(t.Context(), b.sc, catalog.ProductInput{
		Code: "T100", Name: "手工录入", Unit: "件", Attributes: []string{"颜色", "尺码"},
		SKUs: []catalog.SKUInput{{Code: "A", Values: []string{"红色", "M"}}, {Code: "T100-3", Values: []string{"白色", "M"}}},
	}, catalog.SaveOptions{MayPrice: true})
	if err != nil {
		t.Fatal(err)
	}
	out := b.offers(t, shirt(nil))[0]
	if got, want := told(out), "existing A !import.no_such_sku !import.no_such_sku T100-3"; got != want || out.ProductID != hand.Product.ID {
		t.Errorf("outcome %q, want %q", got, want)
	}
	// The same goods sold in another shop meet the same product.
	out = b.offers(t, shirt(func(p *catalog.ImportProduct) { p.Source.Shop = shopB }))[0]
	if out.State != catalog.ImportExisting || out.ProductID != hand.Product.ID {
		t.Errorf("second shop: %s", told(out))
	}
	if p := b.product(t, hand.Product.ID); p.Name != "手工录入" || len(p.SKUs) != 2 || p.Version != 1 {
		t.Errorf("the product was changed: %+v", p)
	}
	// A plain offer never meets a product with SKUs, nor the other way round.
	out = b.offers(t, func() catalog.ImportProduct { p := plain("77", "T100"); p.Source.Shop = shopB; return p }())[0]
	if got, want := told(out), "existing !import.no_such_sku"; got != want {
		t.Errorf("plain offer: %q, want %q", got, want)
	}
}

func TestImportStaysInItsSet(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.offers(t, shirt(nil))
	beside := *b
	beside.sc = b.other
	if got, want := told(beside.offers(t, shirt(nil))[0]), "created T100-0+ T100-1+ T100-2+ T100-3+"; got != want {
		t.Errorf("the other set got %q, want %q", got, want)
	}
	for _, table := range []string{"product", "category", "sku"} {
		if mine, theirs := b.count(t, `SELECT COUNT(*) FROM `+table+` WHERE tenant_id = ?`), beside.count(t, `SELECT COUNT(*) FROM `+table+` WHERE tenant_id = ?`); mine != theirs {
			t.Errorf("%s: %d rows here, %d there", table, mine, theirs)
		}
	}
}

func TestImportsAtOnceShareTheirCategoriesAndValues(t *testing.T) {
	t.Parallel()
	b := setup(t)
	done := make(chan error)
	for worker := range 4 {
		go func() {
			done <- b.db.InTx(t.Context(), b.sc, func(ctx context.Context, tx *db.Tx) error {
				var list []catalog.ImportProduct
				for i := range 20 {
					n := worker*20 + i
					list = append(list, shirt(func(p *catalog.ImportProduct) {
						p.Source.Ref, p.Code = fmt.Sprint("r", n), fmt.Sprint("C", n)
						for k := range p.SKUs {
							p.SKUs[k].Code = ""
						}
					}))
				}
				_, err := b.svc.ImportTx(ctx, tx, list)
				return err
			})
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	for query, want := range map[string]int64{
		`SELECT COUNT(*) FROM product WHERE tenant_id = ?`:                             80,
		`SELECT COUNT(*) FROM category WHERE tenant_id = ?`:                            2,
		`SELECT COUNT(*) FROM attribute WHERE tenant_id = ? AND name = '颜色'`:           1,
		`SELECT COUNT(*) FROM attribute_value WHERE tenant_id = ? AND name = '红色'`:     1,
		`SELECT COUNT(*) FROM unit_group WHERE tenant_id = ? AND name = '件'`:           1,
		`SELECT COUNT(*) FROM sku WHERE tenant_id = ? AND code = 'C7_001'`:             1,
		`SELECT COUNT(*) FROM sku_price WHERE tenant_id = ?`:                           640,
		`SELECT COUNT(*) FROM product_picture WHERE tenant_id = ? AND file_id IS NULL`: 160,
	} {
		if got := b.count(t, query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}

// FuzzImport feeds offers made of arbitrary text: they are refused or created,
// never an error, and what was created is found again.
func FuzzImport(f *testing.F) {
	f.Add("T100", "圆领T恤", "件", "店铺", "颜色", "红色", "A-1", "6901234567892")
	f.Add("", "", "", "", "", "", "", "")
	f.Add("a\x00", "\xff\xfe", "\u200b", "\u202e", " ", "\t", strings.Repeat("长", 300), "'; DROP TABLE sku; --")
	b := setup(f)
	f.Fuzz(func(t *testing.T, code, name, unit, category, attribute, value, sku, barcode string) {
		ref := b.db.NewID().String()
		p := catalog.ImportProduct{
			Source: catalog.Source{Shop: shopA, Ref: ref}, Code: code, Name: name, Unit: unit, Category: []string{category, category}, Attributes: []string{attribute, attribute},
			Wholesale: price("1"), Pictures: []string{name, "https://x.example/" + code},
			SKUs: []catalog.ImportSKU{{Ref: "1", Code: sku, Values: []string{value, value}, Barcode: barcode}, {Ref: "2", Code: sku, Values: []string{value, "其他"}, Barcode: barcode}},
		}
		first := b.offers(t, p)[0]
		second := b.offers(t, p)[0]
		if first.State == catalog.ImportCreated && (second.State != catalog.ImportExisting || second.ProductID != first.ProductID) {
			t.Errorf("%+v was %s, then %s", p, told(first), told(second))
		}
		if first.State == catalog.ImportRefused && first.Problem == nil {
			t.Errorf("refused without a reason")
		}
	})
}

func TestLookups(t *testing.T) {
	t.Parallel()
	b := setup(t)
	out := b.offers(t, shirt(nil), plain("2", "JD01"))
	red := out[0].SKUs[0].ID
	b.view(t, func(ctx context.Context, tx *db.Tx) error {
		infos, err := b.svc.SKUsTx(ctx, tx, []db.ID{red, out[1].SKUs[0].ID, 999})
		if err != nil {
			return err
		}
		k := infos[red]
		if len(infos) != 2 || k.Code != "T100-0" || k.ProductName != "圆领短袖T恤" || k.Spec != "红色 / M" || k.Unit(0).Name != "件" || !k.Active || k.Picture == "" {
			t.Errorf("infos %+v", k)
		}
		prices, err := b.svc.PricesTx(ctx, tx, b.levels.Retail(), []db.ID{red})
		if err != nil || prices[red] != dec.MustPrice("39") {
			t.Errorf("prices %v, %v", prices, err)
		}
		refs, err := b.svc.SKUIDsByCodeTx(ctx, tx, []string{"T100-0", "JD01", "t100-0", ""})
		if err != nil || len(refs) != 2 || refs["T100-0"].Plain || !refs["JD01"].Plain || refs["T100-0"].ID != red {
			t.Errorf("refs %v, %v", refs, err)
		}
		return nil
	})
	err := b.db.View(t.Context(), b.other, func(ctx context.Context, tx *db.Tx) error {
		infos, err := b.svc.SKUsTx(ctx, tx, []db.ID{red})
		if len(infos) != 0 {
			t.Errorf("another set sees %v", infos)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.svc.Product(t.Context(), b.other, out[0].ProductID); !errors.Is(err, catalog.ErrProductNotFound) || fault.KindOf(err) != fault.NotFound {
		t.Errorf("another set's product gives %v", err)
	}
}
