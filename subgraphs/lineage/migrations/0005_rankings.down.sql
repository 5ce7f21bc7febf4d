drop view model_performance;
drop function get_top_models, dataset_is_open, mean, summable, rebuild_best_runs, refresh_best_runs, defined_goal, metric_goal;
drop table best_run;
