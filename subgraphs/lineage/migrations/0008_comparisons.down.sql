-- One row a completed run. All windows are of one dataset, so a condition on dataset_id reads that dataset's runs alone.
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
drop index run_of_dataset;
