drop table sync_copy, audit_event, lineage_edge, model_version_feature_view, feature_view_source, feature_view_revision,
  feature_view, quarantine_mark, quarantine, deployment_event, approval, alias_change, idempotency, run_config,
  run_artifact, run_parameter, metric_point, metric_definition;
drop function count_marks;
drop index dataset_version_current, deployment_of_environment;
alter table dataset_version drop column marks;
alter table model_alias drop constraint model_alias_check;
alter table run drop column archived_with_group;
drop trigger run_refresh_metrics on run;
drop trigger run_metric_fill on run_metric;
drop function refresh_run_metrics, fill_run_metric;
alter table run_metric drop column ranked, drop column model_id, drop column dataset_id, drop column framework;
