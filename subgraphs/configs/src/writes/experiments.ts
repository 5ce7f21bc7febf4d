import { randomUUIDv7 } from 'node:crypto';
import { audit } from '@tributary/common/mutations/audit';
import { withoutLargeFields } from '@tributary/common/mutations/audit-event';
import { list, name, orDefault, reference, slug, tags, text, time } from '@tributary/common/mutations/inputs';
import { conflict, notFound, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import { toBsonDocument } from '../bson.ts';
import { experimentKind, type StoredExperiment } from '../collections.ts';
import type { Database } from '../database.ts';
import { BOOKKEEPING } from '../document-kind.ts';
import { toRead } from '../documents.ts';
import { type Experiment, findExperimentsByIds, followsRun } from '../experiments.ts';
import { NARROW } from '../parts.ts';
import { documentPart, ownFields, sizeChecked } from './caller-documents.ts';
import { insertAll, judgePatched, only, part, storeOf, without, withoutNulls, withRemoved } from './documents.ts';
import { mergeObject } from './merge-patch.ts';
import { perform, performEach } from './perform.ts';
import type { Work, WriteContext } from './work.ts';

/** Tributary's own of an experiment's fields: the rest is its document. */
const FIXED = new Set(['id', 'createdAt', 'updatedAt', 'updatedBy']);

/** What an experiment has from the training run that it follows. */
const OF_RUN = new Set([...experimentKind.declared].filter((name) => !FIXED.has(name) && name !== 'notes'));

const notes = text(10_000).nullish();

/** What a document must be, whatever else is in it. */
const document = z.looseObject({
  modelId: slug.nullish(),
  archived: orDefault(z.boolean('must be true or false'), false),
  name: name().nullish(),
  framework: name(100).nullish(),
  status: name(100).nullish(),
  hyperparameters: part,
  metrics: part,
  tags: orDefault(tags, []),
  notes,
  config: part,
});
type Document = z.output<typeof document>;

/** The part of a run's experiment that is people's. */
const besideRun = z.looseObject({ notes });

const id = z.string().regex(/^x_[\w.:-]{1,200}$/, 'must be x_ and 1 to 200 letters, digits, _, -, . or : after it');

const newExperiment = z
  .object({
    id: orDefault(id.nullable(), null),
    modelId: slug.nullish(),
    name: name().nullish(),
    framework: name(100).nullish(),
    status: name(100).nullish(),
    hyperparameters: documentPart(1).nullish(),
    metrics: documentPart(1).nullish(),
    tags: tags.nullish(),
    notes,
    config: documentPart(1).nullish(),
    extra: ownFields((name) =>
      FIXED.has(name) || name === 'archived'
        ? 'is never given by a document'
        : experimentKind.declared.has(name)
          ? 'must stand beside extra, not in it'
          : undefined,
    ).nullish(),
  })
  .transform(({ id, extra, ...fields }) => ({ id, document: { ...withoutNulls(fields), ...extra } }))
  .superRefine(sizeChecked(experimentKind.declared))
  .pipe(z.object({ id: id.nullable(), document }));

const patchShape = z.object({
  id: reference,
  patch: ownFields((name) => (FIXED.has(name) ? 'is never patched' : undefined)),
  expectedUpdatedAt: time.nullish(),
});

const deletion = z.object({ ids: list(reference) });

const target = (id: string) => ({ type: 'Experiment', id });
const lockOf = (id: string) => `experiment ${id}`;

/** An experiment that follows no training run. */
export const insertExperiment = async (context: WriteContext, input: unknown): Promise<Outcome<Experiment>> =>
  only(await insertEach(context, [input], 'insertExperiment'));

/** As insertExperiment, each by itself; of two with one id the first counts. */
export const insertExperiments = (context: WriteContext, inputs: readonly unknown[]): Promise<Outcome<Experiment>[]> =>
  insertEach(context, inputs, 'insertExperiments');

const insertEach = (context: WriteContext, inputs: readonly unknown[], action: string) =>
  performEach(context, newExperiment, inputs, async (work, experiments) => {
    const given = experiments.flatMap(({ id }) => id ?? []);
    await work.lock(given.map(lockOf));
    const there = given.length > 0 ? await findExperimentsByIds(work.db, given, NARROW) : [];
    const taken = new Set(there.map(({ id }) => id));
    const written: StoredExperiment[] = [];
    const outcomes = experiments.map(({ id, document }): Outcome<Experiment> => {
      if (id !== null && taken.has(id)) return isThere(id);
      const stored = toStored(work, id ?? `x_${randomUUIDv7()}`, document);
      taken.add(stored._id);
      written.push(stored);
      const experiment = toRead(stored);
      audit(work, action, target(experiment.id), null, experiment.document);
      return { value: experiment };
    });
    await insertAll(work.db, work.db.experiments, written);
    return outcomes;
  });

const isThere = (id: string) => ({
  failure: conflict('DUPLICATE', `There is an experiment ${id}: patchExperiment changes it.`).failure,
});

function toStored({ subject }: Work, id: string, document: Document): StoredExperiment {
  const now = new Date();
  return { _id: id, ...document, createdAt: now, updatedAt: now, updatedBy: subject };
}

/** A JSON Merge Patch over an experiment; of one that follows a training run, over what is not the run's. */
export const patchExperiment = (context: WriteContext, input: unknown): Promise<Outcome<Experiment>> =>
  perform(context, patchShape, input, async (work, { id, patch, expectedUpdatedAt }) => {
    await work.lock([lockOf(id)]);
    const { [BOOKKEEPING]: bookkeeping, ...stored } = await getExperiment(work.db, id);
    if (expectedUpdatedAt != null && expectedUpdatedAt.getTime() !== stored.updatedAt.getTime()) {
      const [is, was] = [stored.updatedAt, expectedUpdatedAt].map((time) => time.toISOString());
      throw conflict('STALE', `Experiment ${id} was changed at ${is}, not ${was}: read it, and patch that.`);
    }
    const before = without(stored, new Set([...FIXED, '_id']));
    const after = toPatched(stored, mergeObject(before, patch), patch);
    if (!audit(work, 'patchExperiment', target(id), before, withRemoved(before, after))) return toRead(stored);
    const { createdAt, updatedAt } = stored;
    const patched = { _id: id, ...after, createdAt, updatedAt: laterThan(updatedAt), updatedBy: work.subject };
    await replace(work.db, { ...patched, ...(bookkeeping && { [BOOKKEEPING]: bookkeeping }) });
    return toRead(patched);
  });

type Kept = StoredExperiment & { [BOOKKEEPING]?: { version: number } };

/** The whole of it, as it is stored. */
async function getExperiment(db: Database, id: string): Promise<Kept> {
  const stored = await storeOf<Kept>(db, db.experiments).findOne({ _id: id }, { ...db.limits });
  if (!stored) throw notFound('Experiment', id);
  return stored;
}

/** Replaced whole: in a $set, a dot in a field's name would lead into another field. */
async function replace(db: Database, { _id, ...document }: Kept): Promise<void> {
  await storeOf<Kept>(db, db.experiments).replaceOne({ _id }, toBsonDocument(document), { ...db.limits });
}

function toPatched({ _id: id, archived, tags }: StoredExperiment, merged: Record<string, unknown>, patch: object) {
  if (!followsRun({ id })) return judgePatched(document, merged, ['patch']);
  const ofRun = Object.keys(patch).find((name) => OF_RUN.has(name));
  if (ofRun !== undefined) {
    throw conflict('STATE', `${ofRun} of experiment ${id} is its training run's, and follows it: change the run.`);
  }
  return { ...merged, archived, tags, ...judgePatched(besideRun, without(merged, OF_RUN), ['patch']) };
}

/** So that whoever expects what was there before hears that it changed, within one millisecond too. */
const laterThan = (time: Date) => new Date(Math.max(Date.now(), time.getTime() + 1));

/** Deletes all that are there, or none; answers how many. */
export const deleteExperiments = (context: WriteContext, ids: readonly string[]): Promise<Outcome<number>> =>
  perform(context, deletion, { ids }, async (work, { ids }) => {
    await work.lock(ids.map(lockOf));
    const found = work.db.experiments.find({ _id: { $in: ids } }, { [BOOKKEEPING]: 0 }, work.db.limits);
    const there: string[] = [];
    // One after the other: together they may be a gigabyte, of which the audit keeps little.
    for await (const { _id: id, ...experiment } of found.lean<StoredExperiment[]>().cursor()) {
      if (followsRun({ id })) {
        throw conflict('STATE', `Experiment ${id} follows a training run, and goes with it: archive the run.`);
      }
      there.push(id);
      audit(work, 'deleteExperiments', target(id), withoutLargeFields(experiment), null);
    }
    if (there.length > 0) await work.db.experiments.deleteMany({ _id: { $in: there } }, { ...work.db.limits });
    return there.length;
  });
