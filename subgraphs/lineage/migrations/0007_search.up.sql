-- What search looks through: one document for each dataset, model, run and feature view that is there, kept by triggers,
-- whoever writes, so that one index finds all kinds and no list reads it.

create extension if not exists pg_trgm;

create table search_document (
  type text collate "C" not null check (type in ('DATASET', 'MODEL', 'TRAINING_RUN', 'FEATURE_VIEW')),
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
-- What is no run is found by itself, however many runs have the same words.
create index search_document_terms_of_others on search_document using gin (terms) where type <> 'TRAINING_RUN';

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

-- The words of all names. Misspellings are looked up among them instead of among documents: a common word is like parts
-- of a hundred thousand names, and comparing it with each took longer than a request may. A word that no name has any
-- more finds nothing, so none is ever removed.
create table search_word (word text collate "C" primary key);
create index search_word_similar on search_word using gin (word gin_trgm_ops);

-- Words of letters alone, in lower case: numbers and the parts of UUIDs have no misspellings.
create function split_words(text text) returns setof text language sql immutable as $$
  select distinct word collate "C"
  from regexp_split_to_table(lower(split_words.text collate "und-x-icu"), '[^[:alnum:]]+') word
  where word ~ '^[[:alpha:]]{3,40}$'
$$;

create function keep_search_words() returns trigger language plpgsql as $$
begin
  insert into search_word (word)
  select distinct split.word from written cross join lateral split_words(left(written.names, 2000)) split(word)
  where not exists (select from search_word known where known.word = split.word)
  -- In one order, so that two writers of the same words never wait for each other.
  order by split.word
  on conflict do nothing;
  return null;
end $$;
create trigger search_document_words after insert on search_document
  referencing new table as written for each statement execute function keep_search_words();
create trigger search_document_new_words after update on search_document
  referencing new table as written for each statement execute function keep_search_words();

-- Words in their stems or as they are written; any text is a query.
create function search_query(text text) returns tsquery language sql stable as $$
  select websearch_to_tsquery('english', search_query.text) || websearch_to_tsquery('simple', search_query.text)
$$;

-- Every word of a text or one that is spelled much like it. Words that none is like are left out.
create function search_alternatives(text text) returns tsquery language sql stable
set pg_trgm.similarity_threshold = 0.3 as $$
  select to_tsquery('simple', string_agg('(' || given.alternatives || ')', ' & '))
  from (
    select string_agg(near.word, ' | ') as alternatives
    from (select word from split_words(search_alternatives.text) word limit 20) asked
    cross join lateral (
      select known.word from search_word known
      where known.word % asked.word order by similarity(known.word, asked.word) desc, known.word limit 5
    ) near
    group by asked.word
  ) given
$$;

-- Every match with its score, of each kind of match 5,000: a word may stand in every run. What is only similar counts
-- unless the query excludes words.
create function search_matches(text text, types text[] default null)
returns table (type text, id text, score double precision, exact boolean) language sql stable as $$
  with asked as materialized (
    select given.query,
      case when strpos(given.query::text, '!') = 0 then search_alternatives(search_matches.text) end as alternatives,
      search_matches.types is null or 'TRAINING_RUN' = any (search_matches.types) as wants_runs
    from (select search_query(search_matches.text) as query) given
  ), found as (
    (
      select d.type, d.id from asked join search_document d on d.terms @@ asked.query
      where d.type <> 'TRAINING_RUN' and (search_matches.types is null or d.type = any (search_matches.types)) limit 5000
    ) union (
      select d.type, d.id from asked join search_document d on d.terms @@ asked.alternatives
      where d.type <> 'TRAINING_RUN' and (search_matches.types is null or d.type = any (search_matches.types)) limit 5000
    ) union (
      select d.type, d.id from asked join search_document d on d.terms @@ asked.query
      where d.type = 'TRAINING_RUN' and asked.wants_runs limit 5000
    ) union (
      select d.type, d.id from asked join search_document d on d.terms @@ asked.alternatives
      where d.type = 'TRAINING_RUN' and asked.wants_runs limit 5000
    )
  )
  select d.type, d.id,
    (ts_rank(d.terms, asked.query) + word_similarity(search_matches.text, left(d.names, 2000)))::double precision,
    d.terms @@ asked.query
  from asked cross join found join search_document d on d.type = found.type and d.id = found.id
$$;
