package purchase

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/trade"
)

// took is what documents that stand took of a source; what was taken back is not in it.
type took struct {
	charges Charges
	lines   map[db.ID]*tookLine
}

// tookLine is what was taken of a line: of list only what came at its price.
type tookLine struct {
	base           dec.Quantity
	list, discount dec.Amount
}

// of gives what was taken of a line, to be added to.
func (t *took) of(line db.ID) *tookLine {
	if t.lines[line] == nil {
		t.lines[line] = &tookLine{}
	}
	return t.lines[line]
}

// tookTx reads what posted documents of the kind took of the source, their twins among
// them. The source is locked, so none is posted meanwhile. The join starts from the few
// documents of the source (SQLite keeps the order of a CROSS JOIN).
func (src *source) tookTx(ctx context.Context, tx *db.Tx, kind ReceiptKind, column string, id db.ID) error {
	_, err := tx.Row(ctx, "SELECT COALESCE(SUM(discount), 0), COALESCE(SUM(freight), 0), COALESCE(SUM(other_fee), 0) FROM purchase_receipt WHERE tenant_id = ? AND "+column+" = ? AND kind = ? AND state = ?",
		[]any{tx.Tenant, id, kind, ReceiptPosted}, &src.charges.Discount, &src.charges.Freight, &src.charges.OtherFee)
	if err != nil {
		return fmt.Errorf("read what was taken of a source: %w", err)
	}
	err = tx.Each(ctx, `SELECT l.source_line_id, l.unit_num, l.unit_den, l.price, SUM(l.base_quantity), SUM(l.amount), SUM(l.discount)
		FROM purchase_receipt r CROSS JOIN purchase_receipt_line l
		WHERE l.tenant_id = ? AND l.receipt_id = r.id AND r.tenant_id = ? AND r.`+column+` = ? AND r.kind = ? AND r.state = ? AND l.source_line_id IS NOT NULL
		GROUP BY l.source_line_id, l.unit_num, l.unit_den, l.price`, []any{tx.Tenant, tx.Tenant, id, kind, ReceiptPosted}, func(rows *sql.Rows) error {
		var (
			l                trade.Line
			base             dec.Quantity
			amount, discount dec.Amount
		)
		if err := rows.Scan(&l.SourceLineID, &l.UnitNum, &l.UnitDen, &l.Price, &base, &amount, &discount); err != nil {
			return err
		}
		from := src.lines[l.SourceLineID]
		if from == nil {
			return nil
		}
		t := src.of(l.SourceLineID)
		t.discount = t.discount.Add(discount)
		if p, err := price(from, l.UnitNum, l.UnitDen); err == nil && p == l.Price {
			t.base, t.list = t.base.Add(base), t.list.Add(amount).Add(discount)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read what was taken of the lines of a source: %w", err)
	}
	return nil
}

// share is the part of an amount of a source line that belongs to the first q of it; what
// goes beyond the line has none.
func (src *source) share(line db.ID, q dec.Quantity, amount dec.Amount) dec.Amount {
	whole := src.whole[line]
	if whole <= 0 {
		return 0
	}
	a, err := amount.MulRatio(int64(min(max(q, 0), whole)), int64(whole))
	if err != nil {
		return 0 // a part of an amount is no larger than it
	}
	return a
}

// come is how much of a line has come, or gone back, until now.
func (src *source) come(line db.ID) dec.Quantity { return src.whole[line].Sub(src.left[line]) }

// rest is what of an amount that is due until now was not taken yet.
func rest(due, taken dec.Amount) dec.Amount { return max(due.Sub(taken), 0) }

// list is what q more of a source line come to before their discount: all parts at its
// price add up, which price × quantity would not in another unit. What goes beyond the
// line is charged in full.
func (src *source) list(line db.ID, q dec.Quantity) (dec.Amount, error) {
	from, whole, t := src.lines[line], src.whole[line], src.of(line)
	if whole <= 0 {
		return 0, nil
	}
	until := t.base.Add(q)
	due := src.share(line, until, from.Amount).Add(src.share(line, until, from.Discount))
	if until > whole {
		beyond, err := from.Amount.Add(from.Discount).MulRatio(int64(until.Sub(whole)), int64(whole))
		if err != nil {
			return 0, err
		}
		due = due.Add(beyond)
	}
	return rest(due, t.list), nil
}

// tax is what q more of a source line at its price bear of the tax that came on top of it,
// so that no fen of it is lost or won by the parts.
func (src *source) tax(line db.ID, q dec.Quantity) dec.Amount {
	from, whole, before := src.lines[line], src.whole[line], src.of(line).base
	all, err := from.Amount.MulRatio(from.TaxRateBPS, 10_000)
	if err != nil || whole <= 0 {
		return 0 // no more than the amount
	}
	until := func(q dec.Quantity) dec.Amount {
		a, err := all.MulRatio(int64(q), int64(whole))
		if err != nil {
			return all
		}
		return a
	}
	return rest(until(before.Add(q)), until(before))
}

// due gives what of the charges of the whole belongs to all that has come until now, less
// what was taken of them.
func (src *source) due() Charges {
	var (
		totals trade.Totals
		all    Charges
		lines  []*trade.Line
	)
	switch {
	case src.order != nil:
		totals, all, lines = src.order.Totals, src.order.charges(), src.order.goods()
		if src.on1688 != nil {
			all = *src.on1688
		}
	case src.receipt != nil: // its freight is not given back with the goods
		totals, all.Discount, lines = src.receipt.Totals, src.receipt.Discount, src.receipt.goods()
	}
	gross, settled := make([]int64, len(lines)), make([]int64, len(lines))
	for i, l := range lines {
		settled[i], gross[i] = l.SettledAmount.Fen(), l.Amount.Fen()
		if !totals.TaxIncluded {
			gross[i] = l.Amount.Add(l.TaxAmount).Fen()
		}
	}
	left := func(a, taken dec.Amount, weights []int64) dec.Amount {
		due := taken.Neg()
		for i, share := range a.Split(weights) {
			due = due.Add(src.share(lines[i].ID, src.come(lines[i].ID), share))
		}
		return due
	}
	out := Charges{left(all.Discount, src.charges.Discount, gross), left(all.Freight, src.charges.Freight, settled), left(all.OtherFee, src.charges.OtherFee, settled)}
	if src.on1688 != nil {
		out.settle() // what was taken beyond it is given back
		return out
	}
	return Charges{max(out.Discount, 0), max(out.Freight, 0), max(out.OtherFee, 0)}
}

// tolerance is how much more than ordered of a line may be taken without a reason.
func (src *source) tolerance(line db.ID, bps int64) dec.Quantity {
	q, err := dec.Cost(src.whole[line]).Share(dec.Quantity(bps), 10_000)
	if err != nil {
		return 0
	}
	return dec.Quantity(q)
}

// takeLine gives a line at the price of its source that line's share of what was ordered,
// so that over all parts no fen is lost to rounding, in whatever unit they come.
func (in *ReceiptInput) takeLine(i int, r *Receipt, src *source, base dec.Quantity, f *fault.Fields) {
	at, entered, l := trade.Path(i), &in.Lines[i], &r.Lines[i]
	if l.asSource {
		list, err := src.list(l.SourceLineID, base)
		if err != nil {
			f.Add(at+".quantity", fault.ErrRange.With("max", dec.MaxInputAmount))
			return
		}
		l.List = &list
	}
	t := src.of(l.SourceLineID)
	share := rest(src.share(l.SourceLineID, src.come(l.SourceLineID).Add(base), src.lines[l.SourceLineID].Discount), t.discount)
	switch {
	case entered.Discount == 0 && entered.DiscountBPS == 0:
		list, err := l.Price.Times(l.Quantity)
		if l.List != nil {
			list, err = *l.List, nil
		}
		if err == nil {
			l.Discount, l.discountTaken = min(list, share), true
		}
	case src.order == nil || in.MayReprice:
	case entered.Discount == in.said(i).Discount && entered.DiscountBPS == in.said(i).DiscountBPS:
	case entered.DiscountBPS != 0 || entered.Discount != share:
		f.Add(at+".discount", ErrNotAgreed)
	default:
		l.discountTaken = true // said again
	}
	if l.List != nil && l.discountTaken && !r.TaxIncluded && l.TaxRateBPS == src.lines[l.SourceLineID].TaxRateBPS {
		tax := src.tax(l.SourceLineID, base)
		l.Tax = &tax
	}
	// The next line may come from the same.
	t.discount = t.discount.Add(l.Discount)
	if l.List != nil {
		t.base, t.list = t.base.Add(base), t.list.Add(*l.List)
	}
}
