import type { FeatureDefinition } from '@tributary/lineage/columns';
import type { Person } from './people.ts';

export interface FeatureViewEntry {
  name: string;
  description: string;
  owner: Person;
  entity: string;
  joinKeys: string[];
  ttlSeconds: number;
  /** Each feature is a column of it. */
  dataset: string;
  /** The model that reads the view. */
  model: string;
  features: FeatureDefinition[];
}

const feature = (
  name: string,
  type: FeatureDefinition['type'],
  value: FeatureDefinition['default'],
  description: string,
): FeatureDefinition => ({ name, type, default: value, description });

export const userTransactions: FeatureViewEntry = {
  name: 'user_transactions',
  description: 'How a user pays: amounts, velocity, merchants and countries.',
  owner: 'amara.okafor',
  entity: 'user',
  joinKeys: ['user_id'],
  ttlSeconds: 86_400,
  dataset: 'fraud-features',
  model: 'fraud-detector',
  // What a user without payments has is the default.
  features: [
    feature('amount_log', 'FLOAT', 'NaN', 'Logarithm of the last amount.'),
    feature('transactions_1h', 'INT', 0, 'Payments in the hour before the last.'),
    feature('transactions_24h', 'INT', 0, 'Payments in the day before the last.'),
    feature('transactions_30d', 'INT', 0, 'Payments in the 30 days before the last.'),
    feature('amount_sum_24h', 'FLOAT', 0, 'What was paid in the day before the last payment.'),
    feature('amount_mean_30d', 'FLOAT', 'NaN', 'Mean amount of the 30 days before the last payment.'),
    feature('amount_to_mean_30d', 'FLOAT', 'NaN', 'The last amount as a part of that mean.'),
    feature('merchants_30d', 'INT', 0, 'Merchants of 30 days.'),
    feature('countries_30d', 'INT', 0, 'Countries of 30 days.'),
    feature('merchant_fraud_rate', 'FLOAT', 0, 'Part of the payments at the last merchant that were charged back.'),
    feature('is_night', 'BOOL', false, 'Whether the last payment was between midnight and six, where it was made.'),
    feature('last_transaction_at', 'TIMESTAMP', null, 'When the last payment was made.'),
  ],
};

const flightRoutes: FeatureViewEntry = {
  name: 'flight_routes',
  description: 'What is known of a route before the flight: its delays so far, its length and the weather.',
  owner: 'priya.raman',
  entity: 'route',
  joinKeys: ['origin', 'destination'],
  ttlSeconds: 21_600,
  dataset: 'flight-features',
  model: 'flight-delay-predictor',
  features: [
    feature('distance', 'INT', null, 'Miles between the two airports.'),
    feature('hour', 'INT', null, 'Hour of the departure, by local time.'),
    feature('route_delay_mean', 'FLOAT', 0, 'Mean delay of the flights on the route before, in minutes.'),
    feature('wind', 'FLOAT', 'NaN', 'Wind of the day at Seattle, in metres a second.'),
    feature('precipitation', 'FLOAT', 0, 'Precipitation of the day at Seattle, in millimetres.'),
  ],
};

export const featureViewCatalogue: readonly FeatureViewEntry[] = [userTransactions, flightRoutes];

/** The type that the view which a model reads gives the feature; undefined where it reads none. */
export const featureTypeOf = (modelId: string, feature: string): FeatureDefinition['type'] | undefined =>
  featureViewCatalogue.find(({ model }) => model === modelId)?.features.find(({ name }) => name === feature)?.type;
