-- What we owe suppliers: payables as open items, payments. The same as receivables and
-- receipts, on the other side of the books (ADR 0010).

-- The accounts that sets made before have not got.
INSERT INTO account (tenant_id, code, name, name_en, kind)
    SELECT tenant_id, '1123', '预付账款', 'Advances to suppliers', 'asset' FROM account_set;
INSERT INTO account (tenant_id, code, name, name_en, kind)
    SELECT tenant_id, '2202', '应付账款', 'Accounts payable', 'liability' FROM account_set;

-- One open item per document that we owe a supplier for. settled is what payments
-- paid, set_off what was cleared against the document that reverses this one.
CREATE TABLE payable (
    tenant_id      BIGINT NOT NULL,
    doc_id         BIGINT NOT NULL,
    doc_kind       TEXT NOT NULL,
    doc_no         TEXT NOT NULL,
    supplier_id    BIGINT NOT NULL,
    doc_date       TEXT NOT NULL,
    warehouse_id   BIGINT, -- of the document, as far as it has one: who may see it
    shop_id        BIGINT, -- the 1688 account it was bought with
    due_date       TEXT,
    amount         BIGINT NOT NULL,
    settled        BIGINT NOT NULL DEFAULT 0,
    set_off        BIGINT NOT NULL DEFAULT 0,
    note           TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, doc_id),
    CHECK ((amount >= 0 AND settled >= 0 AND set_off >= 0 AND settled + set_off <= amount)
        OR (amount < 0 AND settled <= 0 AND set_off <= 0 AND settled + set_off >= amount)),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX payable_supplier ON payable (tenant_id, supplier_id, doc_id);
CREATE INDEX payable_open ON payable (tenant_id, supplier_id, doc_date, doc_id) WHERE settled + set_off <> amount;
CREATE INDEX payable_date ON payable (tenant_id, doc_date, doc_id);
CREATE INDEX payable_due ON payable (tenant_id, due_date, doc_id) WHERE settled + set_off <> amount;

-- Money paid; money a supplier gave back (supplier_refund, below zero), all of which
-- settles what the supplier owes us or gives an advance back; and settlements of what
-- the supplier owes with what we owe, which move no money. A reversal is a payment of
-- its own with the negative amount.
-- source says what outside the books caused it, so that it posts once only.
CREATE TABLE payment (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('payment', 'supplier_refund', 'payable_settlement')),
    no              TEXT NOT NULL,
    supplier_id     BIGINT NOT NULL,
    fund_account_id BIGINT,
    payment_date    TEXT NOT NULL,
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
    CHECK ((kind = 'payable_settlement') = (amount = 0) AND (kind = 'payable_settlement') = (fund_account_id IS NULL)),
    CHECK (kind = 'payment' OR allocated = amount),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id),
    FOREIGN KEY (tenant_id, fund_account_id) REFERENCES fund_account (tenant_id, id),
    FOREIGN KEY (tenant_id, reverses_id) REFERENCES payment (tenant_id, id),
    FOREIGN KEY (tenant_id, reversed_by_id) REFERENCES payment (tenant_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX payment_source ON payment (tenant_id, source_kind, source_id) WHERE source_id IS NOT NULL;
CREATE UNIQUE INDEX payment_reverses ON payment (tenant_id, reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX payment_supplier ON payment (tenant_id, supplier_id, id);
CREATE INDEX payment_fund_account ON payment (tenant_id, fund_account_id, id);
CREATE INDEX payment_date ON payment (tenant_id, payment_date, id);

-- Which payment settled which open item, by how much; a reversal adds negative rows.
CREATE TABLE payment_allocation (
    tenant_id      BIGINT NOT NULL,
    payment_id     BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    doc_id         BIGINT NOT NULL,
    amount         BIGINT NOT NULL CHECK (amount <> 0),
    created_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, payment_id, id),
    FOREIGN KEY (tenant_id, payment_id) REFERENCES payment (tenant_id, id),
    FOREIGN KEY (tenant_id, doc_id) REFERENCES payable (tenant_id, doc_id)
) WITHOUT ROWID;
CREATE INDEX payment_allocation_doc ON payment_allocation (tenant_id, doc_id);

-- Which refund gave back how much of a payment's advance; a reversal adds negative rows.
CREATE TABLE payment_advance_refund (
    tenant_id      BIGINT NOT NULL,
    refund_id      BIGINT NOT NULL,
    payment_id     BIGINT NOT NULL,
    amount         BIGINT NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (tenant_id, refund_id, payment_id),
    FOREIGN KEY (tenant_id, refund_id) REFERENCES payment (tenant_id, id),
    FOREIGN KEY (tenant_id, payment_id) REFERENCES payment (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX payment_advance_refund_payment ON payment_advance_refund (tenant_id, payment_id);
