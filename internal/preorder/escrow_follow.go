package preorder

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// Release asks 1688 how far a paid order is until the money it holds is released.
type Release struct {
	EscrowID db.ID `json:"escrowId"`
}

// Kind names the job; it is a wire format.
func (Release) Kind() string { return "preorder.release" }

// holdTx notes that the receipt of an attempt lies in the escrow account, and has
// the order followed from there.
func (r *record) holdTx(ctx context.Context, a *Attempt, account db.ID) error {
	e := &Escrow{
		ID: a.ID, PreorderID: r.p.ID, ShopID: r.p.ShopID, CustomerID: r.p.CustomerID, FundAccountID: account,
		Amount: a.Actual, OrderID: a.OrderID, State: EscrowPaid, HeldSince: a.PaidAt,
	}
	if err := insertEscrowTx(ctx, r.tx, e); err != nil {
		return err
	}
	return r.s.releaseLaterTx(ctx, r.tx, e, r.p.SaleNo)
}

// releaseLaterTx has the order followed unless it is already going to be.
func (s *Service) releaseLaterTx(ctx context.Context, tx *db.Tx, e *Escrow, subject string) error {
	return jobs.EnqueueMissingTx(ctx, tx, []jobs.Request{releaseOf(e.ID, subject)})
}

func releaseOf(escrow db.ID, subject string) jobs.Request {
	return jobs.Request{Args: Release{EscrowID: escrow}, Options: jobs.Options{Subject: subject}}
}

// releaseJob may run twice: it only reads from 1688, and the transfer is booked under
// the row's lock, in the transaction that marks it released, once for its source.
func (s *Service) releaseJob(ctx context.Context, sc db.Scope, j jobs.Job[Release]) error {
	e, err := s.followEscrow(ctx, sc, j.Args.EscrowID)
	switch {
	case errors.Is(err, ErrEscrowNotFound), errors.Is(err, channel.ErrShopNotFound):
		return jobs.Cancel(err) // a shop that is authorised again is taken up by the sweep
	case fault.As(err) != nil && fault.KindOf(err) == fault.Conflict: // a person must authorise the shop again
		return jobs.Snooze(escrowSoon)
	case err != nil:
		s.log.WarnContext(ctx, "order of money in escrow cannot be read for now", "tenant", sc.Tenant, "doc", j.Args.EscrowID, "err", err)
		return jobs.Snooze(escrowSoon)
	case e.over():
		return nil
	}
	return jobs.Snooze(e.pause(s.db.Now()))
}

var errOtherOrder = errors.New("1688 answers with another order")

// followEscrow asks 1688 once and records what it says; what is due is released.
func (s *Service) followEscrow(ctx context.Context, sc db.Scope, id db.ID) (*Escrow, error) {
	var (
		e        *Escrow
		platform string
	)
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		if e, err = escrowTx(ctx, tx, id, false); err != nil {
			return err
		}
		_, err = tx.Row(ctx, "SELECT platform_id FROM preorder_attempt WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, id}, &platform)
		return err
	})
	if err != nil || e.over() {
		return e, err
	}
	order, err := s.orderOf(ctx, sc, e, platform)
	if err != nil {
		return e, err
	}
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if e, err = escrowTx(ctx, tx, id, true); err != nil || e.over() {
			return err
		}
		return s.learnTx(ctx, tx, e, order)
	})
	return e, err
}

// orderOf reads the formal order. Where its id was not told with the payment, the
// pre-order is asked for it.
func (s *Service) orderOf(ctx context.Context, sc db.Scope, e *Escrow, platform string) (*open1688.Order, error) {
	var order *open1688.Order
	err := s.shops.Call(ctx, sc, e.ShopID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		id := open1688.ID(e.OrderID)
		if id == "" {
			page, _, err := c.PreOrder.List(ctx, token, open1688.PreOrderListRequest{OrderID: open1688.ID(platform)})
			if err != nil {
				return err
			}
			for i := range page.Orders { // the platform may ignore a filter
				if page.Orders[i].ID.String() == platform {
					id = open1688.ID(formalOf(&page.Orders[i]))
				}
			}
		}
		if id == "" {
			return fmt.Errorf("pre-order %s: %w", platform, errNoFormal)
		}
		got, _, err := c.Trade.GetSellerOrder(ctx, token, open1688.SellerOrderRequest{OrderID: id})
		if err != nil {
			return err
		}
		if got.BaseInfo.OrderID() != id {
			return errOtherOrder
		}
		order = got
		return nil
	})
	return order, err
}

var errNoFormal = errors.New("1688 tells of no formal order for it")

