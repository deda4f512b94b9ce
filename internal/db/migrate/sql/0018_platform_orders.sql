-- Orders as 1688 has them, whoever placed them: what 1688 says is kept beside the purchase
-- order, never written over it.

CREATE TABLE platform_order (
    tenant_id         BIGINT NOT NULL,
    id                BIGINT NOT NULL,
    account_id        BIGINT NOT NULL,
    platform_id       TEXT NOT NULL,
    purchase_order_id BIGINT,
    -- How it came to its purchase order: placed from here, or what a person decided of an
    -- order made by hand. 'ignored' is not ours to buy for.
    link              TEXT NOT NULL DEFAULT '' CHECK (link IN ('', 'placed', 'adopted', 'made', 'ignored')),
    linked_by         TEXT NOT NULL DEFAULT '',
    linked_at         BIGINT,
    status            TEXT NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('unpaid', 'to_ship', 'shipped', 'received', 'done', 'closed', 'other')),
    logistics         TEXT NOT NULL DEFAULT 'none' CHECK (logistics IN ('none', 'partial', 'sent', 'signed')),
    supplier_id       BIGINT,
    seller_member     TEXT NOT NULL DEFAULT '',
    seller_login      TEXT NOT NULL DEFAULT '',
    seller_name       TEXT NOT NULL DEFAULT '',
    goods             BIGINT NOT NULL,
    freight           BIGINT NOT NULL,
    discount          BIGINT NOT NULL, -- of the whole order; negative is cheaper
    coupon            BIGINT NOT NULL,
    total             BIGINT NOT NULL,
    paid              BIGINT NOT NULL,
    refund            BIGINT NOT NULL,
    refund_status     TEXT NOT NULL DEFAULT '',
    out_order_id      TEXT NOT NULL DEFAULT '',
    message           TEXT NOT NULL DEFAULT '', -- to the seller
    memo              TEXT NOT NULL DEFAULT '', -- our own, on 1688
    trade_mode        TEXT NOT NULL DEFAULT '',
    close_reason      TEXT NOT NULL DEFAULT '',
    ordered_at        BIGINT NOT NULL,
    pay_until         BIGINT,
    paid_at           BIGINT,
    shipped_at        BIGINT,
    received_at       BIGINT,
    done_at           BIGINT,
    modified_at       BIGINT NOT NULL, -- by 1688's clock
    seen              TEXT NOT NULL,   -- JSON as read
    read_at           BIGINT NOT NULL,
    changed_at        BIGINT NOT NULL, -- when an answer last said something new
    next_poll_at      BIGINT,          -- NULL: nothing can change any more
    failures          BIGINT NOT NULL DEFAULT 0, -- in a row, of asking about it
    trouble           TEXT NOT NULL DEFAULT '',  -- JSON of the fault of the last
    created_at        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, account_id, platform_id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES shop (tenant_id, id),
    FOREIGN KEY (tenant_id, purchase_order_id) REFERENCES purchase_order (tenant_id, id),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX platform_order_ordered ON platform_order (tenant_id, ordered_at, id);
CREATE INDEX platform_order_state ON platform_order (tenant_id, state, ordered_at, id);
CREATE INDEX platform_order_number ON platform_order (tenant_id, platform_id);
CREATE INDEX platform_order_purchase ON platform_order (tenant_id, purchase_order_id) WHERE purchase_order_id IS NOT NULL;
CREATE INDEX platform_order_open ON platform_order (tenant_id, ordered_at, id) WHERE link = '';
CREATE INDEX platform_order_supplier ON platform_order (tenant_id, supplier_id, ordered_at) WHERE supplier_id IS NOT NULL;
CREATE INDEX platform_order_poll ON platform_order (tenant_id, account_id, next_poll_at) WHERE next_poll_at IS NOT NULL;

