import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createTestDatabase } from '../../../tests/setup/mongodb.ts';
import { ask } from '../../../tests/setup/subgraph.ts';
import { eventually, everyTurn } from '../../../tests/setup/waiting.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { createServer } from './server.ts';

const TIMEOUT_MS = 500;
const AT_ONCE = 20;
const QUERY = '{ modelConfig(modelId: "fraud-detector") { id } }';

let own: Awaited<ReturnType<typeof createTestDatabase>>;
let database: OpenDatabase;
let commands = 0;

beforeAll(async () => {
  own = await createTestDatabase();
  database = openDatabase({ url: own.url, poolMax: 30, timeoutMs: TIMEOUT_MS, onCommand: () => (commands += 1) });
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

it('a process that computes while MongoDB answers and takes connections does not blame it', async () => {
  const configs = createServer(database, pino({ level: 'silent' }));
  await eventually(async () => expect(await ask(configs, QUERY)).not.toHaveProperty('errors'));
  const before = commands;
  const answers = Array.from({ length: AT_ONCE }, () => ask(configs, QUERY));
  await everyTurn(() => commands > before);
  const end = performance.now() + 3 * TIMEOUT_MS;
  while (performance.now() < end);
  const errors = (await Promise.all(answers)).flatMap(({ errors = [] }) => errors);
  expect(errors.filter(({ extensions }) => extensions.code !== 'OVERLOADED')).toEqual([]);
});
