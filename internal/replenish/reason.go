package replenish

// Reason says why something is to be bought, or why not. The words for it belong
// to the page.
type Reason string

// What Need says.
const (
	ReasonBelowTrigger Reason = "below_trigger" // the position is at the trigger or below: buy
	ReasonEnough       Reason = "enough"        // stock and what is coming suffice
	ReasonNoDemand     Reason = "no_demand"     // nothing is sold, and nothing expected
	ReasonNoHistory    Reason = "no_history"    // too few days in stock, and no fallback
	ReasonRule         Reason = "rule_invalid"  // the rule contradicts itself
)

// Why Plan leaves something unbought, or does not climb.
const (
	ReasonNoSource      Reason = "no_source"      // nobody to buy it from, or no source that can be used
	ReasonSellerStock   Reason = "seller_stock"   // the seller has no more
	ReasonPurchaseLimit Reason = "purchase_limit" // the seller sells no more to one account
	ReasonMaxCover      Reason = "max_cover"      // it would last longer than is allowed
	ReasonRounding      Reason = "rounding"       // less than a multiple, and the want is rounded down
	ReasonTooLarge      Reason = "too_large"      // beyond what a document can say
	ReasonBelowMinimum  Reason = "below_minimum"  // the minimum cannot be reached in any way
	ReasonWait          Reason = "wait"           // it can wait for the next run, and waiting is cheapest
	ReasonBudget        Reason = "budget"         // the money is for what is more urgent
	ReasonNotWorth      Reason = "not_worth"      // keeping the surplus costs more than it saves
	ReasonTooLate       Reason = "too_late"       // the stock runs short before an order at the next run arrives
)
