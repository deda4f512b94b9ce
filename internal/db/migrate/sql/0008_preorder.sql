-- Pre-orders of sales on 1688, and every attempt to make one there.

-- One per sale. amount is what the customer is asked for, actual what 1688 says
-- after the seller's adjustments, extra_paid what was paid on top of it on another
-- attempt. What stands here of 1688 is that of the attempt the customer is shown.
CREATE TABLE preorder (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    no             TEXT NOT NULL,
    date           TEXT NOT NULL,
    shop_id        BIGINT NOT NULL,
    sale_id        BIGINT NOT NULL,
    sale_no        TEXT NOT NULL,
    customer_id    BIGINT NOT NULL,
    customer_name  TEXT NOT NULL,
    amount         BIGINT NOT NULL,
    fee            BIGINT NOT NULL,
    note           TEXT NOT NULL DEFAULT '',
    upload_state   TEXT NOT NULL CHECK (upload_state IN ('waiting', 'checking', 'uploaded', 'refused', 'abandoned')),
    pay_state      TEXT NOT NULL CHECK (pay_state IN ('none', 'unpaid', 'ordered', 'paid', 'expired')),
    refusal        TEXT NOT NULL DEFAULT '',
    platform_id    TEXT NOT NULL DEFAULT '',
    order_id       TEXT NOT NULL DEFAULT '',
    pay_url        TEXT NOT NULL DEFAULT '',
    actual         BIGINT,
    expires_at     BIGINT,
    paid_at        BIGINT,
    extra_paid     BIGINT NOT NULL DEFAULT 0,
    polled_at      BIGINT,
    receipt_id     BIGINT,
    receipt_no     TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, sale_id),
    UNIQUE (tenant_id, no),
    FOREIGN KEY (tenant_id, sale_id) REFERENCES sale (tenant_id, id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customer (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX preorder_date ON preorder (tenant_id, date, id);
CREATE INDEX preorder_shop ON preorder (tenant_id, shop_id, id);
CREATE INDEX preorder_open ON preorder (tenant_id, upload_state, pay_state, id) WHERE pay_state <> 'paid';

-- What was sent, when, and what came of it. 'open' is an attempt without an
-- answer, whatever the reason; it is looked up on 1688 by its token. 'ended' was
-- made and given up since; it can still be paid, so it is asked about for some
-- days. made_at is by the clock of 1688.
CREATE TABLE preorder_attempt (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    preorder_id    BIGINT NOT NULL,
    number         BIGINT NOT NULL,
    token          TEXT NOT NULL,
    request        TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('open', 'created', 'refused', 'not_done', 'ended')),
    platform_id    TEXT NOT NULL DEFAULT '',
    order_id       TEXT NOT NULL DEFAULT '',
    pay_url        TEXT NOT NULL DEFAULT '',
    actual         BIGINT,
    code           TEXT NOT NULL DEFAULT '',
    message        TEXT NOT NULL DEFAULT '',
    lookups        BIGINT NOT NULL DEFAULT 0,
    started_at     BIGINT NOT NULL,
    unanswered_at  BIGINT,
    answered_at    BIGINT,
    made_at        BIGINT,
    ended_at       BIGINT,
    asked_at       BIGINT,
    paid_at        BIGINT,
    receipt_id     BIGINT,
    receipt_no     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, preorder_id, number),
    FOREIGN KEY (tenant_id, preorder_id) REFERENCES preorder (tenant_id, id)
) WITHOUT ROWID;
-- Never two that may live: the rule is the database's, not the program's.
CREATE UNIQUE INDEX preorder_attempt_live ON preorder_attempt (tenant_id, preorder_id) WHERE state IN ('open', 'created');
CREATE INDEX preorder_attempt_ended ON preorder_attempt (tenant_id, ended_at) WHERE ended_at IS NOT NULL;

-- What 1688 holds of a paid attempt (its id) until the buyer confirms. amount is what
-- its receipt brought into the escrow account, refund what the books gave back of it,
-- platform_refund what 1688 says was. hold is why it is not released by itself,
-- expected_on the day when it would be.
CREATE TABLE escrow (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    preorder_id     BIGINT NOT NULL,
    shop_id         BIGINT NOT NULL,
    customer_id     BIGINT NOT NULL,
    fund_account_id BIGINT NOT NULL,
    amount          BIGINT NOT NULL CHECK (amount > 0),
    order_id        TEXT NOT NULL DEFAULT '',
    state           TEXT NOT NULL CHECK (state IN ('paid', 'shipped', 'confirmed', 'released', 'refunded')),
    hold            TEXT NOT NULL DEFAULT '' CHECK (hold IN ('', 'refunding', 'refunded', 'closed', 'account', 'reversed')),
    platform_refund BIGINT NOT NULL DEFAULT 0,
    refund          BIGINT NOT NULL DEFAULT 0,
    held_since      BIGINT NOT NULL,
    shipped_at      BIGINT,
    expected_on     TEXT,
    confirmed_at    BIGINT,
    asked_at        BIGINT,
    transfer_id     BIGINT,
    transfer_no     TEXT NOT NULL DEFAULT '',
    released_to     BIGINT,
    released_at     BIGINT,
    version         BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    CHECK (refund >= 0 AND refund <= amount AND (state = 'refunded') = (refund = amount)),
    CHECK ((state = 'released') = (transfer_id IS NOT NULL)),
    FOREIGN KEY (tenant_id, id) REFERENCES preorder_attempt (tenant_id, id),
    FOREIGN KEY (tenant_id, preorder_id) REFERENCES preorder (tenant_id, id),
    FOREIGN KEY (tenant_id, fund_account_id) REFERENCES fund_account (tenant_id, id),
    FOREIGN KEY (tenant_id, released_to) REFERENCES fund_account (tenant_id, id),
    FOREIGN KEY (tenant_id, transfer_id) REFERENCES fund_transfer (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX escrow_preorder ON escrow (tenant_id, preorder_id);
CREATE INDEX escrow_held ON escrow (tenant_id, asked_at) WHERE state IN ('paid', 'shipped', 'confirmed');

-- The refunds in the books that stand for what 1688 gave back of it.
CREATE TABLE escrow_refund (
    tenant_id      BIGINT NOT NULL,
    escrow_id      BIGINT NOT NULL,
    receipt_id     BIGINT NOT NULL,
    amount         BIGINT NOT NULL CHECK (amount > 0),
    PRIMARY KEY (tenant_id, escrow_id, receipt_id),
    UNIQUE (tenant_id, receipt_id),
    FOREIGN KEY (tenant_id, escrow_id) REFERENCES escrow (tenant_id, id),
    FOREIGN KEY (tenant_id, receipt_id) REFERENCES receipt (tenant_id, id)
) WITHOUT ROWID;
