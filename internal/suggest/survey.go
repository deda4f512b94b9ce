package suggest

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/replenish"
)

// brief is what a run keeps of a place that needs nothing.
type brief struct {
	id db.ID // of the suggestion
	place
	reason                              string
	available, reserved, coming, perDay dec.Quantity
	shortDay                            int
}

// finding is a place that needs something.
type finding struct {
	id db.ID // of the demand
	place
	rule      *Rule
	item      *replenish.Item // without its history
	need      replenish.Suggestion
	available dec.Quantity
	reserved  dec.Quantity
	coming    dec.Quantity
	closed    *closed  // of the supplier it is bought from first
	outlook   *outlook // nil when nothing was entered for it
}

// survey is what a run found, place by place.
type survey struct {
	*records
	items    int
	briefs   []brief
	needs    []*finding
	wants    []replenish.Want // needs first come first; also what could fill up orders
	category map[db.ID]*average
	waiting  []*finding         // without history, until the averages of the categories are known
	sources  []replenish.Source // a block of them, of which wants have their parts
	place    finding            // the one looked at, which is copied when it is kept
	item     replenish.Item     // of it
	newID    func() db.ID
	keep     func(*finding) // called for every place, when only one is looked at
}

// average is what a category sells per SKU and day.
type average struct {
	sum   int64
	count int64
}

const (
	// enoughForAverage is of how many SKUs an average is taken at least.
	enoughForAverage = 3
	// newFor is for how many days a SKU counts as new: only then what its category sells
	// stands for a history that is not there. One that has been out of stock for half a
	// year is not bought because others sell.
	newFor = 60
)

// kept is a copy that stays when the next place is looked at.
func (f *finding) kept() *finding {
	out, item := *f, *f.item
	out.item = &item
	return &out
}

// sourceBlock is how many sources are allocated together: one large slice would be
// copied again and again while wants hold on to what it was.
const sourceBlock = 4096

// placeRow is a row of the statement that reads the places.
type placeRow struct {
	place
	onHand, reserved    dec.Quantity
	category            db.ID
	created             db.Time
	days                string
	poolQuantity        dec.Quantity
	poolValue, lastCost dec.Cost
}

// surveyTx hands every place that has a rule to the planner, one at a time. only narrows
// it to one SKU.
func (r *records) surveyTx(ctx context.Context, tx *db.Tx, only db.ID, keep func(*finding)) (*survey, error) {
	s := &survey{records: r, category: map[db.ID]*average{}, newID: tx.NewID, keep: keep}
	if only == 0 { // about as many as there are SKUs to buy
		s.wants, s.briefs = make([]replenish.Want, 0, len(r.ways)), make([]brief, 0, len(r.ways))
	}
	pool := "c.scope_id = 0"
	if r.scoped {
		pool = "c.scope_id = b.warehouse_id"
	}
	cond, more := where("b.sku_id", only)
	t := tx.Tenant
	var u unpacker
	var h replenish.History
	look := func(row *placeRow) error { return s.look(row, &u, &h) }
	err := pipe(ctx, tx, `SELECT b.sku_id, b.warehouse_id, b.on_hand, b.reserved, p.category_id, p.created_at, COALESCE(h.days, ''), COALESCE(c.quantity, 0), COALESCE(c.value, 0), COALESCE(c.last_cost, 0)
		FROM stock_balance b
		JOIN sku k ON k.tenant_id = ? AND k.id = b.sku_id
		JOIN product p ON p.tenant_id = ? AND p.id = k.product_id
		JOIN warehouse w ON w.tenant_id = ? AND w.id = b.warehouse_id
		LEFT JOIN sales_history h ON h.tenant_id = ? AND h.sku_id = b.sku_id AND h.warehouse_id = b.warehouse_id
		LEFT JOIN cost_pool c ON c.tenant_id = ? AND c.sku_id = b.sku_id AND `+pool+`
		WHERE b.tenant_id = ? AND k.active = TRUE AND p.active = TRUE AND w.active = TRUE`+cond+` ORDER BY b.warehouse_id, b.sku_id`,
		append([]any{t, t, t, t, t, t}, more...), func(rows *sql.Rows, row *placeRow) error {
			return rows.Scan(&row.sku, &row.warehouse, &row.onHand, &row.reserved, &row.category, &row.created, &row.days, &row.poolQuantity, &row.poolValue, &row.lastCost)
		}, look)
	if err != nil {
		return nil, fmt.Errorf("read balances: %w", err)
	}
	// SKUs with a rule that have never been there.
	cond, more = where("r.sku_id", only)
	err = pipe(ctx, tx, `SELECT r.sku_id, r.warehouse_id, p.category_id, p.created_at
		FROM replenish_rule r
		JOIN sku k ON k.tenant_id = ? AND k.id = r.sku_id
		JOIN product p ON p.tenant_id = ? AND p.id = k.product_id
		JOIN warehouse w ON w.tenant_id = ? AND w.id = r.warehouse_id
		LEFT JOIN stock_balance b ON b.tenant_id = ? AND b.sku_id = r.sku_id AND b.warehouse_id = r.warehouse_id
		WHERE r.tenant_id = ? AND b.sku_id IS NULL AND k.active = TRUE AND p.active = TRUE AND w.active = TRUE`+cond,
		append([]any{t, t, t, t, t}, more...), func(rows *sql.Rows, row *placeRow) error {
			return rows.Scan(&row.sku, &row.warehouse, &row.category, &row.created)
		}, look)
	if err != nil {
		return nil, fmt.Errorf("read rules of SKUs without stock: %w", err)
	}
	for _, f := range s.waiting {
		s.judge(f)
	}
	s.waiting = nil
	return s, nil
}

