package suggest

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/replenish"
)

// Detail is what a suggestion comes from: every input and every step of its figures.
type Detail struct {
	Rule     RuleDetail     `json:"rule"`
	Demand   DemandDetail   `json:"demand"`
	Lead     LeadDetail     `json:"lead"`
	Stock    StockDetail    `json:"stock"`
	Decision DecisionDetail `json:"decision"`
	Less     *NotchDetail   `json:"less,omitempty" doc:"What one notch of service less would change"`
	More     *NotchDetail   `json:"more,omitempty" doc:"What one notch of service more would change"`
	Options  []OptionDetail `json:"options,omitempty" doc:"Ways out where an order was too small, the one that was taken marked"`
	Climbs   []ClimbDetail  `json:"climbs,omitempty" doc:"Price tiers in reach, taken or not"`
	Computed db.Date        `json:"computed" doc:"The business date it was worked out on"`
}

// RuleDetail is the rule in force.
type RuleDetail struct {
	ID          db.ID        `json:"id"`
	OfSKU       bool         `json:"ofSku" doc:"It is the SKU's own, not a default"`
	Model       Model        `json:"model" enum:"min_max,days_of_cover,continuous_review,periodic_review,none"`
	Min         dec.Quantity `json:"min"`
	Max         dec.Quantity `json:"max"`
	CoverDays   int          `json:"coverDays"`
	ReviewDays  int          `json:"reviewDays"`
	Target      string       `json:"target,omitempty" enum:"cycle,fill"`
	ServiceBPS  int64        `json:"serviceBps"`
	SafetyStock dec.Quantity `json:"safetyStock"`
	RateDays    int          `json:"rateDays" doc:"The window of the mean demand; 0 is 90"`
}

// DemandDetail is how fast the SKU sells.
type DemandDetail struct {
	Units       dec.Quantity  `json:"units" doc:"Sold on the days in stock"`
	Days        int64         `json:"days"`
	PerDay      dec.Quantity  `json:"perDay"`
	Deviation   dec.Quantity  `json:"deviation" doc:"Standard deviation of a day"`
	From        string        `json:"from,omitempty" enum:"history,category,manual" doc:"Left out when nothing is known"`
	DaysInStock int           `json:"daysInStock"`
	DaysOut     int           `json:"daysOut" doc:"Left out because there was nothing to sell"`
	DaysSold    int           `json:"daysSold"`
	Cap         dec.Quantity  `json:"cap,omitempty" doc:"The most that a day counted for"`
	Capped      int           `json:"capped,omitempty" doc:"Days that were cut to it"`
	Lumpy       bool          `json:"lumpy" doc:"Sells too seldom for a normal distribution: what happened decides"`
	Season      *SeasonDetail `json:"season,omitempty"`
	Calendar    []EntryDetail `json:"calendar,omitempty" doc:"Entries of the demand calendar that count"`
}

// LeadDetail is how long goods take.
type LeadDetail struct {
	Days      int            `json:"days"`
	Deviation dec.Quantity   `json:"deviation"`
	Samples   int            `json:"samples" doc:"Deliveries it was learned from"`
	From      string         `json:"from" enum:"source,supplier,standard"`
	Arrives   int            `json:"arrives" doc:"In how many days goods ordered now can be sold"`
	DaysOff   []DayOffDetail `json:"daysOff,omitempty" doc:"When the supplier does not work meanwhile, so that goods take longer"`
}

// DayOffDetail is days off that make goods come later.
type DayOffDetail struct {
	Name string  `json:"name"`
	From db.Date `json:"from"`
	To   db.Date `json:"to"`
	Days int     `json:"days" doc:"By how many days what is ordered now comes later; where spans overlap a day counts once"`
	Next int     `json:"next,omitempty" doc:"By how many days what is ordered in the next round comes later"`
}

// StockDetail is what there is and what comes.
type StockDetail struct {
	OnHand   dec.Quantity   `json:"onHand"`
	Reserved dec.Quantity   `json:"reserved"`
	Coming   []ComingDetail `json:"coming" nullable:"false"`
	UnitCost *dec.Cost      `json:"unitCost,omitempty"`
}

// ComingDetail is something on its way.
type ComingDetail struct {
	On       db.Date      `json:"on"`
	Quantity dec.Quantity `json:"quantity"`
}

