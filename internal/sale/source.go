package sale

import (
	"context"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
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
	// ErrNoSource marks a source given to a kind that has none.
	ErrNoSource = fault.Define(fault.Invalid, "sale.no_source",
		fault.ZH("销货订单没有来源单据", "清空来源单据和来源行"), fault.EN("An order has no source document", "Leave the source document and its lines out"))
	// ErrSourceMissing marks a source line given without the document it is on.
	ErrSourceMissing = fault.Define(fault.Invalid, "sale.source_missing",
		fault.ZH("填了来源行，但没有填来源单据", "填上来源单据，或清空来源行"),
		fault.EN("A source line is given without its source document", "Give the source document, or leave the source line out"))
	// ErrSourceGone has the parameters no and source.
	ErrSourceGone = fault.Define(fault.Conflict, "sale.source_gone",
		fault.ZH("单据 {no} 的来源 {source} 已红冲或作废，不能过账", "驳回 {no}，请制单人作废它，或改从有效的单据生成"),
		fault.EN("{source}, the source of document {no}, has been reversed or voided since", "Reject {no}; its maker voids it or makes it from a valid document"))
	// ErrReturnLate has the parameters no, source and list; its Fields carry one
	// ErrReturnTooMuch per line at fault.
	ErrReturnLate = fault.Define(fault.Conflict, "sale.return_late",
		fault.ZH("退货单 {no} 的数量超过了 {source} 现在还能退的（退货/可退）：{list}", "驳回 {no}，请制单人改小数量或作废它"),
		fault.EN("{no} returns more than can still come back of {source} (returned/left): {list}", "Reject {no}; its maker lowers the quantity or voids it"))
)

// sourceTx checks a document against the one it follows, whose row it locks: the
// document's own row, where there is one, is locked before. A return's lines take
// the cost of the goods when they left; more than left cannot come back. No more is
// sold from an order's line than it lacks.
func (s *Service) sourceTx(ctx context.Context, tx *db.Tx, d *Sale, within tenant.DataScope, f *fault.Fields) error {
	src, err := getTx(ctx, tx, d.SourceID, true)
	if err == nil && !within.Allows(src.WarehouseID, src.ShopID) {
		err = ErrNotFound
	}
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
	if src.Fulfilment == FulfilmentClosed {
		f.Add("sourceId", ErrOrderClosed.With("no", src.No))
		return nil
	}
	lines := make(map[db.ID]*Line, len(src.Lines))
	taken := make(map[db.ID]dec.Quantity, len(src.Lines)) // of each line, by documents before this one
	for i := range src.Lines {
		lines[src.Lines[i].ID] = &src.Lines[i]
		taken[src.Lines[i].ID] = src.Lines[i].Issued
	}
	tooMuch := ErrIssueTooMuch
	if d.Kind == KindReturn {
		tooMuch = ErrReturnTooMuch
		if taken, err = returnedTx(ctx, tx, src.ID); err != nil {
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
			f.Add(trade.Path(i)+".sourceLineId", ErrSourceLine)
			continue
		}
		left := from.BaseQuantity.Sub(taken[from.ID])
		if l.BaseQuantity > left {
			f.Add(trade.Path(i)+".quantity", tooMuch.With("quantity", l.BaseQuantity, "left", left))
			continue
		}
		if d.Kind == KindReturn {
			if err := l.takeCost(from, taken[from.ID]); err != nil {
				return err
			}
		}
		taken[from.ID] = taken[from.ID].Add(l.BaseQuantity)
	}
	if d.Kind == KindIssue {
		d.order, d.kept = src, d.claims(src)
	}
	return nil
}

// takeCost gives a return's line its share of what the goods cost when they left,
// after the share of what came back before, so that the parts add up to the whole.
func (l *Line) takeCost(from *Line, before dec.Quantity) error {
	gone, err := from.Cost.Share(before, from.BaseQuantity)
	if err != nil {
		return err
	}
	until, err := from.Cost.Share(before.Add(l.BaseQuantity), from.BaseQuantity)
	if err != nil {
		return err
	}
	cost := until.Sub(gone)
	l.leftAt = &cost
	return nil
}

// sourceAgainTx checks a document that waited for review against its source as it
// is now: both may have moved since, and nobody has counted what else was waiting.
func (s *Service) sourceAgainTx(ctx context.Context, tx *db.Tx, d *Sale) error {
	if d.SourceID == 0 {
		return nil
	}
	var f fault.Fields
	if err := s.sourceTx(ctx, tx, d, tenant.Everything, &f); err != nil {
		return err
	}
	problems := fault.As(f.Err())
	if problems == nil {
		return nil
	}
	source := d.SourceID.String()
	if _, err := tx.Row(ctx, "SELECT no FROM sale WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, d.SourceID}, &source); err != nil {
		return err
	}
	skus, err := s.catalog.SKUsTx(ctx, tx, d.skuIDs())
	if err != nil {
		return err
	}
	var list []string
	for i := range d.Lines {
		for _, p := range problems.Fields {
			if p.Path != trade.Path(i)+".quantity" || !p.Err.Is(ErrReturnTooMuch) && !p.Err.Is(ErrIssueTooMuch) {
				continue
			}
			code := d.Lines[i].SKUID.String()
			if k := skus[d.Lines[i].SKUID]; k != nil {
				code = k.Code
			}
			list = append(list, code+" "+p.Err.Params["quantity"]+"/"+p.Err.Params["left"])
		}
	}
	e := ErrSourceGone.With("no", d.No, "source", source)
	if len(list) > 0 {
		late := ErrReturnLate
		if d.Kind == KindIssue {
			late = ErrIssueLate
		}
		e = late.With("no", d.No, "source", source, "list", strings.Join(list, ", "))
		e.Fields = problems.Fields
	}
	return e
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
