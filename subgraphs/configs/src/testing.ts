import { randomBytes } from 'node:crypto';
import { testStores } from '../../../tests/setup/stores.ts';
import { createIndexes, type Database, openDatabase } from './database.ts';

/** A test file's own database on the run's MongoDB. */
export interface TestDatabase {
  db: Database;
  close(): Promise<void>;
  /** Every command since they were last cleared. */
  commands: { name: string; maxTimeMS: unknown }[];
  /** What each of these left out or took in of documents. */
  projections: unknown[];
  drop(): Promise<void>;
}

/** A command may take longer here than in earnest, since all test files share one server. */
const PATIENCE_MS = 10_000;

export async function createTestDatabase(): Promise<TestDatabase> {
  const url = new URL(testStores().mongodbUrl);
  url.pathname = `/tributary_test_configs_${randomBytes(6).toString('hex')}`;
  const commands: TestDatabase['commands'] = [];
  const projections: unknown[] = [];
  const onCommand = (name: string, command: Readonly<Record<string, unknown>>) => {
    commands.push({ name, maxTimeMS: command.maxTimeMS });
    const projection = projectionIn(command);
    if (projection) projections.push(projection);
  };
  const { db, close } = openDatabase({ url: url.href, poolMax: 5, timeoutMs: PATIENCE_MS, onCommand });
  await createIndexes(db);
  const drop = async () => {
    await db.connection.dropDatabase();
    await close();
  };
  return { db, close, commands, projections, drop };
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
