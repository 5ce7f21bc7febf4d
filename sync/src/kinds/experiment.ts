import { readShortestJson } from '@tributary/common/bson';
import { storeFailure } from '@tributary/configs/database';
import { compareRunParts, type RunPart, writeRunParts } from '@tributary/configs/run-parts';
import { moveSyncClock, readSyncClock, writeSyncClock } from '@tributary/configs/sync-clock';
import { walk } from '@tributary/configs/walk';
import { type CopyOf, experimentCopy, rowsOf } from '@tributary/lineage/copies/copies';
import { tellEnds } from '@tributary/realtime/progress/progress';
import { sql } from 'kysely';
import { inBatches } from '../in-batches.ts';
import type { Kind } from '../kind.ts';

interface ExperimentState extends Omit<RunPart, 'runId'> {
  copy: CopyOf<'experiment'>;
}

type RunRow = Omit<ExperimentState, 'copy' | 'metrics' | 'hyperparameters'> & {
  place: number;
  metricNames: string[];
  metricValues: number[];
  parameterNames: string[];
  parameterValues: string[];
};

/** So many bytes of documents are read together, as PostgreSQL keeps them. In memory they may be many times larger. */
const BATCH_BYTES = 1_000_000;

/** The run's part of its document. The metrics of a run that has not ended follow when it ends. */
export const experiment: Kind<CopyOf<'experiment'>, ExperimentState> = {
  name: 'experiment',
  batch: 100,
  read: async ({ lineage }, copies) => {
    const runIds = copies.map(({ key: [runId] }) => runId);
    const { rows } = await sql<RunRow>`
      with asked as materialized (
        select place, version, (${runIds}::uuid[])[place::integer] as run_id
        from ${rowsOf(copies)} as given(kind, key, place) join sync_copy using (kind, key)
      ),
      sized as materialized (
        select asked.*, sum(
          coalesce(
            run.document_bytes,
            coalesce((select pg_column_size(config) from run_config where run_id = asked.run_id), 0)
            + coalesce((select sum(pg_column_size(value)) from run_parameter where run_id = asked.run_id), 0)
          )
          + coalesce((select sum(pg_column_size(name) + 8) from run_metric where run_id = asked.run_id), 0)
        ) over (order by place rows between unbounded preceding and 1 preceding) as bytes_before
        from asked left join run on run.id = asked.run_id
      )
      select place, version, run.name, run.model_id, run.framework, run.status, run.tags,
        run.archived_at is not null as archived, run.created_at, run.updated_at, run.created_by as updated_by, config,
        coalesce(metric_names, '{}') as metric_names, coalesce(metric_values, '{}') as metric_values,
        coalesce(parameter_names, '{}') as parameter_names, coalesce(parameter_values, '{}') as parameter_values
      from sized
      join run on run.id = sized.run_id
      left join run_config on run_config.run_id = run.id
      cross join lateral (
        select array_agg(name order by name) as metric_names, array_agg(value order by name) as metric_values
        from run_metric where run_id = run.id and run.ended_at is not null
      ) metrics
      cross join lateral (
        select array_agg(name order by name) as parameter_names, array_agg(value order by name) as parameter_values
        from run_parameter where run_id = run.id
      ) parameters
      where coalesce(bytes_before, 0) < ${BATCH_BYTES}
      order by place`.execute(lineage);
    return rows.flatMap(({ place, metricNames, metricValues, parameterNames, parameterValues, ...state }) => {
      const copy = copies[place - 1];
      const metrics = toRecord(metricNames, metricValues);
      const hyperparameters = toRecord(parameterNames, parameterValues.map(readShortestJson));
      return copy ? [{ ...state, copy, metrics, hyperparameters }] : [];
    });
  },
  write: async ({ configs, realtime }, states) => {
    const parts = states.map(toPart);
    await writeRunParts(configs, parts);
    const ends = parts.map(({ runId, status }) => ({ runId, ended: status !== 'SCHEDULED' && status !== 'RUNNING' }));
    // Whoever follows a run is told by another store, for which this one does not wait.
    tellEnds(realtime, ends).catch(() => undefined);
  },
  compare: ({ configs }, states) => compareRunParts(configs, states.map(toPart)),
  walkHeld: async function* ({ configs }) {
    const options = { ids: { $not: /^x_/ }, projection: { _id: 1 as const } };
    const found = walk(configs, configs.experiments.collection.collectionName, options);
    for await (const documents of inBatches(found, HELD_BATCH)) yield documents.map(({ _id }) => experimentCopy(_id));
  },
  readClock: ({ configs }) => readSyncClock(configs),
  writeClock: ({ configs }, at) => writeSyncClock(configs, at),
  moveClock: ({ configs }, from, to) => moveSyncClock(configs, from, to),
  storeFailure,
};

const HELD_BATCH = 1_000;

const toPart = ({ copy, ...part }: ExperimentState): RunPart => ({ ...part, runId: copy.key[0] });

/** Names may be any: __proto__ is one, too. */
const toRecord = (names: readonly string[], values: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name, index) => [name, values[index]]));
