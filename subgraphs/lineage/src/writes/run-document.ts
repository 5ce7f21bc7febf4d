import { bytesOfField, readShortestJson } from '@tributary/common/bson';
import { invalidInput } from '@tributary/common/mutations/outcome';
import { sql } from 'kysely';
import type { Run } from '../runs/runs.ts';
import type { Work } from './work.ts';

type Parameters = readonly { name: string; value: string }[];

/**
 * A run's configuration, parameters and metrics become one document of MongoDB, which takes 16 MiB; the rest is for its
 * other fields and what people add. So the home refuses what would be too much, and a copy never is.
 */
const MAX_BYTES = 12 * 1024 * 1024;
const MAX_METRICS = 10_000;
/** A name of 250 characters, each of three bytes, with its type, its end and a double. */
const MAX_METRIC_BYTES = 3 * 250 + 10;

const count = (value: number) => value.toLocaleString('en-US');

/** Of what a run is made with. @throws InvalidInput where it is too much. */
export function measureDocument(config: Record<string, unknown> | undefined, parameters: Parameters): number {
  const ofConfig = config === undefined ? 0 : bytesOfField('config', config);
  const bytes = ofConfig + bytesOfParameters(parameters);
  refuseMore(bytes, ofConfig > MAX_BYTES ? 'config' : 'parameters');
  return bytes;
}

/**
 * What a run's configuration and parameters take once these were added. The caller holds the lock of the run's row, so
 * nobody adds to them, or to its metrics, at the same time.
 * @throws InvalidInput where that is too much.
 */
export async function measureWithParameters(work: Work, run: Run, added: Parameters): Promise<number> {
  const bytes =
    run.documentBytes === null ? await readBytes(work, run.id) : run.documentBytes + bytesOfParameters(added);
  // Metrics need counting only where the most that there may be would be too much.
  const ofMetrics = bytes + MAX_METRICS * MAX_METRIC_BYTES > MAX_BYTES ? (await measureMetrics(work, run.id)).bytes : 0;
  refuseMore(bytes + ofMetrics, 'parameters');
  return bytes;
}

/**
 * Looks whether a run's metrics are still few and small enough, once new ones were added. The caller holds the lock of
 * the run's row.
 * @throws InvalidInput where they are not.
 */
export async function refuseManyMetrics(work: Work, run: Run, place: string): Promise<void> {
  const { metrics, bytes } = await measureMetrics(work, run.id);
  if (metrics > MAX_METRICS) {
    throw invalidInput({
      path: [place],
      message: `must leave the run with at most ${count(MAX_METRICS)} metrics: it would have ${count(metrics)}`,
    });
  }
  refuseMore((run.documentBytes ?? (await countBytes(work, run.id))) + bytes, place);
}

function refuseMore(bytes: number, place: string): void {
  if (bytes <= MAX_BYTES) return;
  const message = `must leave the run's configuration, parameters and metrics with at most ${count(MAX_BYTES)} bytes of BSON together: they would take ${count(bytes)}`;
  throw invalidInput({ path: [place], message });
}

const bytesOfParameters = (parameters: Parameters): number =>
  parameters.reduce((bytes, { name, value }) => bytes + bytesOfField(name, readShortestJson(value)), 0);

/** Each value counts as a double, which is the most that a number takes. */
async function measureMetrics({ db }: Work, runId: string): Promise<{ metrics: number; bytes: number }> {
  const { rows } = await sql<{ metrics: number; bytes: number }>`
    select count(*) as metrics, coalesce(sum(octet_length(name) + 10), 0) as bytes
    from run_metric where run_id = ${runId}`.execute(db);
  return rows[0] ?? { metrics: 0, bytes: 0 };
}

/** Counts what nobody has counted yet, and notes it. */
async function countBytes(work: Work, runId: string): Promise<number> {
  const documentBytes = await readBytes(work, runId);
  await work.db.updateTable('run').set({ documentBytes }).where('id', '=', runId).execute();
  return documentBytes;
}

async function readBytes({ db }: Work, runId: string): Promise<number> {
  const stored = await db.selectFrom('runConfig').select('config').where('runId', '=', runId).executeTakeFirst();
  const parameters = await db.selectFrom('runParameter').select(['name', 'value']).where('runId', '=', runId).execute();
  return (stored ? bytesOfField('config', stored.config) : 0) + bytesOfParameters(parameters);
}
