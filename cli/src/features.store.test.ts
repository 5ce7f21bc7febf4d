import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createRegistries, readRegistry } from '@tributary/realtime/features/registries';
import { readTable } from '@tributary/realtime/features/vectors';
import { writeRegistries } from '@tributary/realtime/features/write-registries';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { createTestDatabase, type TestDatabase } from '../../tests/setup/redis.ts';
import { loadFeatures } from './features/load-features.ts';
import { openFile } from './features/open-file.ts';
import { checkColumns } from './features/to-row.ts';

const FEATURES = [
  ['spent', 'FLOAT'],
  ['clicks', 'INT'],
  ['active', 'BOOL'],
  ['city', 'STRING'],
  ['taste', 'FLOAT_VECTOR'],
  ['seen', 'TIMESTAMP'],
  ['picture', 'BYTES'],
  ['more', 'JSON'],
] as const;

let folder: string;
let redis: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-features-'));
  redis = createTestDatabase();
  await writeRegistries(redis.db, [
    {
      view: 'visits',
      version: 1,
      entity: 'visit',
      joinKeys: ['user_id', 'shop_id'],
      firstRevision: 1,
      layouts: [
        {
          features: FEATURES.map(([name, type]) => ({ name, type, default: null })),
          revisions: [{ revision: 1, ttlSeconds: null }],
        },
      ],
    },
  ]);
});
afterAll(async () => {
  await redis.drop();
  await rm(folder, { recursive: true, force: true });
});

async function load(content: string | Uint8Array) {
  const path = join(folder, 'file');
  await writeFile(path, content);
  const registry = await readRegistry(redis.db, 'visits');
  if (!registry) throw new Error('The view is not there');
  await using resources = new AsyncDisposableStack();
  const file = await openFile(path, (names) => checkColumns(registry, names), resources);
  const shown: [number, number | undefined][] = [];
  const report = await loadFeatures(redis.db, registry, file, {
    signal: new AbortController().signal,
    onProgress: (...progress) => shown.push(progress),
  });
  return { ...report, shown };
}

/** An entity's values, and when they were true. */
async function read(entity: string) {
  const table = await readTable(redis.db, createRegistries(), 'visits', [entity], () => FEATURES.map(([name]) => name));
  return [...(table?.columns.map(({ values }) => values[0]) ?? []), table?.eventTimes[0]];
}

const AT = Date.parse('2025-01-31T12:00:00Z');
const WHOLE = [0.5, 3, true, 'a "b", c', [0.5, 1], '2025-01-31T11:00:00.000Z', 'AAE=', { a: [1] }, AT];
const NOTHING = FEATURES.map(() => null);

it('CSV is stored as its columns say, an empty cell as null, and what does not fit is reported by its line', async () => {
  const csv = `\uFEFFuser_id,shop_id,event_timestamp,spent,clicks,active,city,taste,seen,picture,more,created
u|1,50%,2025-01-31T12:00:00Z,0.5,3.0,True,"a ""b"", c","[0.5, 1]",2025-01-31 11:00:00,AAE=,"{""a"": [1]}",x
u2,s,2025-01-31 12:00:00,,,,,,,,,
u3,s,,nan,many,,,,,,,
,s,,,,,,,,,,
u4,s,yesterday,,,,,,,,,
u5,s
u6,s,2025-01-31T12:00:00Z,NaN,,0,,"[1, ""x""]",,,,
u7,s,2025-01-31T12:00:00Z,NaN,,0,,,,,,
`;
  const report = await load(csv);
  expect(report).toMatchObject({ stored: 3, skippedStale: 0, refused: 5 });
  expect(report.refusals).toEqual([
    { place: 4, problem: 'clicks must be a whole number up to 2^53 - 1 either way' },
    { place: 5, problem: 'user_id must be a text or a whole number' },
    { place: 6, problem: 'event_timestamp must be a moment, such as 2025-01-31T12:00:00Z' },
    { place: 7, problem: expect.stringContaining('Invalid Record Length') },
    { place: 8, problem: 'taste.1 must be a number that 32-bit floats have room for' },
  ]);
  expect(await read('u%7C1|50%25')).toEqual(WHOLE);
  expect(await read('u2|s')).toEqual([...NOTHING, AT]);
  expect(await read('u7|s')).toEqual(['NaN', null, false, null, null, null, null, null, AT]);
});

it('JSON Lines are stored as they are, and a line that is none is reported', async () => {
  const [spent, clicks, active, city, taste, seen, picture, more] = WHOLE;
  const row = { user_id: 7, shop_id: 's', event_timestamp: '2025-01-31T12:00:00Z' };
  const lines = [
    JSON.stringify({ ...row, spent, clicks, active, city, taste, seen, picture, more }),
    '',
    '{"user_id": 8',
    '[1]',
    JSON.stringify({ ...row, other: 1 }),
    JSON.stringify({ ...row, event_timestamp: '2025-01-31T11:59:59Z' }),
  ];
  const report = await load(lines.join('\r\n'));
  expect(report).toMatchObject({ stored: 1, skippedStale: 1, refused: 3 });
  expect(report.refusals.map(({ place }) => place)).toEqual([3, 4, 5]);
  expect(report.refusals[2]?.problem).toBe('other must be a feature of the view, such as spent');
  expect(await read('7|s')).toEqual(WHOLE);
});

it('Parquet is stored by the types of its columns', async () => {
  const [spent, clicks, active, city] = WHOLE;
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'user_id', data: [9n, 10n], type: 'INT64' },
      { name: 'shop_id', data: ['s', 's'], type: 'STRING' },
      { name: 'event_timestamp', data: [new Date(AT), new Date(AT)], type: 'TIMESTAMP' },
      { name: 'spent', data: [spent, null], type: 'DOUBLE', nullable: true },
      { name: 'clicks', data: [BigInt(Number(clicks)), null], type: 'INT64', nullable: true },
      { name: 'active', data: [active, null], type: 'BOOLEAN', nullable: true },
      { name: 'city', data: [city, null], type: 'STRING', nullable: true },
      { name: 'taste', data: ['[0.5, 1]', null], type: 'STRING', nullable: true },
      { name: 'seen', data: [new Date(AT - 3_600_000), null], type: 'TIMESTAMP', nullable: true },
      { name: 'picture', data: [new Uint8Array([0, 1]), null], type: 'BYTE_ARRAY', nullable: true },
      { name: 'more', data: ['{"a": [1]}', null], type: 'STRING', nullable: true },
    ],
  });
  expect(await load(new Uint8Array(bytes))).toMatchObject({ stored: 2, refused: 0, shown: [[2, 2]] });
  expect(await read('9|s')).toEqual(WHOLE);
  expect(await read('10|s')).toEqual([...NOTHING, AT]);
});

it('a file of several thousand rows is stored in batches, with its progress', async () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => `many${index},s,${index}`);
  const { shown, stored } = await load(['user_id,shop_id,clicks', ...rows].join('\n'));
  expect(stored).toBe(2_500);
  expect(shown).toHaveLength(3);
  expect(shown.at(-1)).toEqual([2_500, 2_500]);
  expect((await read('many2499|s'))[1]).toBe(2_499);
});

it('a file whose columns are not those of the view is refused before anything is stored', async () => {
  await expect(load('user_id,clicks\nu,1')).rejects.toThrow(
    'The file must have a column shop_id, the join key of visits.',
  );
  await expect(load('user_id,shop_id,clocks\nu,s,1')).rejects.toThrow(
    'The file has a column clocks, which is no feature',
  );
  await expect(load('')).resolves.toMatchObject({ read: 0, stored: 0 });
});
