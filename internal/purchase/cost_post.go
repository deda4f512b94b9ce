package purchase

import (
	"context"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// QuoteCost works out a late cost without saving it: the shares, and what of each the
// stock would take now.
func (s *Service) QuoteCost(ctx context.Context, sc db.Scope, in CostInput) (*Cost, error) {
	var out *Cost
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		b, err := s.buildCostTx(ctx, tx, &in, "")
		if err != nil {
			return err
		}
		taken, err := s.stock.PreviewRevaluationTx(ctx, tx, b.set, b.revaluation())
		if err != nil {
			return err
		}
		b.take(taken)
		out = b.Cost
		return nil
	})
	return out, err
}

// AddCost posts a late cost: what is still there of the goods is worth more, the rest is
// cost of sales, and what is charged is owed, in one transaction.
func (s *Service) AddCost(ctx context.Context, sc db.Scope, in CostInput) (*Cost, error) {
	var out *Cost
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		b, err := s.buildCostTx(ctx, tx, &in, tx.ForUpdate())
		if err != nil {
			return err
		}
		b.fresh(tx)
		if b.No, err = doc.NextNumberTx(ctx, tx, docCost, b.Date); err != nil {
			return err
		}
		taken, err := s.stock.RevalueTx(ctx, tx, b.set, b.revaluation())
		if err != nil {
			return err
		}
		b.take(taken)
		if err := s.finance.PostTx(ctx, tx, b.entry()); err != nil {
			return err
		}
		due, err := dueOn(b.Date, b.supplier.Terms, b.supplier.CreditDays)
		if err != nil {
			return err
		}
		if err := s.finance.OpenPayableTx(ctx, tx, b.payable(due)); err != nil {
			return err
		}
		if err := insertCostTx(ctx, tx, b.Cost); err != nil {
			return err
		}
		out = b.Cost
		return costSavedTx(ctx, tx, "post", b.Cost, append([]string{b.supplier.Name}, b.words...))
	})
	return out, err
}

// fresh makes ids for a new late cost.
func (c *Cost) fresh(tx *db.Tx) {
	c.ID, c.Version, c.CreatedBy, c.CreatedAt = tx.NewID(), 1, tx.Actor.UserID, tx.Now
	for i := range c.Lines {
		c.Lines[i].ID = tx.NewID()
	}
}

// revaluation is what a late cost wants of the stock.
func (c *Cost) revaluation() stock.Revaluation {
	r := stock.Revaluation{DocKind: docCost, DocID: c.ID, DocNo: c.No, Date: c.Date}
	for i := range c.Lines {
		l := &c.Lines[i]
		r.Lines = append(r.Lines, stock.LateCost{
			LineID: l.ID, WarehouseID: l.WarehouseID, SKUID: l.SKUID, Quantity: l.Quantity, ReceiptID: l.ReceiptID, ReceiptLineID: l.ReceiptLineID, Cost: l.Amount.Cost(),
		})
	}
	return r
}

// take notes what the stock took of the shares; the rest is for goods that were sold.
func (c *Cost) take(taken []stock.Revalued) {
	c.StockValue = 0
	for i := range c.Lines {
		c.Lines[i].StillThere, c.Lines[i].StockValue = taken[i].StillThere, taken[i].Value
		c.StockValue = c.StockValue.Add(taken[i].Value)
	}
	c.SoldValue = c.net().Cost().Sub(c.StockValue)
}

// ReverseCost takes a late cost back by a twin with the signs turned, dated today. What
// the stock took leaves it as far as those goods are still there; what was sold since
// takes its part out of the cost of sales. What was paid on it becomes an advance.
func (s *Service) ReverseCost(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Cost, error) {
	var out *Cost
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		c, err := getCostTx(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		if c.Version != version {
			return fault.ErrStale
		}
		if c.ReversesID != 0 || c.ReversedByID != 0 {
			return ErrCostReversed.With("no", c.No)
		}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		supplier, err := s.party.SupplierTx(ctx, tx, c.SupplierID)
		if err != nil {
			return err
		}
		twin := c.twin(set.Today(tx.Now))
		twin.fresh(tx)
		if twin.No, err = doc.NextNumberTx(ctx, tx, docCost, twin.Date); err != nil {
			return err
		}
		if err := s.takeOutTx(ctx, tx, set, c, twin); err != nil {
			return err
		}
		if err := s.finance.PostTx(ctx, tx, twin.entry()); err != nil {
			return err
		}
		if err := s.finance.ReversePayableTx(ctx, tx, c.ID, twin.payable("")); err != nil {
			return err
		}
		if err := insertCostTx(ctx, tx, twin); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "UPDATE purchase_cost SET reversed_by_id = ?, version = version + 1 WHERE tenant_id = ? AND id = ?", twin.ID, tx.Tenant, c.ID); err != nil {
			return fmt.Errorf("mark %s as reversed: %w", c.No, err)
		}
		if err := doc.AuditTx(ctx, tx, doc.Change{Action: "reverse", Entity: costEntity, EntityID: c.ID, EntityNo: c.No, After: map[string]any{"by": twin.No}}); err != nil {
			return err
		}
		live.PublishTx(tx, costEntity, map[string]any{"id": c.ID})
		out = twin
		return costSavedTx(ctx, tx, "create", twin, []string{supplier.Name, c.No})
	})
	return out, err
}

