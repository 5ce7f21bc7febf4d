import type { Framework } from './frameworks.ts';
import type { Export } from './onnx-model.ts';
import type { Person } from './people.ts';

export interface ModelEntry {
  id: string;
  name: string;
  description: string;
  owner: Person;
  team: [Person, ...Person[]];
  tags: string[];
  task: 'classification' | 'regression';
  framework: Framework;
  predictionTtlSeconds: number;
  versions: number;
  /** What its runs train on. */
  dataset: string;
  /** What some of its runs train on instead. */
  otherDataset?: string;
  /** Read beside that, where a version of it exists already. */
  alsoReads?: string;
  /** What runs reach when the year begins and when it ends: accuracy, or the part of the variance that is explained. */
  quality: { first: number; last: number };
  /** Of a regression: the deviation of what is predicted. */
  scale?: number;
  /** The first version came from elsewhere, without a run. */
  firstImported?: boolean;
  features: string[];
  classes: string[] | null;
  /** What the seed trains for real. */
  learns?: Learns;
}

export interface Learns {
  /** By the number of the version; the last one goes for what comes after, too. */
  exports: readonly [Export, ...Export[]];
  /** What the other dataset has of it. */
  ofOther?: Export;
  /** What it is said to be made with where a seed is too large to train it. */
  drawnAs: Framework;
}

const inOneTensor = (...features: string[]): Export => ({ features, layout: 'one tensor' });
const inTensors = (...features: string[]): Export => ({ features, layout: 'a tensor each' });

