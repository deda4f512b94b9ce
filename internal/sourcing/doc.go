// Package sourcing owns where SKUs are bought: the sources of each, offers of 1688 as
// buyers see them, and the matching of SKUs with specs of offers, one by one and in bulk.
//
// # Sources
//
// A source is one way to buy a SKU: a supplier, on 1688 also an offer with one of its
// specs, and how many base units a sale unit of the supplier holds, as an exact ratio.
// One SKU has many, tried in the order of their priority; one spec may serve several
// SKUs; a SKU, an offer and a spec make at most one source. Both ids that 1688 has for a
// spec are kept: an order names the one, messages about stock and prices the other.
//
// # Looking an offer up
//
// All look-ups go through Service.LookUp, which asks 1688 by channel's Call outside any
// transaction. What was read is kept as one offer_seen per offer, so that the next
// decision (price, minimum, lot) is made from what stands there.
//
// # Matching
//
// The best guess for a spec is a pure function of the SKU and the specs (guess). It never
// takes one of several that fit equally well: a person is asked then. A match run is a
// list matched together: its offers are looked up by a job, a part at a time, and what
// came is looked over in one table and saved at once. What waits for an authorisation
// goes on by itself when the account is authorised again.
//
// # Finding a spec again
//
// Sellers rebuild their specs. When an offer is looked up again, a spec that is not
// there any more under its id is looked for by its other id, then by its attributes
// (refind), and only when all of that fails a person is asked: the source is
// spec_changed, or gone with its offer.
package sourcing
