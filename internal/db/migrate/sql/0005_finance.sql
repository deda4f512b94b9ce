-- Chart of accounts, double entry, fund accounts, receivables as open items, receipts.

CREATE TABLE account (
    tenant_id      BIGINT NOT NULL,
    code           TEXT NOT NULL,
    name           TEXT NOT NULL,
    name_en        TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
    PRIMARY KEY (tenant_id, code),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

-- Cash, bank, Alipay and 1688 escrow. The balance is the sum of the entry lines
-- that name the account, changed only by relative updates.
CREATE TABLE fund_account (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('cash', 'bank', 'alipay', 'escrow')),
    account        TEXT NOT NULL,
    number         TEXT NOT NULL DEFAULT '',
    note           TEXT NOT NULL DEFAULT '',
    is_default     BOOLEAN NOT NULL DEFAULT FALSE,
    active         BOOLEAN NOT NULL DEFAULT TRUE,
    balance        BIGINT NOT NULL DEFAULT 0,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name),
    FOREIGN KEY (tenant_id, account) REFERENCES account (tenant_id, code)
) WITHOUT ROWID;
-- One account of each kind is the one that documents take by themselves.
CREATE UNIQUE INDEX fund_account_default ON fund_account (tenant_id, kind) WHERE is_default = TRUE;

