package replenish

import (
	"cmp"
	"slices"

	"github.com/huotong/huotong/internal/dec"
)

// planner holds a run.
type planner struct {
	policy  Policy
	offers  map[int64]*offer
	sellers map[int64]*Seller
	limits  map[limitKey]int64 // left of purchase limits
	wants   []*want            // that need something, the most urgent first
	all     []want             // as in Market.Wants
	groups  map[Key]*group
	fillers map[Key][]filler // by offer
	merged  map[Key]Key      // groups that became part of another
	unmet   []miss
	moved   []Choice              // needs that went to their next source
	left    *dec.Amount           // money of the run, once limit has run
	leftOf  map[int64]*dec.Amount // and of the suppliers

	offersOf  []int64 // of the lines of a group, used again and again by freightOfAll
	amountsOf []dec.Amount
}

// limitKey is what a purchase limit holds for.
type limitKey struct{ account, offer int64 }

type offer struct {
	*Offer
	tiers  []Tier
	specs  []spec // by id
	bySpec bool   // prices are those of the specs
}

type spec struct {
	id    string
	left  int64 // of the seller's stock, or Unknown
	tiers []Tier
}

// want is a Want with what has been done for it.
type want struct {
	*Want
	place  int // in Market.Wants
	need   dec.Quantity
	bought dec.Quantity // base units, surplus included
	gain   int64        // margin per yuan, in millionths
	barred map[int]bool // sources whose minimum cannot be reached
}

// filler is a want without need, which could fill up an order by one of its sources.
type filler struct {
	want   *want
	source int
}

func (f filler) offer() int64 { return f.want.Sources[f.source].Offer }

// miss is a part of a want that is not bought.
type miss struct {
	want *want
	Unmet
}

func (p *planner) miss(w *want, u Unmet) {
	u.SKU, u.Warehouse = w.SKU, w.Warehouse
	p.unmet = append(p.unmet, miss{w, u})
}

// row is a part of a want in a group.
type row struct {
	want     *want
	source   int // place in want.Sources
	key      Key
	lot      *lot
	offer    *offer
	spec     *spec
	num, den int64
	step     int64        // sale units come in multiples of it
	most     int64        // sale units that a document can say
	need     dec.Quantity // the part of the need that it covers
	x        int64        // sale units for the need
	n        int64        // sale units in all
}

// lot is what a group has of an offer.
type lot struct {
	offer *offer
	rows  []*row // by spec, SKU, warehouse
	n     int64

	costs   []dec.Amount // of its lines, and their sum, while counted
	sum     dec.Amount
	counted bool
	filled  bool // what could fill it up has joined
}

// group is what may be bought together.
type group struct {
	key     Key
	seller  *Seller
	freight []FreightStep
	lots    []*lot // by offer
	merges  []Merge
	choices []Choice
	climbs  []Climb
}

func newPlanner(market *Market) *planner {
	p := &planner{
		policy:  market.Policy,
		offers:  make(map[int64]*offer, len(market.Offers)),
		sellers: make(map[int64]*Seller, len(market.Sellers)),
		limits:  map[limitKey]int64{},
		groups:  map[Key]*group{},
		fillers: map[Key][]filler{},
		merged:  map[Key]Key{},
	}
	if p.policy.MaxLines <= 0 {
		p.policy.MaxLines = MaxLines
	}
	for i := range market.Offers {
		o := &market.Offers[i]
		loaded := &offer{Offer: o, tiers: usableTiers(o.Tiers), specs: make([]spec, len(o.Specs))}
		for j, s := range o.Specs {
			loaded.specs[j] = spec{id: s.ID, left: s.Stock, tiers: usableTiers(s.Tiers)}
			loaded.bySpec = loaded.bySpec || len(s.Tiers) > 0
		}
		slices.SortFunc(loaded.specs, func(a, b spec) int { return cmp.Compare(a.id, b.id) })
		for _, l := range o.Limits {
			p.limits[limitKey{l.Account, o.ID}] = l.Left
		}
		p.offers[o.ID] = loaded
	}
	for i := range market.Sellers {
		p.sellers[market.Sellers[i].Supplier] = &market.Sellers[i]
	}
	p.all = make([]want, len(market.Wants))
	for i := range market.Wants {
		w := &p.all[i]
		w.Want, w.place = &market.Wants[i], i
		for _, d := range w.Demands {
			w.need = w.need.Add(max(d.Quantity, 0))
		}
		if w.need > 0 {
			w.gain = p.gain(w)
			p.wants = append(p.wants, w)
			continue
		}
		if at := slices.IndexFunc(w.Sources, p.usable); at >= 0 && !w.Rate.IsZero() {
			key := w.Sources[at].Key
			p.fillers[key] = append(p.fillers[key], filler{w, at})
		}
	}
	for _, list := range p.fillers {
		slices.SortFunc(list, func(a, b filler) int { return cmp.Compare(a.offer(), b.offer()) })
	}
	slices.SortFunc(p.wants, func(a, b *want) int {
		return cmp.Or(cmp.Compare(a.DaysLeft, b.DaysLeft), cmp.Compare(b.gain, a.gain),
			cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Warehouse, b.Warehouse))
	})
	return p
}

// usableTiers is the tiers that have a price, in ascending order.
func usableTiers(tiers []Tier) []Tier {
	if len(tiers) == 0 {
		return nil
	}
	usable := slices.DeleteFunc(slices.Clone(tiers), func(t Tier) bool { return t.Price <= 0 })
	slices.SortFunc(usable, func(a, b Tier) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Price, b.Price))
	})
	return usable
}

// spec finds a spec of the offer, or nil.
func (o *offer) spec(id string) *spec {
	at, ok := slices.BinarySearchFunc(o.specs, id, func(s spec, id string) int { return cmp.Compare(s.id, id) })
	if !ok {
		return nil
	}
	return &o.specs[at]
}

// gain is what a yuan spent on a want earns.
func (p *planner) gain(w *want) int64 {
	at := slices.IndexFunc(w.Sources, p.usable)
	if at < 0 || w.Margin <= 0 {
		return 0
	}
	r := p.row(w, at)
	// Margin × base units of a sale unit ÷ price of a sale unit.
	return mulDiv(mulDiv(int64(w.Margin), r.num, r.den, half), dec.Scale, int64(r.tiers()[0].Price), half)
}
