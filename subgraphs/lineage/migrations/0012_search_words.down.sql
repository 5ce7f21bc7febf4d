create index search_document_names on search_document using gin (left(names, 2000) gin_trgm_ops);
create or replace function search_matches(text text, types text[] default null)
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
drop index search_document_terms_of_others;
drop trigger search_document_words on search_document;
drop trigger search_document_new_words on search_document;
drop function search_alternatives, keep_search_words, split_words;
drop table search_word;
