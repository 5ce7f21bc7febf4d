import { isDeepStrictEqual } from 'node:util';
import { audit } from '@tributary/common/mutations/audit';
import { description, integerFrom, list, name, owner, reference } from '@tributary/common/mutations/inputs';
import { conflict, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import type { FeatureDefinition } from '../columns.ts';
import { registryCopy } from '../copies/copies.ts';
import {
  findFeaturesByRevisions,
  findSourcesByRevisions,
  revisionKey,
} from '../feature-views/feature-view-revisions.ts';
import { type FeatureView, findFeatureViewsByNames } from '../feature-views/feature-views.ts';
import { fillsItself } from '../graph/cycles.ts';
import { lockGraph, lockQuarantineForShare } from './advisory-locks.ts';
import { definitions, featureName, findTakenNames } from './feature-definitions.ts';
import { refuseBreakingChange } from './feature-view-changes.ts';
import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import { markStale } from './stale-copies.ts';
import { refuseUnusableVersions } from './usable-versions.ts';
import type { Work, WriteContext } from './work.ts';

const target = (id: string) => ({ type: 'FeatureView', id });
const MAX_SOURCES = 100;
const DEFAULT_TTL_SECONDS = 3_600;

const applyShape = z
  .object({
    name: featureName,
    description: description.nullish(),
    owner: owner.nullish(),
    entity: name(100),
    joinKeys: list(name(100)).min(1, 'must name at least one key').nullish(),
    features: definitions,
    ttlSeconds: integerFrom(1).nullable().default(DEFAULT_TTL_SECONDS),
    sourceDatasetVersionIds: list(reference, MAX_SOURCES).nullish(),
  })
  .transform(({ joinKeys, sourceDatasetVersionIds, description = null, owner = null, ...rest }) => ({
    ...rest,
    description,
    owner,
    joinKeys: joinKeys ?? [rest.entity],
    sources: [...new Set(sourceDatasetVersionIds)].toSorted(),
  }))
  .superRefine(({ features, joinKeys }, context) => {
    if (new Set(joinKeys).size < joinKeys.length) {
      context.addIssue({ code: 'custom', path: ['joinKeys'], message: 'must name each key once' });
    }
    for (const issue of findTakenNames(features, joinKeys)) context.addIssue({ code: 'custom', ...issue });
  });
type Definition = z.output<typeof applyShape>;

/** A view with its newest revision. */
type State = FeatureView & { features: FeatureDefinition[]; sources: string[] };

export const applyFeatureView = (context: WriteContext, input: unknown): Promise<Outcome<FeatureView>> =>
  perform(context, applyShape, input, async (work, given) => {
    const { name, description, owner } = given;
    await lockQuarantineForShare(work);
    const before = (await insertView(work, given)) ? null : await lockView(work, name);
    if (before) refuseOtherKeys(before, given);
    const isRevised = !before || before.deletedAt !== null || !isSameRevision(before, given);
    if (!isRevised && before.description === description && before.owner === owner) return before;
    const revision = (before?.revision ?? 0) + (isRevised ? 1 : 0);
    if (isRevised) {
      if (before) await refuseBreakingChange(work, before, given.features);
      await insertRevision(work, given, revision);
    }
    if (before) {
      await work.db
        .updateTable('featureView')
        .set({
          description,
          owner,
          revision,
          deletedAt: null,
          updatedAt: new Date(),
          ...(before.deletedAt && { firstRevision: revision }),
        })
        .where('name', '=', name)
        .execute();
    }
    const after = await getState(work, name);
    audit(work, 'applyFeatureView', target(name), before, after);
    markStale(work, [registryCopy(name)]);
    return after;
  });

/** Answers whether the view is new. Waits for another call that makes it at the same time: both want the same row. */
async function insertView({ db }: Work, { name, entity, joinKeys, description, owner }: Definition): Promise<boolean> {
  const made = await db
    .insertInto('featureView')
    .values({ name, entity, joinKeys, description, owner, revision: 1 })
    .onConflict((oc) => oc.column('name').doNothing())
    .returning('name')
    .executeTakeFirst();
  return made !== undefined;
}

async function insertRevision(work: Work, { name, sources, ...given }: Definition, revision: number): Promise<void> {
  await refuseUnusableVersions(work, sources);
  await work.db
    .insertInto('featureViewRevision')
    .values({
      viewName: name,
      revision,
      features: JSON.stringify(given.features),
      ttlSeconds: given.ttlSeconds,
      createdBy: work.subject,
    })
    .execute();
  if (sources.length === 0) return;
  const rows = sources.map((datasetVersionId) => ({ viewName: name, revision, datasetVersionId }));
  await work.db.insertInto('featureViewSource').values(rows).execute();
  if (revision > 1) await refuseOwnSources(work, name, revision);
}

/** @throws Conflict when a caller's edge leads from the view to one of its own sources. */
async function refuseOwnSources(work: Work, name: string, revision: number): Promise<void> {
  await lockGraph(work);
  if (await fillsItself(work.db, name, revision)) {
    throw conflict('STATE', `The sources would close a cycle: ${name} leads to one of them already.`);
  }
}

/** JSON writes some numbers otherwise than they were given, such as -0. */
const isSameRevision = (before: State, { features, ttlSeconds, sources }: Definition) =>
  before.ttlSeconds === ttlSeconds &&
  isDeepStrictEqual(before.sources, sources) &&
  isDeepStrictEqual(byName(before.features), byName(JSON.parse(JSON.stringify(features))));

/** Features are found by name, so their order makes no revision. */
const byName = (features: readonly FeatureDefinition[]) => new Map(features.map((feature) => [feature.name, feature]));

/** Stored rows are found by the entity and its keys. */
function refuseOtherKeys(before: State, { entity, joinKeys }: Definition): void {
  if (before.entity !== entity) {
    throw conflict('STATE', `The view describes ${before.entity}, not ${entity}: another entity wants another view.`);
  }
  if (!isDeepStrictEqual(before.joinKeys, joinKeys)) {
    throw conflict('STATE', `The view's join keys are ${before.joinKeys.join(', ')}: others want another view.`);
  }
}

export const deleteFeatureView = (context: WriteContext, name: string): Promise<Outcome<string>> =>
  perform(context, z.object({ name: reference }), { name }, async (work, { name }) => {
    const before = await lockView(work, name);
    if (before.deletedAt) throw notFound('FeatureView', name);
    await refuseWhileRead(work, name);
    const at = new Date();
    await work.db.updateTable('featureView').set({ deletedAt: at, updatedAt: at }).where('name', '=', name).execute();
    audit(work, 'deleteFeatureView', target(name), before, { ...before, deletedAt: at });
    markStale(work, [registryCopy(name)]);
    return name;
  });

async function refuseWhileRead({ db }: Work, name: string): Promise<void> {
  const reader = await db
    .selectFrom('modelVersionFeatureView as use')
    .innerJoin('modelVersion', 'modelVersion.id', 'use.modelVersionId')
    .innerJoin('model', 'model.id', 'modelVersion.modelId')
    .select('modelVersion.id')
    .where('use.viewName', '=', name)
    .where('model.archivedAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (reader) throw conflict('STATE', `The view is read by ${reader.id}: archive its model first.`);
}

/** One change of a view runs at a time, and whoever begins to read the view waits for it. */
async function lockView(work: Work, name: string): Promise<State> {
  const row = work.db.selectFrom('featureView').select('name').where('name', '=', name);
  if (!(await row.forUpdate().executeTakeFirst())) throw notFound('FeatureView', name);
  return getState(work, name);
}

async function getState({ db }: Work, name: string): Promise<State> {
  const [view] = await findFeatureViewsByNames(db, [name]);
  if (!view) throw notFound('FeatureView', name);
  const key = revisionKey(view);
  const [newest] = await findFeaturesByRevisions(db, [key]);
  if (!newest) throw new Error(`The view ${name} has no features at its newest revision.`);
  const sources = await findSourcesByRevisions(db, [key]);
  return { ...view, features: newest.features, sources: sources.map(({ id }) => id) };
}
