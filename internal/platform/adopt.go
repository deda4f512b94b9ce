package platform

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of adopting orders that were made by hand.
var (
	// ErrOtherSupplier has the parameters name and other.
	ErrOtherSupplier = fault.Define(fault.Invalid, "platform_order.other_supplier",
		fault.ZH("采购单的供应商是 {name}，1688 订单的卖家是 {other}", "选择同一供应商的采购单；若是同一家，在供应商资料里填写卖家的旺旺号"),
		fault.EN("The purchase order is with {name}, the 1688 order with {other}", "Choose one of the same supplier; if they are the same, enter the seller's login id with the supplier"))
	// ErrNotOpen has the parameter no.
	ErrNotOpen = fault.Define(fault.Invalid, "platform_order.purchase_over",
		fault.ZH("采购单 {no} 已作废或已关闭", "选择未关闭的采购单"), fault.EN("The purchase order {no} is void or closed", "Choose one that is open"))
	// ErrCurrency has the parameters no and currency.
	ErrCurrency = fault.Define(fault.Invalid, "platform_order.currency",
		fault.ZH("采购单 {no} 用{currency:currency}结算，1688 订单是人民币", "选择人民币的采购单，或由这笔 1688 订单生成采购单"),
		fault.EN("The purchase order {no} is in another currency ({currency:currency}), the 1688 order in yuan", "Choose one in yuan, or make one of the 1688 order"))
	// ErrNotOrder marks a purchase order that does not exist or is out of reach.
	ErrNotOrder = fault.Define(fault.Invalid, "platform_order.purchase_unknown",
		fault.ZH("找不到这张采购单", "从列表中选择采购单"), fault.EN("Purchase order not found", "Choose one of the list"))
)

// Candidate is a purchase order that an order may have been placed for.
type Candidate struct {
	ID         db.ID
	No         string
	Date       db.Date
	Stage      purchase.Stage
	SupplierID db.ID
	Supplier   string
	Total      dec.Amount
	Lines      int64 // it has so many
	Same       int64 // so many of its lines are in the order with the same quantity
	Other      int64 // and so many with another one
	Orders     int64 // of 1688 it has already
}

const (
	maxCandidates = 20
	// lookedAt is how many purchase orders are compared with an order.
	lookedAt = 100
)

// Candidates gives the purchase orders that an order may have been placed for, the best
// first: those that want what it buys, then the newest of its supplier.
func (s *Service) Candidates(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) ([]Candidate, error) {
	var out []Candidate
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		o, err := visibleTx(ctx, tx, id, within, "")
		if err != nil {
			return err
		}
		if err := s.knowSellerTx(ctx, tx, o); err != nil {
			return err
		}
		bought, err := boughtTx(ctx, tx, o)
		if err != nil {
			return err
		}
		if out, err = candidatesTx(ctx, tx, o, bought, within); err != nil || len(out) == 0 {
			return err
		}
		return s.compareTx(ctx, tx, out, bought)
	})
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Same, a.Same), cmp.Compare(a.Orders, b.Orders), cmp.Compare(b.Other, a.Other), cmp.Compare(a.Lines, b.Lines))
	})
	return out[:min(len(out), maxCandidates)], err
}

// knowSellerTx tells who the seller of an order is here, who may have become a supplier
// since the order was last read.
func (s *Service) knowSellerTx(ctx context.Context, tx *db.Tx, o *Order) error {
	if o.SupplierID != 0 {
		return nil
	}
	return s.knowSellersTx(ctx, tx, []*record{{is: o}})
}

// boughtTx tells how much of each own SKU an order buys, in base units. A spec that
// several SKUs are bought as counts for each of them.
func boughtTx(ctx context.Context, tx *db.Tx, o *Order) (map[db.ID]dec.Quantity, error) {
	specs, err := specsTx(ctx, tx, []*Order{o})
	if err != nil {
		return nil, err
	}
	out := map[db.ID]dec.Quantity{}
	for i := range o.Lines {
		l := &o.Lines[i]
		for _, u := range specs.of(l) {
			q, err := l.Quantity.Times(u.num, u.den)
			if err != nil {
				q = 0 // no whole number of base units: it is the SKU, not the quantity
			}
			out[u.sku] = out[u.sku].Add(q)
		}
	}
	return out, nil
}

