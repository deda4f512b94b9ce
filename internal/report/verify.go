package report

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
)

// crossRule is a query that returns a row for each document without the postings
// it must have: subject, what there should be, what there is.
type crossRule struct {
	name  string
	query string
	args  int // how many times it names the tenant
}

var crossRules = []crossRule{
	{"sale.moves", `SELECT 'sale ' || s.no, COALESCE(l.total, 0), COALESCE(m.total, 0) FROM sale s
		LEFT JOIN (SELECT sale_id, SUM(base_quantity) AS total FROM sale_line WHERE tenant_id = ? GROUP BY sale_id) l ON l.sale_id = s.id
		LEFT JOIN (SELECT doc_id, SUM(quantity) AS total FROM stock_move WHERE tenant_id = ? AND origin_doc_id IS NULL GROUP BY doc_id) m ON m.doc_id = s.id
		WHERE s.tenant_id = ? AND s.state = 'posted' AND s.kind <> 'order'
			AND COALESCE(m.total, 0) <> CASE WHEN s.kind = 'return' THEN COALESCE(l.total, 0) ELSE -COALESCE(l.total, 0) END`, 3},
	{"sale.receivable", `SELECT 'sale ' || s.no, s.total, COALESCE(r.amount, 0) FROM sale s
		LEFT JOIN receivable r ON r.tenant_id = ? AND r.doc_id = s.id
		WHERE s.tenant_id = ? AND s.state = 'posted' AND s.kind <> 'order'
			AND COALESCE(r.amount, 0) <> CASE WHEN s.kind = 'return' THEN -s.total ELSE s.total END`, 2},
	{"sale.unposted", `SELECT 'sale ' || s.no || ' (' || s.state || ')', 0, 1000000 FROM sale s
		WHERE s.tenant_id = ? AND (s.state <> 'posted' OR s.kind = 'order')
			AND (EXISTS (SELECT 1 FROM stock_move m WHERE m.tenant_id = ? AND m.doc_id = s.id)
				OR EXISTS (SELECT 1 FROM receivable r WHERE r.tenant_id = ? AND r.doc_id = s.id))`, 3},
	// No more comes back of a line than was sold on it, and nothing of what was reversed.
	{"sale.returned", `SELECT 'sale ' || COALESCE(s.no, '') || ' line ' || b.line_id, CASE WHEN s.reversed_by_id IS NULL THEN COALESCE(l.base_quantity, 0) ELSE 0 END, b.total FROM (
			SELECT r.source_id, rl.source_line_id AS line_id, SUM(rl.base_quantity) AS total FROM sale r JOIN sale_line rl ON rl.tenant_id = ? AND rl.sale_id = r.id
			WHERE r.tenant_id = ? AND r.kind = 'return' AND r.state = 'posted' AND rl.source_line_id IS NOT NULL GROUP BY r.source_id, rl.source_line_id) b
		LEFT JOIN sale s ON s.tenant_id = ? AND s.id = b.source_id AND s.kind = 'issue' AND s.state = 'posted'
		LEFT JOIN sale_line l ON l.tenant_id = ? AND l.sale_id = s.id AND l.id = b.line_id
		WHERE l.id IS NULL OR b.total < 0 OR b.total > CASE WHEN s.reversed_by_id IS NULL THEN l.base_quantity ELSE 0 END`, 4},
	// What an order's line says was sold from it was, and never more than was ordered.
	{"sale.issued", `SELECT 'order ' || s.no || ' line ' || l.id, COALESCE(i.total, 0), l.issued FROM sale s
		JOIN sale_line l ON l.tenant_id = ? AND l.sale_id = s.id
		LEFT JOIN (SELECT il.source_line_id AS line_id, SUM(il.base_quantity) AS total FROM sale d JOIN sale_line il ON il.tenant_id = ? AND il.sale_id = d.id
			WHERE d.tenant_id = ? AND d.kind = 'issue' AND d.state = 'posted' AND d.reversed_by_id IS NULL AND d.reverses_id IS NULL AND il.source_line_id IS NOT NULL
			GROUP BY il.source_line_id) i ON i.line_id = l.id
		WHERE s.tenant_id = ? AND s.kind = 'order' AND (COALESCE(i.total, 0) <> l.issued OR l.issued > l.base_quantity)`, 4},
	// What is reserved is what open orders lack.
	{"sale.reserved", `SELECT 'warehouse ' || warehouse_id || ' sku ' || sku_id, SUM(promised), SUM(kept) FROM (
		SELECT s.warehouse_id, l.sku_id, l.base_quantity - l.issued AS promised, 0 AS kept FROM sale s JOIN sale_line l ON l.tenant_id = ? AND l.sale_id = s.id
			WHERE s.tenant_id = ? AND s.kind = 'order' AND s.state = 'posted' AND s.fulfilment IN ('open', 'partial')
		UNION ALL SELECT warehouse_id, sku_id, 0, reserved FROM stock_balance WHERE tenant_id = ?) u
		GROUP BY warehouse_id, sku_id HAVING SUM(promised) <> SUM(kept)`, 3},
	// Each paid attempt has its receipt, and the pre-order tells of all of them.
	{"preorder.receipt", `SELECT 'pre-order ' || p.no || ' attempt ' || a.number, COALESCE(a.actual, 0), COALESCE(r.amount, 0) FROM preorder_attempt a
		JOIN preorder p ON p.tenant_id = ? AND p.id = a.preorder_id
		LEFT JOIN receipt r ON r.tenant_id = ? AND r.source_kind = 'preorder_attempt' AND r.source_id = a.id
		WHERE a.tenant_id = ? AND ((a.paid_at IS NOT NULL AND COALESCE(a.actual, 0) <> COALESCE(r.amount, 0)) OR (a.paid_at IS NULL AND r.id IS NOT NULL))`, 3},
	{"preorder.paid", `SELECT 'pre-order ' || p.no, SUM(COALESCE(a.actual, 0)), CASE WHEN p.pay_state = 'paid' THEN COALESCE(p.actual, 0) ELSE 0 END + p.extra_paid FROM preorder p
		JOIN preorder_attempt a ON a.tenant_id = ? AND a.preorder_id = p.id AND a.paid_at IS NOT NULL
		WHERE p.tenant_id = ? GROUP BY p.no, p.pay_state, p.actual, p.extra_paid
		HAVING SUM(COALESCE(a.actual, 0)) <> CASE WHEN p.pay_state = 'paid' THEN COALESCE(p.actual, 0) ELSE 0 END + p.extra_paid`, 2},
	// What 1688 holds is what pre-orders left in the escrow account, and each receipt of
	// a pre-order is held, was released or given back.
	{"escrow.held", `SELECT 'escrow in fund account ' || account, SUM(held), SUM(booked) FROM (
		SELECT fund_account_id AS account, amount - refund AS held, 0 AS booked FROM escrow WHERE tenant_id = ? AND state IN ('paid', 'shipped', 'confirmed')
		UNION ALL SELECT l.fund_account_id, 0, l.amount FROM entry_line l JOIN fund_account f ON f.tenant_id = ? AND f.id = l.fund_account_id AND f.kind = 'escrow'
			JOIN entry n ON n.tenant_id = ? AND n.id = l.entry_id
			JOIN (SELECT id FROM receipt WHERE tenant_id = ? AND source_kind IN ('preorder_attempt', 'escrow')
				UNION ALL SELECT t.id FROM fund_transfer t LEFT JOIN fund_transfer o ON o.tenant_id = ? AND o.id = t.reverses_id
				WHERE t.tenant_id = ? AND COALESCE(o.source_kind, t.source_kind) = 'escrow') d ON d.id = n.doc_id
			WHERE l.tenant_id = ?) u
		GROUP BY account HAVING SUM(held) <> SUM(booked)`, 7},
	{"escrow.receipt", `SELECT 'receipt ' || r.no, r.amount, COALESCE(x.amount, 0) FROM receipt r LEFT JOIN escrow x ON x.tenant_id = ? AND x.id = r.source_id
		WHERE r.tenant_id = ? AND r.source_kind = 'preorder_attempt' AND r.amount <> COALESCE(x.amount, 0)`, 2},
	{"escrow.transfer", `SELECT 'escrow of 1688 order ' || x.order_id, CASE WHEN x.state = 'released' THEN x.amount - x.refund ELSE 0 END, COALESCE(t.amount, 0) FROM escrow x
		LEFT JOIN fund_transfer t ON t.tenant_id = ? AND t.source_kind = 'escrow' AND t.source_id = x.id AND t.state = 'posted'
		WHERE x.tenant_id = ? AND CASE WHEN x.state = 'released' THEN x.amount - x.refund ELSE 0 END <> COALESCE(t.amount, 0)`, 2},
	{"escrow.refund", `SELECT 'escrow of 1688 order ' || x.order_id, x.refund, COALESCE(SUM(-r.amount), 0) FROM escrow x
		LEFT JOIN escrow_refund b ON b.tenant_id = ? AND b.escrow_id = x.id LEFT JOIN receipt r ON r.tenant_id = ? AND r.id = b.receipt_id AND r.reversed_by_id IS NULL
		WHERE x.tenant_id = ? GROUP BY x.id, x.order_id, x.refund HAVING x.refund <> COALESCE(SUM(-r.amount), 0)`, 3},
	{"match.pair", `SELECT 'pair of online SKU ' || r.line_id, 1000000, 0 FROM online_pair r
		LEFT JOIN online_sku o ON o.tenant_id = ? AND o.id = r.line_id LEFT JOIN sku k ON k.tenant_id = ? AND k.id = r.sku_id
		WHERE r.tenant_id = ? AND (o.id IS NULL OR k.id IS NULL)`, 3},
	{"preorder.live_attempts", `SELECT 'pre-order ' || p.no, 1000000, COUNT(*) * 1000000 FROM preorder p
		JOIN preorder_attempt a ON a.tenant_id = ? AND a.preorder_id = p.id AND a.state IN ('open', 'created')
		WHERE p.tenant_id = ? GROUP BY p.no HAVING COUNT(*) > 1`, 2},
}

