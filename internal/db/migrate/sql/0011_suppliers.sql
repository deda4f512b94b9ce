-- Suppliers. Who a supplier is on 1688 is known by up to three names: the login id that
-- people see, the member id of orders and messages, the open id that this app gets.
CREATE TABLE supplier (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    code           TEXT NOT NULL,
    name           TEXT NOT NULL,
    mnemonic       TEXT NOT NULL DEFAULT '',
    contact        TEXT NOT NULL DEFAULT '',
    phone          TEXT NOT NULL DEFAULT '',
    address        TEXT NOT NULL DEFAULT '',
    note           TEXT NOT NULL DEFAULT '',
    active         BOOLEAN NOT NULL DEFAULT TRUE,
    terms          TEXT NOT NULL DEFAULT 'prepaid' CHECK (terms IN ('prepaid', 'share', 'receipt', 'credit')),
    prepaid_share  BIGINT NOT NULL DEFAULT 0 CHECK (prepaid_share BETWEEN 0 AND 100000000), -- percent
    credit_days    BIGINT NOT NULL DEFAULT 0 CHECK (credit_days BETWEEN 0 AND 365),
    login_id       TEXT NOT NULL DEFAULT '',
    member_id      TEXT NOT NULL DEFAULT '',
    open_id        TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code)
) WITHOUT ROWID;
CREATE INDEX supplier_name ON supplier (tenant_id, name, id);
CREATE INDEX supplier_inactive ON supplier (tenant_id, id) WHERE active = FALSE;
CREATE UNIQUE INDEX supplier_login ON supplier (tenant_id, login_id) WHERE login_id <> '';
CREATE UNIQUE INDEX supplier_member ON supplier (tenant_id, member_id) WHERE member_id <> '';
CREATE UNIQUE INDEX supplier_open ON supplier (tenant_id, open_id) WHERE open_id <> '';
