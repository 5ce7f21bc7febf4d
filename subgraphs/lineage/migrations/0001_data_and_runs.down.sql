alter table run drop constraint run_dataset_version_id_fkey;
drop table run_config, run_artifact, run_parameter, run_input, dataset_derivation, dataset_version, run, run_group, model,
  dataset;
drop function text_to_number;
drop domain slug;
