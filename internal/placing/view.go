package placing

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/platform"
)

// View is everything about placing one purchase order.
type View struct {
	Parts    []*Part // by number; those that were planned anew are left out
	Previews map[db.ID]*Preview
	Attempts []*Attempt // of all parts, newest first
	Made     []*Made
	Numbers  map[db.ID]int64 // of each part its number, also of those planned anew
	Why      error           // a fault: why nothing of the order can be placed now; nil when something can
	Address  string          // where it would go by itself
	Unpaid   map[string]bool // the orders on 1688, by number, that may still be cancelled
}

// View reads what is known about placing an order.
func (s *Service) View(ctx context.Context, sc db.Scope, order db.ID) (*View, error) {
	v := &View{Numbers: map[db.ID]int64{}}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		all, err := partsOfOrdersTx(ctx, tx, []db.ID{order}, "")
		if err != nil {
			return err
		}
		v.Parts = nil
		var previews []db.ID
		for _, p := range all[order] {
			v.Numbers[p.ID] = p.Number
			if p.State == StateRetired {
				continue
			}
			v.Parts = append(v.Parts, p)
			if p.PreviewID != 0 {
				previews = append(previews, p.PreviewID)
			}
		}
		if v.Previews, err = previewsTx(ctx, tx, previews); err != nil {
			return err
		}
		if v.Attempts, err = attemptsTx(ctx, tx, "order_id = ?", order); err != nil {
			return err
		}
		if v.Made, err = madeTx(ctx, tx, "part_id IN (SELECT id FROM placing_part WHERE tenant_id = ? AND order_id = ?)", tx.Tenant, order); err != nil {
			return err
		}
		there, err := s.platform.OfPurchaseOrdersTx(ctx, tx, []db.ID{order})
		if err != nil {
			return err
		}
		v.Unpaid = map[string]bool{}
		for i := range there[order] {
			if o := &there[order][i]; o.State == platform.StateUnpaid {
				v.Unpaid[o.PlatformID] = true
			}
		}
		orders, err := s.purchases.OrdersTx(ctx, tx, []db.ID{order}, false)
		if err != nil || orders[order] == nil {
			return err
		}
		a, err := s.addresses.OfWarehouseTx(ctx, tx, orders[order].WarehouseID)
		if a != nil {
			v.Address = a.Name
		}
		if err != nil {
			return err
		}
		v.Why = s.placeableTx(ctx, tx, orders[order])
		return nil
	})
	return v, err
}
