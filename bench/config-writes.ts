import type { OpenDatabase } from '@tributary/configs/database';
import { createServer } from '@tributary/configs/server';
import { pino } from 'pino';
import { ask } from '../tests/setup/subgraph.ts';
import { expectEqual, median } from './measure.ts';

const CONFIGS = 100;

const INSERT = `mutation ($inputs: [ModelConfigInput!]!) {
  insertModelConfigs(inputs: $inputs) { __typename ... on ModelConfigSuccess { config { id } } }
}`;

/** About 2 KB: many short values, nested. */
const configOf = (modelId: string) => ({
  modelId,
  framework: 'pytorch',
  architecture: { layers: Array.from({ length: 20 }, (_, index) => ({ kind: 'dense', units: 2 ** (index % 9) })) },
  hyperparameters: { optimizer: { name: 'adamw', learningRate: 1e-4, betas: [0.9, 0.999] }, epochs: 30 },
  metrics: { accuracy: 0.93, loss: 0.21 },
  tags: ['bench'],
  extra: { tokenizer: { type: 'bpe', size: 50_257, special: { pad: '[PAD]', mask: '[MASK]' } }, seed: 7 },
});

/** A hundred configurations in one mutation, beside the bare driver: one insert, and the same commands in a transaction. */
export async function benchConfigWrites(database: OpenDatabase): Promise<void> {
  const { db } = database;
  const subgraph = createServer(database, pino({ level: 'silent' }));
  const bare = db.connection.collection<{ _id: string }>('bare_configs');
  const outbox = db.connection.collection<{ _id: string }>('bare_outbox');
  for (const { name, key, unique, partialFilterExpression } of await db.modelConfigs.collection.indexes()) {
    if (name === '_id_') continue;
    await bare.createIndex(key, {
      unique: unique === true,
      ...(partialFilterExpression && { partialFilterExpression }),
    });
  }
  let round = 0;
  const nextInputs = () => {
    round += 1;
    return Array.from({ length: CONFIGS }, (_, index) => configOf(`write-${round}-${index}`));
  };
  const nextDocuments = () =>
    nextInputs().map(({ modelId, extra, ...fields }) => ({
      _id: `${modelId}@1`,
      modelId,
      revision: 1,
      ...fields,
      ...extra,
      createdAt: new Date(),
      createdBy: 'bench',
      _tributary: { newest: true },
    }));

  const insert = () => bare.insertMany(nextDocuments());
  const transaction = async () => {
    const documents = nextDocuments();
    await using session = await db.connection.startSession();
    session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } });
    await bare
      .find({ modelId: { $in: documents.map(({ modelId }) => modelId) }, '_tributary.newest': true }, { session })
      .toArray();
    await bare.insertMany(documents, { session });
    await outbox.insertMany(
      documents.map(({ _id, ...document }) => ({ _id, at: new Date(), after: JSON.stringify(document) })),
      { session },
    );
    await session.commitTransaction();
  };
  const mutate = async () => {
    const { data } = await ask(subgraph, INSERT, { inputs: nextInputs() });
    return data.insertModelConfigs;
  };

  const answer: { config?: { id: string } }[] = await mutate();
  expectEqual(
    'the answers',
    answer.map(({ config }) => config?.id),
    Array.from({ length: CONFIGS }, (_, index) => `write-${round}-${index}@1`),
  );
  expectEqual(
    'what is stored',
    await db.modelConfigs.countDocuments({ modelId: { $regex: `^write-${round}-` } }),
    CONFIGS,
  );

  const times = {
    insert: await median(insert),
    transaction: await median(transaction),
    mutation: await median(mutate),
  };
  console.log(
    `\n**Writes**: ${CONFIGS} configurations of 2 KB in one bulk insert\n\n| | median ms | to one insert | to the same commands |\n|---|---|---|---|`,
  );
  const names = {
    insert: 'bare driver, one insert',
    transaction: 'bare driver, find, two inserts and commit in a transaction',
    mutation: 'insertModelConfigs',
  };
  for (const name of ['insert', 'transaction', 'mutation'] as const) {
    const time = times[name];
    console.log(
      `| ${names[name]} | ${time.toFixed(1)} | ${(time / times.insert).toFixed(2)} | ${(time / times.transaction).toFixed(2)} |`,
    );
  }
}
