package suggest

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

const (
	maxGenerate = 20_000 // lines of one request
	maxTogether = 5_000  // lines of one transaction, whole orders
)

// Choice is what purchase orders are to be made of: suggestions of the run that was seen,
// by id or all open ones under a filter.
type Choice struct {
	RunID        db.ID
	IDs          []db.ID
	Filter       Filter
	Q            string
	BelowMinimum bool // order also what is below the minimum of its offer
	Within       tenant.DataScope
}

// Generated is what became of a choice.
type Generated struct {
	Orders []*purchase.Order
	Lines  int
	Amount dec.Amount
}

// Generate makes drafts of suggestions: one for each supplier, account, warehouse,
// address and currency, with at most as many lines as an order may have. What was ordered by others
// meanwhile is refused with all of its transaction; what orders say after that is theirs.
func (s *Service) Generate(ctx context.Context, sc db.Scope, c Choice) (*Generated, error) {
	var groups [][]*Suggestion
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		list, err := c.chosenTx(ctx, tx)
		if err != nil {
			return err
		}
		groups = group(list)
		return s.checkTx(ctx, tx, list, &c)
	})
	if err != nil {
		return nil, err
	}
	out := &Generated{}
	for len(groups) > 0 {
		n, lines := 0, 0
		for n < len(groups) && (n == 0 || lines+len(groups[n]) <= maxTogether) {
			lines += len(groups[n])
			n++
		}
		part := groups[:n]
		groups = groups[n:]
		var orders []*purchase.Order
		err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			var err error
			orders, err = s.generateTx(ctx, tx, part, &c)
			return err
		})
		if err != nil {
			return out, err
		}
		for _, o := range orders {
			out.Orders = append(out.Orders, o)
			out.Lines += len(o.Lines)
			out.Amount = out.Amount.Add(o.Total)
		}
	}
	return out, nil
}

// chosenTx gives what was chosen, of the run that counts.
func (c *Choice) chosenTx(ctx context.Context, tx *db.Tx) ([]*Suggestion, error) {
	st, err := standingTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	if c.RunID != 0 && c.RunID != st.runID {
		return nil, ErrReplaced
	}
	return c.readTx(ctx, tx, st.runID)
}

// readTx gives what was chosen, of a run.
func (c *Choice) readTx(ctx context.Context, tx *db.Tx, run db.ID) ([]*Suggestion, error) {
	var list []*Suggestion
	if len(c.IDs) == 0 {
		f := c.Filter
		f.State, f.Within = StateOpen, c.Within
		l := f.query(tx, run, c.Q)
		l.Columns = suggestionColumns
		err := api.EachRow(ctx, tx, api.ExportQuery{}, l, func(rows *sql.Rows) error {
			g := &Suggestion{}
			list = append(list, g)
			return rows.Scan(g.fields()...)
		})
		if err != nil {
			return nil, err
		}
	} else {
		ids := distinct(c.IDs)
		for part := range slices.Chunk(ids, 500) {
			args := make([]any, len(part))
			for i, id := range part {
				args[i] = id
			}
			some, err := suggestionsTx(ctx, tx, run, "g.id IN "+db.Tuples(1, len(part)), args)
			if err != nil {
				return nil, err
			}
			list = append(list, some...)
		}
		if len(list) != len(ids) || slices.ContainsFunc(list, func(g *Suggestion) bool { return !c.Within.Allows(g.WarehouseID, g.AccountID) }) {
			return nil, ErrNotFound
		}
	}
	switch {
	case len(list) == 0:
		return nil, ErrNothingChosen
	case len(list) > maxGenerate:
		return nil, ErrTooMany.With("max", maxGenerate)
	}
	return list, nil
}

// orderKey is what goes into one purchase order.
func (g *Suggestion) compareOrder(o *Suggestion) int {
	return cmp.Or(cmp.Compare(g.SupplierID, o.SupplierID), cmp.Compare(g.AccountID, o.AccountID), cmp.Compare(g.WarehouseID, o.WarehouseID), cmp.Compare(g.AddressID, o.AddressID), cmp.Compare(g.Currency, o.Currency))
}

// group puts suggestions into the orders they go to, those of an offer together.
func group(list []*Suggestion) (groups [][]*Suggestion) {
	slices.SortFunc(list, func(a, b *Suggestion) int {
		return cmp.Or(a.compareOrder(b), cmp.Compare(a.OfferID, b.OfferID), cmp.Compare(a.SKUID, b.SKUID), cmp.Compare(a.ID, b.ID))
	})
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && to-from < trade.MaxLines && list[to].compareOrder(list[from]) == 0 {
			to++
		}
		groups = append(groups, list[from:to])
		from = to
	}
	return groups
}

