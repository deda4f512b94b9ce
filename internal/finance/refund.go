package finance

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of refunds that record what was given back elsewhere.
var (
	// ErrRefundUnfit has the parameters no and amount.
	ErrRefundUnfit = fault.Define(fault.Invalid, "refund.unfit",
		fault.ZH("退款单 {no} 不是从这个担保账户退给这位客户的 {amount}", "选一张没有红冲、客户和结算账户一致、金额为 {amount} 的退款单；没有就先开一张"),
		fault.EN("Refund {no} is not one of {amount} to this customer out of this escrow account", "Choose a refund that was not reversed, of this customer, account and amount; enter it first if there is none"))
	// ErrRefundClaimed has the parameter no.
	ErrRefundClaimed = fault.Define(fault.Conflict, "refund.claimed",
		fault.ZH("退款单 {no} 已经对应了另一笔 1688 退款", "换一张退款单"),
		fault.EN("Refund {no} stands for another refund on 1688 already", "Choose another"))
	// ErrRefundFixed has the parameters no and source.
	ErrRefundFixed = fault.Define(fault.Conflict, "refund.fixed",
		fault.ZH("退款单 {no} 对应{source:document}在 1688 上的退款，不能红冲", "钱已经在 1688 退给客户；退错了请让客户重新付款"),
		fault.EN("Refund {no} stands for a refund of {source:document} on 1688, so it cannot be reversed", "The money went back on 1688; have the customer pay again if that was wrong"))
)

// RefundClaim says what a refund must be to stand for one that was made elsewhere.
type RefundClaim struct {
	SourceKind    string // what keeps it from being reversed; its source id is its own
	CustomerID    db.ID
	FundAccountID db.ID
	Amount        dec.Amount // above zero
}

// LockReceiptTx holds a receipt that may still be changed until the commit; otherwise it
// returns ErrReceiptNotFound or ErrReceiptReversed.
func (s *Service) LockReceiptTx(ctx context.Context, tx *db.Tx, id db.ID) error {
	_, err := lockMoney(ctx, tx, receivables, id)
	return err
}

// ClaimRefundTx makes a refund that a person entered the record of one made elsewhere:
// it can then neither be reversed nor stand for another.
func (s *Service) ClaimRefundTx(ctx context.Context, tx *db.Tx, id db.ID, c RefundClaim) error {
	r, err := lockMoney(ctx, tx, receivables, id)
	if err != nil {
		return err
	}
	switch {
	case r.sourceKind != "":
		return ErrRefundClaimed.With("no", r.no)
	case r.kind != string(KindRefund), r.partyID != c.CustomerID, r.fundID != c.FundAccountID, r.amount != c.Amount.Neg():
		return ErrRefundUnfit.With("no", r.no, "amount", c.Amount)
	}
	if _, err := tx.Exec(ctx, "UPDATE receipt SET source_kind = ?, source_id = ? WHERE tenant_id = ? AND id = ?", c.SourceKind, id, tx.Tenant, id); err != nil {
		return fmt.Errorf("claim refund %s: %w", r.no, err)
	}
	return nil
}
