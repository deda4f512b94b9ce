package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// Faults of approvals.
var (
	// ErrOwnApproval is returned to somebody who made, changed or submitted the order.
	ErrOwnApproval = fault.Define(fault.Forbidden, "purchase.own_approval",
		fault.ZH("不能审核自己制单、修改或提交的采购单", "请同事审核，或在账套设置里允许审核自己的单据"),
		fault.EN("Nobody approves an order they made, changed or submitted", "Ask a colleague, or allow own review in the settings of the account set"))
	// ErrSameApprover is returned to the first approver who would be the second too.
	ErrSameApprover = fault.Define(fault.Forbidden, "purchase.same_approver",
		fault.ZH("审核和复审不能是同一个人", "请另一位同事复审，或在账套设置里允许审核自己的单据"),
		fault.EN("The two approvals are given by two people", "Ask another colleague, or allow own review in the settings of the account set"))
	// ErrContentChanged has the parameter no.
	ErrContentChanged = fault.Define(fault.Conflict, "purchase.content_changed",
		fault.ZH("采购单 {no} 的内容和提交时不一样", "驳回后请制单人重新提交"), fault.EN("Purchase order {no} does not say what was submitted", "Reject it; its maker submits it again"))
)

// The levels of approval.
const (
	FirstLevel  = 1 // 审核
	SecondLevel = 2 // 复审
)

// Approve gives the approval of a level. The order stands when that is the last it
// needs.
func (s *Service) Approve(ctx context.Context, sc db.Scope, id db.ID, version, level int64) (*Order, error) {
	action := "approve"
	if level == SecondLevel {
		action = "approve_second"
	}
	return s.change(ctx, sc, id, version, action, func(ctx context.Context, tx *db.Tx, o *Order, supplier *party.SupplierInfo) error {
		if o.State != waiting(level) {
			return ErrState.With("no", o.No, "state", o.State)
		}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		switch err := o.mayApprove(set, tx.Actor.UserID); {
		case err != nil:
			return err
		case o.hash() != o.ContentHash:
			return ErrContentChanged.With("no", o.No)
		case !supplier.Active:
			return ErrSupplierInactive.With("supplier", supplier.Name)
		}
		if level == SecondLevel {
			o.Approved2By, o.Approved2At = tx.Actor.UserID, tx.Now
		} else {
			o.ApprovedBy, o.ApprovedAt = tx.Actor.UserID, tx.Now
		}
		if level < o.Levels {
			o.State = StateApprovedOnce
			return nil
		}
		return s.standTx(ctx, tx, o)
	})
}

// waiting is the state of an order that waits for the approval of a level.
func waiting(level int64) State {
	if level == SecondLevel {
		return StateApprovedOnce
	}
	return StateSubmitted
}

// Reject sends an order that waits for the approval of the level back to its maker,
// with a reason.
func (s *Service) Reject(ctx context.Context, sc db.Scope, id db.ID, version, level int64, reason string) (*Order, error) {
	return s.change(ctx, sc, id, version, "reject", func(_ context.Context, _ *db.Tx, o *Order, _ *party.SupplierInfo) error {
		if o.State != waiting(level) {
			return ErrState.With("no", o.No, "state", o.State)
		}
		var f fault.Fields
		reason := requiredReason(&f, reason)
		if err := f.Err(); err != nil {
			return err
		}
		o.takeBack()
		o.RejectedReason = reason
		return nil
	})
}

func requiredReason(f *fault.Fields, reason string) string {
	if reason = check.Text(f, "reason", reason, maxReason); reason == "" {
		f.Add("reason", fault.ErrRequired)
	}
	return reason
}

const maxReason = 500 // characters

// mayBeBoughtTx refuses an order of a supplier, for a warehouse, of goods or with an account
// that were switched off since they were entered.
func (s *Service) mayBeBoughtTx(ctx context.Context, tx *db.Tx, o *Order, supplier *party.SupplierInfo) error {
	if !supplier.Active {
		return ErrSupplierInactive.With("supplier", supplier.Name)
	}
	if err := stock.OpenWarehouseTx(ctx, tx, o.WarehouseID); err != nil {
		return err
	}
	var f fault.Fields
	skus, err := s.catalog.SKUsTx(ctx, tx, o.skuIDs())
	if err != nil {
		return err
	}
	for i := range o.Lines {
		if k := skus[o.Lines[i].SKUID]; k != nil && !k.Active {
			f.Add(trade.Path(i)+".skuId", trade.ErrInactiveSKU.With("sku", k.Code))
		}
	}
	if o.BuyerAccountID != 0 {
		may, err := s.mayBuyTx(ctx, tx, o.BuyerAccountID, tenant.Everything)
		if err != nil {
			return err
		}
		if !may {
			f.Add("buyerAccountId", ErrBuyerAccount)
		}
	}
	return f.Err()
}
