-- Sales documents: order (no stock effect), issue (stock out, receivable), return (stock in).

CREATE TABLE sale (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('order', 'issue', 'return')),
    no              TEXT NOT NULL,
    date            TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'posted', 'void')),
    customer_id     BIGINT NOT NULL,
    shop_id         BIGINT,
    warehouse_id    BIGINT NOT NULL,
    salesperson_id  BIGINT,
    wants_preorder  BOOLEAN NOT NULL DEFAULT FALSE,
    tax_included    BOOLEAN NOT NULL DEFAULT TRUE,
    discount_bps    BIGINT NOT NULL DEFAULT 0,
    discount        BIGINT NOT NULL DEFAULT 0,
    customer_fee    BIGINT NOT NULL DEFAULT 0,
    goods_amount    BIGINT NOT NULL,
    tax_amount      BIGINT NOT NULL,
    total           BIGINT NOT NULL,
    cost            BIGINT,
    paid_now        BIGINT NOT NULL DEFAULT 0,
    fund_account_id BIGINT,
    note            TEXT NOT NULL DEFAULT '',
    source_id       BIGINT,
    fulfilment      TEXT NOT NULL DEFAULT '' CHECK (fulfilment IN ('', 'open', 'partial', 'done', 'closed')), -- of a posted order
    reverses_id     BIGINT,
    reversed_by_id  BIGINT,
    rejected_reason TEXT NOT NULL DEFAULT '',
    created_by      BIGINT,
    changed_by      BIGINT, -- who last changed what it says
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    posted_by       BIGINT,
    posted_at       BIGINT,
    version         BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, no),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customer (tenant_id, id),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES warehouse (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX sale_date ON sale (tenant_id, date, id);
CREATE INDEX sale_customer ON sale (tenant_id, customer_id, id);
CREATE INDEX sale_source ON sale (tenant_id, source_id) WHERE source_id IS NOT NULL;
CREATE INDEX sale_order_open ON sale (tenant_id, fulfilment, id) WHERE fulfilment IN ('open', 'partial');
CREATE INDEX sale_waiting ON sale (tenant_id, state, id) WHERE state IN ('draft', 'submitted');

CREATE TABLE sale_line (
    tenant_id      BIGINT NOT NULL,
    sale_id        BIGINT NOT NULL,
    position       BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    unit_id        BIGINT NOT NULL,
    unit_num       BIGINT NOT NULL,
    unit_den       BIGINT NOT NULL,
    quantity       BIGINT NOT NULL,
    base_quantity  BIGINT NOT NULL,
    price          BIGINT NOT NULL,
    discount_bps   BIGINT NOT NULL DEFAULT 0,
    discount       BIGINT NOT NULL DEFAULT 0,
    tax_rate_bps   BIGINT NOT NULL DEFAULT 0,
    tax_amount     BIGINT NOT NULL DEFAULT 0,
    amount         BIGINT NOT NULL,
    settled_amount BIGINT NOT NULL,
    cost           BIGINT,
    issued         BIGINT NOT NULL DEFAULT 0, -- of an order's line: base quantity sold from it by documents that stand
    source_line_id BIGINT,
    note           TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, sale_id, position),
    FOREIGN KEY (tenant_id, sale_id) REFERENCES sale (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX sale_line_sku ON sale_line (tenant_id, sku_id, sale_id);
CREATE INDEX sale_line_source ON sale_line (tenant_id, source_line_id) WHERE source_line_id IS NOT NULL;
