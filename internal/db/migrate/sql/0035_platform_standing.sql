-- Where orders of 1688 stand for the people who buy 处理状态, and why: worked out of what is
-- kept whenever something of it changes, so that the list is narrowed and counted by it.
ALTER TABLE platform_order ADD COLUMN standing TEXT NOT NULL DEFAULT 'closed'
    CHECK (standing IN ('unpaid', 'review', 'to_ship', 'shipped', 'frozen', 'short', 'problem', 'done', 'closed'));
ALTER TABLE platform_order ADD COLUMN why TEXT NOT NULL DEFAULT 'closed';

-- Orders that are there already get theirs: first what their states tell, then what comes
-- before that, the strongest last.
UPDATE platform_order SET
    standing = CASE
        WHEN state = 'unpaid' THEN 'unpaid'
        WHEN state IN ('received', 'done') THEN 'done'
        WHEN state = 'closed' THEN 'closed'
        WHEN state = 'shipped' OR logistics <> 'none' THEN 'shipped'
        WHEN link = '' THEN 'review'
        ELSE 'to_ship' END,
    why = CASE
        WHEN state IN ('unpaid', 'received', 'done', 'closed') THEN state
        WHEN logistics = 'signed' THEN 'signed'
        WHEN state = 'shipped' OR logistics = 'sent' THEN 'sent'
        WHEN logistics = 'partial' THEN 'sent_part'
        WHEN link = '' THEN 'unmatched'
        ELSE 'paid' END;

UPDATE platform_order SET standing = 'problem', why = 'unread'
WHERE link <> 'ignored' AND state IN ('unpaid', 'to_ship', 'shipped') AND failures >= 5;
UPDATE platform_order SET standing = 'problem', why = 'unknown_status'
WHERE link <> 'ignored' AND state = 'other';
UPDATE platform_order SET standing = 'problem', why = 'not_on_order'
WHERE link <> 'ignored' AND state IN ('unpaid', 'to_ship', 'shipped', 'other') AND purchase_order_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM platform_order_line l
        WHERE l.tenant_id = platform_order.tenant_id AND l.order_id = platform_order.id AND l.purchase_line_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM sku_source x
                JOIN purchase_order_line w ON w.tenant_id = x.tenant_id AND w.order_id = platform_order.purchase_order_id AND w.sku_id = x.sku_id
                WHERE x.tenant_id = l.tenant_id AND x.offer_id = l.offer_id AND x.offer_id <> 0 AND x.state <> 'unmatched'
                    AND (x.spec_id <> '' AND x.spec_id = l.spec_id OR x.platform_sku_id = l.platform_sku_id)));
-- What is tolerated is what placing tolerates, and what a person agreed to pay there.
-- An amount is stored in millionths of a yuan.
UPDATE platform_order SET standing = 'problem', why = 'over_charged'
WHERE link <> 'ignored' AND state IN ('unpaid', 'to_ship', 'shipped', 'other') AND purchase_order_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM purchase_order p WHERE p.tenant_id = platform_order.tenant_id AND p.id = platform_order.purchase_order_id
        AND (SELECT SUM(CASE WHEN b.state <> 'closed' THEN b.total - b.refund WHEN b.paid > b.refund THEN b.paid - b.refund ELSE 0 END)
                FROM platform_order b WHERE b.tenant_id = p.tenant_id AND b.purchase_order_id = p.id)
            > p.total
                + p.goods_amount / 10000 * COALESCE((SELECT q.price_bps FROM placing_setting q WHERE q.tenant_id = p.tenant_id), 0)
                + COALESCE((SELECT q.freight_over FROM placing_setting q WHERE q.tenant_id = p.tenant_id), 20000000)
                + COALESCE((SELECT SUM(g.accepted_total - g.plan_goods - g.plan_freight) FROM placing_part g
                    WHERE g.tenant_id = p.tenant_id AND g.order_id = p.id AND g.accepted_total > g.plan_goods + g.plan_freight AND g.state <> 'retired'), 0));
UPDATE platform_order SET standing = 'problem', why = 'returned'
WHERE link <> 'ignored' AND state IN ('unpaid', 'to_ship', 'shipped', 'other')
    AND EXISTS (SELECT 1 FROM platform_order_line l
        WHERE l.tenant_id = platform_order.tenant_id AND l.order_id = platform_order.id AND l.logistics = 4 AND l.refund = 0);
UPDATE platform_order SET standing = 'problem', why = 'parcel_not_taken'
WHERE link <> 'ignored' AND state IN ('unpaid', 'to_ship', 'shipped', 'other')
    AND EXISTS (SELECT 1 FROM platform_parcel k WHERE k.tenant_id = platform_order.tenant_id AND k.order_id = platform_order.id)
    AND NOT EXISTS (SELECT 1 FROM platform_parcel k WHERE k.tenant_id = platform_order.tenant_id AND k.order_id = platform_order.id AND k.status <> 'CANCEL');
