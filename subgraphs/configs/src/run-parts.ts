import type { mongo } from 'mongoose';
import { toBson } from './bson.ts';
import type { ExperimentFields, StoredExperiment } from './collections.ts';
import type { Database } from './database.ts';
import { BOOKKEEPING } from './document-kind.ts';
import { isDuplicate } from './experiments.ts';

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
  // The driver's own: mongoose would cast what must be stored as it is.
  const experiments = db.connection.collection<StoredExperiment>(db.experiments.collection.collectionName);
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

function toWrite(part: RunPart, upsert: boolean): mongo.AnyBulkWriteOperation<StoredExperiment> {
  const { runId, version, createdAt, updatedAt, hyperparameters, metrics, config, ...narrow } = part;
  const documents = Object.entries({ hyperparameters, metrics, config }).map(([name, value]) => [name, toBson(value)]);
  return {
    updateOne: {
      filter: { _id: runId, [VERSION]: { $not: { $gte: version } } },
      update: {
        $set: { ...narrow, ...Object.fromEntries(documents), [VERSION]: version },
        // What people added since the run changed stays the last change.
        $max: { updatedAt },
        $setOnInsert: { createdAt },
      },
      upsert,
    },
  };
}
