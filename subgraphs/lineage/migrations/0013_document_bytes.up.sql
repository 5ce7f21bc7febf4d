-- What a run's configuration and parameters take in its document, so that whoever adds to it need not read them all; null
-- where nobody has counted yet, as of runs that are loaded in bulk.
alter table run add document_bytes integer check (document_bytes >= 0);
