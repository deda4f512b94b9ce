package catalog_test

import (
	"context"
	"testing"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/tenant"
)

// bundle is a catalogue in an account set of its own, with a second set beside it.
type bundle struct {
	db     *db.DB
	party  *party.Service
	svc    *catalog.Service
	sc     db.Scope
	other  db.Scope
	levels party.Levels
}

func setup(tb testing.TB) *bundle {
	tb.Helper()
	d := dbtest.New(tb)
	b := &bundle{db: d, party: party.New(d)}
	b.svc = catalog.New(d, b.party, tb.TempDir())
	b.sc, b.other = newSet(tb, d), newSet(tb, d)
	b.view(tb, func(ctx context.Context, tx *db.Tx) error {
		var err error
		b.levels, err = b.party.LevelsTx(ctx, tx)
		return err
	})
	return b
}

func newSet(tb testing.TB, d *db.DB) db.Scope {
	tb.Helper()
	sc := db.Scope{Tenant: d.NewID(), Actor: db.Actor{Kind: "user", Name: "测试"}}
	err := d.InTx(tb.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO account_set (tenant_id, name, start_date, industry, costing_scope, stock_review, tax_accounted, created_at)
			VALUES `+db.Tuples(1, 8), tx.Tenant, "测试", "2026-01-01", "apparel", "set", false, false, tx.Now); err != nil {
			return err
		}
		if err := party.SeedTx(ctx, tx); err != nil {
			return err
		}
		return catalog.SeedTx(ctx, tx, *tenant.IndustryOf("apparel"))
	})
	if err != nil {
		tb.Fatal(err)
	}
	return sc
}

func (b *bundle) tx(tb testing.TB, fn func(context.Context, *db.Tx) error) {
	tb.Helper()
	if err := b.db.InTx(tb.Context(), b.sc, fn); err != nil {
		tb.Fatal(err)
	}
}

func (b *bundle) view(tb testing.TB, fn func(context.Context, *db.Tx) error) {
	tb.Helper()
	if err := b.db.View(tb.Context(), b.sc, fn); err != nil {
		tb.Fatal(err)
	}
}

// offers imports offers and returns their outcomes.
func (b *bundle) offers(tb testing.TB, list ...catalog.ImportProduct) []catalog.ImportOutcome {
	tb.Helper()
	var out []catalog.ImportOutcome
	b.tx(tb, func(ctx context.Context, tx *db.Tx) error {
		var err error
		out, err = b.svc.ImportTx(ctx, tx, list)
		return err
	})
	return out
}

// count counts the rows of a query with the tenant as its first argument.
func (b *bundle) count(tb testing.TB, query string, args ...any) int64 {
	tb.Helper()
	var n int64
	b.view(tb, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, query, append([]any{tx.Tenant}, args...), &n)
		return err
	})
	return n
}

func price(s string) *dec.Price {
	p := dec.MustPrice(s)
	return &p
}

func (b *bundle) product(tb testing.TB, id db.ID) *catalog.Product {
	tb.Helper()
	p, err := b.svc.Product(tb.Context(), b.sc, id)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// inputOf is what a person sends who opened the product and saves it as it is.
func inputOf(p *catalog.Product) catalog.ProductInput {
	in := catalog.ProductInput{
		Code: p.Code, Name: p.Name, Mnemonic: p.Mnemonic, CategoryID: p.CategoryID, Brand: p.Brand, Spec: p.Spec, UnitGroupID: p.UnitGroupID, TaxRateBPS: p.TaxRateBPS,
		Weight: p.Weight, NegativeStock: p.NegativeStock, Inactive: !p.Active, Note: p.Note, Attributes: p.Attributes,
	}
	for _, pic := range p.Pictures {
		in.Pictures = append(in.Pictures, catalog.PictureInput(pic))
	}
	for _, k := range p.SKUs {
		in.SKUs = append(in.SKUs, catalog.SKUInput{ID: k.ID, Code: k.Code, Values: k.Values, Barcodes: k.Barcodes, Prices: k.Prices, Picture: k.Picture, Inactive: !k.Active})
	}
	return in
}

func (b *bundle) update(tb testing.TB, p *catalog.Product, in catalog.ProductInput) *catalog.Saved {
	tb.Helper()
	saved, err := b.svc.UpdateProduct(tb.Context(), b.sc, p.ID, p.Version, in, catalog.SaveOptions{MayPrice: true})
	if err != nil {
		tb.Fatal(err)
	}
	return saved
}
