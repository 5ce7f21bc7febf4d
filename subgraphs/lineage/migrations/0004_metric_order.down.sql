drop index run_metric_value;
