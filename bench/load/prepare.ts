import { type OpenDatabase, openDatabase } from '@tributary/lineage/database';
import type { RunningStores } from '@tributary/stores/settings';
import { z } from 'zod';
import { pointsOf, runsNamed } from '../../tests/crash/lineage-writes.ts';
import { expectEqual } from '../measure.ts';
import { LOGGED_RUN, type OperationName, operations, PAGE_MODELS } from './operations.ts';
import type { Program } from './programs.ts';

/** Beside the seed, what the crowd asks for: models for a whole page, and the run that everybody logs to. */
export async function prepare(program: Program, stores: RunningStores): Promise<OpenDatabase> {
  const database = openDatabase({ url: stores.postgres.url, poolMax: 2, timeoutMs: 60_000 });
  const existing = await database.db.selectFrom('run').select('id').where('id', '=', LOGGED_RUN).execute();
  if (existing.length === 0) {
    await write(program, 'createTrainingRun', { id: LOGGED_RUN, name: 'everybody logs to it' });
    for (let nth = 0; nth < PAGE_MODELS; nth++) {
      const modelId = `crowd-${nth}`;
      await write(program, 'createModel', { id: modelId });
      for (let run = 0; run < 3; run++) {
        await write(program, 'createTrainingRun', { modelId, datasetId: 'fraud-transactions' });
      }
      for (let version = 0; version < 3; version++) await write(program, 'registerModelVersion', { modelId });
    }
  }
  // Also what a process does once: plans, parsed operations, connections.
  for (let nth = 0; nth < 20; nth++) {
    for (const name of ['model', 'page'] as const) await askOnce(program, name);
  }
  return database;
}

async function write({ url }: Program, field: string, input: object): Promise<void> {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { __typename ... on UserError { message } } }`;
  const answer = JSON.stringify(await post(url, query, { input }));
  if (!/"__typename":"\w+Success"/.test(answer)) throw new Error(`${field}: ${answer}`);
}

/** One request by itself, as of the first user after a rush. @throws Error where its answer is not whole. */
export async function askOnce({ url }: Program, name: OperationName): Promise<void> {
  const { query, isRight, variables } = operations[name];
  const answer = await post(url, query, variables(0, 'once'));
  if (!isRight(answer.data)) throw new Error(`${name}: ${JSON.stringify(answer).slice(0, 500)}`);
}

const answerShape = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })).optional(),
  extensions: z.object({ cost: z.record(z.string(), z.number()).optional() }).optional(),
});

/** Asks as one client. */
export async function post(url: string, query: string, variables: object): Promise<z.infer<typeof answerShape>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return answerShape.parse(await response.json());
}

/** Holds the writes that were answered against what is there: each exactly once. @returns how many more are there. */
export async function checkWrites(
  { db }: OpenDatabase,
  operation: OperationName,
  mark: string,
  done: readonly number[],
): Promise<number> {
  const found = operation === 'createTrainingRun' ? await runsNamed(db, mark) : await pointsOf(db, LOGGED_RUN, mark);
  const kept = new Set(found);
  expectEqual(`${operation}: written once`, found.length, kept.size);
  expectEqual(
    `${operation}: answered, and not there`,
    done.filter((nth) => !kept.has(nth)),
    [],
  );
  return kept.size - done.length;
}
