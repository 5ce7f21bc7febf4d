import type { Database as Configs } from '@tributary/configs/database';
import { experimentCopy, registryCopy } from '@tributary/lineage/copies/copies';
import type { Database as Realtime } from '@tributary/realtime/database';
import { Client } from 'pg';
import { toBoardCopies } from './boards.ts';
import { readBoards, writeMissingBoards } from './bulk-boards.ts';
import { type DocumentPlan, hasDocuments, planDocuments, writeDocuments } from './bulk-documents.ts';
import { loadBulkFeatures, toBulkViewRows } from './bulk-features.ts';
import { generateModelBatch, type ModelBatch } from './bulk-model.ts';
import { type BulkPlan, type ModelPlan, planBulk, toBaseRows } from './bulk-plan.ts';
import { beginClocks, moveClocks, readNow } from './clocks.ts';
import { copyRows } from './copy-rows.ts';
import { delivered } from './histories.ts';
import { beginLoad, countBatch, finishLoad, type Query, readLoadState, refuseOtherSeed } from './load-state.ts';
import { restoreIndexes, setIndexesAside } from './set-aside-indexes.ts';
import type { Size } from './sizes.ts';

/** The stores, each with its schema and indexes in place. */
export interface BulkStores {
  databaseUrl: string;
  configs: Configs;
  realtime: Realtime;
}

export interface BulkOptions {
  /** An integer. */
  seed: number;
  /** Gets one sentence a call. */
  log: (line: string) => void;
  /** At most so many experiments are loaded; by default all, or as many as SecantusDB takes. */
  mostExperiments?: number;
  /** Hears how many of the runs and metric points are there. */
  onProgress?: (done: number, total: number) => void;
  /** Hears how many of the users have their features. */
  onUsers?: (done: number, total: number) => void;
  /** Ends it after the batch that is being loaded. */
  signal?: AbortSignal;
}

/**
 * Loads a platform of this size: the base rows, then a model at a time, each in a transaction of its own that counts
 * itself. So what was interrupted goes on where it stopped, and a seed that is whole stays as it is.
 * @throws Error where the database holds another seed, or names of this one that are of another origin.
 */
export async function seedBulk(stores: BulkStores, size: Size, options: BulkOptions): Promise<void> {
  const { seed, log } = options;
  if (!Number.isSafeInteger(seed)) throw new Error(`The seed is an integer, not ${seed}`);
  const client = new Client({ connectionString: stores.databaseUrl, keepAlive: true });
  await client.connect();
  const query: Query = (text, values) => client.query(text, [...(values ?? [])]);
  try {
    const before = await readLoadState(query);
    refuseOtherSeed(before, size.name, seed);
    const plan = planBulk(seed, size);
    const { models, modelVersions: configs, runs: experiments } = size;
    const documents = await planDocuments(
      stores.configs,
      { models, configs, experiments },
      { most: options.mostExperiments, log },
    );
    if (before?.finished) return await repair(stores, query, { ...options, plan, documents });
    if (before)
      log(`The ${size.name} seed was begun before; it goes on after ${before.batches} of ${models + 1} batches.`);
    if (!before) {
      await refuseForeign(query, plan);
      await inTransaction(query, async () => {
        await beginLoad(query, { size: size.name, seed, batches: 0, finished: false, digest: null });
        await setIndexesAside(query);
      });
      await beginClocks(stores, query);
    }
    await loadBatches(stores, client, query, { ...options, plan, documents, from: before?.batches ?? 0 });
    await completeLoad(stores, client, query, log);
    const users = await loadUsers(stores, plan, options);
    log(`Redis: features of ${users.toLocaleString('en')} users.`);
  } catch (error) {
    throw isCollision(error) ? foreign(error.detail ?? error.message, error) : error;
  } finally {
    await client.end();
  }
}

const loadUsers = ({ realtime }: BulkStores, { size }: BulkPlan, { seed, log, onUsers, signal }: BulkOptions) =>
  loadBulkFeatures(realtime, { seed, users: size.users, log, onProgress: onUsers, signal });

interface Batches extends BulkOptions {
  plan: BulkPlan;
  documents: DocumentPlan;
  /** How many batches are there already. */
  from: number;
}

