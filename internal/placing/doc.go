// Package placing makes orders on 1688 of approved purchase orders, exactly once.
//
// # Parts
//
// What one call makes of a purchase order is a part: up to 50 specs of one seller. Lines
// that a part holds are not planned again until its orders are closed, and the purchase
// order is held meanwhile (purchase.OnChange). A part is previewed; what 1688 asks beyond
// the tolerance is accepted by a person or not at all.
//
// # Exactly once
//
// An attempt is written down before its call, with a number of our own (outOrderId) and a
// token in the message to the seller. An attempt without an answer is looked up by both,
// then by content, before another may be made; what fits by content alone is decided by a
// person. That there is at most one attempt that may live is a unique index (ADR 0009).
//
// # Jobs
//
// One job for each account does whatever is due about its parts: preview, call, look-up,
// reading, cancelling. What a part waits for stands in the part (due_at), so a job that is
// lost loses nothing; a sweep gives accounts with something due a new one.
//
// # What it leaves to others
//
// platform keeps the orders themselves: each that was made here is handed to it, with what
// 1688 says of it, in the transaction that notes it as read.
package placing
