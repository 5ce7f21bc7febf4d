-- Each row that matches is read once, where its index leads to it, and at most 6,000 of a kind: to look them up again by
-- their keys, the planner read the whole table, a second for a million names. What matches as it is asked has a score
-- beyond 1, by where and how close together its words stand. What is only similar has one up to 1, by how similar: that
-- takes thirty times as long a row, so it is looked for in 1,000, and of runs only where fewer than 5,000 match exactly.
create or replace function search_matches(text text, types text[] default null)
returns table (type text, id text, score double precision, exact boolean) language sql stable as $$
  with asked as materialized (
    select given.query, given.words,
      case when strpos(given.query::text, '!') = 0
        then search_alternatives(given.words) && !! given.query
      end as alternatives,
      search_matches.types is null or 'TRAINING_RUN' = any (search_matches.types) as wants_runs
    from (select search_query(search_matches.text) as query, plain_words(search_matches.text) as words) given
  ), exact as (
    select d.type, d.id, 1 + ts_rank(d.terms, d.query) as score from (
      (
        select d.type, d.id, d.terms, asked.query from asked join search_document d on d.terms @@ asked.query
        where d.type <> 'TRAINING_RUN' and (search_matches.types is null or d.type = any (search_matches.types))
        limit 5000
      ) union all (
        select d.type, d.id, d.terms, asked.query from asked join search_document d on d.terms @@ asked.query
        where d.type = 'TRAINING_RUN' and asked.wants_runs
        limit 5000
      )
    ) d
  ), alike as (
    select d.type, d.id, word_similarity(d.words, left(d.names, 2000)) as score from (
      (
        select d.type, d.id, d.names, asked.words from asked join search_document d on d.terms @@ asked.alternatives
        where d.type <> 'TRAINING_RUN' and (search_matches.types is null or d.type = any (search_matches.types))
        limit 1000
      ) union all (
        select d.type, d.id, d.names, asked.words from asked join search_document d on d.terms @@ asked.alternatives
        where d.type = 'TRAINING_RUN' and asked.wants_runs and (select count(*) from exact) < 5000
        limit 1000
      )
    ) d
  )
  select type, id, score::double precision, true from exact
  union all
  select type, id, score::double precision, false from alike
$$;
