package preorder

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// PermEscrow lets a person handle what 1688 holds: differences, and releases by hand.
var PermEscrow = api.DefinePermission("escrow.handle", "处理 1688 担保交易", "Handle 1688 escrow", "preorder", tenant.RoleCashier, tenant.RoleAccount)

// EscrowFilter narrows what 1688 holds and released. Zero values mean not given.
type EscrowFilter struct {
	ShopID     db.ID   `query:"shopId"`
	PreorderID db.ID   `query:"preorderId"`
	State      string  `query:"state" enum:"held,paid,shipped,confirmed,released,refunded" doc:"held: paid, shipped or confirmed"`
	Difference bool    `query:"difference" doc:"Only what a person must handle"`
	From       db.Date `query:"from" doc:"First day of payment"`
	To         db.Date `query:"to" doc:"Last day of payment"`
	DueTo      db.Date `query:"dueTo" doc:"Held, and expected to be released on this day or before"`
}

type listEscrowsInput struct {
	api.ListQuery
	EscrowFilter
}

type escrowBody struct {
	ID             db.ID       `json:"id"`
	PreorderID     db.ID       `json:"preorderId"`
	PreorderNo     string      `json:"preorderNo"`
	SaleID         db.ID       `json:"saleId"`
	SaleNo         string      `json:"saleNo"`
	ShopID         db.ID       `json:"shopId"`
	ShopName       string      `json:"shopName"`
	CustomerID     db.ID       `json:"customerId"`
	CustomerName   string      `json:"customerName" builtin:"customer"`
	OrderID        string      `json:"orderId,omitempty" doc:"Of the formal order on 1688"`
	PickUp         bool        `json:"pickUp" doc:"自提: shipped is when the hand-over is registered on 1688"`
	Amount         dec.Amount  `json:"amount" doc:"What the customer paid"`
	Held           dec.Amount  `json:"held" doc:"What is still in the escrow account"`
	State          EscrowState `json:"state" enum:"paid,shipped,confirmed,released,refunded"`
	Hold           EscrowHold  `json:"hold,omitempty" enum:"refunding,refunded,closed,account,reversed,shop" doc:"Why it is not released by itself: a person must handle it"`
	PlatformRefund dec.Amount  `json:"platformRefund" doc:"Given back according to 1688"`
	Refund         dec.Amount  `json:"refund" doc:"Given back according to the books"`
	HeldSince      db.Time     `json:"heldSince"`
	ShippedAt      *db.Time    `json:"shippedAt,omitempty"`
	ExpectedOn     db.Date     `json:"expectedOn,omitempty" doc:"The tenth day after shipping, when 1688 confirms by itself; not known until all is shipped"`
	ConfirmedAt    *db.Time    `json:"confirmedAt,omitempty"`
	AskedAt        *db.Time    `json:"askedAt,omitempty" doc:"When 1688 was asked last"`
	EscrowAccount  db.ID       `json:"escrowAccountId"`
	TransferID     db.ID       `json:"transferId,omitempty"`
	TransferNo     string      `json:"transferNo,omitempty"`
	ReleasedTo     db.ID       `json:"releasedToId,omitempty"`
	ReleasedToName string      `json:"releasedToName,omitempty" builtin:"fund"`
	ReleasedAt     *db.Time    `json:"releasedAt,omitempty"`
	Version        int64       `json:"version"`
}

const (
	escrowFrom = `escrow x JOIN preorder p ON p.tenant_id = ? AND p.id = x.preorder_id
		LEFT JOIN shop h ON h.tenant_id = ? AND h.id = x.shop_id LEFT JOIN fund_account f ON f.tenant_id = ? AND f.id = x.released_to`
	escrowBodyColumns = escrowColumns + `, p.no, p.sale_id, p.sale_no, p.customer_name, p.fee, COALESCE(h.name, ''), COALESCE(f.name, ''), h.removed_at IS NOT NULL`
)

func scanEscrowBody(rows *sql.Rows) (escrowBody, error) {
	var (
		e    Escrow
		b    escrowBody
		fee  dec.Amount
		gone bool
	)
	if err := rows.Scan(append(e.fields(), &b.PreorderNo, &b.SaleID, &b.SaleNo, &b.CustomerName, &fee, &b.ShopName, &b.ReleasedToName, &gone)...); err != nil {
		return b, err
	}
	b.ID, b.PreorderID, b.ShopID, b.CustomerID, b.OrderID, b.PickUp = e.ID, e.PreorderID, e.ShopID, e.CustomerID, e.OrderID, fee == 0
	b.Amount, b.Held, b.State, b.Hold, b.PlatformRefund, b.Refund = e.Amount, e.Held(), e.State, e.shown(gone), e.PlatformRefund, e.Refund
	b.HeldSince, b.ShippedAt, b.ExpectedOn, b.ConfirmedAt, b.AskedAt = e.HeldSince, given(e.ShippedAt), e.ExpectedOn, given(e.ConfirmedAt), given(e.AskedAt)
	b.EscrowAccount, b.TransferID, b.TransferNo, b.ReleasedTo, b.ReleasedAt, b.Version = e.FundAccountID, e.TransferID, e.TransferNo, e.ReleasedTo, given(e.ReleasedAt), e.Version
	return b, nil
}

