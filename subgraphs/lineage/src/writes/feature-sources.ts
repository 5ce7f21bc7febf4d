import { integerFrom, list, reference } from '@tributary/common/mutations/inputs';
import { conflict, invalidInput } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import type { FeatureSource } from '../feature-views/feature-view-readers.ts';

import { notFound } from './not-found.ts';
import type { Work } from './work.ts';

const MAX_SOURCES = 20;

export const featureSources = list(
  z.object({ view: reference, revision: integerFrom(1).nullish() }),
  MAX_SOURCES,
).refine((sources) => new Set(sources.map(({ view }) => view)).size === sources.length, 'must name each view once');

type Named = z.output<typeof featureSources>;

/**
 * The views that a model version will read, each at the revision that was named or at its newest. They stay as they are
 * until the transaction ends. The caller takes the lock of quarantine first.
 */
export async function lockFeatureSourcesForShare(
  work: Work,
  named: Named,
): Promise<Pick<FeatureSource, 'viewName' | 'revision'>[]> {
  const views = new Map((await lockViewsForShare(work, named)).map((view) => [view.name, view]));
  const [first] = named;
  return named.map(({ view: name, revision }, index) => {
    const view = views.get(name);
    const place = `featureSources.${index}`;
    if (!view) throw notFound('FeatureView', name, { place: `${place}.view` });
    if (view.deletedAt) throw conflict('STATE', `Feature view ${name} is deleted: apply it again first.`);
    if (revision != null && revision > view.revision) {
      const hint = `its newest revision is ${view.revision}`;
      throw notFound('FeatureView', `${name}@${revision}`, { place: `${place}.revision`, hint });
    }
    const entity = views.get(first?.view ?? name)?.entity;
    if (view.entity !== entity) {
      const message = `must describe the entity ${entity}, as ${first?.view} does, not ${view.entity}`;
      throw invalidInput({ path: ['featureSources', String(index), 'view'], message });
    }
    return { viewName: name, revision: revision ?? view.revision };
  });
}

async function lockViewsForShare({ db }: Work, named: Named) {
  if (named.length === 0) return [];
  const names = named.map(({ view }) => view);
  return db.selectFrom('featureView').selectAll().where('name', 'in', names).orderBy('name').forShare().execute();
}

/** The dataset versions that fill views at these revisions. */
export async function findFillingVersions(
  { db }: Work,
  sources: readonly Pick<FeatureSource, 'viewName' | 'revision'>[],
): Promise<string[]> {
  if (sources.length === 0) return [];
  const rows = await db
    .selectFrom('featureViewSource')
    .select('datasetVersionId')
    .distinct()
    .where((eb) =>
      eb.or(sources.map(({ viewName, revision }) => eb('viewName', '=', viewName).and('revision', '=', revision))),
    )
    .execute();
  return rows.map(({ datasetVersionId }) => datasetVersionId);
}

/** The views that a model version reads stay as they are until the transaction ends. */
export async function lockReadViewsForShare({ db }: Work, versionId: string): Promise<void> {
  await db
    .selectFrom('featureView')
    .select('name')
    .where('name', 'in', (eb) =>
      eb.selectFrom('modelVersionFeatureView').select('viewName').where('modelVersionId', '=', versionId),
    )
    .orderBy('name')
    .forShare()
    .execute();
}
