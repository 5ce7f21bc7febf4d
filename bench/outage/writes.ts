import type { OpenDatabase } from '@tributary/lineage/database';
import { sql } from 'kysely';
import { pointsOf, runsNamed } from '../load/prepare.ts';
import type { Answer } from './answers.ts';
import type { Findings } from './findings.ts';

/** What became of a mutation, as its answer says. */
export type Said = 'done' | 'not done' | 'unknown';

interface Kind {
  readonly query: string;
  variables(nth: number): Record<string, unknown>;
  /** Sent again until it is done: with an idempotency key, or since the same again changes nothing. */
  readonly repeats: boolean;
  /** The numbers of those that are there, one for each time. */
  find(database: OpenDatabase['db']): Promise<number[]>;
}

export const MODEL = 'outage';
/** The run that points are logged to. */
export const LOGGED_RUN = '00000000-0000-7000-8000-00000000b0b0';
const RUNS_TO_FINISH = 10_000;
const TO_FINISH = '00000000-0000-7000-8001-';

const mutation = (field: string, success: string, selection: string) => {
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

const versionsAt = (prefix: string) => async (db: OpenDatabase['db']) =>
  (await db.selectFrom('modelVersion').select('artifactUri').where('artifactUri', 'like', `${prefix}/%`).execute()).map(
    ({ artifactUri }) => Number(artifactUri?.slice(prefix.length + 1)),
  );

const run = (name: string, nth: number) => ({ modelId: 'fraud-detector', datasetId: 'iris', name: `${name}-${nth}` });
const version = (uri: string, nth: number) => ({ modelId: MODEL, artifact: { uri: `${uri}/${nth}`, format: 'OTHER' } });
const withKey = (input: { name: string } | { artifact: { uri: string } }) => ({
  ...input,
  idempotencyKey: 'name' in input ? input.name : input.artifact.uri,
});

export const kinds = {
  createTrainingRun: {
    query: CREATE,
    variables: (nth) => ({ input: run('created', nth) }),
    repeats: false,
    find: (db) => runsNamed(db, 'created'),
  },
  'createTrainingRun with a key': {
    query: CREATE,
    variables: (nth) => ({ input: withKey(run('keyed', nth)) }),
    repeats: true,
    find: (db) => runsNamed(db, 'keyed'),
  },
  'registerTrainingRun with a key': {
    query: REGISTER_RUN,
    variables: (nth) => ({ input: { ...withKey(run('registered', nth)), config: { nth } } }),
    repeats: true,
    find: (db) => runsNamed(db, 'registered'),
  },
  logMetrics: {
    query: LOG,
    variables: (nth) => ({ input: { runId: LOGGED_RUN, points: [{ name: 'once', value: nth, step: nth }] } }),
    repeats: false,
    find: (db) => pointsOf(db, LOGGED_RUN, 'once'),
  },
  'logMetrics again': {
    query: LOG,
    variables: (nth) => ({ input: { runId: LOGGED_RUN, points: [{ name: 'again', value: nth, step: nth }] } }),
    repeats: true,
    find: (db) => pointsOf(db, LOGGED_RUN, 'again'),
  },
  registerModelVersion: {
    query: REGISTER_VERSION,
    variables: (nth) => ({ input: version('s3://once', nth) }),
    repeats: false,
    find: versionsAt('s3://once'),
  },
  'registerModelVersion with a key': {
    query: REGISTER_VERSION,
    variables: (nth) => ({ input: withKey(version('s3://keyed', nth)) }),
    repeats: true,
    find: versionsAt('s3://keyed'),
  },
  finishTrainingRun: {
    query: FINISH,
    variables: (nth) => ({ input: { runId: `${TO_FINISH}${String(nth).padStart(12, '0')}`, status: 'COMPLETED' } }),
    repeats: true,
    find: async (db) => {
      const { rows } = await sql<{ id: string }>`
        select id from run where id::text like ${`${TO_FINISH}%`} and status = 'COMPLETED'`.execute(db);
      return rows.map(({ id }) => Number(id.slice(TO_FINISH.length)));
    },
  },
} satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

/** What the writes stand on. */
export async function prepareWrites(db: OpenDatabase['db']): Promise<void> {
  await sql`insert into model (id, name) values (${MODEL}, ${MODEL})`.execute(db);
  await sql`insert into run (id, status, started_at, created_by) values (${LOGGED_RUN}, 'RUNNING', now(), 'bench')`.execute(
    db,
  );
  await sql`
    insert into run (id, status, started_at, created_by)
    select (${TO_FINISH}::text || lpad(nth::text, 12, '0'))::uuid, 'RUNNING', now(), 'bench'
    from generate_series(0, ${RUNS_TO_FINISH - 1}::int) as nth`.execute(db);
}

/** What an answer says of its mutation. */
export function readOutcome({ data, errors }: Answer): Said | { surprise: unknown } {
  const write: unknown = data?.write;
  if (typeof write === 'object' && write !== null && '__typename' in write) {
    return String(write.__typename).endsWith('Success') ? 'done' : { surprise: write };
  }
  if (errors.length === 0) return { surprise: data };
  return errors.some(({ extensions }) => extensions.outcome === 'UNKNOWN') ? 'unknown' : 'not done';
}

/** All that was written, by kind and number, with what each attempt was told. */
export class Ledger {
  readonly #said = new Map<KindName, Map<number, Said[]>>();

  note(kind: KindName, nth: number, said: Said): void {
    const ofKind = this.#said.get(kind) ?? new Map<number, Said[]>();
    this.#said.set(kind, ofKind);
    ofKind.set(nth, [...(ofKind.get(nth) ?? []), said]);
  }

  /** Holds what was said against what is there. @returns one line a kind. */
  async check(db: OpenDatabase['db'], findings: Findings): Promise<string[]> {
    const lines: string[] = [];
    for (const [kind, ofKind] of this.#said) {
      const counts = new Map<number, number>();
      for (const nth of await kinds[kind].find(db)) counts.set(nth, (counts.get(nth) ?? 0) + 1);
      const tally = { done: 0, again: 0, unknown: 0, there: 0, refused: 0 };
      for (const [nth, said] of ofKind) {
        const count = counts.get(nth) ?? 0;
        const example = { kind, nth, said, count };
        if (count > 1) findings.add('a write that is there twice', example);
        if (said.includes('done')) {
          tally.done += 1;
          if (said.length > 1) tally.again += 1;
          if (count === 0) findings.add('a write that was answered and is lost', example);
        } else if (said.includes('unknown')) {
          tally.unknown += 1;
          if (count > 0) tally.there += 1;
        } else {
          tally.refused += 1;
          if (count > 0) findings.add('a write that was refused and is there', example);
        }
      }
      for (const nth of counts.keys()) {
        if (!ofKind.has(nth)) findings.add('a write that nobody sent', { kind, nth });
      }
      const { done, again, unknown, there, refused } = tally;
      lines.push(`| ${kind} | ${done} | ${again} | ${unknown} | ${there} | ${refused} |`);
    }
    return lines;
  }
}

/** A run is there as a whole: with the one event of its creation, and on the list of copies. */
export async function checkWholeness(db: OpenDatabase['db'], findings: Findings): Promise<void> {
  const { rows } = await sql<{ name: string; events: number; copies: number }>`
    select name, events, copies from (
      select name,
        (select count(*)::int from audit_event
          where target_id = run.id::text and action in ('createTrainingRun', 'registerTrainingRun')) as events,
        (select count(*)::int from sync_copy where kind = 'experiment' and key = array[run.id::text]) as copies
      from run where name ~ '^(created|keyed|registered)-'
    ) as runs where events <> 1 or copies <> 1`.execute(db);
  for (const row of rows) findings.add('a run that is half written', row);
}
