-- What a run reckons with besides rules and records: days off of suppliers, what is
-- expected of days to come and known of days past, and the seasons of goods. Days are
-- business dates of the account set, the first and the last both included.

-- When suppliers do not work: one, or without a supplier all of them.
CREATE TABLE supplier_day_off (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    supplier_id    BIGINT,
    name           TEXT NOT NULL,
    first_day      TEXT NOT NULL,
    last_day       TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id),
    CHECK (first_day <= last_day)
) WITHOUT ROWID;
CREATE INDEX supplier_day_off_supplier ON supplier_day_off (tenant_id, supplier_id) WHERE supplier_id IS NOT NULL;

-- Demand of a span of days: of a SKU, of a category with what is below it, or of all
-- goods; in one warehouse or in all. A factor of the usual demand, a figure per day, or an
-- event, whose sales are not cut as outliers.
CREATE TABLE demand_entry (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('factor', 'per_day', 'event')),
    sku_id         BIGINT,
    category_id    BIGINT,
    warehouse_id   BIGINT,
    first_day      TEXT NOT NULL,
    last_day       TEXT NOT NULL,
    factor_bps     BIGINT NOT NULL DEFAULT 0,
    per_day        BIGINT NOT NULL DEFAULT 0, -- of the SKU in the warehouse
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id),
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, category_id) REFERENCES category (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES warehouse (tenant_id, id),
    CHECK (first_day <= last_day),
    CHECK (sku_id IS NULL OR category_id IS NULL),
    CHECK (kind <> 'per_day' OR (sku_id IS NOT NULL AND warehouse_id IS NOT NULL))
) WITHOUT ROWID;
CREATE INDEX demand_entry_sku ON demand_entry (tenant_id, sku_id) WHERE sku_id IS NOT NULL;
CREATE INDEX demand_entry_category ON demand_entry (tenant_id, category_id) WHERE category_id IS NOT NULL;
CREATE INDEX demand_entry_warehouse ON demand_entry (tenant_id, warehouse_id) WHERE warehouse_id IS NOT NULL;

-- A season: what each month sells, of an average month, in 1/10,000, as a JSON list of
-- twelve. It is of categories with what is below them, or of all goods.
CREATE TABLE demand_season (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    name           TEXT NOT NULL,
    all_goods      BOOLEAN NOT NULL,
    months         TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX demand_season_all ON demand_season (tenant_id) WHERE all_goods;

-- A category has one season.
CREATE TABLE demand_season_category (
    tenant_id      BIGINT NOT NULL,
    category_id    BIGINT NOT NULL,
    season_id      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, category_id),
    FOREIGN KEY (tenant_id, category_id) REFERENCES category (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, season_id) REFERENCES demand_season (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX demand_season_category_season ON demand_season_category (tenant_id, season_id);
