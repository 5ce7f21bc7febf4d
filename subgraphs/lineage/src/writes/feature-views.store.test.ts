import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import { ask } from '../../../../tests/setup/subgraph.ts';
import { createServer } from '../server.ts';
import type { ModelSignature } from '../tables.ts';

let database: TestDatabase;
let lineage: ReturnType<typeof createServer>;

beforeAll(async () => {
  database = await createTestDatabase();
  lineage = createServer(database, pino({ level: 'silent' }));
  const { db } = database;
  await db
    .insertInto('dataset')
    .values([
      { id: 'orders', name: 'orders' },
      { id: 'old', name: 'old', archivedAt: new Date() },
    ])
    .execute();
  await db
    .insertInto('datasetVersion')
    .values(
      ['orders@1', 'orders@2', 'orders@3', 'old@1'].map((id) => {
        const [datasetId = '', number] = id.split('@');
        return { id, datasetId, number: Number(number), digest: 'sha256:00', columns: '[]' };
      }),
    )
    .execute();
  await db.insertInto('quarantine').values({ originId: 'orders@3', reason: 'bad', by: 'tester' }).execute();
  await db.insertInto('quarantineMark').values({ originId: 'orders@3', versionId: 'orders@3', distance: 0 }).execute();
});
afterAll(() => database.drop());

const FAILURES =
  '... on NotFound { type id } ... on Conflict { message reason } ... on InvalidInput { issues { path message } }';
const VIEW =
  'name description owner entity joinKeys ttlSeconds revision deletedAt features { name type default description } sources { id }';

interface Feature {
  name: string;
  type: string;
  default?: unknown;
}

