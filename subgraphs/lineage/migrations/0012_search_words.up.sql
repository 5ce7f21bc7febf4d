-- Misspellings are looked up among words instead of among documents: a common word is like parts of a hundred thousand
-- names, and comparing it with each took longer than a request may.

-- The words of all names. One that no name has any more finds nothing, so none is ever removed.
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

-- The rows from before.
insert into search_word (word)
select distinct split.word from search_document cross join lateral split_words(left(names, 2000)) split(word);

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

-- What is no run is found by itself, however many runs have the same words.
create index search_document_terms_of_others on search_document using gin (terms) where type <> 'TRAINING_RUN';
drop index search_document_names;

-- As before, but that of each kind of match 5,000 are ranked: a word may stand in every run.
create or replace function search_matches(text text, types text[] default null)
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
