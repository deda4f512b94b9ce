package replenish

import "github.com/huotong/huotong/internal/dec"

// Model is the rule by which a SKU is bought.
type Model string

// The models, with d the demand per day, L the lead time, R the review period,
// C the days of cover, SS the safety stock and IP(t) the position on day t.
const (
	ModelMinMax     Model = "min_max"           // IP(L) ≤ min: up to max
	ModelCover      Model = "days_of_cover"     // up to d·(L+R+C)
	ModelContinuous Model = "continuous_review" // IP(L) ≤ d·L + SS: that and the demand of a cycle
	ModelPeriodic   Model = "periodic_review"   // up to d·(L+R) + SS
)

// Rule is how one SKU is kept in one warehouse.
type Rule struct {
	Model    Model
	Min, Max dec.Quantity // of min_max
	// CoverDays is C; of continuous_review how long an order is to last, when zero
	// the review period.
	CoverDays int
	// ReviewDays is R, the days from one run to the next for the supplier.
	ReviewDays int
	// Service is the target of the review models.
	Service Service
	// SafetyStock above zero stands instead of a computed one.
	SafetyStock dec.Quantity
	// RateDays is the window of the mean demand; zero means 90.
	RateDays int
}

// Valid says whether the rule makes sense as it stands.
func (r *Rule) Valid() bool {
	for _, days := range []int{r.CoverDays, r.ReviewDays, r.RateDays} {
		if days < 0 || days > maxDays {
			return false
		}
	}
	if r.SafetyStock < 0 {
		return false
	}
	switch r.Model {
	case ModelMinMax:
		return 0 <= r.Min && r.Min <= r.Max
	case ModelCover:
		return true
	case ModelContinuous, ModelPeriodic:
		known := r.Service.Target == TargetCycle || r.Service.Target == TargetFill
		return r.SafetyStock > 0 || known && notchOf(r.Service.Level) >= 0
	}
	return false
}

// Item is all that is known of one SKU in one warehouse.
type Item struct {
	Rule      Rule
	History   *History // nil when there is none
	Fallback  Fallback
	Season    *Season // nil when all days are alike
	Overrides []Override
	Lead      Lead
	Stops     []Stop // of the supplier

	OnHand, Reserved, BackOrders dec.Quantity
	Coming                       []Coming

	// UnitCost, HoldingBPS (a year) and OrderCost are for figures that are shown.
	UnitCost   dec.Cost
	HoldingBPS int64
	OrderCost  dec.Amount
}

// Suggestion is what an Item needs, and why.
type Suggestion struct {
	Quantity dec.Quantity // to buy, zero when nothing
	Reason   Reason

	Model    Model
	Method   Method // of the safety stock
	Velocity Velocity
	Lead     Lead
	// Arrives is the day on which goods ordered now can be sold. Protects is how
	// many days the stock has to last, and Expected the demand in them.
	Arrives, Protects int
	Expected          dec.Quantity
	SafetyStock       dec.Quantity
	// At a position of Trigger or less something is bought, up to Target.
	Trigger, Target dec.Quantity
	// Position is IP(Protects), of which Coming is on its way; Later arrives after.
	Position, Coming, Later dec.Quantity
	Cycle                   dec.Quantity // demand between two orders, of the review models
	Windows                 int          // sample size of the empirical method

	// SafetyDay is the day on which the stock falls below the safety stock, and
	// ShortDay that on which it does not suffice, if nothing is bought.
	SafetyDay, ShortDay int
	// WaitShort is how many units more are expected to be missed when nothing is
	// bought before the next run.
	WaitShort dec.Quantity
	// Less and More are what one notch of service less or more would change.
	Less, More Notch
	// EOQ is the economic order quantity √(2·D·K/h), only to be shown; zero when
	// costs are not known.
	EOQ dec.Quantity
}

// Notch compares with another level of service.
type Notch struct {
	Level       int64 // zero when the scale ends
	SafetyStock dec.Quantity
	Quantity    dec.Quantity // more to keep in stock, or less
	Value       dec.Amount   // what that ties up
	Holding     dec.Amount   // what it costs a year
}

// Need says how much of an item to buy now.
func Need(item *Item) Suggestion {
	r := &item.Rule
	s := Suggestion{Model: r.Model, Lead: item.Lead, SafetyDay: Never, ShortDay: Never}
	if !r.Valid() {
		s.Reason = ReasonRule
		return s
	}
	var m sales
	m.measure(item.History, r.RateDays, item.Fallback)
	s.Velocity = m.Velocity
	stock := supply{
		outlook: outlook{rate: m.Rate, season: item.Season, overrides: item.Overrides},
		have:    item.OnHand.Sub(item.Reserved).Sub(item.BackOrders),
		coming:  item.Coming,
	}

	lead := min(max(item.Lead.Days, 0), maxDays)
	s.Arrives = Arrival(0, lead, item.Stops)
	next := Arrival(r.ReviewDays, lead, item.Stops) // when goods ordered at the next run can be sold
	switch r.Model {
	case ModelMinMax:
		s.Protects = s.Arrives
	case ModelCover:
		s.Protects = next + r.CoverDays
	case ModelContinuous:
		s.Protects = max(s.Arrives, next-r.ReviewDays) // a stop may lie before the next run
	case ModelPeriodic:
		s.Protects = next
	}
	s.Expected = stock.until(s.Protects)
	s.Position = stock.position(s.Protects)
	s.Coming = s.Position.Sub(stock.have)
	s.Later = stock.position(Never).Sub(s.Position)

	s.decide(item, &m, &stock)
	s.SafetyDay = stock.firstBelow(s.SafetyStock)
	s.ShortDay = stock.firstBelow(0)
	if s.Quantity > 0 {
		s.WaitShort = max(0, m.short(next, &stock, item.Lead).Sub(m.short(s.Arrives, &stock, item.Lead)))
	}
	s.EOQ = economicQuantity(m.Rate, item)
	return s
}

