// Package platform keeps orders as 1688 has them: by whomever they were placed, with what
// they cost there, their parcels and the way of these.
//
// RecordTx is the one writer. Whoever asked 1688 (creation, polling, a message, the list
// of orders) hands it what was answered; it compares that with what stood there, and what
// is new is told as facts to those who asked for them with OnFact, in the same
// transaction. Answers may come in any order and any number of times: an answer that is
// older than what stands changes nothing (stale), so all orders of answers end in the same
// state, and each fact is told once.
//
// What 1688 charges is never written over a purchase order's price; the two stand side by
// side. An order belongs to at most one purchase order, a purchase order may have several.
package platform
