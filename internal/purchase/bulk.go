package purchase

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// Planned is an order that was worked out: what would be entered for it, and what is
// known besides of each line, in the order of the lines.
type Planned struct {
	Input
	Parts []Part
}

// Part is what is known of a planned line.
type Part struct {
	SourceID   db.ID
	ExpectedOn db.Date
	Demands    []Demand
}

// CreateManyTx makes drafts by the rules of Create, in as many statements for hundreds as
// for a few. What is wrong with any of them is told under orders[i], and none is made.
func (s *Service) CreateManyTx(ctx context.Context, tx *db.Tx, list []Planned) ([]*Order, error) {
	if len(list) == 0 {
		return nil, nil
	}
	orders, suppliers, err := s.planManyTx(ctx, tx, list)
	if err != nil {
		return nil, err
	}
	return orders, addManyTx(ctx, tx, orders, suppliers, list)
}

// addManyTx writes orders that were worked out of a list.
func addManyTx(ctx context.Context, tx *db.Tx, orders []*Order, suppliers []*party.SupplierInfo, list []Planned) error {
	if err := numberTx(ctx, tx, orders); err != nil {
		return err
	}
	if err := insertTx(ctx, tx, orders...); err != nil {
		return err
	}
	if err := insertPlannedDemandsTx(ctx, tx, orders, list); err != nil {
		return err
	}
	return savedManyTx(ctx, tx, orders, suppliers)
}

// planManyTx works out the orders of CreateManyTx and who they go to, and writes nothing.
func (s *Service) planManyTx(ctx context.Context, tx *db.Tx, list []Planned) ([]*Order, []*party.SupplierInfo, error) {
	var f fault.Fields
	wrong := make([]bool, len(list))
	for i := range list {
		var own fault.Fields
		list[i].check(&own)
		wrong[i] = own.Len() > 0
		f.AddErr(orderPath(i), own.Err())
	}
	r := &manyReader{Service: s, tx: tx, settings: map[settingKey]*setting{}, rates: newRateBook()}
	if err := r.read(ctx, list); err != nil {
		return nil, nil, err
	}
	orders, suppliers := make([]*Order, len(list)), make([]*party.SupplierInfo, len(list))
	for i := range list {
		if wrong[i] {
			continue
		}
		var own fault.Fields
		k, warehouse, err := r.known(ctx, &list[i].Input, &own)
		if err != nil {
			return nil, nil, err
		}
		if err := list[i].moneyTx(ctx, tx, k, r.rates, &own); err != nil {
			return nil, nil, err
		}
		o := list[i].build(k, &own)
		o.WarehouseID = warehouse
		for j := range min(len(o.Lines), len(list[i].Parts)) {
			o.Lines[j].SourceID, o.Lines[j].ExpectedOn = list[i].Parts[j].SourceID, list[i].Parts[j].ExpectedOn
		}
		f.AddErr(orderPath(i), own.Err())
		orders[i], suppliers[i] = o, k.supplier
	}
	return orders, suppliers, f.Err()
}

func orderPath(i int) string { return fmt.Sprintf("orders[%d]", i) }

// numberTx gives new orders their ids and numbers; those of a day are drawn together.
func numberTx(ctx context.Context, tx *db.Tx, orders []*Order) error {
	byDay := map[db.Date][]*Order{}
	for _, o := range orders {
		o.ID, o.Version = tx.NewID(), 1
		o.CreatedBy, o.ChangedBy, o.CreatedAt, o.UpdatedAt = tx.Actor.UserID, tx.Actor.UserID, tx.Now, tx.Now
		o.Makers = o.Makers.With(tx.Actor.UserID)
		for i := range o.Lines {
			o.Lines[i].ID = tx.NewID()
		}
		byDay[o.Date] = append(byDay[o.Date], o)
	}
	for _, day := range slices.Sorted(maps.Keys(byDay)) {
		numbers, err := doc.NextNumbersTx(ctx, tx, docType, day, len(byDay[day]))
		if err != nil {
			return err
		}
		for i, o := range byDay[day] {
			o.No = numbers[i]
		}
	}
	return nil
}

// savedManyTx is savedTx for new orders.
func savedManyTx(ctx context.Context, tx *db.Tx, orders []*Order, suppliers []*party.SupplierInfo) error {
	docs, changes := make([]search.Doc, len(orders)), make([]doc.Change, len(orders))
	for i, o := range orders {
		docs[i] = o.searchDoc(suppliers[i])
		changes[i] = doc.Change{Action: "create", Entity: entity, EntityID: o.ID, EntityNo: o.No, After: o.summary()}
		live.PublishTx(tx, "purchase", map[string]any{"id": o.ID, "state": o.State})
	}
	if err := search.PutTx(ctx, tx, searchKind, docs); err != nil {
		return err
	}
	return doc.AuditTx(ctx, tx, changes...)
}

// manyReader reads what the database says about many inputs: everything once.
type manyReader struct {
	*Service
	tx        *db.Tx
	set       *tenant.Set
	suppliers map[db.ID]*party.SupplierInfo
	skus      map[db.ID]*catalog.SKUInfo
	settings  map[settingKey]*setting
	rates     *rateBook
}

// settingKey is what warehouse, people and account of an order are found by.
type settingKey struct{ warehouse, purchaser, follower, account db.ID }

type setting struct {
	warehouse, purchaser db.ID
	wrong                error
}

func (r *manyReader) read(ctx context.Context, list []Planned) error {
	suppliers, skus := map[db.ID]bool{}, map[db.ID]bool{}
	for i := range list {
		suppliers[list[i].SupplierID] = true
		for _, id := range trade.SKUIDs(list[i].Lines) {
			skus[id] = true
		}
	}
	var err error
	if r.set, err = tenant.GetTx(ctx, r.tx); err != nil {
		return err
	}
	if r.suppliers, err = r.party.SuppliersTx(ctx, r.tx, slices.Sorted(maps.Keys(suppliers))); err != nil {
		return err
	}
	r.skus, err = r.catalog.SKUsTx(ctx, r.tx, slices.Sorted(maps.Keys(skus)))
	return err
}

// known is knownTx with what was read for all.
func (r *manyReader) known(ctx context.Context, in *Input, f *fault.Fields) (*known, db.ID, error) {
	k := &known{set: r.set, now: r.tx.Now, skus: r.skus, supplier: r.suppliers[in.SupplierID]}
	switch {
	case k.supplier == nil:
		f.Add("supplierId", party.ErrSupplierNotFound)
		k.supplier = &party.SupplierInfo{Terms: party.TermsPrepaid}
	case !k.supplier.Active:
		f.Add("supplierId", ErrSupplierInactive.With("supplier", k.supplier.Name))
	}
	key := settingKey{in.WarehouseID, in.PurchaserID, in.FollowerID, in.BuyerAccountID}
	s := r.settings[key]
	if s == nil {
		var own fault.Fields
		warehouse, err := r.warehouseTx(ctx, r.tx, in, &own)
		if err != nil {
			return nil, 0, err
		}
		if err := r.peopleTx(ctx, r.tx, in, &own); err != nil {
			return nil, 0, err
		}
		s = &setting{warehouse, in.PurchaserID, own.Err()}
		r.settings[key] = s
	}
	in.PurchaserID = s.purchaser
	f.AddErr("", s.wrong)
	var err error
	if unpriced := in.unpriced(); len(unpriced) > 0 {
		k.prices, err = r.party.SupplierPricesTx(ctx, r.tx, in.SupplierID, unpriced)
	}
	return k, s.warehouse, err
}
