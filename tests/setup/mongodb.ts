import { randomBytes } from 'node:crypto';
import { createIndexes } from '@tributary/configs/collections';
import { type OpenDatabase, openDatabase } from '@tributary/configs/database';
import { PATIENCE_MS, testStores } from './stores.ts';

export interface TestDatabase extends OpenDatabase {
  url: string;
  /** Every command since they were last cleared. */
  commands: { name: string; maxTimeMS: unknown }[];
  /** What each of them took in or left out of documents, where it said so. */
  projections: unknown[];
  /** The stages of those that are aggregations. */
  pipelines: Record<string, unknown>[][];
  drop(): Promise<void>;
}

/** A database of its own with its indexes, on the shared server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `tributary_test_${randomBytes(6).toString('hex')}`;
  const url = Object.assign(new URL(testStores().mongodbUrl), { pathname: `/${name}` }).href;
  const commands: TestDatabase['commands'] = [];
  const projections: unknown[] = [];
  const pipelines: TestDatabase['pipelines'] = [];
  const onCommand = (name: string, command: Readonly<Record<string, unknown>>) => {
    commands.push({ name, maxTimeMS: command.maxTimeMS });
    if (Array.isArray(command.pipeline)) pipelines.push(command.pipeline);
    const projection = projectionIn(command);
    if (projection) projections.push(projection);
  };
  const database = openDatabase({ url, poolMax: 5, timeoutMs: PATIENCE_MS, onCommand });
  await createIndexes(database.db);
  // What it holds goes with the server's data: SecantusDB takes seconds to drop a database.
  return { ...database, url, commands, projections, pipelines, drop: database.close };
}

/** That of a find, or the last one in the stages of an aggregate. */
function projectionIn({ projection, pipeline }: Readonly<Record<string, unknown>>): unknown {
  let found = projection;
  JSON.stringify(pipeline, (key, value) => {
    if (key === '$project') found = value;
    return value;
  });
  return found;
}
