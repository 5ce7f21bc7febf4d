-- What mutations need: metric points and parameters of runs, histories, marks of quarantine, feature views, callers'
-- edges, the audit, and the list of copies in other stores.

-- A defined metric has boards, whose members are named metric:dataset; x_ begins the boards of callers.
create table metric_definition (
  name text collate "C" primary key check (name <> '' and name !~ ':' and not starts_with(name, 'x_')),
  goal text not null check (goal in ('MAXIMIZE', 'MINIMIZE')),
  unit text,
  description text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
insert into metric_definition (name, goal, description) values
  ('accuracy', 'MAXIMIZE', 'Share of predictions that are right.'),
  ('f1', 'MAXIMIZE', 'Harmonic mean of precision and recall.'),
  ('auc', 'MAXIMIZE', 'Area under the ROC curve.'),
  ('loss', 'MINIMIZE', 'What the training minimises.'),
  ('rmse', 'MINIMIZE', 'Root of the mean squared error.'),
  ('mae', 'MINIMIZE', 'Mean absolute error.'),
  ('log_loss', 'MINIMIZE', 'Mean negative logarithm of the probability given to what was true.');

create table metric_point (
  run_id uuid not null references run,
  name text collate "C" not null,
  step bigint not null,
  at timestamptz(3) not null,
  value double precision not null,
  primary key (run_id, name, step, at)
);

-- Rankings read one partial index each; the copied columns follow the run by the triggers below, whoever writes.
alter table run_metric
  add ranked boolean not null default false,
  add model_id slug,
  add dataset_id slug,
  add framework text;

create function fill_run_metric() returns trigger language plpgsql as $$
declare
  source record;
begin
  select model_id, split_part(dataset_version_id, '@', 1) as dataset_id, framework,
      status = 'COMPLETED' and archived_at is null as counts
    into source from run where id = new.run_id;
  new.model_id := source.model_id;
  new.dataset_id := source.dataset_id;
  new.framework := source.framework;
  new.ranked := coalesce(source.counts, false)
    and new.value not in ('NaN', 'Infinity', '-Infinity');
  return new;
end $$;
create trigger run_metric_fill before insert or update of run_id, value on run_metric
  for each row execute function fill_run_metric();

create function refresh_run_metrics() returns trigger language plpgsql as $$
begin
  update run_metric set
    model_id = new.model_id,
    dataset_id = split_part(new.dataset_version_id, '@', 1),
    framework = new.framework,
    ranked = new.status = 'COMPLETED' and new.archived_at is null and value not in ('NaN', 'Infinity', '-Infinity')
  where run_id = new.id;
  return null;
end $$;
create trigger run_refresh_metrics after update on run for each row
  when ((old.status, old.archived_at, old.model_id, old.dataset_version_id, old.framework)
    is distinct from (new.status, new.archived_at, new.model_id, new.dataset_version_id, new.framework))
  execute function refresh_run_metrics();

-- The rows from before: touched, each is filled by its trigger.
update run_metric set value = value;

create index run_metric_best on run_metric (name, value, run_id) where ranked;
create index run_metric_best_of_framework on run_metric (name, framework, value, run_id) where ranked;
create index run_metric_best_on_dataset on run_metric (name, dataset_id, value, run_id) where ranked;
create index run_metric_best_on_dataset_of_framework on run_metric (name, dataset_id, framework, value, run_id) where ranked;
create index run_metric_best_of_model on run_metric (name, model_id, value, run_id) where ranked;
create index run_metric_best_on_dataset_of_model on run_metric (name, dataset_id, model_id, value, run_id) where ranked;

create table run_parameter (
  run_id uuid not null references run,
  name text collate "C" not null,
  value text not null,
  -- The digits are bounded, so that no number overflows a double.
  number double precision generated always as (
    case when value ~ '^[+-]?(\d{1,100}(\.\d{0,100})?|\.\d{1,100})([eE][+-]?\d{1,2})?$' then value::double precision end
  ) stored,
  primary key (run_id, name)
);
create index run_parameter_number on run_parameter (name, number, run_id) where number is not null;
create index run_parameter_text on run_parameter (name, md5(value), run_id);

create table run_artifact (
  run_id uuid not null references run,
  name text collate "C" not null,
  uri text not null check (uri ~ '^(https?|s3|gs|file|gridfs):'),
  format text not null check (format in ('ONNX', 'OTHER')),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint check (size_bytes >= 0),
  created_at timestamptz(3) not null default now(),
  primary key (run_id, name)
);

-- Beside the run, so that reading runs never reads their documents.
create table run_config (
  run_id uuid primary key references run,
  config jsonb not null check (jsonb_typeof(config) = 'object')
);

-- Restoring a group brings back the runs that were archived with it, no others.
alter table run add archived_with_group boolean not null default false,
  add check (not archived_with_group or (archived_at is not null and group_id is not null));

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

create table alias_change (
  id bigint generated always as identity primary key,
  model_id slug not null references model,
  alias text collate "C" not null,
  from_id text collate "C" references model_version,
  to_id text collate "C" references model_version,
  at timestamptz(3) not null default now(),
  by text not null,
  check (from_id is distinct from to_id)
);
create index alias_change_of_model on alias_change (model_id, at desc, id desc);
alter table model_alias add check (starts_with(version_id, model_id || '@'));

create table approval (
  id bigint generated always as identity primary key,
  model_version_id text collate "C" not null references model_version,
  state text not null check (state in ('PENDING', 'APPROVED', 'REJECTED')),
  at timestamptz(3) not null default now(),
  by text not null,
  comment text
);
create index approval_of_version on approval (model_version_id, at desc, id desc);

create table deployment_event (
  id bigint generated always as identity primary key,
  deployment_id uuid not null references deployment,
  at timestamptz(3) not null default now(),
  by text not null,
  status text not null check (status in ('PENDING', 'LIVE', 'FAILED', 'ROLLED_BACK', 'RETIRED')),
  traffic_percent integer not null check (traffic_percent between 0 and 100),
  reason text
);
create index deployment_event_of_deployment on deployment_event (deployment_id, at desc, id desc);
create index deployment_of_environment on deployment (model_id, environment, deployed_at desc, id desc);

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

alter table dataset_version add marks integer not null default 0 check (marks >= 0);
create index dataset_version_current on dataset_version (dataset_id, written_at desc, number desc) where marks = 0;

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

create table feature_view (
  name text collate "C" primary key check (name ~ '^[A-Za-z_][A-Za-z0-9_-]{0,99}$' and name !~ '__'),
  description text,
  owner text,
  entity text not null,
  join_keys text[] not null check (cardinality(join_keys) > 0),
  -- The newest; a view made again after it was deleted goes on counting.
  revision integer not null check (revision > 0),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3)
);

