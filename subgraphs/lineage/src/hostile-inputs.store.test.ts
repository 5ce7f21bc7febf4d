import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildClientSchema, type GraphQLField, type GraphQLSchema, getIntrospectionQuery, isObjectType } from 'graphql';
import { ONNX_ARTIFACT } from '../../../tests/setup/deployments.ts';
import { insertDatasets } from '../../../tests/setup/derivations.ts';
import { hostileArguments, selectionOf, type Value } from '../../../tests/setup/hostile-values.ts';
import { useLineage } from '../../../tests/setup/lineage.ts';

const lineage = useLineage();
const RUN = '00000000-0000-7000-8000-000000000001';
let schema: GraphQLSchema;
let deployment: string;

beforeAll(async () => {
  const { data } = await lineage.ask(getIntrospectionQuery());
  schema = buildClientSchema(data);
  await insertDatasets(lineage.db, ['d', 'spare']);
  await lineage.mutate('createModel', { id: 'm' }, '');
  await lineage.mutate('createRunGroup', { id: 'g' }, '');
  await lineage.mutate('createTrainingRun', { id: RUN, modelId: 'm', groupId: 'g', datasetId: 'd' }, '');
  await lineage.mutate('registerModelVersion', { modelId: 'm', trainedOnIds: ['d@1'], artifact: ONNX_ARTIFACT }, '');
  const deployed = await lineage.mutate(
    'deployModelVersion',
    { modelVersionId: 'm@1', environment: 'staging' },
    '... on DeploymentSuccess { deployment { id } }',
  );
  deployment = deployed.deployment.id;
  const features = [{ name: 'f', type: 'FLOAT' }];
  await lineage.mutate('applyFeatureView', { name: 'v', entity: 'user', features }, '');
});

/** Ids of rows that are there: otherwise most calls would end at what they do not find. */
function known(name: string, field: string): Value | undefined {
  const ids: Record<string, string> = {
    modelId: 'm',
    datasetId: 'd',
    groupId: 'g',
    runId: RUN,
    trainingRunId: RUN,
    datasetVersionId: 'd@1',
    modelVersionId: 'm@1',
    deploymentId: deployment,
    environment: 'staging',
    digest: 'sha256:00ff',
    uri: 's3://bucket/key',
  };
  if (name !== 'id') return ids[name];
  const named = [
    'datasetVersion',
    'dataset',
    'modelVersion',
    'model',
    'trainingRun',
    'runGroup',
    'deployment',
  ] as const;
  const values = ['d@1', 'd', 'm@1', 'm', RUN, 'g', deployment];
  const index = named.findIndex((noun) => field.toLowerCase().includes(noun.toLowerCase()));
  // What is quarantined is of no use to the other calls.
  if (field.startsWith('quarantine')) return 'spare@1';
  return field.startsWith('create') ? 'x' : values[index];
}

type Field = GraphQLField<unknown, unknown>;

const fieldsOf = (type: string): Field[] => {
  const named = schema.getType(type);
  const fields = isObjectType(named) ? Object.values(named.getFields()) : [];
  return fields.filter(({ name, args }) => args.length > 0 && !name.startsWith('_'));
};

/** What none of this may come to: a fault of ours, a store that gave up, or a query that this test wrote wrongly. */
const FAULTS = ['INTERNAL_SERVER_ERROR', 'STORE_UNAVAILABLE', 'GRAPHQL_VALIDATION_FAILED'];
const MAX_ANSWER = 50_000;

interface Call {
  where: string;
  args: Record<string, Value>;
}

