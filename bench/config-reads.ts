import { type Database, type OpenDatabase, openDatabase } from '@tributary/configs/database';
import { insertExperiments } from '@tributary/configs/experiments';
import { insertModelConfigs } from '@tributary/configs/model-configs';
import { createPathIndexes } from '@tributary/configs/path-indexes';
import { createServer } from '@tributary/configs/server';
import { pino } from 'pino';
import { ask } from '../tests/setup/subgraph.ts';
import { expectEqual, report, timeAndCpu } from './measure.ts';

const MODELS = 200;
/** As many as SecantusDB bears: see the seed. */
const EXPERIMENTS = 2_000;
const PAGE = 50;
const NEWEST = 3;
const FIRST = 20;
/** What the subgraph may add to the bare driver, at the median. */
const ADDED_CPU_MS = 2;
const FRAMEWORKS = ['pytorch', 'tensorflow', 'xgboost', 'sklearn'];

const MODELS_PAGE = `query ($of: [_Any!]!) {
  _entities(representations: $of) {
    ... on Model {
      id
      config { revision framework hyperparameters metrics }
      experiments(first: ${NEWEST}) { nodes { id framework metrics } }
    }
  }
}`;

const searchOf = (where: string) => `{ experiments(first: ${FIRST}, where: ${where}) { nodes { id metrics } } }`;

const SEARCHES: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ['metric', '{ metric: { name: "accuracy", value: { gte: 0.9 } } }', { 'metrics.accuracy': { $gte: 0.9 } }],
  ['framework', '{ framework: { eq: "pytorch" } }', { framework: 'pytorch' }],
  ['model', '{ modelId: { eq: "model-7" } }', { modelId: 'model-7' }],
];

type Row = Record<string, unknown>;
interface Case {
  readonly name: string;
  subgraph(): Promise<unknown>;
  bare(): Promise<unknown>;
}

/** A page of models and searches through the subgraph, each beside the same commands by the bare driver. */
export async function benchConfigReads(database: OpenDatabase, url: string): Promise<void> {
  const { db } = database;
  await createPathIndexes(db, ['metrics.accuracy']);
  await load(db);
  const watched = watch(url);
  try {
    const page = await benchedPage(database, watched);
    console.log(`\n**Reads**: ${MODELS} models, ${EXPERIMENTS.toLocaleString('en')} experiments of 1 KB\n`);
    console.log('| | ms | bare | ratio | CPU added, ms | asked | |\n|---|---|---|---|---|---|---|');
    await compare(page);
    for (const search of SEARCHES) await compare(await benchedSearch(database, watched, ...search));
  } finally {
    await watched.close();
  }
}

async function compare({ name, subgraph, bare }: Case): Promise<void> {
  expectEqual(name, await subgraph(), await bare());
  const ours = await timeAndCpu(subgraph);
  const theirs = await timeAndCpu(bare);
  const added = ours.cpu - theirs.cpu;
  const figures = [ours.time, theirs.time, ours.time / theirs.time, added].map((figure) => figure.toFixed(2));
  report([name, ...figures], ADDED_CPU_MS, added <= ADDED_CPU_MS);
}

async function benchedPage(database: OpenDatabase, watched: Watched): Promise<Case> {
  const { db } = database;
  const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `model-${index}`);
  const variablesOf = (ids: readonly string[]) => ({ of: ids.map((id) => ({ __typename: 'Model', id })) });
  const commands = async (count: number) =>
    (await watched.during((subgraph) => ask(subgraph, MODELS_PAGE, variablesOf(idsOf(count))))).length;
  const [few, many] = [await commands(2), await commands(PAGE)];
  expectEqual('commands, whatever the page', many, few);
  const subgraph = createServer(database, log);
  const ids = idsOf(PAGE);
  const parts = { revision: 1, framework: 1, hyperparameters: 1, metrics: 1 };
  return {
    name: `${PAGE} models, config and ${NEWEST} newest experiments: ${many} commands`,
    subgraph: async () => (await ask(subgraph, MODELS_PAGE, variablesOf(ids))).data._entities,
    bare: async () => {
      const [configs, rows] = await Promise.all([
        db.modelConfigs.collection
          .find({ modelId: { $in: ids }, '_tributary.newest': true }, { projection: { modelId: 1, ...parts } })
          .batchSize(ALL)
          .toArray(),
        db.experiments.collection
          .aggregate<{ of: string; found: Row[] }>(
            [
              { $limit: 1 },
              { $project: { _id: 0, of: { $literal: ids } } },
              { $unwind: '$of' },
              {
                $lookup: {
                  from: db.experiments.collection.collectionName,
                  localField: 'of',
                  foreignField: 'modelId',
                  pipeline: [
                    { $match: { archived: false } },
                    { $sort: { createdAt: -1, _id: -1 } },
                    { $limit: NEWEST },
                    { $project: { framework: 1, metrics: 1 } },
                  ],
                  as: 'found',
                },
              },
            ],
            { batchSize: ALL },
          )
          .toArray(),
      ]);
      const configOf = new Map(configs.map(({ _id, modelId, ...config }) => [modelId, config]));
      const nodesOf = new Map(rows.map(({ of, found }) => [of, found.map(toNode)]));
      return ids.map((id) => ({ id, config: configOf.get(id), experiments: { nodes: nodesOf.get(id) } }));
    },
  };
}

