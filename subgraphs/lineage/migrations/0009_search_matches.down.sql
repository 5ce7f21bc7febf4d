-- As 0007_search made it.
create or replace function search_matches(text text, types text[] default null)
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
