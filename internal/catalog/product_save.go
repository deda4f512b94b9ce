package catalog

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/tenant"
)

// SaveOptions says what the person may do besides editing.
type SaveOptions struct {
	MayPrice bool // set and change prices
}

// CreateProduct makes a product with its SKUs. Everything wrong with the input
// comes back together as field problems; a draft of it is never stored.
func (s *Service) CreateProduct(ctx context.Context, sc db.Scope, in ProductInput, o SaveOptions) (*Saved, error) {
	return s.save(ctx, sc, 0, 0, in, o)
}

// UpdateProduct replaces a product by the input. SKUs are known by their ids;
// those left out are removed, which is refused for SKUs that documents refer to.
// Errors are ErrProductNotFound, fault.ErrStale and field problems.
func (s *Service) UpdateProduct(ctx context.Context, sc db.Scope, id db.ID, version int64, in ProductInput, o SaveOptions) (*Saved, error) {
	return s.save(ctx, sc, id, version, in, o)
}

func (s *Service) save(ctx context.Context, sc db.Scope, id db.ID, version int64, in ProductInput, o SaveOptions) (*Saved, error) {
	var saved *Saved
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		levels, err := s.party.LevelsTx(ctx, tx)
		if err != nil {
			return err
		}
		e := &edit{s: s, tx: tx, levels: levels, in: in, options: o}
		if id != 0 {
			if e.before, err = getProduct(ctx, tx, id, tx.ForUpdate()); err != nil {
				return err
			}
			if e.before.Version != version {
				return fault.ErrStale
			}
		}
		saved, err = e.run(ctx)
		return err
	})
	return saved, err
}

// edit is the state of saving one product.
type edit struct {
	s       *Service
	tx      *db.Tx
	levels  party.Levels
	in      ProductInput
	options SaveOptions
	before  *Product // nil for a new one
	f       fault.Fields

	id       db.ID
	group    db.ID
	attrs    []db.ID
	skus     []editedSKU
	removed  []SKU
	pictures []Picture
}

// editedSKU is a SKU of the input on its way to the database.
type editedSKU struct {
	SKUInput
	before *SKU    // nil for a new one
	values []db.ID // in the order of the attributes
}

// decideLot fills in whether the product carries lots where the input does not say.
func (e *edit) decideLot(ctx context.Context) error {
	switch {
	case e.in.LotTracked != nil:
	case e.before != nil:
		e.in.LotTracked = &e.before.LotTracked
	default:
		set, err := tenant.GetTx(ctx, e.tx)
		if err != nil {
			return err
		}
		e.in.LotTracked = &set.LotExpiry
	}
	return nil
}

func (e *edit) run(ctx context.Context) (*Saved, error) {
	warnings := e.in.tidy(&e.f, e.levels)
	if err := e.decideLot(ctx); err != nil {
		return nil, err
	}
	if e.before != nil && e.in.Code == "" {
		e.in.Code = e.before.Code
		for i := range e.in.SKUs {
			if len(e.in.Attributes) == 0 {
				e.in.SKUs[i].Code = e.in.Code
			}
		}
	}
	e.matchSKUs()
	for _, step := range []func(context.Context) error{e.checkRefs, e.checkPictures, e.checkPrices} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	if e.in.Code == "" && e.f.Len() == 0 { // a number is drawn for nothing but a product that will be
		if err := e.drawCode(ctx); err != nil {
			return nil, err
		}
	}
	for _, step := range []func(context.Context) error{e.checkTaken, e.resolveNames, e.checkUsed} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	if err := e.f.Err(); err != nil {
		return nil, err
	}
	if err := e.write(ctx); err != nil {
		return nil, err
	}
	after, err := getProduct(ctx, e.tx, e.id, "")
	if err != nil {
		return nil, err
	}
	change := doc.Change{Action: actionCreate, Entity: entityProduct, EntityID: e.id, EntityNo: after.Code, After: after}
	if e.before != nil {
		change.Action, change.Before = actionUpdate, e.before
	}
	if err := doc.AuditTx(ctx, e.tx, change); err != nil {
		return nil, err
	}
	return &Saved{Product: after, Warnings: warnings}, nil
}

// matchSKUs pairs the SKUs of the input with those there.
func (e *edit) matchSKUs() {
	there := map[db.ID]*SKU{}
	if e.before != nil {
		for i := range e.before.SKUs {
			there[e.before.SKUs[i].ID] = &e.before.SKUs[i]
		}
		// A plain product has one SKU, whether the input says its id or not.
		if len(e.in.Attributes) == 0 && len(e.before.Attributes) == 0 && len(e.in.SKUs) == 1 && e.in.SKUs[0].ID == 0 {
			e.in.SKUs[0].ID = e.before.SKUs[0].ID
		}
	}
	for i, k := range e.in.SKUs {
		edited := editedSKU{SKUInput: k}
		if k.ID != 0 {
			if edited.before = there[k.ID]; edited.before == nil {
				e.f.Add(fmt.Sprintf("skus[%d].id", i), ErrSKUNotFound)
			}
			delete(there, k.ID)
		}
		e.skus = append(e.skus, edited)
	}
	for _, id := range slices.Sorted(maps.Keys(there)) {
		e.removed = append(e.removed, *there[id])
	}
}

// drawCode draws the next product code that nobody uses.
func (e *edit) drawCode(ctx context.Context) error {
	code, err := drawCode(ctx, e.tx, "product", `SELECT 1 FROM product WHERE tenant_id = ? AND code = ? UNION ALL SELECT 1 FROM sku WHERE tenant_id = ? AND code = ?`, 2)
	if err != nil {
		return err
	}
	e.in.Code = code
	if len(e.in.Attributes) == 0 {
		e.skus[0].Code = code
	}
	return nil
}

// checkPrices refuses prices from people who may not set them; unchanged ones pass.
func (e *edit) checkPrices(context.Context) error {
	if e.options.MayPrice {
		return nil
	}
	for i, k := range e.skus {
		var before []LevelPrice
		if k.before != nil {
			before = k.before.Prices
		}
		if !maps.Equal(priceMap(before), priceMap(k.Prices)) {
			e.f.Add(fmt.Sprintf("skus[%d].prices", i), fault.ErrForbidden.With("permission", "price.write"))
		}
	}
	return nil
}

func priceMap(list []LevelPrice) map[db.ID]dec.Price {
	out := make(map[db.ID]dec.Price, len(list))
	for _, p := range list {
		out[p.LevelID] = p.Price
	}
	return out
}
