-- What is best: rankings of runs by their last values, each read from one index, and comparisons of completed runs.

-- Whether a higher or a lower value is better: what the caller says, else the metric's definition.
create function metric_goal(metric text, goal text) returns text language plpgsql stable as $$
declare
  found text := coalesce(metric_goal.goal, (select d.goal from metric_definition d where d.name = metric_goal.metric));
begin
  if found is null then
    raise exception 'The metric % has no definition: define it with defineMetric, or pass goal.', metric
      using errcode = 'invalid_parameter_value';
  end if;
  if found not in ('MAXIMIZE', 'MINIMIZE') then
    raise exception 'goal is MAXIMIZE or MINIMIZE, not %.', found using errcode = 'invalid_parameter_value';
  end if;
  return found;
end $$;

-- Null where the metric has no definition.
create function defined_goal(metric text) returns text language sql stable as $$
  select d.goal from metric_definition d where d.name = defined_goal.metric
$$;

-- The best run of each model by each defined metric, over all datasets ('') and on each: what boards show and what
-- get_top_models reads, so that the first ten cost ten rows and not a probe of each model.
-- No references: checking them would lock runs and models whose holders wait for the same boards.
create table best_run (
  metric text collate "C" not null,
  dataset_id text collate "C" not null,
  model_id text collate "C" not null,
  run_id uuid not null,
  value double precision not null,
  primary key (metric, dataset_id, model_id)
);
create index best_run_ranking on best_run (metric, dataset_id, value, model_id);

-- Finds the best of each board row again, given as columns; dataset '' is the board over all. The caller has locked the
-- rows' copies in a statement before: then whatever others changed on these boards is seen here, and nobody changes them
-- until the transaction ends. A lowest value is found before its newest run, so that ties cost nothing.
create function refresh_best_runs(metrics text[], dataset_ids text[], model_ids text[]) returns void language sql as $$
  with found as materialized (
    select board.metric, board.dataset_id, board.model_id, best.run_id, best.value
    from unnest(metrics, dataset_ids, model_ids) board(metric, dataset_id, model_id)
    left join metric_definition definition on definition.name = board.metric
    left join lateral (
      (
        select m.run_id, m.value from run_metric m
        where definition.goal = 'MAXIMIZE' and board.dataset_id = ''
          and m.ranked and m.name = board.metric and m.model_id = board.model_id
        order by m.value desc, m.run_id desc limit 1
      ) union all (
        select m.run_id, m.value from run_metric m
        where definition.goal = 'MAXIMIZE' and board.dataset_id <> ''
          and m.ranked and m.name = board.metric and m.model_id = board.model_id and m.dataset_id = board.dataset_id
        order by m.value desc, m.run_id desc limit 1
      ) union all (
        select m.run_id, m.value from run_metric m
        where definition.goal = 'MINIMIZE' and board.dataset_id = ''
          and m.ranked and m.name = board.metric and m.model_id = board.model_id
          and m.value = (
            select lowest.value from run_metric lowest
            where lowest.ranked and lowest.name = board.metric and lowest.model_id = board.model_id
            order by lowest.value limit 1
          )
        order by m.value desc, m.run_id desc limit 1
      ) union all (
        select m.run_id, m.value from run_metric m
        where definition.goal = 'MINIMIZE' and board.dataset_id <> ''
          and m.ranked and m.name = board.metric and m.model_id = board.model_id and m.dataset_id = board.dataset_id
          and m.value = (
            select lowest.value from run_metric lowest
            where lowest.ranked and lowest.name = board.metric and lowest.model_id = board.model_id
              and lowest.dataset_id = board.dataset_id
            order by lowest.value limit 1
          )
        order by m.value desc, m.run_id desc limit 1
      )
    ) best on true
  ),
  gone as (
    delete from best_run using found
    where found.run_id is null and best_run.metric = found.metric and best_run.dataset_id = found.dataset_id
      and best_run.model_id = found.model_id
  )
  insert into best_run (metric, dataset_id, model_id, run_id, value)
  select metric, dataset_id, model_id, run_id, value from found where run_id is not null
  on conflict (metric, dataset_id, model_id) do update set run_id = excluded.run_id, value = excluded.value
    where (best_run.run_id, best_run.value) is distinct from (excluded.run_id, excluded.value)