async function loadBatches(stores: BulkStores, client: Client, query: Query, batches: Batches): Promise<void> {
  const { plan, documents, from, onProgress, signal, log } = batches;
  const total = plan.size.runs + plan.size.metricPoints;
  const weightOf = ({ runs, metricPoints }: ModelPlan) => runs + metricPoints;
  let done = plan.plans.slice(0, Math.max(0, from - 1)).reduce((sum, model) => sum + weightOf(model), 0);
  if (from === 0) await inTransaction(query, () => loadBase(client, query, plan));
  onProgress?.(done, total);
  for (const [index, model] of plan.plans.entries()) {
    if (index + 1 < from) continue;
    signal?.throwIfAborted();
    const batch = generateModelBatch(model, plan.sources);
    await inTransaction(query, async () => {
      await countBatch(query, index + 2);
      await loadModel(client, query, batch);
      const written = new Set(await writeDocuments(stores.configs, documents, batch, index));
      const deliveredAt = await readNow(query);
      const copies = batch.experiments.map((one) => ({
        ...delivered(experimentCopy(one.id), deliveredAt),
        leftOut: !written.has(one),
      }));
      await copyRows(client, 'sync_copy', copies);
    });
    done += weightOf(model);
    onProgress?.(done, total);
  }
  log(
    `PostgreSQL: ${Object.entries({
      datasets: plan.size.datasets,
      models: plan.size.models,
      runs: plan.size.runs,
      'metric points': plan.size.metricPoints,
      deployments: plan.size.deployments,
    })
      .map(([noun, count]) => `${count.toLocaleString('en')} ${noun}`)
      .join(', ')}.`,
  );
  log(
    `MongoDB: ${documents.configs.toLocaleString('en')} configurations, ${documents.experiments.toLocaleString('en')} experiments.`,
  );
}

async function loadBase(client: Client, query: Query, plan: BulkPlan): Promise<void> {
  const base = toBaseRows(plan);
  const { views, revisions } = toBulkViewRows();
  const deliveredAt = await readNow(query);
  await countBatch(query, 1);
  await withoutTriggers(query, async () => {
    await copyRows(client, 'dataset', base.datasets);
    await copyRows(client, 'dataset_version', base.datasetVersions);
    await copyRows(client, 'dataset_derivation', base.derivations);
    await copyRows(client, 'model', base.models);
    await copyRows(client, 'feature_view', views);
    await copyRows(client, 'feature_view_revision', revisions);
    await copyRows(
      client,
      'sync_copy',
      views.map(({ name }) => delivered(registryCopy(name), deliveredAt)),
    );
  });
}

const loadModel = (client: Client, query: Query, batch: ModelBatch) =>
  withoutTriggers(query, async () => {
    await copyRows(client, 'feature_view', batch.featureViews);
    await copyRows(client, 'feature_view_revision', batch.featureViewRevisions);
    await copyRows(client, 'feature_view_source', batch.featureViewSources);
    await copyRows(client, 'run_group', batch.groups);
    await copyRows(client, 'run', batch.runs);
    await copyRows(client, 'dataset_version', batch.outputs);
    await copyRows(client, 'run_input', batch.runInputs);
    await copyRows(client, 'run_metric', batch.runMetrics);
    await copyRows(client, 'metric_point', batch.metricPoints);
    await copyRows(client, 'run_parameter', batch.parameters);
    await copyRows(client, 'run_config', batch.runConfigs);
    await copyRows(client, 'model_version', batch.modelVersions);
    await copyRows(client, 'model_version_dataset', batch.modelVersionDatasets);
    await copyRows(client, 'model_version_feature_view', batch.modelVersionFeatureViews);
    await copyRows(client, 'model_alias', batch.aliases);
    await copyRows(client, 'alias_change', batch.aliasChanges);
    await copyRows(client, 'approval', batch.approvals);
    await copyRows(client, 'deployment', batch.deployments);
    await copyRows(client, 'deployment_event', batch.deploymentEvents);
    await copyRows(client, 'sync_copy', batch.copies);
  });

/** What they keep is in the rows already, or made in one statement at the end. */
const TRIGGERS = {
  dataset: 'dataset_search',
  model: 'model_search',
  run: 'run_search',
  run_metric: 'run_metric_fill',
};

/** Within a transaction, so that nobody sees the tables without them, whatever happens. */
async function withoutTriggers(query: Query, work: () => Promise<void>): Promise<void> {
  for (const [table, trigger] of Object.entries(TRIGGERS))
    await query(`alter table ${table} disable trigger ${trigger}`);
  await work();
  for (const [table, trigger] of Object.entries(TRIGGERS))
    await query(`alter table ${table} enable trigger ${trigger}`);
}

