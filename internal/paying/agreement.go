package paying

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
)

// Standing is how the four figures of a purchase order stand to each other 四方核对.
type Standing string

// The standings.
const (
	StandingAgree    Standing = "agree"    // all figures there are agree
	StandingOpen     Standing = "open"     // nothing is wrong; goods or money are still to come
	StandingGap      Standing = "gap"      // they differ
	StandingAccepted Standing = "accepted" // they differ, and a person has accepted it as it is
)

// Reason is why two figures differ.
type Reason string

// The reasons.
const (
	ReasonPrice       Reason = "price"
	ReasonFreight     Reason = "freight"
	ReasonDiscount    Reason = "discount"
	ReasonShort       Reason = "short"  // less came, or was cancelled
	ReasonOver        Reason = "over"   // more came
	ReasonRefund      Reason = "refund" // given back, or to be given back
	ReasonUnexplained Reason = "unexplained"
)

// Gap is a difference between two figures, with its reason.
type Gap struct {
	Between string // platform: against what was ordered; received: likewise; paid: against what 1688 says or what came
	Reason  Reason
	Amount  dec.Amount
}

// Agreement is a purchase order with what was ordered, charged, received and paid.
type Agreement struct {
	OrderID                           db.ID
	No                                string
	Date                              db.Date
	Fulfilment                        purchase.Fulfilment
	SupplierID                        db.ID
	SupplierName                      string
	Ordered, Platform, Received, Paid dec.Amount
	OnPlatform                        bool // there is an order on 1688
	OwnerID                           db.ID
	OwnerName                         string
	Note                              string
	Version                           int64 // of what people said; 0: nothing
	Standing                          Standing
	Gaps                              []Gap

	goods, discount, freight                                  dec.Amount // as ordered
	pGoods, pDiscount, pFreight, pTotal, pPaid, pRefund, gone dec.Amount // as 1688 says
	accepted                                                  string
}

// agreementFrom are the four figures of each purchase order that stands, in a fixed
// number of passes over what belongs to orders.
const agreementFrom = `purchase_order o
	JOIN supplier s ON s.tenant_id = ? AND s.id = o.supplier_id
	LEFT JOIN (SELECT purchase_order_id AS oid, SUM(total) AS total, SUM(goods) AS goods, SUM(discount) AS discount, SUM(freight) AS freight, SUM(paid) AS paid, SUM(refund) AS refund,
		SUM(CASE WHEN state = 'closed' AND paid < total THEN total - paid ELSE 0 END) AS gone FROM platform_order
		WHERE tenant_id = ? AND purchase_order_id IS NOT NULL GROUP BY purchase_order_id) p ON p.oid = o.id
	LEFT JOIN (SELECT q.oid, SUM(q.total) AS total FROM (
		SELECT order_id AS oid, total FROM purchase_receipt WHERE tenant_id = ? AND kind = 'receipt' AND state = 'posted' AND order_id IS NOT NULL
		UNION ALL SELECT r.order_id, -b.total FROM purchase_receipt b JOIN purchase_receipt r ON r.tenant_id = ? AND r.id = b.source_id
			WHERE b.tenant_id = ? AND b.kind = 'return' AND b.state = 'posted' AND r.order_id IS NOT NULL) q GROUP BY q.oid) g ON g.oid = o.id
	LEFT JOIN (SELECT q.oid, SUM(q.amount) AS total FROM (
		SELECT order_id AS oid, amount FROM payment WHERE tenant_id = ? AND order_id IS NOT NULL
		UNION ALL SELECT order_id, amount FROM order_payment WHERE tenant_id = ? AND order_id IS NOT NULL AND state = 'held'
		UNION ALL SELECT COALESCE(d.order_id, b.order_id), a.amount FROM payment_allocation a JOIN payment y ON y.tenant_id = ? AND y.id = a.payment_id AND y.order_id IS NULL
			JOIN purchase_receipt d ON d.tenant_id = ? AND d.id = a.doc_id LEFT JOIN purchase_receipt b ON b.tenant_id = ? AND b.id = d.source_id
			WHERE a.tenant_id = ?
		UNION ALL SELECT y.order_id, -z.amount FROM payment_advance_refund z JOIN payment y ON y.tenant_id = ? AND y.id = z.payment_id AND y.order_id IS NOT NULL
			JOIN payment k ON k.tenant_id = ? AND k.id = z.refund_id AND k.order_id IS NULL WHERE z.tenant_id = ?) q WHERE q.oid IS NOT NULL GROUP BY q.oid) d ON d.oid = o.id
	LEFT JOIN order_agreement a ON a.tenant_id = ? AND a.order_id = o.id
	LEFT JOIN person e ON e.id = COALESCE(a.owner_id, o.purchaser_id)`