/** Asks for a field once with each set of arguments, several at a time, and answers those that went wrong. */
async function faultsOf(kind: string, before: string, field: Field, after: string, calls: Iterable<Call>) {
  const variables = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const args = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const query = `${kind} (${variables}) { ${before} ${field.name}(${args}) ${selectionOf(field)} ${after} }`;
  const faults: string[] = [];
  let asked = 0;
  const left = calls[Symbol.iterator]();
  const askNext = async () => {
    for (let next = left.next(); !next.done; next = left.next()) {
      asked++;
      const answer = await lineage.ask(query, next.value.args);
      const text = JSON.stringify(answer);
      if (FAULTS.some((code) => text.includes(`"${code}"`)) || text.length > MAX_ANSWER) {
        faults.push(`${next.value.where} ${JSON.stringify(next.value.args).slice(0, 200)}: ${text.slice(0, 500)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: 10 }, askNext));
  expect(asked).toBeGreaterThan(0);
  return faults;
}

describe('no input is our fault', () => {
  it.each(['Query', 'Mutation'])('in any argument of %s', async (type) => {
    for (const field of fieldsOf(type)) {
      expect(await faultsOf(type.toLowerCase(), '', field, '', hostileArguments(field, known))).toEqual([]);
    }
  });

  it('in any argument of a field of what is found, its filters aside, which are those of the lists above', async () => {
    const paths: [type: string, before: string, after: string][] = [
      ['Dataset', 'dataset(id: "d") {', '}'],
      ['DatasetVersion', 'datasetVersion(id: "d@1") {', '}'],
      ['Impact', 'datasetVersion(id: "d@1") { impact {', '} }'],
      ['Model', 'model(id: "m") {', '}'],
      ['ModelVersion', 'modelVersion(id: "m@1") {', '}'],
      ['TrainingRun', `trainingRun(id: "${RUN}") {`, '}'],
      ['RunGroup', 'runGroup(id: "g") {', '}'],
      ['Deployment', `deployment(id: "${deployment}") {`, '}'],
      ['FeatureView', 'featureView(name: "v") {', '}'],
    ];
    const tried = ['Query', 'Mutation', ...paths.map(([type]) => type)];
    const others = Object.keys(schema.getTypeMap()).filter((type) => !type.startsWith('__') && !tried.includes(type));
    expect(others.filter((type) => fieldsOf(type).length > 0)).toEqual([]);
    for (const [type, before, after] of paths) {
      for (const field of fieldsOf(type)) {
        const calls = [...hostileArguments(field, known)].filter(({ args }) => args.where == null);
        expect(await faultsOf('query', before, field, after, calls)).toEqual([]);
      }
    }
  });

  it('in ten megabytes of text, which do not come back either', async () => {
    const huge = 'x'.repeat(10_000_000);
    const holdsHuge = (value: Value): boolean =>
      value === huge || (typeof value === 'object' && value !== null && Object.values(value).some(holdsHuge));
    const isHuge = ({ args }: Call) => holdsHuge(args);
    const valuesOf = (type: string) => (['String', 'ID'].includes(type) ? [huge] : []);
    for (const field of fieldsOf('Mutation')) {
      const calls = [...hostileArguments(field, known, valuesOf)].filter(isHuge);
      if (calls.length > 0) expect(await faultsOf('mutation', '', field, '', calls)).toEqual([]);
    }
    for (const field of fieldsOf('Query')) {
      const calls = [...hostileArguments(field, known, valuesOf)].filter(isHuge);
      // Of a filter's many texts one.
      const few = calls.filter(({ args }) => args.where == null).concat(calls.slice(0, 1));
      if (few.length > 0) expect(await faultsOf('query', '', field, '', few)).toEqual([]);
    }
  });

  it.each([
    ...[null, 0, '', 'x', true, [], {}],
    '0000-01-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-02-03T24:00:00Z',
    '2026-02-03T23:59:60Z',
    '2026-02-03T00:00:00.1234567Z',
    '2026-02-03T00:00:00+23:59',
    '+010000-01-01T00:00:00Z',
  ])('in a cursor that was made ours but for its time, which is %j', async (time) => {
    for (const list of [
      'datasets',
      'models',
      'modelVersions',
      'trainingRuns',
      'runGroups',
      'deployments',
      'auditEvents',
    ]) {
      const { data } = await lineage.ask(`{ ${list}(first: 1) { pageInfo { endCursor } } }`);
      const [signature, , id] = JSON.parse(Buffer.from(data[list].pageInfo.endCursor, 'base64url').toString());
      const after = Buffer.from(JSON.stringify([signature, time, id])).toString('base64url');
      const { errors } = await lineage.ask(`{ ${list}(after: "${after}") { nodes { __typename } } }`);
      expect(errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('after is not a cursor') },
      ]);
    }
  });
});
