drop trigger run_refresh_metrics on run;
drop table run_metric, metric_point, metric_definition;
drop function refresh_run_metrics, fill_run_metric;
