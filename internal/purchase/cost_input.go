package purchase

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/tenant"
)

// CostInput is a late cost as entered.
type CostInput struct {
	Date       db.Date // empty means today
	Kind       CostKind
	SupplierID db.ID
	Spread     Spread // empty means SpreadAmount
	Amount     dec.Amount
	TaxAmount  dec.Amount
	BillNo     string
	Note       string
	ReceiptIDs []db.ID // over whose goods it is shared out
	Within     tenant.DataScope
}

// The most receipts, and lines of them, that one cost is shared out over.
const (
	maxCostReceipts = 100
	maxCostLines    = 2_000
)

func (in *CostInput) check(f *fault.Fields) {
	in.Spread = cmp.Or(in.Spread, SpreadAmount)
	if !slices.Contains([]CostKind{CostFreight, CostCustoms, CostHandling, CostOther}, in.Kind) {
		f.Add("kind", fault.ErrChoice.With("allowed", "freight, customs, handling, other"))
	}
	if !slices.Contains([]Spread{SpreadAmount, SpreadQuantity, SpreadWeight}, in.Spread) {
		f.Add("spread", fault.ErrChoice.With("allowed", "amount, quantity, weight"))
	}
	in.BillNo = check.Line(f, "billNo", in.BillNo, maxReference)
	in.Note = check.Text(f, "note", in.Note, check.MaxNote)
	if in.SupplierID == 0 {
		f.Add("supplierId", fault.ErrRequired)
	}
	switch {
	case in.Amount <= 0:
		f.Add("amount", fault.ErrPositive)
	case in.Amount > dec.MaxInputAmount:
		f.Add("amount", fault.ErrRange.With("max", dec.MaxInputAmount))
	case in.TaxAmount < 0:
		f.Add("taxAmount", fault.ErrNegative)
	case in.TaxAmount >= in.Amount:
		f.Add("taxAmount", ErrCostTax.With("value", in.TaxAmount, "amount", in.Amount))
	}
	switch n := len(in.ReceiptIDs); {
	case n == 0:
		f.Add("receiptIds", fault.ErrRequired)
	case n > maxCostReceipts:
		f.Add("receiptIds", fault.ErrTooMany.With("max", maxCostReceipts))
	}
}

// costBuilt is a late cost worked out as far as its shares.
type costBuilt struct {
	*Cost
	set      *tenant.Set
	supplier *party.SupplierInfo
	words    []string // numbers of the receipts, to find it by
}