/** As refresh_search_document makes them. */
const SEARCH_DOCUMENTS = [
  { table: 'dataset', type: 'DATASET', description: 'description' },
  { table: 'model', type: 'MODEL', description: 'description' },
  { table: 'run', type: 'TRAINING_RUN', description: 'null' },
]
  .map(
    ({ table, type, description }) => `
      select '${type}', id::text, coalesce(name, id::text), plain_words(concat_ws(' ', id::text, name, array_to_string(tags, ' '))),
        coalesce(plain_words(${description}), ''),
        concat_ws(E'\\n', coalesce(name, id::text), ${description}, array_to_string(tags, ', '))
      from ${table} where archived_at is null`,
  )
  .join(' union all ');

/** What follows from the rows; until it is there, the seed is not whole. */
async function completeLoad(stores: BulkStores, client: Client, query: Query, log: BulkOptions['log']): Promise<void> {
  log('Search documents, indexes and best runs follow from the rows …');
  await inTransaction(query, async () => {
    await query(
      `insert into search_document (type, id, title, names, prose, body) ${SEARCH_DOCUMENTS} on conflict do nothing`,
    );
    await restoreIndexes(query);
    await query('analyze');
    await query('select rebuild_best_runs()');
    const boards = await readBoards(query);
    const written = await writeMissingBoards(stores.realtime, boards);
    const deliveredAt = await readNow(query);
    await copyRows(
      client,
      'sync_copy',
      toBoardCopies(boards).map((copy) => delivered(copy, deliveredAt)),
    );
    await finishLoad(query);
    await moveClocks(stores, query);
    log(`Redis: ${written.toLocaleString('en')} leaderboards.`);
  });
  // Plans after a load are those of a database that has long been there.
  await query('vacuum (analyze)');
}

/** A seed that is whole in PostgreSQL: writes what the other stores have lost. */
async function repair(
  stores: BulkStores,
  query: Query,
  { plan, documents, ...options }: Omit<Batches, 'from'>,
): Promise<void> {
  const { log } = options;
  const isWhole = await hasDocuments(stores.configs, documents);
  if (!isWhole) {
    for (const [index, model] of plan.plans.entries()) {
      const written = await writeDocuments(stores.configs, documents, generateModelBatch(model, plan.sources), index);
      await putDownExperiments(
        query,
        written.map(({ id }) => id),
      );
    }
    log('MongoDB: what was missing of the configurations and experiments is there again.');
  }
  const boards = await writeMissingBoards(stores.realtime, await readBoards(query));
  if (boards > 0) log(`Redis: ${boards.toLocaleString('en')} leaderboards are there again.`);
  const users = await loadUsers(stores, plan, options);
  if (users > 0) log(`Redis: features of ${users.toLocaleString('en')} users are there again.`);
  if (isWhole && boards + users === 0) log('The seed was there already; nothing was changed.');
}

/** They were written as the seed has them, and their runs may have changed since. */
const putDownExperiments = (query: Query, runIds: readonly string[]) =>
  query(
    `update sync_copy set version = version + 1, behind_since = now(), left_out = false
    from unnest($1::text[]) run_id where kind = 'experiment' and key = array[run_id]`,
    [runIds],
  );

async function inTransaction(query: Query, work: () => Promise<void>): Promise<void> {
  await query('begin');
  try {
    await work();
    await query('commit');
  } catch (error) {
    // The reason is the first error, also where the connection is gone.
    await query('rollback').catch(() => {});
    throw error;
  }
}

async function refuseForeign(query: Query, { datasets, models }: BulkPlan): Promise<void> {
  const { rows } = await query(
    `(select 'dataset ' || id as name from dataset where id = any($1) order by id limit 1)
    union all (select 'model ' || id from model where id = any($2) or name = any($3) order by id limit 1)`,
    [datasets.map(({ id }) => id), models.map(({ id }) => id), models.map(({ name }) => name)],
  );
  const [row] = rows;
  if (row instanceof Object && 'name' in row) throw foreign(`it has a ${row.name}`);
}

const foreign = (what: string, cause?: Error) =>
  new Error(
    `The database has rows that are not of this seed under names that it needs: ${what} Seed an empty database.`,
    { cause },
  );

const UNIQUE_VIOLATION = '23505';
const isCollision = (error: unknown): error is Error & { detail?: string } =>
  error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
