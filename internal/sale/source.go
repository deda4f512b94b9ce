package sale

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of documents that follow another.
var (
	// ErrSource has the parameter no.
	ErrSource = fault.Define(fault.Invalid, "sale.source",
		fault.ZH("单据 {no} 不能作为这张单据的来源", "销货单从已保存的销货订单生成，退货单从已过账的销货单生成，客户要一致"),
		fault.EN("Document {no} cannot be the source of this one", "An issue comes from an order, a return from a posted issue of the same customer"))
	// ErrSourceLine marks a line that does not belong to the source.
	ErrSourceLine = fault.Define(fault.Invalid, "sale.source_line",
		fault.ZH("这一行不在来源单据里", "从来源单据重新生成"), fault.EN("This line is not on the source document", "Make the document from its source again"))
	// ErrReturnTooMuch has the parameters quantity and left.
	ErrReturnTooMuch = fault.Define(fault.Invalid, "sale.return_exceeds",
		fault.ZH("退货数量 {quantity} 超过了还能退的 {left}", "把数量改到可退数量以内"),
		fault.EN("Returning {quantity}, but only {left} can still come back", "Lower the quantity"))
)

// sourceTx checks a document against the one it follows. A return's lines take
// the cost of the goods when they left; more than left cannot come back.
func (s *Service) sourceTx(ctx context.Context, tx *db.Tx, d *Sale, f *fault.Fields) error {
	src, err := getTx(ctx, tx, d.SourceID, d.Kind == KindReturn)
	if err != nil {
		if f.AddErr("sourceId", err) {
			return nil // told with the other fields
		}
		return err
	}
	want := KindOrder
	if d.Kind == KindReturn {
		want = KindIssue
	}
	if d.Kind == KindOrder || src.Kind != want || src.State != StatePosted || src.CustomerID != d.CustomerID || src.ReversedByID != 0 || src.ReversesID != 0 {
		f.Add("sourceId", ErrSource.With("no", src.No))
		return nil
	}
	lines := make(map[db.ID]*Line, len(src.Lines))
	for i := range src.Lines {
		lines[src.Lines[i].ID] = &src.Lines[i]
	}
	var back map[db.ID]dec.Quantity
	if d.Kind == KindReturn {
		if back, err = returnedTx(ctx, tx, src.ID); err != nil {
			return err
		}
		if err := s.finalCostsTx(ctx, tx, src, lines); err != nil {
			return err
		}
	}
	for i := range d.Lines {
		l := &d.Lines[i]
		if l.SourceLineID == 0 {
			continue
		}
		from := lines[l.SourceLineID]
		if from == nil || from.SKUID != l.SKUID {
			f.Add(linePath(i)+".sourceLineId", ErrSourceLine)
			continue
		}
		if d.Kind != KindReturn {
			continue
		}
		left := from.BaseQuantity.Sub(back[from.ID])
		if l.BaseQuantity > left {
			f.Add(linePath(i)+".quantity", ErrReturnTooMuch.With("quantity", l.BaseQuantity, "left", left))
			continue
		}
		back[from.ID] = back[from.ID].Add(l.BaseQuantity)
		if l.Cost, err = from.Cost.Share(l.BaseQuantity, from.BaseQuantity); err != nil {
			return err
		}
	}
	return nil
}

// finalCostsTx gives the lines of a posted issue what they cost in the end, with
// the corrections that later receipts brought.
func (s *Service) finalCostsTx(ctx context.Context, tx *db.Tx, src *Sale, lines map[db.ID]*Line) error {
	costs, err := s.stock.DocumentCostsTx(ctx, tx, src.ID)
	if err != nil {
		return err
	}
	for _, c := range costs {
		if l := lines[c.LineID]; l != nil {
			l.Cost = max(c.Cost.Neg(), 0)
		}
	}
	return nil
}