-- Entries and their lines are never changed and never deleted.
CREATE TABLE entry (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    doc_kind       TEXT NOT NULL,
    doc_id         BIGINT NOT NULL,
    doc_no         TEXT NOT NULL,
    entry_date     TEXT NOT NULL,
    memo           TEXT NOT NULL DEFAULT '',
    posted_by      TEXT NOT NULL,
    posted_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;
CREATE INDEX entry_document ON entry (tenant_id, doc_id);

-- amount: debit above zero, credit below; six decimals, whole fen wherever money moves.
CREATE TABLE entry_line (
    tenant_id       BIGINT NOT NULL,
    entry_id        BIGINT NOT NULL,
    line_no         BIGINT NOT NULL,
    account         TEXT NOT NULL,
    amount          BIGINT NOT NULL CHECK (amount <> 0),
    party_kind      TEXT NOT NULL DEFAULT '' CHECK (party_kind IN ('', 'customer', 'supplier')),
    party_id        BIGINT,
    fund_account_id BIGINT,
    PRIMARY KEY (tenant_id, entry_id, line_no),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES entry (tenant_id, id),
    FOREIGN KEY (tenant_id, account) REFERENCES account (tenant_id, code),
    FOREIGN KEY (tenant_id, fund_account_id) REFERENCES fund_account (tenant_id, id)
) WITHOUT ROWID;

-- One open item per document that a customer owes for. settled is what receipts
-- paid, set_off what was cleared against the document that reverses this one.
CREATE TABLE receivable (
    tenant_id      BIGINT NOT NULL,
    doc_id         BIGINT NOT NULL,
    doc_kind       TEXT NOT NULL,
    doc_no         TEXT NOT NULL,
    customer_id    BIGINT NOT NULL,
    doc_date       TEXT NOT NULL,
    warehouse_id   BIGINT, -- of the document, as far as it has one: who may see it
    shop_id        BIGINT,
    due_date       TEXT,
    amount         BIGINT NOT NULL,
    settled        BIGINT NOT NULL DEFAULT 0,
    set_off        BIGINT NOT NULL DEFAULT 0,
    note           TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, doc_id),
    CHECK ((amount >= 0 AND settled >= 0 AND set_off >= 0 AND settled + set_off <= amount)
        OR (amount < 0 AND settled <= 0 AND set_off <= 0 AND settled + set_off >= amount)),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customer (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX receivable_customer ON receivable (tenant_id, customer_id, doc_id);
CREATE INDEX receivable_open ON receivable (tenant_id, customer_id, doc_date, doc_id) WHERE settled + set_off <> amount;

-- Money received; money given back (refund, below zero), all of which settles what
-- we owe or gives an advance back; and settlements of what a customer owes with what we
-- owe, which move no money. A reversal is a receipt of its own with the negative amount.
-- allocated is what is used up of it: what settles items, and what of the advance was
-- given back. source says what outside the books caused it, so that it posts once only.
CREATE TABLE receipt (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('receipt', 'refund', 'settlement')),
    no              TEXT NOT NULL,
    customer_id     BIGINT NOT NULL,
    fund_account_id BIGINT,
    receipt_date    TEXT NOT NULL,
    amount          BIGINT NOT NULL,
    allocated       BIGINT NOT NULL DEFAULT 0,
    state           TEXT NOT NULL CHECK (state IN ('posted', 'reversed')),
    source_kind     TEXT,
    source_id       BIGINT,
    reverses_id     BIGINT,
    reversed_by_id  BIGINT,
    note            TEXT NOT NULL DEFAULT '',
    created_by      TEXT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, no),
    CHECK ((amount >= 0 AND allocated >= 0 AND allocated <= amount) OR (amount < 0 AND allocated <= 0 AND allocated >= amount)),
    CHECK ((kind = 'settlement') = (amount = 0) AND (kind = 'settlement') = (fund_account_id IS NULL)),
    CHECK (kind = 'receipt' OR allocated = amount),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customer (tenant_id, id),
    FOREIGN KEY (tenant_id, fund_account_id) REFERENCES fund_account (tenant_id, id),
    FOREIGN KEY (tenant_id, reverses_id) REFERENCES receipt (tenant_id, id),
    FOREIGN KEY (tenant_id, reversed_by_id) REFERENCES receipt (tenant_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX receipt_source ON receipt (tenant_id, source_kind, source_id) WHERE source_id IS NOT NULL;
CREATE UNIQUE INDEX receipt_reverses ON receipt (tenant_id, reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX receipt_customer ON receipt (tenant_id, customer_id, id);
CREATE INDEX receipt_fund_account ON receipt (tenant_id, fund_account_id, id);

-- Which receipt settled which open item, by how much; a reversal adds negative rows.
CREATE TABLE receipt_allocation (
    tenant_id      BIGINT NOT NULL,
    receipt_id     BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    doc_id         BIGINT NOT NULL,
    amount         BIGINT NOT NULL CHECK (amount <> 0),
    created_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, receipt_id, id),
    FOREIGN KEY (tenant_id, receipt_id) REFERENCES receipt (tenant_id, id),
    FOREIGN KEY (tenant_id, doc_id) REFERENCES receivable (tenant_id, doc_id)
) WITHOUT ROWID;
CREATE INDEX receipt_allocation_doc ON receipt_allocation (tenant_id, doc_id);

-- Which refund gave back how much of a receipt's advance; a reversal adds negative rows.
CREATE TABLE advance_refund (
    tenant_id      BIGINT NOT NULL,
    refund_id      BIGINT NOT NULL,
    receipt_id     BIGINT NOT NULL,
    amount         BIGINT NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (tenant_id, refund_id, receipt_id),
    FOREIGN KEY (tenant_id, refund_id) REFERENCES receipt (tenant_id, id),
    FOREIGN KEY (tenant_id, receipt_id) REFERENCES receipt (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX advance_refund_receipt ON advance_refund (tenant_id, receipt_id);

-- Money moved from one fund account to another; the fee left the first one on top of
-- it. A reversal is a transfer of its own with the negative amounts. source says what outside the books caused it: it has one
-- transfer at a time. shop_id is of whose money: who may see it.
CREATE TABLE fund_transfer (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    no              TEXT NOT NULL,
    from_id         BIGINT NOT NULL,
    to_id           BIGINT NOT NULL,
    transfer_date   TEXT NOT NULL,
    amount          BIGINT NOT NULL CHECK (amount <> 0),
    fee             BIGINT NOT NULL DEFAULT 0,
    state           TEXT NOT NULL CHECK (state IN ('posted', 'reversed')),
    shop_id         BIGINT,
    source_kind     TEXT,
    source_id       BIGINT,
    reverses_id     BIGINT,
    reversed_by_id  BIGINT,
    note            TEXT NOT NULL DEFAULT '',
    created_by      TEXT NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, no),
    CHECK (from_id <> to_id),
    CHECK (fee = 0 OR (fee > 0) = (amount > 0)),
    FOREIGN KEY (tenant_id, from_id) REFERENCES fund_account (tenant_id, id),
    FOREIGN KEY (tenant_id, to_id) REFERENCES fund_account (tenant_id, id),
    FOREIGN KEY (tenant_id, reverses_id) REFERENCES fund_transfer (tenant_id, id),
    FOREIGN KEY (tenant_id, reversed_by_id) REFERENCES fund_transfer (tenant_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX fund_transfer_source ON fund_transfer (tenant_id, source_kind, source_id) WHERE source_id IS NOT NULL AND state = 'posted';
CREATE INDEX fund_transfer_from ON fund_transfer (tenant_id, from_id, id);
CREATE INDEX fund_transfer_to ON fund_transfer (tenant_id, to_id, id);
CREATE UNIQUE INDEX fund_transfer_reverses ON fund_transfer (tenant_id, reverses_id) WHERE reverses_id IS NOT NULL;
