import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIndexes, type OpenDatabase, openDatabase } from '@tributary/configs/database';
import { insertModelConfigs, type NewModelConfig } from '@tributary/configs/model-configs';
import { createServer } from '@tributary/configs/server';
import { startStore } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { pino } from 'pino';
import { ask } from '../tests/setup/subgraph.ts';
import { benchConfigReads } from './config-reads.ts';
import { benchConfigWrites } from './config-writes.ts';
import { describeMachine, expectEqual, median } from './measure.ts';

/**
 * Pages of models, searches and wide documents by what is selected, and configurations written in bulk, through the
 * subgraph and beside the bare driver on the same server.
 * Usage: node bin/run.mjs bench/configs.ts [documents | reads | writes]
 */
const DOCUMENTS = 100;
/** 200 KB a document, in parts that a page may or may not ask for. */
const BYTES = { architecture: 120_000, hyperparameters: 20_000, metrics: 20_000, extra: 40_000 };

/** Nested as a real one is: many short values. */
const wide = (bytes: number) =>
  Object.fromEntries(
    Array.from({ length: Math.ceil(bytes / 50) }, (_, i) => [`layer_${i}`, { units: i, rate: i / 7 }]),
  );

const configOf = (index: number): NewModelConfig => ({
  modelId: `model-${index}`,
  revision: 1,
  framework: 'pytorch',
  architecture: wide(BYTES.architecture),
  hyperparameters: wide(BYTES.hyperparameters),
  metrics: { accuracy: index / DOCUMENTS, ...wide(BYTES.metrics) },
  tags: ['bench'],
  extra: { notes: wide(BYTES.extra) },
  createdAt: new Date(Date.UTC(2026, 0, 1) + index),
  createdBy: 'bench',
});

const [, , part = 'all'] = process.argv;
if (!['all', 'documents', 'reads', 'writes'].includes(part)) {
  throw new Error('Usage: node bin/run.mjs bench/configs.ts [documents | reads | writes]');
}
const dataDir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
const store = await startStore('mongodb', { dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
const database = openDatabase({ url: store.url, poolMax: 2, timeoutMs: 600_000 });
const { db } = database;
try {
  console.log(describeMachine());
  await createIndexes(db);
  const isAsked = (name: string) => part === 'all' || part === name;
  // Before the wide documents, which are newer.
  if (isAsked('reads')) await benchConfigReads(database, store.url);
  if (isAsked('writes')) await benchConfigWrites(database);
  if (isAsked('documents')) await benchDocuments(database);
} finally {
  await database.close();
  await store.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function benchDocuments(database: OpenDatabase): Promise<void> {
  const { db } = database;
  const configs = Array.from({ length: DOCUMENTS }, (_, index) => configOf(index));
  for (let done = 0; done < DOCUMENTS; done += 10) await insertModelConfigs(db, configs.slice(done, done + 10));
  const expected = configs.toReversed();
  const subgraph = createServer(database, pino({ level: 'silent' }));
  const read = async (selection: string) => {
    const { data, errors } = await ask(subgraph, `{ modelConfigs(first: ${DOCUMENTS}) { nodes { ${selection} } } }`);
    if (errors) throw new Error(JSON.stringify(errors));
    return data.modelConfigs.nodes;
  };
  const bare = (projection: Record<string, 1>) =>
    db.modelConfigs.collection.find({}, { projection }).sort({ createdAt: -1, _id: -1 }).batchSize(1_000).toArray();
  const narrow = { modelId: 1, framework: 1, tags: 1 } as const;
  const cases: { name: string; run: () => Promise<unknown>; expected?: unknown }[] = [
    { name: 'bare driver, whole documents', run: () => bare({}) },
    { name: 'bare driver, three fields', run: () => bare(narrow) },
    {
      name: 'modelId framework tags',
      run: () => read('modelId framework tags'),
      expected: expected.map(({ modelId, framework, tags }) => ({ modelId, framework, tags })),
    },
    {
      name: 'metrics',
      run: () => read('metrics'),
      expected: expected.map(({ metrics }) => ({ metrics })),
    },
    {
      name: 'document(path: "metrics.accuracy")',
      run: () => read('value: document(path: "metrics.accuracy")'),
      expected: expected.map(({ metrics }) => ({ value: metrics?.accuracy })),
    },
    { name: 'extra', run: () => read('extra'), expected: expected.map(({ extra }) => ({ extra })) },
    { name: 'document', run: () => read('document') },
  ];
  console.log(`\n**Documents**: a page of ${DOCUMENTS} of 200 KB\n\n| | median ms |\n|---|---|`);
  for (const { name, run, expected } of cases) {
    if (expected !== undefined) expectEqual(name, await run(), expected);
    console.log(`| ${name} | ${(await median(run)).toFixed(1)} |`);
  }
}
