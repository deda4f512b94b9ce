package catalog

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
)

// Source names the online offer a product comes from.
type Source struct {
	Shop db.ID  `json:"shopId" doc:"The shop"`
	Ref  string `json:"offerId" doc:"The offer's id there"`
}

// ImportProduct is an offer as the channel read it, to become a product by the
// creation rules (product row S4).
type ImportProduct struct {
	Source     Source
	Code       string   // 货号, or the offer id where there is none
	Name       string   // longer than 200 characters is cut
	Unit       string   // name of the base unit; blank is 件
	Category   []string // names from the root: shop name, leaf category
	Wholesale  *dec.Price
	Attributes []string // names in their order; empty makes a plain product
	Pictures   []string // addresses, the main one first
	Weight     dec.Quantity
	SKUs       []ImportSKU // of a plain product: one entry without values

	// What offers do not say and sheets do.
	Brand, Spec, Note string
	TaxRateBPS        int64
	NegativeStock     bool
}

// ImportSKU is one combination of an offer.
type ImportSKU struct {
	Ref     string   // the combination's id online
	Code    string   // 单品货号; may be empty
	Barcode string   // may be empty
	Values  []string // one for each of the product's Attributes
	Retail  *dec.Price
	Picture string
	Prices  []LevelPrice // at levels besides retail and wholesale
}

// ImportState says what became of one product.
type ImportState string

// The states of an ImportOutcome.
const (
	ImportCreated  ImportState = "created"  // the product is new
	ImportExtended ImportState = "extended" // it was there from the same offer and got new SKUs
	ImportExisting ImportState = "existing" // it was there; nothing was changed
	ImportRefused  ImportState = "refused"  // nothing was made; Problem says why
)

// ImportOutcome is what became of one ImportProduct.
type ImportOutcome struct {
	Source    Source
	State     ImportState
	ProductID db.ID        // zero when refused
	Problem   *fault.Error // why it was refused
	SKUs      []ImportedSKU
}

// ImportedSKU is what became of one ImportSKU, in the order given.
type ImportedSKU struct {
	Ref     string
	ID      db.ID  // zero when the product has no such SKU
	Code    string // the code it has
	Created bool
	Notices []*fault.Error // worth telling: another code was given, the barcode is taken, or why there is no SKU
}

// importer is the state of one ImportTx call.
type importer struct {
	s      *Service
	tx     *db.Tx
	items  []*importItem
	levels party.Levels
	codes  map[string]string // SKU codes in use → name of the product
	bars   map[string]string // barcodes in use → SKU code
	strict bool              // what collides is refused instead of mended
}

// importItem is one offer on its way.
type importItem struct {
	in       ImportProduct // cleaned
	out      ImportOutcome
	twin     *importItem // the same offer earlier in the same call
	existing *existingProduct
	added    []int // indexes of in.SKUs that become new SKUs
	product  db.ID // of the product that is or will be
	group    db.ID
	category db.ID
	attrs    []db.ID
	values   [][]db.ID    // per added SKU, in the order of attrs
	wrong    fault.Fields // what strict found
}

// ImportTx makes products of offers, or finds the ones made before, by the
// creation rules (product row S4). Offers that cannot be taken are refused one by
// one, with the reason in their outcome, and never stop the rest. Repeating a
// call changes nothing: a product is known by its source, then by its code, its
// SKUs by their source, their codes, their values.
//
// The outcomes are in the order of list. It is made for chunks of up to 200
// products and takes some tens of statements whatever their number.
func (s *Service) ImportTx(ctx context.Context, tx *db.Tx, list []ImportProduct) ([]ImportOutcome, error) {
	return s.importTx(ctx, tx, list, false)
}

// importTx is ImportTx; with strict, products that exist or collide are refused
// with all their problems instead of being met or given other codes.
func (s *Service) importTx(ctx context.Context, tx *db.Tx, list []ImportProduct, strict bool) ([]ImportOutcome, error) {
	levels, err := s.party.LevelsTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	im := &importer{s: s, tx: tx, levels: levels, codes: map[string]string{}, bars: map[string]string{}, strict: strict}
	im.take(list)
	for _, step := range []func(context.Context) error{
		im.findProducts, im.findSKUs, im.chooseCodes,
		im.ensureUnits, im.ensureCategories, im.ensureAttributes, im.checkUploads,
		im.writeProducts, im.writeSKUs, im.writeTraces,
	} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("import products: %w", err)
		}
	}
	out := make([]ImportOutcome, len(im.items))
	for i, it := range im.items {
		out[i] = it.out
		if it.twin != nil {
			out[i] = it.twin.out
			if out[i].State != ImportRefused {
				out[i].State = ImportExisting
			}
		}
	}
	return out, nil
}

// take cleans the offers and finds those given twice.
func (im *importer) take(list []ImportProduct) {
	bySource := make(map[Source]*importItem, len(list))
	for _, p := range list {
		it := &importItem{in: p, out: ImportOutcome{Source: p.Source}}
		im.items = append(im.items, it)
		if p.Source.Ref != "" {
			if it.twin = bySource[p.Source]; it.twin != nil {
				continue
			}
			bySource[p.Source] = it
		}
		if err := it.in.clean(); err != nil {
			it.refuse(fault.As(err))
			continue
		}
		it.out.SKUs = make([]ImportedSKU, len(it.in.SKUs))
		for i, k := range it.in.SKUs {
			it.out.SKUs[i].Ref = k.Ref
		}
	}
}

func (it *importItem) refuse(why *fault.Error) {
	it.out.State, it.out.Problem = ImportRefused, why
	it.out.ProductID, it.out.SKUs, it.added = 0, nil, nil
}

// mend notes what is not as given. Strictly taken it is a problem of the SKU's
// input, else worth a notice.
func (im *importer) mend(it *importItem, sku int, input string, why *fault.Error) {
	if im.strict {
		it.wrong.Add(fmt.Sprintf("skus[%d].%s", sku, input), why)
		return
	}
	it.out.SKUs[sku].Notices = append(it.out.SKUs[sku].Notices, why)
}

// open says whether the offer is still to be dealt with.
func (it *importItem) open() bool { return it.twin == nil && it.out.State != ImportRefused }

// writes says whether the offer brings new rows.
func (it *importItem) writes() bool { return it.open() && len(it.added) > 0 }
