import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/postgres.ts';
import { ask } from '../../../tests/setup/subgraph.ts';
import type { FloatFilter, StringFilter, TrainingRunWhere } from './schema.generated.ts';
import { createServer } from './server.ts';

let database: TestDatabase;
let lineage: ReturnType<typeof createServer>;

/** What a run is to a filter. */
interface Sample {
  id: string;
  name: string;
  framework: string | null;
  modelId: string | null;
  groupId: string | null;
  status: 'RUNNING' | 'COMPLETED' | 'FAILED';
  tags: string[];
  createdBy: string;
  createdAt: Date;
  startedAt: Date;
  endedAt: Date | null;
  datasetIds: string[];
  metrics: Record<string, number>;
  parameters: Record<string, string>;
}

const uuid = (index: number) => `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000);
const pick = <Value>(values: readonly [Value, ...Value[]], index: number): Value =>
  values[index % values.length] ?? values[0];

const samples: Sample[] = Array.from({ length: 120 }, (_, index) => {
  const status = pick(['COMPLETED', 'RUNNING', 'COMPLETED', 'FAILED'] as const, index);
  return {
    id: uuid(index),
    name: `run-${index}`,
    framework: pick([null, 'PyTorch', 'xgboost', '100%_sure', 'Éclair', 'pytorch-lightning', 'a\\b'], index),
    modelId: pick([null, 'model-0', 'model-1', 'model-2'], Math.floor(index / 2)),
    groupId: pick([null, 'sweep', 'other'], index),
    status,
    tags: pick([[], ['nightly'], ['nightly', 'gpu'], ['%']], index),
    createdBy: pick(['ada', 'Grace', 'alan_t'], index),
    createdAt: at(Math.floor(index / 3)),
    startedAt: at(1_000 + index),
    endedAt: status === 'RUNNING' ? null : at(1_000 + index + (index % 7) / 4),
    datasetIds: pick([[], ['data-0'], ['data-1'], ['data-0', 'data-1']], Math.floor(index / 3)),
    metrics: {
      ...(index % 3 !== 0 && { accuracy: pick([0.5, Number.NaN, 0.75, 0.9, Infinity, -Infinity, 0.125], index) }),
      ...(index % 4 === 0 && { loss: (index % 10) / 8 }),
    },
    parameters: {
      ...(index % 2 === 0 && { rate: pick(['0.1', '1e-3', 'auto', '-2', '1e999', ' 5 ', '.5'], index / 2) }),
      ...(index % 5 === 0 && { optimizer: pick(['adam', 'SGD'], index / 5) }),
    },
  };
});

beforeAll(async () => {
  database = await createTestDatabase();
  lineage = createServer(database, pino({ level: 'silent' }));
  const { db } = database;
  const modelIds = ['model-0', 'model-1', 'model-2', 'model-3'];
  await db
    .insertInto('model')
    .values(modelIds.map((id, index) => ({ id, name: `Model ${index}`, owner: index === 0 ? null : 'ada' })))
    .execute();
  await db
    .insertInto('runGroup')
    .values(['sweep', 'other'].map((id) => ({ id, name: `Group ${id}`, tags: [id] })))
    .execute();
  await db
    .insertInto('dataset')
    .values(['data-0', 'data-1'].map((id) => ({ id, name: id })))
    .execute();
  await db
    .insertInto('datasetVersion')
    .values(
      ['data-0', 'data-1'].map((id) => ({
        id: `${id}@1`,
        datasetId: id,
        number: 1,
        digest: 'sha256:00',
        columns: '[]',
      })),
    )
    .execute();
  await db
    .insertInto('run')
    .values(samples.map(({ datasetIds: _, metrics: __, parameters: ___, ...run }) => run))
    .execute();
  await db
    .insertInto('runInput')
    .values(
      samples.flatMap(({ id, datasetIds }) =>
        datasetIds.map((datasetId, position) => ({
          runId: id,
          datasetVersionId: `${datasetId}@1`,
          role: 'TEST' as const,
          position,
        })),
      ),
    )
    .execute();
  await db
    .insertInto('runMetric')
    .values(
      samples.flatMap(({ id, metrics }) =>
        Object.entries(metrics).map(([name, value]) => ({ runId: id, name, value, step: 0, at: at(0) })),
      ),
    )
    .execute();
  await db
    .insertInto('runParameter')
    .values(
      samples.flatMap(({ id, parameters }) =>
        Object.entries(parameters).map(([name, value]) => ({ runId: id, name, value })),
      ),
    )
    .execute();
  await db
    .insertInto('modelVersion')
    .values([
      { id: 'model-1@1', modelId: 'model-1', number: 1, runId: uuid(2), createdBy: 'ada', approval: 'APPROVED' },
      { id: 'model-1@2', modelId: 'model-1', number: 2, createdBy: 'ada' },
      { id: 'model-2@1', modelId: 'model-2', number: 1, runId: uuid(1), createdBy: 'ada' },
    ])
    .execute();
  await db
    .insertInto('modelVersionDataset')
    .values({ modelVersionId: 'model-1@1', datasetVersionId: 'data-0@1' })
    .execute();
  await db
    .insertInto('modelAlias')
    .values({ modelId: 'model-1', name: 'champion', versionId: 'model-1@1', setBy: 'ada' })
    .execute();
  const deployment = { status: 'LIVE' as const, trafficPercent: 100, requestedPercent: 100, deployedBy: 'ada' };
  await db
    .insertInto('deployment')
    .values([
      { id: uuid(1_001), modelId: 'model-1', modelVersionId: 'model-1@1', environment: 'production', ...deployment },
      { id: uuid(1_002), modelId: 'model-1', modelVersionId: 'model-1@2', environment: 'staging', ...deployment },
      { id: uuid(1_003), modelId: 'model-2', modelVersionId: 'model-2@1', environment: 'staging', ...deployment },
    ])
    .execute();
});
afterAll(() => database.drop());
beforeEach(() => {
  database.statements.length = 0;
});

async function idsOf(list: string, type: string, where: unknown): Promise<string[]> {
  const query = `query ($where: ${type}) { list: ${list}(where: $where, first: 1000) { nodes { id } totalCount } }`;
  const { data, errors } = await ask(lineage, query, { where });
  expect(errors).toBeUndefined();
  expect(data.list.totalCount).toBe(data.list.nodes.length);
  return data.list.nodes.map(({ id }: { id: string }) => id).sort();
}

const runsWhere = (where: unknown) => idsOf('trainingRuns', 'TrainingRunWhere', where);
const samplesWhere = (holds: (sample: Sample) => boolean) => samples.filter(holds).map(({ id }) => id);
const all = samples.map(({ id }) => id);

describe('a filter of runs', () => {
  it('takes null as left out, and an empty list as nothing', async () => {
    for (const where of [null, {}, { status: null, framework: null }, { AND: [] }, { OR: [{}] }, { framework: {} }]) {
      expect(await runsWhere(where)).toEqual(all);
    }
    for (const where of [
      { id: [] },
      { framework: { in: [] } },
      { OR: [] },
      { NOT: {} },
      { status: [] },
      { groupId: [] },
    ]) {
      expect(await runsWhere(where)).toEqual([]);
    }
  });

  it('gives what has no value to ne and NOT alone', async () => {
    const without = samplesWhere(({ framework }) => framework === null);
    expect(without.length).toBeGreaterThan(0);
    expect(await runsWhere({ framework: { ne: 'xgboost' } })).toEqual(expect.arrayContaining(without));
    expect(await runsWhere({ NOT: { framework: { contains: 'o' } } })).toEqual(expect.arrayContaining(without));
    const found = await runsWhere({ OR: [{ framework: { contains: '' } }, { framework: { startsWith: '' } }] });
    expect(found).toEqual(samplesWhere(({ framework }) => framework !== null));
  });

  it('never matches NaN and the infinities but by NOT', async () => {
    const bounds = [{ gt: 0.1 }, { gte: -1e308 }, { lt: 2 }, { lte: 1e308 }];
    for (const value of bounds) {
      const found = await runsWhere({ metric: { name: 'accuracy', value } });
      expect(found).toEqual(samplesWhere(({ metrics }) => Number.isFinite(metrics.accuracy)));
      const others = await runsWhere({ NOT: { metric: { name: 'accuracy', value } } });
      expect(others).toEqual(samplesWhere(({ metrics }) => !Number.isFinite(metrics.accuracy)));
    }
  });

  it('takes % and _ and \\ in a text for themselves, and ignores case beyond ASCII', async () => {
    const byFramework = (value: string) => samplesWhere(({ framework }) => framework === value);
    expect(await runsWhere({ framework: { contains: '%' } })).toEqual(byFramework('100%_sure'));
    expect(await runsWhere({ framework: { contains: '_' } })).toEqual(byFramework('100%_sure'));
    expect(await runsWhere({ framework: { contains: 'A\\B' } })).toEqual(byFramework('a\\b'));
    expect(await runsWhere({ framework: { startsWith: 'éCL' } })).toEqual(byFramework('Éclair'));
    expect(await runsWhere({ framework: { startsWith: '%' } })).toEqual([]);
    expect(await runsWhere({ tag: '%' })).toEqual(samplesWhere(({ tags }) => tags.includes('%')));
  });

  it('finds nothing by what the store cannot hold, instead of failing', async () => {
    const texts = ['\0', 'a\0b', "'; drop table run; --"];
    for (const text of texts) {
      for (const where of [
        { id: [text] },
        { parentId: text },
        { groupId: [text] },
        { modelId: text },
        { datasetId: text },
        { tag: text },
        { framework: { eq: text } },
        { framework: { in: [text] } },
        { framework: { contains: text } },
        { framework: { startsWith: text } },
        { metric: { name: text, value: { gt: 0 } } },
        { parameter: { name: text, text: { eq: text } } },
        { parameter: { name: 'rate', text: { contains: text } } },
      ]) {
        expect(await runsWhere(where)).toEqual([]);
      }
      expect(await runsWhere({ framework: { ne: text } })).toEqual(all);
      expect(await runsWhere({ parameter: { name: text, text: { ne: text } } })).toEqual(all);
    }
    expect(await runsWhere({ id: ['not-a-uuid', uuid(3)] })).toEqual([uuid(3)]);
  });

  it('reads a parameter as a number where it is one', async () => {
    expect(await runsWhere({ parameter: { name: 'rate', number: { lt: 0.2 } } })).toEqual(
      samplesWhere(({ parameters }) => ['0.1', '1e-3', '-2'].includes(parameters.rate ?? '')),
    );
  });

  it('answers BAD_USER_INPUT to a filter deeper than five or longer than 1,000', async () => {
    const nest = (depth: number): TrainingRunWhere => (depth === 0 ? { tag: 'gpu' } : { NOT: nest(depth - 1) });
    const query = 'query ($where: TrainingRunWhere) { trainingRuns(where: $where) { totalCount } }';
    expect((await ask(lineage, query, { where: nest(5) })).errors).toBeUndefined();
    const tooMuch: TrainingRunWhere[] = [
      nest(6),
      { id: Array.from({ length: 1_001 }, (_, index) => uuid(index)) },
      { OR: Array.from({ length: 600 }, () => ({ tag: 'a', modelId: 'b' })) },
      { OR: Array.from({ length: 150_000 }, () => ({ tag: 'a' })) },
      nest(1_000),
    ];
    for (const where of tooMuch) {
      const { errors } = await ask(lineage, query, { where });
      expect(errors).toHaveLength(1);
      expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
    }
    const ids = Array.from({ length: 1_000 }, (_, index) => uuid(index));
    expect(await runsWhere({ id: ids, status: ['RUNNING'] })).toHaveLength(30);
  });

  it('finds what a plain evaluation of the same rows finds', async () => {
    const random = createRandom(20_260_101);
    let matched = 0;
    for (let round = 0; round < 400; round++) {
      const where = randomWhere(random, 3);
      const found = await runsWhere(where);
      const expected = samplesWhere((sample) => evaluate(sample, where));
      expect({ where, found }).toEqual({ where, found: expected });
      if (found.length > 0 && found.length < all.length) matched++;
    }
    // Filters that tell the rows apart: otherwise the comparison says little.
    expect(matched).toBeGreaterThan(150);
  });
});

describe('a filter of the others', () => {
  it('chooses models, groups and datasets by their fields', async () => {
    expect(await idsOf('models', 'ModelWhere', { owner: { ne: 'ada' } })).toEqual(['model-0']);
    expect(await idsOf('models', 'ModelWhere', { name: { in: ['Model 1', 'Model 3'] } })).toEqual([
      'model-1',
      'model-3',
    ]);
    expect(await idsOf('runGroups', 'RunGroupWhere', { tag: 'sweep' })).toEqual(['sweep']);
    expect(await idsOf('runGroups', 'RunGroupWhere', { name: { startsWith: 'group O' } })).toEqual(['other']);
    expect(await idsOf('datasets', 'DatasetWhere', { NOT: { id: ['data-0'] } })).toEqual(['data-1']);
    expect(await idsOf('datasets', 'DatasetWhere', { createdAt: { lt: at(0) } })).toEqual([]);
  });

  it('chooses model versions by alias, approval, model and data', async () => {
    const versions = (where: unknown) => idsOf('modelVersions', 'ModelVersionWhere', where);
    expect(await versions({ alias: 'champion' })).toEqual(['model-1@1']);
    expect(await versions({ approval: ['PENDING'] })).toEqual(['model-1@2', 'model-2@1']);
    expect(await versions({ trainedOnId: 'data-0@1' })).toEqual(['model-1@1']);
    expect(await versions({ modelId: 'model-1', NOT: { alias: 'champion' } })).toEqual(['model-1@2']);
  });

  it("chooses deployments by the metric of their version's run", async () => {
    const deployments = (where: unknown) => idsOf('deployments', 'DeploymentWhere', where);
    expect(await deployments({ metric: { name: 'accuracy', value: { gte: 0.75 } } })).toEqual([uuid(1_001)]);
    expect(await deployments({ NOT: { metric: { name: 'accuracy', value: { gte: 0.75 } } } })).toEqual([
      uuid(1_002),
      uuid(1_003),
    ]);
    expect(await deployments({ environment: ['staging'], status: ['LIVE'], id: [uuid(1_003), 'no-uuid'] })).toEqual([
      uuid(1_003),
    ]);
  });

  it('holds nested lists and their counts to it, each with its own, in one statement a field', async () => {
    const query = `query ($ids: [ID!]) {
      models(where: { id: $ids }) {
        nodes {
          id
          completed: trainingRuns(where: { status: [COMPLETED] }, first: 1000) { nodes { id } totalCount }
          failed: trainingRuns(where: { status: [FAILED] }, first: 1000) { nodes { id } totalCount }
          deployments(where: { environment: ["staging"] }) { nodes { id } totalCount }
        }
      }
      datasets { nodes { id trainingRuns(where: { status: [FAILED] }, first: 1000) { nodes { id } totalCount } } }
      runGroups { nodes { id trainingRuns(where: { modelId: "model-1" }, first: 1000) { nodes { id } totalCount } } }
    }`;
    await ask(lineage, query, { ids: ['model-1'] });
    const few = database.statements.splice(0).length;
    const { data } = await ask(lineage, query, { ids: null });
    expect(database.statements).toHaveLength(few);
    const list = (ids: string[]) => ({
      totalCount: ids.length,
      nodes: expect.arrayContaining(ids.map((id) => ({ id }))),
    });
    for (const model of data.models.nodes) {
      const inState = (wanted: Sample['status']) =>
        list(samplesWhere(({ modelId, status }) => modelId === model.id && status === wanted));
      expect(model.completed).toEqual(inState('COMPLETED'));
      expect(model.failed).toEqual(inState('FAILED'));
    }
    expect(data.models.nodes.find(({ id }: { id: string }) => id === 'model-1').deployments).toEqual(
      list([uuid(1_002)]),
    );
    for (const { id, trainingRuns } of data.datasets.nodes) {
      expect(trainingRuns).toEqual(list(samplesWhere((run) => run.datasetIds.includes(id) && run.status === 'FAILED')));
    }
    for (const { id, trainingRuns } of data.runGroups.nodes) {
      expect(trainingRuns).toEqual(list(samplesWhere((run) => run.groupId === id && run.modelId === 'model-1')));
    }
  });
});

// --- random filters, and what they mean ---

type Random = () => number;

/** The same numbers in every run, so that what fails once fails again. */
function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const choose = <Value>(random: Random, values: readonly [Value, ...Value[]]): Value =>
  pick(values, Math.floor(random() * values.length));

function randomWhere(random: Random, depth: number): TrainingRunWhere {
  const nested = () => Array.from({ length: Math.floor(random() * 4) }, () => randomWhere(random, depth - 1));
  const text = () => choose(random, ['PyTorch', 'o', 'xgboost', '%', '_', 'É', 'adam', 'py', 'ada', '0.1', '']);
  const string = (): StringFilter =>
    choose<StringFilter>(random, [
      { eq: text() },
      { ne: text() },
      { in: [text(), text()] },
      { contains: text() },
      { startsWith: text() },
      {},
      { eq: null, ne: text() },
      { in: [] },
    ]);
  const number = (): FloatFilter => {
    const bound = choose(random, [-2, 0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]);
    return choose<FloatFilter>(random, [
      { eq: bound },
      { gt: bound },
      { gte: bound },
      { lt: bound },
      { lte: bound },
      {},
      { gte: bound, lte: bound + 0.4 },
    ]);
  };
  const leaf = (): TrainingRunWhere =>
    choose<TrainingRunWhere>(random, [
      { id: samples.filter(() => random() < 0.5).map(({ id }) => id) },
      { status: ['COMPLETED', 'RUNNING'] },
      { framework: string() },
      { createdBy: string() },
      { modelId: 'model-1' },
      { datasetId: 'data-1' },
      { groupId: ['sweep'] },
      { tag: choose(random, ['nightly', 'gpu', 'none']) },
      { metric: { name: choose(random, ['accuracy', 'loss', 'none']), value: number() } },
      {
        parameter: {
          name: choose(random, ['rate', 'optimizer']),
          text: string(),
          number: random() < 0.5 ? null : number(),
        },
      },
      { durationSeconds: number() },
      { createdAt: { gt: at(Math.floor(random() * 40)) } },
      { endedAt: { lte: at(1_000 + Math.floor(random() * 120)) } },
      { framework: null },
    ]);
  if (depth === 0) return leaf();
  return choose<() => TrainingRunWhere>(random, [
    leaf,
    () => ({ ...leaf(), ...leaf() }),
    () => ({ AND: nested() }),
    () => ({ OR: nested() }),
    () => ({ NOT: randomWhere(random, depth - 1) }),
    () => ({ ...leaf(), OR: nested(), NOT: randomWhere(random, depth - 1) }),
  ])();
}

type Given<Value> = Value | null | undefined;
const given = <Value>(value: Given<Value>, holds: (value: Value) => boolean) => value == null || holds(value);

function evaluate(run: Sample, where: TrainingRunWhere): boolean {
  const { AND, OR, NOT } = where;
  const duration = run.endedAt === null ? undefined : (run.endedAt.getTime() - run.startedAt.getTime()) / 1_000;
  return (
    given(AND, (parts) => parts.every((part) => evaluate(run, part))) &&
    given(OR, (parts) => parts.some((part) => evaluate(run, part))) &&
    given(NOT, (part) => !evaluate(run, part)) &&
    given(where.id, (ids) => ids.includes(run.id)) &&
    given(where.status, (statuses) => statuses.includes(run.status)) &&
    given(where.framework, (filter) => matchesText(run.framework, filter)) &&
    given(where.createdBy, (filter) => matchesText(run.createdBy, filter)) &&
    given(where.modelId, (id) => run.modelId === id) &&
    given(where.datasetId, (id) => run.datasetIds.includes(id)) &&
    given(where.groupId, (ids) => run.groupId !== null && ids.includes(run.groupId)) &&
    given(where.tag, (tag) => run.tags.includes(tag)) &&
    given(where.metric, ({ name, value }) => matchesNumber(run.metrics[name], value)) &&
    given(where.parameter, ({ name, text, number }) => {
      const value = run.parameters[name];
      const isNumber = value !== undefined && /^[+-]?(\d+|\d*\.\d+)(e[+-]?\d{1,2})?$/.test(value);
      return (
        given(text, (filter) => matchesText(value ?? null, filter)) &&
        given(number, (filter) => matchesNumber(isNumber ? Number(value) : undefined, filter))
      );
    }) &&
    given(where.durationSeconds, (filter) => matchesNumber(duration, filter)) &&
    given(where.createdAt?.gt, (time) => run.createdAt > time) &&
    given(where.endedAt?.lte, (time) => run.endedAt !== null && run.endedAt <= time)
  );
}

function matchesText(value: string | null, { eq, ne, in: values, contains, startsWith }: StringFilter): boolean {
  return (
    given(eq, (text) => value === text) &&
    given(ne, (text) => value !== text) &&
    given(values, (texts) => value !== null && texts.includes(value)) &&
    given(contains, (text) => value?.toLowerCase().includes(text.toLowerCase()) ?? false) &&
    given(startsWith, (text) => value?.toLowerCase().startsWith(text.toLowerCase()) ?? false)
  );
}

function matchesNumber(value: number | undefined, { eq, gt, gte, lt, lte }: FloatFilter): boolean {
  const finite = value !== undefined && Number.isFinite(value) ? value : Number.NaN;
  return (
    given(eq, (bound) => finite === bound) &&
    given(gt, (bound) => finite > bound) &&
    given(gte, (bound) => finite >= bound) &&
    given(lt, (bound) => finite < bound) &&
    given(lte, (bound) => finite <= bound)
  );
}
