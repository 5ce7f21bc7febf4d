alter table feature_view drop first_revision;
