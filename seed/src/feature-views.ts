import type { FeatureDefinition } from '@tributary/lineage/tables';
import type { Registration } from './model-versions.ts';
import { people } from './people.ts';
import type { DatasetVersionRow, LineageRows } from './rows.ts';
import { after, MINUTE } from './time.ts';

const VIEW = 'user_transactions';
const DATASET = 'fraud-features';
/** The model that reads the view. */
export const MODEL = 'fraud-detector';
const OWNER = 'amara.okafor';

const feature = (
  name: string,
  type: FeatureDefinition['type'],
  value: FeatureDefinition['default'],
  description: string,
): FeatureDefinition => ({ name, type, default: value, description });

/** Each is a column of the dataset; what a user without payments has is the default. */
const features = [
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
];

export type FeatureViewRows = Pick<
  LineageRows,
  'featureViews' | 'featureViewRevisions' | 'featureViewSources' | 'modelVersionFeatureViews'
>;

/** One view, filled anew from each version of its dataset; a model version reads it as it was when its run began. */
export function generateFeatureViews(
  datasetVersions: readonly DatasetVersionRow[],
  registrations: readonly Registration[],
): FeatureViewRows {
  const sources = datasetVersions.filter(({ datasetId }) => datasetId === DATASET);
  const revisions = sources.map((source, index) => ({
    viewName: VIEW,
    revision: index + 1,
    features,
    ttlSeconds: 86_400,
    createdAt: after(source.createdAt, 30 * MINUTE),
    createdBy: OWNER,
  }));
  const first = revisions[0];
  const newest = revisions.at(-1);
  if (!first || !newest) throw new Error(`${DATASET} has no version`);
  const readers = registrations.filter(({ row }) => row.modelId === MODEL);
  return {
    featureViews: [
      {
        name: VIEW,
        description: 'How a user pays: amounts, velocity, merchants and countries.',
        owner: people[OWNER],
        entity: 'user',
        joinKeys: ['user_id'],
        revision: newest.revision,
        createdAt: first.createdAt,
        updatedAt: newest.createdAt,
      },
    ],
    featureViewRevisions: revisions,
    featureViewSources: sources.map(({ id }, index) => ({
      viewName: VIEW,
      revision: index + 1,
      datasetVersionId: id,
    })),
    modelVersionFeatureViews: readers.flatMap(({ row, training }) => {
      const begun = training?.row.createdAt ?? row.createdAt;
      const known = revisions.findLast(({ createdAt }) => createdAt <= begun);
      return known ? [{ modelVersionId: row.id, viewName: VIEW, revision: known.revision }] : [];
    }),
  };
}
