package replenish

import (
	"cmp"
	"math"
	"slices"

	"github.com/huotong/huotong/internal/dec"
)

// Plan turns needs into purchase orders that sellers accept: whole sale units,
// multiples and minimums reached, better prices taken where they pay, within
// stock, limits and money.
//
// A run is repeated on what it left unbought until that brings nothing more, as
// what one order takes of stock and money can change what is best for another.
// So a run on the state after buying finds nothing either.
func Plan(market Market) Proposal {
	whole := newPlanner(&market)
	last := run(&market)
	for range maxRuns {
		if !whole.adopt(last) {
			break
		}
		last = run(whole.rest(&market))
	}
	return whole.proposal(last)
}

// maxRuns bounds the repetitions; more than three have not been seen.
const maxRuns = 20

// run plans once.
func run(market *Market) *planner {
	p := newPlanner(market)
	for _, w := range p.wants {
		if _, rest := p.assign(w, w.need); rest.Quantity > 0 {
			p.miss(w, rest)
		}
	}
	p.merge(market.Merges)
	for again := true; again; again = p.again() {
		p.moveOn()
		for _, g := range p.sorted() {
			p.settle(g)
		}
	}
	p.limit()
	for _, g := range p.sorted() {
		p.improve(g, false)
	}
	return p
}

// planner holds a run.
type planner struct {
	policy  Policy
	offers  map[int64]*offer
	sellers map[int64]*Seller
	limits  map[limitKey]int64 // left of purchase limits
	wants   []*want            // that need something, the most urgent first
	all     []want             // as in Market.Wants
	groups  map[Key]*group
	fillers map[Key][]*want // wants without need, by the group they could fill
	merged  map[Key]Key     // groups that became part of another
	unmet   []miss
	moved   []Choice              // needs that went to their next source
	left    *dec.Amount           // money of the run, once limit has run
	leftOf  map[int64]*dec.Amount // and of the suppliers
}

// limitKey is what a purchase limit holds for.
type limitKey struct{ account, offer int64 }

type offer struct {
	*Offer
	tiers  []Tier
	specs  map[string]*spec
	bySpec bool // prices are those of the specs
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
		fillers: map[Key][]*want{},
		merged:  map[Key]Key{},
	}
	if p.policy.MaxLines <= 0 {
		p.policy.MaxLines = MaxLines
	}
	for i := range market.Offers {
		o := &market.Offers[i]
		loaded := &offer{Offer: o, tiers: usableTiers(o.Tiers), specs: make(map[string]*spec, len(o.Specs))}
		for _, s := range o.Specs {
			loaded.specs[s.ID] = &spec{id: s.ID, left: s.Stock, tiers: usableTiers(s.Tiers)}
			loaded.bySpec = loaded.bySpec || len(s.Tiers) > 0
		}
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
		w.gain = p.gain(w)
		if w.need > 0 {
			p.wants = append(p.wants, w)
			continue
		}
		if r := p.firstRow(w); r != nil {
			p.fillers[r.key] = append(p.fillers[r.key], w)
		}
	}
	slices.SortFunc(p.wants, func(a, b *want) int {
		return cmp.Or(cmp.Compare(a.DaysLeft, b.DaysLeft), cmp.Compare(b.gain, a.gain),
			cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Warehouse, b.Warehouse))
	})
	return p
}

// usableTiers is the tiers that have a price, in ascending order.
func usableTiers(tiers []Tier) []Tier {
	usable := slices.DeleteFunc(slices.Clone(tiers), func(t Tier) bool { return t.Price <= 0 })
	slices.SortFunc(usable, func(a, b Tier) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Price, b.Price))
	})
	return usable
}

// gain is what a yuan spent on a want earns.
func (p *planner) gain(w *want) int64 {
	r := p.firstRow(w)
	if r == nil || w.Margin <= 0 {
		return 0
	}
	// Margin × base units of a sale unit ÷ price of a sale unit.
	return mulDiv(mulDiv(int64(w.Margin), r.num, r.den, half), dec.Scale, int64(r.tiers()[0].Price), half)
}

// firstRow is a row, in no group yet, by the first source that can be used.
func (p *planner) firstRow(w *want) *row {
	for i := range w.Sources {
		if r := p.row(w, i); r != nil {
			return r
		}
	}
	return nil
}

// maxRatio is the largest part of a ratio that is believed.
const maxRatio = 1_000_000

