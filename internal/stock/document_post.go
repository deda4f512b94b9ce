package stock

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// PostDocument posts a draft as it was read with version; fault.ErrStale when
// somebody has changed it since. Where stock documents are reviewed this is the
// review, and nobody reviews what they entered unless the account set allows it.
func (s *Service) PostDocument(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Document, error) {
	var d *Document
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if d, err = lockDocument(ctx, tx, id); err != nil {
			return err
		}
		if d.State != StateDraft {
			return ErrDocumentState.With("no", d.No, "state", d.State)
		}
		if d.Version != version {
			return fault.ErrStale
		}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if mine := d.CreatedByID == tx.Actor.UserID || d.ChangedByID == tx.Actor.UserID; mine && set.StockReview && !set.OwnApproval {
			return ErrOwnReview.With("no", d.No)
		}
		return s.postDocumentTx(ctx, tx, set, d, nil)
	})
	return d, err
}

// ReverseDocument takes a posted document back by a counter-document dated date
// (empty means today), which it returns.
func (s *Service) ReverseDocument(ctx context.Context, sc db.Scope, id db.ID, date db.Date, note string) (*Document, error) {
	var counter *Document
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		d, err := lockDocument(ctx, tx, id)
		if err != nil {
			return err
		}
		if d.State != StatePosted || d.ReversesID != 0 {
			return ErrDocumentState.With("no", d.No, "state", d.State)
		}
		counter, err = s.reverseTx(ctx, tx, d, date, note)
		return err
	})
	return counter, err
}

func (s *Service) reverseTx(ctx context.Context, tx *db.Tx, d *Document, date db.Date, note string) (*Document, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	if date == "" {
		date = set.Today(tx.Now)
	}
	if err := set.CheckReversalDate(date, tx.Now, d.No, d.Date); err != nil {
		return nil, err
	}
	var f fault.Fields
	if note = check.Text(&f, "note", note, check.MaxNote); f.Len() > 0 {
		return nil, f.Err()
	}
	c := &Document{
		ID: tx.NewID(), Kind: d.Kind, Date: date, Reason: d.Reason, Note: note, State: StateDraft, ReversesID: d.ID,
		CreatedBy: tx.Actor.Name, CreatedByID: tx.Actor.UserID, ChangedByID: tx.Actor.UserID, CreatedAt: tx.Now, Version: 1,
	}
	if c.No, err = doc.NextNumberTx(ctx, tx, string(c.Kind), c.Date); err != nil {
		return nil, err
	}
	if err := holdWarehouses(ctx, tx, d); err != nil {
		return nil, err
	}
	back, err := s.ReversalTx(ctx, tx, d.ID)
	if err != nil {
		return nil, err
	}
	for _, l := range back {
		v := *l.Cost
		if l.Quantity < 0 {
			v = v.Neg()
		}
		c.Lines = append(c.Lines, DocumentLine{WarehouseID: l.WarehouseID, SKUID: l.SKUID, Quantity: l.Quantity, Value: v})
	}
	c.total()
	if err := insertDocument(ctx, tx, c); err != nil {
		return nil, err
	}
	if err := insertLines(ctx, tx, c); err != nil {
		return nil, err
	}
	if err := s.postDocumentTx(ctx, tx, set, c, d); err != nil {
		return nil, err
	}
	if _, err := tx.Exec(ctx, `UPDATE stock_document SET state = 'reversed', reversed_by_id = ?, version = version + 1 WHERE tenant_id = ? AND id = ?`,
		c.ID, tx.Tenant, d.ID); err != nil {
		return nil, fmt.Errorf("mark %s as reversed: %w", d.No, err)
	}
	before := *d
	d.State, d.ReversedByID = StateReversed, c.ID
	return c, audit(ctx, tx, "reverse", d, &before)
}

// postDocumentTx moves the stock of a saved draft and books it. A counter-document
// gives the other account back exactly what undone took from it; where the goods
// now leave or come at another cost, the difference is a cost adjustment.
func (s *Service) postDocumentTx(ctx context.Context, tx *db.Tx, set *tenant.Set, d, undone *Document) error {
	if err := holdWarehouses(ctx, tx, d); err != nil {
		return err
	}
	before := *d
	p := Posting{DocKind: string(d.Kind), DocID: d.ID, DocNo: d.No, Date: d.Date, Reverses: d.ReversesID, Lines: make([]Line, len(d.Lines))}
	for i, l := range d.Lines {
		p.Lines[i] = Line{LineID: l.ID, WarehouseID: l.WarehouseID, SKUID: l.SKUID, Quantity: l.Quantity}
		if v := l.Value.Abs(); l.Quantity > 0 || d.ReversesID != 0 {
			p.Lines[i].Cost = &v
		}
	}
	posted, err := s.PostTx(ctx, tx, set, p)
	if err != nil {
		return err
	}
	// Now that the balances are held: another draft, or another clerk, may have
	// posted the opening stock since this one was entered.
	if d.Kind == KindOpening && undone == nil {
		if err := s.notOpenedBefore(ctx, tx, d); err != nil {
			return err
		}
	}
	if err := setLineValues(ctx, tx, d, posted.Costs); err != nil {
		return err
	}
	d.total()
	d.State, d.PostedBy, d.PostedAt = StatePosted, tx.Actor.Name, tx.Now
	d.Version++
	if _, err := tx.Exec(ctx, `UPDATE stock_document SET state = 'posted', posted_by = ?, posted_at = ?, value = ?, version = ? WHERE tenant_id = ? AND id = ?`,
		d.PostedBy, d.PostedAt, d.Value, d.Version, tx.Tenant, d.ID); err != nil {
		return fmt.Errorf("mark %s as posted: %w", d.No, err)
	}
	inventory, other := posted.Inventory(), d.Value.Neg()
	if undone != nil {
		other = undone.Value
	}
	ref := doc.Ref{Kind: string(d.Kind), ID: d.ID, No: d.No, Date: d.Date}
	if err := s.books.PostAmountsTx(ctx, tx, ref, map[string]dec.Cost{
		accountInventory:          inventory,
		reasons[d.Kind][d.Reason]: other,
		accountAdjustment:         inventory.Add(other).Neg(),
	}); err != nil {
		return err
	}
	return audit(ctx, tx, "post", d, &before)
}
