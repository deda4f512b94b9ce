package sourcing

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of matching.
var (
	// ErrSpecUnknown marks a spec that is not in the offer. It has the parameter spec.
	ErrSpecUnknown = fault.Define(fault.Conflict, "source.spec_unknown",
		fault.ZH("1688 商品里没有规格“{spec}”", "重新读取商品，从现有的规格里选"), fault.EN("The offer has no spec {spec}", "Look the offer up again and choose one of its specs"))
	// ErrSpecMissing marks a spec that was not chosen where there are several.
	ErrSpecMissing = fault.Define(fault.Invalid, "source.spec_missing",
		fault.ZH("这个 1688 商品有多个规格，还没有选", "选出这个 SKU 对应的规格"), fault.EN("The offer has several specs and none was chosen", "Choose the one that this SKU is bought as"))
)

// Looked is an offer that was looked up for a SKU.
type Looked struct {
	Offer    *Offer
	Supplier *party.SupplierInfo // who its seller is here; nil while nobody is
	Guess    int                 // the spec preselected, -1 for none
	Reason   Reason
	Sources  []*Source    // what the SKU has of the offer already
	Notice   *fault.Error // ErrOtherSupplier when the link stood with another supplier
}

// LookUpFor reads the offer that a text names with a buyer account, and guesses which
// of its specs a SKU is. Without a SKU nothing is guessed. Faults of the link stand at
// its field.
func (s *Service) LookUpFor(ctx context.Context, sc db.Scope, account db.ID, text string, sku db.ID, reach tenant.Limit) (*Looked, error) {
	var f fault.Fields
	id, link, problem := parseLink(text)
	if problem != nil {
		f.Add("link", problem)
	}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if account == 0 {
			f.Add("accountId", fault.ErrRequired)
		} else if err := s.accountTx(ctx, tx, &f, account, reach); err != nil {
			return err
		}
		if sku == 0 {
			return nil
		}
		found, err := s.catalog.SKUsTx(ctx, tx, []db.ID{sku})
		if err == nil && found[sku] == nil {
			f.Add("skuId", catalog.ErrSKUNotFound)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	o, err := s.LookUp(ctx, sc, account, id)
	if err != nil {
		return nil, err
	}
	out := &Looked{Offer: o, Guess: -1}
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if err := s.knowSuppliersTx(ctx, tx, []*Offer{o}); err != nil {
			return err
		}
		suppliers, err := s.party.SuppliersTx(ctx, tx, []db.ID{o.SupplierID})
		if err != nil {
			return err
		}
		out.Supplier = suppliers[o.SupplierID]
		if sku == 0 {
			return nil
		}
		wants, err := s.wantedTx(ctx, tx, []db.ID{sku})
		if err != nil {
			return err
		}
		w := wants[sku]
		w.link = link
		out.Guess, out.Reason = guess(w, o.Specs)
		all, err := s.SourcesTx(ctx, tx, []db.ID{sku})
		if err != nil {
			return err
		}
		out.Sources = slices.DeleteFunc(all[sku], func(x *Source) bool { return x.OfferID != id || !x.within(reach) })
		for _, x := range out.Sources {
			if x.State == StateUnmatched {
				out.Notice, err = s.otherSupplierTx(ctx, tx, o, x.SupplierID)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// otherSupplierTx tells when the seller of an offer is somebody else than the supplier
// that its link stands with.
func (s *Service) otherSupplierTx(ctx context.Context, tx *db.Tx, o *Offer, expected db.ID) (*fault.Error, error) {
	if expected == 0 || o.SupplierID == expected || !o.Seller.Known() {
		return nil, nil
	}
	name, err := s.supplierNameTx(ctx, tx, expected)
	if err != nil {
		return nil, err
	}
	other := o.Seller.Name
	if o.SupplierID != 0 {
		if other, err = s.supplierNameTx(ctx, tx, o.SupplierID); err != nil {
			return nil, err
		}
	}
	return ErrOtherSupplier.With("name", name, "other", other), nil
}

// wantedTx gives what specs are compared with, for SKUs.
func (s *Service) wantedTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]wanted, error) {
	skus, err := s.catalog.SKUsTx(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	barcodes := map[db.ID][]string{}
	err = db.EachIn(ctx, tx, `SELECT b.sku_id, b.barcode FROM sku_barcode b WHERE b.tenant_id = ? AND b.sku_id IN ({in}) ORDER BY b.sku_id, b.position, b.barcode`, []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		var (
			id   db.ID
			text string
		)
		err := rows.Scan(&id, &text)
		barcodes[id] = append(barcodes[id], text)
		return err
	})
	out := make(map[db.ID]wanted, len(skus))
	for id, k := range skus {
		w := wanted{code: k.Code, barcodes: barcodes[id]}
		if k.Spec != "" {
			w.values = strings.Split(k.Spec, " / ")
		}
		out[id] = w
	}
	return out, err
}

// MatchInput says which spec of an offer a SKU is bought as.
type MatchInput struct {
	SKUID          db.ID // of a new source
	AccountID      db.ID
	OfferID        int64
	Spec           string // its key; empty for an offer without specs
	Num, Den       int64
	LeadDays       int64
	Note           string
	SupplierID     db.ID // who it is expected of; zero: whoever sells it
	AcceptSupplier bool  // take who sells it, also when somebody else was expected
	Version        int64 // of the source that is matched anew
	Reach          tenant.Limit
}

// Match makes a source of a spec of an offer that has been looked up. The supplier is
// its seller, and made when there is none yet.
func (s *Service) Match(ctx context.Context, sc db.Scope, in MatchInput) (*Source, error) {
	var x *Source
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		in := in
		var f fault.Fields
		sku, others, err := s.lockSKUTx(ctx, tx, in.SKUID)
		if err != nil && !f.AddErr("skuId", err) {
			return err
		}
		// What was a mere link becomes the match.
		var before *Source
		for _, o := range others {
			if o.OfferID == in.OfferID && o.State == StateUnmatched && o.within(in.Reach) {
				before = o
			}
		}
		y := Source{ID: tx.NewID(), SKUID: in.SKUID, Priority: nextPriority(others), CreatedAt: tx.Now}
		if before != nil {
			y = *before
			if in.SupplierID == 0 {
				in.SupplierID = before.SupplierID
			}
		}
		x = &y
		return s.matchTx(ctx, tx, &in, &f, x, before, sku, others)
	})
	return x, err
}

