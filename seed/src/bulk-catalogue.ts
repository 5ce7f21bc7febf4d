import { columns, type DatasetEntry, datasetCatalogue, growing, published } from './dataset-catalogue.ts';
import type { Framework } from './frameworks.ts';
import { type ModelEntry, modelCatalogue } from './model-catalogue.ts';
import type { Person } from './people.ts';
import { getTable, readCatalogue, wholeOf } from './published-data.ts';
import { createRandom } from './random.ts';
import { partOf } from './shares.ts';
import type { Size } from './sizes.ts';

const AREAS = [
  ...['checkout', 'billing', 'shipping', 'returns', 'pricing', 'search', 'ads', 'loyalty', 'support', 'warehouse'],
  ...['fleet', 'hotel', 'airline', 'insurance', 'lending', 'energy', 'water', 'telecom', 'clinic', 'pharmacy'],
  ...['school', 'news', 'music', 'games', 'sports', 'fashion', 'grocery', 'garden', 'electronics', 'toys'],
  ...['housing', 'traffic', 'parking', 'farming', 'mining', 'steel', 'textile', 'paper', 'chemicals', 'museum'],
] as const;
const SUBJECTS = [
  ...['orders', 'visits', 'sessions', 'tickets', 'claims', 'readings', 'events', 'invoices', 'routes', 'stocks'],
  ...['contracts', 'profiles', 'devices', 'reviews', 'photos', 'calls', 'messages', 'alerts', 'repairs', 'forecasts'],
  ...['payments', 'refunds', 'coupons', 'baskets', 'queries', 'clicks', 'sensors', 'shifts', 'leads', 'surveys'],
  ...['audits', 'batches', 'bookings', 'cases', 'defects', 'drafts', 'exports', 'fees', 'grants', 'holds'],
  ...['imports', 'jobs', 'labels', 'loads', 'meters', 'notes', 'offers', 'parcels', 'quotes', 'ratings'],
] as const;
const TASKS = [
  ...['anomaly-detector', 'churn-predictor', 'ranker', 'router', 'scorer', 'demand-forecaster', 'price-estimator'],
  ...['delay-predictor', 'risk-classifier', 'segmenter', 'tagger', 'matcher', 'deduplicator', 'triage', 'recommender'],
  ...['cost-estimator', 'load-forecaster', 'failure-predictor', 'spam-filter', 'intent-classifier', 'upsell-scorer'],
  ...['quality-checker', 'duration-estimator', 'topic-classifier', 'lead-scorer'],
] as const;
const REGRESSIONS = /forecaster|estimator/;
const FRAMEWORKS: readonly [Framework, ...Framework[]] = [
  ...(['pytorch', 'tensorflow', 'scikit-learn', 'xgboost', 'lightgbm', 'catboost'] as const),
];
const OWNERS: readonly [Person, ...Person[]] = [
  ...(['amara.okafor', 'lukas.brandt', 'meiling.chen', 'priya.raman', 'diego.herrera', 'yusuf.demir'] as const),
];

export interface BulkCatalogue {
  datasets: DatasetEntry[];
  models: ModelEntry[];
}

/** What the small seed has, then all tables of the published catalogue, then what is generated, up to the size. */
export function createBulkCatalogue(seed: number, size: Size): BulkCatalogue {
  const known = [...datasetCatalogue, ...publishedEntries()];
  const count = size.datasets - known.length;
  const versions = size.datasetVersions - known.reduce((sum, entry) => sum + entry.versions, 0);
  if (count < 1 || versions < count) throw new Error(`${size.name} is too small for the catalogue`);
  const random = createRandom(seed, 'bulk datasets');
  const generated: DatasetEntry[] = [];
  for (let index = 0; index < count; index++) {
    const subject = `${AREAS[index % AREAS.length]}-${SUBJECTS[Math.floor(index / AREAS.length)]}`;
    const sources = generated.filter((entry) => !entry.derivedFrom && !entry.writtenBy).slice(-2);
    const kind = index % 10 === 9 ? 'scores' : index % 3 === 2 ? 'features' : 'raw';
    // The generated models follow those of the small seed.
    const writer = modelIdAt(modelCatalogue.length + Math.floor(index / 10));
    generated.push({
      id: kind === 'raw' ? subject : `${subject}-${kind}`,
      name: titleOf(kind === 'raw' ? subject : `${subject}-${kind}`),
      description: DESCRIPTIONS[kind],
      owner: random.pick(OWNERS),
      tags: [AREAS[index % AREAS.length] ?? 'other', kind],
      license: null,
      sourceUri: `s3://example-lake/${kind}/${subject}/`,
      versions: partOf(versions, count, index),
      columns: COLUMNS[kind],
      contentOf: growing(random.integer(2_000, 3_000_000), random.between(0.02, 0.3), random.integer(30, 400)),
      ...(kind === 'features' && { derivedFrom: sources.map(({ id }) => id) }),
      ...(kind === 'scores' && { writtenBy: writer }),
    });
  }
  const datasets = [...known, ...generated];
  return { datasets, models: createModels(seed, size, datasets) };
}

