package placing

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/address"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
)

// maxNote is how long a message to the seller may be that people enter: token and number
// stand in front of it.
const maxNote = 400

// Flows are the kinds of orders that people choose from (订单类型), the ordinary first.
var Flows = []string{"general", "fenxiao", "saleproxy", "paired", "boutiquefenxiao", "boutiquepifa"}

// check cleans what people chose and notes what is wrong.
func (c *Choices) check(f *fault.Fields) {
	if c.Flow != "" && !slices.Contains(Flows, c.Flow) {
		f.Add("flow", fault.ErrFormat.With("expected", Flows[0]))
	}
	c.TradeMode = check.Line(f, "tradeMode", c.TradeMode, 40)
	c.Message = check.Text(f, "message", c.Message, maxNote)
}

// planTx plans orders, which the caller holds, in a few statements for any number. The
// field problems of the choices are the error.
func (s *Service) planTx(ctx context.Context, tx *db.Tx, orders []*purchase.Order, c *Choices) ([]planned, error) {
	k := &known{warehouse: map[db.ID]*address.Address{}}
	var ids, skus []db.ID
	warehouses := map[db.ID]bool{}
	for _, o := range orders {
		ids = append(ids, o.ID)
		warehouses[o.WarehouseID] = true
		for i := range o.Lines {
			skus = append(skus, o.Lines[i].SKUID)
		}
	}
	skus = slices.Compact(slices.Sorted(slices.Values(skus)))
	err := holdPartsTx(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	if k.parts, err = partsOfOrdersTx(ctx, tx, ids, ""); err != nil {
		return nil, err
	}
	if k.foreign, err = s.foreignTx(ctx, tx, ids); err != nil {
		return nil, err
	}
	if k.sources, err = s.sources.SourcesTx(ctx, tx, skus); err != nil {
		return nil, err
	}
	if k.skus, err = s.catalog.SKUsTx(ctx, tx, skus); err != nil {
		return nil, err
	}
	offers := map[int64]bool{}
	for _, list := range k.sources {
		for _, x := range list {
			if x.OfferID != 0 {
				offers[x.OfferID] = true
			}
		}
	}
	if k.offers, err = s.sources.OffersTx(ctx, tx, slices.Sorted(maps.Keys(offers))); err != nil {
		return nil, err
	}
	if k.accounts, err = s.buyersTx(ctx, tx); err != nil {
		return nil, err
	}
	if err := s.addressesTx(ctx, tx, k, c, warehouses); err != nil {
		return nil, err
	}
	out, books := make([]planned, len(orders)), map[[2]db.ID]string{}
	for i, o := range orders {
		out[i] = k.plan(o, c)
		for _, p := range out[i].parts {
			entry := [2]db.ID{p.AddressID, p.AccountID}
			if _, read := books[entry]; !read {
				if books[entry], err = s.addresses.PlatformIDTx(ctx, tx, p.AddressID, p.AccountID); err != nil {
					return nil, err
				}
			}
			p.ContentHash = p.hash(delivery(k.of(p.AddressID), books[entry]))
		}
	}
	return out, nil
}

// of gives an address among those that were read.
func (k *known) of(id db.ID) *address.Address {
	if k.chosen != nil && k.chosen.ID == id {
		return k.chosen
	}
	for _, a := range k.warehouse {
		if a != nil && a.ID == id {
			return a
		}
	}
	return nil
}

// addressesTx reads where orders go: one query for each of the few warehouses.
func (s *Service) addressesTx(ctx context.Context, tx *db.Tx, k *known, c *Choices, warehouses map[db.ID]bool) error {
	if c.AddressID != 0 {
		a, err := s.addresses.AddressTx(ctx, tx, c.AddressID)
		if err == nil && !a.Active {
			err = ErrAddressInactive.With("name", a.Name)
		}
		var f fault.Fields
		if err != nil && !f.AddErr("addressId", err) {
			return err
		}
		k.chosen = a
		return f.Err()
	}
	for id := range warehouses {
		a, err := s.addresses.OfWarehouseTx(ctx, tx, id)
		if err != nil {
			return err
		}
		k.warehouse[id] = a
	}
	return nil
}

// buyersTx tells which accounts may be bought with.
func (s *Service) buyersTx(ctx context.Context, tx *db.Tx) (map[db.ID]bool, error) {
	buyers, err := s.shops.BuyersTx(ctx, tx)
	out := make(map[db.ID]bool, len(buyers))
	for _, p := range buyers {
		out[p.ID] = p.Authorised()
	}
	return out, err
}

// foreignTx finds for orders one on 1688 that was not placed from here and still stands.
func (s *Service) foreignTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]string, error) {
	linked, err := s.platform.OfPurchaseOrdersTx(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	out := map[db.ID]string{}
	for id, list := range linked {
		for i := range list {
			if list[i].Link != platform.LinkPlaced && list[i].State != platform.StateClosed {
				out[id] = list[i].PlatformID
			}
		}
	}
	return out, nil
}

// replaceTx puts new parts of orders in the place of those that hold nothing: those that
// were never tried go, the others stay for what became of them.
func replaceTx(ctx context.Context, tx *db.Tx, list []planned) error {
	var orders []db.ID
	var parts []*Part
	for i := range list {
		if list[i].why == nil {
			orders, parts = append(orders, list[i].order.ID), append(parts, list[i].parts...)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	tried := "EXISTS (SELECT 1 FROM placing_attempt a WHERE a.tenant_id = ? AND a.part_id = placing_part.id)"
	for _, statement := range []string{
		"DELETE FROM placing_part WHERE tenant_id = ? AND state IN ('draft', 'refused', 'cancelled') AND NOT " + tried + " AND order_id IN ({in})",
		"UPDATE placing_part SET state = 'retired' WHERE tenant_id = ? AND state IN ('draft', 'refused', 'cancelled') AND " + tried + " AND order_id IN ({in})",
	} {
		if _, err := db.ExecIn(ctx, tx, statement, []any{tx.Tenant, tx.Tenant}, orders); err != nil {
			return fmt.Errorf("make room for planned parts: %w", err)
		}
	}
	for _, p := range parts {
		p.ID, p.CreatedAt, p.UpdatedAt = tx.NewID(), tx.Now, tx.Now
	}
	return insertPartsTx(ctx, tx, parts)
}