// generateTx makes the orders of groups, provided that all is as it was seen.
func (s *Service) generateTx(ctx context.Context, tx *db.Tx, groups [][]*Suggestion, c *Choice) ([]*purchase.Order, error) {
	if err := lockStateTx(ctx, tx); err != nil {
		return nil, err
	}
	st, err := standingTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	list, err := freshTx(ctx, tx, st.runID, slices.Concat(groups...))
	if err != nil {
		return nil, err
	}
	if err := s.checkTx(ctx, tx, list, c); err != nil {
		return nil, err
	}
	skus, err := s.catalog.SKUsTx(ctx, tx, skusOf(list))
	if err != nil {
		return nil, err
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	today := dayNumber(set.Today(tx.Now))
	covered := map[place]dec.Quantity{} // of the needs, by lines before
	var plans []purchase.Planned
	at := 0
	for _, g := range groups {
		part := list[at : at+len(g)]
		at += len(g)
		plans = append(plans, planOf(part, skus, today, covered, c.Within))
	}
	orders, err := s.purchases.CreateManyTx(ctx, tx, plans)
	if err != nil {
		return nil, err
	}
	var args []any
	at = 0
	for i, g := range groups {
		for range g {
			args = append(args, list[at].ID, orders[i].ID)
			at++
		}
	}
	for part := range slices.Chunk(args, 2*500) {
		if _, err := tx.Exec(ctx, `UPDATE suggestion AS g SET state = 'ordered', order_id = v.column2, version = g.version + 1 FROM (VALUES `+db.Bigints(len(part)/2, 2)+`) AS v
			WHERE g.tenant_id = ? AND g.run_id = ? AND g.id = v.column1`, append(slices.Clip(part), tx.Tenant, list[0].RunID)...); err != nil {
			return nil, fmt.Errorf("note the orders of suggestions: %w", err)
		}
	}
	if _, err := tx.Exec(ctx, `UPDATE suggestion_state SET generation = generation + 1 WHERE tenant_id = ?`, tx.Tenant); err != nil {
		return nil, fmt.Errorf("note that suggestions were ordered: %w", err)
	}
	return orders, nil
}

// freshTx reads suggestions again, now that they are held, in the same order. What has
// changed since they were read is refused.
func freshTx(ctx context.Context, tx *db.Tx, run db.ID, list []*Suggestion) ([]*Suggestion, error) {
	byID := make(map[db.ID]*Suggestion, len(list))
	for part := range slices.Chunk(list, 500) {
		args := make([]any, len(part))
		for i, g := range part {
			args[i] = g.ID
		}
		some, err := suggestionsTx(ctx, tx, run, "g.id IN "+db.Tuples(1, len(part)), args)
		if err != nil {
			return nil, err
		}
		for _, g := range some {
			byID[g.ID] = g
		}
	}
	out := make([]*Suggestion, len(list))
	for i, g := range list {
		now := byID[g.ID]
		switch {
		case now == nil:
			return nil, ErrReplaced
		case now.State == StateOpen && now.Version != g.Version:
			return nil, fault.ErrStale
		}
		out[i] = now
	}
	return out, nil
}

// planOf is the order of a group.
func planOf(list []*Suggestion, skus map[db.ID]*catalog.SKUInfo, today int, covered map[place]dec.Quantity, within tenant.DataScope) purchase.Planned {
	first := list[0]
	p := purchase.Planned{Input: purchase.Input{
		Date: dateOf(today), SupplierID: first.SupplierID, WarehouseID: first.WarehouseID, BuyerAccountID: first.AccountID, Currency: first.Currency, PayMethod: purchase.Pay1688, Within: within,
	}}
	for _, g := range list {
		if g.OfferID == 0 {
			p.PayMethod = ""
		}
		part := purchase.Part{SourceID: g.SourceID, ExpectedOn: dateOf(today + int(g.LeadDays))}
		p.ExpectedOn = max(p.ExpectedOn, part.ExpectedOn)
		at := place{g.SKUID, g.WarehouseID}
		need := dec.Quantity(0)
		if g.Reason != ReasonTopUp {
			need = min(max(g.Need.Sub(covered[at]), 0), g.Base)
			covered[at] = covered[at].Add(need)
		}
		if need > 0 {
			part.Demands = append(part.Demands, purchase.Demand{Kind: purchase.DemandSuggestion, ID: g.ID, Quantity: need, Why: g.why(today)})
		}
		if rest := g.Base.Sub(need); rest > 0 {
			part.Demands = append(part.Demands, purchase.Demand{Kind: purchase.DemandStock, Quantity: rest})
		}
		p.Lines, p.Parts = append(p.Lines, g.lineInput(skus[g.SKUID])), append(p.Parts, part)
	}
	return p
}

// lineInput is the line of an order: in the unit of the product that holds as much as the
// sale unit, or else in base units, whose price is rounded then.
func (g *Suggestion) lineInput(sku *catalog.SKUInfo) trade.LineInput {
	l := trade.LineInput{SKUID: g.SKUID, Quantity: g.Base}
	price := g.Price
	if g.Currency != currency.Base {
		price = g.OwnPrice
	}
	if sku != nil {
		for _, u := range sku.Units {
			if u.Num*g.Den == g.Num*u.Den {
				l.UnitID, l.Quantity, l.Price = u.UnitID, dec.QuantityFromInt(g.Quantity), &price
				return l
			}
		}
	}
	if perBase, err := price.MulRatio(g.Den, g.Num); err == nil {
		l.Price = &perBase
	}
	return l
}

// why is what is kept of a suggestion with the order.
func (g *Suggestion) why(today int) *purchase.Why {
	w := &purchase.Why{Need: g.Need, Available: g.Available, Coming: g.Coming, PerDay: g.PerDay, LeadDays: g.LeadDays}
	var d Detail
	if json.Unmarshal([]byte(g.Detail), &d) == nil {
		w.Model, w.Target = string(d.Rule.Model), d.Decision.Target
	}
	if g.ShortDay < replenish.Never {
		w.ShortOn = dateOf(today + int(g.ShortDay))
	}
	return w
}
