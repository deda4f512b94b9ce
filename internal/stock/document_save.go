package stock

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

func choices(m map[string]string) string {
	return strings.Join(slices.Sorted(maps.Keys(m)), ", ")
}

// CreateDocument saves a document as entered. With post it is posted at once,
// unless the account set has stock documents reviewed: then it stays a draft
// until PostDocument.
func (s *Service) CreateDocument(ctx context.Context, sc db.Scope, in DocumentInput, post bool) (*Document, error) {
	var d *Document
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		d, err = s.createTx(ctx, tx, in, post)
		return err
	})
	return d, err
}

func (s *Service) createTx(ctx context.Context, tx *db.Tx, in DocumentInput, post bool) (*Document, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	d, err := s.enteredTx(ctx, tx, set, in)
	if err != nil {
		return nil, err
	}
	d.ID, d.Version = tx.NewID(), 1
	d.CreatedBy, d.CreatedByID, d.ChangedByID, d.CreatedAt = tx.Actor.Name, tx.Actor.UserID, tx.Actor.UserID, tx.Now
	if d.No, err = doc.NextNumberTx(ctx, tx, string(d.Kind), d.Date); err != nil {
		return nil, err
	}
	if err := insertDocument(ctx, tx, d); err != nil {
		return nil, err
	}
	if err := insertLines(ctx, tx, d); err != nil {
		return nil, err
	}
	if err := audit(ctx, tx, "create", d, nil); err != nil {
		return nil, err
	}
	if post && !set.StockReview {
		return d, s.postDocumentTx(ctx, tx, set, d, nil)
	}
	return d, nil
}

// enteredTx checks an input against the account set.
func (s *Service) enteredTx(ctx context.Context, tx *db.Tx, set *tenant.Set, in DocumentInput) (*Document, error) {
	if in.Date == "" {
		if in.Date = set.Today(tx.Now); in.Kind == KindOpening {
			in.Date = set.StartDate
		}
	}
	var f fault.Fields
	d := in.clean(&f)
	f.AddErr("date", set.CheckNewDate(d.Date, tx.Now))
	if err := f.Err(); err != nil {
		return nil, err
	}
	skus, err := s.knownTx(ctx, tx, d, &f)
	if err != nil {
		return nil, err
	}
	if d.Kind == KindOpening && f.Len() == 0 {
		if err := openedBefore(ctx, tx, d, skus, &f); err != nil {
			return nil, err
		}
	}
	return d, f.Err()
}

// knownTx notes the lines whose SKU, warehouse or quantity cannot be used.
func (s *Service) knownTx(ctx context.Context, tx *db.Tx, d *Document, f *fault.Fields) (map[db.ID]*catalog.SKUInfo, error) {
	ids := make([]db.ID, 0, len(d.Lines))
	for _, l := range d.Lines {
		ids = append(ids, l.SKUID)
	}
	slices.Sort(ids)
	skus, err := s.catalog.SKUsTx(ctx, tx, slices.Compact(ids))
	if err != nil {
		return nil, fmt.Errorf("read the SKUs of the document: %w", err)
	}
	warehouses, err := allWarehouses(ctx, tx)
	if err != nil {
		return nil, err
	}
	for i, l := range d.Lines {
		at := "lines[" + strconv.Itoa(i) + "]"
		if k := skus[l.SKUID]; k == nil {
			f.Add(at+".skuId", fault.ErrNotFound.With("what", "sku"))
		} else {
			f.AddErr(at+".quantity", k.CheckQuantity(0, l.Quantity))
		}
		switch w := warehouses[l.WarehouseID]; {
		case w == nil:
			f.Add(at+".warehouseId", ErrWarehouseNotFound)
		case !w.Active:
			f.Add(at+".warehouseId", ErrWarehouseInactive.With("name", w.Name))
		}
	}
	return skus, nil
}

// UpdateDocument replaces a draft's content; version is the one it was read with.
func (s *Service) UpdateDocument(ctx context.Context, sc db.Scope, id db.ID, version int64, in DocumentInput) (*Document, error) {
	var out *Document
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		before, err := lockDocument(ctx, tx, id)
		if err != nil {
			return err
		}
		if before.State != StateDraft {
			return ErrDocumentState.With("no", before.No, "state", before.State)
		}
		if before.Version != version {
			return fault.ErrStale
		}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		in.Kind = before.Kind
		d, err := s.enteredTx(ctx, tx, set, in)
		if err != nil {
			return err
		}
		d.ID, d.No, d.Version = before.ID, before.No, version+1
		d.CreatedBy, d.CreatedByID, d.ChangedByID, d.CreatedAt = before.CreatedBy, before.CreatedByID, tx.Actor.UserID, before.CreatedAt
		if _, err := tx.Exec(ctx, `DELETE FROM stock_document_line WHERE tenant_id = ? AND document_id = ?`, tx.Tenant, id); err != nil {
			return fmt.Errorf("replace the lines of %s: %w", d.No, err)
		}
		if err := insertLines(ctx, tx, d); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE stock_document SET doc_date = ?, reason = ?, note = ?, line_count = ?, quantity = ?, value = ?, changed_by_id = ?, version = version + 1
			WHERE tenant_id = ? AND id = ?`, d.Date, d.Reason, d.Note, d.LineCount, d.Quantity, d.Value, d.ChangedByID, tx.Tenant, id); err != nil {
			return fmt.Errorf("save %s: %w", d.No, err)
		}
		out = d
		return audit(ctx, tx, "update", d, before)
	})
	return out, err
}

// DeleteDocument removes a draft as it was read with version; fault.ErrStale when
// somebody has changed it since. Its number is not given again.
func (s *Service) DeleteDocument(ctx context.Context, sc db.Scope, id db.ID, version int64) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		d, err := lockDocument(ctx, tx, id)
		if err != nil {
			return err
		}
		if d.State != StateDraft {
			return ErrDocumentState.With("no", d.No, "state", d.State)
		}
		if d.Version != version {
			return fault.ErrStale
		}
		if _, err := tx.Exec(ctx, `DELETE FROM stock_document_line WHERE tenant_id = ? AND document_id = ?`, tx.Tenant, id); err != nil {
			return fmt.Errorf("delete the lines of %s: %w", d.No, err)
		}
		if _, err := tx.Exec(ctx, `DELETE FROM stock_document WHERE tenant_id = ? AND id = ?`, tx.Tenant, id); err != nil {
			return fmt.Errorf("delete %s: %w", d.No, err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: string(d.Kind), EntityID: d.ID, EntityNo: d.No, Before: summary(d)})
	})
}

// summary is what the audit log keeps of a document; see doc.Entry.WithoutCosts.
func summary(d *Document) map[string]any {
	return map[string]any{"date": d.Date, "state": d.State, "reason": d.Reason, "note": d.Note, "lines": d.LineCount, "quantity": d.Quantity, "cost": d.Value}
}

func audit(ctx context.Context, tx *db.Tx, action string, d, before *Document) error {
	c := doc.Change{Action: action, Entity: string(d.Kind), EntityID: d.ID, EntityNo: d.No, After: summary(d)}
	if before != nil {
		c.Before = summary(before)
	}
	return doc.AuditTx(ctx, tx, c)
}