async function benchedSearch(
  database: OpenDatabase,
  watched: Watched,
  what: string,
  where: string,
  filter: Readonly<Record<string, unknown>>,
): Promise<Case> {
  const { experiments } = database.db;
  const [pipeline, ...others] = await watched.during((subgraph) => ask(subgraph, searchOf(where)));
  expectEqual('commands of a search', others.length, 0);
  const plan = JSON.stringify(await experiments.collection.aggregate(pipeline).explain('queryPlanner'));
  const [, index] = /"winningPlan":.*?"indexName":"([^"]+)"/.exec(plan) ?? [];
  if (index === undefined) throw new Error(`No index serves experiments by ${what}: ${plan}`);
  const subgraph = createServer(database, log);
  return {
    name: `${FIRST} experiments by ${what}: by the index ${index}`,
    subgraph: async () => (await ask(subgraph, searchOf(where))).data.experiments.nodes,
    bare: async () => {
      const found = await experiments.collection
        .find({ archived: false, ...filter }, { projection: { metrics: 1 } })
        .sort({ createdAt: -1, _id: -1 })
        .limit(FIRST)
        .toArray();
      return found.map(toNode);
    },
  };
}

const log = pino({ level: 'silent' });
const ALL = 1_000_000;

/** As the subgraph answers a document. */
const toNode = ({ _id, ...fields }: Row) => ({ id: _id, ...fields });

type Watched = ReturnType<typeof watch>;

/** Another subgraph over the same store, which notes its commands' pipelines: noting takes time, so it is not measured. */
function watch(url: string) {
  let pipelines: Row[][] = [];
  const onCommand = (_name: string, { pipeline }: Readonly<Record<string, unknown>>) => {
    pipelines.push(Array.isArray(pipeline) ? pipeline : []);
  };
  const database = openDatabase({ url, poolMax: 2, timeoutMs: 600_000, onCommand });
  const subgraph = createServer(database, log);
  return {
    during: async (work: (server: typeof subgraph) => Promise<unknown>): Promise<Row[][]> => {
      pipelines = [];
      await work(subgraph);
      return pipelines;
    },
    close: database.close,
  };
}

async function load(db: Database): Promise<void> {
  const createdAt = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 1_000);
  const frameworkOf = (index: number) => FRAMEWORKS[index % FRAMEWORKS.length] ?? '';
  const layers = Array.from({ length: 15 }, (_, index) => ({ kind: 'dense', units: 2 ** (index % 9) }));
  const configs = Array.from({ length: MODELS }, (_, index) => ({
    modelId: `model-${index}`,
    revision: 1,
    framework: frameworkOf(index),
    architecture: { layers },
    hyperparameters: { optimizer: { name: 'adamw', learningRate: 1e-4, betas: [0.9, 0.999] }, epochs: 30 },
    metrics: { accuracy: index / MODELS, loss: 0.21 },
    tags: ['bench'],
    createdAt: createdAt(index),
    createdBy: 'bench',
  }));
  await insertModelConfigs(db, configs);
  for (let from = 0; from < EXPERIMENTS; from += PAGE * 10) {
    const experiments = Array.from({ length: PAGE * 10 }, (_, place) => {
      const index = from + place;
      return {
        id: `x_${index}`,
        modelId: `model-${index % MODELS}`,
        archived: false,
        name: `experiment ${index}`,
        framework: frameworkOf(index),
        status: 'COMPLETED',
        hyperparameters: { layers },
        metrics: { accuracy: (index % 1_000) / 1_000, loss: 0.21 },
        tags: ['bench'],
        notes: null,
        config: null,
        createdAt: createdAt(index),
        updatedAt: createdAt(index),
        updatedBy: 'bench',
      };
    });
    await insertExperiments(db, experiments);
  }
}
