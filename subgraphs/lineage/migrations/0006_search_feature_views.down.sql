drop trigger feature_view_search_end on feature_view;
drop trigger feature_view_revision_search on feature_view_revision;
drop trigger feature_view_search on feature_view;
drop function refresh_feature_view_document, forget_feature_view_document;
delete from search_document where type = 'FEATURE_VIEW';
alter table search_document drop constraint search_document_type_check,
  add constraint search_document_type_check check (type in ('DATASET', 'MODEL', 'TRAINING_RUN'));