// twin is the document that takes c back.
func (c *Cost) twin(date db.Date) *Cost {
	t := *c
	t.Date, t.ReversesID, t.ReversedByID = date, c.ID, 0
	t.Amount, t.TaxAmount = c.Amount.Neg(), c.TaxAmount.Neg()
	t.Lines = make([]CostLine, len(c.Lines))
	for i, l := range c.Lines {
		l.Quantity, l.StillThere, l.Amount, l.StockValue = l.Quantity.Neg(), 0, l.Amount.Neg(), 0
		t.Lines[i] = l
	}
	return &t
}

// takeOutTx takes what the stock took of c out again, as far as those goods are still there.
func (s *Service) takeOutTx(ctx context.Context, tx *db.Tx, set *tenant.Set, c, twin *Cost) error {
	r := stock.Revaluation{DocKind: docCost, DocID: twin.ID, DocNo: twin.No, Date: twin.Date}
	var of []int
	for i := range c.Lines {
		l := &c.Lines[i]
		if l.StockValue == 0 || l.StillThere <= 0 {
			continue
		}
		of = append(of, i)
		r.Lines = append(r.Lines, stock.LateCost{
			LineID: twin.Lines[i].ID, WarehouseID: l.WarehouseID, SKUID: l.SKUID, Quantity: l.StillThere, Cost: l.StockValue.Neg(),
			ReceiptID: l.ReceiptID, ReceiptLineID: l.ReceiptLineID,
		})
	}
	taken, err := s.stock.RevalueTx(ctx, tx, set, r)
	if err != nil {
		return err
	}
	for n, i := range of {
		twin.Lines[i].StillThere, twin.Lines[i].StockValue = taken[n].StillThere.Neg(), taken[n].Value
	}
	twin.StockValue = 0
	for i := range twin.Lines {
		twin.StockValue = twin.StockValue.Add(twin.Lines[i].StockValue)
	}
	twin.SoldValue = twin.net().Cost().Sub(twin.StockValue)
	return nil
}

// dueOn is when what is charged on a day is due.
func dueOn(date db.Date, terms party.Terms, creditDays int64) (db.Date, error) {
	if terms != party.TermsCredit {
		return date, nil
	}
	day, err := time.Parse(time.DateOnly, string(date))
	if err != nil {
		return "", fmt.Errorf("the date of a document: %w", err)
	}
	return db.Date(day.AddDate(0, 0, int(creditDays)).Format(time.DateOnly)), nil
}

// costSavedTx writes what every late cost leaves behind.
func costSavedTx(ctx context.Context, tx *db.Tx, action string, c *Cost, words []string) error {
	text := append([]string{c.No, c.BillNo, c.Note}, words[:min(len(words), 20)]...)
	if err := search.PutTx(ctx, tx, costSearch, []search.Doc{{ID: c.ID, Text: text}}); err != nil {
		return err
	}
	live.PublishTx(tx, costEntity, map[string]any{"id": c.ID})
	return doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: costEntity, EntityID: c.ID, EntityNo: c.No, After: c.summary()})
}

// withoutCostsTx refuses to reverse a receipt that carries a late cost.
func withoutCostsTx(ctx context.Context, tx *db.Tx, r *Receipt) error {
	var no string
	found, err := tx.Row(ctx, `SELECT c.no FROM purchase_cost_line l JOIN purchase_cost c ON c.tenant_id = ? AND c.id = l.cost_id
		WHERE l.tenant_id = ? AND l.receipt_id = ? AND c.reverses_id IS NULL AND c.reversed_by_id IS NULL ORDER BY c.id LIMIT 1`, []any{tx.Tenant, tx.Tenant, r.ID}, &no)
	if err != nil {
		return fmt.Errorf("look for costs of %s: %w", r.No, err)
	}
	if found {
		return ErrReceiptHasCosts.With("no", r.No, "document", no)
	}
	return nil
}

// CostShare is the share of a late cost that fell to one receipt, without tax.
type CostShare struct {
	ID     db.ID
	No     string
	Kind   CostKind
	Amount dec.Amount
}
