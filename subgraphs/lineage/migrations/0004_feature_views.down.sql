drop table model_version_feature_view, feature_view_source, feature_view_revision, feature_view;
drop function fill_feature_view_reader;
