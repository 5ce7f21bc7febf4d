import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { Database } from './database.ts';
import { defineDocument, type FieldsOf } from './document-kind.ts';
import { type Parts, projectionOf } from './parts.ts';
import { readAll } from './read-all.ts';

const text = z.string().nullish();
const texts = z.array(z.string());

/** One result of a model-index. */
export interface Evaluation {
  taskType: string;
  taskName: string | null;
  datasetType: string;
  datasetName: string;
  metricType: string;
  metricName: string | null;
  value: number;
}

const evaluation: z.ZodType<Evaluation> = z.object({
  taskType: z.string(),
  taskName: z.string().nullable(),
  datasetType: z.string(),
  datasetName: z.string(),
  metricType: z.string(),
  metricName: z.string().nullable(),
  value: z.number(),
});

/** One document a model; its id is the model's. */
export const modelCardKind = defineDocument({
  narrow: {
    license: text,
    libraryName: text,
    pipelineTag: text,
    languages: texts,
    tags: texts,
    baseModels: texts,
    datasets: texts,
    metrics: texts,
    updatedAt: z.date(),
    updatedBy: z.string(),
  },
  wide: {
    summary: text,
    markdown: text,
    intendedUse: text,
    limitations: text,
    evaluations: z.array(evaluation).optional(),
  },
});

export type ModelCardFields = FieldsOf<typeof modelCardKind>;
export type StoredModelCard = ModelCardFields & { _id: string };
export type ModelCard = ModelCardFields & { modelId: string };

/** What people note of a model beside its card: one document a model, in one field, whatever the names in it. */
export interface StoredMetadata {
  _id: string;
  metadata: Record<string, unknown>;
  updatedAt: Date;
  updatedBy: string;
}

type Connected = { readonly connection: Connection };

export const CARDS = 'model_cards';
export const METADATA = 'model_metadata';

export const cardsIn = ({ connection }: Connected) => connection.collection<StoredModelCard>(CARDS);
export const metadataIn = ({ connection }: Connected) => connection.collection<StoredMetadata>(METADATA);

export const WHOLE_CARD: Parts = { fields: modelCardKind.wide, rest: false };

export async function findModelCards(db: Database, modelIds: readonly string[], parts: Parts): Promise<ModelCard[]> {
  const projection = projectionOf(modelCardKind, parts);
  const found = await readAll(cardsIn(db).find({ _id: { $in: [...modelIds] } }, { ...db.oneBatch, projection }));
  return found.map(toModelCard);
}

export const toModelCard = ({ _id: modelId, ...card }: StoredModelCard): ModelCard => ({ ...card, modelId });

export const findMetadata = (db: Database, modelIds: readonly string[]): Promise<StoredMetadata[]> =>
  readAll(metadataIn(db).find({ _id: { $in: [...modelIds] } }, db.oneBatch));

/** Writes cards; those that are there already stay as they are. @returns how many are new. */
export async function insertModelCards(db: Database, cards: readonly ModelCard[]): Promise<number> {
  const there = await findModelCards(
    db,
    cards.map(({ modelId }) => modelId),
    { fields: [], rest: false },
  );
  const known = new Set(there.map(({ modelId }) => modelId));
  const missing = cards.filter(({ modelId }) => !known.has(modelId));
  if (missing.length === 0) return 0;
  await cardsIn(db).insertMany(
    missing.map(({ modelId, ...card }) => ({ _id: modelId, ...card })),
    { ...db.limits },
  );
  return missing.length;
}