// candidatesTx finds purchase orders, the newest first: of the supplier that sells, or of
// those who sell what was bought where the seller is no supplier yet.
func candidatesTx(ctx context.Context, tx *db.Tx, o *Order, bought map[db.ID]dec.Quantity, within tenant.DataScope) ([]Candidate, error) {
	args := []any{tx.Tenant, tx.Tenant}
	wanted := "p.supplier_id = ?"
	if o.SupplierID != 0 {
		args = append(args, o.SupplierID)
	} else {
		if len(bought) == 0 {
			return nil, nil
		}
		skus, in := db.InKeys(nil, slices.Sorted(maps.Keys(bought)))
		wanted = "p.id IN (SELECT l.order_id FROM purchase_order_line l WHERE l.tenant_id = ? AND l.sku_id IN (" + in + "))"
		args = append(append(args, tx.Tenant), skus...)
	}
	cond, more := within.Where("p.warehouse_id", "p.buyer_account_id")
	if cond != "" {
		cond = " AND " + cond
	}
	args = append(append(args, more...), lookedAt)
	var list []Candidate
	err := tx.Each(ctx, `SELECT p.id, p.no, p.date, p.state, p.fulfilment, p.supplier_id, s.name, p.total FROM purchase_order p JOIN supplier s ON s.tenant_id = ? AND s.id = p.supplier_id
		WHERE p.tenant_id = ? AND `+wanted+" AND p.state <> 'void' AND p.fulfilment <> 'closed' AND p.currency = 'CNY'"+cond+" ORDER BY p.id DESC LIMIT ?", args, func(rows *sql.Rows) error {
		var (
			c  Candidate
			po purchase.Order
		)
		err := rows.Scan(&c.ID, &c.No, &c.Date, &po.State, &po.Fulfilment, &c.SupplierID, &c.Supplier, &c.Total)
		c.Stage = po.Stage()
		list = append(list, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find purchase orders for an order: %w", err)
	}
	return list, nil
}

// compareTx fills in how well purchase orders fit what was bought: a few statements for
// all of them.
func (s *Service) compareTx(ctx context.Context, tx *db.Tx, list []Candidate, bought map[db.ID]dec.Quantity) error {
	at := make(map[db.ID]*Candidate, len(list))
	ids := make([]db.ID, len(list))
	for i := range list {
		at[list[i].ID], ids[i] = &list[i], list[i].ID
	}
	lines, err := wantedTx(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, w := range lines {
		c := at[w.Order]
		c.Lines++
		if q, ok := bought[w.SKUID]; ok && q == w.Quantity {
			c.Same++
		} else if ok {
			c.Other++
		}
	}
	return db.EachIn(ctx, tx, "SELECT purchase_order_id, COUNT(*) FROM platform_order WHERE tenant_id = ? AND purchase_order_id IN ({in}) GROUP BY purchase_order_id", []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		var (
			id db.ID
			n  int64
		)
		err := rows.Scan(&id, &n)
		if c := at[id]; c != nil {
			c.Orders = n
		}
		return err
	})
}

// Adopt says which purchase order an order was placed for that was made by hand.
func (s *Service) Adopt(ctx context.Context, sc db.Scope, id, purchaseOrder db.ID, within tenant.DataScope) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		o, err := visibleTx(ctx, tx, id, within, tx.ForUpdate()) // before the purchase order, as where facts are told
		if err != nil {
			return err
		}
		if err := s.knowSellerTx(ctx, tx, o); err != nil {
			return err
		}
		var (
			f           fault.Fields
			po          purchase.Order
			name, other string
		)
		found, err := tx.Row(ctx, "SELECT no, state, fulfilment, supplier_id, warehouse_id, buyer_account_id, currency FROM purchase_order WHERE tenant_id = ? AND id = ?"+tx.ForNoKeyUpdate(),
			[]any{tx.Tenant, purchaseOrder}, &po.No, &po.State, &po.Fulfilment, &po.SupplierID, &po.WarehouseID, &po.BuyerAccountID, &po.Currency)
		if err != nil {
			return fmt.Errorf("read the purchase order: %w", err)
		}
		switch {
		case !found || !within.Allows(po.WarehouseID, po.BuyerAccountID):
			f.Add("purchaseOrderId", ErrNotOrder)
		case po.State == purchase.StateVoid || po.Fulfilment == purchase.FulfilmentClosed:
			f.Add("purchaseOrderId", ErrNotOpen.With("no", po.No))
		case po.Foreign():
			f.Add("purchaseOrderId", ErrCurrency.With("no", po.No, "currency", po.Currency))
		case o.SupplierID != 0 && o.SupplierID != po.SupplierID:
			for _, n := range []struct {
				to *string
				id db.ID
			}{{&name, po.SupplierID}, {&other, o.SupplierID}} {
				if _, err := tx.Row(ctx, "SELECT name FROM supplier WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, n.id}, n.to); err != nil {
					return fmt.Errorf("read a supplier: %w", err)
				}
			}
			f.Add("purchaseOrderId", ErrOtherSupplier.With("name", name, "other", other))
		}
		if err := f.Err(); err != nil {
			return err
		}
		return s.linkTx(ctx, tx, id, purchaseOrder, LinkAdopted)
	})
}

// Ignore puts an order aside that was not bought for us. It may be said again.
func (s *Service) Ignore(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		was, err := visibleTx(ctx, tx, id, within, tx.ForUpdate())
		switch {
		case err != nil:
			return err
		case was.Link == LinkIgnored:
			return nil
		case was.PurchaseOrder != 0:
			return ErrLinked.With("no", was.PlatformID)
		}
		is := *was
		is.Link, is.LinkedBy, is.LinkedAt = LinkIgnored, tx.Actor.Name, tx.Now
		if err := writeLinkTx(ctx, tx, &is); err != nil {
			return err
		}
		if _, err := s.standTx(ctx, tx, id); err != nil {
			return err
		}
		return linkedTx(ctx, tx, "ignore", was, &is)
	})
}

// AskAgain has orders asked about by the next job of their account; it tells nothing of
// what 1688 answers.
func (s *Service) AskAgain(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		o, err := visibleTx(ctx, tx, id, within, "")
		if err != nil {
			return err
		}
		if err := pollNowTx(ctx, tx, []db.ID{id}); err != nil {
			return err
		}
		return enqueuePollTx(ctx, tx, o.AccountID)
	})
}
