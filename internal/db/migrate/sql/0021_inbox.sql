-- Messages that 1688 pushes: what came in, and what each account makes of it.

-- What came in, under the platform's id, so that a repetition is known. Local: which
-- accounts of which sets it concerns is learnt from the member it names. body is what
-- it says, and empty once it was passed on.
CREATE TABLE inbox_message (
    message_id     TEXT NOT NULL PRIMARY KEY,
    topic          TEXT NOT NULL,
    member_id      TEXT NOT NULL,
    subject        TEXT NOT NULL DEFAULT '', -- the order or offer it is about
    born_at        BIGINT,
    received_at    BIGINT NOT NULL,
    replayed       BOOLEAN NOT NULL DEFAULT FALSE, -- fetched, not pushed
    body           TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('new', 'passed', 'nobody', 'unreadable'))
) WITHOUT ROWID;
CREATE INDEX inbox_message_new ON inbox_message (received_at, message_id) WHERE state = 'new';
CREATE INDEX inbox_message_nobody ON inbox_message (member_id) WHERE state = 'nobody';
CREATE INDEX inbox_message_received ON inbox_message (received_at);

-- A message as one account has it. done names the subscribers that are through with it;
-- code and params say why it waits, or why a person has to look at it.
CREATE TABLE inbox_delivery (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    account_id     BIGINT NOT NULL,
    message_id     TEXT NOT NULL,
    topic          TEXT NOT NULL,
    subject        TEXT NOT NULL DEFAULT '',
    born_at        BIGINT,
    received_at    BIGINT NOT NULL,
    replayed       BOOLEAN NOT NULL DEFAULT FALSE,
    body           TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'handled', 'unused', 'stuck', 'dismissed')),
    done           TEXT NOT NULL DEFAULT '',
    attempts       BIGINT NOT NULL DEFAULT 0,
    next_at        BIGINT NOT NULL, -- of a waiting one: when it is tried
    code           TEXT NOT NULL DEFAULT '',
    params         TEXT NOT NULL DEFAULT '{}',
    ended_at       BIGINT,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, account_id, message_id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES shop (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX inbox_delivery_received ON inbox_delivery (tenant_id, received_at, id);
CREATE INDEX inbox_delivery_account ON inbox_delivery (tenant_id, account_id, received_at, id);
CREATE INDEX inbox_delivery_due ON inbox_delivery (tenant_id, account_id, next_at, id) WHERE state = 'waiting';
CREATE INDEX inbox_delivery_open ON inbox_delivery (tenant_id, received_at, id) WHERE state IN ('waiting', 'stuck');
CREATE INDEX inbox_delivery_subject ON inbox_delivery (tenant_id, subject) WHERE subject <> '';

-- A message names the member; which sets have an account of it is asked across sets.
CREATE INDEX shop_member ON shop (member_id);
