-- What was asked in a span of time is put into its last minute, and belongs to no life of a Redis.
insert into prediction_count (deployment_id, minute, epoch, requests, errors, hits)
select deployment_id, last_minute, '00000000-0000-0000-0000-000000000000', sum(requests), sum(errors), sum(hits)
from prediction_sum group by deployment_id, last_minute;
drop index prediction_count_minute;
drop table prediction_sum, prediction_epoch, prediction_fold;
