-- Placing purchase orders on 1688, exactly once.

-- How much more than planned is paid without asking anybody; a set without a row has the
-- defaults of the program.
CREATE TABLE placing_setting (
    tenant_id      BIGINT NOT NULL PRIMARY KEY,
    price_bps      BIGINT NOT NULL CHECK (price_bps >= 0),    -- of goods, in 1/10,000 of what was planned
    freight_over   BIGINT NOT NULL CHECK (freight_over >= 0), -- of an order
    updated_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

-- Many orders placed with the same choices 批量下单, and what became of each. The id is
-- that of the task which tells how far it is.
CREATE TABLE placing_batch (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    choices        TEXT NOT NULL, -- JSON
    started_by     TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;

CREATE TABLE placing_batch_order (
    tenant_id      BIGINT NOT NULL,
    batch_id       BIGINT NOT NULL,
    position       BIGINT NOT NULL,
    order_id       BIGINT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    refusal        TEXT NOT NULL DEFAULT '', -- JSON of why not
    PRIMARY KEY (tenant_id, batch_id, position),
    UNIQUE (tenant_id, batch_id, order_id),
    FOREIGN KEY (tenant_id, batch_id) REFERENCES placing_batch (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, order_id) REFERENCES purchase_order (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX placing_batch_order_waiting ON placing_batch_order (tenant_id, batch_id) WHERE state = 'waiting';

-- What one call makes of a purchase order: up to 50 specs of one seller. plan_* is what
-- the purchase order says of it; accepted_total is the most that a person agreed to pay.
-- due_at is when the job of the account has something to do about it.
CREATE TABLE placing_part (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    order_id       BIGINT NOT NULL,
    number         BIGINT NOT NULL,
    account_id     BIGINT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'checking', 'unclear', 'placed', 'refused', 'cancelling', 'cancelled', 'retired')),
    flow           TEXT NOT NULL,
    trade_mode     TEXT NOT NULL DEFAULT '',
    address_id     BIGINT NOT NULL,
    message        TEXT NOT NULL DEFAULT '',
    cargo          TEXT NOT NULL, -- JSON
    content_hash   TEXT NOT NULL, -- of what 1688 is asked
    order_hash     TEXT NOT NULL, -- of what the purchase order said
    plan_goods     BIGINT NOT NULL,
    plan_freight   BIGINT NOT NULL,
    preview_id     BIGINT, -- the last one
    accepted_total BIGINT,
    accepted_by    TEXT NOT NULL DEFAULT '',
    accepted_at    BIGINT,
    refusal        TEXT NOT NULL DEFAULT '', -- JSON of why it stands where it does
    cancel_reason  TEXT NOT NULL DEFAULT '',
    cancel_remark  TEXT NOT NULL DEFAULT '',
    batch_id       BIGINT,
    due_at         BIGINT,
    failures       BIGINT NOT NULL DEFAULT 0, -- in a row, of what may pass by itself
    asked_by       TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, order_id, number),
    FOREIGN KEY (tenant_id, order_id) REFERENCES purchase_order (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES shop (tenant_id, id),
    FOREIGN KEY (tenant_id, address_id) REFERENCES receiving_address (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX placing_part_due ON placing_part (tenant_id, account_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX placing_part_batch ON placing_part (tenant_id, batch_id, order_id) WHERE batch_id IS NOT NULL;
CREATE INDEX placing_part_address ON placing_part (tenant_id, address_id);

-- What 1688 said an order would cost.
CREATE TABLE placing_preview (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    part_id        BIGINT NOT NULL,
    content_hash   TEXT NOT NULL, -- of what was asked
    request        TEXT NOT NULL, -- JSON
    answer         TEXT NOT NULL, -- JSON as read
    goods          BIGINT NOT NULL, -- after discounts
    freight        BIGINT NOT NULL,
    discount       BIGINT NOT NULL,
    total          BIGINT NOT NULL,
    differences    TEXT NOT NULL, -- JSON
    made_at        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, part_id) REFERENCES placing_part (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX placing_preview_part ON placing_preview (tenant_id, part_id, id);

-- A call that makes orders: written down before it is made.
CREATE TABLE placing_attempt (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    part_id        BIGINT NOT NULL,
    order_id       BIGINT NOT NULL,
    account_id     BIGINT NOT NULL,
    number         BIGINT NOT NULL,
    out_order_id   TEXT NOT NULL,
    token          TEXT NOT NULL,
    request        TEXT NOT NULL, -- JSON
    state          TEXT NOT NULL CHECK (state IN ('open', 'unclear', 'created', 'refused', 'not_done', 'ended')),
    evidence       TEXT NOT NULL DEFAULT '', -- JSON: orders that may be it, for a person to decide
    code           TEXT NOT NULL DEFAULT '',
    said           TEXT NOT NULL DEFAULT '', -- as 1688 worded it
    lookups        BIGINT NOT NULL DEFAULT 0,
    started_at     BIGINT NOT NULL,
    unanswered_at  BIGINT,
    answered_at    BIGINT,
    ended_at       BIGINT,
    asked_at       BIGINT,
    decided_by     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, part_id, number),
    UNIQUE (tenant_id, out_order_id),
    FOREIGN KEY (tenant_id, part_id) REFERENCES placing_part (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES purchase_order (tenant_id, id)
) WITHOUT ROWID;
-- Never two that may live: the rule is the database's, not the program's.
CREATE UNIQUE INDEX placing_attempt_live ON placing_attempt (tenant_id, part_id) WHERE state IN ('open', 'unclear', 'created');
CREATE INDEX placing_attempt_order ON placing_attempt (tenant_id, order_id, id);
CREATE INDEX placing_attempt_lost ON placing_attempt (tenant_id, account_id, ended_at) WHERE state = 'not_done';

-- An order that an attempt made on 1688. amount is what creation said; 'extra' is one more
-- than was wanted, which is cancelled.
CREATE TABLE placing_order (
    tenant_id      BIGINT NOT NULL,
    account_id     BIGINT NOT NULL,
    platform_id    TEXT NOT NULL,
    attempt_id     BIGINT NOT NULL,
    part_id        BIGINT NOT NULL,
    amount         BIGINT, -- NULL where 1688 did not tell
    extra          BOOLEAN NOT NULL DEFAULT FALSE,
    state          TEXT NOT NULL CHECK (state IN ('told', 'read', 'closed', 'kept')), -- kept: one too many that could not be cancelled
    made_at        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, account_id, platform_id),
    FOREIGN KEY (tenant_id, attempt_id) REFERENCES placing_attempt (tenant_id, id),
    FOREIGN KEY (tenant_id, part_id) REFERENCES placing_part (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX placing_order_part ON placing_order (tenant_id, part_id);
CREATE INDEX placing_order_attempt ON placing_order (tenant_id, attempt_id);
