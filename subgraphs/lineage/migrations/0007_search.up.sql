-- What search looks through: one document for each dataset, model, run and feature view that is there, kept by triggers,
-- whoever writes, so that one index finds all kinds and no list reads it.

create extension if not exists pg_trgm;

-- The one preparation of text, for what is found and for what is asked: lower case in every language, whatever the
-- locale of the database, and a space for whatever is neither letter nor digit. The parser of full-text search would
-- take prod.sales.orders, a path, a URL or an address for one word, and none of its parts would be found.
create function plain_words(text text) returns text language sql immutable parallel safe as $$
  select case
    -- Half the time, for what most names are.
    when octet_length(plain_words.text) = length(plain_words.text)
      then regexp_replace(lower(plain_words.text collate "C"), '[^a-z0-9]+', ' ', 'g')
    else regexp_replace(lower(normalize(plain_words.text, NFKC) collate "und-x-icu"), '[^[:alnum:]]+', ' ', 'g') collate "C"
  end
$$;

create table search_document (
  type text collate "C" not null check (type in ('DATASET', 'MODEL', 'TRAINING_RUN', 'FEATURE_VIEW')),
  id text collate "C" not null,
  title text not null,
  -- Plain words: of the id, the name and the tags, with which misspellings are compared, and of what describes it.
  names text not null,
  prose text not null,
  -- What it says of itself, from which a hit shows a part.
  body text not null,
  -- The lengths are bounded, so that no text is too long for a tsvector.
  terms tsvector not null generated always as (
    setweight(to_tsvector('simple'::regconfig, left(names, 20000)), 'A')
    || setweight(to_tsvector('english'::regconfig, left(names, 20000)), 'A')
    || setweight(to_tsvector('simple'::regconfig, left(prose, 50000)), 'C')
    || setweight(to_tsvector('english'::regconfig, left(prose, 50000)), 'C')
  ) stored,
  primary key (type, id)
);
create index search_document_terms on search_document using gin (terms);
-- What is no run is found by itself, however many runs have the same words.
create index search_document_terms_of_others on search_document using gin (terms) where type <> 'TRAINING_RUN';

create function refresh_search_document() returns trigger language plpgsql as $$
declare
  kind text := tg_argv[0];
  title text := coalesce(new.name, new.id::text);
  -- By name, since a run has none.
  description text := to_jsonb(new) ->> 'description';
begin
  if new.archived_at is not null then
    delete from search_document d where d.type = kind and d.id = new.id::text;
  else
    insert into search_document (type, id, title, names, prose, body)
    values (
      kind, new.id::text, title,
      plain_words(concat_ws(' ', new.id::text, new.name, array_to_string(new.tags, ' '))),
      coalesce(plain_words(description), ''),
      concat_ws(E'\n', title, description, array_to_string(new.tags, ', '))
    )
    on conflict (type, id) do update set
      title = excluded.title, names = excluded.names, prose = excluded.prose, body = excluded.body;
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
  insert into search_document (type, id, title, names, prose, body)
  select 'FEATURE_VIEW', v.name, v.name, plain_words(concat_ws(' ', v.name, v.entity, f.names)),
    plain_words(concat_ws(' ', v.description, f.lines)), concat_ws(E'\n', v.name, v.description, v.entity, f.lines)
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

-- Of plain words those of letters alone: numbers and the parts of UUIDs have no misspellings.
create function split_words(words text) returns setof text language sql immutable as $$
  select distinct word collate "C" from string_to_table(split_words.words, ' ') word
  where length(word) between 3 and 40 and word collate "und-x-icu" ~ '^[[:alpha:]]+$'
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

-- Words in their stems or as they are written; any text is a query. As on the web, quotes hold words together, a single
-- dash before a word excludes it, and `or` stands between two. What punctuation holds together is found as it stands.
create function search_query(text text) returns tsquery language sql stable as $$
  select websearch_to_tsquery('english', asked.query) || websearch_to_tsquery('simple', asked.query)
  from (
    select coalesce(string_agg(
      case when lower(part.token) = 'or' then 'or' else part.sign || '"' || part.words || '"' end, ' ' order by part.place
    ), '') as query
    from (
      select place, match[1] as token, case when match[1] ~ '^-[^-]' then '-' else '' end as sign,
        trim(plain_words(match[1])) as words
      from regexp_matches(search_query.text collate "und-x-icu", '-?"[^"]*"?|[^\s"]+', 'g')
        with ordinality as found(match, place)
    ) part
    where part.words <> ''
  ) asked
$$;

-- Of every word those that are spelled much like it or have two letters swapped, which makes short words unlike. Words
-- that none is like are left out.
create function search_alternatives(words text) returns tsquery language sql stable
set pg_trgm.similarity_threshold = 0.3 as $$
  select to_tsquery('simple', string_agg('(' || given.alternatives || ')', ' & '))
  from (
    select string_agg(near.word, ' | ') as alternatives
    from (select word from split_words(search_alternatives.words) word limit 20) asked
    cross join lateral (
      (
        select known.word from search_word known
        where known.word % asked.word order by similarity(known.word, asked.word) desc, known.word limit 5
      ) union (
        select known.word from search_word known
        where known.word = asked.word or known.word = any (array(
          select overlay(asked.word placing reverse(substr(asked.word, place, 2)) from place for 2)
          from generate_series(1, length(asked.word) - 1) place
        ))
      )
    ) near
    group by asked.word
  ) given
$$;

-- Every match with its score, of each kind of match 5,000: a word may stand in every run. What is only similar counts
-- unless the query excludes words.
create function search_matches(text text, types text[] default null)
returns table (type text, id text, score double precision, exact boolean) language sql stable as $$
  with asked as materialized (
    select given.query, given.words,
      case when strpos(given.query::text, '!') = 0 then search_alternatives(given.words) end as alternatives,
      search_matches.types is null or 'TRAINING_RUN' = any (search_matches.types) as wants_runs
    from (select search_query(search_matches.text) as query, plain_words(search_matches.text) as words) given
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
    (ts_rank(d.terms, asked.query) + word_similarity(asked.words, left(d.names, 2000)))::double precision,
    d.terms @@ asked.query
  from asked cross join found join search_document d on d.type = found.type and d.id = found.id
$$;

-- Where a text has what was asked, between asterisks. The parser is kept from taking words with punctuation for one by a
-- character that nobody sees, which is taken out again. It knows the case of other letters than ASCII in some locales
-- alone, so words are looked for as capitals and with one, too.
create function search_snippet(body text, text text) returns text language sql stable as $$
  select translate(
    ts_headline(
      'english',
      regexp_replace(left(search_snippet.body, 50000) collate "und-x-icu", '[^[:alnum:][:space:]]', E'\x01\\&\x01', 'g'),
      search_query(search_snippet.text)
        || plainto_tsquery('simple', upper(asked.words collate "und-x-icu"))
        || plainto_tsquery('simple', initcap(asked.words collate "und-x-icu")),
      'StartSel=**, StopSel=**'
    ),
    E'\x01', ''
  )
  from (select plain_words(search_snippet.text) as words) asked
$$;
