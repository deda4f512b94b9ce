// Package party holds the customers of an account set, the price levels they buy
// at, and the suppliers.
//
// Customers and suppliers are kept by one code, the book; what is special of either
// stands in customer*.go and supplier*.go. A supplier may be a seller on 1688, and is
// then found by the ids that 1688 gives it (SellerSupplierTx).
//
// A level is both the kind of customer (零售客户) and the price that kind pays
// (零售价); retail and wholesale are built in, a set adds its own. Every customer
// has exactly one level. Codes are unique within the set.
//
// What a customer paid last for a SKU is remembered per unit, written by whoever
// posts the sale. Receivables, the opening ones included, belong to finance; the
// credit limit kept here is only the figure it is compared with.
package party
