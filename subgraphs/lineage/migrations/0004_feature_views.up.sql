-- Feature views, their revisions, what fills them and which model versions read them.

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
  -- The model version's own, which never changes; filled by a trigger, whoever writes. So the readers of a view are read
  -- along one index, the newest first: sorted by their own rows, a page of views walked all versions for each view.
  created_at timestamptz(3) not null,
  primary key (model_version_id, view_name),
  foreign key (view_name, revision) references feature_view_revision
);
create index model_version_feature_view_source on model_version_feature_view (view_name, revision, model_version_id);
create index model_version_feature_view_newest on model_version_feature_view (view_name, created_at desc, model_version_id desc);

create function fill_feature_view_reader() returns trigger language plpgsql as $$
begin
  -- A version that is not there is for the foreign key to refuse.
  new.created_at := coalesce((select created_at from model_version where id = new.model_version_id), now());
  return new;
end $$;
create trigger model_version_feature_view_fill before insert or update of model_version_id, created_at
  on model_version_feature_view for each row execute function fill_feature_view_reader();
