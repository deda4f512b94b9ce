// Package wms tells a warehouse management system (WMS) what is to arrive, and makes
// purchase receipts of what it says it received.
//
// # Notices
//
// A purchase order has at most one arrival notice 到货通知, named by the order's number,
// whether it is bought on 1688 or elsewhere; the numbers and parcels of its orders on 1688
// stand in it. What a notice says is always worked out of the order as it stands. When
// that differs from what was told, it is a new version of the same notice, and the WMS goes
// by the highest.
//
// The quantities are all that the WMS is to receive under the notice, in base units: what
// it received itself does not change them, what was received otherwise lowers them.
//
// # Pushing
//
// One job of an account set tells whatever is due, one notice after the other. A version
// has one body and one Idempotency-Key for good: after a timeout, or a process that was
// killed, sending the same again is how to find out, and does nothing twice with a WMS that
// honours the key. What a WMS refuses waits for a person and is sent under a new version,
// since nothing was taken of the old.
//
// # Receiving
//
// The WMS posts what it received under a number of its own, which is unique: a repetition
// is given the receipt that was made. The receipt follows every rule of purchase, in the
// transaction that keeps the number.
package wms
