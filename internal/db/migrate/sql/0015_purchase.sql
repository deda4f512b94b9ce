-- Purchase orders, and how many approvals documents need.

-- How many approvals a type of document needs, by amount. The rules are one list that is
-- read and replaced as a whole; a type without a row needs none.
CREATE TABLE approval_policy (
    tenant_id      BIGINT NOT NULL,
    doc_type       TEXT NOT NULL,
    rules          TEXT NOT NULL, -- JSON: [{"from": amount, "levels": 1 or 2}, …], rising
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, doc_type)
) WITHOUT ROWID;

-- The price last agreed with a supplier for a SKU in a unit.
CREATE TABLE supplier_price (
    tenant_id      BIGINT NOT NULL,
    supplier_id    BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    unit_id        BIGINT NOT NULL,
    price          BIGINT NOT NULL,
    agreed_on      TEXT NOT NULL,
    doc_no         TEXT NOT NULL,
    PRIMARY KEY (tenant_id, supplier_id, sku_id, unit_id),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX supplier_price_sku ON supplier_price (tenant_id, sku_id);
CREATE INDEX supplier_price_unit ON supplier_price (tenant_id, unit_id);

CREATE TABLE purchase_order (
    tenant_id        BIGINT NOT NULL,
    id               BIGINT NOT NULL,
    no               TEXT NOT NULL,
    date             TEXT NOT NULL,
    -- What people have decided. How far goods have come is fulfilment, never the state.
    state            TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved_once', 'approved', 'void')),
    fulfilment       TEXT NOT NULL DEFAULT '' CHECK (fulfilment IN ('', 'open', 'partial', 'done', 'closed')), -- of an approved order
    supplier_id      BIGINT NOT NULL,
    warehouse_id     BIGINT NOT NULL,
    delivery         TEXT NOT NULL DEFAULT 'direct' CHECK (delivery IN ('direct', 'transit')),
    buyer_account_id BIGINT,
    purchaser_id     BIGINT,
    follower_id      BIGINT,
    terms            TEXT NOT NULL CHECK (terms IN ('prepaid', 'share', 'receipt', 'credit')),
    prepaid_share    BIGINT NOT NULL DEFAULT 0,
    credit_days      BIGINT NOT NULL DEFAULT 0,
    pay_method       TEXT NOT NULL DEFAULT '' CHECK (pay_method IN ('', '1688', 'alipay', 'bank', 'cash')),
    inspect          BOOLEAN NOT NULL DEFAULT FALSE,
    expected_on      TEXT,
    tax_included     BOOLEAN NOT NULL DEFAULT TRUE,
    discount_bps     BIGINT NOT NULL DEFAULT 0,
    discount         BIGINT NOT NULL DEFAULT 0,
    freight          BIGINT NOT NULL DEFAULT 0,
    other_fee        BIGINT NOT NULL DEFAULT 0,
    goods_amount     BIGINT NOT NULL,
    tax_amount       BIGINT NOT NULL,
    total            BIGINT NOT NULL,
    note             TEXT NOT NULL DEFAULT '',
    -- The content that was submitted and the approvals it needs; a later change of it voids them.
    content_hash     TEXT NOT NULL DEFAULT '',
    levels           BIGINT NOT NULL DEFAULT 0,
    submitted_by     BIGINT,
    submitted_at     BIGINT,
    approved_by      BIGINT, -- first approval
    approved_at      BIGINT,
    approved2_by     BIGINT,
    approved2_at     BIGINT,
    closed_reason    TEXT NOT NULL DEFAULT '',
    rejected_reason  TEXT NOT NULL DEFAULT '',
    merged_into_id   BIGINT,
    created_by       BIGINT,
    changed_by       BIGINT, -- who last changed what it says
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    version          BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, no),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES warehouse (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX purchase_order_date ON purchase_order (tenant_id, date, id);
CREATE INDEX purchase_order_supplier ON purchase_order (tenant_id, supplier_id, id);
CREATE INDEX purchase_order_warehouse ON purchase_order (tenant_id, warehouse_id, id);
CREATE INDEX purchase_order_stage ON purchase_order (tenant_id, state, fulfilment, id);

CREATE TABLE purchase_order_line (
    tenant_id      BIGINT NOT NULL,
    order_id       BIGINT NOT NULL,
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
    received       BIGINT NOT NULL DEFAULT 0, -- base quantity received by documents that stand
    note           TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, order_id, position),
    FOREIGN KEY (tenant_id, order_id) REFERENCES purchase_order (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX purchase_order_line_sku ON purchase_order_line (tenant_id, sku_id, order_id);
-- What is still coming of a SKU.
CREATE INDEX purchase_order_line_coming ON purchase_order_line (tenant_id, sku_id) WHERE received < base_quantity;

-- Numbers that others gave to what was ordered: of orders placed elsewhere 网采单号, of parcels.
CREATE TABLE purchase_reference (
    tenant_id      BIGINT NOT NULL,
    order_id       BIGINT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('online_order', 'tracking')),
    value          TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, order_id, kind, value),
    FOREIGN KEY (tenant_id, order_id) REFERENCES purchase_order (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX purchase_reference_value ON purchase_reference (tenant_id, value);
