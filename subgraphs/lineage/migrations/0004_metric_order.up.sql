-- Lists of runs sorted or filtered by a metric, of runs in every state.
create index run_metric_value on run_metric (name, value, run_id);
