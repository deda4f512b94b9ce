package sourcing

import (
	"context"
	"slices"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// The limits of what people enter.
const (
	maxRatio    = 1_000_000
	maxQuantity = 1_000_000_000
	maxLead     = 3650
)

// Input is a source as people enter it. What 1688 says of an offer is not entered.
type Input struct {
	SKUID      db.ID // of a new one
	SupplierID db.ID // that of a matched source is who sells the offer
	AccountID  db.ID // the buyer account it is bought with; zero: any
	Link       string
	Code       string
	Unit       string
	Num, Den   int64 // one sale unit is Num/Den base units; zero means 1
	Multiple   int64 // zero means 1, as of the minimum
	Minimum    int64
	LeadDays   int64
	Price      *dec.Price
	KeepPrice  bool // of a change by somebody who may not see prices
	Note       string
	Version    int64
	Reach      tenant.Limit // the accounts the person works with
}

func (in *Input) check(f *fault.Fields) (offer, sku int64) {
	in.Code = check.Line(f, "code", in.Code, 100)
	in.Unit = check.Line(f, "unit", in.Unit, 20)
	in.Note = check.Text(f, "note", in.Note, check.MaxNote)
	for _, n := range []*int64{&in.Num, &in.Den, &in.Multiple, &in.Minimum} {
		if *n == 0 {
			*n = 1
		}
	}
	check.Between(f, "num", in.Num, 1, maxRatio)
	check.Between(f, "den", in.Den, 1, maxRatio)
	check.Between(f, "multiple", in.Multiple, 1, maxQuantity)
	check.Between(f, "minimum", in.Minimum, 1, maxQuantity)
	check.Between(f, "leadDays", in.LeadDays, 0, maxLead)
	if in.Price != nil && *in.Price < 0 {
		f.Add("price", fault.ErrNegative)
	}
	if in.Link = check.Line(f, "link", in.Link, 2000); in.Link != "" {
		var problem *fault.Error
		if offer, sku, problem = parseLink(in.Link); problem != nil {
			f.Add("link", problem)
		}
	}
	return offer, sku
}

// accountTx notes an account that is none of the set's buyer accounts, or out of reach.
func (s *Service) accountTx(ctx context.Context, tx *db.Tx, f *fault.Fields, id db.ID, reach tenant.Limit) error {
	if id == 0 {
		return nil
	}
	_, err := s.shops.BuyerTx(ctx, tx, id)
	if err == nil && !reach.Allows(id) {
		err = channel.ErrShopNotFound
	}
	if f.AddErr("accountId", err) {
		return nil
	}
	return err
}

// Create makes a source by hand. With a link to an offer it is unmatched: the spec is
// chosen when the offer has been looked up.
func (s *Service) Create(ctx context.Context, sc db.Scope, in Input) (*Source, error) {
	var x *Source
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		in := in
		var f fault.Fields
		offer, link := in.check(&f)
		sku, others, err := s.lockSKUTx(ctx, tx, in.SKUID)
		if err != nil && !f.AddErr("skuId", err) {
			return err
		}
		if err := s.refsTx(ctx, tx, &f, &in, offer); err != nil {
			return err
		}
		if err := f.Err(); err != nil {
			return err
		}
		x = &Source{ID: tx.NewID(), SKUID: in.SKUID, OfferID: offer, LinkSKUID: link, State: StateActive, Priority: nextPriority(others), CreatedAt: tx.Now, Version: 1}
		if offer != 0 {
			x.State = StateUnmatched
		}
		x.enter(tx, &in)
		if err := x.unique(others, sku.Code); err != nil {
			return err
		}
		if err := writeSourcesTx(ctx, tx, []*Source{x}); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, x.change("create", sku.Code, nil))
	})
	return x, err
}

// Update changes what people enter of a source. The supplier and the link of a matched
// one stay what they are: it is matched anew for that.
func (s *Service) Update(ctx context.Context, sc db.Scope, id db.ID, in Input) (*Source, error) {
	var x *Source
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		in := in
		var f fault.Fields
		offer, link := in.check(&f)
		before, sku, others, err := s.lockSourceTx(ctx, tx, id, in.Reach)
		if err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.ErrStale
		}
		y := *before
		x = &y
		if before.matched() && in.SupplierID == 0 {
			in.SupplierID = before.SupplierID
		}
		if err := s.refsTx(ctx, tx, &f, &in, offer); err != nil {
			return err
		}
		if err := f.Err(); err != nil {
			return err
		}
		if before.matched() && in.SupplierID != before.SupplierID {
			return s.refuseSupplierTx(ctx, tx, before.SupplierID, in.SupplierID)
		}
		if !before.matched() {
			if x.OfferID, x.LinkSKUID, x.State = offer, link, StateActive; offer != 0 {
				x.State = StateUnmatched
			}
		}
		x.enter(tx, &in)
		x.Version++
		if err := x.unique(others, sku.Code); err != nil {
			return err
		}
		if err := writeSourcesTx(ctx, tx, []*Source{x}); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, x.change("update", sku.Code, before))
	})
	return x, err
}

// refuseSupplierTx says whose the offer is that somebody else was entered for.
func (s *Service) refuseSupplierTx(ctx context.Context, tx *db.Tx, seller, entered db.ID) error {
	names, err := s.party.SuppliersTx(ctx, tx, []db.ID{seller, entered})
	if err != nil {
		return err
	}
	var f fault.Fields
	f.Add("supplierId", ErrOtherSupplier.With("name", names[entered].Name, "other", names[seller].Name))
	return f.Err()
}

