alter table metric_definition drop goal_revision;