// look asks the planner about one place.
func (s *survey) look(row *placeRow, u *unpacker, h *replenish.History) error {
	rule := s.rules.of(row.sku, row.category, row.warehouse)
	if rule == nil {
		return nil
	}
	s.items++
	f := &s.place
	*f = finding{place: row.place, rule: rule, item: &s.item, available: row.onHand.Sub(row.reserved), reserved: row.reserved, closed: s.closed.of(s.supplier(row.sku))}
	c := s.coming[row.place]
	if c != nil {
		f.coming = c.total
	}
	if rule.Model == ModelNone {
		s.briefs = append(s.briefs, brief{place: row.place, reason: ReasonExcluded, available: f.available, reserved: f.reserved, coming: f.coming, shortDay: replenish.Never})
		return nil
	}
	cells, err := u.unpack(row.days)
	if err != nil {
		return err
	}
	if recent := s.recent[row.place]; len(recent) > 0 {
		cells = mergeCells(cells, recent, s.today-replenish.HistoryDays-2)
	}
	fill(h, cells, s.today, row.onHand, sinceOf(row.created, s.zone))
	s.item = replenish.Item{
		Rule: rule.rule(s.policy), History: h, Lead: s.lead(row.sku, rule), Stops: f.closed.stops, OnHand: row.onHand, Reserved: row.reserved,
		HoldingBPS: s.policy.HoldingBPS, OrderCost: s.policy.OrderCost, UnitCost: row.lastCost,
	}
	if row.poolQuantity > 0 {
		f.item.UnitCost = row.poolValue.UnitCost(row.poolQuantity)
	}
	if c != nil {
		f.item.Coming = c.list
	}
	if rule.PerDay != nil {
		f.item.Fallback = replenish.Fallback{PerDay: *rule.PerDay, From: replenish.RateFromManual}
	}
	f.outlook = s.outlooks.of(row.sku, row.category, row.warehouse, windowOf(rule, h.Known))
	f.outlook.apply(f.item)
	f.need = replenish.Need(f.item)
	known := h.Known
	f.item.History = nil // it is used again for the next one
	switch v := f.need.Velocity; {
	case v.From == replenish.RateFromHistory:
		a := s.category[row.category]
		if a == nil {
			a = &average{}
			s.category[row.category] = a
		}
		a.sum += int64(v.PerDay())
		a.count++
	case v.From == replenish.RateUnknown && known < newFor && row.category != 0 && f.need.Quantity == 0 && f.need.Reason == replenish.ReasonNoHistory:
		f.id = row.category // until it is judged
		s.waiting = append(s.waiting, f.kept())
		return nil
	}
	s.judge(f)
	return nil
}

