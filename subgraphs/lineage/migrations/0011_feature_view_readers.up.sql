-- The model versions that read a view, the newest first, along one index: sorted by their own rows, a page of views
-- walked all model versions for each view.

-- The model version's own, which never changes; filled by a trigger, whoever writes.
alter table model_version_feature_view add created_at timestamptz(3);

create function fill_feature_view_reader() returns trigger language plpgsql as $$
begin
  -- A version that is not there is for the foreign key to refuse.
  new.created_at := coalesce((select created_at from model_version where id = new.model_version_id), now());
  return new;
end $$;
create trigger model_version_feature_view_fill before insert or update of model_version_id, created_at
  on model_version_feature_view for each row execute function fill_feature_view_reader();

-- The rows from before: touched, each is filled by its trigger.
update model_version_feature_view set created_at = null;
alter table model_version_feature_view alter created_at set not null;

create index model_version_feature_view_newest on model_version_feature_view (view_name, created_at desc, model_version_id desc);