// learnTx records what an order says, and releases what is due. The caller has
// locked the row.
func (s *Service) learnTx(ctx context.Context, tx *db.Tx, e *Escrow, order *open1688.Order) error {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return err
	}
	before := *e
	if err := e.learn(order, set); err != nil {
		return err
	}
	e.AskedAt, e.OrderID = tx.Now, order.BaseInfo.OrderID().String()
	action := "escrow_" + string(e.State)
	if e.due() {
		if err := s.releaseTx(ctx, tx, e, 0); err != nil {
			return err
		}
		action = "escrow_" + string(e.State)
	}
	if e.Hold != before.Hold && e.Hold != HoldNone {
		action = "escrow_difference"
	}
	if e.State == before.State && e.Hold == before.Hold && e.PlatformRefund == before.PlatformRefund && e.ExpectedOn == before.ExpectedOn {
		// Nothing new: only note that we looked. The version stays, so that a person who
		// reads the page meanwhile can act on it.
		_, err := tx.Exec(ctx, "UPDATE escrow SET asked_at = ?, order_id = ? WHERE tenant_id = ? AND id = ?", e.AskedAt, e.OrderID, tx.Tenant, e.ID)
		return err
	}
	return s.savedEscrowTx(ctx, tx, e, action)
}

// releaseTx books that 1688 paid out what is held: to the account given, else to that
// of the shop. When that one cannot be used, a person has to name another.
func (s *Service) releaseTx(ctx context.Context, tx *db.Tx, e *Escrow, account db.ID) error {
	byHand := account != 0
	if !byHand {
		if _, err := tx.Row(ctx, "SELECT release_account_id FROM shop WHERE tenant_id = ? AND id = ?", []any{tx.Tenant, e.ShopID}, &account); err != nil {
			return err
		}
	}
	to, err := finance.ReleaseAccountTx(ctx, tx, account)
	if fault.As(err) != nil && !byHand {
		e.Hold = HoldAccount
		return nil
	}
	if err != nil {
		return err
	}
	id, no, err := s.finance.TransferTx(ctx, tx, finance.Transfer{
		From: e.FundAccountID, To: to.ID, Amount: e.Held(), ShopID: e.ShopID, SourceKind: escrowSource, SourceID: e.ID, Note: "1688 " + e.OrderID,
	})
	if err != nil {
		return err
	}
	e.State, e.Hold, e.TransferID, e.TransferNo, e.ReleasedTo, e.ReleasedAt = EscrowReleased, HoldNone, id, no, to.ID, tx.Now
	return nil
}

// escrowSource is the kind of source of what money in escrow caused in the books: the
// transfer that releases it, and the refund that gives it back.
const escrowSource = "escrow"

func init() { finance.FixReceiptsOf(escrowSource, finance.ErrRefundFixed) }

// savedEscrowTx writes what changed, with the line in the pre-order's history and the
// news to open pages.
func (s *Service) savedEscrowTx(ctx context.Context, tx *db.Tx, e *Escrow, action string) error {
	if err := updateEscrowTx(ctx, tx, e); err != nil {
		return err
	}
	p, err := getTx(ctx, tx, e.PreorderID, false)
	if err != nil {
		return err
	}
	live.PublishTx(tx, "preorder", map[string]any{"id": p.ID, "saleId": p.SaleID, "upload": p.Upload, "pay": p.Pay})
	after := map[string]any{"saleNo": p.SaleNo, "orderId": e.OrderID, "amount": e.Amount, "escrow": e.State}
	if e.Hold != HoldNone {
		after["hold"] = e.Hold
	}
	if e.PlatformRefund != 0 {
		after["platformRefund"] = e.PlatformRefund
	}
	if e.ExpectedOn != "" {
		after["expectedOn"] = e.ExpectedOn
	}
	if e.TransferNo != "" {
		after["transferNo"] = e.TransferNo
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: "preorder", EntityID: p.ID, EntityNo: p.No, After: after})
}

// sweepEscrow gives what is held in one set the jobs that it lacks. All of it is looked
// at: orders that cannot be asked about for long, as of a shop to be authorised again,
// would else stand before those that lost their job.
func (s *Service) sweepEscrow(ctx context.Context, sc db.Scope) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var stale []jobs.Request
		err := tx.Each(ctx, `SELECT x.id, p.sale_no FROM escrow x JOIN preorder p ON p.tenant_id = ? AND p.id = x.preorder_id
			JOIN shop h ON h.tenant_id = ? AND h.id = x.shop_id AND h.removed_at IS NULL
			WHERE x.tenant_id = ? AND x.state IN ('paid', 'shipped', 'confirmed') AND COALESCE(x.asked_at, x.held_since) < ? ORDER BY x.id`,
			[]any{tx.Tenant, tx.Tenant, tx.Tenant, db.At(tx.Now.Add(-escrowStale))}, func(rows *sql.Rows) error {
				var (
					id     db.ID
					saleNo string
				)
				err := rows.Scan(&id, &saleNo)
				stale = append(stale, releaseOf(id, saleNo))
				return err
			})
		if err != nil {
			return err
		}
		return jobs.EnqueueMissingTx(ctx, tx, stale)
	})
}
