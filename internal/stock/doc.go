// Package stock owns the warehouses, the stock ledger, the balances, the cost of
// goods, and the documents that touch nothing but stock: opening stock 期初, other
// in 其他入库 and other out 其他出库.
//
// # Ledger and balances
//
// A move is one row with quantity and value together; it is never changed and
// never deleted. stock_balance (per warehouse and SKU) and cost_pool (per cost
// scope and SKU) are caches of the moves, changed in the same transaction by
// relative updates while their rows are locked in key order. Verify proves that
// they equal the sum of the moves.
//
// A document that turned out wrong is taken back by a counter-document
// (Service.ReversalTx gives its lines).
//
// # Cost
//
// Moving average per account set or per warehouse, whichever the account set
// chose (costing.go, ADR 0007). Costing follows the order of posting: a document
// with an earlier date keeps its date and is costed when it is posted.
//
// # What it leaves to others
//
// stock knows no ledger accounts of its own. PostTx returns the value that
// moved, and whoever posts a document books it; for stock's own documents the
// Books given to New do.
package stock
