-- What search looks through: one document for each dataset, model and run that is not archived, kept by triggers,
-- whoever writes, so that one index finds all kinds and no list reads it.

create extension if not exists pg_trgm;

create table search_document (
  type text collate "C" not null check (type in ('DATASET', 'MODEL', 'TRAINING_RUN')),
  id text collate "C" not null,
  title text not null,
  -- What misspellings are compared with.
  names text not null,
  body text not null,
  -- The lengths are bounded, so that no text is too long for a tsvector.
  terms tsvector not null generated always as (
    setweight(to_tsvector('simple'::regconfig, left(names, 20000)), 'A')
    || setweight(to_tsvector('english'::regconfig, left(names, 20000)), 'A')
    || setweight(to_tsvector('simple'::regconfig, left(body, 50000)), 'C')
    || setweight(to_tsvector('english'::regconfig, left(body, 50000)), 'C')
  ) stored,
  primary key (type, id)
);
create index search_document_terms on search_document using gin (terms);
create index search_document_names on search_document using gin (left(names, 2000) gin_trgm_ops);

create function refresh_search_document() returns trigger language plpgsql as $$
declare
  -- By name, since a run has no description.
  source jsonb := to_jsonb(new);
  kind text := tg_argv[0];
  title text := coalesce(new.name, new.id::text);
  names text := concat_ws(' ', new.id::text, new.name, array_to_string(new.tags, ' '));
begin
  if new.archived_at is not null then
    delete from search_document d where d.type = kind and d.id = new.id::text;
  else
    insert into search_document (type, id, title, names, body)
    values (kind, new.id::text, title, names, concat_ws(E'\n', title, source ->> 'description', array_to_string(new.tags, ', ')))
    on conflict (type, id) do update set title = excluded.title, names = excluded.names, body = excluded.body;
  end if;
  return null;
end $$;
create trigger dataset_search after insert or update of name, description, tags, archived_at on dataset
  for each row execute function refresh_search_document('DATASET');
create trigger model_search after insert or update of name, description, tags, archived_at on model
  for each row execute function refresh_search_document('MODEL');
create trigger run_search after insert or update of name, tags, archived_at on run
  for each row execute function refresh_search_document('TRAINING_RUN');

create function forget_search_document() returns trigger language plpgsql as $$
begin
  delete from search_document d where d.type = tg_argv[0] and d.id = old.id::text;
  return null;
end $$;
create trigger dataset_search_end after delete on dataset for each row execute function forget_search_document('DATASET');
create trigger model_search_end after delete on model for each row execute function forget_search_document('MODEL');
create trigger run_search_end after delete on run for each row execute function forget_search_document('TRAINING_RUN');

-- The rows from before.
update dataset set tags = tags;
update model set tags = tags;
update run set tags = tags;

-- Words in their stems or as they are written; any text is a query.
create function search_query(text text) returns tsquery language sql stable as $$
  select websearch_to_tsquery('english', search_query.text) || websearch_to_tsquery('simple', search_query.text)
$$;

-- Every match with its score. What is only similar counts unless the query excludes words.
create function search_matches(text text, types text[] default null)
returns table (type text, id text, score double precision, exact boolean) language sql stable
set pg_trgm.word_similarity_threshold = 0.4 as $$
  select d.type, d.id,
    (ts_rank(d.terms, q.query) + word_similarity(search_matches.text, left(d.names, 2000)))::double precision,
    d.terms @@ q.query
  from (select search_query(search_matches.text) as query) q
  join search_document d on d.terms @@ q.query
    or (search_matches.text <% left(d.names, 2000) and strpos(q.query::text, '!') = 0)
  where search_matches.types is null or d.type = any (search_matches.types)
$$;