CREATE TABLE platform_order_line (
    tenant_id         BIGINT NOT NULL,
    order_id          BIGINT NOT NULL,
    line_id           TEXT NOT NULL, -- of 1688
    position          BIGINT NOT NULL,
    offer_id          BIGINT NOT NULL DEFAULT 0,
    spec_id           TEXT NOT NULL DEFAULT '',
    platform_sku_id   BIGINT NOT NULL DEFAULT 0,
    title             TEXT NOT NULL DEFAULT '',
    spec              TEXT NOT NULL DEFAULT '',
    picture           TEXT NOT NULL DEFAULT '',
    code              TEXT NOT NULL DEFAULT '',
    unit              TEXT NOT NULL DEFAULT '',
    quantity          BIGINT NOT NULL,
    price             BIGINT NOT NULL,
    discount          BIGINT NOT NULL,
    amount            BIGINT NOT NULL,
    refund            BIGINT NOT NULL,
    refund_status     TEXT NOT NULL DEFAULT '',
    logistics         BIGINT NOT NULL DEFAULT 0, -- 1688's number: 1 not sent, 2 sent, 3 received, 4 returned, 5 partly
    purchase_line_id  BIGINT, -- what it buys
    PRIMARY KEY (tenant_id, order_id, line_id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES platform_order (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX platform_order_line_offer ON platform_order_line (tenant_id, offer_id, order_id);
CREATE INDEX platform_order_line_bought ON platform_order_line (tenant_id, purchase_line_id) WHERE purchase_line_id IS NOT NULL;

-- What an order cost before and after its supplier changed it.
CREATE TABLE platform_price_change (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    order_id       BIGINT NOT NULL,
    total_was      BIGINT NOT NULL,
    total_is       BIGINT NOT NULL,
    goods_was      BIGINT NOT NULL,
    goods_is       BIGINT NOT NULL,
    freight_was    BIGINT NOT NULL,
    freight_is     BIGINT NOT NULL,
    seen_at        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES platform_order (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX platform_price_change_order ON platform_price_change (tenant_id, order_id, id);

CREATE TABLE platform_parcel (
    tenant_id      BIGINT NOT NULL,
    order_id       BIGINT NOT NULL,
    logistics_id   TEXT NOT NULL,
    waybill        TEXT NOT NULL DEFAULT '',
    carrier_no     TEXT NOT NULL DEFAULT '',
    carrier_name   TEXT NOT NULL DEFAULT '',
    status         TEXT NOT NULL DEFAULT '', -- WAITACCEPT, ACCEPT, TRANSPORT, SIGN …; empty before it was asked for
    line_ids       TEXT NOT NULL DEFAULT '', -- comma list of the lines in it
    sent_at        BIGINT,
    seen_at        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, order_id, logistics_id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES platform_order (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX platform_parcel_waybill ON platform_parcel (tenant_id, waybill) WHERE waybill <> '';

-- What carriers said of parcels, and people of orders (轨迹). logistics_id is empty for a
-- note of a person about the whole order.
CREATE TABLE platform_trace (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    order_id       BIGINT NOT NULL,
    logistics_id   TEXT NOT NULL DEFAULT '',
    event_at       BIGINT NOT NULL,
    content        TEXT NOT NULL,
    by_person      BOOLEAN NOT NULL DEFAULT FALSE,
    added_by       TEXT NOT NULL DEFAULT '', -- the person, or the carrier
    added_at       BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, order_id, logistics_id, event_at, content),
    FOREIGN KEY (tenant_id, order_id) REFERENCES platform_order (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Fetching the orders of an account over a span of time 同步1688订单.
CREATE TABLE platform_fetch (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    task_id        BIGINT,
    account_id     BIGINT NOT NULL,
    by_change      BOOLEAN NOT NULL DEFAULT FALSE, -- the span is of changes, not of orders made
    from_at        BIGINT NOT NULL,
    to_at          BIGINT NOT NULL,
    archive        BOOLEAN NOT NULL DEFAULT FALSE, -- the part that 1688 keeps in its archive is being read
    page           BIGINT NOT NULL DEFAULT 1,      -- to be read next
    state          TEXT NOT NULL CHECK (state IN ('running', 'paused', 'done', 'failed', 'cancelled')),
    read_count     BIGINT NOT NULL DEFAULT 0,
    new_count      BIGINT NOT NULL DEFAULT 0,
    code           TEXT NOT NULL DEFAULT '', -- JSON of why it waits or failed
    started_by     TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    finished_at    BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES shop (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX platform_fetch_account ON platform_fetch (tenant_id, account_id, id);

-- Up to when what changed in an account has been looked through.
CREATE TABLE platform_watch (
    tenant_id      BIGINT NOT NULL,
    account_id     BIGINT NOT NULL,
    watched_to     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, account_id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES shop (tenant_id, id)
) WITHOUT ROWID;

-- Numbers that 1688 gave stay when a person rewrites those that people gave.
ALTER TABLE purchase_reference ADD COLUMN learnt BOOLEAN NOT NULL DEFAULT FALSE;
