-- Telling a warehouse management system (WMS) what is to arrive, and taking what it received.

CREATE TABLE wms_setting (
    tenant_id         BIGINT NOT NULL PRIMARY KEY,
    endpoint          TEXT NOT NULL DEFAULT '',
    push_when         TEXT NOT NULL CHECK (push_when IN ('approved', 'shipped', 'manual')),
    secret            TEXT NOT NULL DEFAULT '', -- sealed; signs what is sent
    updated_at        BIGINT NOT NULL,
    version           BIGINT NOT NULL DEFAULT 1,
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

-- The warehouses that the WMS works in.
CREATE TABLE wms_warehouse (
    tenant_id         BIGINT NOT NULL,
    warehouse_id      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, warehouse_id),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES warehouse (tenant_id, id)
) WITHOUT ROWID;

-- An arrival notice 到货通知 of a purchase order. content is the version's, without the
-- version itself; tried_version is the last that a call was begun for. due_at is when the
-- job looks at it; code and params say why it stands where it does.
CREATE TABLE wms_notice (
    tenant_id         BIGINT NOT NULL,
    id                BIGINT NOT NULL,
    purchase_order_id BIGINT NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'failed', 'withdrawn')),
    version           BIGINT NOT NULL DEFAULT 0,
    tried_version     BIGINT NOT NULL DEFAULT 0,
    sent_version      BIGINT NOT NULL DEFAULT 0,
    content           TEXT NOT NULL DEFAULT '', -- JSON
    external_no       TEXT NOT NULL DEFAULT '', -- what the WMS calls it
    attempts          BIGINT NOT NULL DEFAULT 0, -- in a row, of the version
    code              TEXT NOT NULL DEFAULT '',
    params            TEXT NOT NULL DEFAULT '{}',
    due_at            BIGINT,
    sent_at           BIGINT,
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, purchase_order_id),
    FOREIGN KEY (tenant_id, purchase_order_id) REFERENCES purchase_order (tenant_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX wms_notice_external ON wms_notice (tenant_id, external_no) WHERE external_no <> '';
CREATE INDEX wms_notice_due ON wms_notice (tenant_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX wms_notice_state ON wms_notice (tenant_id, state, id);

-- Each call that told the WMS a version. One without an end was under way when the process
-- ended: whether it arrived is not known.
CREATE TABLE wms_push (
    tenant_id         BIGINT NOT NULL,
    notice_id         BIGINT NOT NULL,
    number            BIGINT NOT NULL,
    version           BIGINT NOT NULL,
    started_at        BIGINT NOT NULL,
    ended_at          BIGINT,
    outcome           TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'taken', 'refused', 'busy', 'unanswered')),
    status            BIGINT NOT NULL DEFAULT 0, -- of HTTP
    said              TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, notice_id, number),
    FOREIGN KEY (tenant_id, notice_id) REFERENCES wms_notice (tenant_id, id) ON DELETE CASCADE
) WITHOUT ROWID;

-- What the WMS received, under its own number, so that a repetition is known.
CREATE TABLE wms_receipt (
    tenant_id         BIGINT NOT NULL,
    receipt_no        TEXT NOT NULL, -- of the WMS
    notice_id         BIGINT NOT NULL,
    receipt_id        BIGINT NOT NULL, -- the purchase receipt made of it
    content_hash      TEXT NOT NULL,
    created_at        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, receipt_no),
    UNIQUE (tenant_id, receipt_id),
    FOREIGN KEY (tenant_id, notice_id) REFERENCES wms_notice (tenant_id, id),
    FOREIGN KEY (tenant_id, receipt_id) REFERENCES purchase_receipt (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX wms_receipt_notice ON wms_receipt (tenant_id, notice_id);
