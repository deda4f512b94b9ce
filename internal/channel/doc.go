// Package channel owns the 1688 shops of an account set: their authorisation, the
// offers downloaded from them, and which online SKU is which SKU.
//
// # Tokens
//
// Tokens are encrypted at rest. Whoever calls 1688 goes through Service.Call, which
// hands out a valid token, refreshes it before its end or when 1688 refuses it, and
// repeats the call once. A refresh is an HTTP call, so it happens outside any
// transaction; a lease on the shop's row keeps two workers, also of two processes,
// from refreshing at the same time. When only the owner can help, the shop's state
// says so, and people are told.
//
// # Download
//
// A download walks the shop's offers in the order of their ids. What was read is
// written together with the cursor, in one transaction, so that a run that was
// killed goes on where it was and nothing is written twice. An offer whose hash has
// not changed costs no write. Offers that are no longer there are asked for by id
// before they are marked as taken down; nothing downloaded is ever deleted by a run.
//
// # Matching
//
// A line of the match list is one online SKU, or an offer without SKUs. A pair is
// kept until a person takes it apart, the SKU is deleted, or the online SKU's
// specifications change.
package channel