/** The tables that are in the small seed by another name. */
const TAKEN = /^(flights_(2k|5k|10k|20k)|seattle_weather|birdstrikes|movies|penguins|sp500_2000|sp500)$/;

const publishedEntries = (): DatasetEntry[] =>
  [...readCatalogue().keys()]
    .filter((table) => !TAKEN.test(table))
    .map((table, index) => {
      const id = table.toLowerCase().replaceAll('_', '-');
      return {
        id,
        name: titleOf(id),
        owner: OWNERS[index % OWNERS.length] ?? OWNERS[0],
        tags: ['published', 'tabular'],
        ...published(table),
        versions: 1,
        contentOf: () => wholeOf(getTable(table)),
      };
    });

const DESCRIPTIONS = {
  raw: 'As the source system writes it, one row an event.',
  features: 'Features computed from what was known before each event.',
  scores: 'Scores of held-out rows, kept to compare versions.',
};
const COLUMNS = {
  raw: columns('id:string', 'user_id:string?', 'kind:string', 'amount:float64?', 'at:timestamp[ms]', 'outcome:bool?'),
  features: columns('id:string', 'count_1d:int64', 'count_7d:int64', 'mean_30d:float64?', 'hour:int64', 'target:bool'),
  scores: columns('id:string', 'score:float64', 'target:bool'),
};

function createModels(seed: number, size: Size, datasets: readonly DatasetEntry[]): ModelEntry[] {
  const random = createRandom(seed, 'bulk models');
  const readable = datasets.filter((entry) => !entry.writtenBy);
  return Array.from({ length: size.models }, (_, index) => {
    const versions = partOf(size.modelVersions, size.models, index);
    const known = modelCatalogue[index];
    if (known) return { ...drawn(known), versions };
    const id = modelIdAt(index);
    const dataset = readable[random.integer(0, readable.length - 1)] ?? datasetCatalogue[0];
    if (!dataset) throw new Error('there is no dataset to learn from');
    const first = random.between(0.55, 0.9);
    const isRegression = REGRESSIONS.test(id);
    const owner = random.pick(OWNERS);
    return {
      id,
      name: titleOf(id),
      description: `Made for the ${AREAS[index % AREAS.length]} team.`,
      owner,
      team: [owner, random.pick(OWNERS)],
      tags: [AREAS[index % AREAS.length] ?? 'other', random.pick(['tier-1', 'tier-2', 'experimental'])],
      task: isRegression ? 'regression' : 'classification',
      framework: FRAMEWORKS[random.integer(0, FRAMEWORKS.length - 1)] ?? FRAMEWORKS[0],
      predictionTtlSeconds: random.pick([0, 60, 300, 900, 3_600]),
      versions,
      dataset: dataset.id,
      quality: { first, last: first + (1 - first) * random.between(0.4, 0.8) },
      ...(isRegression && { scale: random.between(1, 50) }),
      ...(random.chance(0.1) && { firstImported: true }),
      features: dataset.columns.slice(0, -1).map(({ name }) => name),
      classes: isRegression ? null : ['no', 'yes'],
    };
  });
}

/** There are too many runs to train them all. */
const drawn = ({ learns, ...entry }: ModelEntry): ModelEntry =>
  learns ? { ...entry, framework: learns.drawnAs } : entry;

const modelIdAt = (index: number) => `${AREAS[index % AREAS.length]}-${TASKS[Math.floor(index / AREAS.length)]}`;

const titleOf = (id: string) => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
