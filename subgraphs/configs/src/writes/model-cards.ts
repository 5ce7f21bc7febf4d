import { audit } from '@tributary/common/mutations/audit';
import { list, orDefault, slug, text, time } from '@tributary/common/mutations/inputs';
import { conflict, invalidInput, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import { toBsonDocument } from '../bson.ts';
import {
  cardsIn,
  type ModelCard,
  metadataIn,
  type StoredMetadata,
  type StoredModelCard,
  toModelCard,
} from '../model-cards.ts';
import { documentPart, problemOfSize } from './caller-documents.ts';
import { isObject, mergeObject } from './merge-patch.ts';
import { perform } from './perform.ts';
import type { Work, WriteContext } from './work.ts';

const line = orDefault(text(1_000).nullable(), null);
const prose = orDefault(text(100_000).nullable(), null);
const lines = orDefault(list(text(1_000)), []);

const evaluation = z.object({
  taskType: text(1_000),
  taskName: line,
  datasetType: text(1_000),
  datasetName: text(1_000),
  metricType: text(1_000),
  metricName: line,
  value: z.number('must be a number that a double can hold'),
});

const card = z
  .object({
    summary: prose,
    markdown: orDefault(text(1_000_000).nullable(), null),
    license: line,
    libraryName: line,
    pipelineTag: line,
    languages: lines,
    tags: lines,
    baseModels: lines,
    datasets: lines,
    metrics: lines,
    intendedUse: prose,
    limitations: prose,
    evaluations: orDefault(list(evaluation), []),
  })
  .superRefine((card, context) => {
    const message = problemOfSize(card);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['markdown'], message });
  });
export type NewCard = z.output<typeof card>;

const put = z.object({ modelId: slug, card, expectedUpdatedAt: time.nullish() });
const patch = z.object({ modelId: slug, patch: documentPart(0), expectedUpdatedAt: time.nullish() });
const imported = z.object({ modelId: slug, card, huggingFace: documentPart(1) });

/** A model's whole card: what is left out is empty. The model may come later. */
export const putModelCard = (context: WriteContext, input: unknown): Promise<Outcome<ModelCard>> =>
  perform(context, put, input, async (work, { modelId, card, expectedUpdatedAt }) => {
    await work.lock([lockOf(modelId)]);
    const before = await cardsIn(work.db).findOne({ _id: modelId }, work.db.limits);
    refuseStale(`The card of ${modelId}`, before, expectedUpdatedAt);
    return writeCard(work, 'putModelCard', before, { _id: modelId, ...card });
  });

/** A JSON Merge Patch over what is noted of a model beside its card. */
export const patchModelMetadata = (context: WriteContext, input: unknown): Promise<Outcome<StoredMetadata>> =>
  perform(context, patch, input, async (work, { modelId, patch, expectedUpdatedAt }) => {
    await work.lock([lockOf(modelId)]);
    const before = await metadataIn(work.db).findOne({ _id: modelId }, work.db.limits);
    refuseStale(`The metadata of ${modelId}`, before, expectedUpdatedAt);
    return writeMetadata(work, 'patchModelMetadata', before, modelId, mergeObject(before?.metadata ?? {}, patch));
  });

/**
 * A card that comes from a file, and what of the file is no card's, under metadata.huggingFace: both or none. What no file
 * says, such as the summary, stays.
 */
export const importModelCard = (context: WriteContext, input: unknown): Promise<Outcome<ModelCard>> =>
  perform(context, imported, input, async (work, { modelId, card, huggingFace }) => {
    await work.lock([lockOf(modelId)]);
    const before = await cardsIn(work.db).findOne({ _id: modelId }, work.db.limits);
    const metadata = await metadataIn(work.db).findOne({ _id: modelId }, work.db.limits);
    const { huggingFace: _old, ...others } = metadata?.metadata ?? {};
    const isEmpty = Object.keys(huggingFace).length === 0;
    if (metadata || !isEmpty) {
      const after = isEmpty ? others : { ...others, huggingFace };
      await writeMetadata(work, 'importModelCard', metadata, modelId, after);
    }
    const { summary = null, intendedUse = null, limitations = null } = before ?? {};
    const kept = { ...card, summary, intendedUse, limitations };
    return writeCard(work, 'importModelCard', before, { _id: modelId, ...kept });
  });

/** Card and metadata of a model are written by one at a time. */
const lockOf = (modelId: string) => `card ${modelId}`;

interface Dated {
  updatedAt: Date;
}

function refuseStale(what: string, before: Dated | null, expected: Date | null | undefined): void {
  if (expected == null || before?.updatedAt.getTime() === expected.getTime()) return;
  const is = before ? `was changed at ${before.updatedAt.toISOString()}` : 'is not there';
  throw conflict('STALE', `${what} ${is}, not at ${expected.toISOString()}: read it again.`);
}

/** Later than before, so that no two states have one time. */
const changedAfter = (before: Dated | null) => new Date(Math.max(Date.now(), (before?.updatedAt.getTime() ?? 0) + 1));

type CardWithoutDates = Omit<StoredModelCard, 'updatedAt' | 'updatedBy'>;

async function writeCard(
  work: Work,
  action: string,
  before: StoredModelCard | null,
  fields: CardWithoutDates,
): Promise<ModelCard> {
  const target = { type: 'ModelCard', id: fields._id };
  const isChanged = audit(work, action, target, before && withoutDates(before), withoutDates(fields));
  if (before && !isChanged) return toModelCard(before);
  const after = { ...fields, updatedAt: changedAfter(before), updatedBy: work.subject };
  await cardsIn(work.db).replaceOne({ _id: fields._id }, after, { ...work.db.limits, upsert: true });
  return toModelCard(after);
}

function withoutDates(card: Partial<StoredModelCard>): object {
  const { _id, updatedAt, updatedBy, ...fields } = card;
  return fields;
}

async function writeMetadata(
  work: Work,
  action: string,
  before: StoredMetadata | null,
  modelId: string,
  metadata: Record<string, unknown>,
): Promise<StoredMetadata> {
  const tooLarge = problemOfSize(metadata);
  if (tooLarge !== undefined)
    throw invalidInput({ path: ['patch'], message: `${tooLarge}, with what is there already` });
  const removed = Object.fromEntries(Object.keys(before?.metadata ?? {}).map((name) => [name, null]));
  const target = { type: 'ModelMetadata', id: modelId };
  const isChanged = audit(work, action, target, before?.metadata ?? null, { ...removed, ...metadata });
  if (before && !isChanged) return before;
  const after = { _id: modelId, metadata, updatedAt: changedAfter(before), updatedBy: work.subject };
  await metadataIn(work.db).replaceOne({ _id: modelId }, toBsonDocument(after), { ...work.db.limits, upsert: true });
  return after;
}

/** What a model's metadata has of the file that its card came from. */
export const huggingFaceOf = (metadata: StoredMetadata | undefined): Record<string, unknown> => {
  const kept = metadata?.metadata.huggingFace;
  return isObject(kept) ? { ...kept } : {};
};
