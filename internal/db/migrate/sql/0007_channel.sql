-- 1688 shops, what was downloaded from them, and which online SKU is which SKU.

-- One account of the platform. A shop that people remove stays as a row, since
-- documents name it; authorising the account again brings it back.
CREATE TABLE shop (
    tenant_id          BIGINT NOT NULL,
    id                 BIGINT NOT NULL,
    member_id          TEXT NOT NULL,
    user_id            TEXT NOT NULL DEFAULT '',
    login_id           TEXT NOT NULL,
    company            TEXT NOT NULL DEFAULT '',
    name               TEXT NOT NULL,
    market             TEXT NOT NULL DEFAULT '',
    market_name        TEXT NOT NULL DEFAULT '',
    department         TEXT NOT NULL DEFAULT '',
    warehouse_id       BIGINT, -- what its sales documents sell from when they name none
    release_account_id BIGINT, -- the fund account that 1688 pays out to; without one the default of Alipay
    state              TEXT NOT NULL CHECK (state IN ('valid', 'expired', 'revoked')),
    enabled            BOOLEAN NOT NULL DEFAULT TRUE,
    removed_at         BIGINT,
    access_token       TEXT NOT NULL,
    refresh_token      TEXT NOT NULL DEFAULT '',
    access_expires_at  BIGINT NOT NULL,
    refresh_expires_at BIGINT,
    refreshed_at       BIGINT NOT NULL,
    lease              BIGINT,
    lease_until        BIGINT,
    authorized_by      TEXT NOT NULL DEFAULT '',
    authorized_at      BIGINT NOT NULL,
    created_at         BIGINT NOT NULL,
    updated_at         BIGINT NOT NULL,
    version            BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, member_id),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES warehouse (tenant_id, id),
    FOREIGN KEY (tenant_id, release_account_id) REFERENCES fund_account (tenant_id, id)
) WITHOUT ROWID;

-- An authorisation under way. The state parameter holds the set's id and a random
-- part, of which only the hash is kept; it is good once.
CREATE TABLE shop_authorization (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    state_hash     TEXT NOT NULL,
    person_id      BIGINT NOT NULL,
    person_name    TEXT NOT NULL,
    then_download  BOOLEAN NOT NULL,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    used_at        BIGINT,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, state_hash),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;
CREATE INDEX shop_authorization_expires ON shop_authorization (tenant_id, expires_at);

