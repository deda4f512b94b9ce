package report

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
)

// proofs are the rules between domains: each document has the postings it must have.
var proofs = []doc.Proof{
	{
		Name: "sale.moves", ZH: "销货单与出入库一致", EN: "Sale and its moves agree",
		Query: `SELECT 'sale ' || s.no, COALESCE(l.total, 0), COALESCE(m.total, 0) FROM sale s
			LEFT JOIN (SELECT sale_id, SUM(base_quantity) AS total FROM sale_line WHERE tenant_id = ? GROUP BY sale_id) l ON l.sale_id = s.id
			LEFT JOIN (SELECT doc_id, SUM(quantity) AS total FROM stock_move WHERE tenant_id = ? AND origin_doc_id IS NULL GROUP BY doc_id) m ON m.doc_id = s.id
			WHERE s.tenant_id = ? AND s.state = 'posted' AND s.kind <> 'order'
				AND COALESCE(m.total, 0) <> CASE WHEN s.kind = 'return' THEN COALESCE(l.total, 0) ELSE -COALESCE(l.total, 0) END`,
	},
	{
		Name: "sale.receivable", ZH: "销货单与应收一致", EN: "Sale and its receivable agree",
		Query: `SELECT 'sale ' || s.no, s.total, COALESCE(r.amount, 0) FROM sale s
			LEFT JOIN receivable r ON r.tenant_id = ? AND r.doc_id = s.id
			WHERE s.tenant_id = ? AND s.state = 'posted' AND s.kind <> 'order'
				AND COALESCE(r.amount, 0) <> CASE WHEN s.kind = 'return' THEN -s.total ELSE s.total END`,
	},
	{
		Name: "sale.unposted", ZH: "未过账的单据没有过账内容", EN: "What is not posted has no postings",
		Query: `SELECT 'sale ' || s.no || ' state ' || s.state, 0, 1000000 FROM sale s
			WHERE s.tenant_id = ? AND (s.state <> 'posted' OR s.kind = 'order')
				AND (EXISTS (SELECT 1 FROM stock_move m WHERE m.tenant_id = ? AND m.doc_id = s.id)
					OR EXISTS (SELECT 1 FROM receivable r WHERE r.tenant_id = ? AND r.doc_id = s.id))`,
	},
	// No more comes back of a line than was sold on it, and nothing of what was reversed.
	{
		Name: "sale.returned", ZH: "退货不超过所售", EN: "No more returned than sold",
		Query: `SELECT 'sale ' || COALESCE(s.no, '-') || ' line ' || b.line_id, CASE WHEN s.reversed_by_id IS NULL THEN COALESCE(l.base_quantity, 0) ELSE 0 END, b.total FROM (
				SELECT r.source_id, rl.source_line_id AS line_id, SUM(rl.base_quantity) AS total FROM sale r JOIN sale_line rl ON rl.tenant_id = ? AND rl.sale_id = r.id
				WHERE r.tenant_id = ? AND r.kind = 'return' AND r.state = 'posted' AND rl.source_line_id IS NOT NULL GROUP BY r.source_id, rl.source_line_id) b
			LEFT JOIN sale s ON s.tenant_id = ? AND s.id = b.source_id AND s.kind = 'issue' AND s.state = 'posted'
			LEFT JOIN sale_line l ON l.tenant_id = ? AND l.sale_id = s.id AND l.id = b.line_id
			WHERE l.id IS NULL OR b.total < 0 OR b.total > CASE WHEN s.reversed_by_id IS NULL THEN l.base_quantity ELSE 0 END`,
	},
	// What an order's line says was sold from it was, and never more than was ordered.
	{
		Name: "sale.issued", ZH: "订单已出货等于销货单", EN: "What orders say was issued was",
		Query: `SELECT 'sale ' || s.no || ' line ' || l.id, CASE WHEN i.total > l.base_quantity THEN l.base_quantity ELSE COALESCE(i.total, 0) END, l.issued FROM sale s
			JOIN sale_line l ON l.tenant_id = ? AND l.sale_id = s.id
			LEFT JOIN (SELECT il.source_line_id AS line_id, SUM(il.base_quantity) AS total FROM sale d JOIN sale_line il ON il.tenant_id = ? AND il.sale_id = d.id
				WHERE d.tenant_id = ? AND d.kind = 'issue' AND d.state = 'posted' AND d.reversed_by_id IS NULL AND d.reverses_id IS NULL AND il.source_line_id IS NOT NULL
				GROUP BY il.source_line_id) i ON i.line_id = l.id
			WHERE s.tenant_id = ? AND s.kind = 'order' AND l.issued <> CASE WHEN i.total > l.base_quantity THEN l.base_quantity ELSE COALESCE(i.total, 0) END`,
	},
	{
		Name: "sale.fulfilment", ZH: "订单状态与已出货一致", EN: "Orders are as far as their lines",
		Query: `SELECT 'sale ' || s.no || ' fulfilment ' || s.fulfilment, 0, 1000000 FROM sale s
			JOIN (SELECT sale_id, MAX(CASE WHEN issued < base_quantity THEN 1 ELSE 0 END) AS lacks, MAX(CASE WHEN issued <> 0 THEN 1 ELSE 0 END) AS begun
				FROM sale_line WHERE tenant_id = ? GROUP BY sale_id) l ON l.sale_id = s.id
			WHERE s.tenant_id = ? AND s.kind = 'order' AND s.state = 'posted' AND s.fulfilment <> 'closed'
				AND s.fulfilment <> CASE WHEN l.lacks = 0 THEN 'done' WHEN l.begun = 1 THEN 'partial' ELSE 'open' END`,
	},
	// What is reserved is what open orders lack.
	{
		Name: "sale.reserved", ZH: "占用等于未出货的订单", EN: "Reserved is what open orders lack",
		Query: `SELECT 'warehouse ' || warehouse_id || ' sku ' || sku_id, SUM(promised), SUM(kept) FROM (
			SELECT s.warehouse_id, l.sku_id, l.base_quantity - l.issued AS promised, 0 AS kept FROM sale s JOIN sale_line l ON l.tenant_id = ? AND l.sale_id = s.id
				WHERE s.tenant_id = ? AND s.kind = 'order' AND s.state = 'posted' AND s.fulfilment IN ('open', 'partial')
			UNION ALL SELECT warehouse_id, sku_id, 0, reserved FROM stock_balance WHERE tenant_id = ?) u
			GROUP BY warehouse_id, sku_id HAVING SUM(promised) <> SUM(kept)`,
	},
	// Each paid attempt has its receipt, and the pre-order tells of all of them.
	{
		Name: "preorder.receipt", ZH: "预订单付款都有收款单", EN: "Paid pre-orders have receipts",
		Query: `SELECT 'preorder ' || p.no || ' attempt ' || a.number, CASE WHEN a.paid_at IS NULL THEN 0 ELSE COALESCE(a.actual, 0) END, COALESCE(r.amount, 0) FROM preorder_attempt a
			JOIN preorder p ON p.tenant_id = ? AND p.id = a.preorder_id
			LEFT JOIN receipt r ON r.tenant_id = ? AND r.source_kind = 'preorder_attempt' AND r.source_id = a.id
			WHERE a.tenant_id = ? AND CASE WHEN a.paid_at IS NULL THEN 0 ELSE COALESCE(a.actual, 0) END <> COALESCE(r.amount, 0)`,
	},
	{
		Name: "preorder.paid", ZH: "预订单已付金额一致", EN: "Pre-order and payments agree",
		Query: `SELECT 'preorder ' || p.no, SUM(COALESCE(a.actual, 0)), CASE WHEN p.pay_state = 'paid' THEN COALESCE(p.actual, 0) ELSE 0 END + p.extra_paid FROM preorder p
			JOIN preorder_attempt a ON a.tenant_id = ? AND a.preorder_id = p.id AND a.paid_at IS NOT NULL
			WHERE p.tenant_id = ? GROUP BY p.no, p.pay_state, p.actual, p.extra_paid
			HAVING SUM(COALESCE(a.actual, 0)) <> CASE WHEN p.pay_state = 'paid' THEN COALESCE(p.actual, 0) ELSE 0 END + p.extra_paid`,
	},
	// What 1688 holds is what pre-orders left in the escrow account, and each receipt of
	// a pre-order is held, was released or given back.
	{
		Name: "escrow.held", ZH: "担保资金等于账户余额", EN: "What 1688 holds is in the escrow account",
		Query: `SELECT 'fund_account ' || account, SUM(held), SUM(booked) FROM (
			SELECT fund_account_id AS account, amount - refund AS held, 0 AS booked FROM escrow WHERE tenant_id = ? AND state IN ('paid', 'shipped', 'confirmed')
			UNION ALL SELECT l.fund_account_id, 0, l.amount FROM entry_line l JOIN fund_account f ON f.tenant_id = ? AND f.id = l.fund_account_id AND f.kind = 'escrow'
				JOIN entry n ON n.tenant_id = ? AND n.id = l.entry_id
				JOIN (SELECT id FROM receipt WHERE tenant_id = ? AND source_kind IN ('preorder_attempt', 'escrow')
					UNION ALL SELECT t.id FROM fund_transfer t LEFT JOIN fund_transfer o ON o.tenant_id = ? AND o.id = t.reverses_id
					WHERE t.tenant_id = ? AND COALESCE(o.source_kind, t.source_kind) = 'escrow') d ON d.id = n.doc_id
				WHERE l.tenant_id = ?) u
			GROUP BY account HAVING SUM(held) <> SUM(booked)`,
	},
	{
		Name: "escrow.receipt", ZH: "预订单的收款都在担保交易中", EN: "Receipts of pre-orders are in escrow",
		Query: `SELECT 'document ' || r.no, r.amount, COALESCE(x.amount, 0) FROM receipt r LEFT JOIN escrow x ON x.tenant_id = ? AND x.id = r.source_id
			WHERE r.tenant_id = ? AND r.source_kind = 'preorder_attempt' AND r.amount <> COALESCE(x.amount, 0)`,
	},
	{
		Name: "escrow.transfer", ZH: "放款都有转账单", EN: "What was released was transferred",
		Query: `SELECT 'preorder ' || p.no, CASE WHEN x.state = 'released' THEN x.amount - x.refund ELSE 0 END, COALESCE(t.amount, 0) FROM escrow x
			JOIN preorder p ON p.tenant_id = ? AND p.id = x.preorder_id
			LEFT JOIN fund_transfer t ON t.tenant_id = ? AND t.source_kind = 'escrow' AND t.source_id = x.id AND t.state = 'posted'
			WHERE x.tenant_id = ? AND CASE WHEN x.state = 'released' THEN x.amount - x.refund ELSE 0 END <> COALESCE(t.amount, 0)`,
	},
	{
		Name: "escrow.refund", ZH: "担保退款等于退款单", EN: "What escrow gave back was refunded",
		Query: `SELECT 'preorder ' || p.no, x.refund, COALESCE(SUM(-r.amount), 0) FROM escrow x JOIN preorder p ON p.tenant_id = ? AND p.id = x.preorder_id
			LEFT JOIN escrow_refund b ON b.tenant_id = ? AND b.escrow_id = x.id LEFT JOIN receipt r ON r.tenant_id = ? AND r.id = b.receipt_id AND r.reversed_by_id IS NULL
			WHERE x.tenant_id = ? GROUP BY x.id, p.no, x.refund HAVING x.refund <> COALESCE(SUM(-r.amount), 0)`,
	},
	// What a request says is paid is what moved for its lines; what is booked of it is in the books.
	{
		Name: "payment_request.paid", ZH: "付款申请已付等于明细", EN: "What is paid of a request is what is paid of its lines",
		Query: `SELECT 'document ' || r.no, COALESCE(l.total, 0), r.paid FROM payment_request r
			LEFT JOIN (SELECT request_id, SUM(paid) AS total FROM payment_request_line WHERE tenant_id = ? GROUP BY request_id) l ON l.request_id = r.id
			WHERE r.tenant_id = ? AND r.paid <> COALESCE(l.total, 0)`,
	},
	{
		Name: "payment_request.line_paid", ZH: "付款申请明细已付等于采购付款", EN: "What is paid of a line is what moved for it",
		Query: `SELECT 'document ' || r.no, COALESCE(m.total, 0), l.paid FROM payment_request_line l
			JOIN payment_request r ON r.tenant_id = ? AND r.id = l.request_id
			LEFT JOIN (SELECT line_id, SUM(amount) AS total FROM order_payment WHERE tenant_id = ? AND state <> 'taken_back' AND line_id IS NOT NULL GROUP BY line_id) m ON m.line_id = l.id
			WHERE l.tenant_id = ? AND l.paid <> COALESCE(m.total, 0)`,
	},
	{
		Name: "order_payment.booked", ZH: "已入账的采购付款有付款单", EN: "Booked payments of orders are in the books",
		Query: `SELECT 'document ' || COALESCE(p.no, '-'), m.amount, COALESCE(p.amount, 0) FROM order_payment m
			LEFT JOIN payment p ON p.tenant_id = ? AND p.id = m.payment_id AND p.source_kind = 'order_payment' AND p.source_id = m.booking_id AND p.state = 'posted'
			WHERE m.tenant_id = ? AND m.state = 'booked' AND COALESCE(p.amount, 0) <> m.amount`,
	},
	{
		Name: "match.pair", ZH: "匹配的两端都在", EN: "Both ends of a match exist",
		Query: `SELECT 'online_sku ' || r.line_id, 1000000, 0 FROM online_pair r
			LEFT JOIN online_sku o ON o.tenant_id = ? AND o.id = r.line_id LEFT JOIN sku k ON k.tenant_id = ? AND k.id = r.sku_id
			WHERE r.tenant_id = ? AND (o.id IS NULL OR k.id IS NULL)`,
	},
	// The schema's rule too, proved for databases whose index was taken off.
	{
		Name: "preorder.live_attempts", ZH: "只有一张有效预订单", EN: "One live pre-order only",
		Query: `SELECT 'preorder ' || p.no, 1000000, COUNT(*) * 1000000 FROM preorder p
			JOIN preorder_attempt a ON a.tenant_id = ? AND a.preorder_id = p.id AND a.state IN ('open', 'created')
			WHERE p.tenant_id = ? GROUP BY p.no HAVING COUNT(*) > 1`,
	},
}

func init() { doc.DeclareProofs(proofs...) }

// Verify proves one account set: stock, books, and that each document has the
// postings it must have. It returns what does not add up, its subjects told in the
// language of the request, and reads everything in one snapshot.
func (s *Service) Verify(ctx context.Context, sc db.Scope) ([]doc.Finding, error) {
	var findings []doc.Finding
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		findings, err = s.VerifyTx(ctx, tx)
		return err
	})
	return findings, err
}

// VerifyTx is Verify as the transaction sees things.
func (s *Service) VerifyTx(ctx context.Context, tx *db.Tx) ([]doc.Finding, error) {
	findings, value, err := s.stock.VerifyTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	books, err := s.finance.VerifyTx(ctx, tx, value)
	if err != nil {
		return nil, err
	}
	between, err := doc.ProveTx(ctx, tx, proofs)
	if err != nil {
		return nil, err
	}
	findings = append(append(findings, books...), between...)
	return findings, tellTx(ctx, tx, findings)
}
