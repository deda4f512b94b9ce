package catalog

import (
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// KindNormal is the kind of goods that are bought, kept and sold as they are.
const KindNormal = "normal"

// Product is a product with everything that belongs to it.
type Product struct {
	ID            db.ID        `json:"id"`
	Code          string       `json:"code"`
	Name          string       `json:"name"`
	Mnemonic      string       `json:"mnemonic" doc:"助记码, pinyin initials unless given"`
	CategoryID    db.ID        `json:"categoryId,omitzero"`
	Category      string       `json:"category" doc:"Names from the root, joined by /"`
	Brand         string       `json:"brand"`
	Spec          string       `json:"spec" doc:"规格型号 of the whole product"`
	Kind          string       `json:"kind" enum:"normal"`
	UnitGroupID   db.ID        `json:"unitGroupId"`
	Units         []UnitFactor `json:"units" doc:"The base unit first"`
	TaxRateBPS    int64        `json:"taxRateBps" doc:"Tax rate in hundredths of a percent: 1300 is 13 %"`
	Weight        dec.Quantity `json:"weight" doc:"Kilograms"`
	Length        dec.Quantity `json:"length" doc:"Centimetres"`
	Width         dec.Quantity `json:"width" doc:"Centimetres"`
	Height        dec.Quantity `json:"height" doc:"Centimetres"`
	LotTracked    bool         `json:"lotTracked"`
	ExpiryDays    int64        `json:"expiryDays" doc:"Days from production to expiry; 0 when it does not expire"`
	NegativeStock bool         `json:"negativeStock" doc:"May be sold below zero"`
	Active        bool         `json:"active"`
	Note          string       `json:"note"`
	Attributes    []string     `json:"attributes" doc:"Names in order; empty for a plain product" builtin:"attribute"`
	Pictures      []Picture    `json:"pictures" doc:"The main one first"`
	SKUs          []SKU        `json:"skus"`
	Source        *Source      `json:"source,omitempty" doc:"The online offer it was made from"`
	CreatedAt     db.Time      `json:"createdAt"`
	UpdatedAt     db.Time      `json:"updatedAt"`
	Version       int64        `json:"version"`
}

// SKU is one combination of a product.
type SKU struct {
	ID       db.ID        `json:"id"`
	Code     string       `json:"code"`
	Spec     string       `json:"spec" doc:"The values as text: 红色 / XL"`
	Values   []string     `json:"values" doc:"One for each attribute of the product, in that order"`
	Barcodes []string     `json:"barcodes"`
	Prices   []LevelPrice `json:"prices" doc:"Per base unit; levels without a price are left out"`
	Picture  string       `json:"picture"`
	Active   bool         `json:"active"`

	key string // value_key as stored
}

// LevelPrice is the price at one price level, per base unit.
type LevelPrice struct {
	LevelID db.ID     `json:"levelId"`
	Price   dec.Price `json:"price"`
}

// Picture is a picture of a product: an upload of ours or an address elsewhere.
type Picture struct {
	URL    string `json:"url"`
	FileID db.ID  `json:"fileId,omitzero" doc:"The upload; left out for an address elsewhere"`
}

// ProductInput is what a person enters for a product.
type ProductInput struct {
	Code          string         `json:"code,omitempty" doc:"Blank: a number is drawn"`
	Name          string         `json:"name"`
	Mnemonic      string         `json:"mnemonic,omitempty" doc:"Blank: made from the name"`
	CategoryID    db.ID          `json:"categoryId,omitzero"`
	Brand         string         `json:"brand,omitempty"`
	Spec          string         `json:"spec,omitempty"`
	UnitGroupID   db.ID          `json:"unitGroupId,omitzero"`
	Unit          string         `json:"unit,omitempty" doc:"Name of the base unit, instead of unitGroupId; it is made when missing" builtin:"unit"`
	TaxRateBPS    int64          `json:"taxRateBps,omitempty"`
	Weight        dec.Quantity   `json:"weight,omitzero"`
	Length        dec.Quantity   `json:"length,omitzero"`
	Width         dec.Quantity   `json:"width,omitzero"`
	Height        dec.Quantity   `json:"height,omitzero"`
	LotTracked    *bool          `json:"lotTracked,omitempty" doc:"When left out what the account set does with new products, and of an existing one what it was"`
	ExpiryDays    int64          `json:"expiryDays,omitempty"`
	NegativeStock bool           `json:"negativeStock,omitempty"`
	Inactive      bool           `json:"inactive,omitempty" doc:"Not to be sold any more"`
	Note          string         `json:"note,omitempty"`
	Attributes    []string       `json:"attributes,omitempty" doc:"Names in order, made when missing; none for a plain product" builtin:"attribute"`
	Pictures      []PictureInput `json:"pictures,omitempty"`
	SKUs          []SKUInput     `json:"skus,omitempty" doc:"Of a plain product at most one, whose code is the product's"`
}

// SKUInput is what a person enters for a SKU.
type SKUInput struct {
	ID       db.ID        `json:"id,omitzero" doc:"The existing SKU; left out for a new one"`
	Code     string       `json:"code,omitempty" doc:"Blank: the product's code with _001, _002 …"`
	Values   []string     `json:"values,omitempty" doc:"One for each attribute, in order; made when missing"`
	Barcodes []string     `json:"barcodes,omitempty"`
	Prices   []LevelPrice `json:"prices,omitempty"`
	Picture  string       `json:"picture,omitempty"`
	Inactive bool         `json:"inactive,omitempty"`
}

// PictureInput names a picture: an upload by its id or an address elsewhere.
type PictureInput struct {
	URL    string `json:"url,omitempty"`
	FileID db.ID  `json:"fileId,omitzero"`
}

// Saved is the outcome of saving a product.
type Saved struct {
	Product  *Product
	Warnings []fault.Field // worth a second look, such as a barcode's check digit
}