create table feature_view_revision (
  view_name text collate "C" not null references feature_view,
  revision integer not null check (revision > 0),
  features jsonb not null,
  ttl_seconds integer check (ttl_seconds > 0),
  created_at timestamptz(3) not null default now(),
  created_by text not null,
  primary key (view_name, revision)
);

create table feature_view_source (
  view_name text collate "C" not null,
  revision integer not null,
  dataset_version_id text collate "C" not null references dataset_version,
  primary key (view_name, revision, dataset_version_id),
  foreign key (view_name, revision) references feature_view_revision
);
create index feature_view_source_version on feature_view_source (dataset_version_id, view_name, revision);

create table model_version_feature_view (
  model_version_id text collate "C" not null references model_version,
  view_name text collate "C" not null,
  revision integer not null,
  primary key (model_version_id, view_name),
  foreign key (view_name, revision) references feature_view_revision
);
create index model_version_feature_view_source on model_version_feature_view (view_name, revision, model_version_id);

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

-- One row a copy in another store: that it is behind (version > delivered), never what to write.
create table sync_copy (
  copy text collate "C" primary key,
  version bigint not null default 1,
  delivered bigint not null default 0,
  delivered_at timestamptz(3),
  lease_until timestamptz(3),
  attempts integer not null default 0,
  retry_at timestamptz(3),
  -- Since when it has been behind.
  behind_since timestamptz(3) not null default now()
);
create index sync_copy_behind on sync_copy (retry_at nulls first, copy) where version > delivered;