// Rematch gives a source another offer or spec.
func (s *Service) Rematch(ctx context.Context, sc db.Scope, id db.ID, in MatchInput) (*Source, error) {
	var x *Source
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		in := in
		before, sku, others, err := s.lockSourceTx(ctx, tx, id, in.Reach)
		if err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.ErrStale
		}
		in.SKUID = before.SKUID
		if in.SupplierID == 0 {
			in.SupplierID = before.SupplierID
		}
		y := *before
		x = &y
		return s.matchTx(ctx, tx, &in, &fault.Fields{}, x, before, sku, others)
	})
	return x, err
}

func (s *Service) matchTx(ctx context.Context, tx *db.Tx, in *MatchInput, f *fault.Fields, x, before *Source, sku *catalog.SKUInfo, others []*Source) error {
	if in.Num == 0 {
		in.Num = 1
	}
	if in.Den == 0 {
		in.Den = 1
	}
	check.Between(f, "num", in.Num, 1, maxRatio)
	check.Between(f, "den", in.Den, 1, maxRatio)
	check.Between(f, "leadDays", in.LeadDays, 0, maxLead)
	in.Note = check.Text(f, "note", in.Note, check.MaxNote)
	if err := s.accountTx(ctx, tx, f, in.AccountID, in.Reach); err != nil {
		return err
	}
	if in.SupplierID != 0 {
		if err := s.supplierTx(ctx, tx, in.SupplierID, true); err != nil && !f.AddErr("supplierId", err) {
			return err
		}
	}
	offers, err := offersTx(ctx, tx, []int64{in.OfferID})
	if err != nil {
		return err
	}
	o := offers[in.OfferID]
	at := -1
	if o == nil {
		f.Add("offerId", ErrOfferNotSeen.With("id", in.OfferID))
	} else if problem := o.choose(in.Spec, &at); problem != nil {
		f.Add("spec", problem)
	}
	if err := f.Err(); err != nil {
		return err
	}
	if err := s.bindSellersTx(ctx, tx, []*Offer{o}); err != nil {
		return err
	}
	if !in.AcceptSupplier {
		other, err := s.otherSupplierTx(ctx, tx, o, in.SupplierID)
		if err != nil {
			return err
		}
		if other != nil {
			f.Add("supplierId", other)
			return f.Err()
		}
	}
	wants, err := s.wantedTx(ctx, tx, []db.ID{sku.ID})
	if err != nil {
		return err
	}
	// Whom the link stands with serves where 1688 does not tell who sells the offer.
	if o.SupplierID == 0 && in.SupplierID == 0 {
		f.Add("offerId", ErrNoSeller.With("id", o.ID))
		return f.Err()
	}
	x.SupplierID, x.AccountID, x.Num, x.Den, x.LeadDays, x.Note = cmp.Or(o.SupplierID, in.SupplierID), in.AccountID, in.Num, in.Den, in.LeadDays, in.Note
	x.match(tx, o, at, wants[sku.ID])
	if err := x.unique(others, sku.Code); err != nil {
		f.Add("spec", fault.As(err))
		return f.Err()
	}
	if err := writeSourcesTx(ctx, tx, []*Source{x}); err != nil {
		return err
	}
	action := "match"
	if before == nil {
		action = "create"
	}
	return doc.AuditTx(ctx, tx, x.change(action, sku.Code, before))
}

// choose finds the spec with a key; it is -1 for an offer without specs.
func (o *Offer) choose(key string, at *int) *fault.Error {
	*at = -1
	switch {
	case len(o.Specs) == 0 && key == "":
	case key == "":
		return ErrSpecMissing
	default:
		if *at = o.spec(key); *at < 0 {
			return ErrSpecUnknown.With("spec", clean(key, 80))
		}
	}
	return nil
}

// match gives the source a spec, with the reason for which a program would have chosen it.
func (x *Source) match(tx *db.Tx, o *Offer, at int, w wanted) {
	w.link = x.LinkSKUID
	x.take(o, at)
	x.Reason = ReasonManual
	if best, why := guess(w, o.Specs); best >= 0 && best == at {
		x.Reason = why
	} else if len(o.Specs) == 0 {
		x.Reason = ReasonOnly
	}
	x.CheckedAt, x.UpdatedAt = o.ReadAt, tx.Now
	x.Version++
	x.reduce()
}
