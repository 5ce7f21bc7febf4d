drop table deployment, model_alias, model_version_dataset, model_version, run_metric, run_input, dataset_derivation,
  dataset_version, run, run_group, model, dataset;
drop domain slug;
