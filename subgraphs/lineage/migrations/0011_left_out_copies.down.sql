delete from sync_copy where left_out;
alter table sync_copy drop left_out;
