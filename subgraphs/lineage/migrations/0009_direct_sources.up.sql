-- The graph shows what a model version learned from directly where its run has not read it. A hub is read by the runs of
-- thousands of versions, and asking of each whether its run has read it took a quarter of a second.
-- A run's inputs are there before its versions and stay, so it is said once, when the row is made.
alter table model_version_dataset add through_run boolean;

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

update model_version_dataset d set through_run = exists (
  select from model_version v join run_input i on i.run_id = v.run_id
  where v.id = d.model_version_id and i.dataset_version_id = d.dataset_version_id
);
alter table model_version_dataset alter through_run set not null;
create index model_version_dataset_direct on model_version_dataset (dataset_version_id, model_version_id) where not through_run;
