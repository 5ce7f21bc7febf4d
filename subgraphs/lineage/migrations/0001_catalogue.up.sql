-- What was trained from what, and where it is live. Texts that lists are sorted by compare by code point ("C").
-- Times are kept in milliseconds, so that a cursor and a driver's Date carry exactly what the database compares.

create domain slug as text collate "C" check (value ~ '^[a-z0-9][a-z0-9_-]{0,99}$');

create table dataset (
  id slug primary key,
  name text collate "C" not null,
  description text,
  owner text,
  tags text[] not null default '{}',
  source_uri text,
  license text,
  -- The newest version's number. Counted under this row's lock, so that numbers have no gaps.
  last_number integer not null default 0,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  archived_at timestamptz(3)
);
create index dataset_newest on dataset (created_at desc, id desc) where archived_at is null;

create table model (
  id slug primary key,
  name text collate "C" not null unique check (name !~ '[/:]'),
  description text,
  owner text,
  tags text[] not null default '{}',
  task text,
  framework text,
  prediction_ttl_seconds integer not null default 300 check (prediction_ttl_seconds >= 0),
  last_number integer not null default 0,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  archived_at timestamptz(3)
);
create index model_newest on model (created_at desc, id desc) where archived_at is null;

create table run_group (
  id slug primary key,
  name text collate "C" not null unique,
  description text,
  tags text[] not null default '{}',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  archived_at timestamptz(3)
);
create index run_group_newest on run_group (created_at desc, id desc) where archived_at is null;

-- One table for whatever reads and writes data, so that other kinds of run find the edges there.
create table run (
  id uuid primary key,
  kind text not null default 'TRAINING' check (kind in ('TRAINING')),
  name text,
  group_id slug references run_group,
  model_id slug references model,
  framework text,
  status text not null check (status in ('SCHEDULED', 'RUNNING', 'COMPLETED', 'FAILED', 'KILLED')),
  -- The first TRAINING input; rankings by dataset go by it.
  dataset_version_id text collate "C",
  tags text[] not null default '{}',
  source_commit text,
  started_at timestamptz(3),
  ended_at timestamptz(3),
  duration_seconds double precision generated always as (extract(epoch from ended_at - started_at)::double precision) stored,
  created_by text not null,
  parent_id uuid references run,
  error_message text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  archived_at timestamptz(3),
  check ((status in ('COMPLETED', 'FAILED', 'KILLED')) = (ended_at is not null)),
  check (status = 'SCHEDULED' or status = 'KILLED' or started_at is not null),
  check (ended_at >= started_at)
);
create index run_newest on run (created_at desc, id desc) where archived_at is null;
create index run_of_model on run (model_id, created_at desc, id desc);
create index run_of_group on run (group_id, created_at desc, id desc) where group_id is not null;
create index run_of_parent on run (parent_id, created_at desc, id desc) where parent_id is not null;

create table dataset_version (
  id text collate "C" primary key,
  dataset_id slug not null references dataset,
  number integer not null check (number > 0),
  digest text not null,
  columns jsonb not null default '[]',
  row_count bigint check (row_count >= 0),
  size_bytes bigint check (size_bytes >= 0),
  produced_by uuid references run,
  written_at timestamptz(3) not null default now(),
  created_at timestamptz(3) not null default now(),
  unique (dataset_id, number),
  check (id = dataset_id || '@' || number)
);
create index dataset_version_newest on dataset_version (dataset_id, written_at desc, number desc);
create index dataset_version_of_run on dataset_version (produced_by, created_at desc, id desc) where produced_by is not null;

alter table run add foreign key (dataset_version_id) references dataset_version;
create index run_of_dataset_version on run (dataset_version_id, created_at desc, id desc);

-- What a caller named as sources; the inputs of the run that wrote a version count beside these.
create table dataset_derivation (
  derived_id text collate "C" not null references dataset_version,
  source_id text collate "C" not null references dataset_version,
  primary key (derived_id, source_id),
  check (derived_id <> source_id)
);
create index dataset_derivation_source on dataset_derivation (source_id, derived_id);

create table run_input (
  run_id uuid not null references run,
  dataset_version_id text collate "C" not null references dataset_version,
  role text not null check (role in ('TRAINING', 'VALIDATION', 'TEST', 'OTHER')),
  position smallint not null,
  primary key (run_id, dataset_version_id, role)
);
create index run_input_dataset_version on run_input (dataset_version_id, run_id);

-- The last point of each metric of a run. A double keeps NaN and the infinities as they are.
create table run_metric (
  run_id uuid not null references run,
  name text collate "C" not null,
  value double precision not null,
  step bigint not null,
  at timestamptz(3) not null,
  primary key (run_id, name)
);

create table model_version (
  id text collate "C" primary key,
  model_id slug not null references model,
  number integer not null check (number > 0),
  run_id uuid references run,
  signature jsonb,
  config_revision integer check (config_revision > 0),
  artifact_name text,
  artifact_uri text,
  artifact_format text check (artifact_format in ('ONNX', 'OTHER')),
  artifact_sha256 text,
  artifact_size_bytes bigint check (artifact_size_bytes >= 0),
  approval text not null default 'PENDING' check (approval in ('PENDING', 'APPROVED', 'REJECTED')),
  approval_by text,
  approval_at timestamptz(3),
  approval_comment text,
  created_at timestamptz(3) not null default now(),
  created_by text not null,
  unique (model_id, number),
  check (id = model_id || '@' || number),
  check ((artifact_uri is null) = (artifact_format is null) and (artifact_uri is null) = (artifact_name is null))
);
create index model_version_newest on model_version (created_at desc, id desc);
create index model_version_of_run on model_version (run_id) where run_id is not null;

create table model_version_dataset (
  model_version_id text collate "C" not null references model_version,
  dataset_version_id text collate "C" not null references dataset_version,
  primary key (model_version_id, dataset_version_id)
);
create index model_version_dataset_source on model_version_dataset (dataset_version_id, model_version_id);

create table model_alias (
  model_id slug not null references model,
  name text collate "C" not null,
  version_id text collate "C" not null references model_version,
  set_at timestamptz(3) not null default now(),
  set_by text not null,
  primary key (model_id, name)
);
create index model_alias_version on model_alias (version_id, name);

create table deployment (
  id uuid primary key,
  model_id slug not null references model,
  model_version_id text collate "C" not null references model_version,
  environment slug not null,
  status text not null check (status in ('PENDING', 'LIVE', 'FAILED', 'ROLLED_BACK', 'RETIRED')),
  traffic_percent integer not null check (traffic_percent between 0 and 100),
  requested_percent integer not null check (requested_percent between 0 and 100),
  deployed_by text not null,
  deployed_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  replaces_id uuid references deployment,
  endpoint_url text,
  check (traffic_percent = 0 or status = 'LIVE'),
  check ((status in ('PENDING', 'LIVE')) = (ended_at is null)),
  check (starts_with(model_version_id, model_id || '@'))
);
create unique index deployment_open on deployment (model_version_id, environment) where status in ('PENDING', 'LIVE');
create index deployment_newest on deployment (deployed_at desc, id desc);
create index deployment_of_model on deployment (model_id, deployed_at desc, id desc);
create index deployment_of_version on deployment (model_version_id, deployed_at desc, id desc);
