-- Frameworks are compared along what is counted of their runs, not through the runs' whole rows.
create index run_of_framework on run (framework, status) include (duration_seconds) where archived_at is null;