async function apply(input: object) {
  const { data, errors } = await ask(
    lineage,
    `mutation ($input: ApplyFeatureViewInput!) {
      outcome: applyFeatureView(input: $input) { __typename ... on FeatureViewSuccess { featureView { ${VIEW} } } ${FAILURES} }
    }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data.outcome;
}
async function remove(name: string) {
  const { data, errors } = await ask(
    lineage,
    `mutation ($name: ID!) { outcome: deleteFeatureView(name: $name) { __typename ... on DeleteFeatureViewSuccess { name } ${FAILURES} } }`,
    { name },
  );
  expect(errors).toBeUndefined();
  return data.outcome;
}

const clicks: Feature = { name: 'clicks', type: 'INT', default: 0 };
const spent: Feature = { name: 'spent', type: 'FLOAT' };
const view = (name: string, ...features: Feature[]) => ({ name, entity: 'user', features });
const conflict = { __typename: 'Conflict', reason: 'STATE' };

/** A model with one version that reads a view, deployed as the status says. */
async function addReader(
  modelId: string,
  viewName: string,
  revision: number,
  { status = null, signature = null }: { status?: 'PENDING' | 'LIVE' | null; signature?: ModelSignature | null } = {},
): Promise<void> {
  const { db } = database;
  const modelVersionId = `${modelId}@1`;
  await db.insertInto('model').values({ id: modelId, name: modelId }).execute();
  await db
    .insertInto('modelVersion')
    .values({
      id: modelVersionId,
      modelId,
      number: 1,
      createdBy: 'tester',
      signature: signature && JSON.stringify(signature),
    })
    .execute();
  await db.insertInto('modelVersionFeatureView').values({ modelVersionId, viewName, revision }).execute();
  if (status === null) return;
  await db
    .insertInto('deployment')
    .values({
      id: crypto.randomUUID(),
      modelId,
      modelVersionId,
      environment: 'staging',
      status,
      trafficPercent: 0,
      requestedPercent: 100,
      deployedBy: 'tester',
    })
    .execute();
}

const copyVersion = async (name: string) =>
  (await database.db.selectFrom('syncCopy').select('version').where('copy', '=', `registry:${name}`).executeTakeFirst())
    ?.version;
const auditOf = (name: string) =>
  database.db
    .selectFrom('auditEvent')
    .select(['action', 'before', 'after'])
    .where('targetType', '=', 'FeatureView')
    .where('targetId', '=', name)
    .orderBy('at')
    .orderBy('id')
    .execute();

describe('applying a feature view', () => {
  it('makes it, with its defaults', async () => {
    expect((await apply(view('made', clicks, spent))).featureView).toEqual({
      name: 'made',
      description: null,
      owner: null,
      entity: 'user',
      joinKeys: ['user'],
      ttlSeconds: 3600,
      revision: 1,
      deletedAt: null,
      features: [
        { name: 'clicks', type: 'INT', default: 0, description: null },
        { name: 'spent', type: 'FLOAT', default: null, description: null },
      ],
      sources: [],
    });
  });

  it('again changes nothing; another definition is a new revision, and both stand in audit and copies', async () => {
    const input = {
      ...view('steady', clicks, spent),
      joinKeys: ['user_id', 'shop_id'],
      ttlSeconds: null,
      sourceDatasetVersionIds: ['orders@2', 'orders@1', 'orders@2'],
    };
    const made = await apply(input);
    expect(made.featureView).toMatchObject({
      joinKeys: ['user_id', 'shop_id'],
      ttlSeconds: null,
      sources: [{ id: 'orders@1' }, { id: 'orders@2' }],
    });
    expect(await apply(input)).toEqual(made);
    expect(await copyVersion('steady')).toBe(1);
    const changes = [
      { features: [clicks] },
      { features: [clicks, { name: 'added', type: 'BOOL' }] },
      { features: [{ name: 'added', type: 'BOOL' }, clicks] },
      { features: [{ ...clicks, default: 1 }] },
      { ttlSeconds: 60 },
      { sourceDatasetVersionIds: ['orders@1'] },
      { sourceDatasetVersionIds: null },
    ];
    for (const [index, change] of changes.entries()) {
      expect((await apply({ ...input, ...change })).featureView.revision).toBe(index + 2);
    }
    expect(await copyVersion('steady')).toBe(8);
    const events = await auditOf('steady');
    expect(events.map(({ action }) => action)).toEqual(Array.from({ length: 8 }, () => 'applyFeatureView'));
    expect(events[6]).toMatchObject({
      before: { revision: 6, sources: ['orders@1', 'orders@2'], ttlSeconds: 60 },
      after: { revision: 7, sources: ['orders@1'], ttlSeconds: null },
    });
    const sources = await database.db
      .selectFrom('featureViewSource')
      .select(['revision', 'datasetVersionId'])
      .where('viewName', '=', 'steady')
      .where('revision', 'in', [1, 7, 8])
      .orderBy('revision')
      .orderBy('datasetVersionId')
      .execute();
    expect(sources.map(({ revision, datasetVersionId }) => `${revision} ${datasetVersionId}`)).toEqual([
      '1 orders@1',
      '1 orders@2',
      '7 orders@1',
    ]);
  });

  it('with another description or owner makes no revision', async () => {
    await apply({ ...view('told', clicks), description: 'old', owner: 'ada' });
    expect((await apply({ ...view('told', clicks), description: 'new' })).featureView).toMatchObject({
      revision: 1,
      description: 'new',
      owner: null,
    });
    expect((await auditOf('told'))[1]).toEqual({
      action: 'applyFeatureView',
      before: { description: 'old', owner: 'ada' },
      after: { description: 'new', owner: null },
    });
  });

  it('takes defaults that are values of their type, and keeps them', async () => {
    const features = [
      { name: 'a', type: 'FLOAT', default: 'NaN' },
      { name: 'b', type: 'FLOAT', default: -1.5e300 },
      { name: 'c', type: 'INT', default: -9007199254740991 },
      { name: 'd', type: 'BOOL', default: false },
      { name: 'e', type: 'STRING', default: '' },
      { name: 'f', type: 'FLOAT_VECTOR', default: [0.1, 2] },
      { name: 'g', type: 'INT_VECTOR', default: [] },
      { name: 'h', type: 'STRING_VECTOR', default: ['x'] },
      { name: 'i', type: 'TIMESTAMP', default: '2024-02-29T23:59:59.1234567+02:00' },
      { name: 'j', type: 'BYTES', default: 'AAE=' },
      { name: 'k', type: 'JSON', default: { b: [1, null], a: -0 } },
      { name: 'l', type: 'JSON', default: null },
      { name: 'm', type: 'FLOAT', default: -0 },
    ];
    const made = await apply(view('typed', ...features));
    expect(made.featureView.features.map((feature: Feature) => feature.default)).toEqual([
      ...features.slice(0, 8).map((feature) => feature.default),
      '2024-02-29T21:59:59.123Z',
      'AAE=',
      { b: [1, null], a: 0 },
      null,
      0,
    ]);
    expect(await apply(view('typed', ...features))).toEqual(made);
  });

  it.each([
    ['FLOAT', 'Infinity'],
    ['FLOAT', '1'],
    ['INT', 0.5],
    ['INT', 9007199254740994],
    ['INT', 'NaN'],
    ['BOOL', 0],
    ['STRING', 1],
    ['STRING', 'a\0'],
    ['STRING', 'x'.repeat(100_001)],
    ['FLOAT_VECTOR', [1e39]],
    ['FLOAT_VECTOR', ['NaN']],
    ['FLOAT_VECTOR', 1],
    ['INT_VECTOR', [0.5]],
    ['STRING_VECTOR', ['\ud800']],
    ['TIMESTAMP', '2023-02-29T00:00:00Z'],
    ['TIMESTAMP', '2023-02-28T00:00Z'],
    ['TIMESTAMP', '2023-02-28'],
    ['TIMESTAMP', 1],
    ['BYTES', 'AAE'],
    ['BYTES', '*'],
  ])('takes no default that is no %s (%#)', async (type, value) => {
    expect(await apply(view('untyped', clicks, { name: 'x', type, default: value }))).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['features', '1', 'default'] }],
    });
  });

  it.each([
    [['name'], { name: 'a__b' }],
    [['name'], { name: '1a' }],
    [['name'], { name: 'a b' }],
    [['name'], { name: 'x'.repeat(101) }],
    [['entity'], { entity: ' ' }],
    [['joinKeys'], { joinKeys: [] }],
    [['joinKeys'], { joinKeys: ['a', 'a'] }],
    [['ttlSeconds'], { ttlSeconds: 0 }],
    [['features'], { features: [] }],
    [['features'], { features: Array.from({ length: 1_001 }, (_, index) => ({ name: `f${index}`, type: 'INT' })) }],
    [['features', '0', 'name'], { features: [{ name: 'a__b', type: 'INT' }] }],
    [['features', '0', 'name'], { features: [{ name: 'created', type: 'INT' }] }],
    [['features', '0', 'name'], { features: [{ name: 'event_timestamp', type: 'INT' }] }],
    [['features', '0', 'name'], { features: [{ name: 'user', type: 'INT' }] }],
    [['features', '1', 'name'], { joinKeys: ['user_id'], features: [clicks, { name: 'user_id', type: 'INT' }] }],
    [['features', '1', 'name'], { features: [clicks, clicks] }],
    [['sourceDatasetVersionIds'], { sourceDatasetVersionIds: Array.from({ length: 101 }, (_, index) => `d@${index}`) }],
  ])('says what does not fit at %j (%#)', async (path, change) => {
    expect(await apply({ ...view('wrong', clicks), ...change })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path }],
    });
  });

  it('wants sources that are there and may be built upon, and leaves nothing behind where they are not', async () => {
    const input = (...sourceDatasetVersionIds: string[]) => ({ ...view('sourced', clicks), sourceDatasetVersionIds });
    expect(await apply(input('orders@1', 'orders@9'))).toEqual({
      __typename: 'NotFound',
      type: 'DatasetVersion',
      id: 'orders@9',
    });
    expect(await apply(input('orders@3'))).toMatchObject(conflict);
    expect(await apply(input('old@1'))).toMatchObject(conflict);
    const left = await database.db.selectFrom('featureView').select('name').where('name', '=', 'sourced').execute();
    expect(left).toEqual([]);
    expect(await copyVersion('sourced')).toBeUndefined();
    expect((await apply(input('orders@1'))).featureView.revision).toBe(1);
    expect(await apply(input('orders@3'))).toMatchObject(conflict);
    expect((await apply(input('orders@1'))).featureView.revision).toBe(1);
  });

  it('keeps entity and join keys, and each feature its type through all revisions', async () => {
    await apply(view('kept', clicks, spent));
    expect(await apply({ ...view('kept', clicks, spent), entity: 'shop', joinKeys: ['user'] })).toMatchObject(conflict);
    expect(await apply({ ...view('kept', clicks, spent), joinKeys: ['user_id'] })).toMatchObject(conflict);
    expect(await apply(view('kept', { ...clicks, type: 'FLOAT' }, spent))).toMatchObject(conflict);
    expect((await apply(view('kept', clicks))).featureView.revision).toBe(2);
    expect(await apply(view('kept', clicks, { ...spent, type: 'INT' }))).toMatchObject(conflict);
    expect((await apply(view('kept', clicks, spent))).featureView.revision).toBe(3);
  });

  it('drops no feature that a PENDING or LIVE version reads', async () => {
    const rest: Feature = { name: 'rest', type: 'BOOL' };
    await apply(view('live', clicks, spent, rest));
    await addReader('idle', 'live', 1);
    expect((await apply(view('live', clicks, spent))).featureView.revision).toBe(2);
    const tensor = { name: 'features', datatype: 'FP32', shape: [-1, 1], features: ['spent'] };
    await addReader('signed', 'live', 2, {
      status: 'PENDING',
      signature: { inputs: [tensor], outputs: [], classes: null },
    });
    expect((await apply(view('live', spent))).featureView.revision).toBe(3);
    expect(await apply(view('live', clicks))).toMatchObject({
      ...conflict,
      message: 'Feature spent is read by signed@1, which is PENDING or LIVE.',
    });
    await apply(view('live', spent, rest));
    await addReader('unsigned', 'live', 4, { status: 'LIVE' });
    expect(await apply(view('live', spent))).toMatchObject(conflict);
  });

  it('counts one revision while fifty apply the same for the first time', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => apply(view('crowd', clicks))));
    expect(answers.map(({ featureView }) => featureView?.revision)).toEqual(Array.from({ length: 50 }, () => 1));
    expect(await copyVersion('crowd')).toBe(1);
    expect(await auditOf('crowd')).toHaveLength(1);
  });

  it('counts without gaps while fifty apply different ones', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => apply(view('race', { ...clicks, default: index }))),
    );
    const revisions = answers.map(({ featureView }) => featureView.revision).toSorted((a, b) => a - b);
    expect(revisions).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    const rows = await database.db
      .selectFrom('featureViewRevision')
      .selectAll()
      .where('viewName', '=', 'race')
      .execute();
    for (const { featureView } of answers) {
      const row = rows.find(({ revision }) => revision === featureView.revision);
      expect(row?.features).toEqual(featureView.features);
    }
    expect(await copyVersion('race')).toBe(50);
  });
});

describe('deleting a feature view', () => {
  it('hides it, and made again it goes on counting', async () => {
    await apply(view('phoenix', clicks));
    expect(await remove('phoenix')).toEqual({ __typename: 'DeleteFeatureViewSuccess', name: 'phoenix' });
    expect(await remove('phoenix')).toMatchObject({ __typename: 'NotFound', type: 'FeatureView', id: 'phoenix' });
    const { data } = await ask(lineage, '{ featureView(name: "phoenix") { revision deletedAt } }');
    expect(data.featureView).toEqual({ revision: 1, deletedAt: expect.any(String) });
    expect(await apply({ ...view('phoenix', clicks), entity: 'shop' })).toMatchObject(conflict);
    expect((await apply(view('phoenix', clicks))).featureView).toMatchObject({ revision: 2, deletedAt: null });
    expect(await copyVersion('phoenix')).toBe(3);
    const events = await auditOf('phoenix');
    expect(events.map(({ action }) => action)).toEqual(['applyFeatureView', 'deleteFeatureView', 'applyFeatureView']);
    expect(events[1]).toEqual({
      action: 'deleteFeatureView',
      before: { deletedAt: null },
      after: { deletedAt: expect.any(String) },
    });
  });

  it('is refused while a model that is not archived reads it', async () => {
    await apply(view('read', clicks));
    await addReader('reader', 'read', 1);
    expect(await remove('read')).toMatchObject({ ...conflict, message: expect.stringContaining('reader@1') });
    await ask(lineage, 'mutation { archiveModel(id: "reader") { __typename } }');
    expect(await remove('read')).toMatchObject({ __typename: 'DeleteFeatureViewSuccess' });
  });

  it('knows what is not there, and what could not be', async () => {
    expect(await remove('nobody')).toEqual({ __typename: 'NotFound', type: 'FeatureView', id: 'nobody' });
    expect(await remove('a\0')).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: ['name'] }] });
  });
});
