-- Receipts that take what 1688 charges; currencies with dated rates.

-- Discount, freight and fees that were not entered are those of the orders on 1688, not
-- of the purchase order.
ALTER TABLE purchase_receipt ADD COLUMN as_charged BOOLEAN NOT NULL DEFAULT FALSE;

-- Currencies that a set works with beside the one its books are in.
CREATE TABLE currency (
    tenant_id   BIGINT NOT NULL,
    code        TEXT NOT NULL, -- ISO 4217
    active      BOOLEAN NOT NULL DEFAULT TRUE,
    created_at  BIGINT NOT NULL,
    version     BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, code)
) WITHOUT ROWID;

-- What 100 of a currency are worth in yuan, in millionths, from a day on until the next one.
CREATE TABLE currency_rate (
    tenant_id   BIGINT NOT NULL,
    code        TEXT NOT NULL,
    date        TEXT NOT NULL,
    rate        BIGINT NOT NULL CHECK (rate > 0),
    note        TEXT NOT NULL DEFAULT '', -- where it comes from
    set_by      BIGINT,
    set_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, code, date),
    FOREIGN KEY (tenant_id, code) REFERENCES currency (tenant_id, code) ON DELETE CASCADE
) WITHOUT ROWID;
