-- What is best: rankings of runs by their last values, each read from one index.

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

-- With a framework one probe a model as well.
create index run_metric_best_of_framework_of_model on run_metric (name, framework, model_id, value, run_id) where ranked;

-- The best completed runs by a metric's last value, ties to the newer id; what is archived is left out. Plain SQL, so
-- that the planner sees through it: of the four branches one is executed, and it walks an index from its best end.
create function get_top_models(
  first integer default 10,
  metric text default 'accuracy',
  goal text default null,
  dataset_id text default null,
  framework text default null,
  per_model boolean default true
) returns table (rank bigint, run_id uuid, value double precision) language sql stable rows 10 as $$
  (
    select row_number() over (order by best.value desc, best.run_id desc) as rank, best.run_id, best.value
    from model cross join lateral (
      select m.run_id, m.value from run_metric m
      where m.ranked and m.name = get_top_models.metric and m.model_id = model.id
        and (get_top_models.dataset_id is null or m.dataset_id = get_top_models.dataset_id)
        and (get_top_models.framework is null or m.framework = get_top_models.framework)
      order by m.value desc, m.run_id desc limit 1
    ) best
    where per_model and (select metric_goal(metric, goal)) = 'MAXIMIZE' and model.archived_at is null
    order by best.value desc, best.run_id desc limit first
  ) union all (
    select row_number() over (order by best.value, best.run_id desc), best.run_id, best.value
    from model cross join lateral (
      select m.run_id, m.value from run_metric m
      where m.ranked and m.name = get_top_models.metric and m.model_id = model.id
        and (get_top_models.dataset_id is null or m.dataset_id = get_top_models.dataset_id)
        and (get_top_models.framework is null or m.framework = get_top_models.framework)
      order by m.value, m.run_id desc limit 1
    ) best
    where per_model and (select metric_goal(metric, goal)) = 'MINIMIZE' and model.archived_at is null
    order by best.value, best.run_id desc limit first
  ) union all (
    select row_number() over (order by m.value desc, m.run_id desc), m.run_id, m.value
    from run_metric m
    where not per_model and (select metric_goal(metric, goal)) = 'MAXIMIZE'
      and m.ranked and m.name = get_top_models.metric
      and (get_top_models.dataset_id is null or m.dataset_id = get_top_models.dataset_id)
      and (get_top_models.framework is null or m.framework = get_top_models.framework)
      and (select model.archived_at from model where model.id = m.model_id) is null
    order by m.value desc, m.run_id desc limit first
  ) union all (
    select row_number() over (order by m.value, m.run_id desc), m.run_id, m.value
    from run_metric m
    where not per_model and (select metric_goal(metric, goal)) = 'MINIMIZE'
      and m.ranked and m.name = get_top_models.metric
      and (get_top_models.dataset_id is null or m.dataset_id = get_top_models.dataset_id)
      and (get_top_models.framework is null or m.framework = get_top_models.framework)
      and (select model.archived_at from model where model.id = m.model_id) is null
    order by m.value, m.run_id desc limit first
  )
$$;

-- One row a completed run. All windows are of one dataset, so a condition on dataset_id reads that dataset's runs alone.
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
      rank() over (partition by version.dataset_id order by accuracy.value desc nulls last)
    end as rank_in_dataset,
    case when version.dataset_id is not null then
      avg(accuracy.value) over (
        partition by version.dataset_id order by run.created_at, run.id rows between 4 preceding and current row
      )
    end as moving_average_accuracy
  from run
  left join dataset_version version on version.id = run.dataset_version_id
  left join model on model.id = run.model_id
  left join run_metric accuracy on accuracy.run_id = run.id and accuracy.name = 'accuracy' and accuracy.ranked
  where run.status = 'COMPLETED' and run.archived_at is null and model.archived_at is null;
