package suggest

import (
	"cmp"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/replenish"
)

// rows makes suggestions of what the planner proposes, in the order of urgency: one for each
// line of its orders, one for each need or part of a need that it leaves.
func (s *survey) rows(run db.ID, m *replenish.Market, p *replenish.Proposal, date db.Date) (list []*Suggestion, total dec.Amount) {
	needs := make(map[place]*finding, len(s.needs))
	for _, f := range s.needs {
		needs[f.place] = f
	}
	offers := make(map[int64]*replenish.Offer, len(m.Offers))
	for i := range m.Offers {
		offers[m.Offers[i].ID] = &m.Offers[i]
	}
	fillers := map[place]*brief{}
	for i := range s.briefs {
		fillers[s.briefs[i].place] = &s.briefs[i]
	}
	filled := map[place]bool{}
	for i := range p.Orders {
		o := &p.Orders[i]
		total = total.Add(o.Total)
		for j := range o.Lines {
			l := &o.Lines[j]
			at := place{db.ID(l.SKU), db.ID(o.Key.Warehouse)}
			g := s.line(run, o, l, offers[l.Offer])
			g.SKUID, g.WarehouseID = at.sku, at.warehouse
			if f := needs[at]; f != nil {
				g.known(f)
				g.Detail = s.detail(f, date, o.Choices, o.Climbs, l.Offer)
			} else if b := fillers[at]; b != nil {
				filled[at] = true
				g.Reason = ReasonTopUp
				g.Available, g.Reserved, g.Coming, g.PerDay, g.ShortDay = b.available, b.reserved, b.coming, b.perDay, int64(b.shortDay)
			}
			list = append(list, g)
		}
	}
	for i := range p.Unmet {
		u := &p.Unmet[i]
		f := needs[place{db.ID(u.SKU), db.ID(u.Warehouse)}]
		g := &Suggestion{RunID: run, SKUID: f.sku, WarehouseID: f.warehouse, State: StateLeft, Num: 1, Den: 1, Multiple: 1, Minimum: 1}
		g.known(f)
		g.Reason, g.Need = string(u.Reason), u.Quantity
		if in := s.rateless[f.sku]; in != "" && u.Reason == replenish.ReasonNoSource {
			g.Reason, g.Currency = ReasonNoRate, in
		}
		if u.Offer > 0 {
			g.OfferID = u.Offer
		}
		var options []replenish.Choice
		if len(u.Options) > 0 {
			options = []replenish.Choice{{Options: u.Options}}
		}
		g.Detail = s.detail(f, date, options, nil, u.Offer)
		list = append(list, g)
	}
	s.briefs = slices.DeleteFunc(s.briefs, func(b brief) bool { return filled[b.place] })
	s.number(list)
	return list, total
}

// number gives suggestions and briefs their ids in the order of urgency, in which the
// list is read: then its key is its index.
func (s *survey) number(list []*Suggestion) {
	slices.SortFunc(s.briefs, func(a, b brief) int {
		return cmp.Or(cmp.Compare(a.shortDay, b.shortDay), cmp.Compare(a.sku, b.sku), cmp.Compare(a.warehouse, b.warehouse))
	})
	slices.SortStableFunc(list, func(a, b *Suggestion) int {
		return cmp.Or(cmp.Compare(a.ShortDay, b.ShortDay), cmp.Compare(a.SKUID, b.SKUID), cmp.Compare(a.WarehouseID, b.WarehouseID), cmp.Compare(a.State, b.State))
	})
	at := 0
	for i := range s.briefs {
		b := &s.briefs[i]
		for ; at < len(list) && list[at].ShortDay <= int64(b.shortDay); at++ {
			list[at].ID = s.newID()
		}
		b.id = s.newID()
	}
	for ; at < len(list); at++ {
		list[at].ID = s.newID()
	}
}

// line is a suggestion of what a line says.
func (s *survey) line(run db.ID, o *replenish.Order, l *replenish.Line, offer *replenish.Offer) *Suggestion {
	g := &Suggestion{
		RunID: run, State: StateOpen, SupplierID: db.ID(o.Key.Supplier), AccountID: db.ID(o.Key.Account), AddressID: db.ID(o.Key.Address), Currency: o.Key.Currency, Num: l.Num, Den: l.Den,
		Multiple: 1, Minimum: 1, Quantity: l.Quantity, Planned: l.Quantity, Base: l.Base, Price: l.Price, Amount: l.Amount, ShortDay: replenish.Never,
	}
	if l.Offer > 0 {
		g.OfferID = l.Offer
	}
	if offer != nil {
		g.Minimum, g.Mixed = max(offer.MOQ, 1), offer.Mixed && o.Mixed
	}
	for i := range s.ways[db.ID(l.SKU)] {
		w := &s.ways[db.ID(l.SKU)][i]
		if l.Offer == -int64(w.id) || l.Offer > 0 && w.offer == l.Offer && w.spec == l.Spec {
			g.SourceID, g.Multiple, g.OwnPrice = w.id, w.multiple, w.own
			g.LeadDays = int64(s.leadOf(db.ID(l.SKU), w))
			break
		}
	}
	return g
}

// leadOf is how long goods from a way take, as deliveries or its own figure tell.
func (s *survey) leadOf(sku db.ID, w *way) int {
	standard := replenish.Lead{Days: int(s.policy.LeadDays)}
	if w.lead > 0 {
		standard.Days = int(w.lead)
	}
	return replenish.Learn(s.leads[leadKey{w.supplier, sku}], s.leads[leadKey{w.supplier, 0}], standard).Days
}

// known takes over what was found of the place.
func (g *Suggestion) known(f *finding) {
	n := &f.need
	g.Reason, g.Need, g.ShortDay = string(n.Reason), n.Quantity, int64(n.ShortDay)
	g.Available, g.Reserved, g.Coming, g.PerDay = f.available, f.reserved, f.coming, n.Velocity.PerDay()
	// What is ordered now counts as here when the planner took it to be, or the next run
	// would buy it again.
	g.LeadDays = int64(n.Arrives)
}
