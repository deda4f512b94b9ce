-- Receiving: review, inspection, what may come beyond the order; costs that arrive after
-- the goods; closed periods.

-- How much more than ordered may be taken without a reason, in 1/10,000 of the line.
ALTER TABLE account_set ADD COLUMN over_receipt_bps BIGINT NOT NULL DEFAULT 0;
-- The last day of what is closed: documents dated until then are refused.
ALTER TABLE account_set ADD COLUMN closed_through TEXT;

-- A receipt that waits for its review is a draft that was submitted.
ALTER TABLE purchase_receipt ADD COLUMN submitted BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE purchase_receipt ADD COLUMN rejected_reason TEXT NOT NULL DEFAULT '';
-- Taken from the order as the part that belongs to what came, not entered: worked out
-- again when the receipt is posted, since others may have been posted in between.
ALTER TABLE purchase_receipt ADD COLUMN discount_taken BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE purchase_receipt ADD COLUMN freight_taken BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE purchase_receipt ADD COLUMN other_fee_taken BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE purchase_receipt ADD COLUMN inspected_by BIGINT;
ALTER TABLE purchase_receipt ADD COLUMN inspected_at BIGINT;
-- The supplier's other advances are cleared too, after those paid for the order.
ALTER TABLE purchase_receipt ADD COLUMN clear_supplier BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE purchase_receipt_line ADD COLUMN discount_taken BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE purchase_receipt_line ADD COLUMN reject_reason TEXT NOT NULL DEFAULT '';
-- On the slip and not in the parcel, in the line's unit: neither stock nor owed, still awaited.
ALTER TABLE purchase_receipt_line ADD COLUMN short BIGINT NOT NULL DEFAULT 0;

-- Costs that arrived after the goods 采购费用单: freight charged later, customs, handling.
-- warehouse_id and buyer_account_id are those of all its receipts, NULL where they differ.
CREATE TABLE purchase_cost (
    tenant_id        BIGINT NOT NULL,
    id               BIGINT NOT NULL,
    no               TEXT NOT NULL,
    date             TEXT NOT NULL,
    kind             TEXT NOT NULL CHECK (kind IN ('freight', 'customs', 'handling', 'other')),
    supplier_id      BIGINT NOT NULL, -- whom it is owed to
    spread           TEXT NOT NULL CHECK (spread IN ('amount', 'quantity', 'weight')),
    amount           BIGINT NOT NULL, -- with tax
    tax_amount       BIGINT NOT NULL DEFAULT 0,
    stock_value      BIGINT NOT NULL, -- what goods that were still there took
    sold_value       BIGINT NOT NULL, -- what those took that had been sold
    warehouse_id     BIGINT,
    buyer_account_id BIGINT,
    bill_no          TEXT NOT NULL DEFAULT '',
    note             TEXT NOT NULL DEFAULT '',
    reverses_id      BIGINT,
    reversed_by_id   BIGINT,
    created_by       BIGINT,
    created_at       BIGINT NOT NULL,
    version          BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, no),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id),
    FOREIGN KEY (tenant_id, reverses_id) REFERENCES purchase_cost (tenant_id, id),
    FOREIGN KEY (tenant_id, reversed_by_id) REFERENCES purchase_cost (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX purchase_cost_date ON purchase_cost (tenant_id, date, id);
CREATE INDEX purchase_cost_supplier ON purchase_cost (tenant_id, supplier_id, id);

CREATE TABLE purchase_cost_line (
    tenant_id       BIGINT NOT NULL,
    cost_id         BIGINT NOT NULL,
    position        BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    receipt_id      BIGINT NOT NULL,
    receipt_line_id BIGINT NOT NULL,
    warehouse_id    BIGINT NOT NULL,
    sku_id          BIGINT NOT NULL,
    quantity        BIGINT NOT NULL, -- what came and did not go back, in base units
    still_there     BIGINT NOT NULL, -- of that, what had not been sold
    amount          BIGINT NOT NULL, -- its share, without tax
    stock_value     BIGINT NOT NULL, -- of that, what became part of the stock's value
    PRIMARY KEY (tenant_id, cost_id, position),
    FOREIGN KEY (tenant_id, cost_id) REFERENCES purchase_cost (tenant_id, id),
    FOREIGN KEY (tenant_id, receipt_id) REFERENCES purchase_receipt (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX purchase_cost_line_receipt ON purchase_cost_line (tenant_id, receipt_id);
