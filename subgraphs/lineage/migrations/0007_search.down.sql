drop function search_snippet, search_matches, search_alternatives, search_query;
drop trigger dataset_search on dataset;
drop trigger dataset_search_end on dataset;
drop trigger model_search on model;
drop trigger model_search_end on model;
drop trigger run_search on run;
drop trigger run_search_end on run;
drop trigger feature_view_search on feature_view;
drop trigger feature_view_search_end on feature_view;
drop trigger feature_view_revision_search on feature_view_revision;
drop table search_document, search_word;
drop function refresh_search_document, forget_search_document, refresh_feature_view_document,
  forget_feature_view_document, keep_search_words, split_words, plain_words;
drop extension pg_trgm;