// DecisionDetail is how the need comes of it.
type DecisionDetail struct {
	Protects    int           `json:"protects" doc:"How many days the stock has to last"`
	Expected    dec.Quantity  `json:"expected" doc:"Demand in these days"`
	SafetyStock dec.Quantity  `json:"safetyStock"`
	Method      string        `json:"method,omitempty" enum:"normal,empirical,fixed" doc:"How the safety stock was found; left out where the rule has none"`
	Windows     int           `json:"windows,omitempty" doc:"Windows of sales the empirical method looked at"`
	Trigger     dec.Quantity  `json:"trigger" doc:"At this position or below something is bought"`
	Target      dec.Quantity  `json:"target"`
	Position    dec.Quantity  `json:"position" doc:"Stock and what comes in time"`
	Later       dec.Quantity  `json:"later" doc:"What comes after that"`
	Cycle       dec.Quantity  `json:"cycle,omitempty" doc:"Demand between two orders"`
	Need        dec.Quantity  `json:"need"`
	Reason      string        `json:"reason"`
	SafetyOn    db.Date       `json:"safetyOn,omitempty" doc:"When the stock falls below the safety stock"`
	ShortOn     db.Date       `json:"shortOn,omitempty" doc:"When it runs short"`
	WaitShort   dec.Quantity  `json:"waitShort,omitempty" doc:"Expected to be missed when nothing is bought before the next round"`
	EOQ         *dec.Quantity `json:"eoq,omitempty" doc:"Economic order quantity, for comparison"`
}

// NotchDetail compares with another level of service.
type NotchDetail struct {
	Level       int64        `json:"level" doc:"In 1/10,000"`
	SafetyStock dec.Quantity `json:"safetyStock"`
	Quantity    dec.Quantity `json:"quantity" doc:"More in stock, or less"`
	Value       *dec.Amount  `json:"value,omitempty" doc:"What that ties up"`
	Holding     *dec.Amount  `json:"holding,omitempty" doc:"What it costs a year"`
}

// OptionDetail is a way out when an order is too small.
type OptionDetail struct {
	Kind    string      `json:"kind" enum:"top_up,mix,wait,next_source,free_freight"`
	Pieces  int64       `json:"pieces" doc:"Sale units more"`
	Cash    *dec.Amount `json:"cash,omitempty" doc:"More to pay now"`
	Cost    *dec.Amount `json:"cost,omitempty" doc:"What it costs in the end; below zero it gains"`
	Until   db.Date     `json:"until,omitempty" doc:"The last day to wait"`
	Refused string      `json:"refused,omitempty" doc:"Why it cannot be done"`
	Taken   bool        `json:"taken"`
}

// ClimbDetail is a price tier in reach.
type ClimbDetail struct {
	From     int64        `json:"from" doc:"Sale units of the offer"`
	To       int64        `json:"to"`
	Pieces   int64        `json:"pieces"`
	Price    *dec.Price   `json:"price,omitempty"`
	Cash     *dec.Amount  `json:"cash,omitempty"`
	Marginal *dec.Price   `json:"marginal,omitempty" doc:"What one of them costs now"`
	Holding  *dec.Price   `json:"holding,omitempty" doc:"What keeping it costs apiece"`
	Next     *dec.Price   `json:"next,omitempty" doc:"What one would cost later"`
	Saving   *dec.Amount  `json:"saving,omitempty"`
	WaitDays int64        `json:"waitDays"`
	Cover    dec.Quantity `json:"cover" doc:"Days the goods last then"`
	Refused  string       `json:"refused,omitempty" doc:"Why it was not taken"`
}

// hideCosts leaves out what only people may see who see costs.
func (d *Detail) hideCosts() {
	d.Stock.UnitCost, d.Decision.EOQ = nil, nil
	for _, n := range []*NotchDetail{d.Less, d.More} {
		if n != nil {
			n.Value, n.Holding = nil, nil
		}
	}
	for i := range d.Options {
		d.Options[i].Cash, d.Options[i].Cost = nil, nil
	}
	for i := range d.Climbs {
		c := &d.Climbs[i]
		c.Price, c.Cash, c.Marginal, c.Holding, c.Next, c.Saving = nil, nil, nil, nil, nil, nil
	}
}

// detail writes what a finding comes from, with the choices made for the offer.
func (s *survey) detail(f *finding, date db.Date, choices []replenish.Choice, climbs []replenish.Climb, offer int64) string {
	d := f.detail(date)
	day := dayNumber(date)
	for _, c := range choices {
		of := false
		for _, o := range c.Options {
			of = of || o.Offer == offer || o.Offer == 0
		}
		if !of {
			continue
		}
		for _, o := range c.Options {
			d.Options = append(d.Options, newOption(&o, o.Kind == c.Taken && o.Refused == "", day))
		}
	}
	for i := range climbs {
		if climbs[i].Offer == offer {
			d.Climbs = append(d.Climbs, newClimb(&climbs[i]))
		}
	}
	text, _ := json.Marshal(d) // numbers and texts only: cannot fail
	return string(text)
}

