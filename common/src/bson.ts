import { calculateObjectSize } from 'bson';
import { json } from './mutations/inputs.ts';

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

const EMPTY_BYTES = calculateObjectSize({});

/** What a field takes in a document, with its name. */
export const bytesOfField = (name: string, value: unknown): number =>
  calculateObjectSize(new Map([[name, toBson(value)]])) - EMPTY_BYTES;

/**
 * The value that a text is in a document: JSON in its shortest writing becomes that value, so that 0.1 is a number and
 * lists are lists; any other text stays a text, and so does what documents cannot hold.
 */
export function readShortestJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text && json.safeParse(value).success ? value : text;
  } catch {
    return text;
  }
}