// decide sets trigger, target and quantity by the model, and the reason.
func (s *Suggestion) decide(item *Item, m *sales, stock *supply) {
	r := &item.Rule
	s.SafetyStock = r.SafetyStock
	if r.SafetyStock > 0 {
		s.Method = MethodFixed
	}
	switch r.Model {
	case ModelMinMax:
		s.Trigger, s.Target = r.Min, r.Max
		if s.SafetyStock == 0 {
			s.SafetyStock = r.Min
		}
	case ModelCover:
		s.Target = s.Expected.Add(s.SafetyStock)
		s.Trigger = s.Target
	case ModelContinuous:
		days := r.CoverDays
		if days == 0 {
			days = r.ReviewDays
		}
		s.Cycle = stock.until(s.Protects + max(days, 1)).Sub(s.Expected)
		s.Trigger = s.Expected.Add(s.safety(item, m))
		s.Target = s.Trigger.Add(s.Cycle)
	case ModelPeriodic:
		s.Cycle = s.Expected.Sub(stock.until(max(s.Protects-max(r.ReviewDays, 1), 0)))
		s.Target = s.Expected.Add(s.safety(item, m))
		s.Trigger = s.Target
	}
	s.Trigger, s.Target = max(s.Trigger, 0), max(s.Target, 0)

	switch {
	case s.Position <= s.Trigger && s.Position < s.Target:
		s.Quantity = s.Target.Sub(s.Position)
		s.Reason = ReasonBelowTrigger
	case s.Target > 0 || r.Model == ModelMinMax:
		s.Reason = ReasonEnough
	case m.From == RateUnknown:
		s.Reason = ReasonNoHistory
	default:
		s.Reason = ReasonNoDemand
	}
}

// safety finds the safety stock of a review model with its notches, and returns
// it as it enters the target; shown is never less than zero.
func (s *Suggestion) safety(item *Item, m *sales) dec.Quantity {
	if s.Method == MethodFixed {
		return s.SafetyStock
	}
	var buffer [HistoryDays]int64
	guard := shield{
		target: item.Rule.Service.Target, cycle: int64(s.Cycle),
		sigma: m.deviation(s.Protects, s.Expected, item.Lead),
	}
	if m.Lumpy {
		guard.windows = m.sorted(s.Protects, &buffer)
	}
	s.Method, s.Windows = MethodNormal, len(guard.windows)
	if s.Windows > 0 {
		s.Method = MethodEmpirical
		plain := outlook{rate: m.Rate} // the windows know neither season nor calendar
		guard.expected = int64(plain.until(s.Protects))
	}
	at := notchOf(item.Rule.Service.Level)
	exact := guard.stock(at)
	s.SafetyStock = max(exact, 0)
	if at > 0 {
		s.Less = s.notch(item, &guard, at-1)
	}
	if at < len(notches)-1 {
		s.More = s.notch(item, &guard, at+1)
	}
	return exact
}

func (s *Suggestion) notch(item *Item, guard *shield, at int) Notch {
	n := Notch{Level: notches[at].level, SafetyStock: max(guard.stock(at), 0)}
	n.Quantity = n.SafetyStock.Sub(s.SafetyStock)
	if value, err := item.UnitCost.Times(n.Quantity); err == nil {
		n.Value = value.Amount()
	}
	if holding, err := n.Value.MulRatio(item.HoldingBPS, bpsWhole); err == nil {
		n.Holding = holding
	}
	return n
}

// short is how many units are expected to be missed until day t.
func (m *sales) short(t int, stock *supply, lead Lead) dec.Quantity {
	expected := stock.until(t)
	spare := int64(stock.position(t).Sub(expected))
	var buffer [HistoryDays]int64
	if windows := m.windows(t, &buffer); m.Lumpy && len(windows) >= minWindows {
		plain := outlook{rate: m.Rate}
		usual := int64(plain.until(t))
		var sum int64
		for _, w := range windows {
			sum += max(0, w-usual-spare)
		}
		return quantity(sum/int64(len(windows)), half)
	}
	sigma := m.deviation(t, expected, lead)
	missed := max(0, -spare)
	if sigma > 0 {
		// σ·G(k) with k = spare/σ, and G(−k) = G(k) + k.
		k := mulDiv(max(spare, -spare), kScale, sigma, half)
		missed += mulDiv(loss(k), sigma, lossScale, half)
	}
	return quantity(missed, half)
}

// economicQuantity is √(2·D·K/h) with D the demand of a year, K the cost of an
// order and h that of keeping a unit for a year.
func economicQuantity(rate Rate, item *Item) dec.Quantity {
	keep := mulDiv(int64(max(item.UnitCost, 0)), max(item.HoldingBPS, 0), bpsWhole, half)
	if keep == 0 || item.OrderCost <= 0 || rate.IsZero() {
		return 0
	}
	year := mulDiv(int64(rate.Units), 365, rate.Days, half)
	// Units × yuan ÷ (yuan per unit) is in millionths once; the root wants it twice.
	return quantity(product(year, 2*int64(item.OrderCost)).over(keep).times(dec.Scale).root(), half)
}
