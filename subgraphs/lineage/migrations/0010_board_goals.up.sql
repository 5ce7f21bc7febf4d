-- Which of a metric's goals its boards follow: counted, so that a delivery that comes late never turns a board back.
alter table metric_definition add goal_revision integer not null default 1 check (goal_revision >= 1);