// supplier is whom the SKU is bought from first, 0 when nobody is known.
func (s *survey) supplier(sku db.ID) db.ID {
	if ways := s.ways[sku]; len(ways) > 0 {
		return ways[0].supplier
	}
	return 0
}

// lead is how long goods of the SKU take: what a person said, or what deliveries of the
// supplier it is bought from first tell, or the standard.
func (s *survey) lead(sku db.ID, rule *Rule) replenish.Lead {
	standard := replenish.Lead{Days: int(s.policy.LeadDays), Deviation: dec.QuantityFromInt(s.policy.LeadDeviation), From: replenish.LeadStandard}
	if rule.LeadDays != nil {
		standard.Days = int(*rule.LeadDays)
		return standard
	}
	ways := s.ways[sku]
	if len(ways) == 0 {
		return standard
	}
	if ways[0].lead > 0 {
		standard.Days = int(ways[0].lead)
	}
	supplier := ways[0].supplier
	return replenish.Learn(s.leads[leadKey{supplier, sku}], s.leads[leadKey{supplier, 0}], standard)
}

// judge keeps what was found of a place.
func (s *survey) judge(f *finding) {
	if f.id != 0 { // without history: its category's average, if that is one
		a := s.category[f.id]
		f.id = 0
		if a != nil && a.count >= enoughForAverage {
			f.item.Fallback = replenish.Fallback{PerDay: dec.Quantity(a.sum / a.count), From: replenish.RateFromCategory}
			f.need = replenish.Need(f.item)
		}
	}
	if s.keep != nil {
		s.keep(f)
	}
	n := &f.need
	if n.Quantity > 0 {
		f = f.kept()
		f.id = s.newID()
		s.needs = append(s.needs, f)
	} else {
		s.briefs = append(s.briefs, brief{place: f.place, reason: string(n.Reason), available: f.available, reserved: f.reserved, coming: f.coming, perDay: n.Velocity.PerDay(), shortDay: n.ShortDay})
		if n.Velocity.IsZero() {
			return
		}
	}
	s.want(f)
}

// want adds a place to what the plan works on, with where it can be bought.
func (s *survey) want(f *finding) {
	n := &f.need
	ways := s.ways[f.sku]
	if len(ways) == 0 && n.Quantity == 0 {
		return
	}
	w := replenish.Want{
		SKU: int64(f.sku), Warehouse: int64(f.warehouse), RoundDown: s.policy.RoundDown, Rate: n.Velocity.Rate, Position: f.available.Add(f.coming), MaxCoverDays: int(s.policy.MaxCover),
		NeedDay: n.SafetyDay, DaysLeft: n.ShortDay, OrderBy: n.ShortDay - n.Arrives, WaitShort: n.WaitShort,
	}
	if n.Quantity > 0 {
		w.Demands = []replenish.Demand{{ID: int64(f.id), Quantity: n.Quantity}}
	}
	if len(s.sources)+len(ways) > cap(s.sources) {
		s.sources = make([]replenish.Source, 0, max(sourceBlock, len(ways)))
	}
	from := len(s.sources)
	for i := range ways {
		s.sources = append(s.sources, s.source(&ways[i], f.warehouse))
	}
	w.Sources = s.sources[from:len(s.sources):len(s.sources)]
	s.wants = append(s.wants, w)
}

// source is a way as the planner knows it: one beyond 1688 is an offer of its own.
func (s *survey) source(w *way, warehouse db.ID) replenish.Source {
	out := replenish.Source{
		Key:   replenish.Key{Account: int64(w.account), Supplier: int64(w.supplier), Warehouse: int64(warehouse), Currency: cmp.Or(s.foreign[w.supplier], currency.Base), Terms: s.terms[w.supplier]},
		Offer: w.offer, Spec: w.spec, Num: w.num, Den: w.den, Multiple: w.multiple,
	}
	if w.offer == 0 {
		out.Offer, out.Spec = -int64(w.id), ""
	} else {
		out.Key.Address = int64(s.address[warehouse])
	}
	return out
}
