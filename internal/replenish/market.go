package replenish

import (
	"cmp"

	"github.com/huotong/huotong/internal/dec"
)

// Unknown stands for a stock that the seller does not tell.
const Unknown = -1

// Key says what may be bought together: goods with the same key make one
// purchase order.
type Key struct {
	Account   int64 // the 1688 buyer account
	Supplier  int64
	Warehouse int64
	Address   int64 // where the goods are sent
	Currency  string
	Terms     string // of settlement
	Week      int    // by which the goods are needed; 0 when weeks are not kept apart
}

// Compare orders keys, so that a run is the same whatever order it is told in.
func (k Key) Compare(o Key) int {
	return cmp.Or(
		cmp.Compare(k.Account, o.Account), cmp.Compare(k.Supplier, o.Supplier),
		cmp.Compare(k.Warehouse, o.Warehouse), cmp.Compare(k.Address, o.Address),
		cmp.Compare(k.Currency, o.Currency), cmp.Compare(k.Terms, o.Terms), cmp.Compare(k.Week, o.Week))
}

// Market is what Plan works on: what is wanted, and what is to be had.
type Market struct {
	Wants   []Want
	Offers  []Offer
	Sellers []Seller
	Merges  []Merge
	Policy  Policy
}

// Want is one SKU in one warehouse: what it needs, or that it may fill up an
// order that others need. SKU and warehouse together are unique.
type Want struct {
	SKU, Warehouse int64
	// Demands are what the need consists of; none for a SKU that needs nothing yet.
	Demands []Demand
	// Sources are where it can be bought, the preferred one first.
	Sources []Source

	// RoundDown buys the whole multiples within a need. Without it a need is
	// rounded up to them: never short, at times above the target.
	RoundDown bool

	Rate     Rate
	Position dec.Quantity // stock and everything that is coming
	// MaxCoverDays is how long the stock may last after buying; 0 for any time.
	// It says nothing about goods that do not sell.
	MaxCoverDays int
	// NeedDay is the day on which it needs stock (Suggestion.SafetyDay), DaysLeft
	// the day it runs short, OrderBy the last day on which an order is in time.
	NeedDay, DaysLeft, OrderBy int
	// WaitShort is what is expected to be missed by waiting for the next run, and
	// Margin what a unit earns; zero when unknown, and then the purchase price counts.
	WaitShort dec.Quantity
	Margin    dec.Price
}

// Demand is one reason to buy: a suggestion, a requisition, a sales order.
type Demand struct {
	ID       int64 // not 0
	Quantity dec.Quantity
}

// Source is one way to buy a SKU. One sale unit is Num/Den base units.
type Source struct {
	Key      Key
	Offer    int64
	Spec     string
	Num, Den int64
	Multiple int64 // sale units are bought in multiples of it; 0 is 1
}

// Offer is what one offer says. All figures are in sale units.
type Offer struct {
	ID     int64
	MOQ    int64   // of all its specs in one order together
	Mixed  bool    // takes part in the seller's mixed batch
	Limits []Limit // of purchase; an account without one buys what it likes
	Tiers  []Tier
	Specs  []Spec
	// NextPrice is what a unit is expected to cost in the next cycle at its usual
	// size; zero means the price of the quantity at hand.
	NextPrice dec.Price
}

// Limit is how many sale units of an offer an account may still buy.
type Limit struct{ Account, Left int64 }

// Tier is the price of a unit from a quantity on.
type Tier struct {
	From  int64
	Price dec.Price
}

// Spec is one spec of an offer.
type Spec struct {
	ID    string
	Stock int64 // what the seller shows, or Unknown
	// Tiers are its own prices by its own quantity, where the offer has such.
	Tiers []Tier
}

// Seller is what a supplier does for whole orders.
type Seller struct {
	Supplier int64
	// From MixAmount yuan or MixNumber pieces on, offers that are mixed have no
	// minimum of their own; zero when the seller has no such rule.
	MixAmount dec.Amount
	MixNumber int64
	NextRun   int         // days until it is ordered from again, at least 1
	Budget    *dec.Amount // nil when there is none
	Freight   []Freight
}

// Freight is what sending to an address costs, by the value of the goods.
type Freight struct {
	Address int64
	Steps   []FreightStep
}

