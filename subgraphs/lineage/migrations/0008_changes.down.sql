drop table sync_copy, audit_event, idempotency;
