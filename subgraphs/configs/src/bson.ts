/**
 * A value for the driver, its objects as maps: the driver takes a plain object with a field _bsontype for a value of its
 * own. Dates, and values of the driver's own that were read, stay as they are.
 */
export function toBson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toBson);
  if (typeof value !== 'object' || value === null || value instanceof Date || isDriversOwn(value)) return value;
  return new Map(Object.entries(value).map(([name, member]) => [name, toBson(member)]));
}

/** The driver's classes inherit the mark that a document can only have as a field. */
const isDriversOwn = (value: object): boolean => '_bsontype' in value && !Object.hasOwn(value, '_bsontype');

/** A whole document for the driver, which wants an object. */
export const toBsonDocument = <Stored extends object>(document: Stored): Stored =>
  Object.assign(
    {},
    document,
    Object.fromEntries(Object.entries(document).map(([name, value]) => [name, toBson(value)])),
  );
