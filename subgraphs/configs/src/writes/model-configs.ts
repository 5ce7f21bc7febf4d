import { audit } from '@tributary/common/mutations/audit';
import { integerFrom, name, orDefault, reference, slug, tags } from '@tributary/common/mutations/inputs';
import { conflict, notFound, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import { type ModelConfigFields, modelConfigKind, NEWEST } from '../collections.ts';
import type { Database } from '../database.ts';
import { BOOKKEEPING } from '../document-kind.ts';
import { toRead } from '../documents.ts';
import { findNewestConfigsByModelIds, type ModelConfig, toConfigId } from '../model-configs.ts';
import { NARROW } from '../parts.ts';
import { documentPart, ownFields, sizeChecked } from './caller-documents.ts';
import { insertAll, judgePatched, only, part, without, withoutNulls, withRemoved } from './documents.ts';
import { mergeObject } from './merge-patch.ts';
import { perform, performEach } from './perform.ts';
import type { Work, WriteContext } from './work.ts';

const WHOLE = { fields: modelConfigKind.wide, rest: true };

/** Tributary's own of a configuration's fields: the rest is its document. */
const FIXED = new Set(['id', 'modelId', 'revision', 'createdAt', 'createdBy']);

/** What a document must be, whatever else is in it. */
const document = z.looseObject({
  framework: z.string('must be a name: it is never removed').pipe(name(100)),
  architecture: part,
  hyperparameters: part,
  metrics: part,
  tags: orDefault(tags, []),
});
type Document = z.output<typeof document>;

const newConfig = z
  .object({
    modelId: slug,
    framework: name(100),
    architecture: documentPart(1).nullish(),
    hyperparameters: documentPart(1).nullish(),
    metrics: documentPart(1).nullish(),
    tags: tags.nullish(),
    extra: ownFields((name) =>
      FIXED.has(name)
        ? 'is never given by a document'
        : modelConfigKind.declared.has(name)
          ? 'must stand beside extra, not in it'
          : undefined,
    ).nullish(),
  })
  .transform(({ modelId, extra, ...fields }) => ({ modelId, document: { ...withoutNulls(fields), ...extra } }))
  .superRefine(sizeChecked(modelConfigKind.declared))
  .pipe(z.object({ modelId: slug, document }));

const patch = z.object({
  modelId: reference,
  patch: ownFields((name) => (FIXED.has(name) ? 'is never patched' : undefined)),
  expectedRevision: integerFrom(1).nullish(),
});

const metricsOfModel = z.object({ modelId: reference, metrics: documentPart(1) });

const target = (id: string) => ({ type: 'ModelConfig', id });

/** The first revision of a model's configuration. */
export const insertModelConfig = async (context: WriteContext, input: unknown): Promise<Outcome<ModelConfig>> =>
  only(await insertEach(context, [input], 'insertModelConfig'));

/** As insertModelConfig, each by itself; of two for one model the first counts. */
export const insertModelConfigs = (
  context: WriteContext,
  inputs: readonly unknown[],
): Promise<Outcome<ModelConfig>[]> => insertEach(context, inputs, 'insertModelConfigs');

const insertEach = (context: WriteContext, inputs: readonly unknown[], action: string) =>
  performEach(context, newConfig, inputs, async (work, configs) => {
    const modelIds = configs.map(({ modelId }) => modelId);
    await work.lock(modelIds.map(lockOf));
    const there = await findNewestConfigsByModelIds(work.db, modelIds, NARROW);
    const taken = new Set(there.map(({ modelId }) => modelId));
    const written: NewRevision[] = [];
    const outcomes = configs.map(({ modelId, document }): Outcome<ModelConfig> => {
      if (taken.has(modelId)) return hasOne(modelId);
      taken.add(modelId);
      const revision = toRevision(work, modelId, 1, document);
      written.push(revision);
      const config = toRead(revision);
      audit(work, action, target(config.id), null, config.document);
      return { value: config };
    });
    await insertNewest(work.db, written);
    return outcomes;
  });

const hasOne = (modelId: string) => ({
  failure: conflict('DUPLICATE', `Model ${modelId} has a configuration: patchModelConfig changes it.`).failure,
});

/** The next revision, by a JSON Merge Patch over the newest one. A patch that changes nothing makes none. */
export const patchModelConfig = (context: WriteContext, input: unknown): Promise<Outcome<ModelConfig>> =>
  perform(context, patch, input, (work, { modelId, patch, expectedRevision }) =>
    revise(work, 'patchModelConfig', { modelId, patch, at: ['patch'], expectedRevision }),
  );

/** The next revision, whose metrics are merged with these; null removes one. */
export const updateModelMetrics = (context: WriteContext, input: unknown): Promise<Outcome<ModelConfig>> =>
  perform(context, metricsOfModel, input, (work, { modelId, metrics }) =>
    revise(work, 'updateModelMetrics', { modelId, patch: { metrics }, at: [] }),
  );

interface Revision {
  modelId: string;
  patch: object;
  /** The way to the patch in the input. */
  at: readonly string[];
  expectedRevision?: number | null | undefined;
}

async function revise(
  work: Work,
  action: string,
  { modelId, patch, at, expectedRevision }: Revision,
): Promise<ModelConfig> {
  await work.lock([lockOf(modelId)]);
  const [newest] = await findNewestConfigsByModelIds(work.db, [modelId], WHOLE);
  if (!newest) throw notFound('ModelConfig', modelId, { hint: 'insertModelConfig writes the first revision' });
  if (expectedRevision != null && expectedRevision !== newest.revision) {
    throw conflict(
      'STALE',
      `The newest revision of ${modelId} is ${newest.revision}, not ${expectedRevision}: read it, and patch that.`,
    );
  }
  const before = without(newest.document, FIXED);
  const after = judgePatched(document, mergeObject(before, patch), at);
  const revision = toRevision(work, modelId, newest.revision + 1, after);
  if (!audit(work, action, target(revision._id), before, withRemoved(before, after))) return newest;
  // Who read the same newest one writes it, too: MongoDB lets one of the two begin again.
  await work.db.modelConfigs.updateOne({ _id: newest.id }, { $set: { [NEWEST]: false } }, work.db.limits);
  await insertNewest(work.db, [revision]);
  return toRead(revision);
}

const lockOf = (modelId: string) => `config ${modelId}`;

type NewRevision = ModelConfigFields & { _id: string };

const toRevision = ({ subject }: Work, modelId: string, revision: number, document: Document): NewRevision => ({
  _id: toConfigId(modelId, revision),
  modelId,
  revision,
  ...document,
  createdAt: new Date(),
  createdBy: subject,
});

const insertNewest = (db: Database, revisions: readonly NewRevision[]): Promise<void> =>
  insertAll(
    db,
    db.modelConfigs,
    revisions.map((revision) => ({ ...revision, [BOOKKEEPING]: { newest: true } })),
  );
