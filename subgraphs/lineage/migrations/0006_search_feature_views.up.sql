-- Search finds feature views, too: by name, by what they describe and by their features. One that is deleted leaves.

alter table search_document drop constraint search_document_type_check,
  add constraint search_document_type_check check (type in ('DATASET', 'MODEL', 'TRAINING_RUN', 'FEATURE_VIEW'));

-- A new view's row is there before its first revision, so both tables call this.
create function refresh_feature_view_document() returns trigger language plpgsql as $$
declare
  changed text := to_jsonb(new) ->> tg_argv[0];
begin
  delete from search_document d where d.type = 'FEATURE_VIEW' and d.id = changed;
  insert into search_document (type, id, title, names, body)
  select 'FEATURE_VIEW', v.name, v.name, concat_ws(' ', v.name, v.entity, f.names),
    concat_ws(E'\n', v.name, v.description, v.entity, f.lines)
  from feature_view v
  left join feature_view_revision r on r.view_name = v.name and r.revision = v.revision
  cross join lateral (
    select string_agg(feature ->> 'name', ' ' order by place) as names,
      string_agg(concat_ws(': ', feature ->> 'name', feature ->> 'description'), E'\n' order by place) as lines
    from jsonb_array_elements(r.features) with ordinality as listed(feature, place)
  ) f
  where v.name = changed and v.deleted_at is null;
  return null;
end $$;
create trigger feature_view_search after insert or update of description, entity, revision, deleted_at on feature_view
  for each row execute function refresh_feature_view_document('name');
create trigger feature_view_revision_search after insert or update of features on feature_view_revision
  for each row execute function refresh_feature_view_document('view_name');

create function forget_feature_view_document() returns trigger language plpgsql as $$
begin
  delete from search_document d where d.type = 'FEATURE_VIEW' and d.id = old.name;
  return null;
end $$;
create trigger feature_view_search_end after delete on feature_view
  for each row execute function forget_feature_view_document();

-- The rows from before.
update feature_view set description = description;