// Verify proves one account set: stock, books, and that each document has the
// postings it must have. It returns what does not add up, and reads everything in
// one snapshot.
func (s *Service) Verify(ctx context.Context, sc db.Scope) ([]doc.Finding, error) {
	var findings []doc.Finding
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		fromStock, value, err := s.stock.VerifyTx(ctx, tx)
		if err != nil {
			return err
		}
		fromBooks, err := s.finance.VerifyTx(ctx, tx, value)
		if err != nil {
			return err
		}
		findings = append(fromStock, fromBooks...)
		for _, r := range crossRules {
			more, err := r.run(ctx, tx)
			if err != nil {
				return err
			}
			findings = append(findings, more...)
		}
		return nil
	})
	return findings, err
}

func (r *crossRule) run(ctx context.Context, tx *db.Tx) ([]doc.Finding, error) {
	args := make([]any, r.args)
	for i := range args {
		args[i] = tx.Tenant
	}
	var findings []doc.Finding
	err := tx.Each(ctx, r.query, args, func(rows *sql.Rows) error {
		f := doc.Finding{Check: r.name}
		var want, got dec.Cost // printed with as many decimals as there are, like quantities
		if err := rows.Scan(&f.Subject, &want, &got); err != nil {
			return err
		}
		f.Want, f.Got = want.String(), got.String()
		findings = append(findings, f)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("verify %s: %w", r.name, err)
	}
	return findings, nil
}
