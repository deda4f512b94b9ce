-- How an account set stands on paper 抬头: who it is on contracts, and the terms they carry.
CREATE TABLE letterhead (
    tenant_id      BIGINT NOT NULL PRIMARY KEY,
    company        TEXT NOT NULL DEFAULT '', -- empty: the name of the account set
    contact        TEXT NOT NULL DEFAULT '',
    phone          TEXT NOT NULL DEFAULT '',
    address        TEXT NOT NULL DEFAULT '',
    tax_no         TEXT NOT NULL DEFAULT '',
    bank           TEXT NOT NULL DEFAULT '',
    bank_account   TEXT NOT NULL DEFAULT '',
    purchase_terms TEXT NOT NULL DEFAULT '', -- of purchase contracts; empty: those that come with the program
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;
