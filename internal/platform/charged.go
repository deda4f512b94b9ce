package platform

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/purchase"
)

// ChargedTx adds up what the orders on 1688 that serve a purchase order charge. One that
// was closed charges nothing.
func (s *Service) ChargedTx(ctx context.Context, tx *db.Tx, order db.ID) (purchase.Charged, error) {
	var out purchase.Charged
	of, err := s.OfPurchaseOrdersTx(ctx, tx, []db.ID{order})
	if err != nil {
		return out, err
	}
	for _, o := range of[order] {
		if o.State == StateClosed {
			continue
		}
		out.Orders++
		out.Freight, out.Total = out.Freight.Add(o.Freight), out.Total.Add(o.Total)
		for i := range o.Lines {
			out.Goods = out.Goods.Add(o.Lines[i].list())
		}
	}
	return out, nil
}

// list is what a line comes to before discounts.
func (l *Line) list() dec.Amount {
	list, err := l.Price.Times(l.Quantity)
	if err != nil {
		return l.Amount // no order on 1688 is as large as that
	}
	return list
}
