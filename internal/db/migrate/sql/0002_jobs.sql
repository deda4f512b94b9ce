-- Background jobs and the long work people watch. The job engine's own tables
-- (river_*) are made just before these statements, see river.go.

-- The list a person looks at is one account set's, newest first.
--@sqlite
CREATE INDEX river_job_set ON river_job (metadata ->> 'set', id);
--@end
--@postgres
CREATE INDEX river_job_set ON river_job ((metadata ->> 'set'), id);
--@end

-- The jobs of a lane that are not finished: one runs, the earliest due goes next.
-- A parked job has been fetched and sent back to wait for its turn.
CREATE TABLE job_lane (
    tenant_id      BIGINT NOT NULL,
    lane           TEXT NOT NULL,
    job_id         BIGINT NOT NULL,
    running        BOOLEAN NOT NULL DEFAULT FALSE,
    parked         BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (tenant_id, lane, job_id)
) WITHOUT ROWID;
CREATE INDEX job_lane_parked ON job_lane (tenant_id, lane) WHERE parked;
CREATE INDEX job_lane_job ON job_lane (job_id);

-- The processes that work jobs, and when each was last alive.
CREATE TABLE job_process (
    id             TEXT NOT NULL PRIMARY KEY,
    seen_at        BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE task (
    tenant_id        BIGINT NOT NULL,
    id               BIGINT NOT NULL,
    kind             TEXT NOT NULL,
    title            TEXT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    done             BIGINT NOT NULL DEFAULT 0,
    failed           BIGINT NOT NULL DEFAULT 0,
    total            BIGINT NOT NULL DEFAULT 0,
    message          TEXT NOT NULL DEFAULT '',
    ref_kind         TEXT NOT NULL DEFAULT '',
    ref_id           BIGINT,
    cancel_requested BOOLEAN NOT NULL DEFAULT FALSE,
    started_by       TEXT NOT NULL,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    finished_at      BIGINT,
    shown_at         BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id) REFERENCES account_set (tenant_id)
) WITHOUT ROWID;
CREATE INDEX task_ref ON task (tenant_id, ref_kind, ref_id, id);
