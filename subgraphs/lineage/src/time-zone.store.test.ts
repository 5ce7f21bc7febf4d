import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { childEnv } from '../../../tests/setup/config.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/postgres.ts';
import { PATIENCE_MS } from '../../../tests/setup/stores.ts';
import { ask } from '../../../tests/setup/subgraph.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { createServer } from './server.ts';

let database: TestDatabase;
let abroad: OpenDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await sql`do $$ begin
    execute format('alter database %I set timezone to %L', current_database(), 'Asia/Tokyo');
  end $$`.execute(database.db);
  abroad = openDatabase({ url: database.url, poolMax: 2, timeoutMs: PATIENCE_MS });
});
afterAll(async () => {
  await abroad.close();
  await database.drop();
});

it('pages through the first and the last moment also where the server keeps another time than UTC', async () => {
  const times = ['9999-12-31T23:59:59.999Z', '2026-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z'];
  await abroad.db
    .insertInto('dataset')
    .values(times.map((time, index) => ({ id: `d${index}`, name: `d${index}`, createdAt: new Date(time) })))
    .execute();
  const lineage = createServer(abroad, pino({ level: 'silent' }));
  const query = (after: string) => `{ datasets(first: 1${after}) { nodes { createdAt } pageInfo { endCursor } } }`;
  let after = '';
  for (const createdAt of times) {
    const { data, errors } = await ask(lineage, query(after));
    expect(errors).toBeUndefined();
    expect(data.datasets.nodes).toEqual([{ createdAt }]);
    after = `, after: "${data.datasets.pageInfo.endCursor}"`;
  }
});

it('writes moments of before time zones had whole minutes as they are, wherever the process runs', async () => {
  const moment = new Date('1900-01-01T00:00:00Z');
  const program = `
    import { openDatabase } from '@tributary/lineage/database';
    import { sql } from 'kysely';
    const { db, close } = openDatabase({ url: process.env.URL, poolMax: 1, timeoutMs: ${PATIENCE_MS} });
    const { rows } = await sql\`select extract(epoch from \${new Date(${moment.getTime()})}::timestamptz)::text as epoch\`.execute(db);
    await close();
    console.log(rows[0].epoch);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    env: childEnv({ TZ: 'Asia/Kolkata', URL: database.url }),
  });
  expect(Number(stdout) * 1_000).toBe(moment.getTime());
});