const agreementArgs = 15 // tenants in agreementFrom

const agreementColumns = `o.id, o.no, o.date, o.fulfilment, o.supplier_id, s.name, o.total, o.goods_amount, o.discount, o.freight + o.other_fee,
	p.oid IS NOT NULL, COALESCE(p.total, 0), COALESCE(p.goods, 0), COALESCE(p.discount, 0), COALESCE(p.freight, 0), COALESCE(p.paid, 0), COALESCE(p.refund, 0), COALESCE(p.gone, 0),
	COALESCE(g.total, 0), COALESCE(d.total, 0), COALESCE(a.owner_id, o.purchaser_id), COALESCE(e.name, ''), COALESCE(a.note, ''), COALESCE(a.figures, ''), COALESCE(a.version, 0)`

// The figures in SQL: what 1688 charges after what was cancelled and given back, what came,
// what was paid.
const (
	sqlPlatform = `(p.total - p.gone - p.refund)`
	sqlReceived = `COALESCE(g.total, 0)`
	sqlPaid     = `COALESCE(d.total, 0)`
	sqlFigures  = `CAST(o.total AS TEXT) || '|' || CAST(COALESCE(p.total - p.gone - p.refund, 0) AS TEXT) || '|' || CAST(COALESCE(g.total, 0) AS TEXT) || '|' || CAST(COALESCE(d.total, 0) AS TEXT)`
	sqlEnded    = `o.fulfilment IN ('done', 'closed')`
	sqlGap      = `(p.oid IS NOT NULL AND ` + sqlPlatform + ` <> o.total
		OR ` + sqlReceived + ` > o.total OR ` + sqlEnded + ` AND ` + sqlReceived + ` <> o.total
		OR p.oid IS NOT NULL AND p.paid - p.refund <> ` + sqlPaid + `
		OR ` + sqlPaid + ` > o.total AND (p.oid IS NULL OR ` + sqlPaid + ` > ` + sqlPlatform + `)
		OR ` + sqlEnded + ` AND ` + sqlPaid + ` > ` + sqlReceived + `)`
	sqlComplete = `(` + sqlEnded + ` AND ` + sqlPaid + ` = o.total)`
)

// AgreementFilter narrows the list. Zero values mean not given.
type AgreementFilter struct {
	Standing   Standing
	SupplierID db.ID
	OwnerID    db.ID
	Orders     []db.ID // any of these purchase orders
	From, To   db.Date
	Within     tenant.DataScope
}

