-- Model versions: what they learned from, what they are called, who approved them, and where they are live.

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
  -- Whether the version's run has read it, too: the graph then shows it through the run. A hub is read by the runs of
  -- thousands of versions, and asking of each whether its run has read it took a quarter of a second. A run's inputs are
  -- there before its versions and stay, so it is said once, by a trigger, when the row is made.
  through_run boolean not null,
  primary key (model_version_id, dataset_version_id)
);
create index model_version_dataset_source on model_version_dataset (dataset_version_id, model_version_id);
create index model_version_dataset_direct on model_version_dataset (dataset_version_id, model_version_id) where not through_run;

create function mark_through_run() returns trigger language plpgsql as $$
begin
  new.through_run := exists (
    select from model_version v join run_input i on i.run_id = v.run_id
    where v.id = new.model_version_id and i.dataset_version_id = new.dataset_version_id
  );
  return new;
end $$;
create trigger model_version_dataset_through_run before insert on model_version_dataset
  for each row when (new.through_run is null) execute function mark_through_run();

create table model_alias (
  model_id slug not null references model,
  name text collate "C" not null,
  version_id text collate "C" not null references model_version,
  set_at timestamptz(3) not null default now(),
  set_by text not null,
  primary key (model_id, name),
  check (starts_with(version_id, model_id || '@'))
);
create index model_alias_version on model_alias (version_id, name);

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

create table approval (
  id bigint generated always as identity primary key,
  model_version_id text collate "C" not null references model_version,
  state text not null check (state in ('PENDING', 'APPROVED', 'REJECTED')),
  at timestamptz(3) not null default now(),
  by text not null,
  comment text
);
create index approval_of_version on approval (model_version_id, at desc, id desc);

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
create index deployment_of_environment on deployment (model_id, environment, deployed_at desc, id desc);

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