// row makes a row for a source, or nothing when that cannot be used: a dead
// offer, a spec that vanished, no price, no ratio.
func (p *planner) row(w *want, i int) *row {
	source := &w.Sources[i]
	o := p.offers[source.Offer]
	if o == nil || o.specs[source.Spec] == nil || !believed(source.Num) || !believed(source.Den) || source.Multiple > math.MaxInt32 {
		return nil
	}
	r := &row{want: w, source: i, key: source.Key, offer: o, spec: o.specs[source.Spec], num: source.Num, den: source.Den}
	if into, ok := p.merged[r.key]; ok {
		r.key = into
	}
	if len(r.tiers()) == 0 {
		return nil
	}
	// A base quantity has four decimals, so what is ordered comes in steps that
	// have no more: single pieces of a SKU that is kept by the dozen, three at a time.
	exact := r.den / gcd(r.den, r.num*(dec.Scale/place))
	multiple := max(source.Multiple, 1)
	r.step = multiple / gcd(multiple, exact) * exact
	dearest := slices.MaxFunc(r.tiers(), func(a, b Tier) int { return cmp.Compare(a.Price, b.Price) })
	r.most = min(int64(dec.MaxInputAmount)/int64(dearest.Price), mulDiv(int64(dec.MaxInputQuantity)/dec.Scale, r.den, r.num, down),
		int64(dec.MaxInputQuantity)/dec.Scale)
	return r
}

func believed(n int64) bool { return 0 < n && n <= maxRatio }

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func (r *row) tiers() []Tier {
	if r.offer.bySpec {
		return r.spec.tiers
	}
	return r.offer.tiers
}

// base is n sale units in base units; exact for multiples of the step.
func (r *row) base(n int64) dec.Quantity {
	return dec.Quantity(mulDiv(n*r.num, dec.Scale, r.den, down))
}

// pieces is a quantity in sale units.
func (r *row) pieces(q dec.Quantity, mode rounding) int64 {
	return mulDiv(int64(max(q, 0)), r.den, r.num*dec.Scale, mode)
}

// wanted is the sale units that cover a quantity, up to the step.
func (r *row) wanted(q dec.Quantity) int64 {
	return mulDiv(r.pieces(q, up), 1, r.step, up) * r.step
}

// assign places a need with the sources of its want in their order: what the
// first cannot give goes to the next. It returns what was placed and, with the
// reason, what was not.
func (p *planner) assign(w *want, need dec.Quantity) (placed []*row, rest Unmet) {
	rest = Unmet{Quantity: need, Reason: ReasonNoSource}
	for i := range w.Sources {
		if w.barred[i] {
			continue
		}
		r := p.row(w, i)
		if r == nil {
			continue
		}
		can, why := p.capacity(r)
		n := r.wanted(rest.Quantity)
		if n > r.most {
			can, why = 0, ReasonTooLarge // somebody has to look at the need
		}
		n = min(n, can)
		if (n <= 0 || r.base(n) < rest.Quantity) && rest.Offer == 0 {
			rest.Reason, rest.Offer = why, r.offer.ID
		}
		if n <= 0 {
			continue
		}
		p.join(r)
		p.take(r, n)
		r.x, r.need = n, min(rest.Quantity, r.base(n))
		placed = append(placed, r)
		if rest.Quantity = rest.Quantity.Sub(r.need); rest.Quantity == 0 {
			break
		}
	}
	return placed, rest
}

// again looks for other sources for what its minimum kept from being bought, and
// for stock that this left over for those who found none. It says whether
// anything was placed.
func (p *planner) again() bool {
	found := false
	before := p.unmet
	p.unmet = nil
	for _, m := range before {
		if m.Reason == ReasonSellerStock || m.Reason == ReasonPurchaseLimit || m.Reason == ReasonBelowMinimum {
			placed, rest := p.assign(m.want, m.Quantity)
			for _, r := range placed {
				found = true
				p.reset(p.groups[r.key])
			}
			m.Quantity = rest.Quantity
		}
		if m.Quantity > 0 {
			p.unmet = append(p.unmet, m)
		}
	}
	return found
}

// capacity is how many sale units more a row can take, and what keeps it from
// taking still more.
func (p *planner) capacity(r *row) (n int64, why Reason) {
	n, why = r.most-r.n, ReasonTooLarge
	narrow := func(limit int64, reason Reason) {
		if limit < n {
			n, why = limit, reason
		}
	}
	if r.spec.left != Unknown {
		narrow(r.spec.left, ReasonSellerStock)
	}
	if left, ok := p.limits[r.limitKey()]; ok {
		narrow(left, ReasonPurchaseLimit)
	}
	if w := r.want; w.MaxCoverDays > 0 && !w.Rate.IsZero() {
		most := dec.Quantity(mulDiv(int64(w.Rate.Units), int64(w.MaxCoverDays), w.Rate.Days, down))
		narrow(r.pieces(most.Sub(w.Position).Sub(w.bought), down), ReasonMaxCover)
	}
	return max(n, 0) / r.step * r.step, why
}

