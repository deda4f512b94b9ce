-- Where goods bought on 1688 go, and of what has been said before an authorisation ends.

-- The divisions of China as 1688 knows them, the same for everybody: what people have
-- asked for so far. The provinces lie in the one without a code. opened_at tells that
-- all that lies in a division was read, and when.
CREATE TABLE platform_division (
    code           TEXT NOT NULL PRIMARY KEY,
    parent_code    TEXT,
    name           TEXT NOT NULL,
    post           TEXT NOT NULL DEFAULT '',
    read_at        BIGINT NOT NULL,
    opened_at      BIGINT
) WITHOUT ROWID;
CREATE INDEX platform_division_parent ON platform_division (parent_code, code);

-- An address to receive goods at. The names of its divisions are those of the codes
-- when it was saved; town_code is empty where 1688 knows no towns.
CREATE TABLE receiving_address (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    kind           TEXT NOT NULL DEFAULT 'receive_1688',
    name           TEXT NOT NULL,
    company        TEXT NOT NULL DEFAULT '',
    contact        TEXT NOT NULL,
    country        TEXT NOT NULL DEFAULT 'CN',
    province       TEXT NOT NULL,
    city           TEXT NOT NULL,
    district       TEXT NOT NULL DEFAULT '',
    town           TEXT NOT NULL DEFAULT '',
    division_code  TEXT NOT NULL,
    town_code      TEXT NOT NULL DEFAULT '',
    postcode       TEXT NOT NULL DEFAULT '',
    mobile         TEXT NOT NULL,
    phone          TEXT NOT NULL DEFAULT '',
    fax            TEXT NOT NULL DEFAULT '',
    email          TEXT NOT NULL DEFAULT '',
    line1          TEXT NOT NULL,
    line2          TEXT NOT NULL DEFAULT '',
    door_number    TEXT NOT NULL DEFAULT '',
    detail         TEXT NOT NULL DEFAULT '',
    note           TEXT NOT NULL DEFAULT '',
    active         BOOLEAN NOT NULL DEFAULT TRUE,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;
CREATE INDEX receiving_address_division ON receiving_address (tenant_id, division_code, id);
CREATE INDEX receiving_address_inactive ON receiving_address (tenant_id, id) WHERE active = FALSE;

-- The entry of an account's address book on 1688 that says the same. It goes as soon
-- as the address says something else, since an order by the entry's id goes where the
-- entry says.
CREATE TABLE receiving_address_account (
    tenant_id      BIGINT NOT NULL,
    address_id     BIGINT NOT NULL,
    shop_id        BIGINT NOT NULL,
    platform_id    TEXT NOT NULL,
    read_at        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, address_id, shop_id),
    UNIQUE (tenant_id, shop_id, platform_id),
    FOREIGN KEY (tenant_id, address_id) REFERENCES receiving_address (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, shop_id) REFERENCES shop (tenant_id, id)
) WITHOUT ROWID;

-- Where what is bought for a warehouse goes unless an order says otherwise.
CREATE TABLE warehouse_address (
    tenant_id      BIGINT NOT NULL,
    warehouse_id   BIGINT NOT NULL,
    address_id     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, warehouse_id),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES warehouse (tenant_id, id),
    FOREIGN KEY (tenant_id, address_id) REFERENCES receiving_address (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX warehouse_address_address ON warehouse_address (tenant_id, address_id);

-- How many days before its end people were last warned of an authorisation: 14, 7, 1,
-- or 0 while its end is further off.
ALTER TABLE shop ADD COLUMN warned_days BIGINT NOT NULL DEFAULT 0;
