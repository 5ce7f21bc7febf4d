-- What deployments were asked in hours and days that are over for so long that nobody asks for them more finely, and before
-- all of them. Rows of prediction_count are moved here, so that all that was ever counted stays few rows.
create table prediction_sum (
  deployment_id uuid not null references deployment,
  span text not null check (span in ('HOUR', 'DAY', 'ALL')),
  start timestamptz(3) not null,
  last_minute timestamptz(3) not null,
  requests bigint not null check (requests >= 0),
  errors bigint not null check (errors >= 0),
  hits bigint not null check (hits >= 0),
  primary key (deployment_id, span, start)
);
create index prediction_sum_start on prediction_sum (span, start);
create index prediction_count_minute on prediction_count (minute);

-- Before when all is kept that a life of a Redis has counted. One that comes back older than it was says some of it again.
create table prediction_epoch (
  epoch uuid primary key,
  kept_before timestamptz(3) not null default '-infinity'
);
insert into prediction_epoch (epoch, kept_before)
select epoch, max(minute) + interval '1 minute' from prediction_count group by epoch;

-- How often counts of a model were kept. Redis says of how many its totals are: of fewer, and it has lost some.
create table prediction_fold (
  model_id text primary key references model,
  revision bigint not null check (revision > 0)
);
insert into prediction_fold (model_id, revision)
select distinct model_id, 1 from deployment where exists (select from prediction_count where deployment_id = deployment.id);
