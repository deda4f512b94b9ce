-- Warehouses, stock balances, cost pools, the append-only moves, and stock's own documents.

CREATE TABLE warehouse (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    code           TEXT NOT NULL,
    name           TEXT NOT NULL,
    address        TEXT NOT NULL DEFAULT '',
    is_default     BOOLEAN NOT NULL DEFAULT FALSE,
    active         BOOLEAN NOT NULL DEFAULT TRUE,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code),
    UNIQUE (tenant_id, name),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX warehouse_default ON warehouse (tenant_id) WHERE is_default = TRUE;

-- How much lies where: a cache of the moves, changed only by relative updates under a row lock.
CREATE TABLE stock_balance (
    tenant_id      BIGINT NOT NULL,
    warehouse_id   BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    on_hand        BIGINT NOT NULL DEFAULT 0,
    reserved       BIGINT NOT NULL DEFAULT 0 CHECK (reserved >= 0), -- promised by open sales orders; may be more than there is
    on_order       BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, warehouse_id, sku_id),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES warehouse (tenant_id, id),
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX stock_balance_sku ON stock_balance (tenant_id, sku_id, warehouse_id);

-- What the stock of a SKU is worth. scope_id is the warehouse, or 0 where the
-- account set costs all warehouses as one. Below zero the value is minus what the
-- open provisional issues were booked at.
CREATE TABLE cost_pool (
    tenant_id      BIGINT NOT NULL,
    scope_id       BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    quantity       BIGINT NOT NULL DEFAULT 0,
    value          BIGINT NOT NULL DEFAULT 0,
    last_cost      BIGINT NOT NULL DEFAULT 0 CHECK (last_cost >= 0),
    PRIMARY KEY (tenant_id, sku_id, scope_id),
    CHECK (quantity <> 0 OR value = 0),
    CHECK (quantity <= 0 OR value >= 0),
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id)
) WITHOUT ROWID;
--@postgres
-- Room on the page for the new version of a row, so that moving a balance touches no index.
ALTER TABLE stock_balance SET (fillfactor = 80);
ALTER TABLE cost_pool SET (fillfactor = 80);
--@end

-- The ledger: quantity and value in one row, never changed, never deleted. The
-- key leads with the document, so its moves lie together and need no index.
-- A true-up has quantity 0 and names the issue it corrects.
CREATE TABLE stock_move (
    tenant_id      BIGINT NOT NULL,
    doc_id         BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    doc_kind       TEXT NOT NULL,
    doc_no         TEXT NOT NULL,
    doc_date       TEXT NOT NULL,
    line_id        BIGINT NOT NULL,
    warehouse_id   BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    scope_id       BIGINT NOT NULL,
    quantity       BIGINT NOT NULL,
    value          BIGINT NOT NULL,
    on_hand_after  BIGINT NOT NULL,
    pool_quantity  BIGINT NOT NULL,
    pool_value     BIGINT NOT NULL,
    origin_doc_id  BIGINT,
    origin_line_id BIGINT,
    posted_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, doc_id, id),
    FOREIGN KEY (tenant_id, warehouse_id, sku_id) REFERENCES stock_balance (tenant_id, warehouse_id, sku_id)
) WITHOUT ROWID;
CREATE INDEX stock_move_sku ON stock_move (tenant_id, sku_id, id);
CREATE INDEX stock_move_origin ON stock_move (tenant_id, origin_doc_id) WHERE origin_doc_id IS NOT NULL;

-- Issues below zero that no receipt has settled yet, oldest id first. A row goes
-- when its quantity is settled; the moves keep the history.
CREATE TABLE provisional_issue (
    tenant_id      BIGINT NOT NULL,
    scope_id       BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    doc_id         BIGINT NOT NULL,
    line_id        BIGINT NOT NULL,
    quantity       BIGINT NOT NULL CHECK (quantity > 0),
    value          BIGINT NOT NULL CHECK (value >= 0),
    PRIMARY KEY (tenant_id, sku_id, scope_id, id),
    FOREIGN KEY (tenant_id, sku_id, scope_id) REFERENCES cost_pool (tenant_id, sku_id, scope_id)
) WITHOUT ROWID;

-- Opening stock 期初, other in 其他入库, other out 其他出库.
CREATE TABLE stock_document (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('opening_stock', 'other_in', 'other_out')),
    no             TEXT NOT NULL,
    doc_date       TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('draft', 'posted', 'reversed')),
    reason         TEXT NOT NULL DEFAULT '',
    note           TEXT NOT NULL DEFAULT '',
    line_count     BIGINT NOT NULL,
    quantity       BIGINT NOT NULL,
    value          BIGINT NOT NULL,
    reverses_id    BIGINT,
    reversed_by_id BIGINT,
    created_by     TEXT NOT NULL,
    created_by_id  BIGINT,
    changed_by_id  BIGINT, -- who last changed what it says
    created_at     BIGINT NOT NULL,
    posted_by      TEXT NOT NULL DEFAULT '',
    posted_at      BIGINT,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, no),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id),
    FOREIGN KEY (tenant_id, reverses_id) REFERENCES stock_document (tenant_id, id),
    FOREIGN KEY (tenant_id, reversed_by_id) REFERENCES stock_document (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX stock_document_kind ON stock_document (tenant_id, kind, id);

-- quantity carries the sign of the move; value is what was entered for a receipt
-- and what the move cost for an issue.
CREATE TABLE stock_document_line (
    tenant_id      BIGINT NOT NULL,
    document_id    BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    warehouse_id   BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    quantity       BIGINT NOT NULL,
    value          BIGINT NOT NULL,
    zero_cost      BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (tenant_id, document_id, id),
    FOREIGN KEY (tenant_id, document_id) REFERENCES stock_document (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES warehouse (tenant_id, id),
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX stock_document_line_sku ON stock_document_line (tenant_id, sku_id);
