import type { FeatureViewEntry } from './feature-view-catalogue.ts';
import type { Registration } from './model-versions.ts';
import { people } from './people.ts';
import type { DatasetVersionRow, LineageRows } from './rows.ts';
import { after, MINUTE } from './time.ts';

export type FeatureViewRows = Pick<
  LineageRows,
  'featureViews' | 'featureViewRevisions' | 'featureViewSources' | 'modelVersionFeatureViews'
>;

/** Each is filled anew from every version of its dataset; a model version reads it as it was when its run began. */
export function generateFeatureViews(
  entries: readonly FeatureViewEntry[],
  datasetVersions: readonly DatasetVersionRow[],
  registrations: readonly Registration[],
): FeatureViewRows {
  const views = entries.map((entry) => generateView(entry, datasetVersions, registrations));
  return {
    featureViews: views.flatMap(({ featureViews }) => featureViews),
    featureViewRevisions: views.flatMap(({ featureViewRevisions }) => featureViewRevisions),
    featureViewSources: views.flatMap(({ featureViewSources }) => featureViewSources),
    modelVersionFeatureViews: views.flatMap(({ modelVersionFeatureViews }) => modelVersionFeatureViews),
  };
}

function generateView(
  entry: FeatureViewEntry,
  datasetVersions: readonly DatasetVersionRow[],
  registrations: readonly Registration[],
): FeatureViewRows {
  const sources = datasetVersions.filter(({ datasetId }) => datasetId === entry.dataset);
  const revisions = sources.map((source, index) => ({
    viewName: entry.name,
    revision: index + 1,
    features: entry.features,
    ttlSeconds: entry.ttlSeconds,
    createdAt: after(source.createdAt, 30 * MINUTE),
    createdBy: entry.owner,
  }));
  const first = revisions[0];
  const newest = revisions.at(-1);
  if (!first || !newest) throw new Error(`${entry.dataset} has no version`);
  const readers = registrations.filter(({ row }) => row.modelId === entry.model);
  return {
    featureViews: [
      {
        name: entry.name,
        description: entry.description,
        owner: people[entry.owner],
        entity: entry.entity,
        joinKeys: entry.joinKeys,
        revision: newest.revision,
        createdAt: first.createdAt,
        updatedAt: newest.createdAt,
      },
    ],
    featureViewRevisions: revisions,
    featureViewSources: sources.map(({ id }, index) => ({
      viewName: entry.name,
      revision: index + 1,
      datasetVersionId: id,
    })),
    modelVersionFeatureViews: readers.flatMap(({ row, training }) => {
      const begun = training?.row.createdAt ?? row.createdAt;
      const known = revisions.findLast(({ createdAt }) => createdAt <= begun);
      return known ? [{ modelVersionId: row.id, viewName: entry.name, revision: known.revision }] : [];
    }),
  };
}