const (
	heldStates = "x.state IN ('paid', 'shipped', 'confirmed')"
	// different is what a person must handle.
	different = "x.hold <> '' OR (h.removed_at IS NOT NULL AND " + heldStates + ")"
)

// escrowList is what of the set's money in escrow a person asks for and may see.
func escrowList(ctx context.Context, tx *db.Tx, set *tenant.Set, in *EscrowFilter) (api.List, error) {
	l := api.List{
		Columns: escrowBodyColumns, From: escrowFrom,
		Where: []string{"x.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant},
		Sorts: map[string]string{"heldSince": "x.held_since", "expectedOn": "x.expected_on", "amount": "x.amount", "releasedAt": "x.released_at"}, Default: "-heldSince", Tie: "x.id",
		Search: api.Search{Kind: searchKind, Column: "x.preorder_id"},
	}
	shops := api.DataScope(ctx).Shops
	cond, args := shops.Where("x.shop_id")
	l.And(cond, args...)
	and := func(ok bool, cond string, args ...any) {
		if ok {
			l.And(cond, args...)
		}
	}
	and(in.ShopID != 0, "x.shop_id = ?", in.ShopID)
	and(in.PreorderID != 0, "x.preorder_id = ?", in.PreorderID)
	and(in.State == "held", heldStates)
	and(in.State != "" && in.State != "held", "x.state = ?", in.State)
	and(in.Difference, different)
	and(in.DueTo != "", heldStates+" AND x.expected_on <= ?", in.DueTo)
	for _, b := range []struct {
		day  db.Date
		cond string
		add  int
	}{{in.From, "x.held_since >= ?", 0}, {in.To, "x.held_since < ?", 1}} {
		if b.day == "" {
			continue
		}
		at, err := time.ParseInLocation(time.DateOnly, string(b.day), set.Zone)
		if err != nil {
			return l, err
		}
		l.And(b.cond, db.At(at.AddDate(0, 0, b.add)))
	}
	return l, nil
}

func (s *Service) listEscrows(ctx context.Context, sc db.Scope, in *listEscrowsInput) (*api.PageOf[escrowBody], error) {
	out := &api.PageOf[escrowBody]{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		l, err := escrowList(ctx, tx, set, &in.EscrowFilter)
		if err != nil {
			return err
		}
		out.Body, err = api.RunList(ctx, tx, in.ListQuery, l, scanEscrowBody)
		return err
	})
	return out, err
}

type escrowTotals struct {
	Held            dec.Amount `json:"held"`
	HeldCount       int64      `json:"heldCount"`
	Overdue         dec.Amount `json:"overdue" doc:"Held past the day it was expected"`
	OverdueCount    int64      `json:"overdueCount"`
	Difference      dec.Amount `json:"difference" doc:"Held, and a person must handle it"`
	DifferenceCount int64      `json:"differenceCount"`
	Released        dec.Amount `json:"released"`
	ReleasedCount   int64      `json:"releasedCount"`
	Refunded        dec.Amount `json:"refunded" doc:"Given back according to the books"`
}

type sumEscrowsInput struct {
	Q string `query:"q" maxLength:"100" doc:"As for the list"`
	EscrowFilter
}

// sumEscrows adds up what is listed under the search and the filter, all pages of it.
func (s *Service) sumEscrows(ctx context.Context, sc db.Scope, in *sumEscrowsInput) (*struct{ Body escrowTotals }, error) {
	out := &struct{ Body escrowTotals }{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		l, err := escrowList(ctx, tx, set, &in.EscrowFilter)
		if err != nil {
			return err
		}
		b, today := &out.Body, set.Today(tx.Now)
		const rest = "x.amount - x.refund"
		sum := func(cond, what string) string {
			return "COALESCE(SUM(CASE WHEN " + cond + " THEN " + what + " ELSE 0 END), 0)"
		}
		overdue, open := heldStates+" AND x.expected_on < ?", heldStates+" AND ("+different+")"
		return l.Sum(ctx, tx, in.Q, strings.Join([]string{
			sum(heldStates, rest), sum(heldStates, "1"), sum(overdue, rest), sum(overdue, "1"), sum(open, rest), sum(open, "1"),
			sum("x.state = 'released'", rest), sum("x.state = 'released'", "1"), "COALESCE(SUM(x.refund), 0)",
		}, ", "), []any{today, today},
			&b.Held, &b.HeldCount, &b.Overdue, &b.OverdueCount, &b.Difference, &b.DifferenceCount, &b.Released, &b.ReleasedCount, &b.Refunded)
	})
	return out, err
}