func (f *AgreementFilter) query(tx *db.Tx) api.List {
	l := api.List{
		Columns: agreementColumns, From: agreementFrom, Where: []string{"o.tenant_id = ?"},
		Sorts: map[string]string{"date": "o.date", "no": "o.no", "total": "o.total"}, Default: "-date", Tie: "o.id",
		Search: api.Search{Kind: "purchase", Column: "o.id", Walk: []string{"date", "no"}},
	}
	for range agreementArgs + 1 {
		l.Args = append(l.Args, tx.Tenant)
	}
	given := func(ok bool, cond string, args ...any) {
		if ok {
			l.And(cond, args...)
		}
	}
	l.And("o.state = 'approved'")
	given(f.SupplierID != 0, "o.supplier_id = ?", f.SupplierID)
	given(f.OwnerID != 0, "COALESCE(a.owner_id, o.purchaser_id) = ?", f.OwnerID)
	if len(f.Orders) > 0 {
		args, in := db.InKeys(nil, f.Orders)
		l.And("o.id IN ("+in+")", args...)
	}
	given(f.From != "", "o.date >= ?", f.From)
	given(f.To != "", "o.date <= ?", f.To)
	switch f.Standing {
	case StandingGap:
		l.And(sqlGap + " AND COALESCE(a.figures, '') <> " + sqlFigures)
	case StandingAccepted:
		l.And(sqlGap + " AND a.figures = " + sqlFigures)
	case StandingAgree:
		l.And("NOT " + sqlGap + " AND " + sqlComplete)
	case StandingOpen:
		l.And("NOT " + sqlGap + " AND NOT " + sqlComplete)
	}
	cond, args := f.Within.Where("o.warehouse_id", "o.buyer_account_id")
	l.And(cond, args...)
	return l
}

func scanAgreement(rows *sql.Rows) (Agreement, error) {
	var a Agreement
	err := rows.Scan(&a.OrderID, &a.No, &a.Date, &a.Fulfilment, &a.SupplierID, &a.SupplierName, &a.Ordered, &a.goods, &a.discount, &a.freight,
		&a.OnPlatform, &a.pTotal, &a.pGoods, &a.pDiscount, &a.pFreight, &a.pPaid, &a.pRefund, &a.gone,
		&a.Received, &a.Paid, &a.OwnerID, &a.OwnerName, &a.Note, &a.accepted, &a.Version)
	a.Platform = a.pTotal.Sub(a.gone).Sub(a.pRefund)
	a.judge()
	return a, err
}

// ended tells that nothing more is to come.
func (a *Agreement) ended() bool {
	return a.Fulfilment == purchase.FulfilmentDone || a.Fulfilment == purchase.FulfilmentClosed
}

// Expected is the amount of what is still to come: nothing once the order is done or closed.
func (a *Agreement) Expected() dec.Amount {
	if a.ended() {
		return 0
	}
	return max(0, a.Ordered.Sub(a.Received))
}

// figures are the four as one text, which an acceptance holds for.
func (a *Agreement) figures() string {
	parts := make([]string, 4)
	for i, v := range []dec.Amount{a.Ordered, a.Platform, a.Received, a.Paid} {
		parts[i] = strconv.FormatInt(int64(v), 10)
	}
	return strings.Join(parts, "|")
}

// judge finds the gaps and their reasons, and how the figures stand to each other.
func (a *Agreement) judge() {
	gap := func(between string, reason Reason, amount dec.Amount) {
		if amount != 0 {
			a.Gaps = append(a.Gaps, Gap{between, reason, amount})
		}
	}
	ended := a.ended()
	if a.OnPlatform && a.Platform != a.Ordered {
		// 1688's discounts are below zero, ours above.
		price, freight, discount := a.pGoods.Sub(a.goods), a.pFreight.Sub(a.freight), a.pDiscount.Add(a.discount)
		gap("platform", ReasonPrice, price)
		gap("platform", ReasonFreight, freight)
		gap("platform", ReasonDiscount, discount)
		gap("platform", ReasonShort, a.gone.Neg())
		gap("platform", ReasonRefund, a.pRefund.Neg())
		gap("platform", ReasonUnexplained, a.pTotal.Sub(a.Ordered).Sub(price).Sub(freight).Sub(discount))
	}
	switch came := a.Received.Sub(a.Ordered); {
	case came > 0:
		gap("received", ReasonOver, came)
	case ended:
		gap("received", ReasonShort, came)
	}
	switch {
	case a.OnPlatform && a.pPaid.Sub(a.pRefund) != a.Paid:
		gap("paid", ReasonUnexplained, a.Paid.Sub(a.pPaid.Sub(a.pRefund)))
	case ended && a.Paid > a.Received:
		gap("paid", ReasonRefund, a.Paid.Sub(a.Received))
	case a.Paid > a.Ordered && !(a.OnPlatform && a.Paid <= a.Platform):
		gap("paid", ReasonOver, a.Paid.Sub(a.Ordered))
	}
	switch {
	case len(a.Gaps) > 0 && a.accepted == a.figures():
		a.Standing = StandingAccepted
	case len(a.Gaps) > 0:
		a.Standing = StandingGap
	case ended && a.Paid == a.Ordered:
		a.Standing = StandingAgree
	default:
		a.Standing = StandingOpen
	}
}