func (r *row) limitKey() limitKey { return limitKey{r.key.Account, r.offer.ID} }

// take adds n sale units to a row, or takes them away when n is below zero.
func (p *planner) take(r *row, n int64) {
	if r.spec.left != Unknown {
		r.spec.left -= n
	}
	if left, ok := p.limits[r.limitKey()]; ok {
		p.limits[r.limitKey()] = left - n
	}
	before := r.base(r.n)
	r.n += n
	r.lot.n += n
	r.want.bought = r.want.bought.Add(r.base(r.n)).Sub(before)
}

// group finds or makes the group of a key, with the wants that could fill it.
func (p *planner) group(key Key) *group {
	g := p.groups[key]
	if g == nil {
		g = &group{key: key, seller: p.sellers[key.Supplier]}
		if g.seller == nil {
			g.seller = &Seller{Supplier: key.Supplier}
		}
		for _, f := range g.seller.Freight {
			if f.Address == key.Address {
				g.freight = slices.SortedFunc(slices.Values(f.Steps), func(a, b FreightStep) int {
					return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Amount, b.Amount))
				})
			}
		}
		p.groups[key] = g
		for _, w := range p.fillers[key] {
			p.join(p.firstRow(w))
		}
	}
	return g
}

// join puts a row into its group.
func (p *planner) join(r *row) {
	g := p.group(r.key)
	at, found := slices.BinarySearchFunc(g.lots, r.offer.ID, func(l *lot, id int64) int { return cmp.Compare(l.offer.ID, id) })
	if !found {
		g.lots = slices.Insert(g.lots, at, &lot{offer: r.offer})
	}
	l := g.lots[at]
	at, _ = slices.BinarySearchFunc(l.rows, r, compareRows)
	l.rows = slices.Insert(l.rows, at, r)
	r.lot = l
	l.n += r.n
}

// leave takes a row out of its group again.
func (r *row) leave() {
	r.lot.rows = slices.DeleteFunc(r.lot.rows, func(o *row) bool { return o == r })
	r.lot.n -= r.n
	r.lot = nil
}

func compareRows(a, b *row) int {
	return cmp.Or(cmp.Compare(a.spec.id, b.spec.id), cmp.Compare(a.want.SKU, b.want.SKU),
		cmp.Compare(a.want.Warehouse, b.want.Warehouse), cmp.Compare(a.source, b.source))
}

// sorted is the groups by key.
func (p *planner) sorted() []*group {
	groups := make([]*group, 0, len(p.groups))
	for _, g := range p.groups {
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b *group) int { return a.key.Compare(b.key) })
	return groups
}

// merge joins groups where that is cheaper: one freight instead of two, a
// minimum or a price reached together.
func (p *planner) merge(merges []Merge) {
	merges = slices.Clone(merges)
	slices.SortFunc(merges, func(a, b Merge) int {
		return cmp.Or(a.From.Compare(b.From), a.Into.Compare(b.Into), cmp.Compare(a.Cost, b.Cost))
	})
	for _, m := range merges {
		from, into := p.groups[m.From], p.groups[m.Into]
		if from == nil || into == nil || from == into || from.pieces() == 0 || into.pieces() == 0 || !m.possible() {
			continue
		}
		apart := p.outlay(from).Add(p.outlay(into))
		rows := from.rows()
		p.rekey(rows, m.Into)
		if p.outlay(into).Add(m.Cost) >= apart {
			p.rekey(rows, m.From)
			continue
		}
		into.merges = append(append(into.merges, from.merges...), m)
		from.merges = nil
		p.merged[m.From] = m.Into
		for key, old := range p.merged {
			if old == m.From {
				p.merged[key] = m.Into
			}
		}
	}
}

func (m *Merge) possible() bool {
	return m.From.Account == m.Into.Account && m.From.Supplier == m.Into.Supplier &&
		m.From.Currency == m.Into.Currency && m.From.Terms == m.Into.Terms
}

func (p *planner) rekey(rows []*row, key Key) {
	for _, r := range rows {
		r.leave()
		r.key = key
		p.join(r)
	}
}
