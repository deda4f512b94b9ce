// Package trade holds what sales and purchases have in common: the lines of a
// document as people enter them, and its money.
//
// A line's amount is quantity × price less its discount, rounded half away from zero
// to the fen; tax is computed and rounded per line; the discount of the whole document
// is spread over the lines by largest remainder and takes its share of the tax with it,
// so that the settled amounts of the lines always add up to the total less the fee.
package trade