func newOption(o *replenish.Option, taken bool, day int) OptionDetail {
	d := OptionDetail{Kind: string(o.Kind), Pieces: o.Pieces, Cash: &o.Cash, Cost: &o.Cost, Refused: string(o.Refused), Taken: taken}
	if o.Kind == replenish.OptionWait && o.Until < replenish.Never {
		d.Until = dateOf(day + o.Until)
	}
	return d
}

func newClimb(c *replenish.Climb) ClimbDetail {
	saving := c.Saving()
	return ClimbDetail{
		From: c.From, To: c.To, Pieces: c.Pieces, Price: &c.Price, Cash: &c.Cash, Marginal: &c.Marginal, Holding: &c.Holding, Next: &c.Next, Saving: &saving,
		WaitDays: c.WaitDays, Cover: c.Cover, Refused: string(c.Refused),
	}
}

// detail is what was found of a place, as of a date.
func (f *finding) detail(date db.Date) *Detail {
	n, r, v := &f.need, &f.item.Rule, &f.need.Velocity
	day := dayNumber(date)
	on := func(in int) db.Date {
		if in >= replenish.Never {
			return ""
		}
		return dateOf(day + in)
	}
	d := &Detail{
		Rule: RuleDetail{
			ID: f.rule.ID, OfSKU: f.rule.SKUID != 0, Model: f.rule.Model, Min: r.Min, Max: r.Max, CoverDays: r.CoverDays, ReviewDays: r.ReviewDays, Target: string(r.Service.Target),
			ServiceBPS: r.Service.Level, SafetyStock: r.SafetyStock, RateDays: r.RateDays,
		},
		Demand: DemandDetail{
			Units: v.Units, Days: v.Days, PerDay: v.PerDay(), Deviation: v.Deviation, From: string(v.From), DaysInStock: v.DaysInStock, DaysOut: v.DaysOut, DaysSold: v.DaysSold,
			Cap: v.Cap, Capped: v.Capped, Lumpy: v.Lumpy,
		},
		Lead:  LeadDetail{Days: n.Lead.Days, Deviation: n.Lead.Deviation, Samples: n.Lead.Samples, From: string(n.Lead.From), Arrives: n.Arrives},
		Stock: StockDetail{OnHand: f.item.OnHand, Reserved: f.item.Reserved, Coming: []ComingDetail{}, UnitCost: &f.item.UnitCost},
		Decision: DecisionDetail{
			Protects: n.Protects, Expected: n.Expected, SafetyStock: n.SafetyStock, Method: string(n.Method), Windows: n.Windows, Trigger: n.Trigger, Target: n.Target, Position: n.Position,
			Later: n.Later, Cycle: n.Cycle, Need: n.Quantity, Reason: string(n.Reason), SafetyOn: on(n.SafetyDay), ShortOn: on(n.ShortDay), WaitShort: n.WaitShort,
		},
		Computed: date, Less: newNotch(&n.Less), More: newNotch(&n.More),
	}
	d.Lead.DaysOff = f.daysOff(day)
	ahead := n.Protects
	if r.Model == replenish.ModelContinuous { // and the demand of a cycle after that
		if ahead += r.CoverDays; r.CoverDays == 0 {
			ahead += r.ReviewDays
		}
	}
	d.Demand.Season, d.Demand.Calendar = f.outlook.detail(ahead, day)
	if n.EOQ > 0 {
		d.Decision.EOQ = &n.EOQ
	}
	days := map[int]dec.Quantity{} // what comes on a day, of however many orders
	for _, c := range f.item.Coming {
		days[c.Day] = days[c.Day].Add(c.Quantity)
	}
	for _, in := range slices.Sorted(maps.Keys(days)) {
		d.Stock.Coming = append(d.Stock.Coming, ComingDetail{On: on(in), Quantity: days[in]})
	}
	return d
}

func newNotch(n *replenish.Notch) *NotchDetail {
	if n.Level == 0 {
		return nil
	}
	return &NotchDetail{Level: n.Level, SafetyStock: n.SafetyStock, Quantity: n.Quantity, Value: &n.Value, Holding: &n.Holding}
}
