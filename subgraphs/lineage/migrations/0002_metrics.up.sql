-- What runs measured: definitions, all points, and the last value of each metric.

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

-- The last point of each metric of a run. A double keeps NaN and the infinities as they are.
create table run_metric (
  run_id uuid not null references run,
  name text collate "C" not null,
  value double precision not null,
  step bigint not null,
  at timestamptz(3) not null,
  -- Rankings read one partial index each; what follows is the run's, kept by the triggers below, whoever writes.
  ranked boolean not null default false,
  model_id slug,
  dataset_id slug,
  framework text,
  primary key (run_id, name)
);

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

create index run_metric_best on run_metric (name, value, run_id) where ranked;
create index run_metric_best_of_framework on run_metric (name, framework, value, run_id) where ranked;
create index run_metric_best_on_dataset on run_metric (name, dataset_id, value, run_id) where ranked;
create index run_metric_best_on_dataset_of_framework on run_metric (name, dataset_id, framework, value, run_id) where ranked;
create index run_metric_best_of_model on run_metric (name, model_id, value, run_id) where ranked;
create index run_metric_best_on_dataset_of_model on run_metric (name, dataset_id, model_id, value, run_id) where ranked;
-- With a framework one probe a model as well.
create index run_metric_best_of_framework_of_model on run_metric (name, framework, model_id, value, run_id) where ranked;
-- Lists of runs sorted or filtered by a metric, of runs in every state.
create index run_metric_value on run_metric (name, value, run_id);
