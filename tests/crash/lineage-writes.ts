import type { Database } from '@tributary/lineage/tables';
import { type Kysely, sql } from 'kysely';
import { type Kind, numberOf } from './ledger.ts';

export interface InLineage {
  readonly lineage: Kysely<Database>;
}

/** What runs are of, and versions. */
export const MODEL = 'written';
const DATASET = 'written-of';
/** Of the runs that are finished. Where it is defined, they are ranked. */
export const METRIC = 'written-well';
/** The run that points are logged to. */
const LOGGED_RUN = '00000000-0000-7000-8000-00000000b0b0';
const TO_FINISH = '00000000-0000-7000-8001-';

/** A mutation as a write: it takes one input. */
export const mutation = (field: string, success: string, selection: string): string => {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  return `mutation ($input: ${type}!) {
    write: ${field}(input: $input) { __typename ... on ${success} { ${selection} } ... on UserError { message } }
  }`;
};

const CREATE = mutation('createTrainingRun', 'TrainingRunSuccess', 'trainingRun { id }');
const LOG = mutation('logMetrics', 'TrainingRunSuccess', 'trainingRun { id }');
const REGISTER_RUN = mutation(
  'registerTrainingRun',
  'RegisterTrainingRunSuccess',
  'trainingRun { id datasetVersion { id } model { config { revision } } }',
);
const REGISTER_VERSION = mutation('registerModelVersion', 'ModelVersionSuccess', 'modelVersion { id }');
const FINISH = mutation('finishTrainingRun', 'TrainingRunSuccess', 'trainingRun { id status }');

const run = (name: string, nth: number) => ({ modelId: MODEL, datasetId: DATASET, name: `${name}-${nth}` });
const version = (uri: string, nth: number) => ({ modelId: MODEL, artifact: { uri: `${uri}/${nth}`, format: 'OTHER' } });
const withKey = (input: { name: string } | { artifact: { uri: string } }) => ({
  ...input,
  idempotencyKey: 'name' in input ? input.name : input.artifact.uri,
});

const versionsOf =
  (kind: string) =>
  async ({ lineage }: InLineage) => {
    const { rows } = await sql<{ by: string }>`
      select created_by as by from model_version where starts_with(created_by, ${`${kind}:`})`.execute(lineage);
    return rows.map(({ by }) => numberOf(kind, by));
  };

const inPostgres = { home: 'postgres' } as const;

/** Writes whose home is PostgreSQL; those of runs leave copies in the other stores. */
export const lineageWrites = {
  createTrainingRun: {
    ...inPostgres,
    query: CREATE,
    variables: (nth) => ({ input: run('created', nth) }),
    repeats: false,
    action: 'createTrainingRun',
    find: ({ lineage }) => runsNamed(lineage, 'created'),
  },
  'createTrainingRun/keyed': {
    ...inPostgres,
    query: CREATE,
    variables: (nth) => ({ input: withKey(run('keyed', nth)) }),
    repeats: true,
    action: 'createTrainingRun',
    find: ({ lineage }) => runsNamed(lineage, 'keyed'),
  },
  'registerTrainingRun/keyed': {
    ...inPostgres,
    query: REGISTER_RUN,
    variables: (nth) => ({ input: { ...withKey(run('registered', nth)), config: { nth } } }),
    repeats: true,
    action: 'registerTrainingRun',
    find: ({ lineage }) => runsNamed(lineage, 'registered'),
  },
  logMetrics: {
    ...inPostgres,
    query: LOG,
    variables: (nth) => ({ input: { runId: LOGGED_RUN, points: [{ name: 'once', value: nth, step: nth }] } }),
    repeats: false,
    find: ({ lineage }) => pointsOf(lineage, LOGGED_RUN, 'once'),
  },
  'logMetrics/again': {
    ...inPostgres,
    query: LOG,
    variables: (nth) => ({ input: { runId: LOGGED_RUN, points: [{ name: 'again', value: nth, step: nth }] } }),
    repeats: true,
    find: ({ lineage }) => pointsOf(lineage, LOGGED_RUN, 'again'),
  },
  registerModelVersion: {
    ...inPostgres,
    query: REGISTER_VERSION,
    variables: (nth) => ({ input: version('s3://once', nth) }),
    repeats: false,
    action: 'registerModelVersion',
    find: versionsOf('registerModelVersion'),
  },
  'registerModelVersion/keyed': {
    ...inPostgres,
    query: REGISTER_VERSION,
    variables: (nth) => ({ input: withKey(version('s3://keyed', nth)) }),
    repeats: true,
    action: 'registerModelVersion',
    find: versionsOf('registerModelVersion/keyed'),
  },
  finishTrainingRun: {
    ...inPostgres,
    query: FINISH,
    variables: (nth) => ({
      input: {
        runId: `${TO_FINISH}${String(nth).padStart(12, '0')}`,
        status: 'COMPLETED',
        metrics: [{ name: METRIC, value: (nth % 97) / 97, step: 0, at: '2026-01-01T00:00:00Z' }],
      },
    }),
    repeats: true,
    action: 'finishTrainingRun',
    find: async ({ lineage }) => {
      const { rows } = await sql<{ id: string }>`
        select id from run where starts_with(id::text, ${TO_FINISH}) and status = 'COMPLETED'`.execute(lineage);
      return rows.map(({ id }) => Number(id.slice(TO_FINISH.length)));
    },
  },
} satisfies Record<string, Kind<InLineage>>;

/**
 * What these writes stand on.
 * @param runsToFinish those with lower numbers can be finished.
 */
export async function prepareLineageWrites(db: Kysely<Database>, runsToFinish: number): Promise<void> {
  await sql`insert into model (id, name) values (${MODEL}, ${MODEL})`.execute(db);
  await sql`insert into dataset (id, name, last_number) values (${DATASET}, ${DATASET}, 1)`.execute(db);
  await sql`
    insert into dataset_version (id, dataset_id, number, digest, columns)
    values (${`${DATASET}@1`}, ${DATASET}, 1, 'sha256:00', '[]')`.execute(db);
  await sql`
    insert into run (id, status, started_at, created_by) values (${LOGGED_RUN}, 'RUNNING', now(), 'test')`.execute(db);
  await sql`
    insert into run (id, model_id, status, started_at, created_by)
    select (${TO_FINISH}::text || lpad(nth::text, 12, '0'))::uuid, ${MODEL}, 'RUNNING', now(), 'test'
    from generate_series(0, ${runsToFinish - 1}::int) as nth`.execute(db);
}

/** The numbers of the runs with such names, one for each time. */
export async function runsNamed(db: Kysely<Database>, prefix: string): Promise<number[]> {
  const runs = await db.selectFrom('run').select('name').where('name', 'like', `${prefix}-%`).execute();
  return runs.map(({ name }) => Number(name?.slice(prefix.length + 1)));
}

/** The steps of a metric's points, one for each time. */
export async function pointsOf(db: Kysely<Database>, runId: string, metric: string): Promise<number[]> {
  const points = await db
    .selectFrom('metricPoint')
    .select('step')
    .where('runId', '=', runId)
    .where('name', '=', metric)
    .execute();
  return points.map(({ step }) => step);
}
