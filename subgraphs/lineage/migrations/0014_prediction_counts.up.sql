-- What deployments were asked in a minute, as one life of a Redis has counted it. A Redis that comes up empty is another
-- epoch, so that what it counts in the same minute is added to what was lost there and not here.
create table prediction_count (
  deployment_id uuid not null references deployment,
  minute timestamptz(3) not null,
  epoch uuid not null,
  requests bigint not null check (requests >= 0),
  errors bigint not null check (errors >= 0),
  hits bigint not null check (hits >= 0),
  primary key (deployment_id, minute, epoch)
);