UPDATE platform_order SET standing = 'problem', why = 'parcel_trouble'
WHERE link <> 'ignored' AND state IN ('unpaid', 'to_ship', 'shipped', 'other')
    AND EXISTS (SELECT 1 FROM platform_parcel k
        JOIN platform_trace t ON t.tenant_id = k.tenant_id AND t.order_id = k.order_id AND t.logistics_id = k.logistics_id AND t.by_person = FALSE
        WHERE k.tenant_id = platform_order.tenant_id AND k.order_id = platform_order.id AND k.status NOT IN ('SIGN', 'CANCEL')
            AND (t.content LIKE '%拒收%' OR t.content LIKE '%退回%' OR t.content LIKE '%退件%' OR t.content LIKE '%丢失%' OR t.content LIKE '%遗失%' OR t.content LIKE '%破损%')
            AND NOT EXISTS (SELECT 1 FROM platform_trace n
                WHERE n.tenant_id = t.tenant_id AND n.order_id = t.order_id AND n.logistics_id = t.logistics_id AND n.by_person = FALSE
                    AND (n.event_at > t.event_at OR n.event_at = t.event_at AND n.id > t.id)));
UPDATE platform_order SET standing = 'problem', why = 'parcel_not_taken'
WHERE link <> 'ignored' AND state IN ('unpaid', 'to_ship', 'shipped', 'other')
    AND EXISTS (SELECT 1 FROM platform_parcel k WHERE k.tenant_id = platform_order.tenant_id AND k.order_id = platform_order.id AND k.status = 'NOGET');
UPDATE platform_order SET standing = 'problem', why = 'parcel_refused'
WHERE link <> 'ignored' AND state IN ('unpaid', 'to_ship', 'shipped', 'other')
    AND EXISTS (SELECT 1 FROM platform_parcel k WHERE k.tenant_id = platform_order.tenant_id AND k.order_id = platform_order.id AND k.status = 'UNSIGN');
UPDATE platform_order SET standing = 'problem', why = 'money_out'
WHERE link <> 'ignored' AND state = 'closed' AND paid > refund
    AND (purchase_order_id IS NULL OR EXISTS (SELECT 1 FROM purchase_order p
        WHERE p.tenant_id = platform_order.tenant_id AND p.id = platform_order.purchase_order_id AND p.state <> 'void' AND p.fulfilment NOT IN ('done', 'closed')));

UPDATE platform_order SET standing = 'short', why = 'sent_short'
WHERE link <> 'ignored' AND state = 'shipped'
    AND EXISTS (SELECT 1 FROM platform_order_line l
        WHERE l.tenant_id = platform_order.tenant_id AND l.order_id = platform_order.id AND l.logistics IN (1, 5))
    AND EXISTS (SELECT 1 FROM platform_order_line l
        WHERE l.tenant_id = platform_order.tenant_id AND l.order_id = platform_order.id AND l.logistics IN (2, 3, 4, 5));
UPDATE platform_order SET standing = 'short', why = 'refunded_unsent'
WHERE link <> 'ignored' AND state IN ('to_ship', 'shipped')
    AND (logistics = 'none' AND refund > 0 OR EXISTS (SELECT 1 FROM platform_order_line l
        WHERE l.tenant_id = platform_order.tenant_id AND l.order_id = platform_order.id AND l.refund > 0 AND l.logistics NOT IN (2, 3, 4, 5)));
UPDATE platform_order SET standing = 'short', why = CASE WHEN close_reason = 'sellerGoodsLack' THEN 'closed_for_lack' ELSE 'refunded_unsent' END
WHERE link <> 'ignored' AND state = 'closed'
    AND (close_reason = 'sellerGoodsLack' OR purchase_order_id IS NOT NULL AND logistics = 'none' AND paid > 0 AND refund >= paid)
    AND (purchase_order_id IS NULL OR EXISTS (SELECT 1 FROM purchase_order p
        WHERE p.tenant_id = platform_order.tenant_id AND p.id = platform_order.purchase_order_id AND p.state <> 'void' AND p.fulfilment NOT IN ('done', 'closed')))
    AND NOT EXISTS (SELECT 1 FROM platform_order b
        WHERE b.tenant_id = platform_order.tenant_id AND b.purchase_order_id = platform_order.purchase_order_id AND b.state <> 'closed' AND b.ordered_at > platform_order.ordered_at);

UPDATE platform_order SET standing = 'frozen', why = (SELECT MIN(CASE lower(replace(l.refund_status, '_', ''))
        WHEN 'waitselleragree' THEN 'refund_asked' WHEN 'waitbuyermodify' THEN 'refund_refused' WHEN 'waitbuyersend' THEN 'return_awaited' WHEN 'waitsellerreceive' THEN 'return_sent' END)
    FROM platform_order_line l WHERE l.tenant_id = platform_order.tenant_id AND l.order_id = platform_order.id)
WHERE link <> 'ignored' AND state <> 'closed'
    AND EXISTS (SELECT 1 FROM platform_order_line l WHERE l.tenant_id = platform_order.tenant_id AND l.order_id = platform_order.id
        AND lower(replace(l.refund_status, '_', '')) IN ('waitselleragree', 'waitbuyermodify', 'waitbuyersend', 'waitsellerreceive'));
UPDATE platform_order SET standing = 'frozen', why = CASE refund_status
        WHEN 'waitselleragree' THEN 'refund_asked' WHEN 'waitbuyermodify' THEN 'refund_refused' WHEN 'waitbuyersend' THEN 'return_awaited' ELSE 'return_sent' END
WHERE link <> 'ignored' AND state <> 'closed' AND refund_status IN ('waitselleragree', 'waitbuyermodify', 'waitbuyersend', 'waitsellerreceive');

-- The last two columns are for counting, which reads nothing else.
CREATE INDEX platform_order_standing ON platform_order (tenant_id, standing, ordered_at, id, link, account_id);
