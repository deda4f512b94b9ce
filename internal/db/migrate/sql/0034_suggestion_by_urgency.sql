-- The suggestions of a run are numbered in the order of urgency, so that the key is the
-- list, and a run of 100,000 SKUs writes nothing twice. Without a foreign key: each row
-- would look up the one run that all of them have, and runs are deleted after their rows.
CREATE TABLE suggestion_of_run (
    tenant_id      BIGINT NOT NULL,
    run_id         BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    warehouse_id   BIGINT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('open', 'ordered', 'dismissed', 'left')),
    reason         TEXT NOT NULL,
    need           BIGINT NOT NULL DEFAULT 0,
    short_day      BIGINT NOT NULL DEFAULT 9999,
    available      BIGINT NOT NULL DEFAULT 0, -- on hand less reserved
    reserved       BIGINT NOT NULL DEFAULT 0,
    coming         BIGINT NOT NULL DEFAULT 0, -- everything on order
    per_day        BIGINT NOT NULL DEFAULT 0,
    source_id      BIGINT,
    supplier_id    BIGINT,
    account_id     BIGINT,
    address_id     BIGINT,
    offer_id       BIGINT NOT NULL DEFAULT 0,
    unit_num       BIGINT NOT NULL DEFAULT 1,
    unit_den       BIGINT NOT NULL DEFAULT 1,
    multiple       BIGINT NOT NULL DEFAULT 1,
    minimum        BIGINT NOT NULL DEFAULT 1, -- of the offer, over its rows
    mixed          BOOLEAN NOT NULL DEFAULT FALSE, -- the seller's mixed batch waives the minimum
    quantity       BIGINT NOT NULL DEFAULT 0,
    planned        BIGINT NOT NULL DEFAULT 0,
    base_quantity  BIGINT NOT NULL DEFAULT 0,
    price          BIGINT NOT NULL DEFAULT 0, -- of a sale unit
    amount         BIGINT NOT NULL DEFAULT 0,
    lead_days      BIGINT NOT NULL DEFAULT 0,
    detail         TEXT NOT NULL DEFAULT '',
    order_id       BIGINT,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, run_id, id)
) WITHOUT ROWID;

-- Until the next run, these are in the order of SKUs.
INSERT INTO suggestion_of_run
    (tenant_id, run_id, id, sku_id, warehouse_id, state, reason, need, short_day, available, reserved, coming, per_day, source_id, supplier_id, account_id, address_id,
     offer_id, unit_num, unit_den, multiple, minimum, mixed, quantity, planned, base_quantity, price, amount, lead_days, detail, order_id, version)
SELECT tenant_id, run_id, id, sku_id, warehouse_id, state, reason, need, short_day, available, reserved, coming, per_day, source_id, supplier_id, account_id, address_id,
     offer_id, unit_num, unit_den, multiple, minimum, mixed, quantity, planned, base_quantity, price, amount, lead_days, detail, order_id, version
FROM suggestion;
DROP TABLE suggestion;
ALTER TABLE suggestion_of_run RENAME TO suggestion;

-- What is to be done, which is little beside what is left.
CREATE INDEX suggestion_doing ON suggestion (tenant_id, run_id, state, id) WHERE state <> 'left';
CREATE INDEX suggestion_supplier ON suggestion (tenant_id, run_id, supplier_id, id) WHERE supplier_id IS NOT NULL;
CREATE INDEX suggestion_sku ON suggestion (tenant_id, run_id, sku_id) WHERE state <> 'left';
