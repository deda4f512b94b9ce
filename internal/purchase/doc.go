// Package purchase owns purchase orders (采购单) and purchase receipts: what is bought of whom, for which
// warehouse, on which terms. It knows nothing of 1688; placing builds on it.
//
// An order is a draft until it is submitted. How many approvals it then needs is said
// by package approval, by its total; with none it stands at once. An approval holds for
// the content it saw: supplier, warehouse, terms, lines, prices, fees. A change of any
// of these takes the order back to a draft and voids the approvals; a change of notes,
// people, dates or numbers of parcels does not. Who made, changed or submitted an order
// does not approve it, and the second approver is not the first, unless the account set
// allows it.
//
// What people decided (State) and how far the goods have come (Fulfilment) are two
// things; what a page shows as one stage (阶段) is both together.
//
// A receipt (购货单) is goods that came, mostly of an order: posting it moves stock at
// landed cost, opens the supplier's payable, and counts on the order what came, in one
// transaction. Discount, freight and fees of an order go to its receipts in the parts
// that belong to what came, so that over all receipts they add up to the order's.
// Freight and fees are spread over the lines by largest remainder and are part of what
// the goods cost. A return (购货退货单) sends goods of a receipt back at what they came
// in at. A posted document is never changed: a reversal takes it back.
package purchase
