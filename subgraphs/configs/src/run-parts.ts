import { isDeepStrictEqual } from 'node:util';
import mongoose, { type mongo } from 'mongoose';
import { toBson } from './bson.ts';
import type { ExperimentFields, StoredExperiment } from './collections.ts';
import type { Database } from './database.ts';
import { BOOKKEEPING } from './document-kind.ts';
import { isDuplicate } from './experiments.ts';
import { readAll } from './read-all.ts';

/** The part of an experiment that is its run's; what people add to the document stays beside it. */
export interface RunPart extends Omit<ExperimentFields, 'notes'> {
  runId: string;
  version: number;
}

/** The path of the version of the run part. */
const VERSION = `${BOOKKEEPING}.version`;

/** Writes run parts, each only over a lower version; one that was never written counts as 0. Safe to repeat, in any order. */
export async function writeRunParts(db: Database, parts: readonly RunPart[]): Promise<void> {
  if (parts.length === 0) return;
  const experiments = experimentsIn(db);
  const write = (upsert: boolean) =>
    experiments.bulkWrite(
      parts.map((part) => toWrite(part, upsert)),
      { ...db.limits, ordered: false },
    );
  try {
    await write(true);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // Each of those documents is there: at this version or a higher one, or since a moment ago at a lower one.
    await write(false);
  }
}

/** The driver's own: mongoose would cast what must be stored as it is. */
const experimentsIn = (db: Database) =>
  db.connection.collection<StoredExperiment>(db.experiments.collection.collectionName);

/** A run part as it is stored, and what its writing does beside that. */
function toStored(part: RunPart) {
  const { runId, version, createdAt, updatedAt, hyperparameters, metrics, config, ...narrow } = part;
  const documents = Object.entries({ hyperparameters, metrics, config }).map(([name, value]) => [name, toBson(value)]);
  return { runId, version, createdAt, updatedAt, fields: { ...narrow, ...Object.fromEntries(documents) } };
}

function toWrite(part: RunPart, upsert: boolean): mongo.AnyBulkWriteOperation<StoredExperiment> {
  const { runId, version, createdAt, updatedAt, fields } = toStored(part);
  return {
    updateOne: {
      filter: { _id: runId, [VERSION]: { $not: { $gte: version } } },
      update: {
        $set: { ...fields, [VERSION]: version },
        // What people added since the run changed stays the last change.
        $max: { updatedAt },
        $setOnInsert: { createdAt },
      },
      upsert,
    },
  };
}

/** A run part as it is held: its version, 0 where none was noted, and which of its fields are not as they must be. */
export interface HeldRunPart {
  version: number;
  differences: string[];
}

/** What the store holds of run parts, in their order. */
export async function compareRunParts(db: Database, parts: readonly RunPart[]): Promise<HeldRunPart[]> {
  const runIds = parts.map(({ runId }) => runId);
  const found = await readAll(experimentsIn(db).find({ _id: { $in: runIds } }, db.oneBatch));
  const byId = new Map(found.map((document) => [document._id, document]));
  return parts.map((part) => {
    const document = byId.get(part.runId);
    if (!document) return { version: 0, differences: ['the document'] };
    const { fields, updatedAt } = toStored(part);
    const expected = mongoose.mongo.BSON.deserialize(mongoose.mongo.BSON.serialize(fields));
    const differing = Object.keys(expected).filter(
      (name) => !isDeepStrictEqual(Reflect.get(document, name), expected[name]),
    );
    // People may have added something since.
    if (!(document.updatedAt >= updatedAt)) differing.push('updatedAt');
    return { version: Number(Reflect.get(document, BOOKKEEPING)?.version ?? 0), differences: differing };
  });
}