// buildCostTx checks an input and shares it out; what the stock takes of the shares is
// not known yet. The receipts are locked in key order with lock, which may be empty.
func (s *Service) buildCostTx(ctx context.Context, tx *db.Tx, in *CostInput, lock string) (*costBuilt, error) {
	var f fault.Fields
	in.check(&f)
	if err := f.Err(); err != nil {
		return nil, err
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	b := &costBuilt{set: set, Cost: &Cost{
		Date: in.Date, Kind: in.Kind, SupplierID: in.SupplierID, Spread: in.Spread, Amount: in.Amount, TaxAmount: in.TaxAmount, BillNo: in.BillNo, Note: in.Note,
	}}
	if b.Date == "" {
		b.Date = set.Today(tx.Now)
	}
	f.AddErr("date", set.CheckNewDate(b.Date, tx.Now))
	if in.TaxAmount != 0 && !set.TaxAccounted {
		f.Add("taxAmount", ErrCostTax.With("value", in.TaxAmount, "amount", in.Amount))
	}
	b.supplier, err = s.party.SupplierTx(ctx, tx, in.SupplierID)
	switch {
	case err == nil && !b.supplier.Active:
		f.Add("supplierId", ErrSupplierInactive.With("supplier", b.supplier.Name))
	case err != nil && !f.AddErr("supplierId", err):
		return nil, err
	}
	if err := s.costReceiptsTx(ctx, tx, in, b, lock, &f); err != nil {
		return nil, err
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	lines, err := s.costablesTx(ctx, tx, in, &f)
	if err != nil {
		return nil, err
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	for i, share := range b.net().Split(weigh(in.Spread, lines)) {
		lines[i].Amount = share
		b.Lines = append(b.Lines, lines[i].CostLine)
	}
	return b, nil
}

// costReceiptsTx reads the receipts and notes those that cannot take a cost.
func (s *Service) costReceiptsTx(ctx context.Context, tx *db.Tx, in *CostInput, b *costBuilt, lock string, f *fault.Fields) error {
	found := map[db.ID]*Receipt{}
	args := []any{tx.Tenant}
	for _, id := range in.ReceiptIDs {
		args = append(args, id)
	}
	err := tx.Each(ctx, `SELECT id, no, kind, date, state, warehouse_id, buyer_account_id, reverses_id, reversed_by_id FROM purchase_receipt
		WHERE tenant_id = ? AND id IN `+db.Tuples(1, len(in.ReceiptIDs))+` ORDER BY id`+lock, args, func(rows *sql.Rows) error {
		var r Receipt
		err := rows.Scan(&r.ID, &r.No, &r.Kind, &r.Date, &r.State, &r.WarehouseID, &r.BuyerAccountID, &r.ReversesID, &r.ReversedByID)
		found[r.ID] = &r
		return err
	})
	if err != nil {
		return fmt.Errorf("read the receipts of a cost: %w", err)
	}
	seen := map[db.ID]bool{}
	for i, id := range in.ReceiptIDs {
		at, r := "receiptIds["+strconv.Itoa(i)+"]", found[id]
		switch {
		case r == nil || !in.Within.Allows(r.WarehouseID, r.BuyerAccountID):
			f.Add(at, ErrReceiptNotFound)
			continue
		case seen[id]:
			f.Add(at, ErrCostReceiptTwice.With("no", r.No))
		case r.Kind != KindReceipt || r.State != ReceiptPosted || r.ReversesID != 0 || r.ReversedByID != 0:
			f.Add(at, ErrCostReceipt.With("no", r.No))
		case r.Date > b.Date:
			f.Add(at, ErrCostEarly.With("date", b.Date, "no", r.No, "original", r.Date))
		}
		if i == 0 {
			b.WarehouseID, b.BuyerAccountID = r.WarehouseID, r.BuyerAccountID
		}
		if b.WarehouseID != r.WarehouseID {
			b.WarehouseID = 0
		}
		if b.BuyerAccountID != r.BuyerAccountID {
			b.BuyerAccountID = 0
		}
		seen[id], b.words = true, append(b.words, r.No)
	}
	return nil
}

// costablesTx reads the lines of the receipts of which something did not go back, the
// receipts in the order of arrival.
func (s *Service) costablesTx(ctx context.Context, tx *db.Tx, in *CostInput, f *fault.Fields) ([]costable, error) {
	var lines []costable
	var skus []db.ID
	args := []any{tx.Tenant, tx.Tenant, KindReturn, ReceiptPosted, tx.Tenant, tx.Tenant}
	for _, id := range in.ReceiptIDs {
		args = append(args, id)
	}
	err := tx.Each(ctx, `SELECT l.receipt_id, l.id, r.warehouse_id, l.sku_id, l.base_quantity, l.settled_amount, COALESCE((
			SELECT SUM(b.base_quantity) FROM purchase_receipt_line b JOIN purchase_receipt t ON t.tenant_id = ? AND t.id = b.receipt_id
			WHERE b.tenant_id = ? AND b.source_line_id = l.id AND t.kind = ? AND t.state = ?), 0)
		FROM purchase_receipt_line l JOIN purchase_receipt r ON r.tenant_id = ? AND r.id = l.receipt_id
		WHERE l.tenant_id = ? AND l.base_quantity > 0 AND l.receipt_id IN `+db.Tuples(1, len(in.ReceiptIDs))+` ORDER BY l.receipt_id, l.position`, args, func(rows *sql.Rows) error {
		var l costable
		var back dec.Quantity
		if err := rows.Scan(&l.ReceiptID, &l.ReceiptLineID, &l.WarehouseID, &l.SKUID, &l.came, &l.owed, &back); err != nil {
			return err
		}
		if l.Quantity = l.came.Sub(back); l.Quantity > 0 {
			lines, skus = append(lines, l), append(skus, l.SKUID)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what a cost is shared out over: %w", err)
	}
	if len(lines) > maxCostLines {
		f.Add("receiptIds", fault.ErrTooMany.With("max", maxCostLines))
		return nil, nil
	}
	if len(lines) == 0 {
		f.Add("receiptIds", ErrCostReceipt.With("no", ""))
		return nil, nil
	}
	if in.Spread != SpreadWeight {
		return lines, nil
	}
	known, err := s.catalog.SKUsTx(ctx, tx, slices.Compact(slices.Sorted(slices.Values(skus))))
	if err != nil {
		return nil, err
	}
	var without []string
	for i := range lines {
		if k := known[lines[i].SKUID]; k != nil {
			if lines[i].weight = k.Weight; k.Weight == 0 && !slices.Contains(without, k.Code) {
				without = append(without, k.Code)
			}
		}
	}
	if len(without) > 0 {
		f.Add("spread", ErrCostNoWeight.With("skus", strings.Join(without[:min(len(without), 10)], ", ")))
	}
	return lines, nil
}
