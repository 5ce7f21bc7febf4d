import mongoose from 'mongoose';
import { toBsonDocument } from './bson.ts';
import { OUTBOX } from './collections.ts';
import type { Database } from './database.ts';
import { BOOKKEEPING } from './document-kind.ts';
import { isDuplicate } from './experiments.ts';
import { CLOCKS } from './sync-clock.ts';
import { walk } from './walk.ts';

const { BSON } = mongoose.mongo;

/** What does not move: events for the audit go another way, artifacts as files, and clocks are each store's own. */
const STAYING = (name: string) => name === OUTBOX || name === CLOCKS || /^(artifacts|system)\./.test(name);

/** The collections of the platform, by name. */
export async function findCollections({ connection }: Database): Promise<string[]> {
  await connection.asPromise();
  const found = await connection.listCollections();
  return found
    .map(({ name }) => name)
    .filter((name) => !STAYING(name))
    .toSorted();
}

/**
 * The documents of a collection, each as canonical Extended JSON, with the types that the store has. One whose names would be
 * taken there for a type's is its BSON instead.
 */
export async function* writeDocuments(db: Database, collection: string): AsyncGenerator<string> {
  for await (const document of walk(db, collection, { promoteValues: false })) {
    // Versions are counted anew where it arrives.
    if (document[BOOKKEEPING] instanceof Object) Reflect.deleteProperty(document[BOOKKEEPING], 'version');
    yield toLine(document);
  }
}

const AS_BSON = '$tributaryBson';

const toLine = (document: object): string =>
  hasNamesOfTypes(document)
    ? JSON.stringify({ [AS_BSON]: Buffer.from(BSON.serialize(toBsonDocument(document))).toString('base64') })
    : BSON.EJSON.stringify(document, { relaxed: false });

function hasNamesOfTypes(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasNamesOfTypes);
  if (typeof value !== 'object' || value === null) return false;
  if ('_bsontype' in value && !Object.hasOwn(value, '_bsontype')) return value instanceof BSON.DBRef;
  return Object.entries(value).some(
    ([name, member]) => name.startsWith('$') || name === '_bsontype' || name === '__proto__' || hasNamesOfTypes(member),
  );
}

function readLine(line: string): object {
  const parsed: unknown = BSON.EJSON.parse(line, { relaxed: false });
  if (typeof parsed !== 'object' || parsed === null) throw new Error('A line of documents must be an object.');
  const bytes: unknown = Reflect.get(parsed, AS_BSON);
  return typeof bytes === 'string' ? BSON.deserialize(Buffer.from(bytes, 'base64'), { promoteValues: false }) : parsed;
}

/** Stores documents as they were written; those that are there already stay. */
export async function readDocuments(db: Database, collection: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const documents = lines.map((line) => toBsonDocument(readLine(line)));
  try {
    await db.connection.collection(collection).insertMany(documents, { ...db.limits, ordered: false });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** Whether there is any document of the platform. */
export async function holdsDocuments(db: Database): Promise<boolean> {
  for (const name of [...(await findCollections(db)), 'artifacts.files']) {
    if (await db.connection.collection(name).findOne({}, db.limits)) return true;
  }
  return false;
}
