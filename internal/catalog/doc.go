// Package catalog holds what an account set trades in: units, categories,
// attributes, products, SKUs, their prices and pictures.
//
// A product is what people talk about; a SKU is what is counted, priced and
// sold. A product without attributes has exactly one SKU, with the product's own
// code; a product with attributes has one SKU for each combination of values in
// use. The database refuses the same combination, code or barcode twice.
//
// A SKU that documents refer to is never deleted, only made inactive. The
// packages above say what they refer to (Service.UsedBy) and clean up after a
// deletion (Service.OnDelete), inside the same transaction.
//
// Prices are per base unit. Quantities convert between units by whole-number
// factors, exactly or not at all.
package catalog
