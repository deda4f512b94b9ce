-- Customers with their price levels; units, categories, attributes, products, SKUs, prices, pictures.

-- A level is both what a customer is (零售客户) and the price it pays (零售价).
CREATE TABLE price_level (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    builtin        TEXT NOT NULL DEFAULT '' CHECK (builtin IN ('', 'retail', 'wholesale')),
    name           TEXT NOT NULL,
    customer_name  TEXT NOT NULL,
    position       BIGINT NOT NULL DEFAULT 0,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX price_level_builtin ON price_level (tenant_id, builtin) WHERE builtin <> '';

CREATE TABLE customer (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    code           TEXT NOT NULL,
    name           TEXT NOT NULL,
    mnemonic       TEXT NOT NULL DEFAULT '',
    level_id       BIGINT NOT NULL,
    contact        TEXT NOT NULL DEFAULT '',
    phone          TEXT NOT NULL DEFAULT '',
    address        TEXT NOT NULL DEFAULT '',
    credit_limit   BIGINT NOT NULL DEFAULT 0 CHECK (credit_limit >= 0),
    note           TEXT NOT NULL DEFAULT '',
    active         BOOLEAN NOT NULL DEFAULT TRUE,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code),
    FOREIGN KEY (tenant_id, level_id) REFERENCES price_level (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX customer_name ON customer (tenant_id, name, id);
CREATE INDEX customer_level ON customer (tenant_id, level_id, id);
CREATE INDEX customer_inactive ON customer (tenant_id, id) WHERE active = FALSE;

CREATE TABLE unit (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    name           TEXT NOT NULL,
    decimals       BIGINT NOT NULL DEFAULT 0 CHECK (decimals BETWEEN 0 AND 4),
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

CREATE TABLE unit_group (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    name           TEXT NOT NULL,
    base_unit_id   BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name),
    FOREIGN KEY (tenant_id, base_unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX unit_group_base ON unit_group (tenant_id, base_unit_id);

-- One of the unit is num/den of the base unit; the base unit itself is 1/1.
CREATE TABLE unit_group_unit (
    tenant_id      BIGINT NOT NULL,
    group_id       BIGINT NOT NULL,
    unit_id        BIGINT NOT NULL,
    num            BIGINT NOT NULL CHECK (num > 0),
    den            BIGINT NOT NULL CHECK (den > 0),
    position       BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, group_id, unit_id),
    FOREIGN KEY (tenant_id, group_id) REFERENCES unit_group (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX unit_group_unit_unit ON unit_group_unit (tenant_id, unit_id);

-- path holds the ids from the root down, "/1/2/", so that a subtree is a range.
CREATE TABLE category (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    parent_id      BIGINT,
    name           TEXT NOT NULL,
    path           TEXT NOT NULL,
    position       BIGINT NOT NULL DEFAULT 0,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES category (tenant_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX category_name ON category (tenant_id, COALESCE(parent_id, 0), name);
CREATE INDEX category_parent ON category (tenant_id, parent_id);

CREATE TABLE attribute (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    name           TEXT NOT NULL,
    position       BIGINT NOT NULL DEFAULT 0,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

CREATE TABLE attribute_value (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    attribute_id   BIGINT NOT NULL,
    name           TEXT NOT NULL,
    position       BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, attribute_id, name),
    FOREIGN KEY (tenant_id, attribute_id) REFERENCES attribute (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- source_shop_id and source_ref name the online offer a product was made from;
-- picture repeats the first of product_picture for the lists.
CREATE TABLE product (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    code           TEXT NOT NULL,
    name           TEXT NOT NULL,
    mnemonic       TEXT NOT NULL DEFAULT '',
    category_id    BIGINT,
    brand          TEXT NOT NULL DEFAULT '',
    spec           TEXT NOT NULL DEFAULT '',
    kind           TEXT NOT NULL DEFAULT 'normal' CHECK (kind IN ('normal')),
    unit_group_id  BIGINT NOT NULL,
    tax_rate_bps   BIGINT NOT NULL DEFAULT 0 CHECK (tax_rate_bps BETWEEN 0 AND 10000),
    weight         BIGINT NOT NULL DEFAULT 0,
    length         BIGINT NOT NULL DEFAULT 0,
    width          BIGINT NOT NULL DEFAULT 0,
    height         BIGINT NOT NULL DEFAULT 0,
    lot_tracked    BOOLEAN NOT NULL DEFAULT FALSE,
    expiry_days    BIGINT NOT NULL DEFAULT 0,
    negative_stock BOOLEAN NOT NULL DEFAULT FALSE,
    active         BOOLEAN NOT NULL DEFAULT TRUE,
    note           TEXT NOT NULL DEFAULT '',
    picture        TEXT NOT NULL DEFAULT '',
    source_shop_id BIGINT,
    source_ref     TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code),
    FOREIGN KEY (tenant_id, category_id) REFERENCES category (tenant_id, id),
    FOREIGN KEY (tenant_id, unit_group_id) REFERENCES unit_group (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX product_name ON product (tenant_id, name, id);
CREATE INDEX product_category ON product (tenant_id, category_id, id);
CREATE INDEX product_unit_group ON product (tenant_id, unit_group_id);
CREATE INDEX product_updated ON product (tenant_id, updated_at, id);
CREATE UNIQUE INDEX product_source ON product (tenant_id, source_shop_id, source_ref) WHERE source_ref <> '';
-- The rare sides of the lists' filters.
CREATE INDEX product_inactive ON product (tenant_id, id) WHERE active = FALSE;
CREATE INDEX product_no_picture ON product (tenant_id, id) WHERE picture = '';
CREATE INDEX product_negative ON product (tenant_id, id) WHERE negative_stock = TRUE;

CREATE TABLE product_attribute (
    tenant_id      BIGINT NOT NULL,
    product_id     BIGINT NOT NULL,
    attribute_id   BIGINT NOT NULL,
    position       BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, product_id, attribute_id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, attribute_id) REFERENCES attribute (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX product_attribute_attribute ON product_attribute (tenant_id, attribute_id);

-- value_key is the combination, value ids in ascending order, empty for a plain product.
CREATE TABLE sku (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    product_id     BIGINT NOT NULL,
    code           TEXT NOT NULL,
    spec           TEXT NOT NULL DEFAULT '',
    value_key      TEXT NOT NULL DEFAULT '',
    picture        TEXT NOT NULL DEFAULT '',
    active         BOOLEAN NOT NULL DEFAULT TRUE,
    position       BIGINT NOT NULL DEFAULT 0,
    source_ref     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code),
    UNIQUE (tenant_id, product_id, value_key),
    FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE sku_value (
    tenant_id      BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    attribute_id   BIGINT NOT NULL,
    value_id       BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, sku_id, attribute_id),
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, value_id) REFERENCES attribute_value (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX sku_value_value ON sku_value (tenant_id, value_id);

CREATE TABLE sku_barcode (
    tenant_id      BIGINT NOT NULL,
    barcode        TEXT NOT NULL,
    sku_id         BIGINT NOT NULL,
    position       BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, barcode),
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX sku_barcode_sku ON sku_barcode (tenant_id, sku_id);

-- Price per base unit.
CREATE TABLE sku_price (
    tenant_id      BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    level_id       BIGINT NOT NULL,
    price          BIGINT NOT NULL CHECK (price >= 0),
    PRIMARY KEY (tenant_id, sku_id, level_id),
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, level_id) REFERENCES price_level (tenant_id, id)
) WITHOUT ROWID;

-- The last price a customer paid for a SKU in a unit.
CREATE TABLE customer_price (
    tenant_id      BIGINT NOT NULL,
    customer_id    BIGINT NOT NULL,
    sku_id         BIGINT NOT NULL,
    unit_id        BIGINT NOT NULL,
    price          BIGINT NOT NULL,
    sold_on        TEXT NOT NULL,
    doc_no         TEXT NOT NULL,
    PRIMARY KEY (tenant_id, customer_id, sku_id, unit_id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customer (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, sku_id) REFERENCES sku (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX customer_price_sku ON customer_price (tenant_id, sku_id);
CREATE INDEX customer_price_unit ON customer_price (tenant_id, unit_id);

-- Uploads. The bytes lie in the data folder under their SHA-256. What is no picture
-- has the content type application/octet-stream and no width and height.
CREATE TABLE stored_file (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    hash           TEXT NOT NULL,
    content_type   TEXT NOT NULL,
    size           BIGINT NOT NULL,
    width          BIGINT NOT NULL,
    height         BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, hash),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

-- A picture is an upload or an address elsewhere.
CREATE TABLE product_picture (
    tenant_id      BIGINT NOT NULL,
    product_id     BIGINT NOT NULL,
    position       BIGINT NOT NULL,
    url            TEXT NOT NULL,
    file_id        BIGINT,
    PRIMARY KEY (tenant_id, product_id, position),
    FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, file_id) REFERENCES stored_file (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX product_picture_file ON product_picture (tenant_id, file_id) WHERE file_id IS NOT NULL;

-- What belongs to a product besides pictures: manuals, certificates, patterns.
CREATE TABLE product_attachment (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    product_id     BIGINT NOT NULL,
    file_id        BIGINT NOT NULL,
    name           TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, file_id) REFERENCES stored_file (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX product_attachment_product ON product_attachment (tenant_id, product_id);
CREATE INDEX product_attachment_file ON product_attachment (tenant_id, file_id);
