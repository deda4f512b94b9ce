package suggest

import (
	"context"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

const entitySuggestion = "suggestion"

// changeTx gives a suggestion of the run that counts for changing it; the state of the
// set's suggestions is held.
func (s *Service) changeTx(ctx context.Context, tx *db.Tx, id db.ID, version int64, within tenant.DataScope) (*Suggestion, string, error) {
	if err := lockStateTx(ctx, tx); err != nil {
		return nil, "", err
	}
	st, err := standingTx(ctx, tx)
	if err != nil {
		return nil, "", err
	}
	list, err := suggestionsTx(ctx, tx, st.runID, "g.id = ?", []any{id})
	if err != nil {
		return nil, "", err
	}
	if len(list) == 0 || !within.Allows(list[0].WarehouseID, list[0].AccountID) {
		return nil, "", ErrNotFound
	}
	g := list[0]
	if g.Version != version {
		return nil, "", fault.ErrStale
	}
	known, err := s.catalog.SKUsTx(ctx, tx, []db.ID{g.SKUID})
	if err != nil || known[g.SKUID] == nil {
		return nil, "", err
	}
	return g, known[g.SKUID].Code, nil
}

// SetQuantity changes how many sale units are to be bought. The price becomes that of
// the tier which the offer reaches with it, for the other specs of the offer too.
func (s *Service) SetQuantity(ctx context.Context, sc db.Scope, id db.ID, version, quantity int64, within tenant.DataScope) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		g, code, err := s.changeTx(ctx, tx, id, version, within)
		if err != nil {
			return err
		}
		if g.State != StateOpen {
			return ErrState.With("sku", code, "state", g.State)
		}
		var f fault.Fields
		switch {
		case quantity <= 0:
			f.Add("quantity", fault.ErrPositive)
		case quantity > int64(dec.MaxInputQuantity)/dec.Scale:
			f.Add("quantity", fault.ErrRange.With("max", dec.MaxInputQuantity))
		case quantity%g.Multiple != 0:
			f.Add("quantity", ErrMultiple.With("multiple", g.Multiple))
		}
		if err := f.Err(); err != nil {
			return err
		}
		before := g.state()
		g.Quantity = quantity
		if g.Base, err = dec.QuantityFromInt(quantity).Times(g.Num, g.Den); err != nil {
			f.Add("quantity", trade.ErrUnitExact.With("quantity", quantity, "unit", ""))
			return f.Err()
		}
		changed, err := s.repriceTx(ctx, tx, g)
		if err != nil {
			return err
		}
		for _, c := range changed {
			if c.Amount, err = c.Price.Times(dec.QuantityFromInt(c.Quantity)); err != nil {
				f.Add("quantity", fault.ErrRange.With("max", dec.MaxInputAmount))
				return f.Err()
			}
			if _, err := tx.Exec(ctx, `UPDATE suggestion SET quantity = ?, base_quantity = ?, price = ?, amount = ?, version = version + 1 WHERE tenant_id = ? AND run_id = ? AND id = ?`,
				c.Quantity, c.Base, c.Price, c.Amount, tx.Tenant, c.RunID, c.ID); err != nil {
				return fmt.Errorf("change a suggestion: %w", err)
			}
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: entitySuggestion, EntityID: g.ID, EntityNo: code, Before: before, After: g.state()})
	})
}

func (g *Suggestion) state() map[string]any {
	return map[string]any{"state": g.State, "quantity": g.Quantity, "cost": map[string]any{"price": g.Price, "amount": g.Amount}}
}

// repriceTx gives the suggestions whose figures change with g: g itself, and those of the
// other specs of its offer for the same order.
func (s *Service) repriceTx(ctx context.Context, tx *db.Tx, g *Suggestion) ([]*Suggestion, error) {
	changed := []*Suggestion{g}
	if g.OfferID == 0 {
		return changed, nil
	}
	offers, err := s.sources.OffersTx(ctx, tx, []int64{g.OfferID})
	if err != nil || offers[g.OfferID] == nil {
		return changed, err
	}
	offer := offers[g.OfferID]
	list, err := suggestionsTx(ctx, tx, g.RunID, "g.state = 'open' AND g.supplier_id = ? AND g.warehouse_id = ? AND g.offer_id = ? AND COALESCE(g.account_id, 0) = ?",
		[]any{g.SupplierID, g.WarehouseID, g.OfferID, int64(g.AccountID)})
	if err != nil {
		return nil, err
	}
	sources, err := s.sources.SourcesTx(ctx, tx, skusOf(list))
	if err != nil {
		return nil, err
	}
	total := g.Quantity
	for _, o := range list {
		if o.ID != g.ID {
			total += o.Quantity
		}
	}
	for _, o := range list {
		if o.ID == g.ID {
			o = g
		}
		price := priceOf(offer, sources[o.SKUID], o, total)
		if price == nil || *price == o.Price {
			continue
		}
		o.Price = *price
		if o != g {
			changed = append(changed, o)
		}
	}
	return changed, nil
}

func skusOf(list []*Suggestion) []db.ID {
	ids := make([]db.ID, len(list))
	for i, g := range list {
		ids[i] = g.SKUID
	}
	return distinct(ids)
}

// priceOf is what a sale unit costs when total of the offer are ordered.
func priceOf(offer *sourcing.Offer, sources []*sourcing.Source, g *Suggestion, total int64) *dec.Price {
	at := slices.IndexFunc(sources, func(x *sourcing.Source) bool { return x.ID == g.SourceID })
	if at < 0 {
		return nil
	}
	key := sourcing.Spec{SpecID: sources[at].SpecID, SKUID: sources[at].PlatformSKUID}
	spec := slices.IndexFunc(offer.Specs, func(k sourcing.Spec) bool { return k.Key() == key.Key() })
	n := total
	if spec >= 0 && len(offer.Specs[spec].Tiers) > 0 {
		n = g.Quantity // its own prices go by its own quantity
	}
	return offer.PriceFor(spec, n)
}

// Dismiss says that an open suggestion is not wanted this time; Restore takes that back.
// The next run suggests it again if it is still needed.
func (s *Service) Dismiss(ctx context.Context, sc db.Scope, id db.ID, version int64, within tenant.DataScope) error {
	return s.move(ctx, sc, id, version, within, StateOpen, StateDismissed, "dismiss")
}

// Restore makes a dismissed suggestion open again.
func (s *Service) Restore(ctx context.Context, sc db.Scope, id db.ID, version int64, within tenant.DataScope) error {
	return s.move(ctx, sc, id, version, within, StateDismissed, StateOpen, "restore")
}

func (s *Service) move(ctx context.Context, sc db.Scope, id db.ID, version int64, within tenant.DataScope, from, to State, action string) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		g, code, err := s.changeTx(ctx, tx, id, version, within)
		if err != nil {
			return err
		}
		if g.State != from {
			return ErrState.With("sku", code, "state", g.State)
		}
		before := g.state()
		g.State = to
		if _, err := tx.Exec(ctx, `UPDATE suggestion SET state = ?, version = version + 1 WHERE tenant_id = ? AND run_id = ? AND id = ?`, string(to), tx.Tenant, g.RunID, id); err != nil {
			return fmt.Errorf("change a suggestion: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: entitySuggestion, EntityID: id, EntityNo: code, Before: before, After: g.state()})
	})
}