$$;

-- All of it anew, for loaders that write runs and metrics by themselves. What changes meanwhile waits, and is seen.
create function rebuild_best_runs() returns void language plpgsql as $$
begin
  lock table best_run in share row exclusive mode;
  delete from best_run;
  insert into best_run (metric, dataset_id, model_id, run_id, value)
  select distinct on (m.name, board.dataset_id, m.model_id) m.name, board.dataset_id, m.model_id, m.run_id, m.value
  from run_metric m
  join metric_definition definition on definition.name = m.name
  cross join lateral (select '' union all select m.dataset_id where m.dataset_id is not null) board(dataset_id)
  where m.ranked and m.model_id is not null
  order by m.name, board.dataset_id, m.model_id,
    case definition.goal when 'MAXIMIZE' then -m.value else m.value end, m.run_id desc;
end $$;

-- The best completed runs by a metric's last value; what is archived is left out, and all while the dataset is. Models
-- with equal values stand by id in the direction of the values, as on boards; equal runs of a model and, without
-- per_model, all equal runs by id, the newest first. Models by the goal of the metric's definition are read from best_run.
-- Other goals, frameworks and metrics without a definition take one probe a model. Plain SQL, so that the planner sees
-- through it: of the six branches one is executed, and it walks an index from its best end.
-- Also where there is no such dataset, or none is meant.
create function dataset_is_open(id text) returns boolean language sql stable as $$
  select not exists (select from dataset where dataset.id = dataset_is_open.id and archived_at is not null)
$$;

create function get_top_models(
  first integer default 10,
  metric text default 'accuracy',
  goal text default null,
  dataset_id text default null,
  framework text default null,
  per_model boolean default true
) returns table (rank bigint, run_id uuid, value double precision) language sql stable rows 10 as $$
  (
    select row_number() over (order by b.value desc, b.model_id desc) as rank, b.run_id, b.value
    from best_run b
    where per_model and (select dataset_is_open(get_top_models.dataset_id)) and get_top_models.framework is null and get_top_models.dataset_id is distinct from ''
      and (select metric_goal(get_top_models.metric, goal)) = 'MAXIMIZE' and (select defined_goal(get_top_models.metric)) = 'MAXIMIZE'
      and b.metric = get_top_models.metric and b.dataset_id = coalesce(get_top_models.dataset_id, '')
      and (select model.archived_at from model where model.id = b.model_id) is null
    order by b.value desc, b.model_id desc limit first
  ) union all (
    select row_number() over (order by b.value, b.model_id) as rank, b.run_id, b.value
    from best_run b
    where per_model and (select dataset_is_open(get_top_models.dataset_id)) and get_top_models.framework is null and get_top_models.dataset_id is distinct from ''
      and (select metric_goal(get_top_models.metric, goal)) = 'MINIMIZE' and (select defined_goal(get_top_models.metric)) = 'MINIMIZE'
      and b.metric = get_top_models.metric and b.dataset_id = coalesce(get_top_models.dataset_id, '')
      and (select model.archived_at from model where model.id = b.model_id) is null
    order by b.value, b.model_id limit first
  ) union all (
    select row_number() over (order by best.value desc, model.id desc), best.run_id, best.value
    from model cross join lateral (
      select m.run_id, m.value from run_metric m
      where m.ranked and m.name = get_top_models.metric and m.model_id = model.id
        and (get_top_models.dataset_id is null or m.dataset_id = get_top_models.dataset_id)
        and (get_top_models.framework is null or m.framework = get_top_models.framework)
      order by m.value desc, m.run_id desc limit 1
    ) best
    where per_model and (select dataset_is_open(get_top_models.dataset_id)) and (select metric_goal(get_top_models.metric, goal)) = 'MAXIMIZE'
      and (get_top_models.framework is not null or (select defined_goal(get_top_models.metric)) is distinct from 'MAXIMIZE')
      and model.archived_at is null
    order by best.value desc, model.id desc limit first
  ) union all (
    select row_number() over (order by best.value, model.id), best.run_id, best.value
    from model cross join lateral (
      select m.run_id, m.value from run_metric m
      where m.ranked and m.name = get_top_models.metric and m.model_id = model.id
        and (get_top_models.dataset_id is null or m.dataset_id = get_top_models.dataset_id)
        and (get_top_models.framework is null or m.framework = get_top_models.framework)
        and m.value = (
          select lowest.value from run_metric lowest
          where lowest.ranked and lowest.name = get_top_models.metric and lowest.model_id = model.id
            and (get_top_models.dataset_id is null or lowest.dataset_id = get_top_models.dataset_id)
            and (get_top_models.framework is null or lowest.framework = get_top_models.framework)
          order by lowest.value limit 1
        )
      order by m.value desc, m.run_id desc limit 1
    ) best
    where per_model and (select dataset_is_open(get_top_models.dataset_id)) and (select metric_goal(get_top_models.metric, goal)) = 'MINIMIZE'
      and (get_top_models.framework is not null or (select defined_goal(get_top_models.metric)) is distinct from 'MINIMIZE')
      and model.archived_at is null
    order by best.value, model.id limit first
  ) union all (
    select row_number() over (order by m.value desc, m.run_id desc), m.run_id, m.value
    from run_metric m
    where not per_model and (select dataset_is_open(get_top_models.dataset_id)) and (select metric_goal(get_top_models.metric, goal)) = 'MAXIMIZE'
      and m.ranked and m.name = get_top_models.metric
      and (get_top_models.dataset_id is null or m.dataset_id = get_top_models.dataset_id)
      and (get_top_models.framework is null or m.framework = get_top_models.framework)
      and (select model.archived_at from model where model.id = m.model_id) is null
    order by m.value desc, m.run_id desc limit first
  ) union all (
    select row_number() over (order by m.value, m.run_id desc), m.run_id, m.value
    from run_metric m
    where not per_model and (select dataset_is_open(get_top_models.dataset_id)) and (select metric_goal(get_top_models.metric, goal)) = 'MINIMIZE'
      and m.ranked and m.name = get_top_models.metric
      and (get_top_models.dataset_id is null or m.dataset_id = get_top_models.dataset_id)
      and (get_top_models.framework is null or m.framework = get_top_models.framework)
      and (select model.archived_at from model where model.id = m.model_id) is null
    order by m.value, m.run_id desc limit first
  )
