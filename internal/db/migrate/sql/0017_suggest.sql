-- What to buy: rules, what was sold day by day, runs of the planner with what they
-- suggest, and what lines of purchase orders are for.

-- What the account set decided for all rules and runs.
CREATE TABLE replenish_policy (
    tenant_id      BIGINT NOT NULL PRIMARY KEY,
    review_days    BIGINT NOT NULL, -- from one round of orders to the next
    lead_days      BIGINT NOT NULL, -- where neither rule nor source nor deliveries tell
    lead_deviation BIGINT NOT NULL,
    holding_bps    BIGINT NOT NULL, -- what keeping goods costs a year, of their price
    order_cost     BIGINT NOT NULL,
    look_ahead     BIGINT NOT NULL, -- what needs stock within so many days may fill up an order
    max_cover      BIGINT NOT NULL, -- days stock may last after buying; 0: any
    budget         BIGINT,          -- of a run
    round_down     BOOLEAN NOT NULL,
    daily          BOOLEAN NOT NULL, -- a run every morning
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

-- How a SKU is kept in a warehouse; without a SKU how those are that have no rule of
-- their own: all, or those of a category, everywhere or in one warehouse.
CREATE TABLE replenish_rule (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    sku_id         BIGINT,
    category_id    BIGINT,
    warehouse_id   BIGINT,
    model          TEXT NOT NULL CHECK (model IN ('min_max', 'days_of_cover', 'continuous_review', 'periodic_review', 'none')),
    min_quantity   BIGINT NOT NULL DEFAULT 0,
    max_quantity   BIGINT NOT NULL DEFAULT 0,
    cover_days     BIGINT NOT NULL DEFAULT 0,
    review_days    BIGINT, -- NULL: the policy's
    target         TEXT NOT NULL DEFAULT '' CHECK (target IN ('', 'cycle', 'fill')),
    service_bps    BIGINT NOT NULL DEFAULT 0,
    safety_stock   BIGINT NOT NULL DEFAULT 0,
    rate_days      BIGINT NOT NULL DEFAULT 0,
    lead_days      BIGINT, -- NULL: learned, the source's or the policy's
    per_day        BIGINT, -- expected while there is no history
    note           TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, category_id) REFERENCES category (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES warehouse (tenant_id, id),
    CHECK (sku_id IS NULL OR (warehouse_id IS NOT NULL AND category_id IS NULL))
) WITHOUT ROWID;
CREATE UNIQUE INDEX replenish_rule_scope ON replenish_rule (tenant_id, COALESCE(sku_id, 0), COALESCE(category_id, 0), COALESCE(warehouse_id, 0));
CREATE INDEX replenish_rule_category ON replenish_rule (tenant_id, category_id) WHERE category_id IS NOT NULL;
CREATE INDEX replenish_rule_sku ON replenish_rule (tenant_id, sku_id) WHERE sku_id IS NOT NULL;
CREATE INDEX replenish_rule_warehouse ON replenish_rule (tenant_id, warehouse_id) WHERE warehouse_id IS NOT NULL;

-- What was sold and moved of a SKU in a warehouse, a number of bytes per day as
-- history.go packs them: a run reads half a year of every SKU. A cache of the stock
-- moves, which are added once each.
CREATE TABLE sales_history (
    tenant_id      BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    warehouse_id   BIGINT NOT NULL,
    days           TEXT NOT NULL,
    PRIMARY KEY (tenant_id, sku_id, warehouse_id),
    FOREIGN KEY (tenant_id, warehouse_id, sku_id) REFERENCES stock_balance (tenant_id, warehouse_id, sku_id)
) WITHOUT ROWID;
CREATE INDEX sales_history_balance ON sales_history (tenant_id, warehouse_id, sku_id);

-- Where the account set stands; its row is the lock under which suggestions are
-- replaced, changed and ordered. history_until: moves posted before are in the history.
CREATE TABLE suggestion_state (
    tenant_id      BIGINT NOT NULL PRIMARY KEY,
    run_id         BIGINT, -- whose suggestions count
    history_until  BIGINT NOT NULL DEFAULT 0,
    generation     BIGINT NOT NULL DEFAULT 0, -- grows with every order made from suggestions
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

CREATE TABLE suggestion_run (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    task_id        BIGINT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('running', 'ready', 'failed', 'cancelled')),
    day            TEXT, -- the business date it is of
    items          BIGINT NOT NULL DEFAULT 0,
    lines          BIGINT NOT NULL DEFAULT 0, -- suggested
    amount         BIGINT NOT NULL DEFAULT 0,
    started_by     TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    finished_at    BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

-- What a run says of a SKU in a warehouse: for each source it is to be bought from one
-- row ('open', then 'ordered' or 'dismissed'), and one for what is not ('left'), the
-- reason telling why. Quantities are base units but quantity, planned, multiple and
-- minimum, which are sale units. detail is JSON: what the figures come from.
CREATE TABLE suggestion (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    run_id         BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    warehouse_id   BIGINT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('open', 'ordered', 'dismissed', 'left')),
    reason         TEXT NOT NULL,
    need           BIGINT NOT NULL DEFAULT 0,
    short_day      BIGINT NOT NULL DEFAULT 9999,
    available      BIGINT NOT NULL DEFAULT 0, -- on hand less reserved
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
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, run_id) REFERENCES suggestion_run (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX suggestion_list ON suggestion (tenant_id, run_id, state, short_day, id);
CREATE INDEX suggestion_supplier ON suggestion (tenant_id, run_id, supplier_id, id) WHERE supplier_id IS NOT NULL;
CREATE INDEX suggestion_sku ON suggestion (tenant_id, run_id, sku_id) WHERE state <> 'left';

-- Whom a line of a purchase order is for: parts of it, in base units. What is above the
-- need is for stock. why is JSON: what the suggestion said when it was ordered.
CREATE TABLE purchase_demand (
    tenant_id      BIGINT NOT NULL,
    order_id       BIGINT NOT NULL,
    line_id        BIGINT NOT NULL,
    position       BIGINT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('suggestion', 'stock', 'sale_order')),
    demand_id      BIGINT,
    quantity       BIGINT NOT NULL,
    why            TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, order_id, line_id, position),
    FOREIGN KEY (tenant_id, order_id) REFERENCES purchase_order (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- The source a line is bought from, and when its goods are expected when that is known
-- better than for the whole order.
ALTER TABLE purchase_order_line ADD COLUMN source_id BIGINT;
ALTER TABLE purchase_order_line ADD COLUMN expected_on TEXT;

-- Orders of which something is still coming, whatever people have decided of them.
CREATE INDEX purchase_order_coming ON purchase_order (tenant_id, id) WHERE state <> 'void' AND fulfilment <> 'done' AND fulfilment <> 'closed';

-- Moves in the order in which they were posted: what a history does not hold yet.
CREATE INDEX stock_move_posted ON stock_move (tenant_id, posted_at);