// FreightStep is the freight from a value of goods on.
type FreightStep struct {
	From   dec.Amount
	Amount dec.Amount
}

// Merge says that what is bought under From may be bought under Into instead,
// and what bringing it to its place costs then. Account, supplier, currency and
// terms are the same.
type Merge struct {
	From, Into Key
	Cost       dec.Amount
}

// Policy is what the account set decided for all.
type Policy struct {
	HoldingBPS int64       // what keeping goods costs a year, of their price
	LookAhead  int         // SKUs that need stock within so many days may fill up an order
	Budget     *dec.Amount // of the whole run, nil when there is none
	MaxLines   int         // SKUs in one 1688 order; 0 means 50
}

// Proposal is what to order.
type Proposal struct {
	Orders []Order
	Unmet  []Unmet
	Moved  []Choice // offers whose need went to the next source
}

// Order is one purchase order.
type Order struct {
	Key                   Key
	Lines                 []Line
	Links                 []Link
	Chunks                []Chunk
	Goods, Freight, Total dec.Amount
	Mixed                 bool // the seller's mixed batch is reached
	Merged                []Merge
	Choices               []Choice
	Climbs                []Climb
}

// Line is what is ordered of a SKU by one spec.
type Line struct {
	SKU      int64
	Offer    int64
	Spec     string
	Num, Den int64
	Quantity int64 // sale units
	Base     dec.Quantity
	Price    dec.Price // of a sale unit
	Amount   dec.Amount
	Freight  dec.Amount // its share
}

// Link says whom a part of a line is for. All parts of a line add up to it.
type Link struct {
	Line      int // place in Lines
	Warehouse int64
	Demand    int64 // 0 for stock: what minimum, multiple or price made more
	Quantity  dec.Quantity
}

// Chunk is what goes to 1688 as one order: Lines[From:To].
type Chunk struct {
	From, To       int
	Goods, Freight dec.Amount
	// Short are the offers that are below their minimum in this chunk alone, which
	// the preview has to decide.
	Short []int64
}

// Unmet is a need, or a part of it, that is not bought.
type Unmet struct {
	SKU, Warehouse int64
	Quantity       dec.Quantity
	Reason         Reason
	Offer          int64 // the one that was tried last, 0 for none
	Until          int   // how long it can wait, when that is the reason
	Options        []Option
}

// OptionKind names a way out when an order is too small.
type OptionKind string

// The ways out.
const (
	OptionTopUp   OptionKind = "top_up"       // more of the same offer
	OptionMix     OptionKind = "mix"          // more of the seller's mixed offers
	OptionWait    OptionKind = "wait"         // until the next run
	OptionNext    OptionKind = "next_source"  // from whom else it can be had
	OptionFreight OptionKind = "free_freight" // more, to pay less freight
)

// Option is a way out with its price.
type Option struct {
	Kind   OptionKind
	Offer  int64      // that it is about, 0 for several
	Pieces int64      // sale units more
	Cash   dec.Amount // more to pay now
	// Cost is what it costs in the end against buying the need alone: holding the
	// surplus, missed sales, a higher price. Below zero it gains.
	Cost    dec.Amount
	Until   int    // the last day to wait
	Refused Reason // why it cannot be done, empty when it can
}

// Choice is a way out that was taken, among those there were. The cheapest is,
// in the order they are told.
type Choice struct {
	Taken   OptionKind
	Options []Option
}

// Surplus is pieces bought before they are needed.
type Surplus struct {
	Pieces   int64
	Cash     dec.Amount
	Marginal dec.Price    // what one of them costs now
	WaitDays int64        // how long one waits on average
	Holding  dec.Price    // what that costs apiece
	Next     dec.Price    // what one would cost in the next cycle
	Cover    dec.Quantity // days that the goods of the offer last then
	Cost     dec.Amount   // Pieces × (Marginal + Holding − Next): below zero it is worth it
}

// Saving is what the surplus saves after holding.
func (s *Surplus) Saving() dec.Amount { return s.Cost.Neg() }

// Climb is a price tier that was in reach.
type Climb struct {
	Offer    int64
	From, To int64 // sale units of the offer
	Price    dec.Price
	Surplus
	Refused Reason // why it was not taken, empty when it was
}