$$;

-- A mean is lost on one huge value: the sum overflows, and with it the whole statement. So values beyond 1e290 have none:
-- they are left out of the sum, and what they would have been counted in is null.
create function summable(value double precision) returns double precision language sql immutable parallel safe as $$
  select case when abs(value) <= 1e290 then value end
$$;

-- The mean of `count` values, of which those that are summable have this sum. What is nearer to 0 than 1e-280 is 0, since
-- a quotient may not underflow either.
create function mean(total double precision, summable bigint, count bigint) returns double precision
language sql immutable parallel safe as $$
  select case when summable < count or count = 0 then null when abs(total) < 1e-280 then 0 else total / count end
$$;

-- All windows are of one dataset, so a condition on dataset_id reads that dataset's runs alone.
-- One row a completed run, the best by the goal of accuracy's definition.
create view model_performance as
  select
    run.id as run_id,
    run.model_id,
    version.dataset_id,
    run.framework,
    accuracy.value as accuracy,
    run.duration_seconds,
    run.created_at,
    case when version.dataset_id is not null and accuracy.value is not null then
      rank() over (partition by version.dataset_id order by
        case when (select defined_goal('accuracy')) = 'MINIMIZE' then accuracy.value else -accuracy.value end nulls last)
    end as rank_in_dataset,
    case when version.dataset_id is not null then
      mean(
        sum(summable(accuracy.value)) over recent, count(summable(accuracy.value)) over recent,
        count(accuracy.value) over recent
      )
    end as moving_average_accuracy
  from run
  left join dataset_version version on version.id = run.dataset_version_id
  left join model on model.id = run.model_id
  left join run_metric accuracy on accuracy.run_id = run.id and accuracy.name = 'accuracy' and accuracy.ranked
  where run.status = 'COMPLETED' and run.archived_at is null and model.archived_at is null
  window recent as (
    partition by version.dataset_id order by run.created_at, run.id rows between 4 preceding and current row
  );
