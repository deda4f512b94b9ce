package sourcing

import (
	"cmp"
	"context"
	"slices"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Saved is what saving a run did.
type Saved struct {
	Saved  int64 // sources made or matched
	Failed int64 // rows that could not be saved; each says why
	Open   int64 // rows without a spec chosen
}

// SaveRun makes sources of all rows whose spec is chosen and that are not left out, in
// one transaction. A row that cannot be saved says why and does not stop the others.
// The suppliers are the sellers of the offers, and made when there are none.
func (s *Service) SaveRun(ctx context.Context, sc db.Scope, id db.ID, reach tenant.Limit) (*Saved, error) {
	var out *Saved
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out = &Saved{}
		r, err := runTx(ctx, tx, id, reach, tx.ForUpdate())
		if err != nil {
			return err
		}
		drafts, err := draftsTx(ctx, tx, id, "d.state = 'found' AND d.skipped = FALSE")
		if err != nil {
			return err
		}
		ready := slices.DeleteFunc(slices.Clone(drafts), func(d *Draft) bool { return !d.Chosen })
		if out.Open = int64(len(drafts) - len(ready)); len(ready) == 0 {
			return ErrNothingToSave
		}
		w, err := s.saverTx(ctx, tx, r, ready)
		if err != nil {
			return err
		}
		for _, d := range ready {
			if d.Why = w.save(d); d.Why != nil {
				out.Failed++
				continue
			}
			d.State = DraftSaved
			out.Saved++
		}
		if err := writeSourcesTx(ctx, tx, w.made); err != nil {
			return err
		}
		if err := writeDraftsTx(ctx, tx, id, ready); err != nil {
			return err
		}
		publishRunTx(tx, r)
		return doc.AuditTx(ctx, tx, w.changes...)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// saver makes sources of rows, from what was read for all of them at once.
type saver struct {
	*guesser
	tx      *db.Tx
	run     *Run
	offers  map[int64]*Offer
	known   map[db.ID]bool // SKUs that are still there
	made    []*Source
	changes []doc.Change
}

// takes says whether the source is the mere link that a row of a run matches: the one the
// row was made of, else one to the same offer that is not bought with another account.
func (x *Source) takes(d *Draft, account db.ID) bool {
	if x.State != StateUnmatched || x.OfferID != d.OfferID {
		return false
	}
	return x.ID == d.SourceID || d.SourceID == 0 && (x.AccountID == 0 || x.AccountID == account)
}

func (s *Service) saverTx(ctx context.Context, tx *db.Tx, r *Run, drafts []*Draft) (*saver, error) {
	var (
		skus []db.ID
		ids  []int64
		used []*Offer
	)
	for _, d := range drafts {
		skus = append(skus, d.SKUID)
		ids = append(ids, d.OfferID)
	}
	w := &saver{tx: tx, run: r, known: map[db.ID]bool{}}
	found, _, err := s.lockSKUsTx(ctx, tx, skus)
	if err != nil {
		return nil, err
	}
	for id := range found {
		w.known[id] = true
	}
	if w.guesser, err = s.guesserTx(ctx, tx, drafts, r.AccountID); err != nil {
		return nil, err
	}
	if w.offers, err = offersTx(ctx, tx, slices.Compact(slices.Sorted(slices.Values(ids)))); err != nil {
		return nil, err
	}
	for _, d := range drafts { // in the order of the rows, so that suppliers get their codes so
		if o := w.offers[d.OfferID]; o != nil && !slices.Contains(used, o) {
			used = append(used, o)
		}
	}
	return w, s.bindSellersTx(ctx, tx, used)
}

// save makes or matches the source of a row, or says why it cannot.
func (w *saver) save(d *Draft) *fault.Error {
	o := w.offers[d.OfferID]
	if o == nil {
		return ErrOfferNotSeen.With("id", d.OfferID)
	}
	if !w.known[d.SKUID] {
		return catalog.ErrSKUNotFound
	}
	var at int
	if problem := o.choose(d.Spec, &at); problem != nil {
		return problem
	}
	others := w.sources[d.SKUID]
	x := &Source{ID: w.tx.NewID(), SKUID: d.SKUID, Priority: nextPriority(others), CreatedAt: w.tx.Now}
	var before *Source
	// What was a mere link becomes the match, also when the row was not made of it.
	for _, y := range others {
		if y.takes(d, w.run.AccountID) {
			copied := *y
			x, before = y, &copied
			break
		}
	}
	was := *x
	if x.SupplierID, x.Num, x.Den = cmp.Or(o.SupplierID, x.SupplierID), d.Num, d.Den; x.SupplierID == 0 {
		*x = was
		return ErrNoSeller.With("id", d.OfferID)
	}
	if x.AccountID == 0 {
		x.AccountID = w.run.AccountID
	}
	wants := w.wants[d.SKUID]
	x.match(w.tx, o, at, wants)
	if d.Reason != "" {
		x.Reason = d.Reason
	}
	if err := x.unique(others, d.SKUCode); err != nil {
		*x = was
		return fault.As(err)
	}
	action := "match"
	if before == nil {
		action = "create"
		w.sources[d.SKUID] = append(others, x)
	}
	w.made = append(w.made, x)
	w.changes = append(w.changes, x.change(action, d.SKUCode, before))
	return nil
}
