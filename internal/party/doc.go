// Package party holds the customers of an account set and the price levels they
// buy at.
//
// A level is both the kind of customer (零售客户) and the price that kind pays
// (零售价); retail and wholesale are built in, a set adds its own. Every customer
// has exactly one level. Codes are unique within the set.
//
// What a customer paid last for a SKU is remembered per unit, written by whoever
// posts the sale. Receivables, the opening ones included, belong to finance; the
// credit limit kept here is only the figure it is compared with.
package party
