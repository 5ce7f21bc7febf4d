import type { Database } from './database.ts';
import { filesIn } from './gridfs.ts';
import { CARDS, METADATA } from './model-cards.ts';
import { readAll } from './read-all.ts';
import { walk } from './walk.ts';

/** What refers from here to a model. */
export interface ModelReference {
  /** In words, such as `configuration fraud-detector@2`. */
  readonly from: string;
  readonly modelId: string;
}

/** Documents of models; of an experiment that follows a run PostgreSQL says which. */
export async function* walkModelReferences(db: Database): AsyncGenerator<ModelReference> {
  const projection = { _id: 1, modelId: 1 } as const;
  for await (const { _id, modelId } of walk(db, db.modelConfigs.collection.collectionName, { projection })) {
    if (typeof modelId === 'string') yield { from: `configuration ${_id}`, modelId };
  }
  const own = { ids: /^x_/, projection };
  for await (const { _id, modelId } of walk(db, db.experiments.collection.collectionName, own)) {
    if (typeof modelId === 'string') yield { from: `experiment ${_id}`, modelId };
  }
  for await (const { _id } of walk(db, CARDS, { projection })) yield { from: 'a card', modelId: _id };
  for await (const { _id } of walk(db, METADATA, { projection })) yield { from: 'metadata', modelId: _id };
}

/** Those of artifacts, by their hashes, whose bytes are not here. */
export async function findMissingArtifacts(db: Database, hashes: readonly string[]): Promise<Set<string>> {
  const asked = new Set(hashes);
  const options = { ...db.oneBatch, projection: { filename: 1 } };
  for (const { filename } of await readAll(filesIn(db).find({ filename: { $in: [...asked] } }, options))) {
    asked.delete(filename);
  }
  return asked;
}

/** Those of the ids of configurations that no revision has. */
export async function findMissingConfigs(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const asked = new Set(ids);
  for (const id of await db.modelConfigs.distinct('_id', { _id: { $in: [...asked] } }, db.limits)) {
    asked.delete(String(id));
  }
  return asked;
}
