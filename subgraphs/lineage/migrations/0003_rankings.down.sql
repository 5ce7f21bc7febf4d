drop view model_performance;
drop function get_top_models;
drop index run_metric_best_of_framework_of_model;
drop function metric_goal;
