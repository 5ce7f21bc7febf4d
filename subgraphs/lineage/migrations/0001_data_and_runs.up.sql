-- Datasets and their versions, models by name, and the runs that read and write data.
-- Texts that lists are sorted by compare by code point ("C"). Times are kept in milliseconds, so that a cursor and a
-- driver's Date carry exactly what the database compares.

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
  -- Restoring a group brings back the runs that were archived with it, no others.
  archived_with_group boolean not null default false,
  check ((status in ('COMPLETED', 'FAILED', 'KILLED')) = (ended_at is not null)),
  check (status = 'SCHEDULED' or status = 'KILLED' or started_at is not null),
  check (ended_at >= started_at),
  check (not archived_with_group or (archived_at is not null and group_id is not null))
);
create index run_newest on run (created_at desc, id desc) where archived_at is null;
create index run_of_model on run (model_id, created_at desc, id desc);
create index run_of_group on run (group_id, created_at desc, id desc) where group_id is not null;
create index run_of_parent on run (parent_id, created_at desc, id desc) where parent_id is not null;
-- The runs before one in its dataset, for averages that move along them.
create index run_of_dataset on run (split_part(dataset_version_id, '@', 1), created_at desc, id desc)
  where status = 'COMPLETED' and archived_at is null;
-- Frameworks are compared along what is counted of their runs, not through the runs' whole rows.
create index run_of_framework on run (framework, status) include (duration_seconds, model_id) where archived_at is null;

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
  -- The quarantines that reach it; counted by a trigger.
  marks integer not null default 0 check (marks >= 0),
  unique (dataset_id, number),
  check (id = dataset_id || '@' || number)
);
create index dataset_version_newest on dataset_version (dataset_id, written_at desc, number desc);
create index dataset_version_of_run on dataset_version (produced_by, created_at desc, id desc) where produced_by is not null;
create index dataset_version_current on dataset_version (dataset_id, written_at desc, number desc) where marks = 0;

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

-- The number that a text is, in the forms of JSON and a few more; null where it is none or none that a double holds.
create function text_to_number(text text) returns double precision language plpgsql immutable parallel safe as $$
begin
  return case when text ~ '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$' then text::double precision end;
exception when numeric_value_out_of_range then
  -- Too near to 0, or too far from it.
  return case when text ~ '[eE]-|^[+-]?0*\.0' then 0 end;
end $$;

create table run_parameter (
  run_id uuid not null references run,
  name text collate "C" not null,
  value text not null,
  number double precision generated always as (text_to_number(value)) stored,
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
