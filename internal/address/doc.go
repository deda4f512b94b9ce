// Package address holds the addresses at which an account set receives what it buys
// on 1688.
//
// # Divisions
//
// 1688 delivers to places of its own tree of divisions and refuses names that are not
// in it, so an address is checked against that tree when it is saved, not when the
// first order to it fails. The tree is read bit by bit, through whatever buyer account
// of the set works, and kept for all account sets; nothing remote is asked inside a
// transaction. What has been read once still serves while 1688 is away.
//
// # Address books
//
// An account has an address book on 1688 too, whose entries have ids that an order may
// name instead of saying where it goes. An address remembers the entries that say the
// same as it does, and forgets them when it is changed.
//
// # Warehouses
//
// A warehouse has at most one address that orders for it take by themselves; an
// address may serve several. While it serves one it is neither deleted nor switched off.
package address
