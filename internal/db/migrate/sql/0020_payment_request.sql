-- Paying suppliers: payment requests, what was booked for purchase orders, paying on 1688.

-- What was paid before there was anything to settle says for which order.
ALTER TABLE payment ADD COLUMN order_id BIGINT;
ALTER TABLE receipt ADD COLUMN order_id BIGINT;
CREATE INDEX payment_order ON payment (tenant_id, order_id, id) WHERE order_id IS NOT NULL;

-- A wish to pay for purchase orders of one supplier 付款申请; approved, it is the cashier's
-- payment notice 付款通知.
CREATE TABLE payment_request (
    tenant_id        BIGINT NOT NULL,
    id               BIGINT NOT NULL,
    no               TEXT NOT NULL,
    date             TEXT NOT NULL,
    kind             TEXT NOT NULL CHECK (kind IN ('prepayment', 'balance')),
    state            TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved_once', 'approved', 'paid', 'void')),
    supplier_id      BIGINT NOT NULL,
    buyer_account_id BIGINT, -- of what is paid on 1688
    pay_method       TEXT NOT NULL CHECK (pay_method IN ('1688', 'alipay', 'bank', 'cash')),
    fund_account_id  BIGINT, -- wanted; the cashier decides
    amount           BIGINT NOT NULL CHECK (amount >= 0),
    paid             BIGINT NOT NULL DEFAULT 0,
    attention        TEXT NOT NULL DEFAULT '', -- what happened since and keeps it from being paid
    note             TEXT NOT NULL DEFAULT '',
    -- The content that was submitted and the approvals it needs; a later change of it voids them.
    content_hash     TEXT NOT NULL DEFAULT '',
    levels           BIGINT NOT NULL DEFAULT 0,
    submitted_by     BIGINT,
    submitted_at     BIGINT,
    approved_by      BIGINT, -- first approval
    approved_at      BIGINT,
    approved2_by     BIGINT,
    approved2_at     BIGINT,
    asked_at         BIGINT, -- when the cashier last went to pay on 1688
    paid_at          BIGINT,
    rejected_reason  TEXT NOT NULL DEFAULT '',
    created_by       BIGINT,
    changed_by       BIGINT, -- who last changed what it says
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    version          BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, no),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id),
    FOREIGN KEY (tenant_id, fund_account_id) REFERENCES fund_account (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX payment_request_date ON payment_request (tenant_id, date, id);
CREATE INDEX payment_request_supplier ON payment_request (tenant_id, supplier_id, id);
CREATE INDEX payment_request_state ON payment_request (tenant_id, state, id);

CREATE TABLE payment_request_line (
    tenant_id      BIGINT NOT NULL,
    request_id     BIGINT NOT NULL,
    position       BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    order_id       BIGINT NOT NULL, -- the purchase order
    order_hash     TEXT NOT NULL DEFAULT '', -- what it said when payment was asked for
    amount         BIGINT NOT NULL CHECK (amount >= 0),
    was            BIGINT, -- before the supplier changed the price on 1688
    paid           BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, request_id, position),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, request_id) REFERENCES payment_request (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, order_id) REFERENCES purchase_order (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX payment_request_line_order ON payment_request_line (tenant_id, order_id, request_id);

-- Money that went out or came back for a purchase order, each with its payment in the
-- books, or why there is none yet.
CREATE TABLE order_payment (
    tenant_id         BIGINT NOT NULL,
    id                BIGINT NOT NULL,
    kind              TEXT NOT NULL CHECK (kind IN ('cashier', 'platform', 'refund')),
    order_id          BIGINT, -- the purchase order; NULL while nobody knows
    platform_order_id BIGINT, -- the order on 1688 that was paid or refunded
    stage             BIGINT NOT NULL DEFAULT 1, -- counts the payments, or the refunds, of one order on 1688
    request_id        BIGINT,
    line_id           BIGINT, -- of the request
    amount            BIGINT NOT NULL, -- below zero for a refund
    happened_at       BIGINT NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('booked', 'held', 'taken_back', 'dismissed')),
    reason            TEXT NOT NULL DEFAULT '', -- JSON: why it is not booked
    note              TEXT NOT NULL DEFAULT '', -- why a person dealt with it elsewhere
    booking_id        BIGINT NOT NULL, -- the source of the payment; a new one each time it is booked
    payment_id        BIGINT,
    fund_account_id   BIGINT,
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT NOT NULL,
    version           BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    CHECK ((state = 'booked') = (payment_id IS NOT NULL)),
    FOREIGN KEY (tenant_id, payment_id) REFERENCES payment (tenant_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX order_payment_stage ON order_payment (tenant_id, platform_order_id, kind, stage) WHERE platform_order_id IS NOT NULL;
CREATE UNIQUE INDEX order_payment_booking ON order_payment (tenant_id, booking_id);
CREATE INDEX order_payment_order ON order_payment (tenant_id, order_id, id) WHERE order_id IS NOT NULL;
CREATE INDEX order_payment_request ON order_payment (tenant_id, request_id, id) WHERE request_id IS NOT NULL;
CREATE INDEX order_payment_state ON order_payment (tenant_id, state, id);

-- Payments without password that were asked of 1688. At most one of an order may be
-- without an end: an index.
CREATE TABLE pay_attempt (
    tenant_id         BIGINT NOT NULL,
    id                BIGINT NOT NULL,
    request_id        BIGINT NOT NULL,
    buyer_account_id  BIGINT NOT NULL,
    platform_order_id BIGINT NOT NULL,
    platform_id       TEXT NOT NULL, -- the order's number on 1688
    amount            BIGINT NOT NULL,
    channel           TEXT NOT NULL DEFAULT '',
    state             TEXT NOT NULL CHECK (state IN ('open', 'checking', 'paid', 'refused', 'not_paid')),
    code              TEXT NOT NULL DEFAULT '', -- what 1688 said
    message           TEXT NOT NULL DEFAULT '',
    looked            BIGINT NOT NULL DEFAULT 0, -- how often the order was read since without finding it paid
    created_by        BIGINT,
    created_at        BIGINT NOT NULL,
    sent_at           BIGINT, -- written before the call
    ended_at          BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, request_id) REFERENCES payment_request (tenant_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX pay_attempt_live ON pay_attempt (tenant_id, platform_order_id) WHERE state IN ('open', 'checking');
CREATE INDEX pay_attempt_request ON pay_attempt (tenant_id, request_id, id);
CREATE INDEX pay_attempt_waiting ON pay_attempt (tenant_id, id) WHERE state IN ('open', 'checking');

-- How a buyer account pays: the fund account that its payments leave, whether it pays with 跨境宝.
CREATE TABLE pay_account (
    tenant_id        BIGINT NOT NULL,
    buyer_account_id BIGINT NOT NULL,
    fund_account_id  BIGINT,
    cross_border     BOOLEAN NOT NULL DEFAULT FALSE,
    agreements       TEXT NOT NULL DEFAULT '[]', -- JSON: the channels that pay without password
    read_at          BIGINT,
    updated_at       BIGINT NOT NULL,
    version          BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, buyer_account_id),
    FOREIGN KEY (tenant_id, fund_account_id) REFERENCES fund_account (tenant_id, id)
) WITHOUT ROWID;

-- How far a price may rise after the approval without asking again.
CREATE TABLE pay_setting (
    tenant_id      BIGINT NOT NULL PRIMARY KEY,
    rise_bps       BIGINT NOT NULL DEFAULT 0,
    rise_amount    BIGINT NOT NULL DEFAULT 0,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1
) WITHOUT ROWID;

-- What people say about a purchase order whose four figures do not agree. It holds for
-- the figures it was said of.
CREATE TABLE order_agreement (
    tenant_id      BIGINT NOT NULL,
    order_id       BIGINT NOT NULL,
    owner_id       BIGINT, -- who looks into it
    note           TEXT NOT NULL DEFAULT '',
    figures        TEXT NOT NULL DEFAULT '', -- those that were accepted as they are; empty: not accepted
    updated_by     BIGINT,
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, order_id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES purchase_order (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
