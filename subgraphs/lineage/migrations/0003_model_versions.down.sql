drop table deployment_event, deployment, approval, alias_change, model_alias, model_version_dataset, model_version;
drop function mark_through_run;
