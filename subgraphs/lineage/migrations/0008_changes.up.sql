-- What is kept of each change: the key that makes a repeat harmless, the audit, and the copies that must follow.

-- What a caller's key has made, and of what input.
create table idempotency (
  subject text not null,
  key text not null,
  operation text not null,
  input_digest text not null,
  result_id text,
  created_at timestamptz(3) not null default now(),
  primary key (subject, key)
);

-- Changes in all three stores. Ids are drawn where the change was made, so that what arrives twice is stored once.
create table audit_event (
  id uuid primary key,
  at timestamptz(3) not null default now(),
  actor text collate "C" not null,
  action text collate "C" not null,
  target_type text collate "C" not null,
  target_id text collate "C" not null,
  before jsonb,
  after jsonb
);
create index audit_event_newest on audit_event (at desc, id desc);
create index audit_event_of_actor on audit_event (actor, at desc, id desc);
create index audit_event_of_target on audit_event (target_id, at desc, id desc);

-- One row a copy in another store: that it is behind (version > delivered), never what to write. Its key among the
-- copies of its kind: of an experiment the run, of a board's row the metric, the dataset ('' for all) and the model, of
-- a registry the feature view, of a serving path the model.
create table sync_copy (
  kind text collate "C" not null check (kind in ('experiment', 'board', 'registry', 'serving')),
  key text[] collate "C" not null,
  version bigint not null default 1,
  delivered bigint not null default 0,
  delivered_at timestamptz(3),
  lease_until timestamptz(3),
  attempts integer not null default 0,
  retry_at timestamptz(3),
  -- Since when it has been behind.
  behind_since timestamptz(3) not null default now(),
  primary key (kind, key)
);
create index sync_copy_behind on sync_copy (kind, behind_since) where version > delivered;
