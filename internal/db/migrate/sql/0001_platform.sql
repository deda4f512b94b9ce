-- Account sets, people, access, numbering, audit, idempotency, search.

-- An account set is the tenant: its id is the tenant_id of everything in it.
CREATE TABLE account_set (
    tenant_id      BIGINT NOT NULL PRIMARY KEY,
    name           TEXT NOT NULL,
    start_date     TEXT NOT NULL,
    industry       TEXT NOT NULL,
    costing_scope  TEXT NOT NULL CHECK (costing_scope IN ('set', 'warehouse')),
    stock_review   BOOLEAN NOT NULL,
    tax_accounted  BOOLEAN NOT NULL,
    own_approval   BOOLEAN NOT NULL DEFAULT FALSE,
    lot_expiry     BOOLEAN NOT NULL DEFAULT FALSE,
    time_zone      TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    base_currency  TEXT NOT NULL DEFAULT 'CNY',
    modules        TEXT NOT NULL DEFAULT '[]',
    policy_locked  BOOLEAN NOT NULL DEFAULT FALSE,
    locked_by      TEXT NOT NULL DEFAULT '',
    locked_at      BIGINT,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1
) WITHOUT ROWID;

-- People exist once, across account sets.
CREATE TABLE person (
    id             BIGINT NOT NULL PRIMARY KEY,
    login          TEXT NOT NULL,
    login_key      TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    password_hash  TEXT NOT NULL,
    language       TEXT NOT NULL DEFAULT 'zh-CN',
    disabled       BOOLEAN NOT NULL DEFAULT FALSE,
    system_admin   BOOLEAN NOT NULL DEFAULT FALSE,
    created_at     BIGINT NOT NULL,
    last_login_at  BIGINT,
    version        BIGINT NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TABLE session (
    token_hash     TEXT NOT NULL PRIMARY KEY,
    id             BIGINT NOT NULL UNIQUE,
    person_id      BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    seen_at        BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    ip             TEXT NOT NULL DEFAULT '',
    user_agent     TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_expiry ON session (expires_at);

-- Failed logins for throttling: per login and address, per address, per login.
CREATE TABLE login_failure (
    subject        TEXT NOT NULL PRIMARY KEY,
    failures       BIGINT NOT NULL,
    last_at        BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX login_failure_age ON login_failure (last_at);

-- Addresses that people have signed in from.
CREATE TABLE login_address (
    subject        TEXT NOT NULL PRIMARY KEY,
    last_at        BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX login_address_age ON login_address (last_at);

-- A value sealed with each key that something may be sealed with: a start with other keys is refused.
CREATE TABLE secret_key (
    key_id         TEXT NOT NULL PRIMARY KEY,
    sealed         TEXT NOT NULL,
    created_at     BIGINT NOT NULL
) WITHOUT ROWID;

-- Looked up by hash before the account set is known, so a reference table.
CREATE TABLE api_token (
    token_hash     TEXT NOT NULL PRIMARY KEY,
    id             BIGINT NOT NULL UNIQUE,
    tenant_id      BIGINT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('personal', 'service')),
    person_id      BIGINT NOT NULL,           -- whom it acts as; of a service token, who made it
    name           TEXT NOT NULL,
    hint           TEXT NOT NULL,
    role_id        BIGINT,                    -- a service token's role, when it has no list of its own
    permissions    TEXT NOT NULL,             -- a JSON list
    warehouse_ids  TEXT NOT NULL,             -- as in member; a personal token has its person's instead
    shop_ids       TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT,
    used_at        BIGINT,
    revoked_at     BIGINT
) WITHOUT ROWID;
CREATE INDEX api_token_tenant ON api_token (tenant_id, id);

CREATE TABLE invitation (
    token_hash     TEXT NOT NULL PRIMARY KEY,
    id             BIGINT NOT NULL UNIQUE,
    tenant_id      BIGINT NOT NULL,
    name           TEXT NOT NULL,
    role_ids       TEXT NOT NULL,
    warehouse_ids  TEXT NOT NULL,             -- as in member
    shop_ids       TEXT NOT NULL,
    invited_by     BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    accepted_at    BIGINT,
    accepted_by    BIGINT,
    revoked_at     BIGINT
) WITHOUT ROWID;
CREATE INDEX invitation_tenant ON invitation (tenant_id, id);

-- Links with which a person chooses a new password, found by hash before the account set is known.
CREATE TABLE password_reset (
    token_hash     TEXT NOT NULL PRIMARY KEY,
    tenant_id      BIGINT NOT NULL,           -- the set of whoever made it
    person_id      BIGINT NOT NULL,
    made_by        BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX password_reset_person ON password_reset (person_id);

CREATE TABLE preference (
    person_id      BIGINT NOT NULL,
    key            TEXT NOT NULL,
    value          TEXT NOT NULL,
    updated_at     BIGINT NOT NULL,
    PRIMARY KEY (person_id, key)
) WITHOUT ROWID;

CREATE TABLE role (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    builtin        TEXT NOT NULL DEFAULT '',
    name           TEXT NOT NULL,
    permissions    TEXT NOT NULL,             -- '' is the program's defaults of the built-in role, else a JSON list
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

CREATE TABLE member (
    tenant_id      BIGINT NOT NULL,
    person_id      BIGINT NOT NULL,
    disabled       BOOLEAN NOT NULL DEFAULT FALSE,
    warehouse_ids  TEXT NOT NULL DEFAULT '',  -- '' is all, else a JSON list
    shop_ids       TEXT NOT NULL DEFAULT '',
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, person_id),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;
CREATE INDEX member_person ON member (person_id);

CREATE TABLE member_role (
    tenant_id      BIGINT NOT NULL,
    person_id      BIGINT NOT NULL,
    role_id        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, person_id, role_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES member (tenant_id, person_id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, role_id) REFERENCES role (tenant_id, id)
) WITHOUT ROWID;

-- How documents are numbered, where a set departs from the default.
CREATE TABLE number_rule (
    tenant_id      BIGINT NOT NULL,
    doc_type       TEXT NOT NULL,
    prefix         TEXT NOT NULL,
    date_format    TEXT NOT NULL,
    digits         BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, doc_type),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;

-- The last sequence given behind a stem, which is prefix and date: "XH20190327".
CREATE TABLE number_counter (
    tenant_id      BIGINT NOT NULL,
    stem           TEXT NOT NULL,
    last           BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, stem)
) WITHOUT ROWID;

CREATE TABLE audit (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    at             BIGINT NOT NULL,
    actor_kind     TEXT NOT NULL,
    person_id      BIGINT,
    actor_name     TEXT NOT NULL,
    ip             TEXT NOT NULL DEFAULT '',
    request_id     TEXT NOT NULL DEFAULT '',
    action         TEXT NOT NULL,
    entity         TEXT NOT NULL,
    entity_id      BIGINT,
    entity_no      TEXT NOT NULL DEFAULT '',
    before_state   TEXT,
    after_state    TEXT,
    PRIMARY KEY (tenant_id, id)
) WITHOUT ROWID;
CREATE INDEX audit_at ON audit (tenant_id, at, id);
CREATE INDEX audit_entity ON audit (tenant_id, entity, entity_id, id);
CREATE INDEX audit_person ON audit (tenant_id, person_id, id);

CREATE TABLE idempotency_key (
    tenant_id      BIGINT NOT NULL,
    actor          TEXT NOT NULL,
    key            TEXT NOT NULL,
    request_hash   TEXT NOT NULL,
    status         BIGINT,
    content_type   TEXT,
    response       TEXT,
    created_at     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, actor, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_key_age ON idempotency_key (tenant_id, created_at);

-- What fuzzy search looks in: the words of a record, by kind. The id is that of the record.
-- Each word starts with its kind and account set, on PostgreSQL with a short hash of them,
-- so that a look-up reads the list of one word in one set and nothing else.
--@sqlite
CREATE VIRTUAL TABLE search_index USING fts5(g, content='', contentless_delete=1, detail=none, tokenize='ascii');
--@end
--@postgres
CREATE TABLE search_index (
    tenant_id      BIGINT NOT NULL,
    kind           TEXT NOT NULL,
    id             BIGINT NOT NULL,
    g              TSVECTOR NOT NULL,
    PRIMARY KEY (tenant_id, kind, id)
);
CREATE INDEX search_index_g ON search_index USING GIN (g);
-- Whether a word is rare or common decides how a list is read.
ALTER TABLE search_index ALTER COLUMN g SET STATISTICS 300;
--@end