// matched says whether a spec of an offer was chosen for the source.
func (x *Source) matched() bool { return x.OfferID != 0 && x.State != StateUnmatched }

// refsTx checks the records that an input names, which links to an offer; 0 for none.
func (s *Service) refsTx(ctx context.Context, tx *db.Tx, f *fault.Fields, in *Input, offer int64) error {
	if in.SupplierID == 0 {
		f.Add("supplierId", fault.ErrRequired)
	} else if err := s.supplierTx(ctx, tx, in.SupplierID, offer != 0); err != nil && !f.AddErr("supplierId", err) {
		return err
	}
	return s.accountTx(ctx, tx, f, in.AccountID, in.Reach)
}

// supplierTx tells why there is no source of a supplier, of an offer on 1688 or elsewhere.
func (s *Service) supplierTx(ctx context.Context, tx *db.Tx, id db.ID, on1688 bool) error {
	v, err := s.party.SupplierTx(ctx, tx, id)
	if err == nil && on1688 && v.Currency != currency.Base {
		return ErrSupplierCurrency.With("name", v.Name, "currency", v.Currency)
	}
	return err
}

func (x *Source) enter(tx *db.Tx, in *Input) {
	x.SupplierID, x.AccountID, x.Code, x.Unit, x.Num, x.Den = in.SupplierID, in.AccountID, in.Code, in.Unit, in.Num, in.Den
	x.Multiple, x.Minimum, x.LeadDays, x.Note, x.UpdatedAt = in.Multiple, in.Minimum, in.LeadDays, in.Note, tx.Now
	if !in.KeepPrice {
		x.Price = in.Price
	}
	x.reduce()
}

// reduce keeps the ratio in its lowest terms, so that equal ratios look equal.
func (x *Source) reduce() {
	a, b := x.Num, x.Den
	for b != 0 {
		a, b = b, a%b
	}
	if a > 1 {
		x.Num, x.Den = x.Num/a, x.Den/a
	}
}

// unique refuses a second source of the SKU for the same thing.
func (x *Source) unique(others []*Source, sku string) error {
	for _, o := range others {
		switch {
		case o.ID == x.ID:
		case x.OfferID != 0 && o.OfferID == x.OfferID && o.SpecID == x.SpecID:
			return ErrTwice.With("sku", sku)
		case x.OfferID == 0 && o.OfferID == 0 && o.SupplierID == x.SupplierID && o.Code == x.Code:
			return ErrCodeTwice.With("sku", sku)
		}
	}
	return nil
}

func nextPriority(others []*Source) int64 {
	var last int64
	for _, o := range others {
		last = max(last, o.Priority)
	}
	return last + 1
}

// within says whether somebody who works with these accounts sees the source.
func (x *Source) within(reach tenant.Limit) bool {
	return x.AccountID == 0 || reach.Allows(x.AccountID)
}

// Get reads one source.
func (s *Service) Get(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) (*Source, error) {
	var x *Source
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		if x, err = sourceTx(ctx, tx, id, ""); err == nil && !x.within(reach) {
			err = ErrNotFound
		}
		return err
	})
	return x, err
}

// Remove deletes a source; those behind it move up.
func (s *Service) Remove(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		x, sku, all, err := s.lockSourceTx(ctx, tx, id, reach)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE match_draft SET source_id = NULL WHERE tenant_id = ? AND sku_id = ? AND source_id = ?`, tx.Tenant, x.SKUID, id); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM sku_source WHERE tenant_id = ? AND id = ?`, tx.Tenant, id); err != nil {
			return err
		}
		rest := slices.DeleteFunc(all, func(o *Source) bool { return o.ID == id })
		if err := writeSourcesTx(ctx, tx, renumber(tx, rest)); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: entitySource, EntityID: id, EntityNo: sku.Code, Before: x.state()})
	})
}

// renumber gives sources the priorities 1, 2, 3 … in the order given, and returns those
// that had another.
func renumber(tx *db.Tx, list []*Source) []*Source {
	var changed []*Source
	for i, x := range list {
		if p := int64(i + 1); x.Priority != p {
			x.Priority, x.UpdatedAt = p, tx.Now
			changed = append(changed, x)
		}
	}
	return changed
}

// Order puts the sources of a SKU in the order in which they are tried. All that the
// person sees must be named; those out of reach go behind, in the order they have.
func (s *Service) Order(ctx context.Context, sc db.Scope, sku db.ID, ids []db.ID, reach tenant.Limit) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		info, all, err := s.lockSKUTx(ctx, tx, sku)
		if err != nil {
			return err
		}
		var list, hidden []*Source
		before := map[db.ID]Source{}
		for _, x := range all {
			before[x.ID] = *x
			if !x.within(reach) {
				hidden = append(hidden, x)
			}
		}
		for _, id := range ids {
			at := slices.IndexFunc(all, func(x *Source) bool { return x.ID == id && x.within(reach) })
			if at < 0 {
				return ErrNotFound
			}
			if slices.Contains(list, all[at]) {
				return ErrOrder
			}
			list = append(list, all[at])
		}
		if len(list)+len(hidden) != len(all) {
			return ErrOrder
		}
		changed := renumber(tx, append(list, hidden...))
		var changes []doc.Change
		for _, x := range changed {
			was := before[x.ID]
			changes = append(changes, x.change("update", info.Code, &was))
		}
		if err := writeSourcesTx(ctx, tx, changed); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, changes...)
	})
}