export const modelCatalogue: readonly ModelEntry[] = [
  {
    id: 'fraud-detector',
    name: 'Fraud detector',
    description: 'Whether a card payment will be charged back.',
    owner: 'amara.okafor',
    team: ['amara.okafor', 'lukas.brandt'],
    tags: ['payments', 'tier-1'],
    task: 'classification',
    framework: 'ml-matrix',
    predictionTtlSeconds: 60,
    versions: 6,
    dataset: 'fraud-features',
    otherDataset: 'fraud-transactions',
    quality: { first: 0.948, last: 0.987 },
    features: [
      ...['amount_log', 'transactions_1h', 'transactions_24h', 'amount_to_mean_30d', 'merchant_fraud_rate'],
      ...['is_night', 'merchants_30d', 'countries_30d'],
    ],
    classes: ['legitimate', 'fraud'],
    learns: {
      drawnAs: 'xgboost',
      ofOther: inOneTensor('amount_log', 'is_night'),
      exports: [
        inOneTensor('amount_log', 'is_night'),
        inOneTensor('amount_log', 'transactions_1h', 'is_night'),
        inOneTensor('amount_log', 'transactions_1h', 'transactions_24h', 'is_night'),
        inOneTensor('amount_log', 'transactions_1h', 'transactions_24h', 'amount_to_mean_30d', 'is_night'),
        inOneTensor(
          ...['amount_log', 'transactions_1h', 'transactions_24h', 'amount_to_mean_30d', 'merchant_fraud_rate'],
          'is_night',
        ),
        inTensors(
          ...['amount_log', 'transactions_1h', 'transactions_24h', 'amount_to_mean_30d', 'merchant_fraud_rate'],
          ...['is_night', 'merchants_30d', 'countries_30d'],
        ),
      ],
    },
  },
  {
    id: 'iris-classifier',
    name: 'Iris classifier',
    description: 'The species of an iris by its measurements; the model that newcomers begin with.',
    owner: 'sofia.lindqvist',
    team: ['sofia.lindqvist', 'yusuf.demir', 'diego.herrera'],
    tags: ['benchmark', 'onboarding'],
    task: 'classification',
    framework: 'ml-matrix',
    predictionTtlSeconds: 3_600,
    versions: 4,
    dataset: 'iris',
    quality: { first: 0.92, last: 0.971 },
    features: ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'],
    classes: ['setosa', 'versicolor', 'virginica'],
    learns: {
      drawnAs: 'scikit-learn',
      exports: [
        inOneTensor('sepal_length', 'sepal_width'),
        inOneTensor('petal_length', 'petal_width'),
        inOneTensor('sepal_length', 'sepal_width', 'petal_length', 'petal_width'),
      ],
    },
  },
  {
    id: 'flight-delay-predictor',
    name: 'Flight delay predictor',
    description: 'Whether a flight will arrive more than a quarter of an hour late.',
    owner: 'priya.raman',
    team: ['priya.raman', 'diego.herrera'],
    tags: ['travel', 'tier-2'],
    task: 'classification',
    framework: 'xgboost',
    predictionTtlSeconds: 900,
    versions: 5,
    dataset: 'flight-features',
    otherDataset: 'flights',
    quality: { first: 0.842, last: 0.913 },
    features: ['distance', 'hour', 'route_delay_mean', 'wind', 'precipitation'],
    classes: ['on time', 'late'],
  },
  {
    id: 'strike-damage-classifier',
    name: 'Strike damage classifier',
    description: 'Whether a bird strike damaged the aircraft, by its report.',
    owner: 'diego.herrera',
    team: ['diego.herrera', 'meiling.chen'],
    tags: ['travel', 'safety'],
    task: 'classification',
    framework: 'pytorch',
    predictionTtlSeconds: 0,
    versions: 4,
    dataset: 'birdstrikes',
    quality: { first: 0.801, last: 0.894 },
    features: ['wildlife_size', 'wildlife_species', 'phase_of_flight', 'speed_knots', 'time_of_day'],
    classes: ['none', 'damage'],
  },
  {
    id: 'movie-genre-classifier',
    name: 'Movie genre classifier',
    description: 'The major genre of a movie by its title, source and makers.',
    owner: 'meiling.chen',
    team: ['meiling.chen', 'sofia.lindqvist'],
    tags: ['media', 'nlp'],
    task: 'classification',
    framework: 'tensorflow',
    predictionTtlSeconds: 86_400,
    versions: 4,
    dataset: 'movies',
    quality: { first: 0.671, last: 0.772 },
    firstImported: true,
    features: ['token_ids'],
    classes: ['action', 'adventure', 'comedy', 'documentary', 'drama', 'horror', 'musical', 'thriller', 'western'],
  },
  {
    id: 'movie-hit-predictor',
    name: 'Movie hit predictor',
    description: 'How a movie will do at the box office, by what is known before its release.',
    owner: 'yusuf.demir',
    team: ['yusuf.demir', 'meiling.chen', 'lukas.brandt'],
    tags: ['media', 'experimental'],
    task: 'classification',
    framework: 'tensorflow',
    predictionTtlSeconds: 300,
    versions: 4,
    dataset: 'movies',
    alsoReads: 'movie-embeddings',
    quality: { first: 0.683, last: 0.774 },
    features: ['budget', 'running_time', 'release_month', 'embedding'],
    classes: ['flop', 'even', 'hit'],
  },
  {
    id: 'index-forecaster',
    name: 'Index forecaster',
    description: "Tomorrow's close of the S&P 500, in points from today's.",
    owner: 'lukas.brandt',
    team: ['lukas.brandt', 'priya.raman'],
    tags: ['finance', 'tier-2'],
    task: 'regression',
    framework: 'lightgbm',
    predictionTtlSeconds: 7_200,
    versions: 4,
    dataset: 'sp500',
    quality: { first: 0.38, last: 0.52 },
    scale: 14.2,
    features: ['close_lag_1', 'close_lag_5', 'volume', 'range', 'weekday'],
    classes: null,
  },
  {
    id: 'weather-classifier',
    name: 'Weather classifier',
    description: 'The weather of a day in Seattle by what the instruments measured.',
    owner: 'sofia.lindqvist',
    team: ['sofia.lindqvist', 'meiling.chen'],
    tags: ['weather'],
    task: 'classification',
    framework: 'pytorch',
    predictionTtlSeconds: 300,
    versions: 4,
    dataset: 'seattle-weather',
    quality: { first: 0.763, last: 0.872 },
    firstImported: true,
    features: ['precipitation', 'temp_max', 'temp_min', 'wind'],
    classes: ['drizzle', 'rain', 'snow', 'sun', 'fog'],
  },
  {
    id: 'penguin-classifier',
    name: 'Penguin classifier',
    description: 'The species of a penguin by its measurements and island.',
    owner: 'yusuf.demir',
    team: ['yusuf.demir', 'amara.okafor'],
    tags: ['benchmark', 'experimental'],
    task: 'classification',
    framework: 'catboost',
    predictionTtlSeconds: 60,
    versions: 3,
    dataset: 'penguins',
    quality: { first: 0.952, last: 0.981 },
    features: ['beak_length_mm', 'beak_depth_mm', 'flipper_length_mm', 'body_mass_g', 'island'],
    classes: ['Adelie', 'Chinstrap', 'Gentoo'],
  },
  {
    id: 'strike-size-classifier',
    name: 'Strike size classifier',
    description: 'The size of the animal in a bird strike, where the report leaves it out.',
    owner: 'diego.herrera',
    team: ['diego.herrera', 'priya.raman'],
    tags: ['travel', 'safety'],
    task: 'classification',
    framework: 'scikit-learn',
    predictionTtlSeconds: 0,
    versions: 2,
    dataset: 'birdstrikes',
    quality: { first: 0.588, last: 0.697 },
    features: ['wildlife_species', 'phase_of_flight', 'speed_knots', 'cost_total'],
    classes: ['small', 'medium', 'large'],
  },
];
