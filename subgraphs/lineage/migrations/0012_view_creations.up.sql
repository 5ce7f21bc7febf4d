-- With which revision a view was last created: what was stored for it before it was deleted is not read any more.
alter table feature_view add first_revision integer not null default 1 check (first_revision between 1 and revision);
