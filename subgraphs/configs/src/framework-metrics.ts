import type { PipelineStage } from 'mongoose';
import { NEWEST } from './collections.ts';
import type { Database } from './database.ts';
import { all, matching } from './lists/conditions.ts';
import { chosen } from './lists/pages.ts';
import { valueAtEnd } from './lists/places.ts';
import { isOfKind } from './lists/slices.ts';
import type { DocumentKind, FrameworkMetrics } from './schema-types.generated.ts';

const MAX_FRAMEWORKS = 1_000;

const BASE = { MODEL_CONFIG: { [NEWEST]: true }, EXPERIMENT: { archived: false } };

/** What the documents of each framework reached in a metric of any name, in one pipeline. */
export async function compareFrameworks(db: Database, metric: string, of: DocumentKind): Promise<FrameworkMetrics[]> {
  if (metric.includes('\0')) return [];
  const segments = ['metrics', metric];
  const place = valueAtEnd(segments);
  const value = `$${place.field}`;
  const pipeline: PipelineStage[] = [
    ...chosen(BASE[of], all([matching({ framework: { $type: 'string' } }), isOfKind('number', place, segments)])),
    {
      $group: {
        _id: '$framework',
        count: { $sum: 1 },
        average: { $avg: value },
        maximum: { $max: value },
        minimum: { $min: value },
        standardDeviation: { $stdDevPop: value },
      },
    },
    { $sort: { _id: 1 } },
    { $limit: MAX_FRAMEWORKS },
    { $set: { framework: '$_id' } },
    { $unset: '_id' },
  ];
  const rows =
    of === 'EXPERIMENT'
      ? await db.experiments.aggregate<FrameworkMetrics>(pipeline).option(db.oneBatch)
      : await db.modelConfigs.aggregate<FrameworkMetrics>(pipeline).option(db.oneBatch);
  return rows.map(withoutInfinities);
}

/** A sum of huge numbers is beyond what a number holds. */
const withoutInfinities = ({ average, standardDeviation, ...row }: FrameworkMetrics): FrameworkMetrics => ({
  ...row,
  average: finite(average),
  standardDeviation: finite(standardDeviation),
});

const finite = (value: number | null | undefined) => (Number.isFinite(value) ? value : null);