-- What happened to a shop. code names a sentence, params fills it.
CREATE TABLE shop_log (
    tenant_id      BIGINT NOT NULL,
    shop_id        BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    at             BIGINT NOT NULL,
    actor_name     TEXT NOT NULL DEFAULT '',
    code           TEXT NOT NULL,
    params         TEXT NOT NULL DEFAULT '{}',
    bad            BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (tenant_id, shop_id, id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shop (tenant_id, id)
) WITHOUT ROWID;

-- One run of reading a shop's offers. Everything the run needs to go on after a
-- crash stands here: the next page, or how many of the asked offers are done.
CREATE TABLE download (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    shop_id        BIGINT NOT NULL,
    task_id        BIGINT NOT NULL,
    mode           TEXT NOT NULL CHECK (mode IN ('create', 'online_only')),
    asked          TEXT NOT NULL DEFAULT '',
    state          TEXT NOT NULL CHECK (state IN ('running', 'paused', 'succeeded', 'failed', 'cancelled')),
    cursor_at      BIGINT NOT NULL DEFAULT 0,
    cursor_offer   BIGINT NOT NULL DEFAULT 0,
    total          BIGINT NOT NULL DEFAULT 0,
    added          BIGINT NOT NULL DEFAULT 0,
    changed        BIGINT NOT NULL DEFAULT 0,
    unchanged      BIGINT NOT NULL DEFAULT 0,
    delisted       BIGINT NOT NULL DEFAULT 0,
    failed         BIGINT NOT NULL DEFAULT 0,
    products       BIGINT NOT NULL DEFAULT 0,
    issues         BIGINT NOT NULL DEFAULT 0,
    code           TEXT NOT NULL DEFAULT '',
    params         TEXT NOT NULL DEFAULT '{}',
    started_by     TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    finished_at    BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shop (tenant_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX download_open ON download (tenant_id, shop_id) WHERE state IN ('running', 'paused');
CREATE INDEX download_shop ON download (tenant_id, shop_id, id);

-- What a person should know of a run: an offer that failed, a code that collided.
CREATE TABLE download_issue (
    tenant_id      BIGINT NOT NULL,
    download_id    BIGINT NOT NULL,
    offer_id       BIGINT NOT NULL,
    number         BIGINT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('failed', 'refused', 'notice')),
    title          TEXT NOT NULL DEFAULT '',
    code           TEXT NOT NULL,
    params         TEXT NOT NULL DEFAULT '{}',
    created_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, download_id, offer_id, number),
    FOREIGN KEY (tenant_id, download_id) REFERENCES download (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- An offer as last read. hash tells whether the next reading differs; made says
-- whether its products were asked for too.
CREATE TABLE online_offer (
    tenant_id      BIGINT NOT NULL,
    shop_id        BIGINT NOT NULL,
    offer_id       BIGINT NOT NULL,
    title          TEXT NOT NULL,
    code           TEXT NOT NULL DEFAULT '',
    state          TEXT NOT NULL,
    category_id    BIGINT,
    category       TEXT NOT NULL DEFAULT '',
    unit           TEXT NOT NULL DEFAULT '',
    min_order      BIGINT NOT NULL DEFAULT 0,
    quote_type     BIGINT NOT NULL DEFAULT 0,
    online_trade   BOOLEAN NOT NULL DEFAULT TRUE,
    picture        TEXT NOT NULL DEFAULT '',
    hash           TEXT NOT NULL,
    made           BOOLEAN NOT NULL DEFAULT FALSE,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, shop_id, offer_id),
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shop (tenant_id, id)
) WITHOUT ROWID;

-- A line of the match list. code is what automatic matching compares: the SKU's
-- 单品货号, of an offer without SKUs its 货号. sku_ref is 0 for an offer without SKUs.
-- note says why a line that has no pair has none.
CREATE TABLE online_sku (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    shop_id        BIGINT NOT NULL,
    offer_id       BIGINT NOT NULL,
    sku_ref        BIGINT NOT NULL,
    plain          BOOLEAN NOT NULL,
    online         BOOLEAN NOT NULL,
    code           TEXT NOT NULL DEFAULT '',
    note           TEXT NOT NULL DEFAULT '' CHECK (note IN ('', 'ambiguous', 'specs_changed', 'product_deleted')),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, shop_id, offer_id, sku_ref),
    FOREIGN KEY (tenant_id, shop_id, offer_id) REFERENCES online_offer (tenant_id, shop_id, offer_id)
) WITHOUT ROWID;
CREATE INDEX online_sku_code ON online_sku (tenant_id, shop_id, code, plain) WHERE code <> '' AND online = TRUE;
CREATE INDEX online_sku_ambiguous ON online_sku (tenant_id, shop_id, id) WHERE note = 'ambiguous';

-- Which SKU a line is. A table of its own, because matching a million lines then
-- appends a million short rows instead of rewriting long ones. It has no foreign
-- keys: looking up both sides again for each row took PostgreSQL four fifths of the
-- time. Whoever deletes lines or SKUs deletes their pairs first, and verify tells.
CREATE TABLE online_pair (
    tenant_id      BIGINT NOT NULL,
    line_id        BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    how            TEXT NOT NULL CHECK (how IN ('auto', 'manual', 'download')),
    PRIMARY KEY (tenant_id, line_id)
) WITHOUT ROWID;
CREATE INDEX online_pair_sku ON online_pair (tenant_id, sku_id);

CREATE TABLE online_sku_detail (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    spec_id        TEXT NOT NULL DEFAULT '',
    name           TEXT NOT NULL DEFAULT '',
    barcode        TEXT NOT NULL DEFAULT '',
    picture        TEXT NOT NULL DEFAULT '',
    price          BIGINT,
    retail_price   BIGINT,
    stock          BIGINT NOT NULL DEFAULT 0,
    specs          TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, id) REFERENCES online_sku (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Names of the platform's categories, the same for everybody.
CREATE TABLE platform_category (
    id             BIGINT NOT NULL PRIMARY KEY,
    name           TEXT NOT NULL,
    read_at        BIGINT NOT NULL
) WITHOUT ROWID;

-- When the next call of 1688 may be made, of each app, by the database's clock in
-- microseconds: the servers on one PostgreSQL database share the app's rate so.
CREATE TABLE call_rate (
    app            TEXT NOT NULL PRIMARY KEY,
    next_at        BIGINT NOT NULL
) WITHOUT ROWID;
