drop trigger model_version_dataset_through_run on model_version_dataset;
drop function mark_through_run();
alter table model_version_dataset drop through_run;