type escrowOutput struct{ Body escrowBody }

// showEscrow answers not found for that of a shop outside the person's data scope.
func (s *Service) showEscrow(ctx context.Context, sc db.Scope, id db.ID) (*escrowOutput, error) {
	var out *escrowOutput
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		list, err := escrowBodiesTx(ctx, tx, "x.id = ?", id)
		if err != nil {
			return err
		}
		if shops := api.DataScope(ctx).Shops; len(list) == 0 || !shops.Allows(list[0].ShopID) {
			return ErrEscrowNotFound
		}
		out = &escrowOutput{list[0]}
		return nil
	})
	return out, err
}

// escrowBodiesTx gives what is or was held, oldest first.
func escrowBodiesTx(ctx context.Context, tx *db.Tx, cond string, arg db.ID) ([]escrowBody, error) {
	list := []escrowBody{}
	err := tx.Each(ctx, "SELECT "+escrowBodyColumns+" FROM "+escrowFrom+" WHERE x.tenant_id = ? AND "+cond+" ORDER BY x.id",
		[]any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, arg}, func(rows *sql.Rows) error {
			b, err := scanEscrowBody(rows)
			list = append(list, b)
			return err
		})
	return list, err
}

type releaseInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		FundAccountID db.ID `json:"fundAccountId,omitempty" doc:"Where it arrived; the account of the shop when left out"`
		Version       int64 `json:"version"`
	}
}

type reverseReleaseInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Note    string `json:"note,omitempty" maxLength:"200"`
		Version int64  `json:"version"`
	}
}

type settleRefundInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		RefundID db.ID `json:"refundId" doc:"A refund (退款单) out of the escrow account to the same customer, of the amount that 1688 gave back"`
		Version  int64 `json:"version"`
	}
}

func (s *Service) registerEscrow(a *api.API) {
	const tag = "escrow"
	api.Get(a, api.Route{
		Path: "/escrows", ID: "list-escrows", Summary: "List what 1688 holds and released (1688 担保交易)", Tag: tag, Permission: PermRead,
		Description: "q looks in pre-order and sales numbers and customers.",
	}, s.listEscrows)
	api.Get(a, api.Route{Path: "/escrows/totals", ID: "sum-escrows", Summary: "Add up what 1688 holds and released, under the list's search and filters", Tag: tag, Permission: PermRead}, s.sumEscrows)
	api.Get(a, api.Route{Path: "/escrows/{id}", ID: "get-escrow", Summary: "Get what 1688 holds of one payment", Tag: tag, Permission: PermRead},
		func(ctx context.Context, sc db.Scope, in *idInput) (*escrowOutput, error) {
			return s.showEscrow(ctx, sc, in.ID)
		})
	act := func(ctx context.Context, sc db.Scope, id db.ID, do func() error) (*escrowOutput, error) {
		if _, err := s.showEscrow(ctx, sc, id); err != nil {
			return nil, err
		}
		if err := do(); err != nil {
			return nil, err
		}
		return s.showEscrow(ctx, sc, id)
	}
	api.Post(a, api.Route{Path: "/escrows/{id}/actions/check", ID: "check-escrow", Summary: "Ask 1688 about the order now", Tag: tag, Permission: PermRead},
		func(ctx context.Context, sc db.Scope, in *idInput) (*escrowOutput, error) {
			return act(ctx, sc, in.ID, func() error {
				_, err := s.followEscrow(ctx, sc, in.ID)
				return err
			})
		})
	api.Post(a, api.Route{Path: "/escrows/{id}/actions/release", ID: "release-escrow", Summary: "Book by hand what 1688 paid out", Tag: tag, Permission: PermEscrow},
		func(ctx context.Context, sc db.Scope, in *releaseInput) (*escrowOutput, error) {
			return act(ctx, sc, in.ID, func() error {
				return s.ReleaseByHand(ctx, sc, in.ID, ReleaseInput{FundAccountID: in.Body.FundAccountID, Version: in.Body.Version})
			})
		})
	api.Post(a, api.Route{Path: "/escrows/{id}/actions/reverse", ID: "reverse-escrow", Summary: "Take the transfer of a release back", Tag: tag, Permission: PermEscrow},
		func(ctx context.Context, sc db.Scope, in *reverseReleaseInput) (*escrowOutput, error) {
			return act(ctx, sc, in.ID, func() error { return s.ReverseRelease(ctx, sc, in.ID, in.Body.Version, in.Body.Note) })
		})
	api.Post(a, api.Route{Path: "/escrows/{id}/actions/settle-refund", ID: "settle-escrow-refund", Summary: "Name the refund that stands for one on 1688", Tag: tag, Permission: PermEscrow},
		func(ctx context.Context, sc db.Scope, in *settleRefundInput) (*escrowOutput, error) {
			return act(ctx, sc, in.ID, func() error { return s.SettleRefund(ctx, sc, in.ID, in.Body.RefundID, in.Body.Version) })
		})
}
