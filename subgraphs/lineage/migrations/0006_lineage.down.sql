-- Nothing is marked any more.
delete from quarantine_mark;
drop table lineage_edge, quarantine_mark, quarantine;
drop function count_marks;
