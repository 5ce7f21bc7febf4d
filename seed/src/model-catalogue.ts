import type { Framework } from './frameworks.ts';
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
}

export const modelCatalogue: readonly ModelEntry[] = [
  {
    id: 'fraud-detector',
    name: 'Fraud detector',
    description: 'Whether a card payment will be charged back.',
    owner: 'amara.okafor',
    team: ['amara.okafor', 'lukas.brandt'],
    tags: ['payments', 'tier-1'],
    task: 'classification',
    framework: 'xgboost',
    predictionTtlSeconds: 60,
    versions: 6,
    dataset: 'fraud-features',
    otherDataset: 'fraud-transactions',
    quality: { first: 0.948, last: 0.987 },
    features: [
      'amount_log',
      'transactions_1h',
      'transactions_24h',
      'amount_to_mean_30d',
      'merchant_fraud_rate',
      'is_night',
    ],
    classes: ['legitimate', 'fraud'],
  },
  {
    id: 'iris-classifier',
    name: 'Iris classifier',
    description: 'The species of an iris by its measurements; the model that newcomers begin with.',
    owner: 'sofia.lindqvist',
    team: ['sofia.lindqvist', 'yusuf.demir', 'diego.herrera'],
    tags: ['benchmark', 'onboarding'],
    task: 'classification',
    framework: 'scikit-learn',
    predictionTtlSeconds: 3_600,
    versions: 4,
    dataset: 'iris',
    quality: { first: 0.92, last: 0.971 },
    features: ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'],
    classes: ['setosa', 'versicolor', 'virginica'],
  },
  {
    id: 'churn-predictor',
    name: 'Churn predictor',
    description: 'Which customers will cancel in the next 60 days.',
    owner: 'priya.raman',
    team: ['priya.raman', 'diego.herrera'],
    tags: ['growth', 'tier-2'],
    task: 'classification',
    framework: 'lightgbm',
    predictionTtlSeconds: 900,
    versions: 5,
    dataset: 'churn-features',
    otherDataset: 'customer-subscriptions',
    quality: { first: 0.842, last: 0.913 },
    features: ['tenure_months', 'price', 'logins_trend', 'tickets_90d', 'urgent_tickets_90d'],
    classes: ['stays', 'cancels'],
  },
  {
    id: 'ticket-router',
    name: 'Ticket router',
    description: 'The queue that a support ticket belongs to.',
    owner: 'diego.herrera',
    team: ['diego.herrera', 'meiling.chen'],
    tags: ['support', 'nlp'],
    task: 'classification',
    framework: 'pytorch',
    predictionTtlSeconds: 0,
    versions: 4,
    dataset: 'support-tickets',
    quality: { first: 0.801, last: 0.894 },
    features: ['token_ids'],
    classes: ['billing', 'delivery', 'account', 'technical', 'other'],
  },
  {
    id: 'review-sentiment',
    name: 'Review sentiment',
    description: 'How content a review is.',
    owner: 'meiling.chen',
    team: ['meiling.chen', 'sofia.lindqvist'],
    tags: ['shop', 'nlp'],
    task: 'classification',
    framework: 'tensorflow',
    predictionTtlSeconds: 86_400,
    versions: 4,
    dataset: 'product-reviews',
    quality: { first: 0.871, last: 0.932 },
    firstImported: true,
    features: ['token_ids'],
    classes: ['negative', 'neutral', 'positive'],
  },
  {
    id: 'next-purchase',
    name: 'Next purchase',
    description: 'The department that a visitor buys from next.',
    owner: 'yusuf.demir',
    team: ['yusuf.demir', 'meiling.chen', 'lukas.brandt'],
    tags: ['shop', 'recommendation'],
    task: 'classification',
    framework: 'tensorflow',
    predictionTtlSeconds: 300,
    versions: 4,
    dataset: 'clickstream-sessions',
    alsoReads: 'review-embeddings',
    quality: { first: 0.683, last: 0.774 },
    features: ['page_ids', 'seconds', 'device'],
    classes: ['home', 'garden', 'fashion', 'electronics', 'grocery'],
  },
  {
    id: 'demand-forecaster',
    name: 'Demand forecaster',
    description: 'Units that a store will sell of an article tomorrow.',
    owner: 'lukas.brandt',
    team: ['lukas.brandt', 'priya.raman'],
    tags: ['retail', 'tier-2'],
    task: 'regression',
    framework: 'lightgbm',
    predictionTtlSeconds: 7_200,
    versions: 4,
    dataset: 'store-sales',
    quality: { first: 0.78, last: 0.89 },
    scale: 14.2,
    features: ['units_lag_7', 'units_lag_28', 'price', 'promotion', 'weekday'],
    classes: null,
  },
  {
    id: 'street-sign-recognizer',
    name: 'Street sign recognizer',
    description: 'Which of 43 street signs a photograph shows.',
    owner: 'sofia.lindqvist',
    team: ['sofia.lindqvist', 'meiling.chen'],
    tags: ['vision'],
    task: 'classification',
    framework: 'pytorch',
    predictionTtlSeconds: 300,
    versions: 4,
    dataset: 'street-sign-images',
    quality: { first: 0.943, last: 0.992 },
    firstImported: true,
    features: ['image'],
    classes: null,
  },
  {
    id: 'session-intent',
    name: 'Session intent',
    description: 'Whether a visitor means to buy.',
    owner: 'yusuf.demir',
    team: ['yusuf.demir', 'amara.okafor'],
    tags: ['shop', 'experimental'],
    task: 'classification',
    framework: 'catboost',
    predictionTtlSeconds: 60,
    versions: 3,
    dataset: 'clickstream-sessions',
    quality: { first: 0.812, last: 0.861 },
    features: ['pages_seen', 'seconds', 'device', 'returning'],
    classes: ['browses', 'buys'],
  },
  {
    id: 'ticket-urgency',
    name: 'Ticket urgency',
    description: 'Whether a ticket cannot wait until the morning.',
    owner: 'diego.herrera',
    team: ['diego.herrera', 'priya.raman'],
    tags: ['support', 'nlp'],
    task: 'classification',
    framework: 'scikit-learn',
    predictionTtlSeconds: 0,
    versions: 2,
    dataset: 'support-tickets',
    quality: { first: 0.858, last: 0.897 },
    features: ['subject', 'body', 'language'],
    classes: ['can wait', 'urgent'],
  },
];
