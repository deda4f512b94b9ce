-- Goods that suppliers delivered, and goods that went back to them.

CREATE TABLE purchase_receipt (
    tenant_id        BIGINT NOT NULL,
    id               BIGINT NOT NULL,
    kind             TEXT NOT NULL CHECK (kind IN ('receipt', 'return')),
    no               TEXT NOT NULL,
    date             TEXT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN ('draft', 'posted', 'void')),
    supplier_id      BIGINT NOT NULL,
    warehouse_id     BIGINT NOT NULL,
    buyer_account_id BIGINT,
    order_id         BIGINT, -- the purchase order a receipt serves
    source_id        BIGINT, -- the receipt a return is of
    tax_included     BOOLEAN NOT NULL DEFAULT TRUE,
    discount_bps     BIGINT NOT NULL DEFAULT 0,
    discount         BIGINT NOT NULL DEFAULT 0,
    freight          BIGINT NOT NULL DEFAULT 0,
    other_fee        BIGINT NOT NULL DEFAULT 0,
    goods_amount     BIGINT NOT NULL,
    tax_amount       BIGINT NOT NULL,
    total            BIGINT NOT NULL,
    cost             BIGINT,
    waybill          TEXT NOT NULL DEFAULT '',
    over_reason      TEXT NOT NULL DEFAULT '', -- why more was taken than was ordered
    note             TEXT NOT NULL DEFAULT '',
    reverses_id      BIGINT,
    reversed_by_id   BIGINT,
    created_by       BIGINT,
    changed_by       BIGINT,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    posted_by        BIGINT,
    posted_at        BIGINT,
    version          BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, no),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES warehouse (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES purchase_order (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX purchase_receipt_date ON purchase_receipt (tenant_id, date, id);
CREATE INDEX purchase_receipt_supplier ON purchase_receipt (tenant_id, supplier_id, id);
CREATE INDEX purchase_receipt_warehouse ON purchase_receipt (tenant_id, warehouse_id, id);
CREATE INDEX purchase_receipt_order ON purchase_receipt (tenant_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX purchase_receipt_source ON purchase_receipt (tenant_id, source_id) WHERE source_id IS NOT NULL;
CREATE INDEX purchase_receipt_draft ON purchase_receipt (tenant_id, id) WHERE state = 'draft';

CREATE TABLE purchase_receipt_line (
    tenant_id      BIGINT NOT NULL,
    receipt_id     BIGINT NOT NULL,
    position       BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    unit_id        BIGINT NOT NULL,
    unit_num       BIGINT NOT NULL,
    unit_den       BIGINT NOT NULL,
    quantity       BIGINT NOT NULL, -- accepted: what counts as stock and is owed for
    base_quantity  BIGINT NOT NULL,
    rejected       BIGINT NOT NULL DEFAULT 0, -- came and was not accepted, in the line's unit
    price          BIGINT NOT NULL,
    discount_bps   BIGINT NOT NULL DEFAULT 0,
    discount       BIGINT NOT NULL DEFAULT 0,
    tax_rate_bps   BIGINT NOT NULL DEFAULT 0,
    tax_amount     BIGINT NOT NULL DEFAULT 0,
    amount         BIGINT NOT NULL,
    settled_amount BIGINT NOT NULL,
    landed         BIGINT NOT NULL DEFAULT 0, -- its share of freight and fees
    cost           BIGINT,
    source_line_id BIGINT, -- of the order, or of the receipt that is returned
    note           TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, receipt_id, position),
    FOREIGN KEY (tenant_id, receipt_id) REFERENCES purchase_receipt (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX purchase_receipt_line_sku ON purchase_receipt_line (tenant_id, sku_id, receipt_id);
CREATE INDEX purchase_receipt_line_source ON purchase_receipt_line (tenant_id, source_line_id) WHERE source_line_id IS NOT NULL;

-- What is open, by date, as the lists of open items begin.
CREATE INDEX payable_open_date ON payable (tenant_id, doc_date, doc_id) WHERE settled + set_off <> amount;
CREATE INDEX receivable_open_date ON receivable (tenant_id, doc_date, doc_id) WHERE settled + set_off <> amount;