// Agreements gives one page of the purchase orders with their four figures.
func (s *Service) Agreements(ctx context.Context, sc db.Scope, q api.ListQuery, f AgreementFilter) (api.Page[Agreement], error) {
	var page api.Page[Agreement]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		page, err = api.RunList(ctx, tx, q, f.query(tx), scanAgreement)
		return err
	})
	return page, err
}

// Agreement gives the four figures of one purchase order that stands.
func (s *Service) Agreement(ctx context.Context, sc db.Scope, order db.ID, within tenant.DataScope) (*Agreement, error) {
	page, err := s.Agreements(ctx, sc, api.ListQuery{PageSize: 1}, AgreementFilter{Orders: []db.ID{order}, Within: within})
	if err != nil {
		return nil, err
	}
	if len(page.Items) == 0 {
		return nil, purchase.ErrNotFound
	}
	return &page.Items[0], nil
}

// Say is what a person says about a purchase order whose figures differ.
type Say struct {
	OwnerID db.ID // who looks into it; zero: the purchaser
	Note    string
	Accept  bool // the figures are right as they are now
	Version int64
}

// SayOf keeps what a person says about an order. An acceptance needs a note, and holds for
// the figures as they are.
func (s *Service) SayOf(ctx context.Context, sc db.Scope, order db.ID, say Say, within tenant.DataScope) error {
	a, err := s.Agreement(ctx, sc, order, within)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var f fault.Fields
		say.Note = check.Text(&f, "note", say.Note, check.MaxNote)
		if say.Accept && say.Note == "" {
			f.Add("note", fault.ErrRequired)
		}
		if say.OwnerID != 0 {
			works, err := tenant.ActiveMemberTx(ctx, tx, say.OwnerID)
			if err != nil {
				return err
			}
			if !works {
				f.Add("ownerId", purchase.ErrPerson)
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		figures := ""
		if say.Accept {
			figures = a.figures()
		}
		n, err := tx.Exec(ctx, `INSERT INTO order_agreement (tenant_id, order_id, owner_id, note, figures, updated_by, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (tenant_id, order_id) DO UPDATE SET owner_id = excluded.owner_id, note = excluded.note, figures = excluded.figures, updated_by = excluded.updated_by,
				updated_at = excluded.updated_at, version = order_agreement.version + 1 WHERE order_agreement.version = ?`,
			tx.Tenant, order, say.OwnerID, say.Note, figures, tx.Actor.UserID, tx.Now, say.Version)
		if err != nil {
			return fmt.Errorf("keep what is said of an order: %w", err)
		}
		if n == 0 || a.Version != say.Version {
			return fault.ErrStale
		}
		live.PublishTx(tx, "purchase", map[string]any{"id": order})
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "order_agreement", EntityID: order, EntityNo: a.No, After: map[string]any{
			"person": say.OwnerID, "note": say.Note, "accepted": say.Accept, "ordered": a.Ordered, "platform": a.Platform, "received": a.Received, "paid": a.Paid,
		}})
	})
}
