-- Marks of quarantine, which reach along derivation, and callers' own edges.

-- A version that somebody marked, and how far its mark reaches along derivation; it reaches itself at distance 0.
create table quarantine (
  origin_id text collate "C" primary key references dataset_version,
  reason text not null,
  at timestamptz(3) not null default now(),
  by text not null
);
create table quarantine_mark (
  origin_id text collate "C" not null references quarantine on delete cascade,
  version_id text collate "C" not null references dataset_version,
  distance integer not null check (distance >= 0),
  primary key (origin_id, version_id),
  check ((distance = 0) = (origin_id = version_id))
);
create index quarantine_mark_nearest on quarantine_mark (version_id, distance, origin_id);

create function count_marks() returns trigger language plpgsql as $$
begin
  update dataset_version set marks = dataset_version.marks + change.marks
  from (
    select version_id, case tg_op when 'INSERT' then count(*) else -count(*) end as marks from changed group by version_id
  ) change
  where dataset_version.id = change.version_id;
  return null;
end $$;
create trigger quarantine_mark_added after insert on quarantine_mark
  referencing new table as changed for each statement execute function count_marks();
create trigger quarantine_mark_removed after delete on quarantine_mark
  referencing old table as changed for each statement execute function count_marks();

-- Callers' own edges; those that the platform sees are rows of the tables that they come from.
create table lineage_edge (
  from_type text not null check (from_type in ('DATASET_VERSION', 'TRAINING_RUN', 'MODEL_VERSION', 'DEPLOYMENT', 'FEATURE_VIEW')),
  from_id text collate "C" not null,
  to_type text not null check (to_type in ('DATASET_VERSION', 'TRAINING_RUN', 'MODEL_VERSION', 'DEPLOYMENT', 'FEATURE_VIEW')),
  to_id text collate "C" not null,
  type text collate "C" not null check (type ~ '^[a-z][a-z0-9_-]{0,99}$'),
  created_at timestamptz(3) not null default now(),
  created_by text not null,
  primary key (from_type, from_id, to_type, to_id, type),
  check ((from_type, from_id) <> (to_type, to_id))
);
create index lineage_edge_to on lineage_edge (to_type, to_id, from_type, from_id);
