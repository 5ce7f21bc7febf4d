-- What comparisons of completed runs read.

-- The runs before one in its dataset, for averages that move along them.
create index run_of_dataset on run (split_part(dataset_version_id, '@', 1), created_at desc, id desc)
  where status = 'COMPLETED' and archived_at is null;

-- One row a completed run, the best by the goal of accuracy's definition.
create or replace view model_performance as
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
      avg(accuracy.value) over (
        partition by version.dataset_id order by run.created_at, run.id rows between 4 preceding and current row
      )
    end as moving_average_accuracy
  from run
  left join dataset_version version on version.id = run.dataset_version_id
  left join model on model.id = run.model_id
  left join run_metric accuracy on accuracy.run_id = run.id and accuracy.name = 'accuracy' and accuracy.ranked
  where run.status = 'COMPLETED' and run.archived_at is null and model.archived_at is null;
