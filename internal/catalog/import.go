package catalog

import (
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Source names the online offer a product comes from.
type Source struct {
	Shop db.ID  // the channel's shop
	Ref  string // the offer's id there
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
	Attributes []string // in their order; empty makes a plain product
	Pictures   []string // addresses, the main one first
	Weight     dec.Quantity
	SKUs       []ImportSKU // of a plain product: one entry without values
}

// ImportSKU is one combination of an offer.
type ImportSKU struct {
	Ref     string   // the combination's id online
	Code    string   // 单品货号; may be empty
	Barcode string   // may be empty
	Values  []string // one for each of the product's Attributes
	Retail  *dec.Price
	Picture string
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
	Notice  *fault.Error // worth telling: another code was given, or why there is none
}
