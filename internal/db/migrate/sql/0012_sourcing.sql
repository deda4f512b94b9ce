-- Where SKUs are bought: offers of 1688 as buyers see them, sources, and matching many at once.

-- An offer as it was looked up last. Of its seller 1688 tells the open id or the login id.
-- Tiers, attributes and specs are JSON: they are read and written whole.
CREATE TABLE offer_seen (
    tenant_id      BIGINT NOT NULL,
    offer_id       BIGINT NOT NULL,
    title          TEXT NOT NULL,
    picture        TEXT NOT NULL DEFAULT '',
    seller_open_id TEXT NOT NULL DEFAULT '',
    seller_login   TEXT NOT NULL DEFAULT '',
    seller_member  TEXT NOT NULL DEFAULT '',
    seller_name    TEXT NOT NULL DEFAULT '',
    code           TEXT NOT NULL DEFAULT '',
    unit           TEXT NOT NULL DEFAULT '',
    moq            BIGINT NOT NULL DEFAULT 1 CHECK (moq > 0),
    lot            BIGINT NOT NULL DEFAULT 1 CHECK (lot > 0),
    quote_type     BIGINT NOT NULL DEFAULT 0,
    mixed          BOOLEAN NOT NULL DEFAULT FALSE,
    mix_amount     BIGINT NOT NULL DEFAULT 0,
    mix_number     BIGINT NOT NULL DEFAULT 0,
    stock          BIGINT NOT NULL DEFAULT 0,
    tiers          TEXT NOT NULL DEFAULT '[]',
    attributes     TEXT NOT NULL DEFAULT '[]',
    specs          TEXT NOT NULL DEFAULT '[]',
    state          TEXT NOT NULL CHECK (state IN ('on', 'off', 'gone')),
    status         TEXT NOT NULL DEFAULT '',
    read_at        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, offer_id),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

-- One way to buy a SKU. One sale unit of the supplier is unit_num/unit_den base units.
-- offer_id is 0 where it is not bought on 1688. An order names spec_id, a message of 1688
-- platform_sku_id; both are blank for an offer without specs, and as long as nobody has
-- chosen the spec ('unmatched'). title, picture, spec and attributes are as last seen.
CREATE TABLE sku_source (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    sku_id          BIGINT NOT NULL,
    supplier_id     BIGINT NOT NULL,
    account_id      BIGINT, -- the buyer account it is bought with; any when NULL
    offer_id        BIGINT NOT NULL DEFAULT 0,
    spec_id         TEXT NOT NULL DEFAULT '',
    platform_sku_id BIGINT NOT NULL DEFAULT 0,
    link_sku_id     BIGINT NOT NULL DEFAULT 0, -- what the link of an unmatched one names
    code            TEXT NOT NULL DEFAULT '',
    unit            TEXT NOT NULL DEFAULT '',
    unit_num        BIGINT NOT NULL DEFAULT 1 CHECK (unit_num > 0),
    unit_den        BIGINT NOT NULL DEFAULT 1 CHECK (unit_den > 0),
    multiple        BIGINT NOT NULL DEFAULT 1 CHECK (multiple > 0),
    minimum         BIGINT NOT NULL DEFAULT 1 CHECK (minimum > 0),
    lead_days       BIGINT NOT NULL DEFAULT 0 CHECK (lead_days >= 0),
    priority        BIGINT NOT NULL,
    price           BIGINT CHECK (price >= 0),
    title           TEXT NOT NULL DEFAULT '',
    picture         TEXT NOT NULL DEFAULT '',
    spec            TEXT NOT NULL DEFAULT '',
    attributes      TEXT NOT NULL DEFAULT '[]',
    reason          TEXT NOT NULL DEFAULT '',
    state           TEXT NOT NULL CHECK (state IN ('active', 'unmatched', 'gone', 'spec_changed')),
    checked_at      BIGINT,
    note            TEXT NOT NULL DEFAULT '',
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    version         BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES shop (tenant_id, id),
    CHECK (offer_id <> 0 OR (spec_id = '' AND platform_sku_id = 0 AND state = 'active'))
) WITHOUT ROWID;
CREATE UNIQUE INDEX sku_source_spec ON sku_source (tenant_id, sku_id, offer_id, spec_id) WHERE offer_id <> 0;
CREATE UNIQUE INDEX sku_source_code ON sku_source (tenant_id, sku_id, supplier_id, code) WHERE offer_id = 0;
CREATE INDEX sku_source_sku ON sku_source (tenant_id, sku_id, priority, id);
CREATE INDEX sku_source_supplier ON sku_source (tenant_id, supplier_id, id);
CREATE INDEX sku_source_account ON sku_source (tenant_id, account_id, id) WHERE account_id IS NOT NULL;
CREATE INDEX sku_source_offer ON sku_source (tenant_id, offer_id) WHERE offer_id <> 0;
CREATE INDEX sku_source_attention ON sku_source (tenant_id, state, id) WHERE state <> 'active';

-- One list of SKUs and links that is matched together. Its offers are looked up by a job.
CREATE TABLE match_run (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    task_id        BIGINT NOT NULL,
    account_id     BIGINT NOT NULL,
    origin         TEXT NOT NULL CHECK (origin IN ('skus', 'list', 'sheet')),
    state          TEXT NOT NULL CHECK (state IN ('running', 'paused', 'failed', 'cancelled', 'ready')),
    total          BIGINT NOT NULL DEFAULT 0,
    code           TEXT NOT NULL DEFAULT '',
    params         TEXT NOT NULL DEFAULT '{}',
    started_by     TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    finished_at    BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES shop (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX match_run_account ON match_run (tenant_id, account_id, id);

-- A row of it, as given and as found. code and params say what is wrong with it, or what
-- a person should know. source_id is the unmatched source it came from.
CREATE TABLE match_draft (
    tenant_id      BIGINT NOT NULL,
    run_id         BIGINT NOT NULL,
    number         BIGINT NOT NULL,
    sku_code       TEXT NOT NULL DEFAULT '',
    sku_id         BIGINT,
    link           TEXT NOT NULL DEFAULT '',
    given          TEXT NOT NULL DEFAULT '',
    source_id      BIGINT,
    offer_id       BIGINT NOT NULL DEFAULT 0,
    link_sku_id    BIGINT NOT NULL DEFAULT 0,
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'found', 'bad', 'failed', 'saved')),
    code           TEXT NOT NULL DEFAULT '',
    params         TEXT NOT NULL DEFAULT '{}',
    chosen         BOOLEAN NOT NULL DEFAULT FALSE,
    spec_key       TEXT NOT NULL DEFAULT '',
    reason         TEXT NOT NULL DEFAULT '',
    unit_num       BIGINT NOT NULL DEFAULT 1 CHECK (unit_num > 0),
    unit_den       BIGINT NOT NULL DEFAULT 1 CHECK (unit_den > 0),
    skipped        BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (tenant_id, run_id, number),
    FOREIGN KEY (tenant_id, run_id) REFERENCES match_run (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX match_draft_waiting ON match_draft (tenant_id, run_id, offer_id) WHERE state = 'waiting';
CREATE INDEX match_draft_sku ON match_draft (tenant_id, sku_id) WHERE sku_id IS NOT NULL;
