drop table prediction_count;
