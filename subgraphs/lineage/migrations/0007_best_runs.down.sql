-- The best completed runs by a metric's last value, ties to the newer id; what is archived is left out. Plain SQL, so
-- that the planner sees through it: of the four branches one is executed, and it walks an index from its best end.
create or replace function get_top_models(
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

drop function defined_goal;
drop function rebuild_best_runs, refresh_best_runs;
drop table best_run;
